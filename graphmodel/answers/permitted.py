"""Links that need no new agreement, or no new law: what of their gain is agreed, or allowed, counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graphmodel.answers.candidates import few_ends
from graphmodel.answers.ranking import World
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import Words
from graphmodel.engine.gains import unpacked
from graphmodel.engine.gains_by_state import gains_by_state
from graphmodel.engine.network import Positions
from graphmodel.engine.sightline_states import SightlineStates
from graphmodel.engine.states import AGREED, ALLOWED

Permission = Literal["agreed", "may"]
"""What counts: sightlines that are agreed, or all that may be, which are agreed or allowed."""
_STATES: dict[str, list[int]] = {"agreed": [AGREED], "may": [AGREED, ALLOWED]}


@dataclass(frozen=True, eq=False)
class Permitted:
    """The sightlines of one network that count, whatever links are built in it."""

    states: SightlineStates
    permission: Permission

    def marks(self, bit: int, origins: Positions) -> Words:
        """Return which agencies' sightlines of some origins count, of one class, shape (origins, words)."""
        everyone = np.arange(len(self.states.network.agencies))
        bits = self.states.of(bit, origins, everyone)[_STATES[self.permission]]
        return np.asarray(np.bitwise_or.reduce(bits))

    def worth(self, world: World, one: Positions, other: Positions) -> NDArray[np.int64]:
        """Return how many sightlines that count the link of each pair would add in a world, shape of ``one``."""
        asked, near, far, few = few_ends(world, one, other)
        if not few:
            return world.gains.of_all(self._counted).triples[one, other]
        gained = np.zeros(len(one), dtype=np.int64)
        for end in asked.tolist():
            at = near == end
            found = gains_by_state(world.gains, self.states, end, far[at])
            gained[at] = found[:, _STATES[self.permission]].sum(axis=1)
        return gained

    def _counted(self, bit: int) -> NDArray[np.float64]:
        net = self.states.network
        return unpacked(self.marks(bit, np.arange(len(net.systems))), len(net.agencies))


def permitted(world: World, permission: Permission) -> Permitted:
    """Return what counts in a world: nothing where no agreement is recorded."""
    return Permitted(world.states or SightlineStates(Agreements(world.network)), permission)
