"""The fixtures of a Neo4j server: one for the whole session, started at the first test that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import servers
from tests.servers import Server


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A running server; a test wipes it before use and may restart or kill it, but leaves it running."""
    with servers.neo4j_server() as server:
        yield server


@pytest.fixture
def neo4j_uri(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database; the environment holds the name and the password for it."""
    neo4j_server.start()
    neo4j_server.wipe()
    for name in ("NEO4J_USER", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.setenv(name, neo4j_server.environment[name])
    return neo4j_server.uri
