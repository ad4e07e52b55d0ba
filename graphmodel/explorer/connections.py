"""Connections that are bounded in number and time: who sends nothing, or half of it, or reads nothing, is let go.

Uvicorn waits for ever for the rest of a request that has begun. Here each step has a time: the head, the body, the
answer on its way. Where more are open than may be, the one that has waited longest without an answer being made goes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

MOST_OPEN, BACKLOG = 512, 128
"""Connections of a process that are open at once, and that are taken in at one go: so few that what comes with a request
is read before a flood of silent ones could push it out."""
ASKING, SENDING, ANSWERING = 10.0, 60.0, 180.0
"""Seconds that the head of a request may take, what is sent with it, and its answer to be made and read."""


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with a time for each step and a place among so many."""

    most_open, asking, sending, answering = MOST_OPEN, ASKING, SENDING, ANSWERING

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._timer: asyncio.TimerHandle | None = None
        self._waiting = False
        self._sending: object = None

    @property
    def _idle(self) -> OrderedDict[BoundedProtocol, None]:
        """Return the connections of this server for which nothing is done, the oldest first."""
        made: OrderedDict[BoundedProtocol, None] = self.server_state.__dict__.setdefault("idle", OrderedDict())
        return made

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where too many wait already, the first of them goes."""
        super().connection_made(transport)
        if len(self.connections) > self.most_open:
            oldest = next(iter(self._idle), None)
            if oldest is None:
                transport.abort()  # all others are being answered
                return
            oldest.let_go()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes: a request that is whole is no longer waited for."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request: one that waits already may be answered at once."""
        self._stop()
        if not self.transport.is_closing():
            self._wait()
        super().on_response_complete()
        self._look()

    def let_go(self) -> None:
        """Close at once, whatever is on its way."""
        self._stop()
        self.transport.abort()

    def _look(self) -> None:
        """Give the step that a request is at now its own time."""
        cycle = self.cycle
        if not self._waiting or cycle is None or cycle.response_complete or self.transport.is_closing():  # pyright: ignore[reportUnnecessaryComparison] - before the first request it is None
            return
        if not cycle.more_body:
            self._stop()
            self._set(self.answering)
        elif cycle is not self._sending:
            self._sending = cycle
            self._set(self.sending)

    def _wait(self) -> None:
        self._waiting = True
        self._idle[self] = None
        self._set(self.asking)

    def _set(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.let_go)

    def _stop(self) -> None:
        self._waiting = False
        self._idle.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
