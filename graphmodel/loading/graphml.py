"""GraphML to two tables, ``nodes`` and ``edges``: a column for each attribute, a row for each element and its line.

Columns of nodes: ``id`` and the attributes; of edges: ``id``, ``source``, ``target``, ``directed`` and the attributes.
An attribute that bears such a name itself is called ``name (attribute)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np

from graphmodel.errors import SourceError
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.sources import Source

_OWN = {"node": ("id",), "edge": ("id", "source", "target", "directed")}
_TABLES = {"nodes": "node", "edges": "edge"}
_UNREAD = ("hyperedge", "port", "endpoint")


@dataclass
class _Rows:
    """The elements of one kind, and the line on which each begins."""

    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    lines: list[int] = field(default_factory=list[int])


def graphml_source(path: Path, findings: Findings) -> Source:
    """Return a GraphML file as two tables; SourceError where it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path} cannot be opened: {error.strerror or error}") from error
    read = _Reading(path.name, findings)
    try:
        read.parse(content)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise SourceError(f"{path.name}:{error.lineno}: is no GraphML: {what}") from error
    except Unreadable as error:
        raise SourceError(f"{path.name}:{error.row}: {error}") from error

    def sheet(name: str, _findings: Findings) -> Sheet:
        return read.sheet(name)

    tables = {name: f"{path.name}/{name}" for name in _TABLES}
    return Source(tables, (), lambda stem: f"{path.name}/{stem}", sheet, None, path.name)


class _Reading:
    """One pass over a file."""

    def __init__(self, name: str, findings: Findings) -> None:
        self._name = name
        self._findings = findings
        self._parser: Any = expat.ParserCreate(namespace_separator=" ")
        self._found = {kind: _Rows() for kind in _OWN}
        self._keys: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, dict[str, str]] = {kind: {} for kind in _OWN}
        self._open: list[tuple[str, dict[str, str]]] = []
        self._directed = ["true"]
        self._key: str | None = None
        self._text: list[str] = []
        self._skipped: dict[str, int] = {}
        self._declared = ("", "")
        self._depth = 0

    def parse(self, content: bytes) -> None:
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EntityDeclHandler = self._entity
        self._parser.Parse(content, True)
        for kind, line in self._skipped.items():
            self._findings.warning(self._name, f"has elements {kind!r}, which are not read", line)

    def _entity(self, *_given: object) -> None:
        raise Unreadable("declares entities: GraphML needs none, so the file is refused", self._line)

    @property
    def _line(self) -> int:
        return int(self._parser.CurrentLineNumber)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        if not self._depth and kind != "graphml":
            raise Unreadable(f"begins with the element {kind!r}, not graphml: it is no GraphML", self._line)
        self._depth += 1
        if kind in _OWN:
            row = {name: given[name] for name in _OWN[kind] if name in given}
            if kind == "edge":
                row.setdefault("directed", self._directed[-1])
            self._open.append((kind, row))
            self._found[kind].rows.append(row)
            self._found[kind].lines.append(self._line)
        elif kind == "graph":
            self._directed.append("false" if given.get("edgedefault") == "undirected" else "true")
        elif kind == "key":
            self._declare(given)
        elif kind == "data":
            self._key = given.get("key", "")
            self._text.clear()
        elif kind == "default":
            self._text.clear()
        elif kind in _UNREAD:
            self._skipped.setdefault(kind, self._line)

    def _declare(self, given: dict[str, str]) -> None:
        id, about = given.get("id", ""), given.get("for", "all")
        self._declared = (id, about)
        self._keys[self._declared] = given.get("attr.name") or id

    def _end(self, tag: str) -> None:
        kind = tag.rpartition(" ")[2]
        if kind in _OWN:
            self._open.pop()
        elif kind == "graph":
            self._directed.pop()
        elif kind == "default":
            name, about = self._keys.get(self._declared, ""), self._declared[1]
            for each in _OWN if about == "all" else (about,):
                self._defaults.get(each, {})[self._called(name, each)] = "".join(self._text).strip()
        elif kind == "data" and self._key is not None:
            if self._open:
                self._put("".join(self._text).strip())
            self._key = None

    def _put(self, text: str) -> None:
        kind, row = self._open[-1]
        key = self._key or ""
        name = self._keys.get((key, kind)) or self._keys.get((key, "all"))  # nodes and edges may use one id
        if name is None:
            raise Unreadable(f"names the key {key!r}, which no <key> declares for a {kind}: add one", self._line)
        row[self._called(name, kind)] = text

    @staticmethod
    def _called(name: str, kind: str) -> str:
        return f"{name} (attribute)" if name in _OWN[kind] else name

    def sheet(self, table: str) -> Sheet:
        """Return the elements of one kind as a table; Unreadable where there is none."""
        kind = _TABLES[table]
        found = self._found[kind]
        if not found.rows:
            raise Unreadable(f"has no {kind}")
        declared = [self._called(name, kind) for (_, about), name in self._keys.items() if about in (kind, "all")]
        names = list(dict.fromkeys((*_OWN[kind], *declared)))
        default = self._defaults[kind]
        columns = {name: Coded.of([row.get(name, default.get(name, "")) for row in found.rows]) for name in names}
        columns = {name: column for name, column in columns.items() if name in _OWN[kind] or not column.empty.all()}
        lines = np.array(found.lines, dtype=np.int64)
        return Sheet(f"{self._name}/{table}", columns, len(found.rows), lambda rows: lines[rows])
