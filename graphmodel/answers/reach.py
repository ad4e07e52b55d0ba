"""What an agency sees, and whose records: rows of ids and codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.arguments import checked, ensure_kind
from graphmodel.engine.closure import columns_of, set_bits
from graphmodel.engine.network import Booleans, Network, Positions, places
from graphmodel.engine.visibility import CLASSES, Visibility
from graphmodel.errors import UnknownName
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest


@dataclass(frozen=True, eq=False)
class Reach:
    """Visibility in one network: technically within reach; permission is another matter.

    >>> import graphmodel
    >>> reach = graphmodel.Reach(graphmodel.Network(graphmodel.load("canada")))
    >>> seen = reach.seen_by("peel-regional-police")
    >>> seen[seen["class"] == "warrants"].set_index("system").loc["rcmp-cpic"].tolist()
    ['warrants', ['peel-alpr', 'rcmp-cpic'], 'full']
    """

    network: Network

    def __post_init__(self) -> None:
        ensure_kind(self, "network", Network)

    @cached_property
    def visibility(self) -> Visibility:
        """Return the same in positions."""
        return Visibility(self.network)

    @checked
    def seen_by(self, agency: int | str) -> pd.DataFrame:
        """Return what an agency, given by id or position, sees: a row for each (system, class), sorted.

        Columns: system, class, through (the systems it reads them in, a sorted list), access (full or pointer).
        Raises UnknownName with the nearest ids.
        """
        net = self.network
        agencies, systems = net.readers
        targets = systems[(agencies == self._agency(agency)) & net.live[systems]]
        ids = net.systems.to_numpy(dtype=object)
        found = [
            self._seen_in(bit, targets) for bit, _ in CLASSES if len(targets) and self.visibility.holders(bit).any()
        ]
        none = (np.empty(0, dtype=np.int64),) * 4
        bit, origin, column, full = (np.concatenate(parts) for parts in zip(none, *found, strict=True))
        rows = pd.DataFrame({"system": origin, "class": bit, "through": ids[targets[column]], "full": full})
        grouped = rows.groupby(["system", "class"], sort=False)
        made = grouped.agg(through=("through", sorted), full=("full", "first")).reset_index()
        made["system"] = ids[made["system"].to_numpy(dtype=np.int64)]
        made["class"] = np.array(v.CARRIED_CLASSES.ids, dtype=object)[made["class"].to_numpy(dtype=np.int64)]
        made["access"] = np.where(made["full"].astype(bool), "full", "pointer")
        return made.drop(columns="full").sort_values(["system", "class"], ignore_index=True)

    def _seen_in(self, bit: int, targets: Positions) -> tuple[Positions, Positions, Positions, Positions]:
        """Return (class bit, origin, number of the target, 1 where access is full) of what targets show of a class."""
        holders = self.visibility.holders(bit)
        columns = np.arange(len(targets))
        wide = self.visibility.watching.watch(bit, targets, columns, len(targets))
        set_bits(wide, targets, columns)
        wide[~holders] = 0
        full: Booleans = np.asarray(
            self.visibility.watching.watch(bit, targets, columns, len(targets), content=True).any(axis=1)
        )
        full[targets] = True
        origin, column = columns_of(wide)
        return np.full(len(origin), bit), origin, column, full[origin].astype(np.int64)

    def _agency(self, agency: int | str) -> int:
        """Return the position of an agency; UnknownName where there is none of that id."""
        if not isinstance(agency, str):
            return agency
        ids = self.network.agencies
        at = int(places(ids, [agency])[0])
        if at < 0:
            said = Message("there is no agency {id!r}{hint}", id=agency, hint=did_you_mean(agency, ids))
            raise UnknownName(said, nearest(agency, ids))
        return at

    @checked
    def sees(self, agency: int | str, other: int | str | None = None) -> pd.DataFrame:
        """Return whose records an agency sees: a row for each (agency, class), sorted.

        Columns: agency (the supplier), class, systems (origins that it supplies, a sorted list), access. Agencies
        of the same organisation are left out. ``other`` limits the rows to one supplier.
        """
        net, agency = self.network, self._agency(agency)
        seen = self.seen_by(agency)
        supplier, system = net.suppliers
        keep = net.organisation[supplier] != net.organisation[agency]
        if other is not None:
            keep &= supplier == self._agency(other)
        supplied = pd.DataFrame({"agency": net.agencies[supplier[keep]], "system": net.systems[system[keep]]})
        joined = seen.merge(supplied, on="system").sort_values(["agency", "class", "system"])
        grouped = joined.groupby(["agency", "class"], sort=True)
        made = grouped.agg(systems=("system", list), access=("access", "min")).reset_index()  # full < pointer
        return made[["agency", "class", "systems", "access"]]
