"""Any sheet is read: the right number of agencies, systems and links, each guess told, and the mapping alone reads it again."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import graphmodel
from graphmodel.errors import GraphmodelError, SourceError
from graphmodel.importing.questions import Question, example, screen, typed_answers
from graphmodel.loading import check, load
from graphmodel.typing import SheetPlan
from tests.commands import Caller
from tests.worlds.ugly_sheets import (
    ALL,
    ASKS_AND_YES,
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


def pairs(plan: SheetPlan) -> set[tuple[str, str]]:
    links = plan.catalogue.links
    return set(zip(links["from"], links["to"], strict=True))


VOID = Ugly(
    "void",
    agencies=0,
    systems=0,
    links=0,
    data=b"Agency,System,Type,Talks to\nNorthfield Police,Records,RMS,\nNorthfeild Police,Records,RMS,\n"
    b"Southfield Police,Hub,Index,Records\nSouthfield Police,Other,Index,\n",
)


def imported(here: Path, answers: dict[str, dict[str, str]], ugly: Ugly = ASKS_AND_YES) -> SheetPlan:
    return graphmodel.import_sheet(sheet(here, ugly), answers=answers)


def open_words(plan: SheetPlan) -> list[tuple[str, str]]:
    return [(question.topic, question.word) for question in plan.open]


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


def typed_in(here: Path, ugly: Ugly, lines: list[str], *more: str) -> str:
    """Return what a terminal of its own shows while lines are typed, each when the answers are asked for."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    command = [sys.executable, "-m", "graphmodel", "import", str(sheet(here, ugly)), "-o", str(here / "o"), *more]
    typed = list(lines)
    read = b""
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            read += part
            if typed and read.count(b"what is marked *") == len(lines) + 1 - len(typed):
                os.write(master, typed.pop(0).encode() + b"\n")
        assert process.wait() == 0, read
    os.close(master)
    assert not typed, read
    return read.decode()


def test_a_terminal_is_asked_once_and_the_answers_count(tmp_path: Path) -> None:
    """The reading of the first rows, one screen, a wrong line, a right one."""
    said = typed_in(tmp_path, TITLE_AND_SLIP, ["99=b", "1=b 6=Records"])
    assert "its first rows as they are read" in said
    assert "there is no question 99" in said
    made = load(tmp_path / "o")
    assert ("niche", "cpic", "one_way") in arrows(made)
    assert made.systems.set_index("id")["type"]["old-cards"] == "rms"


def test_what_answers_bring_up_is_asked_too(tmp_path: Path) -> None:
    said = typed_in(tmp_path, VOID, ["3=b", "1=c"])
    assert said.index("Is it the same organization?") < said.index("which is meant?")
    assert "northfeild-police-records" in set(load(tmp_path / "o").links["from"])


def test_every_answer_that_is_offered_is_taken_whatever_else_is_answered(tmp_path: Path) -> None:
    """Each question alone, each pair of answers, and all at once: nothing that was on the screen is refused."""
    first = imported(tmp_path, {})
    offered = [(one.topic, one.word, choice) for one in first.open for choice in one.choices]
    for topic, word, choice in offered:
        for topic_2, word_2, choice_2 in offered:
            answers: dict[str, dict[str, str]] = {topic: {word: choice}}
            answers.setdefault(topic_2, {}).setdefault(word_2, choice_2)
            assert (topic, word) not in open_words(imported(tmp_path, answers)), answers
    for at in range(7):
        filled: dict[str, dict[str, str]] = {}
        for one in first.open:
            filled.setdefault(one.topic, {})[one.word] = list(one.choices)[at % len(one.choices)]
        imported(tmp_path, filled).check()


def test_an_answer_that_another_makes_void_is_kept_and_not_refused(tmp_path: Path) -> None:
    """Where the slip is the same organization, its system has no other name: what was answered of that is left alone."""
    said = {"same": {"Northfeild Police": "two"}, "which": {"Records": "Northfeild Police Records"}}
    assert ("which", "Records") in open_words(imported(tmp_path, {"same": said["same"]}, VOID))
    assert "northfeild-police-records" in set(imported(tmp_path, said, VOID).catalogue.links["from"])
    kept = imported(tmp_path, {**said, "same": {"Northfeild Police": "same"}}, VOID)
    assert set(kept.catalogue.systems["id"]) == {"records", "hub", "other"}
    with pytest.raises(SourceError, match="which nothing in the sheet asks"):
        imported(tmp_path, {**said, "which": {"Recordings": "Northfeild Police Records"}}, VOID)


