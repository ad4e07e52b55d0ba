"""How many pairs are in each state, by class, province or recipient: counted block by block, without a row for a pair.

A is the number of agencies.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.closure import Words
from graphmodel.engine.states import STATES, States

Counts = NDArray[np.int64]
_ROWS = 4_096
"""So many rows of bits are spread into bytes at once: 4 MB for a block of recipients."""


def by_recipient(states: States) -> Counts:
    """Return how many (discloser, class) are in each state with each recipient, shape (states, A)."""
    result = np.zeros((len(STATES), len(states.network.agencies)), dtype=np.int64)
    for bit, recipients in states.blocks():
        bits = states.of(bit, recipients)[1]
        for state in range(len(STATES)):
            result[state, recipients] += _of_columns(bits[state], len(recipients))
    return result


def _of_columns(bits: Words, columns: int) -> Counts:
    """Return how many bits are set in each column, shape (columns,)."""
    found = np.zeros(columns, dtype=np.int64)
    for start in range(0, len(bits), _ROWS):
        bytes_ = bits[start : start + _ROWS].astype("<u8", copy=False).view(np.uint8)
        found += np.unpackbits(bytes_, axis=1, count=columns, bitorder="little").sum(axis=0, dtype=np.int64)
    return found
