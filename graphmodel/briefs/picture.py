"""The picture of a neighbourhood as one SVG element: boxes in three columns, arrows between them, every text whole.

Texts are folded by what letters take at most, and a box is as high as its text. Without a style sheet everything is
black on white and legible. Every text is escaped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from graphmodel.briefs.neighbourhood import Neighbour, Neighbourhood

_WIDE, _BOX, _MIDDLE = 760, 196, 200
"""Width of the picture, of a box on either side, and of one in the middle; as all numbers here in the picture's own unit."""
_LINE, _PAD, _GAP = 14, 5, 7
_SIGNS = 26
"""So many letters of 12 units surely fit into a box."""
_HEAD = 7
_BULGE = 20


@dataclass(frozen=True)
class Box:
    """One box: where it stands, how high it is, and its lines; the first ``bold`` of them are its name."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    bold: int
    kind: str

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return self.y + self.height / 2


def svg(near: Neighbourhood) -> str:
    """Return the picture as an SVG element; empty where there is nothing to draw."""
    if not near.ours:
        return ""
    middle = {id: (name, "", "alone" if id in near.alone else "own") for id, name in near.ours.items()}
    columns = [
        _column([(one.name, one.operator, "other") for one in near.left], 0, _BOX),
        _column(list(middle.values()), (_WIDE - _MIDDLE) / 2, _MIDDLE),
        _column([(one.name, one.operator, "other") for one in near.right], _WIDE - _BOX, _BOX),
    ]
    height = max(column[-1].y + column[-1].height for column in columns if column)
    left, own, right = (_centred(column, height) for column in columns)
    ours = dict(zip(middle, own, strict=True))
    lines = [*_sides(near.left, left, ours, to_right=True), *_sides(near.right, right, ours, to_right=False)]
    lines += [_arc(ours[one], ours[other], both=both) for one, other, both in near.inside]
    boxes = [_drawn(box) for box in (*left, *own, *right)]
    return (
        f'<svg class="picture" role="img" aria-label="{escape(near.described)}" viewBox="-1 -1 {_WIDE + 2} {height + 2:g}">'
        f"{''.join(lines)}{''.join(boxes)}</svg>"
    )


def _column(texts: Sequence[tuple[str, str, str]], x: float, width: float) -> list[Box]:
    boxes: list[Box] = []
    y = 0.0
    for name, below, kind in texts:
        first = _folded(name)
        lines = (*first, *(_folded(below) if below else ()))
        height = len(lines) * _LINE + 2 * _PAD
        boxes.append(Box(x, y, width, height, lines, len(first), kind))
        y += height + _GAP
    return boxes


def _folded(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, _SIGNS, break_long_words=True, break_on_hyphens=True)) or ("",)


def _centred(boxes: Sequence[Box], height: float) -> list[Box]:
    """Return boxes spread over the height of the picture."""
    if not boxes:
        return []
    free = height - (boxes[-1].y + boxes[-1].height)
    step = free / (len(boxes) + 1)
    return [
        Box(box.x, box.y + step * (at + 1), box.width, box.height, box.lines, box.bold, box.kind)
        for at, box in enumerate(boxes)
    ]


def _sides(
    partners: Sequence[Neighbour], boxes: Sequence[Box], ours: Mapping[str, Box], *, to_right: bool
) -> Iterator[str]:
    """Yield the arrows between partners of one side and our systems."""
    for partner, box in zip(partners, boxes, strict=True):
        for id in partner.ours:
            own = ours[id]
            outer, inner = (box.x + box.width, own.x) if to_right else (box.x, own.x + own.width)
            yield _arrow((outer, box.middle), (inner, own.middle), forth=partner.comes, back=partner.goes)


def _arrow(start: tuple[float, float], end: tuple[float, float], *, forth: bool, back: bool) -> str:
    (x1, y1), (x2, y2) = start, end
    parts = [f'<line class="way" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="#000"/>']
    if forth:
        parts.append(_head(end, start))
    if back:
        parts.append(_head(start, end))
    return "".join(parts)


def _head(tip: tuple[float, float], tail: tuple[float, float]) -> str:
    """Return the head of an arrow, its tip at a point."""
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]
    long = max((dx * dx + dy * dy) ** 0.5, 1)
    ux, uy = dx / long * _HEAD, dy / long * _HEAD
    points = (
        (tip[0], tip[1]),
        (tip[0] - ux - uy / 2, tip[1] - uy + ux / 2),
        (tip[0] - ux + uy / 2, tip[1] - uy - ux / 2),
    )
    return f'<polygon class="head" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def _arc(one: Box, other: Box, *, both: bool) -> str:
    """Return the arrow between two systems of ours, round the side of the boxes."""
    x = one.x + one.width
    apart = 3 if one.y < other.y else -3  # so that two arrows between the same boxes are two
    y1, y2 = one.middle + apart, other.middle - apart
    path = f"M{x:g} {y1:g}C{x + _BULGE:g} {y1:g} {x + _BULGE:g} {y2:g} {x:g} {y2:g}"
    heads = _head((x, y2), (x + _BULGE, y2)) + (_head((x, y1), (x + _BULGE, y1)) if both else "")
    return f'<path class="way" d="{path}" fill="none" stroke="#000"/>{heads}'


def _drawn(box: Box) -> str:
    dashed = ' stroke-dasharray="4 3"' if box.kind == "alone" else ""
    rect = (
        f'<rect class="box {box.kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
        f'fill="#fff" stroke="#000"{dashed}/>'
    )
    lines = "".join(
        f'<text class="{"name" if at < box.bold else "operator"}" x="{box.x + box.width / 2:g}" '
        f'y="{box.y + _PAD + _LINE * (at + 1) - 3.5:g}" text-anchor="middle" font-size="12">{escape(line)}</text>'
        for at, line in enumerate(box.lines)
    )
    return rect + lines
