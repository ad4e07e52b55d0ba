"""A browser of the Chromium family that is on this machine: where it is, and one run of it, unseen and off the network.

It works in a folder that it is given (one that is shut into a sandbox may read no other place), with a profile of its
own there. It and all that it starts are gone when the run, or the program, ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from graphmodel.errors import GraphmodelError
from graphmodel.machine.ending import forget, held, keep
from graphmodel.machine.refusals import reason
from graphmodel.words.messages import Message

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser"),
)
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
        "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
        "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
        "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
        "{ProgramFiles}/Microsoft/Edge/Application/msedge.exe",
    ),
    "linux": ("/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"),
}
PATIENCE = 120.0
"""Seconds that one run may take."""
_GRACE = 5.0
_QUIET = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def browser(lacking: Message) -> str:
    """Return the path of a browser; GraphmodelError, where there is none, with ``lacking``: what needs one, and what to do."""
    environment = {"ProgramFiles": "", "ProgramFiles(x86)": "", "LOCALAPPDATA": "", **os.environ}
    usual = (place.format_map(environment) for place in PLACES.get(sys.platform, ()))
    for found in (*map(shutil.which, NAMES), *(place for place in usual if Path(place).is_file())):
        if found is not None:
            return found
    raise GraphmodelError(lacking)


def run(program: str, folder: Path, *arguments: str) -> tuple[bytes, bytes]:
    """Run a browser once in a folder and return what it says on both streams.

    Raises GraphmodelError where it does not start, TimeoutExpired where it takes longer than ``PATIENCE`` seconds.
    """
    command = [
        program,
        *_QUIET,
        f"--user-data-dir={folder / 'profile'}",
        *(["--no-sandbox"] if _as_root() else []),  # the browser refuses to start otherwise
        *arguments,
    ]
    try:
        return _output(command)
    except OSError as error:
        raise GraphmodelError(Message("{program} does not start: {why}", program=program, why=reason(error))) from error


def _output(command: list[str]) -> tuple[bytes, bytes]:
    """Return what a program says on both streams; it and all that it starts are gone when this, or we, end."""
    with held():
        started = subprocess.Popen(  # noqa: S603 - our own file
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        token = keep(lambda: _ended(started))
    with started:
        try:
            return started.communicate(timeout=PATIENCE)
        finally:
            forget(token)


def _ended(started: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            started.kill()
        else:
            os.killpg(started.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):  # without a limit it would wait for a lock that a handler may never get
        started.wait(_GRACE)


def _as_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
