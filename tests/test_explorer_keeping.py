"""What the explorer keeps, and what it must not: failures that pass, yesterday's documents, too much of anything."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from time import monotonic

import pytest

from graphmodel.answers.reach import Reach
from graphmodel.explorer import resident, saved
from graphmodel.explorer.command import doors_of
from graphmodel.explorer.named import MOST_LINKS
from graphmodel.explorer.saved import Workspace
from graphmodel.stores import deadline
from tests.serving import Site, serving, settings_on


def test_a_failure_that_passes_is_not_kept(canada_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(settings_on(canada_file)) as site:
        site.open()
        sees, failed = Reach.sees, list[int]()

        def once(*given: object) -> object:
            if not failed:
                failed.append(1)
                raise RuntimeError
            return sees(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(Reach, "sees", once)
        first, second = (site.get("/agency/opp") for _ in range(2))
        assert (first.status, "the fault is ours" in first.text) == (200, True)
        assert first.headers["cache-control"] == "no-store"
        assert "the fault is ours" not in second.text
        assert "etag" in second.headers


def test_another_day_is_another_answer(explorer: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = explorer.get("/brief?agency=opp&format=html")
    assert explorer.get("/brief?agency=opp&format=html").headers["etag"] == before.headers["etag"]
    for module in ("api", "running"):
        monkeypatch.setattr(f"graphmodel.explorer.{module}.today", lambda: "2031-01-01")
    assert explorer.get("/brief?agency=opp&format=html").headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize("links", [str(MOST_LINKS + 1), f"+{MOST_LINKS + 1}", "5_000"])
def test_so_many_links_are_planned_at_once(explorer: Site, links: str) -> None:
    for path in ("/api/plan", "/report/ask", "/report"):
        reply = explorer.get(path, {"links": links, "format": "html"} if path == "/report" else {"links": links})
        if path == "/report/ask":
            continue
        assert (reply.status, "in a terminal" in reply.text) == (422, True), path


def test_rows_are_bounded_under_a_scenario_too(explorer: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resident, "MOST_ROWS", 2)
    told = {"query_id": "isolation/isolated-systems", "scenario": "pip-2-0"}
    reply = explorer.get("/api/query/run", told)
    assert (reply.status, "more than 2 rows cannot be compared" in reply.text) == (422, True)


def test_the_port_that_browsers_leave_out_is_known() -> None:
    assert {"127.0.0.1", "127.0.0.1:80", "localhost", "[::1]"} <= doors_of("127.0.0.1", 80, (), "").hosts
    assert "127.0.0.1" not in doors_of("127.0.0.1", 8080, (), "").hosts


def test_work_that_ended_late_is_let_go() -> None:
    deadline.left_behind.clear()
    for _ in range(3):
        go, done = threading.Event(), threading.Event()

        def work(_: float, go: threading.Event = go, done: threading.Event = done) -> None:
            go.wait(30)
            done.set()

        with pytest.raises(TimeoutError):
            deadline.within(0.05, work, lambda: None)
        go.set()
        assert done.wait(30)
        end = monotonic() + 30
        while not deadline.left_behind[-1][0].is_set() and monotonic() < end:
            pass
    assert len(deadline.left_behind) == 1
    deadline.left_behind.clear()


def test_the_folder_is_looked_at_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, looks = Workspace(tmp_path), list[int]()
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: looks.append(1) or scan(folder))
    assert [workspace.stamp() for _ in range(5)] == [()] * 5
    assert len(looks) == 1
    monkeypatch.setattr(saved, "_OFTEN", 0.0)
    (tmp_path / "new.toml").write_text('name = "new"\n', encoding="utf-8")
    assert workspace.names() == ["new"]
