"""Frames that a program made, as tables to check: read cell by cell as a CSV file or a workbook would be.

A table or a column that is none of ours is a problem, not a warning: a program that made it meant it to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import cast

import numpy as np
import pandas as pd

from graphmodel.errors import GraphmodelError
from graphmodel.loading.columns import Coded, Rows, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.gathered import Gathered, Part
from graphmodel.loading.reading.about import wrong_value
from graphmodel.loading.reading.encoding import check_names
from graphmodel.loading.reading.sources import twice
from graphmodel.records.arrow import pc
from graphmodel.records.canonical import NOT_PLAIN, no_column
from graphmodel.records.cell_text import column_text
from graphmodel.records.composed import composed
from graphmodel.records.schema import About, TableFormat, TableName, tables
from graphmodel.words.messages import NOTHING, Message
from graphmodel.words.suggest import did_you_mean


def gather_frames(frames: object, findings: Findings) -> dict[TableName, Gathered]:
    """Return our tables as frames hold them; what cannot be read, or is none of ours, is a problem.

    Raises GraphmodelError where ``frames`` is no mapping of names to frames at all.
    """
    if not isinstance(frames, Mapping):
        what = type(frames).__name__
        raise GraphmodelError(
            Message(
                "a catalogue is made of a mapping of table names to DataFrames, not of {what}",
                what=what,
            )
        )
    given: dict[str, pd.DataFrame] = {}
    for key, frame in cast("Mapping[object, object]", frames).items():
        name = composed(key).strip().casefold() if isinstance(key, str) else repr(key)
        if name not in tables():
            none = Message("is no table of this format")
            findings.problem(str(key), none + did_you_mean(name, tables()))
        elif name in given:
            findings.problem(str(key), twice(name))
        elif isinstance(frame, pd.DataFrame):
            given[name] = frame
        elif frame is not None:
            what = type(frame).__name__
            findings.problem(name, Message("is {what}, not a DataFrame", what=what))
            given[name] = pd.DataFrame()
    return {name: _gathered(table, given.get(name), findings) for name, table in tables().items()}


def about_of(about: object, findings: Findings) -> About:
    """Return what a program says of its catalogue; a value of the wrong kind is a problem."""
    if about is None:
        return About()
    if not isinstance(about, About):
        what = type(about).__name__
        findings.problem("about", Message("is {what}, not an About", what=what))
        return About()
    for item in fields(About):
        if wrong := wrong_value(item.name, getattr(about, item.name)):
            findings.problem("about", wrong, column=item.name)
    return about


def _gathered(table: TableFormat, frame: pd.DataFrame | None, findings: Findings) -> Gathered:
    if frame is None:
        if table.required:
            findings.problem(table.name, _needed(table, Message("is missing")))
        return Gathered(table, (), table.name, missing=True, unreadable=table.required, lines=False)
    named = _named(table, frame, findings)
    if named is None:
        return Gathered(table, (), table.name, unreadable=True, lines=False)
    if table.required and not len(frame):
        findings.problem(table.name, _needed(table, Message("has no rows")))
    columns: dict[str, Coded] = {}
    odd: dict[str, Mapping[int, str]] = {}
    for name, values in named.items():
        texts, odd[name] = column_text(values)
        columns[name] = Coded.of(pc.fill_null(texts, ""))
    part = Part(Sheet(table.name, {}, len(frame), _no_lines), {}, columns, np.arange(len(frame)))
    result = Gathered(table, (part,), table.name, lines=False)
    for name, kinds in odd.items():
        remedy = _JOIN if table.column(name).is_list else NOTHING
        messages = {row: NOT_PLAIN + kind + remedy for row, kind in kinds.items()}
        findings.problems += result.told(list(kinds), name, messages.__getitem__)
    return result


_JOIN = Message(": join its items by ';'")


def _named(table: TableFormat, frame: pd.DataFrame, findings: Findings) -> dict[str, pd.Series] | None:
    """Return the columns of a frame by our names, what is missing or none of ours told; None where names are at odds."""
    given = cast("list[object]", list(frame.columns))
    names = [composed(name).strip() if isinstance(name, str) else name for name in given]
    try:
        check_names([str(name) for name in names], 0)
    except Unreadable as error:
        findings.unreadable(table.name, error)
        return None
    index = [str(name) for name in frame.index.names if name in table.names and name not in names]
    missing = [column.name for column in table.columns if column.required and column.name not in names]
    unknown = [str(name) for name in names if name not in table.names]
    for name in unknown:
        near = did_you_mean(name, [ours for ours in table.names if ours not in names])
        findings.problem(table.name, no_column(name, table) + near + _RENAME)
    for name in dict.fromkeys((*missing, *index)):
        gone = Message("the column {name!r} is missing", name=name)
        near = did_you_mean(name, unknown)
        findings.problem(table.name, gone + (_IN_INDEX if name in index else near))
    return {str(name): frame.iloc[:, at] for at, name in enumerate(names) if name in table.names}


_RENAME = Message(": rename or drop it")
_IN_INDEX = Message(": it is the index, so call reset_index()")


def _needed(table: TableFormat, what: Message) -> Message:
    return Message("{what}: a catalogue needs its {name}", what=what, name=table.name)


def _no_lines(rows: Rows) -> Rows:
    return np.zeros(len(rows), dtype=np.int64)
