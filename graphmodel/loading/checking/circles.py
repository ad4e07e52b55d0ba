"""Chains that must not run in a circle: an agency part of its own part, a system that succeeds its successor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphmodel.loading.checking.cells import Checks
from graphmodel.loading.gathered import Gathered
from graphmodel.records.arrays import ranges
from graphmodel.records.arrow import pc
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName
from graphmodel.words.messages import Message, plain, quoted

_CHAINS: tuple[tuple[TableName, str, Message], ...] = (
    ("agencies", "part_of", Message("is part of itself")),
    ("systems", "replaces", Message("replaces itself")),
)
_SHOWN_NAMES = 8


def check_circles(checks: Checks) -> None:
    """Check every column by which a table refers to itself and means an order."""
    for table, column, itself in _CHAINS:
        gathered = checks.tables[table]
        if gathered.columns.keys() >= {"id", column}:
            _check(checks, gathered, column, itself)


def _check(checks: Checks, gathered: Gathered, column: str, itself: Message) -> None:
    rows, targets = _steps(gathered, column)
    ids = gathered.column("id")
    own = np.unique(rows[rows == targets])
    checks.rows(gathered, own, column, lambda row: plain(f"{quoted(ids.text(row))} ") + itself)
    apart = rows != targets
    rows, targets = rows[apart], targets[apart]
    if not len(rows):
        return
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    shape = (gathered.count, gathered.count)
    graph = csr_array((np.ones(len(rows), dtype=np.int8), (rows, targets)), shape=shape)
    _, member = connected_components(graph, directed=True, connection="strong")
    inside = np.flatnonzero(member[rows] == member[targets])
    rows, targets = rows[inside], targets[inside]
    onward: dict[int, int] = dict(zip(rows[::-1].tolist(), targets[::-1].tolist(), strict=True))
    seen: set[int] = set()
    found: list[list[int]] = []
    for row in np.unique(rows).tolist():
        if int(member[row]) not in seen:
            seen.add(int(member[row]))
            found.append(_circle(row, onward))
    circles = {circle[0]: circle for circle in found}

    def message(start: int) -> Message:
        names = [ids.text(row) for row in circles[start][:_SHOWN_NAMES]]
        cut = ["..."] if len(circles[start]) > _SHOWN_NAMES else []
        chain = " -> ".join([*names, *cut, names[0]])
        return Message("runs in a circle: {chain}", chain=chain)

    checks.rows(gathered, np.array(list(circles), dtype=np.int64), column, message)


def _circle(row: int, onward: dict[int, int]) -> list[int]:
    """Return a circle that a walk from a row ends in, from its first row on; every row in it has a next one."""
    place: dict[int, int] = {}
    while row not in place:
        place[row] = len(place)
        row = onward[row]
    circle = list(place)[place[row] :]
    start = circle.index(min(circle))
    return circle[start:] + circle[:start]


def _steps(gathered: Gathered, column: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return from which row to which row of the same table a column leads; unknown ids lead nowhere."""
    text, ids = gathered.column(column), gathered.column("id")
    first = np.full(len(ids.words), -1, dtype=np.int64)
    first[ids.codes[::-1]] = np.arange(gathered.count)[::-1]
    lists = pc.split_pattern(text.words, LIST_SEPARATOR)
    items = pc.utf8_trim_whitespace(lists.flatten())
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    found = pc.fill_null(pc.index_in(items, value_set=ids.words), -1).to_numpy(zero_copy_only=False)
    known = np.where(pc.equal(items, "").to_numpy(zero_copy_only=False), -1, found)
    starts = np.cumsum(lengths) - lengths
    # each row leads to all items of its list
    counts = lengths[text.codes]
    rows = np.repeat(np.arange(gathered.count), counts)
    begin = starts[text.codes]
    item = known[ranges(begin, begin + counts)]
    rows, item = rows[item >= 0], item[item >= 0]
    return rows, first[item]
