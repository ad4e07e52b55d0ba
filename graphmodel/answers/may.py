"""Which records an agency may receive from whom, by the agreements that are recorded: agreed, allowed, forbidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import Words, columns_of
from graphmodel.engine.network import Positions
from graphmodel.engine.states import AGREED, AGREED_AWAY, ALLOWED, ALLOWED_AWAY, FORBIDDEN, NOT_RECORDED, STATES
from graphmodel.engine.visibility import CLASSES, Visibility
from graphmodel.records.arrays import starts_of
from graphmodel.words import vocabulary as v

COLUMNS = ("agency", "class", "state", "systems", "agreements")
_WITHIN_REACH = (AGREED, ALLOWED, NOT_RECORDED, FORBIDDEN)
_AWAY = (AGREED_AWAY, ALLOWED_AWAY)
"""The states from the first that holds to the last: several origins have the first that holds for one of them."""


@dataclass(frozen=True)
class Permissions:
    """What one agency may receive: ``rows`` as ``graphmodel.may`` describes them.

    ``partly`` counts the rows beside whose systems there are others of that class for which less is recorded.
    """

    rows: pd.DataFrame
    partly: int


def may(
    visibility: Visibility,
    agreements: Agreements,
    agency: int,
    other: int | None = None,
    classes: Collection[str] | None = None,
) -> Permissions:
    """Return the state of what an agency, by its position, receives or would receive of each other agency and class.

    ``other`` limits the rows to one discloser, ``classes`` to some classes.
    """
    net = visibility.network
    supplier, system = net.suppliers
    keep = net.live[system] & (net.organisation[supplier] != net.organisation[agency])
    if other is not None:
        keep &= supplier == other
    parts = [
        _of_class(visibility, agreements, agency, bit, supplier[keep & holding[system]], system[keep & holding[system]])
        for bit, holding in ((bit, visibility.holders(bit)) for bit, id in CLASSES if classes is None or id in classes)
        if holding.any()
    ]
    frames = [pd.DataFrame(columns=list(COLUMNS)), *(rows for rows, _ in parts if len(rows))]
    rows = pd.concat(frames[1:] or frames, ignore_index=True).sort_values(["agency", "class"], ignore_index=True)
    rows = rows.astype(dict.fromkeys(("agency", "class", "state"), "str"))
    return Permissions(rows, sum(partly for _, partly in parts))


def _of_class(
    visibility: Visibility, agreements: Agreements, agency: int, bit: int, supplier: Positions, system: Positions
) -> tuple[pd.DataFrame, int]:
    """Return the rows of one class, and how many of them are true of some systems alone."""
    net = visibility.network
    sees = visibility.seen_of_class(bit, np.array([agency]))[system, 0] != 0
    order = np.lexsort((system, supplier))
    supplier, system, sees = supplier[order], system[order], sees[order]
    starts = starts_of(supplier) if len(supplier) else supplier
    pair = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(supplier)))
    near = np.zeros(len(starts), dtype=bool)
    near[pair[sees]] = True
    asked = sees == near[pair]  # who sees some is asked about what it sees, who sees none about all
    covering = agreements.covering(np.full(len(system), agency), supplier, bit, system)
    rank = standing(agreements, covering)
    best = np.full(len(starts), len(_WITHIN_REACH))
    np.minimum.at(best, pair[asked], rank[asked])
    told = near | (best < len(_AWAY))
    holds = asked & (rank == best[pair]) & told[pair]
    partly = np.zeros(len(starts), dtype=bool)
    partly[pair[asked & ~holds & told[pair]]] = True
    states = np.array(STATES, dtype=object)
    away = np.array(_AWAY)[np.minimum(best, len(_AWAY) - 1)]
    state = states[np.where(near, np.array(_WITHIN_REACH)[np.minimum(best, len(_WITHIN_REACH) - 1)], away)]
    named, row = columns_of(covering[holds])
    ids = agreements.network.catalogue.agreements["id"].to_numpy(dtype=object)[agreements.rows]
    found = {
        "systems": _lists(pair[holds], net.systems.to_numpy(dtype=object)[system[holds]], len(starts)),
        "agreements": _lists(pair[holds][named], ids[row], len(starts)),
    }
    discloser = net.agencies.to_numpy(dtype=object)[supplier[starts]]
    frame = pd.DataFrame({"agency": discloser, "class": v.CARRIED_CLASSES.ids[bit], "state": state, **found})
    return frame[told], int(partly.sum())


def standing(agreements: Agreements, covering: Words) -> NDArray[np.int64]:
    """Return how each (recipient, discloser, class, system) stands, told which rows cover it; shape (n,).

    0 is agreed, 1 allowed, 2 not recorded and 3 forbidden: several systems together stand as the least of them.
    """
    agreed, allowed, forbidden = (ask(covering) for ask in (agreements.agreed, agreements.may, agreements.forbidden))
    return np.select([agreed, allowed, forbidden], [0, 1, 3], 2)


def state_of(standing: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the states of what is within reach, told how it stands."""
    states: NDArray[np.object_] = np.array(STATES, dtype=object)[np.array(_WITHIN_REACH)[standing]]
    return states


def _lists(groups: Positions, ids: NDArray[np.object_], count: int) -> pd.Series:
    """Return the distinct ids of each group as a sorted list, shape (count,)."""
    distinct = pd.DataFrame({"group": groups, "id": ids}).drop_duplicates().sort_values(["group", "id"])
    made = distinct.groupby("group")["id"].agg(list)
    return pd.Series([made.get(group, []) for group in range(count)], dtype=object)
