"""The scenario commands, and questions asked before and after one; what is asked never changes."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.cli import cli
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from graphmodel.stores import open_store
from tests import twins
from tests.commands import Caller
from tests.oracle import Oracle
from tests.stores import graph_content

pytestmark = pytest.mark.rotates("cli_scenario")

ISOLATED = "isolation/isolated-systems"
WRONG = 'name = "w"\n[[change]]\ndo = "retire"\nsystem = "rcmp-pipp"\n[[change]]\ndo = "retir"\n'
FORMATS = ("table", "csv", "json", "markdown")


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A file whose scenario connects one system and retires another."""
    path = tmp_path / "mine.toml"
    made = Scenario("mine", cost=5).connect("drps-rms", "rcmp-pip").retire("winnipeg-mcm")
    path.write_text(made.to_toml(), encoding="utf-8")
    return path


def fingerprint(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_list_names_what_ships_and_what_it_stands_for(graphmodel: Caller) -> None:
    rows = graphmodel.rows("scenario", "list")
    assert [row["name"] for row in rows] == list(content.scenarios())
    assert list(rows[0]) == ["name", "recommendation", "changes", "about"]
    french = graphmodel.rows("--lang", "fr", "scenario", "list")
    assert [row["about"] for row in french] == [Scenario.read(str(row["name"])).about_fr for row in rows]
    assert {row["name"]: row["recommendation"] for row in rows}["pip-2-0"] == ["pip-2-0"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_show_explains_a_scenario_before_it_is_tried(graphmodel: Caller, canada: Catalogue, language: str) -> None:
    said = graphmodel("--lang", language, "scenario", "show", "pip-2-0")
    assert said.code == 0
    read = Scenario.read("pip-2-0")
    texts = (read.about_fr, read.assumption_fr) if language == "fr" else (read.about, read.assumption)
    names = canada.recommendations.set_index("id").loc["pip-2-0"]
    for text in (*texts, names["name_fr" if language == "fr" else "name"]):
        assert str(text) in said.out
    assert [
        "1",
        "connect",
        "from",
        "[type=rms]",
        "to",
        "rcmp-pip",
        {"en": "links", "fr": "liens"}[language],
        "63",
        "0",
        "0",
    ] in [line.split() for line in said.out.splitlines()]


def test_show_gives_the_effects_in_every_format(graphmodel: Caller, canada: Catalogue, scenario: Path) -> None:
    effects = Scenario.read(scenario).effects(canada).astype("object")
    records = effects.where(effects.notna(), None).to_dict("records")
    whole = graphmodel("-q", "scenario", "show", scenario, "--format", "json").json
    assert whole["effects"] == records  # type: ignore[index]
    assert [(row["do"], row["units"], row["cost"]) for row in records] == [("connect", 1, 5.0), ("retire", 1, 5.0)]
    by_csv = graphmodel("scenario", "show", scenario, "--format", "csv")
    assert by_csv.csv[0] == list(effects.columns)
    assert "mine" in by_csv.err
    for form in FORMATS:
        said = graphmodel("-q", "scenario", "show", scenario, "--format", form)
        assert (said.code, said.err) == (0, "")
        assert "10.0" not in said.out.replace("mine", "")


def test_show_says_that_there_is_no_catalogue(graphmodel: Caller, tmp_path: Path) -> None:
    said = graphmodel("scenario", "show", "pip-2-0", store=str(tmp_path / "none.duckdb"))
    assert (said.code, said.out) == (1, "")
    assert "graphmodel load" in said.err


def test_check_names_every_problem_of_every_file(graphmodel: Caller, scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "late.toml").write_text(WRONG.partition('[[change]]\ndo = "retir"\n')[0], encoding="utf-8")
    said = graphmodel("scenario", "check", tmp_path / "wrong.toml", scenario, tmp_path / "late.toml", "pip-20")
    assert said.code == 1
    lines = said.out.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["wrong.toml:6:do:", "late.toml:4:system:", "pip-20:"]
    assert lines[1] == "late.toml:4:system: 'rcmp-pipp' is no system (did you mean rcmp-pip?)"
    rows = graphmodel("-q", "scenario", "check", tmp_path / "late.toml", "--format", "json")
    assert rows.code == 1
    assert [(row["file"], row["line"], row["key"]) for row in rows.json] == [("late.toml", 4, "system")]  # type: ignore[attr-defined]


def test_check_finds_nothing_wrong_with_what_ships(graphmodel: Caller, tmp_path: Path) -> None:
    said = graphmodel("scenario", "check", *content.scenarios())
    assert (said.code, said.out, said.err) == (0, "", "no problem\n")
    alone = graphmodel("--lang", "fr", "scenario", "check", "pip-2-0", store=str(tmp_path / "none.duckdb"))
    assert (alone.code, alone.out) == (0, "")
    assert "non essayé sur un catalogue" in alone.err


def test_an_unknown_scenario_is_refused_with_the_nearest(graphmodel: Caller) -> None:
    for command in (("scenario", "show", "pip-20"), ("query", "run", ISOLATED, "--scenario", "pip-20")):
        said = graphmodel(*command)
        assert (said.code, said.out) == (1, "")
        assert "did you mean pip-2-0?" in said.err


def test_the_names_of_scenarios_are_completed(graphmodel: Caller, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    del graphmodel
    for words, expected in (
        ("graphmodel scenario show p", {"pip-2-0", "provincial-mcm"}),
        ("graphmodel scenario check ./x", set()),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", "3")
        monkeypatch.setenv("_GRAPHMODEL_COMPLETE", "bash_complete")
        with pytest.raises(SystemExit):
            cli.main([], prog_name="graphmodel")
        found = capsys.readouterr().out.split()
        assert {item.partition(",")[2] for item in found if item.startswith("plain,")} == expected


def test_a_question_before_and_after_is_what_its_twin_says(
    graphmodel: Caller, canada: Catalogue, scenario: Path
) -> None:
    after = Scenario.read(scenario).apply(canada)
    for type in ("rms", "mcm", ""):
        worlds = [
            [
                (*row, None if officers == -1 else officers)
                for *row, officers in twins.isolated_systems(Oracle(world), type)
            ]
            for world in (canada, after)
        ]
        found = graphmodel("query", "run", ISOLATED, "-p", f"type={type}", "--scenario", scenario, "--format", "json")
        rows = {name: [tuple(row.values()) for row in part] for name, part in found.json.items()}  # type: ignore[attr-defined]
        assert list(rows) == ["before", "after", "gained", "lost"]
        assert [rows["before"], rows["after"]] == worlds
        assert Counter(rows["gained"]) == Counter(worlds[1]) - Counter(worlds[0])
        assert Counter(rows["lost"]) == Counter(worlds[0]) - Counter(worlds[1])
        counts = [len(rows[name]) for name in rows]
        assert "{} rows before, {} after, {} gained, {} lost".format(*counts) in found.err
        lines = graphmodel(
            "-q", "query", "run", ISOLATED, "-p", f"type={type}", "--scenario", scenario, "--format", "csv"
        )
        assert lines.csv[0] == ["change", "system", "name", "operator", "officers"]
        assert [line[0] for line in lines.csv[1:]] == ["gained"] * counts[2] + ["lost"] * counts[3]


def test_scenarios_stack_in_order(graphmodel: Caller, scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "undo.toml").write_text(Scenario("undo").disconnect("drps-rms", "rcmp-pip").to_toml(), encoding="utf-8")
    both = ("--scenario", scenario, "--scenario", tmp_path / "undo.toml")
    found = graphmodel("-q", "query", "run", ISOLATED, "-p", "type=rms", *both, "--format", "json").json
    assert (found["gained"], found["lost"]) == ([], [])  # type: ignore[index]
    said = graphmodel("query", "run", ISOLATED, "-p", "type=rms", *both[2:], *both[:2])
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("undo.toml:")
    assert "selects nothing: no link in service, from drps-rms to rcmp-pip" in said.err


def test_a_question_may_name_what_only_the_scenario_has(graphmodel: Caller, tmp_path: Path) -> None:
    made = Scenario("new").add_system("new-rms", "New", "rms", "opp").connect("new-rms", "rcmp-pip")
    (tmp_path / "new.toml").write_text(made.to_toml(), encoding="utf-8")
    asked = ("query", "run", "reach/who-sees-system", "-p", "system=new-rms", "--scenario", tmp_path / "new.toml")
    found = graphmodel("-q", *asked, "--format", "json").json
    assert found["before"] == found["lost"] == []  # type: ignore[index]
    assert found["gained"] == found["after"]  # type: ignore[index]
    assert found["after"]  # type: ignore[index]


def test_a_map_gains_and_loses_nodes_and_relationships(graphmodel: Caller, canada: Catalogue, scenario: Path) -> None:
    asked = ("query", "run", "maps/nation", "--scenario", scenario)
    found = graphmodel("-q", *asked, "--format", "json").json
    assert [list(part) for part in (found, *found.values())] == [["gained", "lost"], *[["nodes", "relationships"]] * 2]  # type: ignore[attr-defined,misc,call-overload]
    ends = [(item["start"], item["type"], item["end"]) for item in found["gained"]["relationships"]]  # type: ignore[index]
    assert ends == [("drps-rms", "FEEDS", "rcmp-pip"), ("rcmp-pip", "FEEDS", "drps-rms")]
    assert [node["id"] for node in found["lost"]["nodes"]] == ["winnipeg-mcm"]  # type: ignore[index]
    lines = graphmodel("-q", *asked, "--format", "csv").csv
    assert lines[0] == ["change", "kind", "id", "end", "name"]
    assert Counter(line[0] for line in lines[1:]) == {"gained": 2, "lost": 2}
    said = graphmodel("--lang", "fr", *asked)
    assert "gagné" in said.out
    assert "perdu" in said.out
    assert "2 gagnées, 2 perdues" in said.err
    assert set(canada.about.limits_fr) <= {line.removeprefix("  - ") for line in said.err.splitlines()}


def test_explain_adds_the_sources_of_what_comes_and_goes(graphmodel: Caller, scenario: Path) -> None:
    found = graphmodel("query", "run", ISOLATED, "--scenario", scenario, "--explain", "--format", "json")
    assert found.json["lost"][0]["sources"]  # type: ignore[index]
    assert "sources:" in found.err


def test_a_limit_is_refused_beside_a_scenario(graphmodel: Caller, scenario: Path) -> None:
    said = graphmodel("query", "run", ISOLATED, "--scenario", scenario, "--limit", "3")
    assert (said.code, said.out) == (1, "")
    assert said.err == "--limit would hide rows from the comparison: leave it out with --scenario\n"


def test_no_byte_of_the_store_changes(graphmodel: Caller, canada: Catalogue, scenario: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    path = folder / "graph.duckdb"
    with open_store(str(path)) as opened:
        opened.write(canada)
    before = fingerprint(folder)
    for command in (
        ("query", "run", ISOLATED, "--scenario", scenario),
        ("query", "run", "maps/nation", "--scenario", "mugshots", "--scenario", scenario),
        ("scenario", "show", scenario),
        ("scenario", "check", scenario, *content.scenarios()),
    ):
        assert graphmodel(*command, store=str(path)).code == 0
        assert fingerprint(folder) == before
    with open_store(str(path)) as opened:
        assert opened.read() == canada


def test_a_graph_on_a_server_does_not_change(
    graphmodel: Caller, canada: Catalogue, scenario: Path, neo4j_uri: str
) -> None:
    with open_store(neo4j_uri) as opened:
        opened.write(canada)
        before = graph_content(opened)
        asked = ("query", "run", ISOLATED, "--scenario", scenario, "--format", "json")
        here, there = graphmodel("-q", *asked, store=neo4j_uri), graphmodel("-q", *asked)
        assert here.code == 0
        assert here.json == there.json
        assert graphmodel("scenario", "show", scenario, store=neo4j_uri).code == 0
        assert graph_content(opened) == before
        assert opened.read() == canada
