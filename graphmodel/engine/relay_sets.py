"""What every one, two or three links between relays would add together: all choices, told by tables.

For one data class two links are alike if their flows leave from behind the same relays and lead on to the same relays;
flows whose class is not taken, or that are there by another way, add nothing. So a class needs a row for each kind of
link only, and what a choice adds is the sum over the classes. L is the number of links, K that of a class's kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.gains import Counts
from graphmodel.engine.joint import ClassParts, Joint
from graphmodel.engine.network import Booleans, Positions
from graphmodel.engine.products import Numbers, product

MOST_PAIRS = 400_000
"""So many pairs of kinds, all classes together, are followed for the choices of three links."""


@dataclass(frozen=True, eq=False)
class Kinds:
    """The kinds of links of one class: ``of_link``, shape (L,), and the flows of each, shape (K, 2); -1 is none."""

    parts: ClassParts
    of_link: Positions
    sender: Positions
    receiver: Positions

    @classmethod
    def of(cls, joint: Joint, parts: ClassParts, links: Sequence[int]) -> Kinds:
        """Return the kinds that some links between relays are of."""
        known: dict[object, int] = {}
        flows: list[list[tuple[int, int]]] = []
        of_link: list[int] = []
        behind = [parts.passes[:, relay].tobytes() for relay in range(joint.relays)]
        ahead = [parts.passes[relay].tobytes() for relay in range(joint.relays)]
        for link in links:
            new = [(u, v) for u, v in joint.flows([link]) if parts.takes[v] and not parts.passes[u, v]]
            key = frozenset((behind[u], ahead[v]) for u, v in new)
            if key not in known:
                known[key] = len(flows)
                flows.append(new)
            of_link.append(known[key])
        padded = [[*some, (-1, -1), (-1, -1)][:2] for some in flows]
        ends = np.array(padded, dtype=np.int64).reshape(-1, 2, 2)
        return cls(parts, np.array(of_link, dtype=np.int64), ends[:, :, 0], ends[:, :, 1])

    @cached_property
    def _sums(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return which relays offer, which watch, and what is unseen, each distinct row and column of them once."""
        parts = self.parts
        kept = np.flatnonzero(parts.offers.any(axis=1))
        offers, row = np.unique(parts.offers[kept], axis=0, return_inverse=True)
        watches, column = np.unique(parts.watches.T, axis=0, return_inverse=True)
        unseen = np.zeros((len(offers), len(watches)))
        np.add.at(unseen, (row.ravel()[:, None], column.ravel()[None, :]), parts.unseen[kept])
        kind = parts.unseen.dtype
        return offers, np.ascontiguousarray(watches.T), unseen.astype(kind)

    @property
    def idle(self) -> bool:
        """Return whether no link adds anything to the class, whatever else is built."""
        return not (self.sender >= 0).any() or not self._sums[2].any()

    def _with(self, passes: Booleans, kinds: Positions) -> Booleans:
        """Return which relay gets what arrives in which, with one more link of each kind, shape (kinds, R, R)."""
        made = np.repeat(passes[None], len(kinds), axis=0)
        for flow in range(2):
            sender, receiver = self.sender[kinds, flow], self.receiver[kinds, flow]
            use = np.flatnonzero(sender >= 0)
            made[use] |= made[use, :, sender[use]][:, :, None] & made[use, receiver[use]][:, None, :]
        return made

    def _added(self, passes: Booleans) -> tuple[Counts, Counts]:
        """Return what is seen in networks that pass so, shape (n,), and what each kind would add, shape (n, K)."""
        offers, watches, unseen = self._sums
        way = passes.astype(unseen.dtype)
        offers = np.minimum(product(offers, way), 1)
        watches = np.minimum(product(way, watches), 1)
        left = np.where(product(offers, watches) > 0, 0, unseen)
        table = product(product(offers.transpose(0, 2, 1), left), watches.transpose(0, 2, 1))
        added = np.zeros((len(passes), len(self.sender)))
        for flow in range(2):
            there = self.sender[:, flow] >= 0
            added[:, there] += table[:, self.sender[there, flow], self.receiver[there, flow]]
        seen = unseen.sum(dtype=np.float64) - left.sum(axis=(1, 2), dtype=np.float64)
        return seen.round().astype(np.int64), added.round().astype(np.int64)

    @cached_property
    def pairs(self) -> Counts:
        """Return what a link of each kind and one of each kind add together, shape (K, K)."""
        seen, added = self._added(self._with(self.parts.passes, np.arange(len(self.sender))))
        return seen[:, None] + added

    def beside(self, kind: int) -> Counts:
        """Return what a link of one kind, one of each and one of each add together, shape (K, K)."""
        every = np.arange(len(self.sender))
        first = self._with(self.parts.passes, every[kind : kind + 1])[0]
        seen, added = self._added(self._with(first, every))
        return seen[:, None] + added


