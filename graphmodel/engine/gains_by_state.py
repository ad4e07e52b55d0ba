"""What one more link would let agencies see, by state: agreed, allowed, forbidden, not recorded.

The sets are those of ``gains``: over a new flow x -> y every agency that watches y sees what x offers. What is new to
one end is added up over its origins for each agency, or over its agencies for each origin, before partners are told
apart: so all partners cost little more than one. K, S and A are the numbers of partners, systems and agencies.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graphmodel.engine.closure import Words
from graphmodel.engine.gains import Counts, Gains, unpacked
from graphmodel.engine.network import Positions
from graphmodel.engine.products import product
from graphmodel.engine.sightline_states import WITHIN_REACH, SightlineStates
from graphmodel.engine.visibility import BLOCK

_STATES = len(WITHIN_REACH)


def gains_by_state(gains: Gains, states: SightlineStates, system: int, partners: Positions) -> Counts:
    """Return how many sightlines in each state the links of a system with K partners would add, shape (K, 4).

    The links are those that ``Gains.of`` counts, in the order of ``WITHIN_REACH``. What has no state is in none.
    """
    to, back = (flags[partners] for flags in gains.proposals.missing_from(system))
    result = np.zeros((len(partners), _STATES), dtype=np.int64)
    for row, bit in enumerate(gains.classes):
        forth = to & gains.takes[row, partners]
        if forth.any():
            new = _by_agency(gains, states, bit, gains.offered(bit, system))
            result[forth] += _watched(gains, bit, partners[forth], new)
        if gains.takes[row, system] and back.any():
            new = _by_origin(gains, states, bit, gains.watchers(bit, system))
            result[back] += _offered(gains, bit, partners[back], new)
    return result


def _by_agency(gains: Gains, states: SightlineStates, bit: int, origins: Positions) -> Counts:
    """Return how many of some origins are new to each agency in each state, shape (A, 4)."""
    everyone = np.arange(len(gains.network.agencies))
    counted = np.zeros((len(everyone), _STATES))
    for start in range(0, len(origins), BLOCK):
        some = origins[start : start + BLOCK]
        new = states.of(bit, some, everyone) & ~gains.seen(bit, some)
        for state in _present(new):
            counted[:, state] += unpacked(new[state], len(everyone)).sum(axis=0)
    return counted.astype(np.int64)


def _by_origin(gains: Gains, states: SightlineStates, bit: int, agencies: Positions) -> Counts:
    """Return to how many of some agencies each origin is new in each state, shape (S, 4)."""
    counted = np.zeros((len(gains.network.systems), _STATES), dtype=np.int64)
    holders = np.flatnonzero(gains.visibility.holders(bit))
    for start in range(0, len(agencies), BLOCK):
        some = agencies[start : start + BLOCK]
        seen = gains.visibility.seen_of_class(bit, some)[holders]
        new = states.of(bit, holders, some) & ~seen
        counted[holders] += np.bitwise_count(new).sum(axis=2, dtype=np.int64).T
    return counted


def _present(new: Words) -> Iterator[int]:
    return (state for state in range(_STATES) if new[state].any())


def _watched(gains: Gains, bit: int, systems: Positions, new: Counts) -> Counts:
    """Return what is new to all agencies that watch each of some systems, shape (systems, 4)."""
    place, agencies = gains.watching.place[systems], len(new)
    result = np.zeros((len(systems), _STATES), dtype=np.int64)
    ends = np.flatnonzero(place < 0)
    at, agency = gains.readers.of_each(systems[ends])
    np.add.at(result, ends[at], new[agency])
    relays = np.flatnonzero(place >= 0)
    for start in range(0, len(relays), BLOCK):
        some = relays[start : start + BLOCK]
        result[some] = product(unpacked(gains.layers[bit][place[some]], agencies), new).round().astype(np.int64)
    return result


def _offered(gains: Gains, bit: int, systems: Positions, new: Counts) -> Counts:
    """Return what is new of all origins that each of some systems offers, shape (systems, 4)."""
    place = gains.watching.place[systems]
    result = np.where((place < 0)[:, None], new[systems], 0)
    of_class = np.flatnonzero(gains.offers.of_class(bit))
    relay, origin = gains.offers.relay[of_class], gains.offers.origin[of_class]
    summed = np.zeros((len(gains.watching.relays), _STATES), dtype=np.int64)
    for state in np.flatnonzero(new.any(axis=0)).tolist():
        summed[:, state] = np.bincount(relay, new[origin, state], len(summed)).astype(np.int64)
    result[place >= 0] = summed[place[place >= 0]]
    return result
