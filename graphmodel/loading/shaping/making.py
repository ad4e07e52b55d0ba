"""Columns of ours that are made of several of theirs: a text with their names in braces, a list of what says yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.loading.columns import Coded, Rows, Sheet
from graphmodel.loading.findings import Findings, with_more
from graphmodel.loading.shaping.recipes import names_in
from graphmodel.records.arrow import pa
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message


def composed_of(sheet: Sheet, text: str) -> Coded:
    """Return a column of texts with the cells of each row in the place of the names in braces; shape (rows,).

    Blanks around and between empty cells are one.
    """
    names = names_in(text)
    made = pd.Series([""] * sheet.count, dtype="str")
    rest = text
    for name in names:
        before, _, rest = rest.partition(f"{{{name}}}")
        made = made + before + pd.Series(sheet.columns[name].texts(), dtype="str").fillna("")
    made = (made + rest).str.replace(r"\s+", " ", regex=True).str.strip()
    return Coded.of(pa.array(made, type=pa.large_string()))


def flagged(sheet: Sheet, words: Mapping[str, str], findings: Findings) -> Coded:
    """Return a list column: of each row the words whose column says yes; what is neither yes nor no is a problem."""
    texts = pd.Series([""] * sheet.count, dtype="str")
    for name, word in words.items():
        if name not in sheet.columns:
            continue
        column = sheet.columns[name]
        said = [understood(v.YES_NO, text) if text else "false" for text in column.listed()]
        yes = column.marked(pa.array([word == "true" for word in said], type=pa.bool_()))
        unclear = column.marked(pa.array([word is None for word in said], type=pa.bool_()))
        findings.problems += _unclear(sheet, name, column, np.flatnonzero(unclear))
        texts = texts.where(~yes, texts + LIST_SEPARATOR + word)
    return Coded.of(pa.array(texts.str.removeprefix(LIST_SEPARATOR), type=pa.large_string()))


def filled_mask(sheet: Sheet, names: Sequence[str]) -> NDArray[np.bool_]:
    """Return which rows have a cell in every one of some columns; shape (rows,)."""
    mask = np.ones(sheet.count, dtype=bool)
    for name in names:
        mask &= ~sheet.columns[name].empty
    return mask


def _unclear(sheet: Sheet, name: str, column: Coded, rows: Rows) -> list[Problem]:
    told = [
        Problem(sheet.file, int(line), name, Message("{text!r} is neither yes nor no", text=column.text(int(row))))
        for row, line in zip(rows[:1000], sheet.lines(rows[:1000]).tolist(), strict=True)
    ]
    return with_more(told, len(rows) - len(told))
