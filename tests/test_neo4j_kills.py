"""Whatever is killed at whatever moment, one more load makes the graph a clean one; readers see the old or a refusal."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from graphmodel.errors import StoreError
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store
from tests.forking import Forking
from tests.given_server import VARIABLE
from tests.rotation import either, name_run
from tests.servers import Server
from tests.stores import Content, emptied, graph_content, opening

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
KILLS, SERVER_KILLS = 5, 1
"""How many a run; the moments are others in each run."""
GAVE_UP = 3 << 8
"""How a load ended that said that the server cannot be reached: where starting it took longer than its patience."""
OTHER = {"canada": "nleim-2014", "nleim-2014": "canada"}
FORKING = """
import os, sys
from graphmodel.stores import neo4j_driver, neo4j_load, open_store
from graphmodel.shipped import catalogues
from graphmodel.loading import load
made = {name: load(catalogues()[name]) for name in ("canada", "nleim-2014")}
print("ready", flush=True)
for line in sys.stdin:
    uri, name, batch = line.split()
    child = os.fork()
    if not child:
        try:
            if int(batch):
                neo4j_load.ATOMIC, neo4j_load.BATCH = 0, int(batch)
            with open_store(uri) as store:
                store.write(made[name])
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(3 if "cannot be reached" in str(error) else 1)
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Loads, each in a child of a process that has imported all and connected to nothing."""


class Loads(Forking):
    """Starts loads in batches of so many rows, 0 for one transaction, and kills what it is told to."""

    def __init__(self, server: Server) -> None:
        super().__init__(FORKING, **server.environment)

    def load(
        self, uri: str, name: str, batch: int, after: float = 0, kill: Callable[[int], object] | None = None
    ) -> int:
        """Load, and kill after so many seconds; return how the load ended: 0 done, 9 killed."""
        assert self._parent.stdin
        self._parent.stdin.write(f"{uri} {name} {batch}\n")
        self._parent.stdin.flush()
        child = int(self._line())
        if kill:
            time.sleep(after)
            kill(child)
        return int(self._line())

    def close(self) -> None:
        self._parent.communicate(timeout=60)


def kill_loader(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


class World:
    """The two catalogues, what a clean load of each leaves on the server, and how long it takes."""

    def __init__(self, loads: Loads, server: Server, catalogues: dict[str, Catalogue]) -> None:
        self.loads, self.uri, self.catalogues = loads, server.uri, catalogues
        self.open = opening(server)
        self.clean: dict[str, Content] = {}
        self.lasting: dict[tuple[str, int], float] = {}
        for batch in (0, 100, 0):
            for name in catalogues:
                start = time.perf_counter()
                assert loads.load(self.uri, name, batch) == 0
                self.lasting[name, batch] = time.perf_counter() - start
                if batch:
                    with self.open() as store:
                        self.clean[name] = graph_content(store)

    def seen(self, held: str, coming: str) -> str:
        """Return what a reader sees: the name of one of the two graphs, or ``refused``; asks again where it is told to."""
        with self.open() as store:
            for _ in range(5):
                try:
                    found = store.read()
                except StoreError as refusal:
                    told = str(refusal)
                else:
                    (name,) = (name for name in (held, coming) if self.catalogues[name] == found)
                    return name
                if "ask again" not in told:  # a killed client's last commit may still be on its way
                    return "refused" if "run graphmodel load again to finish it" in told else told
        return told

    def finish(self, name: str) -> None:
        """Load once more, and look at everything."""
        assert self.loads.load(self.uri, name, 0) == 0
        with self.open() as store:
            assert store.read() == self.catalogues[name]
            assert graph_content(store) == self.clean[name]


@pytest.fixture(scope="module")
def whole_world(neo4j_server: Server, canada: Catalogue, nleim: Catalogue) -> Iterator[World]:
    """The server, emptied once for all the tests of this file."""
    emptied(neo4j_server)
    loads = Loads(neo4j_server)
    yield World(loads, neo4j_server, {"canada": canada, "nleim-2014": nleim})
    loads.close()


@pytest.fixture
def world(whole_world: World) -> World:
    """A server that holds nleim-2014."""
    whole_world.finish("nleim-2014")
    return whole_world


@pytest.mark.rotates("a server in trouble")
def test_kills_of_the_loading_process(world: World) -> None:
    rnd, held, endings, seen = random.Random(name_run()), "nleim-2014", Counter(), Counter()
    while endings[signal.SIGKILL] < KILLS:
        number = endings.total()
        assert number < 3 * KILLS
        coming, batch = OTHER[held], (100, 0, 100, 100)[number % 4]  # one of four is a single transaction
        moment = (number % KILLS + rnd.random()) / KILLS  # every part of a load in turn
        ending = world.loads.load(world.uri, coming, batch, moment * world.lasting[coming, batch], kill_loader)
        endings[ending] += 1
        if ending == 0:  # it was done before its moment: loads take less now than when they were measured
            world.lasting[coming, batch] *= 0.6
        found = world.seen(held, coming)
        seen[found if found == "refused" else "old" if found == held else "new"] += 1
        assert found in (held, coming, "refused")
        assert found == coming or ending == signal.SIGKILL
        world.finish(coming)
        held = coming
    assert set(endings) <= {0, signal.SIGKILL}
    assert seen["refused"] + seen["old"] >= 2


@pytest.mark.rotates("a server at length")
def test_a_reader_during_a_load_in_batches_sees_one_graph_or_the_refusal(world: World) -> None:
    held, seen = "nleim-2014", Counter()
    for _ in range(2):
        coming = OTHER[held]

        def read(child: int, held: str = held, coming: str = coming) -> None:
            end = time.perf_counter() + world.lasting[coming, 100] + 0.5
            with world.open() as store:
                while time.perf_counter() < end and alive(child):
                    seen[sight(store, world, held, coming)] += 1

        assert world.loads.load(world.uri, coming, 100, 0, read) == 0
        held = coming
    assert set(seen) <= {"a whole graph", "refused"}
    assert seen["refused"]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def sight(store: Store, world: World, held: str, coming: str) -> str:
    """Return whether the number of systems that one query counts is that of a whole graph."""
    try:
        rows = store.run("MATCH (s:System) RETURN count(*) AS n").rows
    except StoreError as refusal:
        told = str(refusal)
        return "refused" if "run graphmodel load again" in told or "ask again" in told else told
    return "a whole graph" if rows[0][0] in {world.catalogues[n].counts["systems"] for n in (held, coming)} else "half"


@pytest.mark.rotates("a server in trouble")
@pytest.mark.skipif(VARIABLE in os.environ, reason="needs a server of its own")
def test_kills_of_the_server(world: World, neo4j_server: Server) -> None:
    rnd, held = random.Random(name_run()), "nleim-2014"
    first = either(0, 1)
    for number in range(first, first + SERVER_KILLS):
        coming = OTHER[held]
        moment = rnd.random() * world.lasting[coming, 100]

        def kill(child: int, number: int = number) -> None:
            neo4j_server.kill()
            if number % 2:
                kill_loader(child)  # else it waits for the server, and finishes what it began
            neo4j_server.start()

        ending = world.loads.load(world.uri, coming, 100, moment, kill)
        assert ending in (0, GAVE_UP, signal.SIGKILL)
        found = world.seen(held, coming)
        assert found in (held, coming, "refused")
        assert found == coming or ending != 0
        world.finish(coming)
        held = coming
