"""Attacks on the server itself: slow and half-sent requests, very many connections, an end in the middle of an answer."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from graphmodel.explorer.connections import BoundedProtocol
from tests.serving import Site, serving, settings_on

SOON = 0.3
"""Seconds that a step may take here."""

MANY = int(os.environ.get("GRAPHMODEL_TEST_CONNECTIONS", "2500"))
"""Silent connections: 10,000 take half a minute."""


@pytest.fixture(scope="module")
def hasty(canada_file: Path) -> Iterator[Site]:
    """An explorer that waits for nothing long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BoundedProtocol, "asking", SOON)
        patch.setattr(BoundedProtocol, "sending", SOON)
        with serving(settings_on(canada_file)) as site:
            site.open()
            yield site


def line_to(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), 30)


def ended(line: socket.socket, within: float = 20) -> bool:
    """Return whether the other end closes a connection."""
    line.settimeout(within)
    with suppress(OSError):
        while line.recv(65_536):
            pass
        return True
    try:
        line.settimeout(0)
        return line.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


_FORM = (
    "POST /import HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
)
HALVES = {
    "nothing": "",
    "a letter": "G",
    "a line": "GET /study HTTP/1.1\r\n",
    "half a head": "GET /study HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n",
    "a header without end": "GET /study HTTP/1.1\r\nX: aaaa",
    "a body that never comes": _FORM + "Content-Length: 1000\r\n\r\n",
    "half a body": _FORM + "Content-Length: 1000\r\n\r\nabc",
    "half a chunk": _FORM + "Transfer-Encoding: chunked\r\n\r\nff\r\nabc",
    "a promise": _FORM + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n",
    "a second request by half": "GET /health HTTP/1.1\r\nHost: {host}\r\n\r\nGET /stu",
}


@pytest.mark.parametrize("text", HALVES.values(), ids=list(HALVES))
def test_half_a_request_is_not_waited_for(hasty: Site, text: str) -> None:
    with closing(line_to(hasty)) as line:
        line.sendall(text.format(host=hasty.host, cookie=hasty.cookie).encode())
        assert ended(line)
    assert hasty.get("/health").status == 200


def test_a_letter_at_a_time_buys_no_time(hasty: Site) -> None:
    """Whoever sends a little, again and again, is let go as who sends nothing."""
    begun = monotonic()
    with closing(line_to(hasty)) as line, suppress(OSError):
        while monotonic() - begun < 20:
            line.sendall(b"X")
            sleep(SOON / 10)
    assert monotonic() - begun < 20


def test_an_answer_that_nobody_reads_is_given_up(hasty: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedProtocol, "answering", SOON)
    with closing(socket.socket()) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.connect(("127.0.0.1", hasty.port))
        ask = f"GET /api/sees?agency=peel-regional-police HTTP/1.1\r\nHost: {hasty.host}\r\nCookie: {hasty.cookie}\r\n\r\n"
        line.sendall(ask.encode() * 50)
        sleep(SOON * 4)
        assert ended(line)
    assert hasty.get("/health").status == 200


def test_a_whole_request_has_the_time_that_its_answer_takes(canada_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time for asking ends with the request: an answer may take longer."""
    from graphmodel.explorer import app

    made = app.pages.every_answer

    def slow(visit: object) -> object:
        sleep(SOON * 4)
        return made(visit)  # type: ignore[arg-type]

    monkeypatch.setattr(BoundedProtocol, "asking", SOON)
    monkeypatch.setattr("graphmodel.explorer.app.pages.every_answer", slow)
    with serving(settings_on(canada_file)) as site:
        site.open()
        assert site.get("/all").status == 200
        with closing(line_to(site)) as line:  # the second waits in line until the first is answered
            ask = f"GET /all HTTP/1.1\r\nHost: {site.host}\r\nCookie: {site.cookie}\r\nCache-Control: no-cache\r\n\r\n"
            line.sendall(
                ask.encode()
                + ask.replace("/all", "/all?x=1").replace("r\nCache", "r\nConnection: close\r\nCache").encode()
            )
            got = b""
            while part := line.recv(65_536):
                got += part
            assert got.count(b"HTTP/1.1 200") == 2


def test_very_many_connections_are_survived(hasty: Site) -> None:
    """Several times as many as there are places, opened and left silent: who asks is answered all the while."""
    assert 4 * BoundedProtocol.most_open < MANY
    with ExitStack() as stack:
        for at in range(MANY):
            line = stack.enter_context(closing(line_to(hasty)))
            if at % 500 == 499:
                line.sendall(b"GET /stu")
                assert hasty.get("/study").status == 200
        assert hasty.get("/study").status == 200
    assert hasty.get("/api/study").status == 200


def test_who_is_answered_is_not_pushed_out(hasty: Site) -> None:
    """Silent connections take the places of silent ones alone."""
    replies = []
    asking = threading.Thread(target=lambda: replies.append(hasty.get("/api/whatif/outage", {"system": "rcmp-cpic"})))
    asking.start()
    sleep(0.1)
    with ExitStack() as stack:
        for _ in range(1_000):
            stack.enter_context(closing(line_to(hasty)))
        asking.join(120)
    assert [reply.status for reply in replies] == [200]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_an_end_in_the_middle_of_an_answer_leaves_nothing_written(canada_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in canada_file.parent.iterdir()}
    process = subprocess.Popen(
        [sys.executable, "-m", "graphmodel", "--store", str(canada_file), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    try:
        assert process.stdout is not None
        found = re.match(r"http://(127\.0\.0\.1:\d+)(/.*)", process.stdout.readline())
        assert found is not None
        with closing(HTTPConnection(found[1], timeout=60)) as connection:
            connection.request("GET", found[2])
            opened = connection.getresponse()
            cookie = opened.headers["Set-Cookie"].partition(";")[0]
            opened.read()
            connection.request("GET", "/api/whatif/outage?system=rcmp-cpic", headers={"Cookie": cookie})
            sleep(0.2)
            process.send_signal(signal.SIGKILL)
            with pytest.raises((OSError, ConnectionError)):
                connection.getresponse()
        process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == -signal.SIGKILL
    after = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in canada_file.parent.iterdir()}
    assert after == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
