"""The embedded store's file: never half written, never changed by asking, never opened when it is not a graph."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import ladybug
import pytest
from pyarrow import parquet

from graphmodel.catalogue import Catalogue
from graphmodel.errors import CatalogueError, StoreError
from graphmodel.queries import lint
from graphmodel.schema import Agency, Product, System
from graphmodel.stores import ladybug as embedded
from graphmodel.stores import open_store
from tests.stores import graph_content
from tests.worlds.random_worlds import random_catalogue

COUNT = "MATCH (s:System) RETURN count(*) AS n"
OLD = random_catalogue(3)
NEW = random_catalogue(4)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph file that holds OLD."""
    path = tmp_path / "graph.lbug"
    with open_store(str(path)) as store:
        store.write(OLD)
    return path


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_two_worlds_differ() -> None:
    assert OLD != NEW
    assert OLD.counts["systems"] != NEW.counts["systems"]


def test_a_load_leaves_one_file_and_its_lock(graph: Path) -> None:
    assert _files(graph.parent) == {"graph.lbug", "graph.lbug.lock"}


def test_asking_leaves_the_bytes_and_the_folder_alone(graph: Path) -> None:
    before = graph.read_bytes()
    with open_store(str(graph)) as store:
        graph_content(store)
        assert store.read() == OLD
        store.info()
    assert graph.read_bytes() == before
    assert _files(graph.parent) == {"graph.lbug", "graph.lbug.lock"}


def test_behind_the_guard_the_file_is_open_for_reading_only(graph: Path, monkeypatch) -> None:
    monkeypatch.setattr(embedded, "ensure_read_only", lambda _: None)
    monkeypatch.setattr(lint, "ensure_answered_rightly", lambda _: None)
    before = graph.read_bytes()
    with open_store(str(graph)) as store:
        for text in ("CREATE (:Agency {id: 'x'})", "MATCH (s:System) DETACH DELETE s", "DROP TABLE FEEDS"):
            with pytest.raises(StoreError, match="read-only"):
                store.run(text)
        assert store.read() == OLD
    assert graph.read_bytes() == before


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_file_that_may_only_be_read_is_answered_from(graph: Path, mode: int) -> None:
    graph.chmod(mode)
    with open_store(str(graph)) as store:
        assert store.read() == OLD


NOT_GRAPHS = {
    "empty": b"",
    "text": b"id,name\na,b\n" * 100,
    "zeros": bytes(100_000),
    "bytes": bytes(range(256)) * 1_000,
    "magic": b"LBUG",
    "magic and text": b"LBUG" + b"hello " * 10_000,
    "zip": b"PK\x03\x04" + bytes(5_000),
    "sqlite": b"SQLite format 3\0" + bytes(8_192),
}


@pytest.mark.parametrize("name", NOT_GRAPHS)
def test_what_is_no_graph_is_refused_and_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / "graph.lbug"
    path.write_bytes(NOT_GRAPHS[name])
    with open_store(str(path)) as store:
        for ask in (store.info, store.read, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match=r"graph\.lbug") as refusal:
                ask()
            assert "load" in str(refusal.value)
    assert path.read_bytes() == NOT_GRAPHS[name]


def test_a_folder_is_no_graph(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        for ask in (store.read, store.info, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match="is not a graph"):
                ask()
        with pytest.raises(StoreError, match="is a folder: name a file"):
            store.write(NEW)
    assert _files(tmp_path) == set()


def test_a_graph_in_no_folder_cannot_be_written(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "none" / "graph.lbug")) as store:
        with pytest.raises(StoreError, match="no folder"):
            store.write(NEW)
        with pytest.raises(StoreError, match="no graph"):
            store.read()