@dataclass(frozen=True, eq=False)
class RelaySets:
    """The links of a network that join two relays, n of them; ``links`` are their numbers."""

    joint: Joint
    links: Positions

    @classmethod
    def of(cls, joint: Joint) -> RelaySets:
        """Return those among all links."""
        return cls(joint, np.flatnonzero(joint.ending == 0))

    @cached_property
    def kinds(self) -> tuple[Kinds, ...]:
        """Return the kinds of each class to which links add anything."""
        every = (Kinds.of(self.joint, parts, self.links.tolist()) for parts in self.joint.classes)
        return tuple(kinds for kinds in every if len(self.links) and not kinds.idle)

    @cached_property
    def pairs(self) -> Counts:
        """Return what each two of them add together, shape (n, n); what one alone adds on the diagonal."""
        total = np.zeros((len(self.links), len(self.links)), dtype=np.int64)
        for kinds in self.kinds:
            total += kinds.pairs[np.ix_(kinds.of_link, kinds.of_link)]
        return total

    def of_size(self, count: int) -> Counts:
        """Return what each one, or each two of them, add: shape (n,) or (n, n)."""
        return np.diag(self.pairs) if count == 1 else self.pairs

    def choices(self, count: int, least: int) -> tuple[Positions, Counts]:
        """Return the choices of one, two or three that add at least so much, and what they add.

        Shapes (found, count) and (found,). Choices stand as positions among ``links``, each once, ascending.
        """
        if count == 3:
            return self.triples(least)
        worth = self.of_size(count)
        enough = worth >= least
        at = np.argwhere(enough if count == 1 else np.triu(enough, 1))
        return at, worth[tuple(at.T)]

    @property
    def triples_fit(self) -> bool:
        """Return whether all choices of three can be followed."""
        return sum(len(kinds.sender) ** 2 for kinds in self.kinds) <= MOST_PAIRS

    def triples(self, least: int) -> tuple[NDArray[np.int64], Counts]:
        """Return the choices of three that add at least so much, and what they add: shapes (found, 3) and (found,).

        Choices stand as positions among ``links``, each once, ascending.
        """
        count = len(self.links)
        kept: dict[tuple[int, int], NDArray[np.int32]] = {}
        found, worth = [np.empty((0, 3), dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for first in range(count - 2):
            rest = np.arange(first + 1, count)
            total = np.zeros((len(rest), len(rest)), dtype=np.int64)
            for at, kinds in enumerate(self.kinds):
                key = at, int(kinds.of_link[first])
                if key not in kept:
                    kept[key] = kinds.beside(key[1]).astype(np.int32)
                total += kept[key][np.ix_(kinds.of_link[rest], kinds.of_link[rest])]
            second, third = np.nonzero(np.triu(total >= least, 1))
            found.append(np.stack([np.full(len(second), first), rest[second], rest[third]], axis=1))
            worth.append(total[second, third])
        return np.concatenate(found), np.concatenate(worth)
