"""What every kind of server can do, whichever way it was started."""

from __future__ import annotations

import abc
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import neo4j

USERNAME, PASSWORD = "neo4j", "only-for-tests"
PATIENCE = 120.0


class Unavailable(Exception):
    """There is no such server here; the message says what is missing."""


class Server(abc.ABC):
    """A Neo4j Community server: one database, with which a test may do what it likes."""

    username = USERNAME
    password = PASSWORD
    uri: str

    @abc.abstractmethod
    def start(self) -> None:
        """Start the server on the address and the data it had; one that runs goes on."""

    @abc.abstractmethod
    def stop(self) -> None:
        """Let the server close its databases and end; one that ended goes on being ended."""

    @abc.abstractmethod
    def kill(self) -> None:
        """End the server at once, as a power cut would."""

    @abc.abstractmethod
    def remove(self) -> None:
        """End the server and delete its data."""

    @abc.abstractmethod
    def running(self) -> bool:
        """Return whether the server's process is there."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the server meanwhile, so that it says nothing."""
        self.hold()
        try:
            yield
        finally:
            self.let_go()

    @abc.abstractmethod
    def hold(self) -> None:
        """Let the server stand still, with its connections."""

    @abc.abstractmethod
    def let_go(self) -> None:
        """Let a server go on that stands still."""

    @abc.abstractmethod
    def logs(self) -> str:
        """Return what the server has said so far."""

    def restart(self) -> None:
        """Stop the server, unless it was killed, and start it again: same address, same data."""
        self.stop()
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables by which graphmodel finds the server, for a child process."""
        return {"GRAPHMODEL_STORE": self.uri, "NEO4J_USERNAME": self.username, "NEO4J_PASSWORD": self.password}

    @cached_property
    def version(self) -> str:
        """The server's version, such as 5.26.30."""
        with self.driver() as driver:
            return str(driver.execute_query("CALL dbms.components() YIELD versions").records[0]["versions"][0])

    def driver(self) -> neo4j.Driver:
        """Return a new connection of the official driver; the caller closes it."""
        import neo4j

        return neo4j.GraphDatabase.driver(self.uri, auth=(self.username, self.password))

    def wipe(self) -> None:
        """Empty the database: no node, no constraint, no index."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
            for name in session.run("SHOW CONSTRAINTS YIELD name").value():
                session.run(f"DROP CONSTRAINT `{name}`").consume()
            for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value():
                session.run(f"DROP INDEX `{name}`").consume()

    def wait(self, patience: float = PATIENCE) -> None:
        """Wait until the server answers a query; a RuntimeError with the end of its log where it never does."""
        import neo4j.exceptions

        address = urlsplit(self.uri)
        end = time.monotonic() + patience
        while True:
            try:
                socket.create_connection((address.hostname, address.port), timeout=5).close()
                with self.driver() as driver, driver.session() as session:
                    session.run("RETURN 1").consume()
            except (OSError, neo4j.exceptions.DriverError, neo4j.exceptions.TransientError) as problem:
                running = self.running()
                if not running or time.monotonic() > end:
                    what = f"does not answer after {patience:.0f} s" if running else "ended"
                    tail = "\n".join(self.logs().splitlines()[-40:])
                    raise RuntimeError(f"The Neo4j server {what}. The end of its log:\n{tail}") from problem
                time.sleep(0.1)
            else:
                return


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
