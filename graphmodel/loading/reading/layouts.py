"""How a table stands in its sheet: which rows are its header, where it ends, which columns become rows.

Whatever a layout leaves out is told, and a column has always a name: without one it is called by its letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.loading.columns import Coded, Rows, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.grids import RawGrid
from graphmodel.loading.reading.merged import column_name, fill
from graphmodel.loading.reading.source import TableSource
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message, counted, joined


@dataclass(frozen=True)
class Unfolding:
    """Columns that become rows: each cell a row, with the name of its column under ``names``, itself under ``cells``.

    Without ``columns`` they are all but the first.
    """

    names: str
    cells: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a sheet: the lines of its header, its last line (0: to the end), what is filled down."""

    of: str
    header: tuple[int, ...]
    until: int = 0
    fill_down: tuple[str, ...] = ()
    unfold: Unfolding | None = None


def with_layouts(source: TableSource, layouts: Mapping[str, Layout]) -> TableSource:
    """Return a source that has the tables of some layouts in the place of the sheets in which they stand."""
    if not layouts or source.grid is None:
        return source
    taken = {layout.of for layout in layouts.values()}
    shown = {name: source.tables[layout.of] for name, layout in layouts.items() if layout.of in source.tables}
    grids: dict[str, RawGrid] = {}

    def read(name: str, findings: Findings) -> Sheet:
        layout = layouts.get(name)
        if layout is None:
            return source.read(name, findings)
        if layout.of not in grids:
            assert source.grid is not None
            grids[layout.of] = source.grid(layout.of, findings)
        return laid_out(grids[layout.of], layout, findings, tuple(layouts.values()))

    def called(name: str) -> str:
        return source.called(layouts[name].of if name in layouts else name)

    kept = {name: place for name, place in source.tables.items() if name not in taken}
    return replace(source, tables={**kept, **shown}, read=read, called=called)


def laid_out(grid: RawGrid, layout: Layout, findings: Findings, others: Sequence[Layout] = ()) -> Sheet:
    """Return the table of a layout; Unreadable where its header is not there.

    ``others`` are those that may read what stands below it in the same sheet.
    """
    places = [_place(grid, line) for line in layout.header]
    first = places[-1] + 1
    last = len(grid.rows) - 1
    if layout.until:
        last = max((at for at, line in enumerate(grid.lines) if line <= layout.until), default=first - 1)
    rows = [list(row) for row in grid.rows[: last + 1]]
    names = header_names(grid, places)
    merged = fill(rows, [area for area in grid.areas if first <= area[0][0] <= last], places[-1])
    if merged.areas:
        findings.notice(
            grid.file,
            Message("merged cells were read in each of their rows: {areas}", areas=", ".join(merged.areas[:10])),
        )
    kept = [at for at in range(first, last + 1) if any(rows[at])]
    _tell_below(grid, last, [other for other in others if other.of == layout.of], findings)
    _tell_short(grid, kept, len(names), findings)
    lines = np.array([grid.lines[at] for at in kept], dtype=np.int64)
    width = [at for at, name in enumerate(names) if name or any(rows[row][at] for row in kept)]
    columns = {_named(names, at): Coded.of([rows[row][at] for row in kept]) for at in width}
    masks = {
        _named(names, at): np.isin(np.array(kept), np.array(filled, dtype=np.int64))
        for at, filled in merged.rows.items()
        if at in width
    }
    wide = tuple(
        (
            frozenset(_named(names, at) for at in over),
            Problem(grid.file, grid.lines[error.row - 1], error.column, error.message),
        )
        for over, error in merged.wide
    )
    for name in layout.fill_down:
        if composed(name) in columns:
            columns[name] = _filled_down(columns[name])
    made = Sheet(grid.file, columns, len(kept), lambda wanted: lines[wanted], merged=masks, wide=wide)
    return made if layout.unfold is None else _unfolded(made, layout.unfold)


