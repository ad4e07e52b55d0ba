"""``why``: each reason is a breach of the nearest miss, and making exactly these good makes the records visible."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest

from graphmodel.answers.ranking import World
from graphmodel.answers.reasons import REASONS, Reason, drawn
from graphmodel.answers.why import COLUMNS, Why, why
from graphmodel.engine.mending import Mend
from graphmodel.engine.misses import Breach, Miss, PathStep
from graphmodel.engine.network import class_bit, places
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from tests.links import default_links, linked
from tests.oracle import Oracle
from tests.rotation import steps
from tests.worlds.random_worlds import CLASSES, random_catalogue

pytestmark = pytest.mark.rotates("why")

WORLDS = 300
WORDS = (*CLASSES, "unspecified")


def mended(catalogue: Catalogue, breaches: tuple[Breach, ...], data_class: str) -> Oracle:
    """Return the world in which each of some breaches is made good, and nothing else is different."""
    made = Oracle(catalogue)
    links = {link["id"]: link for link in made.all_links}
    for breach in breaches:
        match breach.reason:
            case "does_not_relay":
                made.systems[breach.of]["relays"] = "yes"
            case "wrong_direction":
                links[breach.of]["direction"] = "two_way"
            case "class_not_carried":
                links[breach.of]["carries"] += f";{data_class}"
            case "live_answer_not_copied":
                links[breach.of]["mode"] = "query"
            case _:
                assert breach.reason == "planned"
                (links if breach.of in links else made.systems)[breach.of]["status"] = "active"
    return made


@dataclass(frozen=True)
class Asked:
    """What the search says of one (agency, other, class) in one random world, and what the definitions say."""

    catalogue: Catalogue
    oracle: Oracle
    why: Why
    agency: str
    other: str
    word: str
    reason: Reason
    seen: bool

    @property
    def mend(self) -> Mend | None:
        one, two = places(self.why.network.agencies, [self.agency, self.other]).tolist()
        return self.why.mend(one, two, class_bit(self.word))


def asked(seed: int, most: int = 20) -> list[Asked]:
    """Return up to so many questions to one random world, and their answers."""
    catalogue = random_catalogue(seed)
    oracle, made = Oracle(catalogue), Why(World(catalogue))
    ids = list(made.network.agencies)
    every = [(one, two, word) for one in range(len(ids)) for two in range(len(ids)) for word in WORDS if one != two]
    chosen = random.Random(seed).sample(every, min(len(every), most))
    visible = {one: seen_records(oracle, ids[one]) for one, _, _ in chosen}
    return [
        Asked(
            catalogue,
            oracle,
            made,
            ids[one],
            ids[two],
            word,
            made.reason(one, two, class_bit(word)),
            (ids[two], word) in visible[one],
        )
        for one, two, word in chosen
    ]


def seen_records(oracle: Oracle, agency: str) -> set[tuple[str, str]]:
    """Return by the definitions the (supplier, class) pairs whose records an agency sees, whoever supplies them."""
    visible = oracle.visible(agency)
    return {(other, item) for system, item in visible for other in oracle.agencies_of(system, "user", "contributor")}


def sees(oracle: Oracle, agency: str, other: str, data_class: str) -> bool:
    return (other, data_class) in seen_records(oracle, agency)


def coming(oracle: Oracle, system: str) -> bool:
    return oracle.live(system) or oracle.systems[system]["status"] == "planned"


@pytest.mark.parametrize("seeds", steps(WORLDS, 50), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_the_reasons_are_what_must_be_made_good_and_none_where_records_are_visible(seeds: list[int]) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        for item in asked(seed):
            assert item.reason.seen == item.seen, (seed, item)
            if item.seen:
                assert item.reason.nearest is not None
                assert (item.reason.nearest.origin, item.word) in item.oracle.visible(item.agency)
        misses = [item for item in asked(seed) if item.reason.nearest and not item.seen]
        for item in misses[:5]:
            assert item.reason.nearest is not None
            breaches = item.reason.nearest.breaches
            assert breaches
            assert len(set(breaches)) == len(breaches)
            assert tuple(dict.fromkeys(breach.reason for breach in breaches)) == item.reason.words
            after = mended(item.catalogue, breaches, item.word)
            assert (item.reason.nearest.origin, item.word) in after.visible(item.agency), (seed, item)
            met.update(breach.reason for breach in breaches)
    assert set(met) == {"does_not_relay", "wrong_direction", "class_not_carried", "live_answer_not_copied", "planned"}


def all_breaches(catalogue: Catalogue, data_class: str) -> list[Breach]:
    """Return every single breach that some path could have."""
    links, systems = catalogue.links, catalogue.systems
    carries = links["carries"].fillna(data_class).str.split(";")
    return [
        *(Breach("does_not_relay", id) for id in systems["id"][~systems["relays"]]),
        *(Breach("planned", id) for id in systems["id"][systems["status"] == "planned"]),
        *(Breach("planned", id) for id in links["id"][links["status"] == "planned"]),
        *(Breach("wrong_direction", id) for id in links["id"][links["direction"] == "one_way"]),
        *(Breach("class_not_carried", id) for id in links["id"][[data_class not in item for item in carries]]),
        *(Breach("live_answer_not_copied", id) for id in links["id"][~links["mode"].isin(["query", "manual"])]),
    ]


def test_no_single_remedy_is_overlooked() -> None:
    tried = 0
    for seed in range(100):
        far = [item for item in asked(seed) if item.reason.nearest and len(item.reason.nearest.breaches) >= 2]
        for item in far[:1]:
            for breach in all_breaches(item.catalogue, item.word):
                after = mended(item.catalogue, (breach,), item.word)
                assert not sees(after, item.agency, item.other, item.word), (seed, item, breach)
            tried += 1
    assert tried > 20


def test_what_is_not_recorded_and_what_nothing_leads_to() -> None:
    found: Counter[str] = Counter()
    for item in (item for seed in range(100) for item in asked(seed)):
        oracle = item.oracle
        passable = [system for system in oracle.systems if coming(oracle, system)]
        supplied = [s for s in passable if item.other in oracle.agencies_of(s, "user", "contributor")]
        held = [system for system in supplied if (system, item.word) in oracle.own(system)]
        read = [s for s in passable if item.agency in oracle.agencies_of(s, "user", "reader")]
        assert ("no_system_recorded" in item.reason.words) == (not held)
        assert ("reads_no_system" in item.reason.words) == (not read)
        if held and read:
            joined = graph_of(oracle)
            apart = not any(reached(joined, {system}) & set(read) for system in held)
            assert (item.reason.words == ("nothing_linked",)) == apart
        found.update(item.reason.words)
    assert set(found) == set(REASONS.ids)


def graph_of(oracle: Oracle) -> set[tuple[str, str]]:
    """Return the pairs that a link joins which is live or planned, between systems that are."""
    usable = [
        link
        for link in oracle.all_links
        if link["status"] in ("active", "retiring", "planned")
        and link["mode"] != "manual"
        and link["purpose"] != "statistical"
        and coming(oracle, link["from"])
        and coming(oracle, link["to"])
    ]
    there = {(link["from"], link["to"]) for link in usable}
    return there | {(two, one) for one, two in there}


def reached(joined: set[tuple[str, str]], found: set[str]) -> set[str]:
    while more := {two for one, two in joined if one in found} - found:
        found |= more
    return found


def test_the_link_that_mends_is_the_cheapest_that_does() -> None:
    mends = 0
    for seed in range(60):
        unseen = [item for item in asked(seed) if not item.seen and "no_system_recorded" not in item.reason.words]
        for item in unseen[:2]:
            mend = item.mend
            before = item.oracle.triples()
            found: list[tuple[int, int, tuple[str, str]]] = []
            for x, y in combinations(sorted(item.oracle.systems), 2):
                if flows := default_links(item.oracle, x, y):
                    after = linked(item.oracle, x, y)
                    if sees(after, item.agency, item.other, item.word):
                        found.append((len(flows), -len(after.triples() - before), (x, y)))
            if mend is None:
                assert not found
                continue
            mends += 1
            ends = (min(mend.sender, mend.receiver), max(mend.sender, mend.receiver))
            assert (2 if mend.both else 1, -mend.triples, ends) in found
            assert (2 if mend.both else 1, -mend.triples) == min(found)[:2]
    assert mends > 15


def test_given_costs_come_first() -> None:
    differ = 0
    for item in (item for seed in range(20) for item in asked(seed)):
        plain = None if item.seen else item.mend
        if plain is None:
            continue
        costly = {(plain.receiver, plain.sender): 9.0}
        assert replace(item, why=Why(World(item.catalogue), costly)).mend == plain, "the only one whose cost is known"
        rest = {pair: 1.0 for pair in permutations(item.oracle.systems, 2) if {*pair} != {plain.sender, plain.receiver}}
        cheaper = replace(item, why=Why(World(item.catalogue), rest)).mend
        assert cheaper is not None
        differ += cheaper != plain
    assert differ > 5


def rows(canada: Catalogue, *named: str, classes: list[str] | None = None, **more: object) -> list[dict[str, object]]:
    return why(canada, *named, classes, **more).to_dict("records")  # type: ignore[arg-type]


def test_canada_a_live_answer_cannot_be_copied(canada: Catalogue) -> None:
    (row,) = rows(canada, "peel-regional-police", "toronto-police-service", classes=["occurrences"])
    assert row["reasons"] == ["wrong_direction", "class_not_carried", "does_not_relay"]
    steps = row["path"]
    assert isinstance(steps, list)
    breaches = tuple(Breach(item["reason"], item["of"]) for step in steps for item in step["breach"])
    assert not sees(Oracle(canada), "peel-regional-police", "toronto-police-service", "occurrences")
    after = mended(canada, breaches, "occurrences")
    assert (row["origin"], "occurrences") in after.visible("peel-regional-police")
    for left_out in breaches:
        rest = tuple(breach for breach in breaches if breach != left_out)
        assert not sees(
            mended(canada, rest, "occurrences"), "peel-regional-police", "toronto-police-service", "occurrences"
        )


def test_canada_the_mending_link_mends(canada: Catalogue) -> None:
    agency, other = "halifax-regional-police", "vancouver-police-department"
    before = Oracle(canada)
    for row in rows(canada, agency, other, classes=["warrants", "occurrences"]):
        assert not row["seen"]
        ends = str(row["mend_from"]), str(row["mend_to"])
        after = linked(before, *ends)
        assert sees(after, agency, other, str(row["class"]))
        assert len(after.triples() - before.triples()) == row["mend_triples"]
        assert row["mend_adds"] == ("both" if len(default_links(before, *ends)) == 2 else "to")


def test_canada_says_by_which_way_something_is_seen(canada: Catalogue) -> None:
    (row,) = rows(canada, "peel-regional-police", "winnipeg-police-service", classes=["warrants"])
    assert (row["seen"], row["reasons"], row["origin"], row["path"]) == (True, [], "rcmp-cpic", [])
    assert row["drawn"] == "rcmp-cpic"
    assert (row["mend_from"], row["mend_held_back_by"]) == (None, [])


def test_without_classes_there_is_a_row_for_each_that_the_other_holds(canada: Catalogue) -> None:
    oracle = Oracle(canada)
    held = {
        item
        for system in oracle.systems
        if coming(oracle, system) and "spvm" in oracle.agencies_of(system, "user", "contributor")
        for _, item in oracle.own(system)
    }
    found = why(canada, "opp", "spvm")
    assert list(found.columns) == list(COLUMNS)
    assert set(found["class"]) == held
    assert found["class"].is_unique


def test_an_agency_without_systems_gives_one_row(canada: Catalogue) -> None:
    oracle = Oracle(canada)
    bare = next(
        agency
        for agency in sorted(oracle.agencies)
        if not any(agency in oracle.agencies_of(system, "user", "contributor", "reader") for system in oracle.systems)
    )
    (row,) = rows(canada, "opp", bare)
    assert (row["class"], row["seen"], row["reasons"]) == (None, False, ["no_system_recorded"])
    (row,) = rows(canada, bare, "opp", classes=["occurrences"])
    assert row["reasons"] == ["reads_no_system"]
    assert row["mend_from"] is None


def test_what_holds_the_links_back_is_told_apart(canada: Catalogue) -> None:
    (row,) = rows(canada, "peel-regional-police", "toronto-police-service", classes=["occurrences"])
    table = canada.impediments
    steps = row["path"]
    assert isinstance(steps, list)
    wanted: set[str] = set()
    for step in steps:
        for end, far in ((step["from"], step["to"]), (step["to"], step["from"])):
            operator = canada.systems.set_index("id").loc[end, "operator"]
            about = table["subject"].isin([end, operator]) & (table["to"].isna() | (table["to"] == far))
            wanted |= set(table["impediment"][about])
    assert set(row["held_back_by"]) == wanted != set()  # type: ignore[call-overload]


def test_unknown_names_are_refused_with_the_nearest(canada: Catalogue) -> None:
    for named, message in {
        (
            "peel-regional-polise",
            "opp",
        ): "there is no agency 'peel-regional-polise' (did you mean peel-regional-police?)",
        ("opp", "rcmp-cpic"): "there is no agency 'rcmp-cpic': that is a system; name an agency",
    }.items():
        with pytest.raises(UnknownName) as caught:
            why(canada, *named)
        assert str(caught.value) == message
    with pytest.raises(
        UnknownName, match=r"^there is no data class 'warants' \(did you mean warrants\?\); one of persons, "
    ):
        why(canada, "opp", "spvm", ["warants"])
    with pytest.raises(GraphmodelError, match=r"^why asks about two agencies, and opp is one: name another one$"):
        why(canada, "opp", "opp")


def test_paths_are_drawn_in_both_languages() -> None:
    relay = PathStep("pip", "drps-rms", "l2", (Breach("does_not_relay", "pip"),))
    path = Miss("peel-niche", (), (PathStep("peel-niche", "pip", "l1", ()), relay))
    assert drawn(path, "warrants") == "peel-niche -> pip -x-> drps-rms (pip does not relay)"
    assert drawn(path, "warrants", "fr") == "peel-niche -> pip -x-> drps-rms (pip ne relaie pas)"
    assert drawn(Miss("a", (Breach("planned", "a"),), ()), "x") == "a (a is planned)"
    every = tuple(Breach(reason, "l") for reason in ("wrong_direction", "class_not_carried", "live_answer_not_copied"))
    text = drawn(Miss("a", (), (PathStep("a", "b", "l", every),)), "dna")
    assert text == "a -x-> b (l runs the other way; l does not carry dna; l copies, but live answers are not copied)"
    assert Reason(("planned", "nothing_linked")).told("fr") == "prévu; rien n'est relié"
    assert Reason(()).drawn("dna") == ""


def test_an_empty_catalogue_of_links_is_answered() -> None:
    catalogue = random_catalogue(5)
    bare = catalogue.remove("links", np.zeros(len(catalogue.links), dtype=bool))
    ids = list(bare.agencies["id"])
    found = pd.concat([why(bare, ids[0], other) for other in ids[1:]])
    assert {word for words in found["reasons"] for word in words} <= {
        "nothing_linked", "planned", "no_system_recorded", "reads_no_system",
    }  # fmt: skip
