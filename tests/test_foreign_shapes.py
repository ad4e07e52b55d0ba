"""Archi models, edge lists and names as other people have them: read, or told as not read; no two names joined unasked."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.documents.choosing import choose_systems
from graphmodel.engine.network import Network
from graphmodel.loading import CheckReport, check
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Product, System
from graphmodel.scenario import Selector
from tests.commands import Caller

Table = Sequence[Sequence[str]]


def tables(here: Path, **files: Table) -> Path:
    """Write tables into a folder, each of a header and rows."""
    here.mkdir(exist_ok=True)
    for name, rows in files.items():
        with (here / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return here


def made(report: CheckReport) -> Catalogue:
    assert report.catalogue is not None, problems(report)
    return report.catalogue


def problems(report: CheckReport) -> list[str]:
    return [str(problem) for problem in report.problems]


def warnings(report: CheckReport) -> list[str]:
    return [str(warning) for warning in report.warnings]


MAPPING = """
[agencies]
constant = { id = "o", name = "O", level = "private", sector = "other" }
[systems]
file = "systems"
columns = { id = "App", name = "App", replaces = "Replaces" }
slug = ["id", "replaces"]
constant = { type = "other", operator = "o", status = "active" }
[links]
file = "links"
columns = { from = "from", to = "to" }
slug = ["from", "to"]
constant = { direction = "one_way", mode = "unknown", status = "active" }
"""


def mapped(here: Path, mapping: str, **files: Table) -> CheckReport:
    path = here / "m.toml"
    path.write_text(mapping, encoding="utf-8")
    return check(tables(here / "cat", **files), path)


def pairs(catalogue: Catalogue) -> set[tuple[str, str]]:
    return set(zip(catalogue.links["from"], catalogue.links["to"], strict=True))


ELEMENTS = ("ID", "Type", "Name", "Documentation", "Specialization")
RELATIONS = ("ID", "Type", "Name", "Documentation", "Source", "Target", "Specialization")
ACTOR, PART = ("p1", "BusinessActor", "North Police", "", ""), ("p2", "BusinessActor", "Booking unit", "", "")
ONE, TWO = ("c1", "ApplicationComponent", "Records", "", ""), ("c2", "ApplicationComponent", "Dispatch", "", "")
PROCESS = ("f1", "BusinessProcess", "Booking", "", "")


def archi(here: Path, elements: Table, relations: Table, properties: Table = ()) -> CheckReport:
    folder = tables(
        here / "model",
        elements=[ELEMENTS, *elements],
        relations=[RELATIONS, *relations],
        properties=[("ID", "Key", "Value"), *properties],
    )
    return check(folder, "archi")


def relation(id: str, kind: str, source: str, target: str, name: str = "") -> tuple[str, ...]:
    return (id, f"{kind}Relationship", name, "", source, target, "")


@pytest.mark.parametrize(
    ("relations", "flows", "not_read"),
    [
        ([("r1", "Flow", "c2", "c1"), ("r2", "Serving", "c1", "f1"), ("r3", "Flow", "f1", "c1")], {("c2", "c1")}, 2),
        ([("r1", "Flow", "c2", "c1"), ("r2", "Serving", "c1", "c2")], {("c2", "c1")}, 1),
        ([("r1", "Flow", "f1", "p1"), ("r2", "Flow", "p1", "c1"), ("r3", "Flow", "c1", "p1")], set(), 3),
        ([("r1", "Composition", "c1", "c2"), ("r2", "Composition", "p1", "c1")], set(), 2),
        ([("r1", "Composition", "f1", "p1"), ("r2", "Aggregation", "p1", "p2")], set(), 2),
        ([("r1", "Triggering", "c1", "c2"), ("r2", "Access", "f1", "c1"), ("r3", "Influence", "c1", "f1")], set(), 3),
        ([("r1", "Flow", "c1", "c2"), ("r2", "Flow", "c2", "c1")], {("c1", "c2"), ("c2", "c1")}, 0),
        ([("r1", "Association", "r2", "c1"), ("r2", "Flow", "c1", "c2")], {("c1", "c2")}, 1),
    ],
)  # fmt: skip
def test_relations_between_other_elements_are_told_once(
    tmp_path: Path, relations: Table, flows: set[tuple[str, str]], not_read: int
) -> None:
    report = archi(tmp_path, [ACTOR, PART, ONE, TWO, PROCESS], [relation(*each) for each in relations])
    assert pairs(made(report)) == flows
    told = [line for line in warnings(report) if line.startswith("relations.csv") and "not read" in line]
    assert [f"{not_read} row" in line for line in told] == [True] * bool(not_read)
    assert set(made(report).systems["operator"]) == {"not-recorded"}
    assert any("2 of 2 systems have no operator: 'not-recorded'" in str(note) for note in report.notices)


def test_an_operator_is_not_recorded_only_where_none_is(tmp_path: Path) -> None:
    runs = relation("r1", "Association", "p1", "c1", "operates")
    report = archi(tmp_path, [ACTOR, ONE, TWO], [runs])
    assert dict(zip(made(report).systems["id"], made(report).systems["operator"], strict=True)) == {
        "c1": "p1",
        "c2": "not-recorded",
    }
    report = archi(tmp_path, [ACTOR, ONE, TWO], [runs, relation("r2", "Association", "p1", "c2", "Exploite")])
    assert list(made(report).agencies["id"]) == ["p1"]
    assert report.notices == ()


def test_a_model_without_actors(tmp_path: Path) -> None:
    report = archi(tmp_path, [ONE, TWO], [relation("r1", "Flow", "c1", "c2")])
    assert list(made(report).agencies["id"]) == ["not-recorded"]


@pytest.mark.parametrize("count", [2, 3])
def test_several_parents_are_named_and_none_is_read(tmp_path: Path, count: int) -> None:
    actors = [(f"p{n}", "BusinessActor", f"Actor {n}", "", "") for n in range(count + 1)]
    parts = [relation(f"r{n}", "Composition", f"p{n}", f"p{count}") for n in range(count)]
    report = archi(tmp_path, [*actors, ONE], parts)
    assert made(report).agencies["part_of"].isna().all()
    named = ", ".join(f"r{n}" for n in range(count))
    many = "two" if count == 2 else str(count)
    assert any(f"p{count} has {many} parents ({named}) where one is allowed" in line for line in warnings(report))


def test_two_operators_are_a_problem(tmp_path: Path) -> None:
    runs = [relation(f"r{n}", "Association", f"p{n}", "c1", "operates") for n in (1, 2)]
    report = archi(tmp_path, [ACTOR, PART, ONE], runs)
    assert any("c1 has two operators (r1, r2) where one is allowed" in line for line in problems(report))


def test_a_property_has_the_last_word_where_it_stands_and_only_there(tmp_path: Path) -> None:
    actors = [ACTOR, PART, ("p3", "BusinessActor", "Traffic", "", "")]
    parts = [relation("r1", "Composition", "p1", "p2"), relation("r2", "Composition", "p1", "p3")]
    report = archi(tmp_path, [*actors, ONE], parts, [("p3", "part_of", "p2"), ("c1", "Type", "SaaS")])
    assert dict(zip(made(report).agencies["id"], made(report).agencies["part_of"], strict=True)) | {"p1": ""} == {
        "p1": "",
        "p2": "p1",
        "p3": "p2",
        "not-recorded": made(report).agencies["part_of"].iloc[0],
    }
    assert any("'part_of' of elements.csv says otherwise already (1)" in line for line in warnings(report))
    assert any("'Type' of elements.csv says otherwise already (1)" in line for line in warnings(report))


def test_ids_that_are_none_of_ours(tmp_path: Path) -> None:
    one, two = ("_kP3bMHsPEeq", *ONE[1:]), ("EAID_1A2B", *TWO[1:])
    report = archi(tmp_path, [one, two], [relation("r1", "Flow", one[0], two[0])])
    assert pairs(made(report)) == {("kp3bmhspeeq", "eaid-1a2b")}


# --- edge lists


def edges(here: Path, *rows: Sequence[str], header: Sequence[str] = ("from", "to")) -> CheckReport:
    return check(tables(here, feeds=[header, *rows]) / "feeds.csv", "edge-list")


@pytest.mark.parametrize(
    ("rows", "ids", "told"),
    [
        ([("A", "B"), ("A", "B")], {"a>b"}, ["repeat an earlier one (1)"]),
        ([("A", "B"), ("B", "B")], {"a>b"}, ["join a system to itself (1)"]),
        ([("A", "A"), ("B", "B"), ("A", "B")], {"a>b"}, ["join a system to itself (2)"]),
        ([("A", "B"), ("B", "A")], {"a>b", "b>a"}, []),
        ([("A", "B", "push"), ("A", "B", "query")], {"a>b", "a--b-2"}, ["further links of one pair (1)"]),
        ([("A", "B", "push"), ("A", "B", "query"), ("A", "B", "push")], {"a>b", "a--b-2"}, ["repeat an earlier one (1)", "further links of one pair (1)"]),
        ([("A", "B", "push"), ("A", "B", ""), ("A", "B", "query")], {"a>b", "a--b-2", "a--b-3"}, ["further links of one pair (2)"]),
        ([("A", "B", "", "two_way"), ("B", "A", "", "two_way")], {"a>b"}, ["repeat an earlier one (1)"]),
        ([("A", "B", "", "two_way"), ("B", "A", "", "one_way")], {"a>b", "b>a"}, []),
        ([("A", "B", "", "one_way"), ("B", "A", "", "one_way")], {"a>b", "b>a"}, []),
        ([("A", "B", "", "two_way"), ("A", "B", "", "one_way")], {"a>b", "a--b-2"}, ["further links of one pair (1)"]),
        ([("A-B", "C", "push"), ("A", "B-C", "push"), ("A-B", "C", "query"), ("A", "B-C", "query")], {"a-b>c", "a>b-c", "a-b--c-2", "a--b-c-2"}, ["further links of one pair (2)"]),
    ],
)  # fmt: skip
def test_repeats_self_links_and_parallel_links(
    tmp_path: Path, rows: Sequence[Sequence[str]], ids: set[str], told: list[str]
) -> None:
    padded = [(*row, *[""] * (4 - len(row))) for row in rows]
    report = edges(tmp_path, *padded, header=("from", "to", "mode", "direction"))
    assert set(made(report).links["id"]) == ids
    assert len(warnings(report)) == len(told)
    assert all(each in line for each, line in zip(told, warnings(report), strict=True))


def test_what_is_left_out_is_told_where_it_first_stands(tmp_path: Path) -> None:
    report = edges(tmp_path, ("A", "B", "3"), ("A", "B", "3"), ("B", "B", "1"), header=("from", "to", "weight"))
    assert pairs(made(report)) == {("a", "b")}
    assert warnings(report) == [
        "feeds.csv:4: rows that join a system to itself (1) are not read",
        "feeds.csv:3: rows that repeat an earlier one (1) are not read",
        "feeds.csv:1: the column 'weight' is not read",
    ]
    report = edges(tmp_path, ("A", "B"), ("", "C"))
    assert "feeds.csv:3:from: is empty: every link needs it" in problems(report)


# --- words of a mapping

OWNERS = """
[agencies]
file = "t"
columns = { id = "owner", name = "owner" }
slug = ["id"]
once = true
prefix = { id = "org-" }
constant = { level = "private", sector = "other" }
[systems]
file = "t"
columns = { id = "system", name = "system", operator = "owner" }
slug = ["id", "operator"]
prefix = { operator = "org-" }
constant = { type = "other", status = "active" }
"""


def test_a_prefix_tells_an_agency_from_a_system_of_one_name(tmp_path: Path) -> None:
    rows = [("system", "owner"), ("Gulf Exchange", "Gulf Exchange"), ("Other", "Gulf Exchange")]
    world = made(mapped(tmp_path, OWNERS, t=rows))
    assert set(world.agencies["id"]) == {"org-gulf-exchange"}
    assert set(zip(world.systems["id"], world.systems["operator"], strict=True)) == {
        ("gulf-exchange", "org-gulf-exchange"),
        ("other", "org-gulf-exchange"),
    }
    without = OWNERS.replace('prefix = { id = "org-" }\n', "").replace('prefix = { operator = "org-" }\n', "")
    assert "a mapping can set a prefix" in problems(mapped(tmp_path, without, t=rows))[0]


@pytest.mark.parametrize("cell", ["A, B", "A;B", "A ; B,", "A/B", "A,B / A"])
def test_several_separators_part_one_cell(tmp_path: Path, cell: str) -> None:
    by: Mapping[str, str] = {"A": "a", "B": "b"}
    mapping = MAPPING.replace(
        'slug = ["from", "to"]',
        'slug = ["from", "to"]\nrows = [{ by = [",", ";", "/"], of = ["to"] }]\nleave_out = ["repeats"]',
    )
    systems = [("App", "Replaces"), ("A", ""), ("B", ""), ("Java", "")]
    report = mapped(tmp_path, mapping, systems=systems, links=[("from", "to"), ("Java", cell)])
    assert pairs(made(report)) == {("java", id) for id in by.values()}


def test_a_list_may_be_parted_by_several(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        'columns = { id = "App",', 'split = { replaces = ["//", "/", ","] }\ncolumns = { id = "App",'
    )
    systems = [("App", "Replaces"), ("A", "B // C"), ("B", "C/D, E"), ("C", ""), ("D", ""), ("E", "")]
    report = mapped(tmp_path, mapping, systems=systems)
    assert set(made(report).systems["replaces"].dropna()) == {"b;c", "c;d;e"}


def test_a_reference_by_default_is_counted(tmp_path: Path) -> None:
    mapping = MAPPING.replace(', operator = "o"', "").replace(
        'slug = ["id"', 'default = { operator = "o" }\nslug = ["id"'
    )
    report = mapped(tmp_path, mapping, systems=[("App", "Replaces"), ("A", ""), ("B", "")])
    assert [str(note) for note in report.notices] == ["systems.csv: 2 of 2 systems have no operator: 'o' stands there"]


def test_a_column_that_is_ignored_is_not_told(tmp_path: Path) -> None:
    systems = [("App", "Replaces", "Row", "Note"), ("A", "", "1", "x")]
    report = mapped(tmp_path, MAPPING.replace('slug = ["id"', 'ignore = ["Row"]\nslug = ["id"'), systems=systems)
    assert warnings(report) == ["systems.csv:1: the column 'Note' is not read"]


# --- --on with --loader


def test_any_command_reads_a_foreign_file(graphmodel: Caller, tmp_path: Path) -> None:
    path = tables(tmp_path, feeds=[("from", "to"), ("A", "B"), ("B", "B")]) / "feeds.csv"
    on = ("--on", path, "--loader", "edge-list")
    assert graphmodel.rows(*on, "cypher", "MATCH (a:System)-[:FEEDS]->(b:System) RETURN a.id AS a, b.id AS b") == [
        {"a": "a", "b": "b"}
    ]
    for command in (
        ("study",),
        ("outage", "a"),
        ("export", "csv", "-o", tmp_path / "out"),
        ("map", "-o", tmp_path / "m.html"),
    ):
        words = ("whatif", *command) if command[0] == "outage" else command
        assert graphmodel(*on, *words).code == 0, command
    assert (tmp_path / "out" / "links.csv").exists()
    told = graphmodel(*on, "study").err
    assert "feeds.csv:3: rows that join a system to itself (1) are not read" in told


def test_a_foreign_file_is_refused_as_check_refuses_it(graphmodel: Caller, tmp_path: Path) -> None:
    path = tables(tmp_path, feeds=[("from", "to"), ("C", "B"), ("C++", "B"), ("", "B")]) / "feeds.csv"
    checked = graphmodel("check", path, "--loader", "edge-list")
    before = graphmodel("--loader", "edge-list", "check", path)
    asked = graphmodel("--on", path, "--loader", "edge-list", "study")
    assert (checked.code, before.code, asked.code) == (1, 1, 1)
    assert checked.out == before.out
    assert set(checked.out.splitlines()) <= set(asked.err.splitlines())
    assert len(checked.out.splitlines()) >= 3
    assert graphmodel("--on", path, "--loader", "nothing", "study").code == 1


def test_a_loader_without_a_source_is_wrong_usage(graphmodel: Caller) -> None:
    assert graphmodel("--loader", "edge-list", "study").code == 2
    assert "donnez --on" in graphmodel("--lang", "fr", "--loader", "edge-list", "study").err


def test_a_selector_chooses_a_vendor_by_its_id_or_its_name_and_no_other() -> None:
    world = Catalogue.unchecked({}).add(
        Agency(id="o", name="O", level="private", sector="other"),
        Product(id="p", name="P", vendor="C++ Ltd."),
        System(id="s", name="S", type="other", operator="o", status="active", product="p"),
    )
    network = Network(world)
    for word, chosen in (
        ("C++ Ltd.", True),
        ("c++ ltd.", True),
        ("c-ltd", True),
        ("C# Ltd.", False),
        ("C. Ltd", False),
    ):
        selector = Selector.of_text(f"vendor='{word}'")
        assert bool(choose_systems(selector.words, network).any()) == chosen, word


def test_a_rename_is_not_found_between_two_names_of_one_id() -> None:
    agency = Agency(id="o", name="O", level="private", sector="other")
    before, after, alike = (
        Catalogue.unchecked({}).add(agency, System(id=id, name=name, type="other", operator="o", status="active"))
        for id, name in (("one", "C++"), ("two", "C#"), ("two", "c++"))
    )
    assert len(gm.diff(before, after).renamed) == 0
    assert len(gm.diff(before, alike).renamed) == 1
