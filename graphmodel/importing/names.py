"""Names that are one: written otherwise, or with a slip; and texts that name nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmodel.records.slugs import folded

UNSAID = frozenset(
    (
        *("yes", "y", "x", "yes/no", "no/yes", "y/n", "oui", "oui/non", "?", "tbd", "to be determined", "à déterminer"),
        *(
            "all",
            "everyone",
            "all agencies",
            "all services",
            "all systems",
            "various",
            "several",
            "many",
            "others",
            "etc",
            "etc.",
        ),
        *(
            "tous",
            "toutes",
            "tout le monde",
            "tous les organismes",
            "tous les systèmes",
            "divers",
            "plusieurs",
            "autres",
        ),
    )
)
"""Texts, in small letters, that say that there is somebody, and not whom."""
NOBODY = UNSAID | frozenset(
    (
        *("none", "n/a", "na", "nil", "no", "n", "nothing", "unknown", "-", "--", ".", "0", "no links"),
        *("not connected", "stand-alone", "standalone", "not applicable", "\N{EN DASH}", "\N{EM DASH}"),
        *("aucun", "aucune", "non", "s/o", "s. o.", "sans objet", "rien", "inconnu"),
    )
)
"""Texts, in small letters, that name no system and no agency."""
ALIKE = 85.0
"""From which ratio on two names are shown as perhaps one."""
_SHORTEST = 5


@dataclass(frozen=True)
class Near:
    """Two names that may be one: the one that is kept first, how alike they are (0 to 100), whether it looks a slip."""

    kept: str
    other: str
    ratio: float
    slip: bool


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """Return for each text the one that stands for all that differ by capitals, accents, spaces and hyphens alone.

    It is the most frequent one, the first of equals.

    >>> spellings(["North  police", "North Police", "North Police"])["North  police"]
    'North Police'
    """
    counts = Counter(texts)
    best: dict[str, str] = {}
    for text in counts:
        key = folded(text)
        if key not in best or counts[text] > counts[best[key]]:
            best[key] = text
    return {text: best[folded(text)] for text in counts}


def near_pairs(names: Sequence[str], counts: Counter[str]) -> list[Near]:
    """Return names that are nearly the same, each with the one that it is nearest to among those more frequent."""
    from rapidfuzz import fuzz, process

    keys = [folded(name) for name in names]
    found: list[Near] = []
    for at, key in enumerate(keys):
        if len(key) < _SHORTEST:
            continue
        for _, ratio, other in process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5):
            if other == at or _numbers(key) != _numbers(keys[other]):
                continue
            one, two = names[at], names[other]
            if (counts[two], -other) > (counts[one], -at):
                found.append(Near(two, one, float(ratio), is_slip(key, keys[other])))
                break
    return found


def nearest_of(text: str, names: Sequence[str]) -> Near | None:
    """Return the name that a text is nearly the same as, or None."""
    from rapidfuzz import fuzz, process

    key = folded(text)
    if len(key) < _SHORTEST or not names:
        return None
    keys = [folded(name) for name in names]
    best = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None or _numbers(key) != _numbers(best[0]):
        return None
    return Near(names[best[2]], text, float(best[1]), is_slip(key, str(best[0])))


def is_slip(one: str, other: str) -> bool:
    """Return whether two names differ by one letter, or two changed over, in one word that is long enough.

    >>> is_slip("northfeild police", "northfield police"), is_slip("north police", "south police")
    (True, False)
    """
    from rapidfuzz.distance import OSA

    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return False
    odd = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(odd) == 1 and min(map(len, odd[0])) >= _SHORTEST and OSA.distance(*odd[0]) == 1


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
