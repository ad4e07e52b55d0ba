"""Lint: whether every store answers a text, and what it leaves to chance, before it is run.

An ``error`` is a text that the embedded store refuses; a ``warning`` leaves something open that a shared query should
not. Findings are told with line, column and the way to write it, in English and French.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeGuard

from graphmodel.errors import QueryError
from graphmodel.queries.header import read_header
from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.parser import parse
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Call,
    Case,
    Comparison,
    Constant,
    Expression,
    ListOfItems,
    Minus,
    Name,
    ParameterUse,
    Projection,
    Statement,
)
from graphmodel.queries.language.walking import aggregates, walk
from graphmodel.queries.parameters import TYPES, Parameter
from graphmodel.values.elements import NOT_KNOWN
from graphmodel.words.languages import Language

Severity = Literal["warning", "error"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to write otherwise; ``line`` and ``column`` count from 1, ``code`` is the reason's id."""

    line: int
    column: int
    code: str
    severity: Severity = field(compare=False)
    refused: Refused = field(compare=False, repr=False)

    def text(self, language: Language = "en") -> str:
        """Return ``line:column: why [code]``, in English or French."""
        return f"{self.refused.text(language)} [{self.code}]"

    def __str__(self) -> str:
        return self.text()


def lint(text: str, *, shows: str = "table") -> tuple[Finding, ...]:
    """Return what is wrong with a text, in its order; a text that ``shows`` a map needs no order.

    QueryError where the text cannot be read at all.
    """
    from graphmodel.queries.sql.translate import translate

    try:
        statement = parse(text)
        given = {
            item.name: ""
            for branch in statement.branches
            for clause in branch
            for item in walk(clause)
            if isinstance(item, ParameterUse)
        }
        never = () if given else translate(text).never
    except Refused as refusal:
        return (_finding(refusal, "error"),)
    found = [_finding(Refused(at, "never-matches"), "warning") for at in never]
    left_open = [*_left_open(statement, shows), *_empty(statement, text)]
    found += [_finding(Refused(at, code, name=name), "warning") for at, code, name in left_open]
    found += [
        _finding(Refused(at, "minus-one", name=name, known=", ".join(sorted(NOT_KNOWN))), "warning")
        for at, name in _minus_one(statement)
    ]
    return tuple(sorted(found))


def _finding(refused: Refused, severity: Severity) -> Finding:
    return Finding(*refused.at, refused.id, severity, refused)


def _left_open(statement: Statement, shows: str) -> Iterator[tuple[Position, str, str]]:
    """Yield what a text leaves open that a shared query should not."""
    for branch in statement.branches:
        for clause in branch:
            for item in walk(clause):
                if isinstance(item, ParameterUse):
                    yield item.at, "parameter-in-file", item.name
                if isinstance(item, Projection) and item.limit and not item.order:
                    yield item.at, "limit-of-any", ""
        final = branch[-1]
        assert isinstance(final, Projection), "a branch ends in RETURN"
        if final.star:
            yield final.at, "column-names", ""
        yield from ((item.at, "column-name", item.name) for item in final.items if not item.named)
    if shows != "table":
        return
    last = statement.branches[-1][-1]
    assert isinstance(last, Projection), "a branch ends in RETURN"
    if len(statement.branches) > 1:
        if last.order:
            yield last.at, "order-of-branch", ""
    elif not last.order and not all(aggregates(item.value) for item in last.items):
        yield last.at, "no-order-promised", ""


def _empty(statement: Statement, text: str) -> Iterator[tuple[Position, str, str]]:
    """Yield where the header and the text disagree on whether a parameter may be empty."""
    try:
        described = read_header(text, "", strict=False).parameters
    except QueryError:
        return  # whoever reads the file as a query tells that
    asked = {
        name: item.at
        for branch in statement.branches
        for clause in branch
        for item in walk(clause)
        if isinstance(item, Comparison) and (name := _asked_empty(item))
    }
    for name, type, help, line in described:
        if TYPES[type].kind in ("number", "flag"):
            continue
        may_be_empty = Parameter(name, type, "", help).may_be_empty
        if may_be_empty and name not in asked:
            yield (line, 1), "empty-not-asked", name
        elif not may_be_empty and name in asked:
            yield asked[name], "empty-not-said", name


def _asked_empty(item: Comparison) -> str:
    """Return the name of which a comparison asks whether it is an empty text or list; an empty text for any other."""
    sides = [side.arguments[0] if _is_size(side) else side for side in (item.left, item.right)]
    for name, value in (sides, sides[::-1]):
        if not isinstance(name, Name):
            continue
        if isinstance(value, ListOfItems) and not value.items:
            return name.name
        if isinstance(value, Constant) and value.value == ("" if value.kind == "text" else 0):
            return name.name
    return ""


def _is_size(value: Expression) -> TypeGuard[Call]:
    return isinstance(value, Call) and value.function.lower() == "size" and len(value.arguments) == 1


def _minus_one(statement: Statement) -> Iterator[tuple[Position, str]]:
    """Yield the columns in which a text writes -1 where there is no value, and which are not shown empty then."""
    for branch in statement.branches:
        final = branch[-1]
        assert isinstance(final, Projection), "a branch ends in RETURN"
        for item in final.items:
            if item.name not in NOT_KNOWN and any(map(_is_minus_one, _fallbacks(item.value))):
                yield item.at, item.name


def _fallbacks(value: Expression) -> tuple[Expression, ...]:
    """Return what an expression gives where there is nothing else to give."""
    if isinstance(value, Call) and value.function.lower() == "coalesce":
        return value.arguments[-1:]
    if isinstance(value, Case):
        return (*(then for _, then in value.whens), *((value.otherwise,) if value.otherwise else ()))
    return ()


def _is_minus_one(value: Expression) -> bool:
    if isinstance(value, Minus):
        return isinstance(value.value, Constant) and value.value.value == 1
    return isinstance(value, Constant) and value.value == -1
