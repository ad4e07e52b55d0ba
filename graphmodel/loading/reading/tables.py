"""CSV text to columns: every cell as text, no word taken for nothing, no row dropped in silence.

pyarrow reads; where it met anything unusual, the csv module reads again, row by row, and says where. pyarrow alone
forgives too much: it closes a forgotten quotation mark at the end of the file and swallows the rows between.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.loading.columns import Coded, Rows, Sheet, arrow_csv
from graphmodel.loading.findings import MOST, Findings, Unreadable, with_more
from graphmodel.loading.reading.encoding import CSVHeader, check_names, header, utf8
from graphmodel.records.arrow import pa, pc
from graphmodel.words.messages import Message, number

_BLOCK = 1 << 24
_STEP = 1 << 24
_MOST_REFUSED = 100_000
_LONGEST_CELL = 1_000_000
_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'


@dataclass
class _CSVRecords:
    """The records below a header as the csv module sees them.

    ``lines`` says where the whole ones stand; ``broken`` where the first of the others do, and how many cells each has;
    ``more`` counts the rest of them; ``left`` is what stands in those.
    """

    lines: Rows
    broken: list[tuple[int, int]]
    more: int
    left: set[str]


def read_csv(file: str, read: Callable[[], bytes], findings: Findings) -> Sheet:
    """Return the table in a CSV file.

    ``read`` gives the bytes of the file, and is called again where line numbers are wanted. Raises Unreadable where
    the file is no table; a row with the wrong number of cells is a problem, and the rest is read.
    """
    data = utf8(file, read(), findings)
    head = header(file, data, findings)
    body = memoryview(data)[head.size :]
    quotes_in_disorder = not _quotes_pair(body, head.delimiter)
    if quotes_in_disorder:
        _records(body, head)  # raises where a mark is never closed, or closed inside a cell
    columns, refused = _columns(body, head)
    seen = _records(body, head) if refused else None
    del data, body

    @cache
    def lines() -> Rows:
        again = utf8(file, read(), Findings())
        return _records(memoryview(again)[head.size :], head).lines

    if seen:
        told = [Problem(file, line, "", _wrong_count(cells, head)) for line, cells in seen.broken]
        findings.problems += with_more(told, seen.more)
    if refused > _MOST_REFUSED:
        raise Unreadable(
            Message(
                "has more than {most} such rows, so the others were not looked at",
                most=number(_MOST_REFUSED),
            )
        )
    left = frozenset(seen.left) if seen else frozenset[str]()
    return sheet(file, head.names, columns, lambda rows: lines()[rows], findings, broken=left, header_row=head.lines)


def sheet(
    file: str,
    names: Sequence[str],
    columns: Sequence[Coded],
    lines: Callable[[Rows], Rows],
    findings: Findings,
    *,
    broken: frozenset[str] = frozenset(),
    header_row: int = 1,
    merged: Mapping[str, NDArray[np.bool_]] | None = None,
) -> Sheet:
    """Return a table without its blank rows; a column without a name is left out.

    ``merged`` says for columns which rows were filled from a merged cell, shape (rows,): they make no row by themselves.
    """
    check_names(names, header_row)
    filled = merged or {}
    own = zip(names, columns, strict=True)
    blank = np.logical_and.reduce([c.empty | filled[n] if n in filled else c.empty for n, c in own])
    kept = np.flatnonzero(~blank)
    if blank.any():
        columns = [column.take(kept) for column in columns]
    for name, column in zip(names, columns, strict=True):
        long = column.marked(pc.greater(pc.utf8_length(column.words), _LONGEST_CELL))
        if long.any():
            told = Message(
                "holds more than {most} characters",
                most=number(_LONGEST_CELL),
            )
            findings.problem(file, told, int(lines(kept[long])[0]), name)
    named = {name: column for name, column in zip(names, columns, strict=True) if name}
    pairs = enumerate(zip(names, columns, strict=True), start=1)
    unnamed = tuple(place for place, (name, column) in pairs if not name and not column.empty.all())
    of_merged = {name: mask[kept] for name, mask in filled.items()}
    return Sheet(file, named, len(kept), lambda rows: lines(kept[rows]), broken, unnamed, of_merged)


def _columns(body: memoryview, head: CSVHeader) -> tuple[list[Coded], int]:
    """Return the columns of all whole rows, and how many rows had the wrong number of cells, if not very many."""
    names = [str(place) for place in range(len(head.names))]
    refused = 0

    def note(_row: object) -> str:
        nonlocal refused
        refused += 1
        return "skip" if refused <= _MOST_REFUSED else "error"

    if not _anything(body):
        return [Coded.of([]) for _ in names], 0
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=head.delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                null_values=[],
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if refused > _MOST_REFUSED:
            return [], refused
        raise Unreadable(
            Message(
                "has a row of over {most} bytes, so it is no table",
                most=number(_BLOCK),
            )
        ) from error
    columns: list[Coded] = []
    while table.num_columns:  # the text of one column at a time is let go
        columns.append(Coded.of(table.column(0)))
        table = table.remove_column(0)
    return columns, refused


def _anything(body: memoryview) -> bool:
    """Return whether any line is not blank; looks no further than the first that is not."""
    return any(bytes(body[start : start + _STEP]).strip(b"\r\n") for start in range(0, len(body), _STEP))


def _quotes_pair(body: memoryview, delimiter: str) -> bool:
    """Return whether every quotation mark opens or closes a cell or is doubled inside one, as RFC 4180 has it."""
    text = np.frombuffer(body, dtype=np.uint8)
    found = [np.flatnonzero(text[at : at + _STEP] == _QUOTE) + at for at in range(0, len(text), _STEP)]
    marks = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
    if not len(marks):
        return True
    if len(marks) % 2:
        return False
    opening, closing = marks[0::2], marks[1::2]
    ends = np.zeros(256, dtype=bool)
    ends[[ord(delimiter), _LINE_FEED, _RETURN]] = True
    doubled = closing[:-1] + 1 == opening[1:]
    opens = (opening == 0) | ends[text[opening - 1]]
    opens[1:] |= doubled
    closes = closing + 1 == len(text)
    closes[~closes] = ends[text[closing[~closes] + 1]]
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())


def _records(body: memoryview, head: CSVHeader) -> _CSVRecords:
    """Read again with the csv module; Unreadable where a quotation mark is out of order."""
    text = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8", newline="")
    lines: list[int] = []
    broken: list[tuple[int, int]] = []
    count = 0
    left: set[str] = set()
    width, start = len(head.names), head.lines + 1
    with any_length():
        reader = csv.reader(text, delimiter=head.delimiter, strict=True)
        try:
            for cells in reader:
                if len(cells) == width:
                    lines.append(start)
                elif any(cell.strip() for cell in cells):
                    count += 1
                    if count <= MOST:
                        broken.append((start, len(cells)))
                    if count <= _MOST_REFUSED:
                        left.update(cell.strip() for cell in cells)
                start = head.lines + reader.line_num + 1
        except csv.Error as error:
            raise Unreadable(disorder(str(error)), start) from error
    return _CSVRecords(np.array(lines, dtype=np.int64), broken, count - len(broken), left)


@contextmanager
def any_length() -> Generator[None]:
    """Lift the csv module's limit on the length of a cell, which is one for the whole process, for a moment."""
    before = csv.field_size_limit(1 << 30)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def disorder(error: str) -> Message:
    """Return what an error of the csv module says of quotation marks."""
    if "unexpected end" in error:
        return Message(
            'opens a quotation mark (") that is never closed: close it, or double it to mean the sign itself',
        )
    return Message(
        'has a quotation mark (") inside a quoted cell: double it to mean the sign itself',
    )


def _wrong_count(here: int, head: CSVHeader) -> Message:
    if here < len(head.names):
        remedy = Message("a cell is missing")
    else:
        remedy = Message(
            "put a text that holds {delimiter!r} in quotation marks",
            delimiter=head.delimiter,
        )
    return Message(
        "has {here} cell{s} where the header has {wanted}: {remedy}",
        here=here,
        s="s" * (here != 1),
        wanted=len(head.names),
        remedy=remedy,
    )
