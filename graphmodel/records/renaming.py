"""Records under new ids: whatever refers to a record follows it.

Law: renaming there and back again gives the same catalogue; a link that bears no id of its own is called after its
ends, also after their new ids.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName, tables

Renames = Mapping[TableName, Mapping[str, str]]
"""For some tables: old id to new id."""


def renamed(catalogue: Catalogue, names: Renames) -> Catalogue:
    """Return a catalogue with other ids for some records, in every column that refers to them too."""
    if not any(names.values()):
        return catalogue
    frames: dict[str, pd.DataFrame] = {}
    for name, table in tables().items():
        frame = catalogue.table(name)
        if name == "links":
            frame = frame.assign(id=frame["id"].mask(frame["id"] == frame["from"] + ">" + frame["to"]))
        changed: dict[str, pd.Series] = {}
        for column in table.columns:
            known = _known(names, name, column)
            if known:
                changed[column.name] = _recoded(frame[column.name], column, known)
        frames[name] = frame.assign(**changed)
    return Catalogue.unchecked(frames, catalogue.about)


def _known(names: Renames, table: TableName, column: Column) -> dict[str, str]:
    """Return the renames that the ids in one column follow."""
    about = (table,) if column.kind == "id" else column.refers_to
    return {old: new for name in about for old, new in names.get(name, {}).items()}


def _recoded(values: pd.Series, column: Column, known: Mapping[str, str]) -> pd.Series:
    if not column.is_list:
        return values.map(known).astype("str").fillna(values)

    def listed(cell: str) -> str:
        return LIST_SEPARATOR.join(known.get(id, id) for id in cell.split(LIST_SEPARATOR))

    return values.map({cell: listed(cell) for cell in values.dropna().unique()}).astype("str")
