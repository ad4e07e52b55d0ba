"""Signals at any moment of any command that writes: the right exit code, no traceback, nothing left, old output whole."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.machine import ending
from graphmodel.records.catalogue import Catalogue
from tests.forking import Forking
from tests.rotation import name_run
from tests.worlds.random_worlds import random_catalogue

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals"),
    pytest.mark.rotates("ending"),
]
SIGNALS = 7
"""How many a run; the moments are others in each run."""
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143}
OLD = b"what was there before\n"
FORKING = """
import json, os, sys
import graphmodel.graph.build, graphmodel.stores.duckdb_file, graphmodel.maps.map, graphmodel.report.sections
import graphmodel.exchange.sheets, graphmodel.survey, graphmodel.queries.golden, graphmodel.answers.plan
from graphmodel import __main__
from graphmodel.cli import run
print("ready", flush=True)
for line in sys.stdin:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        __main__.look_after_signals()
        errors = os.open("errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(errors, 2)
        os.write(writing, b"x")
        os._exit(run(json.loads(line)))
    os.close(writing)  # the child alone has it: it ends the wait even where it dies first
    os.read(reading, 1)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    os.close(reading)
"""


class Commands(Forking):
    """Starts commands in a folder, each the child of a process that has imported all and opened nothing."""

    def __init__(self, folder: Path, **environment: str) -> None:
        super().__init__(FORKING, cwd=folder, **environment)

    def run(self, arguments: list[str], number: signal.Signals | None = None, after: float = 0) -> int:
        """Run a command and send a signal after so many seconds; return its exit code."""
        assert self._parent.stdin
        self._parent.stdin.write(f"{json.dumps(arguments)}\n")
        self._parent.stdin.flush()
        child = int(self._line())
        if number is not None:
            time.sleep(after)
            with contextlib.suppress(ProcessLookupError):  # it has ended already
                os.kill(child, number)
        return int(self._line())

    def close(self) -> None:
        """End the parent of all commands."""
        self._parent.communicate(timeout=60)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder to work in, with a pack of queries, and a program that takes the place of a browser."""
    for name in ("work/golden-pack", "temporary", "bin"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "work" / "golden-pack" / "one.cypher").write_text(
        "// One\n// @fr Une\n// All systems.\nMATCH (s:System) RETURN s.id AS id ORDER BY id\n",
        encoding="utf-8",
    )
    gm.export(random_catalogue(5), "csv", tmp_path / "small")
    browser = tmp_path / "bin" / "chromium"
    browser.write_text("#!/bin/sh\nsleep 77.125 &\nsleep 77.125\n", encoding="utf-8")
    browser.chmod(0o755)
    return tmp_path


@pytest.fixture
def commands(place: Path) -> Iterator[Commands]:
    """Commands in that folder."""
    made = Commands(
        place / "work", TMPDIR=str(place / "temporary"), PATH=f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    )
    yield made
    made.close()


def is_page(content: bytes) -> bool:
    return content.startswith(b"<!doctype html>") and content.rstrip().endswith(b"</html>")


def is_json(content: bytes) -> bool:
    return bool(json.loads(content))


def is_book(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.testzip() is None


ON = ["-q", "--on", "../small"]
WRITING: dict[str, tuple[list[str], str, Callable[[bytes], bool]]] = {
    "map": ([*ON, "map", "-o", "out.html"], "out.html", is_page),
    "report": ([*ON, "report", "--links", "1", "-o", "out.html"], "out.html", is_page),
    "survey": ([*ON, "survey", "make", "--agency", "a0", "-o", "out.xlsx"], "out.xlsx", is_book),
    "xlsx": ([*ON, "export", "xlsx", "-o", "out.xlsx"], "out.xlsx", is_book),
    "json": ([*ON, "export", "json", "-o", "out.json"], "out.json", is_json),
    "golden": ([*ON, "query", "golden", "golden-pack", "--update"], "golden-pack/golden/one.json", is_json),
    "diff": (["-q", "diff", "../small", "../small", "--map", "out.html"], "out.html", is_page),
    "png": ([*ON, "map", "-o", "out.html", "--png", "out.png"], "out.html", is_page),
}


@pytest.mark.parametrize("name", WRITING)
def test_signals_leave_the_old_output_or_the_new(commands: Commands, place: Path, name: str) -> None:
    arguments, output, is_whole = WRITING[name]
    work, rnd, codes = place / "work", random.Random(name_run()), Counter[int]()
    target = work / output
    target.parent.mkdir(exist_ok=True)
    old = b'{"query": "golden-pack/one", "cases": [{"parameters": {}}]}' if name == "golden" else OLD
    start = time.perf_counter()
    if name == "png":  # the fake browser draws nothing: it is waited for
        lasting = 2.0
    else:
        assert commands.run(arguments) == 0
        assert is_whole(target.read_bytes())
        lasting = time.perf_counter() - start
    for turn in range(SIGNALS):
        number = (signal.SIGINT, signal.SIGTERM)[turn % 2]
        target.write_bytes(old)
        before = names_under(work)
        code = commands.run(arguments, number, after=(turn + rnd.random()) / SIGNALS * lasting)
        codes[code] += 1
        assert code in (0, ENDS[number])
        said = (work / "errors").read_text(encoding="utf-8")
        assert said == ("" if code == 0 else "interrupted\n" if code == 130 else "ended by a signal\n")
        content = target.read_bytes()
        assert content == old or is_whole(content)
        assert content != old or code != 0
        assert names_under(work) | {"errors"} == before | {"errors"}
        assert names_under(place / "temporary") == set()
        assert not running(place, "77.125")
    assert codes.total() - codes[0] >= 2


@pytest.mark.parametrize("overwrite", [True, False])
def test_signals_leave_the_old_folder_or_the_new(
    commands: Commands, place: Path, canada: Catalogue, nleim: Catalogue, overwrite: bool
) -> None:
    work, rnd, codes = place / "work", random.Random(name_run()), Counter[int]()
    arguments = ["-q", "--on", "canada", "export", "csv", "-o", "a/b/out", *(["--overwrite"] if overwrite else [])]
    target = work / "a" / "b" / "out"
    start = time.perf_counter()
    assert commands.run(arguments) == 0
    lasting = time.perf_counter() - start
    ending.remove(work / "a")
    for turn in range(SIGNALS):
        number = (signal.SIGINT, signal.SIGTERM)[turn % 2]
        if overwrite:
            gm.export(nleim, "csv", target, overwrite=True)
            (target / "mine.txt").write_bytes(OLD)
        code = commands.run(arguments, number, after=(turn + rnd.random()) / SIGNALS * lasting)
        codes[code] += 1
        assert code in (0, ENDS[number])
        if overwrite:
            assert gm.load(target) == (canada if code == 0 else nleim) or gm.load(target) == canada
            assert (target / "mine.txt").read_bytes() == OLD
            assert {item.name for item in target.parent.iterdir()} == {"out"}
        else:
            left = names_under(work) - {"errors", "golden-pack", "golden-pack/one.cypher"}
            assert left == set() or gm.load(target) == canada
            ending.remove(work / "a")
        assert names_under(place / "temporary") == set()
    assert codes.total() - codes[0] >= 2


def test_signals_leave_the_old_graph_or_the_new(commands: Commands, place: Path) -> None:
    work, rnd, codes = place / "work", random.Random(name_run()), Counter[int]()
    start = time.perf_counter()
    assert commands.run(["-q", "--store", "g.duckdb", "load", "nleim-2014"]) == 0
    lasting = time.perf_counter() - start
    before = names_under(work)
    for turn in range(SIGNALS):
        number = (signal.SIGINT, signal.SIGTERM)[turn % 2]
        moment = (turn + rnd.random()) / SIGNALS * lasting
        code = commands.run(["-q", "--store", "g.duckdb", "load", "nleim-2014"], number, after=moment)
        codes[code] += 1
        assert code in (0, ENDS[number])
        with gm.open_store(str(work / "g.duckdb")) as store:
            assert store.info().state == "complete"
        assert names_under(work) == before
    assert codes.total() - codes[0] >= 2


def names_under(folder: Path) -> set[str]:
    return {str(item.relative_to(folder)) for item in folder.rglob("*")}


def running(place: Path, word: str) -> list[str]:
    """Return the command lines of programs that a fake browser left behind."""
    found: list[str] = []
    for item in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = item.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if (word in line and "sleep" in line) or str(place / "bin") in line:
            found.append(line)
    return found


def caught(process: subprocess.Popen[str]) -> bool:
    """Return whether a process looks after SIGTERM itself by now."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    found = re.search(r"^SigCgt:\s*([0-9a-f]+)", status, re.MULTILINE)
    return bool(found and int(found.group(1), 16) & 1 << (signal.SIGTERM - 1))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
@pytest.mark.parametrize("number", ENDS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_signal_at_the_first_moment_is_one_word(tmp_path: Path, number: signal.Signals, lang: str) -> None:
    words = {"en": ("interrupted", "ended by a signal"), "fr": ("interrompu", "terminé par un signal")}
    for delay in (0, 0.01, 0.03, 0.06, 0.1):
        with subprocess.Popen(
            [sys.executable, "-m", "graphmodel", "--lang", lang, "--on", "canada", "map", "-o", "map.html"],
            cwd=tmp_path,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            while not caught(process):
                pass
            time.sleep(delay)
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err.strip()) == (ENDS[number], "", words[lang][number == signal.SIGTERM])
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); from graphmodel.machine import ending; "
    alive = "ending.install(lambda number: 'ended'); signal.raise_signal(signal.SIGHUP); print('alive')"
    done = subprocess.run([sys.executable, "-c", ignoring + alive], capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "alive\n")
    heeding = ignoring.replace("SIG_IGN", "SIG_DFL")
    done = subprocess.run([sys.executable, "-c", heeding + alive], capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (129, "", "ended\n")
