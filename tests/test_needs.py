"""Needs: what they come to equals the definitions, on random worlds and on Canada; and wrong files are refused whole."""

from __future__ import annotations

import random
import tempfile
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel import shipped as content
from graphmodel.answers.needs import Needs
from graphmodel.answers.needs.need import RELATIONS
from graphmodel.answers.plan import plan
from graphmodel.answers.ranking import World
from graphmodel.engine.network import places
from graphmodel.errors import GraphmodelError, NeedsError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from graphmodel.words import vocabulary as v
from tests.links import default_links, linked
from tests.oracle import Oracle
from tests.test_unmet import recorded, seen_pairs
from tests.worlds.random_worlds import CLASSES, TYPES, random_catalogue

pytestmark = pytest.mark.rotates("needs")

Given = dict[str, object]


def random_need(rnd: random.Random, oracle: Oracle) -> Given:
    """Return the keys of a need: agencies by ids or by what they are."""
    ids = sorted(oracle.agencies)

    def some() -> object:
        words: Given = {"sector": ["policing", "courts"]} | ({"province": ["ON", "BC"]} if rnd.random() < 0.3 else {})
        return rnd.choice((rnd.choice(ids), rnd.sample(ids, rnd.randint(1, len(ids))), words, words))

    made: Given = {"who": some(), "of": some(), "sees": rnd.sample((*CLASSES, "unspecified"), rnd.randint(1, 2))}
    if rnd.random() < 0.5:
        made["relation"] = rnd.choice(RELATIONS.ids)
    if rnd.random() < 0.3:
        made["at"] = {"type": rnd.sample(TYPES, 4)}
    return made


def meant(oracle: Oracle, chosen: object) -> set[str]:
    """Return the agencies that a need names."""
    if isinstance(chosen, dict):
        return {id for id, row in oracle.agencies.items() if all(row[key] in words for key, words in chosen.items())}
    return {chosen} if isinstance(chosen, str) else set(chosen)  # type: ignore[call-overload]


def pairs_of(oracle: Oracle, need: Given) -> set[tuple[str, str]]:
    """Return the pairs of agencies that a need is about, by the definitions."""

    def related(one: str, other: str) -> bool:
        here, there = oracle.agencies[one]["province"], oracle.agencies[other]["province"]
        relation = need.get("relation", "other_organisation")
        if relation == "other_organisation":
            return True
        return bool(here and there) and (here == there) == (relation == "same_province")

    return {
        (one, other)
        for one in meant(oracle, need["who"])
        for other in meant(oracle, need["of"])
        if oracle.organisation(one) != oracle.organisation(other) and related(one, other)
    }


def counted(oracle: Oracle, need: Given) -> tuple[int, set[tuple[str, str, str]], set[tuple[str, str, str]], int]:
    """Return how many pairs there are, which are met and unmet, and how many are unknown."""
    types = need.get("at")
    at = None
    if isinstance(types, dict):
        at = {id for id, row in oracle.systems.items() if oracle.live(id) and row["type"] in types["type"]}
    pairs = pairs_of(oracle, need)
    sees = need["sees"]
    met: set[tuple[str, str, str]] = set()
    unmet: set[tuple[str, str, str]] = set()
    unknown = 0
    for word in [sees] if isinstance(sees, str) else sees:  # type: ignore[attr-defined]
        seen, known = seen_pairs(oracle, word, at), recorded(oracle, word, at)
        met |= {(*pair, word) for pair in pairs & seen}
        unmet |= {(*pair, word) for pair in pairs & known - seen}
        unknown += len(pairs - known)
    return len(met) + len(unmet) + unknown, met, unmet, unknown


