"""Typed SQL: what an expression becomes, and how it is asked to be of a kind."""

from __future__ import annotations

import math
from typing import NamedTuple, cast

from graphmodel.errors import StoreError
from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Constant, Expression, ListOfItems, MapOfItems
from graphmodel.queries.sql.types import (
    BOOLEAN,
    DECIMAL,
    INTEGER,
    NULL,
    TEXT,
    ListOf,
    Type,
    shown,
    sql_type,
)
from graphmodel.queries.sql.unanswered import MESSAGES, PREFIX
from graphmodel.words.messages import Message

EXACT = 2**53
"""Up to here every whole number is a decimal number too."""
_LEAST = -(2**63)


class Value(NamedTuple):
    """An expression in SQL and its type."""

    sql: str
    type: Type


NOTHING = Value("NULL", NULL)


def text_literal(value: str) -> str:
    """Return a text as a literal of SQL: it knows no escape but the doubled quote."""
    return "'" + value.replace("'", "''") + "'"


def literal(tree: Constant) -> Value:
    """Return a literal of Cypher as one of SQL, of exactly its type."""
    value = tree.value
    if isinstance(value, str):
        return Value(text_literal(value), TEXT)
    if isinstance(value, bool):
        return Value("TRUE" if value else "FALSE", BOOLEAN)
    if isinstance(value, int):
        # the least whole number cannot be written without a sign
        return Value(f"CAST('{value}' AS BIGINT)" if value == _LEAST else f"({value}::BIGINT)", INTEGER)
    if isinstance(value, float):
        return Value(f"({value!r}::DOUBLE)", DECIMAL)
    return NOTHING


def tree_of(value: object, at: Position, name: str) -> Expression:
    """Return the value of a parameter as the literal that says the same; StoreError for what no literal can say."""
    if value is None:
        return Constant(at, "null", None)
    if isinstance(value, bool):
        return Constant(at, "boolean", value)
    if isinstance(value, int) and _LEAST <= value < -_LEAST:
        return Constant(at, "integer", int(value))
    if isinstance(value, float) and math.isfinite(value):
        return Constant(at, "decimal", float(value))
    if isinstance(value, str) and "\0" not in value and _whole(value):
        return Constant(at, "text", str(value))
    if isinstance(value, list | tuple):
        return ListOfItems(at, tuple(tree_of(item, at, name) for item in cast("list[object]", value)))
    if isinstance(value, dict):
        items = cast("dict[object, object]", value).items()
        return MapOfItems(at, tuple((str(key), tree_of(item, at, name)) for key, item in items))
    raise StoreError(
        Message(
            "${name} cannot be {value!r}: a parameter is text, a number, true or false, a list or a map of these",
            name=name,
            value=value,
        )
    )


def _whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fits(type: Type, *kinds: str) -> bool:
    """Return whether values of a type, or null, are of one of these kinds (the words of ``shown``, or ``boolean``)."""
    return type == NULL or shown(type) in kinds or (type == BOOLEAN and "boolean" in kinds)


def need(value: Value, at: Position, what: str, *kinds: str) -> str:
    """Return the SQL of a value that must be of one of these kinds; Refused where it is not."""
    if not fits(value.type, *kinds):
        raise Refused(at, "wrong-kind", what=what, kinds=kinds, found=shown(value.type))
    if value.type != NULL:
        return value.sql
    typed = {"text": TEXT, "integer": INTEGER, "decimal": DECIMAL, "boolean": BOOLEAN}.get(kinds[0])
    return f"CAST(NULL AS {sql_type(typed or ListOf(NULL, nulls=False))})"


def converted(value: Value, type: Type) -> str:
    """Return the SQL of a value as the type that holds it and others."""
    return value.sql if value.type == type else f"CAST({value.sql} AS {sql_type(type)})"


def refused_where(condition: str, reason: str, otherwise: str) -> str:
    """Return the SQL of a value that cannot be had where a condition is true: the answer then ends.

    ``reason`` is a key of ``unanswered.MESSAGES``.
    """
    assert reason in MESSAGES, reason
    return f"(CASE WHEN {condition} THEN error('{PREFIX}{reason}') ELSE {otherwise} END)"


def finite(value: Value) -> Value:
    """Return a decimal number that ends the answer where it is none, as 1e308 * 10 is."""
    if value.type != DECIMAL:
        return value
    return Value(refused_where(f"NOT isfinite({value.sql})", "no-finite-number", value.sql), DECIMAL)


def comparable(whole: str) -> str:
    """Return a whole number as the decimal number that is exactly as large."""
    return refused_where(
        f"{whole} NOT BETWEEN {-EXACT} AND {EXACT}",
        "not-exact",
        f"CAST({whole} AS DOUBLE)",
    )
