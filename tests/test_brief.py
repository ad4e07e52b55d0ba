"""The brief of an agency: its numbers against the answers, the brute-force oracle and outages; what it says and of whom."""

from __future__ import annotations

import re
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.answers.ranking import World
from graphmodel.answers.reach import Reach
from graphmodel.briefs.facts import Facts
from graphmodel.briefs.neighbourhood import OURS, PARTNERS
from graphmodel.errors import UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System, Use
from graphmodel.words.languages import Language
from tests.commands import Caller
from tests.oracle import Oracle

AGENCIES = (
    "peel-regional-police",
    "vancouver-police-department",
    "spvm",
    "primecorp",
    "durham-regional-police-service",
)
POLICE: dict[str, Any] = {"level": "municipal", "sector": "policing", "province": "ON"}
JARGON = re.compile(r"(?i)\b(triples?|digest|relays?|islands?|triplets?|îlots?)\b")


def system(id: str, operator: str, type: str = "rms", **more: Any) -> System:
    return System(id=id, name=id.upper(), type=type, operator=operator, status="active", **more)


def link(one: str, other: str, direction: str = "one_way", **more: Any) -> Link:
    return Link(from_=one, to=other, direction=direction, mode="query", status="active", **more)


TOWNS = ("north", "south", "east", "west", "river", "hill")
OWN = Catalogue.unchecked({}).add(
    *(Agency(id=town, name=f"{town.title()} Police", name_fr=f"Police de {town}", **POLICE) for town in TOWNS),
    *(system(f"{town}-rms", town) for town in TOWNS),
    system("hub", "hill", "broker", relays=True),
    link("hill-rms", "hub", "two_way"),
    link("north-rms", "hub", "two_way", confidence="inferred"),
)


def facts_of(catalogue: Catalogue, agency: str) -> Facts:
    world = World(catalogue)
    return Facts(world, Reach(world.network), agency)


def said(catalogue: Catalogue | str, agency: str, part: str, language: Language = "en") -> str:
    found = gm.brief(catalogue, agency, language=language).part(part)
    assert found is not None
    return " ".join(found.sentences)


@pytest.mark.parametrize("agency", AGENCIES)
def test_what_is_ours_and_whom_it_is_linked_with(canada: Catalogue, agency: str) -> None:
    facts, oracle = facts_of(canada, agency), Oracle(canada)
    live = {id for id in oracle.systems if oracle.live(id)}
    operated = {id for id in live if oracle.systems[id]["operator"] == agency}
    shared = {
        use["system"]
        for use in oracle.uses
        if use["agency"] == agency
        and use["role"] == "user"
        and oracle.systems[use["system"]]["type"] not in ("broker", "national_repository")
    } & live - operated
    ours = operated | shared
    assert (set(facts.operated), set(facts.shared)) == (operated, shared)
    assert set(facts.alone) == {id for id in ours if not oracle.partners(id)}
    comes = {(one, other) for one, other, _ in oracle.flows if other in ours and one not in ours}
    goes = {(other, one) for one, other, _ in oracle.flows if one in ours and other not in ours}
    found = {(one.system, mine) for one in facts.partners for mine in one.ours}
    assert found == comes | goes
    assert {one.system for one in facts.partners if one.comes} == {one for one, _ in comes}
    assert {one.system for one in facts.partners if one.goes} == {one for one, _ in goes}
    inside = {(row["from"], row["to"]) for row in oracle.links if {row["from"], row["to"]} <= ours}
    assert {(one, other) for one, other, _ in facts.inside} == inside
    rows = {row["id"]: row for row in oracle.links if {row["from"], row["to"]} & ours}
    inferred = {id for id, row in rows.items() if row["confidence"] == "inferred"}
    assert facts.links == (len(rows), len(inferred))
    ends = {oracle.systems[rows[id][end]]["operator"] for id in inferred for end in ("from", "to")}
    assert set(facts.to_ask) == ends - {agency}


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("agency", AGENCIES)
def test_what_is_seen_is_what_the_answers_say(canada: Catalogue, agency: str) -> None:
    facts, oracle = facts_of(canada, agency), Oracle(canada)
    assert facts.sightlines.equals(gm.reach(canada, agency))
    assert set(zip(facts.sees["agency"], facts.sees["class"], strict=True)) == oracle.sees(agency)
    mine = {id for id in oracle.systems if agency in oracle.agencies_of(id, "user", "contributor")}
    others = {id for id in oracle.agencies if oracle.organisation(id) != oracle.organisation(agency)}
    seen = {(a, item) for a, origin, item in oracle.triples() if a in others and origin in mine}
    assert set(zip(facts.seen["agency"], facts.seen["class"], strict=True)) == seen
    told = said(canada, agency, "sight")
    if seen:
        assert f"{len({a for a, _ in seen})} agenc" in told
    if len(facts.sightlines):
        assert f"we have {len(gm.reach(canada, agency))} sightline" in told


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("agency", [*AGENCIES, "surete-du-quebec", "halton-regional-police-service"])
def test_the_next_link_is_the_best_of_the_rankings(canada: Catalogue, agency: str) -> None:
    """Of every plausible partner of every system of ours; what we gain is counted by making the link."""
    facts = facts_of(canada, agency)
    rows: dict[frozenset[str], tuple[int, int]] = {}
    for id in facts.operated or facts.shared:
        table = gm.rank_partners(canada, id)
        for row in table[table["why"].map(len) > 0].to_dict("records"):
            rows[frozenset((id, row["partner"]))] = int(row["triples"]), int(row["agencies"])
    most = max(total for total, _ in rows.values())
    best, own = facts.next_link, facts.next_own
    assert best is not None
    ends = frozenset((best.system, best.partner))
    assert (best.sightlines, best.agencies) == (most, rows[ends][1])
    assert {frozenset(pair) for pair in best.ties} | {ends} == {e for e, (total, _) in rows.items() if total == most}
    for found in filter(None, (best, own)):
        gained = gm.connect(canada, found.system, found.partner).gained
        assert found.sightlines == len(gained)
        assert found.mine == int((gained["agency"] == agency).sum())
    assert own is None or own.mine >= best.mine


