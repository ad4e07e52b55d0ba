"""CSV text becomes columns unchanged: no word is taken for nothing, no row is lost, lines are those of the file."""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmodel.errors import CatalogueError, SourceError
from graphmodel.loading import check, load
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.tables import read_csv
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.cell_text import text
from tests.worlds.broken import SOUND, folder, texts, workbook, zipped


def read(content: str | bytes) -> tuple[dict[str, list[str | None]], list[int], list[str]]:
    """Return columns, lines and problems of a table."""
    data = content.encode() if isinstance(content, str) else content
    findings = Findings()
    sheet = read_csv("t.csv", lambda: data, findings)
    columns = {name: column.texts().to_pylist() for name, column in sheet.columns.items()}
    return columns, sheet.lines(np.arange(sheet.count)).tolist(), [str(problem) for problem in findings.problems]


@pytest.mark.parametrize(
    "cell", ["NA", "null", "NULL", "None", "nan", "N/A", "#N/A", "007", "1.0", "1e5", "TRUE", "-", "é", "Œuvre", "日本"]
)
def test_no_word_is_taken_for_nothing(cell: str) -> None:
    assert read(f"a,b\n{cell},x\n") == ({"a": [cell], "b": ["x"]}, [2], [])


@pytest.mark.parametrize(
    ("content", "columns", "lines"),
    [
        ("a,b\n1,2", {"a": ["1"], "b": ["2"]}, [2]),
        ("a,b\r\n1,2\r\n3,4\r\n", {"a": ["1", "3"], "b": ["2", "4"]}, [2, 3]),
        ("a,b\r1,2\r3,4\r", {"a": ["1", "3"], "b": ["2", "4"]}, [2, 3]),
        ("\n\na,b\n\n1,2\n\n\n3,4\n\n", {"a": ["1", "3"], "b": ["2", "4"]}, [5, 8]),
        ('a,b\n"x\n\ny",2\n3,4\n', {"a": ["x\n\ny", "3"], "b": ["2", "4"]}, [2, 5]),
        ('"a\nb",c\n1,2\n', {"a\nb": ["1"], "c": ["2"]}, [3]),
        ("a\n1\n\n2\n", {"a": ["1", "2"]}, [2, 4]),
        ("a,b\n , \n1, 2 \n,\n", {"a": ["1"], "b": ["2"]}, [3]),
        (' a , "b"\n1,2\n', {"a": ["1"], '"b"': ["2"]}, [2]),
        ('a,b\n"say ""hi""",\n', {"a": ['say "hi"'], "b": [None]}, [2]),
        ('a,b\n5" disk,x\n', {"a": ['5" disk'], "b": ["x"]}, [2]),
        ("a;b\n1,5;2\n", {"a": ["1,5"], "b": ["2"]}, [2]),
        ("a,b\n", {"a": [], "b": []}, []),
        ("a,b", {"a": [], "b": []}, []),
    ],
)
def test_rows_and_their_lines(content: str, columns: dict[str, list[str | None]], lines: list[int]) -> None:
    assert read(content) == (columns, lines, [])


def test_rows_of_the_wrong_length_are_told_and_the_others_read() -> None:
    columns, lines, problems = read('a,b\n1,2\n"x\ny"\n3,4,5\n6,7\n')
    assert (columns, lines) == ({"a": ["1", "6"], "b": ["2", "7"]}, [2, 6])
    assert problems == [
        "t.csv:3: has 1 cell where the header has 2: a cell is missing",
        "t.csv:5: has 3 cells where the header has 2: put a text that holds ',' in quotation marks",
    ]


def test_very_many_rows_of_the_wrong_length_are_all_told() -> None:
    findings = Findings()
    content = b"a,b\n" + b"1\n" * 100_002 + b"2,3\n"
    with pytest.raises(Unreadable, match="more than 100,000 such rows"):
        read_csv("t.csv", lambda: content, findings)
    assert len(findings.problems) == 1_000
    assert sum(1 + problem.more for problem in findings.problems) == 100_002
    assert findings.problems[-1].text("fr").endswith(": il manque une cellule ... et 99\u00a0002 autres du même genre")


def test_a_name_on_the_edge_of_a_step_is_decoded_whole() -> None:
    name = "é" * ((1 << 22) // 2 + 7)
    cells = [name[start : start + 999_999] for start in range(0, len(name), 999_999)]
    content = "a,b\n" + "".join(f"{cell},x{'y' * place}\n" for place, cell in enumerate(cells))
    assert read(content)[0]["a"] == cells


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=30)


