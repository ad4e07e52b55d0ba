"""What tests put between the loader and a real server: faults at chosen statements, a line that can be cut, counts."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Self
from urllib.parse import urlsplit

from graphmodel.stores.neo4j import Neo4jStore
from graphmodel.stores.neo4j_driver import Address, DriverServer
from graphmodel.stores.server import OURS, ServerAnswer, Transaction
from tests.servers import Server
from tests.stores import frozen

Check = Callable[[str], None]
"""Told of every statement before it is sent, and of COMMIT; what it raises is the fault."""
COUNTS = ("nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted")


def ask(server: Server, text: str, **values: object) -> Counter[tuple[object, ...]]:
    """Run any statement as the administrator would, and return its rows."""
    with server.driver() as driver, driver.session() as session:
        return Counter(frozen(tuple(row)) for row in session.run(text, values).values())


def foreign(server: Server) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """Return every node and relationship that graphmodel did not write, with all they hold."""
    nodes = f"MATCH (n) WHERE n.{OURS} IS NULL AND NOT n:GraphmodelLock"
    relationships = f"MATCH (a)-[r]->(b) WHERE r.{OURS} IS NULL"
    return (
        ask(server, f"{nodes} UNWIND keys(n) + [null] AS k RETURN elementId(n), labels(n), k, n[k]"),
        ask(server, f"{relationships} UNWIND keys(r) + [null] AS k RETURN elementId(r), a.id, type(r), b.id, k, r[k]"),
    )


def everything(server: Server) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """Return every node and relationship there is, but for the lock of loads."""
    return (
        ask(server, "MATCH (n) WHERE NOT n:GraphmodelLock UNWIND keys(n) AS k RETURN elementId(n), labels(n), k, n[k]"),
        ask(server, "MATCH ()-[r]->() UNWIND keys(r) AS k RETURN elementId(r), type(r), k, r[k]"),
    )


class Watched:
    """A Server of the official driver whose every statement is shown to a check first."""

    def __init__(self, uri: str, check: Check) -> None:
        self._server = DriverServer(Address.of(uri))
        self._check = check

    def __getattr__(self, name: str) -> object:
        return getattr(self._server, name)

    def begin(self, timeout: float | None = None) -> Transaction:
        return WatchedTransaction(self._server.begin(timeout), self._check)

    def run(self, text: str, values: Mapping[str, object] | None = None) -> ServerAnswer:
        self._check(text)
        return self._server.run(text, values)


class WatchedTransaction:
    """One transaction of it."""

    def __init__(self, transaction: Transaction, check: Check) -> None:
        self._transaction = transaction
        self._check = check

    def run(self, text: str, values: Mapping[str, object] | None = None, limit: int | None = None) -> ServerAnswer:
        self._check(text)
        return self._transaction.run(text, values, limit)

    def commit(self) -> None:
        self._check("COMMIT")
        self._transaction.commit()

    def close(self) -> None:
        self._transaction.close()


def watched(uri: str, check: Check, notices: list[str] | None = None) -> Neo4jStore:
    """Open a store that shows every statement of a load to a check first."""
    notice = (notices if notices is not None else []).append
    return Neo4jStore(Watched(uri, check), timeout=30, notice=notice)  # type: ignore[arg-type]


class Times:
    """A check that raises a fault when it is told of a statement for the given times, counted from 1."""

    def __init__(self, fault: Callable[[], BaseException], *at: int, about: str = "") -> None:
        self._fault, self._at, self._about = fault, at, about
        self.told = 0

    def __call__(self, text: str) -> None:
        if self._about in text:
            self.told += 1
            if self.told in self._at:
                raise self._fault()


class Line:
    """A line to a server that can be cut: every connection through it breaks, new ones may follow."""

    def __init__(self, uri: str) -> None:
        address = urlsplit(uri)
        self._address = (address.hostname, address.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.uri = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(self._address)
                self._open += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_forward, args=pair, daemon=True).start()

    def cut(self) -> None:
        """Break every connection."""
        for item in self._open:
            with contextlib.suppress(OSError):
                item.shutdown(socket.SHUT_RDWR)
            item.close()
        self._open.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()


def _forward(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
