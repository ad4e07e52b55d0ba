"""A survey that asks only for what would settle the levels of links: its cells, and what becomes of the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.engine.maturity import SCALES
from graphmodel.errors import GraphmodelError
from graphmodel.forms.wording import SHEETS
from graphmodel.records.catalogue import Catalogue
from graphmodel.survey import make_survey, read_surveys
from graphmodel.words.languages import Language
from tests.commands import Caller
from tests.levels import Levels
from tests.test_custom_standard import folder, standard_of
from tests.test_maturity import hazy
from tests.test_survey import Survey, changes

PEEL = "peel-regional-police"
LINKS, STANDARDS = SHEETS["links"], SHEETS["standards"]
NAMES = ("mode", "latency", "access", "standard")


def wanted(catalogue: Catalogue, agency: str) -> dict[tuple[str, str], set[str]]:
    """The facts to be asked, by table and id, by brute force over the links of systems that the agency runs."""
    found: dict[tuple[str, str], set[str]] = {}
    for scale in SCALES:
        levels = Levels(catalogue, scale)
        for link in levels.links:
            if agency in {levels.oracle.systems[link[end]]["operator"] for end in ("from", "to")}:
                for name in levels.intervals[link["id"]][2]:
                    key = ("standards", link["standard"]) if name == "openness" else ("links", link["id"])
                    found.setdefault(key, set()).add(name)
    return found


def asked(survey: Survey) -> dict[tuple[str, str], set[str]]:
    """The open cells of a survey."""
    found: dict[tuple[str, str], set[str]] = {}
    for table in ("links", "standards"):
        page = survey.book[SHEETS[table]]
        for row in range(3, page.max_row + 1):
            id = survey.cell(page.title, row, "id").value
            open_ = {
                name for name in survey.columns(page.title) if not survey.cell(page.title, row, name).protection.locked
            }
            if id and open_:
                found[table, str(id)] = open_
    return found


def test_only_the_missing_cells_of_links_that_are_not_settled_are_open(canada: Catalogue) -> None:
    survey = Survey(make_survey(canada, PEEL, ask="maturity"))
    assert asked(survey) == wanted(canada, PEEL)
    page = survey.book[LINKS]
    assert page.protection.sheet
    hidden = {name for at, name in enumerate(survey.columns(LINKS)) if page.column_dimensions["ABCDEFG"[at]].hidden}
    assert hidden == {*NAMES} - set().union(*wanted(canada, PEEL).values())
    assert survey.book[STANDARDS].sheet_state == "hidden"


@pytest.mark.parametrize("seed", range(12))
def test_random_worlds_are_asked_for_just_what_is_missing(seed: int) -> None:
    world = hazy(seed)
    for agency in world.agencies["id"]:
        expected = wanted(world, agency)
        if expected:
            assert asked(Survey(make_survey(world, agency, ask="maturity"))) == expected
        else:
            with pytest.raises(GraphmodelError, match="nothing is missing"):
                make_survey(world, agency, ask="maturity")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_survey_that_comes_back_as_it_went_changes_nothing(
    canada: Catalogue, tmp_path: Path, language: Language
) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(make_survey(canada, PEEL, language, ask="maturity"))
    found = read_surveys([path], canada)
    assert (found.problems, found.warnings, found.after) == ((), (), canada)


def test_answers_settle_the_levels(tmp_path: Path) -> None:
    before = gm.load(folder(tmp_path / "c", ""))
    survey = Survey(make_survey(before, "police", ask="maturity"))
    survey.cell(LINKS, 3, "access").value = "Contenu"
    survey.cell(LINKS, 3, "standard").value = "Crime counts [ucr]"
    found = read_surveys([survey.save(tmp_path / "s.xlsx")], before)
    assert found.after is not None
    assert changes(found) == {
        ("changed", "links", "a>b", "access", "content"),
        ("changed", "links", "a>b", "standard", "ucr"),
    }
    for scale in SCALES:
        (row,) = gm.maturity(found.after, "link", scale).to_dict("records")
        assert row["low"] == row["high"]
        assert row["missing"] == []


def test_the_openness_of_a_standard_is_asked_on_a_page_of_its_own(tmp_path: Path) -> None:
    before = gm.load(folder(tmp_path / "c", "ucr", "id,name,openness\nucr,Crime counts,\n"))
    survey = Survey(make_survey(before, "police", ask="maturity"))
    assert asked(survey) == {("links", "a>b"): {"access"}, ("standards", "ucr"): {"openness"}}
    survey.cell(STANDARDS, 3, "openness").value = "Restricted"
    found = read_surveys([survey.save(tmp_path / "s.xlsx")], before)
    assert changes(found) == {("changed", "standards", "ucr", "openness", "restricted")}
    assert standard_of(found.after) == "ucr"


def test_what_is_added_below_or_renamed_is_refused(tmp_path: Path) -> None:
    before = gm.load(folder(tmp_path / "c", "ucr", "id,name,openness\nucr,Crime counts,\n"))
    survey = Survey(make_survey(before, "police", ask="maturity"))
    survey.cell(STANDARDS, 3, "id").value = "other"
    survey.cell(LINKS, 5, "from").value = "A [a]"
    survey.cell(LINKS, 5, "to").value = "C [c]"
    found = read_surveys([survey.save(tmp_path / "s.xlsx")], before)
    assert found.after is None
    told = " ".join(map(str, found.problems))
    assert "'other' is not in the catalogue" in told
    assert "direction is empty" in told
    del survey.book[LINKS]
    assert "is missing" in str(read_surveys([survey.save(tmp_path / "t.xlsx")], before).problems)


def test_the_command_asks_and_reads(graphmodel: Caller, tmp_path: Path) -> None:
    path = tmp_path / "peel.xlsx"
    told = graphmodel("survey", "make", "--agency", PEEL, "--ask", "maturity", "-o", path)
    assert (told.code, told.err) == (0, "asks about 6 links and 0 standards\n")
    assert "no difference" in graphmodel("survey", "read", path).out + graphmodel("survey", "read", path).err
    refused = graphmodel(
        "--lang", "fr", "survey", "make", "--agency", "vancouver-fire", "--ask", "maturity", "-o", path
    )
    assert refused.code == 1
