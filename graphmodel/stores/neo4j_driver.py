"""The official driver as a ``Server``: routing, bookmarks from the load to the reads, access mode READ."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import islice
from typing import Any, Self, TypeVar, cast
from urllib.parse import urlsplit

import neo4j
from neo4j import graph
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError

from graphmodel.errors import GraphmodelError, StoreError
from graphmodel.stores.neo4j_errors import translated
from graphmodel.stores.server import Interrupt, RawNode, RawPath, RawRelationship, ServerAnswer, Transaction
from graphmodel.words.messages import Message

T = TypeVar("T")
PATIENCE = 15.0
"""Seconds to wait for a connection, and for a passing fault to pass while reading."""
_FAR = 5.0
"""Seconds that a connection may take, however short the questions."""
# What goes wrong is said once, by our errors, and not on stderr as well.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Address:
    """Where a server is and who asks; the password is never shown."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    database: str | None = None

    @classmethod
    def of(cls, url: str, password: str | None = None) -> Self:
        """Return the address of a URL with what the environment says; a password in a URL is refused."""
        try:
            parts = urlsplit(url)
        except ValueError:
            raise StoreError(
                Message("the address of the server cannot be read: write neo4j://HOST or bolt://HOST:PORT")
            ) from None
        if parts.password is not None or "@" in f"{parts.path}{parts.query}{parts.fragment}":
            raise StoreError(
                Message("a password does not belong in an address: set NEO4J_PASSWORD, or use --password-prompt")
            )
        try:
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            raise StoreError(
                Message(
                    "{scheme}://{hostname}: the port is no number below 65536",
                    scheme=parts.scheme,
                    hostname=parts.hostname,
                )
            ) from None
        env = os.environ
        host = parts.hostname or "localhost"
        return cls(
            f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}",
            parts.username or env.get("NEO4J_USERNAME") or env.get("NEO4J_USER") or "neo4j",
            password if password is not None else env.get("NEO4J_PASSWORD", ""),
            parts.path.strip("/") or env.get("NEO4J_DATABASE") or None,
        )

    @property
    def in_clear(self) -> bool:
        """Return whether the password leaves this machine unencrypted."""
        parts = urlsplit(self.url)
        return bool(self.password) and "+" not in parts.scheme and not _is_here(parts.hostname or "")

    @property
    def safe_url(self) -> str:
        """Return the same address, encrypted."""
        scheme, colon, rest = self.url.partition(":")
        return f"{scheme}+s{colon}{rest}"


def _is_here(host: str) -> bool:
    """Return whether a host is this machine, by its name or number alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class DriverTransaction:
    """One transaction of the driver's, and the session it is in where it is ours to close."""

    def __init__(self, transaction: Any, session: neo4j.Session | None = None) -> None:
        self._transaction = transaction
        self._session = session

    def run(self, text: str, values: Mapping[str, object] | None = None, limit: int | None = None) -> ServerAnswer:
        """Run one statement and fetch its rows, or the first of them."""
        return _answer(self._transaction.run(text, dict(values or {})), limit)

    def commit(self) -> None:
        """Make it so; a server that is being shut down says yes without a bookmark, and has written nothing."""
        bookmark = self._transaction.commit()
        self.close()
        if bookmark is None:
            raise SessionExpired(Message("the server was shut down before it wrote what was committed"))

    def close(self) -> None:
        """Undo what was not committed."""
        self._transaction.close()
        if self._session is not None:
            self._session.close()


