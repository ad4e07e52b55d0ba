"""Agreements are made and end: ``agree``, ``end_agreement``. What is agreed is not linked by that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from graphmodel.documents.choosing import note_unknown_ids
from graphmodel.documents.keys import KeyProblems, column, key
from graphmodel.documents.targets import Target, find_agencies, find_systems, note_empty
from graphmodel.engine.network import Network, Positions
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName
from graphmodel.scenario.change import Change, Unit, stop
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, named

_SIDES = ("both", "discloser", "recipient")
_LISTS = ("purpose", "classes", "system_types")
_CELLS = ("id", "name", "name_fr", "kind", "effect", "written", "onward", "audit", "retention")


@dataclass(frozen=True, kw_only=True)
class Agree(Change):
    """Agencies agree that some disclose records to others, or a law lets them, or forbids it; nothing is linked by that."""

    do: ClassVar[str] = "agree"
    table: ClassVar[TableName] = "agreements"
    unit: ClassVar[Unit] = named("unit", "agreement")

    id: str = column("agreements", "id", Message("The id that the agreement gets."), required=True)
    name: str = column("agreements", "name", Message("What it is called."), required=True)
    name_fr: str | None = column("agreements", "name_fr", "What it is called in French.")
    both: Target | None = key("agencies", "Who discloses and receives, each with its divisions.")
    discloser: Target | None = key("agencies", "Who only discloses.")
    recipient: Target | None = key("agencies", "Who only receives.")
    kind: str = column("agreements", "kind", "What it is.", default=v.AGREES)
    effect: str = column("agreements", "effect", "Whether it permits or forbids.", default="permits")
    purpose: tuple[str, ...] | None = column("agreements", "purpose", "What it serves; else it is not limited.")
    classes: tuple[str, ...] | None = column("agreements", "classes", "Classes that it speaks of; else all.")
    system: Target | None = key("systems", "Systems whose own records it speaks of; without system_types too, any.")
    system_types: tuple[str, ...] | None = column("agreements", "system_types", "Types of such systems.")
    written: str | None = column("agreements", "written", "Whether it is written.")
    onward: str | None = column("agreements", "onward", "Whether who receives may pass on.")
    audit: str | None = column("agreements", "audit", "Whether it asks for a log or an audit.")
    retention: str | None = column("agreements", "retention", "How long who receives may keep.")

    @classmethod
    def agree(cls, held: Mapping[str, Any], faults: KeyProblems) -> None:
        """Note where nobody would disclose, or nobody receive."""
        if "both" not in held and not {"discloser", "recipient"} <= held.keys():
            faults("", Message("agree needs the key both, or discloser and recipient"))

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world with the agreement and its parties, an agency each."""
        network, faults = Network(catalogue), self.faults()
        sides = {side: self._side(network, side, faults) for side in _SIDES if getattr(self, side) is not None}
        systems = None if self.system is None else find_systems(self.system, network, "system", faults)
        if systems is not None:
            note_empty(systems.rows, self.system or (), "system", faults, if_any=self.if_any)
        if self.id in set(catalogue.agreements["id"]):
            faults("id", Message("{id!r} is already an agreement", id=self.id))
        stop(faults)
        parties = _parties(network, sides)
        speaks_of_none = systems is not None and not len(systems.rows) and not self.system_types
        if speaks_of_none or not {"discloser", "recipient"} <= _roles(parties):
            return catalogue  # an empty list would speak of every system
        row: dict[str, object] = {item: getattr(self, item) for item in _CELLS}
        row |= {item: LIST_SEPARATOR.join(getattr(self, item) or ()) for item in _LISTS}
        row["systems"] = "" if systems is None else LIST_SEPARATOR.join(network.systems[systems.rows])
        row |= {"status": "active", "since": self.year, "note": self.mark(name)}
        world = catalogue.add_rows("agreements", pd.DataFrame([row], dtype="object"))
        return world.add_rows("parties", parties.assign(agreement=self.id))

    def _side(self, network: Network, side: str, faults: KeyProblems) -> Positions:
        target: Target = getattr(self, side)
        found = find_agencies(target, network, side, faults)
        note_empty(found.rows, target, side, faults, if_any=self.if_any)
        return found.rows

    def counted(self, after: Catalogue, changes: object) -> int:
        """Return 1 where the agreement is there."""
        del changes
        return int((after.agreements["id"] == self.id).any())


def _parties(network: Network, sides: Mapping[str, Positions]) -> pd.DataFrame:
    """Return a row for each agency, with its role; who is on both sides has both."""
    none = np.empty(0, dtype=np.int64)
    both = sides.get("both", none)
    gives, takes = (np.union1d(sides.get(side, none), both) for side in ("discloser", "recipient"))
    rows = {
        "both": np.intersect1d(gives, takes),
        "discloser": np.setdiff1d(gives, takes),
        "recipient": np.setdiff1d(takes, gives),
    }
    parts = [pd.DataFrame({"role": role, "agency": network.agencies[at]}) for role, at in rows.items()]
    return pd.concat(parts, ignore_index=True)


def _roles(parties: pd.DataFrame) -> set[str]:
    roles = set(parties["role"])
    return {"discloser", "recipient"} if "both" in roles else roles


@dataclass(frozen=True, kw_only=True)
class EndAgreement(Change):
    """Agreements end: they stay on record, retired, and neither permit nor forbid any more."""

    do: ClassVar[str] = "end_agreement"
    table: ClassVar[TableName] = "agreements"
    unit: ClassVar[Unit] = named("unit", "agreement")

    agreement: tuple[str, ...] = key(
        "references", Message("Which agreements."), required=True, refers_to=("agreements",)
    )

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which those agreements are retired."""
        del name
        faults, table = self.faults(), catalogue.agreements
        note_unknown_ids(Network(catalogue), self.agreement, ("agreements",), "agreement", faults)
        chosen = table["id"].isin(list(self.agreement)).to_numpy(dtype=bool)
        ended = table["status"].isin(v.ENDED_STATUSES).to_numpy(dtype=bool)
        for row in table[chosen & ended].itertuples():
            faults("agreement", Message("{id!r} has ended already: it is {status}", id=row.id, status=row.status))
        stop(faults)
        table["status"] = table["status"].mask(chosen, "retired")
        table["until"] = table["until"].mask(chosen & (self.year is not None), self.year or 0)
        return catalogue.replace_rows("agreements", table)
