"""Values as literals of Cypher.

Law: the literal that ``quote`` writes is read back as an equal value of the same type, here and by every store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

_SPECIAL = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TABLE = str.maketrans(_SPECIAL)


def quote(value: object) -> str:
    """Return a value as a literal that can be nothing but that value; it must be one that every store takes.

    See ``parameters.ensure_passable``.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value.translate(_TABLE)}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(quote(item) for item in cast('Sequence[object]', value))}]"
    if isinstance(value, float):
        text = repr(value)
        return text if "." in text or "e" in text else f"{text}.0"
    return str(value)
