"""Node, which runs the page's modules without a page."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from graphmodel import maps
from tests.required import missing

SCRIPTS = Path(maps.__file__).parent / "js"
TESTS = Path(__file__).parent / "js"


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node."""
    found = shutil.which("node")
    if found is None:
        raise missing("needs Node 18 or newer (Debian: apt-get install nodejs)", "node")
    return found


def run(node: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Node with the page's modules as they are here."""
    given = {**os.environ, "GRAPHMODEL_JS": f"{SCRIPTS.as_uri()}/", **environment}
    return subprocess.run([node, *map(str, arguments)], capture_output=True, check=False, encoding="utf-8", env=given)
