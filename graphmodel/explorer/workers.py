"""Work is done in a few threads: a bounded number of requests wait for them, and none waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")
AT_ONCE, WAITING, PATIENCE = 3, 64, 60.0


class BusyError(Exception):
    """So many requests wait that another one would wait too long."""


class TooLateError(Exception):
    """An answer took longer than one may."""


class Workers:
    """A few threads; what is asked of them beyond ``waiting`` is refused at once."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, patience: float = PATIENCE) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="graphmodel answer")
        self._room = at_once + waiting
        self._patience = patience
        self._inside = 0

    @property
    def inside(self) -> int:
        """Return how many answers are being made or wait for it."""
        return self._inside

    async def do(self, work: Callable[[], T]) -> T:
        """Return what some work returns; BusyError where there is no room, TooLateError where it takes too long."""
        if self._inside >= self._room:
            raise BusyError
        loop = asyncio.get_running_loop()
        self._inside += 1
        future = self._pool.submit(copy_context().run, work)
        future.add_done_callback(lambda _: self._call(loop))
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), self._patience)
        except TimeoutError:
            future.cancel()  # what has begun goes on, and keeps its thread until it ends
            raise TooLateError from None

    def _call(self, loop: asyncio.AbstractEventLoop) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self._inside -= 1

    def close(self) -> None:
        """Take no more work; what has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)
