"""Whether single sightlines are agreed, allowed, forbidden or not recorded, seen today or not.

The state of a sightline (recipient, origin, class) looks at the suppliers of the origin that are of another
organisation than the recipient: agreed where one of them may disclose and an agreement says so, else allowed where one
may; forbidden where each is forbidden to, else not recorded. Where there is none, it has no state: the records stay in
one organisation, or nobody is recorded to supply them. S and A are the numbers of systems and agencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import Words, gathered, words_for
from graphmodel.engine.network import Network, Positions
from graphmodel.engine.profiles import distinct_rows, of_others, received, rows_of
from graphmodel.engine.states import AGREED, ALLOWED, FORBIDDEN, NO_STATE, NOT_RECORDED, STATES
from graphmodel.engine.visibility import BLOCK
from graphmodel.records.arrays import ranges, starts_of

WITHIN_REACH = STATES[:4]
"""The states of what an agency sees, by their positions: agreed, allowed, forbidden, not recorded."""


@dataclass(frozen=True)
class _ByOrigin:
    """The suppliers of live systems by (system, profile), sorted; G is the number of these."""

    first: Positions
    """Where each system's begin, shape (S + 1,)."""
    profile: Positions
    """The profile of each, shape (G,)."""
    organisation: Positions
    """The organisation of all suppliers of each, -1 where they are of several, shape (G,)."""
    profiles: Words
    """The rows of each profile, of whatever class, as bits."""


@dataclass(frozen=True, eq=False)
class SightlineStates:
    """The states of all sightlines that one network may have, under its agreements: links change none of them."""

    agreements: Agreements

    @property
    def network(self) -> Network:
        """Return the network that the agreements are of."""
        return self.agreements.network

    def of(self, bit: int, origins: Positions, recipients: Positions) -> Words:
        """Return which of some agencies would see the records of each live system in which state, of one class.

        Shape (4, origins, words), in the order of ``WITHIN_REACH``, a bit for each recipient; none is set in two states.
        """
        made = np.zeros((len(WITHIN_REACH), len(origins), words_for(len(recipients))), dtype=np.uint64)
        supplied = self._supplied
        first, last = supplied.first[origins], supplied.first[origins + 1]
        group, row = ranges(first, last), np.repeat(np.arange(len(origins)), last - first)
        chosen, profile = np.unique(supplied.profile[group], return_inverse=True)
        held = rows_of(self.agreements, supplied.profiles[chosen] & self.agreements.of_class[bit])

        def of_any(bits: Words) -> Words:
            return gathered(len(origins), row, bits)

        tops, top = np.unique(supplied.organisation[group], return_inverse=True)
        for start in range(0, len(recipients), BLOCK):
            block = recipients[start : start + BLOCK]
            permits, agrees, forbids = received(self.agreements, held, block)
            others = of_others(tops, self.network.organisation[block])[top]
            free = others & ~forbids[profile]
            words = slice(start >> 6, (start >> 6) + others.shape[1])
            known, may, agreed = of_any(free), of_any(free & permits[profile]), of_any(free & agrees[profile])
            made[AGREED, :, words] = agreed
            made[ALLOWED, :, words] = may & ~agreed
            made[FORBIDDEN, :, words] = of_any(others) & ~known
            made[NOT_RECORDED, :, words] = known & ~may
        return made

    def codes(self, bit: int, origin: Positions, recipient: Positions) -> NDArray[np.int8]:
        """Return the state of each (origin, recipient) in one class, NO_STATE for none, shape of ``origin``."""
        found = np.full(len(origin), NO_STATE, dtype=np.int8)
        origins, row = np.unique(origin, return_inverse=True)
        agencies, column = np.unique(recipient, return_inverse=True)
        for start in range(0, len(agencies), BLOCK):
            at = np.flatnonzero((column >= start) & (column < start + BLOCK))
            bits = self.of(bit, origins, agencies[start : start + BLOCK])
            place = column[at] - start
            for state in range(len(WITHIN_REACH)):
                marks = bits[state, row[at], place >> 6] >> (place & 63).astype(np.uint64) & np.uint64(1)
                found[at[marks == 1]] = state
        return found

    @cached_property
    def _supplied(self) -> _ByOrigin:
        net = self.network
        agency, system = net.suppliers
        live = net.live[system]
        agency, system = agency[live], system[live]
        sets, profile = distinct_rows(self.agreements.of_discloser[agency] & self.agreements.of_system[system])
        order = np.lexsort((profile, system))
        system, profile, top = system[order], profile[order], net.organisation[agency[order]]
        every = np.arange(len(net.systems) + 1)
        if not len(order):
            return _ByOrigin(np.searchsorted(system, every), profile, top, sets)
        starts = starts_of(system * len(sets) + profile)
        least, most = np.minimum.reduceat(top, starts), np.maximum.reduceat(top, starts)
        sole = np.where(least == most, least, -1)
        return _ByOrigin(np.searchsorted(system[starts], every), profile[starts], sole, sets)