@settings(deadline=None)
@given(
    st.lists(st.tuples(cells, cells), max_size=8), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"])
)
def test_what_csv_writes_is_read_unchanged(rows: list[tuple[str, str]], delimiter: str, ending: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ending)
    writer.writerow(["one", "two"])
    starts: list[int] = []
    for row in rows:
        starts.append(written.getvalue().count("\n") + 1)
        writer.writerow(row)
    kept = [(start, *(cell.strip() for cell in row)) for start, row in zip(starts, rows, strict=True)]
    kept = [row for row in kept if row[1] or row[2]]
    columns, lines, problems = read(written.getvalue())
    assert (problems, lines) == ([], [row[0] for row in kept])
    one, two = ([unicodedata.normalize("NFC", row[at]) or None for row in kept] for at in (1, 2))
    assert columns == {"one": one, "two": two}


ALL_TEXT = [
    ("agencies", "name"),
    ("systems", "name"),
    ("links", "note"),
    ("standards", "name"),
    ("sources", "title"),
    ("impediments", "note"),
    ("recommendations", "name"),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(cells, st.sampled_from(ALL_TEXT))
def test_any_text_survives_loading(tmp_path_factory: pytest.TempPathFactory, cell: str, place: tuple[str, str]) -> None:
    table, column = place
    rows = list(csv.DictReader(texts()[f"{table}.csv"].splitlines()))
    rows[0][column] = f"a{cell}z"
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    source = folder(tmp_path_factory.mktemp("any"), **{table: written.getvalue().encode()})
    loaded = load(source).frames[table]  # type: ignore[index]
    assert unicodedata.normalize("NFC", f"a{cell}z") in loaded[column].tolist()


@pytest.mark.rotates("at length")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.builds(lambda a, b: b"id,from,to\n" + a + b"," + b, st.binary(), st.binary()))
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    source = folder(tmp_path_factory.mktemp("bytes"), links=content)
    with pytest.raises((CatalogueError, SourceError)):
        load(source)


@pytest.mark.rotates("at length")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_table_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes
) -> None:
    content = texts()["links.csv"].encode()
    at %= len(content)
    source = folder(tmp_path_factory.mktemp("damage"), links=content[:at] + damage + content[at + 1 :])
    with suppress(CatalogueError, SourceError):
        assert load(source).counts["links"] <= 4


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("name", ["world.zip", "world.xlsx"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), damage=st.binary(min_size=1, max_size=8))
def test_any_damage_to_an_archive_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: float, damage: bytes
) -> None:
    here = tmp_path_factory.mktemp("damage")
    path = zipped(here, texts().items()) if name == "world.zip" else workbook(here)
    content = path.read_bytes()
    start = int(at * len(content))
    path.write_bytes(content[:start] + damage + content[start + len(damage) :])
    with suppress(CatalogueError, SourceError):
        load(path)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(7.0, "7"), (7.5, "7.5"), (1e20, "100000000000000000000"), ("007", "007"), (" x ", "x"), (True, "true"), (3, "3")],
)
def test_cells_of_a_workbook_as_text(cell: float | str, shown: str) -> None:
    assert text(cell) == shown


def test_a_folder_a_zip_and_a_workbook_of_it_are_one_catalogue(tmp_path: Path) -> None:
    about: list[list[object]] = [["name", "A small world"], ["made_up", "true"], ["limits", "Made up."]]
    worlds: set[Catalogue] = {
        load(SOUND),
        load(str(SOUND)),
        load(zipped(tmp_path, texts().items())),
        load(workbook(tmp_path, about=about)),
    }
    assert len(worlds) == 1


def test_what_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(asked: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def ask(path: Path) -> Any:
            if path.is_relative_to(SOUND):
                raise PermissionError(13, "Permission denied")
            return asked(path)

        return ask

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refusing(Path.read_bytes))
        with pytest.raises(CatalogueError, match=r"agencies.csv: cannot be read: Permission denied"):
            load(SOUND)
    monkeypatch.setattr(Path, "iterdir", refusing(Path.iterdir))
    with pytest.raises(SourceError, match="sound cannot be opened: Permission denied"):
        load(SOUND)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("name", ["systems.csv", "about.toml"])
def test_a_link_out_of_the_folder_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    source = folder(tmp_path)
    (tmp_path / name).write_bytes((SOUND / name).read_bytes())
    (source / name).unlink()
    (source / name).symlink_to(Path("..") / name)
    told = "is a link to a file outside this folder, which is not read: put the file itself there"
    assert f"{name}: {told}" in [str(problem) for problem in check(source).problems]
    assert any("un lien vers un fichier hors de ce dossier" in problem.text("fr") for problem in check(source).problems)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_inside_a_folder_and_to_a_folder_are_followed(tmp_path: Path) -> None:
    source = folder(tmp_path)
    (source / "kept").mkdir()
    (source / "systems.csv").rename(source / "kept" / "systems.csv")
    (source / "systems.csv").symlink_to(Path("kept") / "systems.csv")
    (tmp_path / "also").symlink_to(source)
    assert load(tmp_path / "also") == load(SOUND)


def test_the_canadian_catalogue_is_sound() -> None:
    notes: list[str] = []
    counts = load("canada", notice=notes.append).counts
    assert (counts["agencies"], counts["systems"], counts["links"], counts["uses"], notes) == (236, 481, 351, 540, [])
