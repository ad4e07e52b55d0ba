"""The embedded store's file: never half written, never changed by asking, never put in the place of anything else."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from graphmodel.errors import StoreError
from graphmodel.stores import duckdb_file, open_store
from tests.stores import graph_content
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("duckdb_file")

COUNT = "MATCH (s:System) RETURN count(*) AS n"
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


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_two_worlds_differ() -> None:
    assert OLD != NEW
    assert OLD.counts["systems"] != NEW.counts["systems"]


def test_a_load_leaves_one_file_and_its_lock(graph: Path) -> None:
    assert _files(graph.parent) == BOTH


def test_asking_leaves_the_bytes_and_the_folder_alone(graph: Path) -> None:
    before = graph.read_bytes()
    with open_store(str(graph)) as store:
        graph_content(store)
        assert store.read() == OLD
        store.info()
    assert graph.read_bytes() == before
    assert _files(graph.parent) == BOTH


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_file_that_may_only_be_read_is_answered_from(graph: Path, mode: int) -> None:
    graph.chmod(mode)
    with open_store(str(graph)) as store:
        assert store.read() == OLD


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_the_rights_of_a_file_outlast_a_load(graph: Path, mode: int) -> None:
    graph.chmod(mode)
    with open_store(str(graph)) as store:
        store.write(NEW)
        assert store.read() == NEW
    assert _rights(graph) == mode


def test_nobody_else_sees_a_graph_while_it_is_built(graph: Path, monkeypatch) -> None:
    seen = []
    fill = duckdb_file.fill

    def watched(file: Path, *rest: object) -> None:
        seen.append(_rights(file.parent))
        fill(file, *rest)

    monkeypatch.setattr(duckdb_file, "fill", watched)
    with open_store(str(graph)) as store:
        store.write(NEW)
    assert seen == [0o700]


def test_a_symlink_stays_one_and_what_it_leads_to_is_replaced(graph: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "link.duckdb"
    link.symlink_to(Path("..") / graph.name)
    with open_store(str(link)) as store:
        assert store.read() == OLD
        store.write(NEW)
        assert store.read() == NEW
    assert link.is_symlink()
    assert _files(elsewhere) == {"link.duckdb"}
    with open_store(str(graph)) as store:
        assert store.read() == NEW
    link.unlink()
    link.symlink_to(tmp_path / "later.duckdb")
    with open_store(str(link)) as store:
        store.write(OLD)
        assert store.read() == OLD
    assert link.is_symlink()
    link.unlink()
    link.symlink_to(link)
    with open_store(str(link)) as store, pytest.raises(StoreError):
        store.write(OLD)


def _of_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE System (id TEXT)")
    connection.close()


def _of_duckdb(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute('CREATE TABLE "System" AS SELECT range AS id FROM range(1000)')


def _marked_by_somebody(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE _graphmodel AS SELECT 'mine' AS mark, 'x' AS schema")


def _newer(path: Path) -> None:
    _of_duckdb(path)
    held = bytearray(path.read_bytes())
    held[12:20] = (9_999).to_bytes(8, "little")
    path.write_bytes(held)


def _bytes(content: bytes):
    return lambda path: path.write_bytes(content)


OTHERS = {
    "empty": _bytes(b""),
    "csv": _bytes(b"id,name\na,b\n" * 100),
    "zeros": _bytes(bytes(100_000)),
    "bytes": _bytes(bytes(range(256)) * 1_000),
    "magic": _bytes(bytes(8) + b"DUCK"),
    "magic and text": _bytes(bytes(8) + b"DUCK" + b"hello " * 10_000),
    "workbook": _bytes(b"PK\x03\x04" + bytes(5_000)),
    "sqlite": _of_sqlite,
    "duckdb": _of_duckdb,
    "marked": _marked_by_somebody,
    "newer": _newer,
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_graph_is_refused_and_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / "graph.duckdb"
    OTHERS[name](path)
    before = path.read_bytes()
    with open_store(str(path)) as store:
        for ask in (store.info, store.read, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match=r"graph\.duckdb"):
                ask()
        with pytest.raises(StoreError, match=r"graph\.duckdb is not a graph of graphmodel: name another store"):
            store.write(NEW)
    assert path.read_bytes() == before
    assert _files(tmp_path) == {"graph.duckdb"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with open_store(str(tmp_path / "pipe")) as store:
        for ask in (store.info, store.read, lambda: store.write(NEW)):
            with pytest.raises(StoreError, match="is not a graph"):
                ask()
    assert _files(tmp_path) == {"pipe"}


def test_a_graph_of_the_engine_before_says_load_again_and_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    path.write_bytes(b"LBUG" + bytes(10_000))
    with open_store(str(path)) as store:
        for ask in (store.info, store.read, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match="older graphmodel: load the catalogue again"):
                ask()
        store.write(NEW)
        assert store.read() == NEW


def test_a_graph_of_another_graphmodel_says_load_again_and_is_replaced(graph: Path, monkeypatch) -> None:
    with monkeypatch.context() as other:
        other.setattr(duckdb_file, "fingerprint", lambda: "0123456789abcdef")
        with open_store(str(graph)) as store:
            store.write(OLD)
    with open_store(str(graph)) as store:
        for ask in (store.info, store.read, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match="other columns: load the catalogue again"):
                ask()
        store.write(NEW)
        assert store.read() == NEW


def test_a_graph_of_a_newer_engine_says_load_again_and_is_replaced(graph: Path) -> None:
    held = bytearray(graph.read_bytes())
    held[12:20] = (9_999).to_bytes(8, "little")
    graph.write_bytes(held)
    with open_store(str(graph)) as store:
        for ask in (store.info, store.read, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match="another version of the engine; load the catalogue again"):
                ask()
        store.write(NEW)
        assert store.read() == NEW


@pytest.mark.parametrize("beside", ["graph.duckdb.wal"])
def test_changes_of_somebody_else_are_not_read_into_a_graph(graph: Path, beside: str) -> None:
    (graph.parent / beside).write_bytes(b"of another file")
    with open_store(str(graph)) as store:
        for ask in (store.info, store.read, lambda: store.write(NEW)):
            with pytest.raises(StoreError, match=r"graph\.duckdb\.wal .*: move it away"):
                ask()
    assert (graph.parent / beside).read_bytes() == b"of another file"


def test_a_folder_is_no_graph(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        for ask in (store.read, store.info, lambda: store.run(COUNT)):
            with pytest.raises(StoreError, match="is not a graph"):
                ask()
        with pytest.raises(StoreError, match="is a folder: name a file"):
            store.write(NEW)
    assert _files(tmp_path) == set()


def test_a_graph_in_no_folder_cannot_be_written(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "none" / "graph.duckdb")) as store:
        with pytest.raises(StoreError, match="no folder"):
            store.write(NEW)
        with pytest.raises(StoreError, match="no graph"):
            store.read()


def test_a_truncated_file_is_refused_or_whole_and_can_be_loaded_over(graph: Path) -> None:
    whole = graph.read_bytes()
    for part in range(3, 12):
        graph.write_bytes(whole[: len(whole) * part // 12])
        with open_store(str(graph)) as store:
            with pytest.raises(StoreError, match="load the catalogue again"):
                store.read()
            store.write(NEW)
            assert store.read() == NEW


DAMAGE = """
import random, sys
from pathlib import Path
from graphmodel.errors import StoreError
from graphmodel.stores import open_store
from tests.rotation import name_run, rotated
from tests.stores import graph_content
from tests.worlds.random_worlds import random_catalogue
path, rnd, refused = Path(sys.argv[1]), random.Random(name_run()), 0
whole, old = path.read_bytes(), random_catalogue(3)
with open_store(str(path)) as store:
    content = graph_content(store)
