"""The nearest miss: the way by which records would come to an agency if as little as possible were different.

One search for the shortest path, over what each system holds of its own, what is stored in it and what arrives in it.
A step along a live flow costs nothing, each breach of what the definitions ask costs one: so a path without a breach
is there exactly where the records are visible, and making good the breaches of the nearest miss makes them visible.
S is the number of systems, M that of the steps that links in service or planned allow for, either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graphmodel.engine.network import ALL_CLASSES, Booleans, Masks, Network, Positions, class_masks
from graphmodel.records.arrays import starts_of
from graphmodel.words import vocabulary as v

NOT_RELAYED, WRONG_DIRECTION, NOT_CARRIED, NOT_COPIED, PLANNED = (
    "does_not_relay",
    "wrong_direction",
    "class_not_carried",
    "live_answer_not_copied",
    "planned",
)
_OWN, _STORED, _ARRIVES = range(3)
_PLANNED = "planned"


@dataclass(frozen=True)
class Breach:
    """One thing that keeps records from passing: what it is, and the id of the system or link that is meant."""

    reason: str
    of: str


@dataclass(frozen=True)
class PathStep:
    """One step of a path, by ids, and what it lacks; a step that lacks nothing is a live flow."""

    sender: str
    receiver: str
    link: str
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class Miss:
    """A path by which records come, or nearly come, from their system of origin to one that the agency reads.

    ``start`` is what the origin itself lacks; without steps the agency reads the origin.
    """

    origin: str
    start: tuple[Breach, ...]
    steps: tuple[PathStep, ...]

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Return all that the path lacks, in its order; nothing where the records are visible."""
        return (*self.start, *(breach for step in self.steps for breach in step.breaches))


@dataclass(frozen=True)
class _Ways:
    """What steps links allow for, either way, against their direction too: arrays of shape (M,)."""

    link: Positions
    sender: Positions
    receiver: Positions
    copies: Booleans
    against: Booleans
    planned: Booleans
    carries: Masks


@dataclass(frozen=True)
class _Arcs:
    """The steps from each of the three layers, shape (3 M,): what holds of them whatever the class.

    Nodes are numbered layer by layer. ``ends`` has the steps by where they lead and where they start, ``first`` where
    each pair of such begins, ``indices`` and ``begins`` the pairs as a sparse matrix by where they lead; ``outgoing``
    has the steps by where they start, ``first_out`` where each node's begin.
    """

    source: Positions
    target: Positions
    ends: Positions
    first: Positions
    indices: Positions
    begins: Positions
    outgoing: Positions
    first_out: Positions

    @classmethod
    def of(cls, source: Positions, target: Positions, nodes: int) -> _Arcs:
        ends = np.lexsort((source, target))
        first = starts_of(target[ends] * nodes + source[ends]) if len(ends) else ends
        pairs = ends[first]
        outgoing = np.argsort(source, kind="stable")
        every = np.arange(nodes + 1)
        begins, first_out = np.searchsorted(target[pairs], every), np.searchsorted(source[outgoing], every)
        return cls(source, target, ends, first, source[pairs], begins, outgoing, first_out)

    def backward(self, cost: NDArray[np.float64]) -> csr_array[np.float64]:
        """Return the steps from where they lead to where they start; of parallel ones the cheapest."""
        least = np.minimum.reduceat(cost[self.ends], self.first) if len(self.first) else cost
        nodes = len(self.begins) - 1
        made: csr_array[np.float64] = csr_array(
            (least, self.indices, self.begins), shape=(nodes, nodes), dtype=np.float64
        )
        return made


