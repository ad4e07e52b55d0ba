"""Who may have which records from whom, followed to the letter in plain Python from the rows of the tables.

Slow on purpose, and free of any code of the engine: sets, loops, and the definitions as they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from graphmodel.records.catalogue import Catalogue
from tests.oracle import Oracle, Row, rows_of

LIVE = ("active", "retiring")
STATES = ("agreed", "allowed", "forbidden", "not_recorded")
"""What a sightline may be."""
Pair = tuple[str, str, str]
"""(recipient, discloser, class)."""


def items(cell: str) -> set[str]:
    return set(cell.split(";")) - {""}


class Permission:
    """The agreements of one catalogue, by brute force."""

    def __init__(self, catalogue: Catalogue, asked: tuple[str, ...] = (), oracle: Oracle | None = None) -> None:
        self.oracle = oracle or Oracle(catalogue)
        self.asked = set(asked)
        self.all_rows = rows_of(catalogue, "agreements")
        self.all_parties = rows_of(catalogue, "parties")

    def counts(self, row: Row) -> bool:
        purposes = items(row["purpose"])
        free = purposes - {"civil_screening", "statistics"}
        return row["status"] in LIVE and (not purposes or bool(free) or bool(purposes & self.asked))

    @cached_property
    def rows(self) -> list[Row]:
        return [row for row in self.all_rows if self.counts(row)]

    def is_part_of(self, agency: str, above: str) -> bool:
        while agency:
            if agency == above:
                return True
            agency = self.oracle.agencies[agency]["part_of"]
        return False

    def matches(self, party: Row, agency: str) -> bool:
        if not (party["agency"] or party["sector"] or party["level"] or party["province"]):
            return False
        if party["agency"] and not self.is_part_of(agency, party["agency"]):
            return False
        mine = self.oracle.agencies[agency]
        return all(not party[name] or party[name] == mine[name] for name in ("sector", "level", "province"))

    @cached_property
    def _with_role(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for party in self.all_parties:
            for agency in self.oracle.agencies:
                if self.matches(party, agency):
                    if party["role"] in ("discloser", "both"):
                        found[party["agreement"], "discloser"].add(agency)
                    if party["role"] in ("recipient", "both"):
                        found[party["agreement"], "recipient"].add(agency)
        return found

    def party(self, row: Row, role: str) -> set[str]:
        return self._with_role[row["id"], role]

    def speaks_of(self, row: Row, class_: str, system: str) -> bool:
        systems, types = items(row["systems"]), items(row["system_types"])
        if (systems or types) and system not in systems and self.oracle.systems[system]["type"] not in types:
            return False
        return not row["classes"] or class_ in items(row["classes"])

    def covering(self, recipient: str, discloser: str, class_: str, system: str) -> list[Row]:
        if self.oracle.organisation(recipient) == self.oracle.organisation(discloser):
            return []
        rows = self._between(recipient, discloser)
        return [row for row in rows if self.speaks_of(row, class_, system)]

    @cache  # noqa: B019 - of one test
    def _between(self, recipient: str, discloser: str) -> list[Row]:
        return [
            row
            for row in self.rows
            if recipient in self.party(row, "recipient") and discloser in self.party(row, "discloser")
        ]

    def verdict(self, *case: str) -> tuple[bool, bool, bool, bool]:
        """Return whether it is permitted, forbidden, may be, and is agreed."""
        rows = self.covering(*case)
        permits = any(row["effect"] == "permits" for row in rows)
        forbids = any(row["effect"] == "forbids" for row in rows)
        agrees = any(row["effect"] == "permits" and row["kind"] == "agreement" for row in rows)
        may = permits and not forbids
        return permits, forbids, may, may and agrees

    def supplies(self, agency: str, system: str) -> bool:
        return agency in self.oracle.agencies_of(system, "user", "contributor")

    @cached_property
    def supplied(self) -> dict[str, set[str]]:
        systems = [system for system in self.oracle.systems if self.oracle.live(system)]
        return {
            agency: {system for system in systems if self.supplies(agency, system)} for agency in self.oracle.agencies
        }

    def states(self) -> dict[Pair, str]:
        """Return the state of every (recipient, discloser, class) that has one."""
        found: dict[Pair, str] = {}
        for a in self.oracle.agencies:
            visible = set(self.oracle.visible(a))
            for b in self.oracle.agencies:
                if self.oracle.organisation(a) == self.oracle.organisation(b):
                    continue
                held = {(o, c) for o in self.supplied[b] for _, c in self.oracle.own(o)}
                for c in {c for _, c in held}:
                    state = self._state(a, b, c, {o for o, k in held if k == c}, visible)
                    if state:
                        found[a, b, c] = state
        return found

    def _state(self, a: str, b: str, c: str, supplied: set[str], visible: set[tuple[str, str]]) -> str:
        seen = {o for o in supplied if (o, c) in visible}
        found = [self.verdict(a, b, c, system) for system in (seen or supplied)]
        away = "" if seen else "_not_within_reach"
        if any(agreed for _, _, _, agreed in found):
            return "agreed" + away
        if any(may for _, _, may, _ in found):
            return "allowed" + away
        if not seen:
            return ""
        return "forbidden" if all(forbids for _, forbids, _, _ in found) else "not_recorded"

    def counted(self, sightlines: Iterable[tuple[str, str, str]]) -> dict[str, int]:
        """Return how many (agency, system, class) are in each state."""
        found = [self.sightline(*each) for each in sightlines]
        return {state: found.count(state) for state in STATES}

    @cache  # noqa: B019 - of one test
    def sightline(self, a: str, o: str, c: str) -> str:
        """Return the state of a sightline, seen or not; empty where nobody of another organisation supplies it."""
        suppliers = [
            b
            for b in self.oracle.agencies
            if o in self.supplied[b] and self.oracle.organisation(b) != self.oracle.organisation(a)
        ]
        found = [self.verdict(a, b, c, o) for b in suppliers]
        if any(agreed for _, _, _, agreed in found):
            return "agreed"
        if any(may for _, _, may, _ in found):
            return "allowed"
        if found and all(forbids for _, forbids, _, _ in found):
            return "forbidden"
        return "not_recorded" if found else ""
