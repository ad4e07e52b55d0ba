"""Any sheet is read: the right number of agencies, systems and links, each guess told, and the mapping alone reads it again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import graphmodel
from graphmodel.errors import SourceError
from graphmodel.loading import check, load
from tests.commands import Caller
from tests.worlds.ugly_sheets import (
    ALL,
    FRENCH,
    HOSTILE,
    MERGED,
    SAME_NAMES,
    TITLE_AND_SLIP,
    USED_BY,
    WINDOWS,
    YES_NO,
    Ugly,
)


def sheet(here: Path, ugly: Ugly) -> Path:
    path = here / ugly.file
    path.write_bytes(ugly.content)
    return path


def answers(here: Path, ugly: Ugly) -> Path:
    path = here / "answers.toml"
    lines = [
        f"[{topic}]\n" + "".join(f'"{word}" = "{answer}"\n' for word, answer in words.items())
        for topic, words in ugly.answers.items()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def arrows(catalogue: graphmodel.Catalogue) -> set[tuple[str, str, str]]:
    """Return links by their ends and direction; one both ways has its ends in the order of letters."""
    found = zip(catalogue.links["from"], catalogue.links["to"], catalogue.links["direction"], strict=True)
    return {(*(sorted(ends) if way == "two_way" else ends), way) for *ends, way in found}


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    return Caller(capsys, tmp_path / "store.duckdb")


@pytest.mark.parametrize("ugly", ALL, ids=lambda ugly: ugly.name)
def test_an_ugly_sheet_is_imported_unattended(ugly: Ugly, call: Caller, tmp_path: Path) -> None:
    path, folder = sheet(tmp_path, ugly), tmp_path / "ours"
    done = call("import", path, "-o", folder, "--answers", answers(tmp_path, ugly), "--yes")
    assert done.code == 0, done.err
    assert done.out.split("\n")[:2] == [str(folder), str(tmp_path / "ours.toml")]
    made = load(folder)
    counts = made.counts
    assert (counts["agencies"], counts["systems"], counts["links"]) == (ugly.agencies, ugly.systems, ugly.links)
    types = dict(zip(made.systems["id"], made.systems["type"], strict=True))
    assert {id: types.get(id) for id in ugly.types} == ugly.types
    if ugly.arrows:
        assert arrows(made) == ugly.arrows
    mapping = tmp_path / "ours.toml"
    again = check(path, mapping)
    assert (again.problems, again.catalogue and again.catalogue.digest) == ((), made.digest)


@pytest.mark.parametrize("ugly", ALL, ids=lambda ugly: ugly.name)
def test_every_guess_stands_in_the_mapping(ugly: Ugly, tmp_path: Path) -> None:
    plan = graphmodel.import_sheet(sheet(tmp_path, ugly), answers=ugly.answers)
    comments = [line for line in plan.mapping.splitlines() if "# guess: " in line]
    for guess in ugly.guesses:
        assert any(guess in line for line in comments), guess
    for table in plan.tables:
        for one in table.shape.guesses:
            assert any(repr(one.name) in line for line in comments), one
    assert tomllib.loads(plan.mapping)


def test_nothing_is_written_where_questions_are_open(call: Caller, tmp_path: Path) -> None:
    path = sheet(tmp_path, TITLE_AND_SLIP)
    done = call("import", path, "-o", tmp_path / "ours")
    assert done.code == 1
    assert "--answers" in done.err
    assert "--yes" in done.err
    assert not (tmp_path / "ours").exists()
    assert not (tmp_path / "ours.toml").exists()
    asked = tomllib.loads(done.out)
    assert asked["direction"] == {"query": "come", "push": "go"}
    assert asked["same"]["Northfeild Police"] == "same"
    assert asked["operator"]["CPIC"] == "Royal Canadian Mounted Police"
    filled = tmp_path / "filled.toml"
    filled.write_text(done.out.replace('"query" = "come"', '"query" = "both"'), encoding="utf-8")
    assert call("import", path, "-o", tmp_path / "ours", "--answers", filled).code == 0
    made = load(tmp_path / "ours")
    assert arrows(made) == {
        ("cpic", "niche", "two_way"),
        ("niche", "versadex", "two_way"),
        ("cpic", "versadex", "two_way"),
        ("pip", "versadex", "two_way"),
        ("hexagon", "niche", "one_way"),
    }
    assert set(made.links["confidence"]) == {"inferred"}  # who imports it said it, and no document


def test_a_default_way_is_inferred_and_said(call: Caller, tmp_path: Path) -> None:
    done = call("import", sheet(tmp_path, TITLE_AND_SLIP), "-o", tmp_path / "ours", "--yes")
    assert "which way do records go? records come from 'CPIC'" in done.err
    assert "'Northfeild Police' is nearly 'Northfield Police': taken for the same" in done.err
    assert "'Southfield Police' is nearly 'Northfield Police': kept apart" in done.err
    assert set(load(tmp_path / "ours").links["confidence"]) == {"inferred"}


def test_a_slip_is_kept_apart_where_that_is_answered(tmp_path: Path) -> None:
    plan = graphmodel.import_sheet(sheet(tmp_path, TITLE_AND_SLIP), answers={"same": {"Northfeild Police": "two"}})
    assert plan.catalogue.counts["agencies"] == TITLE_AND_SLIP.agencies + 1


def test_nobody_knows_leaves_links_out(tmp_path: Path) -> None:
    plan = graphmodel.import_sheet(sheet(tmp_path, TITLE_AND_SLIP), answers={"direction": {"query": "out"}})
    assert arrows(plan.catalogue) == {("hexagon", "niche", "one_way")}


def test_what_is_there_is_not_replaced(call: Caller, tmp_path: Path) -> None:
    path = sheet(tmp_path, YES_NO)
    (tmp_path / "ours.toml").write_text("mine", encoding="utf-8")
    assert "is there already" in call("import", path, "-o", tmp_path / "ours", "--yes").err
    assert (tmp_path / "ours.toml").read_text(encoding="utf-8") == "mine"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine", encoding="utf-8")
    refused = call("import", path, "-o", tmp_path / "full", "--mapping", tmp_path / "m.toml", "--yes")
    assert (refused.code, (tmp_path / "m.toml").exists()) == (1, False)
    assert [item.name for item in (tmp_path / "full").iterdir()] == ["x"]


def test_merged_cells_give_each_row_its_agency(tmp_path: Path) -> None:
    systems = graphmodel.import_sheet(sheet(tmp_path, MERGED)).catalogue.systems
    assert dict(zip(systems["name"], systems["operator"], strict=True)) == {
        "North RMS": "north-police",
        "North CAD": "north-police",
        "North BWC": "north-police",
        "South RMS": "south-police",
        "South jail": "south-police",
    }


def test_years_and_status_are_understood(tmp_path: Path) -> None:
    made = graphmodel.import_sheet(sheet(tmp_path, WINDOWS)).catalogue.systems.set_index("id")
    assert made["since"].dropna().to_dict() == {
        "dossiers-levis": 2011,
        "repartition-levis": 2009,
        "dossiers-alma": 2015,
    }
    french = graphmodel.import_sheet(sheet(tmp_path, FRENCH)).catalogue.systems.set_index("id")
    assert french["status"].to_dict() == {
        "cameras": "planned",
        "crpq": "active",
        "dossiers-valmont": "active",
        "repartition-9-1-1": "active",
        "sgd-sainte-rose": "retiring",
    }


def test_a_blank_means_what_is_answered(tmp_path: Path) -> None:
    path = sheet(tmp_path, SAME_NAMES)
    above = graphmodel.import_sheet(path, answers=SAME_NAMES.answers).catalogue.systems
    assert "police-de-lac-rao" in set(above["id"])
    unknown = graphmodel.import_sheet(path, answers={"blank": {"Corps de police": "unknown"}}).catalogue
    assert set(unknown.systems.query("name == 'RAO'")["operator"]) == {"operator-not-recorded"}


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    made = graphmodel.import_sheet(sheet(tmp_path, HOSTILE)).catalogue
    assert set(made.agencies["name"]) == {'A"]\n[[agencies]]', "<script>alert(1)</script>", "Operator not recorded"}
    assert set(made.systems["name"]) == {"+1 (RMS)", "{{7*7}} \\", "' DROP TABLE x --"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no table was found"),
        ("North,Niche,RMS\nSouth,Versadex,CAD\n", "write them above the columns"),
        ("Agency\nNorth\nSouth\n", "no column names systems"),
        ("\n", "is empty"),
        ("Agency,System,Type\nNorth,Niche,RMS\n", ""),
    ],
)
def test_what_holds_no_table_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    if not said:
        assert graphmodel.import_sheet(path).catalogue.counts["systems"] == 1
        return
    with pytest.raises(SourceError, match=said):
        graphmodel.import_sheet(path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"direction": {"query": "sideways"}}, "'sideways' is no answer: give come or go or both or out"),
        ({"direction": {"Querry": "come"}}, "which nothing in the sheet asks (did you mean query?)"),
        ({"type": {"Yes/No": "RMSS"}}, "did you mean rms?"),
    ],
)
def test_an_answer_to_nothing_is_refused(given: dict[str, dict[str, str]], said: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        graphmodel.import_sheet(sheet(tmp_path, TITLE_AND_SLIP), answers=given)
    assert said in str(refused.value)


def test_a_word_of_a_type_answers_in_any_spelling(tmp_path: Path) -> None:
    plan = graphmodel.import_sheet(sheet(tmp_path, TITLE_AND_SLIP), answers={"type": {"yes/no": "Body cam"}})
    types = plan.catalogue.systems.set_index("id")["type"]
    assert types["old-cards"] == "digital_evidence"


def test_rows_without_a_system_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Agency,System,Type\nNorth,Niche,RMS\nSouth,,CAD\nWest,,\n", encoding="utf-8")
    plan = graphmodel.import_sheet(path)
    assert [str(note) for note in plan.notes] == [
        "1 row, line 3, of which nothing is read but the organization: 'System' names no system"
    ]
    assert plan.catalogue.counts["agencies"] == 3


def test_who_works_in_a_system_and_what_it_holds(tmp_path: Path) -> None:
    plan = graphmodel.import_sheet(sheet(tmp_path, USED_BY), answers=USED_BY.answers)
    made = plan.catalogue
    assert set(zip(made.uses["agency"], made.uses["system"], made.uses["role"], strict=True)) == {
        ("south-police", "regional-rms", "user"),
        ("west-police", "regional-rms", "user"),
        ("east-police", "regional-rms", "user"),
        ("north-police", "index", "user"),
    }
    holds = made.systems.astype("object").where(made.systems.notna(), "").set_index("id")["holds"].to_dict()
    assert holds == {"cards": "", "dispatch": "persons", "index": "firearms;persons", "regional-rms": "persons"}
    assert "left out, since it is not known who or what is meant: 'all'" in map(str, plan.notes)


def test_no_in_a_column_of_what_is_in_use_is_not_in_service(tmp_path: Path) -> None:
    path = tmp_path / "uses.csv"
    path.write_text(
        "Corps de police;Système;Genre;En usage\nValmont;Dossiers;SGD;Oui\nValmont;Constats;Constats;Non\n",
        encoding="utf-8",
    )
    made = graphmodel.import_sheet(path).catalogue
    assert made is not None
    assert dict(zip(made.systems["name"], made.systems["status"], strict=True)) == {
        "Dossiers": "active",
        "Constats": "retired",
    }
