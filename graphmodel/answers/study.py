"""The study's table: how many systems are interconnected, by type, province, level or organisation.

Definitions are those of the design's section 2; the published column is the 2014 study's.
"""

from __future__ import annotations

import csv
from typing import Literal, cast

import numpy as np
import pandas as pd

from graphmodel import shipped as content
from graphmodel.answers.rounding import scaled_percent
from graphmodel.arguments import checked
from graphmodel.engine.network import Booleans, Network, Positions
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import say

Grouping = Literal["type", "province", "level", "organisation"]
Basis = Literal["systems", "entries"]

GROUPINGS: tuple[Grouping, ...] = ("type", "province", "level", "organisation")
BASES: tuple[Basis, ...] = ("systems", "entries")
COLUMNS = (
    *("group", "name", "systems", "interconnected", "percent", "percent_documented", "internal", "internal_only"),
    *("agencies", "published_2014", "flag"),
)
FEW = 5
"""Fewer systems than this are flagged: the study itself warned of shares of two."""
NATIONAL = "national"
_COUNTED = ["systems", "interconnected", "internal", "internal_only"]
_ALL = v.Word("all", "All study types")
NATIONWIDE = v.Word(NATIONAL, "National, no province")


def published() -> dict[str, int]:
    """Return the share of interconnected entries that the 2014 study published, by type and for all, in percent."""
    path = content.folder("data") / "nleim-2014" / "study" / "published.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["type"]: int(row["percent_interconnected"]) for row in csv.DictReader(lines)}


@checked
def study(
    catalogue: Catalogue,
    by: Grouping = "type",
    basis: Basis = "systems",
    *,
    documented: bool = False,
    language: Language = "en",
) -> pd.DataFrame:
    """Return the study's table: a row for each group, then all study types, then the three types apart.

    Columns: group, name, systems (live; entries with that basis), interconnected, percent, percent_documented (the
    same share of what is documented alone), internal, internal_only, agencies (at work in any such system: they operate
    it without being a host, or work in it), published_2014, flag. Percent is missing where nothing is recorded; with ``documented`` the whole table
    is of documented records alone.

    >>> import graphmodel
    >>> rms = study(graphmodel.load("canada")).set_index("group").loc["rms"]
    >>> print(rms["interconnected"], "of", rms["systems"], "are", rms["percent"], "%")
    20 of 34 are 58.8 %
    """
    certain = Network(catalogue.documented())
    return study_of(certain if documented else Network(catalogue), certain, by, basis, language=language)


def study_of(
    network: Network, certain: Network, by: Grouping = "type", basis: Basis = "systems", *, language: Language = "en"
) -> pd.DataFrame:
    """Return the study's table of a network; ``certain`` is that of what is documented alone."""
    names = _names(network, by, language)
    table = _counts(network, by, basis, names)
    sure = _counts(certain, by, basis, names)
    table["percent"] = _percent(table)
    table["percent_documented"] = _percent(sure)
    table["name"] = pd.Series(names)
    shares = published()
    shown = shares if by == "type" else {"all": shares["all"]}
    table["published_2014"] = pd.array([shown.get(group) for group in table.index], dtype="Int64")
    none = say("none recorded", language=language)
    table["flag"] = np.select([table["systems"] == 0, table["systems"] < FEW], [none, f"n < {FEW}"], "")
    return table.rename_axis("group").reset_index()[list(COLUMNS)]


def _names(network: Network, by: Grouping, language: Language) -> dict[str, str]:
    """Return the groups in the order of the table, and their names."""
    catalogue = network.catalogue
    if by == "organisation":
        frame = catalogue.agencies
        local = frame["name_fr"].fillna(frame["name"]) if language == "fr" else frame["name"]
        groups = {str(id): str(name) for id, name in zip(frame["id"], local, strict=True)}
        tops = np.unique(network.organisation)
        named = {id: groups[id] for id in map(str, network.agencies[tops])}
    else:
        words = {"type": [v.SYSTEM_TYPES[id] for id in v.STUDY_TYPES], "level": v.LEVELS.words}
        words["province"] = [*v.PROVINCES.words, NATIONWIDE]
        named = {word.id: word.name(language) for word in words[by]}
    last = [_ALL, *(v.SYSTEM_TYPES[id] for id in v.APART)]
    return named | {word.id: word.name(language) for word in last}


