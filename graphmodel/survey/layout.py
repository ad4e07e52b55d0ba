"""Which records and columns a survey asks about, and how values are shown in cells.

A page has the names of the columns in its first row, which is hidden, what people call them in the second, and a record
in each row from the third on. A page that nobody sees says what the survey is of.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName, tables
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language

FIRST_ROW = 3
"""The row of the first record."""
BLANK_ROWS: dict[TableName, int] = {"agencies": 0, "systems": 20, "links": 40, "uses": 40}
LOCKED: dict[TableName, tuple[str, ...]] = {
    "agencies": ("id",),
    "systems": ("id",),
    "links": ("id", "from", "to"),
    "uses": ("agency", "system", "role"),
}
"""What tells a record apart, which cannot be changed where it is there already."""
FACTS, LISTS = "_graphmodel", "_lists"
"""Pages that nobody sees: what the survey is of, and the words to choose from."""
VERSION = "1"
_NOT_ASKED = ("source", "confidence")


def asked(table: TableName) -> tuple[Column, ...]:
    """Return the columns that a survey asks about."""
    return tuple(column for column in tables()[table].columns if column.name not in _NOT_ASKED)


def records(catalogue: Catalogue, agency: str) -> dict[TableName, pd.DataFrame]:
    """Return what the catalogue says of an agency: itself, what it runs, links of that, and uses by it or of that."""
    own = catalogue.systems[catalogue.systems["operator"] == agency]
    ids = own["id"]
    links, uses = catalogue.links, catalogue.uses
    return {
        "agencies": catalogue.agencies[catalogue.agencies["id"] == agency],
        "systems": own,
        "links": links[links["from"].isin(ids) | links["to"].isin(ids)],
        "uses": uses[(uses["agency"] == agency) | uses["system"].isin(ids)],
    }


@dataclass(frozen=True)
class Showing:
    """How values are shown in one language; records that cells refer to as ``name [id]``."""

    catalogue: Catalogue
    language: Language
    _known: dict[TableName, dict[str, str]] = field(default_factory=dict[TableName, dict[str, str]], repr=False)

    def choices(self, column: Column) -> list[str]:
        """Return what can be chosen in a column; nothing where people write what they like."""
        words = words_of(column)
        if words:
            return [] if column.is_list else [word.name(self.language) for word in words]
        if column.refers_to and not column.is_list:
            return [self._named(table, id) for table in column.refers_to for id in self.catalogue.table(table)["id"]]
        return []

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
        if column.refers_to:
            ids = str(value).split(LIST_SEPARATOR)
            return "; ".join(self._named(self._table(column, id), id) for id in ids)
        return str(value)

    def _table(self, column: Column, id: str) -> TableName:
        for table in column.refers_to:
            if id in self._names(table):
                return table
        return column.refers_to[0]

    def _named(self, table: TableName, id: str) -> str:
        name = self._names(table).get(id, "").replace(LIST_SEPARATOR, ",")
        return f"{name} [{id}]" if name else id

    def _names(self, table: TableName) -> dict[str, str]:
        """Return the name of each record of a table by its id; asked for once a cell, made once a table."""
        if table not in self._known:
            self._known[table] = self._names_of(self.catalogue.table(table))
        return self._known[table]

    def _names_of(self, frame: pd.DataFrame) -> dict[str, str]:
        french = frame["name_fr"] if self.language == "fr" and "name_fr" in frame else None
        names = frame["name"] if french is None else french.fillna(frame["name"])
        return dict(zip(frame["id"], names, strict=True))


def words_of(column: Column) -> v.Vocabulary | None:
    """Return the words that a column is held to, yes and no among them."""
    return v.YES_NO if column.kind == "boolean" else column.vocabulary
