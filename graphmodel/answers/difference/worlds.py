"""Before and after: two worlds side by side in everything that the analysis counts.

Gained are the visible triples (agency, system of origin, class) of the second world that the first has not; lost the
other way round (design, section 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.answers.beneficiaries import COLUMN_OF, Figures
from graphmodel.answers.difference.states import COLUMNS as STATE_COLUMNS
from graphmodel.answers.difference.states import by_state
from graphmodel.answers.study import study
from graphmodel.arguments import ensure_kind
from graphmodel.engine.closure import Words, columns_of, words_for
from graphmodel.engine.failure import single_points
from graphmodel.engine.network import Booleans, Ids, Network, Positions, distinct, places
from graphmodel.engine.visibility import BLOCK, Visibility
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import tables
from graphmodel.values.html import frame_html
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, counted, number, say

TRIPLE = ("agency", "system", "class")
COMPARED = ("systems", "interconnected", "percent", "internal", "internal_only")


@dataclass(frozen=True, eq=False)
class Difference:
    """What one world has that another has not; every part is computed when first asked for, and kept.

    ``gained`` and ``lost`` are frames of triples: agency, system, class. A notebook shows ``measures()``.

    >>> import graphmodel
    >>> canada = graphmodel.load("canada")
    >>> before_after = graphmodel.Difference(canada, graphmodel.Scenario.read("cad-rms").apply(canada))
    >>> before_after.counts["lost_triples"]
    0
    >>> list(before_after.gained.columns)
    ['agency', 'system', 'class']
    """

    before: Catalogue
    after: Catalogue

    def __post_init__(self) -> None:
        ensure_kind(self, "before", Catalogue)
        ensure_kind(self, "after", Catalogue)

    @cached_property
    def _networks(self) -> tuple[Network, Network]:
        return Network(self.before), Network(self.after)

    @cached_property
    def _agencies(self) -> Ids:
        return _union(*(network.agencies for network in self._networks))

    @cached_property
    def _systems(self) -> Ids:
        return _union(*(network.systems for network in self._networks))

    @cached_property
    def _sights(self) -> tuple[_Sight, _Sight]:
        one, other = (_Sight.of(network, self._agencies, self._systems) for network in self._networks)
        return one, other

    @cached_property
    def _changes(self) -> tuple[Triples, Triples, tuple[int, int]]:
        """Return the gained and the lost triples, and how many were visible before and after."""
        before, after = self._sights
        gained, lost, counts = list[Triples](), list[Triples](), [0, 0]
        for bit in range(len(v.CARRIED_CLASSES)):
            if not (before.holds(bit) or after.holds(bit)):
                continue
            for start in range(0, len(self._agencies), BLOCK):
                block = np.arange(start, min(start + BLOCK, len(self._agencies)))
                was, now = before.bits(bit, block), after.bits(bit, block)
                counts = [counts[0] + _count(was), counts[1] + _count(now)]
                gained.append(_triples(now & ~was, start, bit))
                lost.append(_triples(was & ~now, start, bit))
        return _joined(gained), _joined(lost), (counts[0], counts[1])

    @cached_property
    def gained(self) -> pd.DataFrame:
        """Return the triples gained: agency, system, class; sorted."""
        return self._frame(self._changes[0])

    @cached_property
    def lost(self) -> pd.DataFrame:
        """Return the triples lost: agency, system, class; sorted."""
        return self._frame(self._changes[1])

    def _frame(self, triples: Triples) -> pd.DataFrame:
        agency, system, bit = triples
        classes = np.array(v.CARRIED_CLASSES.ids, dtype=object)
        columns = (self._agencies.to_numpy(object)[agency], self._systems.to_numpy(object)[system], classes[bit])
        made = pd.DataFrame(dict(zip(TRIPLE, columns, strict=True)), columns=list(TRIPLE), dtype="str")
        return made.sort_values(list(TRIPLE), ignore_index=True)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return triples gained, agencies that gain, systems newly seen by someone, and lost triples."""
        (agency, system, _), (lost, _, _), _ = self._changes
        counts = {"triples": len(agency), "agencies": len(distinct(agency)), "systems": len(distinct(system))}
        return {**counts, "lost_triples": len(lost)}

    @cached_property
    def states(self) -> pd.DataFrame:
        """Return how many sightlines are in each state: state, before, after, change, gained, lost.

        What is gained has the state that it has after, what is lost the one that it had before. What stays inside one
        organisation has none. Without rows where neither world records agreements.
        """
        if not (len(self.before.agreements) or len(self.after.agreements)):
            return pd.DataFrame(columns=list(STATE_COLUMNS))
        before, after = self._sights
        gained, lost = self._changes[:2]
        return by_state(before.visibility, after.visibility, after.at_home(gained), before.at_home(lost))

    def study(self, language: Language = "en") -> pd.DataFrame:
        """Return the study's table before and after: group, name, and of each count the one before and the one now."""
        was, now = (study(world, language=language).set_index("group") for world in (self.before, self.after))
        columns: dict[str, Any] = {"name": now["name"]}
        for name in COMPARED:
            columns |= {f"{name}_before": was[name], name: now[name]}
        return pd.DataFrame(columns).reset_index()

    @cached_property
    def newly_isolated(self) -> list[str]:
        """Return the live systems that have a live link before and none after, sorted."""
        was, now = self._flags("interconnected")
        return [str(id) for id in self._systems[was & ~now & self._flags("live")[1]]]

    def _flags(self, name: str) -> tuple[Booleans, Booleans]:
        made = [np.zeros(len(self._systems), dtype=bool) for _ in self._networks]
        for flags, network in zip(made, self._networks, strict=True):
            flags[places(self._systems, network.systems)] = getattr(network, name)
        return made[0], made[1]

    def measures(self, language: Language = "en") -> pd.DataFrame:
        """Return what is counted of a whole world: measure, name, before, after, change, recorded.

        ``recorded`` says of how many of the agencies reached a figure is known, as ``n of m``; empty elsewhere.
        """
        reached = [sight.reached for sight in self._sights]
        rows = [("triples", *self._changes[2], ""), ("agencies", *(int(some.sum()) for some in reached), "")]
        for figure in COLUMN_OF:
            figures = [Figures.of(network, figure) for network in self._networks]
            before, after = (int(one.sums(some[None, :])[0]) for one, some in zip(figures, reached, strict=True))
            known, every = figures[1].coverage(reached[1])
            rows.append((figure, before, after, say("{known} of {every}", language=language, known=known, every=every)))
        for name, count in _COUNTS.items():
            before, after = (count(network) for network in self._networks)
            rows.append((name, before, after, ""))
        table = pd.DataFrame(rows, columns=["measure", "before", "after", "recorded"])
        table.insert(1, "name", [_MEASURES[name].name(language) for name in table["measure"]])
        table.insert(4, "change", table["after"] - table["before"])
        return table

    def __repr__(self) -> str:
        counts = self.counts
        return (
            f"<Difference: {counts['triples']} sightlines gained by {counts['agencies']} agencies, "
            f"{counts['lost_triples']} lost>"
        )

    @property
    def _said(self) -> Message:
        """Return in words what is gained and lost."""
        counts = self.counts
        return Message(
            "{gained} gained by {agencies}, {lost} lost",
            gained=counted(counts["triples"], "{count} sightline", "{count} sightlines"),
            agencies=tables()["agencies"].counted(counts["agencies"]),
            lost=number(counts["lost_triples"]),
        )

    def _repr_html_(self) -> str:
        return frame_html(self.measures(), caption=self._said)


