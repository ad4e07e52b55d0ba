"""Which links are plausible, and what holds each back.

Plausible: a relay or national repository at one end, the same type, or a pair of types that a live link joins
somewhere (design, section 7). Held back: by impediments of either end, the system or its operator, whose ``to`` is
empty or the other end; they are told, and exclude a pair only where a cause is respected.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.network import Booleans, Network, Positions, places
from graphmodel.engine.proposals import Proposals
from graphmodel.errors import UnknownName
from graphmodel.records.arrays import ranges
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, counted
from graphmodel.words.suggest import did_you_mean, nearest

Causes = NDArray[np.uint8]
"""Sets of causes, a bit for each word of the vocabulary in its order."""


@dataclass(frozen=True, eq=False)
class Plausible:
    """The plausibility of links in one network."""

    proposals: Proposals
    known: NDArray[np.int64] | None = None
    """How many live links join each pair of types, where those of the network itself are not to count: ``times``."""

    @property
    def network(self) -> Network:
        """Return the network."""
        return self.proposals.network

    @cached_property
    def type(self) -> Positions:
        """Return each system's type by its place in the vocabulary, shape (S,)."""
        place = {id: at for at, id in enumerate(v.SYSTEM_TYPES.ids)}
        return np.asarray(self.network.catalogue.systems["type"].map(place), dtype=np.int64)

    @cached_property
    def times(self) -> NDArray[np.int64]:
        """Return how many live links join each pair of types, symmetric, shape (types, types)."""
        if self.known is not None:
            return self.known
        sender, receiver = (self.type[end[self.network.links]] for end in self.network.ends)
        times = np.zeros((len(v.SYSTEM_TYPES),) * 2, dtype=np.int64)
        np.add.at(times, (sender, receiver), 1)
        return times + np.where(np.eye(len(times), dtype=bool), 0, times.T)

    def between(self, one: Positions, other: Positions) -> Booleans:
        """Return where a link of two systems is plausible; broadcasts."""
        choosy = self.proposals.choosy
        types = self.type[one], self.type[other]
        return np.asarray(choosy[one] | choosy[other] | (types[0] == types[1]) | (self.times[types] > 0))

    def reasons(self, one: int, other: int) -> list[Message]:
        """Return in words why a link of two systems is plausible; none where it is not."""
        net = self.network
        said: list[Message] = []
        for end in (one, other):
            if net.relays[end]:
                said.append(Message("{system} relays", system=net.systems[end]))
            elif self.proposals.choosy[end]:
                said.append(Message("{system} is a national repository", system=net.systems[end]))
        if self.type[one] == self.type[other]:
            said.append(Message("same type"))
        if times := int(self.times[self.type[one], self.type[other]]):
            said.append(
                counted(
                    times, "this pair of types is linked {count} time", "this pair of types is linked {count} times"
                )
            )
        return said


@dataclass(frozen=True, eq=False)
class Barriers:
    """What holds links back in one network."""

    network: Network

    @cached_property
    def _stated(self) -> tuple[Positions, Positions, Causes]:
        """Return (system, the other end or -1, cause) of every impediment; one of an agency is of all it operates."""
        net, table = self.network, self.network.catalogue.impediments
        bits = table["impediment"].map({id: 1 << at for at, id in enumerate(v.IMPEDIMENTS.ids)})
        cause = np.asarray(bits, dtype=np.uint8)
        to = np.where(table["to"].isna(), -1, places(net.systems, table["to"]))
        own, agency = places(net.systems, table["subject"]), places(net.agencies, table["subject"])
        order = np.argsort(net.operator, kind="stable")
        bounds = np.searchsorted(net.operator[order], np.arange(len(net.agencies) + 1))
        of_agency = np.flatnonzero(agency >= 0)
        first, last = bounds[agency[of_agency]], bounds[agency[of_agency] + 1]
        operated = order[ranges(first, last)]
        mine = np.flatnonzero(own >= 0)
        row = np.concatenate([mine, np.repeat(of_agency, last - first)])
        return np.concatenate([own[mine], operated]), np.asarray(to, dtype=np.int64)[row], cause[row]

    @cached_property
    def general(self) -> Causes:
        """Return what holds each system back whatever it is linked with, shape (S,)."""
        system, to, cause = self._stated
        causes = np.zeros(len(self.network.systems), dtype=np.uint8)
        np.bitwise_or.at(causes, system[to < 0], cause[to < 0])
        return causes

    @cached_property
    def named(self) -> tuple[Positions, Causes]:
        """Return what holds named pairs back: codes (system * S + other end), sorted, both ways round; causes."""
        system, to, cause = self._stated
        width = len(self.network.systems)
        system, to, cause = system[to >= 0], to[to >= 0], cause[to >= 0]
        code = np.concatenate([system * width + to, to * width + system])
        codes, at = np.unique(code, return_inverse=True)
        causes = np.zeros(len(codes), dtype=np.uint8)
        np.bitwise_or.at(causes, at, np.concatenate([cause, cause]))
        return codes, causes

    def between(self, one: Positions, other: Positions) -> Causes:
        """Return what holds a link of two systems back; broadcasts."""
        codes, causes = self.named
        held = self.general[one] | self.general[other]
        if len(codes):
            code = one * len(self.network.systems) + other
            at = np.minimum(np.searchsorted(codes, code), len(codes) - 1)
            held = held | np.where(codes[at] == code, causes[at], 0)
        return np.asarray(held, dtype=np.uint8)


def causes_of(mask: int) -> list[str]:
    """Return the causes of a set, in the order of the vocabulary."""
    return [id for bit, id in enumerate(v.IMPEDIMENTS.ids) if mask >> bit & 1]


def mask_of(causes: Collection[str]) -> np.uint8:
    """Return the set of some causes; UnknownName where the vocabulary has no such cause."""
    for cause in causes:
        if cause not in v.IMPEDIMENTS:
            known = v.IMPEDIMENTS.ids
            said = Message(
                "there is no cause {cause!r}{near}; one of {known}",
                cause=cause,
                near=did_you_mean(cause, known),
                known=", ".join(known),
            )
            raise UnknownName(said, nearest(cause, known))
    return np.uint8(sum(1 << v.IMPEDIMENTS.ids.index(cause) for cause in set(causes)))
