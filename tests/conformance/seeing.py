"""Who sees what in one world, quickly enough for Canada: the oracle's fixpoints, with its readers looked up once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from tests.links import COPIED
from tests.oracle import Oracle, Records


class Seeing:
    """One world of an oracle; one that only has other links is told the readers of the first."""

    def __init__(self, oracle: Oracle, like: Seeing | None = None) -> None:
        self.oracle = oracle
        self.like = like

    @cached_property
    def readers(self) -> dict[str, set[str]]:
        if self.like:
            return self.like.readers
        return {system: self.oracle.agencies_of(system, "user", "reader") for system in self.oracle.systems}

    @cached_property
    def suppliers(self) -> dict[str, set[str]]:
        if self.like:
            return self.like.suppliers
        return {system: self.oracle.agencies_of(system, "user", "contributor") for system in self.oracle.systems}

    @cached_property
    def live(self) -> list[str]:
        return [system for system in self.oracle.systems if self.oracle.live(system)]

    def shown_in(self, system: str) -> Records:
        return self.oracle.own(system) | self.oracle.wide[1][system]

    @cached_property
    def triples(self) -> set[tuple[str, str, str]]:
        return {
            (agency, *record) for system in self.live for agency in self.readers[system]
            for record in self.shown_in(system)
        }  # fmt: skip

    @cached_property
    def rows(self) -> dict[str, dict[tuple[str, str], tuple[list[str], str]]]:
        """Return for each agency (system, class) -> (through, access)."""
        through: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        full: dict[str, Records] = defaultdict(set)
        for system in self.live:
            known = self.oracle.own(system) | self.oracle.full[1][system]
            for agency in self.readers[system]:
                full[agency] |= known
                for record in self.shown_in(system):
                    through[agency][record].append(system)
        return {
            agency: {
                record: (sorted(systems), "full" if record in full[agency] else "pointer")
                for record, systems in through[agency].items()
            }
            for agency in self.oracle.agencies
        }


def changed(seeing: Seeing, oracle: Oracle) -> Seeing:
    """Return another world with the same agencies, systems' operators and uses."""
    assert all(oracle.__dict__[name] is seeing.oracle.__dict__[name] for name in COPIED if name != "systems")
    return Seeing(oracle, seeing)
