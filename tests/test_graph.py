"""The graph that a store holds is the one that the definitions describe: every relationship and property, on random worlds."""

from __future__ import annotations

from collections import Counter

import pytest

from graphmodel.graph.build import PropertyGraph
from graphmodel.graph.model import LABELS, RELATIONSHIP_COLUMNS, node_types, relationship_types
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Impediment, Product, Recommendation, System, tables
from graphmodel.stores import Store, open_store
from graphmodel.words import vocabulary as v
from tests.oracle import STUDY, Oracle, Row, rows_of
from tests.rotation import rotated
from tests.stores import MAKERS, RUN, frozen, in_turns
from tests.worlds.random_worlds import random_catalogue

WORLDS = 40
WORLDS_OF = {"duckdb": 10, "memory": WORLDS, "neo4j": 20, "py2neo": 5}
"""Fewer for stores that are others in another place or by another driver."""
ENDED = ("retired", "cancelled")
COPYING = ("push", "replicate", "file_transfer")


def rows(store: Store, text: str) -> Counter[tuple[object, ...]]:
    return Counter(frozen(row) for row in store.run(text).rows)


def pairs(store: Store, pattern: str) -> set[tuple[object, ...]]:
    """Return the ids at both ends of a pattern's relationship; no pair may stand twice."""
    found = rows(store, f"MATCH {pattern} RETURN a.id AS a, b.id AS b")
    assert set(found.values()) <= {1}
    return set(found)


def listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def flow_type(oracle: Oracle, link: Row) -> str:
    """Return what a link's flows become: the first that fits."""
    statuses = {link["status"], oracle.systems[link["from"]]["status"], oracle.systems[link["to"]]["status"]}
    if statuses & set(ENDED):
        return "USED_TO_FEED"
    if "planned" in statuses:
        return "PLANNED_TO_FEED"
    if link["mode"] == "manual":
        return "REKEYED_INTO"
    return "REPORTS_TO" if link["purpose"] == "statistical" else "FEEDS"


def flows(oracle: Oracle) -> dict[str, Counter[tuple[object, ...]]]:
    made: dict[str, Counter[tuple[object, ...]]] = {name: Counter() for name in FLOWS}
    for link in oracle.all_links:
        name = flow_type(oracle, link)
        ways = [(link["from"], link["to"], False)]
        ways += [(link["to"], link["from"], True)] * (link["direction"] == "two_way")
        for sender, receiver, reverse in ways:
            told = (link["id"], link["mode"], link["status"], listed(link["carries"]), listed(link["source"]))
            passes = (frozenset(oracle.passes(sender, link)),) if name == "FEEDS" else ()
            made[name][sender, receiver, reverse, link["mode"] not in COPYING, *told, *passes] += 1
    return made


FLOWS = ("FEEDS", "USED_TO_FEED", "PLANNED_TO_FEED", "REKEYED_INTO", "REPORTS_TO")


def check_flows(store: Store, oracle: Oracle) -> None:
    for name, expected in flows(oracle).items():
        passes = ", f.passes AS p" if name == "FEEDS" else ""
        found = rows(
            store,
            f"MATCH (a:System)-[f:{name}]->(b:System) RETURN a.id AS a, b.id AS b, f.reverse AS r, f.answers AS n, "
            f"f.link AS l, f.mode AS m, f.status AS s, f.carries AS c, f.sources AS o{passes}",
        )
        if passes:
            found = Counter({(*row[:-1], frozenset(row[-1])): count for row, count in found.items()})
        assert found == expected, name


def check_offers(store: Store, oracle: Oracle) -> None:
    found = rows(
        store, "MATCH (a:System)-[o:OFFERED_BY]->(b:System) RETURN a.id AS a, b.id AS b, o.classes AS c, o.stored AS s"
    )
    assert {(a, b): (set(classes), set(stored)) for a, b, classes, stored in found} == oracle.offered
    assert len(found) == found.total() == len(oracle.offered)


