"""The definitions, followed to the letter in plain Python: sets, loops and fixpoints, nothing clever.

Slow on purpose. It reads a catalogue's rows as dictionaries and shares no code with ``graphmodel.analysis``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from graphmodel.records.catalogue import Catalogue

Row = dict[str, str]
Records = set[tuple[str, str]]
"""(system of origin, class) pairs."""
STUDY = [
    "rms",
    "cad",
    "mobile_reporting",
    "arrest_booking",
    "eticketing_lpr",
    "digital_evidence",
    "criminal_justice_im",
    "business_intelligence",
    "mcm",
    "jail_cell",
    "content_management",
    "citizen_portal",
    "other",
]


def rows_of(catalogue: Catalogue, table: str) -> list[Row]:
    frame = getattr(catalogue, table)
    cells = {name: frame[name].tolist() for name in frame.columns}
    for name in frame.columns:
        for row in np.flatnonzero(frame[name].isna()):
            cells[name][row] = ""
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*cells.values(), strict=True)]


class Oracle:
    """One catalogue, by brute force."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.agencies = {row["id"]: row for row in rows_of(catalogue, "agencies")}
        self.systems = {row["id"]: row for row in rows_of(catalogue, "systems")}
        self.uses = rows_of(catalogue, "uses")
        self.all_links = rows_of(catalogue, "links")

    def live(self, system: str) -> bool:
        return self.systems[system]["status"] in ("active", "retiring")

    @cached_property
    def links(self) -> list[Row]:
        return [
            link
            for link in self.all_links
            if link["status"] in ("active", "retiring")
            and link["mode"] != "manual"
            and link["purpose"] != "statistical"
            and self.live(link["from"])
            and self.live(link["to"])
        ]

    @cached_property
    def flows(self) -> list[tuple[str, str, Row]]:
        there = [(link["from"], link["to"], link) for link in self.links]
        return there + [(link["to"], link["from"], link) for link in self.links if link["direction"] == "two_way"]

    def organisation(self, agency: str) -> str:
        while self.agencies[agency]["part_of"]:
            agency = self.agencies[agency]["part_of"]
        return agency

    def is_host(self, agency: str) -> bool:
        return self.agencies[agency]["sector"] in ("broker", "vendor_operated")

    def agencies_of(self, system: str, *roles: str) -> set[str]:
        operator = self.systems[system]["operator"]
        uses = {use["agency"] for use in self.uses if use["system"] == system and use["role"] in roles}
        return uses | (set() if self.is_host(operator) else {operator})

    def homes(self, system: str) -> set[str]:
        return {self.organisation(agency) for agency in self.agencies_of(system, "user")}

    def is_internal(self, link: Row) -> bool:
        ends = (link["from"], link["to"])
        large = any(self.systems[end]["type"] in ("broker", "national_repository") for end in ends)
        return not large and bool(self.homes(ends[0]) & self.homes(ends[1]))

    @cached_property
    def _links_of(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for link in self.links:
            for end in {link["from"], link["to"]}:
                found[end].append(link)
        return found

    def links_of(self, system: str) -> list[Row]:
        return self._links_of.get(system, [])

    def partners(self, system: str) -> set[str]:
        return {end for link in self.links_of(system) for end in (link["from"], link["to"])} - {system}

    def island(self, system: str) -> set[str]:
        found, todo = {system}, [system]
        while todo:
            for other in self.partners(todo.pop()) - found:
                found.add(other)
                todo.append(other)
        return found

    def own(self, system: str) -> Records:
        return set(self._own[system])

    @cached_property
    def _own(self) -> dict[str, Records]:
        return {system: self._holdings(system) for system in self.systems}

    def _holdings(self, system: str) -> Records:
        return {(system, item) for item in (self.systems[system]["holds"] or "unspecified").split(";")}

    def fixpoint(self, *, content: bool) -> tuple[dict[str, Records], dict[str, Records]]:
        """Return what is stored in and what arrives in each system."""
        flows = [
            (u, w, link, link["mode"] in ("push", "replicate", "file_transfer"))
            for u, w, link in self.flows
            if not content or link["access"] in ("", "content")
        ]
        stored: dict[str, Records] = defaultdict(set)
        arrives: dict[str, Records] = defaultdict(set)
        while True:
            before = sum(map(len, stored.values())) + sum(map(len, arrives.values()))
            for u, w, link, copies in flows:
                offer = self.offer(u, w, link, stored, arrives)
                arrives[w] |= offer
                if copies:
                    stored[w] |= offer
            if before == sum(map(len, stored.values())) + sum(map(len, arrives.values())):
                return stored, arrives

    def offer(
        self, u: str, w: str, link: Row, stored: Mapping[str, Records], arrives: Mapping[str, Records]
    ) -> Records:
        """Return what u offers w over a link, with what is stored and arrives now."""
        copies = link["mode"] in ("push", "replicate", "file_transfer")
        relayed = (stored[u] if copies else arrives[u]) if self.systems[u]["relays"] else set[tuple[str, str]]()
        carried = link["carries"].split(";")
        return {
            (origin, item)
            for origin, item in self.own(u) | relayed
            if origin != w and (carried == [""] or item in carried)
        }

    @cached_property
    def wide(self) -> tuple[dict[str, Records], dict[str, Records]]:
        return self.fixpoint(content=False)

    @cached_property
    def full(self) -> tuple[dict[str, Records], dict[str, Records]]:
        return self.fixpoint(content=True)

    def read_by(self, agency: str) -> set[str]:
        return {
            system
            for system in self.systems
            if self.live(system) and agency in self.agencies_of(system, "user", "reader")
        }

    def visible(self, agency: str) -> dict[tuple[str, str], tuple[list[str], str]]:
        """Return (system, class) -> (through, access) for one agency."""
        through: dict[tuple[str, str], set[str]] = defaultdict(set)
        full: Records = set()
        for system in self.read_by(agency):
            for record in self.own(system) | self.wide[1][system]:
                through[record].add(system)
            full |= self.own(system) | self.full[1][system]
        return {
            record: (sorted(systems), "full" if record in full else "pointer") for record, systems in through.items()
        }

    def triples(self) -> set[tuple[str, str, str]]:
        return {(agency, *record) for agency in self.agencies for record in self.visible(agency)}

    def sees(self, agency: str) -> set[tuple[str, str]]:
        return {
            (other, item)
            for system, item in self.visible(agency)
            for other in self.agencies_of(system, "user", "contributor")
            if self.organisation(other) != self.organisation(agency)
        }

    def seen(self, agency: str) -> dict[tuple[str, str], tuple[list[str], str]]:
        """Return (who sees it, class) -> (systems of origin that the agency supplies, access)."""
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        mine = {system for system in self.systems if agency in self.agencies_of(system, "user", "contributor")}
        for other in self.agencies:
            if self.organisation(other) != self.organisation(agency):
                for (system, item), (_, access) in self.visible(other).items():
                    if system in mine:
                        found[other, item][system] = access
        return {key: (sorted(of), "full" if "full" in of.values() else "pointer") for key, of in found.items()}

    @cached_property
    def offered(self) -> dict[tuple[str, str], tuple[set[str], set[str]]]:
        """Return (origin, system) -> (classes by answer, classes by copy)."""
        made: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for system, row in self.systems.items():
            if self.live(system):
                for origin, item in self.own(system) | (self.wide[1][system] if row["relays"] else set()):
                    made[origin, system][0].add(item)
                for origin, item in self.own(system) | (self.wide[0][system] if row["relays"] else set()):
                    made[origin, system][1].add(item)
        return made

    def passes(self, sender: str, link: Row) -> set[str]:
        copies = link["mode"] in ("push", "replicate", "file_transfer")
        offer = {
            item
            for (_, system), (by_answer, by_copy) in self.offered.items()
            if system == sender
            for item in (by_copy if copies else by_answer)
        }
        return offer & set(link["carries"].split(";")) if link["carries"] else offer

    def entries(self) -> list[tuple[str, str]]:
        return [
            (organisation, system)
            for system, row in self.systems.items()
            if self.live(system) and row["type"] in STUDY
            for organisation in self.homes(system)
        ]

    def entry_links(self, organisation: str, system: str) -> list[bool]:
        """Return for each live link of an entry whether it is internal."""
        return [
            organisation in self.homes(link["from"]) & self.homes(link["to"]) and self.is_internal(link)
            for link in self.links_of(system)
        ]
