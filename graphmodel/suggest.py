"""Did you mean: the known names nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

_MANY = 5_000


def nearest(word: str, known: Collection[str], most: int = 3) -> list[str]:
    """Return up to ``most`` names like ``word``, best first.

    Among many names only those of about its length that share its first or last three letters are compared:
    the ratio of difflib over hundreds of thousands of ids would take seconds.
    """
    candidates: Iterable[str] = known
    if len(known) > _MANY:
        candidates = (
            name
            for name in known
            if abs(len(name) - len(word)) <= 3 and (name[:3] == word[:3] or name[-3:] == word[-3:])
        )
    folded = {name.casefold(): name for name in candidates}
    return [folded[match] for match in get_close_matches(word.casefold(), list(folded), n=most, cutoff=0.7)]


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return `` (did you mean x?)``, or an empty text where nothing is near."""
    near = nearest(word, known, most=1)
    return f" (did you mean {near[0]}?)" if near else ""
