"""Static types: every expression has one before anything runs, so nothing is cast in silence.

What would mix kinds is refused. A list knows whether it may hold null, since comparing and searching depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.graph.layout import RelationshipTable
from graphmodel.graph.model import PropertyKind


@dataclass(frozen=True)
class Scalar:
    """Text, a whole number, a decimal number, true or false, or null alone."""

    name: str


@dataclass(frozen=True)
class NodeOf:
    """A node of one of these labels; its value is its key."""

    labels: frozenset[str]


@dataclass(frozen=True)
class RelationshipOf:
    """A relationship of one of these tables; its value is its key."""

    tables: frozenset[RelationshipTable]


@dataclass(frozen=True)
class PathOf:
    """A path; its value is the list of its keys, nodes and relationships in turn."""


@dataclass(frozen=True)
class ListOf:
    """A list of one kind; ``nulls`` where an element may be null."""

    item: Type
    nulls: bool


@dataclass(frozen=True)
class MapOf:
    """A map of known keys."""

    fields: tuple[tuple[str, Type], ...]


Type = Scalar | NodeOf | RelationshipOf | PathOf | ListOf | MapOf

TEXT, INTEGER, DECIMAL, BOOLEAN, NULL = map(Scalar, ("text", "integer", "decimal", "boolean", "null"))
PATH = PathOf()
TEXTS = ListOf(TEXT, nulls=False)
NUMBERS = (INTEGER, DECIMAL)

_OF_PROPERTIES: dict[PropertyKind, Type] = {"text": TEXT, "integer": INTEGER, "boolean": BOOLEAN, "texts": TEXTS}
_SQL = {TEXT: "VARCHAR", INTEGER: "BIGINT", DECIMAL: "DOUBLE", BOOLEAN: "BOOLEAN", NULL: "VARCHAR"}


def of_property(kind: PropertyKind) -> Type:
    """Return the type of a property of the graph."""
    return _OF_PROPERTIES[kind]


def unify(one: Type, other: Type) -> Type | None:
    """Return the type that holds the values of both, None where they are of two kinds."""
    if other in (one, NULL):
        return one
    if one == NULL:
        return other
    match one, other:
        case ListOf(), ListOf():
            item = unify(one.item, other.item)
            return None if item is None else ListOf(item, one.nulls or other.nulls)
        case NodeOf(), NodeOf():
            return NodeOf(one.labels | other.labels)
        case RelationshipOf(), RelationshipOf():
            return RelationshipOf(one.tables | other.tables)
        case MapOf(), MapOf() if [name for name, _ in one.fields] == [name for name, _ in other.fields]:
            joined = [(name, unify(a, b)) for (name, a), (_, b) in zip(one.fields, other.fields, strict=True)]
            held = tuple((name, type) for name, type in joined if type is not None)
            return MapOf(held) if len(held) == len(joined) else None
        case _:
            return None


def sql_type(type: Type) -> str:
    """Return the type of DuckDB that holds a type's values."""
    match type:
        case Scalar():
            return _SQL[type]
        case ListOf():
            return f"{sql_type(type.item)}[]"
        case PathOf():
            return "BIGINT[]"
        case MapOf():
            # a struct needs a field: the place of an empty map's is taken
            fields = ", ".join(f"f{at} {sql_type(item)}" for at, (_, item) in enumerate(type.fields))
            return f"STRUCT({fields or 'f BOOLEAN'})"
        case NodeOf() | RelationshipOf():
            return "BIGINT"


def shown(type: Type) -> str:
    """Return a type as a person calls it."""
    match type:
        case Scalar():
            return {"boolean": "true or false"}.get(type.name, type.name)
        case NodeOf():
            return "node"
        case RelationshipOf():
            return "relationship"
        case PathOf():
            return "path"
        case ListOf():
            return "list"
        case MapOf():
            return "map"


def holds_graph(type: Type) -> bool:
    """Return whether values of a type hold keys of nodes or relationships."""
    match type:
        case ListOf():
            return holds_graph(type.item)
        case MapOf():
            return any(holds_graph(item) for _, item in type.fields)
        case Scalar():
            return False
        case _:
            return True


def plainly_equal(type: Type) -> bool:
    """Return whether values of a type are equal in DuckDB just where they are in openCypher."""
    if isinstance(type, ListOf):
        return not type.nulls and plainly_equal(type.item)
    return isinstance(type, Scalar | NodeOf | RelationshipOf)