@pytest.mark.rotates
@pytest.mark.parametrize("start", range(0, 200, 50))
def test_needs_are_met_as_the_definitions_say(start: int) -> None:
    passed = broken = helped = 0
    for seed in range(start, start + 50):
        rnd = random.Random(seed)
        catalogue = random_catalogue(seed)
        oracle = Oracle(catalogue)
        given_keys = [random_need(rnd, oracle) for _ in range(3)]
        needs = Needs("random")
        for keys in given_keys:
            needs = needs.need(**keys)
        answer = needs.answer(catalogue, limit=1000)
        for row, keys in zip(answer.rows.to_dict("records"), given_keys, strict=True):
            pairs, met, unmet, unknown = counted(oracle, keys)
            assert (row["pairs"], row["met"], row["unmet"], row["unknown"]) == (pairs, len(met), len(unmet), unknown)
            assert row["passes"] == (len(met) > 0 and not unmet)
            told = answer.breaks[answer.breaks["need"] == row["need"]]
            assert set(zip(told["who"], told["of"], told["class"], strict=True)) == unmet
            assert all(told["reasons"].map(len) > 0)
            assert not told["reasons"].explode().isin(["no_system_recorded", "reads_no_system"]).any()
            passed += bool(row["passes"])
            broken += bool(unmet)
        helped += check_best(oracle, answer.rows.to_dict("records")[0], given_keys[0]) if seed % 3 == 0 else 0
    assert passed > 3
    assert broken > 8
    assert helped > 1


def check_best(oracle: Oracle, row: dict[str, object], keys: Given) -> bool:
    """Try every link: none meets more, none that meets as much adds fewer flows, or gains more."""
    unmet = counted(oracle, keys)[2]
    before = oracle.triples()
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    for one, other in combinations(sorted(oracle.systems), 2):
        if flows := default_links(oracle, one, other):
            after = linked(oracle, one, other)
            met = len(counted(after, keys)[1] & unmet)
            if met:
                found[one, other] = (-met, len(flows), -len(after.triples() - before))
    if row["best_from"] is None:
        assert not found
        return False
    ends = sorted((str(row["best_from"]), str(row["best_to"])))
    assert found[ends[0], ends[1]] == min(found.values())
    assert row["best_meets"] == -min(found.values())[0]
    assert row["best_adds"] == ("both" if min(found.values())[1] == 2 else "to")
    return True


SHIPPED = {
    "major-case": [{"who": {"sector": ["policing"]}, "of": {"sector": ["policing"]}, "sees": "cases"}],
    "mugshot-at-booking": [
        {
            "who": {"sector": ["policing"]},
            "of": {"sector": ["policing"]},
            "sees": "mugshots",
            "at": {"type": ["arrest_booking"]},
        }
    ],
    "occurrences-of-neighbours": [
        {
            "who": {"sector": ["policing"]},
            "of": {"sector": ["policing"]},
            "sees": "occurrences",
            "relation": "same_province",
        }
    ],
    "wanted-person": [
        {
            "who": {"sector": ["policing"], "province": ["NS"]},
            "of": {"sector": ["policing"], "province": ["BC"]},
            "sees": "warrants",
        },
        {
            "who": {"sector": ["policing"]},
            "of": {"sector": ["policing"]},
            "sees": "warrants",
            "relation": "other_province",
        },
    ],
}


@pytest.fixture(scope="module")
def oracle(canada: Catalogue) -> Oracle:
    """Canada by brute force."""
    made = Oracle(canada)
    known = {agency: made.visible(agency) for agency in made.agencies}
    made.visible = known.__getitem__  # type: ignore[method-assign]
    return made


def test_four_needs_ship() -> None:
    assert set(content.needs()) == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_says_what_it_is_in_both_languages(name: str) -> None:
    needs = Needs.read(name)
    assert needs.name == name
    for part in ("name", "about", "assumption"):
        assert needs.told(part)
        assert needs.told(part, "fr") != needs.told(part)
    for number, need in enumerate(needs.needs, 1):
        assert need.title(number) != need.title(number, "fr")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_answered_on_canada_as_the_definitions_say(canada: Catalogue, oracle: Oracle, name: str) -> None:
    answer = Needs.read(name).answer(canada, limit=5)
    for row, keys in zip(answer.rows.to_dict("records"), SHIPPED[name], strict=True):
        pairs, met, unmet, unknown = counted(oracle, keys)
        assert (row["pairs"], row["met"], row["unmet"], row["unknown"]) == (pairs, len(met), len(unmet), unknown)
        told = answer.breaks[answer.breaks["need"] == row["need"]]
        assert len(told) == min(5, len(unmet))
        assert set(zip(told["who"], told["of"], told["class"], strict=True)) <= unmet
        assert met, "a shipped need that nobody meets shows little"
        after = linked(Oracle(canada), str(row["best_from"]), str(row["best_to"]))
        assert len(counted(after, keys)[1] & unmet) == row["best_meets"] > 0


