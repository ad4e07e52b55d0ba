"""Which records that are gone are there under a new id: by what the new one replaces, by natural key, by likeness.

Only what is unambiguous counts: a key must be unique among the records that went and among those that came, and two
records must be most alike both ways. Everything else stays a record that went and one that came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.answers.difference.records import names
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import matched
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.renaming import Renames, renamed
from graphmodel.records.schema import TableName, tables
from graphmodel.records.slugs import folded
from graphmodel.words.messages import Message

NATURAL_KEYS: Mapping[TableName, tuple[tuple[str, ...], ...]] = {
    "sources": (("url",), ("title", "publisher", "year")),
    "agencies": (("name", "province"), ("name_fr", "province")),
    "products": (("name",),),
    "standards": (("name",),),
    "agreements": (("name",), ("name_fr",)),
    "recommendations": (("name",),),
    "systems": (("name", "operator"), ("name_fr", "operator")),
    "links": (("from", "to"),),
}
"""What tells records apart where ids do not, best first; tables in the order in which their ids are followed."""
ALIKE_NAME, ALIKE_CELLS = 0.8, 0.5
"""Least likeness of two names, and least share of equal cells beside them, of which one is renamed into the other."""
_MOST_PAIRS = 4_000_000
_MOST_NAMES = 20_000
Found = dict[str, tuple[str, str]]
"""Old id to new id and how the two were found to be one record."""


def find_renames(before: Catalogue, after: Catalogue) -> tuple[dict[TableName, Found], Catalogue]:
    """Return the records that go by a new id, and the first catalogue with these under their new ids."""
    found: dict[TableName, Found] = {}
    world = before
    for table in NATURAL_KEYS:
        gone, new = _apart(world.table(table), after.table(table))
        if not len(gone) or not len(new):
            continue
        mine: Found = {}
        for old, now, how in _candidates(table, gone, new):
            if old not in mine and now not in {taken for taken, _ in mine.values()}:
                mine[old] = (now, how)
        if mine:
            found[table] = mine
            follow: Renames = {table: {old: now for old, (now, _) in mine.items()}}
            world = renamed(world, follow)
    return found, world


def _apart(one: pd.DataFrame, other: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the records that only the first table has, and those that only the second has."""
    was = matched(one, other, ["id"])
    gone = np.ones(len(one), dtype=bool)
    gone[was[was >= 0]] = False
    return one[gone].reset_index(drop=True), other[was < 0].reset_index(drop=True)


def _candidates(table: TableName, gone: pd.DataFrame, new: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield old id, new id and how, the surest first; what is paired already is paired no more."""
    taken: tuple[set[str], set[str]] = set(), set()

    def told(pairs: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
        for old, now, how in pairs:
            if old not in taken[0] and now not in taken[1]:
                taken[0].add(old)
                taken[1].add(now)
                yield old, now, how

    if table == "systems":
        yield from told(_by_successor(gone, new))
    for key in NATURAL_KEYS[table]:
        yield from told(_by_key(_left(gone, taken[0]), _left(new, taken[1]), key))
    if table != "links":
        yield from told(_by_likeness(table, _left(gone, taken[0]), _left(new, taken[1])))


def _left(rows: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    return rows[~rows["id"].isin(taken)].reset_index(drop=True)


def _by_successor(gone: pd.DataFrame, new: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Pair a system with the only new one that says it replaces it, and no other that is gone."""
    given = new[new["replaces"].notna()]
    listed = given["replaces"].str.split(LIST_SEPARATOR).explode()
    pairs = pd.DataFrame({"old": listed, "new": given["id"].reindex(listed.index)})
    pairs = pairs[pairs["old"].isin(gone["id"])]
    sole = pairs[~pairs["old"].duplicated(keep=False) & ~pairs["new"].duplicated(keep=False)]
    return [(str(old), str(now), Message("replaces it")) for old, now in sole.itertuples(index=False)]


def _by_key(gone: pd.DataFrame, new: pd.DataFrame, key: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Pair records whose key is the same but for accents, capitals and spaces, where it is that of one only."""
    one, other = (_keyed(rows, key) for rows in (gone, new))
    both = one.merge(other, on="key", suffixes=("_old", "_new"))
    how = Message("same {columns}", columns=", ".join(key))
    return [(str(old), str(now), how) for old, now in zip(both["id_old"], both["id_new"], strict=True)]


def _keyed(rows: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """Return id and key of the rows whose key no other row has; the first column of a key must be there."""
    rows = rows[rows[key[0]].notna()]
    parts = rows[key[0]].astype("str").map(folded)
    for column in key[1:]:
        parts = parts + " " + rows[column].astype("str").fillna("")
    made = pd.DataFrame({"id": rows["id"], "key": parts})
    return made[~made["key"].duplicated(keep=False) & (made["key"].str.strip() != "")]


def _by_likeness(table: TableName, gone: pd.DataFrame, new: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Pair records whose names are nearly the same and most of whose other cells are, most alike both ways."""
    if not len(gone) or not len(new) or len(gone) * len(new) > _MOST_PAIRS:
        return []
    same, told = _same_cells(table, gone, new)
    share = same / np.maximum(told, 1)
    doubtful = np.argwhere(share >= ALIKE_CELLS)
    if len(doubtful) > _MOST_NAMES:
        return []
    texts = [[folded(str(name)) for name in names(rows)] for rows in (gone, new)]
    score = np.zeros(share.shape)
    for old, now in doubtful.tolist():
        alike = SequenceMatcher(None, texts[0][old], texts[1][now], autojunk=False).ratio()
        if alike >= ALIKE_NAME:
            score[old, now] = alike
    ids = [rows["id"].to_list() for rows in (gone, new)]
    found: list[tuple[str, str, str]] = []
    for old, now in np.argwhere(_best_both_ways(score)).tolist():
        how = Message(
            "alike: name {score:.0%}, {same} of {compared} other cells",
            score=score[old, now],
            same=same[old, now],
            compared=told[old, now],
        )
        found.append((str(ids[0][old]), str(ids[1][now]), how))
    return found


def _same_cells(table: TableName, gone: pd.DataFrame, new: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each pair how many cells are equal, and how many say anything; shape (gone, new) each.

    Names are looked at by themselves, and a column with a default says nothing of its own.
    """
    same = np.zeros((len(gone), len(new)), dtype=np.int64)
    told = np.zeros_like(same)
    for column in tables()[table].columns:
        if column.kind == "id" or column.name in ("name", "title") or column.default is not None:
            continue
        both = pd.concat([gone[column.name], new[column.name]], ignore_index=True)
        code = pd.factorize(both)[0]
        one, other = code[: len(gone), None], code[None, len(gone) :]
        same += (one == other) & (one >= 0)
        told += (one >= 0) | (other >= 0)
    return same, told


def _best_both_ways(score: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which pairs are the only best one of their row and of their column."""
    best = score > 0
    for axis in (0, 1):
        top = score == score.max(axis=axis, keepdims=True)
        best &= top & (top.sum(axis=axis, keepdims=True) == 1)
    return best
