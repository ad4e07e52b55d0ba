"""A terminal of a test's own: what a command shows on it while lines are typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def nothing(shown: bytes) -> bytes:
    """Type nothing, whatever is shown."""
    del shown
    return b""


def at_terminal(
    *arguments: str | Path,
    columns: int = 0,
    environment: Mapping[str, str] | None = None,
    words: bool = True,
    typing: Callable[[bytes], bytes] = nothing,
) -> tuple[int, bytes]:
    """Call graphmodel at a terminal; return its exit code and what the terminal shows.

    ``typing`` is told what is shown so far, at first nothing, and returns what to type then. ``words`` lets what is said
    on standard error show, too; ``columns`` gives the terminal a width.
    """
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    if columns:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    command = [sys.executable, "-m", "graphmodel", *map(str, arguments)]
    said = slave if words else subprocess.DEVNULL
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=said, env=environment) as process:
        os.close(slave)
        shown = b""
        os.write(master, typing(shown))
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            shown += part
            os.write(master, typing(shown))
        code = process.wait()
    os.close(master)
    return code, shown


def plain(shown: bytes) -> str:
    """Return what a terminal shows without colours, its lines as those of a file."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")
