"""What each change does to a small world that can be read at a glance, and what it refuses, to the letter."""

from __future__ import annotations

import pandas as pd
import pytest

from graphmodel.errors import ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System
from graphmodel.scenario import Scenario
from graphmodel.scenario.effects import idle
from tests.oracle import Oracle

Rows = set[tuple[object, ...]]


def table(columns: str, *rows: str) -> pd.DataFrame:
    return pd.DataFrame([[cell or None for cell in row.split(" ")] for row in rows], columns=columns.split(" "))


@pytest.fixture(scope="module")
def world() -> Catalogue:
    """Two towns of Ontario with a records and a dispatch system each, a national hub, and what is not live."""
    frames = {
        "agencies": table(
            "id name level sector province part_of",
            *("east East municipal policing ON ", "west West municipal policing ON ", "far Far municipal policing BC "),
            *("nation Nation federal policing  ", "bureau Bureau federal policing  nation"),
            "host Host private vendor_operated ON ",
        ),
        "systems": table(
            "id name type operator product status relays holds replaces",
            *("east-rms E rms east p active false persons ", "west-rms W rms west p active false persons "),
            *("east-cad E cad east  active false  ", "far-rms F rms far  active false occurrences "),
            *("hub H broker nation  active true persons ", "hosted X mcm host  retiring false cases "),
            *("old O rms east  retired false  ", "next N rms west  planned false persons east-rms"),
        ),
        "uses": table("agency system role", "west hosted user", "bureau hub reader", "far east-rms contributor"),
        "links": table(
            "id from to direction mode status carries confidence",
            *(" east-rms hub one_way push active persons inferred", " hub east-cad one_way query active  documented"),
            *(" west-rms hub two_way query planned  documented", " old east-rms one_way manual active  documented"),
            "cut west-rms east-cad one_way query retired  documented",
        ),
        "products": table("id name vendor", "p P V"),
        "standards": table("id name", "n N"),
        "impediments": table(
            "subject to impediment",
            *("east  legal_privacy", "east-rms hub resource_constraints", "far-rms  legal_privacy"),
        ),
    }
    return Catalogue.unchecked(frames)


def links(world: Catalogue, *columns: str) -> Rows:
    frame = world.links[list(columns)].astype("object")
    return set(frame.where(frame.notna(), "").itertuples(index=False, name=None))


def made(before: Catalogue, after: Catalogue, *columns: str) -> Rows:
    return links(after, "id", *columns) - links(before, "id", *columns)


def refused(scenario: Scenario, world: Catalogue) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        scenario.apply(world)
    return str(caught.value).splitlines()


NEW = Scenario("new")


def test_connect_adds_only_the_flow_that_is_missing(world: Catalogue) -> None:
    after = NEW.connect("east-rms", "hub", reason="why", date="2027-04-01").apply(world)
    columns = ("carries", "mode", "status", "since", "note", "confidence")
    assert made(world, after, *columns) == {
        ("hub>east-rms", "", "query", "active", 2027, "scenario new: why", "documented")
    }


def test_connect_numbers_the_link_where_an_ended_or_planned_one_has_the_id(world: Catalogue) -> None:
    after = NEW.connect("west-rms", "hub").apply(world)
    assert made(world, after, "carries") == {("west-rms-to-hub-2", "persons"), ("hub>west-rms", "")}


def test_connect_takes_its_own_mode_classes_and_standard(world: Catalogue) -> None:
    keys = {"mode": "push", "carries": ["cases", "persons"], "access": "index", "latency": "daily", "standard": "n"}
    after = NEW.connect({"type": "rms", "province": "ON"}, "hub", direction="one_way", **keys).apply(world)
    assert made(world, after, "mode", "carries", "access", "latency", "standard") == {
        ("west-rms-to-hub-2", "push", "cases;persons", "index", "daily", "n")
    }


@pytest.mark.parametrize(
    ("same", "pairs"),
    [
        ("product", {"east-rms west-rms"}),
        ("type", {"east-rms west-rms", "east-rms far-rms", "far-rms west-rms"}),
        (["type", "province"], {"east-rms west-rms"}),
        ("operator", {"east-cad east-rms"}),
        ("organisation", {"east-cad east-rms"}),
        ("home", {"east-cad east-rms", "hosted west-rms"}),
        ("province", {"east-cad east-rms", "east-rms west-rms", "east-cad west-rms", "east-rms hosted", "east-cad hosted",
                      "hosted west-rms"}),
    ],
)  # fmt: skip
def test_connect_keeps_to_pairs_that_share_something(world: Catalogue, same: object, pairs: set[str]) -> None:
    types = {"type": ["rms", "cad", "mcm"]}
    scenario = NEW.connect(types, types, same=same)
    found = made(world, scenario.apply(world), "from", "to")
    assert {" ".join(sorted((str(sender), str(receiver)))) for _, sender, receiver in found} == pairs
    assert scenario.effects(world)["units"].tolist() == [len(pairs)]


