"""The laws of scenarios, on random catalogues: identity, stacking, sound worlds, and that nothing changes in place."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel
from graphmodel.documents.choosing import selector_keys
from graphmodel.engine.network import Network
from graphmodel.errors import ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import tables
from graphmodel.scenario import Scenario, Selector, record_changes
from tests.oracle import Oracle, rows_of
from tests.rotation import rotated
from tests.scenarios import possible, random_scenario
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("scenario")

SEEDS = rotated(150)


@cache
def case(seed: int, most: int = 4) -> tuple[Catalogue, Scenario]:
    """Return a random world and a scenario that it allows."""
    rnd = random.Random(seed)
    world = random_catalogue(seed)
    names = list(world.systems["id"]), list(world.agencies["id"])
    return world, possible(random_scenario(rnd, f"scenario-{seed}", *names, most), world)


def is_sound(world: Catalogue) -> bool:
    report = graphmodel.check(".", lambda _: world)
    assert not report.problems, report.problems[:5]
    return report.catalogue == world


def test_the_random_scenarios_do_much() -> None:
    done = [change.do for seed in SEEDS for change in case(seed)[1].changes]
    assert len(done) > 50
    assert set(done) == {
        *("connect", "disconnect", "retire", "replace", "add_system", "join", "leave", "relay", "lift"),
    }


@pytest.mark.parametrize("seed", SEEDS[::10])
def test_applying_none_is_the_identity(seed: int) -> None:
    world = random_catalogue(seed)
    assert Scenario("none").apply(world) is world
    assert Scenario("none").effects(world).empty


@pytest.mark.parametrize("seed", SEEDS)
def test_every_scenario_leaves_a_sound_catalogue(seed: int) -> None:
    world, scenario = case(seed)
    before = world.digest
    assert is_sound(scenario.apply(world))
    assert Catalogue.digest.func(world) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", SEEDS)
def test_stacking_is_applying_one_after_the_other(seed: int) -> None:
    world, first = case(seed)
    middle = first.apply(world)
    rnd = random.Random(seed + 10_000)
    second = random_scenario(rnd, "second", list(middle.systems["id"]), list(middle.agencies["id"]))
    second = possible(second, middle)
    both = first + second
    assert both.apply(world) == second.apply(middle)
    costs = [first.total_cost(world), second.total_cost(middle)]
    assert both.total_cost(world) == (sum(cost or 0 for cost in costs) if any(c is not None for c in costs) else None)
    third = Scenario("third", cost=7).lift(cause="legal_privacy", if_any=True)
    assert ((both + third).changes) == ((first + (second + third)).changes)
    assert Scenario.of_toml(both.to_toml()) == both


@pytest.mark.parametrize("seed", SEEDS)
def test_effects_are_the_differences_that_a_loop_finds(seed: int) -> None:
    world, scenario = case(seed)
    found = scenario.effects(world)
    after = scenario.apply(world)
    whole = record_changes(world, after)
    for name, table in tables().items():
        old = {tuple(row[key] for key in table.key): row for row in rows_of(world, name)}
        new = {tuple(row[key] for key in table.key): row for row in rows_of(after, name)}
        assert len(whole[name].added) == len(new.keys() - old.keys())
        assert len(whole[name].removed) == len(old.keys() - new.keys())
        assert len(whole[name].changed) == sum(old[key] != new[key] for key in old.keys() & new.keys())
        assert found.loc[found["table"] == name, "added"].sum() >= len(whole[name].added)
    assert list(found["number"].unique()) == list(range(1, len(scenario.changes) + 1))


@pytest.mark.parametrize("seed", SEEDS)
def test_connect_adds_the_flows_that_are_missing_and_no_other(seed: int) -> None:
    world = random_catalogue(seed)
    oracle = Oracle(world)
    live = [id for id in oracle.systems if oracle.live(id)]
    there = {(sender, receiver) for sender, receiver, _ in oracle.flows}
    left = [id for id in live if oracle.systems[id]["type"] in ("rms", "cad")]
    right = [id for id in live if oracle.systems[id]["relays"]]
    wanted = {(a, b) for a in left for b in right if a != b}
    scenario = Scenario("all").connect({"type": ["rms", "cad"]}, {"relays": True}, if_any=True)
    after = Oracle(scenario.apply(world))
    assert {(a, b) for a, b, _ in after.flows} == there | wanted | {(b, a) for a, b in wanted}
    added = [link for link in after.all_links if link["note"] == "scenario all"]
    assert {(link["from"], link["to"]) for link in added} == (wanted | {(b, a) for a, b in wanted}) - there
    assert {(link["mode"], link["direction"], link["status"], link["confidence"]) for link in added} <= {
        ("query", "one_way", "active", "documented")
    }
    pairs = {frozenset((link["from"], link["to"])) for link in added}
    assert scenario.effects(world)["units"].sum() == len(pairs)
    for link in added:
        taker = oracle.systems[link["to"]]
        if taker["relays"] or taker["type"] == "national_repository":
            dealt = {*(taker["holds"] or "unspecified").split(";")}
            dealt |= {item for _, to, flow in oracle.flows if to == link["to"] for item in flow["carries"].split(";")}
            assert set(link["carries"].split(";")) == dealt - {""}
        else:
            assert link["carries"] == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_retired_system_is_seen_by_nobody(seed: int) -> None:
    world = random_catalogue(seed)
    live = [id for id in world.systems["id"] if Oracle(world).live(id)]
    if not live:
        return
    chosen = random.Random(seed).choice(live)
    after = Oracle(Scenario("out").retire(chosen).apply(world))
    assert not after.live(chosen)
    assert all(chosen not in (link["from"], link["to"]) for link in after.links)
    for agency in after.agencies:
        assert all(system != chosen for system, _ in after.visible(agency))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_successor_has_every_partner_and_every_home(seed: int) -> None:
    world = random_catalogue(seed)
    before = Oracle(world)
    live = [id for id in before.systems if before.live(id)]
    heirs = [id for id, row in before.systems.items() if before.live(id) or row["status"] == "planned"]
    rnd = random.Random(seed)
    if not live or not set(heirs) - set(live[:1]):
        return
    old = rnd.choice(live)
    new = rnd.choice([id for id in heirs if id != old] or [old])
    if new == old:
        return
    after = Oracle(Scenario("next").replace(old, new).apply(world))
    assert (after.live(new), after.systems[old]["status"]) == (True, "retired")
    assert after.partners(new) >= (before.partners(old) | before.partners(new)) - {old, new}
    assert after.homes(new) >= before.homes(old)
    for role in ("user", "reader", "contributor"):
        held = {use["agency"] for use in before.uses if (use["system"], use["role"]) == (old, role)}
        assert held <= {use["agency"] for use in after.uses if (use["system"], use["role"]) == (new, role)}
    if before.partners(old) - {new}:
        assert after.links_of(new)


def test_a_scenario_keeps_its_own_records_when_only_the_documented_count(canada: Catalogue) -> None:
    scenario = Scenario("mine").add_system("new-rms", "New", "rms", "opp").connect("new-rms", "rcmp-pip")
    after = scenario.join("peel-regional-police", "new-rms").apply(canada).documented()
    assert "new-rms" in set(after.systems["id"])
    assert {"new-rms>rcmp-pip", "rcmp-pip>new-rms"} <= set(after.links["id"])
    assert "new-rms" in set(after.uses["system"])


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text.strip()
)
NAMES = TEXTS.filter(lambda text: "=" not in text)  # with one it is a selector
IDS = st.one_of(NAMES, st.lists(NAMES, min_size=1, max_size=3))
SELECTORS = st.fixed_dictionaries(
    {"type": st.sampled_from(["rms", "cad"])},
    optional={
        "province": st.lists(st.sampled_from(["ON", "national"]), min_size=1),
        "relays": st.booleans(),
        "operator": IDS,
        "vendor": IDS,
        "id": IDS,
    },
)
COMMON = {
    "cost": st.one_of(st.integers(0, 10**15), st.floats(0, 1e15)),
    "reason": TEXTS,
    "date": st.dates(date(1000, 1, 1), date(2999, 12, 31)),
}


@given(
    TEXTS,
    st.lists(
        st.tuples(
            st.sampled_from(["retire", "relay"]),
            st.fixed_dictionaries({"system": st.one_of(IDS, SELECTORS)}, optional=COMMON),
        ),
        max_size=4,
    ),
    st.fixed_dictionaries({}, optional={"about": TEXTS, "assumption_fr": TEXTS, "cost": COMMON["cost"]}),
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back_equal(name: str, changes: list, rest: dict) -> None:
    made = Scenario(name, **rest)
    for do, keys in changes:
        made = made.then(do, keys)
    assert Scenario.of_toml(made.to_toml()) == made


@given(st.text(), st.sampled_from(["systems", "agencies", "subjects"]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_selector_or_refused(text: str, of: str) -> None:
    try:
        made = Selector.of_text(text, of)
    except ScenarioError:
        return
    assert made.words


def test_selectors_of_text() -> None:
    made = Selector.of_text("type=rms,cad province=ON vendor='Versaterm Inc'")
    assert made.words == (("type", ("cad", "rms")), ("vendor", ("versaterm-inc",)), ("province", ("ON",)))
    assert str(made) == "type=cad,rms vendor=versaterm-inc province=ON"
    assert Selector.of_text(str(made)) == made
    assert Selector.of_text("a,b").words == (("id", ("a", "b")),)


@pytest.mark.parametrize(
    ("text", "of", "message"),
    [
        ("type=rmss", "systems", "type=rmss:type: 'rmss' is not a system type (did you mean rms?)"),
        ("typ=rms", "systems", "typ=rms:typ: no key of a selector of systems (did you mean type?)"),
        ("type=rms", "agencies", "type=rms:type: no key of a selector of agencies"),
        ("type=", "systems", "type=:type: is an empty list: name at least one, or leave the key out"),
        ("type=rms type=cad", "systems", "type=rms type=cad:type: is given twice: write its words as a list, parted by commas"),
        ("relays=yes", "systems", "relays=yes:relays: 'yes' is neither true nor false"),
        ("vendor='a", "systems", "vendor='a: cannot be taken apart: No closing quotation"),
    ],
)  # fmt: skip
def test_a_wrong_selector_says_why(text: str, of: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        Selector.of_text(text, of)
    assert str(caught.value) == message


def test_an_empty_selector_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        Selector.of_text("")
    assert (
        str(caught.value) == f"selector: selects by nothing: name at least one of {', '.join(selector_keys('systems'))}"
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_selectors_choose_what_the_definitions_say(seed: int) -> None:
    world = random_catalogue(seed)
    oracle, network = Oracle(world), Network(world)
    live = {id for id in oracle.systems if oracle.live(id)}
    row = oracle.systems
    agency = {id: oracle.agencies[row[id]["operator"]] for id in row}
    products = {item["id"]: item["vendor"] for item in rows_of(world, "products")}
    expected = {
        "type=rms,cad": {id for id in live if row[id]["type"] in ("rms", "cad")},
        "status=planned,retired": {id for id in row if row[id]["status"] in ("planned", "retired")},
        "province=ON,national": {id for id in live if agency[id]["province"] in ("ON", "")},
        "sector=broker level=municipal,federal": {
            id for id in live if agency[id]["sector"] == "broker" and agency[id]["level"] in ("municipal", "federal")
        },
        "organisation=a0": {id for id in live if oracle.organisation(agency[id]["id"]) == "a0"},
        "product=p0": {id for id in live if row[id]["product"] == "p0"},
        "vendor=V": {id for id in live if products.get(row[id]["product"]) == "V"},
        "isolated=true": {id for id in live if not oracle.links_of(id)},
        "isolated=false relays=true": {id for id in live if oracle.links_of(id) and row[id]["relays"]},
        "holds=persons,unspecified": {
            id for id in live if {"persons", "unspecified"} & set((row[id]["holds"] or "unspecified").split(";"))
        },
        "s00 scope=local": {id for id in live if id == "s00"},
    }
    for text, ids in expected.items():
        assert set(network.systems[Selector.of_text(text).systems(network)]) == ids, text
    chosen = {id for id, held in oracle.agencies.items() if held["province"] == "BC" and held["sector"] == "policing"}
    found = Selector.of_text("province=BC sector=policing", "agencies").agencies(network)
    assert set(network.agencies[found]) == chosen
