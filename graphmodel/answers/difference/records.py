"""The rows of a difference: one for each record that came or went, and for each cell that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import cast

import numpy as np
import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import matched, unequal
from graphmodel.records.schema import About, TableFormat, tables

COLUMNS = ("change", "table", "id", "name", "column", "from", "to", "how")
CHANGES = ("renamed", "removed", "added", "changed")
_NAMES = ("name", "title", "note")


def compared(before: Catalogue, after: Catalogue) -> pd.DataFrame:
    """Return what was removed, added and changed, as rows of ``COLUMNS``, table by table."""
    parts = [_about(before.about, after.about)]
    for name, table in tables().items():
        one, other = before.table(name), after.table(name)
        if one is not other and not one.equals(other):
            parts += _of_table(table, one, other)
    return pd.concat(parts, ignore_index=True) if parts else rows_of()


def rows_of(change: str = "", table: str = "", **columns: Sequence[object]) -> pd.DataFrame:
    """Return rows of ``COLUMNS``; a column that is not given is empty, missing values are NA."""
    count = max((len(values) for values in columns.values()), default=0)
    given = {"change": [change] * count, "table": [table] * count, **columns}
    kinds = {"how": "object"}  # messages, which know their French
    made = {name: pd.Series(list(given.get(name, [None] * count)), dtype=kinds.get(name, "str")) for name in COLUMNS}
    return pd.DataFrame(made)


def called(table: TableFormat, rows: pd.DataFrame) -> list[str]:
    """Return what each record is known by: its id, or the parts of its key."""
    key = rows[list(table.key)].fillna("")
    parts = key.iloc[:, 0]
    for column in key.columns[1:]:
        parts = parts + " " + key[column]
    return parts.str.strip().str.replace(r"\s+", " ", regex=True).to_list()


def names(rows: pd.DataFrame) -> list[object]:
    """Return what people call each record; None where its table has no such column."""
    column = next((name for name in _NAMES if name in rows.columns), "")
    if not column:
        return [None] * len(rows)
    return rows[column].astype("object").where(rows[column].notna(), None).to_list()


def as_text(values: pd.Series) -> pd.Series:
    """Return a column as the text that files hold."""
    if values.dtype == "bool":
        return values.map({True: "true", False: "false"}).astype("str")
    return values.astype("str")


def _about(one: About, other: About) -> pd.DataFrame:
    said = [(item.name, getattr(one, item.name), getattr(other, item.name)) for item in fields(About)]
    told = [(name, _said(was), _said(now)) for name, was, now in said if was != now]
    columns = {"column": 0, "from": 1, "to": 2}
    return rows_of("changed", "about", **{name: [row[at] for row in told] for name, at in columns.items()})


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, cast("tuple[object, ...]", value)))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_table(table: TableFormat, one: pd.DataFrame, other: pd.DataFrame) -> list[pd.DataFrame]:
    key = list(table.key)
    was = matched(one, other, key)
    kept = np.flatnonzero(was >= 0)
    gone = np.ones(len(one), dtype=bool)
    gone[was[kept]] = False
    found: list[pd.DataFrame] = []
    for change, rows in (("removed", one[gone]), ("added", other[was < 0])):
        found.append(rows_of(change, table.name, id=called(table, rows), name=names(rows)))
    old, new = one.iloc[was[kept]].reset_index(drop=True), other.iloc[kept].reset_index(drop=True)
    places: list[pd.Series] = []
    for column in table.names:
        if column in key:
            continue
        at = np.flatnonzero(unequal(old[column], new[column]))
        there = new.iloc[at]
        cells = {"from": as_text(old[column].iloc[at]).to_list(), "to": as_text(there[column]).to_list()}
        found.append(
            rows_of(
                "changed", table.name, id=called(table, there), name=names(there), column=[column] * len(at), **cells
            )
        )
        places.append(pd.Series(at))
    changed = pd.concat(found[2:], ignore_index=True)
    order = pd.concat(places, ignore_index=True).sort_values(kind="stable").index
    return [*found[:2], changed.loc[order]]
