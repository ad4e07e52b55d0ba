"""Rows of boxes as one picture of the shape that it should have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import numpy as np

from graphmodel.maps.layouts.rows import Canvas, Content, Row, Stack, row_of, stacked, width_of
from graphmodel.maps.layouts.shape import ASPECT, BASE, LINE, PITCH, Layout, Spacing

_MOST_ROWS, _HEADING = 6, 8
"""Rows that are tried; the columns that a box's head and margins are worth."""
_SHARES = (0.7, 0.85, 1.0, 1.2, 1.5)
"""Rows that are tried where there are many boxes, for the root of their number."""
_AIRY = 1.3
"""How much wider than its dots a picture comes out, about."""


@dataclass(frozen=True)
class Picture:
    """Rows below each other at the furniture of their width; ``above`` is kept free at the top."""

    room: Spacing
    rows: tuple[Row, ...]
    above: float = 0.0

    @property
    def height(self) -> float:
        """Return the height of the whole."""
        rows = sum(row.height for row in self.rows) + self.room.gap * (len(self.rows) - 1)
        return self.above + (self.room.gap if self.above and self.rows else 0.0) + rows

    def put(self, canvas: Canvas) -> None:
        """Add all rows to a canvas."""
        y = self.above + (self.room.gap if self.above else 0.0)
        for row in self.rows:
            row.put(canvas, self.room, y)
            y += row.height + self.room.gap


def guessed(contents: Iterable[Content]) -> float:
    """Return the width of a picture that holds nothing but dots."""
    return float(np.sqrt(max(sum(content.dots for content in contents), 1) * PITCH * LINE * ASPECT))


def fitting(make: Callable[[float], Picture], contents: Iterable[Content]) -> Picture:
    """Return the picture of the width at which it has the shape that it should have."""
    guess = guessed(contents)
    low, high = guess * 0.8, max(guess * 2, 10 * PITCH)
    while high < 1e7 and (made := make(high)).room.whole < made.height * ASPECT:
        high *= 1.5
    while high - low > guess / 40:
        middle = (low + high) / 2
        low, high = (middle, high) if middle < make(middle).height * ASPECT else (low, middle)
    return make(high)


def piled(rows: Sequence[Sequence[Content]], above: Callable[[Spacing], float] = lambda _: 0.0) -> Picture:
    """Return rows of boxes, neighbours on one another where that saves height, below what is kept free above."""
    contents = [content for row in rows for content in row]
    least = max((names_of(row, Spacing(BASE)) for row in rows), default=0.0)

    def make(whole: float, stacks: Sequence[Sequence[Stack]]) -> Picture:
        room = Spacing(max(whole, least), len(contents))
        return Picture(room, tuple(row_of(row, room) for row in stacks), above(room))

    stacks: list[list[Stack]] = [[(content,) for content in row] for row in rows]
    result = fitting(partial(make, stacks=stacks), contents)
    for _ in range(2):  # what is put on another makes the picture narrower, which may let more be
        stacks = [stacked(row, result.room) for row in rows]
        result = fitting(partial(make, stacks=stacks), contents)
    return result


def shelved(contents: Sequence[Content]) -> Picture:
    """Return boxes in rows, in their order: as many rows as make the smallest picture."""
    dots = np.array([content.dots + _HEADING for content in contents], dtype=float)
    middle = (np.cumsum(dots) - dots / 2) / dots.sum()
    about = len(contents) ** 0.5
    counts = range(1, _MOST_ROWS + 1) if about < _MOST_ROWS else [int(about * share) for share in _SHARES]
    tried: list[tuple[float, list[list[Content]]]] = []
    for count in counts:
        row = np.minimum((middle * count).astype(np.int64), count - 1)
        parts = _parts(contents, row.tolist())
        least = max(names_of(part, Spacing(BASE)) for part in parts)
        room = Spacing(max(guessed(contents) * _AIRY, least), len(contents))
        picture = Picture(room, tuple(row_of([(content,) for content in part], room) for part in parts))
        tried.append((max(least, (room.whole * picture.height * ASPECT) ** 0.5), parts))
    return piled(min(tried, key=lambda item: item[0])[1])


def names_of(contents: Sequence[Content], room: Spacing) -> float:
    """Return the width at which the names of boxes beside each other can be read, and their dots have room."""
    widths = [max(room.named(item.letters), width_of(item.fewest, room)) for item in contents]
    return sum(widths) + room.gap * (len(contents) - 1)


def side_by_side(count: int, stacks: Sequence[Stack]) -> Layout:
    """Return the layout of ``count`` items of these stacks in one row."""
    contents = [content for stack in stacks for content in stack]
    widest = [max(stack, key=lambda content: (content.fewest, content.letters)) for stack in stacks]

    def make(whole: float) -> Picture:
        room = Spacing(max(whole, names_of(widest, Spacing(BASE))), len(contents))
        return Picture(room, (row_of(stacks, room),))

    canvas = Canvas(count)
    fitting(make, contents).put(canvas)
    return canvas.layout


def _parts(contents: Sequence[Content], rows: list[int]) -> list[list[Content]]:
    """Return contents by the number of their row."""
    return [[contents[at] for at in part] for _, part in groupby(range(len(rows)), rows.__getitem__)]
