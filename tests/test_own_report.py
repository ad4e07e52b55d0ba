"""The report of a small catalogue of one's own: it says nothing that is not in it, and nothing over an empty table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, Agency, Impediment, Link, Source, System
from graphmodel.report import Report, html, markdown, report
from graphmodel.shipped import catalogues
from graphmodel.words.languages import Language
from tests.commands import Caller

pytestmark = pytest.mark.rotates("own_report")

TODAY = date(2026, 11, 23)
LANGUAGES: tuple[Language, ...] = ("en", "fr")
POLICE: dict[str, Any] = {"level": "municipal", "sector": "policing", "province": "ON"}
NORTH, SOUTH = (Agency(id=id, name=f"{id.title()} Police", **POLICE) for id in ("north", "south"))
EMPTY = Catalogue.unchecked({})


def system(id: str, operator: str, type: str, **more: Any) -> System:
    return System(id=id, name=id.upper(), type=type, operator=operator, status="active", **more)


OWN = EMPTY.add(
    NORTH,
    SOUTH,
    system("north-records", "north", "rms"),
    system("south-records", "south", "rms"),
    system("south-dispatch", "south", "cad"),
    Link(from_="south-dispatch", to="south-records", direction="one_way", mode="push", status="active"),
)


def made(catalogue: Catalogue, language: Language = "en", **more: Any) -> Report:
    return report(catalogue, language, links=2, today=TODAY, **more)


def words(told: Report, id: str) -> str:
    section = told.section(id)
    assert section is not None
    return " ".join(section.words)


def rows(told: Report, id: str) -> list[Any]:
    section = told.section(id)
    assert section is not None
    return [row[0] for row in section.grid.rows] if section.grid else []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("catalogue", [OWN, EMPTY, EMPTY.add(NORTH)], ids=["own", "empty", "agency"])
def test_nothing_is_said_of_documents_and_sources_that_are_not_there(catalogue: Catalogue, language: Language) -> None:
    told = made(catalogue, language)
    for text in (markdown(told), html(told)):
        assert not re.search(r"public documents|documents publics|documents say|d'après les documents", text)
        assert not re.search(r"each with its sources|chacun avec ses sources|Bracketed|entre crochets", text)
        assert not re.search(r"\bnan\b|<NA>|none recorded(?! does not mean)", text)
        assert "\n · " not in text
        assert ">· " not in text
        assert '<ol class="cited">' not in text
    assert re.match(r"2026-11-23 · (catalogue digest|empreinte du catalogue) ", told.subtitle)
    assert markdown(told).rstrip().endswith("source.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("catalogue", [OWN, EMPTY, EMPTY.add(NORTH)], ids=["own", "empty", "agency"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_section_has_rows_or_is_one_sentence(catalogue: Catalogue, language: Language, audience: str) -> None:
    for section in made(catalogue, language, audience=audience).sections:
        assert all(section.words), section.id
        assert section.words, section.id
        if section.grid is None:
            assert not section.chart or section.id == "summary", section.id
            told = section.id in {"summary", "method", "words"} or (section.id == "limits" and catalogue.about.limits)
            assert section.empty != bool(told), section.id
            assert told or "".join(section.words).count(". ") == 0, section.id
        else:
            assert section.grid.rows, section.id
            numbers = [[cell for cell in row if isinstance(cell, int | float)] for row in section.grid.rows]
            assert all(any(cells) or not cells for cells in numbers), section.id


def test_only_types_that_are_recorded_have_a_row_and_the_others_are_named() -> None:
    told = made(OWN)
    assert rows(told, "study") == ["Records management (RMS)", "Computer-aided dispatch (CAD)", "All study types"]
    assert "no system in service is recorded: Mobile reporting, " in words(told, "study")
    assert "National repository" in words(told, "study")
    section = told.section("summary")
    assert section is not None
    assert "Records management" in section.chart
    assert "Mobile reporting" not in section.chart


def test_nothing_is_compared_with_2014_where_there_is_nothing() -> None:
    for catalogue in (EMPTY, EMPTY.add(NORTH), EMPTY.add(NORTH, system("broker", "north", "broker"))):
        for language in LANGUAGES:
            told = made(catalogue, language)
            assert "2014" not in markdown(told)
            assert "2014" not in html(told)
    assert rows(made(EMPTY.add(NORTH, system("broker", "north", "broker"))), "study") == ["Broker or portal"]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["live systems", "of them isolated", "link in service", "island of two systems or more"]),
        ("fr", ["systèmes en service", "dont isolé", "lien en service", "îlot de deux systèmes ou plus"]),
    ],
)
def test_one_is_singular(language: Language, labels: list[str]) -> None:
    facts = made(OWN, language).facts[-4:]
    assert [(fact.label, fact.value) for fact in facts] == list(zip(labels, ["3", "1", "1", "1"], strict=True))


def test_only_causes_that_are_stated_have_a_row() -> None:
    told = made(OWN.add(Impediment(subject="north", to="south", impediment="legal_privacy")))
    assert rows(told, "causes") == ["Law and privacy"]
    assert "Not stated: " in words(told, "causes")
    assert words(made(OWN), "causes") == "The catalogue states no impediment."


def test_services_without_a_province_are_told() -> None:
    linked = OWN.add(
        Agency(id="west", name="West Police", level="municipal", sector="policing"),
        Link(from_="south-records", to="north-records", direction="one_way", mode="push", status="active"),
    )
    told = made(linked)
    assert rows(told, "sight") == ["Ontario"]
    assert words(told, "sight").endswith("Police services whose province is not recorded are left out: 1.")
    assert "left out" not in words(made(OWN), "sight")


def test_a_chain_without_hubs_still_counts_its_single_points() -> None:
    chain = OWN.add(Link(from_="south-records", to="north-records", direction="one_way", mode="push", status="active"))
    assert words(made(chain), "hubs") == "No system has three partners or more; single points of failure: 1."
    assert words(made(chain, audience="public"), "hubs") == "No system has three partners or more."


def test_the_name_and_the_limits_are_those_of_about() -> None:
    named = replace(OWN, about=About(name="Ours", limits=("Only two services answered.",)))
    for language in LANGUAGES:
        told = made(named, language)
        assert told.subtitle.startswith("Ours · 2026-11-23 · ")
        assert words(told, "limits") == "Only two services answered."
    assert words(made(OWN), "limits") == "The catalogue states no limits of its data."


def test_a_source_that_is_named_is_cited() -> None:
    told = made(EMPTY.add(NORTH, Source(id="memo", title="A memo"), system("records", "north", "rms", source="memo")))
    assert [source.id for source in told.cited] == ["memo"]
    assert "Bracketed" in words(told, "method")
    assert "names no source" not in markdown(told)


def test_what_the_canadian_report_said_of_public_documents_is_a_limit_of_its_data(canada: Catalogue) -> None:
    assert "canada" in catalogues()
    assert any("public documents" in limit and "exchanges something" in limit for limit in canada.about.limits)
    assert any("documents publics" in limit for limit in canada.about.limits_fr)


def test_the_command_writes_the_report_of_a_folder(graphmodel: Caller, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("id,name,level,sector\nnorth,North Police,municipal,policing\n")
    (tmp_path / "systems.csv").write_text("id,name,type,operator,status\nrecords,Records,rms,north,active\n")
    (tmp_path / "links.csv").write_text("from,to,direction,mode,status\n")
    for language, nothing in (("en", "Nothing in this report"), ("fr", "Rien dans ce rapport")):
        for name in ("r.md", "r.html"):
            done = graphmodel("--lang", language, "--on", tmp_path, "report", "-o", tmp_path / name)
            assert done.code == 0
            assert nothing in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_nothing_to_say_is_one_line_without_a_heading(language: Language) -> None:
    told = made(OWN, language)
    empty = [section for section in told.sections if section.empty]
    assert {section.id for section in empty} >= {"sight", "hubs", "causes", "limits"}
    lines = markdown(told).splitlines()
    headings = re.findall(r"<h2>(.*?)</h2>", html(told))
    for section in empty:
        assert [line for line in lines if line.startswith("#") and section.title in line] == []
        assert sum(line.startswith(f"**{section.title}:** ") for line in lines) == 1
        assert section.title not in headings


def test_no_share_of_documented_records_is_given_where_nothing_names_a_source() -> None:
    section = made(OWN).section("study")
    assert section is not None
    assert section.grid is not None
    assert not any("documented" in heading for heading in section.grid.headings)
    assert "names a source, so no share of documented ones is given" in words(made(OWN), "study")
    sourced = OWN.add(Source(id="note", title="A note")).replace_rows("systems", OWN.systems.assign(source="note"))
    section = made(sourced).section("study")
    assert section is not None
    assert section.grid is not None
    assert "% documented" in section.grid.headings


def test_the_first_page_says_the_numbers_in_sentences() -> None:
    told = words(made(OWN), "summary")
    assert "The catalogue has 3 systems in service and 1 link in service." in told
    assert "3 of them are of types that the study of 2014 counted; connected to another system: 2, or 66.7 %." in told
    assert "fewer than 5 systems should not be quoted alone" in told
    assert "1 system stands alone, without a link in service: Records management (RMS) (1)." in told
    assert "NORTH-RECORDS with SOUTH-DISPATCH (2 sightlines)" in told
    assert words(made(EMPTY), "summary") == "No system in service is recorded."
