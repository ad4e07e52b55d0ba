"""A table on a terminal: what does not fit is folded at spaces, else columns are left out and named, or rows become lines.

No word is ever broken, unless it alone is wider than the terminal. ``--wide`` leaves everything on its line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, cast

from graphmodel.cli.shared import streams
from graphmodel.cli.shared.widths import columns_that_fit, folded, widths_of
from graphmodel.machine.harmless import for_terminal
from graphmodel.words.messages import say

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 10_000
_BETWEEN = 3
"""What the space around a cell and the line between two cells take."""


@dataclass(frozen=True)
class Screen:
    """What the global options say of tables."""

    wide: bool = False


SCREEN: ContextVar[Screen] = ContextVar("screen", default=Screen())  # noqa: B039 - it is frozen


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a person looks at a stream; one that was closed before the start is None."""
    return stream is not None and stream.isatty()


def write_table(
    headings: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool], spare: Sequence[int] = ()
) -> None:
    """Write a table to stdout; where nobody looks, every row stays one line.

    ``spare`` are columns that a narrow terminal can do without, in that order; what it does without is named.
    """
    from rich.console import Console

    folding = is_terminal(sys.stdout) and not SCREEN.get().wide
    stream = streams.out().styled()
    console = Console(file=cast("TextIO", stream), highlight=False, width=None if folding else _WIDE)
    heads = [name if folding else name.replace("- ", "") for name in map(for_terminal, headings)]
    lines = [heads, *([for_terminal(text) for text in row] for row in cells)]
    columns = list(zip(*lines, strict=True))
    kept = columns_that_fit(columns, console.width, _BETWEEN, spare)
    if kept is None:
        text = "\n\n".join(_as_lines(heads, row, console.width) for row in lines[1:])
    else:
        lines = [[line[at] for at in kept] for line in lines]
        text = _drawn(console, lines, [numeric[at] for at in kept])
    left_out = [_whole(head) for at, head in enumerate(heads) if kept is not None and at not in kept]
    if left_out:
        text += say("Not shown, for want of room: {columns}. --wide shows them.", columns=", ".join(left_out))
    stream.write("".join(f"{line.rstrip()}\n" for line in text.split("\n") if line.strip() or kept is None))
    stream.flush()


def _drawn(console: Console, lines: list[list[str]], numeric: Sequence[bool]) -> str:
    """Return lines as a table, the first of them its heading."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    widths = widths_of(list(zip(*lines, strict=True)), console.width - _BETWEEN * len(numeric))
    if widths:
        heads = zip(lines[0], widths, strict=True)
        lines[0] = [_whole(head) if len(_whole(head)) <= width else head for head, width in heads]
        lines = [[folded(text, width) for text, width in zip(line, widths, strict=True)] for line in lines]
    for heading, number in zip(lines[0], numeric, strict=True):
        table.add_column(Text(heading), justify="right" if number else "left", overflow="fold")
    for row in lines[1:]:
        table.add_row(*map(Text, row))  # as Text: a name with brackets in it is no mark-up
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _as_lines(heads: Sequence[str], row: Sequence[str], width: int) -> str:
    """Return one row as lines, a cell each, behind its heading; an empty cell has none."""
    names = [_whole(head) for head in heads]
    lead = min(max(map(len, names)) + 2, width // 2)
    lines: list[str] = []
    for name, text in zip(names, row, strict=True):
        if text:
            first, *rest = folded(text, max(width - lead, 1)).split("\n")
            lines += [f"{name[: lead - 1]:<{lead}}{first}", *(f"{'':<{lead}}{line}" for line in rest)]
    return "\n".join(lines)


def _whole(head: str) -> str:
    """Return a heading without the places where it may be parted."""
    return head.replace("- ", "")