def test_a_scenario_can_meet_a_need(canada: Catalogue) -> None:
    needs = Needs("one").need(who="halifax-regional-police", of="vancouver-police-department", sees="occurrences")
    before = needs.answer(canada).rows.iloc[0]
    assert (before["met"], before["unmet"], before["passes"]) == (0, 1, False)
    world = Scenario("link").connect(before["best_from"], before["best_to"]).apply(canada)
    after = needs.answer(world)
    assert after.passes
    assert after.rows["met"].tolist() == [1]
    assert after.rows["best_from"].tolist() == [None]
    assert after.breaks.empty


def test_a_plan_can_follow_unmet_needs(canada: Catalogue) -> None:
    needs = Needs.read("wanted-person")
    world = World(canada)
    made = plan(world, 1, worth=needs.worth, cost=1.0)
    first = made.steps.iloc[0]
    before, after = (needs.answer(item).rows["unmet"].sum() for item in (canada, made.after))
    one, other = (places(world.network.systems, [first[end]]) for end in ("from", "to"))
    assert before - after == needs.worth(world, one, other)[0] > 0
    every = np.arange(len(world.network.systems))
    assert needs.worth(world, np.full(len(every), one[0]), every).max() >= before - after
    assert sum(int(needed.pairs.sum()) for needed in needs.unmet(world.gains)) == before


