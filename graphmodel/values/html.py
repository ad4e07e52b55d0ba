"""What a notebook shows of our objects: small HTML tables, every text of a catalogue escaped.

No style, no script and no address is in them, so they look as the notebook's own tables do and ask for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, cast

from graphmodel.values.elements import Node, Path, Relationship
from graphmodel.words.messages import counted, in_language

if TYPE_CHECKING:
    import pandas as pd

MOST = 40
"""Rows shown of one table; the rest is counted."""
_MISSING = ("nan", "<NA>", "NaT")
"""How what is missing calls itself, in pandas and numpy."""
_MATHS = "tex2jax_ignore mathjax_ignore"
"""The classes that keep a notebook from setting a name between dollar signs as a formula."""


def table_html(columns: Sequence[str], rows: Iterable[Sequence[object]], *, caption: str = "", most: int = MOST) -> str:
    """Return rows as an HTML table under a caption; those beyond ``most`` are counted, not shown."""
    every = list(rows)
    head = "".join(f"<th>{escape(str(name))}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell_text(value))}</td>" for value in row) + "</tr>\n" for row in every[:most]
    )
    left = counted(len(every) - most, "... and {count} more row", "... and {count} more rows")
    more = f"<p>{left.text()}</p>" if len(every) > most else ""
    above = f"<p><strong>{escape(in_language(caption))}</strong></p>" if caption else ""
    table = f'<table class="dataframe"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>'
    return f'<div class="{_MATHS}">{above}{table}{more}</div>'


def frame_html(frame: pd.DataFrame, *, caption: str = "", most: int = MOST) -> str:
    """Return a frame as ``table_html``, without its index."""
    shown = frame.head(most).astype(object)
    rows = [tuple(row) for row in shown.itertuples(index=False, name=None)]
    rows += [()] * (len(frame) - len(shown))
    return table_html([str(name) for name in frame.columns], rows, caption=caption, most=most)


def cell_text(value: object) -> str:
    """Return a value as the text of one cell; a missing one is empty, items of a list are parted by semicolons."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Node():
            return value.id
        case Relationship():
            return f"{value.start} -[{value.type}]-> {value.end}"
        case Path():
            return "; ".join(cell_text(item) for item in value.relationships)
        case list() | tuple():
            return "; ".join(cell_text(item) for item in cast("Sequence[object]", value))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _ if str(value) in _MISSING:
            return ""
        case _:
            return str(value)
