"""Sheets as they are: every row of text, before anybody says which of them is the header."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.encoding import separators, utf8
from graphmodel.loading.reading.merged import Area, Grid
from graphmodel.loading.reading.tables import any_length, disorder

_LOOKED_AT = 200


@dataclass(frozen=True)
class RawGrid:
    """The rows of a sheet, all of one length.

    ``lines`` says for each row on which line of the file (row of the sheet) it stands, ``areas`` which cells are merged,
    ``widths`` how many cells each row of a CSV file really has; a workbook has none.
    """

    file: str
    rows: Grid
    lines: list[int]
    areas: tuple[Area, ...] = ()
    widths: tuple[int, ...] = ()

    def row_of(self, line: int) -> int | None:
        """Return the row that stands on a line, or None."""
        return self.lines.index(line) if line in self.lines else None


def csv_grid(file: str, read: Callable[[], bytes], findings: Findings) -> RawGrid:
    """Return the rows of a CSV file; Unreadable where it is none.

    What parts the cells is the sign by which most rows have one and the same number of cells.
    """
    text = utf8(file, read(), findings).decode()
    all_lines = io.StringIO(text, newline="").readlines()
    signs, top = separators(all_lines)
    body = "".join(all_lines[top:])
    sign = signs[0] if len(signs) == 1 else max(signs, key=lambda one: _evenness(body, one))
    rows: Grid = []
    lines: list[int] = []
    start = top + 1
    with any_length():
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=sign, strict=True)
        try:
            for cells in reader:
                rows.append([cell.strip() for cell in cells])
                lines.append(start)
                start = top + 1 + reader.line_num
        except csv.Error as error:
            raise Unreadable(disorder(str(error)), start) from error
    return RawGrid(file, _padded(rows), lines, (), tuple(map(len, rows)))


def _evenness(body: str, sign: str) -> tuple[int, int]:
    """Return how many of the first rows have the most common number of cells, if that is more than one, and that."""
    counts: Counter[int] = Counter()
    with any_length():
        try:
            for number, cells in enumerate(csv.reader(io.StringIO(body, newline=""), delimiter=sign)):
                if number == _LOOKED_AT:
                    break
                counts[len(cells)] += len(cells) > 1
        except csv.Error:
            return 0, 0
    width, rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return rows, width


def _padded(rows: Sequence[list[str]]) -> Grid:
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
