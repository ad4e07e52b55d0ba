"""What workbooks to fill in share: hidden pages, and how values are shown in cells.

A page has the names of the columns in its first row, which is hidden, what people call them in the second, and a record
in each row from the third on. A page that nobody sees says what the workbook is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language

FIRST_ROW = 3
"""The row of the first record."""
FACTS, LISTS, ABOUT = "_graphmodel", "_lists", "_about"
"""Pages that nobody sees: what the workbook is, the words to choose from, and what its catalogue says of itself."""
SURVEY, WORKBOOK = "survey", "workbook"
"""What a page of facts says that a workbook is, each with its version."""


@dataclass(frozen=True)
class Showing:
    """How values are shown in one language; records that cells refer to as ``name [id]``."""

    catalogue: Catalogue
    language: Language
    _known: dict[TableName, dict[str, str]] = field(default_factory=dict[TableName, dict[str, str]], repr=False)

    def choices(self, column: Column) -> list[str]:
        """Return what can be chosen in a column; nothing where people write what they like."""
        if column.refers_to and not column.is_list:
            records = [self.named(table, id) for table in column.refers_to for id in self.catalogue.table(table)["id"]]
            return [*(word.name(self.language) for word in column.reserved or ()), *records]
        return [] if column.is_list else choices_of(column, self.language)

    def cell(self, column: Column, value: object) -> object:
        """Return a value as its cell shows it; None for nothing."""
        if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - only NaN differs from itself
            return None
        if column.kind in ("integer", "year"):
            return int(str(value))
        words = words_of(column)
        if words:
            items = str(value).lower() if column.kind == "boolean" else str(value)
            return "; ".join(words.label(item, self.language) for item in items.split(LIST_SEPARATOR))
        if column.reserved and str(value) in column.reserved:
            return column.reserved.label(str(value), self.language)
        if column.refers_to:
            ids = str(value).split(LIST_SEPARATOR)
            return "; ".join(self.named(self._table(column, id), id) for id in ids)
        return str(value)

    def _table(self, column: Column, id: str) -> TableName:
        for table in column.refers_to:
            if id in self.names(table):
                return table
        return column.refers_to[0]

    def named(self, table: TableName, id: str) -> str:
        """Return what a cell calls a record."""
        name = self.names(table).get(id, "").replace(LIST_SEPARATOR, ",")
        return f"{name} [{id}]" if name else id

    def names(self, table: TableName) -> dict[str, str]:
        """Return the name of each record of a table by its id; asked for once a cell, made once a table."""
        if table not in self._known:
            self._known[table] = self._names_of(self.catalogue.table(table))
        return self._known[table]

    def _names_of(self, frame: pd.DataFrame) -> dict[str, str]:
        french = frame["name_fr"] if self.language == "fr" and "name_fr" in frame else None
        named = frame["title"] if "title" in frame else frame["name"]
        names = named if french is None else french.fillna(named)
        return dict(zip(frame["id"], names, strict=True))


def words_of(column: Column) -> v.Vocabulary | None:
    """Return the words that a column is held to, yes and no among them."""
    return v.YES_NO if column.kind == "boolean" else column.vocabulary


def choices_of(column: Column, language: Language) -> list[str]:
    """Return the words that can be chosen in a column, in a language; none where people write what they like."""
    return [word.name(language) for word in words_of(column) or ()]
