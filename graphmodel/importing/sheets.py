"""The tables of a source as they are found, each with its place in its sheet and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from graphmodel.errors import Problem, SourceError
from graphmodel.importing.columns import distinct
from graphmodel.importing.finding import FoundTable, tables_in
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.shapes import Shape, shape_of
from graphmodel.loading.columns import Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.grids import RawGrid
from graphmodel.loading.reading.layouts import Layout, laid_out
from graphmodel.loading.reading.sources import open_source
from graphmodel.words.messages import Message, joined, plain, quoted

_MANY_BLANKS = 0.5


@dataclass(frozen=True)
class ImportedTable:
    """One table: what recipes call it, where it stands, its cells, and what it says."""

    name: str
    shown: str
    layout: Layout
    sheet: Sheet
    shape: Shape
    above: tuple[str, ...]
    below: tuple[str, ...]

    def texts(self, column: str) -> list[str]:
        """Return the cells of a column by row; none of a column that the table has not."""
        if column not in self.sheet.columns:
            return [""] * self.sheet.count
        found = self.sheet.columns[column]
        words = found.listed()
        return [words[code] for code in found.codes.tolist()]

    def distinct(self, column: str) -> list[str]:
        """Return the distinct texts of a column in the order of its rows."""
        return distinct(self.sheet, column) if column in self.sheet.columns else []


@dataclass(frozen=True)
class SheetLeft:
    """A sheet, or a table, of which nothing is read, and why."""

    shown: str
    why: Message


def read_tables(path: Path, given: GivenAnswers) -> tuple[list[ImportedTable], list[SheetLeft], Findings]:
    """Return the tables of a source that say something, what is left, and what was found in reading.

    SourceError where it cannot be opened, or nothing in it is a table.
    """
    findings = Findings()
    source = open_source(
        path, findings, "" if path.suffix.lower() in {".xlsx", ".xlsm", ".zip"} or path.is_dir() else path.stem
    )
    found: list[ImportedTable] = []
    left: list[SheetLeft] = []
    if source.grid is None:
        raise SourceError(Message("{path} has no rows and columns: give a workbook or a CSV file", path=path))
    unreadable: list[Problem] = []
    for stem, shown in source.tables.items():
        try:
            grid = source.grid(stem, findings)
        except Unreadable as error:
            unreadable.append(Problem(shown, error.row, error.column, error.message))
            continue
        tables = tables_in(grid)
        if not tables:
            left.append(SheetLeft(shown, Message("it holds no table")))
        for number, table in enumerate(tables, start=1):
            name = stem if number == 1 else f"{stem} {number}"
            made = _read(name, stem, grid, table, given, last=number == len(tables))
            if made is None:
                left.append(
                    SheetLeft(
                        shown,
                        Message(
                            "the names of its columns say of none that it is agencies or systems: write them above the columns"
                        ),
                    )
                )
            else:
                found.append(made)
    if not found:
        why = [problem.said for problem in unreadable] or [f"{one.shown}: " + one.why for one in left]
        said = Message("{path}: no table was found that names agencies or systems", path=path)
        raise SourceError(joined("\n", (said, *why)))
    left += [SheetLeft(problem.file, plain(problem.said)) for problem in unreadable]
    return found, left, findings


def _read(
    name: str, stem: str, grid: RawGrid, table: FoundTable, given: GivenAnswers, *, last: bool
) -> ImportedTable | None:
    below = any(any(row) for row in grid.rows[table.last + 1 :])
    until = grid.lines[table.last] if below or not last else 0
    layout = Layout(stem, tuple(grid.lines[at] for at in table.header), until)
    sheet = laid_out(grid, layout, Findings())
    shape = shape_of(sheet)
    if shape is None:
        return None
    blank = shape.agencies.get("name", "") if shape.kind == "register" else ""
    if blank and _asks_for_above(sheet, blank, given):
        layout = replace(layout, fill_down=(blank,))
        sheet = laid_out(grid, layout, Findings())
    if shape.unfold:
        layout = replace(layout, unfold=shape.unfold)
        sheet = laid_out(grid, layout, Findings())
    return ImportedTable(name, grid.file, layout, sheet, shape, _rows(grid, table.above), _rows(grid, table.below))


def _asks_for_above(sheet: Sheet, column: str, given: GivenAnswers) -> bool:
    empty = sheet.columns[column].empty
    if not empty.any() or empty[0]:
        return False
    many = bool(np.mean(empty) >= _MANY_BLANKS)
    answer = given.ask(
        Question(
            "blank",
            column,
            Message(
                "{count} cells of {column} are blank. What does a blank mean?",
                count=int(empty.sum()),
                column=quoted(column),
            ),
            {
                "above": Message("the same as the cell above"),
                "unknown": Message("nobody has said"),
            },
            "above" if many else "unknown",
            Message("most of the cells are blank") if many else Message("few of the cells are blank"),
        )
    )
    return answer == "above"


def _rows(grid: RawGrid, rows: list[int]) -> tuple[str, ...]:
    return tuple(" | ".join(cell for cell in grid.rows[at] if cell) for at in rows)
