"""Positions in runs and ranges: what stands one after the other in an array, found without a loop."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Item = TypeVar("Item", bound=np.generic)


def starts_of(values: Positions) -> Positions:
    """Return where each run of equal values begins; there is at least one value."""
    return np.flatnonzero(np.r_[True, values[1:] != values[:-1]])


def ranges(first: Positions, last: Positions) -> Positions:
    """Return the numbers of all half-open ranges, one range after the other: of 2 to 5 and 7 to 9, 2 3 4 7 8.

    What belongs to each range is repeated to the same length by ``np.repeat(values, last - first)``.
    """
    count = last - first
    ended = np.cumsum(count)
    # In the result each range begins where those before it have ended.
    begin = ended - count
    return np.repeat(first - begin, count) + np.arange(int(count.sum()))


@dataclass(frozen=True, eq=False)
class Runs:
    """Rows in groups: the groups sorted by their codes, the rows of each by what they hold."""

    order: Positions
    """Where the rows stand, group by group."""
    first: Positions
    """Where each group begins in that order."""
    items: Positions
    """What the rows hold, in that order."""

    @classmethod
    def of(cls, code: Positions, items: Positions) -> Runs:
        """Return rows, given in any order, by the code of their group and what they hold: shapes (n,)."""
        order = np.lexsort((items, code))
        return cls(order, starts_of(code[order]) if len(code) else order, items[order])

    def first_of(self, values: NDArray[Item]) -> NDArray[Item]:
        """Return the value of each group's first row, shape (n,) -> (groups,)."""
        return values[self.order[self.first]]

    def least_of(self, values: Positions) -> Positions:
        """Return the least value of each group."""
        return np.minimum.reduceat(values[self.order], self.first) if len(self.first) else values[:0]

    def most_of(self, values: NDArray[Item]) -> NDArray[Item]:
        """Return the greatest value of each group."""
        made: NDArray[Item] = np.maximum.reduceat(values[self.order], self.first) if len(self.first) else values[:0]
        return made

    def lists(self, names: pd.Index[str]) -> pd.Series[Any]:
        """Return the names of what the rows of each group hold, in order."""
        held = names.to_numpy(dtype=object)[self.items].tolist()
        made: list[Any] = [held[start:end] for start, end in pairwise([*self.first.tolist(), len(held)])]
        return pd.Series(made, dtype=object)
