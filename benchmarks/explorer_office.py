"""How two explorers carry an office over one Neo4j server, on a tenth of the large made-up catalogue.

    python benchmarks/explorer_office.py [--clients 50] [--seconds 60] [--pause 1]

A server of its own is started (see ``tests/servers``), loaded and ended. Half of the clients ask one process, half the
other. Told are what ``benchmarks/explorer.py`` tells, and how long the load and the first answer took.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]

from explorer import Load, ask_once, explorer, memory, mix, tell, under_load  # noqa: E402

from graphmodel import load, open_store  # noqa: E402
from tests.servers import neo4j_server  # noqa: E402

SIZES = ("--agencies", "1800", "--systems", "20000", "--links", "100000")


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a client looks at a page, on average")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        subprocess.run([sys.executable, "benchmarks/generate.py", folder, *SIZES], check=True, cwd=ROOT)
        catalogue = load(folder)
        server = stack.enter_context(neo4j_server(heap="3g", java_options=()))
        server.start()
        begun = perf_counter()
        with open_store(server.uri, password=server.environment["NEO4J_PASSWORD"]) as store:
            store.write(catalogue)
        print(f"{catalogue.counts}: loaded in {perf_counter() - begun:.0f} s")
        both = [stack.enter_context(explorer(server.uri, server.environment)) for _ in range(2)]
        for pid, port, cookie in both:
            begun = perf_counter()
            ask_once(port, cookie, "/")
            print(f"first answer after {perf_counter() - begun:.1f} s, {memory(pid):.0f} MB")
        choose = mix(catalogue)
        with ThreadPoolExecutor(2) as pool:
            parts = list(
                pool.map(
                    lambda one: under_load(one[1], one[2], choose, given.clients // 2, given.seconds, given.pause), both
                )
            )
        told = Load()
        for part in parts:
            for kind, times in part.seconds.items():
                told.seconds.setdefault(kind, []).extend(times)
            told.statuses += part.statuses
            told.broken += part.broken
        tell(f"{given.clients} clients, two processes", told, given.seconds)
        for kind, times in sorted(told.seconds.items()):
            tell(f"  {kind}", Load({kind: times}), given.seconds)
        print(f"statuses: {dict(sorted(told.statuses.items()))}, connections that broke: {told.broken}")
        print(f"memory: {', '.join(f'{memory(pid):.0f} MB' for pid, _, _ in both)}")


if __name__ == "__main__":
    main()
