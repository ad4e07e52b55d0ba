"""Which links next: k links that let agencies see most, or the fewest that interconnect a share of the systems.

Gains do not add up: two links may open a way that neither opens alone. So ``plan`` looks at all links together
(``best_plan``) and says what is proven of its answer. What is not counted in sightlines is planned step by step
(``stepwise``): by agencies, officers or population, several links are worth what all agencies that gain by any of them
are worth together, so an agency that gains twice counts once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.answers.beneficiaries import Weight
from graphmodel.answers.best_plan import Chosen, best_plan
from graphmodel.answers.candidates import Limits, ensure_sensible, linked
from graphmodel.answers.permitted import Permission, permitted
from graphmodel.answers.plausible import causes_of, mask_of
from graphmodel.answers.ranking import World, Worth, world_of
from graphmodel.answers.rounding import total as cost_of
from graphmodel.answers.stepwise import Aim, stepwise
from graphmodel.arguments import checked
from graphmodel.engine.gains_by_state import gains_by_state
from graphmodel.engine.network import Booleans
from graphmodel.engine.sightline_states import WITHIN_REACH
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import tables
from graphmodel.values.html import frame_html
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, named

METHODS = {
    "proven best": named("method", "proven best"),
    "exchanged": named("method", "greedy, then exchanged"),
    "greedy": named("method", "greedy"),
    "fewest links": named("method", "fewest links"),
}
"""How a plan was found, as people read it."""
COLUMNS = ("from", "to", "triples", "total", *WITHIN_REACH, "adds", "cost", "why", "held_back_by")
"""The states only where agreements are recorded."""
Ends = tuple[str, str]
"""A link by the ids of the systems that it joins."""


@dataclass(frozen=True)
class Plan:
    """The links of a plan in order, and how they were chosen.

    ``steps`` has the columns from, to, triples (newly visible by that link), total (so far), where agreements are
    recorded how many of the triples are agreed, allowed, forbidden and not_recorded, adds (flows ``to``, ``from`` or
    ``both``), cost (so far), why (it is plausible), held_back_by. Where a weight was asked for, what the link adds to it
    stands in a column of its name, ``agencies``, ``officers`` or ``population``: of the agencies that have not gained by
    a link before. Where a worth of the caller's own was asked for (unmet pairs of needs, say), what the link is worth
    stands in ``meets``; where only what is agreed, or what may be seen, counts, in ``agreed`` or ``may``.
    """

    method: str
    steps: pd.DataFrame
    after: Catalogue = field(repr=False)
    """The world with all of them."""
    ties: tuple[tuple[Ends, ...], ...] = field(default=(), repr=False)
    """The other choices of links that yield just as much, sorted; of the first link alone where the plan is greedy."""
    all_ties: bool = field(default=True, repr=False)
    """Whether ``ties`` are all there are, not only those that are known."""
    bound: int | None = field(default=None, repr=False)
    """What no choice of so many links passes, in what is counted; None where that is not known."""
    worth: int = field(default=0, repr=False)
    """What the links are worth together, in what is counted."""

    @property
    def gap(self) -> int | None:
        """Return how many per cent, rounded up, the plan may be short of the best; None where that is not known."""
        if self.bound is None:
            return None
        return ceil(100 * (self.bound - self.worth) / self.bound) if self.bound else 0

    @property
    def common(self) -> tuple[Ends, ...]:
        """Return the links that this plan and all its ties have in common, sorted; none where there is no tie."""
        if not self.ties:
            return ()
        own = {_sorted(one, other) for one, other in self.steps[["from", "to"]].itertuples(index=False, name=None)}
        return tuple(sorted(own.intersection(*({_sorted(*pair) for pair in choice} for choice in self.ties))))

    def _repr_html_(self) -> str:
        return frame_html(self.steps, caption=self._said)

    @property
    def _said(self) -> Message:
        """Return in words how many links there are, and how they were found."""
        links = tables()["links"].counted(len(self.steps))
        return Message("{links}, method: {method}", links=links, method=METHODS[self.method])


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
    permission: Permission | None = None,
    language: Language = "en",
) -> Plan:
    """Return the next links that let agencies see most together.

    Candidates are the plausible pairs with a flow missing, none held back by a cause of ``respect``, one end in
    ``ends`` and the other in ``others`` (flags of shape (S,)). It stops where nothing more is gained or ``budget``
    would be passed, each link costing ``cost``. ``worth`` replaces the weight. With ``permission`` only sightlines that
    are agreed count, or all that may be: nothing does where no agreement is recorded. ``method`` and ``bound`` say what
    is proven. Raises GraphmodelError for senseless limits, too many candidates, a weight that too few of the agencies
    concerned have recorded, or one beside ``permission``.

    >>> import graphmodel
    >>> planned = graphmodel.plan(graphmodel.load("canada"), 1)
    >>> planned.method, planned.steps[["from", "to", "triples"]].to_numpy().tolist()
    ('proven best', [['rcmp-cpic', 'rcmp-pip', 699]])
    """
    ensure_sensible(links=links, budget=budget, cost=cost)
    world = world_of(world)
    limits = Limits(mask_of(respect), ends, others, budget, cost, links)
    aim, allowed, found = Aim(weight, worth), limits.affordable(links), None
    if permission and aim.column:
        raise GraphmodelError(
            Message("a plan of what is permitted counts sightlines: leave out the weight and the needs")
        )
    if permission:
        counted = permitted(world, permission)
        aim = Aim(own=counted.worth, name=permission)
        found = best_plan(world, limits, allowed, counted.marks)
    elif not aim.column:
        found = best_plan(world, limits, allowed)
    return told(world, found or stepwise(world, limits, aim, allowed), limits, language, aim)


def told(world: World, found: Chosen, limits: Limits, language: Language = "en", aim: Aim | None = None) -> Plan:
    """Return the plan of these links in this order, each with what it adds to the world so far."""
    aim, rows = aim or Aim(), list[dict[str, Any]]()
    total, states = 0, world.states
    ids = world.network.systems
    same = sorted(tuple(sorted((str(ids[one]), str(ids[other])) for one, other in choice)) for choice in found.ties)
    for one, other in found.links:
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
        if states is not None:
            by_state = gains_by_state(world.gains, states, one, np.array([other]))[0]
            rows[-1] |= dict(zip(WITHIN_REACH, by_state.tolist(), strict=True))
        if aim.column:
            rows[-1][aim.column] = int(aim.of(world, np.array([one]), np.array([other]), enough=False)[0])
        aim, world = aim.after(world, one, other), linked(world, one, other)
    known = [name for name in COLUMNS if name not in {aim.column, *(WITHIN_REACH if states is None else ())}]
    columns = [*known[:2], *filter(None, [aim.column]), *known[2:]]
    steps = pd.DataFrame(rows, columns=columns)
    worth = int(steps[aim.column].sum()) if aim.column else total
    return Plan(found.method, steps, world.catalogue, tuple(same), found.all_ties, found.bound, worth)


def _sorted(one: str, other: str) -> Ends:
    return (one, other) if one < other else (other, one)
