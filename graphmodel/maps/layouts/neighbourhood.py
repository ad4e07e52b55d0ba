"""One system's neighbourhood: a box for each step away from it, from left to right.

Within a box systems stand behind their operators, west to east, those of most partners first; an operator stands
where it is nearest.
"""

from __future__ import annotations

import numpy as np

from graphmodel.engine.network import Network, Positions
from graphmodel.maps.layouts.items import Items
from graphmodel.maps.layouts.pictures import side_by_side
from graphmodel.maps.layouts.rows import Content
from graphmodel.maps.layouts.shape import Layout


def neighbourhood(network: Network, at: int, steps: int) -> Layout:
    """Return the layout of what is within so many steps of one system, by its position; live links alone count."""
    items = Items(network)
    away = steps_from(items, at, steps)
    found = np.flatnonzero(away >= 0)
    owner = network.operator
    items = items.spaced(len(found) + len(np.unique(owner[found])))
    nearest = np.full(items.agencies, steps + 1)
    np.minimum.at(nearest, owner[found], away[found])
    place = np.concatenate([nearest, np.where(away < 0, steps + 1, away)])
    heads = np.concatenate([np.arange(items.agencies), owner])
    order = items.order[np.argsort(place[items.order], kind="stable")]
    stacks: list[tuple[Content, ...]] = []
    for number in range(steps + 1):
        mine = order[place[order] == number]
        words = items.grouped(mine, heads[mine])
        if words:
            stacks.append((Content("step", str(number), (words,), _LETTERS, centred=True),))
    return side_by_side(items.count, stacks)


_LETTERS = 8


def steps_from(items: Items, at: int, steps: int) -> Positions:
    """Return how many steps each system is away from one, -1 where more than ``steps``, shape (S,)."""
    here, there = items.partner_pairs
    away = np.full(len(items.network.systems), -1, dtype=np.int64)
    away[at] = 0
    for number in range(1, steps + 1):
        reached = there[away[here] == number - 1]
        away[reached[away[reached] < 0]] = number
    return away
