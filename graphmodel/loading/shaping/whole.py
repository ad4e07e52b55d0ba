"""What a mapping says of a whole table of ours: what counts once, is left out, numbered, or there only if named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.loading.columns import Coded
from graphmodel.loading.findings import MOST, Findings
from graphmodel.loading.gathered import Gathered, Part
from graphmodel.loading.shaping.recipes import Recipe, numbered, repeats, self_links
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName
from graphmodel.words.messages import NOTHING, Message

CONSTANTS = "loader"
"""What the place of a record made of constants is called."""
_LEFT_OUT = {
    "self_links": (
        self_links,
        Message(
            "rows that join a system to itself ({count}) are not read",
        ),
    ),
    "repeats": (
        repeats,
        Message(
            "rows that repeat an earlier one ({count}) are not read",
        ),
    ),
}
_NUMBERED = Message(
    "further links of one pair ({count}) have no id: they are numbered",
)
_SEVERAL = {
    "part_of": Message("parents"),
    "operator": Message("operators"),
}


def whole(gathered: Gathered, recipes: Sequence[Recipe], findings: Findings) -> Gathered:
    """Return one of our tables as the recipes that made it want the whole: what is left out or numbered is told."""
    if any(recipe.once for recipe in recipes) and gathered.columns:
        codes = pd.DataFrame({name: column.codes for name, column in gathered.columns.items()})
        gathered = gathered.kept(~codes.duplicated().to_numpy())
    if any(part.if_new for part in gathered.parts) and "id" in gathered.columns:
        again = pd.Series(gathered.column("id").distinct().codes).duplicated().to_numpy() & ~gathered.column("id").empty
        gathered = gathered.kept(
            ~again | ~np.repeat([p.if_new for p in gathered.parts], [len(p.rows) for p in gathered.parts])
        )
    if not gathered.columns.keys() >= {"from", "to"}:
        return gathered
    words = {word for recipe in recipes for word in recipe.leave_out}
    for word, (find, message) in _LEFT_OUT.items():
        if word in words:
            left = find({**gathered.columns, "direction": gathered.column("direction")})
            _tell(gathered, left, message, findings)
            gathered = gathered.kept(~left)
    if any(recipe.number for recipe in recipes):
        ids, made = numbered({**gathered.columns, "id": gathered.column("id")})
        _tell(gathered, made, _NUMBERED, findings)
        parts: list[Part] = []
        start = 0
        for part in gathered.parts:
            rows = np.arange(start, start + len(part.rows), dtype=np.int64)
            parts.append(replace(part, columns={**part.columns, "id": ids.take(rows)}))
            start += len(part.rows)
        gathered = replace(gathered, parts=tuple(parts))
    return gathered


def _tell(gathered: Gathered, rows: NDArray[np.bool_], message: Message, findings: Findings) -> None:
    """Warn of some rows once: how many they are, and where the first one stands."""
    if rows.any():
        told = message.filled(count=int(rows.sum()))
        findings.warnings += gathered.problems(np.flatnonzero(rows)[:1], "", [told])


def if_named(gathered: Gathered, id: str, others: Mapping[TableName, Gathered]) -> Gathered:
    """Return a table without the record of constants of an id, where no other record names that."""
    for other in others.values():
        for column in other.table.columns:
            if gathered.table.name in column.refers_to and column.name in other.columns:
                text = other.columns[column.name]
                if any(id in word.split(LIST_SEPARATOR) for word in text.only(np.arange(len(text))).listed()):
                    return gathered
    kept = (part for part in gathered.parts if part.sheet.file != CONSTANTS or part.columns["id"].text(0) != id)
    return replace(gathered, parts=tuple(kept))


def single(recipe: Recipe, part: Part, several: Mapping[str, Mapping[int, str]], findings: Findings) -> Part:
    """Return a part without references that are several where one is allowed; they are told.

    ``several`` says for columns of ours which rows of the sheet have several, and what gave them. Those of a column
    that every record needs stay, and are problems.
    """
    columns = dict(part.columns)
    for ours, given in several.items():
        column = recipe.table.column(ours)
        if not given or not column.refers_to or column.is_list:
            continue
        rows = np.flatnonzero(np.isin(part.rows, list(given)))
        named = columns["id"] if "id" in columns else columns[ours]
        texts = {row: given[int(part.rows[row])] for row in rows[:MOST].tolist()}
        told = partial(_too_many, named, texts, column)
        found = Gathered(recipe.table, (part,)).told(rows, ours, told)
        if column.required:
            findings.problems += found
            continue
        findings.warnings += found
        left = pd.Series(columns[ours].texts(), dtype="str").fillna("")
        left.iloc[rows] = ""
        columns[ours] = Coded.of(left.tolist())
    return replace(part, columns=columns)


def _too_many(named: Coded, given: Mapping[int, str], column: Column, row: int) -> Message:
    count = given[row].count(", ") + 1
    return Message(
        "{named} has {count} {what} ({given}) where one is allowed{remedy}",
        named=named.text(row),
        count=Message("two") if count == 2 else count,
        what=_SEVERAL.get(column.name, Message("values of {name}", name=column.name)),
        given=given[row],
        remedy=NOTHING if column.required else Message(": none of them is read"),
    )