@dataclass(frozen=True, eq=False)
class Misses:
    """The nearest misses in one network."""

    network: Network

    @cached_property
    def planned(self) -> Booleans:
        """Return which systems are planned, shape (S,)."""
        return self.network.catalogue.systems["status"].eq(_PLANNED).to_numpy()

    @cached_property
    def coming(self) -> Booleans:
        """Return which systems are live or planned: those that a path may pass, shape (S,)."""
        return self.network.live | self.planned

    @cached_property
    def _relays(self) -> Booleans:
        return self.network.catalogue.systems["relays"].to_numpy().astype(bool)

    @cached_property
    def _ways(self) -> _Ways:
        """Return the steps that links in service or planned allow for, manual and statistical ones left out."""
        net, table = self.network, self.network.catalogue.links
        sender, receiver = net.ends
        meant = table["status"].isin((*v.LIVE_STATUSES, _PLANNED))
        meant &= (table["mode"] != v.MANUAL) & (table["purpose"] != v.STATISTICAL)
        forth = np.flatnonzero(meant.to_numpy() & self.coming[sender] & self.coming[receiver])
        link = np.concatenate([forth, forth])
        back = np.arange(len(link)) >= len(forth)
        return _Ways(
            link=link,
            sender=np.where(back, receiver[link], sender[link]),
            receiver=np.where(back, sender[link], receiver[link]),
            copies=table["mode"].isin(v.COPYING_MODES).to_numpy()[link],
            against=back & (table["direction"] != "two_way").to_numpy()[link],
            planned=table["status"].eq(_PLANNED).to_numpy()[link],
            carries=class_masks(table["carries"], empty=int(ALL_CLASSES))[link],
        )

    @cached_property
    def unit(self) -> float:
        """Return what one breach costs, in steps: more than any path has."""
        return float(len(self.network.systems) + 1)

    def _withheld(self, bit: int) -> Booleans:
        """Return which steps do not carry a class, shape (M,)."""
        return ~(self._ways.carries >> np.uint32(bit) & 1).astype(bool)

    @cached_property
    def arcs(self) -> _Arcs:
        """Return the steps from each of the three layers."""
        ways, count = self._ways, len(self.network.systems)
        layer = np.where(ways.copies, _STORED, _ARRIVES) * count
        source = np.concatenate([ways.sender + start * count for start in (_OWN, _STORED, _ARRIVES)])
        stays = np.full(len(layer), _ARRIVES * count)
        target = np.concatenate([ways.receiver + into for into in (layer, layer, stays)])
        return _Arcs.of(source, target, 3 * count)

    def _costs(self, bit: int) -> NDArray[np.float64]:
        """Return for each step from each of the three layers what it costs, shape (3 M,).

        Records that the sender has as a live answer only can be had over a copying link if that answered instead:
        they stay a live answer.
        """
        ways = self._ways
        plain = ways.against.astype(np.int64) + ways.planned + self.planned[ways.receiver] + self._withheld(bit)
        passed_on = plain + ~self._relays[ways.sender]
        breaches = np.concatenate([plain, passed_on, passed_on + ways.copies])
        return (breaches * self.unit + 1).astype(np.float64)

    def search(self, bit: int, targets: Positions) -> Search:
        """Return the paths by which records of a class would come to systems that are live or planned."""
        cost, count = self._costs(bit), len(self.network.systems)
        left = np.full(3 * count, np.inf)
        if len(targets):
            there = np.concatenate([targets + layer * count for layer in (_OWN, _STORED, _ARRIVES)])
            backward = self.arcs.backward(cost)
            left = np.asarray(dijkstra(backward, directed=True, indices=there, min_only=True), dtype=np.float64)
        return Search(self, bit, cost, left)

    def row_of(self, way: int) -> int:
        """Return the row of the links table that a step follows."""
        return int(self._ways.link[way])

    def lacking(self, way: int, bit: int, layer: int) -> tuple[Breach, ...]:
        """Return what one step lacks for a class, its sender having the records in a layer."""
        ways, net = self._ways, self.network
        link = str(net.catalogue.links["id"].iloc[self.row_of(way)])
        sender, receiver = int(ways.sender[way]), int(ways.receiver[way])
        found = [
            (layer != _OWN and not self._relays[sender], Breach(NOT_RELAYED, net.systems[sender])),
            (bool(ways.against[way]), Breach(WRONG_DIRECTION, link)),
            (bool(self._withheld(bit)[way]), Breach(NOT_CARRIED, link)),
            (layer == _ARRIVES and bool(ways.copies[way]), Breach(NOT_COPIED, link)),
            (bool(ways.planned[way]), Breach(PLANNED, link)),
            (bool(self.planned[receiver]), Breach(PLANNED, net.systems[receiver])),
        ]
        return tuple(breach for lacks, breach in found if lacks)

    def step(self, way: int, bit: int, layer: int) -> PathStep:
        """Return one step by ids, its sender having the records in a layer."""
        ways, net = self._ways, self.network
        sender, receiver = str(net.systems[int(ways.sender[way])]), str(net.systems[int(ways.receiver[way])])
        link = str(net.catalogue.links["id"].iloc[self.row_of(way)])
        return PathStep(sender, receiver, link, self.lacking(way, bit, layer))


@dataclass(frozen=True, eq=False)
class Search:
    """What it takes to come from any system to the targets of one search: ``left`` by node, shape (3 S,)."""

    misses: Misses
    bit: int
    cost: NDArray[np.float64]
    left: NDArray[np.float64]

    def nearest(self, origins: Positions) -> Miss | None:
        """Return the path from one of some origins that lacks least; of such the shortest, then the first by ids.

        None where no path leads to a target, whatever it lacked. The origins are live or planned.
        """
        misses = self.misses
        count = len(misses.network.systems)
        left = self.left[origins] + misses.planned[origins] * misses.unit
        if not len(origins) or not np.isfinite(left.min()):
            return None
        origin = int(origins[left == left.min()].min())
        start = (Breach(PLANNED, misses.network.systems[origin]),) if misses.planned[origin] else ()
        arcs, ways = misses.arcs, len(self.cost) // 3
        steps: list[PathStep] = []
        node = origin
        while self.left[node] > 0:
            out = arcs.outgoing[arcs.first_out[node] : arcs.first_out[node + 1]]
            best = out[self.cost[out] + self.left[arcs.target[out]] == self.left[node]]
            chosen = int(min(best, key=lambda arc: (arcs.target[arc] % count, misses.row_of(arc % ways), arc)))
            steps.append(misses.step(chosen % ways, self.bit, node // count))
            node = int(arcs.target[chosen])
        return Miss(misses.network.systems[origin], start, tuple(steps))
