"""What a mapping reads nothing of: columns, rows and tables of theirs, told as warnings; an empty column loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.loading.columns import Rows, Sheet
from graphmodel.loading.findings import Findings
from graphmodel.loading.reading.containers import WORKBOOKS
from graphmodel.loading.reading.source import TableSource
from graphmodel.loading.shaping.joins import TableJoin
from graphmodel.loading.shaping.recipes import Recipe
from graphmodel.words.messages import Message, counted
from graphmodel.words.suggest import did_you_mean

_SHOWN = 5


@dataclass(frozen=True)
class TablesRead:
    """What was read of a source: its tables, and of each the columns and the rows that something was made of."""

    source: TableSource
    sheets: Mapping[str, Sheet | None]
    used: Mapping[str, set[str]]
    taken: Mapping[str, NDArray[np.bool_]]


def warn(reading: TablesRead, recipes: Sequence[Recipe], joins: Sequence[TableJoin], findings: Findings) -> None:
    """Warn of columns, rows and tables that nothing reads."""
    source = reading.source
    files = {recipe.file for recipe in recipes if recipe.file} | {join.of for join in joins}
    for name, taken in reading.taken.items():
        sheet, left = reading.sheets[name], np.flatnonzero(~taken)
        if sheet and len(left):
            words = [word for recipe in recipes if recipe.file == name for word in recipe.where]
            line = int(sheet.lines(left[:1])[0])
            findings.warning(sheet.file, _rows_left(sheet, left, words), line)
    for name, used in reading.used.items():
        sheet = reading.sheets[name]
        for theirs, column in sheet.columns.items() if sheet else ():
            if theirs not in used and not column.empty.all():
                findings.warning(source.tables[name], not_read(theirs) + did_you_mean(theirs, used), 1)
    for name, shown in source.tables.items():
        if name not in files:
            near = did_you_mean(source.called(name), [source.called(file) for file in files])
            findings.warning(shown, _NO_TABLE + near)
    for shown in source.others:
        stem, _, ending = shown.casefold().rpartition(".")
        if stem in files:
            findings.warning(
                shown,
                Message(
                    "is not read: a table is a file that ends in .csv (did you mean {stem}.csv?)",
                    stem=stem,
                ),
            )
        elif f".{ending}" in WORKBOOKS:
            findings.warning(
                shown,
                Message(
                    "is not read: give the workbook itself as the source",
                ),
            )


_NO_TABLE = Message("is no table of this format and is not read")


def not_read(column: str) -> Message:
    """Return that a column is not read."""
    return Message("the column {column!r} is not read", column=column)


def _rows_left(sheet: Sheet, left: Rows, columns: Iterable[str]) -> Message:
    """Return how many rows nothing was made of, and what they say in the columns by which rows are chosen."""
    said = counted(len(left), "{count} row is not read", "{count} rows are not read")
    for name in dict.fromkeys(columns):
        texts = pd.Series(sheet.columns[name].take(left).texts(), dtype="str").fillna("").value_counts()
        shown = [f"{word!r} ({count})" for word, count in texts.head(_SHOWN).items()]
        said += f", {name} {', '.join(shown)}{', ...' if len(texts) > _SHOWN else ''}"
    return said + Message(": the mapping takes none of them")
