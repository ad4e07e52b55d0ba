"""Run a program of the pinned packages: ``python -m tests.npm biome lint``."""

from __future__ import annotations

import subprocess
import sys

from tests.npm import Unavailable, packages
from tests.required import required

try:
    folder = packages()
except Unavailable as problem:
    print(f"{sys.argv[1]} {problem}", file=sys.stderr)  # noqa: T201
    sys.exit("node" in required())
sys.exit(subprocess.run([str(folder / ".bin" / sys.argv[1]), *sys.argv[2:]], check=False).returncode)
