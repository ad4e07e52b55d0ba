"""Write the conformance files into a folder: ``python -m tests.conformance FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.conformance.writing import write_all

if __name__ == "__main__":
    (target,) = map(Path, sys.argv[1:])
    sys.stdout.write(f"{write_all(target)} files in {target}\n")
