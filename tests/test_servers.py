"""The servers that other tests rely on: they start, answer, and keep their data over a restart and a power cut."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import neo4j
import neo4j.exceptions
import pytest

from tests import servers
from tests.servers import Server, container, local
from tests.servers.base import Unavailable


@pytest.fixture
def server(neo4j_server: Server) -> Server:
    """The session's server, running and empty."""
    neo4j_server.start()
    neo4j_server.wipe()
    return neo4j_server


def answer(server: Server, query: str) -> set[tuple[object, ...]]:
    with server.driver() as driver:
        return {tuple(record.values()) for record in driver.execute_query(query).records}


def test_it_answers_the_official_driver(server: Server) -> None:
    assert answer(server, "RETURN 1 AS one, 'é' AS letter") == {(1, "é")}


def test_it_is_a_community_server_of_a_known_version(server: Server) -> None:
    assert answer(server, "CALL dbms.components() YIELD name, edition WHERE name CONTAINS 'Kernel' RETURN edition") == {
        ("community",)
    }
    assert tuple(map(int, server.version.split("."))) >= (5, 26)


def test_it_asks_for_the_password(server: Server) -> None:
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.username, "wrong")) as driver,
        pytest.raises(neo4j.exceptions.AuthError),
    ):
        driver.verify_connectivity()


def test_a_uniqueness_constraint_holds(server: Server) -> None:
    answer(server, "CREATE CONSTRAINT FOR (s:System) REQUIRE s.id IS UNIQUE")
    answer(server, "CREATE (:System {id: 'a'})")
    with pytest.raises(neo4j.exceptions.ConstraintError):
        answer(server, "CREATE (:System {id: 'a'})")


def test_the_fixture_for_stores_gives_an_empty_database(server: Server, request: pytest.FixtureRequest) -> None:
    answer(server, "CREATE CONSTRAINT FOR (s:System) REQUIRE s.id IS UNIQUE")
    answer(server, "CREATE INDEX FOR (s:System) ON (s.name)")
    answer(server, "CREATE (:System {id: 'a'})-[:FEEDS]->(:System {id: 'b'})")
    assert request.getfixturevalue("neo4j_uri") == server.uri
    assert answer(server, "MATCH (n) RETURN n") == set()
    assert answer(server, "SHOW CONSTRAINTS YIELD name") == set()
    assert answer(server, "SHOW INDEXES YIELD type") == {("LOOKUP",)}


@pytest.mark.rotates("a server in trouble")
def test_restarted_and_killed_it_comes_back_with_what_was_committed(server: Server) -> None:
    uri = server.uri
    answer(server, "CREATE (:Kept {id: 1})")
    server.restart()
    assert answer(server, "MATCH (n:Kept) RETURN n.id") == {(1,)}

    with server.driver() as driver, driver.session() as session:
        session.run("CREATE (:Kept {id: 2})").consume()
        open_one = session.begin_transaction()
        open_one.run("CREATE (:Kept {id: 3})").consume()
        server.kill()
        assert not server.running()
        with pytest.raises(neo4j.exceptions.ServiceUnavailable):
            open_one.commit()

    server.restart()
    assert server.uri == uri
    assert answer(server, "MATCH (n:Kept) RETURN n.id") == {(1,), (2,)}


def test_without_a_server_one_line_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRAPHMODEL_NEO4J_VERSION", "GRAPHMODEL_NEO4J_JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(container, "create", _nothing("no Docker engine answers"))
    monkeypatch.setattr(local, "create", _nothing("there is no Java 17 or newer"))
    for required, outcome in (("", pytest.skip.Exception), ("java, neo4j", pytest.fail.Exception)):
        monkeypatch.setenv("GRAPHMODEL_REQUIRE", required)
        with pytest.raises(outcome) as caught, servers.neo4j_server():
            pass
        assert str(caught.value).endswith("; here no Docker engine answers, and there is no Java 17 or newer")
        assert "\n" not in str(caught.value)


def test_an_engine_that_does_not_answer_is_no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("testcontainers")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody.sock")
    with pytest.raises(Unavailable, match="no Docker engine answers"):
        container.create(None, "512m", {}, ())


def test_without_java_there_is_no_process(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="there is no Java 17 or newer in"):
        local.create(None, tmp_path, "512m", {}, ())


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
def test_a_server_does_not_outlive_the_tests_that_started_it() -> None:
    """However they end: here the middle one of three processes is killed, and the sleeper must go with it."""
    script = (
        "import subprocess, sys, time; from tests.servers.local import watch\n"
        "sleeper = subprocess.Popen([sys.executable, '-c', 'import time; print(1, flush=True); time.sleep(60)'])\n"
        "watcher = watch(sleeper.pid)\n"
        "time.sleep(60)"
    )
    root = Path(__file__).parents[1]
    tests = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=root)
    assert tests.stdout is not None
    assert tests.stdout.readline() == b"1\n"
    time.sleep(0.5)  # until the watcher, the second of the two, watches
    tests.kill()
    started = time.monotonic()
    assert tests.communicate()[0] == b""  # the sleeper held the other end of this pipe
    assert time.monotonic() - started < 30


def _nothing(message: str) -> object:
    def create(*_: object) -> Server:
        raise Unavailable(message)

    return create
