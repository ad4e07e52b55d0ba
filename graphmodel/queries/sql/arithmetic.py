"""+ - * / % ^ of numbers, texts and lists."""

from __future__ import annotations

from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.sql.types import DECIMAL, INTEGER, NULL, TEXT, ListOf, Type, shown, sql_type, unify
from graphmodel.queries.sql.unanswered import LONGEST_LIST
from graphmodel.queries.sql.values import Value, converted, fits, need, refused_where

BY_ZERO = "division-by-zero"


def arithmetic(op: str, left: Value, right: Value, at: Position) -> Value:
    """Return ``left op right``; Refused where openCypher has no such operation or would mix kinds."""
    if op == "+" and (isinstance(left.type, ListOf) or isinstance(right.type, ListOf)):
        return _append(left, right, at)
    if op == "+" and TEXT in (left.type, right.type):
        a, b = (_as_text(value, at) for value in (left, right))
        return Value(f"({a} || {b})", TEXT)
    a, b = (need(value, at, op, "integer", "decimal") for value in (left, right))
    if NULL in (left.type, right.type):
        other = right.type if left.type == NULL else left.type
        type = DECIMAL if op == "^" else INTEGER if other == NULL else other
        if op in "/%" and right.type != NULL:
            return Value(refused_where(f"{b} = 0", BY_ZERO, f"CAST(NULL AS {sql_type(type)})"), type)
        return Value(f"CAST(NULL AS {sql_type(type)})", type)
    whole = left.type == right.type == INTEGER
    if op == "^":
        return Value(f"pow(CAST({a} AS DOUBLE), CAST({b} AS DOUBLE))", DECIMAL)
    if whole:
        sql = f"({a} {'//' if op == '/' else op} {b})"
        return Value(refused_where(f"{b} = 0", BY_ZERO, sql) if op in "/%" else sql, INTEGER)
    a, b = (f"CAST({sql} AS DOUBLE)" if type == INTEGER else sql for sql, type in ((a, left.type), (b, right.type)))
    sql = f"({a} {op} {b})"
    return Value(refused_where(f"{b} = 0", BY_ZERO, sql) if op in "/%" else sql, DECIMAL)


def minus(value: Value, at: Position) -> Value:
    """Return ``-value``."""
    sql = need(value, at, "-", "integer", "decimal")
    return Value(f"(-{sql})", INTEGER if value.type == NULL else value.type)


def _as_text(value: Value, at: Position) -> str:
    if not fits(value.type, "text", "integer"):
        raise Refused(at, "text-plus", found=shown(value.type))
    return value.sql if value.type == TEXT else f"CAST({value.sql} AS VARCHAR)"


def _append(left: Value, right: Value, at: Position) -> Value:
    """Return two lists as one; a value beside a list is a list of one."""
    if NULL in (left.type, right.type):
        type = right.type if left.type == NULL else left.type
        return Value(f"CAST(NULL AS {sql_type(type)})", type)
    lists = [_listed(value, other) for value, other in ((left, right), (right, left))]
    joined = unify(lists[0].type, lists[1].type)
    if joined is None:
        raise Refused(at, "mixed-kinds", what="+", first=_item(lists[0].type), second=_item(lists[1].type))
    a, b = (converted(value, joined) for value in lists)
    # || of lists is null where one of them is; list_concat would take null for an empty list
    both = f"({a} || {b})"
    return Value(refused_where(f"len({a}) + len({b}) > {LONGEST_LIST}", "list-too-long", both), joined)


def _listed(value: Value, other: Value) -> Value:
    if not isinstance(value.type, ListOf):
        # a null beside a list makes the whole null
        return Value(f"(CASE WHEN {value.sql} IS NOT NULL THEN [{value.sql}] END)", ListOf(value.type, nulls=False))
    if isinstance(other.type, ListOf) or not isinstance(value.type.item, ListOf):
        return value
    return value


def _item(type: Type) -> str:
    return shown(type.item) if isinstance(type, ListOf) else shown(type)
