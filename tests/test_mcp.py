"""``graphmodel mcp``: driven by the official SDK's client over both transports; its tools answer as the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp")

import httpx2
import uvicorn
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from graphmodel.explorer.command import config_of, doors_of, listening
from graphmodel.explorer.commands import answering
from graphmodel.explorer.protocol import PATH, over_http
from graphmodel.explorer.resident import Resident
from graphmodel.explorer.tools import MOST_ROWS, OWN, TOOLS
from graphmodel.records.catalogue import Catalogue
from tests.commands import Caller, spawn
from tests.serving import Reply, settings_on

PEEL, TORONTO = "peel-regional-police", "toronto-police-service"
TWO = {"agency": PEEL, "other": TORONTO}
QUESTION = "isolation/isolated-systems"
COUNT = "MATCH (s:System) WHERE s.live RETURN count(*) AS systems"
CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("study", {}, ["study"]),
    ("study", {"by": "province", "documented": True}, ["study", "--by", "province", "--documented"]),
    ("reach", {"agency": PEEL, "class": "warrants"}, ["reach", PEEL, "--class", "warrants"]),
    ("sees", {"agency": PEEL}, ["sees", PEEL]),
    ("sees", {**TWO, "explain": True}, ["sees", PEEL, TORONTO, "--explain"]),
    ("seen", {"agency": TORONTO}, ["seen", TORONTO]),
    ("may", {"agency": PEEL, "purpose": ["statistics"]}, ["may", PEEL, "--purpose", "statistics"]),
    ("why", TWO, ["why", PEEL, TORONTO]),
    ("whatif_connect", {"system": "drps-rms", "partner": "rcmp-pip"}, ["whatif", "connect", "drps-rms", "rcmp-pip"]),
    ("rank_partners", {"system": "drps-rms", "limit": 5}, ["whatif", "connect", "drps-rms", "--limit", "5"]),
    ("rank_partners", {"system": "drps-rms", "respect": ["legal_privacy"]}, ["whatif", "connect", "drps-rms", "--respect", "legal_privacy"]),
    ("outage", {"system": "drps-rms"}, ["whatif", "outage", "drps-rms"]),
    ("plan", {"links": 2, "from": "type=rms province=ON"}, ["plan", "--links", "2", "--from", "type=rms province=ON"]),
    ("needs", {"sources": ["wanted-person"]}, ["needs", "wanted-person"]),
    ("agreements", {"by": "province"}, ["agreements", "--by", "province"]),
    ("maturity", {"by": "type"}, ["maturity", "--by", "type"]),
    ("list_questions", {"search": "warrants"}, ["query", "list", "--search", "warrants"]),
    ("run_question", {"query_id": QUESTION, "param": ["type=rms"]}, ["query", "run", QUESTION, "-p", "type=rms"]),
    ("cypher", {"text": COUNT}, ["cypher", COUNT]),
]  # fmt: skip
SAID = [
    ("nothing", {}, "There is no tool 'nothing'"),
    ("sees", {}, "sees needs agency"),
    ("whatif_connect", {"system": "drps-rms"}, "whatif_connect needs partner"),
    ("rank_partners", {"system": "drps-rms", "partner": "rcmp-pip"}, "rank_partners has no input 'partner'"),
    ("sees", {"agency": "nobody"}, "there is no agency 'nobody'"),
    ("sees", {"agency": "peel-regional-polise"}, "did you mean"),
    ("sees", {"agency": ["a", "b"]}, "agency takes one value, not a list"),
    ("sees", {"agency": {"a": 1}}, "agency takes a text or a number, not an object"),
    ("sees", {"agency": PEEL, "rows": 0}, "rows: a whole number from 1"),
    ("sees", {"agency": PEEL, "rows": 10**9}, "rows: a whole number from 1"),
    ("sees", {"agency": PEEL, "skip": "1"}, "skip: a whole number"),
    ("study", {"lang": "xx"}, "lang: one of en, fr"),
    ("study", {"by": "moon"}, "moon"),
    ("plan", {"links": -1}, "-1"),
    ("cypher", {"text": "MATCH (n) DELETE n"}, "DELETE"),
    ("cypher", {"text": "CALL dbms.components()"}, "CALL"),
    ("cypher", {"text": "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l"}, "LOAD"),
    ("run_question", {"query_id": "/etc/passwd"}, "files are not read"),
    ("needs", {"sources": ["/etc/passwd"]}, "files are not read"),
    ("plan", {"links": 1, "scenario": ["../x.toml"]}, "files are not read"),
    ("find", {"words": " "}, "find needs words"),
    ("find", {"words": "peel", "word": "x"}, "did you mean"),
]


Use = Callable[[Client], Awaitable[Any]]
Speak = Callable[[Use], Any]


@pytest.fixture(scope="module")
def endpoint(canada_file: Path) -> Iterator[tuple[int, str]]:
    """The port and the token of a server over HTTP."""
    resident = Resident(settings_on(canada_file))
    with listening("127.0.0.1", 0) as socket:
        port = int(socket.getsockname()[1])
        doors = doors_of("127.0.0.1", port, (), "")
        doors.bearer, doors.forms = True, frozenset({PATH})
        server = uvicorn.Server(config_of(over_http(resident, doors)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        end = monotonic() + 60
        while not server.started and monotonic() < end:
            sleep(0.01)
        yield port, doors.token
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


def by_http(port: int, token: str, use: Use) -> Any:
    async def talk() -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        address = f"http://127.0.0.1:{port}{PATH}"
        async with (
            httpx2.AsyncClient(headers=headers, timeout=120) as web,
            Client(streamable_http_client(address, http_client=web)) as client,
        ):
            return await use(client)

    return anyio.run(talk)


def by_stdio(store: Path, use: Use, *options: str, mode: str = "auto") -> Any:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = ["-m", "graphmodel", "-q", "--store", str(store), *options, "mcp"]
    started = StdioServerParameters(command=sys.executable, args=arguments, env=environment)

    async def talk() -> Any:
        async with Client(started, mode=mode) as client:
            return await use(client)

    return anyio.run(talk)


async def every_row(client: Client, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer with all of its rows, asked for in as many turns as it takes."""
    whole: dict[str, Any] = {}
    skip = 0
    while True:
        got = await client.call_tool(name, {**given, "rows": MOST_ROWS, "skip": skip})
        assert not got.is_error, got.content[0].text
        part = got.structured_content
        if not whole:
            whole = part
        elif isinstance(part["answer"], list):
            whole["answer"] += part["answer"]
        else:
            for key, value in part["answer"].items():
                if isinstance(value, list):
                    whole["answer"][key] += value
        skip += MOST_ROWS
        lists = [part["answer"]] if isinstance(part["answer"], list) else part["answer"].values()
        if not any(len(rows) == MOST_ROWS for rows in lists if isinstance(rows, list)):
            return whole


