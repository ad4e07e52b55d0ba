"""Who gains by a link, and whose records become visible: the sets behind the counts of ``gains``.

A weight by officers or population counts people once: an agency's figure is part of its parent's (RCMP divisions are
part of ``rcmp``), so it is left out where an agency above it gains as well and has the figure recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.gains import Gains, unpacked
from graphmodel.engine.network import Booleans, Network, Positions, places
from graphmodel.engine.products import product
from graphmodel.errors import GraphmodelError
from graphmodel.words.messages import Message, number

Weight = Literal["triples", "agencies", "officers", "population"]
WEIGHTS: tuple[Weight, ...] = ("triples", "agencies", "officers", "population")
COLUMN_OF = {"officers": "sworn_officers", "population": "population_served"}
ENOUGH = 80
"""A figure that a smaller share, in per cent, of the agencies concerned have recorded is no weight."""


def beneficiaries(gains: Gains, system: int, partners: Positions) -> tuple[Booleans, Booleans]:
    """Return which agencies gain, shape (K, A), and which systems become newly seen, shape (K, S), by each link.

    The links join one system with each of K partners, as ``Gains.of`` counts them.
    """
    net = gains.network
    agencies = np.zeros((len(partners), len(net.agencies)), dtype=bool)
    systems = np.zeros((len(partners), len(net.systems)), dtype=bool)
    to, back = (flags[partners] for flags in gains.proposals.missing_from(system))
    for row, bit in enumerate(gains.classes):
        offered = gains.offered(bit, system)
        at = np.flatnonzero(to & gains.takes[row, partners])
        if len(offered) and len(at):
            watching = _watching(gains, bit, partners[at])
            unseen = 1 - unpacked(gains.seen(bit, offered), len(net.agencies))
            agencies[at] |= (watching > 0) & unseen.any(axis=0)
            systems[np.ix_(at, offered)] |= product(watching, unseen.T) > 0
        at, watchers = np.flatnonzero(back), gains.watchers(bit, system)
        if gains.takes[row, system] and len(at) and len(watchers):
            origins, offers = _offering(gains, bit, partners[at])
            unseen = 1 - unpacked(gains.seen(bit, origins), len(net.agencies))[:, watchers]
            agencies[np.ix_(at, watchers)] |= product(offers, unseen) > 0
            systems[np.ix_(at, origins)] |= (offers > 0) & unseen.any(axis=1)
    return agencies, systems


def _watching(gains: Gains, bit: int, systems: Positions) -> NDArray[np.float64]:
    """Return which agencies watch what arrives in some systems as ones, shape (systems, A)."""
    place = gains.watching.place[systems]
    watching = np.zeros((len(systems), len(gains.network.agencies)))
    at, agency = gains.readers.of_each(systems)
    watching[at, agency] = 1
    relays = np.flatnonzero(place >= 0)
    watching[relays] = unpacked(gains.layers[bit][place[relays]], watching.shape[1])
    return watching


def _offering(gains: Gains, bit: int, systems: Positions) -> tuple[Positions, NDArray[np.float64]]:
    """Return the origins whose records some systems offer by answer, and which does as ones, shape (systems, origins)."""
    row_of = np.full(len(gains.network.systems), -1, dtype=np.int64)
    row_of[systems] = np.arange(len(systems))
    relays = gains.watching.relays[gains.offers.relay]
    pair = np.flatnonzero((row_of[relays] >= 0) & gains.offers.of_class(bit))
    alone = systems[gains.visibility.holders(bit)[systems] & ~gains.network.relays[systems]]
    origin = np.concatenate([gains.offers.origin[pair], alone])
    row = row_of[np.concatenate([relays[pair], alone])]
    origins, at = np.unique(origin, return_inverse=True)
    offers = np.zeros((len(systems), len(origins)))
    offers[row, at] = 1
    return origins, offers


@dataclass(frozen=True, eq=False)
class Figures:
    """One figure of every agency, sworn officers or people served, and how to add it up without counting twice."""

    name: str
    value: NDArray[np.float64]
    recorded: Booleans
    above: tuple[Positions, ...]
    """For each step up the chains of ``part_of`` the agency reached, -1 beyond the top; arrays of shape (A,)."""

    @classmethod
    def of(cls, network: Network, name: str) -> Figures:
        """Return the figure ``officers`` or ``population`` of a network's agencies."""
        column = network.catalogue.agencies[COLUMN_OF[name]]
        parent = places(network.agencies, network.catalogue.agencies["part_of"])
        steps, at = list[Positions](), parent
        while (at >= 0).any() and len(steps) < len(parent):
            steps.append(at)
            at = np.where(at >= 0, parent[at], -1)
        return cls(name, column.fillna(0).to_numpy(np.float64), column.notna().to_numpy(), tuple(steps))

    def sums(self, agencies: Booleans) -> NDArray[np.int64]:
        """Return the sum of the figure over each set of agencies, shape (K, A) -> (K,)."""
        counted = agencies & self.recorded
        inside = counted.copy()
        for at in self.above:
            inside &= ~(counted[:, at] & (at >= 0))
        return product(inside, self.value).round().astype(np.int64)

    def coverage(self, agencies: Booleans) -> tuple[int, int]:
        """Return of how many of some agencies, shape (A,), the figure is recorded or part of a recorded one, and all."""
        known = self.recorded.copy()
        for at in self.above:
            known |= np.where(at >= 0, self.recorded[at] & agencies[at], False)
        return int((known & agencies).sum()), int(agencies.sum())

    def ensure_enough(self, agencies: Booleans) -> None:
        """Raise GraphmodelError where too few of the agencies concerned, shape (A,), have the figure recorded."""
        known, count = self.coverage(agencies)
        if count and 100 * known < ENOUGH * count:
            raise GraphmodelError(
                Message(
                    "{column} is recorded for {known} of the {count} agencies concerned ({percent} %): a weight needs "
                    "{enough} %; use --weight triples or agencies",
                    column=COLUMN_OF[self.name],
                    known=number(known),
                    count=number(count),
                    percent=100 * known // count,
                    enough=ENOUGH,
                )
            )


def weigh(network: Network, weight: Weight, agencies: Booleans, *, enough: bool = True) -> NDArray[np.int64]:
    """Return what K sets of agencies, shape (K, A), are worth by ``agencies``, ``officers`` or ``population``.

    Raises GraphmodelError, unless ``enough`` is false, where too few of the agencies have the figure recorded.
    """
    if weight == "agencies":
        return np.asarray(agencies.sum(axis=1))
    figures = Figures.of(network, weight)
    if enough:
        figures.ensure_enough(np.asarray(agencies.any(axis=0)))
    return figures.sums(agencies)


def most_of(network: Network, weight: Weight, agencies: Booleans) -> int:
    """Return what no set of some agencies, shape (A,), is worth more than.

    A figure of an agency is counted beside that of the agency above it: a set may have the one without the other.
    """
    if weight == "agencies":
        return int(agencies.sum())
    figures = Figures.of(network, weight)
    return int((figures.value[agencies & figures.recorded]).sum().round())


def named(network: Network, agencies: Booleans) -> pd.Index:
    """Return the ids of a set of agencies, shape (A,)."""
    return network.agencies[np.flatnonzero(agencies)]
