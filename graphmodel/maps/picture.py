"""A page as a picture: a browser that is on this machine opens it unseen, and the page's own export draws it.

Any browser of the Chromium family does. It works on a copy in a folder of its own beside the picture (one that is
shut into a sandbox may read no other place), with a profile of its own, and asks nothing of the network.
"""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path

from graphmodel.errors import GraphmodelError
from graphmodel.machine.browser import PATIENCE, browser, run
from graphmodel.machine.ending import temporary
from graphmodel.machine.outputs import ensure_ending, write
from graphmodel.machine.refusals import writing
from graphmodel.maps.page import unpacked
from graphmodel.words.messages import Message

ENDING = (".png",)
WIDTH = 1920
"""Width of the sheet in CSS pixels; the page draws two to each."""
_BUDGET = 20_000
_GIVEN = re.compile(rb'<output id="picture"[^>]*>data:image/png;base64,([A-Za-z0-9+/=]+)</output>')
_LACKING = Message(
    "a picture needs Chromium, Chrome or Edge, and none is on the PATH or in its usual "
    "place: install one (Debian: apt-get install chromium), or open the map and press its "
    "PNG button"
)


def write_picture(html: str, path: Path) -> None:
    """Write the sheet of a page's map (title, map, legend, date, digest, sources) as PNG."""
    ensure_ending(path, ENDING)
    program = browser(_LACKING)
    with writing(path), temporary(path.parent.resolve()) as folder:
        folder.mkdir(0o700)
        drawn = _drawn(program, html, folder)
    write(path, drawn)


def _drawn(program: str, html: str, folder: Path) -> bytes:
    page = folder / "map.html"
    page.write_text(unpacked(html), encoding="utf-8", newline="\n")
    try:
        out, err = run(
            program, folder, f"--virtual-time-budget={_BUDGET}", "--dump-dom", f"{page.as_uri()}#picture={WIDTH}"
        )
    except subprocess.TimeoutExpired:
        raise GraphmodelError(
            Message(
                "{program} did not draw the map within {seconds:.0f} s: press the map's PNG button",
                program=program,
                seconds=PATIENCE,
            )
        ) from None
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
