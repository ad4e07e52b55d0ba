"""What a key says of itself: whether a node has a label, which it has, and of which type a relationship is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphmodel.graph import layout
from graphmodel.graph.layout import RelationshipTable
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.types import TEXT, TEXTS, NodeOf, RelationshipOf, Type, sql_type
from graphmodel.queries.sql.values import Value, text_literal


def _numbered(key: str, numbers: list[int]) -> str:
    if not numbers:
        return f"(CASE WHEN {key} IS NOT NULL THEN FALSE END)"
    return f"(({key} >> {layout.SHIFT}) IN ({', '.join(map(str, sorted(numbers)))}))"


def of_table(key: str, tables: Iterable[RelationshipTable]) -> str:
    """Return the SQL of whether a relationship is in one of these tables."""
    return _numbered(key, [layout.table_numbers()[table] for table in tables])


def has_label(key: str, labels: frozenset[str]) -> str:
    """Return the SQL of whether a node has one of these labels."""
    return _numbered(key, [layout.label_numbers()[label] for label in labels])


def label_of(value: Value) -> Value:
    """Return labels() of a node: each has one."""
    labels = schema.labels_in_order(value.type.labels) if isinstance(value.type, NodeOf) else []
    return _read_off(value.sql, {layout.label_numbers()[label]: f"[{text_literal(label)}]" for label in labels}, TEXTS)


def type_of(value: Value) -> Value:
    """Return type() of a relationship."""
    tables = schema.in_order(value.type.tables) if isinstance(value.type, RelationshipOf) else []
    return _read_off(value.sql, {layout.table_numbers()[table]: text_literal(table.type) for table in tables}, TEXT)


def _read_off(key: str, words: Mapping[int, str], type: Type) -> Value:
    """Return what the number in a key stands for, null where it may stand for nothing."""
    whens = " ".join(f"WHEN {number} THEN {word}" for number, word in words.items())
    return Value(f"(CASE ({key} >> {layout.SHIFT}) {whens} END)" if whens else f"CAST(NULL AS {sql_type(type)})", type)
