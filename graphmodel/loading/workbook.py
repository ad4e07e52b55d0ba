"""Workbooks (.xlsx) to columns: one sheet a table, every cell as the text that people see in it.

The engine that reads them lays out a whole sheet from its first to its last cell: one cell in the far corner would
take 500 GB and end the process, so the cells of every sheet are looked at before.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from graphmodel.errors import SourceError
from graphmodel.loading.archive import contents, listing
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.tables import sheet

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_MOST_EMPTY = 2_000_000
"""How many cells a sheet may lay out though they are empty, beside twenty for each that is not."""
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,20})([0-9]{1,20})["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*\bt="e"|"""
    rb"""<(?:\w+:)?c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>"""
)
_SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")


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
            raise SourceError(f"{path} is no .xlsx workbook: it {error}") from error
        self.names: list[str] = list(self._book.sheet_names)

    def place(self, name: str) -> str:
        """Return how messages name a sheet."""
        return f"{self._path.name}/{name}"

    def sheet(self, name: str, findings: Findings) -> Sheet:
        """Return one sheet as a table, its first row that is not blank being the header."""
        rows = self._rows(name)
        top = next((at for at, row in enumerate(rows) if any(row)), None)
        if top is None:
            raise Unreadable("is empty: give it a header row, or take it away")
        names = rows[top]
        columns = [Coded.of([row[place] for row in rows[top + 1 :]]) for place in range(len(names))]
        lines = np.arange(top + 2, len(rows) + 1, dtype=np.int64)
        return sheet(self.place(name), names, columns, lambda wanted: lines[wanted], findings, header_row=top + 1)

    def pairs(self, name: str) -> Mapping[str, list[str]]:
        """Return a sheet of keys and values: for each key all its values in order."""
        found: dict[str, list[str]] = {}
        for key, *values in self._rows(name):
            found.setdefault(key, []).extend(value for value in values if value)
        return {key: values for key, values in found.items() if key and (key, values) != ("key", ["value"])}

    def _rows(self, name: str) -> list[list[str]]:
        with _engine_errors():
            cells = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        return [[text(cell) for cell in row] for row in cells]


@contextmanager
def _engine_errors() -> Generator[None]:
    """Turn whatever the engine raises into Unreadable; its panics are known by their name alone."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise Unreadable(f"cannot be read: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Unreadable(f"cannot be read: {error}") from error
        raise


def _look_into(path: Path, findings: Findings) -> None:
    names = [info.filename for info in listing(path)]
    if "xl/workbook.xml" not in names:
        raise SourceError(f"{path} is no .xlsx workbook: it holds no xl/workbook.xml")
    for name in names:
        try:
            content = contents(path, name)
        except Unreadable as error:
            raise SourceError(f"{path}: {name} {error}") from error
        if _SHEET.search(content):
            _look_at(path, content, findings)


def _look_at(path: Path, content: bytes, findings: Findings) -> None:
    wide = tall = 0
    places = _PLACE.findall(content)
    for letters, digits in places:
        tall = max(tall, int(digits))
        wide = max(wide, _column(letters))
    if wide * tall > _MOST_EMPTY + 20 * len(places):
        raise SourceError(
            f"{path} has a sheet of {tall:,} rows and {wide:,} columns: delete the cells far off the table"
        )
    if broken := [(first or second).decode() for first, second in _ERROR.findall(content)]:
        shown = ", ".join(broken[:10]) + (", ..." if len(broken) > 10 else "")
        findings.notice(path.name, f"holds an error, or a formula that was never computed, in {shown}: read as empty")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, dates as 2014-12-31, true and false in small letters."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
