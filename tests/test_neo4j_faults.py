"""What goes wrong between graphmodel and a server: tried again where that helps, else told clearly; no credential ever."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from neo4j.exceptions import ServiceUnavailable, SessionExpired, TransientError

from graphmodel.errors import GraphmodelError, StoreError
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import neo4j_load, open_store
from graphmodel.stores.neo4j import Neo4jStore
from graphmodel.stores.neo4j_driver import Address, DriverServer
from tests import servers
from tests.commands import Caller, spawn
from tests.given_server import VARIABLE
from tests.neo4j_spies import Line, Times, everything, watched
from tests.rotation import share
from tests.servers import Server
from tests.test_stores import LEAVING, SMALL

pytestmark = pytest.mark.rotates("neo4j_faults")

LARGE = SMALL.add(*LEAVING)
SECRET = "geheim-7Q"  # a password that nothing may show
FAULTS = (
    lambda: TransientError("deadlock"),
    lambda: SessionExpired("gone"),
    lambda: ServiceUnavailable("away"),
)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_load, "_PAUSE", 0.0)


@pytest.fixture
def _batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_load, "ATOMIC", 10)
    monkeypatch.setattr(neo4j_load, "BATCH", 20)


@pytest.mark.usefixtures("_batches")
@pytest.mark.rotates("a server at length")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_anywhere_is_survived(neo4j_uri: str, fault: Callable[[], Exception]) -> None:
    counting = Times(fault)
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        with watched(neo4j_uri, counting) as writer:
            writer.write(LARGE)
        for moment in share(range(1, counting.told + 1, 7)):
            store.write(SMALL)
            with watched(neo4j_uri, Times(fault, moment)) as writer:
                writer.write(LARGE)
            assert store.read() == LARGE


def test_what_undid_one_batch_is_tried_again_without_a_word(neo4j_uri: str) -> None:
    notices: list[str] = []
    with watched(neo4j_uri, Times(FAULTS[0], 1, 2, 3, about="CREATE (n:System"), notices) as store:
        store.write(SMALL)
        assert store.read() == SMALL
    assert notices == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_does_not_pass_is_told_in_the_end(
    neo4j_uri: str, neo4j_server: Server, fault: Callable[[], Exception]
) -> None:
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
    there, notices = everything(neo4j_server), list[str]()
    with (
        watched(neo4j_uri, Times(fault, *range(1, 100), about="CREATE (n:System"), notices) as store,
        pytest.raises(StoreError),
    ):
        store.write(LARGE)
    assert notices == [f"the connection was lost or the server was busy: trying again ({n} of 4)" for n in range(1, 5)]
    assert everything(neo4j_server) == there


@pytest.mark.rotates("a server in trouble")
@pytest.mark.usefixtures("_batches")
def test_a_line_that_is_cut_is_taken_up_again(neo4j_uri: str) -> None:
    with open_store(neo4j_uri) as store, Line(neo4j_uri) as line:
        for at in share((4, 5, 7, 8, 20, 33)):
            store.write(SMALL)
            notices: list[str] = []
            cutting = cutting_at(at, line.cut)
            with watched(line.uri, cutting, notices) as writer:
                writer.write(LARGE)
            assert store.read() == LARGE
            assert notices == ["the connection was lost or the server was busy: trying again (1 of 4)"]


def cutting_at(at: int, cut: Callable[[], object]) -> Callable[[str], None]:
    left = iter(range(at - 1, -1, -1))

    def check(text: str) -> None:
        del text
        if next(left, -1) == 0:
            cut()

    return check


@pytest.mark.rotates("a server in trouble")
@pytest.mark.usefixtures("_batches")
def test_a_server_that_is_restarted_meanwhile_gets_the_rest(
    neo4j_uri: str, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_load, "_PAUSE", 1.0)
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        with watched(neo4j_uri, cutting_at(30, neo4j_server.restart)) as writer:
            writer.write(LARGE)
        assert store.read() == LARGE


@pytest.mark.rotates("a server in trouble")
@pytest.mark.skipif(VARIABLE in os.environ, reason="needs a server of its own")
def test_a_server_short_of_memory_gets_smaller_batches_or_says_so(
    monkeypatch: pytest.MonkeyPatch, canada: Catalogue, nleim: Catalogue
) -> None:
    with servers.neo4j_server(heap="512m", settings={"dbms.memory.transaction.total.max": "10m"}) as server:
        notices: list[str] = []
        with open_store(server.uri, password=server.password, notice=notices.append) as store:
            store.write(nleim)
            store.write(canada)
            assert store.read() == canada
            # A server in a container has no loopback address: then it is said that the password goes there in clear.
            told = {notice for notice in notices if "in clear" not in notice}
            assert told == {"the server has not enough memory for it: trying again in smaller batches"}
            there = everything(server)
            with pytest.raises(StoreError, match=r"not enough memory.*dbms\.memory\.transaction\.total\.max"):
                store.run("UNWIND range(1, 10000000) AS x RETURN count(DISTINCT toString(x)) AS n")
            monkeypatch.setattr(neo4j_load, "_TRIES", 1)
            with pytest.raises(StoreError, match=r"not enough memory.*dbms\.memory\.transaction\.total\.max"):
                store.write(nleim)
            assert everything(server) == there


def refused(url: str, password: str | None = SECRET) -> str:
    """Return what opening and asking a store is refused with; no credential is in it."""
    with pytest.raises(StoreError) as refusal, open_store(url, password=password) as store:
        store.read()
    said = str(refusal.value)
    assert SECRET not in said
    assert "\n" not in said
    return said


def test_a_wrong_password_or_user(neo4j_uri: str, neo4j_server: Server) -> None:
    if not neo4j_server.password:
        pytest.skip("the server asks for no password")
    somebody = neo4j_uri.replace("//", "//nobody@")  # after three wrong ones a server stops listening to a user
    for uri in (neo4j_uri, somebody, somebody.replace("bolt:", "neo4j:")):
        assert "refused the user name or password: set NEO4J_USERNAME and NEO4J_PASSWORD" in refused(uri)
    assert "refused the user name or password" in refused(neo4j_uri, "")


def test_a_missing_database(neo4j_uri: str, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refused(f"{neo4j_uri}/nobodys", neo4j_server.password)
    assert said == f"{neo4j_uri}/nobodys has no such database, or it is stopped: name another in NEO4J_DATABASE"
    monkeypatch.setenv("NEO4J_DATABASE", "other-one")
    assert "other-one has no such database" in refused(neo4j_uri, neo4j_server.password)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_an_unreachable_host(scheme: str) -> None:
    for place in ("127.0.0.1:1", "nowhere.invalid"):
        said = refused(f"{scheme}://{place}")
        assert said.startswith(f"{scheme}://{place} cannot be reached: is the server running")


def talk(answer: bytes) -> Callable[[socket.socket], None]:
    def behave(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(answer)
        connection.close()

    return behave


@contextlib.contextmanager
def port(behave: Callable[[socket.socket], None]) -> Iterator[int]:
    """Give a port that behaves so to each connection."""
    listening = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, contextlib.suppress(OSError):
                    behave(connection)

    threading.Thread(target=accept, daemon=True).start()
    yield listening.getsockname()[1]
    with contextlib.suppress(OSError):
        listening.shutdown(socket.SHUT_RDWR)
    listening.close()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.6\r\n", b"\0\0\0\0", b""])
def test_a_port_that_is_not_bolts(scheme: str, answer: bytes) -> None:
    with port(talk(answer)) as number:
        said = refused(f"{scheme}://127.0.0.1:{number}")
        assert said.startswith(f"{scheme}://127.0.0.1:{number} ")
        assert "port (7687)" in said


def test_a_port_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.stores.neo4j_driver.PATIENCE", 0.5)
    ended = threading.Event()
    with port(lambda connection: ended.wait(30) and connection.close()) as number:
        assert "cannot be reached" in refused(f"bolt://127.0.0.1:{number}")
        ended.set()


@pytest.mark.parametrize(
    "url", ["bolt://[::1", "bolt://host:99999", "bolt://host:port", "neo4j://u:p@h", "bolt://u:1/w@h", "bolt://a:b#c@h"]
)
def test_an_address_that_cannot_be_read(url: str) -> None:
    assert refused(url).startswith(
        ("the address of the server cannot be read", "a password does not belong", "bolt://host: the port")
    )


class OldServer:
    """As much of a Server as is asked before its version is known."""

    name, version = "bolt://old", (4, 4, 26)

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


def test_an_old_server_is_refused_with_the_lowest_version_that_will_do() -> None:
    server = OldServer()
    with pytest.raises(StoreError, match=r"bolt://old is Neo4j 4\.4\.26: graphmodel needs 5\.26 or newer"):
        Neo4jStore(server, timeout=1, notice=print)  # type: ignore[arg-type]
    assert server.closed


def test_a_password_is_in_no_representation_or_log(
    neo4j_uri: str, neo4j_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = neo4j_server.password or SECRET
    with open_store(neo4j_uri, password=secret) as store:
        store.write(SMALL)
        shown = [repr(store), str(vars(store)), repr(store.info())]
    address = Address.of(neo4j_uri.replace("//", "//somebody@"), SECRET)
    shown += [repr(address), str(address), DriverServer.__doc__ or ""]
    with contextlib.suppress(GraphmodelError):
        DriverServer(address)
    assert not [text for text in (*shown, caplog.text) if secret in text or SECRET in text]
    assert "somebody" not in caplog.text or neo4j_server.password


def test_a_password_is_in_no_output(
    neo4j_uri: str, neo4j_server: Server, graphmodel: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an address, in the environment or typed in; whatever the command, however much it tells, right or wrong."""
    host = neo4j_uri.partition("//")[2]
    wrong = (f"bolt://nobody@{host}", "bolt://127.0.0.1:1")
    written = (f"bolt://neo4j:{SECRET}@{host}", f"http://neo4j:{SECRET}@{host}")
    commands = (
        ("load", "nleim-2014"),
        ("info",),
        ("-vv", "info"),
        ("--on", "canada", "info"),
        ("query", "run", "isolation/isolated-systems"),
        ("cypher", "RETURN 1 AS x"),
        ("study",),
    )
    said = [graphmodel(*command, store=neo4j_uri) for command in commands]
    assert {one.code for one in said} == {0}
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    said += [graphmodel(*command, store=place) for place in (*wrong, *written) for command in commands]
    shown = "".join(one.out + one.err for one in said)
    assert SECRET not in shown
    assert not neo4j_server.password or neo4j_server.password not in shown
    assert "Traceback" not in shown


def test_a_password_is_shown_by_no_process(neo4j_uri: str, neo4j_server: Server) -> None:
    nobody = neo4j_uri.replace("//", "//nobody@")
    wrong = spawn("--store", nobody, "info", NEO4J_PASSWORD=SECRET, GRAPHMODEL_DEBUG="1")
    typed = spawn("--store", nobody, "--password-prompt", "info", given=f"{SECRET}\n", NEO4J_PASSWORD="")
    right = spawn("--store", neo4j_uri, "info", NEO4J_PASSWORD=neo4j_server.password)
    away = spawn("--store", "neo4j://127.0.0.1:1", "info", NEO4J_PASSWORD=SECRET)
    assert right.code == 0
    assert (away.code, away.err.count("\n")) == (1, 1)
    if neo4j_server.password:
        assert (wrong.code, typed.code) == (1, 1)
        assert "refused the user name or password" in typed.err
    for outcome in (wrong, typed, right, away):
        shown = outcome.out + outcome.err
        assert SECRET not in shown
        assert not neo4j_server.password or neo4j_server.password not in shown