for number in rotated(200):
    held = bytearray(whole)
    at = rnd.randrange(len(whole) if number % 2 else 20_000)
    held[at] ^= 1 << rnd.randrange(8)
    path.write_bytes(held)
    with open_store(str(path)) as store:
        try:
            assert store.read() == old
            assert graph_content(store) == content
            assert store.info().counts
        except StoreError as error:
            assert "load the catalogue again" in str(error), error
            refused += 1
print(refused)
"""


def test_damaged_bytes_are_refused_or_harmless(graph: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DAMAGE, str(graph)],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 10


NAMES = ("with space.db", "été 👮.db", "it's.db", 'a "q".db', "no-suffix", "a;b{c}$d%e.db", "sqlite:x")


@pytest.mark.parametrize("name", NAMES)
def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / f"in {name}"
    folder.mkdir()
    for url in (str(folder / name), f"duckdb:{folder / name}"):
        with open_store(url) as store:
            store.write(OLD)
            assert store.read() == OLD
    assert _files(folder) == {name, f"{name}.lock"}


@pytest.mark.skipif(os.sep != "/", reason="parts folders")
def test_a_backslash_is_refused_since_the_engine_would_open_another_file(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "back\\slash")) as store:
        for ask in (store.read, lambda: store.run(COUNT), lambda: store.write(OLD)):
            with pytest.raises(StoreError, match="has a backslash"):
                ask()
    assert _files(tmp_path) == set()


def test_a_relative_path_is_in_the_current_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store() as store:
        store.write(OLD)
        assert store.read() == OLD
    assert _files(tmp_path) == {"graphmodel.duckdb", "graphmodel.duckdb.lock"}


def test_nothing_is_made_before_something_is_written(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.duckdb")) as store:
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
