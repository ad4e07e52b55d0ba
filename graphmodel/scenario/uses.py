"""Agencies take up and leave systems, and what holds them back goes: ``join``, ``leave``, ``lift``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from graphmodel.documents.choosing import note_unknown_ids
from graphmodel.documents.keys import KeyProblems, column, key
from graphmodel.documents.selectors import Selector
from graphmodel.documents.targets import IF_ANY, Target, find_agencies, find_systems, note_empty
from graphmodel.engine.network import Network, Positions, places
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName
from graphmodel.scenario.change import Change, Unit, stop
from graphmodel.scenario.pairs import MOST_PAIRS, agency_pairs
from graphmodel.scenario.systems import marked
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, named, number
from graphmodel.words.scenario_words import SHARED_BY_AGENCY

_AGENCY, _SYSTEM = Message("Which agencies."), Message("Which systems.")


@dataclass(frozen=True, kw_only=True)
class Join(Change):
    """Agencies begin to work in systems that they do not operate, to read them, or to send records into them."""

    do: ClassVar[str] = "join"
    table: ClassVar[TableName] = "uses"
    unit: ClassVar[Unit] = named("unit", "agency in a system")

    agency: Target = key("agencies", _AGENCY, required=True)
    system: Target = key("systems", _SYSTEM, required=True)
    role: str = column("uses", "role", "What they do in them.", required=False, default="user")
    same: tuple[str, ...] | None = key("words", "Only pairs that share all of this.", vocabulary=SHARED_BY_AGENCY)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world with those uses; a system's operator, unless a host, needs none."""
        del name
        network = Network(catalogue)
        faults = self.faults()
        who = find_agencies(self.agency, network, "agency", faults)
        what = find_systems(self.system, network, "system", faults)
        note_empty(who.rows, self.agency, "agency", faults, if_any=self.if_any)
        note_empty(what.rows, self.system, "system", faults, if_any=self.if_any)
        stop(faults)
        made = agency_pairs(network, who.rows, what.rows, self.same or ())
        if isinstance(made, int):
            faults(
                "",
                Message(
                    "selects {count} pairs, more than {most}: narrow it, or add the key same",
                    count=number(made),
                    most=number(MOST_PAIRS),
                ),
            )
            stop(faults)
            return catalogue
        agency, system = made
        operates = (network.operator[system] == agency) & ~network.host[agency]
        there = _codes(network, catalogue.uses[catalogue.uses["role"] == self.role])
        used = np.isin(agency * max(len(network.systems), 1) + system, there)
        if not len(agency) and not self.if_any:
            none = Message("selects nothing: no agency and system{allowed}", allowed=IF_ANY)
            if self.same:
                none = Message(
                    "selects nothing: no agency and system that share {what}{allowed}",
                    what=", ".join(self.same),
                    allowed=IF_ANY,
                )
            faults("", none)
        if who.named and what.named:
            for a, s in zip(agency[operates].tolist(), system[operates].tolist(), strict=True):
                ends = {"agency": str(network.agencies[int(a)]), "system": str(network.systems[int(s)])}
                faults("agency", Message("{agency!r} operates {system!r}: it needs no use of it", **ends))
            for a, s in zip(agency[used].tolist(), system[used].tolist(), strict=True):
                ends = {"agency": str(network.agencies[int(a)]), "system": str(network.systems[int(s)])}
                faults("agency", Message("{agency!r} is {role} of {system!r} already", role=self.role, **ends))
        stop(faults)
        fresh = ~(operates | used)
        rows = {"agency": network.agencies[agency[fresh]], "system": network.systems[system[fresh]], "role": self.role}
        return catalogue.add_rows("uses", pd.DataFrame(rows).assign(since=self.year))


