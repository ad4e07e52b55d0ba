"""How tests call the command line: in this process, or in one of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphmodel.cli import run


@dataclass(frozen=True)
class Outcome:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)

    @property
    def csv(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.out)))


class Caller:
    """Calls graphmodel in this process, on one store unless told otherwise."""

    def __init__(self, capsys: pytest.CaptureFixture[str], store: Path | str = "") -> None:
        self._capsys = capsys
        self._store = str(store)

    def __call__(self, *arguments: str | Path, store: str | None = None) -> Outcome:
        self._capsys.readouterr()
        chosen = self._store if store is None else store
        given = [*(["--store", chosen] if chosen else []), *map(str, arguments)]
        try:
            code = run(given)
        except SystemExit as end:  # click's completion ends so
            code = int(end.code or 0)
        said = self._capsys.readouterr()
        return Outcome(code, said.out, said.err)

    def rows(self, *arguments: str | Path, **named: str) -> list[dict[str, object]]:
        """Return the rows of a call that answers with rows, nothing said beside them."""
        said = self("-q", *arguments, "--format", "json", **named)
        assert (said.code, said.err) == (0, "")
        return list(said.json)  # type: ignore[call-overload]


def spawn(*arguments: str | Path, cwd: Path | None = None, given: str = "", **environment: str) -> Outcome:
    """Call graphmodel in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env={**os.environ, **environment},
        input=given,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
