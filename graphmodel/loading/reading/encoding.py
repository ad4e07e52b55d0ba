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
from graphmodel.loading.reading.containers import OLE, old_or_protected
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message, number

_SAVE = Message("save it as CSV UTF-8")
_SIGNATURES = (
    (
        b"PK\x03\x04",
        Message(
            "a workbook or a zip archive, not CSV text: name it .xlsx or .zip and give that",
        ),
    ),
    (
        b"%PDF",
        Message(
            "a PDF, not CSV text: open the table it shows and save it as CSV UTF-8",
        ),
    ),
    (b"\x89PNG", Message("an image, not CSV text")),
    (b"\xff\xd8\xff", Message("an image, not CSV text")),
    (b"GIF8", Message("an image, not CSV text")),
    (
        b"\x1f\x8b",
        Message(
            "compressed with gzip, not CSV text: decompress it first",
        ),
    ),
    (b"PAR1", Message("a Parquet file, not CSV text: ") + _SAVE),
    (b"SQLite format 3", Message("a database, not CSV text: ") + _SAVE),
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EMPTY = Message("is empty: give it a header row, or take it away")
_TO_BE_SAFE = Message(" to be safe")
_STEP = 1 << 22
_LONGEST_HEADER = 1 << 16
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DELIMITERS = {
    ",": Message("commas"),
    ";": Message("semicolons"),
    "\t": Message("tabs"),
    "|": Message("bars"),
}
_SEPARATOR_LINE = re.compile(r"""["']?sep=(?P<sign>.)["']?[ ,;\t|]*$""", re.IGNORECASE)
"""Excel's: a first line that says what parts the cells, and is no row."""


@dataclass(frozen=True)
class CSVHeader:
    """The first line of a CSV file: its cells, what parts them, and how much of the file it takes."""

    names: tuple[str, ...]
    delimiter: str
    size: int
    lines: int


def utf8(file: str, data: bytes, findings: Findings) -> bytes:
    """Return the text of a file as UTF-8 without a mark; Unreadable where it is no text."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            name = encoding.upper()
            try:
                data = data.decode(encoding).encode()
            except UnicodeError as error:
                broken = Message("begins as {name} but is broken; ", name=name)
                raise Unreadable(broken + _SAVE) from error
            read = Message("is {name} and was read as that; ", name=name)
            findings.notice(file, read + _SAVE + _TO_BE_SAFE)
            break
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise Unreadable(EMPTY)
    if data.startswith(OLE):
        raise Unreadable(old_or_protected(data) + Message(", or as CSV UTF-8"))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(Message("is ") + what)
    if (nul := data.find(b"\0")) >= 0:
        what = Message(
            "holds a NUL character, so it is no CSV text, or UTF-16 without a mark; ",
        )
        raise Unreadable(what + _SAVE, data.count(b"\n", 0, nul) + 1)
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
        mixed = Message("is not UTF-8 here, while other lines are; ")
        raise Unreadable(mixed + _SAVE, line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        neither = Message("is neither UTF-8 nor Windows-1252 text; ")
        raise Unreadable(neither + _SAVE, line) from error
    read = Message(
        "is not UTF-8 (line {line}) and was read as Windows-1252; ",
        line=line,
    )
    findings.notice(file, read + _SAVE + _TO_BE_SAFE)
    return text.encode()


def header(file: str, data: bytes, findings: Findings) -> CSVHeader:
    """Return the header of a table; Unreadable where the first line can be none.

    Above it may stand blank lines, and Excel's line that names the sign between cells, as in ``sep=;``.
    """
    head = data[: _LONGEST_HEADER * 2]
    text = head.decode(errors="ignore")
    lines = io.StringIO(text, newline="").readlines()
    delimiters, top = separators(lines)
    read = {delimiter: _first(lines[top:], delimiter) for delimiter in delimiters}
    delimiter = max(read, key=lambda one: len(read[one][0]))  # the first of equals, so a comma where all are alike
    cells, taken = read[delimiter]
    if len(cells) < 2 and not all(read[one][0] for one in delimiters):
        raise Unreadable(
            Message(
                "opens a quotation mark in its header that is not closed in order",
            ),
            top + 1,
        )
    size = sum(len(line.encode()) for line in lines[: top + taken])
    if size > _LONGEST_HEADER:
        raise Unreadable(
            Message(
                "has a first line of over {most} bytes, so it is no table",
                most=number(_LONGEST_HEADER),
            ),
            1,
        )
    if sum(len(read[one][0]) > 1 for one in delimiters) > 1 and delimiter != ",":
        findings.notice(
            file,
            Message(
                "parts its cells by {signs} and was read so",
                signs=_DELIMITERS[delimiter],
            ),
        )
    names = tuple(cell.strip() for cell in cells)
    return CSVHeader(names, delimiter, size, top + taken)


def separators(lines: Sequence[str]) -> tuple[list[str], int]:
    """Return the signs that may part the cells of a text, and the line, from 0, on which its first row stands."""
    top = _past_blank(lines, 0)
    named = _SEPARATOR_LINE.match(lines[top].rstrip("\r\n")) if top < len(lines) else None
    if not named:
        return list(_DELIMITERS), top
    top = _past_blank(lines, top + 1)
    if top == len(lines):
        raise Unreadable(EMPTY)
    return [_separator(named["sign"], top)], top


def _past_blank(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _separator(sign: str, line: int) -> str:
    """Return the sign that a line ``sep=`` names; Unreadable where it cannot part cells."""
    if sign in _DELIMITERS or (sign.isascii() and sign.isprintable() and not sign.isalnum() and sign not in "\"'"):
        return sign
    raise Unreadable(
        Message(
            "names {sign!r} as the sign between cells: part them by commas, semicolons or tabs",
            sign=sign,
        ),
        line,
    )


def _first(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the first record and its number of lines; no cells where its quotes are in disorder."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return next(reader, list[str]()), reader.line_num
    except csv.Error:
        return [], len(lines)


def check_names(names: Sequence[str], row: int) -> None:
    """Raise Unreadable where two columns have one name."""
    counts = Counter(composed(name) for name in names if name)
    twice = ", ".join(repr(name) for name, count in counts.items() if count > 1)
    if twice:
        raise Unreadable(
            Message(
                "has two columns named {twice}: rename or remove one",
                twice=twice,
            ),
            row,
        )
