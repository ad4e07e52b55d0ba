"""The rows of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphmodel.values.elements import NOT_KNOWN, Node, Path, Relationship, shown
from graphmodel.values.html import table_html
from graphmodel.words.messages import counted

if TYPE_CHECKING:
    import pandas as pd


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
        caption = (
            counted(len(self), "the first row; there are more", "the first {count} rows; there are more").text()
            if self.cut
            else ""
        )
        rows = [[value if _has_parts(value) else shown(value) for value in row] for row in self.known().rows]
        return table_html(self.columns, rows, caption=caption)


def _has_parts(value: object) -> bool:
    return isinstance(value, (Node, Relationship, Path, list, tuple, dict))
