"""The difference between the graph a server holds and a new one, and the statements that close it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.network import Positions
from graphmodel.errors import StoreError
from graphmodel.graph.build import END, START, PropertyGraph
from graphmodel.graph.model import node_types, relationship_types
from graphmodel.records.arrow import ArrowTable, pa
from graphmodel.stores.neo4j_rows import (
    Digests,
    NodeDifference,
    RelationshipDifference,
    digests,
    node_difference,
    relationship_difference,
)
from graphmodel.stores.server import OURS, Transaction
from graphmodel.words.messages import Message

BATCH = 4_000
"""Rows of a transaction where there are several: more of them cost a server a quarter more processor time each."""
_SCANS = 12
"""Relationships are deleted in larger batches: each looks at all of their type."""
_LONGEST_ID = 8_000
"""Bytes that a server's index takes, and a little less."""
Step = Callable[[Transaction], object]
_LABELS = tuple(label for label in node_types() if label != "Load")
_CREATED = Message("the server created {what} {done} of {wanted}: was it changed meanwhile? Load again")
_CHANGED = Message("the server changed {what} {done} of {wanted}: was it changed meanwhile? Load again")
_DELETED = Message("the server deleted {what} {done} of {wanted}: was it changed meanwhile? Load again")


@dataclass(frozen=True)
class Nodes:
    """What changes among the nodes of one label."""

    label: str
    rows: ArrowTable
    row: Digests
    difference: NodeDifference


@dataclass(frozen=True)
class RelationshipChange:
    """What changes among the relationships of one type between two labels; ``count`` is how many there will be."""

    name: str
    start: str
    end: str
    rows: ArrowTable
    row: Digests
    count: int
    difference: RelationshipDifference


@dataclass(frozen=True)
class GraphChange:
    """A whole difference; ``nodes`` and ``relationships`` count the new graph without its Load node."""

    of_nodes: tuple[Nodes, ...]
    of_relationships: tuple[RelationshipChange, ...]
    nodes: int
    relationships: int

    @property
    def size(self) -> int:
        """Return how many rows are written."""
        nodes = sum(item.difference.size for item in self.of_nodes)
        return nodes + sum(item.difference.size for item in self.of_relationships)

    def steps(self, batch: int | None = None) -> Iterator[Step]:
        """Yield what to run, in order: nothing is left hanging, and every end is there before what joins it."""
        for joined in self.of_relationships:
            for stale in _parts(joined.difference.delete, batch and _SCANS * batch):
                yield partial(_delete_relationships, joined.name, joined.start, stale)
        for item in self.of_nodes:
            for ids in _parts(np.array(item.difference.delete, dtype=object), batch):
                yield partial(_delete_nodes, item.label, ids)
        for item in self.of_nodes:
            for write, rows in ((_create_nodes, item.difference.create), (_change_nodes, item.difference.change)):
                for at in _parts(rows, batch):
                    yield partial(write, item, at)
        for joined in self.of_relationships:
            for at in _parts(joined.difference.create, batch):
                yield partial(_create_relationships, joined, at)


def difference(transaction: Transaction, graph: PropertyGraph) -> GraphChange:
    """Return what makes the graph on the server the new one; StoreError where what others wrote is in the way."""
    nodes = tuple(_of_nodes(transaction, graph, label) for label in _LABELS)
    wanted = [(name, at, end) for name, kind in relationship_types().items() for at, end in enumerate(kind.ends)]
    server = ThreadPoolExecutor(1)
    try:  # the server reads what is there while the rows are built and hashed here
        there = [server.submit(_digests, transaction, _pattern(name, start)) for name, _, (start, _) in wanted]
        relationships = tuple(
            _of_relationships(graph, name, at, read) for (name, at, _), read in zip(wanted, there, strict=True)
        )
    finally:
        server.shutdown(cancel_futures=True)
    counts = sum(len(item.rows) for item in nodes), sum(item.count for item in relationships)
    return GraphChange(nodes, relationships, *counts)


def counted(transaction: Transaction) -> tuple[int, int]:
    """Return how many nodes, the Load node among them, and relationships on the server graphmodel wrote."""
    patterns = [f"(n:{label})" for label in node_types()], [f"()-[n:{name}]->()" for name in relationship_types()]
    nodes, relationships = (
        sum(_number(transaction, f"MATCH {pattern} RETURN count(n.{OURS}) AS n") for pattern in group)
        for group in patterns
    )
    return nodes, relationships


def _number(transaction: Transaction, text: str) -> int:
    found = transaction.run(text).single()
    return int(found[0]) if found else 0


def _of_nodes(transaction: Transaction, graph: PropertyGraph, label: str) -> Nodes:
    rows = graph.nodes(label)
    row = digests(rows)
    ids = pd.Index(rows["id"].to_pylist(), dtype="object")
    long = next((str(id) for id in ids if len(id.encode()) > _LONGEST_ID), None)
    if long:
        raise StoreError(
            Message(
                "the id {start}... of {label} is too long for an index of a server: shorten it",
                start=long[:40],
                label=label,
            )
        )
    there, foreign = _there(transaction, label)
    text = f"MATCH (n:{label}) WHERE n.{OURS} IS NULL AND n.id IN $ids RETURN n.id AS id ORDER BY id"
    taken = [row[0] for row in transaction.run(text, {"ids": ids.to_list()}).rows] if foreign else []
    if taken:
        raise StoreError(
            Message(
                "{count} nodes {label} that graphmodel did not write have ids it needs, such as "
                "{id!r}: remove or rename them, or load into a database of its own (NEO4J_DATABASE)",
                count=len(taken),
                label=label,
                id=taken[0],
            )
        )
    found = node_difference(ids, row, there)
    _check_held(transaction, label, found.delete)
    return Nodes(label, rows, row, found)


