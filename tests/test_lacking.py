"""What a source lacks is told, with what was probably meant, by every shipped mapping: never a crash."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from graphmodel import shipped as content
from graphmodel.errors import CatalogueError, SourceError
from graphmodel.loading import check, load
from tests.commands import Caller

LOADERS = list(content.loaders())


def csv(here: Path, name: str, text: str) -> Path:
    path = here / name
    path.write_text(text, encoding="utf-8")
    return path


def book(here: Path, **sheets: list[list[object]]) -> Path:
    """Return a workbook of these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = here / "book.xlsx"
    made.save(path)
    return path


def said(source: Path, loader: str) -> list[str]:
    """Return why a source is refused where headers stand for themselves, a line each; whatever it is, it is no crash."""
    try:
        report = check(source, loader, strict=True)
    except SourceError as error:
        return str(error).splitlines()
    with pytest.raises(CatalogueError):
        load(source, loader, strict=True)
    return [str(problem) for problem in report.problems]


SOURCES: dict[str, Callable[[Path], Path]] = {
    "an empty folder": lambda here: here,
    "a folder of notes": lambda here: csv(here, "note.txt", "nothing").parent,
    "a folder of another table": lambda here: csv(here, "feeds.csv", "Source,Target\na,b\n").parent,
    "an empty file": lambda here: csv(here, "edges.csv", ""),
    "blank lines": lambda here: csv(here, "edges.csv", "\n\n \n"),
    "a header alone": lambda here: csv(here, "edges.csv", "from,to\n"),
    "other columns": lambda here: csv(here, "edges.csv", "Source,Target\na,b\n"),
    "one column": lambda here: csv(here, "edges.csv", "from\na\n"),
    "empty cells": lambda here: csv(here, "edges.csv", "from,to\n,\n"),
    "a folder with all tables empty": lambda here: every_table(here, ""),
    "a folder with all tables of other columns": lambda here: every_table(here, "Quoi,Combien\nx,3\n"),
    "a folder with all tables headed alone": lambda here: every_table(here, "id,name\n"),
    "a workbook with an empty sheet": lambda here: book(here, Sheet1=[]),
    "a workbook with another sheet": lambda here: book(here, Inventory=[["App", "Owner"], ["a", "b"]]),
    "a workbook of two sheets": lambda here: book(here, One=[["a"], ["b"]], Two=[["c"], ["d"]]),
    "a workbook with the sheets empty": lambda here: book(here, edges=[], survey=[], agencies=[], systems=[]),
    "an empty zip": lambda here: zipped(here, {}),
    "a zip of an empty table": lambda here: zipped(here, {"edges.csv": "", "survey.csv": "", "cmdb_ci.csv": ""}),
    "a graph without nodes": lambda here: csv(here, "g.graphml", '<graphml><graph edgedefault="directed"/></graphml>'),
}


def every_table(here: Path, text: str) -> Path:
    for stem in ("edges", "survey", "cmdb_ci", "cmdb_rel_ci", "elements", "relations", "properties", "nodes"):
        csv(here, f"{stem}.csv", text)
    return here


def zipped(here: Path, files: dict[str, str]) -> Path:
    path = here / "z.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("source", SOURCES)
def test_nothing_to_read_is_refused_and_never_a_crash(source: str, loader: str, tmp_path: Path) -> None:
    lines = said(SOURCES[source](tmp_path), loader)
    assert lines
    assert all(line.strip() for line in lines)


