"""A process that has imported all and opened nothing, whose children start at once: what tests of kills and signals share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


class Forking:
    """The process; it runs a script that says ``ready`` and then a line for each that it is told."""

    def __init__(self, script: str, *arguments: str, cwd: Path | None = None, **environment: str) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", script, *arguments],
            cwd=cwd,
            encoding="utf-8",
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._parent.stdout
        return self._parent.stdout.readline().strip()
