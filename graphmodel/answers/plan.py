"""Which links next: k links that let agencies see most, or the fewest that interconnect a share of the systems.

``plan`` is greedy over the plausible pairs, and says so; for one or two links among at most ``EXHAUSTIVE`` candidate
pairs it tries all. Gains do not add up (a relay linked first makes the second link worth more), so the world is made
anew after each step. By agencies, officers or population, several links are worth what all agencies that gain by any of
them are worth together: an agency that gains twice counts once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.answers.beneficiaries import Weight, beneficiaries, weigh
from graphmodel.answers.plausible import causes_of, mask_of
from graphmodel.answers.ranking import World, Worth, world_of
from graphmodel.answers.rounding import total as cost_of
from graphmodel.arguments import checked
from graphmodel.engine.network import Booleans, Positions
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import tables
from graphmodel.values.html import frame_html
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, figure, named, number

EXHAUSTIVE = 300
"""Up to so many candidate pairs all choices of one or two links are tried."""
MOST_SYSTEMS = 6_000
"""A network of more systems is not asked about all pairs at once, only about those of ``MOST_ENDS`` systems."""
MOST_ENDS = 500
_DUST = 1e-9
"""Three links of 0.1 each are within a budget of 0.3, whatever their sum is in binary."""
METHODS = {
    "exhaustive": named("method", "exhaustive"),
    "greedy": named("method", "greedy"),
    "fewest links": named("method", "fewest links"),
}
"""How a plan was found, as people read it."""
COLUMNS = ("from", "to", "triples", "total", "adds", "cost", "why", "held_back_by")
Ends = tuple[str, str]
"""A link by the ids of the systems that it joins."""
_Pair = tuple[int, int]


@dataclass(frozen=True)
class Plan:
    """The links of a plan in order, and how they were chosen.

    ``steps`` has the columns from, to, triples (newly visible by that link), total (so far), adds (flows ``to``,
    ``from`` or ``both``), cost (so far), why (it is plausible), held_back_by. Where a weight was asked for, what the
    link adds to it stands in a column of its name, ``agencies``, ``officers`` or ``population``: of the agencies that
    have not gained by a link before. Where a worth of the caller's own was asked for (unmet pairs of needs, say), what
    the link is worth stands in ``meets``.
    """

    method: str
    steps: pd.DataFrame
    after: Catalogue = field(repr=False)
    """The world with all of them."""
    ties: tuple[tuple[Ends, ...], ...] = field(default=(), repr=False)
    """The other choices that yield just as much, sorted: of all links together where the plan is exhaustive, of the
    first link where it is greedy."""

    def _repr_html_(self) -> str:
        return frame_html(self.steps, caption=self._said)

    @property
    def _said(self) -> Message:
        """Return in words how many links there are, and how they were found."""
        links = tables()["links"].counted(len(self.steps))
        return Message("{links}, method: {method}", links=links, method=METHODS[self.method])


@dataclass(frozen=True)
class Limits:
    """What a plan must keep to.

    ``ends`` and ``others``, shape (S,), say where one end and the other must be; None is anywhere. ``cost`` is that
    of one link.
    """

    respect: np.uint8 = field(default_factory=lambda: np.uint8(0))
    ends: Booleans | None = None
    others: Booleans | None = None
    budget: float | None = None
    cost: float = 1.0

    def affordable(self, links: int) -> int:
        """Return how many of so many links the budget allows."""
        if self.budget is None or links * self.cost <= self.budget * (1 + _DUST):
            return links
        return int(self.budget * (1 + _DUST) / self.cost)


@checked
def plan(
    world: Catalogue | World,
    links: int,
    *,
    weight: Weight = "triples",
    respect: Collection[str] = (),
    ends: Booleans | None = None,
    others: Booleans | None = None,
    budget: float | None = None,
    cost: float = 1.0,
    worth: Worth | None = None,
    language: Language = "en",
) -> Plan:
    """Return the next links that let agencies see most, one after the other.

    Candidates are the plausible pairs with a flow missing, none held back by a cause of ``respect``, one end in
    ``ends`` and the other in ``others`` (flags of shape (S,)). It stops where nothing more is gained or ``budget``
    would be passed, each link costing ``cost``. ``worth`` replaces the weight. Raises GraphmodelError for senseless
    limits, too many candidates, or a weight that too few of the agencies concerned have recorded.

    >>> import graphmodel
    >>> planned = graphmodel.plan(graphmodel.load("canada"), 1)
    >>> planned.method, planned.steps[["from", "to", "triples"]].to_numpy().tolist()
    ('greedy', [['rcmp-cpic', 'rcmp-pip', 699]])
    """
    ensure_sensible(links=links, budget=budget, cost=cost)
    world = world_of(world)
    limits = Limits(mask_of(respect), ends, others, budget, cost)
    aim = _Aim(weight, worth)
    allowed = limits.affordable(links)
    one, _ = candidates(world, limits)
    if allowed in (1, 2) and len(one) <= EXHAUSTIVE:
        method, (chosen, ties) = "exhaustive", _best_two(world, limits, aim, allowed)
    else:
        method, (chosen, ties) = "greedy", _greedy(world, limits, aim, allowed)
    return told(world, chosen, method, limits, language, aim, ties)


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
    if len(net.systems) > MOST_SYSTEMS and min(len(some), len(rest)) > MOST_ENDS:
        raise GraphmodelError(
            Message(
                "{some} times {rest} pairs are too many to compare: narrow one end to at most {most} systems, as "
                '--from "province=ON type=rms"',
                some=number(len(some)),
                rest=number(len(rest)),
                most=number(MOST_ENDS),
            )
        )
    few, many, swap = (some, rest, False) if len(some) <= len(rest) else (rest, some, True)
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


def triples(world: World, one: Positions, other: Positions) -> NDArray[np.int64]:
    """Return the triples that the link of each pair would add, shape of ``one``."""
    ends = min((np.unique(one), one, other), (np.unique(other), other, one), key=lambda item: len(item[0]))
    asked, near, far = ends
    if len(asked) > 20 and len(world.network.systems) <= MOST_SYSTEMS:
        return world.gains.of_all().triples[one, other]
    gained = np.zeros(len(one), dtype=np.int64)
    for end in asked:
        at = near == end
        gained[at] = world.gains.of(int(end)).triples[far[at]]
    return gained


@dataclass(frozen=True)
class _Aim:
    """What links are worth, by a weight or by a worth of the caller's own, after the links chosen so far."""

    weight: Weight = "triples"
    own: Worth | None = None
    gained: Booleans | None = None
    """Which agencies have gained by the links chosen so far, shape (A,); none at first."""

    @property
    def column(self) -> str:
        """Return the column in which a plan says what each link is worth; empty where its triples say that."""
        return "meets" if self.own else "" if self.weight == "triples" else self.weight

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

    def after(self, world: World, one: int, other: int) -> _Aim:
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


