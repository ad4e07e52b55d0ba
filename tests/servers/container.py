"""A Neo4j server in a container, by testcontainers."""

from __future__ import annotations

import os
import socket
import warnings
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.servers.base import PASSWORD, USERNAME, Server, Unavailable, free_port

if TYPE_CHECKING:
    import docker

OFFICIAL = "neo4j:5.26-community"
_BOLT = 7687
_GRACE = 60


def create(image: str | None, heap: str, settings: dict[str, str], java_options: tuple[str, ...]) -> Server:
    """Return a server that is not started yet, from an image that is here or could be fetched.

    Raises:
        Unavailable: testcontainers, the engine or the image is missing.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import docker.errors
            import testcontainers.community.neo4j  # noqa: F401 - whether it is there
            from testcontainers.core.config import testcontainers_config

            import docker
    except ImportError as problem:
        raise Unavailable(f"the Python package {problem.name} is missing") from problem
    if not _somebody_listens():
        raise Unavailable("no Docker engine answers")
    try:
        client = docker.from_env(timeout=10)
    except docker.errors.DockerException as problem:
        raise Unavailable("no Docker engine answers") from problem
    try:
        if not client.ping():
            raise Unavailable("no Docker engine answers")
        if not _at_hand(client, image or OFFICIAL):
            raise Unavailable(f"the image {image or OFFICIAL} is not on this machine and cannot be fetched")
        # Its reaper removes containers that a killed test left behind; without its image there is no reaper.
        if not testcontainers_config.ryuk_disabled and not _at_hand(client, testcontainers_config.ryuk_image):
            testcontainers_config.ryuk_disabled = True
    except (docker.errors.DockerException, OSError) as problem:
        raise Unavailable("no Docker engine answers") from problem
    finally:
        client.close()
    return ContainerServer(image or OFFICIAL, heap, settings, java_options)


def _somebody_listens() -> bool:
    """Return whether an engine may be there; the client library leaves a socket open where none is."""
    address = urlsplit(os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock")
    try:
        if address.scheme == "unix":
            with socket.socket(socket.AF_UNIX) as probe:
                probe.settimeout(5)
                probe.connect(address.path)
        elif address.hostname and address.port:
            socket.create_connection((address.hostname, address.port), timeout=5).close()
    except (OSError, AttributeError):
        return False
    return True


def _at_hand(client: docker.DockerClient, image: str) -> bool:
    import docker.errors

    try:
        client.images.get(image)
    except docker.errors.ImageNotFound:
        try:
            client.images.pull(image)
        except docker.errors.APIError:
            return False
    return True


class ContainerServer(Server):
    """The container, with a host port that outlives its restarts."""

    def __init__(self, image: str, heap: str, settings: dict[str, str], java_options: tuple[str, ...]) -> None:
        from testcontainers.community.neo4j import Neo4jContainer

        self._container = Neo4jContainer(image, username=USERNAME, password=PASSWORD)
        lines = {
            "server.memory.heap.initial_size": heap,
            "server.memory.heap.max_size": heap,
            "server.memory.pagecache.size": "128m",
            "server.jvm.additional": " ".join(java_options),
            "dbms.usage_report.enabled": "false",
            **settings,
        }
        for name, value in lines.items():
            self._container.with_env("NEO4J_" + name.replace("_", "__").replace(".", "_"), value)
        self._container.with_bind_ports(_BOLT, free_port())

    def start(self) -> None:
        if self.running():
            return
        if self._made is None:
            try:
                self._container.start()
            except Exception as problem:  # noqa: BLE001 - whatever the library raises, the log says why
                raise RuntimeError(f"The Neo4j container did not start: {problem} Its log:\n{self.logs()}") from None
            self.uri = self._container.get_connection_url()
        else:
            self._made.start()
        self.wait()

    def stop(self) -> None:
        if self.running():
            self._made.stop(timeout=_GRACE)

    def kill(self) -> None:
        if self.running():
            self._made.kill("SIGKILL")
            self._made.wait()

    def remove(self) -> None:
        self._container.stop()

    def running(self) -> bool:
        if self._made is None:
            return False
        self._made.reload()
        return bool(self._made.status == "running")

    def hold(self) -> None:
        self._made.pause()

    def let_go(self) -> None:
        self._made.unpause()

    def logs(self) -> str:
        return "" if self._made is None else self._made.logs().decode("utf-8", errors="replace")

    @property
    def _made(self) -> Any:
        """The container as the engine knows it, or None before the first start."""
        return self._container._container  # noqa: SLF001 - its public accessor refuses to say "not yet"
