"""Pairs of agencies of which one needs to see what the other holds: which are met, and what one link would meet.

A pair (a, b) is met for a class where a sees records of it that b supplies. With O(x) the agencies that supply an
origin whose records x offers by answer, W(y) those that watch what arrives in y, a proposed flow x -> y meets the
unmet pairs in W(y) x O(x), where y takes the class. The two flows of a link meet no pair both: a in W(x) and W(y), b
in O(x) and O(y) would be met today. S is the number of systems, U and V those of the agencies on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from graphmodel.engine.closure import columns_of, set_bits, words_for
from graphmodel.engine.gains import Counts, Gains
from graphmodel.engine.network import Booleans, Positions
from graphmodel.engine.watching import Columns

_MOST = 64
"""So many rows of a matrix of all systems with all systems are made at a time."""


@dataclass(frozen=True, eq=False)
class Needed:
    """Who needs to see records of one class of whom: ``pairs[i, j]`` says that ``who[i]`` needs those of ``of[j]``.

    ``bit`` is the class's; ``pairs`` has shape (U, V); ``at``, shape (S,), says in which systems they must be visible,
    None that any will do.
    """

    bit: int
    who: Positions
    of: Positions
    pairs: Booleans
    at: Booleans | None = None

    def limited(self, pairs: Booleans) -> Needed:
        """Return those of the pairs that are also among these."""
        return replace(self, pairs=self.pairs & pairs)


@dataclass(frozen=True, eq=False)
class Sight:
    """What the agencies of one need see of each other in one network."""

    gains: Gains
    needed: Needed

    @cached_property
    def _reading(self) -> Columns:
        """Return which of the agencies that need it read which live systems of those in which it must be visible."""
        net = self.gains.network
        agency, system = net.readers
        column = _columns(self.needed.who, len(net.agencies))[agency]
        kept = (column >= 0) & net.live[system]
        if self.needed.at is not None:
            kept &= self.needed.at[system]
        return Columns.of(system[kept], column[kept], len(self.needed.who), len(net.systems))

    @cached_property
    def _supplied(self) -> csr_array[np.int64]:
        """Return which of the other agencies supply which live systems that hold the class, shape (S, V)."""
        net = self.gains.network
        agency, system = net.suppliers
        column = _columns(self.needed.of, len(net.agencies))[agency]
        kept = (column >= 0) & self.gains.visibility.holders(self.needed.bit)[system]
        return _ones(system[kept], column[kept], (len(net.systems), len(self.needed.of)))

    @cached_property
    def known(self) -> Booleans:
        """Return of which pairs something is recorded at both ends: one reads, the other holds; shape (U, V)."""
        reads = np.zeros(len(self.needed.who), dtype=bool)
        reads[self._reading.column] = True
        holds = self._supplied.sum(axis=0) > 0
        return np.asarray(reads[:, None] & holds[None, :])

    @cached_property
    def met(self) -> Booleans:
        """Return of which pairs the one sees records of the other, needed or not; shape (U, V)."""
        gains, reading = self.gains, self._reading
        origins, bits = gains.watching.origins(self.needed.bit, reading)
        seen = np.zeros((len(gains.network.systems), words_for(reading.width)), dtype=np.uint64)
        seen[origins] = bits
        set_bits(seen, reading.system, reading.column)
        seen[~gains.visibility.holders(self.needed.bit)] = 0
        origin, agency = columns_of(seen)
        visible = _ones(agency, origin, (len(self.needed.who), len(seen)))
        return np.asarray((visible @ self._supplied).toarray() > 0)

    @cached_property
    def unmet(self) -> Needed:
        """Return the needed pairs that something is recorded of and that are not met."""
        return self.needed.limited(self.known & ~self.met)

    @cached_property
    def watchers(self) -> csr_array[np.int64]:
        """Return W: which agencies watch what arrives in each system, shape (S, U)."""
        watching, reading = self.gains.watching, self._reading
        relays = watching.relays
        relay, agency = columns_of(watching.layers(self.needed.bit, reading)[: len(relays)])
        rows, columns = np.concatenate([reading.system, relays[relay]]), np.concatenate([reading.column, agency])
        return _ones(rows, columns, (len(self.gains.network.systems), reading.width))

    @cached_property
    def suppliers(self) -> csr_array[np.int64]:
        """Return O: which agencies supply an origin whose records each system offers by answer, shape (S, V)."""
        offers, count = self.gains.offers, len(self.gains.network.systems)
        of_class = offers.of_class(self.needed.bit)
        relay = self.gains.watching.relays[offers.relay[of_class]]
        holders = np.flatnonzero(self.gains.visibility.holders(self.needed.bit))
        rows, columns = np.concatenate([holders, relay]), np.concatenate([holders, offers.origin[of_class]])
        supplied = _ones(rows, columns, (count, count)) @ self._supplied
        supplied.data[:] = 1
        return csr_array(supplied)

    @cached_property
    def takes(self) -> Booleans:
        """Return which systems take the class over a proposed flow, shape (S,)."""
        return (self.gains.proposals.takes >> np.uint32(self.needed.bit) & 1).astype(bool)


@dataclass(frozen=True, eq=False)
class UnmetGains:
    """How many of some unmet pairs the default link of two systems would meet, of several needs and classes together.

    A pair of two needs or classes counts twice. The pairs must be unmet in this network: ``Sight.unmet``.
    """

    gains: Gains
    unmet: Sequence[Needed]

    @cached_property
    def _sights(self) -> list[tuple[Sight, Counts]]:
        some = (needed for needed in self.unmet if needed.pairs.any())
        return [(Sight(self.gains, needed), needed.pairs.astype(np.int64)) for needed in some]

    def of(self, system: int) -> Counts:
        """Return how many pairs linking one system with each system would meet, shape (S,)."""
        count = len(self.gains.network.systems)
        to, back = self.gains.proposals.missing_from(system)
        forth, home = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        for sight, pairs in self._sights:
            forth += np.where(sight.takes, _times(sight.watchers, pairs @ _row(sight.suppliers, system)), 0)
            if sight.takes[system]:
                home += _times(sight.suppliers, _row(sight.watchers, system) @ pairs)
        return np.where(to, forth, 0) + np.where(back, home, 0)

    def of_all(self) -> Counts:
        """Return how many pairs linking each system with each system would meet, shape (S, S), symmetric."""
        count = len(self.gains.network.systems)
        everyone = np.arange(count)
        flowing = np.zeros((count, count), dtype=np.int64)
        for sight, pairs in self._sights:
            met = _times(sight.suppliers, _times(sight.watchers, pairs).T).T  # by a flow from the column to the row
            flowing += np.where(sight.takes[:, None], met, 0)
        missing = self.gains.proposals.lacking(everyone[None, :], everyone[:, None])
        result = np.where(missing, flowing, 0)
        return result + result.T

    def pairs(self, one: Positions, other: Positions) -> Counts:
        """Return how many pairs the link of each of some pairs of systems would meet, shape of ``one``."""
        ends = np.unique(one)
        if len(ends) > _MOST and len(self.gains.network.systems) <= 6_000:
            return self.of_all()[one, other]
        result = np.zeros(len(one), dtype=np.int64)
        for end in ends.tolist():
            result[one == end] = self.of(end)[other[one == end]]
        return result


def unmet_gain(gains: Gains, unmet: Sequence[Needed], system: int) -> Counts:
    """Return how many unmet pairs linking one system with each system would meet, shape (S,): see ``UnmetGains``."""
    return UnmetGains(gains, unmet).of(system)


def _columns(agencies: Positions, count: int) -> Positions:
    """Return where each agency stands among some, -1 where it does not; shape (count,)."""
    result = np.full(count, -1, dtype=np.int64)
    result[agencies] = np.arange(len(agencies))
    return result


def _ones(rows: Positions, columns: Positions, shape: tuple[int, int]) -> csr_array[np.int64]:
    """Return a matrix of ones where a (row, column) is given, however often, and of zeros elsewhere."""
    result = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)
    result.sum_duplicates()
    result.data[:] = 1
    return result


def _times(matrix: csr_array[np.int64], dense: Counts) -> Counts:
    """Return a sparse matrix times a dense one, or times a vector."""
    result: Any = matrix @ dense
    return np.asarray(result, dtype=np.int64)


def _row(matrix: csr_array[np.int64], row: int) -> Counts:
    """Return one row of a matrix as a plain array."""
    result = np.zeros(matrix.shape[1], dtype=np.int64)
    first, last = matrix.indptr[row], matrix.indptr[row + 1]
    result[matrix.indices[first:last]] = matrix.data[first:last]
    return result
