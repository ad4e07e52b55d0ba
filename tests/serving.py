"""The explorer as tests ask it: a real server on a port of its own, and a client that sends exactly what it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote, urlencode

import uvicorn

from graphmodel.cli.shared.settings import Settings
from graphmodel.explorer.app import application
from graphmodel.explorer.command import config_of, doors_of, listening
from graphmodel.explorer.resident import Resident
from graphmodel.explorer.safety import Doors
from graphmodel.explorer.saved import Workspace
from graphmodel.explorer.watching import Log
from graphmodel.explorer.workers import Workers
from graphmodel.words.languages import Language

Pairs = Sequence[tuple[str, str]] | Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    """A running explorer, and the cookie of who opened it."""

    port: int
    doors: Doors
    resident: Resident
    cookie: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        """Send a request as it is; header names come back in small letters, several of one name joined by newlines."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, target, body, dict(headers))
            got = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in got.getheaders():
                name_ = name.lower()
                found[name_] = f"{found[name_]}\n{value}" if name_ in found else value
            return Reply(got.status, found, got.read())
        finally:
            connection.close()

    def get(self, path: str, given: Pairs = (), **headers: str) -> Reply:
        """Ask as who opened it does."""
        return self.send("GET", target(path, given), {"Host": self.host, "Cookie": self.cookie, **headers})

    def open(self) -> Reply:
        """Exchange the token for the cookie."""
        reply = self.send("GET", f"/?token={self.doors.token}", {"Host": self.host})
        self.cookie = reply.headers.get("set-cookie", "").partition(";")[0]
        return reply


def target(path: str, given: Pairs = ()) -> str:
    """Return the target of a request."""
    said = urlencode(list(given.items()) if isinstance(given, Mapping) else list(given))
    return quote(path, safe="/%?=&") + (f"?{said}" if said else "")


def settings_on(store: Path | str = "", on: str | None = None, lang: Language = "en") -> Settings:
    """Return the settings of a command line that names a store or a source."""
    named = {"store": "command line" if store else "default", "on": "command line" if on else "default"}
    origin = {**named, "lang": "default", "loader": "default"}
    return Settings(str(store or "graphmodel.duckdb"), on, lang, False, 0, None, origin)


@contextmanager
def serving(
    settings: Settings,
    *,
    user_header: str = "",
    workers: Workers | None = None,
    workspace: Path | None = None,
    log: Log | None = None,
) -> Iterator[Site]:
    """Run an explorer until the block ends."""
    resident = Resident(settings)
    with listening("127.0.0.1", 0) as socket:
        port = int(socket.getsockname()[1])
        doors = doors_of("127.0.0.1", port, (), user_header)
        app = application(resident, doors, workers, None if workspace is None else Workspace(workspace), log)
        server = uvicorn.Server(config_of(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        end = monotonic() + 60
        while not server.started and thread.is_alive() and monotonic() < end:
            sleep(0.01)
        assert server.started
        try:
            yield Site(port, doors, resident)
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()
