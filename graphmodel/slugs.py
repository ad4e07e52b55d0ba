"""Ids made from names: small letters, digits and hyphens.

``slug("Service de police de Québec (SPVQ)")`` is ``service-de-police-de-quebec-spvq``.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return the id made from a text; empty where it has no letter or digit that folds to ASCII."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return _OTHER.sub("-", "".join(sign for sign in apart if not unicodedata.combining(sign))).strip("-")
