"""How many agencies, and how many organisations, can see a record of each system: what no order of steps saves.

Counted when a catalogue is loaded, from what the systems offer: as a query over OFFERED_BY and FEEDS would, whose
steps explode where a hub has many readers and many flows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graphmodel.engine.closure import Words, gathered, set_bits, words_for
from graphmodel.engine.network import Network, Positions
from graphmodel.engine.visibility import Offered, Visibility
from graphmodel.records.arrays import ranges, starts_of

MANY = 64
"""A system with more readers than this has its readers kept as one row of bits."""
_ROOM = 1 << 22
"""Words that one block of rows may take: 32 MB."""


def seen_by(visibility: Visibility, offered: Offered) -> tuple[Positions, Positions]:
    """Return for each system how many agencies and how many organisations can see a record of it, two of shape (S,).

    A record is seen in the system itself, or over a live flow from whoever offers it; 0 where the system is not live.
    """
    net = visibility.network
    agencies, organisations = (np.zeros(len(net.systems), dtype=np.int64) for _ in range(2))
    sight = _Watchers(visibility)
    for first, last in _blocks(offered.origin, max(1, _ROOM // sight.words)):
        starts = starts_of(offered.origin[first:last])
        origins = offered.origin[first:last][starts]
        bits = np.bitwise_or.reduceat(sight.of_rows(offered, first, last), starts, axis=0)
        sight.add(bits, np.arange(len(origins)), origins)
        width = words_for(len(net.agencies))
        agencies[origins] = np.bitwise_count(bits[:, :width]).sum(axis=1)
        organisations[origins] = np.bitwise_count(bits[:, width:]).sum(axis=1)
    return agencies, organisations


def _blocks(values: Positions, size: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of about ``size`` rows that part no run of equal values (sorted)."""
    first = 0
    while first < len(values):
        last = min(first + size, len(values))
        last = np.searchsorted(values, values[last - 1 : last], side="right")[0].item()
        yield first, last
        first = last


class _Watchers:
    """Who sees what a system shows: rows of bits, a bit for each agency and behind them one for each organisation."""

    def __init__(self, visibility: Visibility) -> None:
        net, flows = visibility.network, visibility.network.flows
        self._flows, self._passes = flows, visibility.passes
        self._first_flow = np.searchsorted(flows.sender, np.arange(len(net.systems) + 1))
        self.words = 2 * words_for(len(net.agencies))
        self._readers, self._first_reader = _readers(net)
        self._organisation = net.organisation
        self._many = np.flatnonzero(np.diff(self._first_reader) > MANY)
        self._of_many = np.zeros((len(self._many), self.words), dtype=np.uint64)
        self._set(self._of_many, np.arange(len(self._many)), self._many)

    def of_rows(self, offered: Offered, first: int, last: int) -> Words:
        """Return who sees, over flows from whoever offers them, the records of some rows, shape (rows, words)."""
        system = offered.system[first:last]
        classes, stored = offered.classes[first:last], offered.stored[first:last]
        count = self._first_flow[system + 1] - self._first_flow[system]
        row = np.repeat(np.arange(last - first), count)
        flow = ranges(self._first_flow[system], self._first_flow[system + 1])
        shown = np.where(self._flows.copies[flow], stored[row], classes[row]) & self._passes[flow]
        bits = np.zeros((last - first, self.words), dtype=np.uint64)
        self.add(bits, row[shown != 0], self._flows.receiver[flow[shown != 0]])
        return bits

    def add(self, bits: Words, rows: Positions, systems: Positions) -> None:
        """Add the readers of systems to rows of bits, given as pairs in the order of the rows."""
        at = np.searchsorted(self._many, systems)
        many = np.zeros(len(systems), dtype=bool)
        if len(self._many):
            many = self._many[np.minimum(at, len(self._many) - 1)] == systems
        self._set(bits, rows[~many], systems[~many])
        step = max(1, _ROOM // self.words)
        for start in range(0, int(np.count_nonzero(many)), step):
            chosen = np.flatnonzero(many)[start : start + step]
            bits |= gathered(len(bits), rows[chosen], self._of_many[at[chosen]])

    def _set(self, bits: Words, rows: Positions, systems: Positions) -> None:
        first, last = self._first_reader[systems], self._first_reader[systems + 1]
        agency = self._readers[ranges(first, last)]
        row = np.repeat(rows, last - first)
        set_bits(bits, row, agency)
        set_bits(bits, row, self._organisation[agency] + 32 * self.words)


def _readers(net: Network) -> tuple[Positions, Positions]:
    """Return the agencies that read each system, one system after the other, and where each system's begin."""
    agency, system = net.readers
    order = np.argsort(system, kind="stable")
    return agency[order], np.searchsorted(system[order], np.arange(len(net.systems) + 1))
