"""Which links next: k links that let agencies see most, or the fewest that interconnect a share of the systems.

``plan`` is greedy over the plausible pairs, and says so; for one or two links among at most ``EXHAUSTIVE`` candidate
pairs it tries all. Gains do not add up (a relay linked first makes the second link worth more), so the world is made
anew after each step.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel import vocabulary as v
from graphmodel.analysis.beneficiaries import Weight, beneficiaries, weigh
from graphmodel.analysis.network import Booleans, Positions
from graphmodel.analysis.plausible import causes_of, mask_of
from graphmodel.analysis.ranking import World, Worth, world_of
from graphmodel.catalogue import Catalogue
from graphmodel.errors import GraphmodelError
from graphmodel.jupyter import frame_html
from graphmodel.kinds import checked

EXHAUSTIVE = 300
"""Up to so many candidate pairs all choices of one or two links are tried."""
MOST_SYSTEMS = 6_000
"""A network of more systems is not asked about all pairs at once, only about those of ``MOST_ENDS`` systems."""
MOST_ENDS = 500
_DUST = 1e-9
"""Three links of 0.1 each are within a budget of 0.3, whatever their sum is in binary."""
COLUMNS = ("from", "to", "triples", "total", "adds", "cost", "why", "held_back_by")


@dataclass(frozen=True)
class Plan:
    """The links of a plan in order, and how they were chosen.

    ``steps`` has the columns from, to, triples (newly visible by that link), total (so far), adds (flows ``to``,
    ``from`` or ``both``), cost (so far), why (it is plausible), held_back_by; and ``meets``, what the link is worth,
    where a worth of the caller's own was asked for (unmet pairs of needs, say).
    """

    method: str
    steps: pd.DataFrame
    after: Catalogue = field(repr=False)
    """The world with all of them."""

    def _repr_html_(self) -> str:
        return frame_html(self.steps, caption=f"{len(self.steps)} links, method: {self.method}")


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
    language: v.Language = "en",
) -> Plan:
    """Return the next links that let agencies see most, one after the other.

    Candidates are the plausible pairs with a flow missing, none held back by a cause of ``respect``, one end in
    ``ends`` and the other in ``others`` (flags of shape (S,)). It stops where nothing more is gained or ``budget``
    would be passed, each link costing ``cost``. ``worth`` replaces the weight. Raises GraphmodelError for senseless
    limits or too many candidates.

    >>> import graphmodel
    >>> planned = graphmodel.plan(graphmodel.load("canada"), 1)
    >>> planned.method, planned.steps[["from", "to", "triples"]].to_numpy().tolist()
    ('greedy', [['rcmp-cpic', 'rcmp-iis', 600]])
    """
    ensure_sensible(links=links, budget=budget, cost=cost)
    made = world_of(world)
    limits = Limits(mask_of(respect), ends, others, budget, cost)
    value = worth or _by(weight)
    allowed = limits.affordable(links)
    one, _ = candidates(made, limits)
    if allowed in (1, 2) and len(one) <= EXHAUSTIVE:
        chosen, method = _best_two(made, limits, value, allowed), "exhaustive"
    else:
        chosen, method = _greedy(made, limits, value, allowed), "greedy"
    return told(made, chosen, method, limits, language, worth)


def ensure_sensible(
    *, links: int = 1, budget: float | None = None, cost: float = 1.0, target: float | None = None
) -> None:
    """Raise GraphmodelError for a number that no plan can be made of."""
    if links < 1:
        raise GraphmodelError(f"a plan has at least one link, not {links}")
    if budget is not None and not budget >= 0:
        raise GraphmodelError(f"a budget cannot be {budget:g}: give 0 or more")
    if not 0 < cost < inf:
        raise GraphmodelError(f"a link cannot cost {cost:g}: give more than 0")
    if target is not None and not 0 < target <= 100:
        raise GraphmodelError(f"a target of {target:g} % cannot be: give a share above 0 and up to 100")


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
            f"{len(some):,} times {len(rest):,} pairs are too many to compare: narrow one end to at most {MOST_ENDS} "
            'systems, as --from "province=ON type=rms"'
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


def _by(weight: Weight) -> Worth:
    """Return what links are worth by a weight."""
    if weight == "triples":
        return triples

    def worth(world: World, one: Positions, other: Positions) -> NDArray[np.int64]:
        sets = np.zeros((len(one), len(world.network.agencies)), dtype=bool)
        for end in np.unique(one):
            at = np.flatnonzero(one == end)
            sets[at] = beneficiaries(world.gains, int(end), other[at])[0]
        return weigh(world.network, weight, sets)

    return worth


def linked(world: World, one: int, other: int) -> World:
    """Return the world with the default link of two systems; what is plausible in it stays as it is."""
    pair, back = np.array([one, other]), np.array([other, one])
    missing = world.gains.proposals.lacking(pair, back)
    rows = world.gains.proposals.rows(pair[missing], back[missing])
    return World(world.catalogue.add_rows("links", rows), world.plausible.times)


def _best(world: World, limits: Limits, worth: Worth) -> tuple[int, int, int] | None:
    """Return the worthiest pair and its worth, the first by ids among equals; None where nothing is gained."""
    one, other = candidates(world, limits)
    value = worth(world, one, other)
    if not len(value) or value.max() <= 0:
        return None
    at = int(value.argmax())
    return int(one[at]), int(other[at]), int(value[at])


def _greedy(world: World, limits: Limits, worth: Worth, links: int) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    while len(chosen) < links and (best := _best(world, limits, worth)):
        chosen.append(best[:2])
        if len(chosen) < links:
            world = linked(world, *best[:2])
    return chosen


def _best_two(world: World, limits: Limits, worth: Worth, links: int) -> list[tuple[int, int]]:
    """Return the best one or two links of all there are, in either order.

    Among equals: fewer links, then the choice whose first link yields more, then the first by ids.
    """
    one, other = candidates(world, limits)
    value = worth(world, one, other)
    best: tuple[int, list[tuple[int, int]]] = (0, [])
    order: list[int] = np.argsort(-value, kind="stable").tolist() if links == 2 else []
    for at in order:
        first = int(one[at]), int(other[at])
        second = _best(linked(world, *first), limits, worth)
        total = int(value[at]) + (second[2] if second else 0)
        if total > best[0]:
            best = total, [first, *([second[:2]] if second else [])]
    if len(value) and value.max() > 0 and value.max() >= best[0]:
        at = int(value.argmax())
        best = int(value[at]), [(int(one[at]), int(other[at]))]
    return best[1]


def told(
    world: World,
    chosen: list[tuple[int, int]],
    method: str,
    limits: Limits,
    language: v.Language = "en",
    worth: Worth | None = None,
) -> Plan:
    """Return the plan of these links in this order, each with what it adds to the world so far."""
    rows: list[dict[str, Any]] = []
    total = 0
    ids = world.network.systems
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
                "cost": limits.cost * (len(rows) + 1),
                "why": world.plausible.reasons(one, other, language),
                "held_back_by": causes_of(int(world.barriers.between(np.array(one), np.array(other)))),
            }
        )
        if worth:
            rows[-1]["meets"] = int(worth(world, np.array([one]), np.array([other]))[0])
        world = linked(world, one, other)
    columns = [*COLUMNS[:2], "meets", *COLUMNS[2:]] if worth else list(COLUMNS)
    return Plan(method, pd.DataFrame(rows, columns=columns), world.catalogue)
