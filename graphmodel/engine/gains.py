"""What one more link would let agencies see: exact gains of proposed links, without building the world they make.

A proposed link adds answering flows, so what is stored anywhere stays as it is. With O(x) the origins whose records x
offers by answer, W(y) the agencies that watch what arrives in y and V what is visible, all in today's network and for
one data class, a new flow x -> y makes O(x) x W(y) visible where its class is taken. Whatever a path through both new
flows brings was there already, and the two products share no new triple: the gain of a link is the number of pairs in
O(x) x W(y) and in O(y) x W(x) that are not in V, summed over the classes. It is counted as all pairs less those in V.
S, R, A and C are the numbers of systems, relays, agencies and classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.closure import Words, columns_of, set_bits, words_for
from graphmodel.engine.network import Booleans, Masks, Network, Positions, distinct
from graphmodel.engine.products import product
from graphmodel.engine.proposals import Proposals
from graphmodel.engine.visibility import Visibility
from graphmodel.engine.watching import Columns, Watching
from graphmodel.records.arrays import ranges
from graphmodel.words import vocabulary as v

Counts = NDArray[np.int64]
_CHUNK, _FEW = 1024, 32


@dataclass(frozen=True)
class Gain:
    """What the default links between systems would yield: arrays of one shape, the last axis the S partners.

    ``triples`` counts the new (agency, system, class) triples, ``own`` those of agencies that read the system asked
    about. Where no flow is missing, or an end is not live, there is none.
    """

    triples: Counts
    own: Counts

    @property
    def others(self) -> Counts:
        """Return the new triples of all other agencies."""
        return self.triples - self.own


@dataclass(frozen=True)
class Offers:
    """Pairs of a system of origin and a relay that offers its records, sorted by origin: arrays of P pairs.

    ``first`` says where each origin's begin, shape (S + 1,).
    """

    first: Positions
    relay: Positions
    classes: Masks

    @property
    def origin(self) -> Positions:
        """Return the origin of each pair, shape (P,)."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def of_class(self, bit: int) -> Booleans:
        """Return which pairs are of a class, shape (P,)."""
        return (self.classes >> np.uint32(bit) & 1).astype(bool)

    def of_each(self, origins: Positions) -> tuple[Positions, Positions]:
        """Return (position in ``origins``, pair) for each pair of some origins."""
        first, last = self.first[origins], self.first[origins + 1]
        return np.repeat(np.arange(len(origins)), last - first), ranges(first, last)


