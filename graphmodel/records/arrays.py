"""Positions in runs and ranges: what stands one after the other in an array, found without a loop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


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
