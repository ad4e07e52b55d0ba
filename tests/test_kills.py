"""A load that is killed at any moment leaves the old graph or the new one, never neither and never a mixture."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmodel.errors import StoreError
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from tests.commands import spawn
from tests.forking import Forking
from tests.rotation import name_run

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
    pytest.mark.rotates("processes"),
]
KILLS = 17
"""How many a run; the moments are others in each run."""
OTHER = {"canada": "nleim-2014", "nleim-2014": "canada"}

FORKING = """
import os, sys
import graphmodel.graph.build, graphmodel.stores.duckdb_file
from graphmodel.cli import run
from graphmodel.loading import load
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        os._exit(run(["-q", "--store", sys.argv[1], "load", line.strip()]))
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Loads(Forking):
    """Starts loads, each in a process of its own: the child of one that has imported all and opened nothing."""

    def __init__(self, store: Path) -> None:
        super().__init__(FORKING, str(store))

    def load(self, source: str, kill_after: float | None = None) -> int:
        """Load, and kill after so many seconds; return how the load ended: 0 done, 9 killed."""
        assert self._parent.stdin
        self._parent.stdin.write(f"{source}\n")
        self._parent.stdin.flush()
        child = int(self._line())
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return int(self._line())

    def close(self) -> None:
        """End the parent of all loads."""
        self._parent.communicate(timeout=60)


@pytest.fixture
def loads(tmp_path: Path) -> Iterator[Loads]:
    """Loads into one graph file."""
    made = Loads(tmp_path / "graph.duckdb")
    yield made
    made.close()


def timed(loads: Loads, source: str) -> float:
    start = time.perf_counter()
    assert loads.load(source) == 0
    return time.perf_counter() - start


def test_kills_leave_the_old_graph_or_the_new(
    loads: Loads, tmp_path: Path, canada: Catalogue, nleim: Catalogue
) -> None:
    path, rnd = tmp_path / "graph.duckdb", random.Random(name_run())
    catalogues = {"canada": canada, "nleim-2014": nleim}
    lasting, whole = {}, {}
    for name, catalogue in catalogues.items():
        lasting[name] = min(timed(loads, name) for _ in range(2))
        with open_store(str(path)) as store:
            whole[name] = store.info()
            assert store.read() == catalogue
    name_of = {info.digest: name for name, info in whole.items()}
    held, endings, leftovers = "nleim-2014", Counter(), 0
    while endings[signal.SIGKILL] < KILLS:
        assert endings.total() < 3 * KILLS
        coming = OTHER[held]
        moment = (endings.total() % 10 + rnd.random()) / 10  # every tenth of a load in turn
        ending = loads.load(coming, kill_after=moment * lasting[coming])
        endings[ending] += 1
        leftovers += path.with_name("graph.duckdb.building").exists()
        with open_store(str(path)) as store:
            info = store.info()
            found = name_of[info.digest]
            assert info.counts == whole[found].counts
            assert (info.state, info.about) == ("complete", catalogues[found].about)
            assert found == coming or ending == signal.SIGKILL
            if found != held or endings.total() % 10 == 0:
                assert store.read() == catalogues[found]
        held = found
    assert set(endings) <= {0, signal.SIGKILL}
    assert leftovers > KILLS // 6  # most fell while the new file was being built
    assert loads.load(OTHER[held]) == 0
    with open_store(str(path)) as store:
        assert store.read() == catalogues[OTHER[held]]
    assert {item.name for item in tmp_path.iterdir()} == {"graph.duckdb", "graph.duckdb.lock"}


def test_a_first_load_that_is_killed_leaves_no_graph_or_a_whole_one(
    loads: Loads, tmp_path: Path, nleim: Catalogue
) -> None:
    path = tmp_path / "graph.duckdb"
    lasting = timed(loads, "nleim-2014")
    for tenth in range(1, 10, 2):
        path.unlink()
        loads.load("nleim-2014", kill_after=lasting * tenth / 10)
        with open_store(str(path)) as store:
            assert store.info().state in ("empty", "complete")
            if path.exists():
                assert store.read() == nleim
                continue
            with pytest.raises(StoreError, match="no graph"):
                store.read()
        assert loads.load("nleim-2014") == 0


def test_a_load_of_its_own_process_is_what_was_killed(tmp_path: Path, canada: Catalogue) -> None:
    """The forked loads stand for this one: the whole command, from the start of Python on."""
    path = tmp_path / "graph.duckdb"
    assert spawn("-q", "--store", path, "load", "canada").code == 0
    for moment in (0.3, 1.0, 1.5):
        command = [sys.executable, "-m", "graphmodel", "-q", "--store", str(path), "load", "nleim-2014"]
        with subprocess.Popen(command) as process:
            time.sleep(moment)
            process.kill()
        with open_store(str(path)) as store:
            found = store.read()
            assert found == canada or found.about.made_up
            if found != canada:
                return
