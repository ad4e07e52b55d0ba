"""Which links a plan may choose from: the plausible pairs within its limits, and what each would add by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from graphmodel.answers.ranking import World
from graphmodel.engine.network import Booleans, Positions
from graphmodel.errors import GraphmodelError
from graphmodel.words.messages import Message, figure, number

MOST_SYSTEMS = 6_000
"""A network of more systems is not asked about all pairs at once, only about ``MOST_PAIRS``."""
MOST_PAIRS = 10_000_000
"""So many pairs memory holds easily, about a gigabyte."""
MOST_WORK = 60_000_000
"""So many pairs are compared in a minute or two, whatever the number of links."""
_RELAY, _NETWORK = 50, 27
"""How many ordinary systems take as long to compare as one that relays, or as making a large network anew."""
_DUST = 1e-9
"""Three links of 0.1 each are within a budget of 0.3, whatever their sum is in binary."""


@dataclass(frozen=True)
class Limits:
    """What a plan must keep to.

    ``ends`` and ``others``, shape (S,), say where one end and the other must be; None is anywhere. ``cost`` is that
    of one link; ``links`` says how often links are compared, each time in a network with one more.
    """

    respect: np.uint8 = field(default_factory=lambda: np.uint8(0))
    ends: Booleans | None = None
    others: Booleans | None = None
    budget: float | None = None
    cost: float = 1.0
    links: int = 1

    def affordable(self, links: int) -> int:
        """Return how many of so many links the budget allows."""
        if self.budget is None or links * self.cost <= self.budget * (1 + _DUST):
            return links
        return int(self.budget * (1 + _DUST) / self.cost)


def ensure_sensible(
    *, links: int = 1, budget: float | None = None, cost: float = 1.0, target: float | None = None
) -> None:
    """Raise GraphmodelError for a number that no plan can be made of."""
    if links < 1:
        raise GraphmodelError(Message("a plan has at least one link, not {links}", links=links))
    if budget is not None and not budget >= 0:
        raise GraphmodelError(Message("a budget cannot be {budget}: give 0 or more", budget=figure(f"{budget:g}")))
    if not 0 < cost < inf:
        raise GraphmodelError(Message("a link cannot cost {cost}: give more than 0", cost=figure(f"{cost:g}")))
    if target is not None and not 0 < target <= 100:
        raise GraphmodelError(
            Message(
                "a target of {target} % cannot be: give a share above 0 and up to 100", target=figure(f"{target:g}")
            )
        )


def candidates(world: World, limits: Limits) -> tuple[Positions, Positions]:
    """Return the plausible pairs that the limits allow, two arrays of systems, sorted.

    The first is the end in ``ends``, the second that in ``others``; where both fit either way, the first by its id.
    """
    net = world.network
    live = np.flatnonzero(net.live)
    some = live if limits.ends is None else live[limits.ends[live]]
    rest = live if limits.others is None else live[limits.others[live]]
    few, many, swap = (some, rest, False) if len(some) <= len(rest) else (rest, some, True)
    if len(net.systems) > MOST_SYSTEMS:
        _ensure_few(few, many, int(net.relays[few].sum()), limits.affordable(limits.links))
    found = [np.empty((2, 0), dtype=np.int64)]
    for end in few:
        partner = many[~(np.isin(many, few) & (many < end) & np.isin(end, many))]
        at = np.full(len(partner), end)
        free = world.gains.proposals.lacking(at, partner) | world.gains.proposals.lacking(partner, at)
        free &= world.plausible.between(at, partner)
        free &= world.barriers.between(at, partner) & limits.respect == 0
        pair = np.stack([at[free], partner[free]])
        found.append(pair[::-1] if swap else pair)
    pairs: Positions = np.concatenate(found, axis=1)
    first: Positions = pairs[0]
    second: Positions = pairs[1]
    either = np.isin(first, rest) & np.isin(second, some) & (first > second)
    one: Positions = np.where(either, second, first)
    other: Positions = np.where(either, first, second)
    order = np.lexsort((other, one))
    return one[order], other[order]


def _ensure_few(few: Positions, many: Positions, relays: int, links: int) -> None:
    """Raise GraphmodelError where so many links between these systems need too much memory or time."""
    most = max(MOST_PAIRS // max(len(many), 1), 1)
    if len(few) > most:
        raise GraphmodelError(
            Message(
                "{some} times {rest} pairs are too many to compare: narrow one end to at most {most} systems, as "
                '--from "province=ON type=rms"',
                some=number(len(few)),
                rest=number(len(many)),
                most=number(most),
            )
        )
    once = (len(few) + _RELAY * relays + _NETWORK) * len(many)
    if once > MOST_WORK:
        raise GraphmodelError(
            Message(
                "{relays} systems that relay, each with {rest} others, take too long to compare in a network of this "
                "size: narrow one end to at most {most} of them, as --from or --to with an id",
                relays=number(relays),
                rest=number(len(many)),
                most=number(max((MOST_WORK // max(len(many), 1) - _NETWORK - len(few)) // _RELAY, 1)),
            )
        )
    if links * once > MOST_WORK:
        raise GraphmodelError(
            Message(
                "{links} links take too long to choose in a network of this size: ask for at most {most}, and for the "
                "next with these as a --scenario",
                links=number(links),
                most=number(MOST_WORK // once),
            )
        )


def triples(world: World, one: Positions, other: Positions) -> NDArray[np.int64]:
    """Return the triples that the link of each pair would add, shape of ``one``."""
    asked, near, far, few = few_ends(world, one, other)
    if not few:
        return world.gains.of_all().triples[one, other]
    gained = np.zeros(len(one), dtype=np.int64)
    for end in asked:
        at = near == end
        gained[at] = world.gains.of(int(end)).triples[far[at]]
    return gained


def few_ends(world: World, one: Positions, other: Positions) -> tuple[Positions, Positions, Positions, bool]:
    """Return the systems of the side that has fewer, that side, the other one, and whether to ask system by system."""
    ends = min((np.unique(one), one, other), (np.unique(other), other, one), key=lambda item: len(item[0]))
    return *ends, len(ends[0]) <= 20 or len(world.network.systems) > MOST_SYSTEMS


def linked(world: World, one: Positions | int, other: Positions | int) -> World:
    """Return the world with the default link of two systems, or of each pair; what is plausible in it stays as it is."""
    ends = np.atleast_1d(one), np.atleast_1d(other)
    pair, back = np.concatenate(ends), np.concatenate(ends[::-1])
    missing = world.gains.proposals.lacking(pair, back)
    rows = world.gains.proposals.rows(pair[missing], back[missing])
    return World(world.catalogue.add_rows("links", rows), world.plausible.times)
