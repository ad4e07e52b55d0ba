"""``graphmodel serve`` as a program: what it says, what it leaves, how it ends, and what it sees of a new load."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from tests.commands import spawn
from tests.serving import serving, settings_on

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{43})\n")


@contextmanager
def started(folder: Path, *arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the program and give its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "graphmodel", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(folder), **environment},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert _ADDRESS.fullmatch(line)
        yield process, line.strip()
    finally:
        process.kill()
        process.communicate(timeout=30)


def asked(address: str) -> str:
    found = re.match(r"http://([^/]+)(/.*)", address)
    assert found is not None
    with closing(HTTPConnection(found[1], timeout=30)) as connection:
        connection.request("GET", found[2])
        got = connection.getresponse()
        return f"{got.status} {got.headers.get('Location', '')}"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_says_where_it_is_and_ends_when_told(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with started(tmp_path, "--lang", "fr", "serve", "nleim-2014", "--port", "0") as (process, address):
        assert asked(address) == "303 /"
        assert asked(address).startswith("401")
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (code, "")
        assert "elle s'ouvre une seule fois" in err
        assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_refused_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = spawn("serve", "nleim-2014", "--port", port, cwd=tmp_path)
    assert (said.code, said.out) == (1, "")
    assert f"127.0.0.1:{port} cannot be listened at" in said.err
    assert "--port" in said.err


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (["serve"], 1, "there is no graph in graphmodel.duckdb yet"),
        (["serve", "nowhere"], 1, "nowhere"),
        (["--on", "canada", "serve", "canada"], 1, "leave --on out"),
        (["serve", "canada", "--port", "70000"], 2, "--port"),
        (["serve", "canada", "--host", "0.0.0.0"], 2, "--name"),
        (["serve", "nleim-2014", "--host", "203.0.113.7", "--port", "0"], 1, "cannot be listened at"),
    ],
)
def test_what_cannot_be_served_is_refused(tmp_path: Path, arguments: list[str], code: int, text: str) -> None:
    said = spawn(*arguments, cwd=tmp_path)
    assert said.code == code
    assert text in said.err
    assert "Traceback" not in said.err


def test_help_imports_no_server(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom graphmodel.__main__ import with_explorer\nfrom graphmodel.cli import run\nwith_explorer()\n"
        "assert run(['--help']) == 0\nassert run(['serve', '--help']) == 0\n"
        "assert not {'starlette', 'uvicorn', 'jinja2', 'pandas'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_new_load_is_seen_at_the_next_request(nleim: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    with open_store(str(path)) as store:
        store.write(nleim)
    with serving(settings_on(path)) as site:
        site.open()
        first = site.get("/api/study")
        smaller = nleim.replace_rows("links", nleim.links.iloc[5:])
        with open_store(str(path)) as store:
            store.write(smaller)
        again = site.get("/api/study", **{"If-None-Match": first.headers["etag"]})
        assert (first.json["catalogue"]["digest"], again.json["catalogue"]["digest"]) == (nleim.digest, smaller.digest)
        assert again.status == 200
        assert site.get("/api/cypher", {"text": "MATCH (l:Load) RETURN l.digest AS digest"}).json["answer"] == [
            {"digest": smaller.digest}
        ]


def test_the_engine_is_made_once(nleim: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario's world does not put the catalogue's own aside."""
    from graphmodel.answers import ranking

    path = tmp_path / "graph.duckdb"
    with open_store(str(path)) as store:
        store.write(nleim)
    made: list[str] = []
    original = ranking.World.__init__

    def counting(self: ranking.World, catalogue: Catalogue, *rest: object) -> None:
        made.append(catalogue.digest)
        original(self, catalogue, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ranking.World, "__init__", counting)
    with serving(settings_on(path)) as site:
        site.open()
        agency = str(nleim.agencies["id"][0])
        for _ in range(2):
            for path_, told in (
                ("needs", {"scenario": "cad-rms"}),
                ("sees", {"agency": agency}),
                ("plan", {"links": "1"}),
            ):
                site.get(f"/api/{path_}", told)
                site.get(f"/api/{path_}", {**told, "lang": "fr"})
    assert made.count(nleim.digest) == 1
    assert len(made) > 1
