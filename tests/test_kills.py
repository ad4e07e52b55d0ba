"""A load that is killed at any moment leaves the old graph or the new one, never neither and never a mixture."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from graphmodel.catalogue import Catalogue
from graphmodel.graph.model import LABELS
from graphmodel.stores import open_store
from tests.commands import spawn

KILLS = 60
SEED = 2014
FORK = hasattr(os, "fork")

LOAD = """
import sys
import graphmodel.stores.ladybug_file, graphmodel.graph.build
from graphmodel.loading import load
from graphmodel import content
from graphmodel.cli import run
print("ready", flush=True)
for line in sys.stdin:
    pid = __import__("os").fork()
    if pid == 0:
        sys.exit(run(["-q", "--store", sys.argv[1], "load", line.strip()]))
    print(pid, flush=True)
    _, status = __import__("os").waitpid(pid, 0)
    print(status, flush=True)
"""


class Loads:
    """Starts loads in processes of their own: children of one that has imported everything and opened nothing."""

    def __init__(self, store: Path) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", LOAD, str(store)],
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._parent.stdout
        return self._parent.stdout.readline().strip()

    def load(self, source: str, kill_after: float | None = None) -> tuple[int, float]:
        """Load, killing after so many seconds; return the child's wait status and how long it lived."""
        assert self._parent.stdin
        self._parent.stdin.write(f"{source}\n")
        self._parent.stdin.flush()
        child = int(self._line())
        start = time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)  # until it is waited for, which the parent does alone, the number is its own
        return int(self._line()), time.perf_counter() - start

    def close(self) -> None:
        self._parent.kill()
        self._parent.communicate()
