"""Places that hold one graph and answer Cypher.

Laws, tested on every store by one suite: ``write(c)`` then ``read() == c``; writing twice is writing once; a row
that left the catalogue leaves the graph; ``run`` never changes anything; a reader sees the old graph, the new one,
or a refusal that names the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from graphmodel.errors import StoreError, WrongKind
from graphmodel.values.table import Table
from graphmodel.words.messages import Message

if TYPE_CHECKING:
    from graphmodel.records.catalogue import Catalogue
    from graphmodel.records.schema import About

DEFAULT_URL = "graphmodel.duckdb"
NEO4J_SCHEMES = tuple(f"{scheme}{safety}" for scheme in ("neo4j", "bolt") for safety in ("", "+s", "+ssc"))


OFFERS_LEFT_OUT = Message(
    "OFFERED_BY would exceed 5 million rows: what relays offer of other systems' records is left out of the graph. "
    "Queries that need visibility answer for own records only; graphmodel reach and sees still answer in full.",
    "OFFERED_BY dépasserait 5 millions de lignes : ce que les relais offrent des dossiers d'autres systèmes n'est pas dans "
    "le graphe. Les questions de visibilité n'y répondent que pour les dossiers propres; graphmodel reach et sees répondent "
    "toujours en entier.",
)
TIMEOUT = 30.0
"""Seconds after which a query is cut off, unless told otherwise."""


@dataclass(frozen=True)
class Info:
    """What a store says of itself and of the graph it holds; ``about`` and what follows is None without one."""

    store: str
    engine: str
    state: str
    digest: str | None = None
    loaded_at: str | None = None
    version: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    offers_complete: bool = True
    about: About | None = None
    foreign: int = 0


class Store(Protocol):
    """One graph."""

    def write(self, catalogue: Catalogue) -> None:
        """Make the graph hold exactly this catalogue; StoreError leaves the graph as it was."""

    def read(self) -> Catalogue:
        """Return the catalogue that the graph holds; StoreError where there is none."""
        ...

    def run(self, cypher: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None) -> Table:
        """Answer one reading statement with up to ``limit`` rows, all of them where it is None.

        RefusedQuery, QueryTimeout or StoreError where it cannot.
        """
        ...

    def info(self) -> Info:
        """Return what is known of the graph, whether or not there is one."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


def _say_nothing(message: str) -> None:
    del message


def open_store(
    url: str | object = DEFAULT_URL,
    *,
    timeout: float = TIMEOUT,
    notice: Callable[[str], None] | None = None,
    password: str | None = None,
) -> Store:
    """Open ``duckdb:PATH``, a plain path, ``memory:``, a server by ``neo4j://`` or ``bolt://``, or a ``py2neo.Graph``.

    Nothing is created before something is written. ``timeout`` is in seconds; ``notice`` is told what an analyst
    should know of a load, such as what was left out. User, password and database of a server come from
    NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE; ``password`` stands before the environment's.

    Raises StoreError for an address of no store, and later, in what the store does, where it cannot be reached.

    >>> import graphmodel
    >>> with open_store("memory:") as store:
    ...     store.write(graphmodel.load("canada"))
    ...     store.run("MATCH (s:System) WHERE s.live RETURN count(*) AS systems").records()
    [{'systems': 351}]
    """
    from graphmodel.stores.duckdb import DuckdbStore

    tell = notice or _say_nothing
    if not isinstance(url, str):
        if hasattr(url, "__fspath__"):
            return DuckdbStore(str(url), timeout=timeout, notice=tell)
        return _open_py2neo(url, timeout, tell)
    if not url:
        raise StoreError("the store has an empty name: name a path, memory: or a server, or leave --store out")
    scheme, colon, rest = url.partition(":")
    if url == "memory:":
        return DuckdbStore(None, timeout=timeout, notice=tell)
    if scheme == "duckdb" and colon:
        return DuckdbStore(rest or DEFAULT_URL, timeout=timeout, notice=tell)
    if scheme in NEO4J_SCHEMES:
        return _open_neo4j(url, password, timeout, tell)
    if "://" in url:
        known = ", ".join(f"{name}://" for name in NEO4J_SCHEMES)
        raise StoreError(f"no store for {scheme}://: use a path, duckdb:PATH, memory: or {known}")
    return DuckdbStore(url, timeout=timeout, notice=tell)


def _open_neo4j(url: str, password: str | None, timeout: float, notice: Callable[[str], None]) -> Store:
    from graphmodel.stores.neo4j import Neo4jStore
    from graphmodel.stores.neo4j_driver import Address, DriverServer

    address = Address.of(url, password)
    if address.in_clear:
        notice(
            Message(
                f"{address.url}: the password and all records go there in clear; write {address.safe_url} if the server "
                "takes it",
                f"{address.url} : le mot de passe et tous les dossiers y vont en clair; écrivez {address.safe_url} si le "
                "serveur l'accepte",
            )
        )
    return Neo4jStore(DriverServer(address, patience=timeout), timeout=timeout, notice=notice)


def _open_py2neo(graph: object, timeout: float, notice: Callable[[str], None]) -> Store:
    if not type(graph).__module__.startswith("py2neo"):
        wanted = Message("an address, a path or a py2neo.Graph", "une adresse, un chemin ou un py2neo.Graph")
        raise WrongKind("open_store()", "url", graph, wanted)
    from graphmodel.stores.neo4j import Neo4jStore
    from graphmodel.stores.py2neo import GraphServer

    return Neo4jStore(GraphServer(graph), timeout=timeout, notice=notice)
