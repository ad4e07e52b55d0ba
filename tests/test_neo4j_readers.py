"""Readers during a small load: a server shows a commit piece by piece, and yet nobody is told half a graph."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from neo4j.exceptions import ClientError, ServiceUnavailable, SessionExpired

from graphmodel.errors import StoreError
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import neo4j, neo4j_load, open_store
from tests.neo4j_spies import Times, ask, everything, watched
from tests.servers import Server
from tests.test_stores import COUNT, LEAVING, SMALL

pytestmark = pytest.mark.rotates("neo4j_readers")

LARGE = SMALL.add(*LEAVING)
LOADS = 8
COMMITTING = 2
"""The commit of the rows, after that of the mark that keeps readers waiting."""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_load, "_PAUSE", 0.0)
    monkeypatch.setattr(neo4j, "_SETTLING", 0.2)


def test_whoever_reads_during_a_commit_waits_or_is_refused(neo4j_uri: str, neo4j_server: Server) -> None:
    states: list[object] = []
    refusals: list[str] = []

    def look(text: str) -> None:
        if text == "COMMIT":
            states.extend(state for (state,) in ask(neo4j_server, "MATCH (l:Load) RETURN l.state"))
            if states[-1] == "settling":
                for reading in (reader.read, lambda: reader.run(COUNT)):
                    with pytest.raises(StoreError) as refusal:
                        reading()
                    refusals.append(str(refusal.value))

    with open_store(neo4j_uri) as reader:
        reader.write(SMALL)
        with watched(neo4j_uri, look) as store:
            store.write(LARGE)
        assert states == ["complete", "settling", "settling"]
        assert len(refusals) == 4
        assert all("is not finished: wait for it, or run graphmodel load again" in told for told in refusals)
        assert reader.read() == LARGE


@pytest.mark.rotates("a server in trouble")
def test_whoever_waits_long_enough_is_answered(
    neo4j_uri: str, monkeypatch: pytest.MonkeyPatch, neo4j_server: Server
) -> None:
    monkeypatch.setattr(neo4j, "_SETTLING", 60.0)
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        ask(neo4j_server, "MATCH (l:Load) SET l.state = 'settling'")
        settled = threading.Timer(0.5, ask, (neo4j_server, "MATCH (l:Load) SET l.state = 'complete'"))
        settled.start()
        assert store.read() == SMALL
        settled.join()


@pytest.mark.parametrize("before", [None, SMALL])
def test_a_commit_that_the_server_refuses_leaves_everything_as_it_was(
    neo4j_uri: str, neo4j_server: Server, before: Catalogue | None
) -> None:
    with open_store(neo4j_uri) as store:
        if before:
            store.write(before)
        there = everything(neo4j_server)
        refusing = Times(lambda: ClientError("no"), COMMITTING, about="COMMIT")
        with watched(neo4j_uri, refusing) as writer, pytest.raises(StoreError):
            writer.write(LARGE)
        assert everything(neo4j_server) == there
        store.write(LARGE)
        assert store.read() == LARGE


@pytest.mark.rotates("a server in trouble")
@pytest.mark.parametrize("fault", [lambda: ServiceUnavailable("away"), lambda: SessionExpired("gone")])
def test_a_commit_of_which_nobody_knows_is_cleared_up_by_the_next_load(
    neo4j_uri: str, fault: Callable[[], Exception]
) -> None:
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        away = Times(fault, *range(COMMITTING, 100), about="COMMIT")
        with watched(neo4j_uri, away) as writer, pytest.raises(StoreError):
            writer.write(LARGE)
        assert store.info().state == "settling"
        for reading in (store.read, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match=r"begun by .*\[\d+\] at 20.*run graphmodel load again"):
                reading()
        store.write(LARGE)
        assert store.read() == LARGE
        assert store.info().state == "complete"


@pytest.mark.rotates("a server in trouble")
def test_nobody_reads_half_a_graph(neo4j_uri: str, canada: Catalogue, nleim: Catalogue) -> None:
    both = {"canada": canada, "nleim": nleim}
    seen: Counter[str] = Counter()
    done = threading.Event()

    def read() -> None:
        with open_store(neo4j_uri) as reader:
            while not done.is_set():
                try:
                    found = reader.read()
                except StoreError as refusal:
                    seen[str(refusal)] += 1
                else:
                    seen[next((name for name, made in both.items() if made == found), "half")] += 1

    with open_store(neo4j_uri) as store:
        store.write(canada)
        reading = threading.Thread(target=read)
        reading.start()
        for number in range(LOADS):
            store.write((nleim, canada)[number % 2])
        done.set()
        reading.join()
    assert seen["half"] == 0
    assert set(both) <= set(seen)
    assert all("ask again" in told or "load again" in told for told in set(seen) - {*both, "half"})
