"""GraphML to two tables, ``nodes`` and ``edges``: a column for each attribute, a row for each element and its line.

Columns of nodes: ``id``, ``inside`` (the node in whose inner graph a node stands) and the attributes; of edges: ``id``,
``source``, ``target``, ``directed`` (true or false, by the edge or else by its graph) and the attributes. An attribute
that bears such a name itself is called ``name (attribute)``; the text of a ``<desc>`` is the column ``<desc>``.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

import numpy as np

from graphmodel.errors import SourceError
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.graphml_elements import BESIDE, DESC, ITSELF, OWN, Elements
from graphmodel.loading.reading.source import TableSource
from graphmodel.machine.refusals import cause
from graphmodel.words.messages import Message, number

_TABLES = {"nodes": "node", "edges": "edge"}
_MANY = {"node": Message("nodes"), "edge": Message("edges")}
_NONE = {"node": Message("has no node"), "edge": Message("has no edge")}
_MOST_KEYS = 1_000
"""How many attributes elements of one kind may have."""
_MOST_EMPTY = 20_000_000
"""How many cells a table may lay out though they are empty, beside twenty for each that is not."""
_LABEL = "label"
_KIND, _FIRST = "kind", "Agency"


def graphml_source(path: Path, findings: Findings) -> TableSource:
    """Return a GraphML file as two tables; SourceError where it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(Message("{path} cannot be opened: {why}", path=path, why=cause(error))) from error
    read = Elements(path.name, findings)
    try:
        read.parse(content)
        tables = {name: _Table(_TABLES[name], path.name, read, findings) for name in _TABLES}
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise SourceError(f"{path.name}:{error.lineno}: " + Message("is no GraphML: {what}", what=what)) from error
    except (LookupError, ValueError) as error:  # an encoding that Python knows nothing of, or expat cannot read
        raise SourceError(
            f"{path.name}:1: "
            + Message(
                "is in an encoding that cannot be read ({error}): save it as UTF-8",
                error=error,
            )
        ) from error
    except Unreadable as error:
        raise SourceError(f"{path.name}:{error.row}: " + error.message) from error
    edges, nodes = tables["edges"], tables["nodes"]
    edges.turn(nodes)

    def sheet(name: str, _findings: Findings) -> Sheet:
        return tables[name].sheet(f"{path.name}/{name}")

    return TableSource(
        {name: f"{path.name}/{name}" for name in _TABLES},
        (),
        lambda stem: f"{path.name}/{stem}",
        sheet,
        None,
        path.name,
    )


class _Table:
    """The elements of one kind as columns: which texts of a row stand in which of them."""

    def __init__(self, kind: str, file: str, read: Elements, findings: Findings) -> None:
        self._kind = kind
        self._lines = np.array(read.found[kind].lines, dtype=np.int64)
        self._keys = read.keys
        self.rows = read.found[kind].rows
        self.columns: dict[str, list[str]] = {name: [ITSELF + name] for name in OWN[kind]}
        self._default: dict[str, str] = {}
        mine = [key for about in (kind, "all") for key in read.keys if key.about == about]
        mine = list({key.id: key for key in reversed(mine)}.values())[::-1]  # nodes and edges may use one id
        labelled = any(key.name == _LABEL for key in mine)
        seen = read.found[kind].seen
        used = [key for key in mine if key.default or key.id in seen]
        self._bound(len({key.id for key in used}.union(seen)), sum(count for count, _ in seen.values()))
        for key in used:
            name = self._place(_LABEL if key.drawn and not labelled else key.name, key.id)
            if key.default:
                self._default.setdefault(name, key.default)
        declared = {key.id for key in mine}
        for place, (count, line) in seen.items():
            if place == DESC:
                self._place("<desc>", place)
            elif place.startswith(BESIDE):
                self._place(place.removeprefix(BESIDE), place)
            elif place not in declared and not place.startswith(ITSELF):
                name = self._place(read.called.get(place, place), place)
                told = Message(
                    "names the key {place!r} ({count}), which no <key> declares for {kinds}: it is read as the "
                    "column {name!r}",
                    place=place,
                    count=count,
                    kinds=_MANY[kind],
                    name=name,
                )
                findings.warning(file, told, line)
        for name, places in self.columns.items():
            if len(places) > 1 and (lost := self._at_odds(places)):
                told = Message(
                    "gives {lost} {kinds} two texts for the column {name!r}: the first is read",
                    lost=lost,
                    kinds=_MANY[kind],
                    name=name,
                )
                findings.warning(file, told)

    def _bound(self, keys: int, filled: int) -> None:
        """Refuse attributes so many that a small file would make a huge table."""
        said = {"kinds": _MANY[self._kind], "keys": number(keys), "most": number(_MOST_KEYS)}
        if keys > _MOST_KEYS:
            raise Unreadable(
                Message(
                    "has {keys} attributes of {kinds}: no more than {most} are read, so delete those that are not "
                    "needed",
                    **said,
                ),
                1,
            )
        if keys * len(self.rows) > _MOST_EMPTY + 20 * filled:
            raise Unreadable(
                Message(
                    "has {keys} attributes of {kinds}, nearly all without a text: delete those that are not needed",
                    **said,
                ),
                1,
            )

    def _at_odds(self, places: list[str]) -> int:
        """Return how many elements have two texts in places that are one column."""
        return sum(len({row[place] for place in places if place in row}) > 1 for row in self.rows)

    def _place(self, name: str, place: str) -> str:
        """Note where in a row the text of a column stands, and return what the column is called."""
        called = f"{name} (attribute)" if name in OWN[self._kind] else name
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
        start, end = ITSELF + "source", ITSELF + "target"
        undirected = [row for row in self.rows if row[ITSELF + "directed"] == "false"]
        kinds = {row.get(ITSELF + "id", ""): nodes.text(row, _KIND) for row in nodes.rows} if undirected else {}
        for row in undirected:
            ends = row.get(start, ""), row.get(end, "")
            if kinds.get(ends[1]) == _FIRST != kinds.get(ends[0]):
                row[start], row[end] = ends[1], ends[0]

    def sheet(self, file: str) -> Sheet:
        """Return the elements as a table; Unreadable where there is none."""
        if not self.rows:
            raise Unreadable(_NONE[self._kind])
        columns = {name: Coded.of(self._texts(name)) for name in self.columns}
        kept = (name for name in columns if name in OWN[self._kind] or not columns[name].empty.all())
        return Sheet(file, {name: columns[name] for name in kept}, len(self.rows), lambda rows: self._lines[rows])
