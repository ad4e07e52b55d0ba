"""Boxes in rows: those of a row come out equally tall, since each is as wide as its dots need.

A box whose name needs more width than its dots stands above or below its neighbour where that makes the row shorter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from graphmodel.engine.network import Positions
from graphmodel.maps.layouts.flow import Words
from graphmodel.maps.layouts.shape import FEWEST, LINE, PITCH, Box, Layout, Lengths, Spacing

LETTERS = 12
"""Of a box's name, so many letters should be readable in the whole picture."""
_BETWEEN = 0.5
"""Lines between two paragraphs of a box."""
_WORTH = 0.975
"""Boxes stand on one another where the row is then no taller than this share."""
_FEW = 14
"""Of more boxes in a row none is put on another: trying takes too long."""
_LOOSEST, _CENTRED = 1.5, 2.5
"""How much further apart lines may stand to fill a box; in one whose lines are centred."""


@dataclass(frozen=True, eq=False)
class Content:
    """What goes into one box."""

    kind: str
    id: str
    paragraphs: tuple[Words, ...]
    letters: int = LETTERS
    """How many letters of its name should be readable."""
    centred: bool = False
    """Whether few lines stand in the middle of the box, far from each other, and not in its upper part."""
    _known: dict[int, float] = field(default_factory=dict[int, float], repr=False)

    def lines(self, columns: int) -> float:
        """Return the height in lines at a number of columns."""
        if columns not in self._known:
            count = sum(words.lines(columns) for words in self.paragraphs)
            self._known[columns] = count + _BETWEEN * max(len(self.paragraphs) - 1, 0)
        return self._known[columns]

    @property
    def most(self) -> int:
        """Return the columns at which each paragraph is one line."""
        return max((words.length for words in self.paragraphs), default=1)

    @property
    def fewest(self) -> int:
        """Return the least columns: those of the largest dot beside an indent."""
        return max((int(words.wide.max()) + 1 for words in self.paragraphs), default=1)

    @property
    def dots(self) -> int:
        """Return the columns of all paragraphs on one line."""
        return sum(words.length for words in self.paragraphs)


Stack = tuple[Content, ...]
"""Boxes that stand on one another."""


class Canvas:
    """A picture in the making: the places of ``count`` items, and boxes."""

    def __init__(self, count: int) -> None:
        self.x: Lengths = np.full(count, np.nan)
        self.y: Lengths = np.full(count, np.nan)
        self.boxes: list[Box] = []
        self.parts: list[Positions] = []

    @property
    def layout(self) -> Layout:
        """Return what has been made."""
        return Layout(self.x, self.y, tuple(self.boxes), tuple(self.parts))

    def put(self, content: Content, box: Box, room: Spacing, columns: int, below: float = 0.0) -> None:
        """Add a box with its dots, the lines spread over its height but for what is kept free ``below``."""
        self.boxes.append(box)
        pace = (box.width - 2 * room.pad) / columns
        lines = content.lines(columns)
        high = box.height - room.head - room.pad - below
        loosest = _CENTRED if content.centred else _LOOSEST
        spread = min(loosest, high / (lines * LINE)) * LINE if lines else LINE
        top = box.y + room.head + (max(high - lines * spread, 0.0) / 2 if content.centred else 0.0)
        for words in content.paragraphs:
            column, line = words.place(columns)
            self.x[words.items] = box.x + room.pad + column * pace
            self.y[words.items] = top + (line + 0.5) * spread
            top += (line[-1] + 1 + _BETWEEN) * spread
            self.parts.append(words.items)


@dataclass(frozen=True)
class Row:
    """Stacks beside each other, with the columns of each; ``height`` is that of the tallest."""

    stacks: tuple[Stack, ...]
    columns: tuple[int, ...]
    height: float

    def put(self, canvas: Canvas, room: Spacing, y: float) -> None:
        """Add the row's boxes to a picture, from a height downwards, over its whole width."""
        needed = np.array([width_of(columns, room) for columns in self.columns])
        widths = needed * ((room.whole - room.gap * (len(needed) - 1)) / needed.sum())
        x = 0.0
        for stack, columns, width in zip(self.stacks, self.columns, widths.tolist(), strict=True):
            heights = [_box_height(content, columns, room) for content in stack]
            spare = self.height - sum(heights) - room.gap * (len(stack) - 1)
            lines = [content.lines(columns) for content in stack]
            top = y
            for content, height, share in zip(stack, heights, lines, strict=True):
                tall = height + spare * (share / sum(lines) if sum(lines) else 1 / len(stack))
                canvas.put(content, Box(content.kind, content.id, x, top, width, tall), room, columns)
                top += tall + room.gap
            x += width + room.gap


