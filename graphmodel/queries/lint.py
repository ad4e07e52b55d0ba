"""Lint: what a query text should not say, with the line and the right way to write it.

A finding is a ``warning`` where an engine may refuse the text or promise no order, and ``refused-embedded`` where the
embedded engine would answer wrongly without a word: its store refuses those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from graphmodel.errors import RefusedQuery
from graphmodel.queries import portable, refusals
from graphmodel.queries.shapes import Body, bodies
from graphmodel.queries.language.tokens import Token, statements, tokenize
from graphmodel.suggest import did_you_mean

Severity = Literal["warning", "refused-embedded"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to write otherwise; ``line`` and ``column`` count from 1."""

    line: int
    column: int
    code: str
    message: str
    severity: Severity = field(compare=False)

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message} [{self.code}]"


@dataclass(frozen=True)
class SchemaNames:
    """The names a graph knows; ``properties`` are those of each label and each relationship type."""

    labels: frozenset[str]
    relationship_types: frozenset[str]
    properties: Mapping[str, frozenset[str]]


def lint(text: str, names: SchemaNames | None = None, *, shows: str = "table") -> tuple[Finding, ...]:
    """Return what is wrong with a text, in its order; names of the graph are checked where they are given.

    A text that ``shows`` a map needs no order. QueryError where the text cannot be read at all.
    """
    parts = [body for statement in statements(tokenize(text)) for body in bodies(statement)]
    found = {
        Finding(token.line, token.column, code, message, severity) for severity, code, token, message in _all(parts)
    }
    if names:
        for body in parts:
            for token, message in _unknown(body, names):
                found.add(Finding(token.line, token.column, "unknown-name", message, "warning"))
    return tuple(sorted(finding for finding in found if shows == "table" or finding.code != "order"))


def ensure_answered_rightly(text: str) -> None:
    """Do nothing for a text that the embedded engine is not known to answer wrongly, else raise RefusedQuery."""
    wrong = [finding for finding in lint(text) if finding.severity == "refused-embedded"]
    if wrong:
        reasons = "\n".join(str(finding) for finding in wrong)
        raise RefusedQuery(f"the embedded engine would answer this wrongly:\n{reasons}")


def _all(parts: list[Body]) -> Iterator[tuple[Severity, str, Token, str]]:
    for body in parts:
        for code, rule in refusals.RULES.items():
            for token, message in rule(body):
                yield "refused-embedded", code, token, message
        for code, rule in portable.RULES.items():
            for token, message in rule(body):
                yield "warning", code, token, message


def _unknown(body: Body, names: SchemaNames) -> Iterator[tuple[Token, str]]:
    """Yield the labels, types and properties that the graph does not have: an error here, no rows elsewhere."""
    kinds: dict[str, frozenset[str]] = {}
    for clause in body.clauses:
        for node in clause.nodes:
            for label in sorted(node.labels - names.labels):
                yield node.token, f"there is no label {label}{did_you_mean(label, names.labels)}"
            kinds.setdefault(node.variable, node.labels)
        for piece in clause.pieces:
            for type in sorted(piece.types - names.relationship_types):
                hint = did_you_mean(type, names.relationship_types)
                yield piece.token, f"there is no relationship type {type}{hint}"
            if piece.variable:
                kinds.setdefault(piece.variable, piece.types)
    tokens = body.tokens
    renamed = {tokens[index + 1].value for index in range(len(tokens) - 1) if tokens[index].keyword == "AS"}
    for variable, dot, name in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if not dot.marks(".") or variable.value in renamed or variable.kind not in ("word", "name"):
            continue
        known = [names.properties[kind] for kind in kinds.get(variable.value, ()) if kind in names.properties]
        properties = frozenset[str]().union(*known)
        if known and name.value not in properties:
            hint = did_you_mean(name.value, properties)
            of = " or ".join(sorted(kinds[variable.value]))
            yield name, f"{of} has no property {name.value}{hint}"
