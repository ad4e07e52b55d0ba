"""Ranking and planning by unmet needs: what a link is said to meet is met once it is there."""

from __future__ import annotations

import numpy as np
import pytest

from graphmodel.answers.candidates import linked
from graphmodel.answers.needs import Meeting, Needs
from graphmodel.answers.plan import plan
from graphmodel.answers.ranking import World, rank_partners
from graphmodel.records.catalogue import Catalogue
from graphmodel.shipped import needs as shipped
from tests.commands import Caller


def met(needs: Needs, catalogue: Catalogue) -> int:
    return int(needs.answer(catalogue, limit=0).rows["met"].sum())


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_step_of_a_plan_meets_what_it_says(canada: Catalogue, name: str) -> None:
    needs = Needs.read(name)
    made = plan(canada, 3, worth=needs.worth)
    assert list(made.steps.columns[:3]) == ["from", "to", "meets"]
    assert met(needs, made.after) - met(needs, canada) == made.steps["meets"].sum()
    assert made.steps["meets"].gt(0).all()


def test_a_ranking_by_needs_puts_what_meets_most_first(canada: Catalogue) -> None:
    needs, world = Needs.read("wanted-person"), World(canada)
    table = rank_partners(world, "cbrps-niche-rms", worth=needs.worth)
    order = table.sort_values(["meets", "triples", "partner"], ascending=[False, False, True], kind="stable")
    assert table["partner"].tolist() == order["partner"].tolist()
    before, system = met(needs, canada), world.live_system("cbrps-niche-rms")
    for at in np.linspace(0, len(table) - 1, 8).astype(int):
        other = world.live_system(table["partner"].iloc[at])
        assert met(needs, linked(world, system, other).catalogue) - before == table["meets"].iloc[at]


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", sorted(shipped()))
def test_no_plan_meets_more_than_its_bound(canada: Catalogue, name: str) -> None:
    """More links meet more, and never more than what is said of any number of links."""
    needs = Needs.read(name)
    made = [plan(canada, links, worth=Meeting((needs,))) for links in (2, 4)]
    bounds = {each.bound for each in made}
    assert len(bounds) == 1
    assert None not in bounds
    assert made[0].worth <= made[1].worth <= bounds.pop()  # type: ignore[operator]


def test_needs_on_the_command_line(graphmodel: Caller) -> None:
    ranked = graphmodel("whatif", "connect", "cbrps-niche-rms", "--needs", "wanted-person", "--format", "json")
    assert ranked.json[0]["meets"] >= ranked.json[1]["meets"] > 0
    planned = graphmodel("plan", "--links", "1", "--needs", "wanted-person", "--format", "json")
    assert planned.json["steps"][0]["meets"] > 200
    assert graphmodel("plan", "--target", "70", "--needs", "wanted-person").code == 2
    assert "did you mean wanted-person" in graphmodel("plan", "--links", "1", "--needs", "wanted-persons").err
