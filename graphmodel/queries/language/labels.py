"""Label expressions: ``A``, ``!A``, ``A|B``, ``A&B`` and ``%``, of labels and of relationship types."""

from __future__ import annotations

from dataclasses import dataclass, field

Position = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Anything that stands somewhere in a text."""

    at: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class LabelName(Tree):
    """One label or relationship type."""

    name: str


@dataclass(frozen=True, slots=True)
class AnyLabel(Tree):
    """``%``."""


@dataclass(frozen=True, slots=True)
class NotLabel(Tree):
    """``!labels``."""

    labels: Labels


@dataclass(frozen=True, slots=True)
class LabelsJoined(Tree):
    """``a|b`` or ``a&b``."""

    mark: str
    parts: tuple[Labels, ...]


Labels = LabelName | AnyLabel | NotLabel | LabelsJoined
