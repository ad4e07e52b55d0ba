"""What is wrong with a query file before it is ever asked: its header, what would be refused, what it leaves open.

An ``error`` is a file that not every store would run as a pack's query; the rest is lint's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graphmodel.errors import GraphmodelError, QueryError
from graphmodel.queries.header import read_header
from graphmodel.queries.lint import lint
from graphmodel.queries.packs import read_file
from graphmodel.queries.query import parse
from graphmodel.words.languages import Language
from graphmodel.words.messages import named

SEVERITIES = {"error": named("severity", "error"), "warning": named("severity", "warning")}
_PLACE = re.compile(r"(\d+)(?::(\d+))?: (.*)", re.DOTALL)


@dataclass(frozen=True, order=True)
class Remark:
    """One thing to change in a file; ``line`` and ``column`` count from 1, 0 where the whole file is meant."""

    file: str
    line: int
    column: int
    severity: Literal["error", "warning"]
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {SEVERITIES[self.severity].text()}: {self.message}"


def examine(path: Path, language: Language = "en") -> tuple[Remark, ...]:
    """Return all that is to be said of a file, in its order; nothing where it can join a pack as it is."""
    file = str(path)
    try:
        query = read_file(path)
    except QueryError as error:
        return (_remark(file, error, language),)
    if query.refusal is not None:
        return (_remark(file, query.refusal, language),)
    found = _failure(file, lambda: parse(path.stem, query.text, path=path), language)
    try:
        shows = read_header(query.text, file, strict=False).shows
    except QueryError:
        shows = "table"
    for item in lint(query.text, shows=shows):
        message = item.text(language).partition(": ")[2]
        found.append(Remark(file, item.line, item.column, item.severity, message))
    return tuple(sorted(found))


def _failure(file: str, check: Callable[[], object], language: Language) -> list[Remark]:
    try:
        check()
    except QueryError as error:
        return [_remark(file, error, language)]
    return []


def _remark(file: str, error: GraphmodelError, language: Language) -> Remark:
    message = error.text(language).removeprefix(f"{file}:").strip()
    placed = _PLACE.fullmatch(message)
    if placed is None:
        return Remark(file, 0, 0, "error", message)
    line, column, rest = placed.groups()
    return Remark(file, int(line), int(column or 1), "error", rest)
