"""What an administrator sees of the explorer: counts and times in Prometheus' text form, and a line for each request.

Neither holds who asked, what for, or what was answered: a request is named by the template of its route alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock
from time import perf_counter
from typing import TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphmodel.version import __version__

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Seconds: the upper ends of the histogram's steps."""
NO_ROUTE = "none"
"""What is refused at the door, or stands nowhere."""
BUSY, CUT, DOOR = "busy", "cut", "door"
"""Why there was no answer: too much was asked at once, it took too long, or nobody may ask so."""
_METHODS = ("GET", "HEAD", "POST")
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


class Counts:
    """What is counted since the start; many threads may count."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: dict[tuple[str, str, int], int] = {}
        self._times: dict[str, list[float]] = {}
        self._refused: dict[str, int] = {BUSY: 0, CUT: 0, DOOR: 0}
        self._sent = 0

    def answered(self, method: str, route: str, status: int, seconds: float, size: int) -> None:
        """Count one request."""
        key = (method if method in _METHODS else "other", route, status)
        with self._lock:
            self._requests[key] = self._requests.get(key, 0) + 1
            times = self._times.setdefault(route, [0.0] * (len(BUCKETS) + 2))
            for at, end in enumerate(BUCKETS):
                times[at] += seconds <= end
            times[-2] += 1
            times[-1] += seconds
            self._sent += size

    def refused(self, why: str) -> None:
        """Count what was not answered, by why."""
        with self._lock:
            self._refused[why] += 1

    def text(self, gauges: Mapping[str, tuple[str, float]], info: Mapping[str, str]) -> str:
        """Return everything in Prometheus' text form, with gauges of now (help and value) and what is answered from."""
        with self._lock:
            lines = _head("graphmodel_requests_total", "counter", "Requests by method, route and status.")
            for (method, route, status), count in sorted(self._requests.items()):
                labels = {"method": method, "route": route, "status": str(status)}
                lines.append(_line("graphmodel_requests_total", labels, count))
            name = "graphmodel_request_seconds"
            lines += _head(name, "histogram", "Seconds from the first byte of a request to the last of its answer.")
            for route, times in sorted(self._times.items()):
                ends = [*map(str, BUCKETS), "+Inf"]
                for end, within in zip(ends, times[:-1], strict=True):
                    lines.append(_line(f"{name}_bucket", {"route": route, "le": end}, within))
                lines.append(_line(f"{name}_sum", {"route": route}, times[-1]))
                lines.append(_line(f"{name}_count", {"route": route}, times[-2]))
            refused = "graphmodel_refused_total"
            lines += _head(refused, "counter", "No answer: too busy, cut off for time, refused at the door.")
            lines += [_line(refused, {"why": why}, count) for why, count in sorted(self._refused.items())]
            lines += _head("graphmodel_sent_bytes_total", "counter", "Bytes of answers.")
            lines.append(_line("graphmodel_sent_bytes_total", {}, self._sent))
        for gauge, (help, value) in gauges.items():
            lines += [*_head(gauge, "gauge", help), _line(gauge, {}, value)]
        lines += _head("graphmodel_info", "gauge", "Version and the digest of the catalogue; always 1.")
        lines.append(_line("graphmodel_info", {"version": __version__, **info}, 1))
        return "\n".join(lines) + "\n"


def _head(name: str, kind: str, help: str) -> list[str]:
    return [f"# HELP {name} {help}", f"# TYPE {name} {kind}"]


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    said = ",".join(f'{label}="{text.translate(_ESCAPED)}"' for label, text in labels.items())
    written = str(int(value)) if value == int(value) else repr(value)
    return f"{name}{{{said}}} {written}" if said else f"{name} {written}"


class Log:
    """A line of JSON for each request, on a stream that is open for text."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = Lock()

    def write(self, method: str, route: str, status: int, seconds: float, size: int) -> None:
        """Write one line."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": method if method in _METHODS else "other",
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes": size,
        }
        with self._lock:
            self._stream.write(json.dumps(line) + "\n")
            self._stream.flush()


class Watched:
    """An application whose requests are counted and logged."""

    def __init__(self, app: ASGIApp, counts: Counts, log: Log | None = None) -> None:
        self._app = app
        self._counts = counts
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request and note what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, size = perf_counter(), 500, 0

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            seconds, route = perf_counter() - begun, route_of(scope)
            self._counts.answered(scope["method"], route, status, seconds, size)
            if self._log is not None:
                self._log.write(scope["method"], route, status, seconds, size)


def route_of(scope: Scope) -> str:
    """Return the template of the route that a request took: what stands in its place of an id is not told."""
    found = getattr(scope.get("route"), "path", None)
    return str(found) if found else NO_ROUTE
