"""What a query may return, alike on every store: plain values, nodes, relationships and tables of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Scalar = str | int | float | bool | None
Value = "Scalar | list[Value] | dict[str, Value] | Node | Relationship | Path"


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

    ``cut`` is true where there were more rows than were asked for. For a frame: ``pandas.DataFrame(table.records())``.

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

    def _repr_html_(self) -> str:
        from graphmodel.jupyter import table_html

        caption = f"the first {len(self)} rows; there are more" if self.cut else ""
        return table_html(self.columns, self.rows, caption=caption)
