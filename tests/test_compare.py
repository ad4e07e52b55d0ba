"""Before and after equal two brute-force readings of the definitions; what is identical changes nothing."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.answers.difference.worlds import COMPARED, TRIPLE, Difference
from graphmodel.answers.study import study
from graphmodel.answers.whatif import outage
from graphmodel.engine.failure import single_points
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from tests.links import Triples, without
from tests.oracle import Oracle
from tests.rotation import rotated
from tests.scenarios import possible, random_scenario
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("compare")

COUNTED = ("triples", "agencies", "officers", "population", "isolated", "islands", "single_points")
FIGURES = {"officers": "sworn_officers", "population": "population_served"}
SEEDS = st.integers(0, 5_000)


def triples(frame: pd.DataFrame) -> Triples:
    """Return the rows of a frame of triples, which is sorted and holds none twice."""
    assert tuple(frame.columns) == TRIPLE
    rows = [tuple(map(str, row)) for row in frame.itertuples(index=False, name=None)]
    assert rows == sorted(set(rows))
    return set(rows)  # type: ignore[arg-type]


def islands_of(links: set[frozenset[str]], systems: set[str]) -> list[set[str]]:
    """Return the connected components of some systems, by joining sets until nothing changes."""
    found = [{id} for id in sorted(systems)]
    for link in links:
        if link <= systems:
            touched = [island for island in found if island & link]
            found = [island for island in found if not island & link] + [set().union(*touched)]
    return found


def single_points_of(oracle: Oracle) -> set[str]:
    """Return the systems without which there are more islands of the others than with them, removed one by one."""
    live = {id for id in oracle.systems if oracle.live(id)}
    links = {frozenset((link["from"], link["to"])) for link in oracle.links}
    whole = islands_of(links, live)
    made = set[str]()
    for id in live:
        rest = len(islands_of(links, live - {id}))
        own = next(island for island in whole if id in island)
        if rest > len(whole) - (own == {id}):
            made.add(id)
    return made


def reached(oracle: Oracle) -> set[str]:
    """Return the agencies that see another organisation's records."""
    return {agency for agency in oracle.agencies if oracle.sees(agency)}


def figure(oracle: Oracle, agencies: set[str], column: str) -> int:
    """Return a figure summed over agencies; one that is part of another that is counted is not counted again."""

    def above(agency: str) -> set[str]:
        found = set[str]()
        while agency := oracle.agencies[agency]["part_of"]:
            found.add(agency)
        return found

    counted = {agency for agency in agencies if oracle.agencies[agency][column] != ""}
    return sum(int(oracle.agencies[agency][column]) for agency in counted if not above(agency) & counted)


def measured(oracle: Oracle) -> dict[str, int]:
    live = {id for id in oracle.systems if oracle.live(id)}
    links = {frozenset((link["from"], link["to"])) for link in oracle.links}
    some = reached(oracle)
    return {
        "triples": len(oracle.triples()),
        "agencies": len(some),
        **{name: figure(oracle, some, column) for name, column in FIGURES.items()},
        "isolated": sum(not oracle.links_of(id) for id in live),
        "islands": sum(len(island) > 1 for island in islands_of(links, live)),
        "single_points": len(single_points_of(oracle)),
    }


def check(before: Catalogue, after: Catalogue) -> Difference:
    was, now = Oracle(before), Oracle(after)
    made = Difference(before, after)
    gained, lost = now.triples() - was.triples(), was.triples() - now.triples()
    assert triples(made.gained) == gained
    assert triples(made.lost) == lost
    assert made.counts == {
        "triples": len(gained),
        "agencies": len({agency for agency, _, _ in gained}),
        "systems": len({system for _, system, _ in gained}),
        "lost_triples": len(lost),
    }
    alone = {id for id in now.systems if now.live(id) and not now.links_of(id)}
    linked = {id for id in was.systems if was.live(id) and was.links_of(id)}
    assert made.newly_isolated == sorted(alone & linked)
    table = made.measures().set_index("measure")
    assert tuple(table.index) == COUNTED
    assert table["before"].to_dict() == measured(was)
    assert table["after"].to_dict() == measured(now)
    assert table["change"].tolist() == (table["after"] - table["before"]).tolist()
    return made


def test_random_worlds_and_their_changes_equal_the_oracle() -> None:
    changed = 0
    for seed in rotated(100):
        rnd, world = random.Random(seed), random_catalogue(seed)
        systems, agencies = list(world.systems["id"]), list(world.agencies["id"])
        after = possible(random_scenario(rnd, "mine", systems, agencies), world).apply(world)
        changed += bool(check(world, after).counts["triples"] or check(after, world).counts["triples"])
    assert changed > 6