def _check_held(transaction: Transaction, label: str, stale: list[str]) -> None:
    """Refuse to delete a node that somebody else's relationship hangs on."""
    text = (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r]-() WHERE r.{OURS} IS NULL "
        "RETURN n.id AS id, type(r) AS type LIMIT 1"
    )
    held = transaction.run(text, {"ids": stale}).single() if stale else None
    if held:
        raise StoreError(
            Message(
                "{label} {id!r} left the catalogue, but a relationship {type} that graphmodel did not "
                "write hangs on it: remove that first",
                label=label,
                id=held[0],
                type=held[1],
            )
        )


def _of_relationships(
    graph: PropertyGraph, name: str, number: int, there: Future[NDArray[np.int64]]
) -> RelationshipChange:
    item = graph.relationships(name)[number]
    row = digests(item.rows)
    found = relationship_difference(row, there.result())
    # Of a million links only what is to be created is kept.
    at = found.create
    rows = item.rows if len(at) == len(item.rows) else item.rows.take(pa.array(at))
    kept = RelationshipDifference(np.arange(len(at)), found.delete)
    return RelationshipChange(name, item.start, item.end, rows, row[at], len(row), kept)


def _there(transaction: Transaction, label: str) -> tuple[dict[str, int], bool]:
    """Return the digests of a label's nodes that graphmodel wrote, by id, and whether others wrote some, too."""
    value = f"CASE WHEN n.{OURS} IS NOT NULL THEN [n.id, n.{OURS}] END"
    found = transaction.run(f"MATCH (n:{label}) RETURN collect({value}) AS ours, count(*) AS n").single()
    assert found is not None, "a count has a row"
    ours: list[tuple[str, int]] = found[0]
    return {str(id): digest for id, digest in ours}, found[1] > len(ours)


def _digests(transaction: Transaction, pattern: str) -> NDArray[np.int64]:
    """Return those of all relationships that graphmodel wrote, in one row: a driver is slow at a row for each."""
    found = transaction.run(f"MATCH {pattern} RETURN collect(n.{OURS}) AS all").single()
    return np.array(found[0] if found else [], dtype=np.int64)


def _pattern(name: str, start: str) -> str:
    """Return what matches a type's relationships; labels only where they tell, since each costs a look at a node."""
    several = len(relationship_types()[name].ends) > 1
    return f"({f':{start}' if several else ''})-[n:{name}]->()"


def _parts(items: Any, batch: int | None) -> Iterator[Any]:
    size = batch or max(len(items), 1)
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _columns(rows: ArrowTable, row: Digests, at: Positions) -> dict[str, list[object]]:
    """Return some rows as a list for each column: names are sent once, not with every row."""
    chosen = rows.take(pa.array(at))
    return {name: chosen[name].to_pylist() for name in chosen.column_names} | {OURS: row[at].tolist()}


def _map(names: list[str]) -> str:
    return ", ".join(f"{name}: ${name}[i]" for name in names)


def _run(transaction: Transaction, text: str, wanted: int, told: Message, what: str, **values: object) -> None:
    """Run a statement that must do something a known number of times."""
    found = transaction.run(text, values).single()
    done = found[0] if found else 0
    if done != wanted:
        raise StoreError(told.filled(what=what, done=done, wanted=wanted))


def _create_nodes(item: Nodes, at: Positions, transaction: Transaction) -> None:
    values = _columns(item.rows, item.row, at)
    text = f"UNWIND range(0, $count - 1) AS i CREATE (n:{item.label} {{{_map(list(values))}}}) RETURN count(*) AS n"
    _run(transaction, text, len(at), _CREATED, item.label, count=len(at), **values)


def _change_nodes(item: Nodes, at: Positions, transaction: Transaction) -> None:
    values = _columns(item.rows, item.row, at)
    text = (
        f"UNWIND range(0, $count - 1) AS i MATCH (n:{item.label} {{id: $id[i]}}) "
        f"SET n += {{{_map(list(values))}}} RETURN count(*) AS n"
    )
    _run(transaction, text, len(at), _CHANGED, item.label, count=len(at), **values)


def _create_relationships(item: RelationshipChange, at: Positions, transaction: Transaction) -> None:
    values = _columns(item.rows, item.row, at)
    names = [name for name in values if name not in (START, END)]
    text = (
        f"UNWIND range(0, $count - 1) AS i MATCH (a:{item.start} {{id: ${START}[i]}}) "
        f"MATCH (b:{item.end} {{id: ${END}[i]}}) CREATE (a)-[n:{item.name} {{{_map(names)}}}]->(b) "
        "RETURN count(*) AS n"
    )
    _run(transaction, text, len(at), _CREATED, item.name, count=len(at), **values)


def _delete_relationships(name: str, start: str, stale: Digests, transaction: Transaction) -> None:
    text = f"MATCH {_pattern(name, start)} WHERE n.{OURS} IN $rows DELETE n"
    transaction.run(text, {"rows": stale.tolist()})


def _delete_nodes(label: str, ids: Any, transaction: Transaction) -> None:
    text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.{OURS} IS NOT NULL DELETE n RETURN count(*) AS n"
    _run(transaction, text, len(ids), _DELETED, label, ids=list(ids))