async def every_case(client: Client) -> list[dict[str, Any]]:
    return [await every_row(client, name, given) for name, given, _ in CASES]


def ensure_as_the_command_line(answers: list[dict[str, Any]], graphmodel: Caller, canada: Catalogue) -> None:
    for (name, _, typed), body in zip(CASES, answers, strict=True):
        said = graphmodel(*typed, "--format", "json")
        assert body["answer"] == said.json, name
        assert body["passed"] == (said.code == 0)
        for note in (*body["notes"], *body["limits"]):
            assert note in said.err
        assert body["catalogue"] == {"name": canada.about.name, "digest": canada.digest}


def test_every_tool_answers_as_the_command_line_over_http(
    endpoint: tuple[int, str], graphmodel: Caller, canada: Catalogue
) -> None:
    ensure_as_the_command_line(by_http(*endpoint, every_case), graphmodel, canada)
    assert {name for name, _, _ in CASES} == set(TOOLS)


def test_every_tool_answers_as_the_command_line_over_standard_streams(
    canada_file: Path, graphmodel: Caller, canada: Catalogue
) -> None:
    ensure_as_the_command_line(by_stdio(canada_file, every_case), graphmodel, canada)


def test_an_older_client_is_served_too(canada_file: Path, graphmodel: Caller) -> None:
    async def use(client: Client) -> Any:
        return (await client.call_tool("study", {})).structured_content

    body = by_stdio(canada_file, use, mode="legacy")
    assert body["answer"] == graphmodel("study", "--format", "json").json


