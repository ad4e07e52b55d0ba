"""A returned workbook as cells: what stands where, or why it cannot be read; nothing is computed or guessed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmodel.errors import Problem, SourceError
from graphmodel.forms.layout import FACTS, FIRST_ROW, LISTS, SURVEY, WORKBOOK
from graphmodel.forms.wording import INSTRUCTIONS, SHEETS
from graphmodel.loading.findings import Findings
from graphmodel.loading.reading.workbook import Workbook
from graphmodel.machine.openpyxl import openpyxl
from graphmodel.records.schema import TableName
from graphmodel.survey.layout import PAGES_OF, columns_asked
from graphmodel.words.messages import NOTHING, Message, number
from graphmodel.words.suggest import did_you_mean

_ESCAPED_RETURN = "_x000D_"
_MOST_ROWS = 20_000


@dataclass(frozen=True)
class CellPlace:
    """Where something stands: file, page, and a cell or row."""

    file: str
    page: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file}:{self.page}:{self.cell}"

    def problem(self, message: str) -> Problem:
        """Return a problem at this place."""
        return Problem(f"{self.file}:{self.page}", 0, self.cell, message)


@dataclass(frozen=True)
class AnsweredRow:
    """One row that says anything: for each column the text that stands there, and where."""

    table: TableName
    place: CellPlace
    cells: dict[str, tuple[str, CellPlace]]

    def text(self, column: str) -> str:
        """Return the text of a cell; empty where nothing stands there."""
        return self.cells[column][0] if column in self.cells else ""


@dataclass
class Returned:
    """One returned survey."""

    file: str
    facts: dict[str, str] = field(default_factory=dict[str, str])
    answers: list[AnsweredRow] = field(default_factory=list[AnsweredRow])
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[Problem] = field(default_factory=list[Problem])


def read_pages(path: Path) -> Returned:
    """Return what a returned workbook says; SourceError where it is no workbook, or none of ours."""
    if not path.is_file():
        raise SourceError(Message("there is no file {path}: give the returned workbooks (.xlsx)", path=path))
    Workbook(path, Findings())  # refuses what could harm, before anything is read in full
    try:
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=False, keep_links=False)
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise SourceError(
            Message("{path} cannot be read as a workbook: {error}; save it as .xlsx again", path=path, error=error)
        ) from error
    read = Returned(path.name)
    if FACTS not in book.sheetnames:
        raise SourceError(
            Message(
                "{path} is no survey of graphmodel: it has no page {page}, as survey make writes it",
                path=path,
                page=FACTS,
            )
        )
    for row in book[FACTS].iter_rows(max_col=2, max_row=20, values_only=True):
        if row and row[0]:
            read.facts[str(row[0])] = str(row[1] or "")
    if WORKBOOK in read.facts:
        raise SourceError(
            Message(
                "{path} is no survey but a workbook of your own: graphmodel check {path} reads it",
                path=path,
            )
        )
    if read.facts.get(SURVEY) not in PAGES_OF:
        raise SourceError(
            Message(
                "{path} is a survey of another version of graphmodel: make it again, or read it with that one",
                path=path,
            )
        )
    for name in book.sheetnames:
        if name not in (FACTS, LISTS, INSTRUCTIONS, *SHEETS.values()):
            read.warnings.append(
                CellPlace(path.name, name, "").problem(Message("is no page of the survey and is not read"))
            )
    for table in PAGES_OF[read.facts[SURVEY]]:
        name = SHEETS[table]
        if name in book.sheetnames:
            _read_page(read, table, book[name])
        else:
            near = did_you_mean(name, [item for item in book.sheetnames if item not in SHEETS.values()])
            missing = Message("is missing{near}: pages keep their names", near=near)
            read.problems.append(CellPlace(path.name, name, "").problem(missing))
    return read


def _read_page(read: Returned, table: TableName, page: Any) -> None:
    known = {column.name: column for column in columns_asked(read.facts[SURVEY], table)}
    names = {at: str(cell.value) for at, cell in enumerate(page[1]) if cell.value is not None}
    for name in known:
        if name not in names.values():
            message = Message(
                "has no column {name!r} in its first row, which is hidden: take the workbook as it was sent", name=name
            )
            read.problems.append(CellPlace(read.file, page.title, "").problem(message))
    merged = {cell: str(area) for area in page.merged_cells.ranges for row in area.rows for cell in row}
    if page.max_row > _MOST_ROWS:
        message = Message("has {rows} rows: delete those below the survey", rows=number(page.max_row))
        read.problems.append(CellPlace(read.file, page.title, "").problem(message))
        return
    for row in page.iter_rows(min_row=FIRST_ROW):
        cells: dict[str, tuple[str, CellPlace]] = {}
        for at, cell in enumerate(row):
            place = CellPlace(read.file, page.title, cell.coordinate)
            if (cell.row, cell.column) in merged:
                area = merged[cell.row, cell.column]
                if cell.coordinate == area.partition(":")[0]:
                    read.problems.append(
                        place.problem(Message("is merged with others ({area}): part them again", area=area))
                    )
                continue
            if cell.value is None:
                continue
            name = names.get(at, "")
            if name not in known:
                read.warnings.append(place.problem(Message("stands beside the columns of the survey and is not read")))
                continue
            kind = known[name].kind
            text, wrong = _text(cell, kind)
            if wrong:
                read.problems.append(place.problem(wrong))
            elif text:
                cells[name] = (text, place)
        if cells:
            first = next(iter(cells.values()))[1].cell
            digits = "".join(sign for sign in first if sign.isdigit())
            read.answers.append(AnsweredRow(table, CellPlace(read.file, page.title, digits), cells))


def _text(cell: Any, kind: str) -> tuple[str, Message]:
    """Return the text of a cell, and what is wrong with it, if anything."""
    value = cell.value
    if cell.data_type == "f":
        return "", Message("is a formula: type what it stands for")
    if cell.data_type == "e":
        return "", Message("is the error {value}: type the value", value=value)
    if isinstance(value, bool):
        return str(value).lower(), NOTHING
    if isinstance(value, dt.datetime | dt.date):
        if kind == "year":
            return "", Message("is a date: write the year, {year}", year=value.year)
        if kind != "text":
            return "", Message("is a date ({date}): write what is asked for", date=f"{value:%Y-%m-%d}")
        return value.strftime("%Y-%m-%d"), NOTHING
    if isinstance(value, dt.time | dt.timedelta):
        return "", Message("is a time: write what is asked for")
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else repr(value)), NOTHING
    return str(value).replace(_ESCAPED_RETURN, "\r").strip(), NOTHING