def linked(world: World, one: int, other: int) -> World:
    """Return the world with the default link of two systems; what is plausible in it stays as it is."""
    pair, back = np.array([one, other]), np.array([other, one])
    missing = world.gains.proposals.lacking(pair, back)
    rows = world.gains.proposals.rows(pair[missing], back[missing])
    return World(world.catalogue.add_rows("links", rows), world.plausible.times)


def _best(world: World, limits: Limits, aim: _Aim) -> tuple[list[_Pair], int]:
    """Return the worthiest pairs, sorted, and what each is worth; none where nothing is gained."""
    one, other = candidates(world, limits)
    value = aim.of(world, one, other)
    if not len(value) or value.max() <= 0:
        return [], 0
    at = value == value.max()
    return list(zip(one[at].tolist(), other[at].tolist(), strict=True)), int(value.max())


def _greedy(world: World, limits: Limits, aim: _Aim, links: int) -> tuple[list[_Pair], list[frozenset[_Pair]]]:
    """Return the links one by one, each the worthiest and the first by ids among equals; and the first link's equals."""
    chosen: list[_Pair] = []
    same: list[_Pair] = []
    while len(chosen) < links:
        best, _ = _best(world, limits, aim)
        if not best:
            break
        same = same if chosen else best
        chosen.append(best[0])
        if len(chosen) < links:
            aim, world = aim.after(world, *best[0]), linked(world, *best[0])
    return chosen, [frozenset((pair,)) for pair in same[1:]]


def _best_two(world: World, limits: Limits, aim: _Aim, links: int) -> tuple[list[_Pair], list[frozenset[_Pair]]]:
    """Return the best one or two links of all there are, in either order, and the other choices that yield the same.

    Among equals: fewer links, then the choice whose first link yields more, then the first by ids.
    """
    one, other = candidates(world, limits)
    value = aim.of(world, one, other)
    if not len(value):
        return [], []
    pairs: list[_Pair] = list(zip(one.tolist(), other.tolist(), strict=True))
    most, best, same = 0, list[_Pair](), dict[frozenset[_Pair], None]()
    order: list[int] = np.argsort(-value, kind="stable").tolist() if links == 2 else []
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


def told(
    world: World,
    chosen: list[_Pair],
    method: str,
    limits: Limits,
    language: Language = "en",
    aim: _Aim = _Aim(),
    ties: Collection[frozenset[_Pair]] = (),
) -> Plan:
    """Return the plan of these links in this order, each with what it adds to the world so far."""
    rows: list[dict[str, Any]] = []
    total = 0
    ids = world.network.systems
    same = sorted(tuple(sorted((str(ids[one]), str(ids[other])) for one, other in choice)) for choice in ties)
    for one, other in chosen:
        gained = int(world.gains.of(one).triples[other])
        total += gained
        to, back = (bool(flags[other]) for flags in world.gains.proposals.missing_from(one))
        rows.append(
            {
                "from": str(ids[one]),
                "to": str(ids[other]),
                "triples": gained,
                "total": total,
                "adds": "both" if to and back else "to" if to else "from",
                "cost": cost_of([limits.cost] * (len(rows) + 1)),
                "why": [reason.text(language) for reason in world.plausible.reasons(one, other)],
                "held_back_by": causes_of(int(world.barriers.between(np.array(one), np.array(other)))),
            }
        )
        if aim.column:
            rows[-1][aim.column] = int(aim.of(world, np.array([one]), np.array([other]), enough=False)[0])
        aim, world = aim.after(world, one, other), linked(world, one, other)
    columns = [*COLUMNS[:2], *filter(None, [aim.column]), *COLUMNS[2:]]
    return Plan(method, pd.DataFrame(rows, columns=columns), world.catalogue, tuple(same))