def test_disconnect_retires_links_in_service_and_no_other(world: Catalogue) -> None:
    for scenario in (
        NEW.disconnect("hub"),
        NEW.disconnect({"type": "broker"}),
        NEW.disconnect("hub", {"status": "active"}),
    ):
        assert made(world, scenario.apply(world), "status", "note") == {
            ("east-rms>hub", "retired", "scenario new"),
            ("hub>east-cad", "retired", "scenario new"),
        }
    after = NEW.disconnect(link="hub>east-cad", date=2030, reason="dear").apply(world)
    assert made(world, after, "status", "until", "note") == {("hub>east-cad", "retired", 2030, "scenario new: dear")}


def test_retire_leaves_links_on_record(world: Catalogue) -> None:
    after = NEW.retire("hub", date=2031).apply(world)
    assert links(after, "id", "status") == links(world, "id", "status")
    assert Oracle(after).links == []
    assert after.systems.set_index("id").loc["hub", ["status", "until"]].tolist() == ["retired", 2031]


def test_replace_takes_over_links_and_uses_and_puts_a_planned_successor_into_service(world: Catalogue) -> None:
    linked = NEW.connect("east-rms", "west-rms").apply(world)
    after = NEW.replace(["east-rms", "west-rms"], "next", date=2028).apply(linked)
    assert made(linked, after, "mode", "carries", "since", "confidence") == {
        ("next>hub", "push", "persons", 2028, "inferred")
    }
    oracle = Oracle(after)
    assert oracle.systems["next"] | {"replaces": "east-rms;west-rms", "status": "active"} == oracle.systems["next"]
    assert {(use["agency"], use["role"]) for use in oracle.uses if use["system"] == "next"} == {
        ("far", "contributor"),
        ("east", "user"),
    }
    assert NEW.replace(["east-rms", "west-rms"], "next").effects(linked)["units"].sum() == 2


def test_replace_makes_no_circle_of_successors(world: Catalogue) -> None:
    used = NEW.replace("east-rms", "next").apply(world)
    back = NEW.add_system("again", "A", "rms", "east", replaces=["next"]).apply(used)
    assert set(NEW.replace("again", "next").apply(back).systems.set_index("id")["replaces"].dropna()) == {
        "east-rms",
        "next",
    }


def test_add_system_gives_each_operator_one(world: Catalogue) -> None:
    scenario = NEW.add_system(
        "{operator}-mcm",
        "Cases of {operator}",
        "mcm",
        {"province": "ON", "sector": "policing"},
        holds="cases",
        date=2029,
    )
    rows = scenario.apply(world).systems.set_index("id").loc[["east-mcm", "west-mcm"]]
    assert rows["name"].tolist() == ["Cases of East", "Cases of West"]
    assert rows["operator"].tolist() == ["east", "west"]
    assert set(rows["status"]) | set(rows["since"]) | set(rows["holds"]) == {"active", 2029, "cases"}


def test_join_and_leave(world: Catalogue) -> None:
    after = NEW.join({"sector": "policing"}, {"type": "rms"}, same="province", role="reader").apply(world)
    there = set(world.uses[["agency", "system", "role"]].itertuples(index=False, name=None))
    assert set(after.uses[["agency", "system", "role"]].itertuples(index=False, name=None)) - there == {
        ("east", "west-rms", "reader"),
        ("west", "east-rms", "reader"),
    }
    assert NEW.join("host", "hosted").apply(world).uses["agency"].tolist().count("host") == 1
    assert list(NEW.leave("west", "hosted").apply(world).uses["agency"]) == ["bureau", "far"]
    assert list(NEW.leave({"level": "federal"}, {"relays": True}).apply(world).uses["agency"]) == ["far", "west"]


@pytest.mark.parametrize(
    ("scenario", "left"),
    [
        (NEW.lift(cause="legal_privacy"), {("east-rms", "hub")}),
        (NEW.lift("east"), {("east-rms", "hub"), ("far-rms", "")}),
        (NEW.lift({"province": "ON"}), {("far-rms", "")}),
        (NEW.lift({"type": "rms"}), {("east", "")}),
        (NEW.lift(to="hub"), {("east", ""), ("far-rms", "")}),
    ],
)
def test_lift_takes_away_what_fits(world: Catalogue, scenario: Scenario, left: Rows) -> None:
    rows = scenario.apply(world).impediments[["subject", "to"]].astype("object").fillna("")
    assert set(rows.itertuples(index=False, name=None)) == left


