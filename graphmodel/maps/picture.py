"""A page as a picture: a browser that is on this machine opens it unseen, and the page's own export draws it.

Any browser of the Chromium family does. It works on a copy in a folder of its own beside the picture (one that is
shut into a sandbox may read no other place), with a profile of its own, and asks nothing of the network.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from graphmodel.errors import GraphmodelError
from graphmodel.machine.ending import forget, held, keep, temporary
from graphmodel.machine.outputs import ensure_ending, write
from graphmodel.machine.refusals import reason, writing
from graphmodel.maps.page import unpacked
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
ENDING = (".png",)
WIDTH = 1920
"""Width of the sheet in CSS pixels; the page draws two to each."""
PATIENCE = 120.0
_GRACE = 5.0
_BUDGET = 20_000
_GIVEN = re.compile(rb'<output id="picture"[^>]*>data:image/png;base64,([A-Za-z0-9+/=]+)</output>')


def browser() -> str:
    """Return the path of a browser that can draw the page; GraphmodelError with the remedy where there is none."""
    environment = {"ProgramFiles": "", "ProgramFiles(x86)": "", "LOCALAPPDATA": "", **os.environ}
    usual = (place.format_map(environment) for place in PLACES.get(sys.platform, ()))
    for found in (*map(shutil.which, NAMES), *(place for place in usual if Path(place).is_file())):
        if found is not None:
            return found
    raise GraphmodelError(
        Message(
            "a picture needs Chromium, Chrome or Edge, and none is on the PATH or in its usual "
            "place: install one (Debian: apt-get install chromium), or open the map and press its "
            "PNG button"
        )
    )


def write_picture(html: str, path: Path) -> None:
    """Write the sheet of a page's map (title, map, legend, date, digest, sources) as PNG."""
    ensure_ending(path, ENDING)
    program = browser()
    with writing(path), temporary(path.parent.resolve()) as folder:
        folder.mkdir(0o700)
        drawn = _drawn(program, html, folder)
    write(path, drawn)


def _drawn(program: str, html: str, folder: Path) -> bytes:
    page = folder / "map.html"
    page.write_text(unpacked(html), encoding="utf-8", newline="\n")
    command = [
        program,
        *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking"),
        f"--user-data-dir={folder / 'profile'}",
        *(["--no-sandbox"] if _as_root() else []),  # the browser refuses to start otherwise
        f"--virtual-time-budget={_BUDGET}",
        "--dump-dom",
        f"{page.as_uri()}#picture={WIDTH}",
    ]
    try:
        out, err = _output(command)
    except subprocess.TimeoutExpired:
        raise GraphmodelError(
            Message(
                "{program} did not draw the map within {seconds:.0f} s: press the map's PNG button",
                program=program,
                seconds=PATIENCE,
            )
        ) from None
    except OSError as error:
        raise GraphmodelError(Message("{program} does not start: {why}", program=program, why=reason(error))) from error
    given = _GIVEN.findall(out)
    if not given:
        said = err.decode(errors="replace").strip().splitlines()
        why = f" ({said[-1][:200]})" if said else ""
        raise GraphmodelError(
            Message(
                "{program} did not draw the map{why}: open the map and press its PNG button", program=program, why=why
            )
        )
    return base64.b64decode(given[-1])


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