@pytest.mark.rotates("at length")
def test_no_link_brings_ourselves_more_than_the_one_named(canada: Catalogue) -> None:
    agency = "durham-regional-police-service"
    facts = facts_of(canada, agency)
    assert facts.next_own is not None
    for id in facts.operated[:2]:
        table = gm.rank_partners(canada, id)
        for partner in table.loc[table["why"].map(len) > 0, "partner"].head(40):
            gained = gm.connect(canada, id, partner).gained
            assert int((gained["agency"] == agency).sum()) <= facts.next_own.mine


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("agency", [*AGENCIES, "rcmp-k-division"])
def test_the_hub_is_the_outage_that_costs_us_most(canada: Catalogue, agency: str) -> None:
    facts, oracle = facts_of(canada, agency), Oracle(canada)
    asked = {one.system for one in facts.partners} | {
        id for id in oracle.read_by(agency) if oracle.systems[id]["operator"] != agency
    }
    lost = {id: gm.outage(canada, id).lost for id in asked}
    counts = {id: int((rows["agency"] == agency).sum()) for id, rows in lost.items()}
    most = max(counts.values(), default=0)
    hub = facts.hub
    if not most:
        assert hub is None
        return
    assert hub is not None
    assert (hub.lost, {hub.system, *hub.ties}) == (most, {id for id, count in counts.items() if count == most})
    rows = lost[hub.system]
    assert set(hub.systems) == set(rows.loc[rows["agency"] == agency, "system"])
    assert hub.agencies == rows["agency"].nunique()
    left = set(gm.outage(canada, hub.system).newly_isolated) & {*facts.operated, *facts.shared}
    assert set(hub.alone) == left - {hub.system}


def test_how_many_agencies_have_anything_recorded(canada: Catalogue, canada_store: gm.Store) -> None:
    rows = canada_store.run(
        "MATCH (a:Agency)-[:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]->(s:System) WHERE s.live "
        "RETURN count(DISTINCT a) AS n"
    ).rows
    assert facts_of(canada, "spvm").recorded == (rows[0][0], len(canada.agencies))


@pytest.mark.parametrize(
    "called", ["peel-regional-police", "Peel Regional Police", "PEEL", "service de police regional de peel"]
)
def test_an_agency_by_what_people_call_it(canada: Catalogue, called: str) -> None:
    names = canada.agencies.set_index("id").loc["peel-regional-police"]
    if called.startswith("service"):
        called = str(names["name_fr"]).upper()
    assert gm.brief(canada, called).agency == "peel-regional-police"


def test_an_agency_that_is_not_there(graphmodel: Caller) -> None:
    with pytest.raises(UnknownName, match="did you mean peel-regional-police"):
        gm.brief("canada", "peal-regional-police")
    assert graphmodel("brief", "peal-regional-police").code == 1


def test_equals_are_counted_and_what_they_share_is_named() -> None:
    told = said(OWN, "south", "next")
    assert "joins SOUTH-RMS with HUB, operated by Hill Police" in told
    without = OWN.remove("systems", OWN.systems["id"] != "hub").remove("links", OWN.links["id"].isna())
    assert "5 links would add equally most; one joins" in said(without, "south", "next")
    more = without.add(
        *(Agency(id=f"town-{n}", name=f"Town {n}", **POLICE) for n in range(6)),
        *(system(f"town-{n}-rms", f"town-{n}") for n in range(6)),
    )
    told = said(more, "south", "next")
    assert "11 links would add equally most; one joins" in told
    assert "The 10 others: with 10 partners; what these have" in told
    assert "in common: the type “Records management (RMS)” and the province Ontario." in told