class DriverServer:
    """One database of a server, a cluster or Aura, by the official driver."""

    key_function = "elementId"

    def __init__(self, address: Address, patience: float = PATIENCE) -> None:
        """Connect, within ``patience`` seconds, but for at least as long as a far server takes."""
        patience = min(max(patience, _FAR), PATIENCE)
        self._address = address
        # One bookmark manager for every session: what this process loaded, its reads see, on whichever server.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        package: Any = neo4j.GraphDatabase
        self._driver: Any = package.driver(
            address.url,
            auth=(address.username, address.password) if address.password else None,
            user_agent="graphmodel",
            notifications_min_severity="OFF",
            connection_timeout=min(patience, 10.0),
            connection_acquisition_timeout=patience,
            max_transaction_retry_time=PATIENCE,
        )
        try:
            self._driver.verify_connectivity()
            agent = str(self._driver.get_server_info().agent)
        except (Neo4jError, DriverError, ValueError) as error:
            self._driver.close()
            raise translated(error, address.url) from error
        digits = agent.rpartition("/")[2].split("-")[0].split(".")
        self.version = tuple(int(part) for part in digits if part.isdigit())

    @property
    def name(self) -> str:
        """Return the address, without credentials."""
        return f"{self._address.url}{f'/{self._address.database}' if self._address.database else ''}"

    def _session(self, access: str) -> neo4j.Session:
        session: neo4j.Session = self._driver.session(
            database=self._address.database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            fetch_size=20_000,
        )
        return session

    def reading(
        self, work: Callable[[Transaction], T], timeout: float | None = None, interrupt: Interrupt | None = None
    ) -> T:
        """Return what ``work`` makes of a transaction that can only read; tried again after a passing fault."""
        interrupt = interrupt or Interrupt()

        @neo4j.unit_of_work(timeout=timeout)
        def read(transaction: neo4j.ManagedTransaction) -> T:
            interrupt.ends(lambda: _cut(session))
            try:
                return work(DriverTransaction(transaction))
            except TransientError as error:
                if self.full(error):  # the same again would be in vain
                    raise translated(error, self.name) from error
                raise

        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(read)

    def begin(self, timeout: float | None = None) -> Transaction:
        """Begin a transaction that may write; ``timeout`` in seconds, 0 for none at all."""
        session = self._session(neo4j.WRITE_ACCESS)
        try:
            return DriverTransaction(session.begin_transaction(timeout=timeout), session)
        except BaseException:
            session.close()
            raise

    def run(self, text: str, values: Mapping[str, object] | None = None) -> ServerAnswer:
        """Run one statement in a transaction of its own."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return _answer(session.run(cast("Any", text), dict(values or {})), None)

    def plain(self, value: Any) -> Any:
        """Return a node, relationship or path of the driver's in plain form, anything else as it is."""
        if isinstance(value, graph.Node):
            return RawNode(value.element_id, value.labels, dict(value.items()) if value.labels or len(value) else None)
        if isinstance(value, graph.Relationship):
            start, end = (self.plain(node) for node in value.nodes)
            return RawRelationship(value.type, start, end, dict(value.items()))
        if isinstance(value, graph.Path):
            nodes, relationships = (tuple(map(self.plain, items)) for items in (value.nodes, value.relationships))
            return RawPath(nodes, relationships)
        return value

    def passing(self, error: Exception) -> bool:
        """Return whether a fault may be gone when the same is tried again."""
        return isinstance(error, ServiceUnavailable | SessionExpired | TransientError) and not self.full(error)

    def full(self, error: Exception) -> bool:
        """Return whether the server had no memory for a transaction of this size."""
        return "MemoryPool" in str(getattr(error, "code", ""))

    def undone(self, error: Exception) -> bool:
        """Return whether a fault has surely undone its whole transaction."""
        return isinstance(error, TransientError)

    def translated(self, error: Exception, timeout: float | None = None) -> GraphmodelError | None:
        """Return our error for one of the driver's, None for one that is none of its own."""
        return translated(error, self.name, timeout) if isinstance(error, Neo4jError | DriverError) else None

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()


def _cut(session: neo4j.Session) -> None:
    """Close the line of a session that waits in another thread.

    Only the driver's asynchronous sessions can be ended by a call, so this reaches for the socket; where a later
    driver keeps it elsewhere, the thread waits on by itself and nobody waits for it.
    """
    with contextlib.suppress(Exception):
        cast("Any", session)._connection.socket.close()  # noqa: SLF001


def _answer(result: neo4j.Result, limit: int | None) -> ServerAnswer:
    columns: Any = result.keys()
    if columns is None:  # what a server that is being shut down did not carry out
        raise SessionExpired(Message("the server was shut down before it answered"))
    rows = [record.values() for record in (result if limit is None else islice(result, limit))]
    cut = limit is not None and result.peek() is not None
    result.consume()
    return ServerAnswer(tuple(columns), rows, cut)
