"""Systems come, go, take each other's place and pass records on: ``add_system``, ``retire``, ``replace``, ``relay``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self, cast

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graphmodel.documents.choosing import note_unknown_ids
from graphmodel.documents.keys import Key, KeyProblems, Place, key
from graphmodel.documents.selectors import Selector
from graphmodel.documents.targets import Target, find_agencies, find_systems, note_empty
from graphmodel.engine.network import Booleans, Network, Positions, places
from graphmodel.engine.proposals import free_ids
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import Changes
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName, tables
from graphmodel.scenario.change import Change, Unit, stop
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, named

_OPERATOR = "{operator}"
_MAY_SUCCEED = ("planned", *v.LIVE_STATUSES)
_SAME_LINK = "from", "to", "direction", "mode", "latency", "access", "carries", "purpose", "standard"
"""Two live links that agree in all of this are one and the same."""


@dataclass(frozen=True, kw_only=True)
class Retire(Change):
    """Systems become retired; their links stay on record, but none of them is live any more."""

    do: ClassVar[str] = "retire"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = named("unit", "system")

    system: Target = key("systems", Message("Which systems."), required=True)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which those systems are retired."""
        del name
        faults = self.faults()
        found = find_systems(self.system, Network(catalogue), "system", faults)
        note_empty(found.rows, self.system, "system", faults, if_any=self.if_any)
        stop(faults)
        return retired(catalogue, found.rows, self.year)


@dataclass(frozen=True, kw_only=True)
class Replace(Change):
    """Systems retire and another takes their place; a planned successor goes into service."""

    # The successor keeps every partner that they had but itself. Whoever operated one of them, and is no host, works
    # in the successor from then on, as do those who worked in it, read it or sent records into it.

    do: ClassVar[str] = "replace"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = named("unit", "replaced system")

    system: Target = key("systems", Message("Which systems retire."), required=True)
    by: Target = key("systems", Message("The one system that takes over."), required=True)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which the successor has their live links and uses."""
        network = Network(catalogue)
        faults = self.faults()
        old = find_systems(self.system, network, "system", faults)
        new = find_systems(self.by, network, "by", faults, _MAY_SUCCEED)
        note_empty(old.rows, self.system, "system", faults, if_any=self.if_any)
        if not faults and len(new.rows) != 1:
            faults("by", Message("must be one system: it is {count}", count=len(new.rows)))
        if not faults and old.named and new.rows[0] in old.rows:
            faults("by", Message("{id!r} cannot take its own place", id=str(network.systems[int(new.rows[0])])))
        stop(faults)
        gone, heir = old.rows[old.rows != new.rows[0]], int(new.rows[0])
        if not len(gone):
            return catalogue
        world = _with_links(network, gone, heir, self.mark(name), self.year)
        world = _with_uses(world, network, gone, heir, self.year)
        return _with_successor(retired(world, gone, self.year), network, gone, heir, self.year)

    def counted(self, after: Catalogue, changes: Changes) -> int:
        """Return the number of systems that retire."""
        systems = after.systems
        status = systems["status"][systems["id"].isin(changes["systems"].changed["id"])]
        return int((status == "retired").sum())


@dataclass(frozen=True, kw_only=True)
class Relay(Change):
    """Systems begin, or cease, to pass records of other systems on."""

    do: ClassVar[str] = "relay"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = named("unit", "system")

    system: Target = key("systems", Message("Which systems."), required=True)
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
                already = Message("{id!r} relays already") if self.value else Message("{id!r} does not relay already")
                faults("system", already.filled(id=str(network.systems[int(at)])))
        stop(faults)
        frame.loc[found.rows, "relays"] = self.value
        return catalogue.replace_rows("systems", frame)


@dataclass(frozen=True, kw_only=True)
class AddSystem(Change):
    """A system comes; where the operator is a selector or a list, one for each, with {operator} in id and name."""

    do: ClassVar[str] = "add_system"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = named("unit", "system")

    operator: Target
    columns: tuple[tuple[str, Any], ...]
    """The other columns of the systems table that are said, with their values, in the table's order."""

    @classmethod
    def schema(cls) -> dict[str, Key]:
        """Return the columns of the systems table as keys, and those of all changes; status is active unless said."""
        keys: dict[str, Key] = {}
        for item in tables()["systems"].columns:
            needed = item.required and item.name != "status"
            keys[item.name] = Key(item.name, item.kind, item.sentence, needed, item.vocabulary, item.refers_to)
        run, status = keys["operator"], keys["status"]
        keys["operator"] = replace(
            run, kind="agencies", sentence=Message("The agency that runs it, or those that run one each.")
        )
        keys["status"] = replace(status, sentence=f"{status.sentence[:-1]}; active unless said.")
        return keys | super().schema()

    @classmethod
    def agree(cls, held: Mapping[str, Any], faults: KeyProblems) -> None:
        """Note where several operators would get systems of one id, or a single one has no place to stand in."""
        operator = held["operator"]
        if (isinstance(operator, Selector) or len(operator) > 1) and _OPERATOR not in held["id"]:
            faults("id", Message("needs {mark} in it: each operator gets a system of its own", mark=_OPERATOR))

    @classmethod
    def of_canonical(cls, held: Mapping[str, object], place: Place | None) -> Self:
        """Return the change of canonical values."""
        names = [name for name in tables()["systems"].names if name in held and name != "operator"]
        rest = {name: value for name, value in held.items() if name not in names}
        columns = tuple((name, held[name]) for name in names)
        return cls(columns=columns, **rest, place=place)  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        """Return the keys that differ from their defaults, by name."""
        own = dict(self.columns) | {"operator": self.operator}
        return {name: own[name] for name in tables()["systems"].names if name in own} | super().to_dict()

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
            noun = tables()["systems" if id in network.systems else "agencies"].one
            faults(
                "id", Message("{id!r} is already {noun}: agencies and systems share one set of ids", id=id, noun=noun)
            )
        stop(faults)
        return catalogue.add_rows("systems", rows)

    def _rows(self, operators: pd.DataFrame) -> pd.DataFrame:
        """Return a row for each operator: its id and name stand where {operator} does."""
        held = {
            name: LIST_SEPARATOR.join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
            for name, value in self.columns
        }
        held = {"status": "active", "since": self.year} | held
        rows = pd.DataFrame({"operator": operators["id"].astype("object")})
        french = operators["name_fr"].fillna(operators["name"])
        stands = {"id": operators["id"], "name": operators["name"], "name_fr": french}
        for name, value in held.items():
            if name in stands:
                rows[name] = [str(value).replace(_OPERATOR, text) for text in stands[name]]
            else:
                rows[name] = pd.Series([value] * len(rows), index=rows.index, dtype="object")
        return rows

    def _note_references(self, network: Network, faults: KeyProblems) -> None:
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
    flags = np.zeros(count, dtype=bool)
    flags[at] = True
    return flags


