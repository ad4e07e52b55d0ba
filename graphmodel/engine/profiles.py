"""The distinct sets of rows of the agreements under which records are disclosed, and who receives under each.

Suppliers by the million meet in few distinct sets of rows, ``profiles``: what is asked of rows is asked of each profile
once. R is the number of rows that count.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.agreements import Agreements, packed
from graphmodel.engine.closure import Words
from graphmodel.engine.network import Booleans, Positions


def distinct_rows(bits: Words) -> tuple[Words, Positions]:
    """Return the distinct rows of bits, and for each row which of them it is."""
    code = np.zeros(len(bits), dtype=np.int64)
    for word in bits.T:
        said = _codes(word)
        code = _codes(code * (int(said.max(initial=0)) + 1) + said)
    return bits[np.unique(code, return_index=True)[1]], code


def _codes(values: NDArray[Any]) -> Positions:
    """Return each distinct value as a number, shape of the values."""
    found: Positions = np.asarray(pd.factorize(values)[0], dtype=np.int64)
    return found


def rows_of(agreements: Agreements, profiles: Words) -> Booleans:
    """Return which rows that count each profile, a row of bits, holds; shape (profiles, R)."""
    row = np.arange(len(agreements.rows))
    return (profiles[:, row >> 6] >> (row & 63).astype(np.uint64) & np.uint64(1)).astype(bool)


def received(agreements: Agreements, profiles: Booleans, recipients: Positions) -> tuple[Words, Words, Words]:
    """Return which recipients each profile permits, agrees and forbids to receive, three of shape (profiles, words)."""
    receives = packed(agreements.recipients[:, recipients])

    def under(chosen: Booleans) -> Words:
        result = np.zeros((len(profiles), receives.shape[1]), dtype=np.uint64)
        for row in np.flatnonzero(chosen & profiles.any(axis=0)).tolist():
            result[profiles[:, row]] |= receives[row]
        return result

    return under(~agreements.forbids), under(agreements.agrees), under(agreements.forbids)


def of_others(organisations: Positions, recipients: Positions) -> Words:
    """Return which recipients, told by their organisations, are not of each organisation, shape (organisations, words).

    All are where an organisation is -1.
    """
    tops, at = np.unique(recipients, return_inverse=True)
    same = np.vstack([at == np.arange(len(tops))[:, None], np.zeros((1, len(at)), dtype=bool)])
    place = np.searchsorted(tops, organisations)
    found = tops[np.minimum(place, len(tops) - 1)] == organisations if len(tops) else np.zeros(len(place), dtype=bool)
    return packed(~same)[np.where(found, place, len(tops))]
