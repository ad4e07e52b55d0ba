"""Checks find every problem of a table in one run, at its line, also in hundreds of thousands of rows."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.errors import CatalogueError, Doubt, Problem
from graphmodel.loading import check, load
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, Agency, Link, System, TableName, tables
from graphmodel.words.vocabulary import Vocabulary
from tests.worlds.broken import SOUND, folder, texts

Rows = list[dict[str, str]]


def rows_of(table: str) -> Rows:
    return list(csv.DictReader(texts()[f"{table}.csv"].splitlines()))


def written(rows: Iterable[dict[str, str]]) -> bytes:
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def found(here: Path, **changed: Rows) -> list[str]:
    """Return the problems of the sound folder with some tables replaced."""
    source = folder(here, **{name: written(rows) for name, rows in changed.items()})
    return [str(problem) for problem in check(source).problems]


COLUMNS = [(table, column) for table in tables().values() for column in table.columns]


@pytest.mark.parametrize(
    ("table", "column"), [(t, c) for t, c in COLUMNS if c.required], ids=lambda item: getattr(item, "name", "")
)
def test_every_required_cell_is_required(tmp_path: Path, table: object, column: object) -> None:
    name, cell = table.name, column.name  # type: ignore[attr-defined]
    rows = rows_of(name)
    rows[-1][cell] = " "
    line = len(rows) + 1
    assert f"{name}.csv:{line}:{cell}: is empty: every {table.noun} needs it" in found(tmp_path, **{name: rows})  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "column"), [(t, c) for t, c in COLUMNS if c.vocabulary], ids=lambda item: getattr(item, "name", "")
)
def test_every_word_of_a_vocabulary_is_held_to_it(tmp_path: Path, table: object, column: object) -> None:
    name, cell = table.name, column.name  # type: ignore[attr-defined]
    words = column.vocabulary  # type: ignore[attr-defined]
    assert isinstance(words, Vocabulary)
    for number, text in enumerate((words.ids[0], "no such word")):
        rows = rows_of(name)
        rows[-1][cell] = text
        here = tmp_path / str(number)
        here.mkdir()
        said = [line for line in found(here, **{name: rows}) if f":{cell}: 'no such word' is not" in line]
        assert len(said) == number


@pytest.mark.parametrize(
    ("table", "column"), [(t, c) for t, c in COLUMNS if c.refers_to], ids=lambda item: getattr(item, "name", "")
)
def test_every_reference_leads_somewhere(tmp_path: Path, table: object, column: object) -> None:
    name, cell = table.name, column.name  # type: ignore[attr-defined]
    rows = rows_of(name)
    rows[-1][cell] = "no-such-id"
    said = [line for line in found(tmp_path, **{name: rows}) if ":no-such-id" not in line and "'no-such-id'" in line]
    noun = " or ".join(tables()[other].noun for other in column.refers_to)  # type: ignore[attr-defined]
    article = "an" if noun.startswith("a") else "a"
    assert said == [f"{name}.csv:{len(rows) + 1}:{cell}: 'no-such-id' is not {article} {noun}"]


@pytest.mark.parametrize("column", ["since", "until"])
@pytest.mark.parametrize(
    ("cell", "sound"),
    [
        ("1000", True),
        ("2999", True),
        ("02014", True),
        ("999", False),
        ("3000", False),
        ("2014.0", True),
        ("2014.00", True),
        ("2014.5", False),
        ("2014-05", False),
        ("2e3", False),
    ],
)
def test_years(tmp_path: Path, column: str, cell: str, sound: bool) -> None:
    rows = rows_of("systems")
    rows[0][column] = cell
    assert (found(tmp_path, systems=rows) == []) is sound


def chain(length: int, end: str) -> Rows:
    base = {"level": "federal", "sector": "policing", "name": "x"}
    ids = [f"a{number}" for number in range(length)]
    parts = [*ids[1:], end]
    return [{"id": id, "part_of": part, **base} for id, part in zip(ids, parts, strict=True)]


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    assert found(tmp_path, agencies=[*rows_of("agencies"), *chain(50_000, "")]) == []


def test_a_long_circle_is_named_once(tmp_path: Path) -> None:
    assert found(tmp_path, agencies=[*rows_of("agencies"), *chain(50_000, "a0")]) == [
        "agencies.csv:5:part_of: runs in a circle: a0 -> a1 -> a2 -> a3 -> a4 -> a5 -> a6 -> a7 -> ... -> a0"
    ]


def test_a_tail_leads_into_a_circle_but_is_not_in_it(tmp_path: Path) -> None:
    assert found(tmp_path, agencies=[*rows_of("agencies"), *chain(5, "a2")]) == [
        "agencies.csv:7:part_of: runs in a circle: a2 -> a3 -> a4 -> a2"
    ]


def replacing(pairs: Iterable[tuple[int, int]], count: int) -> Rows:
    lists: dict[int, list[str]] = {}
    for start, end in pairs:
        lists.setdefault(start, []).append(f"s{end}")
    return [
        {
            "id": f"s{n}",
            "name": "x",
            "type": "rms",
            "operator": "apd",
            "status": "active",
            "replaces": ";".join(lists.get(n, [])),
        }
        for n in range(count)
    ]


@pytest.mark.rotates("at length")
@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_circles_are_found_where_a_walk_finds_them(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[int, int]]
) -> None:
    rows = [*rows_of("systems"), *replacing(pairs, 8)]
    said = found(tmp_path_factory.mktemp("circles"), systems=rows)
    onward = {start: {end for first, end in pairs if first == start and end != start} for start in range(8)}
    reached = dict(onward)
    for _ in range(8):
        reached = {start: ends.union(*(onward[end] for end in ends)) for start, ends in reached.items()}
    in_circles = {start for start, ends in reached.items() if start in ends}
    circles = {frozenset(e for e in in_circles if e in reached[s] and s in reached[e]) for s in in_circles}
    assert sum("runs in a circle" in line for line in said) == len(circles)
    assert sum("replaces itself" in line for line in said) == len({start for start, end in pairs if start == end})
    for line in said:
        if "circle" in line:
            names = [int(name[1:]) for name in line.rpartition(": ")[2].split(" -> ")]
            assert names[0] == names[-1]
            assert all(end in onward[start] for start, end in pairwise(names))


def many_links(count: int, **changed: str) -> Rows:
    base = {"direction": "one_way", "mode": "push", "status": "active", **changed}
    return [{"id": f"l{n}", "from": "apd-rms", "to": "cpic", **base} for n in range(count)]


def test_hundreds_of_thousands_of_problems_are_all_counted(tmp_path: Path) -> None:
    rows = [{**row, "to": f"cpic-{n}"} for n, row in enumerate(many_links(100_000, status="actve"))]
    source = folder(tmp_path, links=written(rows))
    began = time.perf_counter()
    with pytest.raises(CatalogueError) as refused:
        load(source)
    assert time.perf_counter() - began < 20
    problems = refused.value.problems
    assert sum(1 + problem.more for problem in problems) == 200_000
    last = {problem.column: problem.said for problem in problems if problem.more}
    assert last == {
        "status": "links.csv:1001:status: 'actve' is not a status (did you mean active?) ... and 99,000 more like it",
        "to": "links.csv:1001:to: 'cpic-999' is not a system ... and 99,000 more like it",
    }
    assert len(problems) == 2_000
    lines = str(refused.value).splitlines()
    assert (len(lines), lines[-1]) == (201, "... and 199,800 more problems")
    assert lines[:2] == [
        "links.csv:2:status: 'actve' is not a status (did you mean active?)",
        "links.csv:2:to: 'cpic-0' is not a system (did you mean cpic?)",
    ]


def test_hundreds_of_thousands_of_links_of_one_pair(tmp_path: Path) -> None:
    assert found(tmp_path, links=many_links(100_000)) == []


def test_a_second_link_of_a_pair_is_told_of_its_first(tmp_path: Path) -> None:
    rows = many_links(3)
    rows[0]["id"] = rows[2]["id"] = ""
    rows.append({**rows[0], "id": "apd-rms>cpic", "note": "two\nlines"})
    rows.append({**rows[1]})
    assert found(tmp_path, links=rows) == [
        "links.csv:4:id: a second link from apd-rms to cpic needs an id: the first is on line 2",
        "links.csv:5:id: a second link from apd-rms to cpic needs an id: the first is on line 2",
        "links.csv:7:id: 'l1' is already on line 3",
    ]


def test_what_is_checked_is_what_is_loaded(tmp_path: Path) -> None:
    """Capitals of booleans, spaces, untidy lists and numbers with zeros come out in canonical form."""
    rows = rows_of("systems")
    rows[0] |= {"relays": " TRUE ", "holds": "vehicles;; persons ;vehicles", "since": "02010", "name": "  NA "}
    systems = load(folder(tmp_path, systems=written(rows))).systems
    kept = set(zip(systems["id"], systems["relays"], systems["holds"], systems["since"], systems["name"], strict=True))
    assert ("apd-rms", True, "persons;vehicles", 2010, "NA") in kept


def test_a_written_catalogue_loads_again(tmp_path: Path) -> None:
    canada = load("canada")
    for name, frame in canada.frames.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    again = load(tmp_path)
    assert again.frames.keys() == canada.frames.keys()
    assert all(frame.equals(canada.table(name)) for name, frame in again.frames.items())
    assert again.about == About()


def test_doubts_become_warnings_at_their_lines() -> None:
    def doubts(_: Catalogue) -> tuple[list[Doubt], int]:
        listed = [
            Doubt("links", "apd-rms>apd-cad", "carries", "one"),
            Doubt("links", "apd-cad-by-hand", "carries", "two"),
            Doubt("systems", "cpic", "", "three"),
        ]
        return listed, 5

    assert [str(warning) for warning in check(SOUND, doubts=doubts).warnings] == [
        "links.csv:2:carries: one",
        "links.csv:4:carries: two",
        "systems.csv:5: three",
        "and 2 more warnings",
    ]


def test_problems_come_in_the_order_of_tables_and_lines(tmp_path: Path) -> None:
    agencies, links, sources = rows_of("agencies"), rows_of("links"), rows_of("sources")
    agencies[2]["level"] = agencies[0]["sector"] = "x"
    links[2]["mode"] = links[0]["status"] = "x"
    sources[0]["title"] = ""
    source = folder(tmp_path, agencies=written(agencies), links=written(links), sources=written(sources))
    assert [(problem.file, problem.row, problem.column) for problem in check(source).problems] == [
        ("agencies.csv", 2, "sector"),
        ("agencies.csv", 4, "level"),
        ("links.csv", 2, "status"),
        ("links.csv", 4, "mode"),
        ("sources.csv", 2, "title"),
    ]


def test_a_function_s_catalogue_is_named_by_record() -> None:
    made = Catalogue.unchecked({}).add(
        Agency(id="Apd", name="a", level="municipal", sector="policing"),
        System(id="rms", name="b\x07", type="rms", operator="Apd", status="active"),
        Link(from_="rms", to="rms2", direction="one_way", mode="push", status="active"),
    )
    assert check(SOUND, lambda _: made).problems == (
        Problem("agencies", 0, "id", "'Apd' is no id: use small letters, digits and hyphens (apd) (agency Apd)"),
        Problem("systems", 0, "name", "holds the control character U+0007: delete it (system rms)"),
        Problem("links", 0, "to", "'rms2' is not a system (did you mean rms?) (link rms>rms2)"),
    )


def test_every_table_has_a_name_that_fits_its_file() -> None:
    names: set[TableName] = set(tables())
    assert {path.stem for path in SOUND.glob("*.csv")} == names
