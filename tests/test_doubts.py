"""Doubts: small catalogues in which each stands, others in which none does, and how many the shipped ones have."""

from __future__ import annotations

import random
import string
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graphmodel.answers.doubts import doubts
from graphmodel.loading import check
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System
from graphmodel.records.slips import slips
from graphmodel.words.messages import in_language
from tests.commands import Caller
from tests.rotation import name_run

pytestmark = pytest.mark.rotates("doubts")

POLICE: dict[str, Any] = {"level": "municipal", "sector": "policing"}
APD, BPD, RCMP = (Agency(id=id, name=f"Service {id * 2}", **POLICE) for id in ("apd", "bpd", "rcmp"))


def system(id: str, operator: str, type: str = "rms", **more: Any) -> System:
    given: dict[str, Any] = {"name": f"System {id * 2}", "status": "active", "holds": "persons", **more}
    return System(id=id, type=type, operator=operator, **given)


def link(start: str, to: str, mode: str = "query", **more: Any) -> Link:
    given: dict[str, Any] = {"direction": "one_way", "status": "active", **more}
    return Link(from_=start, to=to, mode=mode, **given)


NICHE, CPIC = system("niche", "apd"), system("cpic", "rcmp", "national_repository", scope="national")


def told(*records: Any) -> list[tuple[str, str, str]]:
    """Return the doubts about a catalogue: table, id and column."""
    listed, count = doubts(Catalogue.unchecked({}).add(*records))
    assert len(listed) == count
    return [(doubt.table, doubt.id, doubt.column) for doubt in listed]


def test_holds_that_no_system_gives_is_one_warning_for_the_table() -> None:
    bare = [system(id, "apd", type, holds=None) for id, type in (("one", "rms"), ("two", "cad"))]
    assert told(APD, *bare) == [("systems", "", "holds")]
    assert told(APD, *bare, NICHE) == []
    assert told(APD) == []


@pytest.mark.parametrize("mode", ["query", "federated_search"])
def test_a_local_system_that_asks_a_national_one_is_doubted_as_the_link_was_written(mode: str) -> None:
    assert told(APD, RCMP, NICHE, CPIC, link("niche", "cpic", mode)) == [("links", "niche>cpic", "from")]


@pytest.mark.parametrize(
    "links",
    [
        [link("cpic", "niche")],
        [link("niche", "cpic", direction="two_way")],
        [link("niche", "cpic"), link("cpic", "niche", "push")],
        [link("niche", "cpic", "push")],
        [link("niche", "cpic", status="planned")],
    ],
)
def test_a_repository_that_answers_or_receives_copies_is_not_doubted(links: list[Link]) -> None:
    assert told(APD, RCMP, NICHE, CPIC, *links) == []


def test_a_registry_of_a_province_may_answer_a_repository() -> None:
    registry = system("registry", "apd", "other", scope="provincial")
    assert told(APD, RCMP, registry, CPIC, link("registry", "cpic")) == []
    assert told(APD, RCMP, NICHE, registry, link("niche", "registry")) == []


def near(one: str, other: str) -> bool:
    unknown = -np.ones(2, dtype=np.int64)
    return len(slips(pd.Series([one, other], dtype="str"), np.zeros(2, dtype=np.int64), unknown, owned=False)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Calgary Police", "Calgry Police"),
        ("Calgary Police", "Callgary Police"),
        ("Calgary Police", "Calgaty Police"),
        ("Calgary Police", "Clagary Police"),
        ("Calgary Police", "calgary  police"),
        ("Calgary Police", "Calgary-Police."),
        ("Calgary Police", "CalgaryPolice"),
        ("Sûreté du Québec", "Surete du Quebec"),
        ("Surete\u0301 du Que\u0301bec", "Sûreté du Québec"),
        ("C.P.I.C.", "CPIC"),
        ("Peel records", "Pele records"),
        ("Division 12 records", "Division 12 recrods"),
    ],
)
def test_a_slip(one: str, other: str) -> None:
    assert near(one, other)
    assert near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Division A", "Division B"),
        ("Division 1", "Division 2"),
        ("Division 1", "Division 11"),
        ("Evidence II", "Evidence III"),
        ("Evidence VIII", "Evidence XVIII"),
        ("Service AB-1", "Service AB-2"),
        ("OPP records", "SPP records"),
        ("Peel records", "Pel records"),
        ("Calgary Police", "Clgry Police"),
        ("Calgary Police", "Police Calgary"),
        ("xabcde Police", "abcdex Police"),
        ("+", "++"),
    ],
)
def test_another_name(one: str, other: str) -> None:
    assert not near(one, other)
    assert not near(other, one)


def one_slip(one: str, other: str) -> bool:
    """Tell by trying every edit whether two words differ by one letter or by two neighbours changed over."""
    letters = string.ascii_lowercase[:4]
    made = {one}
    for at in range(len(one) + 1):
        made |= {one[:at] + letter + one[at:] for letter in letters}
        made |= {one[:at] + one[at + 1 :], one[:at] + one[at : at + 2][::-1] + one[at + 2 :]}
        made |= {one[:at] + letter + one[at + 1 :] for letter in letters if at < len(one)}
    return other in made


