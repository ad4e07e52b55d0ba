"""The cheapest link that mends: of the proposed links that would let one agency see what it wants, the best one.

A proposed link X - Y lets an agency see records of a class where X offers them, Y takes the class, and the agency
watches what arrives in Y: see ``gains``. S is the number of systems.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pandas as pd

from graphmodel.engine.closure import columns_of
from graphmodel.engine.gains import Counts, Gains
from graphmodel.engine.network import Positions, distinct
from graphmodel.engine.watching import Columns

Costs: TypeAlias = Mapping[tuple[str, str], float]
"""What the link of two systems costs, by their ids in either order."""


@dataclass(frozen=True)
class Mend:
    """A proposed link by the ids of its ends.

    ``sender`` would offer the records to ``receiver``; ``both`` where the flow back is missing, too, and so added.
    ``triples`` is its gain, all classes and agencies together.
    """

    sender: str
    receiver: str
    both: bool
    triples: int


@dataclass(frozen=True, eq=False)
class Mending:
    """The proposed links of one network as remedies; the gains of systems once asked about are kept."""

    gains: Gains
    costs: Costs = field(default_factory=dict[tuple[str, str], float])
    _gain: dict[int, Counts] = field(default_factory=dict[int, "Counts"])

    def cheapest(self, bit: int, origins: Positions, targets: Positions) -> Mend | None:
        """Return the cheapest link that lets an agency see records of a class of at least one of some live origins.

        ``targets`` are the live systems in which the agency must see them; it sees none today. Cheapest: of lowest
        cost where costs are given, then of fewest flows added, then of highest gain, then first by ids. None where
        no proposed link does.
        """
        sender, receiver = self._ends(bit, origins, targets)
        return self.best(sender, receiver)

    def best(self, sender: Positions, receiver: Positions) -> Mend | None:
        """Return the cheapest of some links, told by their ends, of which each lacks the flow from the first."""
        if not len(sender):
            return None
        net = self.gains.network
        both = self.gains.proposals.lacking(receiver, sender)
        costs = self._costs_of(sender, receiver)
        kept = np.flatnonzero(costs == costs.min())
        kept = kept[both[kept] == both[kept].min()]
        sender, receiver, both = sender[kept], receiver[kept], both[kept]
        triples = self._triples(sender, receiver)
        at = int(np.lexsort((receiver, sender, -triples))[0])
        ends = str(net.systems[int(sender[at])]), str(net.systems[int(receiver[at])])
        return Mend(*ends, both=bool(both[at]), triples=int(triples[at]))

    def _ends(self, bit: int, origins: Positions, targets: Positions) -> tuple[Positions, Positions]:
        """Return the proposed flows that mend, as their senders and receivers."""
        gains, watching = self.gains, self.gains.watching
        origins = origins[gains.visibility.holders(bit)[origins]]
        none = np.zeros(0, dtype=np.int64)
        if not len(origins) or not len(targets):
            return none, none
        pair = gains.offers.of_each(origins)[1]
        pair = pair[gains.offers.of_class(bit)[pair]]
        senders = distinct(np.concatenate([origins, watching.relays[gains.offers.relay[pair]]]))
        alone = Columns.of(targets, np.zeros(len(targets), dtype=np.int64), 1, len(gains.network.systems))
        arriving = columns_of(watching.layers(bit, alone)[: len(watching.relays)])[0]
        receivers = distinct(np.concatenate([targets, watching.relays[arriving]]))
        receivers = receivers[(gains.proposals.takes[receivers] >> np.uint32(bit) & 1).astype(bool)]
        sender, receiver = np.repeat(senders, len(receivers)), np.tile(receivers, len(senders))
        missing = gains.proposals.lacking(sender, receiver)
        return sender[missing], receiver[missing]

    def _costs_of(self, sender: Positions, receiver: Positions) -> Counts | np.ndarray:
        if not self.costs:
            return np.zeros(len(sender))
        ids = self.gains.network.systems
        dear = float("inf")
        pairs = zip(ids[sender], ids[receiver], strict=True)
        return np.array([self.costs.get((one, two), self.costs.get((two, one), dear)) for one, two in pairs])

    def _triples(self, sender: Positions, receiver: Positions) -> Counts:
        """Return what each link would let agencies see, in triples; the gains of the side of fewer systems are asked."""
        few, many = sender, receiver
        if pd.unique(few).size > pd.unique(many).size:
            few, many = many, few
        gains = np.zeros(len(few), dtype=np.int64)
        for system in distinct(few).tolist():
            if system not in self._gain:
                self._gain[system] = self.gains.of(system).triples
            gains[few == system] = self._gain[system][many[few == system]]
        return gains
