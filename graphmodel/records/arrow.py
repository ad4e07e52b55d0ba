"""Arrow, which has no types of its own: the one place that says so to the type checkers."""

from __future__ import annotations

from importlib import import_module
from typing import Any

pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")

ArrowArray = Any
"""A ``pyarrow.Array`` or ``ChunkedArray``."""
ArrowTable = Any
"""A ``pyarrow.Table``."""
