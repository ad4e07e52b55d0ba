"""What one change yields: a link, an outage; and how far a ranking rests on what is only inferred.

>>> import graphmodel
>>> canada = graphmodel.load("canada")
>>> graphmodel.connect(canada, "drps-rms", "rcmp-pip")
<Difference: 94 sightlines gained by 42 agencies, 0 lost>
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypedDict, cast

import numpy as np
import pandas as pd

from graphmodel.answers.beneficiaries import Weight
from graphmodel.answers.candidates import MOST_SYSTEMS, Limits, candidates, linked
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.ranking import World, Worth, rank_partners, ranked, world_of
from graphmodel.arguments import checked
from graphmodel.engine.network import class_bit, places
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message


@checked
def connect(world: Catalogue | World, system: str, partner: str) -> Difference:
    """Return what the default link of two systems yields: the flows between them that are missing, by query.

    Raises UnknownName for an id that is not known; GraphmodelError for a system that is not live, a system with
    itself, or two that are linked both ways already.

    >>> import graphmodel
    >>> connect(graphmodel.load("canada"), "drps-rms", "rcmp-pip").counts
    {'triples': 94, 'agencies': 42, 'systems': 5, 'lost_triples': 0}
    """
    world = world_of(world)
    one, other = world.live_system(system), world.live_system(partner)
    if one == other:
        raise GraphmodelError(Message("{system} cannot be linked with itself: name two systems", system=system))
    to, back = world.gains.proposals.missing_from(one)
    if not to[other] and not back[other]:
        raise GraphmodelError(
            Message(
                "{system} and {partner} are linked both ways already: there is nothing to add",
                system=system,
                partner=partner,
            )
        )
    return Difference(world.catalogue, linked(world, one, other).catalogue)


Repair = TypedDict(
    "Repair", {"from": str, "to": str, "restored": int, "triples": int, "ties": list[list[str]]}, total=True
)
"""A link that brings back what was lost: its ends, how many sightlines it restores and adds, and its equals."""


@dataclass(frozen=True, eq=False, repr=False)
class Outage(Difference):
    """What is lost where one system goes out of service; its own records are among it."""

    system: str = ""

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """Return the agencies that lose, most first: agency, triples."""
        counted = self.lost.groupby("agency").size().rename("triples").reset_index()
        return counted.sort_values(["triples", "agency"], ascending=[False, True], ignore_index=True)

    @cached_property
    def _world(self) -> World:
        return World(self.after)

    @cached_property
    def repairs(self) -> pd.DataFrame:
        """Return the cheapest link that ends the isolation of each system that was left alone, sorted.

        No costs are recorded, so cheapest is: fewest flows, then highest gain, then by id; plausible links alone.
        Columns: system, partner, adds, triples.
        """
        columns = ["system", "partner", "adds", "triples"]
        found = [pd.DataFrame(columns=columns)]
        for id in self.newly_isolated:
            ranked = rank_partners(self._world, id).assign(system=id)
            ranked = ranked[ranked["why"].map(len).gt(0)]
            found.append(ranked.iloc[np.lexsort((ranked["rank"], ranked["adds"] == "both"))[:1]][columns])
        return pd.concat(found[1:] or found, ignore_index=True)

    @cached_property
    def best_repair(self) -> Repair | None:
        """Return the one plausible link that brings most of what was lost back: from, to, restored, triples, ties.

        ``ties`` are the other links that bring back and yield just the same, as pairs of ids.

        None where no link brings anything back, or on a network of more than ``MOST_SYSTEMS`` systems.
        """
        world = self._world
        if not len(self.lost) or len(world.network.systems) > MOST_SYSTEMS:
            return None
        one, other = candidates(world, Limits())
        restored = world.gains.of_all(self._lost_of(world).__getitem__).triples[one, other]
        if not len(restored) or not restored.max():
            return None
        gained = world.gains.of_all().triples[one, other]
        at = int(np.lexsort((other, one, -gained, -restored))[0])
        ids = world.network.systems.to_numpy(dtype=object)
        ends = str(ids[one[at]]), str(ids[other[at]])
        same = np.flatnonzero((restored == restored[at]) & (gained == gained[at]))
        same = same[np.lexsort((other[same], one[same]))]
        ties = [[str(ids[one[n]]), str(ids[other[n]])] for n in same if n != at]
        counts = int(restored[at]), int(gained[at])
        return {"from": ends[0], "to": ends[1], "restored": counts[0], "triples": counts[1], "ties": ties}

    def _lost_of(self, world: World) -> dict[int, np.ndarray[Any, np.dtype[np.float64]]]:
        """Return for each class which (system, agency) pairs were lost, as ones, shape (S, A)."""
        net, lost = world.network, cast("Any", self.lost)
        bits = np.asarray(lost["class"].map({id: class_bit(id) for id in v.CARRIED_CLASSES.ids}), dtype=np.int64)
        system, agency = places(net.systems, lost["system"]), places(net.agencies, lost["agency"])
        result = {bit: np.zeros((len(net.systems), len(net.agencies))) for bit in world.gains.classes}
        for bit, wanted in result.items():
            at = bits == bit
            wanted[system[at], agency[at]] = 1
        return result


@checked
def outage(world: Catalogue | World, system: str) -> Outage:
    """Return what is lost where a system goes out of service; UnknownName and GraphmodelError as for ``connect``.

    >>> import graphmodel
    >>> without = outage(graphmodel.load("canada"), "rcmp-cpic")
    >>> without.counts["lost_triples"], without.best_repair["to"]
    (3801, 'rcmp-pip')
    """
    world = world_of(world)
    at = world.live_system(system)
    systems = world.catalogue.systems.copy()
    systems.loc[at, "status"] = "retired"
    return Outage(world.catalogue, world.catalogue.replace_rows("systems", systems), system)


@dataclass(frozen=True)
class Confidence:
    """How far the first place of a ranking rests on single inferred links.

    ``worth`` is what the first place is ranked by: the triples, or the weight or the needs asked for. ``facts`` has a
    row for each inferred link without which another partner would be first: link, from, to, first (then), triples (of
    that one then), ask (the agencies that know: the operators of both ends); those that move what the first place is
    ranked by most come first.
    """

    first: str
    triples: int
    worth: int
    inferred: int
    facts: pd.DataFrame

    @property
    def changes(self) -> int:
        """Return how often another partner would be first."""
        return len(self.facts)


def confidence(
    world: Catalogue | World,
    system: str,
    *,
    weight: Weight = "triples",
    respect: Collection[str] = (),
    worth: Worth | None = None,
) -> Confidence:
    """Return how often the first partner of a system would change if single inferred links were wrong.

    Each live inferred link is left out in turn, and all partners are ranked anew, by what ``rank_partners`` was asked
    to rank by; raises as it does.
    """
    world = world_of(world)
    kept: Any = {"weight": weight, "respect": respect, "worth": worth}
    first, triples, value = ranked(world, system, **kept).first
    links = world.catalogue.links
    inferred = world.network.links[(links["confidence"] == "inferred").to_numpy()[world.network.links]]
    operator = world.catalogue.systems.set_index("id")["operator"]
    rows: list[tuple[int, dict[str, Any]]] = []
    for row in inferred.tolist():
        keep = np.ones(len(links), dtype=bool)
        keep[row] = False
        other, then, now = ranked(world.catalogue.remove("links", keep), system, **kept, enough=False).first
        if other != first:
            link, start, end = (str(links[name].iloc[row]) for name in ("id", "from", "to"))
            ask = sorted({str(operator[start]), str(operator[end])})
            told = {"link": link, "from": start, "to": end, "first": other, "triples": then, "ask": ask}
            rows.append((abs(now - value), told))
    rows.sort(key=lambda item: (-item[0], item[1]["link"]))
    facts = pd.DataFrame([told for _, told in rows], columns=["link", "from", "to", "first", "triples", "ask"])
    return Confidence(first, triples, value, len(inferred), facts)
