"""Our tables as recipes made them: still as text, and for every row and column the cell of theirs it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.loading.columns import Coded, Rows, Sheet
from graphmodel.loading.findings import MOST, with_more
from graphmodel.records.arrow import pa, pc
from graphmodel.records.schema import TableFormat
from graphmodel.words.messages import Message, joined


@dataclass(frozen=True)
class Part:
    """Rows of one of our tables that one recipe made from one of their tables.

    ``rows`` says for each row which row of the sheet it came from; ``names`` gives their column for ours; ``spelt`` has
    the texts of which the ids of a column were made.
    """

    sheet: Sheet
    names: Mapping[str, str]
    columns: Mapping[str, Coded]
    rows: Rows
    spelt: Mapping[str, Coded] = field(default_factory=dict[str, Coded])
    if_new: bool = False
    """Whether only those rows count whose id no earlier row of the table has."""

    def take(self, rows: Rows) -> Part:
        """Return some of the rows."""
        columns = {name: column.take(rows) for name, column in self.columns.items()}
        spelt = {name: column.take(rows) for name, column in self.spelt.items()}
        return replace(self, columns=columns, rows=self.rows[rows], spelt=spelt)


@dataclass(frozen=True)
class Gathered:
    """One of our tables, still as text, and where each cell stands in the files.

    ``missing`` tells that the source has no such table, ``unreadable`` that it has one which could not be read.
    Where there are no ``lines``, as in a catalogue that a function made, a problem names the record by its key.
    """

    table: TableFormat
    parts: tuple[Part, ...] = ()
    file: str = ""
    missing: bool = False
    unreadable: bool = False
    broken: frozenset[str] = frozenset()
    lines: bool = True

    @cached_property
    def count(self) -> int:
        """Return the number of rows."""
        return sum(len(part.rows) for part in self.parts)

    @cached_property
    def columns(self) -> dict[str, Coded]:
        """Return the columns that any part has; an absent one is empty."""
        present = [name for name in self.table.names if any(name in part.columns for part in self.parts)]
        return {
            name: Coded.joined(
                [
                    part.columns[name] if name in part.columns else Coded.constant("", len(part.rows))
                    for part in self.parts
                ]
            )
            for name in present
        }

    def column(self, name: str) -> Coded:
        """Return one column; empty where the source has none of it."""
        return self.columns[name] if name in self.columns else Coded.constant("", self.count)

    def spelt(self, name: str) -> Coded:
        """Return the texts of which the ids of a column were made; empty where they stand as they are."""
        texts = [part.spelt.get(name, Coded.constant("", len(part.rows))) for part in self.parts]
        return Coded.joined(texts) if texts else Coded.constant("", 0)

    def kept(self, rows: NDArray[np.bool_]) -> Gathered:
        """Return the table with some of its rows; ``rows`` says of each whether it stays, shape (count,)."""
        starts = np.cumsum([0, *(len(part.rows) for part in self.parts)])
        parts = (part.take(np.flatnonzero(rows[starts[at] : starts[at + 1]])) for at, part in enumerate(self.parts))
        return replace(self, parts=tuple(parts))

    def lacking(self, name: str) -> NDArray[np.bool_]:
        """Return which rows come from a table that has no such column, which is told of already; shape (rows,)."""
        return np.repeat([name not in part.columns for part in self.parts], [len(part.rows) for part in self.parts])

    def named(self, row: int) -> Message:
        """Return a record by its noun and key, or by its row, counted from 0, where it has none."""
        key = [self.column(name).text(row) for name in self.table.key]
        if any(key):
            return joined(" ", [self.table.noun, *key])
        return Message("row {row}", row=row)

    def rows_called(self, id: str) -> list[int]:
        """Return the rows of an id; a link without one is called from>to, a record that has none after its key."""
        if "id" not in self.table.names:
            cells = [pc.fill_null(self.column(name).texts(), "") for name in self.table.key]
            called = pc.binary_join_element_wise(*cells, pa.scalar(" ", pa.large_string()))
            return np.flatnonzero(pc.equal(called, id).to_numpy(zero_copy_only=False)).tolist()
        rows = self.column("id").rows_of(id)
        if not rows and self.table.name == "links" and ">" in id:
            start, _, end = id.partition(">")
            there = set(self.column("to").rows_of(end))
            rows = [row for row in self.column("from").rows_of(start) if row in there]
        return rows

    def told(self, rows: Sequence[int] | Rows, column: str, message: Callable[[int], str]) -> list[Problem]:
        """Return problems of one kind as ``problems`` does: of very many rows the first, and how many more there are.

        ``message`` says what is wrong with a row.
        """
        named = np.sort(np.asarray(rows, dtype=np.int64)[:MOST]).tolist()
        found = self.problems(named, column, map(message, named))
        return with_more(found, len(rows) - len(found))

    def problems(self, rows: Sequence[int] | Rows, column: str, messages: Iterable[str]) -> list[Problem]:
        """Return a problem for each row, at its line and under the name that the column bears there."""
        at = np.asarray(rows, dtype=np.int64)
        starts = np.cumsum([0, *(len(part.rows) for part in self.parts)])
        which = np.searchsorted(starts, at, side="right") - 1
        lines = np.zeros(len(at), dtype=np.int64)
        for number, part in enumerate(self.parts):
            mine = which == number
            if mine.any():
                lines[mine] = part.sheet.lines(part.rows[at[mine] - starts[number]])
        places: list[tuple[str, str]] = [
            (part.sheet.file, part.names.get(column, column) if column else "") for part in self.parts
        ]
        if not self.lines:
            messages = [
                message + (" (" + self.named(row) + ")") for message, row in zip(messages, at.tolist(), strict=True)
            ]
        found: list[Problem] = []
        for part, line, message in zip(which.tolist(), lines.tolist(), messages, strict=True):
            file, name = places[int(part)]
            found.append(Problem(file, int(line), name, message))
        return found
