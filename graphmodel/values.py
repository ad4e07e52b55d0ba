"""What a query may return, alike on every store: plain values, nodes, relationships and tables of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Scalar = str | int | float | bool | None
Value = "Scalar | list[Value] | dict[str, Value] | Node | Relationship | Path"
NOT_KNOWN = frozenset(
    ("officers", "population", "since", "until", "year", "latest_source", "percent", "documented_percent")
)
"""Columns of numbers that are never below zero: where a query writes -1 in one, it means "not known".

The Cypher needs a number there, to sort by. People and spreadsheets get an empty cell, JSON null.
"""


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
    For a frame: ``pandas.DataFrame(table.records())``.

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

    def _repr_html_(self) -> str:
        from graphmodel.jupyter import table_html

        caption = f"the first {len(self)} rows; there are more" if self.cut else ""
        return table_html(self.columns, self.known().rows, caption=caption)
