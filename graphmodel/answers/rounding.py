"""Shares and amounts as people read them: halves go up, as the stores' round() has them, and no amount becomes 0.

Python's own round() and formats take a half to the even neighbour: 12.5 to 12.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any


def scaled_percent(part: Any, whole: Any, digits: int = 1) -> Any:
    """Return a share in per cent times 10 ** digits, a whole number, halves up: of integers, or of arrays of them.

    ``whole`` is nowhere 0.
    """
    return (2 * 100 * 10**digits * part + whole) // (2 * whole)


def percent(part: int, whole: int, digits: int = 1) -> float | None:
    """Return a share in per cent to so many digits, halves up; None of nothing.

    >>> percent(1, 8, 0), percent(1, 16), percent(0, 0)
    (13.0, 6.3, None)
    """
    return float(scaled_percent(int(part), int(whole), digits) / 10**digits) if whole else None


def total(costs: Iterable[float]) -> float:
    """Return the sum of costs as people write them: 0.1 three times is 0.3.

    >>> total([0.1] * 3)
    0.3
    """
    return float(sum((Decimal(repr(float(cost))) for cost in costs), Decimal(0)))
