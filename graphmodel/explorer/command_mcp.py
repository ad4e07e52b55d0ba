"""``mcp``: the answers as tools for assistants that speak the Model Context Protocol."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.errors import MachineError
from graphmodel.explorer.command import DEFAULT_HOST, config_of, doors_of, ensure_named, listening, on_source
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.explorer.resident import Resident

DEFAULT_PORT = 8766
TOKEN_VARIABLE = "GRAPHMODEL_MCP_TOKEN"  # noqa: S105 - the name of the variable
SHORTEST_TOKEN = 32


@command("mcp")
@click.argument("source", required=False)
@option("--http", is_flag=True, help="Serve over HTTP at /mcp, for several assistants, who bring a token.")
@option(
    "--host", default=DEFAULT_HOST, show_default=True, help="With --http: the address of this computer to listen at."
)
@option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEFAULT_PORT,
    show_default=True,
    help="With --http: the port to listen at; 0 for any that is free.",
)
@option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST[:PORT]",
    help="With --http: a name by which assistants reach it, behind a proxy or in an office; repeatable.",
)
@pass_settings
def mcp(settings: Settings, source: str | None, http: bool, host: str, port: int, names: tuple[str, ...]) -> None:
    """Answer assistants: the answers as read-only tools by the Model Context Protocol.

    It answers from the store, or from SOURCE without a load, and changes neither. Over standard input and output it
    serves the assistant that starts it. Over HTTP whoever asks brings the token: that of the environment variable
    GRAPHMODEL_MCP_TOKEN, or the one that it writes.

    \b
    Example:
      graphmodel mcp canada
    """
    settings = on_source(settings, source, "mcp")
    if find_spec("mcp") is None:
        raise MachineError(
            Message("graphmodel mcp needs the package mcp, which is not installed: pip install 'graphmodel[mcp]'")
        )
    ensure_named(host, names)
    import anyio

    from graphmodel.explorer.protocol import over_stdio
    from graphmodel.explorer.resident import Resident

    resident = Resident(settings)
    with settings.waiting(say("Reading the catalogue")):
        held = resident.current()
    settings.limits(held.catalogue.about)
    if http:
        _serve(resident, host, port, names)
        return
    try:
        anyio.run(over_stdio, resident)
    finally:
        resident.close()


def _serve(resident: Resident, host: str, port: int, names: tuple[str, ...]) -> None:
    import uvicorn

    from graphmodel.explorer.protocol import PATH, over_http

    token = _token()
    with listening(host, port) as door:
        port = int(door.getsockname()[1])
        doors = doors_of(host, port, names, "")
        doors.bearer, doors.forms = True, frozenset({PATH})
        doors.token = token or doors.token
        shown = next(iter(sorted(names)), "") or f"{host}:{port}"
        if not token:  # said though -q may ask for silence: without it nobody comes in
            said = say("Assistants bring this token, until it ends: Authorization: Bearer {token}", token=doors.token)
            click.echo(said, err=True)
        click.echo(f"http://{shown}{PATH}")
        uvicorn.Server(config_of(over_http(resident, doors))).run(sockets=[door])


def _token() -> str:
    given = os.environ.get(TOKEN_VARIABLE, "").strip()
    if given and len(given) < SHORTEST_TOKEN:
        raise click.UsageError(
            say("{variable} needs at least {least} characters", variable=TOKEN_VARIABLE, least=SHORTEST_TOKEN)
        )
    return given
