"""What a query may return, alike on every store: plain values, nodes, relationships and tables of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas as pd

Scalar = str | int | float | bool | None
Value = "Scalar | list[Value] | dict[str, Value] | Node | Relationship | Path"


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

    ``cut`` is true where there were more rows than were asked for. ``to_frame()`` makes a frame of them.

    >>> table = Table(("system", "classes"), (("rcmp-cpic", ["warrants"]),))
    >>> table.records()
    [{'system': 'rcmp-cpic', 'classes': ['warrants']}]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, object]]:
        """Return the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a frame: a column for each of ``columns``, with missing values where they are null."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        from graphmodel.jupyter import table_html

        caption = f"the first {len(self)} rows; there are more" if self.cut else ""
        return table_html(self.columns, self.rows, caption=caption)