NONE = "(if_any = true allows for that)"
REFUSED: list[tuple[Scenario, list[str]]] = [
    (NEW.connect("east-rms", "east-rms"), ["connect:to: 'east-rms' is linked to itself: a link joins two systems"]),
    (NEW.connect("old", "hub"), ["connect:from: 'old' is retired: name a system that is active or retiring"]),
    (NEW.connect("east-rms", "next"), ["connect:to: 'next' is planned: name a system that is active or retiring"]),
    (NEW.connect("east-rms", "hubb"), ["connect:to: 'hubb' is no system (did you mean hub?)"]),
    (NEW.connect("east-rm", "hub"), ["connect:from: 'east-rm' is no system (did you mean east-rms?)"]),
    (NEW.connect("east", "n"), ["connect:from: 'east' is an agency, not a system", "connect:to: 'n' is a standard, not a system"]),
    (NEW.connect("east-rms", "hub", direction="one_way"), ["connect:to: records flow from 'east-rms' to 'hub' already"]),
    (
        NEW.connect("far-rms", "hub").connect("hub", ["far-rms", "west-rms"]),
        ["connect:to: 'hub' and 'far-rms' are linked both ways already"],
    ),
    (NEW.connect({"type": "biometric"}, "hub"), [f"connect:from: selects nothing: no live systems with type=biometric {NONE}"]),
    (NEW.connect({"id": "hub"}, "hub"), [f"connect: selects nothing: no two systems {NONE}"]),
    (NEW.connect({"type": "rms"}, "hub", same="home"), [f"connect: selects nothing: no two systems that share home {NONE}"]),
    (NEW.connect("east-rms", "west-rms", standard="nn"), ["connect:standard: 'nn' is no standard"]),
    (NEW.disconnect("east-rms", "west-rms"), [f"disconnect: selects nothing: no link in service, from east-rms to west-rms {NONE}"]),
    (NEW.disconnect(link="cut"), ["disconnect:link: 'cut' is retired: name a link that is active or retiring"]),
    (NEW.disconnect(link="east-rms>hib"), ["disconnect:link: 'east-rms>hib' is no link (did you mean east-rms>hub?)"]),
    (NEW.retire("old"), ["retire:system: 'old' is retired: name a system that is active or retiring"]),
    (NEW.retire({"status": "cancelled"}), [f"retire:system: selects nothing: no systems with status=cancelled {NONE}"]),
    (NEW.replace("hub", "hub"), ["replace:by: 'hub' cannot take its own place"]),
    (NEW.replace("hub", "old"), ["replace:by: 'old' is retired: name a system that is planned or active or retiring"]),
    (NEW.replace("hub", {"type": "rms"}), ["replace:by: must be one system: it is 3"]),
    (NEW.relay("hub"), ["relay:system: 'hub' relays already"]),
    (NEW.relay("east-rms", value=False), ["relay:system: 'east-rms' does not relay already"]),
    (
        NEW.add_system("hub", "H", "rms", "est", product="q", replaces=["x"]),
        [
            "add_system:operator: 'est' is no agency (did you mean west?)",
            "add_system:product: 'q' is no product",
            "add_system:replaces: 'x' is no system",
        ],
    ),
    (NEW.add_system("hub", "H", "rms", "east"), ["add_system:id: 'hub' is already a system: agencies and systems share one set of ids"]),
    (NEW.add_system("far", "H", "rms", "east"), ["add_system:id: 'far' is already an agency: agencies and systems share one set of ids"]),
    (NEW.join("west", "hosted"), ["join:agency: 'west' is user of 'hosted' already"]),
    (NEW.join("west", "west-rms"), ["join:agency: 'west' operates 'west-rms': it needs no use of it"]),
    (NEW.join("hub", "west-rms"), ["join:agency: 'hub' is a system, not an agency"]),
    (NEW.join("far", "hub", same="province"), [f"join: selects nothing: no agency and system that share province {NONE}"]),
    (NEW.leave("east", "hub"), ["leave:agency: 'east' is no user, reader or contributor of 'hub'"]),
    (NEW.leave("west", "hosted", role="reader"), ["leave:agency: 'west' is no reader of 'hosted'"]),
    (NEW.leave({"level": "federal"}, {"type": "rms"}), [f"leave: selects nothing: no use, agency [level=federal] system [type=rms] {NONE}"]),
    (NEW.lift("west"), [f"lift: selects nothing: no impediment, subject west {NONE}"]),
    (NEW.lift("wst"), ["lift:subject: 'wst' is no agency or system (did you mean west?)"]),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "messages"), REFUSED, ids=range(len(REFUSED)))
