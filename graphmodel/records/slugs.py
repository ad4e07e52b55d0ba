"""Ids made from names: small letters, digits and hyphens.

``slug("Service de police de Québec (SPVQ)")`` is ``service-de-police-de-quebec-spvq``. Where letters or digits have no
Latin form (Inuktitut, Cyrillic, Chinese) the id ends in a digest of the whole name, so that two names are two ids; the
same name gives the same id on every computer. A very long one is cut short and ends in a digest too: an index takes no
text of any length.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from graphmodel.words.messages import Message, plain, quoted

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_TYPES = str.maketrans("\u2018\u2019\u02bc\u201c\u201d\u00ab\u00bb", '\'\'\'""""')  # typographic quotation marks
_OTHER = re.compile(r"[^a-z0-9]+")
_GAPS = re.compile(r"[\s\u00ad_-]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LONGEST = 1000
_LONGEST_SHOWN = 60
NO_LETTER = Message("has no letter or digit to make an id from")


def slug(text: str) -> str:
    """Return the id made from a text; empty where it has no letter or digit.

    >>> slug("Québec (SPVQ)"), slug("ᓄᓇᕗᑦ RMS")
    ('quebec-spvq', 'rms-61ff1dc7c90483f3')
    """
    apart = _apart(text)
    made = _OTHER.sub("-", apart).strip("-")
    if not apart.isascii() and any(not sign.isascii() and unicodedata.category(sign)[0] in "LN" for sign in apart):
        return f"{made[:_LONGEST]}-{_digest(_GAPS.sub(' ', apart).strip())}".lstrip("-")
    return made if len(made) <= _LONGEST else f"{made[:_LONGEST].rstrip('-')}-{_digest(made)}"


def folded(text: str) -> str:
    """Return what the spellings of one name share: capitals, accents, spaces, hyphens, kinds of quotation marks aside.

    >>> folded("Peel-RMS") == folded("peel  rms"), folded("C") == folded("C++")
    (True, False)
    """
    return _GAPS.sub(" ", _apart(text)).strip()


def _apart(text: str) -> str:
    """Return a text in small letters, without the accents of Latin letters; marks of other scripts tell letters apart."""
    if text.isascii():
        return text.casefold()
    kept: list[str] = []
    latin = False
    small = unicodedata.normalize("NFKD", _DASHES.sub("-", text).translate(_TYPES).casefold()).casefold()
    for sign in unicodedata.normalize("NFKD", small.translate(_LETTERS)):
        if not unicodedata.combining(sign):
            latin = sign.isascii()
        elif latin:
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def bad_id(text: str) -> Message:
    """Return what is wrong with an id."""
    made = slug(text)
    if not made:
        return plain(f"{quoted(text)} ") + NO_LETTER
    remedy = f" ({made})" if len(made) <= _LONGEST_SHOWN else ""
    return plain(f"{quoted(text)} ") + Message(
        "is no id: use small letters, digits and hyphens{remedy}",
        remedy=remedy,
    )