def check_systems(store: Store, oracle: Oracle) -> None:
    found = rows(
        store,
        "MATCH (s:System) RETURN s.id AS id, s.live AS live, s.interconnected AS c, s.internal AS i, "
        "s.internal_only AS o, s.partners AS p, s.island AS first, s.island_size AS n, s.homes AS h, s.relays AS r",
    )
    expected = Counter()
    for id, row in oracle.systems.items():
        inside = [oracle.is_internal(link) for link in oracle.links_of(id)]
        live, island = oracle.live(id), oracle.island(id) if oracle.live(id) else set()
        derived = (live, bool(inside), any(inside), bool(inside) and all(inside), len(oracle.partners(id)))
        where = (min(island, default=None), len(island), tuple(sorted(oracle.homes(id))), row["relays"])
        expected[id, *derived, *where] += 1
    assert Counter({(*row[:8], tuple(sorted(row[8])), row[9]): n for row, n in found.items()}) == expected


def check_agencies(store: Store, oracle: Oracle) -> None:
    assert dict(store.run("MATCH (a:Agency) RETURN a.id AS id, a.organisation AS o").rows) == {
        id: oracle.organisation(id) for id in oracle.agencies
    }
    operated = {(row["operator"], id) for id, row in oracle.systems.items()}
    hosted = {(agency, id) for agency, id in operated if oracle.is_host(agency)}
    assert pairs(store, "(a:Agency)-[:HOSTS]->(b:System)") == hosted
    assert pairs(store, "(a:Agency)-[:OPERATES]->(b:System)") == operated - hosted
    for role, name in (("user", "USES"), ("reader", "READS"), ("contributor", "CONTRIBUTES_TO")):
        assert rows(
            store, f"MATCH (a:Agency)-[u:{name}]->(b:System) RETURN a.id AS a, b.id AS b, u.confidence AS c"
        ) == Counter((use["agency"], use["system"], use["confidence"]) for use in oracle.uses if use["role"] == role)


def check_columns(store: Store, catalogue: Catalogue) -> None:
    """Each column that becomes a relationship is one, from the row's node to what the cell names."""
    for (table, column), name in RELATIONSHIP_COLUMNS.items():
        if name in ("OPERATES", "SOLD_BY"):
            continue
        expected = {(row["id"], item) for row in rows_of(catalogue, table) for item in listed(row[column])}
        assert pairs(store, f"(a:{LABELS[table]})-[:{name}]->(b)") == expected, name
    sold = {(row["id"], row["vendor"]) for row in rows_of(catalogue, "products") if row["vendor"]}
    found = store.run("MATCH (a:Product)-[:SOLD_BY]->(b:Vendor) RETURN a.id AS a, b.name AS b").rows
    assert (set(found), len(found)) == (sold, len(sold))


def check_impediments(store: Store, catalogue: Catalogue) -> None:
    found = rows(
        store, "MATCH (a)-[h:HELD_BACK_BY]->(b:Impediment) RETURN a.id AS a, h.reaches AS r, b.id AS b, h.note AS n"
    )
    assert found == Counter(
        (row["subject"], row["to"] or None, row["impediment"], row["note"] or None)
        for row in rows_of(catalogue, "impediments")
    )


def check_all(store: Store, catalogue: Catalogue) -> None:
    oracle = Oracle(catalogue)
    store.write(catalogue)
    check_flows(store, oracle)
    check_offers(store, oracle)
    check_systems(store, oracle)
    check_agencies(store, oracle)
    check_columns(store, catalogue)
    check_impediments(store, catalogue)


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", in_turns(RUN))
def test_the_graph_of_a_random_world_is_the_one_described(request, tmp_path, name: str) -> None:
    with MAKERS[name](request, tmp_path)() as store:
        for seed in rotated(WORLDS_OF[name]):
            check_all(store, random_catalogue(seed))


def test_the_graph_of_canada_is_the_one_described(store: Store, canada: Catalogue) -> None:
    check_all(store, canada)


