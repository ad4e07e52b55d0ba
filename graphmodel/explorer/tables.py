"""A table of an answer on a page: its ids lead to their records; it is sorted, searched and turned over by its address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from graphmodel.cli.shared.collecting import CollectedRows
from graphmodel.cli.shared.output import ReadRows, as_read, cell
from graphmodel.explorer.places import is_address, name_of, page_of
from graphmodel.explorer.scenario_pages import scenario_page
from graphmodel.explorer.visit import COLUMNS, FIND, PAGE, SORT, Visit
from graphmodel.records.slugs import folded
from graphmodel.words.messages import number, say

ON_A_PAGE = 50
EVERY = "all"
_LONG = 60
"""A cell of more letters needs room, or its row grows high where the table is narrow."""
_OWN = {("query list", "id"): "query", ("scenario list", "name"): "scenario"}
"""What a column of an answer holds the names of, where its own name does not say so."""


@dataclass(frozen=True)
class Piece:
    """A part of a cell: a text, where it leads, and what that is called."""

    text: str
    page: str = ""
    name: str = ""


@dataclass(frozen=True)
class Head:
    """What stands above a column, and where a click on it leads."""

    column: str
    label: str
    sorted: str
    page: str
    look: str = ""
    """number for a column of numbers, long for one of long texts."""


@dataclass(frozen=True)
class ShownTable:
    """What a page shows of a table."""

    heads: Sequence[Head]
    rows: Sequence[Sequence[Sequence[Piece]]]
    count: str
    before: str = ""
    after: str = ""
    has_more_columns: bool = False
    total: int = 0


def shown_table(
    visit: Visit,
    table: CollectedRows,
    every: Callable[[], ReadRows] | None = None,
    *,
    command: str = "",
    own: str = "",
    at: int | None = 0,
    most: int = ON_A_PAGE,
) -> ShownTable:
    """Return what a page shows of the ``at``-th table of an answer, as its address says; ``own`` is what ``id`` names.

    ``every`` gives all rows as people read them, which a search and an order need; else those of the page are enough.
    Where ``at`` is None the table has one page, whatever the address says.
    """
    searching = at is not None and any(visit.one(name) for name in (FIND, SORT))
    order: Sequence[int] = range(len(table.rows))
    read = (every() if every else as_read(table, every=True)) if searching else None
    if read is not None:
        order = _sorted(visit, table, read, _found(visit, table, read))
    name = f"{PAGE}{at + 1}" if at else PAGE
    pages = max(1, -(-len(order) // most)) if at is not None else 1
    page = min(max(_number(visit.one(name)), 1), pages)
    first = (page - 1) * most
    here = order[first : first + most]
    if read is None:
        read = as_read(replace(table, rows=[table.rows[row] for row in here]), every=True)
        cells = read.cells
    else:
        cells = [read.cells[row] for row in here]
    whole = visit.one(COLUMNS) == EVERY
    kept = [n for n, column in enumerate(read.columns) if whole or column not in table.hide]
    owns = [_OWN.get((command, column), own if column == "id" else "") for column in read.columns]
    rows = [
        _once([pieces(visit, read.columns[n], table.rows[row][n], said[n], owns[n]) for n in kept])
        for row, said in zip(here, cells, strict=True)
    ]
    heads = [_head(visit, read, n, [row[at] for row in rows]) for at, n in enumerate(kept)]
    return ShownTable(
        heads,
        rows,
        row_count(len(table.rows), len(order), first, len(here)),
        visit.address(**{name: str(page - 1)}) if page > 1 else "",
        visit.address(**{name: str(page + 1)}) if page < pages else "",
        bool(table.hide) and not whole,
        len(table.rows),
    )


def _once(cells: list[list[Piece]]) -> list[list[Piece]]:
    """Return the cells of a row without the name of what one names where another cell has it already."""
    said = {part.text for cell_ in cells for part in cell_}
    return [[replace(part, name="") if part.name in said else part for part in cell_] for cell_ in cells]


def pieces(visit: Visit, column: str, value: object, read: str, own: str = "") -> list[Piece]:
    """Return a cell in parts: ids lead to their records and bear their names."""
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    if not any(isinstance(item, str) for item in items):
        return [Piece(read)]
    found: list[Piece] = []
    for item in items:
        text = item if isinstance(item, str) else cell(item, people=True)
        is_scenario = "scenario" in (own, column)
        page = scenario_page(visit, text) if is_scenario else page_of(visit.held, column, text, own)
        if page:
            found.append(Piece(text, page, name_of(visit.held, page, text, visit.language)))
        elif is_address(text):
            found.append(Piece(text, text))
        else:
            found.append(Piece(text))
    return found if any(piece.page for piece in found) else [Piece(read)]


def _head(visit: Visit, read: ReadRows, at: int, cells: Sequence[Sequence[Piece]]) -> Head:
    column = read.columns[at]
    now = visit.one(SORT)
    sorted_ = {column: "ascending", f"-{column}": "descending"}.get(now, "")
    other = f"-{column}" if sorted_ == "ascending" else column
    label = read.headings[at].replace("- ", "")
    long = any(sum(len(part.name or part.text) for part in cell_) > _LONG for cell_ in cells)
    look = "number" if read.numeric[at] else "long" if long else ""
    return Head(column, label, sorted_, visit.address(**{SORT: other, PAGE: ""}), look)


def _found(visit: Visit, table: CollectedRows, read: ReadRows) -> list[int]:
    """Return which rows hold what is looked for, in a cell or in the name of what a cell names."""
    wanted = folded(visit.one(FIND))
    if not wanted:
        return list(range(len(table.rows)))
    return [n for n, cells in enumerate(read.cells) if wanted in folded(_text(visit, table.rows[n], cells))]


def _text(visit: Visit, row: Sequence[object], cells: Sequence[str]) -> str:
    items = [item for value in row for item in (cast("list[object]", value) if isinstance(value, list) else [value])]
    names = [visit.held.called(item, visit.language) for item in items if isinstance(item, str)]
    return " ".join([*cells, *names])


def _sorted(visit: Visit, table: CollectedRows, read: ReadRows, order: list[int]) -> list[int]:
    wanted = visit.one(SORT)
    column = wanted.removeprefix("-")
    if column not in read.columns:
        return order
    at = list(read.columns).index(column)
    known = [n for n in order if table.rows[n][at] is not None]
    missing = [n for n in order if table.rows[n][at] is None]
    known.sort(key=lambda n: _key(table.rows[n][at], read.cells[n][at]), reverse=wanted.startswith("-"))
    return [*known, *missing]


def _key(value: object, read: str) -> tuple[bool, float, str]:
    if isinstance(value, int | float):
        return False, float(value), ""
    return True, 0.0, folded(read)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 1


def counted_rows(total: int) -> str:
    """Return how many rows there are, in words."""
    return say("{total} rows", total=number(total).text()) if total != 1 else say("1 row")


def row_count(total: int, found: int, first: int, here: int) -> str:
    """Return what is said of how many rows are shown: so many from one on, of those found among all."""
    if here == found == total:
        return counted_rows(total)
    if found == total:
        return say(
            "rows {first} to {last} of {total}",
            first=number(first + 1).text(),
            last=number(first + here).text(),
            total=number(total).text(),
        )
    return say(
        "rows {first} to {last} of {found} found among {total}",
        first=number(min(first + 1, found)).text(),
        last=number(first + here).text(),
        found=number(found).text(),
        total=number(total).text(),
    )
