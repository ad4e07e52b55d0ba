"""Dots in lines, as words in a paragraph: an agency and its systems are a word, which stays together where it can.

A line has so many columns. A word that is longer than a line begins on one of its own and goes on below its second
dot, so that its first, the agency, stands out; no other word is broken.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.engine.network import Booleans, Positions
from graphmodel.maps.layouts.shape import Lengths


@dataclass(frozen=True, eq=False)
class Words:
    """One paragraph; N dots in W words."""

    items: Positions
    """In the order of reading, shape (N,)."""
    word: Positions
    """The number of each one's word, from 0 upwards without a gap, shape (N,)."""
    wide: Positions
    """How many columns each takes, shape (N,)."""
    after: Positions
    """How many columns stay free after each word, shape (W,)."""

    @cached_property
    def _begin(self) -> Positions:
        """Return the first column of each dot on one endless line, shape (N,)."""
        last = np.r_[self.word[1:] != self.word[:-1], True]
        taken = self.wide + np.where(last, self.after[self.word], 0)
        return np.cumsum(taken) - taken

    @cached_property
    def _inner(self) -> Booleans:
        """Return which dots are not the first of their word, shape (N,)."""
        return np.concatenate([[False], self.word[1:] == self.word[:-1]])

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[int]]:
        """Return the columns at which dots begin and end, and the first dot of each one's word, as lists."""
        first = np.maximum.accumulate(np.where(self._inner, 0, np.arange(len(self.word))))
        return self._begin.tolist(), (self._begin + self.wide).tolist(), first.tolist()

    @property
    def length(self) -> int:
        """Return the columns of the whole paragraph on one line."""
        return int(self._begin[-1] + self.wide[-1])

    def lines(self, columns: int) -> int:
        """Return how many lines the paragraph takes."""
        return len(self._breaks(columns))

    def place(self, columns: int) -> tuple[Lengths, Positions]:
        """Return the column of each dot's middle, counted from 0, and its line, two arrays of shape (N,)."""
        first = np.array(self._breaks(columns))
        line = np.zeros(len(self.items), dtype=np.int64)
        line[first[1:]] = 1
        line = np.cumsum(line)
        start = first[line]
        return self._begin - self._begin[start] + self._inner[start] + self.wide / 2, line

    def _breaks(self, columns: int) -> list[int]:
        """Return the first dot of each line."""
        begin, end, first = self._lists
        count = len(begin)
        breaks, at = list[int](), 0
        while at < count:
            breaks.append(at)
            stop = bisect_right(end, begin[at] + columns - (first[at] < at), at)
            if stop < count and first[stop] > at:
                stop = first[stop]
            at = stop if stop > at else at + 1
        return breaks
