"""Short names, by which drawings call agencies and systems: one that is missing, stands twice, or is too long to be drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.errors import Doubt
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message

AGENCY, SYSTEM = 14, 22
"""Signs that a drawing has room for; a system of the types that stand apart is drawn as an agency is."""


def short_name_doubts(catalogue: Catalogue) -> list[Doubt]:
    """Return what is probably not meant of the short names of agencies and systems, table by table.

    A table in which none is given is not asked for them. In French a record is called by ``short_fr``, else by ``short``.
    """
    systems = catalogue.systems
    room = np.where(systems["type"].isin(v.APART), AGENCY, SYSTEM)
    agencies = catalogue.agencies
    return [
        *_of_table("agencies", agencies, np.full(len(agencies), AGENCY)),
        *_of_table("systems", systems, room),
    ]


def _of_table(table: str, frame: pd.DataFrame, room: NDArray[np.int64]) -> list[Doubt]:
    if frame["short"].isna().all():
        return []
    french = frame["short_fr"].fillna(frame["short"])
    missing = [
        Doubt(table, id, "short", Message("{id} has no short name: a drawing calls it by its whole name", id=id))
        for id in frame["id"][frame["short"].isna()]
    ]
    return [
        *missing,
        *_twice(table, "short", frame["id"], frame["short"]),
        *_twice(table, "short_fr", frame["id"], french, told=_is_again(frame["short"])),
        *_too_long(table, "short", frame, room),
        *_too_long(table, "short_fr", frame, room),
    ]


def _is_again(names: pd.Series) -> NDArray[np.bool_]:
    """Return which names stand in an earlier row too, shape (rows,)."""
    return (names.notna() & names.duplicated()).to_numpy(dtype=bool)


def _twice(
    table: str, column: str, ids: pd.Series, names: pd.Series, told: NDArray[np.bool_] | None = None
) -> list[Doubt]:
    again = _is_again(names) if told is None else _is_again(names) & ~told
    first = ids.groupby(names).transform("first")
    return [
        Doubt(
            table,
            id,
            column,
            Message(
                "{id} and {first} are both called {name!r} on a drawing: change the short name of one",
                id=id,
                first=other,
                name=name,
            ),
        )
        for id, other, name in zip(ids[again], first[again], names[again], strict=True)
    ]


def _too_long(table: str, column: str, frame: pd.DataFrame, room: NDArray[np.int64]) -> list[Doubt]:
    signs = frame[column].fillna("").str.len().to_numpy()
    long = signs > room
    return [
        Doubt(
            table,
            id,
            column,
            Message(
                "{name!r} has {signs} signs: a drawing has room for {most}",
                name=name,
                signs=int(count),
                most=int(most),
            ),
        )
        for id, name, count, most in zip(frame["id"][long], frame[column][long], signs[long], room[long], strict=True)
    ]
