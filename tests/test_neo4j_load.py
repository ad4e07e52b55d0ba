"""Loading that an administrator trusts: only differences are written, and what others wrote is never touched."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections import Counter

import neo4j
import pytest

from graphmodel.errors import StoreError
from graphmodel.graph.model import node_types
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency
from graphmodel.stores import neo4j_driver, neo4j_load, open_store
from graphmodel.stores.server import OURS
from tests.neo4j_spies import COUNTS, Times, ask, everything, foreign, watched
from tests.rotation import share
from tests.servers import Server
from tests.stores import Content, graph_content
from tests.test_stores import LEAVING, SMALL
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("neo4j_load")

LARGE = SMALL.add(*LEAVING)
WRITING = ("CREATE", "MERGE", "SET", "DELETE", "REMOVE")


@pytest.fixture
def summaries(monkeypatch: pytest.MonkeyPatch) -> list[neo4j.ResultSummary]:
    """What the server said of each statement that was sent to it, oldest first."""
    said: list[neo4j.ResultSummary] = []
    answer = neo4j_driver._answer  # noqa: SLF001

    def listening(result: neo4j.Result, limit: int | None):
        try:
            return answer(result, limit)
        finally:
            said.append(result.consume())

    monkeypatch.setattr(neo4j_driver, "_answer", listening)
    return said


def counted(summaries: list[neo4j.ResultSummary]) -> dict[str, int]:
    """Return what the server created and deleted, but for the lock of loads, and forget it."""
    told = [item.counters for item in summaries if "GraphmodelLock" not in str(item.query)]
    summaries.clear()
    return {name: sum(getattr(item, name) for item in told) for name in COUNTS}


def content_of(catalogue: Catalogue) -> Content:
    """Return what the embedded store holds of a catalogue, its Load node apart."""
    with open_store("memory:") as store:
        store.write(catalogue)
        return without_load(graph_content(store))


def without_load(content: Content) -> Content:
    return {name: rows for name, rows in content.items() if name != "Load"}


def difference(before: Content, after: Content) -> dict[str, int]:
    """Return what a load has to create and delete: a node is one while its id is, a relationship while all it says."""
    there, wanted = (
        Counter((name, row[0] if name in node_types() else row) for name, rows in content.items() for row in rows)
        for content in (before, after)
    )
    found = Counter()
    for way, items in (("created", wanted - there), ("deleted", there - wanted)):
        for (name, _), times in items.items():
            found[f"{'nodes' if name in node_types() else 'relationships'}_{way}"] += times
    return {name: found[name] for name in COUNTS}


def test_constraints_come_first(neo4j_uri: str, neo4j_server: Server, summaries: list[neo4j.ResultSummary]) -> None:
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
    assert ask(neo4j_server, "SHOW CONSTRAINTS YIELD labelsOrTypes AS l, properties AS p, type AS t") == Counter(
        ((label,), ("id",), "UNIQUENESS") for label in (*node_types(), "GraphmodelLock")
    )
    texts = [str(item.query) for item in summaries]
    writing = [text for text in texts if any(word in text for word in WRITING)]
    kinds = ["CREATE CONSTRAINT" in text for text in writing]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds.count(True) == len(node_types()) + 1


def test_a_constraint_that_an_administrator_made_will_do(neo4j_uri: str, neo4j_server: Server) -> None:
    ask(neo4j_server, "CREATE CONSTRAINT mine FOR (s:System) REQUIRE s.id IS UNIQUE")
    with open_store(neo4j_uri) as store:
        for catalogue in (SMALL, LARGE):
            store.write(catalogue)
            assert store.read() == catalogue
    assert ask(neo4j_server, "SHOW CONSTRAINTS YIELD name, labelsOrTypes AS l WHERE 'System' IN l RETURN name") == {
        ("mine",): 1
    }


def test_only_what_differs_is_written(neo4j_uri: str, summaries: list[neo4j.ResultSummary]) -> None:
    worlds = [SMALL, LARGE, SMALL, *map(random_catalogue, range(6)), Catalogue.unchecked({})]
    with open_store(neo4j_uri) as store:
        store.write(Catalogue.unchecked({}))
        counted(summaries)
        held = content_of(Catalogue.unchecked({}))
        for catalogue in worlds:
            store.write(catalogue)
            coming = content_of(catalogue)
            assert counted(summaries) == difference(held, coming)
            held = coming


def test_an_unchanged_reload_writes_nothing(neo4j_uri: str, summaries: list[neo4j.ResultSummary]) -> None:
    with open_store(neo4j_uri) as store:
        store.write(LARGE)
        loaded = store.info().loaded_at
        summaries.clear()
        store.write(LARGE)
        assert store.info().loaded_at == loaded
    told = [item.counters for item in summaries if "GraphmodelLock" not in str(item.query)]
    assert not [item for item in told if item.contains_updates]


def test_by_routing_a_read_waits_for_what_was_loaded(neo4j_uri: str, caplog: pytest.LogCaptureFixture) -> None:
    """As on a cluster: the transaction that reads names the bookmark of the load, whichever server it goes to."""
    with open_store(neo4j_uri.replace("bolt:", "neo4j:")) as store:
        for catalogue in (SMALL, LARGE):
            store.write(catalogue)
            (loaded,) = store._server._bookmarks.get_bookmarks()  # type: ignore[attr-defined]  # noqa: SLF001
            caplog.clear()
            caplog.set_level(logging.DEBUG, "neo4j")
            assert store.read() == catalogue
            begun = [text for text in caplog.messages if "C: BEGIN" in text]
            assert begun
            assert all(loaded in text and "'mode': 'r'" in text for text in begun), begun


FOREIGN = (
    *(f"CREATE (:{label} {{id: 'theirs-{label.lower()}', name: 'Theirs', row: 17}})" for label in node_types()),
    "CREATE (:System {name: 'without an id', live: true, row: 'x'})",
    "MATCH (s:System {id: 'theirs-system'}), (t:SystemType {id: 'rms'}) CREATE (s)-[:OF_TYPE {since: 1999}]->(t)",
    "MATCH (s:System {id: 'theirs-system'}), (t:System {name: 'without an id'}) CREATE (s)-[:FEEDS {link: 'x'}]->(t)",
    "MATCH (s:Agency {id: 'theirs-agency'}), (t:Impediment {id: 'legal_privacy'}) CREATE (s)-[:HELD_BACK_BY]->(t)",
    "MATCH (s:Province {id: 'ON'}), (t:SystemType {id: 'rms'}) CREATE (s)-[:OF_TYPE {row: 3}]->(t)",
    "CREATE (:Police {id: 's-one'})-[:REPORTS_TO]->(:Police)",
)


def test_what_others_wrote_is_never_touched(neo4j_uri: str, neo4j_server: Server, canada: Catalogue) -> None:
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        for text in FOREIGN:
            ask(neo4j_server, text)
        ask(neo4j_server, "MATCH (t:SystemType {id: 'rms'}) SET t.colour = 'blue', t:Reviewed")
        ask(neo4j_server, "MATCH (l:Load {id: 'load'}) SET l.ticket = 7")
        theirs = foreign(neo4j_server)
        for catalogue in (LARGE, canada, SMALL, Catalogue.unchecked({}), SMALL, SMALL):
            store.write(catalogue)
            assert store.read() == catalogue
            assert foreign(neo4j_server) == theirs
            ours = without_load(graph_content_of_ours(neo4j_server))
            assert ours == {name: rows.total() for name, rows in content_of(catalogue).items()}
        assert ask(neo4j_server, "MATCH (n:Reviewed) RETURN n.id, n.colour") == {("rms", "blue"): 1}
        assert ask(neo4j_server, "MATCH (n:Load) WHERE n.ticket = 7 RETURN n.id") == {("load",): 1}
        assert store.info().foreign == len(node_types()) - 1 + 1 + 5


def graph_content_of_ours(server: Server) -> Content:
    """Return how much graphmodel wrote, by label and by type with its ends, as ``graph_content`` names them."""
    nodes = ask(server, f"MATCH (n) WHERE n.{OURS} IS NOT NULL UNWIND labels(n) AS l RETURN l, count(*)")
    relationships = ask(
        server, f"MATCH (a)-[r]->(b) WHERE r.{OURS} IS NOT NULL RETURN labels(a)[0], type(r), labels(b)[0], count(*)"
    )
    found = {str(label): times for label, times in nodes if label in node_types()}
    found |= {f"{start} {type} {end}": times for start, type, end, times in relationships}
    return {name: found.get(name, 0) for name in content_of(Catalogue.unchecked({}))} | {"Load": 1}


def test_properties_that_others_gave_stay_while_what_carries_them_does(neo4j_uri: str, neo4j_server: Server) -> None:
    with open_store(neo4j_uri) as store:
        store.write(LARGE)
        ask(neo4j_server, "MATCH (s:System {id: 's-one'}) SET s.reviewed = true")
        ask(neo4j_server, "MATCH (:Agency)-[r:OPERATES]->(:System {id: 's-one'}) SET r.contract = 'C-1'")
        store.write(SMALL)
        store.write(LARGE)
        assert store.read() == LARGE
    assert ask(neo4j_server, "MATCH (s:System) WHERE s.reviewed RETURN s.id") == {("s-one",): 1}
    assert ask(neo4j_server, "MATCH (a)-[r]->(b) WHERE r.contract = 'C-1' RETURN a.id, b.id") == {("a-one", "s-one"): 1}


@pytest.mark.parametrize("before", [None, SMALL])
def test_an_id_that_somebody_else_took_is_refused(
    neo4j_uri: str, neo4j_server: Server, before: Catalogue | None
) -> None:
    with open_store(neo4j_uri) as store:
        if before:
            store.write(before)
        ask(neo4j_server, "CREATE (:System {id: 'gone-s', name: 'Theirs'})")
        there = everything(neo4j_server)
        with pytest.raises(StoreError, match=r"System .*did not write.*'gone-s'.*NEO4J_DATABASE"):
            store.write(LARGE)
        assert everything(neo4j_server) == there
        if before:
            assert store.read() == before


def test_ids_that_others_gave_twice_are_refused(neo4j_uri: str, neo4j_server: Server) -> None:
    ask(neo4j_server, "CREATE (:System {id: 'x'}), (:System {id: 'x'})")
    there = everything(neo4j_server)
    with open_store(neo4j_uri) as store, pytest.raises(StoreError, match=r"did not write.*NEO4J_DATABASE"):
        store.write(SMALL)
    assert everything(neo4j_server) == there


def test_a_load_node_of_somebody_else_is_refused(neo4j_uri: str, neo4j_server: Server) -> None:
    ask(neo4j_server, "CREATE (:Load {id: 'load', tonnes: 3})")
    with open_store(neo4j_uri) as store, pytest.raises(StoreError, match="Load that graphmodel did not write"):
        store.write(SMALL)
    assert ask(neo4j_server, "MATCH (n) WHERE NOT n:GraphmodelLock RETURN labels(n), n.tonnes") == {(("Load",), 3): 1}


def test_a_stale_node_that_a_foreign_relationship_holds_is_refused(neo4j_uri: str, neo4j_server: Server) -> None:
    with open_store(neo4j_uri) as store:
        store.write(LARGE)
        ask(neo4j_server, "MATCH (s:System {id: 'gone-s'}) CREATE (s)<-[:NOTED]-(:Note {text: 'keep'})")
        there = everything(neo4j_server)
        with pytest.raises(StoreError, match=r"System 'gone-s' left the catalogue.*NOTED.*did not write.*remove that"):
            store.write(SMALL)
        assert everything(neo4j_server) == there
        assert store.read() == LARGE
        ask(neo4j_server, "MATCH ()-[r:NOTED]-() DELETE r")
        store.write(SMALL)
        assert store.read() == SMALL


def test_an_id_too_long_for_an_index_is_refused_before_anything_is_written(
    neo4j_uri: str, neo4j_server: Server
) -> None:
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        there = everything(neo4j_server)
        with pytest.raises(StoreError, match=r"xxxx\.\.\. of Agency is too long"):
            store.write(SMALL.add(Agency(id="x" * 9000, name="Long", level="municipal", sector="policing")))
        assert everything(neo4j_server) == there


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads in small batches."""
    monkeypatch.setattr(neo4j_load, "ATOMIC", 10)
    monkeypatch.setattr(neo4j_load, "BATCH", 20)


