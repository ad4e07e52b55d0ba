"""What is said to be proven is the best of all choices, and no choice passes the bound: on random networks and Canada."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graphmodel.answers.all_links import worth_of_all
from graphmodel.answers.candidates import Limits
from graphmodel.answers.candidates import candidates as candidate_arrays
from graphmodel.answers.plan import Plan, plan
from graphmodel.answers.ranking import World
from graphmodel.engine import proving
from graphmodel.engine.joint import Joint
from graphmodel.engine.relay_sets import RelaySets
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, System
from tests.links import candidates, default_links, linked_all, plus, visible
from tests.oracle import Oracle
from tests.rotation import rotated
from tests.worlds.random_worlds import random_catalogue

NETWORKS, MOST_PAIRS = 300, 9
Pair = tuple[str, str]


def network(seed: int) -> Catalogue:
    """Return a network of up to 12 live systems with few of its links and many relays."""
    rnd = random.Random(seed)
    made = random_catalogue(seed, most_agencies=7, most_systems=12)
    kept = made.remove("links", np.array([rnd.random() < 0.3 for _ in range(len(made.links))], dtype=bool))
    relays = [rnd.random() < 0.5 for _ in range(len(kept.systems))]
    return kept.replace_rows("systems", kept.systems.assign(status="active", relays=relays))


def few_pairs(catalogue: Catalogue, seed: int) -> tuple[list[Pair], Any]:
    """Return so few of the candidate pairs that all choices can be tried, and the ends that leave just these."""
    oracle, rnd = Oracle(catalogue), random.Random(seed)
    ends = sorted(oracle.systems)
    while ends:
        pairs = candidates(oracle, set(ends))
        if len(pairs) <= MOST_PAIRS:
            return pairs, catalogue.systems["id"].isin(ends).to_numpy()
        ends.remove(rnd.choice(ends))
    return [], np.zeros(len(catalogue.systems), dtype=bool)


def every_choice(catalogue: Catalogue, pairs: list[Pair], most: int) -> dict[frozenset[Pair], int]:
    """Return what each choice of up to so many pairs adds, in networks made anew by plain Python."""
    oracle = Oracle(catalogue)
    before = visible(oracle)
    links = {pair: default_links(oracle, *pair) for pair in pairs}
    return {
        frozenset(some): visible(plus(oracle, [row for pair in some for row in links[pair]])) - before
        for count in range(1, most + 1)
        for some in combinations(pairs, count)
    }


def chosen(made: Plan) -> frozenset[Pair]:
    return frozenset(made.steps[["from", "to"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("seed", rotated(NETWORKS, 9))
def test_proven_is_the_best_of_all_and_no_choice_passes_the_bound(seed: int) -> None:
    catalogue = network(seed)
    pairs, ends = few_pairs(catalogue, seed)
    value = every_choice(catalogue, pairs, 3)
    for links in (1, 2, 3):
        made = plan(catalogue, links, ends=ends)
        of_size = {some: worth for some, worth in value.items() if len(some) <= links}
        best = max(of_size.values(), default=0)
        assert made.worth == value.get(chosen(made), 0)
        assert made.bound is not None
        assert made.worth <= best <= made.bound
        assert made.method == "proven best"
        assert made.worth == best
        if best:
            fewest = min(len(some) for some, worth in of_size.items() if worth == best)
            equal = {some for some, worth in of_size.items() if worth == best and len(some) == fewest}
            told = {frozenset(tuple(pair) for pair in choice) for choice in made.ties}
            assert made.all_ties
            as_sets = {frozenset(map(frozenset, some)) for some in equal}
            assert {frozenset(map(frozenset, some)) for some in (*told, chosen(made))} == as_sets
            assert len(made.ties) == len(equal) - 1
            common = frozenset.intersection(*as_sets) if made.ties else frozenset()
            assert {frozenset(pair) for pair in made.common} == common


@pytest.mark.parametrize("seed", rotated(NETWORKS, 9))
def test_a_bound_holds_where_nothing_can_be_tried(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "MOST_STATES", 0)
    monkeypatch.setattr(proving.Proving, "left", 0, raising=False)
    monkeypatch.setattr(proving, "FEW", 0)
    catalogue = network(seed)
    pairs, ends = few_pairs(catalogue, seed)
    value = every_choice(catalogue, pairs, min(len(pairs), 5))
    world = World(catalogue)
    one, other = candidate_arrays(world, Limits(ends=ends))
    ids = list(world.network.systems)
    bounds = proving.Proving(Joint(world.gains, one, other), left=0)
    for links in range(1, 6):
        best = max((worth for some, worth in value.items() if len(some) <= links), default=0)
        if len(pairs) >= links:
            assert bounds.bound(links) >= best
        if links <= 3 and len(pairs) >= links:
            proof = bounds.prove(links, 1)
            assert max(proof.bound, 0) >= best
            for choice in proof.best:
                assert value[frozenset((ids[one[at]], ids[other[at]]) for at in choice)] == proof.worth
        made = plan(catalogue, links, ends=ends)
        assert made.bound is not None
        assert made.worth <= best <= made.bound


@pytest.mark.parametrize("seed", rotated(60, 6))
def test_no_choice_by_a_weight_passes_the_bound(seed: int) -> None:
    """Who gains by any choice of links is worth at most what is said of all links together."""
    catalogue = network(seed)
    officers = pd.Series(range(10, 10 + len(catalogue.agencies)), dtype="Int64", index=catalogue.agencies.index)
    catalogue = catalogue.replace_rows("agencies", catalogue.agencies.assign(sworn_officers=officers))
    world = World(catalogue)
    pairs, ends = few_pairs(catalogue, seed)
    one, other = candidate_arrays(world, Limits(ends=ends))
    oracle = Oracle(catalogue)
    before = {agency: set(oracle.visible(agency)) for agency in oracle.agencies}
    figures = dict(zip(catalogue.agencies["id"], officers, strict=True))

    def gaining(some: list[Pair]) -> set[str]:
        after = linked_all(oracle, some)
        return {agency for agency in before if set(after.visible(agency)) - before[agency]}

    every = [gaining(list(some)) for count in (1, 2, 3) for some in combinations(pairs, count)]
    by_agencies, by_officers = (worth_of_all(world, one, other, weight) for weight in ("agencies", "officers"))
    assert by_agencies == len(gaining(pairs))
    assert by_officers is not None
    assert max((sum(_top(oracle, gain, figures)) for gain in every), default=0) <= by_officers
    for links in (2, 3):
        made = plan(catalogue, links, ends=ends, weight="agencies")
        best = max((len(gain) for gain in every), default=0) if links == 3 else made.worth
        assert made.bound is not None
        assert made.worth <= best <= made.bound <= len(before)


def _top(oracle: Oracle, gain: set[str], figures: dict[str, int]) -> list[int]:
    """Return the figures of those that gain whose agencies above do not."""

    def above(agency: str) -> set[str]:
        found: set[str] = set()
        while (agency := oracle.agencies[agency]["part_of"]) and agency not in found:
            found.add(agency)
        return found

    return [figures[agency] for agency in gain if not above(agency) & gain]


@pytest.mark.parametrize("ending", [0, 1])
def test_a_bound_of_links_that_do_little_alone_and_much_together(ending: int) -> None:
    """Relays that nothing links: n of them see n(n - 1) once n - 1 links join them, and 2n more with one system that ends."""
    relays = 5 - ending
    catalogue = Catalogue.unchecked({}).add(
        *(Agency(id=f"a{n}", name=f"A{n}", level="municipal", sector="policing") for n in range(5)),
        *(
            System(
                id=f"s{n}",
                name=f"S{n}",
                type="rms",
                operator=f"a{n}",
                status="active",
                holds="persons",
                relays=n < relays,
            )
            for n in range(5)
        ),
    )
    world = World(catalogue)
    proving_ = proving.Proving(Joint(world.gains, *candidate_arrays(world, Limits())))
    assert [proving_.bound(links) >= links * (links + 1) for links in range(1, 5)] == [True] * 4
    assert proving_.bound(4) == 20
    made = plan(catalogue, 4)
    assert (made.worth, made.bound, made.method) == (20, 20, "proven best")


@pytest.mark.parametrize("seed", rotated(NETWORKS, 9))
def test_many_links_at_once_are_what_the_network_made_anew_shows(seed: int) -> None:
    catalogue, rnd = network(seed), random.Random(seed)
    oracle, world = Oracle(catalogue), World(catalogue)
    before, ids = visible(oracle), list(world.network.systems)
    one, other = candidate_arrays(world, Limits())
    if not len(one):
        return
    joint = Joint(world.gains, one, other)
    for _ in range(3):
        some = sorted(rnd.sample(range(len(one)), rnd.randint(1, min(8, len(one)))))
        after = linked_all(oracle, [(ids[one[at]], ids[other[at]]) for at in some])
        state = joint.after(some)
        assert state.gained == visible(after) - before
        added, more = joint.added(state), rnd.randrange(len(one))
        told = int(added[more])
        if joint.ending[more] == 2:
            exact = int(joint.added_between(state, np.array([more]))[0])
            assert told >= exact
            told = exact
        assert told == visible(linked_all(after, [(ids[one[more]], ids[other[more]])])) - visible(after)
    sets = RelaySets.of(joint)
    for _ in range(3):
        if len(sets.links) >= 3:
            a, b, c = sorted(rnd.sample(range(len(sets.links)), 3))
            assert sets.pairs[a, b] == joint.after(sets.links[[a, b]].tolist()).gained
            at, worth = sets.triples(0)
            where = int(np.flatnonzero((at == (a, b, c)).all(axis=1))[0])
            assert worth[where] == joint.after(sets.links[[a, b, c]].tolist()).gained
