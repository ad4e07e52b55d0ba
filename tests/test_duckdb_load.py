"""A load into the embedded store's file leaves the old graph or the new one, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from graphmodel.errors import CatalogueError, StoreError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Product, System
from graphmodel.stores import duckdb_file, open_store, replacing
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("duckdb_load")

OLD = random_catalogue(3)
NEW = random_catalogue(4)
BOTH = {"graph.duckdb", "graph.duckdb.lock"}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph file that holds OLD."""
    path = tmp_path / "graph.duckdb"
    with open_store(str(path)) as store:
        store.write(OLD)
    return path


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _fail_at(monkeypatch, owner: object, name: str, error: BaseException, at: int = 0) -> None:
    """Make the call of that number of ``owner.name`` fail."""
    whole = getattr(owner, name)
    calls = []

    def failing(*given: object, **named: object) -> object:
        calls.append(given)
        if len(calls) > at:
            raise error
        return whole(*given, **named)

    monkeypatch.setattr(owner, name, failing)


WRITING = duckdb_file._Writing  # noqa: SLF001 - what fails inside a load can only be reached from inside
FAILURES = {
    "first table": (WRITING, "_write", duckdb.IOException("IO Error: no\nmore"), 0),
    "later table": (WRITING, "_write", duckdb.OutOfMemoryException("full"), 12),
    "mark": (WRITING, "_mark", duckdb.IOException("IO Error"), 0),
    "count": (duckdb_file, "_content", duckdb.IOException("Corrupt"), 40),
    "full disk": (WRITING, "_write", OSError(28, "No space left on device"), 5),
    "rights": (Path, "chmod", OSError(1, "Operation not permitted"), 0),
    "fsync": (os, "fsync", OSError(5, "Input/output error"), 0),
    "replace": (Path, "replace", OSError(13, "Permission denied"), 0),
    "memory": (WRITING, "_write", MemoryError(), 2),
    "ctrl-c": (WRITING, "_write", KeyboardInterrupt(), 7),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_load_that_fails_leaves_the_old_graph(graph: Path, monkeypatch, name: str) -> None:
    before = graph.read_bytes()
    owner, method, error, at = FAILURES[name]
    told = isinstance(error, duckdb.Error | OSError)
    with open_store(str(graph)) as store:
        with monkeypatch.context() as broken:
            _fail_at(broken, owner, method, error, at)
            with pytest.raises(StoreError if told else type(error)) as failure:
                store.write(NEW)
        if told:
            assert "as it was" in str(failure.value)
            assert "\n" not in str(failure.value)
        assert graph.read_bytes() == before
        assert _files(graph.parent) == BOTH
        assert store.read() == OLD
        store.write(NEW)
        assert store.read() == NEW


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('DELETE FROM "OF_TYPE"', r"stored 0 of \d+ rows of OF_TYPE"),
        ("UPDATE \"System\" SET name = 'x' WHERE rowid = 0", "stored other rows of System"),
        ('UPDATE "FEEDS" SET _start = _end, _end = _start', "stored other rows of FEEDS"),
        ('INSERT INTO "Agency" SELECT * FROM "Agency"', r"stored \d+ of \d+ rows of Agency"),
    ],
)
def test_a_load_that_stores_other_rows_is_refused(graph: Path, monkeypatch, change: str, said: str) -> None:
    all_of = WRITING.all_of

    def lossy(self: object, *given: object) -> object:
        written = all_of(self, *given)
        self._connection.execute(change)
        return written

    monkeypatch.setattr(WRITING, "all_of", lossy)
    with open_store(str(graph)) as store:
        with pytest.raises(StoreError, match=said):
            store.write(random_catalogue(5))
        monkeypatch.undo()
        assert store.read() == OLD


def test_a_catalogue_that_refers_to_nothing_leaves_the_old_graph(graph: Path) -> None:
    here = {"level": "federal", "sector": "policing"}
    agency = Agency(id="a", name="A", **here)
    system = {"id": "s", "name": "S", "type": "rms", "status": "active"}
    nothing = Catalogue.unchecked({})
    with open_store(str(graph)) as store:
        for lost, error in (
            (nothing.add(System(operator="nobody", **system)), CatalogueError),
            (nothing.add(agency, System(operator="a", product="none", **system)), StoreError),
            (nothing.add(agency, System(operator="a", replaces="none", **system)), StoreError),
            (nothing.add(Agency(id="b", name="B", part_of="none", **here)), StoreError),
            (nothing.add(*(Product(id=f"p{n}", name="P", vendor=f"V{'.' * n}") for n in range(2))), StoreError),
        ):
            with pytest.raises(error):
                store.write(lost)
            assert store.read() == OLD
    assert _files(graph.parent) == BOTH


HOLD = """
import sys
from pathlib import Path
from graphmodel.stores.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holding(lock: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=["terminated", "killed"])
def test_the_second_of_two_loads_is_refused(graph: Path, end: int) -> None:
    before = graph.read_bytes()
    with _holding(graph.with_name("graph.duckdb.lock")) as other, open_store(str(graph)) as store:
        with pytest.raises(StoreError, match=r"another load into .*graph\.duckdb is under way"):
            store.write(NEW)
        assert store.read() == OLD
        assert graph.read_bytes() == before
        other.send_signal(end)
        other.communicate()
        store.write(NEW)  # the lock went with its process
        assert store.read() == NEW


def test_what_a_killed_load_left_is_cleaned(graph: Path) -> None:
    building = graph.with_name("graph.duckdb.building")
    (building / "deep").mkdir(parents=True)
    (building / "graph.duckdb").write_bytes(b"half")
    (building / "deep" / "x").write_bytes(b"half")
    with open_store(str(graph)) as store:
        assert store.read() == OLD
        store.write(NEW)
        assert store.read() == NEW
    assert _files(graph.parent) == BOTH


def test_the_folder_is_flushed_after_the_file(graph: Path, monkeypatch) -> None:
    steps = []
    for owner, name in ((replacing, "sync"), (Path, "replace"), (replacing, "sync_folder")):
        whole = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *given, whole=whole, name=name: (steps.append(name), whole(*given))[1])
    with open_store(str(graph)) as store:
        store.write(NEW)
    assert steps == ["sync", "replace", "sync_folder"]
