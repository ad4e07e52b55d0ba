"""Lint: whether every store answers a text, and what it leaves to chance, before it is run.

An ``error`` is a text that the embedded store refuses; a ``warning`` leaves something open that a shared query should
not. Findings are told with line, column and the way to write it, in English and French.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.parser import parse
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Parameter, Projection, Statement
from graphmodel.queries.language.walking import aggregates, walk

Severity = Literal["warning", "error"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to write otherwise; ``line`` and ``column`` count from 1, ``code`` is the reason's id."""

    line: int
    column: int
    code: str
    severity: Severity = field(compare=False)
    refused: Refused = field(compare=False, repr=False)

    def text(self, language: str = "en") -> str:
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
            if isinstance(item, Parameter)
        }
        never = () if given else translate(text).never
    except Refused as refusal:
        return (_finding(refusal, "error"),)
    found = [_finding(Refused(at, "never-matches"), "warning") for at in never]
    found += [_finding(Refused(at, code, name=name), "warning") for at, code, name in _left_open(statement, shows)]
    return tuple(sorted(found))


def _finding(refused: Refused, severity: Severity) -> Finding:
    return Finding(*refused.at, refused.id, severity, refused)


def _left_open(statement: Statement, shows: str) -> Iterator[tuple[Position, str, str]]:
    """Yield what a text leaves open that a shared query should not."""
    for branch in statement.branches:
        for clause in branch:
            for item in walk(clause):
                if isinstance(item, Parameter):
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
