"""What a key says of itself: whether a node has a label, which it has, and of which type a relationship is."""

from __future__ import annotations

from collections.abc import Iterable

from graphmodel.graph import layout
from graphmodel.graph.layout import Table
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.types import TEXT, TEXTS, NodeOf, RelationshipOf
from graphmodel.queries.sql.values import Value, text_literal


def _numbered(key: str, numbers: list[int]) -> str:
    if not numbers:
        return f"(CASE WHEN {key} IS NOT NULL THEN FALSE END)"
    return f"(({key} >> {layout.SHIFT}) IN ({', '.join(map(str, sorted(numbers)))}))"


def of_table(key: str, tables: Iterable[Table]) -> str:
    """Return the SQL of whether a relationship is in one of these tables."""
    return _numbered(key, [layout.table_numbers()[table] for table in tables])


def has_label(key: str, labels: frozenset[str]) -> str:
    """Return the SQL of whether a node has one of these labels."""
    return _numbered(key, [layout.label_numbers()[label] for label in labels])


def label_of(value: Value) -> Value:
    """Return labels() of a node: each has one."""
    if not isinstance(value.type, NodeOf):
        return Value("CAST(NULL AS VARCHAR[])", TEXTS)
    whens = " ".join(
        f"WHEN {layout.label_numbers()[label]} THEN [{text_literal(label)}]"
        for label in schema.labels_in_order(value.type.labels)
    )
    return Value(f"(CASE ({value.sql} >> {layout.SHIFT}) {whens} END)" if whens else "CAST(NULL AS VARCHAR[])", TEXTS)


def type_of(value: Value) -> Value:
    """Return type() of a relationship."""
    if not isinstance(value.type, RelationshipOf):
        return Value("CAST(NULL AS VARCHAR)", TEXT)
    whens = " ".join(
        f"WHEN {layout.table_numbers()[table]} THEN {text_literal(table.type)}"
        for table in schema.in_order(value.type.tables)
    )
    return Value(f"(CASE ({value.sql} >> {layout.SHIFT}) {whens} END)" if whens else "CAST(NULL AS VARCHAR)", TEXT)