def test_random_worlds_hold_every_kind_of_flow() -> None:
    kinds = Counter()
    for seed in range(WORLDS):
        kinds += Counter({name: len(found) for name, found in flows(Oracle(random_catalogue(seed))).items()})
    assert min(kinds[name] for name in FLOWS) >= 10


@pytest.mark.parametrize(
    ("label", "words", "extra"),
    [
        ("SystemType", v.SYSTEM_TYPES, {"study": STUDY}),
        ("Province", v.PROVINCES, {}),
        ("Impediment", v.IMPEDIMENTS, {}),
    ],
)
def test_vocabulary_nodes_are_complete_whatever_is_recorded(label: str, words: v.Vocabulary, extra) -> None:
    for catalogue in (Catalogue.unchecked({}), random_catalogue(1)):
        with open_store("memory:") as store:
            store.write(catalogue)
            found = store.run(f"MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.name_fr AS fr").rows
            assert set(found) == {(word.id, word.en, word.fr) for word in words}
            assert len(found) == len(words)
            for name, members in extra.items():
                marked = store.run(f"MATCH (n:{label}) WHERE n.{name} RETURN n.id AS id").rows
                assert {id for (id,) in marked} == set(members)


def test_a_vendor_is_one_node_however_many_products_it_sells() -> None:
    products = [Product(id=f"p{n}", name="P", vendor=("Été Inc." if n else "Other")) for n in range(4)]
    with open_store("memory:") as store:
        store.write(Catalogue.unchecked({}).add(*products))
        assert set(store.run("MATCH (n:Vendor) RETURN n.id AS id, n.name AS name").rows) == {
            ("ete-inc", "Été Inc."),
            ("other", "Other"),
        }


def test_what_holds_back_an_agency_or_a_system_and_what_addresses_it() -> None:
    agency = Agency(id="a", name="A", level="federal", sector="policing")
    system = System(id="s", name="S", type="rms", operator="a", status="planned")
    held = [
        Impediment(subject="a", impediment="legal_privacy"),
        Impediment(subject="a", impediment="legal_privacy", note="twice", to="s"),
        Impediment(subject="s", impediment="resource_constraints", to="s"),
    ]
    told = Recommendation(id="r", name="R", addresses="resource_constraints;legal_privacy", concerns="cad;rms")
    catalogue = Catalogue.unchecked({}).add(agency, system, told, *held)
    with open_store("memory:") as store:
        store.write(catalogue)
        check_impediments(store, catalogue)
        check_columns(store, catalogue)
        assert store.run("MATCH (a)-[h:HELD_BACK_BY]->() RETURN count(h) AS n").rows == ((3,),)


def test_every_column_of_the_format_is_somewhere_in_the_graph() -> None:
    for name, table in tables().items():
        held = [column.name for column in table.columns if (name, column.name) not in RELATIONSHIP_COLUMNS]
        if name in LABELS:
            assert set(held) == {item.column for item in node_types()[LABELS[name]].properties if item.column}
    uses = {item.column for item in relationship_types()["USES"].properties}
    links = {item.column for item in relationship_types()["FEEDS"].properties if item.column}
    causes = {item.column for item in relationship_types()["HELD_BACK_BY"].properties}
    assert {*uses, "agency", "system", "role"} == set(tables()["uses"].names)
    assert {*links, "from", "to"} == set(tables()["links"].names)
    assert {*causes, "subject", "impediment"} == set(tables()["impediments"].names)


def test_no_property_bears_a_name_that_an_engine_keeps() -> None:
    for kind in (*node_types().values(), *relationship_types().values()):
        names = [item.name for item in kind.properties]
        assert len(set(names)) == len(names)
        assert not set(names) & {"from", "to", "start", "end", "label"}
        assert all(item.sentence.endswith(".") for item in kind.properties)


def test_products_that_name_no_vendor_have_a_graph() -> None:
    world = Catalogue.unchecked({}).add(Product(id="p", name="P"), Product(id="q", name="Q"))
    (sold,) = PropertyGraph(world).relationships("SOLD_BY")
    assert len(sold.rows) == 0
