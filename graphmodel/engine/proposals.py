"""Links that are not there: which flows two systems lack, and what a proposed flow would carry.

A proposed link adds the flows between its ends that are missing, each a one-way link of its own, by query, in full.
An end that relays or is a national repository takes only the classes that it deals in: what it holds, and what a
live flow into it carries by name. Any other end takes whatever is offered (design, section 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.engine.network import ALL_CLASSES, Booleans, Masks, Network, Positions, class_names, distinct
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.words import vocabulary as v

MODE = "query"
"""How a proposed flow moves records, unless told otherwise: the sender keeps them, nothing is copied."""


@dataclass(frozen=True, eq=False)
class Proposals:
    """What may be proposed in one network."""

    network: Network

    @cached_property
    def choosy(self) -> Booleans:
        """Return which live systems take only what they deal in, shape (S,)."""
        net = self.network
        return net.relays | (np.equal(net.type, "national_repository").astype(bool) & net.live)

    @cached_property
    def takes(self) -> Masks:
        """Return the classes that each system takes over a proposed flow, shape (S,)."""
        net = self.network
        named = np.where(net.flows.carries == ALL_CLASSES, 0, net.flows.carries).astype(np.uint32)
        dealt = net.holds.copy()
        np.bitwise_or.at(dealt, net.flows.receiver, named)
        return np.where(self.choosy, dealt, ALL_CLASSES).astype(np.uint32)

    @cached_property
    def _flowing(self) -> Positions:
        """Return the pairs that a live flow joins, as sorted codes (sender * S + receiver)."""
        flows = self.network.flows
        return distinct(flows.sender * len(self.network.systems) + flows.receiver)

    def lacking(self, sender: Positions, receiver: Positions) -> Booleans:
        """Return where two different live systems have no live flow from the first to the second; broadcasts."""
        live = self.network.live
        code = np.asarray(sender * len(self.network.systems) + receiver)
        at = np.searchsorted(self._flowing, code)
        there = self._flowing[np.minimum(at, len(self._flowing) - 1)] == code if len(self._flowing) else False
        return np.asarray(live[sender] & live[receiver] & (sender != receiver) & ~np.asarray(there))

    def missing_from(self, system: int) -> tuple[Booleans, Booleans]:
        """Return which systems lack a flow from this one, and which lack one to it; two arrays of shape (S,)."""
        net = self.network
        other = net.live & bool(net.live[system])
        other[system] = False
        to, back = other.copy(), other
        to[net.flows.receiver[net.flows.sender == system]] = False
        back[net.flows.sender[net.flows.receiver == system]] = False
        return to, back

    def rows(self, sender: Positions, receiver: Positions) -> pd.DataFrame:
        """Return the links to add for these flows, as rows of the links table; none is live already.

        Their id is ``from>to``; where a link that is not live has that id, the first of ``from-to-to-2``, ``-3`` ...
        that is free.
        """
        net = self.network
        ids = net.systems.to_numpy(dtype=object)
        rows = pd.DataFrame({"from": ids[sender], "to": ids[receiver]}, dtype="str")
        rows["id"] = free_ids(rows["from"] + ">" + rows["to"], net.catalogue.links["id"])
        masks, codes = np.unique(self.takes[receiver], return_inverse=True)
        spelt = [None if mask == ALL_CLASSES else LIST_SEPARATOR.join(sorted(class_names(int(mask)))) for mask in masks]
        rows["carries"] = pd.Series(np.array(spelt, dtype=object)[codes], dtype="str")
        return rows.assign(direction="one_way", mode=MODE, status="active", purpose="operational")


def free_ids(wanted: pd.Series, taken: pd.Series) -> pd.Series:
    """Return the ids ``from>to`` that are wanted, each where it is free; else ``from-to-to-2``, ``-3`` ...

    All are distinct. An arrow stands in an id only where the id is that of its pair.
    """
    given, number = wanted.copy(), 2
    plain = wanted.str.replace(">", "-to-", regex=False)
    while (clash := given.isin(taken[taken.isin(given)]) | given.duplicated()).any():  # pandas unpacks what it looks in
        again = plain[clash].groupby(plain[clash]).cumcount() + number
        given[clash] = plain[clash] + "-" + again.astype("str")
        number += 1
    return given


assert v.MODES[MODE]
