"""Lists that say what a row speaks of: where they are empty it speaks of everything.

So a row whose lists lose their last item does not speak of everything from then on: it cannot stay.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from graphmodel.records.columns import LIST_SEPARATOR, Column, TableFormat


def emptied(table: TableFormat, frame: pd.DataFrame, lost: Callable[[Column], set[str]]) -> pd.Series:
    """Return which rows would speak of everything without some records, and did not with them; shape (rows,).

    ``lost`` gives the ids that a column may name and that are gone.
    """
    groups = dict.fromkeys(column.limits for column in table.columns if column.limits)
    result = np.zeros(len(frame), dtype=bool)
    for names in groups:
        said = np.zeros(len(frame), dtype=bool)
        left = np.zeros(len(frame), dtype=bool)
        for name in names:
            given = frame[name].notna().to_numpy(dtype=bool)
            said |= given
            gone = lost(table.column(name))
            left |= given & ~frame[name].isin(_all_lost(frame[name], gone)).to_numpy(dtype=bool) if gone else given
        result |= said & ~left
    return pd.Series(result, index=frame.index)


def _all_lost(cells: pd.Series, gone: set[str]) -> list[str]:
    """Return the distinct cells of which no item is left."""
    return [cell for cell in cells.dropna().unique() if gone.issuperset(cell.split(LIST_SEPARATOR))]
