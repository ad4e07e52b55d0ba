"""What an import asks, and what becomes of the answers: none that is offered is refused, and each is told for what it is."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

import graphmodel
from graphmodel.errors import GraphmodelError, SourceError
from graphmodel.importing.questions import Question, example, screen, typed_answers
from graphmodel.loading import load
from graphmodel.typing import SheetPlan
from tests.commands import Caller
from tests.terminal import at_terminal
from tests.test_importing import arrows, sheet
from tests.worlds.ugly_sheets import ASKS_AND_YES, FRENCH, LISTS, TITLE_AND_SLIP, Ugly


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


def typed_in(here: Path, ugly: Ugly, lines: list[str], *more: str) -> str:
    """Return what a terminal of its own shows while lines are typed, each when the answers are asked for."""
    left = list(lines)

    def typing(shown: bytes) -> bytes:
        asked = shown.count(b"what is marked *") == len(lines) + 1 - len(left)
        return left.pop(0).encode() + b"\n" if left and asked else b""

    code, shown = at_terminal("import", sheet(here, ugly), "-o", here / "o", *more, columns=100, typing=typing)
    assert code == 0, shown
    assert not left, shown
    return shown.decode()


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
        ("1=b 2a,3 b", {1: "go", 2: "come", 3: "two"}),
        ("yes", {}),
        ("oui", {}),
        ("", {}),
        ("5=RCMP, 4b Division", {5: "RCMP, 4b Division"}),
        ("5 RCMP", {5: "RCMP"}),
        ("1=a, 5=RCMP, Ottawa", {1: "come", 5: "RCMP, Ottawa"}),
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
        ("9=a", "there is no question 9: there are 5"),
        ("hello", "'hello' is no answer: write 1=a 5=a"),
        ("no", "'no' is no answer: write 1=a 5=a"),
    ],
)
def test_a_wrong_line_is_told_with_the_letters_that_are_offered(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(GraphmodelError) as refused:
        typed_answers(line, questions_for_typing(tmp_path))
    assert str(refused.value) == said


def test_the_example_is_of_the_questions_on_the_screen(tmp_path: Path) -> None:
    questions = questions_for_typing(tmp_path)
    assert example(questions) == "1=a 5=a"
    assert example(questions[1:2]) == "1=b"
    assert typed_answers(example(questions), questions) != {one.key: one.default for one in questions}


def questions_for_typing(here: Path) -> list[Question]:
    """Two questions which way, one whether two are the same, one whose, and last one that any name answers."""
    questions = screen(imported(here, {}).open)
    assert [one.topic for one in questions] == ["direction", "direction", "same", "whose", "operator"]
    return questions


def hows(plan: SheetPlan) -> dict[tuple[str, str], set[str]]:
    """Return how the links of each pair of systems work."""
    found: dict[tuple[str, str], set[str]] = {}
    links = plan.catalogue.links
    for start, end, mode in zip(links["from"], links["to"], links["mode"], strict=True):
        found.setdefault((start, end), set()).add(mode)
    return found


def test_how_is_read_item_by_item_where_the_cells_have_as_many_parts(tmp_path: Path) -> None:
    rows = Ugly(
        "parts",
        agencies=0,
        systems=0,
        links=0,
        data=b"Agency,System,Type,Talks to,How\nNorth,Niche,RMS,CPIC; Cards; Vault,asks; sends; Yes\n"
        b"North,Cards,CAD,,\nNorth,Vault,RMS,CPIC; Cards,query / response\nNorth,Third,RMS,CPIC,asks\n"
        b"North,Fourth,RMS,CPIC; Cards,asks; sends; Yes\n",
    )
    plan = imported(tmp_path, {"mode": {"asks; sends; Yes": "manual"}}, rows)
    assert hows(plan) == {
        ("cpic", "niche"): {"query"},
        ("niche", "cards"): {"push"},
        ("vault", "niche"): {"unknown"},
        ("cpic", "vault"): {"query"},
        ("cards", "vault"): {"unknown"},  # "response" is no word for how a link works
        ("cpic", "third"): {"query"},
        ("cpic", "fourth"): {"manual"},  # three parts beside two systems: the cell as a whole was asked about
        ("cards", "fourth"): {"manual"},
    }


def test_a_row_that_only_repeats_that_there_is_a_link_makes_none_and_is_told(tmp_path: Path) -> None:
    plan = imported(tmp_path, {})
    told = "'Niche' and 'Hexagon CAD' are linked by two rows (4 and 5): row 4 says nothing more, and makes no link of its own"
    assert told in map(str, plan.notes)
    assert f"# guess: {told}" in plan.mapping.splitlines()
    assert hows(plan)["hexagon-cad", "niche"] == {"push"}
    assert "numbered" not in str(plan.check().warnings)


def test_rows_that_say_different_things_of_one_pair_are_both_kept_and_told(tmp_path: Path) -> None:
    rows = Ugly(
        "both",
        agencies=0,
        systems=0,
        links=0,
        data=b"Agency,System,Type,Talks to,How\nNorth,Niche,RMS,Cards,asks\nNorth,Cards,CAD,Niche,asks\n",
    )
    plan = imported(tmp_path, {}, rows)
    assert "'Niche' and 'Cards' are linked by two rows (2 and 3): both are kept" in map(str, plan.notes)
    assert hows(plan) == {("cards", "niche"): {"query"}, ("niche", "cards"): {"query"}}


def test_what_makes_no_link_is_told_with_its_row_and_system(tmp_path: Path) -> None:
    notes = [str(note) for note in imported(tmp_path, {}).notes]
    assert "row 11, Tickets: 'Talks to' says '?', which names no system: left out" in notes
    same = imported(tmp_path, {"same": {"Northfeild Police": "two"}}, VOID)
    told = "row 4, Hub: 'Talks to' says 'Records', of which it is not known which system is meant: left out"
    assert told in map(str, same.notes)


def test_the_mapping_and_the_end_of_an_import_name_commands_that_run(call: Caller, tmp_path: Path) -> None:
    """Each command that is printed, typed again by a shell's own rules, does what it says."""
    path = sheet(tmp_path, ASKS_AND_YES)
    done = call("import", path, "-o", tmp_path / "our catalogue", "--yes")
    following = done.err.splitlines()[-1]
    assert following.startswith("next: graphmodel --on ")
    words = shlex.split(following.removeprefix("next: graphmodel "))
    assert words[1:] == [str(tmp_path / "our catalogue"), "brief", "Northfield Police Service", "-o", "brief.docx"]
    assert call(*words[:-1], tmp_path / "brief.docx").code == 0
    mapping = (tmp_path / "our catalogue.toml").read_text(encoding="utf-8")
    again = next(line for line in mapping.splitlines() if "--loader THIS" in line)
    assert shlex.split(again.removeprefix("# graphmodel ")) == ["load", "asks and yes.xlsx", "--loader", "THIS"]


