"""What is said of permission equals a brute-force reading of the tables: may, what worlds gain by state, plans of it."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pytest

import graphmodel
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.permitted import Permission as Permitted
from graphmodel.answers.plan import Plan, plan
from graphmodel.answers.whatif import outage
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from tests.links import default_links, gain, plus
from tests.oracle import Oracle
from tests.permission import STATES, Permission
from tests.rotation import either, rotated, steps
from tests.test_best_plan import chosen, few_pairs, network
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("permission_answers")

Row = tuple[str, str, str, list[str], list[str]]
ASKED = ("civil_screening", "statistics")
COUNTED: dict[Permitted, tuple[str, ...]] = {"agreed": ("agreed",), "may": ("agreed", "allowed")}


def holds(permission: Permission, state: str, *case: str) -> bool:
    _, forbids, may, agreed = permission.verdict(*case)
    nothing = not may and not forbids
    verdicts = {"agreed": agreed, "allowed": may, "forbidden": forbids, "not_recorded": nothing}
    return verdicts[state.removesuffix("_not_within_reach")]


def rows_of(permission: Permission, agency: str) -> list[Row]:
    """Return what an agency may receive: agency, class, state, systems of which the state holds, rows that cover them."""
    oracle, rows = permission.oracle, list[Row]()
    visible = set(oracle.visible(agency))
    for (who, other, name), state in permission.states().items():
        if who != agency:
            continue
        origins = {o for o in permission.supplied[other] if (o, name) in oracle.own(o)}
        seen = {o for o in origins if (o, name) in visible}
        some = sorted(o for o in seen or origins if holds(permission, state, agency, other, name, o))
        ids = {row["id"] for o in some for row in permission.covering(agency, other, name, o)}
        rows.append((other, name, state, some, sorted(ids)))
    return sorted(rows)


def told(catalogue: Catalogue, agency: str, *args: Any, **more: Any) -> list[Row]:
    return list(graphmodel.may(catalogue, agency, *args, **more).itertuples(index=False, name=None))


@pytest.mark.parametrize("seeds", steps(200, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_may_equals_the_definition(seeds: list[int]) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        catalogue, rnd = random_catalogue(seed), random.Random(seed)
        asked = rnd.choice(((), ASKED[:1], ASKED))
        permission = Permission(catalogue, asked)
        for agency in permission.oracle.agencies:
            rows = rows_of(permission, agency)
            assert told(catalogue, agency, purposes=asked) == rows
            seen.update(row[2] for row in rows)
        other = rnd.choice(sorted(permission.oracle.agencies))
        some = told(catalogue, agency, other, ["persons", "warrants"], purposes=asked)
        assert some == [row for row in rows if row[0] == other and row[1] in ("persons", "warrants")]
    assert len(seen) >= 5


@pytest.mark.rotates("at length")
def test_may_on_canada_equals_the_definition(canada: Catalogue) -> None:
    agency = either("peel-regional-police", "rcmp")
    rows = rows_of(Permission(canada), agency)
    assert told(canada, agency) == rows
    assert {row[2] for row in rows} >= {"agreed", "allowed", "agreed_not_within_reach", "allowed_not_within_reach"}


@pytest.mark.rotates("at length")
def test_what_may_is_told_of_some_systems_alone_is_counted() -> None:
    from graphmodel.api.seeing import permissions

    partly = 0
    for seed in range(40):
        catalogue = random_catalogue(seed)
        permission = Permission(catalogue)
        for agency in permission.oracle.agencies:
            visible = set(permission.oracle.visible(agency))
            expected = 0
            for other, name, _, systems, _ in rows_of(permission, agency):
                origins = {o for o in permission.supplied[other] if (o, name) in permission.oracle.own(o)}
                expected += len({o for o in origins if (o, name) in visible} or origins) > len(systems)
            assert permissions(catalogue, agency).partly == expected
            partly += expected
    assert partly > 4


def test_a_purpose_that_needs_no_asking_is_refused(canada: Catalogue) -> None:
    with pytest.raises(UnknownName, match="statistcs") as raised:
        graphmodel.may(canada, "rcmp", purposes="statistcs")
    assert "statistics" in str(raised.value)
    with pytest.raises(UnknownName, match="court"):
        graphmodel.may(canada, "rcmp", purposes=["court"])


def another(catalogue: Catalogue, rnd: random.Random) -> Catalogue:
    """Return the world with fewer links and agreements, one system retired and one agency gone from its uses."""
    links = np.array([rnd.random() < 0.7 for _ in range(len(catalogue.links))], dtype=bool)
    made = catalogue.remove("links", links)
    rows = np.array([rnd.random() < 0.6 for _ in range(len(made.agreements))], dtype=bool)
    kept = set(made.agreements["id"][rows])
    made = made.remove("parties", made.parties["agreement"].isin(kept).to_numpy(dtype=bool)).remove("agreements", rows)
    systems = made.systems.copy()
    systems.loc[rnd.randrange(len(systems)), "status"] = "retired"
    return made.replace_rows("systems", systems)


@pytest.mark.parametrize("seeds", steps(150, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_worlds_are_told_apart_by_state(seeds: list[int]) -> None:
    changed = 0
    for seed in seeds:
        one = random_catalogue(seed)
        other = another(one, random.Random(seed))
        for before, after in ((one, other), (other, one)):
            made = Difference(before, after)
            was, now = Permission(before), Permission(after)
            if not (was.all_rows or now.all_rows):
                assert made.states.empty
                continue
            seen = was.oracle.triples(), now.oracle.triples()
            counts = [was.counted(seen[0]), now.counted(seen[1])]
            counts += [now.counted(seen[1] - seen[0]), was.counted(seen[0] - seen[1])]
            wanted = [
                (state, before, after, after - before, gained, lost)
                for state in STATES
                for before, after, gained, lost in [tuple(count[state] for count in counts)]
            ]
            assert list(made.states.itertuples(index=False, name=None)) == wanted
            changed += sum(row[3] != 0 for row in wanted)
    assert changed > 20


def test_an_outage_says_what_is_lost_by_state(canada: Catalogue) -> None:
    made = outage(canada, "rcmp-pip")
    lost = made.lost.itertuples(index=False, name=None)
    assert dict(zip(made.states["state"], made.states["lost"], strict=True)) == Permission(canada).counted(lost)
    assert made.states["gained"].sum() == 0


def values(catalogue: Catalogue, pairs: list[tuple[str, str]], permission: Permitted) -> dict[Any, int]:
    """Return what each choice of up to three pairs adds of what counts, in networks made anew by plain Python."""
    oracle = Oracle(catalogue)
    states, before = Permission(catalogue, oracle=oracle), oracle.triples()
    links = {pair: default_links(oracle, *pair) for pair in pairs}
    result: dict[Any, int] = {}
    for count in (1, 2, 3):
        for some in combinations(pairs, count):
            new = plus(oracle, [row for pair in some for row in links[pair]]).triples() - before
            result[frozenset(some)] = sum(states.sightline(*each) in COUNTED[permission] for each in new)
    return result


def check_plan(made: Plan, value: dict[Any, int], permission: Permitted, links: int) -> int:
    of_size = {some: worth for some, worth in value.items() if len(some) <= links}
    best = max(of_size.values(), default=0)
    assert made.worth == value.get(chosen(made), 0) == best
    assert made.method == "proven best"
    assert made.bound in (best, None)
    assert made.steps[permission].sum() == best
    if best and made.bound is not None:
        fewest = min(len(some) for some, worth in of_size.items() if worth == best)
        assert len(made.ties) + 1 == sum(len(some) == fewest and worth == best for some, worth in of_size.items())
    return best


@pytest.mark.parametrize("seed", rotated(120, 9))
def test_a_plan_of_what_is_permitted_is_the_best_of_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = network(seed)
    pairs, ends = few_pairs(catalogue, seed)
    permission: Permitted
    for permission in ("agreed", "may"):
        value = values(catalogue, pairs, permission)
        for links in (1, 2, 3):
            check_plan(plan(catalogue, links, ends=ends, permission=permission), value, permission, links)
    monkeypatch.setattr("graphmodel.engine.joint.MOST_CELLS", -1)  # as on a network too large for all links at once
    for permission in ("agreed", "may"):
        value = values(catalogue, pairs, permission)
        for links in (1, 2):
            check_plan(plan(catalogue, links, ends=ends, permission=permission), value, permission, links)


def test_plans_of_what_is_permitted_find_something() -> None:
    found = [plan(network(seed), 2, permission="agreed").worth > 0 for seed in range(40)]
    assert 4 < sum(found) < 40


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("permission", ["agreed", "may"])
def test_the_first_step_on_canada_is_counted_anew(canada: Catalogue, permission: Permitted) -> None:
    made = plan(canada, 1, permission=permission)
    (step,) = made.steps.to_dict("records")
    oracle = Oracle(canada)
    counts = Permission(canada, oracle=oracle).counted(gain(oracle, step["from"], step["to"]))
    assert {state: step[state] for state in STATES} == counts
    assert made.worth == step[permission] == sum(counts[state] for state in COUNTED[permission])


def test_pairs_by_many_ends_are_counted_as_by_few(monkeypatch: pytest.MonkeyPatch, canada: Catalogue) -> None:
    monkeypatch.setattr("graphmodel.engine.joint.MOST_CELLS", -1)
    whole = plan(canada, 1, permission="agreed")
    monkeypatch.setattr("graphmodel.answers.candidates.MOST_SYSTEMS", 0)
    assert plan(canada, 1, permission="agreed").steps.equals(whole.steps)


def test_what_is_permitted_is_nothing_where_nothing_is_recorded() -> None:
    small = graphmodel.load("nleim-2014")
    assert not len(small.agreements)
    made = graphmodel.plan(small, 3, agreed=True)
    assert (made.method, made.bound, made.worth, len(made.steps)) == ("proven best", 0, 0, 0)
    assert set(graphmodel.may(small, small.agencies["id"][0])["state"]) == {"not_recorded"}
    assert "state" not in graphmodel.sees(small, small.agencies["id"][0]).columns


def test_a_plan_counts_one_thing(canada: Catalogue) -> None:
    with pytest.raises(GraphmodelError, match="leave out the weight"):
        graphmodel.plan(canada, 1, weight="agencies", agreed=True)
    with pytest.raises(GraphmodelError, match="leave out the weight"):
        graphmodel.plan(canada, 1, needs="wanted-person", allowed=True)
    both = graphmodel.plan(canada, 1, agreed=True, allowed=True)
    assert both.steps.equals(graphmodel.plan(canada, 1, allowed=True).steps)
