"""Sources that cannot be written down as text: archives, workbooks, encodings and files that are no table.

Each case is a function that spoils a sound folder, or puts another source beside it, and returns the source; its
docstring holds, line by line, what must be said of it, ``{here}`` being the folder that holds the source.
"""

from __future__ import annotations

import gzip
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl

SOUND = Path(__file__).parents[1] / "broken" / "sound"
Case = Callable[[Path], Path | str]
CASES: dict[str, Case] = {}


def case(make: Case) -> Case:
    CASES[make.__name__.replace("_", "-")] = make
    return make


def texts() -> dict[str, str]:
    """Return the files of the sound folder by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(SOUND.iterdir())}


def folder(here: Path, **changed: bytes) -> Path:
    """Return a copy of the sound folder with some tables replaced."""
    source = here / "world"
    shutil.copytree(SOUND, source)
    for stem, content in changed.items():
        (source / f"{stem}.csv").write_bytes(content)
    return source


def zipped(here: Path, files: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Return a zip of these files."""
    path = here / "world.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return path


def workbook(here: Path, **changed: list[list[object]]) -> Path:
    """Return a workbook of the sound tables, some of them replaced."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in texts().items():
        stem, _, ending = name.partition(".")
        rows: list[list[object]] = [list(line.split(",")) for line in text.splitlines()]
        if ending == "csv":
            sheet = book.create_sheet(stem)
            for row in changed.pop(stem, rows):
                sheet.append(row)
    for stem, rows in changed.items():
        sheet = book.create_sheet(stem)
        for row in rows:
            sheet.append(row)
    path = here / "world.xlsx"
    book.save(path)
    return path


# sources


@case
def no_such_folder(here: Path) -> Path:
    """error there is no folder, zip or workbook '{here}/nowhere': shipped catalogues are {shipped}"""
    return here / "nowhere"


@case
def shipped_name_misspelt(_here: Path) -> str:
    """error there is no folder, zip or workbook 'canda' (did you mean canada?): shipped catalogues are {shipped}"""
    return "canda"


@case
def no_name_at_all(_here: Path) -> str:
    """error no source is named: give a folder, a zip, a workbook or one of {shipped}"""
    return " "


@case
def name_too_long(_here: Path) -> str:
    """error there is no folder, zip or workbook '{long}': shipped catalogues are {shipped}"""
    return "x" * 5000


@case
def name_with_nul(_here: Path) -> str:
    """error there is no folder, zip or workbook 'a\\x00b': shipped catalogues are {shipped}"""
    return "a\0b"


@case
def one_table_alone(here: Path) -> Path:
    """error {here}/world/links.csv is one table: give the folder that holds it with the others"""
    return folder(here) / "links.csv"


@case
def a_text_file(here: Path) -> Path:
    """error {here}/world/about.toml is no folder, zip, .xlsx workbook or .graphml file"""
    return folder(here) / "about.toml"


@case
def a_device(_here: Path) -> Path:
    """error /dev/null is neither a folder nor a file"""
    return Path("/dev/null")


@case
def an_empty_folder(here: Path) -> Path:
    """
    problem agencies.csv: is missing: a catalogue needs its agencies
    problem systems.csv: is missing: a catalogue needs its systems
    """
    (here / "world").mkdir()
    return here / "world"


@case
def agencies_and_sources_missing(here: Path) -> Path:
    """
    problem agencies.csv: is missing: a catalogue needs its agencies
    problem systems.csv:2:source: 'report' is not a source: there is no sources.csv
    problem systems.csv:3:source: 'report' is not a source: there is no sources.csv
    problem systems.csv:4:source: 'report' is not a source: there is no sources.csv; 'memo' is not a source: there is no sources.csv
    problem systems.csv:5:source: 'report' is not a source: there is no sources.csv
    problem uses.csv:2:source: 'report' is not a source: there is no sources.csv
    problem uses.csv:3:source: 'report' is not a source: there is no sources.csv
    problem links.csv:2:source: 'report' is not a source: there is no sources.csv
    problem links.csv:3:source: 'report' is not a source: there is no sources.csv; 'memo' is not a source: there is no sources.csv
    problem links.csv:4:source: 'memo' is not a source: there is no sources.csv
    problem agreements.csv:2:source: 'memo' is not a source: there is no sources.csv
    problem agreements.csv:3:source: 'report' is not a source: there is no sources.csv
    problem parties.csv:2:source: 'memo' is not a source: there is no sources.csv
    problem parties.csv:3:source: 'memo' is not a source: there is no sources.csv
    problem parties.csv:4:source: 'report' is not a source: there is no sources.csv
    """
    source = folder(here)
    (source / "agencies.csv").unlink()
    (source / "sources.csv").unlink()
    return source


# files that are no table


@case
def folder_in_place_of_a_file(here: Path) -> Path:
    """problem links.csv: is a folder, not a file"""
    source = folder(here)
    (source / "links.csv").unlink()
    (source / "links.csv").mkdir()
    return source


@case
def link_to_nowhere(here: Path) -> Path:
    """problem links.csv: is not a file that can be read"""
    source = folder(here)
    (source / "links.csv").unlink()
    (source / "links.csv").symlink_to(here / "nowhere")
    return source


@case
def pipe_in_place_of_a_file(here: Path) -> Path:
    """problem links.csv: is not a file that can be read"""
    source = folder(here)
    (source / "links.csv").unlink()
    os.mkfifo(source / "links.csv")
    return source


@case
def litter_of_programs(here: Path) -> Path:
    """sound"""
    source = folder(here)
    (source / "._links.csv").write_bytes(b"\0\1")
    (source / ".~lock.links.csv#").write_bytes(b"x")
    (source / "~$links.xlsx").write_bytes(b"x")
    return source


@case
def image_as_csv(here: Path) -> Path:
    """problem links.csv: is an image, not CSV text"""
    return folder(here, links=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


@case
def workbook_as_csv(here: Path) -> Path:
    """problem links.csv: is a workbook or a zip archive, not CSV text: name it .xlsx or .zip and give that"""
    return folder(here, links=workbook(here).read_bytes())


@case
def old_workbook_as_csv(here: Path) -> Path:
    """problem links.csv: is protected by a password, or an old workbook (.xls): save it without one, as .xlsx, or as CSV UTF-8"""
    return folder(here, links=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))


@case
def pdf_as_csv(here: Path) -> Path:
    """problem links.csv: is a PDF, not CSV text: open the table it shows and save it as CSV UTF-8"""
    return folder(here, links=b"%PDF-1.7\n")


@case
def gzip_as_csv(here: Path) -> Path:
    """problem links.csv: is compressed with gzip, not CSV text: decompress it first"""
    return folder(here, links=gzip.compress(b"from,to\n"))


@case
def nul_in_a_cell(here: Path) -> Path:
    """problem links.csv:3: holds a NUL character, so it is no CSV text, or UTF-16 without a mark; save it as CSV UTF-8"""
    return folder(here, links=texts()["links.csv"].replace("Through", "Thr\0ugh").encode())


@case
def noise(here: Path) -> Path:
    """problem links.csv:1: is neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8"""
    return folder(here, links=bytes(range(128, 256)) * 50)


@case
def enormous_first_line(here: Path) -> Path:
    """problem links.csv:1: has a first line of over 65,536 bytes, so it is no table"""
    return folder(here, links=b"x" * 3_000_000)


@case
def enormous_line_of_cells(here: Path) -> Path:
    """problem products.csv:2: has 1000001 cells where the header has 3: put a text that holds ',' in quotation marks"""
    return folder(here, products=b"id,name,vendor\n" + b"x," * 1_000_000 + b"\nniche,Niche RMS,\n")


@case
def enormous_cell(here: Path) -> Path:
    """problem products.csv:2:name: holds more than 1,000,000 characters"""
    return folder(here, products=b"id,name,vendor\nniche," + b"x" * 1_000_001 + b",\n")


@case
def enormous_row(here: Path) -> Path:
    """problem products.csv: has a row of over 16,777,216 bytes, so it is no table"""
    return folder(here, products=b"id,name,vendor\nniche," + b"x" * 40_000_000 + b",\n")


@case
def about_that_is_not_utf_8(here: Path) -> Path:
    """problem about.toml: is not UTF-8: save it as UTF-8"""
    source = folder(here)
    (source / "about.toml").write_bytes(b'name = "Qu\xe9bec"')
    return source


# encodings


@case
def byte_order_mark(here: Path) -> Path:
    """sound"""
    return folder(here, agencies=texts()["agencies.csv"].encode("utf-8-sig"))


@case
def utf_16(here: Path) -> Path:
    """notice agencies.csv: is UTF-16 and was read as that; save it as CSV UTF-8 to be safe"""
    return folder(here, agencies=texts()["agencies.csv"].encode("utf-16"))


@case
def utf_16_cut_short(here: Path) -> Path:
    """problem agencies.csv: begins as UTF-16 but is broken; save it as CSV UTF-8"""
    return folder(here, agencies=texts()["agencies.csv"].encode("utf-16")[:-1])


@case
def utf_16_without_mark(here: Path) -> Path:
    """problem agencies.csv:1: holds a NUL character, so it is no CSV text, or UTF-16 without a mark; save it as CSV UTF-8"""
    return folder(here, agencies=texts()["agencies.csv"].encode("utf-16-le"))


@case
def utf_32(here: Path) -> Path:
    """notice agencies.csv: is UTF-32 and was read as that; save it as CSV UTF-8 to be safe"""
    return folder(here, agencies=texts()["agencies.csv"].encode("utf-32"))


@case
def windows_1252(here: Path) -> Path:
    """notice agencies.csv: is not UTF-8 (line 2) and was read as Windows-1252; save it as CSV UTF-8 to be safe"""
    return folder(
        here, agencies=texts()["agencies.csv"].replace("Anytown", "Québec \u2013 l\u2019Œuvre à 5 €").encode("cp1252")
    )


@case
def one_wrong_byte_in_utf_8(here: Path) -> Path:
    """problem agencies.csv:4: is not UTF-8 here, while other lines are; save it as CSV UTF-8"""
    text = texts()["agencies.csv"].replace("Anytown", "Québec, Trois-Rivières".replace(",", " et"))
    return folder(here, agencies=text.encode().replace(b"E Division", b"\xc9 Division"))


@case
def excel_in_french(here: Path) -> Path:
    """
    notice agencies.csv: is not UTF-8 (line 2) and was read as Windows-1252; save it as CSV UTF-8 to be safe
    """
    text = texts()["agencies.csv"].replace("Anytown", "Montréal").replace(",", ";").replace("\n", "\r\n")
    return folder(here, agencies=text.encode("cp1252"))
