"""What tests, checks and benchmarks take from npm: pinned by a lock file with digests, fetched once into a cache.

``python -m tests.npm PROGRAM ...`` runs one of the programs; without npm it says so and ends well, unless
``GRAPHMODEL_REQUIRE`` names ``node``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
REMEDY = "needs Node 18 or newer with npm (Debian: apt-get install nodejs npm)"
_FILES = ("package.json", "package-lock.json")


class Unavailable(Exception):
    """The packages cannot be had here; the message says why."""


def packages(folder: Path = HERE) -> Path:
    """Return the ``node_modules`` of a folder's lock file, installed where this machine has not got them yet.

    Raises:
        Unavailable: there is no npm, or it could not fetch them.
    """
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in _FILES)).hexdigest()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    made = caches / "graphmodel" / "npm" / digest[:16]
    if not made.is_dir():
        made.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=made.parent) as work:
            _install(folder, Path(work) / "made")
            try:
                (Path(work) / "made").rename(made)
            except OSError:  # another process was faster
                if not made.is_dir():
                    raise
    return made / "node_modules"


def _install(folder: Path, made: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable(REMEDY)
    made.mkdir()
    for name in _FILES:
        shutil.copy(folder / name, made / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=made, encoding="utf-8")
    if done.returncode:
        raise Unavailable(f"npm could not fetch what {folder.name}/package-lock.json names: {done.stderr.strip()}")