@pytest.mark.parametrize(
    ("loader", "name", "text", "lines"),
    [
        ("edge-list", "feeds.csv", "Source,Target\na,b\n", ["the columns 'from' and 'to' are missing (did you mean Source, Target?)"]),
        ("edge-list", "f.csv", "From,To\na,b\n", ["the columns 'from' and 'to' are missing (did you mean From, To?)"]),
        ("edge-list", "f.csv", "from,target\na,b\n", ["the column 'to' is missing (did you mean target?)"]),
        ("edge-list", "f.csv", "de;vers\na;b\n", ["the columns 'from' and 'to' are missing (did you mean de, vers?)"]),
        ("edge-list", "f.csv", "a,b\nc,d\n", ["has none of its columns in its first line: from, from, ..."]),
        ("edge-list", "f.txt", "0 1\n1 2\n", ["has one column, '0 1': part its cells by commas, semicolons or tabs"]),
        ("edge-list", "f.txt", "from to\na b\n", ["has one column, 'from to': part its cells by commas, semicolons or tabs"]),
        ("edge-list", "f.txt", "a->b\n", ["has none of its columns in its first line: from, from, ..."]),
        (
            "edge-list",
            "f.txt",
            "# FromNodeId\tToNodeId\n0\t1\n",
            ["begins with a comment, '# FromNodeId': delete the lines above the names of the columns, and #"],
        ),
        ("survey-wide", "s.csv", "Organization,Level,Province\nx,region,ON\n", ["the column 'Organisation' is missing (did you mean Organization?)"]),
        ("catalogue", "agencies.csv", "id,nom,level,sector\na,A,federal,policing\n", ["the column 'name' is missing (did you mean nom?)"]),
        (
            "catalogue",
            "agencies.csv",
            "code,label,niveau,secteur\na,A,federal,policing\n",
            ["the columns 'id', 'name', 'level' and 'sector' are missing (did you mean code, label, niveau, secteur?)"],
        ),
    ],
)  # fmt: skip
def test_missing_columns_are_told_once_with_what_was_meant(
    loader: str, name: str, text: str, lines: list[str], tmp_path: Path
) -> None:
    source = csv(tmp_path, name, text)
    found = said(tmp_path if loader == "catalogue" else source, loader)
    assert [line for line in found if line.startswith(name)] == [f"{name}:1: {line}" for line in lines]


def test_the_columns_by_which_rows_are_chosen_are_told_too(tmp_path: Path) -> None:
    csv(tmp_path, "cmdb_ci.csv", "name,class,company,operational_status\nNorth records,Application,North,Operational\n")
    assert said(tmp_path, "servicenow") == [
        "cmdb_ci.csv:1: the column 'sys_class_name' is missing (did you mean class?)"
    ]


def test_a_missing_table_is_told_once_with_the_one_that_is_there(tmp_path: Path) -> None:
    assert said(tmp_path, "survey-wide") == ["survey.csv: is missing: a catalogue needs its agencies and systems"]
    csv(tmp_path, "surveys.csv", "Organisation\nx\n")
    assert said(tmp_path, "survey-wide") == [
        "survey.csv: is missing: a catalogue needs its agencies and systems (did you mean surveys.csv?)"
    ]


def test_the_only_sheet_of_a_workbook_is_the_only_table_of_a_mapping(tmp_path: Path) -> None:
    source = book(tmp_path, Feuil1=[["from", "to"], ["North records", "South records"]])
    assert load(source, "edge-list").counts["links"] == 1


def test_a_folder_of_a_workbook_is_told_to_give_the_workbook(tmp_path: Path) -> None:
    book(tmp_path, agencies=[["id"]])
    assert "book.xlsx: is not read: give the workbook itself as the source" in map(str, check(tmp_path).warnings)


def test_the_command_says_so_and_ends_with_one(graphmodel: Caller, tmp_path: Path) -> None:
    source = csv(tmp_path, "feeds.csv", "Source,Target\na,b\n")
    ended = graphmodel("check", str(source), "--loader", "edge-list")
    assert ended.code == 1
    assert "did you mean Source, Target?" in ended.out
    assert ended.err.splitlines()[-2] == "1 problem"
    french = graphmodel("--lang", "fr", "check", str(source), "--loader", "edge-list")
    assert "les colonnes 'from' et 'to' manquent (vouliez-vous dire Source, Target?)" in french.out
    assert french.err.splitlines()[-2] == "1 défaut"
