"""Who is let in and how: foreign hosts and sites, missing and used tokens, what may be sent, what goes out."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from graphmodel.explorer.commands import answering
from graphmodel.explorer.safety import HEADERS
from graphmodel.explorer.workers import Workers
from tests.serving import Site, serving, settings_on

PAGES = (
    "/",
    "/all",
    "/study",
    "/sees",
    "/api/study",
    "/api/openapi.json",
    "/search?q=peel",
    "/suggest?q=peel",
    "/nope",
)


@pytest.fixture
def closed(canada_file: Path) -> Iterator[Site]:
    """An explorer that nobody has opened yet."""
    with serving(settings_on(canada_file)) as site:
        yield site


@pytest.mark.parametrize("path", PAGES)
def test_nobody_comes_in_without_the_token(explorer: Site, path: str) -> None:
    for cookie in ("", "graphmodel=x", f"graphmodel-{explorer.port}=guessed", f"graphmodel-{explorer.port}="):
        reply = explorer.send("GET", path, {"Host": explorer.host, "Cookie": cookie})
        assert reply.status == 401
        assert "peel" not in reply.text.lower()


def test_the_token_opens_once_and_leaves_the_address(closed: Site) -> None:
    first = closed.send("GET", f"/sees?agency=x&token={closed.doors.token}", {"Host": closed.host})
    assert (first.status, first.headers["location"]) == (303, "/sees?agency=x")
    cookie = first.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert closed.doors.token not in cookie
    again = closed.send("GET", f"/?token={closed.doors.token}", {"Host": closed.host})
    assert (again.status, again.headers.get("set-cookie")) == (401, None)
    inside = closed.send("GET", "/study", {"Host": closed.host, "Cookie": cookie.partition(";")[0]})
    assert inside.status == 200


def test_of_many_who_bring_the_token_at_once_one_comes_in(closed: Site) -> None:
    replies: list[int] = []

    def knock() -> None:
        replies.append(closed.send("GET", f"/?token={closed.doors.token}", {"Host": closed.host}).status)

    threads = [threading.Thread(target=knock) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(replies) == [303] + [401] * 19


@pytest.mark.parametrize("token", ["", "x", "None", "%00", "é", "a" * 5_000])
def test_no_other_text_is_the_token(closed: Site, token: str) -> None:
    assert (
        closed.send("GET", f"/?token={token.encode().hex() if token == 'é' else token}", {"Host": closed.host}).status
        == 401
    )
    assert closed.open().status == 303


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_only_reading_a_page_uses_the_token_up(closed: Site, method: str) -> None:
    """A mail scanner that looks at the address takes nothing."""
    closed.send(method, f"/?token={closed.doors.token}", {"Host": closed.host})
    assert closed.open().status == 303


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "///evil.example/x"])
def test_the_token_leads_to_no_other_site(closed: Site, path: str) -> None:
    reply = closed.send("GET", f"{path}?token={closed.doors.token}", {"Host": closed.host})
    assert not reply.headers.get("location", "/").startswith(("//", "/\\", "http"))


HOSTS = (
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1",
    "127.0.0.1:1",
    "localhost",
    "127.0.0.1:{port}.evil.example",
    "127.0.0.1:{port}@evil",
    "0x7f000001:{port}",
    "2130706433:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "",
)


@pytest.mark.parametrize("host", HOSTS)
def test_another_host_is_refused(explorer: Site, host: str) -> None:
    """A name that somebody lets point to this computer (DNS rebinding) reads nothing, though the cookie comes along."""
    reply = explorer.send("GET", "/study", {"Host": host.format(port=explorer.port), "Cookie": explorer.cookie})
    assert reply.status in (400, 421)
    assert "study" not in reply.text.lower()


def test_our_own_names_are_answered(explorer: Site) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        reply = explorer.send("GET", "/study", {"Host": f"{name}:{explorer.port}", "Cookie": explorer.cookie})
        assert reply.status == 200


def raw(site: Site, text: str) -> str:
    """Send bytes as they are, and return what comes back until the line is closed."""
    got = b""
    with closing(socket.create_connection(("127.0.0.1", site.port), 30)) as line, suppress(OSError):
        line.sendall(text.encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        while part := line.recv(65_536):
            got += part
    return got.decode("latin-1")


@pytest.mark.parametrize(
    "head",
    [
        "GET /study HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\nCookie: {cookie}\r\n\r\n",
        "GET http://evil.example/study HTTP/1.1\r\nHost: evil.example\r\nCookie: {cookie}\r\n\r\n",
        "GET /study HTTP/1.1\r\nCookie: {cookie}\r\n\r\n",
        "GET /study HTTP/1.0\r\nCookie: {cookie}\r\n\r\n",
        "GET /study HTTP/1.1\r\nHost: {host}\r\nX: a\x00b\r\n\r\n",
        "TRACE /study HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n",
        "GET /study HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "GET /study HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 5\r\n\r\nhello",
        "GET /study HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        "GET /study HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nX: {long}\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_odd_requests_get_no_answer(explorer: Site, head: str) -> None:
    said = raw(
        explorer,
        head.replace("{host}", explorer.host).replace("{long}", "a" * 200_000).replace("{cookie}", explorer.cookie),
    )
    assert not said.startswith("HTTP/1.1 200")
    assert "interconnected" not in said
    assert explorer.get("/study").status == 200


def test_an_upgrade_to_a_web_socket_is_not_taken(explorer: Site) -> None:
    said = raw(
        explorer,
        f"GET /study HTTP/1.1\r\nHost: {explorer.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    )
    assert " 101 " not in said.partition("\r\n")[0]


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "odd"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": ""},
)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_other_sites_are_refused(explorer: Site, headers: dict[str, str]) -> None:
    for path in ("/study", "/api/study", "/"):
        reply = explorer.get(path, **headers)
        assert reply.status == 403
        assert "access-control-allow-origin" not in reply.headers


def test_our_own_pages_are_not(explorer: Site) -> None:
    for headers in (
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": f"http://{explorer.host}"},
    ):
        assert explorer.get("/study", **headers).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_nothing_but_reading_is_done(explorer: Site, method: str) -> None:
    for path in ("/", "/cypher", "/api/cypher"):
        reply = explorer.send(method, path, {"Host": explorer.host, "Cookie": explorer.cookie}, b"")
        assert reply.status == 405


@pytest.mark.parametrize("path", [*PAGES, "/static/style.css", "/static/nope.css", "/health", "/sees?agency=nobody"])
def test_what_goes_out_may_load_nothing_else(explorer: Site, path: str) -> None:
    reply = explorer.get(path)
    for name, value in HEADERS.items():
        assert reply.headers[name.lower()] == value
    assert "server" not in reply.headers
    assert not {name for name in reply.headers if name.startswith("access-control")}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2f__main__.py",
        "/static//etc/passwd",
        "/static/%2fetc/passwd",
        "/static/..\\app.py",
        "/static/",
        "/static/style.css/..",
        "/agency/../../etc/passwd",
        "/agency/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    ],
)
def test_no_other_file_is_reached(explorer: Site, path: str) -> None:
    reply = explorer.send("GET", path, {"Host": explorer.host, "Cookie": explorer.cookie})
    assert reply.status in (400, 404, 405)
    assert "root:" not in reply.text
    assert "import annotations" not in reply.text


def test_no_value_opens_a_file(explorer: Site, tmp_path: Path) -> None:
    """Whatever stands in an input, no file outside the package and the store is opened."""
    secret = tmp_path / "secret"
    secret.mkdir()
    for name in ("agencies.csv", "systems.csv"):
        (secret / name).write_text("id,name\nleaked,leaked\n")
    files = [secret]
    for ending in (".toml", ".cypher", ".xlsx", ".duckdb", ""):
        files.append(secret / f"leaked{ending}")
        files[-1].write_text("name = 'leaked'\n// leaked\nRETURN 'leaked' AS leaked")
    opened: list[str] = []
    listening = True

    def hear(event: str, given: tuple[object, ...]) -> None:
        if listening and event in ("open", "os.listdir", "os.scandir") and str(tmp_path) in str(given[0]):
            opened.append(str(given[0]))

    sys.addaudithook(hear)
    try:
        for command in answering().values():
            for file in files:
                told = [(item.name, str(file)) for item in command.inputs if item.shape == "text"]
                reply = explorer.get(f"/api{command.path}", told)
                assert "'leaked'" not in reply.text
    finally:
        listening = False
    assert opened == []


@pytest.mark.parametrize(
    "path",
    [
        "/study?x=%0d%0aSet-Cookie:a=b",
        "/study?lang=fr%0d%0aX:1",
        "/agency/a%0d%0aX-Leak:%201",
        "/search?q=%0d%0aX-Leak:1",
    ],
)
def test_no_header_is_put_in(explorer: Site, path: str) -> None:
    reply = explorer.send("GET", path, {"Host": explorer.host, "Cookie": explorer.cookie})
    assert "x-leak" not in reply.headers
    assert "a=b" not in reply.headers.get("set-cookie", "")


def test_a_long_address_is_refused(explorer: Site) -> None:
    assert explorer.get("/cypher", {"text": "x" * 20_000}).status == 414


def test_a_proxy_names_who_asks(canada_file: Path) -> None:
    with serving(settings_on(canada_file), user_header="X-User") as site:
        assert site.get("/study").status == 401
        assert site.get("/study", **{"X-User": " "}).status == 401
        assert site.get("/study", **{"X-User": "someone"}).status == 200
        mail = {
            "X-User": "a",
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document",
        }
        assert site.get("/study", **mail).status == 200
        assert site.get("/api/study", **mail).status == 403


def test_what_is_too_much_at_once_is_refused_in_words(canada_file: Path) -> None:
    with serving(settings_on(canada_file), workers=Workers(1, 1)) as site:
        site.open()
        replies = []

        def ask(at: int) -> None:
            replies.append(site.get("/api/whatif/outage", {"system": "rcmp-cpic", "limit": str(at)}))

        threads = [threading.Thread(target=ask, args=(at,)) for at in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {200, 503} <= {reply.status for reply in replies} <= {200, 503, 504}  # 504: on a machine that is busy
        refused = next(reply for reply in replies if reply.status == 503)
        assert "Too much is asked at once" in refused.json["detail"]
        assert refused.headers["retry-after"]
        assert site.get("/api/study").status == 200


def test_what_takes_too_long_is_cut_off_in_words(canada_file: Path) -> None:
    with serving(settings_on(canada_file), workers=Workers(patience=0.05)) as site:
        site.open()
        reply = site.get("/api/whatif/outage", {"system": "rcmp-cpic"})
        assert (reply.status, reply.json["detail"]) == (504, "This takes too long: ask for less.")


def test_a_defect_tells_nothing(
    explorer: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*given: object) -> None:
        assert given
        message = "secret of /home/somebody"
        raise RuntimeError(message)

    monkeypatch.setattr("graphmodel.explorer.running.ensure_known", fail)
    monkeypatch.setattr("graphmodel.explorer.pages.found", fail)
    for path in ("/api/study?by=province", "/study?by=province", "/search?q=a"):
        reply = explorer.get(path)
        assert reply.status == 500
        assert "secret" not in reply.text
        assert "Traceback" not in reply.text
        assert "the fault is ours" in reply.text
    assert "secret of" in caplog.text
    monkeypatch.setattr("graphmodel.explorer.pages.record_of", fail)
    assert explorer.get("/agency/peel-regional-police?page=7").status == 500
    assert "/agency/{id:path} failed" in caplog.text
    assert "peel-regional-police" not in caplog.text
