"""Who watches what: each origin learns which columns see its records of one data class.

Records travel from their system of origin over copying flows first and answering flows after, through relays only:
a live answer is never copied onward. That is reachability in a graph with two nodes for each relay, what is *stored*
in it and what *arrives* in it, one such graph for each class. Columns (agencies, say, or systems) watch systems, and
the flows are followed backward from what is watched: rows of bits are kept for relays alone.
S and F are the numbers of systems and live flows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.engine.closure import Condensation, Words, gathered, set_bits, words_for
from graphmodel.engine.network import ALL_CLASSES, Booleans, Masks, Network, Positions, distinct
from graphmodel.records.arrays import ranges


@dataclass(frozen=True)
class Columns:
    """Which columns watch which systems: pairs sorted by system, and where each system's begin, shape (S + 1,)."""

    system: Positions
    column: Positions
    first: Positions
    width: int

    @classmethod
    def of(cls, system: Positions, column: Positions, width: int, systems: int) -> Columns:
        """Return pairs, given in any order, of so many columns and systems."""
        order = np.argsort(system, kind="stable")
        system = system[order]
        return cls(system, column[order], np.searchsorted(system, np.arange(systems + 1)), width)

    def of_each(self, systems: Positions) -> tuple[Positions, Positions]:
        """Return (position in ``systems``, column) for each column of each of these systems."""
        first, last = self.first[systems], self.first[systems + 1]
        return np.repeat(np.arange(len(systems)), last - first), self.column[ranges(first, last)]


