"""A catalogue as integer arrays: what is live, who is connected, which islands there are.

Systems and agencies are positions in the catalogue's tables; S, A, L and F below are the numbers of systems,
agencies, live links and live flows. Everything is computed when first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graphmodel.arguments import ensure_kind
from graphmodel.errors import CatalogueError, Problem
from graphmodel.records.arrays import ranges
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message

Booleans = NDArray[np.bool_]
Positions = NDArray[np.int64]
Masks = NDArray[np.uint32]
Ids: TypeAlias = "pd.Index[str]"

ALL_CLASSES = np.uint32((1 << len(v.CARRIED_CLASSES)) - 1)
"""The mask of a link that carries whatever its sender offers."""
_CLASS_BIT = {id: 1 << bit for bit, id in enumerate(v.CARRIED_CLASSES.ids)}


@dataclass(frozen=True)
class Flows:
    """Live flows, sorted by sender: a two-way link is two of them.  All arrays have shape (F,)."""

    link: Positions
    """Row of the links table."""
    reverse: Booleans
    sender: Positions
    receiver: Positions
    copies: Booleans
    content: Booleans
    """Whether the content itself comes through, not an index or a hit."""
    carries: Masks


@dataclass(frozen=True, eq=False)
class Network:
    """The network of one catalogue as arrays by position: who is live, interconnected, internal, on which island.

    >>> import graphmodel
    >>> network = Network(graphmodel.load("canada"))
    >>> int(network.live.sum()), int((network.live & ~network.interconnected).sum())
    (392, 148)
    >>> bool(network.relays[network.systems.get_loc("rcmp-pip")])
    True
    """

    catalogue: Catalogue

    def __post_init__(self) -> None:
        ensure_kind(self, "catalogue", Catalogue)

    @cached_property
    def systems(self) -> Ids:
        """Return the systems' ids, shape (S,)."""
        return cast("Ids", pd.Index(self.catalogue.systems["id"]))

    @cached_property
    def agencies(self) -> Ids:
        """Return the agencies' ids, shape (A,)."""
        return cast("Ids", pd.Index(self.catalogue.agencies["id"]))

    @cached_property
    def organisation(self) -> Positions:
        """Return for each agency the top of its part_of chain, shape (A,)."""
        parent = places(self.agencies, self.catalogue.agencies["part_of"])
        top = np.where(parent < 0, np.arange(len(parent)), parent)
        for _ in range(64):  # doubling: chains of any length a table can hold
            above = top[top]
            if np.array_equal(above, top):
                break
            top = above
        return top

    @cached_property
    def host(self) -> Booleans:
        """Return which agencies are hosts, shape (A,)."""
        return self.catalogue.agencies["sector"].isin(v.HOST_SECTORS).to_numpy()

    @cached_property
    def operator(self) -> Positions:
        """Return each system's operator, shape (S,)."""
        return _positions(self.agencies, self.catalogue.systems["operator"], "systems", "operator")

    @cached_property
    def live(self) -> Booleans:
        """Return which systems are live, shape (S,)."""
        return self.catalogue.systems["status"].isin(v.LIVE_STATUSES).to_numpy()

    @cached_property
    def type(self) -> NDArray[np.object_]:
        """Return each system's type, shape (S,)."""
        return self.catalogue.systems["type"].to_numpy(dtype=object)

    @cached_property
    def relays(self) -> Booleans:
        """Return which live systems relay, shape (S,)."""
        return self.catalogue.systems["relays"].to_numpy() & self.live

    @cached_property
    def holds(self) -> Masks:
        """Return the classes of each system's own records as bits, shape (S,)."""
        return class_masks(self.catalogue.systems["holds"], empty=_CLASS_BIT[v.UNSPECIFIED])

    @cached_property
    def ends(self) -> tuple[Positions, Positions]:
        """Return the senders and receivers of all links, live or not, two arrays of the links table's length."""
        links = self.catalogue.links
        return (
            _positions(self.systems, links["from"], "links", "from"),
            _positions(self.systems, links["to"], "links", "to"),
        )

    @cached_property
    def links(self) -> Positions:
        """Return the rows of the links table that are live links, shape (L,)."""
        table = self.catalogue.links
        sender, receiver = self.ends
        alive = (
            table["status"].isin(v.LIVE_STATUSES) & (table["mode"] != v.MANUAL) & (table["purpose"] != v.STATISTICAL)
        )
        return np.flatnonzero(alive.to_numpy() & self.live[sender] & self.live[receiver])

    @cached_property
    def flows(self) -> Flows:
        """Return the live flows."""
        table = self.catalogue.links
        forth = self.links
        back = forth[(table["direction"] == "two_way").to_numpy()[forth]]
        link = np.concatenate([forth, back])
        reverse = np.arange(len(link)) >= len(forth)
        sender, receiver = self.ends
        origin = np.where(reverse, receiver[link], sender[link])
        order = np.argsort(origin, kind="stable")
        link, reverse = link[order], reverse[order]
        carries = class_masks(table["carries"], empty=int(ALL_CLASSES))
        return Flows(
            link=link,
            reverse=reverse,
            sender=origin[order],
            receiver=np.where(reverse, sender[link], receiver[link]),
            copies=table["mode"].isin(v.COPYING_MODES).to_numpy()[link],
            content=table["access"].fillna("content").eq("content").to_numpy()[link],
            carries=carries[link],
        )

    def pairs(self, *roles: str) -> tuple[Positions, Positions]:
        """Return distinct (agency, system) pairs: operators that are no hosts, and uses of these roles."""
        uses = self.catalogue.uses
        chosen = uses[uses["role"].isin(roles)]
        own = np.flatnonzero(~self.host[self.operator])
        agency = np.concatenate([self.operator[own], _positions(self.agencies, chosen["agency"], "uses", "agency")])
        system = np.concatenate([own, _positions(self.systems, chosen["system"], "uses", "system")])
        code = distinct(agency * max(len(self.systems), 1) + system)
        return code // max(len(self.systems), 1), code % max(len(self.systems), 1)

    @cached_property
    def readers(self) -> tuple[Positions, Positions]:
        """Return the (agency, system) pairs in which the agency reads the system."""
        return self.pairs("user", "reader")

    @cached_property
    def suppliers(self) -> tuple[Positions, Positions]:
        """Return the (agency, system) pairs in which the agency supplies the system."""
        return self.pairs("user", "contributor")

    @cached_property
    def homes(self) -> tuple[Positions, Positions]:
        """Return the distinct (system, organisation) pairs of homes, sorted."""
        agency, system = self.pairs("user")
        width = max(len(self.agencies), 1)
        code = distinct(system * width + self.organisation[agency])
        return code // width, code % width

    @cached_property
    def may_be_internal(self) -> Booleans:
        """Return which systems can have an internal link: no broker, no national repository; shape (S,)."""
        return ~np.isin(self.type, ("broker", "national_repository"))

    @cached_property
    def shared_homes(self) -> tuple[Positions, Positions]:
        """Return (position in ``links``, organisation) wherever both ends of a link share that home.

        Such a link is internal; brokers and national repositories have no part in one.

        """
        sender, receiver = (end[self.links] for end in self.ends)
        link = np.flatnonzero(self.may_be_internal[sender] & self.may_be_internal[receiver])
        pair, home = self.common(self.homes, sender[link], receiver[link])
        return link[pair], home

    def common(
        self, members: tuple[Positions, Positions], one: Positions, other: Positions
    ) -> tuple[Positions, Positions]:
        """Return (position of the pair, agency) wherever two systems of a pair have an agency in common.

        ``members`` are (system, agency) pairs, sorted; ``one`` and ``other`` the systems of each pair. Each pair is
        unrolled over the members of the system that has fewer, so one with thousands costs no more than its partner.
        """
        system, agency = members
        width = max(len(self.agencies), 1)
        first = np.searchsorted(system, np.arange(len(self.systems) + 1))
        count = np.diff(first)
        one_has_more = count[one] > count[other]
        fewer, more = np.where(one_has_more, other, one), np.where(one_has_more, one, other)
        # From here on one row for each pair and each member of its system with fewer.
        member = agency[ranges(first[fewer], first[fewer + 1])]
        pair, more = np.repeat(np.arange(len(one)), count[fewer]), np.repeat(more, count[fewer])
        shared = np.isin(more * width + member, system * width + agency)
        return pair[shared], member[shared]

    @cached_property
    def internal_links(self) -> Booleans:
        """Return which live links are internal, shape (L,)."""
        inside = np.zeros(len(self.links), dtype=bool)
        inside[self.shared_homes[0]] = True
        return inside

    def _touched(self, chosen: Booleans) -> Booleans:
        """Return which systems are an end of one of the chosen live links, shape (S,)."""
        touched = np.zeros(len(self.systems), dtype=bool)
        for end in self.ends:
            touched[end[self.links[chosen]]] = True
        return touched

    @cached_property
    def interconnected(self) -> Booleans:
        """Return which systems are interconnected, shape (S,)."""
        return self._touched(np.ones(len(self.links), dtype=bool))

    @cached_property
    def internal(self) -> Booleans:
        """Return which systems have an internal link, shape (S,)."""
        return self._touched(self.internal_links)

    @cached_property
    def internal_only(self) -> Booleans:
        """Return which interconnected systems have internal links alone, shape (S,)."""
        return self.internal & ~self._touched(~self.internal_links)

    @cached_property
    def partners(self) -> Positions:
        """Return each system's number of partners, shape (S,): its degree, several links to one partner counted once."""
        sender, receiver = (end[self.links] for end in self.ends)
        width = max(len(self.systems), 1)
        pair = distinct(np.concatenate([sender * width + receiver, receiver * width + sender]))
        return np.bincount(pair // width, minlength=len(self.systems))

    @cached_property
    def islands(self) -> tuple[Positions, Positions]:
        """Return for each system the first one of its connected component, and the component's size.

        People read of islands. -1 and 0 where a system is not live.
        """
        sender, receiver = (end[self.links] for end in self.ends)
        count = len(self.systems)
        joined = coo_array((np.ones(len(sender), dtype=bool), (sender, receiver)), shape=(count, count))
        label = connected_components(joined.tocsr(), directed=False)[1]
        first = np.full(count, count, dtype=np.int64)
        at = np.flatnonzero(self.live)
        np.minimum.at(first, label[at], at)
        size = np.bincount(label[at], minlength=count)
        return np.where(self.live, first[label], -1), np.where(self.live, size[label], 0)


def distinct(codes: Positions) -> Positions:
    """Return the distinct codes, sorted; on millions of them sorting beats the hashing of ``numpy.unique``."""
    codes = np.sort(codes)
    return codes[np.r_[True, codes[1:] != codes[:-1]]] if len(codes) else codes


def class_masks(cells: pd.Series[str], *, empty: int) -> Masks:
    """Return lists of data classes as bit masks, shape (rows,); ``empty`` stands for a missing cell."""
    codes, distinct = pd.factorize(cells)
    masks = [sum(_CLASS_BIT[id] for id in cell.split(LIST_SEPARATOR)) for cell in distinct]
    return np.array([*masks, empty], dtype=np.uint32)[codes]


def class_names(mask: int) -> list[str]:
    """Return the data classes of a bit mask, in the order of the vocabulary."""
    return [id for id, bit in _CLASS_BIT.items() if mask & bit]


def class_bit(data_class: str) -> int:
    """Return the number of a class's bit; KeyError where the vocabulary has no such class."""
    return _CLASS_BIT[data_class].bit_length() - 1


def places(index: Ids, ids: Any) -> Positions:
    """Return where ids stand in an index, -1 where they do not; shape of ``ids``."""
    return index.get_indexer(ids).astype(np.int64)


def _positions(index: Ids, ids: pd.Series[str], table: str, column: str) -> Positions:
    found = places(index, ids)
    lost = np.flatnonzero(found < 0)
    if len(lost):
        raise CatalogueError(
            Problem(table, 0, column, Message("{id!r} is not in the catalogue", id=ids.iloc[at])) for at in lost
        )
    return found
