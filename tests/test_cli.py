"""Every command answers what the analysis says, in every format, with answers on stdout and words on stderr."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.answers.study import COLUMNS, study
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from graphmodel.words import vocabulary as v
from tests import twins
from tests.commands import Caller
from tests.oracle import Oracle, rows_of

pytestmark = pytest.mark.rotates("cli")

PEEL = "peel-regional-police"
ISOLATED = "isolation/isolated-systems"
BROKEN = Path(__file__).parent / "broken"
ANSWERS = (
    ("info",),
    ("query", "list"),
    ("query", "run", ISOLATED),
    ("query", "run", ISOLATED, "--explain"),
    ("query", "run", "reach/seen-by-agency", "-p", f"agency={PEEL}"),
    ("cypher", "MATCH (a:Agency)-[o:OPERATES]->(s:System) RETURN a AS a, o AS o, s.holds AS holds ORDER BY s.id"),
    ("cypher", "RETURN 1 AS one, '' AS nothing, true AS yes, 1.5 AS half, [1, 2] AS list, '|a|' AS bar"),
    ("cypher", "MATCH (s:System) WHERE s.id = 'nothing' RETURN s.id AS id"),
    ("study",),
    ("study", "--by", "province", "--basis", "entries"),
    ("reach", PEEL),
    ("sees", PEEL),
    ("seen", PEEL),
)


def test_load_makes_a_graph_and_says_so_on_stderr(graphmodel: Caller, tmp_path: Path, canada: Catalogue) -> None:
    path = tmp_path / "new.duckdb"
    said = graphmodel("load", "canada", store=str(path))
    assert (said.code, said.out) == (0, "")
    assert f"{path} holds 236 agencies, 481 systems" in said.err
    assert canada.digest in said.err
    assert set(canada.about.limits) <= {line.removeprefix("  - ") for line in said.err.splitlines()}
    with open_store(str(path)) as store:
        assert store.read() == canada


def test_check_finds_nothing_wrong_with_what_ships(graphmodel: Caller) -> None:
    for name in content.catalogues():
        said = graphmodel("check", name)
        assert (said.code, said.out) == (0, "")
        assert "no problem" in said.err
        assert graphmodel.rows("check", name) == []


def test_check_names_file_row_and_column(graphmodel: Caller, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("id,name,level,sector\na,A,federal,policing\nb,B,nowhere,policing\n")
    (tmp_path / "systems.csv").write_text("id,name,type,operator,status\ns,S,rms,z,active\n")
    said = graphmodel("check", tmp_path)
    places = {line.partition(": ")[0] for line in said.out.splitlines()}
    assert (said.code, places) == (1, {"agencies.csv:3:level", "systems.csv:2:operator"})
    assert "2 problems" in said.err
    as_json = graphmodel("-q", "check", tmp_path, "--format", "json")
    assert (as_json.code, as_json.err) == (1, "")
    assert {(row["file"], row["row"], row["column"]) for row in as_json.json} == {
        ("agencies.csv", 3, "level"),
        ("systems.csv", 2, "operator"),
    }
    assert list(as_json.json[0]) == ["file", "row", "column", "message"]


def test_a_catalogue_with_problems_is_not_loaded(graphmodel: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "agencies.csv").write_text("id,name,level,sector\na,A,nowhere,policing\n")
    (folder / "systems.csv").write_text("id,name,type,operator,status\n")
    said = graphmodel("load", folder, store=str(tmp_path / "new.duckdb"))
    assert (said.code, said.out) == (1, "")
    assert "agencies.csv:2:level" in said.err
    assert not (tmp_path / "new.duckdb").exists()


def test_info_says_what_is_there_and_where_settings_come_from(graphmodel: Caller, canada: Catalogue) -> None:
    facts = graphmodel("-q", "info", "--format", "json").json
    assert (facts["digest"], facts["state"], facts["catalogue"]) == (canada.digest, "complete", canada.about.name)
    assert (facts["Agency"], facts["System"], facts["HELD_BACK_BY"]) == (236, 481, 106)
    origins = {row[0]: row[2] for row in graphmodel("-q", "info", "--format", "csv").csv}
    assert (origins["setting"], origins["store"], origins["lang"]) == ("from", "command line", "default")


def test_settings_may_come_from_the_environment(graphmodel: Caller, canada_file: Path, monkeypatch) -> None:
    monkeypatch.setenv("GRAPHMODEL_STORE", str(canada_file))
    monkeypatch.setenv("GRAPHMODEL_LANG", "fr")
    rows = {row[0]: row[1:] for row in graphmodel("-q", "info", "--format", "csv", store="").csv}
    assert (rows["store"], rows["lang"]) == ([str(canada_file), "environment"], ["fr", "environment"])
    rows = {row[0]: row[1:] for row in graphmodel("--lang", "en", "-q", "info", "--format", "csv").csv}
    assert rows["lang"] == ["en", "command line"]


def test_list_shows_every_query_of_the_folder(graphmodel: Caller) -> None:
    folder = content.folder("cypher")
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*.cypher")}
    rows = graphmodel.rows("query", "list")
    assert {row["id"] for row in rows} == files
    assert list(rows[0]) == ["id", "pack", "title", "shows", "parameters"]
    assert {row["shows"] for row in rows} == {"table", "map"}
    assert {row["id"] for row in graphmodel.rows("query", "list", "isolation")} == {
        id for id in files if id.startswith("isolation/")
    }
    assert next(row for row in rows if row["id"] == ISOLATED) == {
        "id": ISOLATED,
        "pack": "isolation",
        "title": "Isolated systems",
        "shows": "table",
        "parameters": ["type=rms"],
    }
    french = {row["id"]: row["title"] for row in graphmodel.rows("--lang", "fr", "query", "list")}
    assert french[ISOLATED] == "Systèmes isolés"


def test_search_does_not_mind_case_and_accents(graphmodel: Caller) -> None:
    for word in ("ilot", "ÎLOT"):
        found = {row["id"] for row in graphmodel.rows("query", "list", "--search", word)}
        assert {"isolation/islands", "isolation/systems-of-island", "maps/island"} <= found
        assert "study" not in str(found)
    assert graphmodel.rows("query", "list", "maps", "--search", "no such word") == []


def test_show_gives_the_text_of_the_file(graphmodel: Caller) -> None:
    for id in ("isolation/isolated-systems", "maps/nation"):
        text = (content.folder("cypher") / f"{id}.cypher").read_text(encoding="utf-8")
        said = graphmodel("query", "show", id)
        assert (said.code, said.out.strip(), said.err) == (0, text.strip(), "")


@pytest.mark.parametrize("type", ["rms", "cad", ""])
def test_a_canned_query_answers_as_its_twin(graphmodel: Caller, canada: Catalogue, type: str) -> None:
    rows = graphmodel.rows("query", "run", ISOLATED, "-p", f"type={type}")
    known = [
        (*row, None if officers == -1 else officers) for *row, officers in twins.isolated_systems(Oracle(canada), type)
    ]
    assert [tuple(row.values()) for row in rows] == known
    assert set(map(tuple, rows)) == {("system", "name", "operator", "officers")}


def test_the_default_is_that_of_the_file(graphmodel: Caller) -> None:
    assert graphmodel.rows("query", "run", ISOLATED) == graphmodel.rows("query", "run", ISOLATED, "-p", "type=rms")
    assert len(graphmodel.rows("query", "run", ISOLATED)) == 14


def test_rows_without_an_order_are_sorted(graphmodel: Caller, canada: Catalogue) -> None:
    rows = graphmodel.rows("query", "run", "reach/seen-by-agency", "-p", f"agency={PEEL}")
    found = [(row["system"], row["class"]) for row in rows]
    assert found == sorted(twins.seen_by_agency(Oracle(canada), PEEL))


def test_study_has_the_columns_of_the_analysis(graphmodel: Caller, canada: Catalogue) -> None:
    for by, basis in (("type", "systems"), ("level", "entries")):
        rows = graphmodel.rows("study", "--by", by, "--basis", basis)
        assert {tuple(row) for row in rows} == {COLUMNS}
        frame = study(canada, by, basis).astype("object")
        assert rows == frame.where(frame.notna(), None).to_dict("records")
    assert [row["systems"] for row in graphmodel.rows("study", "--documented") if row["group"] == "all"] == list(
        study(canada, documented=True).set_index("group").loc[["all"], "systems"]
    )


def test_reach_and_sees_equal_the_oracle(graphmodel: Caller, canada: Catalogue) -> None:
    oracle = Oracle(canada)
    rows = graphmodel.rows("reach", PEEL)
    assert [tuple(row) for row in rows[:1]] == [("system", "class", "through", "access")]
    assert {(row["system"], row["class"]): (row["through"], row["access"]) for row in rows} == oracle.visible(PEEL)
    assert {row["class"] for row in graphmodel.rows("reach", PEEL, "--class", "warrants")} == {"warrants"}
    rows = graphmodel.rows("sees", PEEL)
    assert [tuple(row) for row in rows[:1]] == [("agency", "class", "systems", "access")]
    assert {(row["agency"], row["class"]) for row in rows} == oracle.sees(PEEL)
    one = graphmodel.rows("sees", PEEL, "rcmp")
    assert one == [row for row in rows if row["agency"] == "rcmp"]
    assert one
    rows = graphmodel.rows("seen", PEEL)
    assert [tuple(row) for row in rows[:1]] == [("agency", "class", "systems", "access")]
    assert {(row["agency"], row["class"]): (row["systems"], row["access"]) for row in rows} == oracle.seen(PEEL)
    assert graphmodel.rows("seen", "rcmp", PEEL, "--class", "tickets") == [
        row | {"agency": PEEL} for row in graphmodel.rows("sees", PEEL, "rcmp", "--class", "tickets")
    ]


@pytest.mark.parametrize("command", ANSWERS, ids=lambda command: " ".join(command)[:40])
def test_every_format_says_the_same(graphmodel: Caller, command: tuple[str, ...]) -> None:
    names, *lines = graphmodel("-q", *command, "--format", "csv").csv
    assert all(len(line) == len(names) for line in lines)
    if command != ("info",):
        rows = graphmodel.rows(*command)
        assert len(rows) == len(lines)
        assert {tuple(row) for row in rows} <= {tuple(names)}
        for row, line in zip(rows, lines, strict=True):
            for value, cell in zip(row.values(), line, strict=True):
                assert _agree(value, cell), (value, cell)
    markdown = graphmodel("-q", *command, "--format", "markdown").out.splitlines()
    assert len(markdown) == len(lines) + 2
    assert set(markdown[1]) <= set("|-: ")
    hidden = len(names) - markdown[1].count("---")
    assert hidden in (0, 1, 2)
    table = graphmodel("-q", *command).out.splitlines()
    assert len(table) == len(lines) + 2  # where nobody looks, every row is one line
    assert "…" not in "".join(table)
    if not hidden:
        for line, shown in zip(lines, table[2:], strict=True):
            for name, cell in zip(names, line, strict=True):
                assert ";" in cell or cell in shown or _in_words(name, cell) in shown, (name, cell, shown)


VOCABULARIES = {
    "class": {word.id: word.en for word in v.CARRIED_CLASSES},
    "holds": {word.id: word.en for word in v.CARRIED_CLASSES},
    "access": {"full": "full", "pointer": "pointer"},
    "setting": {
        "lang": "language",
        "made_up": "made up",
        "loaded_at": "loaded at",
        "offers_complete": "offers complete",
    },
}


def _in_words(column: str, cell: str) -> str:
    """Return what people read where CSV has the id."""
    return VOCABULARIES.get(column, {}).get(cell, cell)


def _agree(value: object, cell: str) -> bool:
    if value is None or isinstance(value, bool):
        return cell == {None: "", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return cell == ";".join(map(str, value))
    if isinstance(value, dict):
        return str(value.get("id", value.get("start"))) in cell
    return cell == str(value)


@pytest.mark.parametrize("command", [ANSWERS[2], ANSWERS[8], ANSWERS[10]], ids=["query", "study", "reach"])
def test_on_answers_as_a_loaded_store_does(graphmodel: Caller, command: tuple[str, ...], tmp_path: Path) -> None:
    on = graphmodel.rows("--on", "canada", *command, store=str(tmp_path / "none.duckdb"))
    assert on == graphmodel.rows(*command)
    assert list(tmp_path.iterdir()) == []


def test_quiet_says_nothing_but_the_answer(graphmodel: Caller, tmp_path: Path) -> None:
    for command in (*ANSWERS, ("check", "canada"), ("load", "canada")):
        store = {"store": str(tmp_path / "new.duckdb")} if command[0] == "load" else {}
        loud, quiet = graphmodel(*command, **store), graphmodel("-q", *command, **store)
        assert (quiet.code, quiet.err) == (0, "")
        if command != ("info",):
            assert quiet.out == loud.out
        assert bool(loud.err) == (command != ("query", "list"))


def test_every_answer_carries_the_limits_of_its_catalogue(graphmodel: Caller, canada: Catalogue) -> None:
    for language, limits in (("en", canada.about.limits), ("fr", canada.about.limits_fr)):
        for command in ANSWERS:
            if command[:2] != ("query", "list"):
                err = graphmodel("--lang", language, *command).err
                assert set(limits) <= {line.removeprefix("  - ") for line in err.splitlines()}, command


def test_a_map_query_gives_nodes_and_relationships_by_our_ids(graphmodel: Caller, canada: Catalogue) -> None:
    oracle = Oracle(canada)
    found = graphmodel("-q", "query", "run", "maps/nation", "--format", "json").json
    assert list(found) == ["nodes", "relationships"]
    live = {id for id in oracle.systems if oracle.live(id)}
    operators = {oracle.systems[id]["operator"] for id in live}
    nodes = [(node["label"], node["id"]) for node in found["nodes"]]
    assert set(nodes) == {("System", id) for id in live} | {("Agency", id) for id in operators}
    assert [id for _, id in nodes] == sorted(id for _, id in nodes)
    ends = [(item["start"], item["type"], item["end"]) for item in found["relationships"]]
    assert ends == sorted(ends)
    feeds = {(start, end) for start, type, end in ends if type == "FEEDS"}
    assert feeds == {(sender, receiver) for sender, receiver, _ in oracle.flows}
    assert len([end for end in ends if end[1] == "FEEDS"]) == len(oracle.flows)
    assert {item["properties"]["link"] for item in found["relationships"] if item["type"] == "FEEDS"} == {
        link["id"] for link in oracle.links
    }
    table = graphmodel("-q", "query", "run", "maps/nation", "--format", "csv").csv
    assert len(table) == 1 + len(nodes) + len(ends)


def test_a_query_may_come_by_standard_input_or_from_a_file(graphmodel: Caller, tmp_path: Path, monkeypatch) -> None:
    text = "WITH 'rms' AS type, 2 AS least\nMATCH (s:System)-[:OF_TYPE]->(t:SystemType)\nWHERE t.id = type AND s.partners >= least\nRETURN s.id AS id ORDER BY id"
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    by_input = graphmodel.rows("query", "run", "-")
    file = tmp_path / "my own.cypher"
    file.write_text("\ufeff" + text.replace("\n", "\r\n"), encoding="utf-8")
    assert graphmodel.rows("query", "run", str(file)) == by_input
    more = graphmodel.rows("query", "run", str(file), "-p", "least=1", "-p", "type=rms")
    assert len(more) > len(by_input) > 0
    assert all(row in more for row in by_input)


def test_explain_names_the_sources_of_each_row(graphmodel: Caller, canada: Catalogue) -> None:
    given = {row["id"]: sorted(row["source"].split(";")) for row in rows_of(canada, "systems")}
    rows = graphmodel.rows("query", "run", ISOLATED, "--explain")
    assert {row["system"]: row["sources"] for row in rows} == {row["system"]: given[row["system"]] for row in rows}
    said = graphmodel("query", "run", ISOLATED, "--explain")
    titles = dict(zip(canada.sources["id"], canada.sources["title"], strict=True))
    for id in {id for row in rows for id in row["sources"]}:
        assert f"{id}: {titles[id]}" in said.err
    for row in graphmodel.rows("reach", PEEL, "--class", "warrants", "--explain"):
        assert set(given[row["system"]]) <= set(row["sources"])