def test_a_truncated_file_is_refused_or_whole(graph: Path) -> None:
    whole = graph.read_bytes()
    refused = 0
    for part in range(1, 12):
        graph.write_bytes(whole[: len(whole) * part // 12])
        with open_store(str(graph)) as store:
            try:
                assert store.read() == OLD
            except StoreError as refusal:
                refused += "load the catalogue again" in str(refusal)
    assert refused >= 9


def test_a_damaged_file_can_be_loaded_over(graph: Path) -> None:
    graph.write_bytes(graph.read_bytes()[:5_000])
    with open_store(str(graph)) as store:
        store.write(NEW)
        assert store.read() == NEW


def _fail_at(monkeypatch, owner: object, name: str, error: BaseException, at: int = 0, only: str = "") -> None:
    """Make the call of that number of ``owner.name`` fail; ``only`` counts those whose first text begins so."""
    whole = getattr(owner, name)
    calls = []

    def failing(*given: object, **named: object) -> object:
        calls.append(given)
        texts = [item for item in given if isinstance(item, str)]
        if only and not (texts and texts[0].startswith(only)):
            calls.pop()
        elif len(calls) > at:
            raise error
        return whole(*given, **named)

    monkeypatch.setattr(owner, name, failing)


FAILURES = {
    "first copy": (ladybug.Connection, "execute", RuntimeError("Copy exception: no\nmore"), 0, "COPY"),
    "later copy": (ladybug.Connection, "execute", RuntimeError("Buffer manager exception: full"), 12, "COPY"),
    "checkpoint": (ladybug.Connection, "execute", RuntimeError("IO exception"), 0, "CHECKPOINT"),
    "wrong count": (ladybug.Connection, "execute", RuntimeError("Runtime exception"), 3, "MATCH"),
    "full disk": (parquet, "write_table", OSError(28, "No space left on device"), 5, ""),
    "fsync": (os, "fsync", OSError(5, "Input/output error"), 0, ""),
    "replace": (Path, "replace", OSError(13, "Permission denied"), 0, ""),
    "memory": (parquet, "write_table", MemoryError(), 2, ""),
    "ctrl-c": (parquet, "write_table", KeyboardInterrupt(), 7, ""),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_load_that_fails_leaves_the_old_graph(graph: Path, monkeypatch, name: str) -> None:
    before = graph.read_bytes()
    owner, method, error, at, only = FAILURES[name]
    with open_store(str(graph)) as store:
        with monkeypatch.context() as broken:
            _fail_at(broken, owner, method, error, at, only)
            with pytest.raises(StoreError if isinstance(error, RuntimeError | OSError) else type(error)) as failure:
                store.write(NEW)
        if isinstance(error, RuntimeError | OSError):
            assert "as it was" in str(failure.value)
            assert "\n" not in str(failure.value)
        assert graph.read_bytes() == before
        assert _files(graph.parent) == {"graph.lbug", "graph.lbug.lock"}
        assert store.read() == OLD
        store.write(NEW)
        assert store.read() == NEW


def test_a_load_that_stores_too_few_rows_is_refused(graph: Path, monkeypatch) -> None:
    execute = ladybug.Connection.execute

    def lossy(self: object, query: str, *rest: object) -> object:
        lost = query.startswith("COPY OF_TYPE")
        return None if lost else execute(self, query, *rest)

    monkeypatch.setattr(ladybug.Connection, "execute", lossy)
    with open_store(str(graph)) as store:
        with pytest.raises(StoreError, match=r"stored 0 of \d+ rows of .*OF_TYPE"):
            store.write(NEW)
        monkeypatch.undo()
        assert store.read() == OLD


def test_a_catalogue_that_refers_to_nothing_leaves_the_old_graph(graph: Path) -> None:
    here = {"level": "federal", "sector": "policing"}
    agency = Agency(id="a", name="A", **here)
    system = {"id": "s", "name": "S", "type": "rms", "status": "active"}
    nothing = Catalogue.of({})
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
    with _holding(graph.with_name("graph.lbug.lock")) as other, open_store(str(graph)) as store:
        with pytest.raises(StoreError, match=r"another load into .*graph\.lbug is under way"):
            store.write(NEW)
        assert store.read() == OLD
        assert graph.read_bytes() == before
        other.send_signal(end)
        other.communicate()
        store.write(NEW)  # the lock went with its process
        assert store.read() == NEW


def test_what_a_killed_load_left_is_cleaned(graph: Path) -> None:
    building = graph.with_name("graph.lbug.building")
    (building / "deep").mkdir(parents=True)
    (building / "graph.lbug").write_bytes(b"half")
    (building / "deep" / "x.parquet").write_bytes(b"half")
    with open_store(str(graph)) as store:
        assert store.read() == OLD
        store.write(NEW)
        assert store.read() == NEW
    for suffix in (".wal", ".shadow", ".tmp"):
        graph.with_name(f"graph.lbug{suffix}").write_bytes(b"of another graph")
    with open_store(str(graph)) as store:
        store.write(OLD)
        assert store.read() == OLD
    assert _files(graph.parent) == {"graph.lbug", "graph.lbug.lock"}


@pytest.mark.parametrize(
    "name", ["with space.lbug", "été 👮.lbug", "it's.lbug", 'a "q".lbug', "back\\slash", "no-suffix", "a;b{c}$d%e.lbug"]
)
def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / f"in {name}"
    folder.mkdir()
    for url in (str(folder / name), f"ladybug:{folder / name}"):
        with open_store(url) as store:
            store.write(OLD)
            assert store.read() == OLD
    assert _files(folder) == {name, f"{name}.lock"}


def test_a_relative_path_is_in_the_current_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store() as store:
        store.write(OLD)
    assert _files(tmp_path) == {"graphmodel.lbug", "graphmodel.lbug.lock"}


def test_nothing_is_made_before_something_is_written(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.lbug")) as store:
        assert store.info().state == "empty"
    assert _files(tmp_path) == set()


def test_a_store_in_memory_goes_with_its_handle(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_store("memory:") as store, open_store("memory:") as other:
        store.write(OLD)
        assert other.info().state == "empty"
        assert _files(tmp_path) != set()
    assert _files(tmp_path) == set()


@pytest.mark.parametrize("url", ["redis://x", "http://localhost:7474", "bolt+x://h"])
def test_no_store_goes_by_that_scheme(url: str) -> None:
    with pytest.raises(StoreError, match=r"no store for .*: use a path"):
        open_store(url)
