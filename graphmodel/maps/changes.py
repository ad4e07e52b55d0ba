"""What a scenario changes, by positions: for a map with both worlds and what differs."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.network import Ids, places
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName, tables
from graphmodel.scenario import Scenario
from graphmodel.words import vocabulary as v

Changed = dict[str, list[Any]]
TABLES: tuple[TableName, ...] = ("agencies", "systems", "links")
_JOINED: tuple[TableName, ...] = ("agencies", "systems", "uses", "links")


def changes_data(scenario: Scenario | None, before: Catalogue, after: Catalogue) -> dict[str, Any]:
    """Return what the change is called and, of agencies, systems and links, what was added, removed and changed.

    Without a scenario it is the step from one catalogue to another, called by their names.

    ``added`` are rows of the table after, ``removed`` rows of the one before, ``changed`` pairs of both (before, after).
    """
    return {
        **(_said(scenario) if scenario else _step(before, after)),
        **{name: changed(before.table(name), after.table(name)) for name in TABLES},
    }


def both(before: Catalogue, after: Catalogue) -> Catalogue:
    """Return one world with the agencies, systems, uses and links of two, as the one after says them.

    What is live in the one before alone is as that one says: so links that went still lead somewhere.
    """
    made: dict[str, pd.DataFrame] = {str(name): frame for name, frame in after.frames.items()}
    for name in _JOINED:
        was, now = before.table(name), after.table(name)
        keys = list(tables()[name].key)
        kept = now[~_ended(was, now, keys)] if "status" in now else now
        made[name] = pd.concat([kept, was]).drop_duplicates(keys)
    return Catalogue.unchecked(made, after.about, canonical=True)


def _ended(before: pd.DataFrame, after: pd.DataFrame, keys: list[str]) -> NDArray[np.bool_]:
    """Return which rows after have a status of no service whose rows before have one; shape (rows after,)."""
    live = before[keys][before["status"].isin(v.LIVE_STATUSES)]
    was = pd.MultiIndex.from_frame(after[keys]).isin(pd.MultiIndex.from_frame(live))
    return np.asarray(was & ~after["status"].isin(v.LIVE_STATUSES).to_numpy(), dtype=bool)


def _said(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": {"en": scenario.name, "fr": scenario.name_fr or scenario.name},
        "about": {"en": scenario.about or "", "fr": scenario.about_fr or scenario.about or ""},
    }


def _step(before: Catalogue, after: Catalogue) -> dict[str, Any]:
    """Return the names of two catalogues, or their digests where these say more."""
    worlds = before.about, after.about
    names = {"en": [about.name for about in worlds], "fr": [about.name_fr or about.name for about in worlds]}
    digests = f"{before.digest} → {after.digest}"
    step = {key: " → ".join(pair) if pair[0] != pair[1] else digests for key, pair in names.items()}
    return {"name": step, "about": {"en": digests, "fr": digests}}


def changed(before: pd.DataFrame, after: pd.DataFrame) -> Changed:
    """Return how one table differs from another of the same columns, rows being told apart by id."""
    there = places(cast("Ids", pd.Index(before["id"])), after["id"])
    kept = np.flatnonzero(there >= 0)
    old = before.iloc[there[kept]].reset_index(drop=True)
    new = after.iloc[kept].reset_index(drop=True)
    differs = ~((old == new) | (old.isna() & new.isna())).fillna(value=False).all(axis=1).to_numpy(dtype=bool)
    gone = np.setdiff1d(np.arange(len(before)), there)
    pairs = np.column_stack([there[kept][differs], kept[differs]])
    return {"added": np.flatnonzero(there < 0).tolist(), "removed": gone.tolist(), "changed": pairs.tolist()}