def test_tools_say_what_they_take_as_the_commands_do(endpoint: tuple[int, str], canada: Catalogue) -> None:
    async def use(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in by_http(*endpoint, use)}
    assert set(tools) == {"find", *TOOLS}
    for tool in tools.values():
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        assert tool.annotations.read_only_hint
        assert tool.description
    for name, tool in TOOLS.items():
        told = tools[name].input_schema["properties"]
        inputs = {item.name: item for item in answering()[tool.command].inputs}
        assert set(told) - set(OWN) == set(inputs) - set(tool.without)
        for key, item in inputs.items():
            if item.choices and key in told:
                one = told[key]["items"] if item.many else told[key]
                assert one["enum"] == list(item.choices)
    assert tools["whatif_connect"].input_schema["required"] == ["system", "partner"]
    carried = {word for words in canada.systems["holds"].dropna() for word in words.split(";")}
    assert carried <= set(tools["sees"].input_schema["properties"]["class"]["enum"])


def test_what_is_refused_is_said_in_words(endpoint: tuple[int, str]) -> None:
    async def use(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(name, given) for name, given, _ in SAID]

    for (name, given, words), got in zip(SAID, by_http(*endpoint, use), strict=True):
        assert got.is_error, (name, given)
        assert words in got.content[0].text, (name, given)
        assert "Traceback" not in got.content[0].text


def test_rows_are_bounded_and_the_rest_is_said(endpoint: tuple[int, str], canada: Catalogue) -> None:
    every = "MATCH (s:System) RETURN s.id AS id ORDER BY id"
    total = len(canada.systems)

    async def use(client: Client) -> list[Any]:
        told = [{"rows": 7}, {"rows": 7, "skip": 7}, {}, {"lang": "fr", "rows": 7}, {"skip": total}]
        got = [await client.call_tool("cypher", {"text": every, **one}) for one in told]
        return [*got, await client.call_tool("outage", {"system": "rcmp-cpic", "rows": 3})]

    first, second, plain, french, beyond, outage = by_http(*endpoint, use)
    ids = sorted(canada.systems["id"])
    assert [row["id"] for row in first.structured_content["answer"]] == ids[:7]
    assert [row["id"] for row in second.structured_content["answer"]] == ids[7:14]
    said = f"7 of {total} rows are given, from row 0 on; {total - 7} are left out."
    assert first.structured_content["left_out"] == [said]
    assert said in first.content[0].text
    assert json.loads(first.content[1].text) == first.structured_content
    assert len(plain.structured_content["answer"]) == min(total, 200)
    assert f"7 des {total} lignes" in french.content[0].text
    assert beyond.structured_content["answer"] == []
    assert len(outage.structured_content["answer"]["lost"]) == 3
    assert any(words.startswith("lost: 3 of ") for words in outage.structured_content["left_out"])


def test_finding_gives_the_ids_that_other_tools_take(endpoint: tuple[int, str], canada: Catalogue) -> None:
    async def use(client: Client) -> list[Any]:
        found = await client.call_tool("find", {"words": "Peel Regional"})
        french = await client.call_tool("find", {"words": "sûreté du québec", "lang": "fr"})
        return [found.structured_content, french.structured_content]

    found, french = by_http(*endpoint, use)
    assert {"kind": "agency", "id": PEEL, "name": "Peel Regional Police"} in found["answer"]
    named = dict(zip(canada.agencies["id"], canada.agencies["name"], strict=True))
    hits = [hit for hit in found["answer"] if hit["kind"] == "agency"]
    assert {hit["id"] for hit in hits} == {id for id, name in named.items() if "peel regional" in name.lower()}
    assert found["limits"][1:] == list(canada.about.limits)
    assert any(hit["kind"] == "organisme" for hit in french["answer"])


def test_sources_come_where_they_are_asked_for(endpoint: tuple[int, str]) -> None:
    async def use(client: Client) -> list[Any]:
        told = [{**TWO, "explain": True}, TWO]
        return [(await client.call_tool("sees", one)).structured_content for one in told]

    with_sources, without = by_http(*endpoint, use)
    named = {id for row in with_sources["answer"] for id in row["sources"]}
    assert named == {source["id"] for source in with_sources["sources"]}
    assert (bool(named), without["sources"]) == (True, [])


# Over HTTP, who comes in


HELLO = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def post(port: int, headers: Mapping[str, str], body: bytes = b"", method: str = "POST", path: str = PATH) -> Reply:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    body = body or json.dumps(HELLO).encode()
    both = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    try:
        connection.request(method, path, body if method == "POST" else None, {**both, **headers})
        got = connection.getresponse()
        return Reply(got.status, {key.lower(): value for key, value in got.getheaders()}, got.read())
    finally:
        connection.close()


