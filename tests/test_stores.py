"""The laws that every store keeps: what is written is read, nothing stays that left, and asking changes nothing."""

from __future__ import annotations

import pytest

from graphmodel.errors import QueryTimeout, RefusedQuery, StoreError
from graphmodel.graph.model import LABELS, RelationshipType, node_types, relationship_types
from graphmodel.queries.language.spelling import quote
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import (
    About,
    Agency,
    Impediment,
    Link,
    Product,
    Recommendation,
    Source,
    Standard,
    System,
    Use,
)
from graphmodel.stores import Store, open_store
from graphmodel.values.elements import Node, Path, Relationship
from tests.oracle import Oracle
from tests.rotation import rotated
from tests.stores import MAKERS, RUN, SHARED, Content, graph_content, ids, in_turns
from tests.test_guard import HOSTILE
from tests.worlds.hostile import TEXTS, hostile_catalogue, id_of
from tests.worlds.random_worlds import random_catalogue

WORLDS = {"memory": 20, "neo4j": 20, "py2neo": 10}
"""Random catalogues for a store; two of them are others in another place or by another driver."""
EMPTY = Catalogue.unchecked({})
COUNT = "MATCH (s:System) RETURN count(*) AS n"

WRITES = (
    "CREATE (:Agency {id: 'x'})",
    "MERGE (:Agency {id: 'x'})",
    "MATCH (s:System) SET s.name = 'x'",
    "MATCH (s:System) SET s += {name: 'x'}",
    "MATCH (s:System) SET s:Agency",
    "MATCH (s:System) REMOVE s.name",
    "MATCH (s:System) DETACH DELETE s",
    "MATCH ()-[f:FEEDS]->() DELETE f",
    "MATCH (s:System) WITH s LIMIT 1 CREATE (s)-[:FEEDS]->(s)",
    "MATCH (s:System) RETURN s.id AS id; MATCH (s:System) DETACH DELETE s",
    "UNWIND [1, 2] AS x CREATE (:Agency {id: 'x'})",
    "FOREACH (x IN [1] | CREATE (:Agency {id: 'x'}))",
    "MATCH (s:System) CALL { WITH s DETACH DELETE s } RETURN 1 AS x",
    "CALL (*) { CREATE (:Agency {id: 'x'}) } RETURN 1 AS x",
    "MATCH (s:System) /* quiet */ SET /* */ s.name = 'x'",
    "match (s:System) set s.name = 'x'",
    "// harmless\nCREATE (:Agency {id: 'x'})",
    "EXPLAIN CREATE (:Agency {id: 'x'})",
    "PROFILE CREATE (:Agency {id: 'x'})",
    "DROP TABLE System",
    "ALTER TABLE System ADD x STRING",
    "CREATE NODE TABLE X(id STRING, PRIMARY KEY(id))",
    "CREATE INDEX x FOR (s:System) ON (s.name)",
    "CREATE MACRO x(y) AS y",
    "CREATE USER x SET PASSWORD 'y'",
    "COPY System FROM 'x.csv'",
    "COPY (MATCH (s:System) RETURN s.id) TO 'x.csv'",
    "EXPORT DATABASE 'x'",
    "IMPORT DATABASE 'x'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD FROM '/etc/passwd' RETURN *",
    "MATCH (s:System) LOAD CSV FROM 'file:///x' AS line RETURN line",
    "ATTACH 'x.db' AS x (dbtype duckdb)",
    "INSTALL httpfs",
    "CALL dbms.shutdown()",
    "CALL apoc.cypher.runWrite('CREATE (:X)', {}) YIELD value RETURN value",
    "CALL threads=1",
    "CALL db.createLabel('X')",
    "BEGIN TRANSACTION",
    "CHECKPOINT",
    "SHOW USERS",
    "USE system",
    "TERMINATE TRANSACTION 'x'",
)
REFUSED = tuple(dict.fromkeys((*WRITES, *(text for text, _ in HOSTILE))))
"""What no store does for anybody: the guard's table, and more of the same."""

