"""Did you mean: the known names nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from graphmodel.words.messages import NOTHING, Message

_MANY = 5_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_"


def nearest(word: str, known: Collection[str], most: int = 3) -> list[str]:
    """Return up to ``most`` names like ``word``, best first.

    Among many names one that differs by a single slip is good enough, since it is found at once; else only those of
    about its length that share its first or last three letters are compared.
    """
    candidates: Iterable[str] = known
    if len(known) > _MANY:
        names = frozenset(known)
        slipped = [slip for slip in slips(word) if slip in names]
        if slipped:
            return list(dict.fromkeys(slipped))[:most]
        candidates = (
            name
            for name in known
            if abs(len(name) - len(word)) <= 3 and (name[:3] == word[:3] or name[-3:] == word[-3:])
        )
    folded = {name.casefold(): name for name in candidates}
    return [folded[match] for match in get_close_matches(word.casefold(), list(folded), n=most, cutoff=0.7)]


def did_you_mean(word: str, known: Collection[str]) -> Message:
    """Return `` (did you mean x?)``, or an empty text where nothing is near."""
    near = nearest(word, known, most=1)
    return meant(near[0]) if near else NOTHING


def meant(word: str) -> Message:
    """Return `` (did you mean x?)``."""
    return Message(" (did you mean {word}?)", word=word)


def slips(word: str) -> Iterator[str]:
    """Yield the words that differ by one letter too many, too few, exchanged or other, in small letters first."""
    if word.lower() != word:
        yield word.lower()
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    for at in range(len(word) + 1):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]
