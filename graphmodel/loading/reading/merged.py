"""Merged cells of a workbook: the value stands in the first cell alone, and is meant for all.

A cell merged over several rows of one column is read in each of them; one over several columns has more than one
reading, so it is refused with the remedy where a column of it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphmodel.loading.findings import Unreadable
from graphmodel.words.messages import Message

Area = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged area as (row, column), counted from 0."""
Grid = list[list[str]]


@dataclass
class Merged:
    """What the merged cells of a table came to.

    ``rows`` are for a column, by place, the rows of the sheet that got their text from above, and ``areas`` those that
    were read so, as people name them; ``wide`` says of areas over several columns which columns, where and why not.
    The header ends with the row ``header_end``.
    """

    header_end: int
    rows: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    areas: list[str] = field(default_factory=list[str])
    wide: list[tuple[range, Unreadable]] = field(default_factory=list[tuple[range, Unreadable]])

    def masks(self, names: Sequence[str], first: int, count: int) -> Mapping[str, NDArray[np.bool_]]:
        """Return for each named column which of ``count`` rows from ``first`` on were filled; shape (count,)."""
        found: dict[str, NDArray[np.bool_]] = {}
        for place, rows in self.rows.items():
            mask = np.zeros(count, dtype=bool)
            mask[np.array(rows) - first] = True
            if names[place]:
                found[names[place]] = mask
        return found


def fill(grid: Grid, areas: Iterable[Area], top: int) -> Merged:
    """Read the merged cells of a table in place; ``top`` is its header's row. Unreadable where its header is several."""
    found = Merged(top)
    for area in sorted(areas):
        (first, left), (last, right) = area
        inside = top <= first < len(grid) and left < len(grid[first])
        if inside and grid[first][left] and (last, right) != (first, left):
            rows, columns = range(first, min(last + 1, len(grid))), range(left, min(right + 1, len(grid[first])))
            if first == top:
                _take_header(grid, found, area, columns)
            elif right > left:
                found.wide.append((columns, Unreadable(_apart(area_name(area)), first + 1, column_name(left))))
            elif len(rows) > 1:
                for row in rows[1:]:
                    grid[row][left] = grid[first][left]
                found.rows.setdefault(left, []).extend(rows[1:])
                found.areas.append(area_name(area))
    if any(any(row) for row in grid[top + 1 : found.header_end + 1]):
        raise Unreadable(
            Message(
                "has a header of several rows, whose cells are merged: write one name above each column, in one row",
            ),
            top + 1,
        )
    return found


def _take_header(grid: Grid, found: Merged, area: Area, columns: range) -> None:
    (first, left), (last, _) = area
    found.header_end = max(found.header_end, last)
    if sum(map(bool, grid[first])) == 1 and len(columns) > 1:
        raise Unreadable(
            Message(
                "is a title above the table, not its header ({area_name}): delete the row",
                area_name=area_name(area),
            ),
            first + 1,
            column_name(left),
        )
    if any(any(row[columns.start + 1 : columns.stop]) for row in grid[first + 1 :]):
        message = Message(
            "is one name over several columns ({area_name}): part the cells again, and give each its own",
            area_name=area_name(area),
        )
        found.wide.append((columns, Unreadable(message, first + 1, column_name(left))))


def fill_down(grid: Grid, areas: Iterable[Area]) -> None:
    """Write what is merged over several rows into each of them, where nothing else depends on columns."""
    for (first, left), (last, _right) in areas:
        for row in grid[first + 1 : last + 1]:
            if left < len(row):
                row[left] = grid[first][left]


def _apart(area: str) -> Message:
    return Message(
        "is merged with others ({area}): part them again",
        area=area,
    )


def column_name(place: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def area_name(area: Area) -> str:
    """Return an area as people name it: ``F2:F3``."""
    (first, left), (last, right) = area
    return f"{column_name(left)}{first + 1}:{column_name(right)}{last + 1}"
