"""Names as a person types them in a terminal."""

from __future__ import annotations

import re
import shlex

_BARE = re.compile(r"[\w@%+=:,./\\~-]+")


def as_typed(name: object) -> str:
    """Return a name as it is typed in a terminal: in quotation marks where it has to be.

    >>> as_typed("ours.xlsx"), as_typed("our systems.xlsx"), as_typed("cost $5.xlsx")
    ('ours.xlsx', '"our systems.xlsx"', "'cost $5.xlsx'")
    """
    text = str(name)
    if _BARE.fullmatch(text):
        return text
    return shlex.quote(text) if set(text) & set('"$`!\\') else f'"{text}"'
