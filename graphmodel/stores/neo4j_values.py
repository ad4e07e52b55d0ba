"""Turn a server's answers into the values that every store returns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

import neo4j
from neo4j import graph

from graphmodel.graph.model import node_types, relationship_types
from graphmodel.values import Node, Path, Relationship, Table

_OURS = "row"


def table_of(result: neo4j.Result, transaction: neo4j.ManagedTransaction, limit: int | None = None) -> Table:
    """Return an answer, or its first rows, as a table: nodes and relationships by our ids, what they lack as None."""
    columns = tuple(result.keys())
    rows = [record.values() for record in (result if limit is None else islice(result, limit))]
    cut = limit is not None and result.peek() is not None
    result.consume()
    shown = {item.element_id: item for item in _graph_values(rows) if isinstance(item, graph.Node)}
    known = {id: str(node.get("id", "")) for id, node in shown.items() if len(node)}
    ends = {
        end.element_id
        for item in _graph_values(rows)
        if isinstance(item, graph.Relationship)
        for end in item.nodes
        if end is not None
    }
    missing = sorted(ends - set(known))
    if missing:
        text = "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS e, n.id AS id"
        known |= {record["e"]: str(record["id"]) for record in transaction.run(text, ids=missing)}
    return Table(columns, tuple(tuple(_value(value, known) for value in row) for row in rows), cut)


def _graph_values(value: Any) -> Iterator[graph.Entity]:
    """Yield every node and relationship in a value."""
    if isinstance(value, graph.Path):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, graph.Entity):
        yield value
    elif isinstance(value, list | tuple):
        for item in cast("list[object]", value):
            yield from _graph_values(item)
    elif isinstance(value, dict):
        for item in cast("dict[str, object]", value).values():
            yield from _graph_values(item)


def _value(value: Any, known: dict[str, str]) -> object:
    if isinstance(value, graph.Node):
        label = next((name for name in node_types() if name in value.labels), next(iter(value.labels), ""))
        kind = node_types().get(label)
        names = [item.name for item in kind.properties] if kind else []
        return Node(label, str(value.get("id", "")), _properties(value, names))
    if isinstance(value, graph.Relationship):
        type = relationship_types().get(value.type)
        start, end = (known[node.element_id] if node is not None else "" for node in value.nodes)
        names = [item.name for item in type.properties] if type else []
        return Relationship(value.type, start, end, _properties(value, names))
    if isinstance(value, graph.Path):
        nodes = tuple(cast("Node", _value(node, known)) for node in value.nodes)
        return Path(nodes, tuple(cast("Relationship", _value(item, known)) for item in value.relationships))
    if isinstance(value, list):
        return [_value(item, known) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _value(item, known) for key, item in cast("dict[str, object]", value).items()}
    return value


def _properties(entity: graph.Entity, names: list[str]) -> dict[str, object]:
    """Return the properties that the graph declares, None where one is missing, and whatever else there is."""
    held = {name: value for name, value in entity.items() if name != _OURS}
    return {name: held.get(name) for name in names} | held
