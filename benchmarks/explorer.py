"""How the explorer carries an office: many clients at once over a mix of pages, and beside Datasette on the same tables.

    python benchmarks/explorer.py [--quick] [--clients 50] [--seconds 60]

One process answers on the Canadian catalogue. Each client looks at a page for a second, on average, and asks for
the next; with --pause 0 at once, as clients do beside Datasette. Told are errors, the median and the 95th percentile of the
time that an answer takes, and the memory of the process before and after.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, perf_counter, sleep
from urllib.parse import quote, urlencode

from graphmodel import shipped
from graphmodel.loading import load
from graphmodel.queries.packs import library
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName
from graphmodel.stores import open_store

TABLES: Sequence[TableName] = ("agencies", "systems", "links", "agreements", "sources")
QUESTION = "isolation/isolated-systems"
_MEMORY = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


@dataclass
class Load:
    """What clients were told: seconds for each answer, by the first word of its path, and statuses."""

    seconds: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    statuses: Counter[int] = field(default_factory=Counter[int])
    broken: int = 0

    @property
    def all(self) -> list[float]:
        """Return all times, the shortest first."""
        return sorted(time for some in self.seconds.values() for time in some)


def mix(catalogue: Catalogue) -> Callable[[random.Random], str]:
    """Return what chooses the next page of a client: records half of the time, else answers, searches and the API."""
    agencies, systems, links = (list(catalogue.table(name)["id"]) for name in ("agencies", "systems", "links"))
    live = list(catalogue.systems.loc[catalogue.systems["status"] == "active", "id"])
    pages: Sequence[tuple[int, Callable[[random.Random], str]]] = (
        (2, lambda _: "/"),
        (20, lambda chance: f"/agency/{chance.choice(agencies)}"),
        (20, lambda chance: f"/system/{chance.choice(systems)}"),
        (10, lambda chance: f"/link/{quote(chance.choice(links), safe='')}"),
        (8, lambda chance: "/sees?" + urlencode({"agency": chance.choice(agencies)})),
        (
            4,
            lambda chance: "/why?" + urlencode(dict(zip(("agency", "other"), chance.sample(agencies, 2), strict=True))),
        ),
        (6, lambda chance: "/study?" + urlencode({"by": chance.choice(("type", "province", "level"))})),
        (
            6,
            lambda chance: (
                "/query/run?" + urlencode({"query_id": QUESTION, "param.type": chance.choice(("", "rms", "cad"))})
            ),
        ),
        (4, lambda _: "/query/list"),
        (6, lambda chance: "/suggest?" + urlencode({"q": chance.choice(agencies)[:4]})),
        (4, lambda chance: "/search?" + urlencode({"q": chance.choice(("police", "rms", "cpic", "warrants"))})),
        (4, lambda chance: "/whatif/connect?" + urlencode({"system": chance.choice(live[:40])})),
        (6, lambda chance: "/api/reach?" + urlencode({"agency": chance.choice(agencies)})),
    )
    weights = [weight for weight, _ in pages]
    return lambda chance: chance.choices(pages, weights)[0][1](chance)


async def client(
    port: int, cookie: str, choose: Callable[[random.Random], str], end: float, told: Load, seed: int, pause: float
) -> None:
    """Ask for page after page over one connection, until the time is over."""
    chance, streams = random.Random(seed), None  # noqa: S311 - no secret
    await asyncio.sleep(chance.uniform(0, 2 * pause))
    while monotonic() < end:
        path = choose(chance)
        begun = perf_counter()
        try:
            streams = streams or await asyncio.open_connection("127.0.0.1", port)
            status, closes = await ask(streams, port, cookie, path)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            told.broken, streams = told.broken + 1, None
            continue
        told.statuses[status] += 1
        told.seconds.setdefault("/" + re.split(r"[/?]", path)[1], []).append(perf_counter() - begun)
        if closes:
            streams[1].close()
            streams = None
        await asyncio.sleep(chance.uniform(0, 2 * pause))
    if streams:
        streams[1].close()


async def ask(
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], port: int, cookie: str, path: str
) -> tuple[int, bool]:
    """Send a request and read its answer whole: its status, and whether the connection ends with it."""
    reader, writer = streams
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    elif "chunked" in head:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return int(head.split()[1]), "connection: close" in head


def ask_once(port: int, cookie: str, path: str) -> int:
    """Return the status of one answer."""

    async def once() -> int:
        streams = await asyncio.open_connection("127.0.0.1", port)
        status, _ = await ask(streams, port, cookie, path)
        streams[1].close()
        return status

    return asyncio.run(once())


def under_load(
    port: int, cookie: str, choose: Callable[[random.Random], str], clients: int, seconds: float, pause: float = 0
) -> Load:
    """Return what so many clients were told in so many seconds."""
    told = Load()

    async def run() -> None:
        end = monotonic() + seconds
        await asyncio.gather(*(client(port, cookie, choose, end, told, seed, pause) for seed in range(clients)))

    asyncio.run(run())
    return told


@contextmanager
def explorer(store: str, environment: Mapping[str, str] | None = None) -> Iterator[tuple[int, int, str]]:
    """Serve a store: the process, the port and the cookie of who opened it."""
    command = [sys.executable, "-m", "graphmodel", "-q", "--store", store, "serve", "--port", "0"]
    surroundings = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings)
    try:
        assert process.stdout is not None
        found = re.match(r"http://127\.0\.0\.1:(\d+)(/\S+)", process.stdout.readline())
        assert found is not None
        with closing(socket.create_connection(("127.0.0.1", int(found[1])))) as line:
            line.sendall(f"GET {found[2]} HTTP/1.0\r\nHost: 127.0.0.1:{found[1]}\r\n\r\n".encode())
            got = b""
            while part := line.recv(65_536):
                got += part
        cookie = re.search(r"set-cookie: ([^;]+)", got.decode(), re.IGNORECASE)
        assert cookie is not None
        yield process.pid, int(found[1]), cookie[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextmanager
def datasette(catalogue: Catalogue, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve the same tables as SQLite by Datasette: the process and the port."""
    path = folder / "canada.db"
    with closing(sqlite3.connect(path)) as database:
        for name in TABLES:
            frame = catalogue.table(name)
            columns = ", ".join(f'"{column}"' + (" PRIMARY KEY" if column == "id" else "") for column in frame.columns)
            database.execute(f'CREATE TABLE "{name}" ({columns})')
            marks = ", ".join("?" * len(frame.columns))
            rows = frame.astype("object").where(frame.notna(), None).itertuples(index=False, name=None)
            database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - names of our own
        database.commit()
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "datasette", "serve", "--port", str(port), "--immutable", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(30)


