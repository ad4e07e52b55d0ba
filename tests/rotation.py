"""Seeds that change from run to run, a third of them each time, so that many runs together still see every world.

``GRAPHMODEL_SEED`` names the run; pytest prints it, and the same number gives the same seeds again. ``GRAPHMODEL_SEED=all``
takes them all.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")
VARIABLE, ALL = "GRAPHMODEL_SEED", "all"
SHARES = 3
"""Each run takes one of so many shares of the seeds."""
TURNS = 7
"""Of the tests that are marked ``rotates`` each run takes one of so many shares: a week of days sees them all."""
FEW = 5
"""Of fewer tests than this none is left for another run."""


def name_run() -> str:
    """Return the number of this run, which the processes that it starts know too: the day's, unless it is given."""
    return os.environ.setdefault(VARIABLE, str(int(time.time() // 86_400)))


def run_number() -> int:
    """Return the number of this run, 0 where it takes everything."""
    return 0 if name_run() == ALL else int(name_run())


def either(one: Item, other: Item) -> Item:
    """Return one of two, the other once every test has had its turn: a test sees both, whichever run is its own."""
    return (one, other)[run_number() // TURNS % 2]


def rotated(seeds: int, shares: int = SHARES) -> list[int]:
    """Return this run's share of the seeds from 0 on.

    >>> sorted(seed for run in range(3) for seed in [s for s in range(7) if s % 3 == run]) == list(range(7))
    True
    """
    if name_run() == ALL:
        return list(range(seeds))
    run = run_number()
    return [seed for seed in range(seeds) if seed % shares == run % shares]


def share(items: Sequence[Item], shares: int = SHARES) -> list[Item]:
    """Return this run's share of what is tried one by one."""
    return [items[at] for at in rotated(len(items), shares)]


def steps(seeds: int, step: int, shares: int = SHARES) -> list[list[int]]:
    """Return this run's share in lists of so many, for tests that take several worlds each."""
    taken = rotated(seeds, shares)
    return [taken[at : at + step] for at in range(0, len(taken), step)]
