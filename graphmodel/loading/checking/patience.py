"""Did you mean, with limited patience: a table wrong in every row needs suggestions for its first rows only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graphmodel.words.messages import NOTHING, Message
from graphmodel.words.suggest import did_you_mean, meant, slips

_LONGEST = 60


@dataclass
class Suggestions:
    """Suggestions for the words of one source; what is left of the patience for them.

    A slip of one letter is found among any number of names in a millisecond, so several hundred words are helped;
    comparing a word with every name takes about a second for 50,000 of them, so that is done while ``names`` last.
    """

    words: int = 500
    searches: int = 3
    names: int = 50_000

    def __call__(self, word: str, known: Mapping[str, object]) -> Message:
        """Return `` (did you mean x?)``, or an empty text."""
        if len(word) > _LONGEST or self.words <= 0:
            return NOTHING
        self.words -= 1
        for slip in slips(word):
            if slip in known:
                return meant(slip)
        return self._searched(word, known)

    def _searched(self, word: str, known: Collection[str]) -> Message:
        self.searches -= 1
        self.names -= len(known)
        return did_you_mean(word, known) if self.names >= 0 or self.searches >= 0 else NOTHING
