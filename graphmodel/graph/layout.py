"""The graph as tables of the embedded store: their names, their key columns, and what a key says.

A node's key is ``label << SHIFT | row``, a relationship's ``table << SHIFT | row``: one whole number of 64 bits each,
unique over the whole graph. So equality, uniqueness and grouping of nodes and relationships are those of numbers, and
a label or a type is read off a key without looking anything up.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from graphmodel.graph.model import node_types, relationship_types

SHIFT = 40
"""Bits of a key that number the rows of one table."""
KEY, START, END = "_key", "_start", "_end"
"""Columns of a table before its properties; a relationship's ends are keys of nodes. No property begins with _."""


class RelationshipTable(NamedTuple):
    """The relationships of one type between two labels."""

    type: str
    start: str
    end: str


@cache
def labels() -> tuple[str, ...]:
    """Return every label, in the order that numbers them."""
    return tuple(node_types())


@cache
def label_numbers() -> dict[str, int]:
    """Return the number in the keys of each label's nodes."""
    return {label: number for number, label in enumerate(labels())}


@cache
def tables() -> tuple[RelationshipTable, ...]:
    """Return every table of relationships, in the order that numbers them."""
    return tuple(RelationshipTable(name, *ends) for name, kind in relationship_types().items() for ends in kind.ends)


@cache
def table_numbers() -> dict[RelationshipTable, int]:
    """Return the number in the keys of each table's relationships."""
    return {table: number for number, table in enumerate(tables())}


def table_name(table: RelationshipTable) -> str:
    """Return the name of a table of relationships: its type, with its labels where the type has several pairs."""
    several = len(relationship_types()[table.type].ends) > 1
    return f"{table.type} {table.start} {table.end}" if several else table.type


def quoted(name: str) -> str:
    """Return a name of the schema as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
