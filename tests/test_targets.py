"""A target is reached by the fewest links there are, or refused with the reason; brute force on tiny networks."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from graphmodel.answers.target import METHOD, plan_target
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System
from tests.links import candidates, gain, linked_all
from tests.oracle import STUDY, Oracle
from tests.rotation import rotated
from tests.worlds.sparse_worlds import sparse_catalogue

pytestmark = pytest.mark.rotates("targets")


def counted(oracle: Oracle) -> set[str]:
    return {id for id, row in oracle.systems.items() if oracle.live(id) and row["type"] in STUDY}


def fewest(oracle: Oracle, pairs: list[tuple[str, str]], needed: int) -> int | None:
    """Return how few links interconnect so many more systems; None where no choice does."""
    alone = {id for id in counted(oracle) if not oracle.links_of(id)}
    useful = [set(pair) & alone for pair in pairs if set(pair) & alone]
    if len(set[str]().union(*useful)) < needed:
        return None
    return next(
        k
        for k in range(len(useful) + 1)
        if any(len(set[str]().union(*some)) >= needed for some in combinations(useful, k))
    )


@pytest.mark.rotates("at length")
def test_the_fewest_links_of_all_choices() -> None:
    met = {"reached": 0, "already": 0, "never": 0, "nothing": 0}
    for seed in rotated(150):
        catalogue, rnd = sparse_catalogue(seed), random.Random(seed)
        oracle = Oracle(catalogue)
        ids = sorted(oracle.systems)
        ends = {id for id in ids if rnd.random() < 0.7} if seed % 2 else set(ids)
        flags: dict[str, Any] = {"ends": np.isin(list(catalogue.systems["id"]), sorted(ends))} if seed % 2 else {}
        pairs = candidates(oracle, ends)
        whole, percent = counted(oracle), rnd.choice((10, 33.3, 50, 60, 75, 90, 100))
        there = sum(bool(oracle.links_of(id)) for id in whole)
        needed = next((n for n in range(len(whole) + 1) if whole and 100 * n / len(whole) >= percent - 1e-7), 0) - there
        links = fewest(oracle, pairs, needed) if needed > 0 else None
        if not whole or needed <= 0 or links is None:
            with pytest.raises(GraphmodelError) as refused:
                plan_target(catalogue, percent, **flags)
            said = str(refused.value)
            if not whole:
                met["nothing"] += 1
                assert said == "no live system of the study's types is recorded: there is no share to reach"
            elif needed <= 0:
                met["already"] += 1
                share = f"{there} of {len(whole)} systems ({100 * there / len(whole):.1f} %)"
                assert said == f"{share} are interconnected already"
            else:
                met["never"] += 1
                most = next(n for n in range(needed, -1, -1) if fewest(oracle, pairs, n) is not None)
                alone = sorted(id for id in whole if not oracle.links_of(id) and not any(id in pair for pair in pairs))
                assert said == (
                    f"{percent:g} % cannot be reached: {there} of {len(whole)} systems are interconnected and plausible "
                    f"links allow for at most {there + most} ({100 * (there + most) / len(whole):.1f} %), because no "
                    f"plausible partner is left for {', '.join(alone)}"
                )
            continue
        met["reached"] += 1
        made = plan_target(catalogue, percent, **flags)
        chosen = list(made.steps[["from", "to"]].itertuples(index=False, name=None))
        assert made.method == METHOD
        assert len(chosen) == links, seed
        assert set(chosen) <= set(pairs), "each a plausible pair, its end of --from first"
        after = linked_all(oracle, chosen)
        assert sum(bool(after.links_of(id)) for id in whole) >= needed + there
        assert Oracle(made.after).triples() == after.triples()
        assert int(made.steps["total"].iloc[-1]) == len(after.triples()) - len(oracle.triples())
    assert min(met.values()) >= 3, met


def world(*links: tuple[str, str], types: str = "rms rms rms rms") -> Catalogue:
    """Return systems ``a`` to ``d`` of one agency, with pushes between some."""
    systems = [
        System(id=id, name=id, type=type, operator="police", status="active", holds=holds)
        for id, type, holds in zip(
            "abcd", types.split(), ("persons", "warrants", "mugshots;persons", None), strict=True
        )
    ]
    police = Agency(id="police", name="P", level="municipal", sector="policing")
    flows = [Link(from_=one, to=other, direction="one_way", mode="push", status="active") for one, other in links]
    return Catalogue.unchecked({}).add(police, *systems, *flows)


def test_pairs_of_isolated_systems_come_before_single_ones() -> None:
    assert len(plan_target(world(), 100).steps) == 2
    assert len(plan_target(world(("a", "b")), 100).steps) == 1
    assert len(plan_target(world(("a", "b")), 75).steps) == 1
    three = plan_target(world(("a", "b"), types="rms rms rms cad"), 75)
    assert three.steps["to"].tolist() == ["c"]
    assert three.steps["from"].isin(["a", "b"]).all()


def test_a_target_that_cannot_be_is_refused() -> None:
    with pytest.raises(GraphmodelError) as refused:
        plan_target(world(("a", "b"), types="rms rms rms cad"), 100)
    assert str(refused.value) == (
        "100 % cannot be reached: 2 of 4 systems are interconnected and plausible links allow for at most 3 (75.0 %), "
        "because no plausible partner is left for d"
    )
    with pytest.raises(GraphmodelError) as refused:
        plan_target(world(("a", "b")), 50)
    assert str(refused.value) == "2 of 4 systems (50.0 %) are interconnected already"
    with pytest.raises(GraphmodelError) as refused:
        plan_target(world(), 100, budget=19.5, cost=10)
    assert str(refused.value) == "100 % needs 2 links at 10 each, 20 in all: the budget of 19.5 pays for 1"
    assert len(plan_target(world(), 100, budget=20, cost=10).steps) == 2
    for target in (100.1, 1000, 0, -5, float("nan")):
        with pytest.raises(GraphmodelError) as refused:
            plan_target(world(), target)
        assert str(refused.value) == f"a target of {target:g} % cannot be: give a share above 0 and up to 100"
    for given, said in (
        ({"budget": -1}, "a budget cannot be -1: give 0 or more"),
        ({"cost": -2}, "a link cannot cost -2: give more than 0"),
        ({"respect": ["rain"]}, "there is no cause 'rain'"),
    ):
        with pytest.raises(GraphmodelError) as refused:
            plan_target(world(), 100, **given)  # type: ignore[arg-type]
        assert str(refused.value).startswith(said)


@pytest.mark.rotates("at length")
def test_the_links_that_yield_most_come_first(canada: Catalogue) -> None:
    oracle = Oracle(canada)
    made = plan_target(canada, 65)
    pairs = list(made.steps[["from", "to"]].itertuples(index=False, name=None))
    after = linked_all(oracle, pairs)
    whole = counted(oracle)
    assert sum(bool(after.links_of(id)) for id in whole) >= 0.65 * len(whole)
    assert sum(bool(linked_all(oracle, pairs[:-1]).links_of(id)) for id in whole) < 0.65 * len(whole)
    alone = [len(gain(oracle, *pair)) for pair in (pairs[0], pairs[-1])]
    assert alone[0] >= alone[1]