@pytest.mark.parametrize("command", ["import", "check", "load", "brief"])
def test_a_name_in_pieces_is_told_to_need_quotation_marks(command: str, call: Caller) -> None:
    done = (
        call(command, "our", "own", "systems.xlsx", "-o", "ours")
        if command in ("import", "brief")
        else call(command, "our", "own", "systems.xlsx")
    )
    assert done.code == 2
    assert "(own systems.xlsx)" in done.err
    assert 'a name with spaces is typed in quotation marks: "our own systems.xlsx"' in done.err


def test_a_national_repository_is_national(tmp_path: Path) -> None:
    """By its name or its type, in a row of its own or named in links alone."""
    scopes = imported(tmp_path, {}).catalogue.systems.set_index("id")["scope"].to_dict()
    assert scopes.pop("cpic") == "national"
    assert set(scopes.values()) == {"local"}
    rows = imported(tmp_path, {}, LISTS).catalogue.systems.set_index("id")["scope"].to_dict()
    assert rows == {**dict.fromkeys(rows, "local"), "cpic": "national", "pip": "national"}
    assert imported(tmp_path, {}, FRENCH).catalogue.systems.set_index("id")["scope"]["crpq"] == "provincial"


def test_starting_over_is_told(call: Caller, tmp_path: Path) -> None:
    path, folder = sheet(tmp_path, ASKS_AND_YES), tmp_path / "ours"
    assert call("import", path, "-o", folder, "--yes").code == 0
    refused = call("import", path, "-o", folder, "--yes")
    assert f"to start over, delete it and the folder {folder}" in refused.err
    (tmp_path / "ours.toml").unlink()
    assert "to start over, delete it" in call("import", path, "-o", folder, "--yes").err


def test_how_a_link_works_and_which_way_are_answered_together(tmp_path: Path) -> None:
    """What is answered of a word leaves the question which way as it was offered."""
    rows = Ugly(
        "together",
        agencies=0,
        systems=0,
        links=0,
        data=b"Agency,System,Type,Talks to,How\nNorth,Niche,RMS,Cards,nightly\nNorth,Cards,CAD,,\n",
    )
    assert {("direction", "Talks to"), ("mode", "nightly")} <= set(open_words(imported(tmp_path, {}, rows)))
    for mode in ("query", "push", "unknown"):
        plan = imported(tmp_path, {"mode": {"nightly": mode}, "direction": {"Talks to": "go"}}, rows)
        assert hows(plan) == {("niche", "cards"): {mode}}
        assert plan.open == ()
