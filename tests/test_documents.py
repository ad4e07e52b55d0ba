"""Documents from other people: a few kilobytes cost a few megabytes at most, and nothing is waited for without end."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

from graphmodel.machine.toml import DEEPEST, parse_document, read_document
from tests.commands import spawn

DEEP = {
    "dotted key": "a" + ".a" * 50_000 + " = 1",
    "dotted header": "[a" + ".a" * 50_000 + "]",
    "dotted header of an array": "[[a" + " . a" * 50_000 + "]]",
    "quoted names": '"a"' + ".'a'" * 50_000 + " = 1",
    "inside a table in a line": "x = {a" + ".a" * 50_000 + " = 1}",
    "arrays": "x = " + "[" * 50_000,
    "tables in a line": "x = " + "{a = " * 50_000,
    "digits": "x = " + "1" * 50_000,
}
PARENT_AND_BOUND = """
import resource, sys, tomllib
from graphmodel.machine.toml import parse_document
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
try:
    parse_document(sys.stdin.read())
except tomllib.TOMLDecodeError:
    print("refused")
"""


@pytest.mark.parametrize("name", DEEP)
def test_a_deep_document_is_refused_before_it_costs_memory(name: str) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", PARENT_AND_BOUND], input=DEEP[name], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("refused\n", "")


def test_a_key_of_many_names_is_refused_with_its_line() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=r"more than 20 names \(at line 2"):
        parse_document("x = 1\n" + "a." * DEEPEST + "a = 1")
    assert parse_document("a." * (DEEPEST - 1) + "a = 1")
    assert parse_document(f"x = '{'.' * 1000}'\ny = '{' '.join(['a. b'] * 100)}'")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
@pytest.mark.parametrize(
    "arguments",
    [
        ("scenario", "check", "pipe.toml"),
        ("--on", "nleim-2014", "need", "pipe.toml"),
        ("check", "nleim-2014", "--loader", "pipe.toml"),
        ("query", "run", "pipe.cypher"),
        ("check", "pipe.zip"),
        ("check", "pipe.graphml", "--loader", "graphml"),
        ("check", "folder"),
    ],
)
def test_a_pipe_is_not_waited_for(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("pipe.toml", "pipe.cypher", "pipe.zip", "pipe.graphml", "folder/agencies.csv", "folder/about.toml"):
        os.mkfifo(tmp_path / name)
    ended = spawn(*arguments, cwd=tmp_path)
    assert ended.code in (1, 2)
    assert "defect" not in ended.err


def test_what_is_no_ordinary_file_is_named() -> None:
    with pytest.raises(OSError, match="no ordinary file"):
        read_document(Path("/dev/zero"))
