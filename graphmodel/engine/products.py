"""Matrix products of counts: finite numbers, and no more threads than they are worth."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
"""Counts as floating-point numbers that are exact, for fast products."""
_ALONE = 250_000
"""Products of so many multiplications are made by one thread."""


def product(one: Numbers, other: Numbers) -> Numbers:
    """Return a matrix product.

    On some processors the library for products also multiplies what lies beside a matrix in memory, and leaves the flag
    of an invalid number though the product holds none (numpy issue 24067): the flag says nothing here.
    """
    with np.errstate(invalid="ignore"):
        return one @ other


def small_product(one: Numbers, other: Numbers) -> Numbers:
    """Return a product of two matrices in pieces so small that no threads are made for them: those cost more than they bring."""
    step = max(1, _ALONE // max(one.shape[1] * other.shape[1], 1))
    if step >= len(one):
        return product(one, other)
    return np.concatenate([product(one[start : start + step], other) for start in range(0, len(one), step)])
