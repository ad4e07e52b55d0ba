"""A ``py2neo.Graph`` as a ``Server``, for notebooks that hold one.

py2neo is at its end of life and gets no more releases; it still speaks to Neo4j 5.26. In anything new, use the
official driver: ``open_store("neo4j://...")``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import islice
from typing import Any, TypeVar

from graphmodel.errors import GraphmodelError, StoreError
from graphmodel.stores.server import Interrupt, RawNode, RawPath, RawRelationship, ServerAnswer, Transaction
from graphmodel.words.messages import Message

T = TypeVar("T")
py2neo: Any = import_module("py2neo")
_errors: Any = import_module("py2neo.errors")


class GraphTransaction:
    """One transaction of a py2neo graph."""

    def __init__(self, graph: Any, *, readonly: bool = False) -> None:
        self._graph = graph
        self._transaction = graph.begin(readonly=readonly)
        self._open = True

    def run(self, text: str, values: Mapping[str, object] | None = None, limit: int | None = None) -> ServerAnswer:
        """Run one statement and fetch its rows, or the first of them."""
        return _answer(self._transaction.run(text, dict(values or {})), limit)

    def commit(self) -> None:
        """Make it so."""
        self._open = False
        self._graph.commit(self._transaction)

    def close(self) -> None:
        """Undo what was not committed."""
        if self._open:
            self._open = False
            try:
                self._graph.rollback(self._transaction)
            except (_errors.ClientError, TypeError, ValueError):
                # A statement that failed has ended the transaction already; py2neo then knows it no more.
                return


class GraphServer:
    """One database, by a py2neo graph that somebody else opened and will close."""

    key_function = "id"

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self.name = str(graph.service.profile.uri).replace(f"{graph.service.profile.user}@", "")
        found = self.run("CALL dbms.components() YIELD versions RETURN versions[0] AS version").single()
        self.version = tuple(int(part) for part in str(found[0] if found else "").split(".") if part.isdigit())

    def reading(
        self, work: Callable[[Transaction], T], timeout: float | None = None, interrupt: Interrupt | None = None
    ) -> T:
        """Return what ``work`` makes of a transaction that can only read.

        py2neo knows neither a time-out nor a way to end a wait: a thread that is given up waits on by itself.
        """
        del timeout, interrupt
        transaction = GraphTransaction(self._graph, readonly=True)
        try:
            return work(transaction)
        finally:
            transaction.close()

    def begin(self, timeout: float | None = None) -> Transaction:
        """Begin a transaction that may write; py2neo knows no time-out for it."""
        del timeout
        return GraphTransaction(self._graph)

    def run(self, text: str, values: Mapping[str, object] | None = None) -> ServerAnswer:
        """Run one statement in a transaction of its own."""
        return _answer(self._graph.run(text, dict(values or {})), None)

    def plain(self, value: Any) -> Any:
        """Return a node, relationship or path of py2neo's in plain form, anything else as it is."""
        if isinstance(value, py2neo.Relationship):
            start, end = (RawNode(node.identity, frozenset(), None) for node in (value.start_node, value.end_node))
            return RawRelationship(type(value).__name__, start, end, dict(value))
        if isinstance(value, py2neo.Node):
            return RawNode(value.identity, frozenset(map(str, value.labels)), dict(value))
        if isinstance(value, py2neo.Path):
            return RawPath(tuple(map(self.plain, value.nodes)), tuple(map(self.plain, value.relationships)))
        return value

    def passing(self, error: Exception) -> bool:
        """Return whether a fault may be gone when the same is tried again."""
        lost = _errors.ConnectionUnavailable | _errors.ConnectionBroken
        return isinstance(error, _errors.TransientError | lost) and not self.full(error)

    def full(self, error: Exception) -> bool:
        """Return whether the server had no memory for a transaction of this size."""
        return "MemoryPool" in str(getattr(error, "code", ""))

    def undone(self, error: Exception) -> bool:
        """Return whether a fault has surely undone its whole transaction."""
        return isinstance(error, _errors.TransientError)

    def translated(self, error: Exception, timeout: float | None = None) -> GraphmodelError | None:
        """Return our error for one of py2neo's, None for one that is none of its own."""
        del timeout
        if isinstance(error, _errors.Neo4jError | _errors.ConnectionBroken | _errors.ConnectionUnavailable):
            return StoreError(
                Message("{name} cannot answer: {error}", name=self.name, error=str(error).partition(chr(10))[0])
            )
        return None

    def close(self) -> None:
        """Leave the graph to whoever opened it."""


def _answer(cursor: Any, limit: int | None) -> ServerAnswer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of py2neo's own insides
        columns = tuple(cursor.keys())
        rows = [list(record.values()) for record in (cursor if limit is None else islice(cursor, limit))]
        cut = limit is not None and cursor.forward() > 0
    return ServerAnswer(columns, rows, cut)
