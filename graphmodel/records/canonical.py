"""Tables in canonical form, which is what makes equal worlds equal: every column of its kind, rows named and sorted.

Law: nothing is coerced: a cell that is not of its column's kind is a CatalogueError, and so is a column that is none of
the format's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from graphmodel.errors import CatalogueError, Problem
from graphmodel.records.arrow import ArrowArray, pa, pc
from graphmodel.records.cell_text import arrow_text, column_text
from graphmodel.records.columns import LIST_SEPARATOR, NUMBER_KINDS, Column, TableFormat, TableName
from graphmodel.records.composed import composed_all
from graphmodel.records.schema import tables
from graphmodel.words.messages import Message, plain
from graphmodel.words.suggest import did_you_mean

_MOST_TOLD = 1_000
_NOTHING = pa.scalar(None, pa.large_string())
_STRINGS: Any = pd.StringDtype(na_value=np.nan)
"""What pandas calls ``str``."""


def canonical_list(cell: str) -> str:
    """Return one cell's list in canonical form: items stripped, distinct, sorted, joined by semicolons."""
    return LIST_SEPARATOR.join(sorted({item.strip() for item in cell.split(LIST_SEPARATOR)} - {""}))


def canonical_table(table: TableFormat, frame: pd.DataFrame | None) -> pd.DataFrame:
    """Return a table in canonical form; CatalogueError for a column or a cell that cannot be brought into it."""
    if frame is None:
        return _empty(table.name).copy(deep=False)
    if strange := [str(name) for name in frame.columns if name not in table.names]:
        raise CatalogueError(
            Problem(table.name, 0, "", no_column(name, table) + did_you_mean(name, table.names)) for name in strange
        )
    columns = {column.name: _column(table, column, frame) for column in table.columns}
    return arranged(table, pd.DataFrame(columns, index=frame.index, copy=False))


@cache
def _empty(name: TableName) -> pd.DataFrame:
    """Return a table without a row: most small worlds leave some tables out."""
    table = tables()[name]
    return canonical_table(table, pd.DataFrame(columns=list(table.names), dtype="str"))


def no_column(name: str, table: TableFormat) -> Message:
    """Return that a table has no column of a name."""
    return Message("{name!r} is no column of {name2}", name=name, name2=table.name)


def arranged(table: TableFormat, frame: pd.DataFrame | None) -> pd.DataFrame:
    """Return a table of canonical columns with its links named and its rows sorted."""
    if frame is None:
        return canonical_table(table, None)
    if table.name == "links" and frame["id"].hasnans:
        frame["id"] = frame["id"].fillna(frame["from"] + ">" + frame["to"])
    return sort_rows(table, frame)


def _column(table: TableFormat, column: Column, frame: pd.DataFrame) -> pd.Series | ExtensionArray | NDArray[np.bool_]:
    """Return a column in canonical form, shape (rows,)."""
    if column.name not in frame.columns:
        return _absent(column, len(frame))
    values = frame[column.name]
    if column.kind == "boolean" and values.dtype == "bool":
        return values
    if column.kind in NUMBER_KINDS and pd.api.types.is_integer_dtype(values.dtype):
        return cast("pd.Series", values.astype("Int64"))
    text, odd = column_text(values)
    for row, kind in odd.items():
        raise CatalogueError([_wrong(table, column, frame.iloc[row], NOT_PLAIN + kind)])
    text = composed_all(pc.utf8_trim_whitespace(text))
    text = pc.if_else(pc.equal(text, ""), _NOTHING, text)
    if column.kind == "boolean":
        text = pc.utf8_lower(pc.fill_null(text, "false"))
        _all_or_refuse(pc.is_in(text, value_set=_BOOLEANS), NEITHER, (table, column, frame))
        return np.asarray(pc.equal(text, "true").to_numpy(zero_copy_only=False))
    if column.kind in NUMBER_KINDS:
        text = pc.replace_substring_regex(text, r"\.0+$", "")
        _all_or_refuse(pc.match_substring_regex(text, "^-?[0-9]{1,15}$"), NOT_WHOLE, (table, column, frame))
        return cast("ExtensionArray", pd.array(pc.cast(text, pa.int64()), dtype="Int64"))
    if column.is_list:
        text = _recoded(text, canonical_list)
    return strings(text if column.default is None else pc.fill_null(text, str(column.default)))


def _absent(column: Column, rows: int) -> ExtensionArray | NDArray[np.bool_]:
    """Return a column that was not given: what an empty cell means, in each row."""
    if column.kind == "boolean":
        return np.zeros(rows, dtype=bool)
    if column.kind in NUMBER_KINDS:
        return pd.array([pd.NA] * rows, dtype="Int64")
    default = None if column.default is None else str(column.default)
    return strings(pa.repeat(pa.scalar(default, pa.large_string()), rows))


def strings(text: ArrowArray) -> ExtensionArray:
    """Return Arrow texts as a column of pandas' texts, null as missing; nothing is copied."""
    return cast("ExtensionArray", _STRINGS.__from_arrow__(text))


_BOOLEANS = pa.array(["true", "false"], type=pa.large_string())
NEITHER = Message("is neither true nor false")
NOT_WHOLE = Message("is not a whole number")
NOT_PLAIN = Message("is no text, number or date, but ")


def _all_or_refuse(right: ArrowArray, why: Message, place: tuple[TableFormat, Column, pd.DataFrame]) -> None:
    """Raise CatalogueError for the rows of a column that are not right; ``right`` is null where a cell is empty."""
    table, column, frame = place
    wrong = np.flatnonzero(~pc.fill_null(right, fill_value=True).to_numpy(zero_copy_only=False))
    if len(wrong):
        rows = frame.iloc[wrong]
        cells = rows[column.name].tolist()
        records = [rows.iloc[at] for at in range(min(len(rows), _MOST_TOLD))]
        raise CatalogueError(
            _wrong(table, column, row, plain(f"{cell!r} ") + why) for row, cell in zip(records, cells, strict=False)
        )


def _wrong(table: TableFormat, column: Column, row: pd.Series, why: Message) -> Problem:
    key = [str(row[name]) for name in table.key if name in row.index]
    return Problem(table.name, 0, column.name, why + f" ({' '.join([table.noun, *key])})")


def recoded(values: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Apply a function of one text to each distinct text: columns of lists repeat few values."""
    return pd.Series(strings(_recoded(arrow_text(values), change)), index=values.index)


def _recoded(text: ArrowArray, change: Callable[[str], str]) -> ArrowArray:
    coded = text.dictionary_encode()
    distinct = [change(said) or None for said in coded.dictionary.to_pylist()]
    return pa.array(distinct, type=pa.large_string()).take(coded.indices)


def sort_rows(table: TableFormat, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its rows sorted by its key, a missing cell first; equal rows keep their order."""
    keys = pa.table({name: pc.fill_null(arrow_text(frame[name]), "") for name in table.key})
    order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in table.key]).to_numpy().astype(np.intp)
    if not np.array_equal(order, np.arange(len(frame))):
        frame = frame.take(order)
    return frame.reset_index(drop=True)
