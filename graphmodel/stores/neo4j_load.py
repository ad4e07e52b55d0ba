"""Make a database hold one catalogue: only what differs is written, and what others wrote is left alone.

A small difference goes in one transaction. A large one goes in batches, after ``Load.state`` was set to
``unfinished``: readers refuse until a load has finished it, this one or the next. A server shows even a single
commit piece by piece to whoever reads meanwhile: from just before it until just after ``Load.state`` is ``settling``,
and readers wait. Only one load at a time: a transaction kept open holds a lock, which the server lets go when its
client dies, however it dies.
"""

from __future__ import annotations

import getpass
import os
import socket
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from graphmodel.errors import StoreError
from graphmodel.graph.build import PropertyGraph
from graphmodel.graph.model import LOAD_ID, about_properties, node_types
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores.neo4j_change import BATCH, GraphChange, Step, counted, difference
from graphmodel.stores.protocol import OFFERS_LEFT_OUT
from graphmodel.stores.server import OURS, RawNode, Server, Transaction
from graphmodel.version import __version__
from graphmodel.words.messages import Message

ATOMIC = 50_000
"""A difference of up to so many rows is one transaction."""
_TRIES = 5
_PAUSE = 1.0
"""Seconds: before its second try a load waits twice as long and a step half as long; each further try doubles that."""
_MARKS = ("loader", "started_at")
"""Properties of a Load node that is not finished: by whom and since when."""
_LOCK_WAIT = 2.0
_LOCK = "GraphmodelLock"
_TAKE = f"MATCH (l:{_LOCK} {{id: 'lock'}}) SET l.taken = true"


