"""What a query may return, alike on every store: plain values, nodes, relationships and paths."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

Scalar = str | int | float | bool | None
Value = "Scalar | list[Value] | dict[str, Value] | Node | Relationship | Path"
NOT_KNOWN = frozenset(
    ("officers", "population", "since", "until", "year", "latest_source", "percent", "documented_percent")
)
"""Columns of numbers that are never below zero: where a query writes -1 in one, it means "not known".

The Cypher needs a number there, to sort by. People and spreadsheets get an empty cell, JSON null.
"""


def own_value(value: object) -> object:
    """Return a value of numpy or pandas as Python's own: one number, or a list; anything else as it is.

    >>> import numpy
    >>> own_value(numpy.int64(3)), own_value(numpy.array(["a", "b"])), own_value([numpy.float64(0.5)])
    (3, ['a', 'b'], [0.5])
    """
    if isinstance(value, (list, tuple)):
        return [own_value(item) for item in cast("Sequence[object]", value)]
    if isinstance(value, dict):
        return {name: own_value(item) for name, item in cast("dict[object, object]", value).items()}
    made: Any = getattr(value, "tolist", None) if hasattr(value, "dtype") else None
    return made() if callable(made) else value


def scalar(value: object) -> Scalar:
    """Return a single value as one of ours: what a server has beyond them, as text that names it.

    Dates, times and durations by ISO 8601 (2020-01-01, P1DT3S), a point as Cypher writes it, bytes as hexadecimal digits
    after 0x, numbers of numpy as Python's, what pandas calls missing as None; anything else as <its type: its text>.
    """
    known: Any = value
    match value:
        case None | str() | bool() | int() | float():
            return value
        case bytes() | bytearray():
            return f"0x{value.hex()}"
        case _ if hasattr(value, "srid"):
            axes = "".join(f", {name}: {float(part)}" for name, part in zip("xyz", known, strict=False))
            return f"point({{srid: {known.srid}{axes}}})"
        case _ if hasattr(value, "item"):
            return scalar(known.item())
        case _ if str(value) in ("<NA>", "NaT"):
            return None
        case _:
            pass
    for name in ("iso_format", "isoformat"):
        if hasattr(value, name):
            return str(getattr(known, name)())
    return f"<{type(value).__name__}: {value}>"


def shown(value: object) -> Scalar:
    """Return a single value as every format can hold it: as ``scalar``, with NaN and the infinities by their names."""
    result = scalar(value)
    if isinstance(result, float) and not math.isfinite(result):
        return "NaN" if math.isnan(result) else "Infinity" if result > 0 else "-Infinity"
    return result


@dataclass(frozen=True)
class Node:
    """A node as a query returns it; ``id`` is our id, not the store's."""

    label: str
    id: str
    properties: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True)
class Relationship:
    """A relationship as a query returns it; ``start`` and ``end`` are our ids of its nodes."""

    type: str
    start: str
    end: str
    properties: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True)
class Path:
    """A path as a query returns it."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
