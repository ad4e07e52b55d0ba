"""The office store: a graph on a Neo4j server, by the official driver.

Reads go with access mode READ, so that the server refuses writes, and pass our own guard first, since READ still
lets ``LOAD CSV`` reach the server's files. What a load writes and how is ``stores.neo4j_load``'s business.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.graph.model import LOAD_ID, about_of, node_types, relationship_types
from graphmodel.queries.guard import ensure_read_only
from graphmodel.stores import Info
from graphmodel.stores.neo4j_errors import translated
from graphmodel.stores.neo4j_values import table_of
from graphmodel.values import Table

if TYPE_CHECKING:
    from graphmodel.catalogue import Catalogue

LOWEST = (5, 26)
"""The lowest version of Neo4j that is supported: the long-term release."""
T = TypeVar("T")
OURS = "row"
"""The property that marks what graphmodel wrote: the digest of a node's or relationship's content."""
_STATE = f"MATCH (l:Load {{id: '{LOAD_ID}'}}) WHERE l.{OURS} IS NOT NULL RETURN l AS load"


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
        parts = urlsplit(url)
        if parts.password is not None:
            raise StoreError("a password does not belong in an address: set NEO4J_PASSWORD, or use --password-prompt")
        env = os.environ
        host = parts.hostname or "localhost"
        port = f":{parts.port}" if parts.port else ""
        return cls(
            f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}",
            parts.username or env.get("NEO4J_USERNAME") or env.get("NEO4J_USER") or "neo4j",
            password if password is not None else env.get("NEO4J_PASSWORD", ""),
            parts.path.strip("/") or env.get("NEO4J_DATABASE") or None,
        )

    @property
    def auth(self) -> tuple[str, str] | None:
        """Return user and password, or None where no password is known."""
        return (self.username, self.password) if self.password else None


class Neo4jStore:
    """A graph in one database of a Neo4j server."""

    binds_literally = False

    def __init__(self, address: Address, *, timeout: float, notice: Callable[[str], None]) -> None:
        self._address = address
        self._timeout = timeout
        self._notice = notice
        # One bookmark manager for every session: what this process loaded, its reads see, on whichever server.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            database: Any = neo4j.GraphDatabase
            self._driver: Any = database.driver(
                address.url,
                auth=address.auth,
                user_agent="graphmodel",
                notifications_min_severity="OFF",
                connection_timeout=10.0,
            )
            self._version = self._checked()
        except (Neo4jError, DriverError, ValueError) as error:
            raise translated(error, address.url) from error

    def _checked(self) -> tuple[int, ...]:
        """Return the server's version; StoreError where it is too old."""
        self._driver.verify_connectivity()
        agent = str(self._driver.get_server_info().agent)
        digits = agent.rpartition("/")[2].split("-")[0].split(".")
        version = tuple(int(part) for part in digits if part.isdigit())
        if version < LOWEST:
            lowest = ".".join(map(str, LOWEST))
            raise StoreError(f"{self._address.url} is {agent}: graphmodel needs Neo4j {lowest} or newer")
        return version

    def _session(self, *, writes: bool = False) -> neo4j.Session:
        session: neo4j.Session = self._driver.session(
            database=self._address.database,
            default_access_mode=neo4j.WRITE_ACCESS if writes else neo4j.READ_ACCESS,
            bookmark_manager=self._bookmarks,
            fetch_size=20_000,
        )
        return session

    def write(self, catalogue: Catalogue) -> None:
        """Make the database hold exactly this catalogue, beside whatever others wrote there."""
        from graphmodel.stores.neo4j_load import Loading

        try:
            Loading(lambda: self._session(writes=True), self._notice).load(catalogue)
        except (Neo4jError, DriverError) as error:
            raise translated(error, self._address.url) from error

    def read(self) -> Catalogue:
        """Return the catalogue that the database holds."""
        from graphmodel.graph.restore import restore
        from graphmodel.stores.neo4j_read import nodes_of, relationships_of

        def everything(transaction: neo4j.ManagedTransaction) -> Catalogue:
            load = self._complete(transaction)
            nodes = {label: nodes_of(transaction, kind) for label, kind in node_types().items() if label != "Load"}
            kinds = [kind for name, kind in relationship_types().items() if name != "OFFERED_BY"]
            relationships = [item for kind in kinds for item in relationships_of(transaction, kind)]
            self._unchanged(transaction, load)
            return restore(nodes, relationships, about_of(load))

        return self._reading(everything, timeout=None)

    def run(self, cypher: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None) -> Table:
        """Answer one reading statement."""
        ensure_read_only(cypher)

        def answer(transaction: neo4j.ManagedTransaction) -> Table:
            load = self._complete(transaction)
            table = table_of(transaction.run(cast("Any", cypher), dict(parameters or {})), transaction, limit)
            self._unchanged(transaction, load)
            return table

        return self._reading(answer, timeout=self._timeout)

    def _reading(self, work: Callable[[neo4j.ManagedTransaction], T], timeout: float | None) -> T:
        try:
            with self._session() as session:
                return session.execute_read(neo4j.unit_of_work(timeout=timeout)(work))
        except (Neo4jError, DriverError) as error:
            raise translated(error, self._address.url, timeout) from error

    def _load(self, transaction: neo4j.ManagedTransaction) -> Mapping[str, Any] | None:
        found = transaction.run(_STATE).single()
        return None if found is None else cast("Mapping[str, Any]", dict(found["load"]))

    def _complete(self, transaction: neo4j.ManagedTransaction) -> Mapping[str, Any]:
        """Return the Load node; StoreError where there is no graph, or only half of one."""
        load = self._load(transaction)
        if load is None:
            raise StoreError(f"there is no graph in {self._address.url} yet: run graphmodel load SOURCE")
        if load["state"] != "complete":
            raise StoreError(
                f"a load into {self._address.url}, begun by {load.get('loader')} at {load.get('started_at')}, is not "
                "finished: wait for it, or run graphmodel load again to finish it"
            )
        return load

    def _unchanged(self, transaction: neo4j.ManagedTransaction, before: Mapping[str, Any]) -> None:
        """Refuse an answer that a load may have changed while it was read: each statement sees what is committed."""
        if self._load(transaction) != before:
            raise StoreError("a load changed the graph while this was answered: ask again")

    def info(self) -> Info:
        """Return what is known of the graph, and how much in the database is not graphmodel's."""

        def known(transaction: neo4j.ManagedTransaction) -> Info:
            load = self._load(transaction)
            engine = f"neo4j {'.'.join(map(str, self._version))}"
            if load is None:
                return Info(self._name, engine, "empty")
            counts: dict[str, int] = {}
            foreign = 0
            for label in node_types():
                if label != "Load":
                    ours, all = _counted(transaction, f"(n:{label})")
                    counts[label], foreign = ours, foreign + all - ours
            for name in relationship_types():
                ours, all = _counted(transaction, f"()-[n:{name}]->()")
                counts[name], foreign = ours, foreign + all - ours
            fields = (load.get(name) for name in ("state", "digest", "loaded_at", "version"))
            state, digest, loaded_at, version = fields
            complete = bool(load.get("offers_complete"))
            about = about_of(load)
            return Info(
                self._name, engine, str(state), digest, loaded_at, version, counts, complete, about, foreign=foreign
            )

        return self._reading(known, timeout=None)

    @property
    def _name(self) -> str:
        return f"{self._address.url}{f'/{self._address.database}' if self._address.database else ''}"

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _counted(transaction: neo4j.ManagedTransaction, pattern: str) -> tuple[int, int]:
    text = f"MATCH {pattern} RETURN count(n.{OURS}) AS ours, count(*) AS everything"
    found = transaction.run(cast("Any", text)).single(strict=True)
    return int(found["ours"]), int(found["everything"])