SMALL = EMPTY.add(
    Source(id="so", title="Source"),
    Agency(id="a-one", name="One", level="municipal", sector="policing", province="ON", source="so"),
    Agency(id="a-two", name="Two", level="federal", sector="policing"),
    Product(id="pr", name="Product", vendor="Vendor Inc.", type="rms"),
    Standard(id="st", name="Standard", openness="published"),
    System(id="s-one", name="S 1", type="rms", operator="a-one", status="active", holds="persons", relays=True),
    System(id="s-two", name="S 2", type="cad", operator="a-two", status="active"),
)
LEAVING = (
    Use(agency="a-two", system="s-one", role="reader"),
    Use(agency="a-two", system="s-one", role="user"),
    Link(id="l-one", from_="s-one", to="s-two", direction="two_way", mode="push", status="active"),
    Link(id="l-two", from_="s-one", to="s-two", direction="one_way", mode="push", status="planned"),
    Impediment(subject="a-one", impediment="legal_privacy"),
    Impediment(subject="s-one", to="s-two", impediment="legal_privacy", note="a note"),
    Recommendation(id="gone-re", name="R", addresses="legal_privacy", concerns="rms;cad"),
    System(id="gone-s", name="S 3", type="rms", operator="a-one", product="pr", status="active", replaces="s-two"),
    Product(id="gone-pr", name="P", vendor="Gone Vendor"),
    Standard(id="gone-st", name="N"),
    Agency(id="gone-a", name="A", level="private", sector="other", part_of="a-two", province="QC"),
    Source(id="gone-so", title="S"),
)


@pytest.mark.rotates("at length")
def test_what_is_written_is_read(store: Store, canada: Catalogue, nleim: Catalogue) -> None:
    for catalogue in (canada, nleim, EMPTY, hostile_catalogue(), canada.documented()):
        store.write(catalogue)
        read = store.read()
        assert read == catalogue
        assert (read.digest, read.counts, read.about) == (catalogue.digest, catalogue.counts, catalogue.about)


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", in_turns(RUN))
def test_random_catalogues_are_read_as_written(request, tmp_path, name: str) -> None:
    with MAKERS[name](request, tmp_path)() as store:
        for seed in rotated(WORLDS.get(name, 60)):
            catalogue = random_catalogue(seed)
            store.write(catalogue)
            assert store.read() == catalogue, seed


def test_every_text_comes_back_letter_by_letter(store: Store) -> None:
    catalogue = hostile_catalogue()
    assert set(catalogue.systems["name"]) == set(TEXTS)  # the canonical form takes nothing from them
    store.write(catalogue)
    for table, label in LABELS.items():
        rows = store.run(f"MATCH (n:{label}) RETURN n.id AS id, n.name AS name").rows
        assert set(rows) == {(id_of(table, n), text) for n, text in enumerate(TEXTS)}
    for text in TEXTS:
        found = store.run(f"WITH {quote(text)} AS name MATCH (s:System) WHERE s.name = name RETURN s.id AS id").rows
        assert found == ((id_of("systems", TEXTS.index(text)),),)
        assert store.run("WITH $text AS text RETURN text AS text", {"text": text}).rows == ((text,),)


def test_writing_twice_is_writing_once(store: Store, nleim: Catalogue) -> None:
    for catalogue in (nleim, SMALL.add(*LEAVING)):
        store.write(catalogue)
        content, counts = graph_content(store), store.info().counts
        store.write(catalogue)
        assert graph_content(store) == content
        assert store.info().counts == counts
        assert store.read() == catalogue


@pytest.mark.rotates("at length")
def test_a_row_that_left_the_catalogue_leaves_the_graph(store: Store) -> None:
    store.write(SMALL.add(*LEAVING))
    before = graph_content(store)
    for number, gone in enumerate(LEAVING):
        smaller = SMALL.add(*LEAVING[number + 1 :])
        store.write(smaller)
        after = graph_content(store)
        assert store.read() == smaller
        assert {table: len(ids(store, label)) for table, label in LABELS.items()} == {
            table: smaller.counts[table] for table in LABELS
        }
        assert _size(after) < _size(before), gone
        left = getattr(gone, "id", "l-x")
        assert (f"'{left}'" in str(before), f"'{left}'" in str(after)) == (left != "l-x", False)
        before = after
    with open_store("memory:") as fresh:
        fresh.write(SMALL)
        assert _but_for_load(before) == _but_for_load(graph_content(fresh))


