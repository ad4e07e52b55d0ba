"""The stores that one contract suite is run on, and what the suite looks at: everything a graph holds, as values."""

from __future__ import annotations

import importlib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graphmodel.graph.model import node_types, relationship_types
from graphmodel.stores import Store, open_store
from tests.rotation import ALL, either, name_run
from tests.servers import Server

Opening = Callable[..., Store]
"""Opens a handle on one store; takes the keywords of ``open_store``."""


def _file(request: pytest.FixtureRequest, folder: Path) -> Opening:
    del request
    return partial(open_store, str(folder / "graph.duckdb"))


def _memory(request: pytest.FixtureRequest, folder: Path) -> Opening:
    del request, folder
    return partial(open_store, "memory:")


def _neo4j(request: pytest.FixtureRequest, folder: Path) -> Opening:
    del folder
    server: Server = request.getfixturevalue("neo4j_server")
    return emptied(server)


def _py2neo(request: pytest.FixtureRequest, folder: Path) -> Opening:
    _neo4j(request, folder)
    return partial(open_store, request.getfixturevalue("py2neo_graph"))


MAKERS: dict[str, Callable[[pytest.FixtureRequest, Path], Opening]] = {
    "duckdb": _file,
    "memory": _memory,
    "neo4j": _neo4j,
    "py2neo": _py2neo,
}
"""By name: how to come by an empty store, given an empty folder."""
ON_A_SERVER = ("neo4j", "py2neo")
_SPOKEN = ON_A_SERVER if name_run() == ALL else (either(*ON_A_SERVER),)
RUN = [name for name in MAKERS if name not in ON_A_SERVER or name in _SPOKEN]
"""Those of this run: a server is spoken to by one of its two drivers."""
SHARED = ("duckdb", "neo4j")
"""The stores that a second handle, opened the same way, looks into as well."""


def in_turns(names: Iterable[str]) -> list[object]:
    """Return stores as parameters of which those on a server take turns: a share of their tests runs each time."""
    turns = pytest.mark.rotates("stores on a server")
    return [pytest.param(name, marks=turns if name in ON_A_SERVER else ()) for name in names]


_WHEN = "loaded_at"
Content = dict[str, Counter[tuple[object, ...]]]


def emptied(server: Server) -> Opening:
    """Return how to open the store of a server that holds no node any more; its constraints stay, to save time."""
    server.start()
    with server.driver() as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    return opening(server)


def opening(server: Server) -> Opening:
    """Return how to open the store of a server, as it is."""
    return partial(open_store, server.uri, password=server.password)


def graph_of_py2neo(server: Server) -> Any:
    """Return a graph of py2neo's; the package's own insides warn of what Python will drop."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("py2neo").Graph(server.uri, auth=(server.username, server.password))


def graph_content(store: Store) -> Content:
    """Return every node and relationship with all properties, but for the time of the load, by label and type."""
    made: Content = {}
    for label, kind in node_types().items():
        names = [item.name for item in kind.properties if item.name != _WHEN]
        made[label] = _rows(store, f"(n:{label})", [f"n.{name}" for name in names])
    for name, kind in relationship_types().items():
        for start, end in kind.ends:
            wanted = ["a.id", "b.id", *(f"n.{item.name}" for item in kind.properties)]
            made[f"{start} {name} {end}"] = _rows(store, f"(a:{start})-[n:{name}]->(b:{end})", wanted)
    return made


def _rows(store: Store, pattern: str, wanted: list[str]) -> Counter[tuple[object, ...]]:
    columns = ", ".join(f"{value} AS c{number}" for number, value in enumerate(wanted))
    return Counter(frozen(row) for row in store.run(f"MATCH {pattern} RETURN {columns}").rows)


def frozen(row: tuple[object, ...]) -> tuple[object, ...]:
    """Return a row that can be a member of a set: lists become tuples."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)


def ids(store: Store, label: str) -> set[str]:
    """Return the ids of one label's nodes."""
    return {str(row[0]) for row in store.run(f"MATCH (n:{label}) RETURN n.id AS id").rows}
