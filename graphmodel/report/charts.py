"""Small charts as SVG elements of our own: they scale, print, follow the page's colours and ask for nothing.

Colours come from the page's style sheet by class; without one the shapes are black on white and still legible. Every
text is escaped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

_ROW, _BAR, _LABEL, _WIDTH, _ROOM = 32, 11, 250, 400, 170
_SIGNS = 32
"""So many letters of a label surely fit on one line; a longer one takes two."""


def bars(
    rows: Sequence[tuple[str, float | None, float | None, str]], *, legend: tuple[str, str], described: str
) -> str:
    """Return horizontal bars in per cent, two for each row: (label, then, now, note); None has no bar.

    ``described`` is what a screen reader says instead.
    """
    height = 24 + _ROW * len(rows)
    parts = [
        f'<svg class="chart" role="img" aria-label="{escape(described)}" viewBox="0 0 {_LABEL + _WIDTH + _ROOM} {height}">',
        _swatch(_LABEL, "then", legend[0]),
        _swatch(_LABEL + 90, "now", legend[1]),
    ]
    for at, (label, then, now, note) in enumerate(rows):
        top = 24 + at * _ROW
        lines = textwrap.wrap(label, _SIGNS) or [""]
        parts.extend(
            f'<text class="label" x="{_LABEL - 8}" y="{top + 17 + 13 * (n - (len(lines) - 1) / 2):g}" '
            f'text-anchor="end">{escape(line)}</text>'
            for n, line in enumerate(lines)
        )
        for kind, share, y in (("then", then, top + 3), ("now", now, top + 3 + _BAR + 2)):
            if share is None:
                continue
            long = _WIDTH * share / 100
            said = note if kind == "now" else f"{share:g} %"
            parts.extend(
                (
                    f'<rect class="{kind}" x="{_LABEL}" y="{y}" width="{max(long, 1):.1f}" height="{_BAR}"/>',
                    f'<text class="value" x="{_LABEL + long + 5:.1f}" y="{y + _BAR - 2}">{escape(said)}</text>',
                )
            )
    parts.append(f'<line class="axis" x1="{_LABEL}" y1="22" x2="{_LABEL}" y2="{height}"/></svg>')
    return "".join(parts)


def _swatch(x: int, kind: str, text: str) -> str:
    box = f'<rect class="{kind}" x="{x}" y="4" width="14" height="{_BAR}"/>'
    return f'{box}<text class="value" x="{x + 19}" y="14">{escape(text)}</text>'


def matrix(names: Sequence[str], shares: Sequence[Sequence[float | None]], *, described: str) -> str:
    """Return a square of whole per cents, darker where more; None is an empty cell. Rows see columns."""
    side, left, top = 44, 190, 26
    width, height = left + side * len(names), top + side * len(names) * 0.6
    parts = [
        f'<svg class="chart matrix" role="img" aria-label="{escape(described)}" viewBox="0 0 {width} {height:.0f}">'
    ]
    for at, name in enumerate(names):
        middle = left + at * side + side / 2
        parts.append(f'<text class="label" x="{middle}" y="{top - 8}" text-anchor="middle">{escape(name)}</text>')
    for row, (name, line) in enumerate(zip(names, shares, strict=True)):
        y = top + row * side * 0.6
        parts.append(f'<text class="label" x="{left - 8}" y="{y + 18:.1f}" text-anchor="end">{escape(name)}</text>')
        for column, share in enumerate(line):
            x = left + column * side
            shade = "none" if share is None else f"h{min(5, int(share // 20))}"
            parts.append(f'<rect class="cell {shade}" x="{x}" y="{y:.1f}" width="{side}" height="{side * 0.6:.1f}"/>')
            if share is not None:
                label = f'<text class="in {shade}" x="{x + side / 2}" y="{y + 18:.1f}" text-anchor="middle">{share:g}</text>'
                parts.append(label)
    return "".join((*parts, "</svg>"))
