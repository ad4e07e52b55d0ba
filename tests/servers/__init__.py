"""A real Neo4j server for tests: in a container where a Docker engine answers, else a Java process of its own.

``neo4j_server()`` is the one way in; the fixtures of ``tests/servers/fixtures.py`` go through it. The environment
says what it starts:

- ``GRAPHMODEL_NEO4J_IMAGE``: the image of the container, by default Neo4j's official one;
- ``GRAPHMODEL_NEO4J_VERSION``: a version, which makes it the Java process (``5.26.30``, ``2026.09.0``);
- ``GRAPHMODEL_NEO4J_JAVA_HOME``: the Java of that process, by default the first that is new enough;
- ``GRAPHMODEL_REQUIRE``: words (see ``tests/required.py``), of which ``neo4j`` turns the skip where no server can be
  had into a failure, and ``docker`` allows the container only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.required import missing, required
from tests.servers import container, local
from tests.servers.base import Server, Unavailable

__all__ = ["QUICK", "Server", "neo4j_server"]

QUICK = ("-XX:TieredStopAtLevel=1",)
"""Java for tests: half the processor time at the start. A benchmark gives () and gets Java's own choice."""
_REMEDY = (
    "needs a Neo4j server: start a Docker engine, or install Java 17 or newer and Maven "
    "(Debian: apt-get install default-jre-headless maven)"
)


@contextmanager
def neo4j_server(
    *,
    heap: str = "1g",
    settings: Mapping[str, str] | None = None,
    version: str | None = None,
    java_home: Path | None = None,
    java_options: Sequence[str] = QUICK,
    apoc: bool = False,
) -> Iterator[Server]:
    """Start an empty server of one's own and remove it afterwards; without one, skip or fail the test.

    Args:
        heap: the memory of the server's Java, such as ``512m``.
        settings: lines of ``neo4j.conf``, such as ``{"dbms.memory.transaction.total.max": "64m"}``.
        version: a version of Neo4j; naming one, or ``java_home``, makes it a Java process.
        java_home: the folder of the Java that runs it.
        java_options: further options of Java.
        apoc: whether the server has APOC core, the plug-in that most offices install; it is a Java process then.
    """
    server = _create(
        version or os.environ.get("GRAPHMODEL_NEO4J_VERSION"),
        java_home or _path(os.environ.get("GRAPHMODEL_NEO4J_JAVA_HOME")),
        heap,
        dict(settings or {}),
        tuple(java_options),
        apoc=apoc,
    )
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _create(
    version: str | None,
    java_home: Path | None,
    heap: str,
    settings: dict[str, str],
    java_options: tuple[str, ...],
    *,
    apoc: bool,
) -> Server:
    problems: list[str] = []
    if not (version or java_home or apoc):
        try:
            return container.create(os.environ.get("GRAPHMODEL_NEO4J_IMAGE"), heap, settings, java_options)
        except Unavailable as problem:
            problems.append(str(problem))
    if apoc or "docker" not in required():
        try:
            return local.create(version, java_home, heap, settings, java_options, apoc)
        except Unavailable as problem:
            problems.append(str(problem))
    message = f"{_REMEDY}; here {', and '.join(problems)}"
    raise missing(message, "neo4j", "docker")


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None