def _size(content: Content) -> int:
    return sum(rows.total() for rows in content.values())


def _but_for_load(content: Content) -> Content:
    return {name: rows for name, rows in content.items() if name != "Load"}


def test_asking_changes_nothing(store: Store) -> None:
    assert len(REFUSED) >= 80
    store.write(SMALL.add(*LEAVING))
    before = graph_content(store)
    for text in REFUSED:
        with pytest.raises(RefusedQuery):
            store.run(text)
    store.run("MATCH (s:System) RETURN s AS s")
    assert graph_content(store) == before
    assert store.read() == SMALL.add(*LEAVING)


def test_without_a_graph_the_remedy_is_named(store: Store) -> None:
    for ask in (store.read, lambda: store.run(COUNT)):
        with pytest.raises(StoreError, match="graphmodel load"):
            ask()
    info = store.info()
    assert (info.state, info.digest, info.about, dict(info.counts)) == ("empty", None, None, {})


def test_info_says_what_the_graph_holds(store: Store, canada: Catalogue) -> None:
    store.write(canada)
    info = store.info()
    assert (info.state, info.digest, info.about) == ("complete", canada.digest, canada.about)
    assert {table: info.counts[label] for table, label in LABELS.items()} == {
        table: canada.counts[table] for table in LABELS
    }
    oracle = Oracle(canada)
    assert info.counts["FEEDS"] == len(oracle.flows)
    assert info.counts["USES"] == sum(use["role"] == "user" for use in oracle.uses)
    assert info.counts["HELD_BACK_BY"] == canada.counts["impediments"]


def test_about_survives(store: Store) -> None:
    about = About("A 'name'", "", made_up=True, limits=("one; two", 'th"ree'), limits_fr=())
    store.write(Catalogue.unchecked({}, about))
    assert store.read().about == about
    assert store.info().about == about


@pytest.mark.parametrize("name", in_turns(SHARED))
def test_a_reader_keeps_the_old_graph_or_refuses(
    request, tmp_path, name: str, canada: Catalogue, nleim: Catalogue
) -> None:
    opening = MAKERS[name](request, tmp_path)
    with opening() as writer, opening() as reader:
        writer.write(canada)
        assert reader.run(COUNT).rows == ((481,),)
        writer.write(nleim)
        try:
            seen: object = reader.read()
        except StoreError as refusal:
            seen = str(refusal)
        assert seen in (canada, nleim) or "load" in str(seen)
    with opening() as reader:
        assert reader.read() == nleim


@pytest.mark.parametrize("name", in_turns(SHARED))
def test_another_handle_sees_the_graph_and_closing_keeps_it(request, tmp_path, name: str) -> None:
    opening = MAKERS[name](request, tmp_path)
    with opening() as writer:
        writer.write(SMALL)
    with opening() as reader:
        assert reader.read() == SMALL


@pytest.mark.parametrize("name", MAKERS)
def test_a_long_query_is_cut_off_and_the_next_is_answered(request, tmp_path, name: str, canada: Catalogue) -> None:
    endless = (
        "MATCH (a:System), (b:System), (c:System), (d:System), (e:System) "
        "WHERE a.name <> b.name AND c.name <> d.name AND a.holds <> e.holds RETURN count(*) AS n"
    )
    with MAKERS[name](request, tmp_path)(timeout=0.5) as store:
        store.write(canada)
        with pytest.raises(QueryTimeout, match=r"0\.5 seconds"):
            store.run(endless)
        assert store.run(COUNT).rows == ((481,),)


def test_a_value_that_was_not_given_is_asked_for(store: Store) -> None:
    store.write(SMALL)
    with pytest.raises(StoreError, match="name"):
        store.run("MATCH (s:System) WHERE s.name = $name RETURN s.id AS id")
    with pytest.raises(StoreError, match="name"):
        store.run("MATCH (s:System) WHERE s.name = $name RETURN s.id AS id", {"other": 1})


