"""Plans by what is not counted in sightlines: agencies, the people they serve, unmet needs.

What several links are worth together by these is not the sum of what flows bring, so the world is made anew after each
link. Choosing is greedy, then links are exchanged one by one while that gains; one link, or two of few candidates, are
the best of all there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphmodel.answers.all_links import worth_of_all
from graphmodel.answers.beneficiaries import Weight, beneficiaries, weigh
from graphmodel.answers.best_plan import Chosen, Pair
from graphmodel.answers.candidates import MOST_SYSTEMS, Limits, candidates, linked, triples
from graphmodel.answers.ranking import World, Worth
from graphmodel.engine.network import Booleans, Positions

EXHAUSTIVE = 300
"""Up to so many candidate pairs all choices of two links are tried."""
MOST_EXCHANGES = 12
"""So many networks are made anew to see whether another link in the place of one of the chosen yields more."""


@dataclass(frozen=True)
class Aim:
    """What links are worth, by a weight or by a worth of the caller's own, after the links chosen so far."""

    weight: Weight = "triples"
    own: Worth | None = None
    name: str = "meets"
    """The column of a worth of the caller's own."""
    gained: Booleans | None = None
    """Which agencies have gained by the links chosen so far, shape (A,); none at first."""

    @property
    def column(self) -> str:
        """Return the column in which a plan says what each link is worth; empty where its triples say that."""
        return self.name if self.own else "" if self.weight == "triples" else self.weight

    def of(self, world: World, one: Positions, other: Positions, *, enough: bool = True) -> NDArray[np.int64]:
        """Return what the link of each pair adds in a world, shape of ``one``; ``enough`` as for ``weigh``."""
        if self.own:
            return self.own(world, one, other)
        if self.weight == "triples":
            return triples(world, one, other)
        if self.gained is None:
            return weigh(world.network, self.weight, gaining(world, one, other), enough=enough)
        either = gaining(world, one, other) | self.gained
        so_far = weigh(world.network, self.weight, self.gained[None, :], enough=False)
        return weigh(world.network, self.weight, either, enough=enough) - so_far

    def after(self, world: World, one: int, other: int) -> Aim:
        """Return what links are worth once a link is chosen in a world."""
        if self.own or self.weight == "triples":
            return self
        gained = gaining(world, np.array([one]), np.array([other]))[0]
        return replace(self, gained=gained if self.gained is None else gained | self.gained)


def gaining(world: World, one: Positions, other: Positions) -> Booleans:
    """Return which agencies gain by the link of each pair, shape (pairs, A)."""
    sets = np.zeros((len(one), len(world.network.agencies)), dtype=bool)
    for end in np.unique(one):
        at = np.flatnonzero(one == end)
        sets[at] = beneficiaries(world.gains, int(end), other[at])[0]
    return sets


def _best(world: World, limits: Limits, aim: Aim) -> tuple[list[Pair], int]:
    """Return the worthiest pairs, sorted, and what each is worth; none where nothing is gained."""
    one, other = candidates(world, limits)
    value = aim.of(world, one, other)
    if not len(value) or value.max() <= 0:
        return [], 0
    at = value == value.max()
    return list(zip(one[at].tolist(), other[at].tolist(), strict=True)), int(value.max())


def stepwise(world: World, limits: Limits, aim: Aim, links: int) -> Chosen:
    """Return the best links that can be found step by step, up to so many."""
    one, other = candidates(world, limits)
    count = min(links, len(one))
    if count == 2 and len(one) <= EXHAUSTIVE:
        chosen, ties = _best_two(world, limits, aim)
        return Chosen("proven best", chosen, ties, _worth(world, aim, chosen))
    chosen, same, worth = _greedy(world, limits, aim, count)
    first = [frozenset((pair,)) for pair in same[1:]]
    if count <= 1 or (len(chosen) == len(one)):
        return Chosen("proven best", chosen, first if count == 1 else [], worth)
    if len(world.network.systems) > MOST_SYSTEMS:
        return Chosen("greedy", chosen, first, all_ties=False)
    method, bound = "greedy", worth_of_all(world, one, other, aim.weight, aim.own) if aim.column else None
    if len(chosen) > 1:
        method, (chosen, first) = "exchanged", _exchanged(world, limits, aim, chosen)
        worth = _worth(world, aim, chosen)
    return Chosen("proven best" if bound == worth else method, chosen, first, bound, all_ties=False)


