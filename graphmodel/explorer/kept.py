"""What was made once and may be asked for again, as long as there is room: the oldest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


def today() -> str:
    """Return the day on which something is made: a document bears it, so nothing is kept for longer."""
    return date.today().isoformat()  # noqa: DTZ011 - the day of who reads it


class Kept(Generic[T]):
    """Values by key, bounded by the bytes that whoever keeps one says that it takes; many threads may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Return the bytes that are kept."""
        return self._size

    def get(self, key: Hashable) -> T | None:
        """Return the value of a key, None where none is kept."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value that takes so many bytes, unless it alone would take a quarter of all room."""
        with self._lock:
            if key in self._values or size > self._most // 4:
                return
            self._values[key] = value, size
            self._size += size
            while self._size > self._most:
                self._size -= self._values.popitem(last=False)[1][1]