Triples = tuple[Positions, Positions, Positions]
"""Agencies, systems and class bits of some triples, three arrays of one length."""


@dataclass(frozen=True, eq=False)
class _Sight:
    """What is visible in one world, by the places of agencies and systems among those of both worlds."""

    visibility: Visibility
    agency: Positions
    """Where each of both worlds' agencies stands in this one, -1 where it does not."""
    system: Positions
    """Where each of this world's systems stands among those of both."""
    systems: int

    @classmethod
    def of(cls, network: Network, agencies: Ids, systems: Ids) -> _Sight:
        return cls(
            Visibility(network), places(network.agencies, agencies), places(systems, network.systems), len(systems)
        )

    def at_home(self, triples: Triples) -> Triples:
        """Return triples of this world by its own positions."""
        own = np.full(self.systems, -1, dtype=np.int64)
        own[self.system] = np.arange(len(self.system))
        return self.agency[triples[0]], own[triples[1]], triples[2]

    def holds(self, bit: int) -> bool:
        return bool(self.visibility.holders(bit).any())

    def bits(self, bit: int, agencies: Positions) -> Words:
        """Return which of some of both worlds' agencies see each of both worlds' systems, shape (systems, words)."""
        result = np.zeros((self.systems, words_for(len(agencies))), dtype=np.uint64)
        result[self.system] = self.visibility.seen_of_class(bit, self.agency[agencies])
        return result

    @cached_property
    def reached(self) -> Booleans:
        """Return which agencies of this world see records that another organisation supplies, shape (A,)."""
        net = self.visibility.network
        supplier, system = net.suppliers
        count = len(net.agencies)
        organisation = distinct(system * count + net.organisation[supplier])
        first = np.searchsorted(organisation // count, np.arange(len(net.systems) + 1))
        owners, sole = np.diff(first), np.full(len(net.systems), -1, dtype=np.int64)
        one = np.flatnonzero(owners == 1)
        sole[one] = organisation[first[one]] % count
        seeing = np.zeros(count, dtype=bool)
        for _, agency, origin in self.visibility.visible():
            other = (owners[origin] > 1) | ((owners[origin] == 1) & (sole[origin] != net.organisation[agency]))
            seeing[agency[other]] = True
        return seeing


_MEASURES = v.Vocabulary(
    "measure",
    (
        v.Word("triples", "Sightlines (agency, system, class)"),
        v.Word("agencies", "Agencies that see another organisation's records"),
        v.Word("officers", "Sworn officers of these"),
        v.Word("population", "People these serve"),
        v.Word("isolated", "Isolated live systems"),
        v.Word("islands", "Islands of two systems or more"),
        v.Word("single_points", "Single points of failure"),
    ),
)


def _union(one: Ids, other: Ids) -> Ids:
    return one if one.equals(other) else one.union(other)


def _count(bits: Words) -> int:
    return int(np.bitwise_count(bits).sum())


def _triples(bits: Words, start: int, bit: int) -> Triples:
    system, column = columns_of(bits)
    return column + start, system, np.full(len(system), bit, dtype=np.int64)


def _joined(parts: list[Triples]) -> Triples:
    none = (np.empty(0, dtype=np.int64),) * 3
    agency, system, bit = (np.concatenate(column) for column in zip(none, *parts, strict=True))
    return agency, system, bit


def _isolated(network: Network) -> int:
    return int((network.live & ~network.interconnected).sum())


def _islands(network: Network) -> int:
    first, size = network.islands
    return len(np.unique(first[size > 1]))


def _single_points(network: Network) -> int:
    return int(single_points(network).sum())


_COUNTS = {"isolated": _isolated, "islands": _islands, "single_points": _single_points}
