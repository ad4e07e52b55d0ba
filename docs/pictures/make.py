"""Take the pictures of the map that the documentation shows, in a real Chromium: ``make pictures``.

Each is what a person sees after a few steps on the map of Canada. Look at every one before it goes in.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import graphmodel
from graphmodel.words import vocabulary as v
from tests.browser import MapPage
from tests.browser.chromium import chromium

HERE = Path(__file__).parent
SCREEN, LETTER = (1600, 960), (1056, 816)
"""CSS pixels: a window, and a sheet of Letter lying on its side."""


@dataclass(frozen=True)
class Picture:
    """How one picture comes about: the map's arguments, what is done on it, and how the screen is."""

    steps: Callable[[MapPage], object] = lambda _: None
    of: str = ""
    language: v.Language = "en"
    theme: str = "light"
    printed: bool = False


def what_if(page: MapPage) -> None:
    """Link an isolated system with the best of its partners."""
    page.find("drps-rms")
    page.click_text("details", "What if")
    page.take_ranked()
    page.click("link")
    page.gain()


PICTURES = {
    "nation": Picture(),
    "province": Picture(of="ON"),
    "see-as": Picture(lambda page: page.see_as("peel-regional-police")),
    "what-if": Picture(what_if),
    "matrix": Picture(lambda page: page.view("Matrix", "Matrice")),
    "french": Picture(lambda page: page.find("spvm"), language="fr"),
    "dark": Picture(lambda page: page.find("rcmp-pip"), theme="dark"),
    "print": Picture(printed=True),
}


def main() -> None:
    """Take all pictures, or those that are named."""
    wanted = sys.argv[1:] or [*PICTURES]
    canada = graphmodel.load("canada")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            picture = PICTURES[name]
            path = Path(folder) / f"{name}.html"
            given: dict[str, Any] = {"of": picture.of} if picture.of else {}
            graphmodel.Map(canada, language=picture.language, **given).save(path)
            browser.media(theme=picture.theme)
            browser.size(*(LETTER if picture.printed else SCREEN))
            browser.open(path)
            page = MapPage(browser, path)
            page.ready()
            picture.steps(page)
            if picture.printed:
                browser.media(kind="print")
            page.still()
            data = browser.cdp("Page.captureScreenshot", format="png")["data"]
            (HERE / f"{name}.png").write_bytes(base64.b64decode(data))


if __name__ == "__main__":
    main()
