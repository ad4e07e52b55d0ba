"""Archives and workbooks that are hostile, damaged or merely unusual: more of the cases of ``tests.worlds.broken``."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl

from tests.worlds.broken import case, texts, workbook, zipped

ABOUT: list[list[object]] = [["name", "A small world"], ["made_up", True], ["limits", "Made up."]]


def patched(path: Path, *changes: tuple[bytes, bytes]) -> Path:
    """Return a file after some of its bytes were changed."""
    content = path.read_bytes()
    for before, after in changes:
        assert before in content, before
        content = content.replace(before, after)
    path.write_bytes(content)
    return path


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
    return workbook(here, agencies=agencies, about=ABOUT)


@case
def workbook_with_problems(here: Path) -> Path:
    """
    problem world.xlsx/uses:2:since: '2001-05-01' is a date: write the year, 2001
    problem world.xlsx/uses:3:since: '2001.5' is not a year from 1000 to 2999
    problem world.xlsx/products:6:name: is empty: every product needs it
    problem world.xlsx/products:7:id: 'Versadex' is no id: use small letters, digits and hyphens (versadex)
    warning world.xlsx/product: is no table of this format and is not read (did you mean world.xlsx/products?)
    notice world.xlsx/products: holds an error, or a formula that was never computed, in B6: read as empty
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
    return workbook(here, products=products, uses=uses, about=ABOUT, product=[["x"]])


@case
def workbook_with_a_formula(here: Path) -> Path:
    """
    problem world.xlsx/standards:2:name: is empty: every standard needs it
    notice world.xlsx/standards: holds an error, or a formula that was never computed, in B2: read as empty
    """
    return workbook(here, standards=[["id", "name"], ["ucr", '="a"&"b"']])


@case
def workbook_with_an_empty_sheet(here: Path) -> Path:
    """problem world.xlsx/recommendations: is empty: give it a header row, or take it away"""
    return workbook(here, recommendations=[[None]])


@case
def workbook_with_a_sheet_twice(here: Path) -> Path:
    """problem world.xlsx/Links : is the table links a second time: keep one of them"""
    return workbook(here, about=ABOUT, **{"Links ": [["from", "to"]]})


@case
def workbook_with_times(here: Path) -> Path:
    """
    problem world.xlsx/uses:2:since: '13:05:00' is not a year from 1000 to 2999
    problem world.xlsx/uses:3:since: '2001-05-01 13:05:00' is a date: write the year, 2001
    problem world.xlsx/uses:4:since: '2 days, 0:00:00' is not a year from 1000 to 2999
    """
    uses: list[list[object]] = [
        ["agency", "system", "role", "since"],
        ["rcmp-e", "cpic", "user", dt.time(13, 5)],
        ["apd", "cpic", "reader", dt.datetime(2001, 5, 1, 13, 5)],  # noqa: DTZ001 - a workbook knows no zones
        ["apd", "cpic", "contributor", dt.timedelta(days=2)],
    ]
    return workbook(here, uses=uses, about=ABOUT)


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
    """error {here}/world.xlsx/links is a sheet of 1,048,576 rows and 16,384 columns: delete the cells far off the table"""
    path = workbook(here)
    book = openpyxl.load_workbook(path)
    book["links"]["XFD1048576"] = "x"
    book.save(path)
    return path


@case
def workbook_that_is_text(here: Path) -> Path:
    """error {here}/world.xlsx is text named as a workbook: name it .csv, or open it in Excel and save it as .xlsx"""
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
