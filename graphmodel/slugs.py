"""Ids made from names: small letters, digits and hyphens.

``slug("Service de police de Québec (SPVQ)")`` is ``service-de-police-de-quebec-spvq``. A very long one is cut short
and ends in a digest of the whole: an index takes no text of any length.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 1000


def slug(text: str) -> str:
    """Return the id made from a text; empty where it has no letter or digit that folds to ASCII."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    made = _OTHER.sub("-", "".join(sign for sign in apart if not unicodedata.combining(sign))).strip("-")
    if len(made) <= _LONGEST:
        return made
    return f"{made[:_LONGEST].rstrip('-')}-{hashlib.sha256(made.encode()).hexdigest()[:16]}"
