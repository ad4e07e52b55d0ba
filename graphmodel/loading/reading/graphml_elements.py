"""One pass over a GraphML file: its elements of each kind, the texts of each, and the lines on which they begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.words.messages import Message

OWN = {"node": ("id", "inside"), "edge": ("id", "source", "target", "directed")}
"""What the format itself says of the elements of each kind."""
_OWNERS = (*OWN, "graphml", "graph", "port", "hyperedge", "endpoint", "key")
_READ = (*OWN, "graphml", "graph", "key", "data", "default", "desc")
_TRUTH = {"true": "true", "1": "true", "false": "false", "0": "false"}
_DEFAULTS = {"directed": "true", "undirected": "false"}
ITSELF, BESIDE, DESC = "\0", "\1", "\2"
"""In a row stand, beside texts by the id of their key: what the format says, other attributes, and the ``<desc>``."""


@dataclass
class GraphMLKey:
    """What a ``<key>`` declares: the name of a column, for elements of one kind or of all, and its default."""

    id: str
    about: str
    name: str
    drawn: bool
    default: str = ""


@dataclass
class GraphMLElements:
    """The elements of one kind: of each its texts, and the line on which it begins."""

    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    lines: list[int] = field(default_factory=list[int])
    seen: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """What stands in any row: how often, and the line where it first does."""


class Elements:
    """One pass over a file."""

    def __init__(self, name: str, findings: Findings) -> None:
        self._name = name
        self._findings = findings
        self._parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.found = {kind: GraphMLElements() for kind in OWN}
        self.keys: list[GraphMLKey] = []
        self.called: dict[str, str] = {}
        self._owners: list[tuple[str, dict[str, str]]] = []
        self._directed: list[str] = []
        self._data: tuple[str, str] | None = None
        self._within = 0
        self._text: list[str] = []
        self._pieces: list[str] = []
        self._told: dict[Message, list[int]] = {}

    def parse(self, content: bytes) -> None:
        """Read a file; expat.ExpatError where it is no XML, Unreadable where it is no GraphML."""
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EntityDeclHandler = self._entity
        self._parser.Parse(content, True)
        for message, (count, line) in self._told.items():
            self._findings.warning(self._name, message.filled(count=count), line)

    def _entity(self, *_given: object) -> None:
        raise Unreadable(
            Message(
                "declares entities: GraphML needs none, so the file is refused",
            ),
            self._line,
        )

    @property
    def _line(self) -> int:
        return int(self._parser.CurrentLineNumber)

    def _tell(self, message: Message) -> None:
        """Count a warning, which is given once, at the line where it is first due; ``{count}`` says how often it was."""
        self._told.setdefault(message, [0, self._line])[0] += 1

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if self._data is not None:  # drawings, whose elements may bear any name
            self._within += 1
            self._piece()
            return
        kind = tag.rpartition(" ")[2]
        if not self._owners and kind != "graphml":
            raise Unreadable(
                Message(
                    "begins with the element {kind!r}, not graphml: it is no GraphML",
                    kind=kind,
                ),
                self._line,
            )
        if kind in OWN:
            self._element(kind, given)
        elif kind == "graph":
            self._owners.append((kind, {}))
            self._directed.append(self._default_of(given))
        elif kind == "key":
            self._owners.append((kind, {}))
            name = given.get("attr.name") or given.get("yfiles.type") or given.get("id", "")
            drawn = given.get("yfiles.type", "") in ("nodegraphics", "edgegraphics")
            self.keys.append(GraphMLKey(given.get("id", ""), given.get("for", "all"), name, drawn))
            self.called.setdefault(given.get("id", ""), name)
        elif kind in ("data", "default", "desc"):
            self._data = (kind, given.get("key", ""))
            self._within = 0
            self._text.clear()
            self._pieces.clear()
        else:
            if kind in _OWNERS:
                self._owners.append((kind, {}))
            if kind not in _READ:
                self._tell(
                    Message("has elements {kind!r} ({count}), which are not read", kind=kind, count="{count}"),
                )

    def _default_of(self, given: dict[str, str]) -> str:
        """Return whether the edges of a graph have a direction if they do not say so themselves; empty if not known."""
        said = given.get("edgedefault", "").strip().casefold()
        if said and said not in _DEFAULTS:
            self._tell(
                Message(
                    "has edgedefault {edgedefault!r}, which is neither directed nor undirected",
                    edgedefault=given["edgedefault"],
                ),
            )
        return _DEFAULTS.get(said, self._directed[-1] if self._directed else "")

    def _element(self, kind: str, given: dict[str, str]) -> None:
        row = {
            (ITSELF if name in OWN[kind] else BESIDE) + name: text
            for name, text in given.items()
            if name in OWN[kind] or (" " not in name and "." not in name)  # of other namespaces, or for parsers
        }
        if kind == "edge":
            row[ITSELF + "directed"] = self._is_directed(given)
        else:
            outer = (said.get(ITSELF + "id", "") for owner, said in reversed(self._owners) if owner == "node")
            row[ITSELF + "inside"] = next(outer, "")
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
            self._tell(
                Message(
                    "has directed {directed!r} ({count}), which is neither true nor false",
                    directed=given["directed"],
                    count="{count}",
                ),
            )
        default = self._directed[-1] if self._directed else ""
        if not default:
            self._tell(
                Message("does not say whether edges have a direction ({count}): they are read as having one"),
            )
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
        elif owner in OWN:
            place = DESC if what == "desc" else key
            if not place:
                self._tell(
                    Message("has data without a key ({count}), which are not read"),
                )
                return
            if place in row and row[place] != text:
                self._tell(
                    Message(
                        "gives an element two texts for the key {key!r} ({count}): the last is read",
                        key=key,
                        count="{count}",
                    ),
                )
            seen = self.found[owner].seen.setdefault(place, [0, self._line])
            seen[0] += place not in row
            row[place] = text
        elif text and owner in ("graph", "graphml"):
            named = self.called.get(key, key) if what == "data" else "<desc>"
            self._tell(
                Message("has data of a graph, {named!r} ({count}), which are not read", named=named, count="{count}"),
            )
