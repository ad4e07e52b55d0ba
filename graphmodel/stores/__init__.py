"""Places that hold one graph and answer Cypher.

Laws, tested on every store by one suite: ``write(c)`` then ``read() == c``; writing twice is writing once; a row
that left the catalogue leaves the graph; ``run`` never changes anything; a reader sees the old graph, the new one,
or a refusal that names the remedy.
"""

from __future__ import annotations

from collections.abc import Callable

from graphmodel.errors import StoreError, WrongKind
from graphmodel.stores.protocol import DEFAULT_URL, NEO4J_SCHEMES, OFFERS_LEFT_OUT, TIMEOUT, Info, Store
from graphmodel.words.messages import Message

__all__ = ["DEFAULT_URL", "NEO4J_SCHEMES", "OFFERS_LEFT_OUT", "TIMEOUT", "Info", "Store", "open_store"]


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
    [{'systems': 392}]
    """
    from graphmodel.stores.duckdb import DuckdbStore

    tell = notice or _say_nothing
    if not isinstance(url, str):
        if hasattr(url, "__fspath__"):
            return DuckdbStore(str(url), timeout=timeout, notice=tell)
        return _open_py2neo(url, timeout, tell)
    if not url:
        raise StoreError(Message("the store has an empty name: name a path, memory: or a server, or leave --store out"))
    scheme, colon, rest = url.partition(":")
    if url == "memory:":
        return DuckdbStore(None, timeout=timeout, notice=tell)
    if scheme == "duckdb" and colon:
        return DuckdbStore(rest or DEFAULT_URL, timeout=timeout, notice=tell)
    if scheme in NEO4J_SCHEMES:
        return _open_neo4j(url, password, timeout, tell)
    if "://" in url:
        known = ", ".join(f"{name}://" for name in NEO4J_SCHEMES)
        raise StoreError(
            Message("no store for {scheme}://: use a path, duckdb:PATH, memory: or {known}", scheme=scheme, known=known)
        )
    return DuckdbStore(url, timeout=timeout, notice=tell)


def _open_neo4j(url: str, password: str | None, timeout: float, notice: Callable[[str], None]) -> Store:
    from graphmodel.stores.neo4j import Neo4jStore
    from graphmodel.stores.neo4j_driver import Address, DriverServer

    address = Address.of(url, password)
    if address.in_clear:
        notice(
            Message(
                "{url}: the password and all records go there in clear; write {safe_url} if the server takes it",
                url=address.url,
                safe_url=address.safe_url,
            )
        )
    return Neo4jStore(DriverServer(address, patience=timeout), timeout=timeout, notice=notice)


def _open_py2neo(graph: object, timeout: float, notice: Callable[[str], None]) -> Store:
    if not type(graph).__module__.startswith("py2neo"):
        wanted = Message("an address, a path or a py2neo.Graph")
        raise WrongKind("open_store()", "url", graph, wanted)
    from graphmodel.stores.neo4j import Neo4jStore
    from graphmodel.stores.py2neo import GraphServer

    return Neo4jStore(GraphServer(graph), timeout=timeout, notice=notice)
