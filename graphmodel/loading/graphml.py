"""GraphML to two tables, ``nodes`` and ``edges``: a column for each attribute, a row for each element and its line.

Columns of nodes: ``id``, ``inside`` (the node in whose inner graph a node stands) and the attributes; of edges: ``id``,
``source``, ``target``, ``directed`` (true or false, by the edge or else by its graph) and the attributes. An attribute
that bears such a name itself is called ``name (attribute)``; the text of a ``<desc>`` is the column ``<desc>``.
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

_OWN = {"node": ("id", "inside"), "edge": ("id", "source", "target", "directed")}
_TABLES = {"nodes": "node", "edges": "edge"}
_OWNERS = (*_OWN, "graphml", "graph", "port", "hyperedge", "endpoint", "key")
_READ = (*_OWN, "graphml", "graph", "key", "data", "default", "desc")
_TRUTH = {"true": "true", "1": "true", "false": "false", "0": "false"}
_DEFAULTS = {"directed": "true", "undirected": "false"}
_LABEL = "label"
_KIND, _FIRST = "kind", "Agency"
# in a row stand, beside texts by the id of their key: what the format itself says, other attributes, and the <desc>
_ITSELF, _BESIDE, _DESC = "\0", "\1", "\2"


@dataclass
class _Key:
    """What a ``<key>`` declares: the name of a column, for elements of one kind or of all, and its default."""

    id: str
    about: str
    name: str
    drawn: bool
    default: str = ""


@dataclass
class _Rows:
    """The elements of one kind: of each its texts, and the line on which it begins."""

    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    lines: list[int] = field(default_factory=list[int])
    seen: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """What stands in any row: how often, and the line where it first does."""


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
    except (LookupError, ValueError) as error:  # an encoding that Python knows nothing of, or expat cannot read
        raise SourceError(
            f"{path.name}:1: is in an encoding that cannot be read ({error}): save it as UTF-8"
        ) from error
    except Unreadable as error:
        raise SourceError(f"{path.name}:{error.row}: {error}") from error
    tables = {name: _Table(_TABLES[name], path.name, read, findings) for name in _TABLES}
    edges, nodes = tables["edges"], tables["nodes"]
    edges.turn(nodes)

    def sheet(name: str, _findings: Findings) -> Sheet:
        return tables[name].sheet(f"{path.name}/{name}")

    return Source(
        {name: f"{path.name}/{name}" for name in _TABLES},
        (),
        lambda stem: f"{path.name}/{stem}",
        sheet,
        None,
        path.name,
    )


class _Reading:
    """One pass over a file."""

    def __init__(self, name: str, findings: Findings) -> None:
        self._name = name
        self._findings = findings
        self._parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.found = {kind: _Rows() for kind in _OWN}
        self.keys: list[_Key] = []
        self._owners: list[tuple[str, dict[str, str]]] = []
        self._directed: list[str] = []
        self._data: tuple[str, str] | None = None
        self._within = 0
        self._text: list[str] = []
        self._pieces: list[str] = []
        self._told: dict[str, list[int]] = {}

    def parse(self, content: bytes) -> None:
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EntityDeclHandler = self._entity
        self._parser.Parse(content, True)
        for message, (count, line) in self._told.items():
            self._findings.warning(self._name, message.replace("{count}", str(count)), line)

    def _entity(self, *_given: object) -> None:
        raise Unreadable("declares entities: GraphML needs none, so the file is refused", self._line)

    @property
    def _line(self) -> int:
        return int(self._parser.CurrentLineNumber)

    def _tell(self, message: str) -> None:
        """Count a warning, which is given once, at the line where it is first due."""
        self._told.setdefault(message, [0, self._line])[0] += 1

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if self._data is not None:  # drawings, whose elements may bear any name
            self._within += 1
            self._piece()
            return
        kind = tag.rpartition(" ")[2]
        if not self._owners and kind != "graphml":
            raise Unreadable(f"begins with the element {kind!r}, not graphml: it is no GraphML", self._line)
        if kind in _OWN:
            self._element(kind, given)
        elif kind == "graph":
            self._owners.append((kind, {}))
            self._directed.append(self._default_of(given))
        elif kind == "key":
            self._owners.append((kind, {}))
            name = given.get("attr.name") or given.get("yfiles.type") or given.get("id", "")
            drawn = given.get("yfiles.type", "") in ("nodegraphics", "edgegraphics")
            self.keys.append(_Key(given.get("id", ""), given.get("for", "all"), name, drawn))
        elif kind in ("data", "default", "desc"):
            self._data = (kind, given.get("key", ""))
            self._within = 0
            self._text.clear()
            self._pieces.clear()
        else:
            if kind in _OWNERS:
                self._owners.append((kind, {}))
            if kind not in _READ:
                self._tell(f"has elements {kind!r} ({{count}}), which are not read")

    def _default_of(self, given: dict[str, str]) -> str:
        """Return whether the edges of a graph have a direction if they do not say so themselves; empty if not known."""
        said = given.get("edgedefault", "").strip().casefold()
        if said and said not in _DEFAULTS:
            self._tell(f"has edgedefault {given['edgedefault']!r}, which is neither directed nor undirected")
        return _DEFAULTS.get(said, self._directed[-1] if self._directed else "")

    def _element(self, kind: str, given: dict[str, str]) -> None:
        row = {
            (_ITSELF if name in _OWN[kind] else _BESIDE) + name: text
            for name, text in given.items()
            if name in _OWN[kind] or (" " not in name and "." not in name)  # of other namespaces, or for parsers
        }
        if kind == "edge":
            row[_ITSELF + "directed"] = self._is_directed(given)
        else:
            inside = [said.get(_ITSELF + "id", "") for owner, said in self._owners if owner == "node"]
            row[_ITSELF + "inside"] = inside[-1] if inside else ""
        found = self.found[kind]
        for name in row:
            found.seen.setdefault(name, [0, self._line])[0] += 1
        self._owners.append((kind, row))
        found.rows.append(row)
        found.lines.append(self._line)

    def _is_directed(self, given: dict[str, str]) -> str:
        said = given.get("directed", "").strip().casefold()
        if said in _TRUTH:
            return _TRUTH[said]
        if said:
            self._tell(f"has directed {given['directed']!r} ({{count}}), which is neither true nor false")
        default = self._directed[-1] if self._directed else ""
        if not default:
            self._tell("does not say whether edges have a direction ({count}): they are read as having one")
        return default or "true"

    def _end(self, tag: str) -> None:
        if self._within:
            self._within -= 1
            self._piece()
            return
        kind = tag.rpartition(" ")[2]
        if self._data is not None:
            self._piece()
            what, key = self._data
            self._data = None
            self._put(what, key, "\n".join(dict.fromkeys(self._pieces)))
        elif kind in _OWNERS:
            self._owners.pop()
            if kind == "graph":
                self._directed.pop()

    def _piece(self) -> None:
        """Take the text up to here, which an element inside the data begins or ends, if there is any."""
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            self._pieces.append(text)

    def _put(self, what: str, key: str, text: str) -> None:
        """Give a text to the element in which it stands, or tell that it is not read."""
        owner, row = self._owners[-1]
        if what == "default":
            if owner == "key":
                self.keys[-1].default = text
        elif owner in _OWN:
            place = _DESC if what == "desc" else key
            if not place:
                self._tell("has data without a key ({count}), which are not read")
                return
            if place in row and row[place] != text:
                self._tell(f"gives an element two texts for the key {key!r} ({{count}}): the last is read")
            seen = self.found[owner].seen.setdefault(place, [0, self._line])
            seen[0] += place not in row
            row[place] = text
        elif text and owner in ("graph", "graphml"):
            named = next((found.name for found in self.keys if found.id == key), key) if what == "data" else "<desc>"
            self._tell(f"has data of a graph, {named!r} ({{count}}), which are not read")


class _Table:
    """The elements of one kind as columns: which texts of a row stand in which of them."""

    def __init__(self, kind: str, file: str, read: _Reading, findings: Findings) -> None:
        self._kind = kind
        self._lines = np.array(read.found[kind].lines, dtype=np.int64)
        self._keys = read.keys
        self.rows = read.found[kind].rows
        self.columns: dict[str, list[str]] = {name: [_ITSELF + name] for name in _OWN[kind]}
        self._default: dict[str, str] = {}
        mine = [key for about in (kind, "all") for key in read.keys if key.about == about]
        mine = list({key.id: key for key in reversed(mine)}.values())[::-1]  # nodes and edges may use one id
        labelled = any(key.name == _LABEL for key in mine)
        for key in mine:
            name = self._place(_LABEL if key.drawn and not labelled else key.name, key.id)
            if key.default:
                self._default.setdefault(name, key.default)
        declared = {key.id for key in mine}
        for seen, (count, line) in read.found[kind].seen.items():
            if seen == _DESC:
                self._place("<desc>", seen)
            elif seen.startswith(_BESIDE):
                self._place(seen.removeprefix(_BESIDE), seen)
            elif seen not in declared and not seen.startswith(_ITSELF):
                name = self._place(next((key.name for key in read.keys if key.id == seen), seen), seen)
                told = f"names the key {seen!r} ({count}), which no <key> declares for {kind}s"
                findings.warning(file, f"{told}: it is read as the column {name!r}", line)
        for name, places in self.columns.items():
            lost = [row for row in self.rows if len({row[place] for place in places if place in row}) > 1]
            if len(places) > 1 and lost:
                findings.warning(
                    file, f"gives {len(lost)} {kind}s two texts for the column {name!r}: the first is read"
                )

    def _place(self, name: str, place: str) -> str:
        """Note where in a row the text of a column stands, and return what the column is called."""
        called = f"{name} (attribute)" if name in _OWN[self._kind] else name
        places = self.columns.setdefault(called, [])
        if place not in places:
            places.append(place)
        return called

    def text(self, row: dict[str, str], name: str) -> str:
        """Return the text of a row in one column, empty where it has none."""
        places = self.columns.get(name, ())
        return next((row[place] for place in places if place in row), self._default.get(name, ""))

    def _texts(self, name: str) -> list[str]:
        first, *more = self.columns[name]
        if more:
            return [self.text(row, name) for row in self.rows]
        default = self._default.get(name, "")
        return [row.get(first, default) for row in self.rows]

    def turn(self, nodes: _Table) -> None:
        """Turn undirected edges that end at an agency: which end comes first says nothing there."""
        start, end = _ITSELF + "source", _ITSELF + "target"
        undirected = [row for row in self.rows if row[_ITSELF + "directed"] == "false"]
        kinds = {row.get(_ITSELF + "id", ""): nodes.text(row, _KIND) for row in nodes.rows} if undirected else {}
        for row in undirected:
            ends = row.get(start, ""), row.get(end, "")
            if kinds.get(ends[1]) == _FIRST != kinds.get(ends[0]):
                row[start], row[end] = ends[1], ends[0]

    def sheet(self, file: str) -> Sheet:
        """Return the elements as a table; Unreadable where there is none."""
        if not self.rows:
            raise Unreadable(f"has no {self._kind}")
        columns = {name: Coded.of(self._texts(name)) for name in self.columns}
        kept = (name for name in columns if name in _OWN[self._kind] or not columns[name].empty.all())
        return Sheet(file, {name: columns[name] for name in kept}, len(self.rows), lambda rows: self._lines[rows])
