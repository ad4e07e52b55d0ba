"""The embedded store as it answers: many handles, threads and processes, and questions that would not end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphmodel.errors import QueryTimeout, StoreError
from graphmodel.graph.layout import SHIFT, label_numbers, table_numbers, tables
from graphmodel.queries.sql import translate
from graphmodel.queries.sql.types import (
    BOOLEAN,
    DECIMAL,
    INTEGER,
    PATH,
    TEXT,
    TEXTS,
    ListOf,
    MapOf,
    NodeOf,
    RelationshipOf,
    Type,
)
from graphmodel.stores import Store, duckdb_open, duckdb_values, open_store
from graphmodel.values.elements import Node
from graphmodel.values.elements import Path as Walk
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("duckdb")

COUNT = "MATCH (s:System) RETURN count(*) AS n"
OLD = random_catalogue(3)
NEW = random_catalogue(4)
OF = {OLD.counts["systems"]: OLD, NEW.counts["systems"]: NEW}
NODE = NodeOf(frozenset(label_numbers()))
RELATIONSHIP = RelationshipOf(frozenset(tables()))


@dataclass
class Written:
    """A translation that is SQL of our own."""

    text: str
    types: tuple[Type, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return a name a column."""
        return tuple(f"c{number}" for number in range(len(self.types)))

    def sql(self, limit: int | None) -> str:
        """Return the text, cut."""
        return self.text if limit is None else f"SELECT * FROM ({self.text}) LIMIT {limit}"


