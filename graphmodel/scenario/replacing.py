"""``replace``: systems retire, and another takes over their live links and their uses.

The successor keeps every partner that they had but itself. Whoever operated one of them, and is no host, works in the
successor from then on, as do those who worked in it, read it or sent records into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graphmodel.documents.keys import key
from graphmodel.documents.targets import Target, find_systems, note_empty
from graphmodel.engine.network import Network, Positions, places
from graphmodel.engine.proposals import free_ids
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import Changes
from graphmodel.records.schema import LIST_SEPARATOR, TableName
from graphmodel.scenario.change import Change, Unit, stop
from graphmodel.scenario.systems import marked, retired
from graphmodel.words import vocabulary as v

_MAY_SUCCEED = ("planned", *v.LIVE_STATUSES)
_SAME_LINK = (*("from", "to", "direction", "mode", "latency", "access", "carries", "purpose", "standard"),)
"""Two live links that agree in all of this are one and the same."""


@dataclass(frozen=True, kw_only=True)
class Replace(Change):
    """Systems retire and another takes their place; a planned successor goes into service."""

    do: ClassVar[str] = "replace"
    table: ClassVar[TableName] = "systems"
    unit: ClassVar[Unit] = ("replaced system", "système remplacé")

    system: Target = key("systems", "Which systems retire.", required=True)
    by: Target = key("systems", "The one system that takes over.", required=True)

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world in which the successor has their live links and uses."""
        network = Network(catalogue)
        faults = self.faults()
        old = find_systems(self.system, network, "system", faults)
        new = find_systems(self.by, network, "by", faults, _MAY_SUCCEED)
        note_empty(old.rows, self.system, "system", faults, if_any=self.if_any)
        if not faults and len(new.rows) != 1:
            faults("by", f"must be one system: it is {len(new.rows)}")
        if not faults and old.named and new.rows[0] in old.rows:
            faults("by", f"{network.systems[new.rows[0]]!r} cannot take its own place")
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


def _with_links(network: Network, gone: Positions, heir: int, mark: str, year: int | None) -> Catalogue:
    """Return the world in which the heir has a link wherever one that goes has a live one."""
    catalogue = network.catalogue
    start, end = (side[network.links] for side in network.ends)
    goes = marked(gone, len(network.systems))
    at = np.flatnonzero(goes[start] | goes[end])
    start, end = (np.where(goes[side[at]], heir, side[at]) for side in (start, end))
    at, start, end = (array[start != end] for array in (at, start, end))
    ids = network.systems.to_numpy(dtype=object)
    rows: pd.DataFrame = catalogue.links.iloc[network.links[at]].reset_index(drop=True)
    rows["from"], rows["to"] = pd.Series(ids[start], dtype="str"), pd.Series(ids[end], dtype="str")
    there = catalogue.links.iloc[network.links]
    same = list(_SAME_LINK)
    fresh = ~pd.concat([there[same], rows[same]], ignore_index=True).duplicated().to_numpy()[len(there) :]
    rows = rows.iloc[np.flatnonzero(fresh)].reset_index(drop=True)
    rows["id"] = free_ids(rows["from"] + ">" + rows["to"], catalogue.links["id"])
    rows["note"] = (rows["note"] + "; ").fillna("") + mark
    rows["since"] = pd.Series([year] * len(rows), dtype="Int64")
    return catalogue.add_rows("links", rows)


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
    said = frame["replaces"].str.split(LIST_SEPARATOR).explode().dropna()
    successor = np.concatenate([said.index.to_numpy(dtype=np.int64), np.full(len(gone), heir)])
    replaced = np.concatenate([places(network.systems, said), gone])
    steps = coo_array((np.ones(len(successor), dtype=bool), (successor, replaced)), shape=(len(frame), len(frame)))
    part = connected_components(steps.tocsr(), connection="strong")[1]
    kept = [str(id) for id in network.systems[gone[part[gone] != part[heir]]]]
    before = frame["replaces"].iloc[heir]
    listed = [*kept, *([] if pd.isna(before) else [str(before)])]
    frame.loc[heir, "replaces"] = LIST_SEPARATOR.join(listed) or None
    return world.replace_rows("systems", frame)
