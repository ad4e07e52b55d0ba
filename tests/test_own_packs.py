"""A person's own pack: written, linted, listed, shown, run, completed and kept beside the shipped queries."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graphmodel.queries import packs
from graphmodel.queries.golden import differences
from tests.commands import Caller

TITLED = "// Title\n// @fr Titre\n// Prose.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a fresh folder, with no pack from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPHMODEL_PACKS", raising=False)
    return tmp_path


@pytest.fixture
def own(graphmodel: Caller, here: Path) -> Path:
    """A pack with one query, as ``query new`` writes it."""
    assert graphmodel("query", "new", "mine/alone").out.strip() == str(Path("mine", "alone.cypher"))
    return here / "mine"


def test_a_new_query_lints_and_answers_as_it_is(graphmodel: Caller, own: Path) -> None:
    linted = graphmodel("query", "lint", own / "alone.cypher")
    assert (linted.code, linted.out, linted.err) == (0, "", "1 file: 0 errors, 0 warnings\n")
    rows = graphmodel.rows("query", "run", "mine/alone", "--pack", own)
    assert {row["system"] for row in rows} >= {"drps-rms"}
    query = packs.query("mine/alone", [own])
    assert (query.shows, [parameter.name for parameter in query.parameters]) == ("table", ["type"])
    assert query.title_fr != query.title


def test_a_new_query_never_replaces_a_file(graphmodel: Caller, own: Path) -> None:
    (own / "alone.cypher").write_text("mine", encoding="utf-8")
    said = graphmodel("query", "new", "mine/alone")
    assert (said.code, said.out) == (1, "")
    assert "exists already" in said.err
    assert (own / "alone.cypher").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["alone"], "in which folder? Write PACK/alone"),
        (["mine/Alone"], "'Alone' is no name for a query"),
        (["mine/../alone.cypher"], "is no name for a query"),
        (["isolation/isolated-systems"], "isolation/isolated-systems ships with graphmodel"),
        (["other/alone", "--pack", "mine"], "--pack names no folder called other"),
        (["alone", "--pack", "a", "--pack", "b"], "in which folder?"),
    ],
)
def test_a_new_query_needs_a_place_and_a_name(graphmodel: Caller, here: Path, arguments: list[str], words: str) -> None:
    said = graphmodel("query", "new", *arguments)
    assert (said.code, said.out) == (1, "")
    assert words in said.err
    assert list(here.rglob("*.cypher")) == []


def test_a_new_query_goes_where_the_pack_is(graphmodel: Caller, here: Path, monkeypatch) -> None:
    monkeypatch.setenv("GRAPHMODEL_PACKS", str(here / "deep" / "mine"))
    assert graphmodel("query", "new", "alone").code == 0
    assert graphmodel("query", "new", "mine/other").code == 0
    assert {path.name for path in (here / "deep" / "mine").iterdir()} == {"alone.cypher", "other.cypher"}


def test_own_queries_stand_beside_the_shipped_ones(graphmodel: Caller, own: Path, monkeypatch) -> None:
    shipped = set(packs.shipped().ids)
    assert {row["id"] for row in graphmodel.rows("query", "list")} == shipped
    assert {row["id"] for row in graphmodel.rows("query", "list", "--pack", own)} == {*shipped, "mine/alone"}
    second = own.parent / "yours"
    graphmodel("query", "new", "yours/other")
    monkeypatch.setenv("GRAPHMODEL_PACKS", os.pathsep.join(map(str, (own, second))))
    assert {row["id"] for row in graphmodel.rows("query", "list")} == {*shipped, "mine/alone", "yours/other"}
    assert {row["id"] for row in graphmodel.rows("query", "list", "yours")} == {"yours/other"}
    assert graphmodel("query", "show", "mine/alone").out == (own / "alone.cypher").read_text(encoding="utf-8")
    assert graphmodel.rows("query", "run", "yours/other", "-p", "type=cad")
    assert "did you mean mine/alone?" in graphmodel("query", "run", "mine/alon").err


def test_own_queries_are_asked_before_and_after_a_scenario(graphmodel: Caller, own: Path) -> None:
    said = graphmodel("query", "run", "mine/alone", "--pack", own, "--scenario", "cad-rms", "--format", "json")
    assert said.code == 0
    assert {"before", "after", "gained", "lost"} == set(said.json)


def test_an_own_query_may_not_take_a_shipped_id(graphmodel: Caller, here: Path) -> None:
    graphmodel("query", "new", "isolation/mine")
    (here / "isolation" / "mine.cypher").rename(here / "isolation" / "islands.cypher")
    said = graphmodel("query", "list", "--pack", "isolation")
    assert (said.code, said.out) == (1, "")
    assert "isolation/islands is the id of" in said.err
    assert "rename the file or its folder" in said.err


def test_own_queries_are_completed(graphmodel: Caller, own: Path, monkeypatch) -> None:
    monkeypatch.setenv("_GRAPHMODEL_COMPLETE", "bash_complete")

    def completed(words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
        return [line.partition(",")[2] for line in graphmodel(store="").out.splitlines() if line]

    assert completed(f"graphmodel query run --pack {own} mi") == ["mine/alone"]
    assert completed("graphmodel query run mi") == []
    monkeypatch.setenv("GRAPHMODEL_PACKS", str(own))
    assert completed("graphmodel query run mi") == ["mine/alone"]
    assert "type=cad" in completed("graphmodel query run mine/alone -p type=ca")
    monkeypatch.setenv("GRAPHMODEL_PACKS", "nowhere")
    assert completed("graphmodel query run iso") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RETURN 1 AS x", "1:1: error: a query file opens with a // title and a // @fr title"),
        (TITLED + "// @parm x\nRETURN 1 AS x", "4:1: error: unknown tag @parm (did you mean param?)"),
        (TITLED + "// @param x  text  what\nRETURN 1 AS x", "4:1: error: @param x is not in the opening WITH"),
        (TITLED + "WITH 1 AS x\nRETURN x", "1:1: error: x of the opening WITH has no @param line"),
        (TITLED + "RETURN 'open", "4:8: error: "),
        (TITLED + "MATCH (s:System)\nSET s.live = true\nRETURN s.id AS id ORDER BY id", "5:1: error: SET would write"),
        (
            TITLED + "MATCH (s:Sistem)\nRETURN s.id AS id ORDER BY id",
            "4:10: error: there is no label Sistem (did you mean System?)",
        ),
        (TITLED + "MATCH (s:System)\nRETURN trm(s.id) AS id ORDER BY id", "5:8: error: there is no function trm()"),
        ("", "1:1: error: nothing to run: the text holds no statement"),
    ],
)
def test_lint_says_where_what_is_wrong(graphmodel: Caller, here: Path, text: str, said: str) -> None:
    (here / "own.cypher").write_text(text, encoding="utf-8")
    found = graphmodel("query", "lint", "own.cypher")
    assert found.code == 1
    assert f"own.cypher:{said}" in found.out


def test_a_warning_changes_no_exit_code(graphmodel: Caller, here: Path) -> None:
    (here / "own.cypher").write_text(TITLED + "MATCH (s:System)\nRETURN s.id AS id", encoding="utf-8")
    found = graphmodel("query", "lint", "own.cypher", "--format", "json")
    assert found.code == 0
    assert [(row["line"], row["severity"]) for row in found.json] == [(5, "warning")]


def test_lint_reads_folders_and_names_what_is_no_file(graphmodel: Caller, own: Path) -> None:
    (own / "second.cypher").write_bytes(b"RETURN '\xe9' AS x")
    found = graphmodel("query", "lint", own, "nowhere.cypher")
    assert found.code == 1
    assert f"{own / 'second.cypher'}:0:0: error: not UTF-8" in found.out
    assert "nowhere.cypher:0:0: error: No such file" in found.out
    assert "alone.cypher" not in found.out


def test_the_shipped_queries_lint_clean(graphmodel: Caller) -> None:
    files = [path for path in (query.path for query in packs.shipped()) if path]
    found = graphmodel("query", "lint", *files)
    assert (found.code, found.out) == (0, "")


def test_golden_answers_are_kept_and_compared(graphmodel: Caller, own: Path) -> None:
    golden = own / "golden" / "alone.json"
    missing = graphmodel("query", "golden", own)
    assert (missing.code, golden.exists()) == (1, False)
    assert "--update keeps the answers of today" in missing.err
    assert graphmodel("query", "golden", own, "--update").code == 0
    again = graphmodel("query", "golden", own, "--format", "json")
    assert (again.code, again.json) == (0, [])
    assert "1 queries, 0 differ" in again.err
    cases = json.loads(golden.read_text(encoding="utf-8"))
    row = cases["cases"][0]["rows"].pop(0)
    golden.write_text(json.dumps(cases), encoding="utf-8")
    differs = graphmodel("query", "golden", own, "--format", "json")
    assert differs.code == 1
    assert differs.json == [
        {"query": "mine/alone", "parameters": "", "change": "new", "row": json.dumps(row, ensure_ascii=False)}
    ]


def test_golden_answers_keep_the_parameters_that_a_person_chose(graphmodel: Caller, own: Path) -> None:
    golden = own / "golden" / "alone.json"
    golden.parent.mkdir()
    golden.write_text('{"cases": [{"parameters": {}}, {"parameters": {"type": "mcm"}}]}', encoding="utf-8")
    assert graphmodel("query", "golden", own, "--update").code == 0
    kept = json.loads(golden.read_text(encoding="utf-8"))
    assert [case["parameters"] for case in kept["cases"]] == [{}, {"type": "mcm"}]
    assert len(kept["cases"][0]["rows"]) != len(kept["cases"][1]["rows"])
    other = graphmodel("--on", "nleim-2014", "query", "golden", own, "--format", "json")
    assert other.code == 1
    assert {row["parameters"] for row in other.json} == {"", "type=mcm"}


@pytest.mark.parametrize("text", ["", "[]", '{"cases": [{}]}', '{"cases": [{"parameters": 7}]}'])
def test_a_golden_file_that_holds_none_is_named(graphmodel: Caller, own: Path, text: str) -> None:
    golden = own / "golden" / "alone.json"
    golden.parent.mkdir()
    golden.write_text(text, encoding="utf-8")
    said = graphmodel("query", "golden", own)
    assert said.code == 1
    assert "alone.json holds no golden answers" in said.err


def test_golden_answers_of_a_map_are_its_elements(graphmodel: Caller, own: Path) -> None:
    text = (
        TITLED + "// @shows map\nMATCH (a:Agency)-[r:OPERATES]->(s:System)\nWHERE s.id = 'drps-rms'\nRETURN a, r, s;\n"
    )
    (own / "alone.cypher").write_text(text, encoding="utf-8")
    assert graphmodel("query", "golden", own, "--update").code == 0
    (case,) = json.loads((own / "golden" / "alone.json").read_text(encoding="utf-8"))["cases"]
    assert len(case["nodes"]) == 2
    assert case["relationships"][0][0] == "OPERATES"


def test_rows_that_only_moved_are_said_to() -> None:
    before, after = {"columns": ["x"], "rows": [["a"], ["b"]]}, {"columns": ["x"], "rows": [["b"], ["a"]]}
    assert differences(before, after) == [("moved", '["a"]'), ("moved", '["b"]')]
    assert differences(before, before) == []
    assert differences(before, {**before, "columns": ["y"]}) == [("missing", '["x"]'), ("new", '["y"]')]
