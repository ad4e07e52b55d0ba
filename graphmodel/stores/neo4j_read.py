"""Read the graph back from a server as the tables that it was built from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphmodel.graph.build import ARROW_TYPES, END, START, Relationships
from graphmodel.graph.model import NodeType, Property, RelationshipType
from graphmodel.records.arrow import ArrowTable, pa
from graphmodel.stores.server import OURS, Transaction


def nodes_of(transaction: Transaction, kind: NodeType) -> ArrowTable:
    """Return the nodes of one label that graphmodel wrote, a column for each property."""
    return _rows(transaction, f"(n:{kind.label})", kind.properties, ())


def relationships_of(transaction: Transaction, kind: RelationshipType) -> Iterator[Relationships]:
    """Yield the relationships of one type that graphmodel wrote, for each pair of labels."""
    for start, end in kind.ends:
        pattern = f"(a:{start})-[n:{kind.name}]->(b:{end})"
        rows = _rows(transaction, pattern, kind.properties, (f"a.id AS {START}", f"b.id AS `{END}`"))
        yield Relationships(kind.name, start, end, rows)


def _rows(
    transaction: Transaction, pattern: str, properties: tuple[Property, ...], ends: tuple[str, ...]
) -> ArrowTable:
    wanted = [f"n.{item.name} AS {item.name}" for item in properties]
    text = f"MATCH {pattern} WHERE n.{OURS} IS NOT NULL RETURN {', '.join((*ends, *wanted))}"
    answer = transaction.run(text)
    values: list[Any] = list(zip(*answer.rows, strict=True)) or [()] * len(answer.columns)
    types = {item.name: ARROW_TYPES[item.kind] for item in properties}
    return pa.table(
        {name: pa.array(held, types.get(name, pa.string())) for name, held in zip(answer.columns, values, strict=True)}
    )