@pytest.mark.rotates("a server in trouble")
@pytest.mark.usefixtures("small_batches")
def test_a_large_difference_that_is_interrupted_is_finished_by_the_next_load(
    neo4j_uri: str, neo4j_server: Server
) -> None:
    clean = content_of(LARGE)
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        counting = Times(KeyboardInterrupt)
        with watched(neo4j_uri, counting) as writer:
            writer.write(LARGE)
        moments = share(range(1, counting.told + 1, 5))
        refused = 0
        for moment in moments:
            store.write(SMALL)
            with watched(neo4j_uri, Times(KeyboardInterrupt, moment)) as writer, pytest.raises(KeyboardInterrupt):
                writer.write(LARGE)
            if store.info().state == "complete":
                assert store.read() in (SMALL, LARGE)
            else:
                refused += 1
                for reading in (store.read, lambda: store.run("MATCH (n) RETURN n")):
                    with pytest.raises(StoreError, match=r"begun by .*\[\d+\] at 20.*run graphmodel load again"):
                        reading()
            store.write(LARGE)
            assert store.read() == LARGE
            assert without_load(graph_content(store)) == clean
            assert ask(neo4j_server, "MATCH (l:Load) RETURN l.loader, l.started_at") == {(None, None): 1}
    assert refused > len(moments) // 2


