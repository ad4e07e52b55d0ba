"""``serve``: the explorer in a browser, on this computer or for an office."""

from __future__ import annotations

import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.errors import MachineError, SourceError
from graphmodel.machine.refusals import reason
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from graphmodel.explorer.safety import Doors
    from graphmodel.explorer.watching import Log

LOCAL = ("127.0.0.1", "localhost", "::1")
_ANY = ("0.0.0.0", "::")  # noqa: S104 - it is told apart
_UNSAID = 80
"""The port that browsers leave out of what they say."""
DEFAULT_HOST, DEFAULT_PORT = LOCAL[0], 8765
_KEPT_ALIVE, _ENDING, _HEADERS = 5, 5, 32_768


@command("serve")
@click.argument("source", required=False)
@option("--host", default=DEFAULT_HOST, show_default=True, help="The address of this computer to listen at.")
@option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEFAULT_PORT,
    show_default=True,
    help="The port to listen at; 0 for any that is free.",
)
@option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST[:PORT]",
    help="A name by which browsers reach it, behind a proxy or in an office; repeatable.",
)
@option(
    "--user-header",
    metavar="NAME",
    default="",
    help="Behind a proxy that lets people in: the header in which it names them. Nobody else may reach the port.",
)
@option(
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="A folder in which scenarios may be saved; without it nothing is written.",
)
@option(
    "--metrics", is_flag=True, help="Give /metrics to whoever reaches the port, for Prometheus; else to who is let in."
)
@option(
    "--log",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Add a line of JSON for each request to a file; with -v to standard error. It names nobody.",
)
@option("--open", "open_", is_flag=True, help="Open it in the browser.")
@pass_settings
def serve(
    settings: Settings,
    source: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    user_header: str,
    workspace: Path | None,
    metrics: bool,
    log: str | None,
    open_: bool,
) -> None:
    """Answer in a browser: every answer of the command line as a page, and as JSON for programs.

    It answers from the store, or from SOURCE without a load, and changes neither; scenarios are saved in the folder of
    --workspace alone. Only who has the address that it writes can open it, once. Ctrl-C ends it.

    \b
    Example:
      graphmodel serve canada --open
    """
    settings = on_source(settings, source, "serve")
    ensure_named(host, names)
    import uvicorn

    from graphmodel.explorer.app import application
    from graphmodel.explorer.resident import Resident
    from graphmodel.explorer.saved import Workspace

    saved = None if workspace is None else Workspace(workspace)
    resident = Resident(settings)
    with settings.waiting(say("Reading the catalogue")):
        held = resident.current()
    with logging_to(log, settings) as lines, listening(host, port) as door:
        port = int(door.getsockname()[1])
        doors = doors_of(host, port, names, user_header)
        if metrics:
            doors.open |= {"/metrics"}
        address = address_of(host, port, doors)
        settings.limits(held.catalogue.about)
        settings.tell(say("Open this address; it opens once. Ctrl-C ends the explorer."))
        click.echo(address)
        if open_:
            click.launch(address)
        served = application(resident, doors, workspace=saved, log=lines, ahead=True)
        uvicorn.Server(config_of(served)).run(sockets=[door])


def on_source(settings: Settings, source: str | None, command: str) -> Settings:
    """Return settings that answer from the SOURCE of a command, where it has one."""
    if source is None:
        return settings
    if settings.on:
        raise SourceError(Message("{command} takes its SOURCE as an argument: leave --on out", command=command))
    return replace(settings, on=source, origin={**settings.origin, "on": "command line"})


def ensure_named(host: str, names: tuple[str, ...]) -> None:
    """Refuse to listen everywhere without a name by which it is called."""
    if host in _ANY and not names:
        raise click.UsageError(
            say("--host {host} listens everywhere: say with --name what browsers call it", host=host)
        )


@contextmanager
def logging_to(path: str | None, settings: Settings) -> Generator[Log | None]:
    """Give what writes a line for each request, None where nobody asked for it; MachineError for a file that cannot be written."""
    from graphmodel.explorer.watching import Log

    if path is None:
        yield Log(sys.stderr) if settings.verbose else None
        return
    try:
        stream = Path(path).open("a", encoding="utf-8")  # noqa: SIM115 - it is closed below
    except OSError as error:
        raise MachineError(Message("{file} cannot be written: {why}", file=path, why=reason(error))) from error
    with stream:
        yield Log(stream)


def config_of(app: ASGIApp) -> uvicorn.Config:
    """Return how the application is served: bounded in connections, headers and time, silent about itself."""
    import uvicorn

    from graphmodel.explorer.connections import BACKLOG, BoundedProtocol

    return uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        ws="none",
        http=BoundedProtocol,
        lifespan="on",
        backlog=BACKLOG,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=_ENDING,
        h11_max_incomplete_event_size=_HEADERS,
    )


def doors_of(host: str, port: int, names: tuple[str, ...], user_header: str) -> Doors:
    """Return who is let in at an address."""
    from graphmodel.explorer.safety import Doors

    local = LOCAL if host in LOCAL else (host,)
    called = [_bracketed(name) for name in local if name not in _ANY]
    hosts = [f"{name}:{port}" for name in called] + (called if port == _UNSAID else [])
    return Doors(frozenset(name.lower() for name in (*hosts, *names)), user_header, cookie=f"graphmodel-{port}")


def address_of(host: str, port: int, doors: Doors) -> str:
    """Return the address that opens it."""
    named = f"{_bracketed(host)}:{port}"
    shown = named if named in doors.hosts else next(iter(sorted(doors.hosts)), named)
    token = "" if doors.user_header else f"?token={doors.token}"
    return f"http://{shown}/{token}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; MachineError where the port is taken or the address is not ours."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(found[0], found[1])
        if socket.SO_REUSEADDR and hasattr(socket, "AF_UNIX"):  # elsewhere it would let another program take the port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(found[4])
        made.listen()
    except OSError as error:
        raise MachineError(
            Message(
                "{host}:{port} cannot be listened at: {why}. Name another with --port, or 0 for any that is free",
                host=host,
                port=port,
                why=reason(error),
            )
        ) from error
    made.set_inheritable(False)
    return made
