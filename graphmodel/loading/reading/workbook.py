"""Workbooks (.xlsx) to columns: one sheet a table, every cell as the text that people see in it.

The engine that reads them lays out a whole sheet from its first to its last cell: one cell in the far corner would
take 500 GB and end the process, so the cells of every sheet are looked at before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipInfo

import numpy as np

from graphmodel.errors import Problem, SourceError
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.archive import contents, listing
from graphmodel.loading.reading.containers import other_archive
from graphmodel.loading.reading.encoding import EMPTY
from graphmodel.loading.reading.grids import RawGrid
from graphmodel.loading.reading.merged import Area, Grid, fill, fill_down
from graphmodel.loading.reading.tables import sheet
from graphmodel.records.cell_text import text
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message, number

_MOST_EMPTY = 2_000_000
"""How many cells a sheet may lay out though they are empty, beside twenty for each that is not."""
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,20})([0-9]{1,20})["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*\bt="e"|"""
    rb"""<(?:\w+:)?c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>"""
)
_SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")
_NAMED_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_SHOWN = 10


Heading = Callable[[Grid], tuple[int, list[str]]]
"""What finds in a sheet the row after which the records begin, and the names of the columns."""


def _first_row(rows: Grid) -> tuple[int, list[str]]:
    top = next((at for at, row in enumerate(rows) if any(row)), None)
    if top is None:
        raise Unreadable(EMPTY)
    return top, rows[top]


class Workbook:
    """One workbook held in memory; SourceError where it is none."""

    def __init__(self, path: Path, findings: Findings) -> None:
        from python_calamine import CalamineWorkbook

        self._path = path
        _look_into(path, findings)
        try:
            with _engine_errors():
                self._book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        except Unreadable as error:
            raise _none_of_ours(path, Message("it ") + error.message) from error
        self.names: list[str] = list(self._book.sheet_names)

    def place(self, name: str) -> str:
        """Return how messages name a sheet."""
        return f"{self._path.name}/{name}"

    def sheet(self, name: str, findings: Findings, heading: Heading = _first_row) -> Sheet:
        """Return one sheet as a table, its first row that is not blank being the header, unless ``heading`` finds another."""
        rows, areas = self._read(name)
        top, names = heading(rows)
        merged = fill(rows, areas, top)
        first = merged.header_end + 1
        if merged.areas:
            findings.notice(
                self.place(name),
                Message(
                    "merged cells were read in each of their rows: {areas}",
                    areas=_some(merged.areas),
                ),
            )
        columns = [Coded.of([row[place] for row in rows[first:]]) for place in range(len(names))]
        lines = np.arange(first + 1, len(rows) + 1, dtype=np.int64)
        masks = merged.masks(names, first, len(lines))
        place = self.place(name)
        made = sheet(place, names, columns, lambda wanted: lines[wanted], findings, header_row=top + 1, merged=masks)
        wide = (
            (frozenset(composed(names[at]) for at in over), Problem(place, error.row, error.column, error.message))
            for over, error in merged.wide
        )
        return replace(made, wide=tuple(wide))

    def grid(self, name: str) -> RawGrid:
        """Return the rows of one sheet as they are."""
        rows, areas = self._read(name)
        return RawGrid(self.place(name), rows, list(range(1, len(rows) + 1)), tuple(areas))

    def pairs(self, name: str) -> Mapping[str, list[str]]:
        """Return a sheet of keys and values: for each key all its values in order."""
        found: dict[str, list[str]] = {}
        rows, areas = self._read(name)
        fill_down(rows, (area for area in areas if area[0][1] == area[1][1] == 0))
        for key, *values in rows:
            found.setdefault(key, []).extend(composed(value) for value in values if value)
        return {key: values for key, values in found.items() if key and (key, values) != ("key", ["value"])}

    def _read(self, name: str) -> tuple[Grid, list[Area]]:
        """Return the cells of a sheet from its first row and column on, and which of them are merged."""
        with _engine_errors():
            found = self._book.get_sheet_by_name(name)
            cells = found.to_python(skip_empty_area=False)
            areas = found.merged_cell_ranges or []
        return [[text(cell) for cell in row] for row in cells], areas


@contextmanager
def _engine_errors() -> Generator[None]:
    """Turn whatever the engine raises into Unreadable; its panics are known by their name alone."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise Unreadable(_unread(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Unreadable(_unread(error)) from error
        raise


def _unread(error: BaseException) -> Message:
    return Message("cannot be read: {error}", error=error)


def _look_into(path: Path, findings: Findings) -> None:
    files = listing(path)
    if other := other_archive(files):
        raise SourceError(f"{path} " + other)
    if "xl/workbook.xml" not in files:
        raise _none_of_ours(path, Message("it holds no xl/workbook.xml"))
    sheets = _sheet_names(path, files)
    for name, info in files.items():
        try:
            content = contents(path, info)
        except Unreadable as error:
            raise SourceError(f"{path}: {name} " + error.message) from error
        if _SHEET.search(content):
            _look_at(path, sheets.get(name, name), content, findings)


def _none_of_ours(path: Path, why: Message) -> SourceError:
    return SourceError(Message("{path} is no .xlsx workbook: {why}", path=path, why=why))


def _sheet_names(path: Path, files: Mapping[str, ZipInfo]) -> dict[str, str]:
    """Return the names that people see by the file that holds each sheet; what cannot be told is left out."""
    try:
        book = contents(path, files["xl/workbook.xml"])
        links = contents(path, files["xl/_rels/workbook.xml.rels"])
    except (KeyError, Unreadable):
        return {}
    parts = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in _RELATION.findall(links)}
    named = {_attribute(tag, rb"(?:\w+:)?id"): _attribute(tag, b"name") for tag in _NAMED_SHEET.findall(book)}
    return {
        (part[1:] if part.startswith("/") else f"xl/{part}"): named[id] for id, part in parts.items() if id in named
    }


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape(((found[1] or found[2]) if found else b"").decode(errors="replace"))


def _look_at(path: Path, name: str, content: bytes, findings: Findings) -> None:
    wide = tall = 0
    places = _PLACE.findall(content)
    for letters, digits in places:
        tall = max(tall, int(digits))
        wide = max(wide, _column(letters))
    if wide * tall > _MOST_EMPTY + 20 * len(places):
        raise SourceError(
            Message(
                "{path}/{name} is a sheet of {tall} rows and {wide} columns: delete the cells far off the table",
                path=path,
                name=name,
                tall=number(tall),
                wide=number(wide),
            )
        )
    if broken := [(first or second).decode() for first, second in _ERROR.findall(content)]:
        findings.notice(
            f"{path.name}/{name}",
            Message(
                "holds an error, or a formula that was never computed, in {cells}: read as empty",
                cells=_some(broken),
            ),
        )


def _some(cells: Sequence[str]) -> str:
    return ", ".join(cells[:_SHOWN]) + (", ..." if len(cells) > _SHOWN else "")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
