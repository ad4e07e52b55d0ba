"""What Python's calls give beyond the commands equals a brute-force reading of the definitions, from wherever it is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel import shipped as content
from graphmodel.errors import GraphmodelError, QueryError, ScenarioError, UnknownName
from graphmodel.records.catalogue import Catalogue
from tests.oracle import Oracle
from tests.rotation import rotated
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("python_answers")

WORLDS = 60


def worlds(canada: Catalogue) -> list[Catalogue]:
    return [canada, *(random_catalogue(seed) for seed in rotated(WORLDS))]


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame.astype(object).itertuples(index=False, name=None))


def test_visibility_is_every_sightline_with_its_access(canada: Catalogue) -> None:
    for world in worlds(canada):
        oracle = Oracle(world)
        wanted = sorted(
            (agency, system, item, access)
            for agency in oracle.agencies
            for (system, item), (_, access) in oracle.visible(agency).items()
        )
        found = graphmodel.visibility(world)
        assert rows(found) == wanted
        assert set(found.dtypes.astype(str)) == {"category"}


def test_visibility_of_some(canada: Catalogue) -> None:
    every = graphmodel.visibility(canada)
    province = canada.agencies.set_index("id")["province"]
    ontario = every[(every["agency"].astype(str).map(province) == "ON") & every["class"].isin(["warrants", "persons"])]
    assert rows(graphmodel.visibility(canada, "province=ON", ["warrants", "persons"])) == rows(ontario)
    assert len(ontario) > 100
    peel = graphmodel.visibility(canada, ["peel-regional-police"])
    assert rows(peel[["system", "class"]]) == rows(
        graphmodel.reach(canada, "peel-regional-police")[["system", "class"]]
    )
    assert len(graphmodel.visibility(canada, classes=[])) == 0


def test_flows_are_those_that_are_live_with_what_passes(canada: Catalogue) -> None:
    for world in worlds(canada)[:20]:
        oracle = Oracle(world)
        wanted = sorted(
            (sender, receiver, link["id"], link["mode"] not in ("push", "replicate", "file_transfer"), passes)
            for sender, receiver, link in oracle.flows
            if (passes := sorted(oracle.passes(sender, link))) is not None
        )
        found = graphmodel.flows(world)
        kept = [(*row[:4], sorted(row[4])) for row in rows(found[["from", "to", "link", "answers", "passes"]])]  # type: ignore[call-overload]
        assert sorted(kept) == wanted
        turned = {link["id"] for sender, _, link in oracle.flows if sender != link["from"]}
        assert set(found.loc[found["reverse"], "link"]) == turned


def test_networkx_has_every_record_and_both_ways_of_a_link(canada: Catalogue) -> None:
    import networkx as nx

    graph = graphmodel.to_networkx(canada)
    assert set(graph.nodes) == {*canada.agencies["id"], *canada.systems["id"]}
    flows = [(start, end, said) for start, end, said in graph.edges(data=True) if said["kind"] == "FEEDS"]
    frame = graphmodel.flows(canada)
    assert sorted((start, end, said["link"], said["reverse"]) for start, end, said in flows) == sorted(
        rows(frame[["from", "to", "link", "reverse"]])
    )
    passes = {(row[0], row[1]): row[2] for row in rows(frame[["link", "reverse", "passes"]])}
    assert all(said.get("passes", []) == passes[said["link"], said["reverse"]] for *_, said in flows)
    operated = {(start, end) for start, end, kind in graph.edges(data="kind") if kind in ("OPERATES", "HOSTS")}
    assert operated == set(rows(canada.systems[["operator", "id"]]))
    for id, type in rows(canada.systems[["id", "type"]]):
        assert graph.nodes[id]["type"] == type
    oracle = Oracle(canada)
    live = nx.Graph((start, end) for start, end, _ in flows)
    for system in list(oracle.systems)[::25]:
        if oracle.live(system) and oracle.links_of(system):
            assert nx.node_connected_component(live, system) == oracle.island(system)


@pytest.fixture(scope="module")
def places(nleim: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[str, graphmodel.typing.CatalogueLike]:
    folder = tmp_path_factory.mktemp("places")
    file = folder / "nleim.duckdb"
    with graphmodel.open_store(file) as store:
        store.write(nleim)
    graphmodel.export(nleim, "csv", folder / "tables")
    graphmodel.export(nleim, "xlsx", folder / "tables.xlsx")
    return {
        "object": nleim,
        "name": "nleim-2014",
        "folder": folder / "tables",
        "workbook": str(folder / "tables.xlsx"),
        "file": file,
        "address": f"duckdb:{file}",
        "store": graphmodel.open_store(file),
    }


def test_a_catalogue_is_taken_from_anywhere(
    places: dict[str, graphmodel.typing.CatalogueLike], nleim: Catalogue
) -> None:
    (agency,) = nleim.agencies["id"][:1]
    reached = graphmodel.reach(nleim, agency)
    partners = graphmodel.rank_partners(nleim, nleim.systems["id"][0], limit=3)
    for place in places.values():
        assert graphmodel.diff(nleim, place).counts == {"renamed": 0, "removed": 0, "added": 0, "changed": 0}
        assert graphmodel.reach(place, agency).equals(reached)
        assert graphmodel.rank_partners(place, nleim.systems["id"][0], limit=3).equals(partners)
        assert len(graphmodel.flows(place)) == len(graphmodel.flows(nleim))
    with pytest.raises(GraphmodelError, match="nowhere"):
        graphmodel.flows("nowhere")


def test_another_catalogue_is_another_answer(canada: Catalogue, nleim: Catalogue) -> None:
    """The network of the last catalogue is kept: it must never answer for another one."""
    first = graphmodel.visibility(canada)
    fewer = canada.replace_rows("links", canada.links.iloc[::2])
    assert len(graphmodel.visibility(fewer)) < len(first)
    assert len(graphmodel.visibility(nleim)) != len(first)
    assert graphmodel.visibility(canada).equals(first)


def test_ends_of_a_plan_are_chosen_by_text_by_selector_and_by_ids(canada: Catalogue) -> None:
    province = canada.systems["operator"].map(canada.agencies.set_index("id")["province"])
    live = canada.systems["status"].isin(["active", "retiring"])
    ontario = canada.systems[(canada.systems["type"] == "rms") & (province == "ON") & live]
    text = "type=rms province=ON"
    made = graphmodel.plan(canada, 3, ends=text, others="relays=true")
    assert len(made.steps) == 3
    relays = set(canada.systems.loc[canada.systems["relays"], "id"])
    for one, other in rows(made.steps[["from", "to"]]):
        assert one in set(ontario["id"])
        assert other in relays
    for same in (graphmodel.Selector.of_text(text), sorted(ontario["id"])):
        assert graphmodel.plan(canada, 3, ends=same, others="relays=true").steps.equals(made.steps)
    for wrong, words in (("typ=rms", "did you mean type"), (["nobody"], "nobody"), ("type=rmz", "rmz")):
        with pytest.raises(ScenarioError, match=words):
            graphmodel.plan(canada, 1, ends=wrong)
    with pytest.raises(ScenarioError, match="give one of systems"):
        graphmodel.plan(canada, 1, ends=graphmodel.Selector.of_text("province=ON", "agencies"))


def test_a_scenario_takes_a_selector_as_text(canada: Catalogue) -> None:
    written = graphmodel.Scenario("x").connect("type=rms province=ON", "rcmp-pip").leave("level=municipal", "rcmp-cpic")
    mapped = graphmodel.Scenario("x").connect({"type": "rms", "province": "ON"}, "rcmp-pip")
    mapped = mapped.leave({"level": "municipal"}, "rcmp-cpic")
    assert written == mapped
    assert graphmodel.Scenario.of_toml(written.to_toml()) == written
    assert graphmodel.whatif(canada, written).counts == graphmodel.whatif(canada, mapped).counts
    with pytest.raises(ScenarioError, match="no key of a selector of systems"):
        graphmodel.Scenario("x").retire("typ=rms")


def test_scenarios_stack_or_stand_side_by_side(canada: Catalogue) -> None:
    both = graphmodel.whatif(canada, ["pip-2-0", "cad-rms"])
    one, other = (graphmodel.Scenario.read(name) for name in ("pip-2-0", "cad-rms"))
    assert both.after == other.apply(one.apply(canada))
    assert graphmodel.whatif(canada, []).after == canada
    beside = graphmodel.compare(canada, ["pip-2-0", other]).set_index("scenario")["triples"].tolist()
    assert beside == [graphmodel.whatif(canada, item).counts["triples"] for item in (one, other)]


def test_needs_of_several_files_are_one_answer(canada: Catalogue) -> None:
    every = graphmodel.needs(canada, limit=1)
    assert set(every.rows["needs"]) == {graphmodel.Needs.read(name).name for name in content.needs()}
    one = graphmodel.needs(canada, "wanted-person", limit=1)
    assert every.rows[every.rows["needs"] == "wanted-person"].reset_index(drop=True).equals(one.rows)
    assert len(graphmodel.needs(canada, []).rows) == 0


def test_a_catalogue_is_checked_for_doubts_too(canada: Catalogue) -> None:
    systems = canada.systems
    twin = systems[systems["id"] == "drps-rms"].assign(id="drps-rms-2")
    doubted = canada.replace_rows("systems", pd.concat([systems, twin], ignore_index=True))
    assert [str(item) for item in graphmodel.check(doubted).warnings if "drps-rms-2" in str(item)]


def test_a_store_answers_a_question_by_its_id(store: graphmodel.Store, nleim: Catalogue, tmp_path: Path) -> None:
    store.write(nleim)
    query = graphmodel.query("isolation/isolated-systems")
    assert store.ask(query.id, type="cad").rows == store.run(*query.bind({"type": "cad"})).rows
    assert store.ask(query).rows == store.ask(query.id).rows
    pack = tmp_path / "mine"
    pack.mkdir()
    text = "// Systems\n// @fr Systèmes\n// All.\n// @param limit  number  how many\nWITH 1 AS limit\n"
    (pack / "some.cypher").write_text(text + "MATCH (s:System) WITH s.id AS id, limit ORDER BY id RETURN id, limit\n")
    assert store.ask(graphmodel.query("mine/some", [pack]), limit=2).rows[0][1] == 2
    with pytest.raises(UnknownName, match="did you mean isolation/isolated-systems"):
        store.ask("isolation/isolated-system")
    with pytest.raises(QueryError, match="takes no parameter 'typ'"):
        store.ask(query.id, typ="cad")
    with pytest.raises(UnknownName, match="there is no system type 'cat'"):
        store.ask(query.id, type="cat")
    with pytest.raises(UnknownName, match="there is no agency 'nobody'"):
        store.ask("reach/seen-by-agency", agency="nobody")
