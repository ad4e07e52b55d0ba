"""Make a database hold one catalogue: only what differs is written, and what others wrote is left alone.

A small difference goes in one transaction. A large one goes in batches, after ``Load.state`` was set to
``unfinished``: readers refuse until a load has finished it, this one or the next. Only one load at a time: a
transaction kept open holds a lock, which the server lets go when its client dies, however it dies.
"""

from __future__ import annotations

import getpass
import os
import socket
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import neo4j
from neo4j.exceptions import ServiceUnavailable, SessionExpired, TransientError

from graphmodel import __version__
from graphmodel.catalogue import Catalogue
from graphmodel.errors import StoreError
from graphmodel.graph.build import PropertyGraph
from graphmodel.graph.model import LOAD_ID, about_properties, node_types
from graphmodel.stores import OFFERS_LEFT_OUT
from graphmodel.stores.neo4j_change import BATCH, Change, counted, difference

ATOMIC = 50_000
"""A difference of up to so many rows is one transaction."""
_TRIES = 4
_LOCK_WAIT = 2.0
_LOCK = "GraphmodelLock"
_PASSING = (ServiceUnavailable, SessionExpired, TransientError)
Sessions = Callable[[], neo4j.Session]


class Loading:
    """Loads into one database; ``sessions`` opens a session that may write."""

    def __init__(self, sessions: Sessions, notice: Callable[[str], None]) -> None:
        self._sessions = sessions
        self._notice = notice
        self._started = datetime.now(UTC).isoformat(timespec="seconds")
        self._name = f"{getpass.getuser()}@{socket.gethostname()} (process {os.getpid()})"

    def load(self, catalogue: Catalogue) -> None:
        """Make the database hold a catalogue; after a passing fault what is left of the difference is tried again."""
        for tried in range(1, _TRIES + 1):
            try:
                self._prepare()
                with self._alone():
                    self._load(catalogue)
            except _PASSING as error:
                if tried == _TRIES or "MemoryPool" in str(getattr(error, "code", "")):
                    raise
                self._notice(f"the connection was lost or the server was busy: trying again ({tried} of {_TRIES - 1})")
                time.sleep(2.0**tried)
            else:
                return

    def _prepare(self) -> None:
        """Create the constraints, whose indexes every later statement rests on."""
        with self._sessions() as session:
            for label in (*node_types(), _LOCK):
                name = f"graphmodel_{label.lower()}_id"
                text = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
                session.run(cast("Any", text)).consume()
            session.run("CALL db.awaitIndexes(300)").consume()

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Hold the lock of this database; StoreError with the holder's name where another load has it."""
        with self._sessions() as session:
            session.run(f"MERGE (:{_LOCK} {{id: 'lock'}})").consume()
        with self._sessions() as holding:
            lock = holding.begin_transaction(timeout=0)
            try:
                self._take(lock)
                self._announce()
                yield
            finally:
                if not lock.closed():
                    lock.rollback()

    def _take(self, lock: neo4j.Transaction) -> None:
        with self._sessions() as session, session.begin_transaction(timeout=_LOCK_WAIT) as attempt:
            try:
                attempt.run(f"MATCH (l:{_LOCK} {{id: 'lock'}}) SET l.taken = true").consume()
            except neo4j.exceptions.Neo4jError as error:
                raise StoreError(self._refusal()) from error
            attempt.rollback()
        lock.run(f"MATCH (l:{_LOCK} {{id: 'lock'}}) SET l.taken = true").consume()

    def _refusal(self) -> str:
        with self._sessions() as session:
            found = session.run(f"MATCH (l:{_LOCK} {{id: 'holder'}}) RETURN l.name AS name, l.since AS since").single()
        who = f" by {found['name']} since {found['since']}" if found else ""
        return f"another load is under way{who}: wait for it, then load again"

    def _announce(self) -> None:
        with self._sessions() as session:
            text = f"MERGE (l:{_LOCK} {{id: 'holder'}}) SET l.name = $name, l.since = $since"
            session.run(cast("Any", text), name=self._name, since=self._started).consume()

    def _load(self, catalogue: Catalogue) -> None:
        graph = PropertyGraph(catalogue)
        if not graph.offers_complete:
            self._notice(OFFERS_LEFT_OUT)
        with self._sessions() as session:
            before = _load_node(session)
            if before is not None and self._is_there(session, before, catalogue):
                return
            change = difference(session, graph)
            node = self._load_properties(graph, change)
            if change.size <= ATOMIC and (before is None or before["state"] == "complete"):
                with session.begin_transaction() as transaction:
                    for step in change.steps():
                        step(transaction)
                    _set_load(transaction, node)
                    transaction.commit()
                return
            with session.begin_transaction() as transaction:
                marked = {"state": "unfinished", "loader": self._name, "started_at": self._started}
                _set_load(transaction, {**(dict(before) if before else {"id": LOAD_ID, "row": 0}), **marked})
                transaction.commit()
            self._in_batches(session, change)
            with session.begin_transaction() as transaction:
                _set_load(transaction, node)
                transaction.commit()

    def _is_there(self, session: neo4j.Session, before: dict[str, Any], catalogue: Catalogue) -> bool:
        """Return whether the database holds this very catalogue, and nothing of it was taken away."""
        same = (before["state"], before.get("digest"), before.get("version")) == (
            "complete",
            catalogue.digest,
            __version__,
        )
        return same and counted(session) == (before.get("nodes"), before.get("relationships"))

    def _in_batches(self, session: neo4j.Session, change: Change) -> None:
        """Write a large difference, each batch in a transaction; a batch too large for the server is halved."""
        for step in change.steps(BATCH):
            _patiently(session, step)

    def _load_properties(self, graph: PropertyGraph, change: Change) -> dict[str, object]:
        return {
            "id": LOAD_ID,
            "row": 0,
            "state": "complete",
            "digest": graph.catalogue.digest,
            "loaded_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "version": __version__,
            "engine": "neo4j",
            "nodes": change.nodes + 1,
            "relationships": change.relationships,
            "offers_complete": graph.offers_complete,
            **about_properties(graph.catalogue.about),
        }


Step = Callable[[neo4j.Transaction], object]


def _patiently(session: neo4j.Session, step: Step) -> None:
    """Run one batch; a deadlock or a busy server undid it whole, so that it may be run again."""
    for tried in range(_TRIES):
        transaction = session.begin_transaction()
        try:
            step(transaction)
        except TransientError:
            transaction.close()
            if tried == _TRIES - 1:
                raise
            time.sleep(0.5 * 2.0**tried)
            continue
        except BaseException:
            transaction.close()
            raise
        transaction.commit()  # not tried again: a commit whose answer is lost may have happened
        return


def _load_node(session: neo4j.Session) -> dict[str, Any] | None:
    found = session.run(f"MATCH (l:Load {{id: '{LOAD_ID}'}}) RETURN l AS load").single()
    if found is not None and "row" not in found["load"]:
        raise StoreError("the database holds a node Load that graphmodel did not write: load into another database")
    return dict(found["load"]) if found else None


def _set_load(transaction: neo4j.Transaction, properties: dict[str, object]) -> None:
    transaction.run(f"MERGE (l:Load {{id: '{LOAD_ID}'}}) SET l = $properties", properties=properties).consume()
