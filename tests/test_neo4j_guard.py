"""Read-only means it: the guard refuses before anything is sent, and the server refuses what a guard would let by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphmodel.errors import GraphmodelError, RefusedQuery, StoreError
from graphmodel.stores import Store, neo4j, open_store
from graphmodel.stores.neo4j_driver import Address, DriverServer
from tests.neo4j_spies import everything
from tests.servers import Server
from tests.stores import emptied, opening
from tests.test_stores import LEAVING, REFUSED, SMALL

WRITING = (
    "CREATE (:Agency {id: 'x'})",
    "MERGE (s:System {id: 's-one'}) SET s.name = 'x'",
    "MATCH (s:System) SET s.name = 'x' RETURN s.id AS id",
    "MATCH (s:System) REMOVE s.name",
    "MATCH (s:System) DETACH DELETE s",
    "MATCH ()-[f:FEEDS]->() DELETE f",
    "MATCH (s:System) FOREACH (x IN [1] | SET s.name = 'x')",
    "MATCH (s:System) CALL (s) { SET s.name = 'x' } RETURN s.id AS id",
    "CREATE INDEX x FOR (s:System) ON (s.name)",
    "DROP CONSTRAINT graphmodel_system_id",
    "CALL db.createLabel('X')",
    "CREATE USER x SET PASSWORD 'only-for-tests'",
)
"""What the server is sent once the guard is made to let it by."""


@pytest.fixture(scope="module")
def server(neo4j_server: Server) -> Server:
    """A server that holds a small graph."""
    with emptied(neo4j_server)() as store:
        store.write(SMALL.add(*LEAVING))
    return neo4j_server


@pytest.fixture(scope="module")
def store(server: Server) -> Iterator[Store]:
    """Its store."""
    with opening(server)() as opened:
        yield opened


class Deaf:
    """A server that must not be asked anything."""

    name, version, key_function = "bolt://deaf", (5, 26), "elementId"

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} was called")


@pytest.mark.parametrize("text", REFUSED)
def test_a_hostile_text_is_refused_before_it_is_sent(text: str) -> None:
    asked = neo4j.Neo4jStore(Deaf(), timeout=1, notice=print)  # type: ignore[arg-type]
    with pytest.raises(RefusedQuery):
        asked.run(text)


def test_hostile_texts_leave_the_server_as_it_was(store: Store, server: Server) -> None:
    there = everything(server)
    for text in REFUSED:
        with pytest.raises(RefusedQuery):
            store.run(text)
    assert everything(server) == there


@pytest.mark.parametrize("text", WRITING)
def test_the_server_refuses_what_the_guard_lets_by(
    store: Store, server: Server, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j, "ensure_read_only", str)
    there = everything(server)
    with pytest.raises(GraphmodelError, match=r"the server refuses to write while reading|does not allow this user"):
        store.run(text)
    assert everything(server) == there


@pytest.mark.parametrize("text", WRITING[:6])
def test_the_server_refuses_it_of_py2neo_too(
    server: Server, py2neo_graph: object, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j, "ensure_read_only", str)
    there = everything(server)
    with open_store(py2neo_graph) as store, pytest.raises(StoreError):
        store.run(text)
    assert everything(server) == there


def test_access_mode_and_nothing_else_makes_the_difference(server: Server) -> None:
    """The same statement, in a transaction that may write, is done: the refusals above are not of another cause."""
    driver = DriverServer(Address.of(server.uri, server.password))
    transaction = driver.begin()
    assert transaction.run(WRITING[2]).rows
    transaction.close()
    driver.close()
