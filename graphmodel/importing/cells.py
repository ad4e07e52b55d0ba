"""Cells that hold several names: what parts them, and their items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graphmodel.records.slugs import folded

_STRONG = (";", "\n", "|", "•", ",")
_WEAK = ("/", " and ", " et ", " & ", " + ")


def separators_in(texts: Sequence[str], names: Iterable[str]) -> list[str]:
    """Return what parts the systems in the cells of a column, of which each text is given once; a sign within the name of a system parts none."""
    inside = list(names)
    known = {folded(name) for name in inside}
    found = [
        sign for sign in _STRONG if any(sign in text for text in texts) and not any(sign in name for name in inside)
    ]
    parts = {folded(part) for text in texts for part in split_by(text, found)} | known
    for sign in _WEAK:
        if any(sign in name for name in inside):
            continue
        for text in texts:
            items = [folded(item) for whole in split_by(text, found) if sign in whole for item in whole.split(sign)]
            if items and any(item in parts for item in items):
                found.append(sign)
                break
    return found


def split_by(text: str, signs: Sequence[str]) -> list[str]:
    """Return the items of a cell, stripped."""
    if not signs:
        return [text.strip()] if text.strip() else []
    pattern = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    return [item.strip() for item in re.split(pattern, text) if item.strip()]
