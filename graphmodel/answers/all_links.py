"""What no plan passes, whatever its links: the world in which all candidate links are built.

A link takes nothing away. So where agencies, the people they serve or unmet needs are counted, no choice of links is
worth more than all of them together. That holds for any number of links, and says little of a few.
"""

from __future__ import annotations

import numpy as np

from graphmodel.answers.beneficiaries import Weight, most_of
from graphmodel.answers.candidates import linked
from graphmodel.answers.ranking import World, Worth
from graphmodel.engine.gains import unpacked
from graphmodel.engine.network import Booleans, Positions
from graphmodel.engine.visibility import CLASSES

MOST_LINKS = 100_000
"""A world with more links than these is not made to know a bound."""


def worth_of_all(
    world: World, one: Positions, other: Positions, weight: Weight, own: Worth | None = None
) -> int | None:
    """Return what the links of all pairs together are worth at most; None where that is not known."""
    left = getattr(own, "left", None)
    if len(one) > MOST_LINKS or (own is not None and left is None):
        return None
    after = linked(world, one, other)
    if left is not None:
        return int(left(world) - left(after))
    return most_of(world.network, weight, _gaining(world, after))


def _gaining(before: World, after: World) -> Booleans:
    """Return which agencies see something in the second world that they do not see in the first, shape (A,)."""
    agencies = np.arange(len(before.network.agencies))
    gaining = np.zeros(len(agencies), dtype=bool)
    for bit, _ in CLASSES:
        was, now = (each.gains.visibility.seen_of_class(bit, agencies) for each in (before, after))
        gaining |= unpacked(np.bitwise_or.reduce(now & ~was, axis=0)[None, :], len(agencies))[0] > 0
    return gaining