def test_a_statement_that_cannot_be_read_is_refused_in_a_line(store: Store) -> None:
    store.write(SMALL)
    for text in ("MATCH (s:System RETURN s", "MATCH (s:System) RETURN s.id AS id ORDER", "RETURN nofunction(1) AS x"):
        with pytest.raises((StoreError, RefusedQuery)) as refusal:
            store.run(text)
        assert "\n" not in str(refusal.value)
        assert store.run(COUNT).rows == ((2,),)


def test_sums_are_whole_numbers(canada_store: Store, canada: Catalogue) -> None:
    oracle = Oracle(canada)
    partners = sum(len(oracle.partners(system)) for system in oracle.systems)
    table = canada_store.run("MATCH (s:System) RETURN sum(s.partners) AS n, [sum(s.partners)] AS in_list")
    assert table.rows == ((partners, [partners]),)
    assert [type(value) for row in table.rows for value in (row[0], *row[1])] == [int, int]


def test_nodes_and_relationships_come_by_our_ids(store: Store) -> None:
    store.write(SMALL.add(*LEAVING))
    ((agency, use, system),) = store.run("MATCH (a:Agency)-[u:READS]->(s:System) RETURN a AS a, u AS u, s AS s").rows
    assert (type(agency), agency.label, agency.id, agency.properties["name"]) == (Node, "Agency", "a-two", "Two")
    assert (type(use), use.type, use.start, use.end) == (Relationship, "READS", "a-two", "s-one")
    assert (use.properties["confidence"], use.properties["sources"]) == ("documented", [])
    assert (system.label, system.id, system.properties["holds"]) == ("System", "s-one", ["persons"])
    assert not [name for item in (agency, use, system) for name in item.properties if name.startswith("_")]


def test_each_kind_has_its_own_properties_whatever_stands_beside_it(store: Store) -> None:
    store.write(SMALL.add(*LEAVING))
    found = store.run("MATCH (a:Agency)-[u:OPERATES|READS]->(:System) RETURN u AS u").rows
    found += store.run("MATCH (n) WHERE n.id = 'a-one' OR n.id = 'rms' RETURN n AS n").rows
    assert {(getattr(item, "type", "") or item.label, frozenset(item.properties)) for (item,) in found} == {
        (kind.name if isinstance(kind, RelationshipType) else kind.label, frozenset(p.name for p in kind.properties))
        for kind in (
            *(relationship_types()[name] for name in ("OPERATES", "READS")),
            *(node_types()[label] for label in ("Agency", "SystemType")),
        )
    }


def test_a_relationship_alone_still_has_our_ids(store: Store) -> None:
    store.write(SMALL.add(*LEAVING))
    feeds = store.run("MATCH (:System)-[f:FEEDS]->(:System) RETURN f AS f").rows
    assert {(f.start, f.end, f.properties["link"], f.properties["reverse"]) for (f,) in feeds} == {
        ("s-one", "s-two", "l-one", False),
        ("s-two", "s-one", "l-one", True),
    }
    held = store.run("MATCH ()-[h:HELD_BACK_BY]->(:Impediment) RETURN collect(h) AS hs").rows
    assert {(h.start, h.end, h.properties["reaches"]) for ((hs),) in held for h in hs} == {
        ("a-one", "legal_privacy", None),
        ("s-one", "legal_privacy", "s-two"),
    }


def test_paths_are_nodes_and_relationships_in_order(store: Store) -> None:
    store.write(SMALL.add(*LEAVING))
    ((path,),) = store.run(
        "MATCH p = (a:Agency {id: 'gone-a'})-[:PART_OF]->(:Agency)-[:OPERATES]->(:System)-[:OF_TYPE]->(:SystemType) "
        "RETURN p AS p"
    ).rows
    assert isinstance(path, Path)
    assert [node.id for node in path.nodes] == ["gone-a", "a-two", "s-two", "cad"]
    assert [(r.start, r.type, r.end) for r in path.relationships] == [
        ("gone-a", "PART_OF", "a-two"),
        ("a-two", "OPERATES", "s-two"),
        ("s-two", "OF_TYPE", "cad"),
    ]
