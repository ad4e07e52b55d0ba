"""Work that ends when its time is over, whether or not the engine obeys.

The engine obeys an interrupt within half a second nearly always, but not inside one call of a function on one long
text or list. So work is done in a thread of its own, and is left to itself where it does not end.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
GRACE = 0.6
"""Seconds that interrupted work has to end, before it is left to itself."""


def within(seconds: float, work: Callable[[float], T], interrupt: Callable[[], None]) -> T:
    """Return what ``work`` returns; TimeoutError when that takes longer.

    ``work`` is given its deadline, a time of ``time.monotonic``, and looks at it where it does not wait for the
    engine; what it raises is raised. ``interrupt`` ends what it waits for: called at the deadline, and when waiting
    itself is interrupted (Ctrl-C).
    """
    seconds = min(seconds, threading.TIMEOUT_MAX / 2)
    job = _Job(work, monotonic() + seconds)
    threading.Thread(target=job, name="graphmodel query", daemon=True).start()
    try:
        ended = job.done.wait(seconds)
    except BaseException:
        _stopped(job.done, interrupt, 0.1)
        raise
    if not ended and not _stopped(job.done, interrupt, GRACE):
        left_behind[:] = [left for left in left_behind if not left[0].is_set()]
        left_behind.append((job.done, interrupt))
        raise TimeoutError
    return job.outcome()


left_behind: list[tuple[threading.Event, Callable[[], None]]] = []
"""Work that was left to itself."""


@atexit.register
def leave(code: int = 1) -> None:
    """End the process where work that was left to itself does not end: Python cannot end beside it.

    Returns, after a second at most, where all has ended.
    """
    if all(done.is_set() or _stopped(done, interrupt, 1.0) for done, interrupt in left_behind):
        return
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):  # what others wrote is still in them
        stream.flush()
    os._exit(code)


def _stopped(done: threading.Event, interrupt: Callable[[], None], grace: float) -> bool:
    """Interrupt until work has ended or its grace is over: an interrupt that comes before a query does nothing."""
    end = monotonic() + grace
    while monotonic() < end:
        interrupt()
        if done.wait(0.05):
            return True
    return False


class _Job(Generic[T]):
    """Runs work once and keeps what came of it."""

    def __init__(self, work: Callable[[float], T], deadline: float) -> None:
        self.done = threading.Event()
        self._work = work
        self._deadline = deadline
        self._result: list[T] = []
        self._error: BaseException | None = None

    def __call__(self) -> None:
        try:
            self._result.append(self._work(self._deadline))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
        finally:
            self.done.set()

    def outcome(self) -> T:
        """Return the result, or raise the error."""
        if self._error is not None:
            raise self._error
        return self._result[0]