def test_a_senseless_wish_is_refused_with_the_reason(world: Catalogue, scenario: Scenario, messages: list[str]) -> None:
    assert refused(scenario, world) == messages
    with pytest.raises(ScenarioError):
        scenario.effects(world)


def test_a_selector_may_be_allowed_to_choose_nothing(world: Catalogue) -> None:
    nothing = {"type": "biometric"}
    scenario = (
        NEW.connect(nothing, "hub", if_any=True)
        .disconnect(nothing, if_any=True)
        .retire(nothing, if_any=True)
        .replace(nothing, "hub", if_any=True)
        .relay(nothing, if_any=True)
        .join("east", nothing, if_any=True)
        .leave("east", nothing, if_any=True)
        .lift(nothing, if_any=True)
        .add_system("{operator}-x", "X", "rms", {"sector": "border"}, if_any=True)
    )
    assert scenario.apply(world) == world
    assert set(scenario.effects(world)[["added", "changed", "removed", "units"]].to_numpy().ravel()) == {0}


def test_a_wish_that_is_fulfilled_already_changes_nothing(world: Catalogue) -> None:
    wish = NEW.connect({"type": "rms"}, "hub").join({"province": "ON"}, {"type": "mcm"})
    after = wish.apply(world)
    assert wish.apply(after) == after


def test_all_that_cannot_be_is_told_at_once(world: Catalogue) -> None:
    scenario = NEW.retire("old").relay("hub").retire("east-cad").add_system("hub", "H", "rms", "east").retire("hubb")
    assert [message.partition(":")[0] for message in refused(scenario, world)] == ["retire", "relay", "add_system"]


def test_what_tells_of_changes_that_do_nothing_refuses_all_that_cannot_be(world: Catalogue) -> None:
    scenario = NEW.retire("hubb").relay("hub").connect({"province": "NU"}, {"type": "rms"}, if_any=True)
    with pytest.raises(ScenarioError) as caught:
        idle(scenario.changes, world, scenario.name)
    assert [problem.file for problem in caught.value.problems] == ["retire", "relay"]


def test_too_many_pairs_are_refused(world: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("graphmodel.scenario.pairs.MOST_PAIRS", "graphmodel.scenario.links.MOST_PAIRS"):
        monkeypatch.setattr(name, 3)
    said = "connect: selects 9 pairs of systems, more than 3: narrow it, or add the key same"
    assert refused(NEW.connect({"type": "rms"}, {"type": "rms"}), world) == [said]
    assert refused(NEW.connect({"type": "rms"}, {"type": "rms"}, same="type"), world) == [said]


def test_python_is_refused_as_a_file_is() -> None:
    for build, message in {
        lambda: NEW.connect("a", "b", costs=3): "connect:costs: no key of connect (did you mean cost?)",
        lambda: NEW.retire(3): "retire:system: must be an id in quotation marks, a list of ids, or a selector in "
        "braces, not a number",
        lambda: NEW.retire({"type": 3}): "retire:system.type: must be a text in quotation marks, or a list of them, "
        "not a number",
        lambda: NEW.retire("\ud800"): "retire:system: holds half of a character: write it anew",
        lambda: Scenario(" "): "scenario:name: is empty: leave the key out instead",
    }.items():
        with pytest.raises(ScenarioError) as caught:
            build()
        assert str(caught.value) == message


@pytest.mark.parametrize("status", ["active", "planned"])
def test_a_two_way_link_that_the_successor_has_from_the_other_end_is_not_added_again(status: str) -> None:
    ids = ("old", "heir", "x")
    world = Catalogue.unchecked({}).add(
        Agency(id="a", name="A", level="municipal", sector="policing"),
        *(System(id=id, name=id, type="rms", operator="a", status=status if id == "heir" else "active") for id in ids),
        Link(from_="old", to="x", direction="two_way", mode="push", status="active"),
        Link(from_="x", to="heir", direction="two_way", mode="push", status="active"),
    )
    after = Scenario("next").replace("old", "heir").apply(world)
    assert list(after.links["id"]) == ["old>x", "x>heir"]