def test_slips_are_those_of_every_edit_tried() -> None:
    chance = random.Random(name_run())
    words = ["".join(chance.choices("abcd", k=chance.choice((5, 6)))) for _ in range(240)]
    found = 0
    for one, other in zip(words[::2], [_edited(word, chance) for word in words[1::2]], strict=True):
        assert near(one, other) == one_slip(one, other), (one, other)
    for word in words:
        other = _edited(word, chance)
        found += one_slip(word, other)
        assert near(word, other) == one_slip(word, other), (word, other)
    assert 20 < found < 220


def _edited(word: str, chance: random.Random) -> str:
    """Return a word of five letters or more with two letters moved, or one or two put, left out or changed."""
    letters = list(word)
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(letters))
        kind = chance.randrange(4)
        if kind == 0 and len(letters) > 5:
            del letters[at]
        elif kind == 1:
            letters.insert(at, chance.choice("abcd"))
        elif kind == 2:
            letters[at] = chance.choice("abcd")
        elif at:
            letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return "".join(letters)


def test_agencies_of_two_provinces_may_be_called_alike() -> None:
    def agency(id: str, name: str, province: str | None) -> Agency:
        return Agency(id=id, name=name, province=province, **POLICE)

    first = agency("a", "Windsor Police", "ON")
    assert told(first, agency("b", "Windsor Police", "NS")) == []
    assert told(first, agency("b", "Windsor Police", "ON")) == [("agencies", "b", "name")]
    assert told(first, agency("b", "Winsdor Police", None)) == [("agencies", "b", "name")]


def test_systems_of_two_agencies_may_bear_a_product_s_name() -> None:
    def named(id: str, name: str, operator: str, type: str = "rms") -> System:
        return system(id, operator, type, name=name)

    first = named("a", "Niche records", "apd")
    assert told(APD, BPD, first, named("b", "Niche records", "bpd")) == []
    assert told(APD, BPD, first, named("b", "Niche records", "bpd"), named("c", "Niche-records", "rcmp"), RCMP) == []
    assert told(APD, BPD, first, named("b", "Niche recrods", "bpd")) == [("systems", "b", "name")]
    assert told(APD, first, named("b", "Niche records", "apd")) == [("systems", "b", "name")]
    assert told(APD, first, named("b", "Niche records", "apd", "cad")) == []


def test_two_live_systems_of_one_product_and_agency() -> None:
    first = system("a", "apd", product="niche")
    assert told(APD, first, system("b", "apd", product="niche")) == [("systems", "b", "product")]
    for other in (
        system("b", "bpd", product="niche"),
        system("b", "apd", "cad", product="niche"),
        system("b", "apd", product="versadex"),
        system("b", "apd", product="niche", status="retired"),
    ):
        assert told(APD, BPD, first, other) == []


def test_many_of_one_kind_hide_no_other_and_all_are_counted() -> None:
    towns = [Agency(id=f"t-{at}", name="Calgary Police", **POLICE) for at in range(150)]
    listed, count = doubts(Catalogue.unchecked({}).add(*towns, NICHE, CPIC, link("niche", "cpic")), most=20)
    assert (len(listed), count) == (20, 150)
    assert {doubt.column for doubt in listed} == {"name", "from"}


SHEETS = {
    "agencies": "id,name,level,sector\napd,Calgary Police,municipal,policing\nbpd,Calgry Police,municipal,policing\n",
    "systems": "id,name,type,operator,status,product\ncpic,CPIC,national_repository,apd,active,\n"
    "one,Records,rms,apd,active,niche\ntwo,Field notes,rms,apd,active,niche\n",
    "links": "from,to,direction,mode,status\none,cpic,one_way,query,active\n",
    "products": "id,name\nniche,Niche\n",
}
ENGLISH = [
    (
        "systems.csv:holds: no system says what it holds: each counts as holding “unspecified”, and who sees which class of "
        "records is not known; fill in holds"
    ),
    (
        "links.csv:2:from: as written, cpic sees the records of one and answers it nothing: records run from “from” to “to”; "
        "if one asks cpic, write from cpic to one"
    ),
    "agencies.csv:3:name: bpd “Calgry Police” and apd “Calgary Police” are nearly the same name: are they one agency?",
    "systems.csv:4:product: two and one are both niche of one type, operated by apd: are they one system?",
]


def test_check_warns_with_the_row_in_both_languages_and_still_succeeds(graphmodel: Caller, tmp_path: Path) -> None:
    for name, text in SHEETS.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    done = graphmodel("check", tmp_path)
    assert (done.code, done.err.splitlines()[:4]) == (0, ENGLISH)
    french = graphmodel("--lang", "fr", "check", tmp_path)
    assert french.code == 0
    for line, words in zip(
        french.err.splitlines(),
        ("aucun système ne dit", "si one interroge cpic", "est-ce un seul organisme?", "est-ce un seul système?"),
        strict=False,
    ):
        assert words in line


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("canada", {"from": ["peel-niche-rms>rcmp-pip"], "product": ["rcmp-er3"], "effect": ["ca-dna-prohibition"]}),
        ("nleim-2014", {"carries": 2}),
    ],
)
def test_the_shipped_catalogues_have_few(name: str, expected: dict[str, Any]) -> None:
    made = check(name).catalogue
    assert made is not None
    listed, count = doubts(made)
    found: dict[str, list[str]] = {}
    for doubt in listed:
        found.setdefault(doubt.column, []).append(doubt.id)
        assert in_language(doubt.message, "fr") != str(doubt.message)
    assert count == len(listed)
    assert {column: len(ids) if column == "carries" else ids for column, ids in found.items()} == expected
