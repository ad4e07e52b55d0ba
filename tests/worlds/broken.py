"""Sources that cannot be written down as text: archives, workbooks, encodings and files that are no table.

Each case is a function that spoils a sound folder, or puts another source beside it, and returns the source; its
docstring holds, line by line, what must be said of it, ``{here}`` being the folder that holds the source.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
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


def patched(path: Path, *changes: tuple[bytes, bytes]) -> Path:
    """Return a file after some of its bytes were changed."""
    content = path.read_bytes()
    for before, after in changes:
        assert before in content, before
        content = content.replace(before, after)
    path.write_bytes(content)
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
    """error {here}/world/about.toml is no folder, zip or .xlsx workbook"""
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
    """problem links.csv: is an old Excel workbook (.xls), not CSV text: save it as .xlsx or as CSV UTF-8"""
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
    notice agencies.csv: parts its cells by semicolons and was read so
    """
    text = texts()["agencies.csv"].replace("Anytown", "Montréal").replace(",", ";").replace("\n", "\r\n")
    return folder(here, agencies=text.encode("cp1252"))


# archives


@case
def zip_at_the_root(here: Path) -> Path:
    """sound"""
    return zipped(here, texts().items())


@case
def zip_in_one_folder_from_a_mac(here: Path) -> Path:
    """sound"""
    files = [(f"my world/{name}", text) for name, text in texts().items()]
    return zipped(here, [*files, ("__MACOSX/my world/._links.csv", b"\0"), ("my world/.DS_Store", b"\0")])


@case
def zip_of_two_folders(here: Path) -> Path:
    """error {here}/world.zip holds tables in a, b: put them at the root or in one folder"""
    return zipped(here, [("a/agencies.csv", "id"), ("b/systems.csv", "id")])


@case
def zip_too_deep(here: Path) -> Path:
    """error {here}/world.zip holds tables in a/b: put them at the root or in one folder"""
    return zipped(here, [(f"a/b/{name}", text) for name, text in texts().items()])


@case
def zip_with_a_broken_table(here: Path) -> Path:
    """problem links.csv: is empty: give it a header row, or take it away"""
    return zipped(here, {**texts(), "links.csv": ""}.items())


@case
def zip_that_climbs_out(here: Path) -> Path:
    """
    error {here}/world.zip: '../links.csv' points outside the archive
    error {here}/world.zip: '/etc/passwd' points outside the archive
    error {here}/world.zip: '..\\\\uses.csv' points outside the archive
    error {here}/world.zip: 'C:/links.csv' points outside the archive
    """
    return zipped(
        here,
        [*texts().items(), *((name, "x") for name in ("../links.csv", "/etc/passwd", "..\\uses.csv", "C:/links.csv"))],
    )


