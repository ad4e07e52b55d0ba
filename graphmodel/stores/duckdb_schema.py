"""What a graph file holds: the SQL of its tables, and a mark that tells it from every other file of the engine."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from graphmodel.graph.layout import END, KEY, SHIFT, START, labels, quoted, table_name, tables
from graphmodel.graph.model import Property, node_types, relationship_types
from graphmodel.queries.sql.types import of_property, sql_type

MARKED = "_graphmodel"
"""The table of one row that says whose file this is: columns ``mark`` and ``schema``."""
MARK = "This file holds a graph of graphmodel."
"""Written first and once, so that its bytes are found even in a file that the engine can no longer open."""


@cache
def columns() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return every table of the graph by its name: (name, type in SQL) of each column, nodes before relationships."""
    made = {label: ((KEY, "BIGINT"), *_typed(node_types()[label].properties)) for label in labels()}
    ends = tuple((name, "BIGINT") for name in (KEY, START, END))
    return made | {
        table_name(table): (*ends, *_typed(relationship_types()[table.type].properties)) for table in tables()
    }


def _typed(properties: tuple[Property, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((item.name, sql_type(of_property(item.kind))) for item in properties)


@cache
def fingerprint() -> str:
    """Return a digest of all that a reader relies on: tables, columns, types, and how keys are made."""
    return sha256(repr((SHIFT, tuple(columns().items()))).encode()).hexdigest()[:16]


def definition(name: str) -> str:
    """Return the statement that creates a table of the graph."""
    declared = ", ".join(f"{quoted(column)} {type}" for column, type in columns()[name])
    return f"CREATE TABLE {quoted(name)} ({declared})"


def content(name: str) -> str:
    """Return an expression for (rows, checksum) of a table or of rows with its columns.

    The checksum is a sum of hashes of rows, so their order does not matter; it is null without rows.
    """
    held = ", ".join(quoted(column) for column, _ in columns()[name])
    return f"count(*), sum(hash({held}))"
