"""What stands around chosen systems: those that they are linked with, by province or by operator."""

from __future__ import annotations

import numpy as np

from graphmodel.engine.network import Booleans, Positions
from graphmodel.maps.layouts.items import Items
from graphmodel.maps.layouts.rows import Content
from graphmodel.words import vocabulary as v

PROVINCE, NATIONAL = "province", "national"


def partners_of(items: Items, chosen: Booleans) -> Booleans:
    """Return which systems are linked with a chosen one and are not chosen themselves, shape (S,)."""
    here, there = items.partner_pairs
    found = np.zeros(len(chosen), dtype=bool)
    found[there[chosen[here]]] = True
    return found & ~chosen


def partners_by_province(items: Items, chosen: Booleans) -> list[Content]:
    """Return a box for each province with partners of chosen systems, the nation first, then from west to east."""
    partners = partners_of(items, chosen)
    operators = _operators(items, partners)
    result: list[Content] = []
    for rank in np.unique(items.region[operators]).tolist():
        here: Positions = operators[items.region[operators] == rank]
        at = int(items.province[here[0]])
        words = items.words(here, partners)
        if words:
            result.append(Content(PROVINCE, v.PROVINCES.ids[at] if at >= 0 else NATIONAL, (words,)))
    return result


def partners_by_operator(items: Items, chosen: Booleans) -> list[Content]:
    """Return a box for each agency that operates partners of chosen systems, those with most partners first."""
    partners = partners_of(items, chosen)
    result: list[Content] = []
    every: list[int] = _operators(items, partners).tolist()
    for agency in every:
        words = items.words(np.array([agency]), partners)
        if words:
            result.append(Content("agency", str(items.network.agencies[agency]), (words,)))
    return result


def _operators(items: Items, systems: Booleans) -> Positions:
    """Return who operates some systems, those of most partners first."""
    network = items.network
    found = np.flatnonzero(systems)
    weight = np.bincount(network.operator[found], network.partners[found] + 1, items.agencies)
    agencies = np.flatnonzero(weight)
    return agencies[np.argsort(-weight[agencies], kind="stable")]
