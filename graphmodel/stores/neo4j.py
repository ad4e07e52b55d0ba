"""The office store: a graph in one database of a Neo4j server.

Reads go with access mode READ, so that the server refuses writes, and pass our own guard first, since READ still
lets ``LOAD CSV`` reach the server's files. What a load writes, and how, is ``stores.neo4j_load``'s business.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from graphmodel.errors import QueryTimeout, StoreError
from graphmodel.graph.model import LOAD_ID, about_of, node_types, relationship_types
from graphmodel.queries.guard import ensure_read_only
from graphmodel.stores.deadline import within
from graphmodel.stores.protocol import Info, Store
from graphmodel.stores.server import OURS, Interrupt, RawNode, Server, Transaction
from graphmodel.stores.server_values import table_of
from graphmodel.values.elements import own_value
from graphmodel.values.table import Table
from graphmodel.words.messages import Message

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue

LOWEST = (5, 26)
"""The lowest version of Neo4j that is supported: the long-term release."""
_SETTLING = 5.0
"""Seconds to wait for the commit of a small load."""
_TRIES = 3
"""Times to ask while loads change the graph under the answer."""
_LATE = 0.3
"""Seconds after its time-out in which a server may say itself that it cut a query off."""
T = TypeVar("T")


class _ChangedMeanwhile(StoreError):
    """A load changed the graph while an answer was read."""


class Neo4jStore(Store):
    """A graph in one database of a Neo4j server, by whichever driver speaks to it."""

    def __init__(self, server: Server, *, timeout: float, notice: Callable[[str], None]) -> None:
        self._server = server
        self._timeout = timeout
        self._notice = notice
        if server.version < LOWEST:
            server.close()
            found, lowest = (".".join(map(str, version)) for version in (server.version, LOWEST))
            raise StoreError(
                Message(
                    "{name} is Neo4j {found}: graphmodel needs {lowest} or newer",
                    name=server.name,
                    found=found,
                    lowest=lowest,
                )
            )

    @contextmanager
    def _asking(self, timeout: float | None = None) -> Generator[None]:
        """Translate the driver's errors."""
        try:
            yield
        except Exception as error:
            ours = self._server.translated(error, timeout)
            if ours is None:
                raise
            raise ours from error

    def write(self, catalogue: Catalogue) -> None:
        """Make the database hold exactly this catalogue, beside whatever others wrote there."""
        from graphmodel.stores.neo4j_load import Loading

        with self._asking():
            Loading(self._server, self._notice).load(catalogue)

    def read(self) -> Catalogue:
        """Return the catalogue that the database holds."""
        from graphmodel.graph.restore import restore
        from graphmodel.stores.neo4j_read import nodes_of, relationships_of

        def everything(transaction: Transaction) -> Catalogue:
            load = self._complete(transaction)
            nodes = {label: nodes_of(transaction, kind) for label, kind in node_types().items() if label != "Load"}
            kinds = [kind for name, kind in relationship_types().items() if name != "OFFERED_BY"]
            relationships = [item for kind in kinds for item in relationships_of(transaction, kind)]
            self._unchanged(transaction, load)
            return restore(nodes, relationships, about_of(load))

        return self._reading(everything)

    def run(self, cypher: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None) -> Table:
        """Answer one reading statement."""
        ensure_read_only(cypher)
        given = {name: own_value(value) for name, value in (parameters or {}).items()}

        def answer(transaction: Transaction) -> Table:
            load = self._complete(transaction)
            table = table_of(transaction.run(cypher, given, limit), self._server, transaction)
            self._unchanged(transaction, load)
            return table

        return self._reading(answer, self._timeout)

    def _reading(self, work: Callable[[Transaction], T], timeout: float | None = None) -> T:
        """Read, for ``timeout`` seconds at most: the server keeps them where it can, and we where it does not."""
        interrupt = Interrupt()

        def tried(_deadline: float) -> T:
            for _ in range(_TRIES - 1):
                try:
                    return self._server.reading(work, timeout, interrupt)
                except _ChangedMeanwhile:
                    continue
            return self._server.reading(work, timeout, interrupt)

        with self._asking(timeout):
            if timeout is None:
                return tried(0.0)
            try:
                return within(timeout + _LATE, tried, interrupt)
            except TimeoutError:
                raise QueryTimeout(timeout) from None

    def _load(self, transaction: Transaction) -> dict[str, Any] | None:
        text = f"MATCH (l:Load {{id: '{LOAD_ID}'}}) WHERE l.{OURS} IS NOT NULL RETURN l AS load"
        found = transaction.run(text).single()
        return None if found is None else dict(cast("RawNode", self._server.plain(found[0])).properties or {})

    def _complete(self, transaction: Transaction) -> dict[str, Any]:
        """Return the Load node; StoreError where there is no graph, or only half of one."""
        load, end = self._load(transaction), time.monotonic() + _SETTLING
        while load and load["state"] == "settling" and time.monotonic() < end:
            time.sleep(0.05)
            load = self._load(transaction)
        if load is None:
            raise StoreError(
                Message("there is no graph in {name} yet: run graphmodel load SOURCE", name=self._server.name)
            )
        if load["state"] != "complete":
            raise StoreError(
                Message(
                    "a load into {name}, begun by {loader} at {started}, is not finished: wait for it, or run "
                    "graphmodel load again to finish it",
                    name=self._server.name,
                    loader=load.get("loader"),
                    started=load.get("started_at"),
                )
            )
        return load

    def _unchanged(self, transaction: Transaction, before: Mapping[str, Any]) -> None:
        """Refuse an answer that a load may have changed while it was read: each statement sees what is committed."""
        if self._load(transaction) != before:
            raise _ChangedMeanwhile(Message("a load changed the graph while this was answered: ask again"))

    def info(self) -> Info:
        """Return what is known of the graph, and how much in the database is not graphmodel's."""

        def known(transaction: Transaction) -> Info:
            load = self._load(transaction)
            engine = f"neo4j {'.'.join(map(str, self._server.version))}"
            if load is None:
                return Info(self._server.name, engine, "empty")
            patterns = {label: f"(n:{label})" for label in node_types() if label != "Load"}
            patterns |= {name: f"()-[n:{name}]->()" for name in relationship_types()}
            counts = {name: _counted(transaction, pattern) for name, pattern in patterns.items()}
            return Info(
                store=self._server.name,
                engine=engine,
                state=str(load["state"]),
                digest=load.get("digest"),
                loaded_at=load.get("loaded_at"),
                version=load.get("version"),
                counts={name: ours for name, (ours, _) in counts.items()},
                offers_complete=bool(load.get("offers_complete")),
                about=about_of(load),
                foreign=sum(everything - ours for ours, everything in counts.values()),
            )

        return self._reading(known, self._timeout)

    def close(self) -> None:
        """Close the connections."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _counted(transaction: Transaction, pattern: str) -> tuple[int, int]:
    """Return how many graphmodel wrote, and how many there are."""
    found = transaction.run(f"MATCH {pattern} RETURN count(n.{OURS}) AS ours, count(*) AS everything").single()
    assert found is not None, "a count has a row"
    return int(found[0]), int(found[1])
