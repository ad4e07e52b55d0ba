"""What many links at once would let agencies see: exact, without building the world they make.

Of several proposed links only the flows between relays chain with each other. A path of records goes over at most one
proposed flow out of a system that does not relay (its own records leave), then over flows between relays, then over at
most one proposed flow into a system that does not relay. So for one data class it is enough to know which relays offer
each origin (B), which relays each agency watches (W), which relays get what arrives in a relay (A), and how many pairs
of an origin and an agency are unseen (U). Origins that the same relays offer are one row, agencies that watch the same
relays one column, unless a proposed link touches them. R and N are the numbers of relays and of nodes: the relays, then
the other systems that candidates touch, E of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.engine.closure import Words
from graphmodel.engine.gains import Counts, Gains, unpacked
from graphmodel.engine.network import Booleans, Positions, distinct
from graphmodel.engine.products import Numbers, small_product
from graphmodel.engine.watching import Columns

MOST_CELLS = 20_000_000
"""So many pairs of an origin and an agency, all classes together, are held at a time."""
MOST_LINKS, MOST_NODES = 1_000_000, 2_000
"""So many links and nodes are looked at together."""
Counted = Callable[[int, Positions], Words]
"""Which agencies' sightlines of some origins count, of one class: shape (origins, words), a bit for each agency."""
_CHUNK = 512
_EXACT = 1 << 24
"""Single precision counts exactly up to here."""


@dataclass(frozen=True, eq=False)
class ClassParts:
    """One data class of the network as it is: shapes (origins, R), (R, agencies), (R, R), (origins, agencies), (E, agencies).

    ``row`` says which row of origins each node that does not relay has, -1 where it holds nothing of the class; ``takes``
    which nodes take the class over a proposed flow, shape (N,).
    """

    offers: Numbers
    watches: Numbers
    passes: Booleans
    unseen: Numbers
    reads: Numbers
    row: Positions
    takes: Booleans


@dataclass(frozen=True, eq=False)
class ClassState:
    """The same after some links: what offers, watches and passes now, and what is still unseen."""

    offers: Numbers
    watches: Numbers
    passes: Booleans
    unseen: Numbers


@dataclass(frozen=True, eq=False)
class State:
    """The network after some links, and how many sightlines they add together."""

    links: tuple[int, ...]
    gained: int
    classes: tuple[ClassState, ...]


