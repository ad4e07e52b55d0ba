"""A network's agencies and systems as items of a map, and the words that layouts make of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.engine.network import Booleans, Network, Positions
from graphmodel.maps.layouts.flow import Words
from graphmodel.words import vocabulary as v

HUB_TYPES = ("broker", "national_repository", "biometric")
"""Drawn as diamonds that grow with their links."""
ROWS = (("BC", "AB", "SK", "MB", "ON", "QC"), ("YT", "NT", "NU", "NB", "NS", "PE", "NL"))
"""Provinces and territories as they lie, west to east, in rows of the map."""
_SPACED = ((60, 5), (120, 4), (220, 3), (450, 2))
"""Up to so many items on a map, each takes so many columns."""
_LARGE = ((4, 2), (64, 3))
"""From so many partners a diamond takes so many columns."""


@dataclass(frozen=True, eq=False)
class Items:
    """A network as A agencies, then S systems; each dot takes ``spacing`` columns, so that few have room for names."""

    network: Network
    spacing: int = 1

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
        return np.asarray(np.isin(self.network.type, HUB_TYPES))

    @cached_property
    def wide(self) -> Positions:
        """Return the columns that each item takes, shape (A + S,)."""
        wide = np.ones(len(self.network.systems), dtype=np.int64)
        for partners, columns in _LARGE:
            wide[self.diamond & (self.network.partners >= partners)] = columns
        both = np.concatenate([np.ones(self.agencies, dtype=np.int64), wide])
        return np.asarray(np.maximum(both, self.spacing))

    @cached_property
    def partner_pairs(self) -> tuple[Positions, Positions]:
        """Return every live link both ways: systems, and those at the other end."""
        sender, receiver = (end[self.network.links] for end in self.network.ends)
        return np.concatenate([sender, receiver]), np.concatenate([receiver, sender])

    @cached_property
    def region(self) -> Positions:
        """Return each agency's province as its rank from west to east, agencies of none first, shape (A,)."""
        rank = np.zeros(len(v.PROVINCES) + 1, dtype=np.int64)
        rank[[v.PROVINCES.ids.index(id) for row in ROWS for id in row]] = np.arange(len(v.PROVINCES)) + 1
        return np.asarray(rank[self.province])

    @cached_property
    def weight(self) -> Positions:
        """Return the partners of each agency's systems, counted together, shape (A,)."""
        network = self.network
        return np.bincount(network.operator, network.partners, self.agencies).astype(np.int64)

    @cached_property
    def order(self) -> Positions:
        """Return all items from west to east, the busiest agencies first, each before its systems, shape (A + S,)."""
        network = self.network
        heads = np.concatenate([np.arange(self.agencies), network.operator])
        busy = np.concatenate([np.zeros(self.agencies, dtype=np.int64), network.partners])
        every = np.arange(self.count)
        keys = (every, -busy, every >= self.agencies, heads, -self.weight[heads], self.region[heads])
        return np.asarray(np.lexsort(keys), dtype=np.int64)

    def spaced(self, shown: int) -> Items:
        """Return the same items with more room, the fewer are shown."""
        spacing = next((columns for most, columns in _SPACED if shown <= most), 1)
        return Items(self.network, spacing)

    def grouped(self, items: Positions, group: Positions, *, close: bool = False) -> Words | None:
        """Return items, in this order, as words: neighbours of one group are one; None where there are no items.

        ``close`` leaves no column free between words.
        """
        if not len(items):
            return None
        word = np.cumsum(np.concatenate([[0], group[1:] != group[:-1]]))
        return Words(items, word, self.wide[items], np.full(int(word[-1]) + 1, 0 if close else 1))

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
        """Return items, in this order, with nothing between them; None where there are none."""
        return self.grouped(items, np.arange(len(items)), close=True)
