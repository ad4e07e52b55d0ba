"""How much any choice of so many links could add: tried where that can finish, else a bound that none can pass.

A choice is some links between relays, T, and some that end in a system that does not relay. With T built, a sightline
that the others bring goes over one of them, or over two: out of one system's end and into another's. So they add at
most what each adds by itself beside T, and for each two what a flow between their ends would add. The links of one end
together add at most all that is unseen there. What is built is never lost, so any T is worth at most all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graphmodel.engine.choosing import Choice, exact
from graphmodel.engine.gains import Counts
from graphmodel.engine.joint import ClassState, Joint, State
from graphmodel.engine.network import Positions
from graphmodel.engine.products import product
from graphmodel.engine.relay_sets import RelaySets

MOST_STATES = 1_000
"""So many networks are made for a proof; where that does not suffice, what is left is bounded."""
FEW = 500
"""So few links are all built at once: no choice of some of them adds more."""
MOST_CHOICES = 100_000
"""So many of the best choices are kept; beyond them they are counted no more."""


@dataclass(eq=False)
class Proof:
    """What is known of all choices of one number of links: the most any adds, and those that add as much.

    ``bound`` is what no choice passes. ``best`` are choices that add ``worth``, all there are where ``complete``; there
    is none where nothing was found that adds so much.
    """

    worth: int
    bound: int = 0
    best: set[Choice] = field(default_factory=set[Choice])
    complete: bool = True

    def reach(self, choice: Choice, worth: int) -> None:
        """Take note of a choice that adds so much."""
        self.bound = max(self.bound, worth)
        if worth > self.worth:
            self.worth, self.best, self.complete = worth, set(), True
        if worth == self.worth:
            if len(self.best) < MOST_CHOICES:
                self.best.add(choice)
            else:
                self.complete = False

    def leave(self, bound: int) -> None:
        """Take note that some choices were not tried, and of what they add at most."""
        self.bound = max(self.bound, bound)
        self.untried = max(self.untried, bound)

    untried: int = -1
    """What the choices that were not tried add at most; -1 where all were."""

    @property
    def proven(self) -> bool:
        """Return whether no choice adds more than the best that is known, or as much as ``worth`` where none is."""
        return self.bound <= self.worth if self.best else self.bound < self.worth

    @property
    def all_known(self) -> bool:
        """Return whether ``best`` are all choices that add so much."""
        return self.complete and self.untried < self.worth


@dataclass(eq=False)
class Proving:
    """Bounds and proofs for choices among the links of one network."""

    joint: Joint
    left: int = MOST_STATES
    _together: dict[int, Counts] = field(default_factory=dict[int, "Counts"])

    @cached_property
    def sets(self) -> RelaySets:
        """Return the links between relays."""
        return RelaySets.of(self.joint)

    @cached_property
    def _others(self) -> Positions:
        """Return the links that end in a system that does not relay."""
        return np.flatnonzero(self.joint.ending > 0)

    @cached_property
    def _end(self) -> Positions:
        """Return which end each link has that does not relay, shape (L,); -1 where it has none or two."""
        first, second = self.joint.nodes
        return np.where(self.joint.ending == 1, np.maximum(first, second) - self.joint.relays, -1)

    @cached_property
    def _across(self) -> Counts:
        """Return the most that a link of one end brings together with one of another, shape (E, E)."""
        linked = np.zeros(len(self.joint.ends), dtype=bool)
        linked[self._end[self._end >= 0]] = True
        table = np.where(linked & linked[:, None], self.joint.between_ends + self.joint.between_ends.T, 0)
        table[np.diag_indices(len(table))] = 0
        return table

    @cached_property
    def _most_across(self) -> Counts:
        return -np.sort(-self._across, axis=1)

    def _shared(self, links: int) -> Counts:
        """Return the most that a link brings together with so many others, shape (L,)."""
        if links not in self._together:
            self._together[links] = np.append(self._most_across[:, :links].sum(axis=1), 0)
        return self._together[links][self._end]

    def _of_two(self, added: Counts) -> int:
        """Return a bound of what two of the others add, told what each adds by itself."""
        best = np.zeros(len(self.joint.ends), dtype=np.int64)
        one_end = self._end >= 0
        np.maximum.at(best, self._end[one_end], added[one_end])
        twice = int(added[self._one_end].max(initial=0) + self._two_ends[:1].sum())
        across = int((best[:, None] + best + self._across).max(initial=0))
        return max(across, twice, int(self._two_ends[:2].sum()))

    @cached_property
    def _everything(self) -> State:
        """Return the network with all links between relays."""
        return self.joint.after(self.sets.links.tolist())

    @cached_property
    def _unseen_then(self) -> State:
        """Return the same, but with all unseen that is unseen today: what any link adds at most, whatever T is."""
        classes = zip(self._everything.classes, self.joint.today.classes, strict=True)
        mixed = (ClassState(late.offers, late.watches, late.passes, today.unseen) for late, today in classes)
        return State((), 0, tuple(mixed))

    def _caps(self, state: State) -> Counts:
        """Return the most that the links of each end bring together, shape (E,)."""
        total = np.zeros(len(self.joint.ends))
        for parts, now in zip(self.joint.classes, state.classes, strict=True):
            holding = np.flatnonzero(parts.row >= 0)
            total[holding] += product(now.unseen[parts.row[holding]], np.asarray(now.watches.any(axis=0)))
            total += product(parts.reads, product(np.asarray(now.offers.any(axis=1)), now.unseen))
        return total.round().astype(np.int64)

    @cached_property
    def _one_end(self) -> Positions:
        """Return the links between a relay and a system that does not relay."""
        return np.flatnonzero(self.joint.ending == 1)

    @cached_property
    def _two_ends(self) -> Counts:
        """Return what the links between two systems that do not relay add today, most first: they never add more."""
        return -np.sort(-self.joint.added(self.joint.today)[self.joint.ending == 2])

    def most(self, state: State, added: Counts, links: int) -> int:
        """Return a bound of what so many of the others add to a state, told what each adds by itself."""
        if not links:
            return 0
        value, end, shared = (each[self._one_end] for each in (added, self._end, self._shared(links - 1)))
        order = np.lexsort((-value, end))
        value, end, shared = value[order], end[order], shared[order]
        first = np.r_[True, end[1:] != end[:-1]][: len(end)]
        start = np.flatnonzero(first)
        before = np.cumsum(value) - value
        before -= np.repeat(before[start], np.diff(start, append=len(end)))  # what better links of the same end add
        value = np.clip(np.minimum(value, self._caps(state)[end] - before), 0, None)
        twice = np.concatenate([2 * value + np.where(first, shared, 0), 2 * self._two_ends[:links]])
        limit = int(-np.sort(-twice)[:links].sum() // 2)
        return min(limit, self._of_two(added)) if links == 2 else limit

    @cached_property
    def _whatever(self) -> Counts:
        return self.joint.added(self._unseen_then)

    @cached_property
    def _beyond(self) -> Counts:
        return self.joint.added(self._everything)

    def whatever(self, links: int) -> int:
        """Return a bound of what so many of the others add to any T."""
        return self.most(self._unseen_then, self._whatever, links)

    def beyond(self, links: int) -> int:
        """Return a bound of any T, of however many links, with so many of the others."""
        return self._everything.gained + self.most(self._everything, self._beyond, links)

    def bound(self, links: int) -> int:
        """Return what no choice of so many links passes, without trying them."""
        joint, sets = self.joint, self.sets
        bounds = [self.most(joint.today, joint.added(joint.today), links)]
        for count in range(1, min(links, len(sets.links)) + 1):
            limit = self.beyond(links - count)
            if count < 3:
                limit = min(limit, int(sets.of_size(count).max()) + self.whatever(links - count))
            bounds.append(limit)
        most = max(bounds)
        every = len(joint.one)
        return min(most, joint.after(range(every)).gained) if every <= FEW else most

    def prove(self, links: int, worth: int, known: Choice = ()) -> Proof:
        """Return what is known of all choices of up to three links that add at least so much."""
        proof = Proof(worth)
        if known:
            proof.reach(known, worth)
        for count in range(min(links, len(self.sets.links)) + 1):
            rest = links - count
            if rest > len(self._others) or (count and self.beyond(rest) < proof.worth):
                continue
            if count == 3 and not self.sets.triples_fit:
                proof.leave(self.beyond(rest))
                continue
            least = proof.worth - self.whatever(rest)
            for gained, choice in self._choices(count, least):
                if gained + self.whatever(rest) < proof.worth:
                    break  # and so do all that follow
                if not rest:
                    proof.reach(choice, gained)
                elif self.left <= 0:
                    proof.leave(gained + self.whatever(rest))
                    break
                else:
                    self._complete(proof, choice, rest, self._others)
        return proof

    def _choices(self, count: int, least: int) -> list[tuple[int, Choice]]:
        """Return the choices of so many links between relays that add at least so much, most first, and what they add."""
        if not count:
            return [(0, ())]
        at, worth = self.sets.choices(count, least)
        order = np.argsort(-worth, kind="stable")
        return [(int(worth[n]), tuple(self.sets.links[at[n]].tolist())) for n in order.tolist()]

    def _complete(self, proof: Proof, choice: Choice, rest: int, others: Positions) -> None:
        """Try a choice with so many more links of some others."""
        self.left -= 1
        state = self.joint.after(choice)
        added = self.joint.added(state)
        if state.gained + self.most(state, added, rest) < proof.worth:
            return
        if rest == 1:
            added = exact(self.joint, state, added, max(proof.worth - state.gained, 1))
            most = int(added[others].max(initial=0))
            if most and state.gained + most >= proof.worth:
                for link in others[added[others] == most].tolist():
                    proof.reach(tuple(sorted((*choice, link))), state.gained + most)
            return
        shares = 2 * added + self._shared(rest - 1)
        short = 2 * (proof.worth - state.gained) - (rest - 1) * int(shares[others].max(initial=0))
        others = others[shares[others] >= short]  # with any of the rest it would not be enough
        others = others[np.argsort(-shares[others], kind="stable")]
        for place, link in enumerate(others.tolist()):
            bound = state.gained + int(shares[others[place : place + rest]].sum() // 2)
            if bound < proof.worth:
                break
            if self.left <= 0:
                proof.leave(bound)
                break
            self._complete(proof, tuple(sorted((*choice, link))), rest - 1, others[place + 1 :])
