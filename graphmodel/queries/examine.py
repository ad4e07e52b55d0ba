"""What is wrong with a query file before it is ever asked: its header, what would be refused, what other stores do not do.

An ``error`` is a file that no store would run as a pack's query; the rest is lint's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graphmodel.errors import GraphmodelError, QueryError, RefusedQuery
from graphmodel.queries.guard import ensure_read_only
from graphmodel.queries.header import read_header
from graphmodel.queries.lint import SchemaNames, lint
from graphmodel.queries.packs import read_file
from graphmodel.queries.query import parse

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
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}"


def examine(path: Path, names: SchemaNames) -> tuple[Remark, ...]:
    """Return all that is to be said of a file, in its order; nothing where it can join a pack as it is."""
    file = str(path)
    try:
        text = read_file(path).text
    except QueryError as error:
        return (_remark(file, error),)
    found = [
        *_failure(file, lambda: parse(path.stem, text, path=path)),
        *_failure(file, lambda: ensure_read_only(text)),
    ]
    try:
        shows = read_header(text, file, strict=False).shows
    except QueryError:
        shows = "table"
    for item in lint(text, names, shows=shows):
        # an unknown name is an error on the embedded engine, and finds nothing on a server
        severe = item.severity == "refused-embedded" or item.code == "unknown-name"
        said = f"{item.message} [{item.code}]"
        found.append(Remark(file, item.line, item.column, "error" if severe else "warning", said))
    return tuple(sorted(found))


def _failure(file: str, check: Callable[[], object]) -> list[Remark]:
    try:
        check()
    except (QueryError, RefusedQuery) as error:
        return [_remark(file, error)]
    return []


def _remark(file: str, error: GraphmodelError) -> Remark:
    message = str(error).removeprefix(f"{file}:").strip()
    placed = _PLACE.fullmatch(message)
    if placed is None:
        return Remark(file, 0, 0, "error", message)
    line, column, rest = placed.groups()
    return Remark(file, int(line), int(column or 1), "error", rest)
