"""Texts in one form: an accent and its letter are one sign or two, and look the same; once read, they are the same.

Law: two texts that differ only by how their letters are composed are equal (Unicode's NFC).
"""

from __future__ import annotations

import unicodedata
from typing import Any


def composed(text: str) -> str:
    """Return a text with each letter and its accents as one sign where Unicode has one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def composed_all(texts: Any) -> Any:
    """Return an Arrow array of texts, each composed; the same array where all are plain."""
    from graphmodel.records.arrow import pc

    plain = pc.all(pc.string_is_ascii(texts)).as_py()
    return texts if plain or plain is None else pc.utf8_normalize(texts, form="NFC")
