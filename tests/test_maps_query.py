"""What a query finds is what the map lights: the same ids, counted from the catalogue's tables alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphmodel import Map, open_store
from graphmodel.errors import QueryError, UnknownName
from graphmodel.maps.packing import packed
from graphmodel.queries.packs import shipped
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store
from tests.commands import Caller
from tests.linked import truths
from tests.test_maps_page import data_of
from tests.worlds.payloads import poisoned

pytestmark = pytest.mark.rotates("maps_query")

PEEL = "peel-regional-police"
MAPS = [query.id for query in shipped() if query.shows == "map"]

NO_IDS = {
    "agreements/by-province",
    "agreements/forbidding",
    "agreements/of-agency",
    "agreements/of-system",
    "agreements/without-audit",
    "agreements/without-link",
    "agreements/without-onward",
    "agreements/without-retention",
    "impediments/by-cause",
    "impediments/recommendations",
    "impediments/recommendations-by-type",
    "interoperability/interconnected-by-type",
    "interoperability/internal-and-external",
    "interoperability/mobile-reporting",
    "interoperability/type-matrix",
    "inventory/agencies-with-type",
    "inventory/systems-by-product",
    "inventory/systems-by-vendor",
    "provenance/documented-share",
    "provenance/sources-of-record",
    "maturity/by-province",
    "maturity/by-type",
    "maturity/missing-facts",
    "standards/links-by-standard",
    "standards/modes-and-freshness",
}
"""Questions whose rows are counts, sources or agreements: a map has nothing to light for them."""


def lit(made: Map) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Return the ids that a map lights: items, links, and (agency, system) pairs of roles."""
    shown = made.data["shown"]
    agencies, systems = list(made.catalogue.agencies["id"]), list(made.catalogue.systems["id"])
    ids = [*agencies, *systems]
    links = list(made.catalogue.links["id"])
    roles = {(agencies[one], systems[other]) for one, other in shown["roles"]}
    return {ids[at] for at in shown["items"]}, {links[at] for at in shown["links"]}, roles