def _greedy(world: World, limits: Limits, aim: Aim, links: int) -> tuple[list[Pair], list[Pair], int]:
    """Return the links one by one, each the worthiest and the first by ids among equals; the first link's equals; the worth."""
    chosen: list[Pair] = []
    same: list[Pair] = []
    worth = 0
    while len(chosen) < links:
        best, more = _best(world, limits, aim)
        if not best:
            break
        same = same if chosen else best
        chosen.append(best[0])
        worth += more
        if len(chosen) < links:
            aim, world = aim.after(world, *best[0]), linked(world, *best[0])
    return chosen, same, worth


def _built(world: World, aim: Aim, chosen: Iterable[Pair]) -> tuple[World, Aim, int]:
    """Return the world with some links, what links are worth in it, and what these are worth together."""
    total = 0
    for pair in chosen:
        total += int(aim.of(world, np.array(pair[:1]), np.array(pair[1:]), enough=False)[0])
        aim, world = aim.after(world, *pair), linked(world, *pair)
    return world, aim, total


def _worth(world: World, aim: Aim, chosen: list[Pair]) -> int:
    return _built(world, aim, chosen)[2]


def _exchanged(world: World, limits: Limits, aim: Aim, chosen: list[Pair]) -> tuple[list[Pair], list[frozenset[Pair]]]:
    """Return links after exchanges of one of them while that gains, and choices that differ in one and yield as much."""
    most, left = _worth(world, aim, chosen), MOST_EXCHANGES
    while True:
        better: list[Pair] = []
        same = dict[frozenset[Pair], None]()
        for out in chosen if left >= len(chosen) else ():
            left -= 1
            rest = [pair for pair in chosen if pair != out]
            later, then, worth = _built(world, aim, rest)
            links, more = _best(later, limits, then)
            if worth + more > most:
                better, most = [*rest, links[0]], worth + more
            elif worth + more == most:
                same |= dict.fromkeys(frozenset([*rest, link]) for link in links)
        if not better:
            return chosen, [choice for choice in same if choice != frozenset(chosen)]
        chosen = better


def _best_two(world: World, limits: Limits, aim: Aim) -> tuple[list[Pair], list[frozenset[Pair]]]:
    """Return the best two links of all there are, in either order, and the other choices that yield the same.

    Among equals: fewer links, then the choice whose first link yields more, then the first by ids.
    """
    one, other = candidates(world, limits)
    value = aim.of(world, one, other)
    if not len(value):
        return [], []
    pairs: list[Pair] = list(zip(one.tolist(), other.tolist(), strict=True))
    most, best, same = 0, list[Pair](), dict[frozenset[Pair], None]()
    order: list[int] = np.argsort(-value, kind="stable").tolist()
    for at in order:
        first = pairs[at]
        seconds, more = _best(linked(world, *first), limits, aim.after(world, *first))
        total = int(value[at]) + more
        if not seconds or total < most:
            continue
        if total > most:
            most, best, same = total, [first, seconds[0]], {}
        same |= dict.fromkeys(frozenset((first, second)) for second in seconds)
    if value.max() > 0 and value.max() >= most:
        alone = [pairs[at] for at in np.flatnonzero(value == value.max())]
        best, same = alone[:1], dict.fromkeys(frozenset((pair,)) for pair in alone)
    return best, [choice for choice in same if choice != frozenset(best)]
