"""Bytes of a CSV file to UTF-8 bytes and a header: which encoding, which delimiter, which columns.

Law: a file is read as what it is or refused with the remedy; nothing is guessed that could garble a name.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graphmodel.loading.findings import Findings, Unreadable

_REMEDY = "save it as CSV UTF-8"
_SIGNATURES = (
    (b"PK\x03\x04", "a workbook or a zip archive, not CSV text: name it .xlsx or .zip and give that"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), not CSV text: save it as .xlsx or as CSV UTF-8"),
    (b"%PDF", f"a PDF, not CSV text: open the table it shows and {_REMEDY}"),
    (b"\x89PNG", "an image, not CSV text"),
    (b"\xff\xd8\xff", "an image, not CSV text"),
    (b"GIF8", "an image, not CSV text"),
    (b"\x1f\x8b", "compressed with gzip, not CSV text: decompress it first"),
    (b"PAR1", f"a Parquet file, not CSV text: {_REMEDY}"),
    (b"SQLite format 3", f"a database, not CSV text: {_REMEDY}"),
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STEP = 1 << 22
_LONGEST_HEADER = 1 << 16
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Header:
    """The first line of a CSV file: its cells, what parts them, and how much of the file it takes."""

    names: tuple[str, ...]
    delimiter: str
    size: int
    lines: int


def utf8(file: str, data: bytes, findings: Findings) -> bytes:
    """Return the text of a file as UTF-8 without a mark; Unreadable where it is no text."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            try:
                data = data.decode(encoding).encode()
            except UnicodeError as error:
                raise Unreadable(f"begins as {encoding.upper()} but is broken; {_REMEDY}") from error
            findings.notice(file, f"is {encoding.upper()} and was read as that; {_REMEDY} to be safe")
            break
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise Unreadable("is empty: give it a header row, or take it away")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"is {what}")
    if (nul := data.find(b"\0")) >= 0:
        what = f"holds a NUL character, so it is no CSV text, or UTF-16 without a mark; {_REMEDY}"
        raise Unreadable(what, data.count(b"\n", 0, nul) + 1)
    wrong = _not_utf8(data)
    return data if wrong < 0 else _from_cp1252(file, data, wrong, findings)


def _not_utf8(data: bytes) -> int:
    """Return where the first byte stands that is no UTF-8, or -1; a step at a time, for the whole is large."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _STEP):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _STEP], final=start + _STEP >= len(data))
        except UnicodeDecodeError as error:
            return start - waiting + error.start
    return -1


def _from_cp1252(file: str, data: bytes, wrong: int, findings: Findings) -> bytes:
    line = data.count(b"\n", 0, wrong) + 1
    rest = _SEQUENCE.sub(b"", data)
    sequences = sum(1 for _ in _SEQUENCE.finditer(data))
    if sequences > sum(rest.count(byte) for byte in range(0x80, 0x100)):
        raise Unreadable(f"is not UTF-8 here, while other lines are; {_REMEDY}", line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"is neither UTF-8 nor Windows-1252 text; {_REMEDY}", line) from error
    findings.notice(file, f"is not UTF-8 (line {line}) and was read as Windows-1252; {_REMEDY} to be safe")
    return text.encode()


def header(file: str, data: bytes, findings: Findings) -> Header:
    """Return the header of a table; Unreadable where the first line can be none."""
    head = data[: _LONGEST_HEADER * 2]
    text = head.decode(errors="ignore")
    lines = io.StringIO(text, newline="").readlines()
    blank = 0
    while blank < len(lines) and not lines[blank].strip():
        blank += 1
    read = {delimiter: _first(lines[blank:], delimiter) for delimiter in _DELIMITERS}
    delimiter = max(read, key=lambda one: len(read[one][0]))  # the first of equals, so a comma where all are alike
    cells, taken = read[delimiter]
    if len(cells) < 2 and not all(read[one][0] for one in _DELIMITERS):
        raise Unreadable("opens a quotation mark in its header that is not closed in order", blank + 1)
    size = sum(len(line.encode()) for line in lines[: blank + taken])
    if size > _LONGEST_HEADER:
        raise Unreadable(f"has a first line of over {_LONGEST_HEADER:,} bytes, so it is no table", 1)
    if delimiter != ",":
        findings.notice(file, f"parts its cells by {_DELIMITERS[delimiter]} and was read so")
    names = tuple(cell.strip() for cell in cells)
    return Header(names, delimiter, size, blank + taken)


def _first(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the first record and its number of lines; no cells where its quotes are in disorder."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return next(reader, list[str]()), reader.line_num
    except csv.Error:
        return [], len(lines)


def check_names(names: Sequence[str], row: int) -> None:
    """Raise Unreadable where two columns have one name."""
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise Unreadable(f"has two columns named {', '.join(map(repr, twice))}: rename or remove one", row)
