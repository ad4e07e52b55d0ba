"""Turn the embedded engine's answers into the values that every store returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from math import inf
from time import monotonic
from typing import Any, cast

import ladybug

from graphmodel.values import Node, Path, Relationship, Table

Ids = Callable[[str, list[int]], dict[int, str]]
"""Label and the engine's offsets to our ids, asked for nodes that an answer names without showing them."""
_CHUNK = 1_000
_INTERNAL = ("_ID", "_LABEL", "_SRC", "_DST")


def table_of(result: ladybug.QueryResult, ids: Ids, limit: int | None = None, deadline: float = inf) -> Table:
    """Return an answer, or its first rows, as a table: sums as numbers, nodes and relationships by our ids.

    Handing over a hundred thousand nodes can take longer than finding them, so fetching ends at the deadline too (a
    time of ``time.monotonic``): TimeoutError.
    """
    columns = tuple(result.get_column_names())
    rows: list[list[Any]] = []
    while result.has_next() and (limit is None or len(rows) < limit):
        if monotonic() > deadline:
            raise TimeoutError
        wanted = _CHUNK if limit is None else min(_CHUNK, limit - len(rows))
        rows += cast("list[list[Any]]", result.get_n(wanted))
    cut = result.has_next()
    if not any(isinstance(value, (dict, list, Decimal)) for row in rows[:1] for value in row):
        plain = all(type(value) not in (dict, list, Decimal) for row in rows for value in row)
        if plain:
            return Table(columns, tuple(tuple(row) for row in rows), cut)
    names = _Names(ids)
    for row in rows:
        for value in row:
            names.gather(value)
    names.resolve()
    return Table(columns, tuple(tuple(names.value(value) for value in row) for row in rows), cut)


class _Names:
    """Our ids of the nodes of one answer."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._labels: dict[int, str] = {}
        self._known: dict[tuple[int, int], str] = {}
        self._wanted: dict[int, set[int]] = defaultdict(set)

    def gather(self, value: Any) -> None:
        """Note every node and every end of a relationship in a value."""
        if isinstance(value, list):
            for item in cast("list[object]", value):
                self.gather(item)
        elif isinstance(value, dict):
            held = cast("dict[str, Any]", value)
            if "_NODES" in held:
                self.gather(held["_NODES"])
                self.gather(held["_RELS"])
            elif "_SRC" in held:
                for end in (held["_SRC"], held["_DST"]):
                    self._wanted[end["table"]].add(end["offset"])
            elif "_LABEL" in held:
                at = held["_ID"]
                self._labels[at["table"]] = held["_LABEL"]
                self._known[at["table"], at["offset"]] = str(held.get("id", ""))

    def resolve(self) -> None:
        """Ask for the ids of ends that the answer does not show."""
        for table, offsets in self._wanted.items():
            missing = sorted(offset for offset in offsets if (table, offset) not in self._known)
            if missing:
                label = self._labels.get(table) or _label_of(table)
                self._known |= {(table, offset): id for offset, id in self._ids(label, missing).items()}

    def value(self, value: Any) -> object:
        """Return one value as every store returns it."""
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        if isinstance(value, list):
            return [self.value(item) for item in cast("list[object]", value)]
        if not isinstance(value, dict):
            return value
        held = cast("dict[str, Any]", value)
        if "_NODES" in held:
            nodes = cast("list[Node]", self.value(held["_NODES"]))
            return Path(tuple(nodes), tuple(cast("list[Relationship]", self.value(held["_RELS"]))))
        properties = {name: self.value(item) for name, item in held.items() if name not in _INTERNAL}
        if "_SRC" in held:
            start, end = (self._known[at["table"], at["offset"]] for at in (held["_SRC"], held["_DST"]))
            return Relationship(held["_LABEL"], start, end, _own(held["_LABEL"], properties))
        if "_LABEL" in held:
            return Node(held["_LABEL"], str(held.get("id", "")), _own(held["_LABEL"], properties))
        return properties


def _own(kind: str, properties: dict[str, object]) -> dict[str, object]:
    """Return what nodes or relationships of a kind have: the engine adds, as null, what others in its column have."""
    names = _declared(kind)
    return {name: value for name, value in properties.items() if name in names}


@cache
def _declared(kind: str) -> frozenset[str]:
    from graphmodel.graph.model import node_types, relationship_types

    found = node_types().get(kind) or relationship_types()[kind]
    return frozenset(item.name for item in found.properties)


def _label_of(table: int) -> str:
    """Return the label of a node table: they are numbered in the order in which loading creates them."""
    from graphmodel.graph.model import node_types

    return list(node_types())[table]