@dataclass(frozen=True, eq=False)
class Joint:
    """The proposed links ``one[i]`` - ``other[i]`` of one network, L of them, and what any of them yield together.

    Where ``counted`` is given, only the sightlines that it names count: all others are as if they were seen today.
    """

    gains: Gains
    one: Positions
    other: Positions
    counted: Counted | None = None

    @cached_property
    def fits(self) -> bool:
        """Return whether the network is small enough for all this."""
        rows = sum(int(np.count_nonzero(self.gains.visibility.holders(bit))) for bit in self.gains.classes)
        cells = rows * len(self.gains.network.agencies)
        return cells <= MOST_CELLS and len(self.one) <= MOST_LINKS and self.count <= MOST_NODES

    @cached_property
    def relays(self) -> int:
        """Return R."""
        return len(self.gains.watching.relays)

    @cached_property
    def ends(self) -> Positions:
        """Return the systems that a link touches and that do not relay, shape (E,)."""
        both = distinct(np.concatenate([self.one, self.other]))
        return both[self.gains.watching.place[both] < 0]

    @property
    def count(self) -> int:
        """Return N."""
        return self.relays + len(self.ends)

    @cached_property
    def nodes(self) -> tuple[Positions, Positions]:
        """Return the nodes that each link joins, two arrays of shape (L,)."""
        place = self.gains.watching.place
        first, second = (
            np.where(place[end] >= 0, place[end], self.relays + np.searchsorted(self.ends, end))
            for end in (self.one, self.other)
        )
        return first, second

    @cached_property
    def lacks(self) -> tuple[Booleans, Booleans]:
        """Return which links lack the flow forth, and which the flow back, two arrays of shape (L,)."""
        lacking = self.gains.proposals.lacking
        return lacking(self.one, self.other), lacking(self.other, self.one)

    @cached_property
    def ending(self) -> Counts:
        """Return how many ends of each link do not relay, shape (L,)."""
        first, second = self.nodes
        return (first >= self.relays).astype(np.int64) + (second >= self.relays)

    def flows(self, links: Iterable[int]) -> list[tuple[int, int]]:
        """Return the flows that some links add, as nodes (sender, receiver)."""
        (first, second), (forth, back) = self.nodes, self.lacks
        found: list[tuple[int, int]] = []
        for link in links:
            one, other = int(first[link]), int(second[link])
            found += [(one, other)] * bool(forth[link]) + [(other, one)] * bool(back[link])
        return found

    @cached_property
    def classes(self) -> tuple[ClassParts, ...]:
        """Return the parts of each class of which anything is unseen."""
        made = (self._parts(row, bit) for row, bit in enumerate(self.gains.classes))
        return tuple(parts for parts in made if parts.unseen.any())

    def _parts(self, row: int, bit: int) -> ClassParts:
        gains, relays = self.gains, self.gains.watching.relays
        agencies = len(gains.network.agencies)
        holders = np.flatnonzero(gains.visibility.holders(bit))
        place = np.full(len(gains.network.systems), -1, dtype=np.int64)
        place[holders] = np.arange(len(holders))
        of_class = gains.offers.of_class(bit)
        offers = np.zeros((len(holders), self.relays), dtype=bool)
        offers[place[gains.offers.origin[of_class]], gains.offers.relay[of_class]] = True
        watches = _bits(gains.layers[bit][: self.relays], agencies)
        reads = np.zeros((len(self.ends), agencies), dtype=bool)
        at, agency = gains.readers.of_each(self.ends)
        reads[at, agency] = True
        here = np.arange(self.relays)
        passing = gains.watching.layers(bit, Columns.of(relays, here, self.relays, len(gains.network.systems)))
        passes = _bits(passing[: self.relays], self.relays)
        passes[here, here] = True
        own = np.searchsorted(self.ends, holders)
        own = np.where(np.isin(holders, self.ends), own + 1, 0)  # 0: no candidate touches it, so it may share a row
        rows, origin = _grouped(np.concatenate([offers, _digits(own)], axis=1))
        columns, column = _grouped(np.concatenate([watches, reads]).T)
        unseen = np.zeros((len(rows), len(columns)))
        for start in range(0, len(holders), _CHUNK):
            part = slice(start, start + _CHUNK)
            lacking = 1 - unpacked(gains.seen(bit, holders[part]), agencies)
            if self.counted:
                lacking *= unpacked(self.counted(bit, holders[part]), agencies)
            summed = np.zeros((len(lacking), len(columns)))
            np.add.at(summed.T, column, lacking.T)
            np.add.at(unseen, origin[part], summed)
        kind = np.float32 if unseen.sum() < _EXACT else np.float64
        ends = np.full(len(self.ends), -1, dtype=np.int64)
        ends[own[own > 0] - 1] = origin[own > 0]
        takes = gains.takes[row][np.concatenate([relays, self.ends])]
        groups = columns.T
        return ClassParts(
            rows[:, : self.relays].astype(kind),
            groups[: self.relays].astype(kind),
            passes,
            unseen.astype(kind),
            groups[self.relays :].astype(kind),
            ends,
            takes,
        )

    @cached_property
    def today(self) -> State:
        """Return the network without any of the links."""
        parts = self.classes
        return State((), 0, tuple(ClassState(p.offers, p.watches, p.passes, p.unseen) for p in parts))

    def after(self, links: Sequence[int]) -> State:
        """Return the network after some links."""
        flows, classes, gained = self.flows(links), list[ClassState](), 0.0
        for parts in self.classes:
            made = self._after(parts, [flow for flow in flows if parts.takes[flow[1]]])
            classes.append(made)
            if made.unseen is not parts.unseen:
                gained += float(parts.unseen.sum(dtype=np.float64) - made.unseen.sum(dtype=np.float64))
        return State(tuple(links), round(gained), tuple(classes))

    def _after(self, parts: ClassParts, flows: list[tuple[int, int]]) -> ClassState:
        if not flows:
            return ClassState(parts.offers, parts.watches, parts.passes, parts.unseen)
        count, kind = self.relays, parts.unseen.dtype
        between = [flow for flow in flows if max(flow) < count]
        passes = closed(parts.passes, between)
        offers, watches = parts.offers.copy(), parts.watches.copy()
        direct: list[tuple[int, int]] = []
        for sender, receiver in flows:
            if sender >= count and receiver >= count:
                direct.append((int(parts.row[sender - count]), receiver - count))
            elif sender >= count:
                if parts.row[sender - count] >= 0:
                    offers[parts.row[sender - count], receiver] = 1
            elif receiver >= count:
                watches[sender] = np.maximum(watches[sender], parts.reads[receiver - count])
        way = passes.astype(kind)
        offers = (small_product(offers, way) > 0).astype(kind)
        watches = (small_product(way, watches) > 0).astype(kind)
        if not direct and np.array_equal(offers, parts.offers) and np.array_equal(watches, parts.watches):
            return ClassState(parts.offers, parts.watches, passes, parts.unseen)
        unseen = np.where(small_product(offers, watches) > 0, 0, parts.unseen)
        for row, receiver in direct:
            if row >= 0:
                unseen[row, parts.reads[receiver] > 0] = 0
        return ClassState(offers, watches, passes, unseen.astype(kind))

    def added(self, state: State) -> Counts:
        """Return what each link would add to a state, shape (L,); exact for all links but those between two ends.

        Of a link whose two ends do not relay it is what the link adds today: at least what it adds later.
        """
        return self.worth_of(self.table(state))

    def worth_of(self, table: Numbers) -> Counts:
        """Return what each link is worth where a table says it of each flow, shape (N, N) -> (L,)."""
        (first, second), (forth, back) = self.nodes, self.lacks
        return np.where(forth, table[first, second], 0) + np.where(back, table[second, first], 0)

    def table(self, state: State) -> Counts:
        """Return what a flow from each node to each node would add to a state, shape (N, N); between ends: today."""
        count = self.relays
        out, into = (strip.copy() for strip in self._strips_today[0])
        for parts, now, then in zip(self.classes, state.classes, self._strips_today[1], strict=True):
            if now.unseen is not parts.unseen or now.offers is not parts.offers or now.watches is not parts.watches:
                new = self._strips(parts, now)
                out += new[0] - then[0]
                into += new[1] - then[1]
        table = np.empty((self.count, self.count), dtype=np.int64)
        table[:count], table[count:, :count], table[count:, count:] = out, into, self.between_ends
        return table

    @cached_property
    def _strips_today(self) -> tuple[tuple[Counts, Counts], list[tuple[Counts, Counts]]]:
        """Return the strips of all classes together, and those of each class, as things are today."""
        each = [self._strips(parts, now) for parts, now in zip(self.classes, self.today.classes, strict=True)]
        out = sum((strips[0] for strips in each), np.zeros((self.relays, self.count), dtype=np.int64))
        into = sum((strips[1] for strips in each), np.zeros((len(self.ends), self.relays), dtype=np.int64))
        return (out, into), each

    def _strips(self, parts: ClassParts, now: ClassState) -> tuple[Counts, Counts]:
        """Return what flows out of relays and flows from ends into relays would add, shapes (R, N) and (E, R)."""
        count, holding = self.relays, np.flatnonzero(parts.row >= 0)
        unseen = small_product(now.offers.T, now.unseen)
        out = np.concatenate([small_product(unseen, now.watches.T), small_product(unseen, parts.reads.T)], axis=1)
        into = np.zeros((len(self.ends), count), dtype=np.int64)
        into[holding] = _whole(small_product(now.unseen[parts.row[holding]], now.watches.T) * parts.takes[:count])
        return _whole(out * parts.takes), into

    @cached_property
    def between_ends(self) -> Counts:
        """Return what a flow from each end to each end would add today, shape (E, E)."""
        table = np.zeros((len(self.ends), len(self.ends)), dtype=np.int64)
        for parts in self.classes:
            holding = np.flatnonzero(parts.row >= 0)
            direct = small_product(parts.unseen[parts.row[holding]], parts.reads.T)
            table[holding] += _whole(direct * parts.takes[self.relays :])
        return table

    def added_between(self, state: State, links: Positions) -> Counts:
        """Return what some links whose two ends do not relay would add to a state, shape of ``links``."""
        (first, second), (forth, back) = (end[links] for end in self.nodes), (flag[links] for flag in self.lacks)
        total = np.zeros(len(links), dtype=np.int64)
        for parts, now in zip(self.classes, state.classes, strict=True):
            for sender, receiver, lacking in ((first, second, forth), (second, first, back)):
                row = parts.row[sender - self.relays]
                use = np.flatnonzero(lacking & (row >= 0) & parts.takes[receiver])
                new = now.unseen[row[use]] * parts.reads[receiver[use] - self.relays]
                total[use] += _whole(new.sum(axis=1))
        return total


def closed(passes: Booleans, flows: Iterable[tuple[int, int]]) -> Booleans:
    """Return which relays get what arrives in each, once these flows are there; shape (R, R), closed before and after."""
    passes = passes.copy()
    for sender, receiver in flows:
        if not passes[sender, receiver]:
            passes |= passes[:, sender, None] & passes[None, receiver]
    return passes


def _bits(words: Words, width: int) -> Booleans:
    return unpacked(words, width) > 0


def _whole(numbers: Numbers) -> Counts:
    return numbers.round().astype(np.int64)


def _digits(numbers: Positions) -> Booleans:
    """Return numbers as rows of bits, shape (rows, bits)."""
    width = max(int(numbers.max(initial=0)).bit_length(), 1)
    return (numbers[:, None] >> np.arange(width) & 1).astype(bool)


def _grouped(rows: Booleans) -> tuple[Booleans, Positions]:
    """Return the distinct rows, and which of them each row is."""
    if not rows.size:
        return rows[:1], np.zeros(len(rows), dtype=np.int64)
    packed = np.ascontiguousarray(np.packbits(rows, axis=1))
    keys = packed.view([("", np.void, packed.shape[1])]).ravel()
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    return rows[first], group.ravel()
