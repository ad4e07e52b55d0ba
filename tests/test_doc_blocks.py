"""Every block of the documentation is what it says: files are written, commands and Python are run, page by page.

A page is a story in a folder of its own, in which ``graphmodel load canada`` has been done; a French page has set
``GRAPHMODEL_LANG=fr``, as it says. A block

- ``console`` holds commands behind ``$``, each with lines of output that it promises, or beginnings of them ``...``;
- ``python`` runs in the page's one namespace, and promises by ``# -> ``;
- ``toml``, ``csv`` or ``cypher`` with a ``title`` is a file of that name (``mine.xlsx: agencies`` is a sheet of a workbook);
- ``text`` is what cannot run here: a server's commands, a Windows terminal, a form of words.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import click
import pytest

from graphmodel.cli import run
from tests.doc_pages import DOCS, Block, blocks, commands, is_french

pytestmark = pytest.mark.rotates("doc_blocks")

ROOT = DOCS.parent
PAGES = sorted(DOCS.glob("*.md"))
FILES = ("toml", "csv", "cypher")
KNOWN = {*FILES, "console", "python", "text"}
OUTSIDE = (". ", "make ")
"""What begins a command that prepares the machine: its target is looked up, it is not run."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_says_what_it_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    found = blocks(text)
    assert {block.language for block in found} <= KNOWN
    assert len(found) * 2 == len(re.findall(r"^ *```", text, re.MULTILINE))
    assert all(block.language in FILES for block in found if block.title)


def told(page: Path) -> bool:
    return any(block.language in ("console", "python") for block in blocks(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if told(page)], ids=lambda page: page.stem)
def test_a_page_keeps_its_promises(
    page: Path,
    tmp_path: Path,
    canada_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.startswith("GRAPHMODEL_")]:
        monkeypatch.delenv(name)
    if is_french(page):
        monkeypatch.setenv("GRAPHMODEL_LANG", "fr")
    monkeypatch.setattr(click, "launch", lambda *_, **__: 0)
    monkeypatch.chdir(tmp_path)
    shutil.copy(canada_file, tmp_path / "graphmodel.duckdb")
    names: dict[str, Any] = {"__name__": "page"}
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.title:
            write(block)
        elif block.language == "console":
            for command, promised in commands(block.body):
                check_command(command, promised, capsys, monkeypatch)
        elif block.language == "python":
            check_python(block.body, names, capsys)


def write(block: Block) -> None:
    """Write the file of a block, or the sheet of its workbook."""
    name, _, sheet = block.title.partition(": ")
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not sheet:
        path.write_text(block.body, encoding="utf-8")
        return
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path) if path.exists() else openpyxl.Workbook()
    if not path.exists():
        book.remove(book.active)
    table = book.create_sheet(sheet)
    for row in csv.reader(io.StringIO(block.body)):
        table.append(row)
    book.save(path)


def check_command(
    line: str, promised: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if line.startswith(OUTSIDE):
        target = line.removeprefix("make ")
        assert target == line or f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
        return
    words = shlex.split(line, comments=True)
    capsys.readouterr()
    with monkeypatch.context() as environment:
        while "=" in words[0]:
            environment.setenv(*words.pop(0).split("=", 1))
        assert words[0] == "graphmodel", f"{line}: this test runs graphmodel alone"
        code = run(words[1:])
    out, err = capsys.readouterr()
    assert code == 0, f"{line}: {out}{err}"
    said = [" ".join(text.split()) for text in (out + err).splitlines()]
    missing = [text for text in promised if not is_said(" ".join(text.split()), said)]
    assert not missing, f"{line} does not say: {missing}\nit says: {out}{err}"


def is_said(promised: str, said: list[str]) -> bool:
    """Return whether a line is there; one that ends with three dots promises a beginning."""
    if promised.endswith("..."):
        return any(line.startswith(promised.removesuffix("...")) for line in said)
    return promised in said


def check_python(body: str, names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    exec(compile(body, "the page", "exec"), names)
    said = capsys.readouterr().out
    promised = re.findall(r"# -> (.*)$", body, re.MULTILINE)
    assert [line for line in promised if line not in said.splitlines()] == [], said
