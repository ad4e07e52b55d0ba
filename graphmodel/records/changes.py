"""Which records of one catalogue another one has not, and the other way round, table by table.

A record is known by its table's key; it has changed where any other column has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName, tables


@dataclass(frozen=True, eq=False)
class TableChanges:
    """The keys of the records that came, changed and went: frames with the key's columns, in the table's order."""

    added: pd.DataFrame
    changed: pd.DataFrame
    removed: pd.DataFrame

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


Changes = Mapping[TableName, TableChanges]


def record_changes(before: Catalogue, after: Catalogue) -> Changes:
    """Return what came, changed and went in each table."""
    return {name: _compared(before.table(name), after.table(name), list(table.key)) for name, table in tables().items()}


def _compared(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> TableChanges:
    none = after[key].iloc[:0]
    if before is after or before.equals(after):
        return TableChanges(none, none, none)
    was = matched(before, after, key)
    kept = np.flatnonzero(was >= 0)
    differs = np.zeros(len(kept), dtype=bool)
    for column in after.columns.difference(key, sort=False):
        differs |= unequal(before[column].iloc[was[kept]], after[column].iloc[kept])
    gone = np.ones(len(before), dtype=bool)
    gone[was[kept]] = False
    return TableChanges(after[key][was < 0], after[key].iloc[kept[differs]], before[key][gone])


def matched(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> NDArray[np.int64]:
    """Return for each row of the second table where the first one has a row of its key, -1 where it has none."""
    both = pd.concat([before[key], after[key]], ignore_index=True)
    code = both.groupby(key, dropna=False, sort=False).ngroup().to_numpy()
    at = np.full(len(code), -1, dtype=np.int64)
    at[code[: len(before)]] = np.arange(len(before))
    return at[code[len(before) :]]


def unequal(one: pd.Series, other: pd.Series) -> NDArray[np.bool_]:
    """Return where two columns of one length differ; what both lack is the same."""
    one, other = one.reset_index(drop=True), other.reset_index(drop=True)
    return ~(one.eq(other).fillna(value=False) | (one.isna() & other.isna())).to_numpy(dtype=bool)
