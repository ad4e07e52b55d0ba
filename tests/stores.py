"""The stores that one contract suite is run on, and what the suite looks at: everything a graph holds, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from graphmodel.graph.model import node_types, relationship_types
from graphmodel.stores import Store

MAKERS: dict[str, Callable[[Path], str]] = {
    "ladybug": lambda folder: str(folder / "graph.lbug"),
    "memory": lambda folder: "memory:",  # noqa: ARG005 - every maker is given a folder of its own
}
"""By name: how to come by the url of an empty store, given an empty folder."""
SHARED = ("ladybug",)
"""The stores that a second handle, opened by the same url, looks into as well."""

_WHEN = "loaded_at"
Content = dict[str, Counter[tuple[object, ...]]]


def graph_content(store: Store) -> Content:
    """Return every node and relationship with all properties, but for the time of the load, by label and type."""
    made: Content = {}
    for label, kind in node_types().items():
        names = [item.name for item in kind.properties if item.name != _WHEN]
        made[label] = _rows(store, f"(n:{label})", [f"n.{name}" for name in names])
    for name, kind in relationship_types().items():
        for start, end in kind.ends:
            wanted = ["a.id", "b.id", *(f"n.{item.name}" for item in kind.properties)]
            made[f"{start} {name} {end}"] = _rows(store, f"(a:{start})-[n:{name}]->(b:{end})", wanted)
    return made


def _rows(store: Store, pattern: str, wanted: list[str]) -> Counter[tuple[object, ...]]:
    columns = ", ".join(f"{value} AS c{number}" for number, value in enumerate(wanted))
    return Counter(frozen(row) for row in store.run(f"MATCH {pattern} RETURN {columns}").rows)


def frozen(row: tuple[object, ...]) -> tuple[object, ...]:
    """Return a row that can be a member of a set: lists become tuples."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)


def ids(store: Store, label: str) -> set[str]:
    """Return the ids of one label's nodes."""
    return {str(row[0]) for row in store.run(f"MATCH (n:{label}) RETURN n.id AS id").rows}