def test_worlds_of_different_agencies_and_systems_equal_the_oracle() -> None:
    """Ids that only one of the two worlds knows stand in the difference all the same."""
    apart = 0
    for seed in range(80):
        before, after = random_catalogue(seed), random_catalogue(seed + 1_000)
        check(before, after)
        apart += set(before.agencies["id"]) != set(after.agencies["id"])
    assert apart > 40


def test_more_agencies_than_one_block_and_one_word_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.answers.difference.worlds.BLOCK", 64)
    before, after = (random_catalogue(seed, most_agencies=400, most_systems=400) for seed in (8, 3))
    was, now = Oracle(before).triples(), Oracle(after).triples()
    made = Difference(before, after)
    assert (triples(made.gained), triples(made.lost)) == (now - was, was - now)
    assert min(len({agency for agency, _, _ in some}) for some in (was, now)) > 64


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_a_world_differs_from_itself_in_nothing(seed: int) -> None:
    world = random_catalogue(seed)
    made = Difference(world, random_catalogue(seed))
    assert made.gained.empty
    assert made.lost.empty
    assert set(made.counts.values()) == {0}
    assert made.newly_isolated == []
    assert set(made.measures()["change"]) == {0}
    table = made.study()
    for name in COMPARED:
        pd.testing.assert_series_equal(table[name], table[f"{name}_before"], check_names=False)


@given(SEEDS, SEEDS)
@settings(max_examples=12, deadline=None)
def test_the_other_way_round_what_was_gained_is_lost(one: int, other: int) -> None:
    before, after = random_catalogue(one), random_catalogue(other)
    there, back = Difference(before, after), Difference(after, before)
    pd.testing.assert_frame_equal(there.gained, back.lost)
    pd.testing.assert_frame_equal(there.lost, back.gained)
    assert (there.measures()["change"] == -back.measures()["change"]).all()


@given(SEEDS, SEEDS, SEEDS)
@settings(max_examples=12, deadline=None)
def test_differences_add_up(one: int, two: int, three: int) -> None:
    """Gained less lost from the first world to the third is the sum over the two ways between."""
    worlds = [random_catalogue(seed) for seed in (one, two, three)]

    def net(before: Catalogue, after: Catalogue) -> int:
        counts = Difference(before, after).counts
        return counts["triples"] - counts["lost_triples"]

    assert net(worlds[0], worlds[1]) + net(worlds[1], worlds[2]) == net(worlds[0], worlds[2])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_study_table_stands_before_and_after(language: str) -> None:
    for seed in range(10):
        before, after = random_catalogue(seed), random_catalogue(seed + 1)
        table = Difference(before, after).study(language)  # type: ignore[arg-type]
        assert list(table.columns) == ["group", "name", *(n for name in COMPARED for n in (f"{name}_before", name))]
        was, now = (study(world, language=language) for world in (before, after))  # type: ignore[arg-type]
        assert table["group"].tolist() == now["group"].tolist() == was["group"].tolist()
        assert table["name"].tolist() == now["name"].tolist()
        for name in COMPARED:
            assert table[f"{name}_before"].fillna(-1).tolist() == was[name].fillna(-1).tolist()
            assert table[name].fillna(-1).tolist() == now[name].fillna(-1).tolist()


def test_single_points_are_those_whose_loss_parts_an_island() -> None:
    found = 0
    for seed in rotated(200):
        world = random_catalogue(seed)
        net, oracle = Network(world), Oracle(world)
        made = {str(id) for id in net.systems[np.flatnonzero(single_points(net))]}
        assert made == single_points_of(oracle), seed
        found += len(made)
    assert found > 25


def test_an_outage_is_the_world_with_the_system_retired() -> None:
    for seed in range(80):
        world = random_catalogue(seed)
        oracle = Oracle(world)
        for id in [id for id in oracle.systems if oracle.live(id)][:2]:
            made, now = outage(world, id), without(oracle, id)
            lost = oracle.triples() - now.triples()
            assert now.triples() <= oracle.triples()
            assert triples(made.lost) == lost
            assert made.gained.empty
            assert {(agency, id, item) for agency, system, item in oracle.triples() if system == id} <= lost
            alone = {other for other in now.systems if now.live(other) and not now.links_of(other)}
            assert made.newly_isolated == sorted(other for other in alone if oracle.links_of(other))
            count = {agency: sum(row[0] == agency for row in lost) for agency, _, _ in lost}
            wanted = sorted(count.items(), key=lambda item: (-item[1], item[0]))
            assert list(made.agencies.itertuples(index=False, name=None)) == wanted
