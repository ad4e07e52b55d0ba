"""What the cells of a column may hold: the items of a list, and the words that a column is limited to."""

from __future__ import annotations

import re
from collections.abc import Collection

from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column

OTHER_SEPARATORS = re.compile(r"\s*([,|/\n])\s*")
"""What people part the items of a list by, beside semicolons."""


def items(column: Column, text: str) -> list[str]:
    """Return the items of a cell: of a list column each, else the text itself; of an empty cell none."""
    parts = text.split(LIST_SEPARATOR) if column.is_list else [text]
    return [part.strip() for part in parts if part.strip()]


def known_words(column: Column) -> Collection[str]:
    """Return the words that a column is limited to; none where it is not."""
    if column.vocabulary:
        return column.vocabulary.ids
    return ("true", "false") if column.kind == "boolean" else ()


def may_hold(column: Column, item: str) -> bool:
    """Return whether one item is among the words that a column is limited to, if it is."""
    known = known_words(column)
    return not known or item in known
