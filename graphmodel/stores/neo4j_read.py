"""Read the graph back from a server as the tables that it was built from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import neo4j

from graphmodel.arrow import ArrowTable, pa
from graphmodel.graph.build import ARROW_TYPES, END, START, Relationships
from graphmodel.graph.model import NodeType, Property, RelationshipType

_OURS = "row"


def nodes_of(transaction: neo4j.ManagedTransaction, kind: NodeType) -> ArrowTable:
    """Return the nodes of one label that graphmodel wrote, a column for each property."""
    return _rows(transaction, f"(n:{kind.label})", kind.properties, ())


def relationships_of(transaction: neo4j.ManagedTransaction, kind: RelationshipType) -> Iterator[Relationships]:
    """Yield the relationships of one type that graphmodel wrote, for each pair of labels."""
    for start, end in kind.ends:
        pattern = f"(a:{start})-[n:{kind.name}]->(b:{end})"
        rows = _rows(transaction, pattern, kind.properties, (f"a.id AS {START}", f"b.id AS `{END}`"))
        yield Relationships(kind.name, start, end, rows)


def _rows(
    transaction: neo4j.ManagedTransaction, pattern: str, properties: tuple[Property, ...], ends: tuple[str, ...]
) -> ArrowTable:
    wanted = [f"n.{item.name} AS {item.name}" for item in properties]
    text = f"MATCH {pattern} WHERE n.{_OURS} IS NOT NULL RETURN {', '.join((*ends, *wanted))}"
    result = transaction.run(cast("Any", text))
    columns = list(result.keys())
    values = list(zip(*(record.values() for record in result), strict=True)) or [()] * len(columns)
    types = {item.name: ARROW_TYPES[item.kind] for item in properties}
    return pa.table(
        {name: pa.array(held, types.get(name, pa.string())) for name, held in zip(columns, values, strict=True)}
    )
