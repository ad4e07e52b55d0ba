"""In a process of its own: pipes that close, terminals that are narrow, Ctrl-C, completion, and what is imported."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from graphmodel.words import vocabulary as v
from tests.commands import spawn
from tests.terminal import at_terminal, plain

pytestmark = pytest.mark.rotates("cli_terminal")

PEEL = "peel-regional-police"
ISOLATED = "isolation/isolated-systems"
HEAVY = ("pandas", "pyarrow", "scipy", "numpy", "duckdb", "neo4j", "rich", "pyvis")
ENDLESS = (
    "MATCH (a:System), (b:System), (c:System), (d:System), (e:System) "
    "WHERE a.name <> b.name AND c.name <> d.name AND a.holds <> e.holds RETURN count(*) AS n"
)


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("graphmodel", f"{sys.executable} -m graphmodel", 1)
    environment.setdefault("PYTHONUNBUFFERED", "")  # set, it would write only part of what a pipe does not take
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
    )


NOBODY_READS = 141
"""What a shell says of a program that ended because nothing read on: 128 and the number of SIGPIPE."""


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_a_pipe_that_closes_early_ends_it_without_a_word(canada_file: Path, form: str) -> None:
    query = "MATCH (a:Agency), (s:System) RETURN a.id AS a, s.id AS s LIMIT 9000"
    done = shell(
        f'graphmodel -q --store {canada_file} cypher "{query}" --format {form} | head -1; echo "${{PIPESTATUS[0]}}"'
    )
    first, code = done.stdout.splitlines()
    assert first.strip()
    assert code == str(NOBODY_READS)
    assert done.stderr == ""


def test_a_pipe_closed_from_the_start_ends_it_without_a_word(canada_file: Path) -> None:
    for arguments in (("--help",), ("--version",), ("-q", "--store", canada_file, "study"), ("query", "list")):
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, "-m", "graphmodel", *map(str, arguments)]
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
        os.close(writing)
        assert (done.returncode, done.stderr) == (NOBODY_READS, b"")


@pytest.mark.parametrize(
    ("closing", "code"),
    [("1>&-", 1), ("1>&- 2>&-", 1), (">/dev/full", 1), ("2>&-", 0), ("2>/dev/full", 0), ("0<&-", 0), ("2<&-", 0)],
)
def test_an_answer_that_nobody_got_is_no_success(canada_file: Path, closing: str, code: int) -> None:
    for command in ("study", "info --format json", f"query run {ISOLATED} --format csv", "export json", "--help"):
        done = shell(f"graphmodel --store {canada_file} {command} {closing}")
        assert done.returncode == code, command
        assert "defect" not in done.stderr
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        if code and "2>" not in closing:
            assert any(line.startswith("standard output cannot be written: ") for line in done.stderr.splitlines())


def test_what_is_closed_is_not_written_into_a_file_that_gets_its_number(tmp_path: Path, canada: Catalogue) -> None:
    done = shell(f"cd {tmp_path}; graphmodel --store g.duckdb load canada 0<&- 1>&- 2>&-")
    assert done.returncode == 0
    with open_store(str(tmp_path / "g.duckdb")) as store:
        assert store.read() == canada


def test_a_terminal_that_is_lost_is_no_defect(canada_file: Path) -> None:
    import pty

    master, slave = pty.openpty()
    os.close(master)
    command = [sys.executable, "-m", "graphmodel", "--store", str(canada_file), "study"]
    done = subprocess.run(command, stdin=slave, stdout=slave, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(slave)
    assert done.returncode == 1
    assert done.stderr.startswith(b"standard output cannot be written: Input/output error")


def test_there_is_nothing_to_read_where_standard_input_is_closed(canada_file: Path) -> None:
    for lang, words in (
        ("en", "nothing to read on standard input"),
        ("fr", "rien \u00e0 lire \u00e0 l'entr\u00e9e standard"),
    ):
        done = shell(f"graphmodel --lang {lang} --store {canada_file} query run - <&-")
        assert (done.returncode, words in done.stderr) == (1, True)
    done = shell(f"graphmodel --store {canada_file} query run - <<< $'RETURN \\351 AS x'", PYTHONUTF8="1")
    assert (done.returncode, "standard input is not UTF-8" in done.stderr) == (1, True)


def on_terminal(columns: int, *arguments: str | Path) -> str:
    """Return what a call writes to a terminal of some width."""
    hidden = {"COLUMNS", "LINES", "NO_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | {"TERM": "xterm"}
    code, shown = at_terminal(*arguments, columns=columns, environment=environment, words=False)
    assert code == 0
    return plain(shown)


@pytest.mark.parametrize("columns", [40, 60, 79])
def test_a_narrow_terminal_loses_no_letter(canada_file: Path, canada: Catalogue, columns: int) -> None:
    query = "MATCH (s:System) WHERE s.id < 'd' RETURN s.id AS system, s.name AS name, s.holds AS holds ORDER BY system"
    shown = on_terminal(columns, "-q", "--store", canada_file, "cypher", query)
    assert max(map(len, shown.splitlines())) <= columns
    assert "…" not in shown
    systems = canada.systems[canada.systems["id"] < "d"]
    rows = [
        (id, name, "; ".join(v.DATA_CLASSES.label(item) for item in holds.split(";") if item))
        for id, name, holds in systems[["id", "name", "holds"]].fillna("").itertuples(index=False)
    ]
    heads = ("system", "name", "holds")
    if columns == 40:  # rows are lines, and each cell that is not empty stands behind its heading
        expected = "".join(f"{head}{cell}" for row in rows for head, cell in zip(heads, row, strict=True) if cell)
    else:
        expected = "".join(heads) + "".join("".join(row) for row in rows)
    assert _letters(shown) == _letters(expected)


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\s─]", "", text))


def test_the_study_fits_a_terminal_of_eighty_columns(canada_file: Path) -> None:
    shown = on_terminal(80, "-q", "--store", canada_file, "study")
    assert max(map(len, shown.splitlines())) <= 80
    assert {"58.3", "338", "197", "178"} <= set(shown.split())


def test_a_piped_table_is_not_cut(canada_file: Path, canada: Catalogue) -> None:
    query = "MATCH (s:System) RETURN s.id AS system, s.name AS name ORDER BY system"
    lines = spawn("-q", "--store", canada_file, "cypher", query, COLUMNS="40").out.splitlines()[2:]
    assert [(line.split()[0], " ".join(line.split()[1:])) for line in lines] == [
        (id, " ".join(name.split())) for id, name in canada.systems[["id", "name"]].itertuples(index=False)
    ]


def interrupted(after: float, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Press Ctrl-C once a call has been at work for so long."""
    command = [sys.executable, "-m", "graphmodel", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=cwd, encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        return subprocess.CompletedProcess(command, process.returncode, out, err)


def test_ctrl_c_ends_with_130_and_one_word(canada_file: Path, tmp_path: Path) -> None:
    for command in (("--store", canada_file, "cypher", ENDLESS), ("query", "run", "-")):
        done = interrupted(2.0, *command, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "interrupted")
    done = interrupted(2.0, "--lang", "fr", "--store", canada_file, "cypher", ENDLESS, cwd=tmp_path)
    assert (done.returncode, done.stderr.strip()) == (130, "interrompu")


def complete(words: str, position: int | None = None, **environment: str) -> set[str]:
    """Return what the shell is offered, by click's protocol for bash."""
    parts = words.split(" ")
    done = spawn(
        _GRAPHMODEL_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(parts) - 1 if position is None else position),
        **environment,
    )
    assert done.err == ""
    return {line.partition(",")[2] for line in done.out.splitlines() if line}


