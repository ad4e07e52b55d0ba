"""Whether what agencies see of one another is agreed, allowed, forbidden or not recorded, and what only law keeps near.

The state of (recipient, discloser, class) speaks of agencies of two organisations. Where the recipient sees the class,
it looks at the origins that it sees and the discloser supplies; where it does not, at the live systems that the discloser
supplies and that hold the class. A system's rows and a discloser's rows meet in few distinct sets of rows, ``profiles``:
what a recipient sees is gathered by (discloser, profile), so that what costs is the number of suppliers, not of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.agreements import Agreements, packed
from graphmodel.engine.closure import Words, columns_of, words_for
from graphmodel.engine.network import Booleans, Network, Positions
from graphmodel.engine.profiles import distinct_rows, of_others, received, rows_of
from graphmodel.engine.visibility import BLOCK, CLASSES, Visibility
from graphmodel.records.arrays import starts_of
from graphmodel.words import vocabulary as v

STATES = v.STATES.ids
AGREED, ALLOWED, FORBIDDEN, NOT_RECORDED, AGREED_AWAY, ALLOWED_AWAY = range(len(STATES))
"""Positions of the states."""
NO_STATE = -1
_ROOM = 1 << 23
"""Words that the origins of one block may take: 64 MB."""


@dataclass(frozen=True)
class _Supplied:
    """The suppliers of the holders of one class, sorted by (discloser, profile).

    P is their number, G that of distinct (discloser, profile), D that of disclosers.
    """

    system: Positions
    """The system that each supplies, shape (P,)."""
    starts: Positions
    """Where each (discloser, profile) begins among them, shape (G,)."""
    profile: Positions
    """The profile of each, shape (G,)."""
    first: Positions
    """Where each discloser begins among these, shape (D,)."""
    discloser: Positions
    """The disclosers, shape (D,)."""
    profiles: Booleans
    """Which rows that count each profile holds, shape (profiles, R)."""


@dataclass(frozen=True, eq=False)
class States:
    """The states of one network under its agreements."""

    visibility: Visibility
    agreements: Agreements

    @property
    def network(self) -> Network:
        """Return the network that both are of."""
        return self.visibility.network

    def of(self, bit: int, recipients: Positions) -> tuple[Positions, Words]:
        """Return the disclosers of a class, shape (D,), and which of some agencies are in which state with them.

        The second has the shape (states, D, words), a bit for each recipient; no bit is set in two states.
        """
        gathering = self._gathering(bit)
        seen = self._seen(bit, recipients, gathering)
        permits, agrees, forbids = received(self.agreements, gathering.profiles, recipients)
        free, at = ~forbids, gathering.profile
        may, agreed = (permits & free)[at], (agrees & free)[at]

        def any_of(bits: Words) -> Words:
            return np.bitwise_or.reduceat(bits, gathering.first, axis=0) if len(gathering.first) else bits

        sees = any_of(seen)
        top = self.network.organisation
        other = of_others(top[gathering.discloser], top[recipients])
        made = np.empty((len(STATES), *sees.shape), dtype=np.uint64)
        made[AGREED] = any_of(seen & agreed)
        made[ALLOWED] = any_of(seen & may) & ~made[AGREED]
        known = any_of(seen & free[at])
        made[FORBIDDEN] = sees & ~known
        made[NOT_RECORDED] = known & ~made[AGREED] & ~made[ALLOWED]
        made[AGREED_AWAY] = any_of(agreed) & ~sees
        made[ALLOWED_AWAY] = any_of(may) & ~made[AGREED_AWAY] & ~sees
        return gathering.discloser, made & other

    def codes(self, bit: int, recipients: Positions) -> NDArray[np.int8]:
        """Return the state of each (agency as discloser, recipient) in a class, NO_STATE for none, shape (A, n)."""
        discloser, bits = self.of(bit, recipients)
        found = np.full((len(self.network.agencies), len(recipients)), NO_STATE, dtype=np.int8)
        for state in range(len(STATES)):
            row, column = columns_of(bits[state])
            found[discloser[row], column] = state
        return found

    def blocks(self) -> Iterator[tuple[int, Positions]]:
        """Yield (class, recipients), so many at once as memory holds easily, ordered by province."""
        order = np.argsort(self.province, kind="stable")
        width = max(64, min(BLOCK, _ROOM // max(len(self.network.systems), len(self._suppliers[0]), 1) * 64))
        for bit, _ in CLASSES:
            if self.visibility.holders(bit).any():
                for start in range(0, len(order), width):
                    yield bit, order[start : start + width]

    def counts(self) -> NDArray[np.int64]:
        """Return how many (recipient, discloser, class) are in each state, by class and both agencies' provinces.

        Shape (states, classes, provinces + 1 of the recipient, and of the discloser); the last province is none.
        """
        places = len(v.PROVINCES) + 1
        result = np.zeros((len(STATES), len(CLASSES), places, places), dtype=np.int64)
        for bit, recipients in self.blocks():
            discloser, bits = self.of(bit, recipients)
            there = self.province[discloser]
            for province in np.unique(self.province[recipients]).tolist():
                mask = packed((self.province[recipients] == province)[None, :])
                number = np.bitwise_count(bits & mask).sum(axis=2)
                for state in range(len(STATES)):
                    result[state, bit, province] += np.bincount(there, number[state], places).astype(np.int64)
        return result

    @cached_property
    def province(self) -> Positions:
        """Return each agency's province as its position in the vocabulary, their number where it has none, shape (A,)."""
        known = {id: at for at, id in enumerate(v.PROVINCES.ids)}
        found = self.network.catalogue.agencies["province"].map(known).fillna(len(known))
        return np.asarray(found, dtype=np.int64)

    @cached_property
    def _suppliers(self) -> tuple[Positions, Positions, Words]:
        """Return the suppliers of live systems as (agency, system), and the rows under which each may disclose it."""
        agency, system = self.network.suppliers
        live = self.network.live[system]
        agency, system = agency[live], system[live]
        return agency, system, self.agreements.of_discloser[agency] & self.agreements.of_system[system]

    @cached_property
    def _kept(self) -> dict[int, _Supplied]:
        """Return the suppliers of the class that was asked for last: whole blocks of recipients ask for one."""
        return {}

    def _gathering(self, bit: int) -> _Supplied:
        if bit not in self._kept:
            self._kept.clear()
            self._kept[bit] = self._gathered(bit)
        return self._kept[bit]

    def _gathered(self, bit: int) -> _Supplied:
        agency, system, rows = self._suppliers
        holds = self.visibility.holders(bit)[system]
        agency, system = agency[holds], system[holds]
        sets, profile = distinct_rows(rows[holds] & self.agreements.of_class[bit])
        order = np.lexsort((profile, agency))
        agency, system, profile = agency[order], system[order], profile[order]
        starts = starts_of(agency * max(len(sets), 1) + profile) if len(order) else order
        first = starts_of(agency[starts]) if len(order) else order
        return _Supplied(system, starts, profile[starts], first, agency[starts][first], rows_of(self.agreements, sets))

    def _seen(self, bit: int, recipients: Positions, gathering: _Supplied) -> Words:
        """Return which recipients see records that each (discloser, profile) supplies, shape (G, words)."""
        bits = self.visibility.seen_of_class(bit, recipients)
        if not len(gathering.starts):
            return np.zeros((0, words_for(len(recipients))), dtype=np.uint64)
        return np.bitwise_or.reduceat(bits[gathering.system], gathering.starts, axis=0)
