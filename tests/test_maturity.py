"""Levels of maturity equal a brute-force reading of the table, on 1,000 random worlds, on Canada and case by case."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.answers.maturity import BY, maturity
from graphmodel.engine.maturity import SCALES, Scale
from graphmodel.engine.network import Network
from graphmodel.queries import packs
from graphmodel.records.catalogue import Catalogue
from graphmodel.report import report
from graphmodel.stores import Store
from graphmodel.words import vocabulary as v
from tests.commands import Caller
from tests.levels import ACCESSES, LATENCIES, MODES, OPENNESS, Levels
from tests.rotation import steps
from tests.worlds.random_worlds import random_catalogue

WORLDS = 1_000
GROUPED = ("links", "settled", "low", "high", "half_low", "half_high", "percent_low", "percent_high", "missing")


def hazy(seed: int) -> Catalogue:
    """A random world in which facts of links and standards are known, or not, at random."""
    catalogue, rnd = random_catalogue(seed), random.Random(seed)
    standards = pd.DataFrame(
        [{"id": f"s-{word or 'unsaid'}", "name": "S", "openness": word or None} for word in (*OPENNESS, "")]
    )
    links = catalogue.links
    options = {
        "mode": (*MODES, "unknown"),
        "latency": (*LATENCIES, None),
        "access": (*ACCESSES, None),
        "standard": (*standards["id"], "none", None),
        "direction": ("one_way", "two_way"),
    }
    for name, words in options.items():
        links[name] = pd.Series([rnd.choice(words) for _ in range(len(links))], index=links.index, dtype="str")
    if seed % 3:  # else nearly every link joins two provinces, and nothing hangs on sectors
        catalogue = catalogue.replace_rows("agencies", catalogue.agencies.assign(province="ON"))
    return catalogue.replace_rows("standards", standards).replace_rows("links", links)


def told(row: dict[Any, Any]) -> tuple[object, ...]:
    values = [row[name] for name in GROUPED[:-1]]
    return *(None if pd.isna(value) else value for value in values), tuple(row["missing"])


def check(catalogue: Catalogue, scale: Scale) -> None:
    network, expected = Network(catalogue), Levels(catalogue, scale)
    links = maturity(network, "link", scale)
    assert {row["link"]: (row["low"], row["high"], frozenset(row["missing"])) for row in links.to_dict("records")} == (
        expected.intervals
    )
    assert [tuple(row) for row in links[["low", "high", "link"]].to_numpy()] == sorted(
        (low, high, id) for id, (low, high, _) in expected.intervals.items()
    )
    agencies = maturity(network, "agency", scale)
    assert set(agencies["agency"]) == set(catalogue.agencies["id"])
    for row in agencies.to_dict("records"):
        assert told(row) == expected.group(expected.of_agency(row["agency"])), row["agency"]
        assert row["works_with"] == expected.works_with(row["agency"])
    for by, of, words in (
        ("type", expected.of_type, v.SYSTEM_TYPES.ids),
        ("province", expected.of_province, (*v.PROVINCES.ids, "national")),
    ):
        groups = {word: expected.group(of(word)) for word in words if of(word)} | {
            "all": expected.group(expected.links)
        }
        found = maturity(network, by, scale)  # pyright: ignore[reportArgumentType] - the pairs above
        assert {row["group"]: told(row) for row in found.to_dict("records")} == groups


@pytest.mark.rotates("brute force of maturity")
@pytest.mark.parametrize("seeds", steps(WORLDS, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_random_worlds_equal_every_completion(seeds: list[int]) -> None:
    for seed in seeds:
        check(hazy(seed), SCALES[seed % 2])


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("scale", SCALES)
def test_canada_equals_every_completion(canada: Catalogue, scale: Scale) -> None:
    check(canada, scale)


def world(**link: object) -> Catalogue:
    """Two systems, of a police service and of a court in other provinces, and one link with an ``openness``, else bare."""
    openness = link.pop("openness", None)
    agencies = pd.DataFrame(
        [
            {"id": "police", "name": "P", "level": "municipal", "sector": "policing", "province": "ON"},
            {"id": "court", "name": "C", "level": "provincial", "sector": "courts", "province": "QC"},
            {"id": "host", "name": "H", "level": "private", "sector": "broker", "province": "ON"},
        ]
    )
    systems = pd.DataFrame(
        [{"id": f"s-{id}", "name": "S", "type": "rms", "operator": id, "status": "active"} for id in agencies["id"]]
    )
    given = {"from": "s-police", "to": "s-court", "direction": "one_way", "mode": "query", "status": "active"} | link
    standards = pd.DataFrame([{"id": "follows", "name": "F", "openness": openness}])
    frames = {"agencies": agencies, "systems": systems, "links": pd.DataFrame([given]), "standards": standards}
    return Catalogue.from_frames({name: frame.astype("object") for name, frame in frames.items()})


def level(scale: Scale, catalogue: Catalogue) -> tuple[int, int, list[str]]:
    ((low, high, missing),) = (
        maturity(Network(catalogue), "link", scale)[["low", "high", "missing"]].to_numpy().tolist()
    )
    return low, high, missing


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"mode": "manual"}, (0, 0, [])),
        ({"mode": "file_transfer"}, (1, 1, [])),
        ({"mode": "replicate", "latency": "periodic"}, (1, 1, [])),
        ({"mode": "replicate", "latency": "daily", "standard": "none"}, (3, 3, [])),
        ({"mode": "replicate", "standard": "none"}, (1, 3, ["latency"])),
        ({"mode": "push", "standard": "none", "direction": "two_way"}, (3, 3, [])),
        ({"standard": "follows", "openness": "proprietary", "direction": "two_way"}, (3, 3, [])),
        ({"standard": "follows", "openness": "restricted"}, (4, 4, [])),
        ({"standard": "follows", "openness": "published"}, (4, 4, [])),
        ({"standard": "follows", "openness": "restricted", "direction": "two_way"}, (5, 5, [])),
        ({"standard": "follows"}, (3, 4, ["openness"])),
        ({"direction": "two_way"}, (3, 5, ["standard"])),
        ({"mode": "unknown"}, (0, 4, ["mode", "latency", "standard"])),
        ({"mode": "unknown", "latency": "live", "standard": "none"}, (0, 3, ["mode"])),
    ],
)
def test_each_row_of_the_data_lane(link: dict[str, object], expected: tuple[int, int, list[str]]) -> None:
    assert level("safecom", world(**link)) == expected


FULL = {"direction": "two_way", "access": "content", "standard": "follows", "openness": "published"}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"mode": "manual"}, (0, 0, [])),
        ({"mode": "file_transfer", "access": "content"}, (1, 1, [])),
        ({"access": "hit"}, (1, 1, [])),
        ({"mode": "push", "access": "hit"}, (1, 1, [])),
        ({"mode": "push", "access": "content"}, (2, 2, [])),
        ({"mode": "replicate", "access": "index"}, (2, 2, [])),
        ({"mode": "push"}, (1, 2, ["access"])),
        ({"access": "index"}, (2, 2, [])),
        ({"mode": "federated_search", "access": "index"}, (2, 2, [])),
        ({"access": "content", "standard": "none"}, (2, 2, [])),
        ({**FULL, "openness": "proprietary"}, (3, 3, [])),
        ({**FULL, "direction": "one_way"}, (3, 3, [])),
        ({**FULL, "to": "s-host"}, (3, 3, [])),  # one province, and a host has no sector to cross into
        (FULL, (4, 4, [])),
        ({**FULL, "mode": "federated_search"}, (4, 4, [])),
        ({**FULL, "openness": None}, (3, 4, ["openness"])),
        ({**FULL, "standard": None}, (2, 4, ["standard"])),
        ({}, (1, 3, ["access", "standard"])),
        ({"mode": "unknown", "standard": "none"}, (0, 2, ["mode", "access"])),
    ],
)
def test_each_row_of_lisi(link: dict[str, object], expected: tuple[int, int, list[str]]) -> None:
    assert level("lisi", world(**link)) == expected


def test_links_that_are_neither_live_nor_re_keyed_by_hand_have_no_level() -> None:
    for link in ({"status": "planned"}, {"status": "retired", "mode": "manual"}, {"purpose": "statistical"}):
        network = Network(world(**link))
        assert maturity(network, "link").empty
        assert maturity(network, "type")["group"].tolist() == ["all"]
        agencies = maturity(network, "agency")
        assert agencies["links"].tolist() == [0, 0, 0]
        assert agencies[["low", "high", "half_low", "half_high", "percent_low", "percent_high"]].isna().all(axis=None)


def test_an_agency_rests_on_what_comes_into_what_it_reads_a_two_way_link_once() -> None:
    rows = maturity(Network(world(standard="none")), "agency").set_index("agency")["links"]
    assert rows.to_dict() == {"police": 0, "court": 1, "host": 0}
    both = world(standard="none", direction="two_way")
    uses = pd.DataFrame([{"agency": "court", "system": "s-police", "role": "reader"}])
    rows = maturity(Network(both.replace_rows("uses", uses)), "agency").set_index("agency")["links"]
    assert rows.to_dict() == {"police": 1, "court": 1, "host": 0}


def test_an_empty_world_has_no_level() -> None:
    network = Network(Catalogue.unchecked({}))
    assert maturity(network, "link").empty
    assert maturity(network, "agency").empty
    assert maturity(network, "province")["links"].tolist() == [0]


def test_the_pack_says_what_the_command_says(canada: Catalogue, canada_store: Store) -> None:
    network = Network(canada)
    of = {scale: maturity(network, "link", scale).set_index("link") for scale in SCALES}
    for row in ask(canada_store, "links", type=""):
        for scale in SCALES:
            found = of[scale].loc[row["link_id"]]
            assert (row[f"{scale}_low"], row[f"{scale}_high"]) == (found["low"], found["high"])
            assert set(found["missing"]) <= set(row["missing"])
        assert set(row["missing"]) == {name for scale in SCALES for name in of[scale].loc[row["link_id"], "missing"]}
    for query, by, key, rest in (
        ("by-type", "type", "system_type", ""),
        ("by-province", "province", "province", "national"),
    ):
        rows = ask(canada_store, query)
        for scale in SCALES:
            groups = maturity(network, by, scale).set_index("group")  # pyright: ignore[reportArgumentType]
            assert {row[key] or rest for row in rows} | {"all"} == set(groups.index)
            for row in rows:
                group = groups.loc[row[key] or rest]
                assert row["links"] == group["links"]
                assert row[f"{scale}_settled"] == group["settled"]
                assert (row[f"{scale}_low"], row[f"{scale}_high"]) == (group["low"], group["high"])
    agencies = maturity(network, "agency").set_index("agency")
    for agency in ("peel-regional-police", "rcmp", "opp", "sq", "statistics-canada"):
        if agency in agencies.index:
            rows = ask(canada_store, "links-of-agency", agency=agency)
            assert len(rows) == agencies.loc[agency, "links"]
            assert not rows or min(row["safecom_low"] for row in rows) == agencies.loc[agency, "low"]
            assert len(ask(canada_store, "common-systems", agency=agency)) == agencies.loc[agency, "works_with"]


def ask(store: Store, query: str, **values: str) -> list[dict[str, Any]]:
    table = store.run(*packs.query(f"maturity/{query}").bind(values))
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_the_command_shows_what_the_library_says(graphmodel: Caller, canada: Catalogue) -> None:
    for by in BY:
        expected = gm.maturity(canada, by, "lisi")
        rows = graphmodel.rows("maturity", "--by", by, "--scale", "lisi")
        assert [list(row) for row in rows[:1]] == [list(expected.columns)]
        plain = expected.astype("object").where(expected.notna(), None).to_dict("records")
        assert rows == plain
    told = graphmodel("maturity", "--by", "agency")
    assert told.code == 0
    assert "SAFECOM data lane" in told.err
    assert "survey make" in told.err
    french = graphmodel("--lang", "fr", "maturity", "--by", "type", "--format", "markdown")
    assert "Volet des données de SAFECOM" in french.err
    assert "faits manquants" in french.out
    assert "norme" in french.out


@pytest.mark.rotates("at length")
def test_half_of_the_links_is_said_as_the_table_says_it(canada: Catalogue) -> None:
    section = report(canada, links=1).section("maturity")
    assert section is not None
    assert section.grid is not None
    lane, lisi = (gm.maturity(canada, "type", scale) for scale in SCALES)
    assert len(section.grid.rows) == len(lane) == len(lisi)
    for row, one, other in zip(section.grid.rows, lane.to_dict("records"), lisi.to_dict("records"), strict=True):
        assert row[:2] == (one["name"], one["links"])
        for cells, of in ((row[2:5], one), (row[5:], other)):
            assert cells[0] == of["settled"]
            for cell, low, high in ((cells[1], "low", "high"), (cells[2], "half_low", "half_high")):
                assert cell == (str(of[low]) if of[low] == of[high] else f"{of[low]} to {of[high]}")
    assert "Settled: 91 of 278 links on the data lane, 74 on LISI." in section.words


def test_exports_of_graphs_bear_the_levels_and_load_again_without_them(canada: Catalogue, tmp_path: Path) -> None:
    links = gm.maturity(canada, "link").set_index("link")
    graph = gm.to_networkx(canada)
    edges = {data["link"]: data for *_, data in graph.edges(data=True) if data["kind"] in ("FEEDS", "REKEYED_INTO")}
    assert edges.keys() == set(links.index)
    assert all(
        (edges[id]["safecom_low"], edges[id]["safecom_high"]) == (of.low, of.high) for id, of in links.iterrows()
    )
    file = tmp_path / "canada.graphml"
    gm.export(canada, "graphml", file)
    assert b"lisi_high" in file.read_bytes()
    again = gm.check(file, "graphml")
    assert not [told for told in (*again.problems, *again.warnings, *again.notices) if "lisi" in str(told)]
    assert again.catalogue is not None
    assert list(again.catalogue.links.columns) == list(canada.links.columns)
