"""Workbooks as people keep them: merged cells, titles, errors, passwords and other programs' files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from graphmodel.errors import SourceError
from graphmodel.loading import check, load

Rows = list[list[object]]
AGENCIES: Rows = [
    ["id", "name", "level", "sector", "sworn_officers", "part_of"],
    ["a", "North", "municipal", "policing", 10, None],
    ["b", "South", "municipal", "policing", 20, None],
    ["c", "West", "municipal", "policing", 30, None],
]
SYSTEMS: Rows = [
    ["id", "name", "type", "operator", "status", "holds", "since"],
    ["x", "X", "rms", "a", "active", "persons", 2001],
    ["y", "Y", "cad", "b", "active", "vehicles", 2002],
    ["z", "Z", "cad", "c", "active", "warrants", 2003],
]


def book(here: Path, merged: dict[str, list[str]], **sheets: Rows) -> Path:
    """Return a workbook of agencies, systems and other sheets, some cells merged as a spreadsheet program does."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in {"agencies": AGENCIES, "systems": SYSTEMS, **sheets}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged.get(name, []):
            sheet.merge_cells(area)
    path = here / "m.xlsx"
    made.save(path)
    return path


def said(source: Path, loader: str | Path = "catalogue") -> list[str]:
    """Return everything that is said of a source but of what it holds, a line each."""
    report = check(source, loader)
    return [str(note) for note in (*report.problems, *report.notices, *report.warnings)]


def spread(rows: Rows, area: str) -> Rows:
    """Return rows with the first value of an area in each of its cells: what a person sees in a merged cell."""
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    cells = [cell for row in sheet[area] for cell in row]
    for cell in cells[1:]:
        cell.value = cells[0].value
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("sheet", "area"),
    [
        ("systems", "F2:F3"),
        ("systems", "F2:F4"),
        ("systems", "F3:F4"),
        ("systems", "G2:G4"),
        ("systems", "D2:D3"),
        ("systems", "C2:C4"),
        ("systems", "E2:E4"),
        ("systems", "B2:B3"),
        ("agencies", "C2:C4"),
        ("agencies", "D3:D4"),
        ("agencies", "B2:B3"),
    ],
)
def test_a_cell_merged_over_rows_is_read_in_each_of_them(sheet: str, area: str, tmp_path: Path) -> None:
    rows = {"agencies": AGENCIES, "systems": SYSTEMS}[sheet]
    merged = load(book(tmp_path, {sheet: [area]}))
    assert merged == load(book(tmp_path, {}, **{sheet: spread(rows, area)}))
    assert said(book(tmp_path, {sheet: [area]})) == [
        f"m.xlsx/{sheet}: merged cells were read in each of their rows: {area}"
    ]


@pytest.mark.parametrize(
    ("sheet", "area", "lines"),
    [
        ("agencies", "E2:E3", ["agencies:3:sworn_officers: is merged with the cell above: part them again, and write the figure of each row"]),
        ("systems", "E2:F2", ["systems:2:E: is merged with others (E2:F2): part them again"]),
        ("systems", "E3:F4", ["systems:3:E: is merged with others (E3:F4): part them again"]),
        ("systems", "A3:C3", ["systems:3:A: is merged with others (A3:C3): part them again"]),
        ("systems", "A2:A3", ["systems:3:id: 'x' is already on line 2"]),
        ("systems", "F1:G1", ["systems:1:F: is one name over several columns (F1:G1): part the cells again, and give each its own"]),
        ("systems", "A1:G1", ["systems:1:A: is a title above the table, not its header (A1:G1): delete the row"]),
        ("systems", "B1:B2", ["systems:1: has a header of several rows, whose cells are merged: write one name above each column, in one row"]),
    ],
)  # fmt: skip
def test_whatever_else_is_merged_is_refused_with_the_remedy(
    sheet: str, area: str, lines: list[str], tmp_path: Path
) -> None:
    found = said(book(tmp_path, {sheet: [area]}))
    assert [line for line in found if line in [f"m.xlsx/{line}" for line in lines]] == [
        f"m.xlsx/{line}" for line in lines
    ]


def test_a_header_whose_every_cell_is_merged_down_is_one_row(tmp_path: Path) -> None:
    rows = [SYSTEMS[0], [None] * 7, *SYSTEMS[1:]]
    merged = [f"{letter}1:{letter}2" for letter in "ABCDEFG"]
    assert load(book(tmp_path, {"systems": merged}, systems=rows)) == load(book(tmp_path, {}))


def test_a_title_over_the_table_is_told(tmp_path: Path) -> None:
    rows = [["Our systems", *[None] * 6], *SYSTEMS]
    found = said(book(tmp_path, {"systems": ["A1:G1"]}, systems=rows))
    assert found[0] == "m.xlsx/systems:1:A: is a title above the table, not its header (A1:G1): delete the row"


def test_merged_cells_below_the_table_and_beside_it_make_no_row(tmp_path: Path) -> None:
    assert load(book(tmp_path, {"systems": ["F4:F9"]})) == load(book(tmp_path, {}))
    assert load(book(tmp_path, {"systems": ["A6:G7"], "agencies": ["H2:J3"]})) == load(book(tmp_path, {}))


