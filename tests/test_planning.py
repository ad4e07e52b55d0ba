"""Every step of a plan is what a brute-force search chooses and what a world made anew gains; limits are kept."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.answers import candidates as choice
from graphmodel.answers.candidates import Limits
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.plan import COLUMNS, Plan, plan
from graphmodel.answers.plausible import mask_of
from graphmodel.answers.ranking import World
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.links import candidates, default_links, gain, held_back, lacks, linked, linked_all, plus, reasons, visible
from tests.oracle import Oracle, rows_of
from tests.worlds.random_worlds import random_catalogue
from tests.worlds.sparse_worlds import sparse_catalogue

pytestmark = pytest.mark.rotates("planning")

Pair = tuple[str, str]


def pairs_of(made: Plan) -> list[Pair]:
    return list(made.steps[["from", "to"]].itertuples(index=False, name=None))


def greedy(oracle: Oracle, pairs: list[Pair], links: int, worth: Any) -> list[Pair]:
    """Return the pairs chosen one by one, each the worthiest beside those before, the first by ids among equals.

    ``worth`` says what a set of new triples is worth, all that the links chosen so far bring together.
    """
    chosen: list[Pair] = []
    before, world = oracle.triples(), oracle
    while len(chosen) < links and pairs:
        value = {pair: worth(linked(world, *pair).triples() - before) for pair in pairs}
        best = max(pairs, key=lambda pair: value[pair])  # the first of equals, and pairs are sorted
        if value[best] <= worth(world.triples() - before):
            break
        chosen.append(best)
        world = linked(world, *best)
        pairs = [pair for pair in pairs if pair != best]
    return chosen


triples = len


def agencies(new: set[tuple[str, str, str]]) -> int:
    return len({agency for agency, _, _ in new})


@pytest.mark.parametrize(("weight", "worth"), [("triples", triples), ("agencies", agencies)])
def test_a_plan_is_never_worse_than_the_best_next_link_each_time(weight: Any, worth: Any) -> None:
    steps = better = 0
    for seed in range(40):
        catalogue = sparse_catalogue(seed)
        oracle = Oracle(catalogue)
        made, before = plan(catalogue, 3, weight=weight), oracle.triples()
        value, least = (
            worth(linked_all(oracle, some).triples() - before)
            for some in (pairs_of(made), greedy(oracle, candidates(oracle), 3, worth))
        )
        assert made.worth == value >= least, seed
        steps, better = steps + len(made.steps), better + (value > least)
    assert steps > 25
    assert better or weight != "triples"


def test_each_step_is_what_the_world_made_anew_gains() -> None:
    for seed in range(40):
        catalogue = random_catalogue(seed)
        oracle, told = Oracle(catalogue), rows_of(catalogue, "impediments")
        made = plan(catalogue, 3, cost=2.5)
        assert tuple(made.steps.columns) == COLUMNS
        world, total = oracle, 0
        for number, step in enumerate(made.steps.to_dict("records"), 1):
            ends = str(step["from"]), str(step["to"])
            total += len(gain(world, *ends))
            assert (step["triples"], step["total"]) == (len(gain(world, *ends)), total)
            to, back = lacks(world, *ends), lacks(world, *ends[::-1])
            assert step["adds"] == ("both" if to and back else "to" if to else "from")
            assert step["cost"] == 2.5 * number
            assert step["why"] == reasons(oracle, *ends)
            assert step["held_back_by"] == held_back(oracle, told, *ends)
            world = linked(world, *ends)
        assert Oracle(made.after).triples() == world.triples()
        assert Difference(catalogue, made.after).counts["triples"] == total


def test_one_link_of_few_is_the_best_there_is() -> None:
    found = 0
    for seed in range(60):
        catalogue = random_catalogue(seed)
        oracle = Oracle(catalogue)
        made = plan(catalogue, 1)
        assert made.method == "proven best"
        assert pairs_of(made) == greedy(oracle, candidates(oracle), 1, triples)
        found += len(made.steps)
    assert found > 30


def test_few_links_by_a_weight_are_proven() -> None:
    catalogue = next(c for c in map(sparse_catalogue, range(99)) if len(candidates(Oracle(c))) == 6)
    methods = [plan(catalogue, links, weight="agencies").method for links in (1, 2, 3)]
    assert methods == ["proven best"] * 3
    assert plan(catalogue, 5, budget=2, weight="agencies").method == methods[1], "the budget leaves two links"


def test_a_proposed_link_makes_no_pair_of_types_plausible() -> None:
    """What is plausible is what is linked in the world that the plan begins with."""
    grew = 0
    for seed in range(60):
        catalogue = random_catalogue(seed)
        oracle = Oracle(catalogue)
        known = candidates(oracle)
        made = plan(catalogue, 3)
        assert set(pairs_of(made)) <= set(known)
        world = oracle
        for pair in pairs_of(made):
            world = linked(world, *pair)
        grew += bool(set(candidates(world)) - set(known))
    assert grew > 4, "the test would not notice"


def test_from_to_and_respect_leave_pairs_out() -> None:
    reversed_ends = 0
    for seed in range(60):
        catalogue, rnd = random_catalogue(seed), random.Random(seed)
        oracle, world, told = Oracle(catalogue), World(catalogue), rows_of(catalogue, "impediments")
        ids = list(world.network.systems)
        ends, others = ({id for id in ids if rnd.random() < share} for share in (0.4, 0.6))
        cause = rnd.sample(v.IMPEDIMENTS.ids, 3)
        flags: dict[str, Any] = {"ends": np.isin(ids, sorted(ends)), "others": np.isin(ids, sorted(others))}
        free = [
            pair for pair in candidates(oracle, ends, others) if not set(cause) & set(held_back(oracle, told, *pair))
        ]
        limits = Limits(mask_of(cause), **flags)
        first, second = choice.candidates(world, limits)
        assert [(ids[a], ids[b]) for a, b in zip(first, second, strict=True)] == free, seed
        reversed_ends += any(one > other for one, other in free)
        made, before = plan(world, 2, respect=cause, **flags), visible(oracle)
        assert set(pairs_of(made)) <= set(free)
        assert made.worth == visible(linked_all(oracle, pairs_of(made))) - before
        assert made.worth >= visible(linked_all(oracle, greedy(oracle, free, 2, triples))) - before
    assert reversed_ends > 10


@pytest.mark.parametrize(
    ("budget", "cost", "links"),
    [
        (0, 1, 0),
        (0.99, 1, 0),
        (1, 1, 1),
        (2.5, 1, 2),
        (0.3, 0.1, 3),
        (1e9, 250_000.0, 3),
        (float("inf"), 1, 3),
        (None, 9, 3),
    ],
)
def test_a_budget_is_kept_to_the_last_link(canada: Catalogue, budget: float | None, cost: float, links: int) -> None:
    ends, others = (
        canada.systems["id"].isin(some).to_numpy() for some in (["drps-rms"], ["rcmp-pip", "rcmp-cpic", "prime-bc"])
    )
    made = plan(canada, 3, ends=ends, others=others, budget=budget, cost=cost)
    assert made.steps["cost"].tolist() == [float(Decimal(str(cost)) * number) for number in range(1, links + 1)]


def test_senseless_plans_are_refused() -> None:
    world = World(random_catalogue(4))
    for given_, said in (
        ({"links": 0}, "a plan has at least one link, not 0"),
        ({"links": -3}, "a plan has at least one link, not -3"),
        ({"budget": -1}, "a budget cannot be -1: give 0 or more"),
        ({"budget": float("nan")}, "a budget cannot be nan: give 0 or more"),
        ({"cost": 0}, "a link cannot cost 0: give more than 0"),
        ({"cost": float("inf")}, "a link cannot cost inf: give more than 0"),
        ({"cost": float("nan")}, "a link cannot cost nan: give more than 0"),
    ):
        with pytest.raises(GraphmodelError) as refused:
            plan(world, **({"links": 1} | given_))  # type: ignore[arg-type]
        assert str(refused.value) == said
    with pytest.raises(UnknownName, match=r"there is no cause 'money'"):
        plan(world, 1, respect=["money"])


def test_too_many_pairs_are_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch, canada: Catalogue) -> None:
    monkeypatch.setattr(choice, "MOST_SYSTEMS", 100)
    world = World(canada)
    live = int(world.network.live.sum())
    monkeypatch.setattr(choice, "MOST_PAIRS", 50 * live)
    with pytest.raises(GraphmodelError) as refused:
        plan(world, 1)
    assert str(refused.value) == (
        f"{live} times {live} pairs are too many to compare: narrow one end to at most 50 systems, as --from "
        '"province=ON type=rms"'
    )
    few = np.arange(len(world.network.systems)) < 40
    assert len(plan(world, 1, ends=few).steps) == len(plan(world, 1, others=few).steps) == 1


def test_a_large_network_is_asked_only_for_what_ends(monkeypatch: pytest.MonkeyPatch, canada: Catalogue) -> None:
    """A link more is a network more, and a relay takes as long as many others: both are refused before they begin."""
    monkeypatch.setattr(choice, "MOST_SYSTEMS", 100)
    world = World(canada)
    net = world.network
    live = int(net.live.sum())
    monkeypatch.setattr(choice, "MOST_WORK", 200 * live)
    relay, ordinary = (np.flatnonzero(net.live & (net.relays == relays)) for relays in (True, False))

    def planned(some: object, links: int, **more: Any) -> int:
        return len(plan(world, links, ends=np.isin(np.arange(len(net.systems)), some), **more).steps)

    assert planned(ordinary[:1], 3) == 3
    with pytest.raises(GraphmodelError) as refused:
        planned(ordinary[:1], 9)
    assert str(refused.value) == (
        "9 links take too long to choose in a network of this size: ask for at most 7, and for the next with these as a "
        "--scenario"
    )
    assert planned(ordinary[:1], 9, budget=3, cost=1) == 3
    with pytest.raises(GraphmodelError) as refused:
        planned(relay[:9], 1)
    assert str(refused.value) == (
        f"9 systems that relay, each with {live} others, take too long to compare in a network of this size: narrow one "
        "end to at most 3 of them, as --from or --to with an id"
    )
    assert planned(relay[:3], 1) == 1


def test_every_step_in_canada_is_what_the_world_made_anew_gains(canada: Catalogue) -> None:
    made = plan(canada, 5)
    assert (made.method, len(made.steps)) == ("exchanged", 5)
    oracle, before = Oracle(canada), visible(Oracle(canada))
    totals: list[int] = []
    for pair in pairs_of(made):
        oracle = plus(oracle, default_links(oracle, *pair))
        totals.append(visible(oracle) - before)
    assert totals == made.steps["total"].tolist()
    assert made.steps["triples"].tolist() == np.diff([0, *totals]).tolist()
    assert made.bound is not None
    assert totals[-1] == made.worth <= made.bound


@given(st.integers(0, 3_000), st.integers(1, 4))
@settings(max_examples=12, deadline=None)
def test_more_links_never_gain_less_and_a_plan_never_loses(seed: int, links: int) -> None:
    catalogue = random_catalogue(seed)
    fewer, more = plan(catalogue, links), plan(catalogue, links + 1)
    totals = [0 if made.steps.empty else int(made.steps["total"].iloc[-1]) for made in (fewer, more)]
    assert totals[0] <= totals[1]
    assert Difference(catalogue, more.after).counts["lost_triples"] == 0