@dataclass(frozen=True, eq=False)
class Watching:
    """The flows of one network, followed backward."""

    network: Network

    @cached_property
    def relays(self) -> Positions:
        """Return the live systems that relay, shape (R,)."""
        return np.flatnonzero(self.network.relays)

    @cached_property
    def place(self) -> Positions:
        """Return where each system stands among the relays, -1 where it does not relay; shape (S,)."""
        place = np.full(len(self.network.systems), -1, dtype=np.int64)
        place[self.relays] = np.arange(len(self.relays))
        return place

    @cached_property
    def _inflow(self) -> tuple[Positions, Positions]:
        """Return the flows sorted by receiver, and where each system's begin; shapes (F,) and (S + 1,)."""
        order = np.argsort(self.network.flows.receiver, kind="stable")
        receiver = self.network.flows.receiver[order]
        return order, np.searchsorted(receiver, np.arange(len(self.network.systems) + 1))

    @cached_property
    def _outflow(self) -> Positions:
        """Return where each system's flows begin, shape (S + 1,)."""
        return np.searchsorted(self.network.flows.sender, np.arange(len(self.network.systems) + 1))

    @cached_property
    def _between(self) -> Positions:
        """Return the flows from relay to relay."""
        flows = self.network.flows
        return np.flatnonzero((self.place[flows.sender] >= 0) & (self.place[flows.receiver] >= 0))

    def _passing(self, flows: Positions, bit: int, *, content: bool) -> Positions:
        """Return those of some flows that let a class through; with ``content``, in full."""
        passes = (self.network.flows.carries[flows] >> np.uint32(bit) & 1).astype(bool)
        return flows[passes & self.network.flows.content[flows]] if content else flows[passes]

    def _flows_into(self, systems: Positions) -> Positions:
        """Return the flows into some systems, one system's after the other's."""
        order, first = self._inflow
        return order[ranges(first[systems], first[systems + 1])]

    def _into(self, systems: Positions, bit: int, *, content: bool) -> Positions:
        """Return the flows into some systems that let a class through."""
        return self._passing(self._flows_into(systems), bit, content=content)

    def _row(self, relays: Positions, stored: Booleans) -> Positions:
        """Return the rows of layers that stand for what arrives in some relays or, where ``stored``, is stored there."""
        return self.place[relays] + stored * len(self.relays)

    def _arcs(self, flows: Positions) -> tuple[Positions, Positions]:
        """Return from which row of layers to which row some flows between relays lead; then the arcs inside relays.

        A copying flow leads from what is stored to what is stored, an answering one from what arrives to what
        arrives. What is stored in a relay arrives in it as well: whoever watches the one sees the other.
        """
        net, count = self.network.flows, len(self.relays)
        stored = net.copies[flows]
        arrives = np.arange(count)
        source = np.concatenate([self._row(net.sender[flows], stored), arrives + count])
        target = np.concatenate([self._row(net.receiver[flows], stored), arrives])
        return source, target

    def layers(self, bit: int, watched: Columns, *, stored: bool = False, content: bool = False) -> Words:
        """Return what watches each relay, for one class: what arrives in it, then what is stored in it.

        Shape (2 R, words). With ``stored`` columns watch what is stored in a system, else what arrives in it.
        """
        flows, count = self.network.flows, len(self.relays)
        layers = np.zeros((2 * count, words_for(watched.width)), dtype=np.uint64)
        if not count or not len(watched.system):
            return layers
        at, column = watched.of_each(self.relays)
        set_bits(layers, at + count if stored else at, column)
        active = distinct(watched.system)
        into = self._into(active[self.place[active] < 0], bit, content=content)
        into = into[self.place[flows.sender[into]] >= 0]
        if stored:
            into = into[flows.copies[into]]
        at, column = watched.of_each(flows.receiver[into])
        set_bits(layers, self._row(flows.sender[into], flows.copies[into])[at], column)
        if not layers.any():
            return layers
        return self._condensed(bit, content=content).reached(layers)

    def _condensed(self, bit: int, *, content: bool) -> Condensation:
        """Return the flows between relays that let a class through, condensed: it is the same for whatever watches."""
        found = self._condensations.get((bit, content))
        if found is None:
            source, target = self._arcs(self._passing(self._between, bit, content=content))
            found = self._condensations[bit, content] = Condensation.of(source, target, 2 * len(self.relays))
        return found

    @cached_property
    def _condensations(self) -> dict[tuple[int, bool], Condensation]:
        return {}

    def watch(
        self,
        bit: int,
        system: Positions,
        column: Positions,
        columns: int,
        *,
        stored: bool = False,
        content: bool = False,
    ) -> Words:
        """Return which columns see the records that each system would offer of one class, shape (S, words).

        Column ``column[i]`` watches what arrives in ``system[i]`` (with ``stored``: what is stored in it). A row is
        right for every system whether or not it holds the class; a system's own records, coming home to a column
        that watches it, are among them. With ``content`` only flows with access to the content count.
        """
        watched = Columns.of(system, column, columns, len(self.network.systems))
        seen = np.zeros((len(self.network.systems), words_for(columns)), dtype=np.uint64)
        origins, bits = self.origins(bit, watched, stored=stored, content=content)
        seen[origins] = bits
        return seen

    def origins(
        self, bit: int, watched: Columns, *, stored: bool = False, content: bool = False
    ) -> tuple[Positions, Words]:
        """Return the systems whose records of a class, if they had any, columns may see over flows, and which do.

        Shapes (origins,), sorted, and (origins, words); otherwise as ``watch``. Nobody may see some of them: a live
        answer that a relay gets is not copied onward.
        """
        layers = self.layers(bit, watched, stored=stored, content=content)
        active = distinct(np.concatenate([watched.system, self.relays[_any_of_both(layers)]]))
        flows = self._into(active, bit, content=content)
        sender = self.network.flows.sender[flows]
        origins = distinct(sender)
        seen = np.zeros((len(origins), layers.shape[1]), dtype=np.uint64)
        self._add(seen, np.searchsorted(origins, sender), flows, watched, layers, stored=stored)
        return origins, seen

    def masks(self, watched: Columns) -> tuple[Positions, Masks]:
        """Return the systems whose records, if they had any, a few columns may see, and which classes of them.

        Shapes (origins,), sorted, and (origins, columns): one mask of classes for each column. The method ``origins``
        answers the same for one class, with a bit for each column. Nothing may be seen of some systems.
        """
        flows = self.network.flows
        # Near: the last flow leads to a system that a column watches and that does not relay.
        ends = distinct(watched.system[self.place[watched.system] < 0])
        into_ends = self._flows_into(ends)
        at, column = watched.of_each(flows.receiver[into_ends])
        near = into_ends[at]  # one row for each flow and column
        layers = self._masks_of_relays(watched, near, column)
        # Far: the flow leads into a relay of which columns see something.
        far = self._flows_into(self.relays[_any_of_both(layers)])
        far = far[np.argsort(flows.sender[far], kind="stable")]
        seen_through: Masks = layers[self._row(flows.receiver[far], flows.copies[far])] & flows.carries[far][:, None]

        origins = distinct(np.concatenate([flows.sender[far], flows.sender[near]]))
        seen = gathered(len(origins), np.searchsorted(origins, flows.sender[far]), seen_through)
        np.bitwise_or.at(seen, (np.searchsorted(origins, flows.sender[near]), column), flows.carries[near])
        return origins, seen

    def _masks_of_relays(self, watched: Columns, near: Positions, column: Positions) -> Masks:
        """Return which classes each column sees of what arrives in each relay, then of what is stored; shape (2 R, columns).

        Column ``column[i]`` watches where the flow ``near[i]`` ends.
        """
        flows = self.network.flows
        layers = np.zeros((2 * len(self.relays), watched.width), dtype=np.uint32)
        layers[watched.of_each(self.relays)] = ALL_CLASSES
        from_relay = self.place[flows.sender[near]] >= 0
        near, column = near[from_relay], column[from_relay]
        np.bitwise_or.at(layers, (self._row(flows.sender[near], flows.copies[near]), column), flows.carries[near])
        self._settle(layers)
        return layers

    def _settle(self, layers: Masks) -> None:
        """Let every relay be watched by all that watches what it passes on, class by class, until nothing changes."""
        between = self._between
        source, target = self._arcs(between)
        inside = np.full(len(self.relays), ALL_CLASSES)
        carries = np.concatenate([self.network.flows.carries[between], inside])[:, None]
        changed = np.asarray(layers.any(axis=1))
        while changed.any():
            use = changed[target]
            before = layers.copy()
            np.bitwise_or.at(layers, source[use], layers[target[use]] & carries[use])
            changed = np.asarray((layers != before).any(axis=1))

    def seen_from(self, bit: int, origins: Positions, watched: Columns, layers: Words) -> Words:
        """Return which columns see the records that some systems would offer of one class, shape (origins, words).

        ``layers`` are those of the columns and the class; columns watch what arrives.
        """
        first, last = self._outflow[origins], self._outflow[origins + 1]
        row = np.repeat(np.arange(len(origins)), last - first)
        flows = ranges(first, last)
        passes = (self.network.flows.carries[flows] >> np.uint32(bit) & 1).astype(bool)
        seen = np.zeros((len(origins), layers.shape[1]), dtype=np.uint64)
        self._add(seen, row[passes], flows[passes], watched, layers)
        return seen

    def _add(
        self, seen: Words, row: Positions, flows: Positions, watched: Columns, layers: Words, *, stored: bool = False
    ) -> None:
        """Add to a row what watches the receiver of its flow, for each of some flows."""
        net, count = self.network.flows, len(self.relays)
        relay, copies = self.place[net.receiver[flows]], net.copies[flows]
        end = (relay < 0) & copies if stored else relay < 0
        at, column = watched.of_each(net.receiver[flows[end]])
        set_bits(seen, row[end][at], column)
        through = relay >= 0
        row, node = row[through], (relay + copies * count)[through]
        order = np.argsort(row, kind="stable")
        seen |= gathered(len(seen), row[order], layers[node[order]])


def _any_of_both(layers: Words | Masks) -> Positions:
    """Return the relays of which anything is watched."""
    return np.flatnonzero(layers.any(axis=1).reshape(2, -1).any(axis=0))
