"""What a command answers, handed over instead of written.

The terminal, a page and a program that asks the explorer run the same command; only what collects its output differs.
On a terminal nothing is in force, and everything is written.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from graphmodel.words.messages import Message


@dataclass(frozen=True, eq=False)
class CollectedRows:
    """Rows of an answer with their columns, as ``show`` was given them."""

    columns: Sequence[str]
    rows: Sequence[tuple[object, ...]]
    hide: Sequence[str] = ()
    headings: Mapping[str, Message] = field(default_factory=dict[str, Message])
    names: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(eq=False)
class Collected:
    """What one run of a command handed over, in the order in which it would have been written."""

    parts: list[CollectedRows | str] = field(default_factory=list[CollectedRows | str])
    """Tables, and the lines of text between them."""
    values: list[object] = field(default_factory=list[object])
    """What ``--format json`` would have written: one value, as a rule."""
    notes: list[str] = field(default_factory=list[str])
    """What would have been said beside the answer."""
    limits: list[str] = field(default_factory=list[str])
    """Which catalogue was asked, and what its answers must not be taken for."""
    files: list[bytes] = field(default_factory=list[bytes])
    """What would have been written into files."""
    sources: list[Mapping[str, object]] = field(default_factory=list[Mapping[str, object]])
    """The sources that ``--explain`` names: id, title, publisher, year, url."""


_in_force: ContextVar[Collected | None] = ContextVar("collected", default=None)


def in_force() -> Collected | None:
    """Return what collects the output now, None where it is written."""
    return _in_force.get()


@contextmanager
def collecting() -> Generator[Collected]:
    """Collect what commands answer until the block ends, in this thread alone."""
    collected = Collected()
    token = _in_force.set(collected)
    try:
        yield collected
    finally:
        _in_force.reset(token)
