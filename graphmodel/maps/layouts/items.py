"""A network's agencies and systems as items of a map, and the words that layouts make of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel import vocabulary as v
from graphmodel.analysis.network import Booleans, Network, Positions
from graphmodel.maps.layouts.flow import Words

HUB_TYPES = ("broker", "national_repository", "biometric")
"""Drawn as diamonds that grow with their links."""
_LARGE = ((4, 2), (64, 3))
"""From so many partners a diamond takes so many columns."""


@dataclass(frozen=True, eq=False)
class Items:
    """A network as A agencies, then S systems."""

    network: Network

    @cached_property
    def agencies(self) -> int:
        """Return A."""
        return len(self.network.agencies)

    @cached_property
    def count(self) -> int:
        """Return A + S."""
        return self.agencies + len(self.network.systems)

    @cached_property
    def province(self) -> Positions:
        """Return each agency's province as its place in the vocabulary, -1 for none, shape (A,)."""
        place = {id: at for at, id in enumerate(v.PROVINCES.ids)}
        return np.asarray(self.network.catalogue.agencies["province"].map(place).fillna(-1), dtype=np.int64)

    @cached_property
    def diamond(self) -> Booleans:
        """Return which systems are drawn as diamonds, shape (S,)."""
        return np.isin(self.network.type, HUB_TYPES)

    @cached_property
    def wide(self) -> Positions:
        """Return the columns that each item takes, shape (A + S,)."""
        wide = np.ones(len(self.network.systems), dtype=np.int64)
        for partners, columns in _LARGE:
            wide[self.diamond & (self.network.partners >= partners)] = columns
        return np.concatenate([np.ones(self.agencies, dtype=np.int64), wide])

    def words(self, agencies: Positions, systems: Booleans, *, close: bool = False) -> Words | None:
        """Return a word for each of these agencies, in this order: it, then its systems of ``systems``, busiest first.

        ``close`` leaves no column free after an agency without such a system; None where there are no agencies.
        """
        if not len(agencies):
            return None
        place = np.full(self.agencies, -1, dtype=np.int64)
        place[agencies] = np.arange(len(agencies))
        found = np.flatnonzero(systems & (place[self.network.operator] >= 0))
        items = np.concatenate([agencies, found + self.agencies])
        word = np.concatenate([np.arange(len(agencies)), place[self.network.operator[found]]])
        busy = np.concatenate([np.zeros(len(agencies), dtype=np.int64), self.network.partners[found]])
        order = np.lexsort((items, -busy, items >= self.agencies, word))
        after = np.where(close & (np.bincount(word) == 1), 0, 1)
        return Words(items[order], word[order], self.wide[items[order]], after)

    def loose(self, items: Positions) -> Words | None:
        """Return these items, in this order, as a word each, with nothing between them; None where there are none."""
        if not len(items):
            return None
        number = np.arange(len(items))
        return Words(items, number, self.wide[items], np.zeros(len(items), dtype=np.int64))
