"""What an agency sees, and whose records: rows of ids and codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.answers.may import standing, state_of
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import columns_of, set_bits
from graphmodel.engine.network import Booleans, Network, Positions, class_bit, distinct, places
from graphmodel.engine.spread import MOST, Spread
from graphmodel.engine.visibility import BLOCK, CLASSES, Visibility
from graphmodel.words import vocabulary as v


@dataclass(frozen=True, eq=False)
class Reach:
    """Visibility in one network: technically within reach; permission is another matter.

    ``graphmodel.reach``, ``graphmodel.sees`` and ``graphmodel.seen`` say what the columns of its rows are.
    """

    network: Network

    @cached_property
    def visibility(self) -> Visibility:
        """Return the same in positions."""
        return Visibility(self.network)

    @cached_property
    def agreements(self) -> Agreements | None:
        """Return the agreements; None where none is recorded."""
        return Agreements(self.network) if len(self.network.catalogue.agreements) else None

    def seen_by(self, agency: int) -> pd.DataFrame:
        """Return what an agency, by its position, sees: a row for each (system, class), sorted."""
        net = self.network
        agencies, systems = net.readers
        targets = systems[(agencies == agency) & net.live[systems]]
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

    def sees(self, agency: int, other: int | None = None) -> pd.DataFrame:
        """Return whose records an agency sees, by positions: a row for each (agency, class), sorted.

        Agencies of the same organisation are left out. ``other`` limits the rows to one supplier.
        """
        net = self.network
        seen = self.seen_by(agency)
        supplier, system = net.suppliers
        keep = net.organisation[supplier] != net.organisation[agency]
        if other is not None:
            keep &= supplier == other
        supplied = pd.DataFrame({"agency": net.agencies[supplier[keep]], "system": net.systems[system[keep]]})
        rows = seen.merge(supplied, on="system")
        return _by_agency(rows, self._states(rows, agency, places(net.agencies, rows["agency"])))

    def _states(
        self, rows: pd.DataFrame, recipient: Positions | int, discloser: Positions | int
    ) -> NDArray[np.int64] | None:
        """Return how each row of a system and class stands by the agreements; None where none is recorded."""
        if self.agreements is None:
            return None
        recipients, disclosers = (np.broadcast_to(at, len(rows)) for at in (recipient, discloser))
        bits = places(pd.Index(v.CARRIED_CLASSES.ids), rows["class"])
        systems = places(self.network.systems, rows["system"])
        return standing(self.agreements, self.agreements.covering(recipients, disclosers, bits, systems))

    def seen(self, agency: int, other: int | None = None) -> pd.DataFrame:
        """Return who sees an agency's records, by positions: a row for each (agency, class), sorted.

        Agencies of the same organisation are left out. ``other`` limits the rows to one of those who see.
        """
        net, spread = self.network, Spread(self.network)
        supplier, system = net.suppliers
        mine = distinct(system[(supplier == agency) & net.live[system]])
        keep = net.organisation != net.organisation[agency]
        if other is not None:
            keep &= np.arange(len(keep)) == other
        none = (np.empty(0, dtype=np.int64),) * 4
        found: list[tuple[Positions, ...]] = [none]
        for bit, _ in CLASSES:
            holding = mine[self.visibility.holders(bit)[mine]]
            for start in range(0, len(holding), MOST):
                origins = holding[start : start + MOST]
                wide, full = (spread.readers_of(bit, origins, content=content) for content in (False, True))
                wide[~keep] = 0
                who, column = columns_of(wide[:, np.newaxis])
                whole = (full[who] >> column.astype(np.uint64) & np.uint64(1)).astype(np.int64)
                found.append((who, np.full(len(who), bit), origins[column], whole))
        who, classes, origin, whole = (np.concatenate(parts) for parts in zip(*found, strict=True))
        rows = pd.DataFrame(
            {
                "agency": net.agencies[who],
                "class": np.array(v.CARRIED_CLASSES.ids, dtype=object)[classes],
                "system": net.systems[origin],
                "access": np.where(whole == 1, "full", "pointer"),
            }
        )
        return _by_agency(rows, self._states(rows, who, agency))


def _by_agency(rows: pd.DataFrame, standing: NDArray[np.int64] | None) -> pd.DataFrame:
    """Return rows of agency, class, system and access as one for each (agency, class), sorted.

    Where agreements are recorded, ``standing`` says how each row stands.
    """
    known = standing is not None
    rows = rows.assign(standing=standing if known else 0)
    grouped = rows.sort_values(["agency", "class", "system"]).groupby(["agency", "class"], sort=True)
    firsts = {"access": ("access", "min"), "standing": ("standing", "min")}  # full < pointer
    made = grouped.agg(systems=("system", list), **firsts).reset_index()
    made["state"] = state_of(made["standing"].to_numpy(dtype=np.int64))
    return made[["agency", "class", "systems", "access", *(["state"] if known else [])]]


def sightlines(
    visibility: Visibility, agencies: Booleans | None = None, classes: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the visible (agency, system, class) and their access, of some agencies, shape (A,), and classes.

    The rows are coded as one number each, in the order of agency, system and class; ``graphmodel.visibility`` says
    what they cost.
    """
    net = visibility.network
    wanted = np.arange(len(net.agencies)) if agencies is None else np.flatnonzero(agencies)
    words = sorted(v.CARRIED_CLASSES.ids if classes is None else set(classes))
    width = max(len(net.systems), 1)
    every, full = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=bool)]
    for place, word in enumerate(words):
        bit = class_bit(word)
        if not visibility.holders(bit).any():
            continue
        for start in range(0, len(wanted), BLOCK):
            block = wanted[start : start + BLOCK]
            seen = visibility.seen_of_class(bit, block)
            origin, column = columns_of(seen)
            every.append((block[column] * width + origin) * len(words) + place)
            whole = visibility.seen_of_class(bit, block, content=True)
            full.append((whole[origin, column >> 6] >> (column & 63).astype(np.uint64) & np.uint64(1)).astype(bool))
    code, sure = np.concatenate(every), np.concatenate(full)
    order = np.argsort(code, kind="stable")
    code, sure = code[order], sure[order]
    pair = code // max(len(words), 1)
    columns: dict[str, tuple[Positions, pd.Index[str]]] = {
        "agency": (pair // width, net.agencies),
        "system": (pair % width, net.systems),
        "class": (code % max(len(words), 1), pd.Index(words)),
        "access": ((~sure).astype(np.int64), pd.Index(["full", "pointer"])),
    }
    return pd.DataFrame({name: pd.Categorical.from_codes(at, categories=ids) for name, (at, ids) in columns.items()})
