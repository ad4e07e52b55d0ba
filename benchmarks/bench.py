"""``make bench``: how fast, as ratios in one run beside a stated rival or floor; nothing here is asserted.

Each figure comes from a process of its own, so that its memory is its own too. ``--small`` takes a tenth of the size.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
FULL = (18_000, 200_000, 1_000_000)
SERVER = "GRAPHMODEL_BENCH_NEO4J"
"""The variable that names a Neo4j server with an empty database; without it nothing is measured there."""

_FLOOR = """
import shutil, tempfile
from pathlib import Path
import pandas as pd
start = time.perf_counter()
frames = [pd.read_csv(path, dtype=str) for path in sorted(Path(SOURCE).glob("*.csv"))]
report["read_csv"] = time.perf_counter() - start
del frames
from graphmodel import load
from graphmodel.graph.build import PropertyGraph
from graphmodel.graph.model import node_types, relationship_types
import duckdb
folder = Path(tempfile.mkdtemp())
graph = PropertyGraph(load(SOURCE))
tables = [graph.nodes(label) for label in node_types() if label != "Load"]
tables += [item.rows for name in relationship_types() for item in graph.relationships(name)]
start = time.perf_counter()
with duckdb.connect(folder / "floor.duckdb", config={"threads": 2}) as connection:
    for number, rows in enumerate(tables):
        connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM rows")
report["copy"] = time.perf_counter() - start
shutil.rmtree(folder)
"""
_LOAD = """
start = time.perf_counter()
from graphmodel import load, open_store
with open_store(STORE, notice=print) as store:
    catalogue = load(SOURCE)
    report["read and check"] = time.perf_counter() - start
    middle = time.perf_counter()
    store.write(catalogue)
report["graph and store"] = time.perf_counter() - middle
report["whole"] = time.perf_counter() - start
"""
_LOAD_LEAN = """
start = time.perf_counter()
from graphmodel.cli import run
code = run(["-q", "--store", STORE, "load", SOURCE])
report["whole"] = time.perf_counter() - start
report["exit"] = code
"""
_QUERIES = """
from graphmodel.errors import GraphmodelError
from graphmodel.queries.packs import shipped
from graphmodel.stores import open_store
with open_store(STORE, timeout=float(TIMEOUT)) as store:
    values = json.loads(VALUES)
    for query in shipped():
        chosen = {item.name: values[item.type] for item in query.parameters if item.type in values}
        start = time.perf_counter()
        try:
            said = f"{len(store.run(*query.bind(chosen)).rows)} rows"
        except GraphmodelError as error:
            said = str(error)
        report[query.id] = (time.perf_counter() - start, said)
