"""Texts that keep a server busy, and a server that says nothing: our own deadline ends the wait, and says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from graphmodel.errors import QueryTimeout
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store, open_store
from tests import servers
from tests.commands import spawn
from tests.servers import Server

pytestmark = pytest.mark.rotates("a server in trouble")

T = TypeVar("T")
BUSY = {
    "scalar loop": "RETURN reduce(t = 0, x IN range(1, 2000000000) | t + x) AS x",
    "rows that are counted": "UNWIND range(1, 2000000000) AS x RETURN count(*) AS x",
    "list": "RETURN size([x IN range(1, 2000000000) WHERE x % 7 = 3]) AS x",
    "parentheses": "RETURN " + "(" * 3_000 + "1" + ")" * 3_000 + " AS x",
    "exists": "MATCH (a) WHERE " + "EXISTS { MATCH (a) WHERE " * 60 + "true" + " }" * 60 + " RETURN count(*) AS x",
    "lists of lists": "RETURN " + "[" * 500 + "]" * 500 + " AS x",
    "long walks": "MATCH p = (a)-[*1..12]-(b) RETURN count(p) AS x",
}
"""Each keeps a server busy for more than a second, the first of them whatever time-out it was given."""


@pytest.fixture(scope="module")
def server(canada: Catalogue) -> Iterator[Server]:
    """A server of its own, that may be stopped and swamped, and holds Canada."""
    with servers.neo4j_server(settings={"dbms.memory.transaction.total.max": "256m"}) as started:
        with open_store(started.uri, password=started.password) as store:
            store.write(canada)
        yield started


@pytest.fixture(scope="module")
def store(server: Server) -> Iterator[Store]:
    """Its store, which waits for a second."""
    with open_store(server.uri, password=server.password, timeout=1) as opened:
        yield opened


@pytest.mark.rotates("a server in trouble")
def test_a_server_that_is_held_is_given_up_and_asked_again(server: Server, store: Store) -> None:
    assert store.run("RETURN 1 AS x").rows == ((1,),)
    with server.held(), pytest.raises(QueryTimeout):
        store.run("RETURN 1 AS x")
    assert answered(lambda: store.run("RETURN 2 AS x")).rows == ((2,),)
    with server.held(), pytest.raises(QueryTimeout):
        store.info()
    assert answered(store.info).state == "complete"


def answered(ask: Callable[[], T], patience: float = 60.0) -> T:
    """Return the answer of a server that was let go, which may need a while to come to itself."""
    end = time.monotonic() + patience
    while True:
        try:
            return ask()
        except QueryTimeout:
            if time.monotonic() > end:
                raise


def test_the_command_ends_although_the_server_does_not(server: Server) -> None:
    ended = spawn(
        *("--store", server.uri, "cypher", BUSY["scalar loop"], "--timeout", "1"), NEO4J_PASSWORD=server.password
    )
    assert ended.code == 1
    assert ended.err.strip().endswith("--timeout")


@pytest.mark.rotates("a server in trouble")
@pytest.mark.parametrize("name", BUSY)
def test_a_busy_server_is_waited_for_no_longer_than_was_said(store: Store, name: str) -> None:
    with pytest.raises(QueryTimeout, match="after 1 seconds"):
        store.run(BUSY[name])
    assert store.run("RETURN 1 AS x").rows == ((1,),)