@dataclass(frozen=True, eq=False)
class Gains:
    """The gains of proposed links in one network; what questions share is computed when first needed, and kept."""

    network: Network

    @cached_property
    def visibility(self) -> Visibility:
        """Return what is visible today."""
        return Visibility(self.network)

    @cached_property
    def proposals(self) -> Proposals:
        """Return which flows are missing and what they would carry."""
        return Proposals(self.network)

    @property
    def watching(self) -> Watching:
        """Return who watches whom."""
        return self.visibility.watching

    @cached_property
    def readers(self) -> Columns:
        """Return which agencies read which live systems."""
        agency, system = self.network.readers
        alive = self.network.live[system]
        return Columns.of(system[alive], agency[alive], len(self.network.agencies), len(self.network.systems))

    @cached_property
    def classes(self) -> tuple[int, ...]:
        """Return the bits of the C classes that somebody holds."""
        return tuple(bit for bit in range(len(v.CARRIED_CLASSES)) if self.visibility.holders(bit).any())

    @cached_property
    def layers(self) -> dict[int, Words]:
        """Return for each class which agencies watch each relay, shape (2 R, words): see ``Watching.layers``."""
        return {bit: self.watching.layers(bit, self.readers) for bit in self.classes}

    @cached_property
    def offers(self) -> Offers:
        """Return which relays offer the records of which systems by answer, and which classes of them."""
        relays, count = self.watching.relays, len(self.watching.relays)
        each = np.arange(count)
        found: list[tuple[int, Positions]] = []
        for bit in self.classes:
            bits = self.watching.watch(bit, relays, each, count)
            set_bits(bits, relays, each)
            bits[~self.visibility.holders(bit)] = 0
            origin, relay = columns_of(bits)
            found.append((bit, origin * count + relay))
        code = distinct(np.concatenate([np.empty(0, dtype=np.int64), *(codes for _, codes in found)]))
        classes = np.zeros(len(code), dtype=np.uint32)
        for bit, codes in found:
            classes[np.searchsorted(code, codes)] |= np.uint32(1 << bit)
        origin, relay = np.divmod(code, max(count, 1))
        return Offers(np.searchsorted(origin, np.arange(len(self.network.systems) + 1)), relay, classes)

    @cached_property
    def offer_counts(self) -> Counts:
        """Return how many origins' records each system offers by answer, shape (C, S)."""
        counts = np.array([self.visibility.holders(bit) for bit in self.classes], dtype=np.int64)
        for row, bit in enumerate(self.classes):
            offering = self.offers.relay[self.offers.of_class(bit)]
            counts[row, self.watching.relays] = np.bincount(offering, minlength=len(self.watching.relays))
        return counts

    @cached_property
    def watcher_counts(self) -> Counts:
        """Return how many agencies watch what arrives in each system, shape (C, S)."""
        relays = self.watching.relays
        counts = np.tile(np.diff(self.readers.first), (len(self.classes), 1))
        for row, bit in enumerate(self.classes):
            counts[row, relays] = np.bitwise_count(self.layers[bit][: len(relays)]).sum(axis=1)
        return counts

    @cached_property
    def takes(self) -> Booleans:
        """Return which classes each system takes over a proposed flow, shape (C, S)."""
        bits = np.array(self.classes, dtype=np.uint32)[:, None]
        return (self.proposals.takes[None, :] >> bits & 1).astype(bool)

    def offered(self, bit: int, system: int) -> Positions:
        """Return the origins whose records of a class a system offers by answer."""
        holders = self.visibility.holders(bit)
        alone = np.array([system])[holders[[system]]]
        if not self.network.relays[system]:
            return alone
        origins, bits = self.watching.origins(bit, self._column([system]))
        return np.union1d(origins[holders[origins] & bits.any(axis=1)], alone)

    def watchers(self, bit: int, system: int) -> Positions:
        """Return the agencies that watch what arrives in a live system, for one class."""
        place = self.watching.place[system]
        if place < 0:
            return self.readers.of_each(np.array([system]))[1]
        return columns_of(self.layers[bit][place : place + 1])[1]

    def _column(self, systems: list[int]) -> Columns:
        return Columns.of(np.array(systems), np.zeros(len(systems), np.int64), 1, len(self.network.systems))

    def seen(self, bit: int, origins: Positions) -> Words:
        """Return which agencies see the records that some systems would have of a class, shape (origins, words)."""
        bits = self.watching.seen_from(bit, origins, self.readers, self.layers[bit])
        at, agency = self.readers.of_each(origins)
        set_bits(bits, at, agency)
        return bits

    def of(self, system: int) -> Gain:
        """Return what linking one system with each system would yield, shape (S,); on networks of any size."""
        to, back = self.proposals.missing_from(system)
        readers = self.readers.of_each(np.array([system]))[1]
        own = (self.new_to if len(readers) <= _FEW else self._new_to_many)(readers, system)
        others, forth = np.zeros_like(own), np.zeros_like(own)
        for row, bit in enumerate(self.classes):
            offered = self.offered(bit, system)
            if len(offered):
                unseen = len(offered) * self.watcher_counts[row] - self._watched(bit, self.seen(bit, offered))
                forth += np.where(self.takes[row], unseen, 0)
            if self.network.relays[system] and self.takes[row, system]:
                beyond = np.setdiff1d(self.watchers(bit, system), readers, assume_unique=True)
                others += self._new_of_class(beyond, row, bit)
        return Gain(np.where(to, forth, 0) + np.where(back, own + others, 0), np.where(back, own, 0))

    def new_to(self, agencies: Positions, system: int) -> Counts:
        """Return how many (agency, origin, class) triples each system's offer would add for a few agencies.

        Shape (S,), of the classes that the system asked about takes.
        """
        taken = self.proposals.takes[system]
        holds = np.where(self.network.live, self.network.holds & taken, 0).astype(np.uint32)
        reading = self._read_by(agencies)
        unseen = np.tile(holds[:, None], (1, reading.width))
        origins, seen = self.watching.masks(reading)
        unseen[origins] &= ~seen
        unseen[reading.system, reading.column] = 0
        return self._offering(unseen, holds)

    def _new_to_many(self, agencies: Positions, system: int) -> Counts:
        """Return the same as ``new_to``, class by class."""
        rows = ((row, bit) for row, bit in enumerate(self.classes) if self.takes[row, system])
        added = np.zeros(len(self.network.systems), dtype=np.int64)
        for row, bit in rows:
            added += self._new_of_class(agencies, row, bit)
        return added

    def _new_of_class(self, agencies: Positions, row: int, bit: int) -> Counts:
        """Return how many (agency, origin) pairs of one class each system's offer would add for any agencies."""
        added: Counts = len(agencies) * self.offer_counts[row]
        for start in range(0, len(agencies), _CHUNK):
            self._less_seen(added, bit, self._read_by(agencies[start : start + _CHUNK]))
        return added

    def _offering(self, unseen: Masks, holds: Masks) -> Counts:
        """Return how many of the unseen (origin, class) pairs each system offers, summed over the columns, shape (S,).

        ``holds`` has of each live system the classes that count here.
        """
        counted: Counts = np.bitwise_count(unseen).sum(axis=1, dtype=np.int64)  # each system's own records
        seen = holds[:, None] & ~unseen
        with_unseen, with_seen = np.flatnonzero(unseen.any(axis=1)), np.flatnonzero(seen.any(axis=1))
        relays, offers_of = self.watching.relays, np.diff(self.offers.first)
        # A relay's count: the unseen pairs among its offers, or all its offers less the seen ones, whichever goes
        # through fewer offers.
        if offers_of[with_unseen].sum() <= offers_of[with_seen].sum():
            counted[relays] = self._offered_by_relays(with_unseen, unseen[with_unseen])
        else:
            classes = np.array(self.classes, dtype=np.uint32)
            counting = (np.bitwise_or.reduce(holds) >> classes & 1).astype(bool)
            every = unseen.shape[1] * self.offer_counts[counting][:, relays].sum(axis=0)
            counted[relays] = every - self._offered_by_relays(with_seen, seen[with_seen])
        return counted

    def _offered_by_relays(self, origins: Positions, chosen: Masks) -> Counts:
        """Return how many of the chosen classes of some origins each relay offers, summed over the columns, shape (R,)."""
        at, offer = self.offers.of_each(origins)
        classes = self.offers.classes[offer]
        of_offer = np.zeros(len(offer), dtype=np.int64)
        for column in range(chosen.shape[1]):
            of_offer += np.bitwise_count(chosen[at, column] & classes)
        return np.bincount(self.offers.relay[offer], of_offer, len(self.watching.relays)).astype(np.int64)

    def _watched(self, bit: int, seen: Words) -> Counts:
        """Return how many of the pairs (origin, watcher of a system) are visible, for each system, shape (S,)."""
        relays, agencies = self.watching.relays, len(self.network.agencies)
        times = _times(seen, agencies)
        counted = np.bincount(self.readers.system, times[self.readers.column], len(self.network.systems))
        watching = self.layers[bit][: len(relays)]
        if len(seen) == 1:
            counted[relays] = np.bitwise_count(watching & seen).sum(axis=1)
        else:
            for start in range(0, len(relays), _CHUNK):
                part = slice(start, start + _CHUNK)
                counted[relays[part]] = product(unpacked(watching[part], agencies), times)
        return counted.astype(np.int64)

    def _less_seen(self, counted: Counts, bit: int, reading: Columns) -> None:
        """Take from each system's count the pairs of some agencies and what it offers of a class that are visible."""
        origins, bits = self._seen_by(bit, reading)
        own = self.visibility.holders(bit)[origins]
        origins, times = origins[own], np.bitwise_count(bits[own]).sum(axis=1, dtype=np.int64)
        alone = self.watching.place[origins] < 0
        counted[origins[alone]] -= times[alone]
        at, pair = self.offers.of_each(origins)
        times = np.where(self.offers.of_class(bit)[pair], times[at], 0)
        relays = self.watching.relays
        counted[relays] -= np.bincount(self.offers.relay[pair], times, len(relays)).astype(np.int64)

    def _read_by(self, agencies: Positions) -> Columns:
        """Return the systems that some agencies read, each agency a column."""
        column = np.full(len(self.network.agencies), -1, dtype=np.int64)
        column[agencies] = np.arange(len(agencies))
        reading = column[self.readers.column] >= 0
        system, column = self.readers.system[reading], column[self.readers.column[reading]]
        return Columns.of(system, column, len(agencies), len(self.network.systems))

    def _seen_by(self, bit: int, reading: Columns) -> tuple[Positions, Words]:
        """Return the systems whose records some agencies see, and which do, shapes (origins,) and (origins, words)."""
        origins, bits = self.watching.origins(bit, reading)
        every = distinct(np.concatenate([origins, reading.system]))
        seen = np.zeros((len(every), words_for(reading.width)), dtype=np.uint64)
        seen[np.searchsorted(every, origins)] = bits
        set_bits(seen, np.searchsorted(every, reading.system), reading.column)
        return every, seen

    def of_all(self, counted: Callable[[int], NDArray[np.float64]] | None = None) -> Gain:
        """Return what linking each system with each system would yield, shape (S, S): for networks of thousands.

        ``counted`` returns for each class which (system of origin, agency) pairs are counted, as ones, shape (S, A);
        all are where it is not given.
        """
        count, agencies, relays = len(self.network.systems), len(self.network.agencies), self.watching.relays
        everyone = np.arange(count)
        to = self.proposals.lacking(everyone[:, None], everyone[None, :])
        reads = np.zeros((count, agencies))
        reads[self.readers.system, self.readers.column] = 1
        total, own = np.zeros((count, count)), np.zeros((count, count))
        for row, bit in enumerate(self.classes):
            offers = np.diag(self.visibility.holders(bit).astype(np.float64))
            of_class = self.offers.of_class(bit)
            offers[relays[self.offers.relay[of_class]], self.offers.origin[of_class]] = 1
            watchers = reads.copy()
            watchers[relays] = unpacked(self.layers[bit][: len(relays)], agencies)
            unseen = 1 - unpacked(self.seen(bit, everyone), agencies)
            unseen = unseen if counted is None else unseen * counted(bit)
            new = product(offers, unseen)
            total += product(new, watchers.T) * (to & self.takes[row])
            total += product(watchers, new.T) * (to.T & self.takes[row][:, None])
            own += product(reads, new.T) * (to.T & self.takes[row][:, None])
        return Gain(total.round().astype(np.int64), own.round().astype(np.int64))

    def new(self, system: int, partner: int) -> Iterator[tuple[int, Positions, Positions]]:
        """Yield for each class (its bit, agencies, origins): the triples that linking two systems would add."""
        for sender, receiver in ((system, partner), (partner, system)):
            if not self.proposals.lacking(np.array([sender]), np.array([receiver]))[0]:
                continue
            for row, bit in enumerate(self.classes):
                if self.takes[row, receiver]:
                    origins, agencies = self.offered(bit, sender), self.watchers(bit, receiver)
                    seen = unpacked(self.seen(bit, origins), len(self.network.agencies))[:, agencies]
                    origin, agency = np.nonzero(seen == 0)
                    yield bit, agencies[agency], origins[origin]


def unpacked(bits: Words, width: int) -> NDArray[np.float64]:
    """Return rows of bits as zeros and ones, shape (rows, width)."""
    flat = bits.astype("<u8").view(np.uint8).reshape(len(bits), 8 * bits.shape[1])
    return np.unpackbits(flat, axis=1, bitorder="little")[:, :width].astype(np.float64)


def _times(bits: Words, width: int) -> NDArray[np.float64]:
    """Return how many rows have each column's bit set, shape (width,)."""
    total = np.zeros(width)
    for start in range(0, len(bits), _CHUNK):
        total += unpacked(bits[start : start + _CHUNK], width).sum(axis=0)
    return total
