"""What a query may return, alike on every store: plain values, nodes, relationships and tables of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas as pd

Scalar = str | int | float | bool | None
Value = "Scalar | list[Value] | dict[str, Value] | Node | Relationship | Path"
NOT_KNOWN = frozenset(
    ("officers", "population", "since", "until", "year", "latest_source", "percent", "documented_percent")
)
"""Columns of numbers that are never below zero: where a query writes -1 in one, it means "not known".

The Cypher needs a number there, to sort by. People and spreadsheets get an empty cell, JSON null.
"""


def own_value(value: object) -> object:
    """Return a value of numpy or pandas as Python's own: one number, or a list; anything else as it is.

    >>> import numpy
    >>> own_value(numpy.int64(3)), own_value(numpy.array(["a", "b"])), own_value([numpy.float64(0.5)])
    (3, ['a', 'b'], [0.5])
    """
    if isinstance(value, (list, tuple)):
        return [own_value(item) for item in cast("Sequence[object]", value)]
    if isinstance(value, dict):
        return {name: own_value(item) for name, item in cast("dict[object, object]", value).items()}
    made: Any = getattr(value, "tolist", None) if hasattr(value, "dtype") else None
    return made() if callable(made) else value


def scalar(value: object) -> Scalar:
    """Return a single value as one of ours: what a server has beyond them, as text that names it.

    Dates, times and durations by ISO 8601 (2020-01-01, P1DT3S), a point as Cypher writes it, bytes as hexadecimal digits
    after 0x, numbers of numpy as Python's, what pandas calls missing as None; anything else as <its type: its text>.
    """
    known: Any = value
    match value:
        case None | str() | bool() | int() | float():
            return value
        case bytes() | bytearray():
            return f"0x{value.hex()}"
        case _ if hasattr(value, "srid"):
            axes = "".join(f", {name}: {float(part)}" for name, part in zip("xyz", known, strict=False))
            return f"point({{srid: {known.srid}{axes}}})"
        case _ if hasattr(value, "item"):
            return scalar(known.item())
        case _ if str(value) in ("<NA>", "NaT"):
            return None
        case _:
            pass
    for name in ("iso_format", "isoformat"):
        if hasattr(value, name):
            return str(getattr(known, name)())
    return f"<{type(value).__name__}: {value}>"


def shown(value: object) -> Scalar:
    """Return a single value as every format can hold it: as ``scalar``, with NaN and the infinities by their names."""
    made = scalar(value)
    if isinstance(made, float) and not math.isfinite(made):
        return "NaN" if math.isnan(made) else "Infinity" if made > 0 else "-Infinity"
    return made


@dataclass(frozen=True)
class Node:
    """A node as a query returns it; ``id`` is our id, not the store's."""

    label: str
    id: str
    properties: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True)
class Relationship:
    """A relationship as a query returns it; ``start`` and ``end`` are our ids of its nodes."""

    type: str
    start: str
    end: str
    properties: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True)
class Path:
    """A path as a query returns it."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


@dataclass(frozen=True)
class Table:
    """The rows of one answer: ``rows`` are tuples of one value for each of ``columns``.

    ``cut`` is true where there were more rows than were asked for. ``rows`` are what the store answered, in which -1 in
    a column of ``NOT_KNOWN`` means not known; ``known()``, ``records()`` and what a notebook shows have None there.
    ``to_frame()`` makes a frame of them.

    >>> table = Table(("system", "classes"), (("rcmp-cpic", ["warrants"]),))
    >>> table.records()
    [{'system': 'rcmp-cpic', 'classes': ['warrants']}]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def known(self) -> Table:
        """Return the table with None in place of the -1 that means not known: see ``NOT_KNOWN``.

        >>> Table(("agency", "officers"), (("a", 12), ("b", -1))).known().rows
        (('a', 12), ('b', None))
        """
        at = {number for number, name in enumerate(self.columns) if name in NOT_KNOWN}
        if not at:
            return self
        rows = (
            tuple(None if number in at and value == -1 else value for number, value in enumerate(row))
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))

    def records(self) -> list[dict[str, object]]:
        """Return the rows as dictionaries, with None for what is not known."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.known().rows]

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Go through the rows as dictionaries; so ``pandas.DataFrame(table)`` is its frame."""
        return iter(self.records())

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a frame: a column for each of ``columns``, missing where not known."""
        import pandas as pd

        return pd.DataFrame(list(self.known().rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        from graphmodel.values.html import table_html

        caption = f"the first {len(self)} rows; there are more" if self.cut else ""
        rows = [[value if _has_parts(value) else shown(value) for value in row] for row in self.known().rows]
        return table_html(self.columns, rows, caption=caption)


def _has_parts(value: object) -> bool:
    return isinstance(value, (Node, Relationship, Path, list, tuple, dict))