def test_who_brings_the_token_is_let_in_each_time(endpoint: tuple[int, str]) -> None:
    port, token = endpoint
    for _ in range(2):
        reply = post(port, {"Authorization": f"Bearer {token}"})
        assert reply.status == 200
        assert len(reply.json["result"]["tools"]) == len(TOOLS) + 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": "Bearer x"}, 401),
        ({"Authorization": "Basic {token}"}, 401),
        ({"Authorization": "{token}"}, 401),
        ({"Cookie": "graphmodel-{port}={token}"}, 401),
        ({"Authorization": "Bearer {token}", "Host": "evil.example"}, 421),
        ({"Authorization": "Bearer {token}", "Host": "evil.example:{port}"}, 421),
        ({"Authorization": "Bearer {token}", "Origin": "https://evil.example"}, 403),
        ({"Authorization": "Bearer {token}", "Origin": "null"}, 403),
        ({"Authorization": "Bearer {token}", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_others_are_not(endpoint: tuple[int, str], headers: dict[str, str], status: int) -> None:
    port, token = endpoint
    reply = post(port, {name: value.format(port=port, token=token) for name, value in headers.items()})
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert b"tools" not in reply.body
    assert "access-control-allow-origin" not in reply.headers


def test_no_address_opens_it_and_nothing_else_stands_there(endpoint: tuple[int, str]) -> None:
    port, token = endpoint
    assert post(port, {}, method="GET", path=f"/?token={token}").status == 401
    inside = {"Authorization": f"Bearer {token}"}
    assert post(port, inside, method="GET", path="/study").status == 404
    assert post(port, inside, method="DELETE").status == 405
    assert post(port, inside, method="POST", path="/study").status == 405


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"\x00", b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}', b"9" * 2_000_000]
)
def test_odd_messages_are_refused(endpoint: tuple[int, str], body: bytes) -> None:
    port, token = endpoint
    reply = post(port, {"Authorization": f"Bearer {token}"}, body)
    assert reply.status in (200, 202, 400, 413)
    assert b"Traceback" not in reply.body
    assert "result" not in reply.text
    assert post(port, {"Authorization": f"Bearer {token}"}).status == 200


# As a program


@contextmanager
def started(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "graphmodel", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize("http", [False, True])
def test_it_ends_when_told(tmp_path: Path, http: bool) -> None:
    given = ["mcp", "nleim-2014", *(["--http", "--port", "0"] if http else [])]
    with started(*given, TMPDIR=str(tmp_path)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if http:
            assert process.stdout.readline().startswith("http://127.0.0.1:")
        else:
            process.stdin.write(json.dumps({**HELLO, "method": "ping"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (143, "")
        assert "Traceback" not in err
        assert ("Authorization: Bearer" in err) == http
    assert list(tmp_path.iterdir()) == []


def test_it_ends_with_who_started_it(tmp_path: Path) -> None:
    said = spawn("-q", "mcp", "nleim-2014", cwd=tmp_path)  # standard input is at its end
    assert (said.code, said.out, said.err) == (0, "", "")


def test_a_token_of_ones_own_is_taken_and_a_short_one_refused() -> None:
    own = "t" * 40
    with started("mcp", "nleim-2014", "--http", "--port", "0", GRAPHMODEL_MCP_TOKEN=own) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split(":")[2].split("/")[0])
        assert post(port, {"Authorization": f"Bearer {own}"}).status == 200
        process.terminate()
        assert own not in process.communicate(timeout=30)[1]
    with started("mcp", "nleim-2014", "--http", "--port", "0", GRAPHMODEL_MCP_TOKEN="short") as process:
        assert "at least 32 characters" in process.communicate(timeout=30)[1]
        assert process.returncode == 2


def test_without_the_package_it_says_how_to_have_it(tmp_path: Path) -> None:
    code = (
        "import sys, importlib.util as u\nfound = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'mcp' else found(name, *rest)\n"
        "sys.argv = ['graphmodel', 'mcp', 'canada']\nfrom graphmodel.__main__ import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path, text=True)
    assert done.returncode == 1
    assert "pip install 'graphmodel[mcp]'" in done.stderr
    assert "Traceback" not in done.stderr
