"""Plans on the first catalogue of Canada, on which greedy choosing missed the best pair; and what is too large to look at."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graphmodel.answers.best_plan import best_plan
from graphmodel.answers.candidates import Limits, candidates, linked
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.plan import plan
from graphmodel.answers.ranking import World
from graphmodel.engine import joint
from graphmodel.loading import load
from graphmodel.records.catalogue import Catalogue
from tests.worlds.sparse_worlds import sparse_catalogue

FIRST = Path(__file__).parent / "worlds" / "first_canada"
"""The agencies, systems, links and uses that were recorded at first, without names, sources and dates."""


@pytest.fixture(scope="module")
def first() -> Catalogue:
    return load(FIRST)


@pytest.mark.rotates("at length")
@pytest.mark.parametrize(
    ("links", "least", "proven"), [(2, 1_323, True), (3, 1_818, True), (5, 2_707, False), (10, 4_518, False)]
)
def test_the_first_canada_is_planned_as_well_as_is_known(
    first: Catalogue, links: int, least: int, proven: bool
) -> None:
    made = plan(first, links)
    assert (made.method == "proven best") == proven
    assert made.bound is not None
    assert least <= made.worth <= made.bound
    assert (made.gap == 0) == proven
    assert len(made.steps) == links
    assert Difference(first, made.after).counts["triples"] == made.worth == made.steps["total"].iloc[-1]


@pytest.mark.rotates("at length")
def test_no_other_choice_of_three_that_is_tried_passes_the_proof(first: Catalogue) -> None:
    """Links that do much by themselves, and links of the same relays, made anew: none adds more than the proven best."""
    world, rnd = World(first), random.Random(1)
    one, other = candidates(world, Limits())
    found = best_plan(world, Limits(), 3)
    assert found is not None
    assert found.bound == 1_818
    ends = {system for link in found.links for system in link}
    near = [pair for pair in zip(one.tolist(), other.tolist(), strict=True) if ends & set(pair)]
    for _ in range(40):
        after = world
        for pair in [*rnd.sample(found.links, 2), rnd.choice(near)]:
            after = linked(after, *pair)
        assert Difference(first, after.catalogue).counts["triples"] <= found.bound


def test_a_network_too_large_to_be_looked_at_is_planned_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = sparse_catalogue(5)
    at_once = plan(catalogue, 3)
    monkeypatch.setattr(joint, "MOST_LINKS", 0)
    made = plan(catalogue, 3)
    assert best_plan(World(catalogue), Limits(), 3) is None
    assert made.worth <= at_once.worth
    assert made.method in ("exchanged", "greedy")
    assert made.bound is None
    assert made.gap is None
