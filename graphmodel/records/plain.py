"""Frames as plain values of Python, missing ones as None."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def plain_columns(frame: pd.DataFrame) -> list[list[object]]:
    """Return the columns of a frame as lists."""
    made: list[list[object]] = []
    for name in frame:
        column = frame[name]
        values = column.astype("object")
        missing = column.isna().to_numpy()
        if missing.any():
            values = values.where(~missing, None)
        made.append(values.tolist())
    return made


def rows_of(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the rows of a frame as tuples."""
    return list(zip(*plain_columns(frame), strict=True))
