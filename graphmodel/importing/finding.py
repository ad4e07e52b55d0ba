"""Tables within a sheet: titles above them, header rows, where they end, what stands below.

A sheet is cut where rows are blank. A part that begins with names of columns is a table; one that does not goes on with
the table above, or is a note where its rows have one cell each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphmodel.importing.header_words import roles_named
from graphmodel.loading.reading.grids import RawGrid
from graphmodel.records.slugs import slug
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v

_MOST_TITLES = 8
_BELOW = re.compile(
    r"^(total|totaux|sous-total|subtotal|grand-total|note|notes|source|sources|legend|legende|nota|prepared|prepare|updated|mis-a-jour)\b"
)
_NUMBER = re.compile(r"[\d\s.,%$-]+")


@dataclass
class FoundTable:
    """A table in a sheet: rows of its header and its last row, counted from 0, and rows above and below it."""

    header: list[int]
    last: int
    above: list[int]
    below: list[int]


def tables_in(grid: RawGrid) -> list[FoundTable]:
    """Return the tables of a sheet from the top down; none where it holds no table."""
    found: list[FoundTable] = []
    loose: list[int] = []
    for part in _parts(grid):
        header = _header(grid, part, first=not found)
        if header:
            above = [at for at in part if at < header[0]]
            last = part[-1]
            found.append(FoundTable(header, last, [*loose, *above], []))
            loose = []
        elif found and any(_cells(grid, at) > 1 for at in part):
            found[-1].last = part[-1]
            loose = []
        elif found:
            found[-1].below += part
        else:
            loose += part
    for table in found:
        rows = [at for at in range(table.header[-1] + 1, table.last + 1) if any(grid.rows[at])]
        while rows and _is_below(grid, rows[-1]):
            table.below.insert(0, rows.pop())
        table.last = rows[-1] if rows else table.header[-1]
    return [table for table in found if table.last > table.header[-1]]


def _parts(grid: RawGrid) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for at, row in enumerate(grid.rows):
        if any(row):
            parts[-1].append(at)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def _header(grid: RawGrid, part: list[int], *, first: bool) -> list[int]:
    """Return the rows of the header with which a part begins; none where it does not."""
    start = part[: _MOST_TITLES + 2]
    widest = max(_cells(grid, at) for at in part)
    best = next((at for at in start if _named(grid, at) >= min(2, widest) and _all_words(grid, at)), None)
    if best is None:
        if not first or len(part) < 2:
            return []
        best = next((at for at in start if _cells(grid, at) >= max(2, widest / 2) and _all_words(grid, at)), None)
        if best is None:
            return []
    rows = [best]
    place = part.index(best)
    if place > 0 and part[place - 1] == best - 1 and _heads(grid, best - 1, best):
        rows.insert(0, best - 1)
    elif place + 1 < len(part) and _heads(grid, best, best + 1):
        rows.append(best + 1)
    return rows if rows[-1] < part[-1] else []


def _heads(grid: RawGrid, above: int, below: int) -> bool:
    """Return whether one row has names over several columns whose own names stand in the row below it."""
    upper, lower = grid.rows[above], grid.rows[below]
    if _cells(grid, above) < 2:
        return False
    spread = any(first <= above <= last and right > left for (first, left), (last, right) in grid.areas)
    gaps = any(not one and other for one, other in zip(upper, lower, strict=True))
    names = [cell for cell in lower if cell]
    words = sum(bool(roles_named(cell) or understood(v.SYSTEM_TYPES, cell)) for cell in names)
    again = len({cell.casefold() for cell in names}) < len(names)
    return (spread or gaps) and bool(names) and (words >= len(names) / 2 or again) and _all_words(grid, below)


def _named(grid: RawGrid, at: int) -> int:
    return sum(bool(roles_named(cell)) for cell in grid.rows[at] if cell)


def _cells(grid: RawGrid, at: int) -> int:
    return sum(map(bool, grid.rows[at]))


def _all_words(grid: RawGrid, at: int) -> bool:
    return not any(_NUMBER.fullmatch(cell) and not roles_named(cell) for cell in grid.rows[at] if cell)


def _is_below(grid: RawGrid, at: int) -> bool:
    cells = [cell for cell in grid.rows[at] if cell]
    return bool(_BELOW.match(slug(cells[0]))) or (len(cells) == 1 and cells[0].startswith("*"))