def test_what_is_there_twice_or_was_taken_away_is_put_right(neo4j_uri: str, neo4j_server: Server) -> None:
    twice = "CALL (a, r, b) {{ CREATE (a)-[x:{0}]->(b) SET x = properties(r) }}"
    with open_store(neo4j_uri) as store:
        store.write(LARGE)
        clean = graph_content(store)
        for text in (
            *(f"MATCH (a)-[r:{name}]->(b) {twice.format(name)}" for name in ("FEEDS", "OPERATES", "OFFERED_BY")),
            "MATCH ()-[r:FEEDS]->() DELETE r",
            "MATCH (s:System {id: 'gone-s'}) DETACH DELETE s",
            "MATCH (s:SystemType) DETACH DELETE s",
            "MATCH (l:Load) DELETE l",
        ):
            ask(neo4j_server, text)
            store.write(LARGE)
            assert graph_content(store) == clean


HOLDING = """
import sys
from graphmodel.shipped import catalogues
from graphmodel.loading import load
from graphmodel.stores import neo4j_load, open_store
real = neo4j_load.difference
def slowly(*arguments):
    print("loading", flush=True)
    sys.stdin.readline()
    return real(*arguments)
neo4j_load.difference = slowly
with open_store(sys.argv[1]) as store:
    store.write(load(catalogues()["canada"]))
"""


@pytest.mark.rotates("a server in trouble")
def test_of_two_loads_at_once_the_second_is_refused_with_the_name_of_the_first(
    neo4j_uri: str, canada: Catalogue
) -> None:
    with open_store(neo4j_uri) as store:
        store.write(SMALL)
        command = [sys.executable, "-c", HOLDING, neo4j_uri]
        with subprocess.Popen(command, encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout
            assert other.stdout.readline() == "loading\n"
            for _ in range(2):
                with pytest.raises(StoreError, match=rf"another load .* by .*@.*\[{other.pid}\] since 20\d\d-"):
                    store.write(LARGE)
                assert store.read() == SMALL
            other.communicate("go on\n", timeout=60)
        assert other.returncode == 0
        assert store.read() == canada
        store.write(LARGE)
        assert store.read() == LARGE