def test_a_link_of_two_systems_of_ours_counts_once() -> None:
    world = OWN.add(system("south-cad", "south", "cad"), system("hill-cad", "hill", "cad"), link("hill-cad", "hub"))
    facts = facts_of(world, "hill")
    assert facts.next_link is not None
    pairs = [frozenset((facts.next_link.system, facts.next_link.partner)), *map(frozenset, facts.next_link.ties)]
    assert len(pairs) == len(set(pairs))
    assert facts.next_link.sightlines == len(gm.connect(world, facts.next_link.system, facts.next_link.partner).gained)


def test_whom_to_ask_and_how_sure_it_is() -> None:
    told = said(OWN, "north", "sure")
    assert "Of the 1 link of our systems 0 is documented; inferred only: 1." in told
    assert "No system, use or link here names a source." in told
    assert "Ask first our own people" in told
    assert told.endswith("links that are only inferred: Hill Police.")


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("agency", [*AGENCIES, "rcmp"])
def test_no_jargon_and_every_part_says_something(canada: Catalogue, agency: str, language: Language) -> None:
    made = gm.brief(canada, agency, language=language)
    assert [part.id for part in made.parts] == ["connected", "alone", "sight", "next", "hub", "sure"]
    for part in made.parts:
        assert part.sentences
        text = " ".join(part.sentences)
        for name in canada.systems[["name", "name_fr"]].to_numpy().ravel():
            text = text.replace(str(name), "X")
        assert JARGON.findall(f"{part.title} {text}") == []
        assert not re.search(r"\bnan\b|<NA>|\{|\}|\.\.|  ", text.replace("\u00a0", " "))
    facts, sight = facts_of(canada, agency), made.part("sight")
    assert sight is not None
    whole = " ".join(sight.sentences)
    permission = "permission is another matter" in whole or "autre question" in whole
    assert permission == bool(len(facts.sees) or len(facts.seen))
    lines = made.text().splitlines()
    assert max(map(len, lines)) <= 80


def test_an_agency_of_which_nothing_is_recorded() -> None:
    nothing = OWN.add(Agency(id="lonely", name="Lonely Police", **POLICE))
    made = gm.brief(nothing, "lonely")
    assert all(part.sentences for part in made.parts)
    assert "No system in service that we operate or work in is recorded." in made.text(1000)
    assert "<svg" not in made.html()


def test_for_the_public_nobody_is_told_what_breaks(canada: Catalogue) -> None:
    made = gm.brief(canada, "spvm", audience="public")
    assert made.part("hub") is None
    assert "would lose" not in made.text(1000)


def test_the_picture_shows_some_and_counts_the_rest(canada: Catalogue) -> None:
    near = gm.brief(canada, "rcmp").picture
    facts = facts_of(canada, "rcmp")
    shown = len(near.left) + len(near.right)
    assert shown <= PARTNERS
    assert len(near.ours) == OURS
    hidden = len(facts.partners) - shown, len(facts.operated) + len(facts.shared) - OURS
    assert near.left_out == (
        f"Not drawn, for want of room: {hidden[0]} more systems of others and {hidden[1]} more of our own systems."
    )
    whole = gm.brief(OWN, "north").picture
    assert (whole.left_out, [one.name for one in (*whole.left, *whole.right)]) == ("", ["HUB"])


def test_a_use_of_a_national_repository_makes_it_no_system_of_ours() -> None:
    world = OWN.add(
        system("bank", "hill", "national_repository"),
        system("pool", "hill"),
        *(Use(agency="south", system=id, role="user") for id in ("bank", "pool")),
    )
    facts = facts_of(world, "south")
    assert facts.shared == ("pool",)
    assert "bank" in set(facts.sightlines["system"])
    assert facts.hub is not None
    assert {facts.hub.system, *facts.hub.ties} == {"bank", "pool"}


def test_the_command_shows_the_sentences(graphmodel: Caller) -> None:
    done = graphmodel("brief", "Peel Regional Police")
    assert done.code == 0
    assert done.out == gm.brief("canada", "peel-regional-police").text() + "\n"
    assert graphmodel("brief", "spvm", "--open").code == 2


def test_a_host_is_told_whose_its_records_are(canada: Catalogue) -> None:
    assert "We run systems for others" in said(canada, "primecorp", "sight")
    assert "We run systems for others" not in said(canada, "spvm", "sight")


def test_a_next_link_says_that_the_two_are_linked_already_the_other_way() -> None:
    two = OWN.remove("links", OWN.links["id"].isna()).remove(
        "systems", OWN.systems["id"].isin(["north-rms", "hill-rms"])
    )
    world = two.remove("links", two.links["from"].isna()).add(link("hill-rms", "north-rms"))
    facts = facts_of(world, "north")
    assert facts.next_link is not None
    assert (facts.next_link.system, facts.next_link.partner) == ("north-rms", "hill-rms")
    assert "linked already, but records only come to us: this adds the other way." in said(world, "north", "next")
