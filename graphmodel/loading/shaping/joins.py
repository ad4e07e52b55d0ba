"""Joins of a mapping: cells of one of their tables that become columns of another.

``[[join]]``, many times, each with

    file     the table that gets the columns, and on: the column of it that says which row
    from     the table that has the cells, and by: the column of it that says the same
    columns  new column = column of ``from``
    names    instead of ``columns``: the column of ``from`` that says what each cell is called, and values: the cells
    where    only rows of ``from`` that say so: column = word, or a list of words

So a list of properties becomes columns, and who runs a system may be a row of a table of relations. Several cells for
one place are joined as a list. Joins are made in the order in which they are written: a later one may use what an earlier
one gave. Where a table has a text already, that one stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.loading.columns import Coded, Sheet
from graphmodel.records.arrow import pa
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.words.messages import Message
from graphmodel.words.messages import joined as joined_texts

Where = Mapping[str, frozenset[str]]
"""Column of theirs to the words, in small letters, one of which it must hold."""


@dataclass(frozen=True, eq=False)
class TableJoin:
    """Cells of the table ``of`` that become columns of the table ``file``."""

    file: str
    on: str
    of: str
    by: str
    columns: Mapping[str, str]
    names: str = ""
    cells: str = ""
    where: Where | None = None

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the columns of ``of`` that are read."""
        named = (self.names, self.cells) if self.names else tuple(self.columns.values())
        return tuple(dict.fromkeys((self.by, *named, *(self.where or ()))))


def where_mask(sheet: Sheet, where: Where | None) -> NDArray[np.bool_]:
    """Return which rows of a table say what they must; every column of ``where`` must be there."""
    mask = np.ones(sheet.count, dtype=bool)
    for name, words in (where or {}).items():
        column = sheet.columns[name]
        wanted = pa.array([word.casefold() in words for word in column.listed()], type=pa.bool_())
        mask &= column.marked(wanted)
    return mask


@dataclass(frozen=True)
class Joined:
    """What a join made: the table with its columns, and what is to be told of it.

    ``used`` says which rows of the other table were read, shape (rows of other,); ``given`` names the columns.
    ``several`` holds for each column the rows with more than one text, and what the rows that gave them are called;
    ``overruled`` counts the rows that had another text already.
    """

    sheet: Sheet
    used: NDArray[np.bool_]
    given: tuple[str, ...]
    several: Mapping[str, Mapping[int, str]]
    overruled: Mapping[str, int]


def blank(join: TableJoin, sheet: Sheet) -> Sheet:
    """Return a table with the columns of a join that has nothing to give: empty ones."""
    empty = {name: Coded.constant("", sheet.count) for name in join.columns}
    return replace(sheet, columns={**empty, **sheet.columns})


def joined(join: TableJoin, sheet: Sheet, other: Sheet) -> Joined:
    """Return a table with the columns that another one gives it."""
    chosen = where_mask(other, join.where)
    place = pd.Index(_texts(sheet.columns[join.on]))
    by = _texts(other.columns[join.by])
    used = chosen & np.asarray(by.isin(place) & by.ne(""))
    rows = np.flatnonzero(used)
    if join.names:
        called = _texts(other.columns[join.names]).iloc[rows]
        cells = {
            str(name): _texts(other.columns[join.cells]).iloc[rows][called == name] for name in called.unique() if name
        }
    else:
        cells = {name: _texts(other.columns[theirs]).iloc[rows] for name, theirs in join.columns.items()}
    columns = dict(sheet.columns)
    several: dict[str, Mapping[int, str]] = {}
    overruled: dict[str, int] = {}
    for name, values in cells.items():
        pairs = pd.DataFrame({"key": by.loc[values.index], "value": values})
        pairs = pairs[pairs["value"] != ""].drop_duplicates()
        many = pairs[pairs["key"].duplicated(keep=False)]
        column = _placed(pairs, place)
        if name in sheet.columns:
            before, now = _texts(sheet.columns[name]), _texts(column)
            overruled[name] = int((before.ne("") & now.ne("") & before.ne(now)).sum())
            many = many[~many["key"].isin(place[before.ne("").to_numpy()])]
            column = Coded.of(pa.array(before.where(before.ne(""), now), type=pa.large_string()))
        columns[name] = column
        if len(many):
            named = {str(key): _called(other, group.index.to_numpy()) for key, group in many.groupby("key", sort=False)}
            keys = [str(key) for key in place]
            several[name] = {row: named[key] for row, key in enumerate(keys) if key in named}
    return Joined(replace(sheet, columns=columns), used, tuple(cells), several, overruled)


def _called(sheet: Sheet, rows: NDArray[np.int64]) -> Message:
    """Return how rows are called: by their first cell, as ids stand there, or else by their line."""
    first = next(iter(sheet.columns.values())).take(rows)
    if not first.empty.any():
        return joined_texts(", ", (first.text(place) for place in range(len(rows))))
    return joined_texts(", ", (Message("line {line}", line=line) for line in sheet.lines(rows).tolist()))


def _texts(column: Coded) -> pd.Series:
    return pd.Series(column.texts(), dtype="str").fillna("")


def _placed(pairs: pd.DataFrame, place: pd.Index) -> Coded:
    """Return a column with each value in the row of its key; several values of one key as a list."""
    many = pairs["key"].duplicated(keep=False)
    lists = pairs[many].groupby("key", sort=False)["value"].agg(LIST_SEPARATOR.join)
    known = pd.concat([pairs[~many].set_index("key")["value"], lists])
    return Coded.of(pa.array(known.reindex(place).astype("str").fillna(""), type=pa.large_string()))