"""

_PLAN = """
import numpy as np, networkx
from graphmodel import load
from graphmodel.answers.ranking import World
world = World(load(SOURCE))
net = world.network
graph = networkx.Graph()
graph.add_nodes_from(range(len(net.systems)))
graph.add_edges_from(zip(*(end[net.links].tolist() for end in net.ends)))
alone = np.flatnonzero(net.live & ~net.interconnected)
start = time.perf_counter()
world.gains.of(int(alone[0]))
report["prepared"] = time.perf_counter() - start
ranked, passed = [], []
for system in alone[:: max(len(alone) // 7, 1)][:7].tolist():
    start = time.perf_counter()
    gained = world.gains.of(system).triples
    order = np.argsort(-gained, kind="stable")
    ranked.append(time.perf_counter() - start)
    start = time.perf_counter()
    count = sum(1 for _ in networkx.connected_components(graph))
    passed.append(time.perf_counter() - start)
report["ranked"], report["passed"] = sorted(ranked)[3], sorted(passed)[3]
report["partners"] = int((gained > 0).sum())
"""


def measured(body: str, **names: str) -> dict[str, object]:
    """Run a piece of Python in a process of its own; return what it reported, and its peak memory in GB."""
    head = "import json, resource, sys, time\nreport = {}\n" + "".join(
        f"{key} = {value!r}\n" for key, value in names.items()
    )
    tail = "\nreport['peak GB'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{head}{body}{tail}print('@' + json.dumps(report))"],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout.rpartition("@")[2])
    return found


def wall(*command: str, times: int = 5) -> float:
    """Return the median wall time of a command in seconds."""
    taken: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return sorted(taken)[times // 2]


def startup(folder: Path) -> None:
    """Print what the command line costs beside importing pandas."""
    tool = [sys.executable, "-m", "graphmodel", "--store", str(folder / "canada.duckdb")]
    subprocess.run([*tool, "load", "canada"], capture_output=True, check=True)
    pandas = wall(sys.executable, "-c", "import pandas")
    help = wall(*tool, "--help")
    query = wall(*tool, "query", "run", "isolation/isolated-systems")
    study = wall(*tool, "study")
    print(f"import pandas                     {pandas:6.2f} s")
    print(f"graphmodel --help                 {help:6.2f} s   {help / pandas:5.2f} of it   (goal 0.50)")
    print(f"graphmodel query run, Canada      {query:6.2f} s                 (goal 1 s)")
    print(f"graphmodel study, Canada          {study:6.2f} s")


def loading(source: Path, store: Path) -> None:
    """Print the whole load beside reading the tables and copying the same rows."""
    floor = measured(_FLOOR, SOURCE=str(source))
    parts = measured(_LOAD, SOURCE=str(source), STORE=str(store))
    whole = measured(_LOAD_LEAN, SOURCE=str(source), STORE=str(store))
    least = _seconds(floor, "read_csv") + _seconds(floor, "copy")
    print(f"pandas.read_csv + one COPY        {least:6.1f} s   ({floor['read_csv']:.1f} + {floor['copy']:.1f})")
    print(f"read and check / graph and store  {parts['read and check']:6.1f} s / {parts['graph and store']:.1f} s")
    taken = _seconds(whole, "whole")
    print(f"graphmodel load, whole            {taken:6.1f} s   {taken / least:5.2f} of it   (goals 30 s, 2.5)")
    print(f"  its peak memory                 {whole['peak GB']:6.2f} GB                (goal 2 GB)")
    print(f"  its file                        {store.stat().st_size / 1e6:6.0f} MB")


def _seconds(report: dict[str, object], name: str) -> float:
    value = report[name]
    assert isinstance(value, float)
    return value


def questions(store: Path) -> None:
    """Print the slowest canned queries on the large network."""
    values = {
        "agency": "agency-00007",
        "organisation": "agency-00011",
        "system": "system-000000",
        "product": "product-001",
    }
    report = measured(_QUERIES, STORE=str(store), TIMEOUT="3", VALUES=json.dumps(values))
    peak = report.pop("peak GB")
    times = {name: (float(value[0]), str(value[1])) for name, value in report.items() if isinstance(value, list)}
    slow = sorted(times.items(), key=lambda item: -item[1][0])
    within = sum(seconds < 3 and "rows" in said for seconds, said in times.values())
    print(f"canned queries answered in 3 s    {within:3d} of {len(times)}; cut off or refused with a message: the rest")
    print(f"  peak memory                     {peak:6.2f} GB")
    for name, (seconds, said) in slow[:12]:
        print(f"  {name:40} {seconds:6.2f} s   {said[:90]}")


def planning(source: Path, folder: Path) -> None:
    """Print what ranking and planning cost: on Canada from a cold start, on the large network beside networkx."""
    tool = [sys.executable, "-m", "graphmodel", "--store", str(folder / "canada.duckdb")]
    rank = wall(*tool, "whatif", "connect", "drps-rms", "--format", "json")
    plan = wall(*tool, "plan", "--links", "5", "--format", "json", times=1)
    print(f"whatif connect, Canada, cold      {rank:6.2f} s                 (goal 2 s)")
    print(f"plan --links 5, Canada, cold      {plan:6.2f} s                 (goal 30 s)")
    report = measured(_PLAN, SOURCE=str(source))
    ranked, passed = _seconds(report, "ranked"), _seconds(report, "passed")
    print(f"networkx connected_components     {passed:6.3f} s   one pass")
    print(f"all partners of an isolated one   {ranked:6.3f} s   1/{passed / ranked:.0f} of it   (goal 1/10)")
    print(f"  what questions share, once      {_seconds(report, 'prepared'):6.2f} s")


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    agencies, systems, links = (size // 10 if small else size for size in FULL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("== the command line ==")
        startup(folder)
        print(f"== {agencies:,} agencies, {systems:,} systems, {links:,} links ==")
        sizes = ("--agencies", str(agencies), "--systems", str(systems), "--links", str(links))
        made = [sys.executable, str(HERE / "generate.py"), str(folder / "large"), *sizes]
        subprocess.run(made, capture_output=True, check=True)
        loading(folder / "large", folder / "large.duckdb")
        questions(folder / "large.duckdb")
        print("== which connection next ==")
        planning(folder / "large", folder)
        print("== the map ==", flush=True)
        subprocess.run([sys.executable, "-m", "benchmarks.maps", *(["--quick"] * small)], check=False, cwd=HERE.parent)
        server = os.environ.get(SERVER)
        print(f"== {server} ==" if server else f"== no server: {SERVER} names none ==", flush=True)
        if server:
            subprocess.run([sys.executable, str(HERE / "server.py"), server, str(folder / "large")], check=True)


if __name__ == "__main__":
    main()