Asking = Callable[..., tuple[tuple[object, ...], ...]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A graph file that holds OLD."""
    made = tmp_path / "graph.duckdb"
    with open_store(str(made)) as store:
        store.write(OLD)
    return made


@pytest.fixture
def sql(monkeypatch) -> Callable[..., None]:
    """Make every store answer the SQL that is given, whatever it is asked."""

    def give(text: str, *types: Type) -> None:
        monkeypatch.setattr(translate, "translate", lambda *_: Written(text, types or (INTEGER,)))

    return give


def _count(store: Store) -> int:
    return int(str(store.run(COUNT).rows[0][0]))


def test_each_handle_answers_from_the_file_that_is_there_now(path: Path) -> None:
    with open_store(str(path)) as first, open_store(str(path)) as second:
        assert _count(first) == _count(second) == OLD.counts["systems"]
        with open_store(str(path)) as third:
            third.write(NEW)
            assert [_count(store) for store in (first, second, third)] == [NEW.counts["systems"]] * 3
        assert first.read() == second.read() == NEW
        path.unlink()
        with pytest.raises(StoreError, match="no graph"):
            _count(first)


def test_a_file_that_is_replaced_while_it_is_opened_is_opened_again(path: Path, monkeypatch) -> None:
    attaching, loads = duckdb_open.attaching, [NEW]

    def replaced_before(file: Path) -> str:
        if loads:
            with open_store(str(path)) as other:
                other.write(loads.pop())
        return attaching(file)

    monkeypatch.setattr(duckdb_open, "attaching", replaced_before)
    with open_store(str(path)) as store:
        assert store.run(COUNT).rows == ((NEW.counts["systems"],),)
        assert store._open.serves(path)  # noqa: SLF001 - it knows which of the two it holds


def test_threads_share_a_store_while_loads_replace_its_file(path: Path) -> None:
    with open_store(str(path)) as store, ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(_count, store) for _ in range(200)]
        with open_store(str(path)) as other:
            for catalogue in (NEW, OLD, NEW):
                other.write(catalogue)
        assert {item.result() for item in asked} <= OF.keys()
        assert _count(store) == NEW.counts["systems"]


READER = """
import sys
from graphmodel.stores import open_store
from tests.test_duckdb import OF, _count
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for _ in range(150):
        assert _count(store) in OF
    assert store.read() in OF.values()
"""


def test_processes_read_a_file_while_loads_replace_it(path: Path) -> None:
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent
        )
        for _ in range(3)
    ]
    for reader in readers:
        assert reader.stdout
        assert reader.stdout.readline() == b"ready\n"
    with open_store(str(path)) as store:
        for catalogue in (NEW, OLD, NEW, OLD):
            store.write(catalogue)
    for reader in readers:
        reader.communicate(timeout=60)
    assert [reader.returncode for reader in readers] == [0, 0, 0]


FORK = """
import os, sys
from graphmodel.stores import open_store
from tests.test_duckdb import _count
store, idle = open_store(sys.argv[1]), open_store(sys.argv[1])
expected = _count(store), _count(idle)
child = os.fork()
if not child:
    assert _count(store) == expected[0]
    store.close()
    sys.exit(0)  # an ordinary end: what the child came by is taken apart as well, idle too
assert os.waitpid(child, 0)[1] == 0
assert (_count(store), _count(idle)) == expected
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_child_of_a_fork_opens_the_file_for_itself(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORK, str(path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parent.parent,
    )
    assert (done.returncode, done.stderr) == (0, "")


ENDLESS = {
    "cross join": "SELECT count(*) FROM range(1000000) a, range(1000000) b",
    "sort": "SELECT a.range FROM range(100000) a, range(100000) b ORDER BY hash(a.range, b.range) LIMIT 3",
    "recursion": "WITH RECURSIVE r(n) AS (SELECT 1::BIGINT UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
    "series": "SELECT sum(x)::BIGINT FROM generate_series(1, 1000000000000) t(x)",
    "none found": "SELECT a.range FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = -5",
    "one call that does not obey": "SELECT regexp_matches(repeat('a', 1000000), '(a?){500}a{500}b')::BIGINT",
    "rows without end": "SELECT range FROM range(1000000000000)",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_not_end_is_cut_off(path: Path, sql, name: str) -> None:
    with open_store(str(path), timeout=0.5) as store:
        sql(ENDLESS[name])
        with pytest.raises(QueryTimeout, match=r"cut off after 0\.5 seconds: narrow it"):
            store.run(COUNT)
        sql("SELECT 1::BIGINT")
        assert store.run(COUNT).rows == ((1,),)  # and the store goes on


def test_making_objects_is_cut_off_too(path: Path, sql, monkeypatch) -> None:
    monkeypatch.setattr(duckdb_values, "monotonic", lambda: float("inf"))
    sql('SELECT _key FROM "System"', NODE)
    with open_store(str(path)) as store, pytest.raises(QueryTimeout):
        store.run(COUNT)


def test_ctrl_c_ends_a_question(path: Path, sql) -> None:
    sql(ENDLESS["cross join"])
    others = set(threading.enumerate())
    main = threading.main_thread().ident
    assert main
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is given none
    timer = threading.Timer(0.5, signal.pthread_kill, (main, signal.SIGINT))
    with open_store(str(path), timeout=60) as store:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            store.run(COUNT)
        signal.signal(signal.SIGINT, before)
        for _ in range(100):
            if not any(item.name == "graphmodel query" for item in set(threading.enumerate()) - others):
                break
            time.sleep(0.1)
        else:
            pytest.fail("the question goes on")


WRONG = {
    "memory": ("SELECT count(*) FROM (SELECT DISTINCT range FROM range(200000000))", "needs more memory than"),
    "said by the translator": ("SELECT error('a list | of too many\nitems')::BIGINT", "^a list | of too many items$"),
    "a reason of the translator's": ("SELECT error('graphmodel:list-too-long')::BIGINT", "^a list of more than"),
    "overflow": ("SELECT 9223372036854775807 + range FROM range(5)", "does not fit into 64 bits"),
    "no such table": ("SELECT 1 FROM nothing", "cannot answer: .*nothing"),
    "a file": ("SELECT count(*) FROM read_text('/etc/passwd')", "disabled by configuration"),
    "a setting": ("SET threads = 1", "locked"),
    "a change": ('DELETE FROM "System"', "read-only"),
    "another database": ("ATTACH '/tmp/x.duckdb'", "disabled by configuration"),
    "an extension": ("INSTALL httpfs", "disabled by configuration"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_the_engine_refuses_is_said_in_a_line(path: Path, sql, name: str) -> None:
    text, said = WRONG[name]
    before = path.read_bytes()
    with open_store(str(path)) as store:
        sql(text)
        with pytest.raises(StoreError, match=said) as refusal:
            store.run(COUNT)
        assert "\n" not in str(refusal.value)
        sql("SELECT 1::BIGINT")
        assert store.run(COUNT).rows == ((1,),)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("limit", "rows", "cut"), [(0, 0, True), (3, 3, True), (5, 5, False), (9, 5, False), (None, 5, False)]
)
def test_an_answer_says_where_it_is_cut(path: Path, sql, limit: int | None, rows: int, cut: bool) -> None:
    sql("SELECT range FROM range(5)")
    with open_store(str(path)) as store:
        table = store.run(COUNT, limit=limit)
    assert (len(table.rows), table.cut) == (rows, cut)


def _key(number: int, row: int) -> int:
    return number << SHIFT | row


def test_values_come_as_their_types_say(path: Path, sql) -> None:
    of = MapOf((("no name", INTEGER), ("when", TEXT)))
    sql(
        "SELECT 7::BIGINT, 0.5::DOUBLE, true, 'x', ['a', NULL], [[1]]::BIGINT[][], {'f0': 1, 'f1': 'y'},"
        " [{'f0': 1, 'f1': NULL}, NULL], NULL::STRUCT(f0 BIGINT, f1 VARCHAR), {'f': NULL::BOOLEAN}",
        *(INTEGER, DECIMAL, BOOLEAN, TEXT, TEXTS, ListOf(ListOf(INTEGER, nulls=False), nulls=False), of),
        *(ListOf(of, nulls=True), of, MapOf(())),
    )
    with open_store(str(path)) as store:
        (row,) = store.run(COUNT).rows
    held = {"no name": 1, "when": "y"}
    assert row == (7, 0.5, True, "x", ["a", None], [[1]], held, [held | {"when": None}, None], None, {})


def test_keys_become_nodes_relationships_and_paths(path: Path, sql) -> None:
    number, table = next(
        (number, table)
        for table, number in table_numbers().items()
        if (table.type, table.start) == ("OPERATES", "Agency")
    )
    name = f'"{table.type}"'
    sql(
        f"SELECT _start, _key, _end, [_start, _key, _end], [_key, NULL], {{'f0': _end}}, NULL::BIGINT, NULL::BIGINT[]"
        f" FROM {name} WHERE _key = {_key(number, 0)}",
        *(NODE, RELATIONSHIP, NODE, PATH, ListOf(RELATIONSHIP, nulls=True), MapOf((("s", NODE),)), NODE, PATH),
    )
    with open_store(str(path)) as store:
        ((start, between, end, walk, several, held, none, nowhere),) = store.run(COUNT).rows
        assert isinstance(start, Node)
        assert isinstance(end, Node)
        assert (start.label, end.label) == ("Agency", "System")
        assert (between.type, between.start, between.end) == ("OPERATES", start.id, end.id)
        assert walk == Walk((start, end), (between,))
        assert (several, held, none, nowhere) == ([between, None], {"s": end}, None, None)
        assert end.properties.keys() >= {"id", "name", "name_fr", "live", "homes"}


def test_many_rows_are_made_in_parts(path: Path, sql, monkeypatch) -> None:
    monkeypatch.setattr(duckdb_values, "CHUNK", 3)
    sql('SELECT _key, [_key], _key FROM "System"', NODE, ListOf(NODE, nulls=False), INTEGER)
    with open_store(str(path)) as store:
        rows = store.run(COUNT).rows
    assert len(rows) == OLD.counts["systems"]
    assert {row[0].id for row in rows} == set(OLD.systems["id"])
    assert all(row[1] == [row[0]] for row in rows)