MAPPING = """
[agencies]
file = "inventory"
columns = { id = "Owner", name = "Owner" }
slug = ["id"]
constant = { level = "municipal", sector = "policing" }
once = true
[systems]
file = "inventory"
columns = { id = "App", name = "App", operator = "Owner" }
slug = ["id", "operator"]
constant = { type = "rms", status = "active" }
"""


def test_a_mapping_reads_an_owner_merged_over_what_he_runs(tmp_path: Path) -> None:
    mapping = tmp_path / "inventory.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    rows: Rows = [["Owner", "App", "Note"], ["North", "One", "n"], [None, "Two", "m"], ["South", "Three", None]]
    here = {"inventory": ["A2:A3"]}
    world = load(book(tmp_path, here, inventory=rows), mapping)
    assert dict(zip(world.systems["id"], world.systems["operator"], strict=True)) == {
        "one": "north",
        "two": "north",
        "three": "south",
    }
    wide = said(book(tmp_path, {"inventory": ["B2:C2"]}, inventory=rows), mapping)
    assert "m.xlsx/inventory:2:B: is merged with others (B2:C2): part them again" in wide
    unread = [["Owner", "App", "Note", "More"], ["North", "One", "n", None], ["South", "Two", "m", None]]
    assert load(book(tmp_path, {"inventory": ["C2:D2"]}, inventory=unread), mapping).counts["systems"] == 2


def test_a_key_merged_over_its_values_has_them_all(tmp_path: Path) -> None:
    about: Rows = [["key", "value"], ["limits", "One."], [None, "Two."], [None, "Three."], ["name", "A"]]
    assert load(book(tmp_path, {"about": ["A2:A4"]}, about=about)).about.limits == ("One.", "Two.", "Three.")


def test_errors_are_named_by_file_sheet_and_cell(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        {},
        **{"systems": [*SYSTEMS, ["w", "W", "rms", "a", "active", "=1/0", None]], "Été & fils": [["=1/0"]]},
    )
    holds = "holds an error, or a formula that was never computed, in"
    assert {line for line in said(path) if holds in line} == {
        f"m.xlsx/systems: {holds} F5: read as empty",
        f"m.xlsx/Été & fils: {holds} A1: read as empty",
    }


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(
                zipfile.ZipInfo(name), "x"
            )  # of no time: each process that reads the tests has the same bytes
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("p.xlsx", OLE, "is protected by a password, or an old workbook (.xls): save it without one, as .xlsx"),
        ("p.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password: save it without one, as .xlsx"),
        ("o.xls", OLE + "Workbook".encode("utf-16-le"), "is an old workbook (.xls): save it as .xlsx"),
        ("no-ending", OLE, "is protected by a password, or an old workbook (.xls): save it without one, as .xlsx"),
        ("p.zip", OLE, "is protected by a password, or an old workbook (.xls): save it without one, as .xlsx"),
        ("t.ods", archive("mimetype", "content.xml"), "is an OpenDocument file (.ods): save it as .xlsx"),
        ("t.xlsx", archive("mimetype", "content.xml"), "is an OpenDocument file (.ods): save it as .xlsx"),
        ("t.xlsb", archive("[Content_Types].xml", "xl/workbook.bin"), "is a binary workbook (.xlsb): save it as .xlsx"),
        ("t.xlsx", archive("xl/workbook.bin"), "is a binary workbook (.xlsb): save it as .xlsx"),
        ("t.docx", archive("word/document.xml"), "is a Word document: put its tables into a workbook (.xlsx)"),
        ("t.pptx", archive("ppt/presentation.xml"), "is a presentation: put its tables into a workbook (.xlsx)"),
        ("t.numbers", archive("Index/Document.iwa"), "is a document of Numbers: export it as Excel (.xlsx)"),
        ("t.xls", b"<html><table><tr><td>id", "is a web page named as a workbook: open it in Excel and save it as .xlsx"),
        ("t.xls", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "is a web page named as a workbook: open it in Excel and save it as .xlsx"),
        ("t.xlsx", b"id,name\na,b\n", "is text named as a workbook: name it .csv, or open it in Excel and save it as .xlsx"),
        ("t.xlsx", archive("a.txt"), "is no .xlsx workbook: it holds no xl/workbook.xml"),
        ("t.zip", archive("a.txt"), "holds no .csv file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_containers_of_other_programs_are_named_with_the_remedy(
    name: str, content: bytes, what: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for loader in ("catalogue", "edge-list"):
        with pytest.raises(SourceError) as refused:
            load(path, loader)
        assert str(refused.value) == f"{path} {what}"
        assert refused.value.text("fr") != str(refused.value)
        assert refused.value.text("fr").startswith(f"{path} ")


def test_a_workbook_whose_parts_are_named_with_backslashes_is_read(tmp_path: Path) -> None:
    path = book(tmp_path, {"systems": ["F2:F3"]})
    plain = load(path)
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(odd, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("/", "\\"), content)
    assert load(odd) == plain
