"""A catalogue as a workbook: a sheet for each table that has rows, and one for what it says of itself.

Law: the workbook loads as an equal catalogue. Every text is written as text, also one that a spreadsheet would take
for a formula, a number or an error.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir
from threading import RLock
from typing import Any

import pandas as pd

from graphmodel.errors import GraphmodelError, MachineError
from graphmodel.exchange.exporting import Exported
from graphmodel.machine.ending import remove, undoing
from graphmodel.machine.harmless import FORMULA
from graphmodel.machine.openpyxl import openpyxl
from graphmodel.machine.refusals import writing
from graphmodel.records.arrow import pc
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.cell_text import arrow_text
from graphmodel.records.plain import rows_of
from graphmodel.records.schema import About, tables
from graphmodel.words.messages import Message, number

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
_MOST_ROWS = 1_048_575
_YEARS = range(1980, 2108)
"""Years that the times in a zip archive can hold."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_UNREADABLE_RE2 = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
_ALONE = RLock()
"""openpyxl keeps one list of such files for all threads: one workbook is written at a time."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def as_xlsx(catalogue: Catalogue) -> Exported:
    """Return the workbook; GraphmodelError for a text that no cell can hold."""
    for name, frame in catalogue.frames.items():
        _check(name, frame)
    with _parts():
        book = openpyxl.Workbook(write_only=True)
        for name, table in tables().items():
            frame = catalogue.table(name)
            if not len(frame) and not table.required:
                continue
            _write_sheet(book, name, table.names, rows_of(frame))
        if catalogue.about != About():
            _write_sheet(book, "about", ("key", "value"), about_rows(catalogue.about))
        return Exported({"": saved(book)})


def rows_as_xlsx(tables_of_rows: Iterable[tuple[Sequence[str], Sequence[Sequence[object]]]]) -> bytes:
    """Return tables of texts and numbers as a workbook, a sheet each; GraphmodelError for what no sheet can hold."""
    with _parts():
        book = openpyxl.Workbook(write_only=True)
        for at, (columns, rows) in enumerate(tables_of_rows, 1):
            if len(rows) > _MOST_ROWS:
                raise _too_many(str(at), len(rows))
            for line, row in enumerate(rows, 2):
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str):
                        ensure_holds(value, f"{at}:{line}:{column}")
            _write_sheet(book, str(at), columns, rows)
        if not book.worksheets:
            book.create_sheet("1")
        return saved(book)


def about_rows(about: About) -> list[list[object]]:
    """Return what a catalogue says of itself as rows of a sheet: a key and its values."""
    said: list[tuple[str, tuple[object, ...]]] = [
        ("name", (about.name,)),
        ("name_fr", (about.name_fr,)),
        ("made_up", (about.made_up or "",)),
        ("limits", about.limits),
        ("limits_fr", about.limits_fr),
    ]
    return [[key, *values] for key, values in said if any(values)]


def _check(name: str, frame: pd.DataFrame) -> None:
    """Refuse what a sheet cannot hold before anything is written."""
    if len(frame) > _MOST_ROWS:
        raise _too_many(name, len(frame))
    for column in frame.columns:
        if frame[column].dtype == "str":
            cells = arrow_text(frame[column])
            wrong = pc.or_kleene(
                pc.greater(pc.utf8_length(cells), LONGEST), pc.match_substring_regex(cells, _UNREADABLE_RE2)
            )
            at = pc.index(pc.fill_null(wrong, fill_value=False), value=True).as_py()
            if at >= 0:
                ensure_holds(str(frame[column].iloc[at]), f"{name}:{at + 2}:{column}")


def _too_many(name: str, count: int) -> GraphmodelError:
    said = Message(
        "{name} has {count} rows, more than a sheet holds: export csv instead", name=name, count=number(count)
    )
    return GraphmodelError(said)


def _ensure_time() -> None:
    """Refuse a clock that says a time which no archive can hold: MachineError."""
    year = time.localtime().tm_year
    if year not in _YEARS:
        raise MachineError(
            Message(
                "a workbook cannot be written: the clock of this machine says {year}, and an archive holds "
                "times from {start} on: set the clock",
                year=year,
                start=_YEARS.start,
            )
        )


@contextmanager
def _parts() -> Generator[None]:
    """Have the files gone, however this ends, in which openpyxl keeps sheets until a workbook is saved."""
    written: list[str] = import_module("openpyxl.worksheet._writer").ALL_TEMP_FILES

    def undo() -> None:
        for path in map(Path, written):
            remove(path)

    _ensure_time()
    with _ALONE, writing(Path(gettempdir())), undoing(undo):
        yield


def saved(book: Any) -> bytes:
    """Return a workbook as bytes; MachineError where the machine refuses."""
    file = io.BytesIO()
    with _parts():
        book.save(file)
    return file.getvalue()


def _write_sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    bold = openpyxl.styles.Font(bold=True)
    heads = [openpyxl.cell.WriteOnlyCell(sheet, text) for text in header]
    for cell in heads:
        cell.font = bold
    sheet.append(heads)
    for row in rows:
        cells: list[object] = []
        for value in row:
            if isinstance(value, str):
                cell = openpyxl.cell.WriteOnlyCell(sheet, "")
                put_text(cell, value)
                cells.append(cell)
            else:
                cells.append(value)
        sheet.append(cells)


def ensure_holds(text: str, place: str) -> None:
    """Raise GraphmodelError with the place where no cell can hold a text."""
    if len(text) > LONGEST:
        raise GraphmodelError(
            Message(
                "{place}: holds {count} characters, a cell of a workbook {most}: export csv",
                place=place,
                count=number(len(text)),
                most=number(LONGEST),
            )
        )
    if found := _UNREADABLE.search(text):
        raise GraphmodelError(
            Message(
                "{place}: holds the character U+{sign:04X}, which no workbook can: delete it",
                place=place,
                sign=ord(found.group()),
            )
        )


def put_text(cell: Any, text: str) -> None:
    """Make a cell hold a text as text."""
    # a return is lost in XML unless it is escaped, and what looks like an escape must be, too
    escaped = _ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    cell.value = None
    cell._value = escaped  # noqa: SLF001 - set by its property it would become a formula, a number or an error
    cell.data_type = "s"
    if re.match(FORMULA, text):
        cell.quotePrefix = True
