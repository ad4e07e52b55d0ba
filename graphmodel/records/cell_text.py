"""Cells from elsewhere as the text that a CSV file would hold: of workbooks, and of frames that a program made.

Law: nothing is coerced. A cell is a text, a number, a truth value or a day, and becomes the text that people see; whatever
else it is, a list or a dictionary, is told and not guessed at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

import numpy as np
import pandas as pd

from graphmodel.records.arrow import ArrowArray, pa
from graphmodel.words.messages import Message

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
_PLAIN = (str, bool, int, float, Decimal, dt.date, dt.time, np.bool_, np.integer, np.floating)
NO_UNICODE = Message("text with half a character (a lone surrogate)")


def text(cell: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as 2014-12-31, true and false in small letters."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, np.bool_ | np.integer | np.floating):
        cell = cast("object", cell.item())
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def column_text(values: pd.Series) -> tuple[ArrowArray, Mapping[int, str]]:
    """Return a column as Arrow texts, missing cells as null, and for each row that holds no plain cell what it holds.

    The texts have shape (rows,); such a row is null in them.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(values.cat.categories.dtype)
    if values.dtype == "str" or isinstance(values.dtype, pd.StringDtype):
        return arrow_text(values), {}
    if values.dtype != "object":
        codes, distinct = pd.factorize(values)
        words = pa.array([*map(text, distinct), None], type=pa.large_string())
        return words.take(pa.array(codes % len(words))), {}
    cells = values.where(values.notna(), None).tolist()
    odd = {
        row: type(cell).__name__ for row, cell in enumerate(cells) if cell is not None and not isinstance(cell, _PLAIN)
    }
    texts = [None if cell is None or row in odd else text(cell) for row, cell in enumerate(cells)]
    try:
        return pa.array(texts, type=pa.large_string()), odd
    except UnicodeEncodeError:
        broken = {row: NO_UNICODE for row, said in enumerate(texts) if said and not _encodes(said)}
        sound = [None if row in broken else said for row, said in enumerate(texts)]
        return pa.array(sound, type=pa.large_string()), odd | broken


def arrow_text(values: pd.Series) -> ArrowArray:
    """Return a column of text as one Arrow array, missing cells as null."""
    array = pa.array(values, type=pa.large_string(), from_pandas=True)
    if not isinstance(array, pa.ChunkedArray):
        return array
    chunks = [chunk.cast(pa.large_string()) for chunk in array.chunks]  # rows put together may be of both kinds of text
    return pa.chunked_array(chunks, type=pa.large_string()).combine_chunks()


def _encodes(said: str) -> bool:
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True