def _box_height(content: Content, columns: int, room: Spacing) -> float:
    return room.head + content.lines(columns) * LINE + room.pad


def _stack_height(stack: Stack, columns: int, room: Spacing) -> float:
    return sum(_box_height(content, columns, room) for content in stack) + room.gap * (len(stack) - 1)


def width_of(columns: int, room: Spacing) -> float:
    """Return the width of a box of so many columns."""
    return columns * PITCH + 2 * room.pad


def columns_in(width: float, room: Spacing) -> int:
    """Return how many columns a box of some width has."""
    return max(int((width - 2 * room.pad) / PITCH), FEWEST)


@dataclass(frozen=True, eq=False)
class _Flexible:
    """A stack that may have from ``fewest`` to ``most`` columns: the more columns, the less tall it is."""

    stack: Stack
    room: Spacing
    fewest: int
    most: int
    _heights: dict[int, float] = field(default_factory=dict[int, float], repr=False)

    def height(self, columns: int) -> float:
        """Return its height at a number of columns."""
        if columns not in self._heights:
            self._heights[columns] = _stack_height(self.stack, columns, self.room)
        return self._heights[columns]

    def columns_within(self, height: float) -> int | None:
        """Return the fewest columns at which it is no taller than this; None where it is taller at all."""
        if self.height(self.most) > height:
            return None

        known = self._heights  # asked for a hundred thousand times a map

        def fits(columns: int) -> bool:
            return (known[columns] if columns in known else self.height(columns)) <= height

        return bisect_left(range(self.most), True, lo=self.fewest, hi=self.most, key=fits)


def _flexible(stacks: Sequence[Stack], room: Spacing, free: float) -> list[_Flexible]:
    """Return stacks with their limits: a name should be readable, as far as all names fit into the ``free`` width."""
    named = [max(room.named(content.letters) for content in stack) for stack in stacks]
    share = min(free / sum(named), 1.0)
    parts: list[_Flexible] = []
    for width, stack in zip(named, stacks, strict=True):
        fewest = max(columns_in(width * share, room), *(content.fewest for content in stack))
        parts.append(_Flexible(stack, room, fewest, max(fewest, *(content.most for content in stack))))
    return parts


def row_of(stacks: Sequence[Stack], room: Spacing) -> Row:
    """Return the row of these stacks that is least tall at the picture's width.

    A row of some height needs the least width where each stack has the fewest columns at which it is no taller. The
    least height whose width fits is found by halving.
    """
    free = room.whole - room.gap * (len(stacks) - 1)
    parts = _flexible(stacks, room, free)

    def columns_within(height: float) -> tuple[int, ...] | None:
        found = [part.columns_within(height) for part in parts]
        columns = tuple(item for item in found if item is not None)
        fits = len(columns) == len(parts) and sum(width_of(item, room) for item in columns) <= free
        return columns if fits else None

    too_low = max(part.height(part.most) for part in parts)
    high_enough = max(part.height(part.fewest) for part in parts)
    columns = columns_within(too_low)
    if columns is None:
        columns = columns_within(high_enough) or tuple(part.fewest for part in parts)
        while high_enough - too_low > LINE / 4:
            middle = (too_low + high_enough) / 2
            found = columns_within(middle)
            if found is None:
                too_low = middle
            else:
                high_enough, columns = middle, found
    return Row(tuple(stacks), columns, max(part.height(item) for part, item in zip(parts, columns, strict=True)))


def stacked(contents: Iterable[Content], room: Spacing) -> list[Stack]:
    """Return boxes as stacks: neighbours stand on one another wherever that makes their row shorter."""
    stacks: list[Stack] = [(content,) for content in contents]
    height = row_of(stacks, room).height
    while 1 < len(stacks) <= _FEW:
        merged = [[*stacks[:at], stacks[at] + stacks[at + 1], *stacks[at + 2 :]] for at in range(len(stacks) - 1)]
        heights = [row_of(trial, room).height for trial in merged]
        at = int(np.argmin(heights))
        if heights[at] > height * _WORTH:
            break
        stacks, height = merged[at], heights[at]
    return stacks