def _counts(network: Network, by: Grouping, basis: Basis, names: dict[str, str]) -> pd.DataFrame:
    """Return the counts of each group, indexed by group."""
    units = _systems(network) if basis == "systems" else _entries(network)
    user, had = network.pairs("user")
    holders = pd.DataFrame({"system": had, "owner": network.operator[had], "agency": user})
    if basis == "entries":
        holders["owner"] = network.organisation[user]
    holders = holders[network.live[had]]
    chosen, having = (_of_types(network, frame, apart=False) for frame in (units, holders))
    if by == "type":  # one table of all types, those apart among them
        parts = _grouped(network, by, units, holders)
    else:
        large = (_of_types(network, frame, apart=True) for frame in (units, holders))
        parts = pd.concat([_grouped(network, by, chosen, having), _grouped(network, "type", *large)])
    parts.loc["all"] = [*(int(chosen[name].sum()) for name in _COUNTED), having["agency"].nunique()]
    counts = parts.reindex(list(names), fill_value=0)
    if by == "organisation":
        counts = counts[(counts["systems"] > 0) | counts.index.isin(("all", *v.APART))]
    return counts


def _grouped(network: Network, by: Grouping, units: pd.DataFrame, holders: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of units by group, and how many agencies hold any."""
    sums: pd.DataFrame = units.groupby(_group(network, by, units))[_COUNTED].sum()
    sums["agencies"] = holders.groupby(_group(network, by, holders))["agency"].nunique()
    return sums.fillna(0).astype("int64")


def _of_types(network: Network, units: pd.DataFrame, *, apart: bool) -> pd.DataFrame:
    """Return the units of study types, or of the three types apart."""
    large = pd.Series(np.isin(network.type[units["system"].to_numpy()], v.APART), index=units.index)
    return units[large] if apart else units[~large]


def _group(network: Network, by: Grouping, units: pd.DataFrame) -> pd.Series:
    """Return the group of each unit: by type that of the system, else by the agency that owns the unit."""
    if by == "type":
        groups = network.type[units["system"].to_numpy()]
    elif by == "organisation":
        groups = network.agencies.to_numpy(dtype=object)[network.organisation[units["owner"].to_numpy()]]
    else:
        groups = network.catalogue.agencies[by].fillna(NATIONAL).to_numpy(dtype=object)[units["owner"].to_numpy()]
    return pd.Series(groups, index=units.index, dtype="object")


def _systems(network: Network) -> pd.DataFrame:
    """Return a row for each live system; its owner is its operator."""
    at = np.flatnonzero(network.live)
    return _units(at, network.operator[at], network.interconnected[at], network.internal[at], network.internal_only[at])


def _entries(network: Network) -> pd.DataFrame:
    """Return a row for each (organisation, live system) of homes; internal where both ends share that home."""
    system, organisation = network.homes
    system, organisation = system[network.live[system]], organisation[network.live[system]]
    width = max(len(network.agencies), 1)
    link, home = network.shared_homes
    inside = np.concatenate([end[network.links[link]] * width + home for end in network.ends])
    code, times = np.unique(inside, return_counts=True)
    own = system * width + organisation
    found = np.searchsorted(code, own)
    found[found == len(code)] = 0
    internal = np.where(code[found] == own, times[found], 0) if len(code) else np.zeros(len(own), dtype=np.int64)
    ends = np.concatenate([end[network.links] for end in network.ends])
    links = np.bincount(ends, minlength=len(network.systems))[system]
    return _units(system, organisation, links > 0, internal > 0, (links > 0) & (internal == links))


def _units(
    system: Positions, owner: Positions, interconnected: Booleans, internal: Booleans, internal_only: Booleans
) -> pd.DataFrame:
    columns = {"interconnected": interconnected, "internal": internal, "internal_only": internal_only}
    counted = {name: values.astype(np.int64) for name, values in columns.items()}
    return pd.DataFrame({"system": system, "owner": owner, "systems": 1, **counted})


def _percent(counts: pd.DataFrame) -> pd.Series:
    """Return shares to one digit, halves up; missing of nothing."""
    tenths = scaled_percent(counts["interconnected"], counts["systems"].clip(lower=1))
    return cast("pd.Series", (tenths / 10).where(counts["systems"] > 0))
