"""Where the records of a few systems go: the flows of one network, followed forward.

``watching`` asks backward, for many systems at once; this asks for some origins, a bit for each of up to 64 of them.
S, A and F are the numbers of systems, agencies and live flows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.network import Booleans, Network, Positions, distinct
from graphmodel.records.arrays import ranges

Marks = NDArray[np.uint64]
"""For each system or agency, which origins: a bit for each."""
MOST = 64


@dataclass(frozen=True, eq=False)
class Spread:
    """The flows of one network, followed forward from a few origins."""

    network: Network

    @cached_property
    def _first_flow(self) -> Positions:
        """Return where each system's flows begin, shape (S + 1,)."""
        return np.searchsorted(self.network.flows.sender, np.arange(len(self.network.systems) + 1))

    @cached_property
    def _reading(self) -> tuple[Positions, Positions]:
        """Return the (agency, system) pairs in which the agency reads the system, and it is live."""
        agency, system = self.network.readers
        live = self.network.live[system]
        return agency[live], system[live]

    def readers_of(self, bit: int, origins: Positions, *, content: bool = False) -> Marks:
        """Return which agencies see records of a class of up to 64 live origins, shape (A,); with ``content``, in full."""
        shown = self.shown(bit, origins, content=content)
        seen = np.zeros(len(self.network.agencies), dtype=np.uint64)
        agency, system = self._reading
        np.bitwise_or.at(seen, agency, shown[system])
        return seen

    def shown(self, bit: int, origins: Positions, *, content: bool = False) -> Marks:
        """Return the origins of which each system shows records of a class, its own among them, shape (S,)."""
        net, flows = self.network, self.network.flows
        own = np.zeros(len(net.systems), dtype=np.uint64)
        own[origins] = np.uint64(1) << np.arange(len(origins), dtype=np.uint64)
        arrives, stored = own.copy(), own.copy()
        passing = self._passing(bit, content=content)
        active = origins
        while len(active):
            flow = ranges(self._first_flow[active], self._first_flow[active + 1])
            flow = flow[passing[flow]]
            sender, receiver, copies = flows.sender[flow], flows.receiver[flow], flows.copies[flow]
            offer = np.where(copies, stored[sender], arrives[sender])
            offer = np.where(net.relays[sender], offer, own[sender])
            changed = distinct(receiver)
            before = arrives[changed], stored[changed]
            np.bitwise_or.at(arrives, receiver, offer)
            np.bitwise_or.at(stored, receiver[copies], offer[copies])
            changed = changed[(arrives[changed] != before[0]) | (stored[changed] != before[1])]
            active = changed[net.relays[changed]]
        return arrives

    def _passing(self, bit: int, *, content: bool) -> Booleans:
        """Return which flows let a class through, shape (F,); with ``content``, in full."""
        flows = self.network.flows
        passing: Booleans = (flows.carries >> np.uint32(bit) & 1).astype(bool)
        return passing & flows.content if content else passing