HEAD = 'name = "x"\n[[need]]\n'
NEED = HEAD + 'who = "a"\nof = "b"\nsees = "warrants"\n'
WRONG: dict[str, list[str]] = {
    "": ["f: needs the key name: a short name of the needs", "f: holds no need: write [[need]] above each"],
    "name =": ["f:1: is no TOML: Invalid value"],
    "x = " + "[" * 9000: ["f: is no TOML: it is nested too deeply"],
    NEED + "who = 1": ["f:6: is no TOML: Cannot overwrite a value"],
    'name = 1\nneeds = []\nneed = "x"': [
        "f:1:name: must be a text in quotation marks, not a number",
        "f:2:needs: no key of needs (did you mean need?)",
        "f:3:need: must be tables: write [[need]] above each",
    ],
    HEAD: [
        "f:2: a need needs the key who: the agencies that must see the records.",
        "f:2: a need needs the key of: the agencies whose records they must see.",
        "f:2: a need needs the key sees: the classes of records.",
    ],
    HEAD + 'whom = "a"\nwho = 3\nof = []\nsees = "warrant"': [
        "f:3:whom: no key of a need (did you mean who?)",
        "f:4:who: must be an id in quotation marks, a list of ids, or a selector in braces, not a number",
        "f:5:of: is an empty list: name at least one, or leave the key out",
        "f:6:sees: 'warrant' is not a carried data class (did you mean warrants?)",
    ],
    NEED + 'relation = "neighbours"': [
        "f:6:relation: 'neighbours' is not a relation: it is one of other_organisation, same_province, other_province"
    ],
    NEED + 'at = { type = "booking" }\n[[need]]\nwho = { provinc = "NS" }\nof = "b"\nsees = ["dna"]': [
        ("f:6:at.type: 'booking' is not a system type: it is one of rms, cad, mobile_reporting, arrest_booking, "
        "eticketing_lpr, digital_evidence, criminal_justice_im, business_intelligence, mcm, jail_cell, "
        "content_management, citizen_portal, other, broker, national_repository, biometric"),
        "f:8:who.provinc: no key of a selector of agencies (did you mean province?)",
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_every_problem_is_told_with_its_line_and_key(text: str) -> None:
    with pytest.raises(NeedsError) as caught:
        Needs.of_toml(text, "f")
    assert str(caught.value).splitlines() == WRONG[text]


def test_what_the_catalogue_has_not_is_told_by_line_and_key_for_all_needs(canada: Catalogue) -> None:
    text = (
        'name = "x"\n[[need]]\nwho = "opp"\nof = "toronto-police-servic"\nsees = "dna"\n'
        '[[need]]\nwho = ["rcmp-cpic", { }]\n'
    ).replace(", { }]", ', "spvmm"]') + 'of = { organisation = "rcmp-e-division" }\nsees = "dna"\nat = "rcmp-cpi"\n'
    with pytest.raises(NeedsError) as caught:
        Needs.of_toml(text, "f.toml").answer(canada)
    assert str(caught.value).splitlines() == [
        "f.toml:4:of: 'toronto-police-servic' is no agency (did you mean toronto-police-service?)",
        "f.toml:7:who: 'rcmp-cpic' is a system, not an agency",
        "f.toml:7:who: 'spvmm' is no agency (did you mean spvm?)",
        "f.toml:8:of.organisation: 'rcmp-e-division' is part of an organisation: name that (rcmp), or take the key operator",
        "f.toml:10:at: 'rcmp-cpi' is no system (did you mean rcmp-cpic?)",
    ]


def test_files_that_cannot_be_read_and_unknown_names(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('name = "é"'.encode("latin-1"))
    for source, message in {
        tmp_path / "latin.toml": "latin.toml: is not UTF-8 at byte 8: save it as UTF-8",
        tmp_path / "none.toml": f"{tmp_path / 'none.toml'}: cannot be opened: No such file or directory",
    }.items():
        with pytest.raises(NeedsError) as caught:
            Needs.read(source)
        assert str(caught.value) == message
    with pytest.raises(UnknownName) as unknown:
        Needs.read("wanted-persons")
    assert str(unknown.value) == (
        "there is no needs file 'wanted-persons' (did you mean wanted-person?): give a .toml file or one of "
        + ", ".join(content.needs())
    )
    (tmp_path / "major-case").write_text(NEED, encoding="utf-8")
    assert Needs.read(tmp_path / "major-case").name == "x"


def test_python_refuses_what_a_file_refuses(canada: Catalogue) -> None:
    with pytest.raises(NeedsError, match=r"^needs:name: is empty: leave the key out instead$"):
        Needs("")
    with pytest.raises(NeedsError, match=r"^need:sees: 'dnaa' is not a carried data class \(did you mean dna\?\)$"):
        Needs("x").need(who="a", of="b", sees="dnaa")
    with pytest.raises(NeedsError, match=r"^need:who: 'a' is no agency$"):
        Needs("x").need(who="a", of="opp", sees="dna").answer(canada)
    with pytest.raises(GraphmodelError, match=r"^a limit cannot be -1: give 0 or more$"):
        Needs.read("major-case").answer(canada, limit=-1)
    assert Needs("x").answer(canada).rows.empty
    none = Needs("x").need(who={"province": "NU", "sector": "courts"}, of="opp", sees="dna").answer(canada)
    assert none.rows[["pairs", "passes"]].to_numpy().tolist() == [[0, False]]


PIECES = st.sampled_from(
    [
        *("[[need]]\n", "[need.who]\n", "who = ", "of = ", "sees = ", "at = ", '"dna"\n', '"opp"\n', "relation = ", " = "),
        *("\n", "{", "}", "[", "]", ",", '"policing"', "sector", "type", '"rms"', "'", '"', '"""', "#", "\\", "1", "true"),
        *("name = 'x'\n", ".", "é", "\r\n", "\x00", "\ufeff", "inf", "2027-04-01"),
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=800, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        made = Needs.of_toml(text)
    except NeedsError:
        return
    assert made.needs
    try:
        made.answer(random_catalogue(1))
    except NeedsError:
        return


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(data)
        try:
            Needs.read(path)
        except GraphmodelError:
            return


def test_every_relation_has_names() -> None:
    assert all(word.en != word.fr for word in RELATIONS)
    assert set(v.CARRIED_CLASSES.ids) >= set(CLASSES)
