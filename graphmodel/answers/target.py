"""The fewest links that interconnect a share of the systems of the study's types, or why none do.

A link between two isolated systems interconnects both, so the fewest links are a matching of isolated systems, as
large as there is use for, and single links for the rest. Among those the ones that let agencies see most come first.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmodel.answers.best_plan import Chosen
from graphmodel.answers.candidates import Limits, candidates, ensure_sensible, triples
from graphmodel.answers.plan import Plan, told
from graphmodel.answers.plausible import mask_of
from graphmodel.answers.ranking import World, world_of
from graphmodel.answers.rounding import percent as percent_of
from graphmodel.answers.rounding import total as total_of
from graphmodel.engine.network import Booleans, Positions
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.amounts import amount
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, counted, figure, number

METHOD = "fewest links"
_SHOWN = 10


def plan_target(
    world: Catalogue | World,
    percent: float,
    *,
    respect: Collection[str] = (),
    ends: Booleans | None = None,
    others: Booleans | None = None,
    budget: float | None = None,
    cost: float = 1.0,
    language: Language = "en",
) -> Plan:
    """Return the fewest plausible links after which ``percent`` of the live study-type systems are interconnected.

    The limits are those of ``plan``. Raises GraphmodelError where it is reached already, cannot be reached, because,
    or costs more than the budget.
    """
    ensure_sensible(target=percent, budget=budget, cost=cost)
    world = world_of(world)
    net, limits = world.network, Limits(mask_of(respect), ends, others, budget, cost)
    counted = net.live & np.isin(net.type.astype(str), v.STUDY_TYPES)
    total, there = int(counted.sum()), int((counted & net.interconnected).sum())
    needed = ceil(percent * total / 100 - 1e-9) - there
    if not total:
        raise GraphmodelError(Message("no live system of the study's types is recorded: there is no share to reach"))
    if needed <= 0:
        raise GraphmodelError(
            Message(
                "{there} of {total} systems ({percent} %) are interconnected already",
                there=number(there),
                total=number(total),
                percent=figure(f"{percent_of(there, total)}"),
            )
        )
    alone = counted & ~net.interconnected
    one, other = candidates(world, limits)
    useful = alone[one] | alone[other]
    one, other = one[useful], other[useful]
    matching, single = _matching(world, one, other, alone)
    reachable = 2 * len(matching) + len(single)
    if reachable < needed:
        raise GraphmodelError(_why_not(world, percent, total, there, reachable, alone, one, other))
    pairs = min(len(matching), needed // 2)
    chosen = matching[:pairs]
    if rest := needed - 2 * pairs:
        chosen = [*chosen, *single[:rest], *matching[pairs:][: max(rest - len(single), 0)]]
    if limits.affordable(len(chosen)) < len(chosen):
        raise GraphmodelError(
            Message(
                "{percent} % needs {count} links at {cost} each, {total} in all: the budget of {budget} pays for {paid}",
                percent=figure(f"{percent:g}"),
                count=number(len(chosen)),
                cost=amount(cost),
                total=amount(total_of([cost] * len(chosen))),
                budget=amount(limits.budget or 0),
                paid=number(limits.affordable(len(chosen))),
            )
        )
    return told(world, Chosen(METHOD, chosen, all_ties=False), limits, language)


def _matching(
    world: World, one: Positions, other: Positions, alone: Booleans
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return a largest matching of isolated systems, and the best link of each isolated one that it leaves out.

    Both lists begin with the links that let agencies see most.
    """
    nx: Any = import_module("networkx")
    value = triples(world, one, other)
    graph = nx.Graph()
    both = alone[one] & alone[other]
    edges = zip(one[both].tolist(), other[both].tolist(), value[both].tolist(), strict=True)
    graph.add_weighted_edges_from(edges)
    worth = {tuple(sorted(pair)): gain for *pair, gain in graph.edges(data="weight")}
    as_given = {tuple(sorted(pair)): pair for pair in zip(one.tolist(), other.tolist(), strict=True)}
    matching: Any = nx.max_weight_matching(graph, maxcardinality=True)
    found: list[tuple[int, int]] = [as_given[tuple(sorted(pair))] for pair in matching]
    matched = {end for pair in found for end in pair}
    best: dict[int, tuple[int, int, int]] = {}
    order = np.lexsort((other, one, -value))
    for at in order.tolist():
        for end in (int(one[at]), int(other[at])):
            if alone[end] and end not in matched and end not in best:
                best[end] = (int(one[at]), int(other[at]), int(value[at]))
    single = sorted(best.values(), key=lambda item: -item[2])
    return sorted(found, key=lambda pair: (-worth[tuple(sorted(pair))], pair)), [item[:2] for item in single]


def _why_not(
    world: World,
    percent: float,
    total: int,
    there: int,
    reachable: int,
    alone: Booleans,
    one: Positions,
    other: Positions,
) -> Message:
    """Return why the share cannot be reached."""
    most = there + reachable
    without = alone.copy()
    without[one] = without[other] = False
    ids: NDArray[np.object_] = world.network.systems.to_numpy(dtype=object)[np.flatnonzero(without)]
    left: str = ", ".join(ids[:_SHOWN])
    if len(ids) > _SHOWN:
        more = len(ids) - _SHOWN
        left = counted(more, "{ids} and {count} more", "{ids} and {count} more", ids=left)
    return Message(
        "{percent} % cannot be reached: {there} of {total} systems are interconnected and plausible links allow for at "
        "most {most} ({share} %), because no plausible partner is left for {left}",
        percent=figure(f"{percent:g}"),
        there=number(there),
        total=number(total),
        most=number(most),
        share=figure(f"{percent_of(most, total)}"),
        left=left,
    )
