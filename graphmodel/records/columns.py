"""What a table of the format is: its columns, what each may hold, and how its records are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted

TableName = Literal[
    "agencies",
    "systems",
    "uses",
    "links",
    "products",
    "standards",
    "impediments",
    "agreements",
    "parties",
    "recommendations",
    "sources",
]
Kind = Literal["id", "text", "integer", "year", "boolean", "word", "words", "reference", "references"]

LIST_SEPARATOR = ";"
LIST_KINDS: tuple[Kind, ...] = ("words", "references")
NUMBER_KINDS: tuple[Kind, ...] = ("integer", "year")


@dataclass(frozen=True)
class About:
    """What a catalogue says of itself, and the limits that every answer from it must carry."""

    name: str = ""
    name_fr: str = ""
    made_up: bool = False
    limits: tuple[str, ...] = ()
    limits_fr: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """What one column may hold.

    ``default`` stands where a cell is empty (None: empty means "not known"); ``refers_to`` names the tables
    whose ids a reference may take, and ``reserved`` the words that it may hold instead, which are no record's id;
    ``limits`` names the columns, this one among them, that together say what a row
    speaks of: one in which all of them are empty speaks of everything.
    """

    name: str
    kind: Kind
    sentence: str
    required: bool = False
    default: str | bool | None = None
    vocabulary: v.Vocabulary | None = None
    refers_to: tuple[TableName, ...] = ()
    limits: tuple[str, ...] = ()
    reserved: v.Vocabulary | None = None

    @property
    def is_list(self) -> bool:
        """Return whether a cell is a list joined by semicolons."""
        return self.kind in LIST_KINDS


@dataclass(frozen=True)
class TableFormat:
    """One table of the format: its columns in order, and the columns that tell its rows apart."""

    name: TableName
    sentence: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool
    noun: Message
    """What one record is called."""
    one: Message
    """The same with its article."""
    none: Message
    """What an id names that names none of them."""
    number: tuple[str, str]
    """How a number of them is said, in the singular and in the plural."""

    def counted(self, count: int) -> Message:
        """Return how many records there are, as people say it: ``1 agency``, ``2 agencies``."""
        return counted(count, *self.number)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the columns' names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return one column; KeyError where the table has none of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
