"""What is stored in, arrives in and is visible through systems: exact, over the whole network, by position.

``watching`` follows the flows backward for one data class; here its answers become what agencies see, what a system
offers, and what a flow lets through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.engine.closure import Words, columns_of, set_bits, words_for
from graphmodel.engine.network import Booleans, Masks, Network, Positions, distinct
from graphmodel.engine.watching import Watching
from graphmodel.words import vocabulary as v

OFFERED_LIMIT = 5_000_000
"""More OFFERED_BY rows than this are not written: relays then keep only their own."""
BLOCK = 1024
CLASSES = tuple(enumerate(v.CARRIED_CLASSES.ids))


@dataclass(frozen=True)
class Offered:
    """Whose records can be had from whom, one row a pair; arrays of shape (rows,), sorted by origin.

    ``complete`` is False where there were more than the limit and what relays offer of others was left out.
    """

    origin: Positions
    system: Positions
    classes: Masks
    stored: Masks
    complete: bool


@dataclass(frozen=True, eq=False)
class Visibility:
    """Who can see what in one network, in positions: technically within reach; permission is another matter."""

    network: Network

    @cached_property
    def watching(self) -> Watching:
        """Return who watches whom in this network."""
        return Watching(self.network)

    def holders(self, bit: int) -> Booleans:
        """Return which live systems have records of their own of a class, shape (S,)."""
        net = self.network
        return (net.holds >> np.uint32(bit) & 1).astype(bool) & net.live

    def visible(self, *, content: bool = False) -> Iterator[tuple[int, Positions, Positions]]:
        """Yield for each class (its bit, agencies, systems): the visible triples, in blocks of agencies.

        With ``content``: only the triples whose access is full.
        """
        count = len(self.network.agencies)
        for bit, _ in CLASSES:
            if self.holders(bit).any():
                for start in range(0, count, BLOCK):
                    block = np.arange(start, min(start + BLOCK, count))
                    origin, column = columns_of(self.seen_of_class(bit, block, content=content))
                    yield bit, column + start, origin

    def seen_of_class(self, bit: int, agencies: Positions, *, content: bool = False) -> Words:
        """Return which of some agencies see each system's records of a class, shape (S, words); -1 is nobody."""
        net = self.network
        column = np.full(len(net.agencies) + 1, -1, dtype=np.int64)
        column[agencies] = np.arange(len(agencies))
        column[-1] = -1
        agency, system = net.readers
        reading = net.live[system] & (column[agency] >= 0)
        columns, systems = column[agency[reading]], system[reading]
        bits = self.watching.watch(bit, systems, columns, len(agencies), content=content)
        set_bits(bits, systems, columns)
        bits[~self.holders(bit)] = 0
        return bits

    @cached_property
    def offered_classes(self) -> tuple[Masks, Masks]:
        """Return the classes that each system offers by answer and by copy, two arrays of shape (S,)."""
        net, flows = self.network, self.network.flows
        own = np.where(net.live, net.holds, 0).astype(np.uint32)
        answer, copy = own.copy(), own.copy()
        active = np.arange(len(flows.sender))
        while len(active):
            sender, receiver = flows.sender[active], flows.receiver[active]
            offer = np.where(flows.copies[active], copy[sender], answer[sender]) & flows.carries[active]
            passes = net.relays[receiver]
            before_answer, before_copy = answer.copy(), copy.copy()
            np.bitwise_or.at(answer, receiver[passes], offer[passes])
            copied = passes & flows.copies[active]
            np.bitwise_or.at(copy, receiver[copied], offer[copied])
            changed = (answer != before_answer) | (copy != before_copy)
            active = np.flatnonzero(changed[flows.sender])
        return answer, copy

    @cached_property
    def passes(self) -> Masks:
        """Return for each live flow the classes that can really flow, shape (F,)."""
        flows = self.network.flows
        answer, copy = self.offered_classes
        return np.where(flows.copies, copy[flows.sender], answer[flows.sender]) & flows.carries

    def offered(self, limit: int = OFFERED_LIMIT) -> Offered:
        """Return whose records can be had from whom; every live system offers its own.

        Counts as it goes and, above ``limit`` rows, leaves out what relays offer of others.
        """
        net = self.network
        count = len(net.systems)
        own = np.flatnonzero(net.live)
        relays = np.flatnonzero(net.relays)
        codes = [own * count + own]
        masks = [net.holds[own]]
        copied = [net.holds[own]]
        rows = len(own)
        for start in range(0, len(relays), BLOCK):
            more = self._offered_by(relays[start : start + BLOCK], limit - rows)
            if more is None or rows + len(more[0]) > limit:
                return Offered(own, own, masks[0], copied[0], complete=False)
            code, classes, stored = more
            rows += len(code)
            codes.append(code)
            masks.append(classes)
            copied.append(stored)
        code = np.concatenate(codes)
        order = np.argsort(code, kind="stable")
        code = code[order]
        return Offered(
            code // max(count, 1),
            code % max(count, 1),
            np.concatenate(masks)[order],
            np.concatenate(copied)[order],
            True,
        )

    def _offered_by(self, relays: Positions, room: int) -> tuple[Positions, Masks, Masks] | None:
        """Return what some relays offer of others, as (origin * S + relay, classes, stored); None above ``room``."""
        count = len(self.network.systems)
        bits = [bit for bit, _ in CLASSES if self.holders(bit).any()]
        if count * len(relays) > room:  # else it cannot be too much
            union = np.zeros((count, words_for(len(relays))), dtype=np.uint64)
            for bit in bits:
                union |= self._offers_of(bit, relays, stored=False)
                if int(np.bitwise_count(union).sum()) > room:
                    return None
        found: list[tuple[int, bool, Positions]] = []
        for bit in bits:
            for stored in (False, True):
                origin, column = columns_of(self._offers_of(bit, relays, stored=stored))
                found.append((bit, stored, origin * count + relays[column]))
        none = np.empty(0, dtype=np.int64)
        code = distinct(np.concatenate([none, *(codes for _, stored, codes in found if not stored)]))
        classes, copied = np.zeros(len(code), dtype=np.uint32), np.zeros(len(code), dtype=np.uint32)
        for bit, stored, codes in found:
            (copied if stored else classes)[np.searchsorted(code, codes)] |= np.uint32(1 << bit)
        return code, classes, copied

    def _offers_of(self, bit: int, relays: Positions, *, stored: bool) -> Words:
        """Return the columns of relays that offer records of one class of each system, but for their own."""
        columns = np.arange(len(relays))
        bits = self.watching.watch(bit, relays, columns, len(relays), stored=stored)
        bits[~self.holders(bit)] = 0
        bits[relays, columns >> 6] &= ~(np.uint64(1) << (columns & 63).astype(np.uint64))
        return bits
