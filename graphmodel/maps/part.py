"""A part of a network: a province, an agency or a system by its id, with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphmodel.engine.network import Booleans, Network, places
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

MOST_STEPS = 3


@dataclass(frozen=True)
class MapPart:
    """Which agencies and systems are part of it, shapes (A,) and (S,), and what sort of id names it."""

    kind: str
    agencies: Booleans
    systems: Booleans


def part(network: Network, of: str = "", steps: int = 1) -> MapPart:
    """Return the part that an id names; everything for an empty one.

    A province's agencies with their systems and what these are linked with; an agency's own systems, what these are
    linked with, and the systems that it uses; or the systems within ``steps`` links of a system, 1 to 3. Who
    operates a system is part of it.
    UnknownName with the nearest ids; GraphmodelError for other steps.
    """
    if not 1 <= steps <= MOST_STEPS:
        raise GraphmodelError(
            Message("a neighbourhood goes 1 to {most} steps, not {steps}", most=MOST_STEPS, steps=steps)
        )
    none, every = np.zeros(len(network.agencies), dtype=bool), np.ones(len(network.systems), dtype=bool)
    if not of:
        return MapPart("whole", ~none, every)
    if of in v.PROVINCES:
        inside = np.equal(network.catalogue.agencies["province"].fillna("").to_numpy(dtype=object), of).astype(bool)
        return _with_operators(network, "province", inside, _and_partners(network, inside[network.operator]))
    if (at := int(places(network.agencies, [of])[0])) >= 0:
        uses = network.catalogue.uses
        shown = _and_partners(network, network.operator == at)
        shown[places(network.systems, uses["system"][uses["agency"] == of])] = True
        return _with_operators(network, "agency", np.arange(len(none)) == at, shown)
    if (at := int(places(network.systems, [of])[0])) >= 0:
        found = np.arange(len(every)) == at
        for _ in range(steps):
            found = _and_partners(network, found)
        return _with_operators(network, "system", none, found)
    known = {*v.PROVINCES.ids, *network.agencies, *network.systems}
    raise UnknownName(
        Message("there is no province, agency or system {of!r}{near}", of=of, near=did_you_mean(of, known)),
        nearest(of, known),
    )


def _and_partners(network: Network, systems: Booleans) -> Booleans:
    """Return systems with those that live links join with them."""
    sender, receiver = (end[network.links] for end in network.ends)
    found = systems.copy()
    found[receiver[systems[sender]]] = True
    found[sender[systems[receiver]]] = True
    return found


def _with_operators(network: Network, kind: str, agencies: Booleans, systems: Booleans) -> MapPart:
    found = agencies.copy()
    found[network.operator[systems]] = True
    return MapPart(kind, found, systems)