@case
def zip_with_a_password(here: Path) -> Path:
    """error {here}/world.zip: 'links.csv' is encrypted: give an archive without a password"""
    path = zipped(here, [("links.csv", "id")])
    return patched(path, (b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"))


@case
def zip_bomb(here: Path) -> Path:
    """error {here}/world.zip: 'links.csv' would unpack to over 200 times its size"""
    return zipped(here, [("links.csv", bytes(60_000_000))])


@case
def zip_that_declares_too_much(here: Path) -> Path:
    """
    error {here}/world.zip: would unpack to 4,294,967,294 bytes, more than 2,147,483,648
    error {here}/world.zip: 'links.csv' would unpack to over 200 times its size
    """
    path = zipped(here, [("links.csv", "12345")], zipfile.ZIP_STORED)
    return patched(path, (b"\5\0\0\0\5\0\0\0", b"\5\0\0\0\xfe\xff\xff\xff"))


@case
def zip_that_declares_too_little(here: Path) -> Path:
    """problem links.csv: is broken in the archive: Bad CRC-32 for file 'links.csv'"""
    size = len(texts()["links.csv"])
    path = zipped(here, texts().items())
    content = path.read_bytes()
    at = content.rindex(b"links.csv") - 46
    content = content[: at + 24] + (size - 50).to_bytes(4, "little") + content[at + 28 :]
    path.write_bytes(content)
    return path


@case
def zip_with_many_files(here: Path) -> Path:
    """error {here}/world.zip: holds 10,001 files, more than 10,000"""
    return zipped(here, ((f"{number}.csv", "") for number in range(10_001)), zipfile.ZIP_STORED)


@case
def zip_in_a_zip(here: Path) -> Path:
    """error {here}/world.zip: 'more.zip' is an archive inside the archive: unpack it first"""
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    return zipped(here, [*texts().items(), ("more.zip", inner.getvalue())])


@case
def zip_with_a_name_twice(here: Path) -> Path:
    """error {here}/world.zip: holds 'links.csv' 2 times"""
    path = zipped(here, [*texts().items(), ("linkz.csv", "id\n")])
    return patched(path, (b"linkz.csv", b"links.csv"))


@case
def zip_cut_short(here: Path) -> Path:
    """error {here}/world.zip is no zip archive, or is cut short: File is not a zip file"""
    path = zipped(here, texts().items())
    path.write_bytes(path.read_bytes()[:-200])
    return path


@case
def zip_with_a_spoilt_file(here: Path) -> Path:
    """problem links.csv: is broken in the archive: Bad CRC-32 for file 'links.csv'"""
    return patched(zipped(here, texts().items(), zipfile.ZIP_STORED), (b"gateway", b"getaway"))


@case
def zip_of_another_method(here: Path) -> Path:
    """problem links.csv: is broken in the archive: That compression method is not supported"""
    path = zipped(here, texts().items(), zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    for at in (content.index(b"links.csv") - 22, content.rindex(b"links.csv") - 36):
        content[at] = 97
    path.write_bytes(content)
    return path


@case
def text_called_zip(here: Path) -> Path:
    """error {here}/world.zip is no zip archive, or is cut short: File is not a zip file"""
    (here / "world.zip").write_text("hello")
    return here / "world.zip"


@case
def zip_without_tables(here: Path) -> Path:
    """error {here}/world.zip holds no .csv file"""
    return zipped(here, [("readme.txt", "hello")])


@case
def workbook_called_zip(here: Path) -> Path:
    """error {here}/world.zip is a workbook: name it .xlsx"""
    return workbook(here).rename(here / "world.zip")


# workbooks


@case
def workbook_of_texts(here: Path) -> Path:
    """sound"""
    return workbook(
        here, about=[["key", "value"], ["name", "A small world"], ["made_up", "TRUE"], ["limits", "Made up."]]
    )


@case
def workbook_of_typed_cells(here: Path) -> Path:
    """sound"""
    agencies: list[list[object]] = [
        ["id", "name", "level", "sector", "part_of", "province", "population_served", "as_of", "source"],
        ["apd", "Anytown Police", "municipal", "policing", None, "ON", 120000, 2014.0, "report"],
        ["rcmp", "RCMP", "federal", "policing", None, None, None, None, "report"],
        ["rcmp-e", "RCMP E Division", "federal", "policing", "rcmp", "BC", None, None, "report"],
    ]
    about: list[list[object]] = [["name", "A small world"], ["made_up", True], ["limits", "Made up."]]
    return workbook(here, agencies=agencies, about=about)


@case
def workbook_with_problems(here: Path) -> Path:
    """
    problem world.xlsx/uses:2:since: '2001-05-01' is not a year from 1000 to 2999
    problem world.xlsx/uses:3:since: '2001.5' is not a year from 1000 to 2999
    problem world.xlsx/products:6:name: is empty: every product needs it
    problem world.xlsx/products:7:id: 'Versadex' is no id: use small letters, digits and hyphens (versadex)
    warning world.xlsx/product: is no table of this format and is not read (did you mean world.xlsx/products?)
    notice world.xlsx: holds an error, or a formula that was never computed, in B6: read as empty
    """
    products: list[list[object]] = [
        [None],
        ["id", "name", "vendor"],
        [None],
        ["niche", "Niche RMS", "NicheRMS"],
        [None],
        ["other", "#REF!", "Versaterm"],
        ["Versadex", "Versadex", "Versaterm"],
    ]
    uses: list[list[object]] = [
        ["agency", "system", "role", "since"],
        ["rcmp-e", "cpic", "user", dt.date(2001, 5, 1)],
        ["apd", "cpic", "reader", 2001.5],
    ]
    about: list[list[object]] = [["name", "A small world"], ["made_up", True], ["limits", "Made up."]]
    return workbook(here, products=products, uses=uses, about=about, product=[["x"]])


@case
def workbook_with_a_formula(here: Path) -> Path:
    """
    problem world.xlsx/standards:2:name: is empty: every standard needs it
    notice world.xlsx: holds an error, or a formula that was never computed, in B2: read as empty
    """
    return workbook(here, standards=[["id", "name"], ["ucr", '="a"&"b"']])


@case
def workbook_with_an_empty_sheet(here: Path) -> Path:
    """problem world.xlsx/recommendations: is empty: give it a header row, or take it away"""
    return workbook(here, recommendations=[[None]])


@case
def workbook_without_systems(here: Path) -> Path:
    """problem world.xlsx/systems: is missing: a catalogue needs its systems"""
    path = workbook(here)
    book = openpyxl.load_workbook(path)
    del book["systems"]
    book.save(path)
    return path


@case
def workbook_with_a_far_cell(here: Path) -> Path:
    """error {here}/world.xlsx has a sheet of 1,048,576 rows and 16,384 columns: delete the cells far off the table"""
    path = workbook(here)
    book = openpyxl.load_workbook(path)
    book["links"]["XFD1048576"] = "x"
    book.save(path)
    return path


@case
def workbook_that_is_text(here: Path) -> Path:
    """error {here}/world.xlsx is no zip archive, or is cut short: File is not a zip file"""
    (here / "world.xlsx").write_text("id,name\n")
    return here / "world.xlsx"


@case
def workbook_that_is_a_zip_of_tables(here: Path) -> Path:
    """error {here}/world.xlsx is no .xlsx workbook: it holds no xl/workbook.xml"""
    return zipped(here, texts().items()).rename(here / "world.xlsx")


@case
def workbook_of_nonsense(here: Path) -> Path:
    """error {here}/world.xlsx is no .xlsx workbook: it cannot be read: Cannot detect file format"""
    return zipped(here, [("xl/workbook.xml", "<nothing")]).rename(here / "world.xlsx")


@case
def workbook_bomb(here: Path) -> Path:
    """error {here}/world.xlsx: 'xl/sharedStrings.xml' would unpack to over 200 times its size"""
    return zipped(here, [("xl/workbook.xml", ""), ("xl/sharedStrings.xml", bytes(60_000_000))]).rename(
        here / "world.xlsx"
    )
