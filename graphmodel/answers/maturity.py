"""How mature links are, one by one and by agency, province and type: intervals, with the facts that would settle them.

The links of an agency are those by which records come into a system that it reads, live or re-keyed by hand: what it
needs to see of others rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array

from graphmodel.answers.rounding import scaled_percent
from graphmodel.answers.study import NATIONAL, NATIONWIDE
from graphmodel.engine.maturity import HIGHEST, MISSING, Levels, Scale, levels, missing_facts, rated
from graphmodel.engine.network import Network, Positions, distinct
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import say

RatedBy = Literal["link", "agency", "province", "type"]
BY: tuple[RatedBy, ...] = get_args(RatedBy)
OF_LINKS = ("link", "from", "to", "mode", "low", "high", "missing")
_OF_GROUPS = (
    *("name", "links", "settled", "low", "high", "half_low", "half_high", "percent_low", "percent_high", "missing"),
)
OF_GROUPS = ("group", *_OF_GROUPS)
OF_AGENCIES = ("agency", *_OF_GROUPS, "works_with")
ALL = "all"
FUNCTIONAL = 2
"""The level from which a link is counted in the share: a common application, or a functional exchange."""
_WIDTH = max(HIGHEST.values()) + 1
_BLOCK = 1024
Counts = NDArray[np.int64]


def maturity(
    network: Network, by: RatedBy = "link", scale: Scale = "safecom", *, language: Language = "en"
) -> pd.DataFrame:
    """Return the maturity of a network: see ``graphmodel.maturity``."""
    found = Maturity(network, scale)
    return found.of_links() if by == "link" else found.of_groups(by, language)


@dataclass(frozen=True, eq=False)
class Maturity:
    """The links of a network that have a level, and their levels on one scale."""

    network: Network
    scale: Scale

    @cached_property
    def rows(self) -> Positions:
        """Return the rows of the links table that have a level, shape (L,)."""
        return rated(self.network)

    @cached_property
    def levels(self) -> Levels:
        """Return their levels, arrays of shape (L,)."""
        return levels(self.network, self.scale).take(self.rows)

    def of_links(self) -> pd.DataFrame:
        """Return a row for each link, the lowest first."""
        table, found = self.network.catalogue.links.iloc[self.rows].reset_index(drop=True), self.levels
        made = table[["from", "to", "mode"]].assign(
            link=table["id"], low=found.low.astype("int64"), high=found.high.astype("int64"), missing=self._missing()
        )
        return made.sort_values(["low", "high", "link"], ignore_index=True)[list(OF_LINKS)]

    def of_groups(self, by: RatedBy, language: Language = "en") -> pd.DataFrame:
        """Return a row for each agency, or each province or type at an end of which there are links, then all links."""
        if by == "agency":
            return self._of_agencies(language)
        ends = [end[self.rows] for end in self.network.ends]
        if by == "type":
            words, of = v.SYSTEM_TYPES.words, self.network.type
        else:
            words = (*v.PROVINCES.words, NATIONWIDE)
            province = self.network.catalogue.agencies["province"].fillna(NATIONAL).to_numpy(dtype=object)
            of = province[self.network.operator]
        code = pd.Index([word.id for word in words]).get_indexer(pd.Index(of)).astype(np.int64)
        one, other = (code[end] for end in ends)
        twice = one == other
        link = np.arange(len(self.rows))
        counts = self._counts(np.concatenate([one, other[~twice]]), np.concatenate([link, link[~twice]]), len(words))
        whole = self._counts(np.zeros_like(link), link, 1)
        table = self._told(np.concatenate([counts, whole]))
        table.insert(0, "group", [*(word.id for word in words), ALL])
        table.insert(1, "name", [*(word.name(language) for word in words), say("All links", language=language)])
        return table[(table["links"] > 0) | (table["group"] == ALL)].reset_index(drop=True)[list(OF_GROUPS)]

    def _of_agencies(self, language: Language) -> pd.DataFrame:
        frame = self.network.catalogue.agencies
        table = self._told(self._by_agency())
        table["agency"] = frame["id"]
        table["name"] = frame["name_fr"].fillna(frame["name"]) if language == "fr" else frame["name"]
        table["works_with"] = working_together(self.network)
        order = ["low", "high", "agency"]
        return table.sort_values(order, na_position="last", ignore_index=True)[list(OF_AGENCIES)]

    def _by_agency(self) -> Counts:
        """Return the counts of each agency, shape (A, columns): of the systems that it reads, a link once.

        A two-way link whose two systems it reads brings records into both: it was counted twice, and is taken off once.
        """
        net = self.network
        sender, receiver = (end[self.rows] for end in net.ends)
        back = np.flatnonzero((net.catalogue.links["direction"] == "two_way").to_numpy()[self.rows])
        link = np.concatenate([np.arange(len(self.rows)), back])
        of_systems = self._counts(np.concatenate([receiver, sender[back]]), link, len(net.systems))
        agency, system = net.readers
        reads = coo_array(
            (np.ones(len(agency), dtype=np.int64), (agency, system)), shape=(len(net.agencies), len(net.systems))
        )
        order = np.lexsort((agency, system))
        pair, reader = net.common((system[order], agency[order]), sender[back], receiver[back])
        return np.asarray(reads.tocsr() @ of_systems) - self._counts(reader, back[pair], len(net.agencies))

    def _counts(self, group: Positions, link: Positions, groups: int) -> Counts:
        """Return how many links of each group there are by lowest level, by highest level, settled, and by missing fact."""
        low, high, missing = self.levels.low[link], self.levels.high[link], self.levels.missing[link]
        parts = [
            np.bincount(group * _WIDTH + level, minlength=groups * _WIDTH).reshape(groups, _WIDTH)
            for level in (low, high)
        ]
        marks = [low == high, *((missing >> bit & 1).astype(bool) for bit in range(len(MISSING)))]
        parts += [np.bincount(group[mark], minlength=groups)[:, None] for mark in marks]
        return np.concatenate(parts, axis=1).astype(np.int64)

    def _told(self, counts: Counts) -> pd.DataFrame:
        """Return the columns of a table of groups, but their names."""
        low, high = counts[:, :_WIDTH], counts[:, _WIDTH : 2 * _WIDTH]
        links = low.sum(axis=1)
        table = pd.DataFrame({"links": links, "settled": counts[:, 2 * _WIDTH]})
        for name, by_level in (("low", low), ("high", high)):
            # at_least[:, k]: links that reach level k
            at_least = by_level[:, ::-1].cumsum(axis=1)[:, ::-1]
            least = (by_level > 0).argmax(axis=1)
            half = (at_least * 2 >= links[:, None]).sum(axis=1) - 1
            table[name], table[f"half_{name}"] = _known(least, links), _known(half, links)
            share = scaled_percent(pd.Series(at_least[:, FUNCTIONAL]), pd.Series(links).clip(lower=1)) / 10
            table[f"percent_{name}"] = share.where(links > 0)
        lacking = counts[:, 2 * _WIDTH + 1 :]
        order = np.argsort(-lacking, axis=1, kind="stable")
        table["missing"] = [
            [MISSING[at] for at in row if had[at]] for row, had in zip(order.tolist(), lacking.tolist(), strict=True)
        ]
        return table

    def _missing(self) -> NDArray[np.object_]:
        """Return for each link the list of the facts that are missing; each distinct one is made once."""
        codes, place = np.unique(self.levels.missing, return_inverse=True)
        made = np.empty(len(codes), dtype=object)
        made[:] = [missing_facts(code) for code in codes.tolist()]
        return made[place.reshape(-1)]


def missing_counts(found: Iterable[Maturity]) -> list[tuple[str, int]]:
    """Return the facts that are missing on some of the scales, each with the number of links, the most frequent first."""
    bits = np.bitwise_or.reduce([of.levels.missing for of in found])
    counts = [(name, int((bits >> at & 1).sum())) for at, name in enumerate(MISSING)]
    return sorted((each for each in counts if each[1]), key=lambda each: -each[1])


def working_together(network: Network) -> Positions:
    """Return for each agency how many of other organisations work in a live system with it, shape (A,).

    Each such pair is at level 2 of the data lane. They are counted by blocks of agencies, a bit each: no row is made
    of a pair, of which thousands of agencies in one system have millions.
    """
    agency, system = network.pairs("user")
    several = network.live[system] & (np.bincount(system, minlength=len(network.systems)) > 1)[system]
    agency, system = agency[several], system[several]
    found = np.zeros(len(network.agencies), dtype=np.int64)
    if not len(agency):
        return found
    shared = distinct(system)
    place = np.searchsorted(shared, system)
    first = np.flatnonzero(np.r_[True, agency[1:] != agency[:-1]])  # pairs are sorted by agency
    who, organisation = agency[first], network.organisation
    for start in range(0, len(found), _BLOCK):
        block = np.arange(start, min(start + _BLOCK, len(found)))
        here = (agency >= start) & (agency <= block[-1])
        of_block = agency[here] - start
        works = np.zeros((len(shared), _BLOCK // 8), dtype=np.uint8)
        np.bitwise_or.at(works, (place[here], of_block // 8), (1 << of_block % 8).astype(np.uint8))
        together = np.bitwise_or.reduceat(works.view(np.uint64)[place], first, axis=0).view(np.uint8)
        others = np.unpackbits(together, axis=1, count=len(block), bitorder="little").astype(bool)
        found[who] += (others & (organisation[who][:, None] != organisation[block])).sum(axis=1)
    return found


def _known(values: Positions, links: Positions) -> Any:
    """Return levels, missing where there is no link."""
    return pd.arrays.IntegerArray(values.astype(np.int64), links == 0)
