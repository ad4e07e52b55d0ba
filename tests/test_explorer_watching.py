"""Health, metrics and the log: what an administrator sees, and that none of it names who asked or what for."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from time import monotonic, sleep

import pytest

from graphmodel.explorer.watching import Log
from graphmodel.explorer.workers import Workers
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from tests.commands import spawn
from tests.serving import Site, serving, settings_on

SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*)\})? (-?\d+(?:\.\d+)?(?:e-?\d+)?)')
LABEL = re.compile(r'([a-z]+)="((?:[^"\\]|\\.)*)"')


def samples(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Read Prometheus' text form: each sample belongs to what was announced before it."""
    found: dict[tuple[str, frozenset[tuple[str, str]]], float] = {}
    kind = name = ""
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            name = line.split()[2]
        elif line.startswith("# TYPE "):
            _, _, typed, kind = line.split()
            assert typed == name
            assert kind in ("counter", "gauge", "histogram")
        else:
            got = SAMPLE.fullmatch(line)
            assert got is not None, line
            ends = ("_bucket", "_sum", "_count") if kind == "histogram" else ("",)
            assert got[1] in {name + end for end in ends}
            key = got[1], frozenset(LABEL.findall(got[2] or ""))
            assert key not in found
            found[key] = float(got[3])
    return found


def one(found: dict[tuple[str, frozenset[tuple[str, str]]], float], name: str, **labels: str) -> float:
    return sum(value for (key, held), value in found.items() if key == name and held >= set(labels.items()))


def written(lines: io.StringIO, count: int) -> list[dict[str, object]]:
    """Return the lines of the log: one is written a moment after its answer was sent."""
    end = monotonic() + 10
    while lines.getvalue().count("\n") < count and monotonic() < end:
        sleep(0.01)
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.fixture
def own(canada_file: Path):
    lines = io.StringIO()
    with serving(settings_on(canada_file), log=Log(lines)) as site:
        site.open()
        yield site, lines


def test_health_is_told_to_whoever_asks_by_our_name(explorer: Site, canada: Catalogue) -> None:
    outside = {"Host": explorer.host}
    assert explorer.send("GET", "/health", outside).text == "ok\n"
    ready = explorer.send("GET", "/health/ready", outside)
    assert (ready.status, ready.json["ready"], ready.json["catalogue"]) == (200, True, canada.digest)
    assert set(ready.json) == {"ready", "catalogue", "version"}
    assert explorer.send("GET", "/health", {"Host": "evil.example"}).status == 421


def test_it_is_not_ready_without_a_catalogue(nleim: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    with open_store(str(path)) as store:
        store.write(nleim)
    with serving(settings_on(path)) as site:
        assert site.send("GET", "/health/ready", {"Host": site.host}).status == 200
        path.write_bytes(b"no graph")
        for _ in range(3):
            reply = site.send("GET", "/health/ready", {"Host": site.host})
            assert (reply.status, reply.json) == (503, {"ready": False})
        assert site.send("GET", "/health", {"Host": site.host}).status == 200


def test_metrics_count_what_was_asked(own: tuple[Site, io.StringIO], canada: Catalogue) -> None:
    site, _ = own
    for _ in range(3):
        site.get("/api/study")
    site.get("/agency/toronto-police-service")
    site.get("/agency/peel-regional-police")
    site.get("/agency/nobody")
    site.get("/nowhere/at/all")
    site.send("GET", "/study", {"Host": site.host})
    reply = site.get("/metrics")
    assert reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = samples(reply.text)
    total = "graphmodel_requests_total"
    assert one(found, total, route="/api/study", status="200", method="GET") == 3
    assert one(found, total, route="/agency/{id:path}", status="200") == 2
    assert one(found, total, route="/agency/{id:path}", status="404") == 1
    assert one(found, total, route="none") == 3  # the token's own address, one that stands nowhere, one without cookie
    assert one(found, "graphmodel_refused_total", why="door") == 1
    assert one(found, "graphmodel_info", catalogue=canada.digest) == 1
    assert one(found, "graphmodel_kept_bytes") > 1_000
    times = "graphmodel_request_seconds"
    assert (
        one(found, f"{times}_bucket", route="/api/study", le="+Inf")
        == one(found, f"{times}_count", route="/api/study")
        == 3
    )
    steps = [
        (float(dict(held)["le"]), count)
        for (key, held), count in found.items()
        if key == f"{times}_bucket" and ("route", "/api/study") in held
    ]
    assert [count for _, count in sorted(steps)] == sorted(count for _, count in steps)


def test_metrics_are_for_who_is_let_in_unless_told(canada_file: Path) -> None:
    with serving(settings_on(canada_file)) as site:
        assert site.send("GET", "/metrics", {"Host": site.host}).status == 401
        site.doors.open |= {"/metrics"}
        assert site.send("GET", "/metrics", {"Host": site.host}).status == 200
        assert site.send("GET", "/metrics", {"Host": "evil.example"}).status == 421
        assert site.send("GET", "/study", {"Host": site.host}).status == 401


def test_what_is_cut_off_and_refused_is_counted(canada_file: Path) -> None:
    with serving(settings_on(canada_file), workers=Workers(patience=0.05)) as site:
        site.open()
        assert site.get("/api/whatif/outage", {"system": "rcmp-cpic"}).status == 504
        assert one(samples(site.get("/metrics").text), "graphmodel_refused_total", why="cut") == 1


def test_neither_names_who_asked_nor_what_for(own: tuple[Site, io.StringIO]) -> None:
    site, lines = own
    secret = "agence-secrete"
    site.get("/sees", {"agency": secret}, **{"User-Agent": "secretbrowser", "X-User": "secretperson"})
    site.get(f"/agency/{secret}")
    site.get(f"/{secret}/x")
    site.send("GET", f"/static/{secret}", {"Host": site.host})
    site.send("GET", f"/study?token={secret}", {"Host": site.host})
    site.send(secret.replace("-", "").upper(), "/study", {"Host": site.host})
    told = written(lines, 7)
    assert len(told) == 7
    assert all(set(line) == {"time", "method", "route", "status", "ms", "bytes"} for line in told)
    assert [(line["route"], line["status"]) for line in told[1:3]] == [("/sees", 404), ("/agency/{id:path}", 404)]
    assert all(line["ms"] >= 0 for line in told)
    for text in (lines.getvalue(), site.get("/metrics").text):
        for word in ("secret", site.doors.token, site.cookie.partition("=")[2], "127.0.0.1"):
            assert word.lower() not in text.lower()


def test_bytes_are_those_that_were_sent(own: tuple[Site, io.StringIO]) -> None:
    site, lines = own
    reply = site.get("/api/study")
    assert written(lines, 2)[-1]["bytes"] == len(reply.body)


def test_a_log_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    said = spawn("serve", "nleim-2014", "--port", "0", "--log", "nowhere/log.json", cwd=tmp_path)
    assert (said.code, said.out) == (1, "")
    assert "nowhere/log.json cannot be written" in said.err
