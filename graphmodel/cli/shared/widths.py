"""How wide the columns of a table are on a terminal, and how their texts fold: words stay whole while there is room.

A text folds at spaces, though not within a comparison, and after the hyphens and underscores of ids and the slashes of
paths; no letter is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECE = re.compile(r"\S+ [<>=] \S+|\s+|[^\s\-_/]*[-_/]+|[^\s\-_/]+")


def widths_of(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return a width for each column of texts, its heading among them; together at most ``room``, if that can be.

    Texts that fit on one line keep it. Else every column has its longest piece, the widest give way where even that
    is too much; what room is left makes columns whole as long as that takes no more than half of it, and then goes to
    those that have most to fold. None where there is no room at all.
    """
    whole = [max((len(line) for text in texts for line in text.split("\n")), default=1) or 1 for texts in columns]
    if sum(whole) <= room:
        return whole
    if room < len(columns):
        return None
    result = [max((len(piece) for text in texts for piece in _PIECE.findall(text)), default=1) for texts in columns]
    while sum(result) > room:
        result[result.index(max(result))] -= 1
    for column in sorted(range(len(result)), key=lambda n: whole[n] - result[n]):
        if 2 * (whole[column] - result[column]) <= room - sum(result):
            result[column] = whole[column]
    for _ in range(room - sum(result)):
        behind = [full / width for full, width in zip(whole, result, strict=True)]
        result[behind.index(max(behind))] += 1
    return result


def columns_that_fit(
    columns: Sequence[Sequence[str]], width: int, between: int, spare: Sequence[int] = ()
) -> list[int] | None:
    """Return the columns that a terminal has room for with every word whole, each with so much between it and the next.

    Those of ``spare`` go where there is no room, in that order. None where all others are too wide: then rows are
    better lines.
    """
    longest = [max((len(piece) for text in texts for piece in _PIECE.findall(text)), default=1) for texts in columns]
    kept = list(range(len(columns)))
    for column in (None, *spare):
        kept = [at for at in kept if at != column]
        if sum(longest[at] + between for at in kept) <= width:
            return kept
    return None


def folded(text: str, width: int) -> str:
    """Return a text in lines of at most ``width``."""
    return "\n".join(line for part in text.split("\n") for line in _lines(part, width))


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text):
        if len(lines[-1]) + len(piece.rstrip()) > width and lines[-1].strip():
            lines.append("")
            if piece.isspace():
                continue
        start = len(lines[-1])
        lines[-1] += piece[: max(width - start, 0)] if not piece.isspace() else piece
        rest = "" if piece.isspace() else piece[max(width - start, 0) :]
        lines += [rest[at : at + width] for at in range(0, len(rest), width)]
    return [line.rstrip() for line in lines]
