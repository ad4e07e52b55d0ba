"""What every layout gives: a place for each item that is shown, and named boxes behind them.

Items are a catalogue's agencies in order, then its systems: item ``i`` is agency ``i``, or system ``i - A``.
Lengths are in map units; a dot stands ``PITCH`` from the next on its line, lines stand ``LINE`` apart. What a person
must be able to read in the whole picture (names of boxes and of hubs) grows with the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmodel.engine.network import Booleans, Positions

Lengths = NDArray[np.floating[Any]]
PITCH = 24.0
LINE = 34.0
"""Leaves room for a name above each line of dots."""
FEWEST = 4
"""The least columns of a box: a large dot fits beside an indent."""
ASPECT = 1.25
"""The width of a whole picture for its height."""
_MANY = 24
"""Boxes."""
BASE = 1200.0
"""Up to this width titles keep the size that they have on a screen."""


@dataclass(frozen=True)
class Box:
    """A rectangle of the map; ``kind`` and ``id`` say what it stands for, so that a page names it in any language.

    Kinds: ``province`` (id: its own, or ``national``), ``type``, ``agency``, ``island`` (id: its number), ``step``
    (id: steps away); and, with an id of the same name: ``small`` (smaller islands), ``alone`` (systems without a live
    link), ``not_live``, ``without`` (agencies without a system), ``agencies``, ``used`` (systems of others that the
    agency works in, reads or sends records into).
    """

    kind: str
    id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Where items stand, ``x`` and ``y`` of shape (A + S,), NaN for those that are not placed; and the boxes.

    ``parts`` are the placed items in the order of reading: a part is a paragraph of a box.
    """

    x: Lengths
    y: Lengths
    boxes: tuple[Box, ...]
    parts: tuple[Positions, ...]

    @property
    def placed(self) -> Booleans:
        """Return which items have a place, shape (A + S,)."""
        return ~np.isnan(self.x)


@dataclass(frozen=True)
class Spacing:
    """What stands around the dots of a picture of some width: room for a box's name, margins, and gaps.

    It grows with the picture, the less the more boxes there are: where they are many, names are read by going near.
    """

    whole: float
    boxes: int = 1

    @cached_property
    def scale(self) -> float:
        """Return how many times larger than on a picture of the base's width everything is."""
        return max(self.whole / BASE * min(_MANY / max(self.boxes, 1), 1.0), 1.0)

    @cached_property
    def head(self) -> float:
        """Return the room for a box's name, the first dots' own names included."""
        return 22 + 24 * self.scale

    @cached_property
    def pad(self) -> float:
        """Return the margin inside a box."""
        return 10 + 4 * self.scale

    @cached_property
    def gap(self) -> float:
        """Return the gap between boxes."""
        return 14 * self.scale

    def named(self, letters: int) -> float:
        """Return the width of a box in whose head a name of so many letters can be read."""
        return 2 * self.pad + max(10.5 * (letters + 1) * self.scale, FEWEST * PITCH)
