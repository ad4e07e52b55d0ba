"""What the page's engine is asked, and what Python answers: brute force for ways and paths, the analysis for the rest."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from graphmodel import vocabulary as v
from graphmodel.analysis.beneficiaries import Figures
from graphmodel.analysis.network import places
from graphmodel.analysis.ranking import World, rank_partners
from graphmodel.analysis.reach import Reach
from graphmodel.catalogue import Catalogue
from graphmodel.compare import Difference
from graphmodel.errors import GraphmodelError, ScenarioError
from graphmodel.maps.data import page_data
from graphmodel.scenario import Scenario
from tests.oracle import Oracle, Row

COPYING = ("push", "replicate", "file_transfer")
BREACHES = ("wrong_direction", "class_not_carried", "does_not_relay", "answers_not_copied")
WEIGHTS = ("triples", "agencies", "officers", "population")
Json = dict[str, Any]


class Twin:
    """One catalogue with what the page is asked about it; ids instead of positions on this side."""

    def __init__(self, catalogue: Catalogue, seed: int, *, agencies: int, ranked: int, stacks: int) -> None:
        rnd = random.Random(seed)
        self.catalogue = catalogue
        self.world = World(catalogue)
        self.systems = [str(id) for id in catalogue.systems["id"]]
        self.agencies = [str(id) for id in catalogue.agencies["id"]]
        live = np.flatnonzero(self.world.network.live).tolist()
        some = sorted(rnd.sample(range(len(self.agencies)), min(agencies, len(self.agencies))))
        asked = rnd.sample(live, min(ranked, len(live)))
        self.questions: Json = {
            "data": page_data(catalogue),
            "agencies": some,
            "ranked": [
                {"system": at, "weight": rnd.choice(WEIGHTS), "respect": rnd.choice((0, 0, rnd.randrange(256)))}
                for at in asked
            ],
            "stacks": [list(self._stack(rnd, live)) for _ in range(stacks)] if live else [],
        }

    def _stack(self, rnd: random.Random, live: list[int]) -> Iterator[Json]:
        for _ in range(rnd.randint(1, 3)):
            do = rnd.choice(("connect", "connect", "retire", "disconnect"))
            if do == "connect":
                yield {"do": do, "from": rnd.choice(live), "to": rnd.choice(live)}
            elif do == "retire":
                yield {"do": do, "system": rnd.choice(live)}
            elif len(self.catalogue.links):
                yield {"do": do, "link": rnd.randrange(len(self.catalogue.links))}

    @cached_property
    def oracle(self) -> Oracle:
        return Oracle(self.catalogue)

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.world.network)

    def scenario(self, stack: list[Json]) -> Scenario:
        made = Scenario("mine")
        for change in stack:
            if change["do"] == "connect":
                made = made.connect(self.systems[change["from"]], self.systems[change["to"]])
            elif change["do"] == "retire":
                made = made.retire(self.systems[change["system"]])
            else:
                made = made.disconnect(link=str(self.catalogue.links["id"].iloc[change["link"]]))
        return made

    def after(self, stack: list[Json]) -> Catalogue | None:
        """Return the world after a stack; None where a change cannot be."""
        try:
            return self.scenario(stack).apply(self.catalogue)
        except ScenarioError:
            return None

    def triples(self, rows: Any) -> set[tuple[int, int, int]]:
        """Return triples of ids as positions."""
        agency, system = (
            places(self.world.network.agencies, rows["agency"]),
            places(self.world.network.systems, rows["system"]),
        )
        bit = rows["class"].map({id: at for at, id in enumerate(v.CARRIED_CLASSES.ids)})
        return set(zip(agency.tolist(), system.tolist(), bit.tolist(), strict=True))

    def officers(self, triples: set[tuple[int, int, int]]) -> int:
        gaining = np.zeros((1, len(self.agencies)), dtype=bool)
        gaining[0, sorted({agency for agency, _, _ in triples})] = True
        return int(Figures.of(self.world.network, "officers").sums(gaining)[0])

    def ranking(self, asked: Json) -> list[Json] | None:
        """Return what ``rank_partners`` says, in both languages; None where the weight is refused."""
        respect = [id for bit, id in enumerate(v.IMPEDIMENTS.ids) if asked["respect"] >> bit & 1]
        system = self.systems[asked["system"]]
        try:
            tables = [
                rank_partners(self.world, system, weight=asked["weight"], respect=respect, language=language)
                for language in ("en", "fr")
            ]
        except GraphmodelError:
            return None
        rows: list[Json] = [dict(row._asdict()) for row in tables[0].itertuples(index=False)]
        return [row | {"why_fr": why} for row, why in zip(rows, tables[1]["why"], strict=True)]

    def difference(self, after: Catalogue) -> Difference:
        return Difference(self.catalogue, after)

    @cached_property
    def arcs(self) -> dict[str, list[tuple[str, Row]]]:
        """Return the flows out of each system: receiver and link."""
        made: dict[str, list[tuple[str, Row]]] = {id: [] for id in self.systems}
        for sender, receiver, link in self.oracle.flows:
            made[sender].append((receiver, link))
        return made

    def carried(self, link: Row, item: str) -> bool:
        return not link["carries"] or item in link["carries"].split(";")

    def steps(self, origin: str, item: str) -> dict[str, int]:
        """Return the fewest flows by which an origin's records of a class get into each system."""
        found = {(origin, True): 0}
        todo = [(origin, True)]
        for system, stored in todo:
            if system != origin and not self.oracle.systems[system]["relays"]:
                continue
            for receiver, link in self.arcs[system]:
                copies = link["mode"] in COPYING
                state = (receiver, copies)
                if receiver != origin and self.carried(link, item) and (stored or not copies) and state not in found:
                    found[state] = found[system, stored] + 1
                    todo.append(state)
        return {system: min(far for (other, _), far in found.items() if other == system) for system, _ in found}

    def breaches(self, origin: str, item: str) -> dict[str, tuple[int, int]]:
        """Return for each system the fewest breaches, then steps, of a path from an origin, flows taken either way."""
        either: dict[str, list[tuple[str, Row, bool]]] = {id: [] for id in self.systems}
        for sender, receiver, link in self.oracle.flows:
            either[sender].append((receiver, link, False))
            either[receiver].append((sender, link, True))
        best: dict[tuple[str, bool], tuple[int, int]] = {}
        todo = [(0, 0, origin, True)]
        while todo:
            wrong, far, system, stored = heapq.heappop(todo)
            if (system, stored) in best:
                continue
            best[system, stored] = (wrong, far)
            for receiver, link, against in either[system]:
                more = self.broken(origin, system, link, item, against=against, stored=stored)
                heapq.heappush(todo, (wrong + len(more), far + 1, receiver, link["mode"] in COPYING))
        return {system: min(cost for (other, _), cost in best.items() if other == system) for system, _ in best}

    def broken(self, origin: str, system: str, link: Row, item: str, *, against: bool, stored: bool) -> list[str]:
        """Return what is wrong with one step of a path, in the order of BREACHES."""
        relays = system == origin or bool(self.oracle.systems[system]["relays"])
        copied = stored or link["mode"] not in COPYING
        wrong = (against, not self.carried(link, item), not relays, not copied)
        return [what for what, is_so in zip(BREACHES, wrong, strict=True) if is_so]
