"""Several links are worth what their agencies are worth together; and whatever is first says how many are as good.

All choices of two links are tried by brute force on the oracle, which makes each world anew.
"""

from __future__ import annotations

import math
import random
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphmodel.answers.needs import Needs
from graphmodel.answers.plan import plan
from graphmodel.answers.ranking import ranked
from graphmodel.answers.whatif import confidence, outage
from graphmodel.errors import GraphmodelError
from graphmodel.exchange import export
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, System
from graphmodel.words import vocabulary as v
from tests.commands import Caller
from tests.links import candidates, held_back, linked, linked_all
from tests.oracle import Oracle, rows_of
from tests.test_causes import less
from tests.test_compare import figure
from tests.worlds.random_worlds import random_catalogue
from tests.worlds.sparse_worlds import sparse_catalogue

pytestmark = pytest.mark.rotates("first_places")

Pair = tuple[str, str]
COLUMN = {"officers": "sworn_officers", "population": "population_served"}


def known_figures(catalogue: Catalogue, seed: int) -> Catalogue:
    """Return the catalogue with both figures recorded of all agencies."""
    rnd = random.Random(seed)
    sizes = [rnd.randint(1, 9) for _ in range(len(catalogue.agencies))]
    frame = catalogue.agencies.assign(sworn_officers=sizes, population_served=[1_000 * size for size in sizes])
    return catalogue.replace_rows("agencies", frame)


def worth(oracle: Oracle, after: Oracle, weight: str) -> int:
    """Return what one world is worth beside another: the agencies that see more, each once, or their figure."""
    new = after.triples() - oracle.triples()
    some = {agency for agency, _, _ in new}
    return (
        len(new) if weight == "triples" else len(some) if weight == "agencies" else figure(oracle, some, COLUMN[weight])
    )


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("weight", ["triples", "agencies", "officers", "population"])
def test_two_links_are_the_best_of_all_and_every_equal_is_counted(weight: Any) -> None:
    two = tied = 0
    for seed in range(45):
        catalogue = known_figures(sparse_catalogue(seed), seed)
        oracle = Oracle(catalogue)
        pairs = candidates(oracle)
        if not 2 <= len(pairs) <= 9:
            continue
        value = {(pair,): worth(oracle, linked(oracle, *pair), weight) for pair in pairs}
        for some in combinations(pairs, 2):
            value[some] = max(worth(oracle, linked_all(oracle, order), weight) for order in (some, some[::-1]))
        most = max(value.values())
        made = plan(catalogue, 2, weight=weight)
        assert made.method == "proven best"
        chosen = tuple(made.steps[["from", "to"]].itertuples(index=False, name=None))
        if not most:
            assert (chosen, made.ties) == ((), ())
            continue
        fewest = min(len(some) for some, sum in value.items() if sum == most)
        best = {some for some, sum in value.items() if sum == most and len(some) == fewest}
        assert {tuple(sorted(chosen)), *made.ties} == best, (seed, weight)
        assert len(made.ties) == len(best) - 1
        column = weight if weight != "triples" else "total"
        told = made.steps["total"].iloc[-1] if weight == "triples" else made.steps[column].sum()
        assert told == most
        two, tied = two + (fewest == 2), tied + (len(best) > 1)
    assert min(two, tied) > 3


def test_the_weight_is_a_column_and_an_agency_counts_once(graphmodel: Caller, canada: Catalogue) -> None:
    asked = ("plan", "--links", "2", "--from", "type=cad province=ON", "--to", "relays=true", "--weight", "agencies")
    found: Any = graphmodel("-q", *asked, "--format", "json").json
    oracle = Oracle(canada)
    gained: set[str] = set()
    for step in found["steps"]:
        after = linked(oracle, step["from"], step["to"])
        agencies = {agency for agency, _, _ in after.triples() - oracle.triples()}
        assert step["agencies"] == len(agencies - gained)
        gained, oracle = gained | agencies, after
    assert "agencies" in graphmodel("-q", *asked).out.splitlines()[0]
    assert "organismes" in graphmodel("-q", "--lang", "fr", *asked).out.splitlines()[0]


def first_of(oracle: Oracle, told: Any, system: str, weight: str, cause: str, needs: Needs | None) -> str:
    """Return the partner in the first place, by id among equals; nobody where no link yields anything."""
    best: list[tuple[int, int, str]] = []
    for other in oracle.systems:
        after = linked(oracle, system, other)
        if after is oracle or cause in held_back(oracle, told, system, other):
            continue
        triples = len(after.triples() - oracle.triples())
        value = met(oracle, after) if needs else worth(oracle, after, weight)
        best.append((-value, -triples, other))
    first = min(best, default=(0, 0, ""))
    return first[2] if first[0] or first[1] else ""


