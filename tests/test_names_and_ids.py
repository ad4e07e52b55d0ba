"""Names and ids: names of any script have ids of their own, spellings of one name are one, no two names are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.loading import CheckReport, check
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Product
from graphmodel.records.slugs import folded, slug
from tests.test_foreign_shapes import MAPPING, edges, made, mapped, pairs, problems

SCRIPTS = (
    "ᓄᓇᕗᑦ ᐸᓖᓯ", "ᓄᓇᕗᑦ", "Система", "Дело", "Дело 1", "Система 1", "日本", "中国", "警察", "경찰", "पुलिस", "الشرطة", "משטרה",
    "Αστυνομία", "ตำรวจ", "が", "か", "мой", "мои", "xʷməθkʷəy̓əm", "xʷmeθkʷey̓em", "ᓄᓇᕗᑦ RMS", "RMS", "Система RMS",
)  # fmt: skip


def test_names_of_any_script_have_ids_of_their_own() -> None:
    ids = [slug(name) for name in SCRIPTS]
    assert len(set(ids)) == len(SCRIPTS)
    assert all(id.strip("-") == id and set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for id in ids)
    assert [slug(id) for id in ids] == ids
    assert slug("Система") == "64f8e042cc9cc574"
    assert {slug("  СИСТЕМА "), slug("Система")} == {slug("система")}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_link_between_names_of_any_script(tmp_path: Path, name: str) -> None:
    report = edges(tmp_path, (name, "North records"), ("North dispatch", name))
    assert pairs(made(report)) == {(slug(name), "north-records"), ("north-dispatch", slug(name))}
    assert name in set(made(report).systems["name"])


@pytest.mark.parametrize("sign", ["???", "-", "+", "—", "…"])
def test_a_name_without_letters_makes_no_id(tmp_path: Path, sign: str) -> None:
    report = edges(tmp_path, (sign, "B"))
    assert any("has no letter or digit to make an id from" in line for line in problems(report)), problems(report)


STRANGERS = [
    ("C", "C++"), ("C++", "C#"), ("C#", "C"), ("MACBOOK-AIR-13", 'MacBook Air 13"'), ("RMS (old)", "RMS old"), ("A.B", "A B"),
    ("Records 1/2", "Records 1-2"), ("R&D", "R D"), ("Peel; RMS", "Peel RMS"), ("50%", "50"), ("Site n° 2", "Site n 2!"), (".NET", "NET"),
]  # fmt: skip
FRIENDS = [
    ("Peel RMS", "peel  rms"), ("Québec SGD", "QUEBEC SGD"), ("Peel-RMS", "Peel RMS"), ("Peel_RMS", "Peel RMS"),
    ("L\u2019Île", "L'Ile"), ("CAD \u2013 A", "CAD - A"), ("Straße", "STRASSE"), ("peel-rms", "Peel RMS"), ("e\u0301tat", "état"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_two_names_are_never_joined_by_their_id(tmp_path: Path, one: str, other: str) -> None:
    systems = [("App", "Replaces"), (other, ""), ("Java", "")]
    report = mapped(tmp_path, MAPPING, systems=systems, links=[("from", "to"), ("Java", one)])
    said = problems(report)
    assert len(said) == 1
    assert said[0].startswith("links.csv:2:to: ")
    assert repr(one) in said[0]
    assert repr(other) in said[0]
    assert "systems.csv:2" in said[0]

    report = mapped(tmp_path, MAPPING, systems=[*systems[:2], ("Java", one)], links=[("from", "to"), ("Java", other)])
    assert [line.startswith("systems.csv:3:Replaces: ") for line in problems(report)] == [True]

    report = edges(tmp_path, ("Java", one), ("Java", other))
    assert any(repr(one) in line and repr(other) in line and "on line 2" in line for line in problems(report))


@pytest.mark.parametrize(("one", "other"), FRIENDS)
def test_spellings_of_one_name_are_one(tmp_path: Path, one: str, other: str) -> None:
    assert folded(one) == folded(other)
    systems = [("App", "Replaces"), (other, ""), ("Java", "")]
    report = mapped(tmp_path, MAPPING, systems=systems, links=[("from", "to"), ("Java", one)])
    assert pairs(made(report)) == {("java", slug(other))}


def test_words_recoded_are_told_apart(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        'slug = ["id", "replaces"]', 'slug = ["id", "replaces"]\nrecode.id = { "C++" = "C plus plus" }'
    )
    links = [("from", "to"), ("Java", "C")]
    report = mapped(tmp_path, mapping, systems=[("App", "Replaces"), ("C++", ""), ("Java", ""), ("C", "")], links=links)
    assert pairs(made(report)) == {("java", "c")}


def test_vendors_are_spelt_one_way() -> None:
    for one, other in STRANGERS:
        world = Catalogue.unchecked({}).add(
            Product(id="p", name="P", vendor=one), Product(id="q", name="Q", vendor=other)
        )
        assert any("would be one vendor" in line for line in problems(check_of(world)))


def check_of(world: Catalogue) -> CheckReport:
    return check("canada", lambda _: world)