class Loading:
    """Loads into one database."""

    def __init__(self, server: Server, notice: Callable[[str], None]) -> None:
        self._server = server
        self._notice = notice
        self._started = datetime.now(UTC).isoformat(timespec="seconds")
        self._name = f"{_user()}@{socket.gethostname()}[{os.getpid()}]"
        self._atomic, self._batch = ATOMIC, BATCH

    def load(self, catalogue: Catalogue) -> None:
        """Make the database hold a catalogue; after a passing fault what is left of the difference is tried again."""
        for tried in range(1, _TRIES + 1):
            try:
                self._prepare()
                with self._alone() as lock:
                    self._load(catalogue, lock)
            except Exception as error:
                if tried == _TRIES or not (self._server.passing(error) or self._server.full(error)):
                    raise
                if self._server.full(error):
                    self._atomic, self._batch = 0, self._batch // 4
                    self._notice(Message("the server has not enough memory for it: trying again in smaller batches"))
                    continue
                self._notice(
                    Message(
                        "the connection was lost or the server was busy: trying again ({tried} of {most})",
                        tried=tried,
                        most=_TRIES - 1,
                    )
                )
                time.sleep(_PAUSE * 2.0**tried)
            else:
                return

    def _prepare(self) -> None:
        """Create the constraints that are missing: every later statement rests on their indexes."""
        there = {row[0] for row in self._server.run("SHOW CONSTRAINTS YIELD name RETURN name").rows}
        names = {label: f"graphmodel_{label.lower()}_id" for label in (*node_types(), _LOCK)}
        missing = [label for label, name in names.items() if name not in there]
        for label in missing:
            text = f"CREATE CONSTRAINT {names[label]} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
            self._server.run(text)
        if missing:
            self._server.run("CALL db.awaitIndexes(300)")

    @contextmanager
    def _alone(self) -> Generator[Transaction]:
        """Hold the lock of this database; StoreError with the holder's name where another load has it."""
        self._server.run(f"MERGE (:{_LOCK} {{id: 'lock'}})")
        attempt = self._server.begin(timeout=_LOCK_WAIT)
        try:
            attempt.run(_TAKE)
        except Exception as error:
            if not _cut_off(error):
                raise
            raise StoreError(self._refusal()) from error
        finally:
            attempt.close()
        lock = self._server.begin(timeout=0)
        try:
            lock.run(_TAKE)
            text = f"MERGE (l:{_LOCK} {{id: 'holder'}}) SET l.name = $name, l.since = $since"
            self._server.run(text, {"name": self._name, "since": self._started})
            yield lock
        finally:
            lock.close()

    def _refusal(self) -> Message:
        text = f"MATCH (l:{_LOCK} {{id: 'holder'}}) RETURN l.name AS name, l.since AS since"
        found = self._server.run(text).single()
        if not found:
            return Message("another load is under way: wait for it, then load again")
        return Message(
            "another load is under way by {who} since {since}: wait for it, then load again",
            who=found[0],
            since=found[1],
        )

    def _load(self, catalogue: Catalogue, lock: Transaction) -> None:
        before = self._before()
        if before is not None and self._is_there(before, catalogue):
            return
        graph = PropertyGraph(catalogue)
        if not graph.offers_complete:
            self._notice(OFFERS_LEFT_OUT)
        change = self._server.reading(lambda transaction: difference(transaction, graph))
        node = self._load_node(graph, change)
        if change.size <= self._atomic and (before is None or before["state"] == "complete"):
            self._write_whole(change, before, lock)
            self._mark(node, lock)
            return
        self._mark(self._under_way("unfinished"), lock)
        for step in change.steps(self._batch):
            self._commit(step, lock)

        def finish(transaction: Transaction) -> None:
            found, wanted = counted(transaction), (change.nodes + 1, change.relationships)
            if found != wanted:
                raise StoreError(
                    Message(
                        "{name} holds {nodes} nodes and {relationships} relationships after the load, not {wanted_nodes} and "
                        "{wanted_relationships}: was it changed meanwhile? Load again",
                        name=self._server.name,
                        nodes=found[0],
                        relationships=found[1],
                        wanted_nodes=wanted[0],
                        wanted_relationships=wanted[1],
                    )
                )
            _set_load(transaction, node)

        self._commit(finish, lock)

    def _write_whole(self, change: GraphChange, before: dict[str, Any] | None, lock: Transaction) -> None:
        """Write a difference in one transaction; the Load node says ``settling`` from just before its commit.

        Where the answer to the commit is lost, nobody knows how it ended: ``settling`` stays, and the next load looks.
        Where the transaction is surely undone, the Load node is made what it was ``before``.
        """
        settling = False

        def write(transaction: Transaction) -> None:
            for step in change.steps():
                step(transaction)

        def announce() -> None:
            nonlocal settling
            settling = True
            self._mark(self._under_way("settling"), lock)

        try:
            self._commit(write, lock, before_commit=announce)
        except Exception as error:
            surely_undone = self._server.undone(error) or not self._server.passing(error)
            if settling and surely_undone:
                self._mark(before and {**dict.fromkeys(_MARKS), **before}, lock)
            raise

    def _mark(self, load: Mapping[str, object] | None, lock: Transaction) -> None:
        """Set properties of the Load node in a transaction of its own, or delete it."""
        self._commit(lambda transaction: _set_load(transaction, load), lock)

    def _under_way(self, state: str) -> dict[str, object]:
        return {OURS: 0, "state": state, **dict(zip(_MARKS, (self._name, self._started), strict=True))}

    def _commit(self, step: Step, lock: Transaction, before_commit: Callable[[], None] = lambda: None) -> None:
        """Run a step in a transaction and commit it; what a deadlock or a busy server has surely undone is run again.

        Nothing is committed unless the lock is held to this moment: it is gone where its connection is.
        A commit whose answer is lost may have happened: it is not tried again, the whole difference is taken anew.
        """
        for tried in range(_TRIES):
            transaction = self._server.begin()
            try:
                step(transaction)
                before_commit()
                lock.run("RETURN 1")  # fails where the lock is gone
            except Exception as error:
                may_run_again = self._server.undone(error) and self._server.passing(error)
                if tried == _TRIES - 1 or not may_run_again:
                    raise
                time.sleep(_PAUSE / 2 * 2.0**tried)
            else:
                transaction.commit()
                return
            finally:
                transaction.close()

    def _before(self) -> dict[str, Any] | None:
        """Return the Load node that is there; StoreError where it is somebody else's."""
        found = self._server.run(f"MATCH (l:Load {{id: '{LOAD_ID}'}}) RETURN l AS load").single()
        if found is None:
            return None
        load = dict(cast("RawNode", self._server.plain(found[0])).properties or {})
        if OURS not in load:
            raise StoreError(
                Message("the database holds a node Load that graphmodel did not write: load into another database")
            )
        return load

    def _is_there(self, before: dict[str, Any], catalogue: Catalogue) -> bool:
        """Return whether the database holds this very catalogue, and nothing of it was taken away."""
        wanted = ("complete", catalogue.digest, __version__)
        if (before["state"], before.get("digest"), before.get("version")) != wanted:
            return False
        return self._server.reading(counted) == (before.get("nodes"), before.get("relationships"))

    def _load_node(self, graph: PropertyGraph, change: GraphChange) -> dict[str, object]:
        return {
            "id": LOAD_ID,
            OURS: 0,
            "state": "complete",
            "digest": graph.catalogue.digest,
            "loaded_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "version": __version__,
            "engine": f"neo4j {'.'.join(map(str, self._server.version))}",
            "nodes": change.nodes + 1,
            "relationships": change.relationships,
            "offers_complete": graph.offers_complete,
            **dict.fromkeys(_MARKS),
            **about_properties(graph.catalogue.about),
        }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        return "somebody"


def _cut_off(error: Exception) -> bool:
    """Return whether a statement waited for a lock until its time was up."""
    code = str(getattr(error, "code", ""))
    return code.endswith(
        ("TransactionTimedOut", "TimedOutClientConfiguration", "LockClientStopped", "AcquisitionTimeout")
    )


def _set_load(transaction: Transaction, properties: Mapping[str, object] | None) -> None:
    if properties is None:
        transaction.run(f"MATCH (l:Load {{id: '{LOAD_ID}'}}) WHERE l.{OURS} IS NOT NULL DELETE l")
    else:
        transaction.run(f"MERGE (l:Load {{id: '{LOAD_ID}'}}) SET l += $properties", {"properties": properties})
