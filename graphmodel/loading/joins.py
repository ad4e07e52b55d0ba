"""Joins of a mapping: cells of one of their tables that become columns of another.

``[[join]]``, many times, each with

    file     the table that gets the columns, and on: the column of it that says which row
    from     the table that has the cells, and by: the column of it that says the same
    columns  new column = column of ``from``
    names    instead of ``columns``: the column of ``from`` that says what each cell is called, and values: the cells
    where    only rows of ``from`` that say so: column = word, or a list of words

So a list of properties becomes columns, and who runs a system may be a row of a table of relations. Several cells for
one place are joined as a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.arrow import pa
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.schema import LIST_SEPARATOR

Where = Mapping[str, frozenset[str]]
"""Column of theirs to the words, in small letters, one of which it must hold."""


@dataclass(frozen=True, eq=False)
class Join:
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


def joined(join: Join, sheet: Sheet, other: Sheet) -> tuple[dict[str, Coded], NDArray[np.bool_]]:
    """Return the columns that a table gets, and which rows of the other one they came from, shape (rows of other,)."""
    chosen = where_mask(other, join.where)
    place = pd.Index(_texts(sheet.columns[join.on]))
    by = _texts(other.columns[join.by])
    used = chosen & np.asarray(by.isin(place) & by.ne(""))
    rows = np.flatnonzero(used)
    keys = by.iloc[rows].reset_index(drop=True)
    if join.names:
        called = _texts(other.columns[join.names]).iloc[rows].reset_index(drop=True)
        cells = {
            str(name): _texts(other.columns[join.cells]).iloc[rows].reset_index(drop=True)[called == name]
            for name in called.unique()
            if name
        }
    else:
        cells = {name: _texts(other.columns[theirs]).iloc[rows] for name, theirs in join.columns.items()}
        cells = {name: values.reset_index(drop=True) for name, values in cells.items()}
    return {name: _placed(keys.loc[values.index], values, place) for name, values in cells.items()}, used


def _texts(column: Coded) -> pd.Series:
    return pd.Series(column.texts(), dtype="str").fillna("")


def _placed(keys: pd.Series, values: pd.Series, place: pd.Index) -> Coded:
    """Return a column with each value in the row of its key; several values of one key as a list."""
    pairs = pd.DataFrame({"key": keys, "value": values})
    pairs = pairs[pairs["value"] != ""].drop_duplicates()
    many = pairs["key"].duplicated(keep=False)
    lists = pairs[many].groupby("key", sort=False)["value"].agg(LIST_SEPARATOR.join)
    known = pd.concat([pairs[~many].set_index("key")["value"], lists])
    return Coded.of(pa.array(known.reindex(place).astype("str").fillna(""), type=pa.large_string()))
