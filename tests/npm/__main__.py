"""Run a program of the pinned packages: ``python -m tests.npm eslint graphmodel tests``."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.npm import Unavailable, packages
from tests.required import required

try:
    folder = packages()
except Unavailable as problem:
    print(f"{sys.argv[1]} {problem}", file=sys.stderr)  # noqa: T201
    sys.exit("node" in required())
environment = {**os.environ, "GRAPHMODEL_NPM": f"{folder}/"}
"""Where the program's settings find what they build on."""
command = [str(folder / ".bin" / sys.argv[1]), *sys.argv[2:]]
sys.exit(subprocess.run(command, check=False, env=environment).returncode)