def test_one_answer_leaves_the_others_as_sure_as_they_were(tmp_path: Path) -> None:
    """The answer to one question of direction changes neither the links of another one nor what is said of them."""
    said = imported(tmp_path, {"direction": {"push": "go"}})
    assert said.mapping.count("said by whoever imported it") == 1
    assert said.mapping.count("the default: nobody said it") >= 1
    assert set(said.catalogue.links["confidence"]) == {"inferred"}
    pushed = said.mapping.split("said by whoever imported it")[1].split("[[links]]")[1].split("[[")[0]
    assert 'How = ["sends"]' in pushed


def test_a_question_of_direction_names_its_links(tmp_path: Path) -> None:
    question = next(one for one in imported(tmp_path, {}).open if (one.topic, one.word) == ("direction", "query"))
    assert "Versadex - CPIC, NicheOPP - CPIC, NicheOPP - Niche" in question.text
    assert "links by 'Talks to' (Query)" in question.text


def test_a_name_that_may_be_meant_otherwise_is_asked_once_and_told(call: Caller, tmp_path: Path) -> None:
    """NicheOPP is Lakeview's; "Niche" in its row is Northfield's unless somebody says otherwise."""
    word = "Lakeview OPP detachment: Niche"
    plan = imported(tmp_path, {})
    question = next(one for one in plan.open if one.topic == "whose")
    assert (question.word, question.default, list(question.choices)) == (word, "Niche", ["Niche", "NicheOPP", ""])
    told = "'Niche', which 'Lakeview OPP detachment' names, is taken for that of 'Northfield Police Service'"
    assert told in call("import", sheet(tmp_path, ASKS_AND_YES), "-o", tmp_path / "ours", "--yes").err
    assert [line for line in plan.mapping.splitlines() if told in line] == [f"# guess: {told}"]
    said = imported(tmp_path, {"whose": {word: "Niche"}})
    assert told not in map(str, said.notes)
    assert f"# guess: {told} (said by whoever imported it)" in said.mapping.splitlines()
    assert ("niche", "nicheopp") in pairs(plan)
    assert ("niche", "nicheopp") not in pairs(imported(tmp_path, {"whose": {word: ""}}))


def test_a_name_of_a_product_is_asked_once_for_all_who_name_it(tmp_path: Path) -> None:
    rows = Ugly(
        "product",
        agencies=0,
        systems=0,
        links=0,
        data=b"Agency,System,Type,Product,Talks to\nNorth,Nova,RMS,Nova,\nSouth,Dispatch,CAD,,Nova\n"
        b"West,Cells,Jail,,Nova\nEast,Board,CAD,,Dispatch\n",
    )
    asked = [(one.word, one.default) for one in imported(tmp_path, {}, rows).open if one.topic == "whose"]
    assert asked == [("Nova", "Nova")]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1=b", {1: "go"}),
        ("1b", {1: "go"}),
        ("1 b", {1: "go"}),
        ("1=b,2=a", {1: "go", 2: "come"}),
        ("1b 2a", {1: "go", 2: "come"}),
        ("1 b; 2) A", {1: "go", 2: "come"}),
        ("1=b 2a,3 c", {1: "go", 2: "come", 3: "both"}),
        ("yes", {}),
        ("oui", {}),
        ("", {}),
        ("6=RCMP, 4b Division", {6: "RCMP, 4b Division"}),
        ("6 RCMP", {6: "RCMP"}),
        ("1=a, 6=RCMP, Ottawa", {1: "come", 6: "RCMP, Ottawa"}),
    ],
)
def test_a_line_is_read_as_people_type_it(line: str, meant: dict[int, str], tmp_path: Path) -> None:
    questions = questions_for_typing(tmp_path)
    assert typed_answers(line, questions) == {questions[number - 1].key: text for number, text in meant.items()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1=z", "question 1 has no answer 'z': give a or b or c or d"),
        ("1=a 2b z", "question 1 has no answer 'a 2b z': give a or b or c or d"),
        ("9=a", "there is no question 9: there are 6"),
        ("hello", "'hello' is no answer: write 1=b 6=a"),
        ("no", "'no' is no answer: write 1=b 6=a"),
    ],
)
def test_a_wrong_line_is_told_with_the_letters_that_are_offered(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(GraphmodelError) as refused:
        typed_answers(line, questions_for_typing(tmp_path))
    assert str(refused.value) == said


def test_the_example_is_of_the_questions_on_the_screen(tmp_path: Path) -> None:
    questions = questions_for_typing(tmp_path)
    assert example(questions) == "1=b 6=a"
    assert example(questions[:1]) == "1=b"
    assert typed_answers(example(questions), questions) != {one.key: one.default for one in questions}


def questions_for_typing(here: Path) -> list[Question]:
    """Three questions which way, whose and same, and last one that any name answers."""
    questions = screen(imported(here, {}).open)
    ways = [one for one in questions if one.topic == "direction"]
    others = [one for one in questions if one.topic in ("same", "whose")]
    return [*ways[:3], *others, *(one for one in questions if one.topic == "operator")]
