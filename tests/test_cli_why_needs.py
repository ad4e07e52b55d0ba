"""``why`` and ``needs`` on the command line: rows that say what the analysis says, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.answers.needs import Needs
from graphmodel.answers.needs.answering import ROWS
from graphmodel.answers.why import COLUMNS, why
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from tests.commands import Caller
from tests.test_cli_terminal import complete

pytestmark = pytest.mark.rotates("cli_why_needs")

PEEL, WINNIPEG = "peel-regional-police", "winnipeg-police-service"
MISS = (
    "mb-connected -x-> rcmp-cpic (rcmp-cpic>mb-connected runs the other way; "
    "rcmp-cpic>mb-connected does not carry occurrences)"
)
WRONG = 'name = "w"\n[[need]]\nwho = "rcmpp"\nof = "opp"\nsees = "dna"\n'


def test_why_gives_a_row_for_each_class(graphmodel: Caller, canada: Catalogue) -> None:
    rows = graphmodel.rows("why", PEEL, WINNIPEG)
    assert list(rows[0]) == list(COLUMNS)
    wanted = why(canada, PEEL, WINNIPEG)
    assert [(row["class"], row["seen"], row["reasons"], row["drawn"]) for row in rows] == list(
        zip(wanted["class"], wanted["seen"], wanted["reasons"], wanted["drawn"], strict=True)
    )
    assert {row["seen"] for row in rows} == {True, False}


def test_the_nearest_miss_is_a_list_of_steps_in_json_and_a_drawing_elsewhere(graphmodel: Caller) -> None:
    asked = ("why", PEEL, WINNIPEG, "--class", "occurrences")
    (row,) = graphmodel.rows(*asked)
    assert row["path"] == [
        {
            "from": "mb-connected",
            "to": "rcmp-cpic",
            "link": "rcmp-cpic>mb-connected",
            "breach": [
                {"reason": "wrong_direction", "of": "rcmp-cpic>mb-connected"},
                {"reason": "class_not_carried", "of": "rcmp-cpic>mb-connected"},
            ],
        }
    ]
    assert row["drawn"] == MISS
    table = graphmodel(*asked)
    assert MISS in table.out
    assert "wrong direction; class not carried" in table.out
    assert f"{PEEL} can see 0 of 1 classes of {WINNIPEG}: technically within reach" in table.err
    head, line = graphmodel(*asked, "--format", "csv").csv
    assert head == [name for name in COLUMNS if name != "path"]
    assert line[2:5] == ["wrong_direction;class_not_carried", "mb-connected", MISS]
    assert "| Occurrences | no | wrong direction; class not carried |" in graphmodel(*asked, "--format", "markdown").out


def test_why_speaks_french(graphmodel: Caller) -> None:
    said = graphmodel("--lang", "fr", "why", PEEL, WINNIPEG, "--class", "occurrences")
    assert "mauvais sens; classe non transmise" in said.out
    assert "rcmp-cpic>mb-connected va dans l'autre sens" in said.out
    assert "techniquement à portée" in said.err
    assert "pourquoi pas" in said.out
    usage = graphmodel("--lang", "fr", "why", "--help").out
    assert "Pourquoi A ne voit pas les dossiers de B" in usage


def test_why_of_one_organisation_says_so(graphmodel: Caller) -> None:
    said = graphmodel("why", "rcmp-e-division", "rcmp-v-division")
    assert said.code == 0
    assert "rcmp-e-division and rcmp-v-division are of one organisation: sees leaves them out." in said.err


@pytest.mark.parametrize(
    ("asked", "message"),
    {
        ("peel-regional-polise", WINNIPEG): "there is no agency 'peel-regional-polise' (did you mean",
        (PEEL, "rcmp-cpic"): "there is no agency 'rcmp-cpic': that is a system; name an agency",
        (PEEL, PEEL): f"why asks about two agencies, and {PEEL} is one: name another one",
        (PEEL, WINNIPEG, "--class", "warants"): "there is no data class 'warants' (did you mean warrants?)",
    }.items(),
)
def test_why_refuses_with_the_remedy(graphmodel: Caller, asked: tuple[str, ...], message: str) -> None:
    said = graphmodel("why", *asked)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(message)


def test_needs_answers_all_that_ship(graphmodel: Caller, canada: Catalogue) -> None:
    rows = graphmodel.rows("needs", "--limit", "2")
    assert list(rows[0]) == [*ROWS, "breaks"]
    assert list(dict.fromkeys(row["needs"] for row in rows)) == list(content.needs())
    for row in rows:
        answer = Needs.read(str(row["needs"])).answer(canada, limit=2)
        mine = answer.rows[answer.rows["need"] == row["need"]].iloc[0]
        assert [row[name] for name in ROWS[3:8]] == [mine[name] for name in ROWS[3:8]]
        assert row["best_meets"] == mine["best_meets"]
        breaks = answer.breaks[answer.breaks["need"] == row["need"]]
        assert [(item["who"], item["drawn"]) for item in row["breaks"]] == list(  # type: ignore[attr-defined]
            zip(breaks["who"], breaks["drawn"], strict=True)
        )


def test_needs_shows_where_they_break(graphmodel: Caller) -> None:
    said = graphmodel("needs", "wanted-person", "--limit", "1")
    assert said.code == 0, "that a need fails is an answer"
    for text in (
        "An officer in NS sees a BC warrant",
        "rcmp-cpic -x-> cbrps-onpatrol (rcmp-cpic>cbrps-onpatrol does not carry warrants)",
    ):
        assert text in said.out
    assert "Assumes: Every police service may hold warrants" in said.err
    assert "0 of 2 needs pass." in said.err
    french = graphmodel("--lang", "fr", "needs", "wanted-person", "--limit", "1")
    for text in ("Un policier de N.-É. voit un mandat de C.-B.", "ne transmet pas warrants", "insatisfaites", "non"):
        assert text in french.out
    assert "Suppose : Chaque service de police" in french.err
    assert "0 besoins sur 2 réussis." in french.err
    rows = graphmodel("needs", "wanted-person", "--limit", "1", "--format", "csv").csv
    assert rows[0] == [*ROWS, "breaks"]
    assert rows[1][-1] == (
        "cape-breton-regional-police-service <- abbotsford-police-department: warrants (class_not_carried)"
    )
    assert "| yes |" not in graphmodel("needs", "wanted-person", "--format", "markdown").out
    assert "An officer" in graphmodel("needs", "wanted-person", "--limit", "0").out


def test_needs_can_end_with_an_exit_code(graphmodel: Caller, tmp_path: Path) -> None:
    met = tmp_path / "met.toml"
    met.write_text(f'name = "met"\n[[need]]\nwho = "{PEEL}"\nof = "{WINNIPEG}"\nsees = "warrants"\n', encoding="utf-8")
    passing = graphmodel("needs", met, "--exit-code")
    assert (passing.code, "1 of 1 needs pass." in passing.err) == (0, True)
    assert "best link" not in passing.out
    assert graphmodel("needs", met, "wanted-person", "--exit-code").code == 1


def test_needs_under_a_scenario(graphmodel: Caller, tmp_path: Path) -> None:
    (before,) = graphmodel.rows("needs", "major-case", "--limit", "0")
    scenario = tmp_path / "link.toml"
    made = Scenario("link").connect(str(before["best_from"]), str(before["best_to"]))
    scenario.write_text(made.to_toml(), encoding="utf-8")
    (after,) = graphmodel.rows("needs", "major-case", "--limit", "0", "--scenario", scenario)
    assert after["unmet"] == before["unmet"] - before["best_meets"]  # type: ignore[operator]
    assert after["met"] == before["met"] + before["best_meets"]  # type: ignore[operator]


def test_needs_refuses_with_every_problem(graphmodel: Caller, tmp_path: Path) -> None:
    for name, text in {"a": WRONG + "at = 3\n", "b": "name = 1\n", "c": WRONG}.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    said = graphmodel("needs", tmp_path / "a.toml", tmp_path / "b.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "a.toml:6:at: must be an id in quotation marks, a list of ids, or a selector in braces, not a number",
        "b.toml: holds no need: write [[need]] above each",
        "b.toml:1:name: must be a text in quotation marks, not a number",
    ]
    said = graphmodel("needs", tmp_path / "c.toml")
    assert (said.code, said.err) == (1, "c.toml:3:who: 'rcmpp' is no agency (did you mean rcmp?)\n")
    said = graphmodel("needs", "wanted")
    assert said.code == 1
    assert said.err.startswith("there is no needs file 'wanted': give a .toml file or one of major-case, ")
    assert graphmodel("needs", "--limit", "-1").code == 2
    assert graphmodel("needs", "major-case", "--scenario", "pip").code == 1


def test_the_shell_completes_agencies_classes_and_needs(canada_file: Path) -> None:
    here = {"GRAPHMODEL_STORE": str(canada_file)}
    assert complete("graphmodel why peel", **here) == {PEEL}
    assert complete(f"graphmodel why {PEEL} {WINNIPEG} --class warr", **here) == {"warrants"}
    assert complete("graphmodel needs wan", **here) == {"wanted-person"}