def _with_links(network: Network, gone: Positions, heir: int, mark: str, year: int | None) -> Catalogue:
    """Return the world in which every live link of a system that goes is one of the heir's as well."""
    links = network.catalogue.links
    live = links.iloc[network.links]
    is_gone = marked(gone, len(network.systems))
    start, end = (side[network.links] for side in network.ends)
    touched = is_gone[start] | is_gone[end]
    start, end = np.where(is_gone[start], heir, start), np.where(is_gone[end], heir, end)
    moved = np.flatnonzero(touched & (start != end))  # not what would join the heir to itself
    ids = network.systems.to_numpy(dtype=object)
    rows: pd.DataFrame = live.iloc[moved].reset_index(drop=True)
    rows["from"], rows["to"] = pd.Series(ids[start[moved]], dtype="str"), pd.Series(ids[end[moved]], dtype="str")
    standing = links[links["status"].isin(v.LIVE_STATUSES)]  # those of a planned heir too, which goes into service
    rows = rows[~_repeats(rows, standing)].reset_index(drop=True)
    rows["id"] = free_ids(rows["from"] + ">" + rows["to"], links["id"])
    rows["note"] = (rows["note"] + "; ").fillna("") + mark
    rows["since"] = pd.Series([year] * len(rows), dtype="Int64")
    return network.catalogue.add_rows("links", rows)


def _repeats(rows: pd.DataFrame, links: pd.DataFrame) -> Booleans:
    """Return which rows are the same link as one of ``links``, or as a row before."""
    columns = list(_SAME_LINK)
    both = pd.concat([links[columns], rows[columns]], ignore_index=True)
    turned = (both["direction"] == "two_way") & (both["from"] > both["to"])  # written from its other end it is the same
    both.loc[turned, ["from", "to"]] = both.loc[turned, ["to", "from"]].to_numpy()
    return both.duplicated().to_numpy()[len(links) :]


def _with_uses(world: Catalogue, network: Network, gone: Positions, heir: int, year: int | None) -> Catalogue:
    """Return the world in which the heir is used as those that go were, also by who operated them."""
    systems, uses = network.systems, world.uses
    taken = uses[uses["system"].isin(systems[gone])][["agency", "role", "source", "confidence"]]
    owners = np.unique(network.operator[gone])
    owners = owners[~network.host[owners] & (owners != network.operator[heir])]
    own = pd.DataFrame({"agency": network.agencies[owners], "role": "user"})
    rows = pd.concat([taken, own], ignore_index=True).assign(system=systems[heir], since=year)
    rows = rows.drop_duplicates(["agency", "role"])
    there = uses[uses["system"] == systems[heir]]
    known = pd.MultiIndex.from_frame(there[["agency", "role"]])
    fresh = ~pd.MultiIndex.from_frame(rows[["agency", "role"]]).isin(known)
    return world.add_rows("uses", rows[fresh])


def _with_successor(world: Catalogue, network: Network, gone: Positions, heir: int, year: int | None) -> Catalogue:
    """Return the world in which the heir is in service and says whom it succeeds, where that makes no circle."""
    frame = world.systems.copy()
    if frame["status"].iloc[heir] == "planned":
        frame.loc[heir, "status"] = "active"
        frame.loc[heir, "since"] = year
    predecessors = frame["replaces"].str.split(LIST_SEPARATOR).explode().dropna()
    successor = np.concatenate([predecessors.index.to_numpy(dtype=np.int64), np.full(len(gone), heir)])
    replaced = np.concatenate([places(network.systems, predecessors), gone])
    steps = coo_array((np.ones(len(successor), dtype=bool), (successor, replaced)), shape=(len(frame), len(frame)))
    part = connected_components(steps.tocsr(), connection="strong")[1]
    kept = [str(id) for id in network.systems[gone[part[gone] != part[heir]]]]
    before = frame["replaces"].iloc[heir]
    listed = [*kept, *([] if pd.isna(before) else [str(before)])]
    frame.loc[heir, "replaces"] = LIST_SEPARATOR.join(listed) or None
    return world.replace_rows("systems", frame)
