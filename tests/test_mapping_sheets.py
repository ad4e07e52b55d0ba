"""Words of a mapping for tables that do not begin in the first row, or are no lists: held against tidy twins."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from graphmodel.errors import SourceError
from graphmodel.loading import check
from graphmodel.records.catalogue import Catalogue

TIDY = """[agencies]
file = "a"
columns = { id = "Org", name = "Org" }
slug = ["id"]
constant = { level = "municipal", sector = "policing" }
if_new = true
[systems]
file = "a"
columns = { id = "App", name = "App", operator = "Org", type = "Kind" }
slug = ["id", "operator"]
constant = { status = "active" }
recode.type = { "Records" = "rms", "*" = "cad" }
"""
ROWS = [
    ["Org", "App", "Kind"],
    ["North", "Niche", "Records"],
    ["North", "Hex", "Dispatch"],
    ["South", "Vers", "Records"],
]


def book(here: Path, rows: list[list[object]], *merged: str) -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "a"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    path = here / "a.xlsx"
    made.save(path)
    return path


def csv(here: Path, *lines: str) -> Path:
    path = here / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(source: Path, mapping: str) -> tuple[Catalogue | None, list[str]]:
    """Return the catalogue of a source, and everything that is said of it but of what systems hold."""
    loader = source.parent / "mapping.toml"
    loader.write_text(mapping, encoding="utf-8")
    report = check(source, loader)
    said = [str(note) for note in (*report.problems, *report.notices, *report.warnings)]
    return report.catalogue, [line for line in said if "holds" not in line]


def tidy(here: Path) -> Catalogue:
    made, said = read(book(here, [list[object](row) for row in ROWS]), TIDY)
    assert made is not None
    assert said == []
    return made


def with_sheet(words: str) -> str:
    return f"[sheet.a]\n{words}\n" + TIDY


def test_a_header_below_a_title_and_a_table_that_ends(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Inventory", "of", "2026"], [None], *ROWS, ["Total", None, 3], ["* draft"]]
    made, said = read(book(tmp_path, rows), with_sheet("header = 3\nuntil = 6"))
    assert said == ["a.xlsx/a:7: 2 rows below the table are not read"]
    assert made == tidy(tmp_path)


def test_a_header_of_two_rows_is_read_from_the_top_down(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Org", "System", None], [None, "App", "Kind"], *ROWS[1:]]
    mapping = with_sheet("header = [1, 2]").replace('"App"', '"System App"').replace('"Kind"', '"System Kind"')
    for merged in ((), ("B1:C1",), ("A1:A2", "B1:C1")):
        made, said = read(book(tmp_path, rows, *merged), mapping)
        assert (said, made) == ([], tidy(tmp_path))


def test_blank_cells_below_a_name_mean_the_same(tmp_path: Path) -> None:
    rows: list[list[object]] = [*ROWS[:2], [None, *ROWS[2][1:]], ROWS[3]]
    made, said = read(book(tmp_path, rows), with_sheet('fill_down = ["Org"]'))
    assert (said, made) == ([], tidy(tmp_path))
    _, refused = read(book(tmp_path, rows), TIDY)
    assert any("a.xlsx/a:3:Org" in line for line in refused)


def test_columns_without_a_name_and_twice_the_same_can_be_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Org", None, "Org"], *ROWS[1:]]
    mapping = with_sheet("header = 1").replace('"App"', '"column B"').replace('"Kind"', '"Org (C)"')
    made, said = read(book(tmp_path, rows), mapping)
    assert (said, made) == ([], tidy(tmp_path))


def test_a_csv_file_with_a_title_parts_its_cells_as_its_rows_do(tmp_path: Path) -> None:
    lines = ["Inventory, spring", "", *(";".join(row) for row in ROWS)]
    made, said = read(csv(tmp_path, *lines), with_sheet("header = 3"))
    assert (said, made) == ([], tidy(tmp_path))


def test_rows_with_fewer_cells_are_told(tmp_path: Path) -> None:
    lines = ["Org,App,Kind,Note", *(",".join(row) for row in ROWS[1:])]
    made, said = read(csv(tmp_path, *lines), with_sheet("header = 1"))
    assert said == ["a.csv:2: 3 rows have fewer cells than the widest one: their last columns were read as empty"]
    assert made == tidy(tmp_path)


def test_two_tables_in_one_sheet_lose_no_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Org"], ["North"], ["South"], [None], ["Systems"], *ROWS, [None], ["* draft"]]
    layouts = '[sheet.orgs]\nof = "a"\nheader = 1\nuntil = 3\n[sheet.a]\nheader = 6\nuntil = 9\n'
    made, said = read(book(tmp_path, rows), layouts + TIDY.replace('file = "a"', 'file = "orgs"', 1))
    assert said == ["a.xlsx/a:11: 1 row below the table is not read"]
    assert made == tidy(tmp_path)


MATRIX = """[sheet.a]
header = 2
unfold = { names = "To", cells = "How" }
[agencies]
constant = { id = "o", name = "O", level = "municipal", sector = "policing" }
[[systems]]
file = "a"
columns = { id = "column A", name = "column A" }
slug = ["id"]
constant = { type = "rms", operator = "o", status = "active" }
if_new = true
[[systems]]
file = "a"
columns = { id = "To", name = "To" }
slug = ["id"]
constant = { type = "rms", operator = "o", status = "active" }
if_new = true
[links]
file = "a"
where = { How = ["x", "push"] }
columns = { from = "column A", to = "To", mode = "How" }
recode.mode = { x = "unknown" }
slug = ["from", "to"]
constant = { direction = "one_way", status = "active" }
"""


def test_a_two_way_table_becomes_a_row_for_each_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Who sends to whom"],
        [None, "A", "B", "C"],
        ["A", None, "x", "push"],
        ["B", "x", None, "no"],
    ]
    made, said = read(book(tmp_path, rows), MATRIX)
    assert made is not None
    assert said == []
    links = set(zip(made.links["from"], made.links["to"], made.links["mode"], strict=True))
    assert links == {("a", "b", "unknown"), ("a", "c", "push"), ("b", "a", "unknown")}
    assert sorted(made.systems["id"]) == ["a", "b", "c"]
    rows[3][2] = "perhaps"
    _, refused = read(
        book(tmp_path, [*rows, ["A", "x", None, None]]), MATRIX.replace('where = { How = ["x", "push"] }', "")
    )
    assert any(line.startswith("a.xlsx/a:4:How: 'perhaps' is not a mode") for line in refused)


FLAGS = """[agencies]
constant = { id = "o", name = "O", level = "municipal", sector = "policing" }
[systems]
file = "a"
filled = ["App"]
made_of = { id = "{Org} {App}", name = "{Org}: {App}" }
flags = { holds = { "Persons?" = "persons", "Guns?" = "firearms" } }
slug = ["id"]
constant = { type = "rms", operator = "o", status = "active" }
"""


def test_yes_and_no_become_a_list_and_ids_are_made_of_cells(tmp_path: Path) -> None:
    header = "Org,App,Persons?,Guns?"
    made, said = read(csv(tmp_path, header, "North,RMS,Y,no", "South,RMS,oui,X", "West,,Y,Y", "East,RMS,,"), FLAGS)
    assert made is not None
    assert said == ["a.csv:4: 1 row is not read: the mapping takes none of them"]
    rows = made.systems.astype("object").where(made.systems.notna(), "")
    assert set(zip(rows["id"], rows["name"], rows["holds"], strict=True)) == {
        ("north-rms", "North: RMS", "persons"),
        ("south-rms", "South: RMS", "firearms;persons"),
        ("east-rms", "East: RMS", ""),
    }
    _, refused = read(csv(tmp_path, header, "North,RMS,sometimes,no"), FLAGS)
    assert refused == ["a.csv:2:Persons?: 'sometimes' is neither yes nor no"]


def test_texts_that_name_nobody_make_no_record(tmp_path: Path) -> None:
    mapping = TIDY + (
        '[links]\nfile = "a"\nfilled = ["To"]\ncolumns = { from = "App", to = "To" }\n'
        'rows = [{ by = [";"], of = ["to"], without = ["None", "n/a"] }]\nslug = ["from", "to"]\n'
        'constant = { direction = "one_way", mode = "push", status = "active" }\n'
    )
    lines = ["Org,App,Kind,To", "North,A,Records,B; none", "North,B,Records,N/A", "North,C,Records,"]
    made, said = read(csv(tmp_path, *lines), mapping)
    assert made is not None
    assert said == []
    assert list(zip(made.links["from"], made.links["to"], strict=True)) == [("a", "b")]


def test_a_record_counts_only_if_its_id_is_new(tmp_path: Path) -> None:
    constant = (
        '[[agencies]]\nconstant = { id = "north", name = "North Police", level = "federal", sector = "policing" }\n'
    )
    made, said = read(
        csv(tmp_path, *(",".join(row) for row in ROWS)), constant + TIDY.replace("[agencies]", "[[agencies]]")
    )
    assert made is not None
    assert said == []
    assert dict(zip(made.agencies["name"], made.agencies["level"], strict=True)) == {
        "North Police": "federal",
        "South": "municipal",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("header = 0", "sheet.a.header: must be a line, or a list of lines from the top down: header = [2, 3]"),
        ("header = [3, 2]", "sheet.a.header: must be a line, or a list of lines from the top down: header = [2, 3]"),
        ("header = true", "sheet.a.header: must be a line, or a list of lines from the top down: header = [2, 3]"),
        ("header = 3\nuntil = 3", "sheet.a.until: is one line below the header"),
        ("heder = 1", "sheet.a.heder: no key of a sheet (did you mean header?)"),
        ('unfold = { names = "To" }', "sheet.a.unfold: has names and cells: what the two new columns are called"),
        (
            'unfold = { names = "a", cells = "b", x = 1 }',
            "sheet.a.unfold.x: no key of unfold: it has columns, names and cells",
        ),
        ("fill_down = 1", "sheet.a.fill_down: must be a list in square brackets"),
        ("of = 1", "sheet.a.of: must be a text in quotation marks"),
    ],
)
def test_faults_of_a_sheet(words: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        read(csv(tmp_path, "Org,App,Kind"), with_sheet(words))
    assert str(refused.value).splitlines() == [f"mapping.toml: {expected}"]


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (
            TIDY.replace('id = "App", name = "App"', 'name = "App"') + 'made_of = { name = "{App}" }\n',
            "systems.columns.name",
        ),
        (TIDY + 'flags = { type = { "X" = "rms" } }\n', "systems.flags.type: is no list column"),
        (TIDY + 'flags = { holds = { "X" = "person" } }\n', "did you mean persons?"),
        (TIDY + "if_new = 1\n", "systems.if_new: must be true or false"),
    ],
)
def test_faults_of_the_new_words(mapping: str, expected: str, tmp_path: Path) -> None:
    moved = mapping.replace('recode.type = { "Records" = "rms", "*" = "cad" }\n', "")
    with pytest.raises(SourceError) as refused:
        read(csv(tmp_path, "Org,App,Kind"), moved)
    assert expected in str(refused.value)


@pytest.mark.parametrize(("words", "line"), [("header = 9", 9), ("header = [1, 2]\nuntil = 3", 2)])
def test_a_header_that_is_not_there_is_refused_at_its_line(words: str, line: int, tmp_path: Path) -> None:
    _, said = read(csv(tmp_path, "Org,App,Kind", ",,", "North,Niche,Records"), with_sheet(words))
    assert f"a.csv:{line}: has no header on line {line}: the mapping says that it has" in said
