"""Systems come, go, take each other's place and pass records on: ``add_system``, ``retire``, ``replace``, ``relay``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self, cast

import numpy as np
import pandas as pd

from graphmodel.documents.choosing import note_unknown_ids
from graphmodel.documents.keys import Faults, Key, Place, key
from graphmodel.documents.selectors import Selector
from graphmodel.documents.targets import Target, find_agencies, find_systems, note_empty
from graphmodel.engine.network import Booleans, Network, Positions
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import LIST_SEPARATOR, TableName, tables
from graphmodel.scenario.change import Change, Unit, stop

_OPERATOR = "{operator}"


@dataclass(frozen=True, kw_only=True)
class Retire(Change):
    """Systems become retired; their links stay on record, but none of them is live any more."""

    do: ClassVar[str] = "retire"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = ("system", "système")

    system: Target = key("systems", "Which systems.", required=True)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which those systems are retired."""
        del name
        faults = self.faults()
        found = find_systems(self.system, Network(catalogue), "system", faults)
        note_empty(found.rows, self.system, "system", faults, if_any=self.if_any)
        stop(faults)
        return retired(catalogue, found.rows, self.year)


@dataclass(frozen=True, kw_only=True)
class Relay(Change):
    """Systems begin, or cease, to pass records of other systems on."""

    do: ClassVar[str] = "relay"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = ("system", "système")

    system: Target = key("systems", "Which systems.", required=True)
    value: bool = key("boolean", "Whether they relay.", default=True)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which those systems relay, or do not."""
        del name
        faults = self.faults()
        network = Network(catalogue)
        found = find_systems(self.system, network, "system", faults)
        note_empty(found.rows, self.system, "system", faults, if_any=self.if_any)
        frame = catalogue.systems.copy()
        if found.named:
            for at in found.rows[frame["relays"].to_numpy()[found.rows] == self.value].tolist():
                faults("system", f"{network.systems[at]!r} {'relays' if self.value else 'does not relay'} already")
        stop(faults)
        frame.loc[found.rows, "relays"] = self.value
        return catalogue.replace_rows("systems", frame)


@dataclass(frozen=True, kw_only=True)
class AddSystem(Change):
    """A system comes; where the operator is a selector or a list, one for each, with {operator} in id and name."""

    do: ClassVar[str] = "add_system"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = ("system", "système")

    operator: Target
    columns: tuple[tuple[str, Any], ...]
    """The other columns of the systems table that are said, with their values, in the table's order."""

    @classmethod
    def schema(cls) -> dict[str, Key]:
        """Return the columns of the systems table as keys, and those of all changes; status is active unless said."""
        made: dict[str, Key] = {}
        for item in tables()["systems"].columns:
            needed = item.required and item.name != "status"
            made[item.name] = Key(item.name, item.kind, item.sentence, needed, item.vocabulary, item.refers_to)
        run, status = made["operator"], made["status"]
        made["operator"] = replace(run, kind="agencies", sentence=f"{run.sentence[:-1]}, or those that run one each.")
        made["status"] = replace(status, sentence=f"{status.sentence[:-1]}; active unless said.")
        return made | super().schema()

    @classmethod
    def agree(cls, held: Mapping[str, Any], faults: Faults) -> None:
        """Note where several operators would get systems of one id, or a single one has no place to stand in."""
        operator = held["operator"]
        if (isinstance(operator, Selector) or len(operator) > 1) and _OPERATOR not in held["id"]:
            faults("id", f"needs {_OPERATOR} in it: each operator gets a system of its own")

    @classmethod
    def made(cls, held: Mapping[str, object], place: Place | None) -> Self:
        """Return the change of canonical values."""
        names = [name for name in tables()["systems"].names if name in held and name != "operator"]
        rest = {name: value for name, value in held.items() if name not in names}
        columns = tuple((name, held[name]) for name in names)
        return cls(columns=columns, **rest, place=place)  # type: ignore[arg-type]

    def said(self) -> dict[str, object]:
        """Return the keys that differ from their defaults, by name."""
        own = dict(self.columns) | {"operator": self.operator}
        return {name: own[name] for name in tables()["systems"].names if name in own} | super().said()

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world with the systems added."""
        del name
        faults = self.faults()
        network = Network(catalogue)
        found = find_agencies(self.operator, network, "operator", faults)
        note_empty(found.rows, self.operator, "operator", faults, if_any=self.if_any)
        rows = self._rows(catalogue.agencies.iloc[found.rows])
        self._note_references(network, faults)
        taken = set(network.systems) | set(network.agencies)
        for id in rows["id"][rows["id"].isin(taken)]:
            noun = "a system" if id in network.systems else "an agency"
            faults("id", f"{id!r} is already {noun}: agencies and systems share one set of ids")
        stop(faults)
        return catalogue.add_rows("systems", rows)

    def _rows(self, operators: pd.DataFrame) -> pd.DataFrame:
        """Return a row for each operator: its id and name stand where {operator} does."""
        held = {
            name: LIST_SEPARATOR.join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
            for name, value in self.columns
        }
        held = {"status": "active", "since": self.year} | held
        made = pd.DataFrame({"operator": operators["id"].astype("object")})
        french = operators["name_fr"].fillna(operators["name"])
        stands = {"id": operators["id"], "name": operators["name"], "name_fr": french}
        for name, value in held.items():
            if name in stands:
                made[name] = [str(value).replace(_OPERATOR, text) for text in stands[name]]
            else:
                made[name] = pd.Series([value] * len(made), index=made.index, dtype="object")
        return made

    def _note_references(self, network: Network, faults: Faults) -> None:
        keys = self.schema()
        for name, value in self.columns:
            if keys[name].refers_to:
                ids = cast("tuple[str, ...]", value if isinstance(value, tuple) else (value,))
                note_unknown_ids(network, ids, keys[name].refers_to, name, faults)


def retired(catalogue: Catalogue, at: Positions, year: int | None) -> Catalogue:
    """Return the world in which the systems at these positions are retired."""
    frame = catalogue.systems.copy()
    frame.loc[at, "status"] = "retired"
    if year is not None:
        frame.loc[at, "until"] = year
    return catalogue.replace_rows("systems", frame)


def marked(at: Positions, count: int) -> Booleans:
    """Return which of so many rows are at these positions."""
    made = np.zeros(count, dtype=bool)
    made[at] = True
    return made
