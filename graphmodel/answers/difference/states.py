"""How many sightlines are agreed, allowed, forbidden or not recorded in two worlds, and of those gained and lost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.network import Network, Positions
from graphmodel.engine.sightline_states import WITHIN_REACH, SightlineStates
from graphmodel.engine.visibility import BLOCK, CLASSES, Visibility

COLUMNS = ("state", "before", "after", "change", "gained", "lost")
Sightlines = tuple[Positions, Positions, Positions]
"""Agencies, systems and class bits, three arrays of one length."""


def by_state(before: Visibility, after: Visibility, gained: Sightlines, lost: Sightlines) -> pd.DataFrame:
    """Return a row for each state: state, before, after, change, gained (as it is after), lost (as it was before).

    The positions of what is gained are those of the second network, of what is lost those of the first.
    """
    worlds = [(each, SightlineStates(Agreements(each.network))) for each in (before, after)]
    was, now = (_visible(visibility, states) for visibility, states in worlds)
    counted = (was, now, now - was, _of(worlds[1][1], gained), _of(worlds[0][1], lost))
    return pd.DataFrame(dict(zip(COLUMNS, (list(WITHIN_REACH), *counted), strict=True)))


def _visible(visibility: Visibility, states: SightlineStates) -> Positions:
    """Return how many sightlines are in each state, shape (4,)."""
    total = np.zeros(len(WITHIN_REACH), dtype=np.int64)
    for bit, block in _blocks(visibility.network):
        holders = np.flatnonzero(visibility.holders(bit))
        if len(holders):
            seen = visibility.seen_of_class(bit, block)[holders]
            total += np.bitwise_count(states.of(bit, holders, block) & seen).sum(axis=(1, 2), dtype=np.int64)
    return total


def _blocks(network: Network) -> Iterator[tuple[int, Positions]]:
    every = np.arange(len(network.agencies))
    for bit, _ in CLASSES:
        for start in range(0, len(every), BLOCK):
            yield bit, every[start : start + BLOCK]


def _of(states: SightlineStates, sightlines: Sightlines) -> Positions:
    agency, system, bits = sightlines
    total = np.zeros(len(WITHIN_REACH), dtype=np.int64)
    for bit in np.unique(bits).tolist():
        at = bits == bit
        codes = states.codes(bit, system[at], agency[at])
        total += np.bincount(codes[codes >= 0], minlength=len(WITHIN_REACH))
    return total
