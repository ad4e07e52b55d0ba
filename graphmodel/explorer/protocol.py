"""The tools as the Model Context Protocol speaks them, by its official SDK: over standard input and output, or HTTP."""

from __future__ import annotations

import logging
import sys
from contextlib import asynccontextmanager, redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.responses import Response

from graphmodel.explorer import api
from graphmodel.explorer.at_the_door import at_the_door
from graphmodel.explorer.resident import Resident
from graphmodel.explorer.running import Refusal, Runner, failed
from graphmodel.explorer.safety import Doors, Guarded
from graphmodel.explorer.tools import Described, Told, Toolbox
from graphmodel.explorer.workers import BusyError, TooLateError, Workers
from graphmodel.version import __version__
from graphmodel.words.languages import speaking
from graphmodel.words.messages import say

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

PATH = "/mcp"
LARGEST = 1_000_000
"""Bytes of a request."""
_log = logging.getLogger(__name__)


def server_of(resident: Resident, workers: Workers) -> Server[Any]:
    """Return the server of the protocol."""
    toolbox = Toolbox(Runner(resident))

    async def listed(context: object, given: object) -> types.ListToolsResult:
        del context, given
        with speaking(resident.settings.lang):
            return types.ListToolsResult(tools=[_tool(one) for one in toolbox.described()])

    async def called(context: object, given: types.CallToolRequestParams) -> types.CallToolResult:
        del context
        with speaking(resident.settings.lang):
            try:
                told = await workers.do(partial(toolbox.call, given.name, given.arguments or {}))
            except BusyError:
                told = _refused(503, say("Too much is asked at once: try again in a moment."))
            except TooLateError:
                told = _refused(504, say("This takes too long: ask for less."))
            except Exception:  # noqa: BLE001 - whoever asks gets one line, the log the rest
                _log.exception("%s failed", given.name)
                told = _refused(500, failed())
        return _result(told)

    with speaking(resident.settings.lang):
        instructions = say(
            "Answers about police information systems from one catalogue: who is connected, who can see whose records, "
            "which link to build next. To see means technically within reach; permission is another matter. What is "
            "not recorded is not known. Tell the limits that come with each answer to whoever reads your own."
        )
    return Server(
        "graphmodel", version=__version__, instructions=instructions, on_list_tools=listed, on_call_tool=called
    )


def _tool(one: Described) -> types.Tool:
    hints = types.ToolAnnotations(
        title=one.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return types.Tool(
        name=one.name,
        title=one.title,
        description=one.about,
        input_schema=dict(one.takes),
        output_schema=dict(one.gives),
        annotations=hints,
    )


def _refused(status: int, text: str) -> Told:
    return Told(text, refusal=Refusal(status, text))


def _result(told: Told) -> types.CallToolResult:
    short = types.TextContent(type="text", text=told.text)
    if told.refusal is not None:
        return types.CallToolResult(content=[short], is_error=True)
    # The protocol asks for the same as a text, for those that do not read what is structured.
    whole = types.TextContent(type="text", text=api.written(told.body).decode())
    return types.CallToolResult(content=[short, whole], structured_content=dict(told.body))


async def over_stdio(resident: Resident) -> None:
    """Serve one assistant over standard input and output, until it closes them."""
    workers = Workers()
    server = server_of(resident, workers)
    try:
        # The SDK takes the streams of the process themselves; what else is written goes to standard error meanwhile.
        with redirect_stdout(sys.__stdout__):
            async with stdio_server() as (reading, writing):
                await server.run(reading, writing, server.create_initialization_options())
    finally:
        workers.close()


def over_http(resident: Resident, doors: Doors) -> Guarded:
    """Return the application that serves assistants at ``/mcp``: each request by itself, nothing kept between them."""
    workers = Workers()
    server = server_of(resident, workers)
    # Host and Origin are looked at by our own doors, which know by what names we are called.
    safe = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST,
        transport_security=safe,
    )
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def life(app_: Any) -> AsyncGenerator[None]:
        async with inner(app_):
            yield
        workers.close()
        resident.close()

    app.router.lifespan_context = life

    def turned_away(request: Request, status: int) -> Response:
        with speaking(resident.settings.lang):
            text = say("This needs the token, as Authorization: Bearer.") if status == 401 else at_the_door(status)
            response = api.problem(Refusal(status, text), request.url.path)
        if status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response

    return Guarded(app, doors, turned_away)
