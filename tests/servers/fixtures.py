"""The fixtures of a Neo4j server: an empty database of the session's server."""

from __future__ import annotations

import pytest

from tests.servers import Server


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