def header_names(grid: RawGrid, places: Sequence[int]) -> list[str]:
    """Return the name of each column: what its header rows say, one below the other; two of one name are told apart.

    A name over several columns, merged or with blanks behind it, goes with each name below it.
    """
    rows = [[" ".join(cell.split()) for cell in grid.rows[at]] for at in places]
    for (first, left), (last, right) in grid.areas:
        if first in places:
            for at in range(first, last + 1):
                if at in places:
                    row = rows[list(places).index(at)]
                    row[left : right + 1] = [rows[list(places).index(first)][left]] * (right + 1 - left)
    for row, below in pairwise(rows):
        before = ""
        for at, cell in enumerate(row):
            before = (cell if below[at] else "") if cell else before
            row[at] = cell or (before if below[at] else "")
    names = [" ".join(dict.fromkeys(row[at] for row in rows if row[at])) for at in range(len(grid.rows[0]))]
    seen: dict[str, int] = {}
    for at, name in enumerate(names):
        seen[composed(name)] = seen.get(composed(name), 0) + 1
        if name and seen[composed(name)] > 1:
            names[at] = f"{name} ({column_name(at)})"
    return names


def _named(names: Sequence[str], at: int) -> str:
    return composed(names[at]) or f"column {column_name(at)}"


def _place(grid: RawGrid, line: int) -> int:
    at = grid.row_of(line)
    if at is None or not any(grid.rows[at]):
        raise Unreadable(Message("has no header on line {line}: the mapping says that it has", line=line), line)
    return at


def _filled_down(column: Coded) -> Coded:
    there = ~column.empty
    above = np.maximum.accumulate(np.where(there, np.arange(len(column)), 0)).astype(np.int64)
    return column.take(above)


def _unfolded(sheet: Sheet, unfold: Unfolding) -> Sheet:
    wanted = [composed(name) for name in unfold.columns] or list(sheet.columns)[1:]
    turned = [name for name in wanted if name in sheet.columns]
    if not turned:
        raise Unreadable(Message("has none of the columns that the mapping unfolds: {names}", names=", ".join(wanted)))
    kept = [name for name in sheet.columns if name not in turned]
    rows = np.tile(np.arange(sheet.count, dtype=np.int64), len(turned))
    there = np.concatenate([~sheet.columns[name].empty for name in turned])
    chosen: NDArray[np.int64] = np.flatnonzero(there)
    columns = {name: sheet.columns[name].take(rows).take(chosen) for name in kept}
    names = Coded.joined([Coded.constant(name, sheet.count) for name in turned])
    columns[unfold.names] = names.take(chosen)
    columns[unfold.cells] = Coded.joined([sheet.columns[name] for name in turned]).take(chosen)
    lines, places = sheet.lines, rows[chosen]

    def lines_of(some: Rows) -> Rows:
        return lines(places[some])

    return replace(sheet, columns=columns, count=len(chosen), lines=lines_of, merged={}, wide=())


def _tell_below(grid: RawGrid, last: int, others: Sequence[Layout], findings: Findings) -> None:
    """Tell how many rows below a table no other table has; those above the next one are its title."""
    next_one = min((other.header[0] for other in others if other.header[0] > grid.lines[last]), default=0)
    if next_one:
        return
    below = [grid.lines[at] for at in range(last + 1, len(grid.rows)) if any(grid.rows[at])]
    if below:
        said = counted(
            len(below), "{count} row below the table is not read", "{count} rows below the table are not read"
        )
        findings.notice(grid.file, said, below[0])


def _tell_short(grid: RawGrid, kept: Sequence[int], width: int, findings: Findings) -> None:
    if not grid.widths:
        return
    short = [grid.lines[at] for at in kept if grid.widths[at] < width]
    if short:
        said = counted(
            len(short),
            "{count} row has fewer cells than the widest one: its last columns were read as empty",
            "{count} rows have fewer cells than the widest one: their last columns were read as empty",
        )
        findings.notice(grid.file, joined("", (said,)), short[0])