def met(oracle: Oracle, after: Oracle) -> int:
    """Return how many more (agency, other agency) pairs of policing agencies see persons."""
    police = {agency for agency, row in oracle.agencies.items() if row["sector"] == "policing"}
    before, now = (
        {(one, other) for one in police for other, item in world.sees(one) if item == "persons" and other in police}
        for world in (oracle, after)
    )
    return len(now - before)


PERSONS = Needs("persons").need(who={"sector": "policing"}, of={"sector": "policing"}, sees="persons")


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("given", ["triples", "agencies", "officers", "respect", "needs"])
def test_the_doubts_are_those_of_the_first_place_that_is_shown(given: str) -> None:
    """On worlds where what was asked for changes the first place, and on some others."""
    changes = worlds = 0
    for seed in range(400):
        catalogue = known_figures(random_catalogue(seed, most_agencies=6, most_systems=8), seed)
        catalogue = catalogue.replace_rows("links", catalogue.links.assign(confidence="inferred"))
        rnd = random.Random(seed)
        catalogue = catalogue.remove("links", np.array([rnd.random() < 0.4 for _ in catalogue.links["id"]], dtype=bool))
        oracle, told = Oracle(catalogue), rows_of(catalogue, "impediments")
        live = [id for id in oracle.systems if oracle.live(id)]
        if not live:
            continue
        system = rnd.choice(live)
        cause = rnd.choice([row["impediment"] for row in told]) if given == "respect" else ""
        weight: Any = given if given in ("agencies", "officers") else "triples"
        needs = PERSONS if given == "needs" else None
        asked: dict[str, Any] = {"weight": weight, "respect": [cause] if cause else []}
        asked |= {"worth": PERSONS.worth} if needs else {}
        if given != "triples" and ranked(catalogue, system, **asked).first[0] == ranked(catalogue, system).first[0]:
            continue
        found = confidence(catalogue, system, **asked)
        first = first_of(oracle, told, system, weight, cause, needs)
        assert found.first == first == ranked(catalogue, system, **asked).first[0], seed
        wanted = {
            link["id"]: then
            for link in oracle.links
            for then in [first_of(less(oracle, link["id"]), told, system, weight, cause, needs)]
            if then != first
        }
        assert dict(found.facts[["link", "first"]].itertuples(index=False, name=None)) == wanted, seed
        changes, worlds = changes + len(wanted), worlds + 1
        if worlds == 6:
            break
    assert worlds > 3
    assert changes > 0 or given in ("agencies", "officers")


@pytest.mark.rotates("at length")
def test_a_ranking_and_a_plan_say_how_many_are_as_good_as_the_first(graphmodel: Caller, tmp_path: Path) -> None:
    """Thirteen alike: any of twelve partners of the first is as good as any other, and so is any of 78 links."""
    ids = [f"s{n:02}" for n in range(13)]
    alike = Catalogue.unchecked({}).add(
        *(Agency(id=f"a-{id}", name=id, level="municipal", sector="policing") for id in ids),
        *(System(id=id, name=id, type="rms", operator=f"a-{id}", status="active") for id in ids),
    )
    export(alike, "csv", tmp_path / "alike")
    given = ("--on", tmp_path / "alike")
    asked = ("whatif", "connect", "s00")
    ten = ", ".join(ids[2:12])
    assert f"11 other partners yield just as much as the first: {ten}, ...\n" in graphmodel(*given, *asked).err
    assert (
        f"11 autres partenaires donnent tout autant que le premier : {ten}, ...\n"
        in graphmodel("--lang", "fr", *given, *asked).err
    )
    assert [row["ties"] for row in graphmodel.rows(*given, *asked)] == [11] * 12
    planned = graphmodel(*given, "plan", "--links", "1", "--format", "json")
    links: Any = planned.json
    assert links["ties"]["count"] == 77
    assert links["ties"]["first"] == [[["s00", id]] for id in ids[2:12]]
    assert "77 other links yield just as much as the first: s00 with s02, s00 with s03, " in planned.err
    planned = graphmodel("--lang", "fr", *given, "plan", "--links", "2", "--format", "json")
    two: Any = planned.json
    assert two["ties"]["count"] == math.comb(78, 2) - 1
    assert f"{math.comb(78, 2) - 1} autres choix donnent tout autant : s00 avec s01 + s00 avec s03, " in planned.err


def test_a_repair_names_its_equals(canada: Catalogue) -> None:
    best = outage(canada, "rcmp-cpic").best_repair
    assert best is not None
    assert best["ties"] == []
    with pytest.raises(GraphmodelError, match="there is no cause"):
        confidence(canada, "drps-rms", respect=[f"{v.IMPEDIMENTS.ids[0]}x"])
