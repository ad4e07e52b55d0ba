"""Counts of what may be shared, and indicators of agreements, equal a brute-force reading of the tables."""

from __future__ import annotations

from collections import Counter

import pytest

from graphmodel.answers.agreement_indicators import indicators
from graphmodel.answers.sharing import shared
from graphmodel.engine import state_counts
from graphmodel.engine.network import Network
from graphmodel.engine.states import STATES
from graphmodel.engine.visibility import Visibility
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests import permission_rules as rules
from tests.permission import Permission
from tests.rotation import steps
from tests.worlds.random_worlds import random_catalogue

ASKED = ((), ("civil_screening",), ("civil_screening", "statistics"))
Counts = dict[str, tuple[int, ...]]


def counted(catalogue: Catalogue, by: str, asked: tuple[str, ...] = ()) -> Counts:
    table = shared(Visibility(Network(catalogue)), by, asked)  # type: ignore[arg-type]
    return {row["group"]: tuple(row[state] for state in STATES) for row in table.to_dict("records")}


def check_counts(catalogue: Catalogue, permission: Permission) -> None:
    asked = tuple(sorted(permission.asked))
    states = permission.states()
    agencies = permission.oracle.agencies
    groups = {
        "class": lambda pair: pair[2],
        "province": lambda pair: agencies[pair[0]]["province"],
        "agency": lambda pair: pair[0],
    }
    for by, group_of in groups.items():
        expected: Counter[tuple[str, str]] = Counter()
        for pair, state in states.items():
            expected[group_of(pair), state] += 1
            expected["all", state] += 1
        found = counted(catalogue, by, asked)
        assert {(group, state) for group, state in expected} <= {(group, state) for group in found for state in STATES}
        for group, numbers in found.items():
            assert numbers == tuple(expected[group, state] for state in STATES), (by, group)


def check_agreements(catalogue: Catalogue, permission: Permission) -> None:
    table = shared(Visibility(Network(catalogue)), "agreement")
    found = {row["agreement"]: row for row in table.to_dict("records")}
    assert list(found) == [row["id"] for row in permission.all_rows]
    for row in permission.all_rows:
        gives, takes = permission.party(row, "discloser"), permission.party(row, "recipient")
        top = permission.oracle.organisation
        told = found[row["id"]]
        assert (told["recipients"], told["disclosers"]) == (len(takes), len(gives))
        assert told["pairs"] == sum(top(one) != top(other) for one in gives for other in takes)
        assert told["links"] == len(rules.links_under(permission, row))
        assert (told["agreement_kind"], told["effect"], told["status"]) == (row["kind"], row["effect"], row["status"])


def half_retired(catalogue: Catalogue) -> Catalogue:
    """Return a world of which every other agreement has ended."""
    rows = catalogue.agreements.copy()
    rows.loc[::2, "status"] = "retired"
    return catalogue.replace_rows("agreements", rows)


def check_indicators(catalogue: Catalogue, permission: Permission) -> None:
    table = indicators(Network(catalogue), tuple(sorted(permission.asked)))
    found = {row["indicator"]: (set(row["ids"]), row["of"]) for row in table.to_dict("records")}
    assert found == rules.indicators(permission)
    assert table["count"].tolist() == [len(ids) for ids in table["ids"]]


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("seeds", steps(1_000, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_random_worlds_equal_the_definitions(seeds: list[int]) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        catalogue = random_catalogue(seed)
        permission = Permission(catalogue, ASKED[seed // 3 % 3])
        check_counts(catalogue, permission)
        check_agreements(catalogue, permission)
        for world in (catalogue, half_retired(catalogue)):
            asked = Permission(world, ASKED[seed // 3 % 3])
            check_indicators(world, asked)
            seen.update(name for name, (ids, _) in rules.indicators(asked).items() if ids)
    assert len(seen) == 6  # else the worlds show little


@pytest.mark.rotates("at length")
def test_canada_equals_the_definitions(canada: Catalogue) -> None:
    permission = Permission(canada)
    check_counts(canada, permission)
    check_agreements(canada, permission)
    check_indicators(canada, permission)


def test_recipients_are_counted_alike_however_many_rows_are_spread_at_once(
    canada: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = counted(canada, "agency")
    monkeypatch.setattr(state_counts, "_ROWS", 7)
    assert counted(canada, "agency") == whole


def test_every_way_of_counting_has_the_same_sum(canada: Catalogue) -> None:
    sums = {by: counted(canada, by)["all"] for by in ("class", "province", "agency")}
    assert len(set(sums.values())) == 1
    assert sums["class"] == (7_108, 21_873, 0, 3_213, 27_850, 93_293)


def test_names_are_told_in_french(canada: Catalogue) -> None:
    visibility = Visibility(Network(canada))
    assert shared(visibility, "class", language="fr")["name"].iloc[0] == v.CARRIED_CLASSES["persons"].fr
    assert shared(visibility, "province", language="fr").set_index("group")["name"]["NB"] == "Nouveau-Brunswick"
    assert "Loi" in shared(visibility, "agreement", language="fr").set_index("agreement")["name"]["ca-scida"]
