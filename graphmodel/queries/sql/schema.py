"""Names of a text resolved against the graph: labels, relationship types and properties, each with its type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graphmodel.graph import layout
from graphmodel.graph.layout import RelationshipTable
from graphmodel.graph.model import node_types, relationship_types
from graphmodel.queries.language.labels import AnyLabel, LabelName, Labels, NotLabel, Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.sql.types import NodeOf, RelationshipOf, Type, of_property

EVERY_LABEL = frozenset(layout.labels())
EVERY_TABLE = frozenset(layout.tables())
EVERY_TYPE = frozenset(relationship_types())
STARTS = "_start"
ENDS = "_end"
END_OF = {"startnode": STARTS, "endnode": ENDS}
"""The column that a function of a relationship reads, by the function's name in small letters."""


@dataclass(frozen=True)
class Holder:
    """A property as tables hold it: its type, and the tables that have a column for it."""

    type: Type
    tables: tuple[str, ...]


def labels_of(labels: Labels | None, known: frozenset[str], reason: str) -> frozenset[str]:
    """Return the labels, or relationship types, that an expression of them stands for: each node has just one.

    Refused with ``reason`` for a name that is not among ``known``.
    """
    match labels:
        case None | AnyLabel():
            return known
        case LabelName():
            if labels.name not in known:
                raise Refused(labels.at, reason, near=(labels.name, known), name=labels.name)
            return frozenset((labels.name,))
        case NotLabel():
            return known - labels_of(labels.labels, known, reason)
        case _:
            parts = [labels_of(part, known, reason) for part in labels.parts]
            return frozenset[str]().union(*parts) if labels.mark == "|" else parts[0].intersection(*parts[1:])


def node_labels(labels: Labels | None) -> frozenset[str]:
    """Return the labels that a node may have."""
    return labels_of(labels, EVERY_LABEL, "unknown-label")


def relationship_tables(types: Labels | None) -> frozenset[RelationshipTable]:
    """Return the tables that a relationship may be of."""
    names = labels_of(types, EVERY_TYPE, "unknown-type")
    return frozenset(table for table in EVERY_TABLE if table.type in names)


def in_order(tables: Iterable[RelationshipTable]) -> list[RelationshipTable]:
    """Return tables in the order that numbers them."""
    return sorted(tables, key=layout.table_numbers().__getitem__)


def labels_in_order(labels: Iterable[str]) -> list[str]:
    """Return labels in the order that numbers them."""
    return sorted(labels, key=layout.label_numbers().__getitem__)


@cache
def _of_label(label: str) -> Mapping[str, Type]:
    return {item.name: of_property(item.kind) for item in node_types()[label].properties}


@cache
def _of_type(name: str) -> Mapping[str, Type]:
    return {item.name: of_property(item.kind) for item in relationship_types()[name].properties}


def properties(type: NodeOf | RelationshipOf) -> dict[str, Mapping[str, Type]]:
    """Return the properties of each table that values of a type may be in, by the table's name in SQL."""
    if isinstance(type, NodeOf):
        return {layout.quoted(label): _of_label(label) for label in labels_in_order(type.labels)}
    return {layout.quoted(layout.table_name(table)): _of_type(table.type) for table in in_order(type.tables)}


def has_property(table: str, type: NodeOf | RelationshipOf, name: str) -> bool:
    """Return whether a table has a column for a property, or for an end of its relationships."""
    return name in properties(type)[table] or (isinstance(type, RelationshipOf) and name in (STARTS, ENDS))


def holder(type: NodeOf | RelationshipOf, name: str, at: Position) -> Holder:
    """Return where a property of nodes or relationships is; Refused where nothing of that type has it."""
    if isinstance(type, RelationshipOf) and name in (STARTS, ENDS):
        labels = {table.start if name == STARTS else table.end for table in type.tables}
        return Holder(NodeOf(frozenset(labels)), tuple(properties(type)))
    held = properties(type)
    types = {kinds[name] for kinds in held.values() if name in kinds}
    of = sorted(type.labels) if isinstance(type, NodeOf) else sorted({table.type for table in type.tables})
    shown = "|".join(of) if len(of) <= 3 else ("node" if isinstance(type, NodeOf) else "relationship")
    if not types:
        every = {key for kinds in held.values() for key in kinds}
        raise Refused(at, "unknown-property", near=(name, every), name=name, of=shown)
    if len(types) > 1:
        raise Refused(at, "property-of-two-kinds", name=name, of=shown)
    return Holder(types.pop(), tuple(table for table, kinds in held.items() if name in kinds))


def has_any_property(type: NodeOf | RelationshipOf, names: Collection[str]) -> list[str]:
    """Return those of some names that are properties of the type's tables, in order."""
    return sorted(name for name in names if any(has_property(table, type, name) for table in properties(type)))