def memory(pid: int) -> float:
    """Return the megabytes that a process holds; 0 where the machine does not say."""
    path = Path(f"/proc/{pid}/status")
    found = _MEMORY.search(path.read_text(encoding="utf-8")) if path.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def worked(pid: int) -> float:
    """Return the seconds of a processor that a process has used; 0 where the machine does not say."""
    path = Path(f"/proc/{pid}/stat")
    if not path.exists():
        return 0.0
    user, system = path.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def at(times: Sequence[float], share: float) -> float:
    """Return the milliseconds within which so large a share was answered; ``times`` are sorted."""
    return 1000 * times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def tell(name: str, told: Load, seconds: float) -> None:
    """Print one line."""
    times = told.all
    wrong = sum(count for status, count in told.statuses.items() if status >= 400) + told.broken
    print(
        f"{name:34} {len(times) / seconds:7.0f} a second   {wrong:4} errors   "
        f"median {at(times, 0.5):5.0f} ms   p95 {at(times, 0.95):5.0f} ms   worst {at(times, 1):5.0f} ms"
    )


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a client looks at a page, on average")
    parser.add_argument("--quick", action="store_true", help="20 seconds, and 5 beside Datasette")
    given = parser.parse_args()
    seconds, beside = (20.0, 5.0) if given.quick else (given.seconds, max(5.0, given.seconds / 4))
    catalogue = load(shipped.catalogues()["canada"])
    assert QUESTION in library().ids
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "canada.duckdb"
        with open_store(str(store)) as opened:
            opened.write(catalogue)
        with explorer(str(store)) as (pid, port, cookie):
            started = memory(pid)
            choose = mix(catalogue)
            before = worked(pid)
            first = under_load(port, cookie, choose, given.clients, seconds / 2, given.pause)
            half, between = memory(pid), worked(pid)
            second = under_load(port, cookie, choose, given.clients, seconds / 2, given.pause)
            after, end = memory(pid), worked(pid)
            print(f"{given.clients} clients, {seconds:g} s, {given.pause:g} s between pages, one process")
            tell("first half", first, seconds / 2)
            tell("second half", second, seconds / 2)
            both = Load(
                {
                    key: first.seconds.get(key, []) + second.seconds.get(key, [])
                    for key in first.seconds | second.seconds
                }
            )
            both.statuses, both.broken = first.statuses + second.statuses, first.broken + second.broken
            tell("in all", both, seconds)
            cost = [
                1000 * used / max(1, len(some.all))
                for used, some in ((between - before, first), (end - between, second))
            ]
            print(f"processor for each answer: {cost[0]:.0f} ms in the first half, {cost[1]:.0f} in the second")
            print(f"statuses: {dict(sorted(both.statuses.items()))}, connections that broke: {both.broken}")
            for key, times in sorted(both.seconds.items(), key=lambda item: -at(sorted(item[1]), 0.95)):
                tell(f"  {key}", Load({key: times}), seconds)
            print(f"memory: {started:.0f} MB at the start, {half:.0f} after one half, {after:.0f} after both")
        records = [(table, list(catalogue.table(table)["id"])) for table in ("agencies", "systems")]
        ours = {"agencies": "agency", "systems": "system"}
        with explorer(str(store)) as (pid, port, cookie):
            page = "/query/run?" + urlencode({"query_id": QUESTION})

            def of_ours(chance: random.Random) -> str:
                table, ids = chance.choice(records)
                return f"/{ours[table]}/{chance.choice(ids)}" if chance.random() < 0.5 else page

            before, told = worked(pid), under_load(port, cookie, of_ours, given.clients, beside)
            tell("records and a table: graphmodel", told, beside)
            print(f"processor for each answer: {1000 * (worked(pid) - before) / max(1, len(told.all)):.0f} ms")
        if find_spec("datasette") is None:
            print("Datasette is not installed: pip install datasette, and its line stands here too")
            return
        with datasette(catalogue, Path(folder)) as (pid, port):

            def of_theirs(chance: random.Random) -> str:
                table, ids = chance.choice(records)
                return (
                    f"/canada/{table}/{chance.choice(ids)}" if chance.random() < 0.5 else f"/canada/{table}?_size=100"
                )

            before, told = worked(pid), under_load(port, "", of_theirs, given.clients, beside)
            tell("records and a table: Datasette", told, beside)
            print(f"processor for each answer: {1000 * (worked(pid) - before) / max(1, len(told.all)):.0f} ms")


if __name__ == "__main__":
    main()