def live_links(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Return (id, from, to) of each live link."""
    partners = truths(catalogue)[0]
    table = catalogue.links
    counts = (
        table["status"].isin(("active", "retiring")) & (table["mode"] != "manual") & (table["purpose"] != "statistical")
    )
    chosen = table[counts]
    return [
        (id, one, other)
        for id, one, other in zip(chosen["id"], chosen["from"], chosen["to"], strict=True)
        if other in partners[one]
    ]


def roles_of(catalogue: Catalogue, agency: str) -> set[str]:
    """Return the live systems that an agency has to do with."""
    live = set(catalogue.systems["id"][catalogue.systems["status"].isin(("active", "retiring"))])
    own = set(catalogue.systems["id"][catalogue.systems["operator"] == agency])
    return (own | set(catalogue.uses["system"][catalogue.uses["agency"] == agency])) & live


def check_agency(made: Map, agency: str) -> None:
    items, links, roles = lit(made)
    systems = roles_of(made.catalogue, agency)
    touching = [link for link in live_links(made.catalogue) if {link[1], link[2]} & systems]
    assert items == {agency, *systems} | {end for _, *ends in touching for end in ends}
    assert links == {id for id, *_ in touching}
    assert roles == {(agency, system) for system in systems}


def test_an_agency_lights_its_systems_and_their_links(canada: Catalogue) -> None:
    check_agency(Map(canada, query="maps/agency", parameters={"agency": PEEL}), PEEL)


def test_a_store_answers_itself_and_so_does_an_answer_at_hand(canada: Catalogue, canada_store: Store) -> None:
    parameters = {"agency": PEEL}
    asked = Map(canada_store, query="maps/agency", parameters=parameters)
    check_agency(asked, PEEL)
    rows = canada_store.run(*shipped().query("maps/agency").bind(parameters))
    again = Map(canada, query="maps/agency", parameters=parameters, rows=rows)
    assert again.data["shown"] == asked.data["shown"]


def test_under_a_scenario_the_world_after_it_is_asked(canada: Catalogue) -> None:
    made = Map(canada, query="maps/agency", parameters={"agency": PEEL}, scenario="pip-2-0")
    check_agency(made, PEEL)
    before = {id for id, one, _ in live_links(canada) if one.startswith("peel")}
    added = {made.catalogue.links["id"][at] for at in made.data["scenario"]["links"]["added"]}
    assert added & lit(made)[1]
    assert not added & before


@pytest.mark.parametrize("id", MAPS)
def test_every_map_query_lights_something(id: str, canada: Catalogue, canada_store: Store) -> None:
    made = Map(canada_store, query=id)
    shown = made.data["shown"]
    assert shown["items"]
    assert shown["items"] == sorted(set(shown["items"]))
    assert shown["links"] == sorted(set(shown["links"]))
    assert shown["title"] == {"en": shipped().query(id).title, "fr": shipped().query(id).title_fr}
    assert packed(made.data)["shown"] == shown
    ends = canada.links.iloc[shown["links"]]
    assert {*ends["from"], *ends["to"]} <= lit(made)[0]


def test_the_nation_lights_every_live_system(canada: Catalogue, canada_store: Store) -> None:
    items, links, _ = lit(Map(canada_store, query="maps/nation"))
    live = canada.systems[canada.systems["status"].isin(("active", "retiring"))]
    assert items == {*live["id"], *live["operator"]}
    assert links == {id for id, *_ in live_links(canada)}


def test_planned_links_are_lit_too(canada: Catalogue, canada_store: Store) -> None:
    links = lit(Map(canada_store, query="maps/planned-links"))[1]
    status = dict(zip(canada.systems["id"], canada.systems["status"], strict=True))
    rows = canada.links[~canada.links["status"].isin(("retired", "cancelled"))]
    ended = ("retired", "cancelled")
    expected = {
        id
        for id, one, other, own in zip(rows["id"], rows["from"], rows["to"], rows["status"], strict=True)
        if "planned" in (own, status[one], status[other]) and status[one] not in ended and status[other] not in ended
    }
    assert links == expected


@pytest.mark.parametrize("id", [query.id for query in shipped() if query.shows != "map"])
def test_a_question_with_a_table_lights_the_ids_of_its_rows(id: str, canada: Catalogue, canada_store: Store) -> None:
    """Columns named after what they hold say which ids a map must light; a question without any is refused."""
    answer = canada_store.ask(id)
    ids = {*canada.agencies["id"], *canada.systems["id"]}
    named = {"system", "agency", "from", "to", "hub", "origin", "relay", "supplier", "partner", "operator"}
    expected = {str(row[name]) for row in answer for name in named & row.keys()} & ids
    made = Map(canada_store, query=id)
    if id in NO_IDS:
        assert not expected
        with pytest.raises(QueryError, match=f"{id} names no agency, system or link by its id"):
            assert made.data
        return
    items, links, _ = lit(made)
    assert expected <= items
    ends = canada.links[canada.links["id"].isin(links)]
    assert {*ends["from"], *ends["to"]} <= items


def test_isolated_records_systems_are_lit_and_nothing_else(canada: Catalogue, canada_store: Store) -> None:
    made = Map(canada_store, query="isolation/isolated-systems", parameters={"type": "rms"})
    touched = {end for _, *ends in live_links(canada) for end in ends}
    systems = canada.systems
    live = systems[(systems["type"] == "rms") & systems["status"].isin(("active", "retiring"))]
    assert lit(made) == (set(live["id"]) - touched, set(), set())


def test_a_row_that_says_its_kind_is_read_by_it(canada: Catalogue, canada_store: Store) -> None:
    planned = lit(Map(canada_store, query="quality/plans-of-the-past"))
    rows = canada_store.ask("quality/plans-of-the-past")
    assert planned[1] == {row["record"] for row in rows if row["kind"] == "link"}
    assert {row["record"] for row in rows if row["kind"] == "system"} <= planned[0]
    mixed = lit(Map(canada_store, query="interoperability/partners-of-type", parameters={"type": "rms"}))
    assert "rcmp-cpic" in mixed[0]
    assert mixed[0] <= set(canada.systems["id"])


def test_only_queries_of_that_name_and_values_are_taken(canada: Catalogue) -> None:
    with pytest.raises(UnknownName, match="did you mean maps/agency"):
        assert Map(canada, query="maps/agenzy").shown
    with pytest.raises(QueryError, match="takes no parameter 'agenzy'"):
        assert Map(canada, query="maps/agency", parameters={"agenzy": PEEL}).shown


def test_hostile_texts_are_lit_as_positions_alone(canada: Catalogue) -> None:
    made = Map(poisoned(canada), query="maps/agency", parameters={"agency": PEEL})
    check_agency(made, PEEL)
    assert all(isinstance(at, int) for name in ("items", "links") for at in made.data["shown"][name])


def test_a_changed_world_is_known_by_what_was_added_removed_and_changed(canada: Catalogue) -> None:
    made = Map(canada, scenario="pip-2-0").data["scenario"]
    after = Map(canada, scenario="pip-2-0").catalogue
    old, new = ({row[0]: row for row in rows(world.links)} for world in (canada, after))
    ids, were = list(after.links["id"]), list(canada.links["id"])
    assert {ids[at] for at in made["links"]["added"]} == new.keys() - old.keys()
    assert {were[at] for at in made["links"]["removed"]} == old.keys() - new.keys()
    assert {(were[one], ids[other]) for one, other in made["links"]["changed"]} == {
        (id, id) for id in old.keys() & new.keys() if old[id] != new[id]
    }
    assert made["systems"] == made["agencies"] == {"added": [], "removed": [], "changed": []}


def rows(table: Any) -> list[tuple[str, ...]]:
    """Return the rows of a table as texts, missing cells as empty, the id first."""
    first = table.set_index("id").astype(object).fillna("").astype(str)
    return [(str(id), *row) for id, row in zip(first.index, first.itertuples(index=False), strict=True)]


def test_the_command_lights_opens_and_refuses(graphmodel: Caller, canada: Catalogue, tmp_path: Path) -> None:
    place = tmp_path / "map.html"
    said = graphmodel("map", "-o", place, "--of", PEEL, "maps/agency", "-p", f"agency={PEEL}")
    assert (said.code, said.out.strip()) == (0, str(place))
    assert "One agency" in said.err
    page = json.loads(json.dumps(data_of(place.read_text(encoding="utf-8"))))
    assert page["open"] == {"of": PEEL, "kind": "agency", "steps": 1}
    assert page["shown"] == Map(canada, query="maps/agency", parameters={"agency": PEEL}).data["shown"]
    for arguments, code, words in (
        (("--of", "peel-regonal-police"), 1, f"did you mean {PEEL}?"),
        (("maps/agency", "-p", "agency=peel-regonal-police"), 1, f"did you mean {PEEL}?"),
        (("provenance/documented-share",), 1, "ask it with graphmodel query run"),
        (("maps/nope",), 1, "there is no query"),
        (("--steps", "2"), 2, "--steps goes with --of"),
        (("--of", "rcmp-cpic", "--steps", "4"), 2, "1<=x<=3"),
        (("-p", "agency=rcmp"), 2, "-p goes with a question"),
        (("--layout", "nation"), 2, "--layout"),
    ):
        refused = graphmodel("map", "-o", tmp_path / "never.html", *arguments)
        assert (refused.code, words in refused.err) == (code, True), refused.err
    assert not (tmp_path / "never.html").exists()


def test_the_command_opens_the_part_asked_for(graphmodel: Caller, tmp_path: Path) -> None:
    place = tmp_path / "map.html"
    for arguments, opened in (
        ((), {"of": "", "kind": "whole", "steps": 1}),
        (("--of", "ON"), {"of": "ON", "kind": "province", "steps": 1}),
        (("--of", "rcmp-pip", "--steps", "2"), {"of": "rcmp-pip", "kind": "system", "steps": 2}),
    ):
        assert graphmodel("map", "-o", place, *arguments).code == 0
        assert data_of(place.read_text(encoding="utf-8"))["open"] == opened


def test_a_query_under_a_scenario_from_the_command_line(graphmodel: Caller, canada: Catalogue, tmp_path: Path) -> None:
    place = tmp_path / "map.html"
    arguments = ("--scenario", "pip-2-0", "maps/agency", "-p", f"agency={PEEL}")
    assert graphmodel("map", "-o", place, *arguments).code == 0
    made = Map(canada, scenario="pip-2-0", query="maps/agency", parameters={"agency": PEEL})
    page = data_of(place.read_text(encoding="utf-8"))
    assert page["shown"] == made.data["shown"]
    assert page["scenario"] == made.data["scenario"]
    with open_store("memory:") as store:
        store.write(canada)
        assert page["shown"] != Map(store, query="maps/agency", parameters={"agency": PEEL}).data["shown"]


def test_a_map_of_an_own_question(graphmodel: Caller, canada: Catalogue, tmp_path: Path) -> None:
    pack = tmp_path / "mine"
    pack.mkdir()
    text = "// Mine\n// @fr La mienne\n// One system.\n// @shows map\nMATCH (s:System {id: 'rcmp-cpic'}) RETURN s AS system;\n"
    (pack / "one.cypher").write_text(text, encoding="utf-8")
    place = tmp_path / "map.html"
    said = graphmodel("map", "mine/one", "--pack", pack, "-o", place)
    assert said.code == 0, said.err
    assert data_of(place.read_text(encoding="utf-8"))["shown"]["query"] == "mine/one"
    shown = Map(canada, query="mine/one", packs=[pack]).data["shown"]
    assert shown["items"] == [len(canada.agencies) + list(canada.systems["id"]).index("rcmp-cpic")]