def test_the_shell_completes_commands_ids_and_values(canada_file: Path, canada: Catalogue, tmp_path: Path) -> None:
    here = {"GRAPHMODEL_STORE": str(canada_file)}
    assert complete("graphmodel st", **here) == {"study"}
    assert complete("graphmodel reach peel", **here) == {PEEL}
    assert complete("graphmodel sees rcmp rcmp-", **here) == {
        id for id in canada.agencies["id"] if id.startswith("rcmp-")
    }
    assert complete(f"graphmodel --store {canada_file} reach peel") == {PEEL}
    assert complete("graphmodel query run isolation/isol", **here) == {ISOLATED}
    assert complete("graphmodel query show maps/n", **here) == {"maps/nation"}
    assert complete(f"graphmodel query run {ISOLATED} -p t", **here) == {"type="}
    assert complete(f"graphmodel query run {ISOLATED} -p type=c", **here) >= {"type=cad", "type=citizen_portal"}
    assert complete("graphmodel query run reach/seen-by-agency -p agency=peel", **here) == {f"agency={PEEL}"}
    assert complete("graphmodel query run reach/seen-by-agency -p ag", **here) == {"agency="}
    assert complete("graphmodel reach peel", GRAPHMODEL_STORE=str(tmp_path / "none.duckdb")) == set()
    assert list(tmp_path.iterdir()) == []


LOADED = """
import sys
from graphmodel.cli import run
code = run(sys.argv[1:])
import json
sys.stderr.write(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]))
"""


def modules_after(*arguments: str | Path) -> set[str]:
    """Return the top-level modules that a call has imported."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, arguments)], capture_output=True, check=True, encoding="utf-8"
    )
    code, names = json.loads(done.stderr)
    assert code == 0
    return set(names)


def test_help_imports_nothing_heavy() -> None:
    for arguments in (
        ("--help",),
        ("--version",),
        ("load", "--help"),
        ("query", "run", "--help"),
        ("-q", "study", "-h"),
    ):
        assert not modules_after(*arguments) & set(HEAVY), arguments
    assert not modules_after("-q", "query", "list", "--format", "json") & set(HEAVY)
    assert not modules_after("-q", "query", "show", ISOLATED) & set(HEAVY)


def test_a_query_imports_the_engine_and_no_pandas(canada_file: Path) -> None:
    found = modules_after("-q", "--store", canada_file, "query", "run", ISOLATED, "--format", "json")
    assert "duckdb" in found
    assert not found & {"pandas", "scipy", "pyarrow", "rich"}
