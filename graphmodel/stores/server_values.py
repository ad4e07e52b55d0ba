"""Turn a server's answers into the values that every store returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from graphmodel.graph.model import Property, node_types, relationship_types
from graphmodel.stores.server import OURS, RawNode, RawPath, RawRelationship, Server, ServerAnswer, Transaction
from graphmodel.values.elements import Node, Path, Relationship, scalar
from graphmodel.values.table import Table


def table_of(answer: ServerAnswer, server: Server, transaction: Transaction) -> Table:
    """Return an answer as a table: nodes and relationships by our ids, what they lack as None."""
    rows = [[_plain(value, server) for value in row] for row in answer.rows]
    found = list(_graph_values(rows))
    known = {node.key: _id(node) for node in found if isinstance(node, RawNode) and node.properties is not None}
    ends = {end.key for item in found if isinstance(item, RawRelationship) for end in (item.start, item.end)}
    missing = sorted(ends - set(known))
    if missing:
        text = f"MATCH (n) WHERE {server.key_function}(n) IN $keys RETURN {server.key_function}(n) AS key, n.id AS id"
        known |= {key: str(id) for key, id in transaction.run(text, {"keys": missing}).rows}
    return Table(answer.columns, tuple(tuple(_value(value, known) for value in row) for row in rows), answer.cut)


def _plain(value: Any, server: Server) -> Any:
    if isinstance(value, list):
        return [_plain(item, server) for item in cast("list[object]", value)]
    if type(value) is dict:
        return {key: _plain(item, server) for key, item in cast("dict[str, object]", value).items()}
    return server.plain(value)


def _graph_values(value: object) -> Iterator[RawNode | RawRelationship]:
    """Yield every node and relationship in a value in plain form."""
    if isinstance(value, RawPath):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, RawNode | RawRelationship):
        yield value
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _graph_values(item)
    elif isinstance(value, dict):
        for item in cast("dict[str, object]", value).values():
            yield from _graph_values(item)


def _id(node: RawNode) -> str:
    return str((node.properties or {}).get("id", ""))


def _value(value: object, known: Mapping[Any, str]) -> object:
    if isinstance(value, RawNode):
        label = next((name for name in node_types() if name in value.labels), next(iter(sorted(value.labels)), ""))
        kind = node_types().get(label)
        return Node(label, _id(value), _properties(value.properties or {}, kind.properties if kind else ()))
    if isinstance(value, RawRelationship):
        type = relationship_types().get(value.type)
        properties = _properties(value.properties, type.properties if type else ())
        return Relationship(value.type, known[value.start.key], known[value.end.key], properties)
    if isinstance(value, RawPath):
        nodes = tuple(cast("Node", _value(node, known)) for node in value.nodes)
        return Path(nodes, tuple(cast("Relationship", _value(item, known)) for item in value.relationships))
    if isinstance(value, list):
        return [_value(item, known) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _value(item, known) for key, item in cast("dict[str, object]", value).items()}
    return scalar(value)


def _properties(given: Mapping[str, object], declared: tuple[Property, ...]) -> dict[str, object]:
    """Return the properties that the graph declares, None where one is missing, and whatever else there is."""
    held = {name: _value(value, {}) for name, value in given.items() if name != OURS}
    return {item.name: held.get(item.name) for item in declared} | held
