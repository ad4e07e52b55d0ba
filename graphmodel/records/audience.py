"""What may be told to whom: a catalogue without the records that are not meant for an audience.

Law: nothing of what is left out can be had from what is left: no id that only it has, no record that hangs on it, no
product, standard or source that only it names.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graphmodel.errors import UnknownName
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.limits import emptied
from graphmodel.records.schema import Column, TableFormat, TableName, tables
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

_COLUMN = "sensitivity"
_NAMED: tuple[TableName, ...] = ("products", "standards", "sources")
"""Tables whose records are there because others name them, in the order in which one names the next."""
Frames = dict[TableName, pd.DataFrame]
Ids = Mapping[TableName, set[str]]
"""What is gone, by table."""


def for_audience(frames: Frames, audience: str) -> Frames:
    """Return what of the tables of a catalogue is meant for an audience: ``public`` leaves out all that is internal.

    A record that cannot be without one that is left out goes as well: a system of its operator, a use, a link, an
    impediment, a party to an agreement, an agreement that speaks of nothing else; any other reference to one is taken
    away. UnknownName for an audience that there is not.
    """
    if audience not in v.SENSITIVITIES:
        known = v.SENSITIVITIES.ids
        raise UnknownName(
            Message(
                "there is no audience {audience!r}{near}: it is one of {known}",
                audience=audience,
                near=did_you_mean(audience, known),
                known=", ".join(known),
            ),
            nearest(audience, known),
        )
    if audience != v.PUBLIC:
        return frames
    kept = _without(frames, {name: _internal(frame) for name, frame in frames.items()})
    for name in _NAMED:
        lost = _cited(frames, name) - _cited(kept, name)
        kept[name] = kept[name][~kept[name]["id"].isin(lost)]
    return kept


def _internal(frame: pd.DataFrame) -> pd.Series:
    if _COLUMN in frame.columns:
        return frame[_COLUMN].ne(v.PUBLIC)
    return pd.Series(data=False, index=frame.index)


def _without(frames: Frames, gone: dict[TableName, pd.Series]) -> Frames:
    """Return the tables without some rows, and without the rows that cannot be without one of them, and so on."""
    while True:
        ids: Ids = {
            name: set(frames[name].loc[rows, "id"]) for name, rows in gone.items() if "id" in frames[name].columns
        }
        more: dict[TableName, pd.Series] = {
            name: _hanging(table, frames[name], ids) | gone[name] for name, table in tables().items()
        }
        if all(more[name].equals(gone[name]) for name in more):
            return {name: _freed(tables()[name], frame[~gone[name]], ids) for name, frame in frames.items()}
        gone = more


def _hanging(table: TableFormat, frame: pd.DataFrame, ids: Ids) -> pd.Series:
    """Return which rows need a record that is gone: a reference that is required, tells rows apart, or alone limits."""
    hangs = pd.Series(data=False, index=frame.index)
    for column in table.columns:
        if column.refers_to and (column.required or column.name in table.key):
            hangs |= frame[column.name].isin(_gone(column, ids))
    return hangs | emptied(table, frame, lambda column: _gone(column, ids))


def _freed(table: TableFormat, frame: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    """Return rows without any other reference to a record that is gone."""
    for column in table.columns:
        lost = _gone(column, ids)
        if not lost:
            continue
        values = frame[column.name]
        if column.is_list:
            cells = {cell: _rest(cell, lost) for cell in values.dropna().unique()}
            frame = frame.assign(**{column.name: values.map(cells).astype("str")})
        else:
            frame = frame.assign(**{column.name: values.mask(values.isin(lost))})
    return frame


def _gone(column: Column, ids: Ids) -> set[str]:
    return {id for name in column.refers_to for id in ids.get(name, ())}


def _rest(cell: str, lost: set[str]) -> str:
    return LIST_SEPARATOR.join(id for id in cell.split(LIST_SEPARATOR) if id not in lost)


def _cited(frames: Frames, name: TableName) -> set[str]:
    """Return the ids of one table that any record names."""
    found: set[str] = set()
    for other, table in tables().items():
        for column in table.columns:
            if name in column.refers_to:
                cells = frames[other][column.name].dropna().unique()
                found.update(id for cell in cells for id in str(cell).split(LIST_SEPARATOR))
    return found
