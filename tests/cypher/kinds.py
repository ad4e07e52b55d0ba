"""What a generated expression is worth: its kind, so that most generated texts make sense to a strict reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from graphmodel.graph.model import Property, node_types, relationship_types


@dataclass(frozen=True)
class Kind:
    """A kind of value.

    ``item`` is what a list holds, ``fields`` what a map holds, ``names`` the labels or types that a node or
    relationship may have. ``loose`` lists come in an order that nothing fixes: whatever depends on their order is
    never written over them, and a column of them is compared without it.
    """

    name: str
    item: Kind | None = None
    fields: tuple[tuple[str, Kind], ...] = ()
    names: frozenset[str] = frozenset()
    loose: bool = False

    def like(self, other: Kind) -> bool:
        """Return whether values of both may stand in one column, labels, types and order left aside."""
        if self.name != other.name:
            return False
        if self.name == "map":
            pairs = zip(self.fields, other.fields, strict=False)
            return len(self.fields) == len(other.fields) and all(a == b and x.like(y) for (a, x), (b, y) in pairs)
        return self.item is None or other.item is None or self.item.like(other.item)

    @property
    def unordered(self) -> bool:
        """Return whether an order that nothing fixes is anywhere inside."""
        inside = [self.item] if self.item else []
        return self.loose or any(kind.unordered for kind in (*inside, *(kind for _, kind in self.fields)))

    @property
    def sortable(self) -> bool:
        """Return whether ORDER BY over values of this kind means the same everywhere."""
        return self in SCALARS


TEXT, INTEGER, DECIMAL, BOOLEAN, PATH = map(Kind, ("text", "integer", "decimal", "boolean", "path"))
SCALARS = (TEXT, INTEGER, DECIMAL, BOOLEAN)
LABELS, TYPES = frozenset(node_types()) - {"Load"}, frozenset(relationship_types())
NODE, RELATIONSHIP = Kind("node", names=LABELS), Kind("relationship", names=TYPES)
ENGINES_OWN = frozenset({"loaded_at", "engine", "version", "digest"})
"""Properties of the Load node that no two stores share."""


def list_of(item: Kind, *, loose: bool = False) -> Kind:
    """Return the kind of lists of a kind."""
    return Kind("list", item, loose=loose)


def node_of(labels: frozenset[str]) -> Kind:
    return replace(NODE, names=labels)


def relationship_of(types: frozenset[str]) -> Kind:
    return replace(RELATIONSHIP, names=types)


TEXTS = list_of(TEXT)
_OF_PROPERTIES = {"text": TEXT, "integer": INTEGER, "boolean": BOOLEAN, "texts": TEXTS}


@cache
def properties(kind: Kind) -> Mapping[str, Kind]:
    """Return the properties of a node or relationship: those of any label or type that it may have."""
    made: dict[str, Kind] = {}
    for name in sorted(kind.names):
        declared: tuple[Property, ...] = (
            node_types()[name].properties if kind.name == "node" else relationship_types()[name].properties
        )
        made |= {item.name: _OF_PROPERTIES[item.kind] for item in declared if item.name not in ENGINES_OWN}
    return made


@cache
def ends() -> tuple[tuple[str, str, str], ...]:
    """Return every (label, type, label) of the schema."""
    return tuple((start, name, end) for name, kind in relationship_types().items() for start, end in kind.ends)


def steps(labels: frozenset[str], direction: str) -> Mapping[str, frozenset[str]]:
    """Return the types that leave nodes of these labels in a direction (``>``, ``<`` or ``-``), with where they lead."""
    made: dict[str, frozenset[str]] = {}
    for start, name, end in ends():
        for direct, here, there in ((">", start, end), ("<", end, start)):
            if here in labels and direction in (direct, "-"):
                made[name] = made.get(name, frozenset()) | {there}
    return made
