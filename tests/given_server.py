"""A Neo4j server that somebody else runs, for tests: ``GRAPHMODEL_TEST_NEO4J`` names its address.

Its whole database is emptied. User and password are those of NEO4J_USERNAME and NEO4J_PASSWORD.
"""

from __future__ import annotations

import os

import pytest

from tests.servers import Server

VARIABLE = "GRAPHMODEL_TEST_NEO4J"


class GivenServer(Server):
    """The server; it can be asked and emptied, and is neither started nor ended."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.username = os.environ.get("NEO4J_USERNAME", "neo4j")
        self.password = os.environ.get("NEO4J_PASSWORD", "")

    def start(self) -> None:
        """Leave it as it is."""

    def stop(self) -> None:
        pytest.skip(f"the server of {VARIABLE} is not the tests' to end")

    def kill(self) -> None:
        self.stop()

    def remove(self) -> None:
        """Leave it as it is."""

    def running(self) -> bool:
        return True

    def logs(self) -> str:
        return ""
