"""The scenarios that ship: each reads, says what it stands for in both languages, and does what a loop would do."""

from __future__ import annotations

import pytest

import graphmodel
from graphmodel import shipped as content
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from tests.oracle import Oracle

NAMES = tuple(content.scenarios())
Pairs = set[frozenset[str]]


def test_the_six_of_the_study_ship() -> None:
    assert set(NAMES) == {
        *(
            "pip-2-0",
            "standards-interfaces",
            "provincial-mcm",
            "mugshots",
            "cad-rms",
            "digital-evidence-to-prosecution",
        ),
    }


def test_every_recommendation_names_a_scenario_that_ships(canada: Catalogue) -> None:
    for row in canada.recommendations.dropna(subset="scenario").itertuples():
        assert row.id in str(Scenario.read(str(row.scenario)).recommendation)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_stands_for_and_is_sound(name: str, canada: Catalogue) -> None:
    read = Scenario.read(name)
    assert read.name == name
    for english, french in ((read.about, read.about_fr), (read.assumption, read.assumption_fr)):
        assert english
        assert french
        assert english != french
    assert set(str(read.recommendation).split(";")) <= set(canada.recommendations["id"])
    effects = read.effects(canada)
    assert (effects[["added", "changed", "removed"]].sum(axis=1) > 0).all()
    assert effects[["added", "changed", "removed"]].to_numpy().sum() < 2_000
    after = read.apply(canada)
    assert not graphmodel.check(".", lambda _: after).problems
    assert Scenario.of_toml(read.to_toml()) == read


def test_all_of_them_stack(canada: Catalogue) -> None:
    whole = Scenario.read(NAMES[0])
    for name in NAMES[1:]:
        whole += Scenario.read(name)
    after = whole.apply(canada)
    assert not graphmodel.check(".", lambda _: after).problems
    assert after.counts["links"] > 2_000


def expected(oracle: Oracle, name: str) -> Pairs:
    """Return the pairs of systems that a scenario is to link, found by a loop over all pairs."""
    live = [id for id in oracle.systems if oracle.live(id)]
    type_of = {id: oracle.systems[id]["type"] for id in live}
    product = {id: oracle.systems[id]["product"] for id in live}
    operator = {id: oracle.agencies[oracle.systems[id]["operator"]] for id in live}
    province = {id: operator[id]["province"] for id in live}
    six = {"rms", "cad", "mcm", "arrest_booking", "digital_evidence", "business_intelligence"}

    def wanted(a: str, b: str) -> bool:
        types = (type_of[a], type_of[b])
        near = province[a] == province[b] != ""
        if name == "pip-2-0":
            return types[0] == "rms" and b == "rcmp-pip"
        if name in ("cad-rms", "mugshots"):
            first = "cad" if name == "cad-rms" else "arrest_booking"
            return types == (first, "rms") and bool(oracle.homes(a) & oracle.homes(b))
        if name == "standards-interfaces":
            alike = product[a] == product[b] != "" or (types[0] == types[1] and near)
            return a != b and set(types) <= six and alike
        if name == "provincial-mcm":
            return types[0] == "rms" and b == "on-powercase" and near
        takes = types[1] in ("criminal_justice_im", "digital_evidence") and operator[b]["sector"] == "prosecution"
        gives = types[0] == "digital_evidence"
        return gives and (
            (operator[a]["sector"] == "policing" and takes and near) or (province[a] == "BC" and b == "bc-justin")
        )

    return {frozenset((a, b)) for a in live for b in live if a != b and wanted(a, b)}


@pytest.mark.parametrize("name", NAMES)
def test_it_links_the_pairs_that_a_loop_finds(name: str, canada: Catalogue) -> None:
    before, after = Oracle(canada), Oracle(Scenario.read(name).apply(canada))
    pairs = expected(before, name)
    assert pairs
    one_way = name in ("provincial-mcm", "digital-evidence-to-prosecution")
    flows = {(sender, receiver) for sender, receiver, _ in after.flows}
    added = flows - {(sender, receiver) for sender, receiver, _ in before.flows}
    added = {
        (sender, receiver) for sender, receiver in added if sender in before.systems and receiver in before.systems
    }
    assert {frozenset(pair) for pair in added} <= pairs
    for pair in pairs:
        one, other = sorted(pair)
        assert (one, other) in flows or one_way
        assert (other, one) in flows or (one_way and (one, other) in flows)
    if name == "provincial-mcm":
        provinces = {
            after.agencies[row["operator"]]["province"] for id, row in after.systems.items() if id.endswith("-mcm")
        }
        assert provinces >= {"BC", "AB", "SK", "MB", "QC", "NB", "NS", "PE", "NL"}
        members = {use["agency"] for use in after.uses if use["system"] == "bc-ministry-public-safety-mcm"}
        police = {id for id, row in after.agencies.items() if (row["sector"], row["province"]) == ("policing", "BC")}
        assert members == police


def test_pip_2_0_leaves_no_records_system_alone(canada: Catalogue) -> None:
    after = graphmodel.study(Scenario.read("pip-2-0").apply(canada)).set_index("group").loc["rms"]
    assert (after["systems"], after["interconnected"]) == (34, 34)