@dataclass(frozen=True, kw_only=True)
class Leave(Change):
    """Agencies cease to use systems; what they operate they keep."""

    do: ClassVar[str] = "leave"
    table: ClassVar[TableName] = "uses"
    unit: ClassVar[Unit] = named("unit", "agency in a system")

    agency: Target = key("agencies", _AGENCY, required=True)
    system: Target = key("systems", _SYSTEM, required=True)
    role: str | None = column("uses", "role", "Only what they do in this role; else in any.", required=False)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world without those uses."""
        del name
        network = Network(catalogue)
        faults = self.faults()
        who = find_agencies(self.agency, network, "agency", faults)
        what = find_systems(self.system, network, "system", faults, v.STATUSES.ids)
        uses = catalogue.uses
        agency, system = places(network.agencies, uses["agency"]), places(network.systems, uses["system"])
        goes = marked(who.rows, len(network.agencies))[agency] & marked(what.rows, len(network.systems))[system]
        if self.role is not None:
            goes &= (uses["role"] == self.role).to_numpy()
        if who.named and what.named:
            there = set((agency * max(len(network.systems), 1) + system)[goes].tolist())
            for a in who.rows.tolist():
                for s in what.rows.tolist():
                    if a * max(len(network.systems), 1) + s not in there:
                        ends = {"agency": str(network.agencies[int(a)]), "system": str(network.systems[int(s)])}
                        role = self.role or Message("user, reader or contributor")
                        faults("agency", Message("{agency!r} is no {role} of {system!r}", role=role, **ends))
        elif not faults and not goes.any() and not self.if_any:
            faults("", Message("selects nothing: no use, {what}{allowed}", what=self.what(), allowed=IF_ANY))
        stop(faults)
        return catalogue.remove("uses", ~goes)


@dataclass(frozen=True, kw_only=True)
class Lift(Change):
    """What holds agencies or systems back goes: rows of the impediments that fit everything that is said."""

    do: ClassVar[str] = "lift"
    table: ClassVar[TableName] = "impediments"
    unit: ClassVar[Unit] = named("unit", "impediment")

    subject: Target | None = key("subjects", "The agencies or systems held back.")
    cause: tuple[str, ...] | None = key("words", "The causes.", vocabulary=v.IMPEDIMENTS)
    to: Target | None = key("systems", "Only what stands between them and these systems.")

    @classmethod
    def agree(cls, held: Mapping[str, Any], faults: KeyProblems) -> None:
        """Note where nothing is said of which impediments are meant."""
        if not held.keys() & {"subject", "cause", "to"}:
            faults("", Message("lift needs at least one of the keys subject, cause, to"))

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world without those impediments."""
        del name
        network = Network(catalogue)
        faults = self.faults()
        rows = catalogue.impediments
        goes = np.ones(len(rows), dtype=bool)
        if self.subject is not None:
            goes &= rows["subject"].isin(self._subjects(network, faults)).to_numpy()
        if self.to is not None:
            reached = find_systems(self.to, network, "to", faults, v.STATUSES.ids).rows
            goes &= rows["to"].isin(list(network.systems[reached])).to_numpy()
        if self.cause is not None:
            goes &= rows["impediment"].isin(list(self.cause)).to_numpy()
        if not goes.any() and not faults and not self.if_any:
            faults("", Message("selects nothing: no impediment, {what}{allowed}", what=self.what(), allowed=IF_ANY))
        stop(faults)
        return catalogue.remove("impediments", ~goes)

    def _subjects(self, network: Network, faults: KeyProblems) -> list[str]:
        if isinstance(self.subject, Selector):
            self.subject.note_unknown(network, faults, "subject")
            agencies = network.agencies[self.subject.agencies_known(network)]
            return [*agencies, *network.systems[self.subject.systems_known(network)]]
        note_unknown_ids(network, self.subject or (), ("agencies", "systems"), "subject", faults)
        return list(self.subject or ())


def _codes(network: Network, uses: pd.DataFrame) -> Positions:
    """Return the pairs of agency and system of uses, as codes (agency * S + system)."""
    agency, system = places(network.agencies, uses["agency"]), places(network.systems, uses["system"])
    return agency * max(len(network.systems), 1) + system
