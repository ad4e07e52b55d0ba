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

import graphmodel
from graphmodel.words.languages import Language
from tests.browser import MapPage
from tests.browser.chromium import chromium

HERE = Path(__file__).parent
SCREEN = (1440, 900)
"""The window, in CSS pixels."""


@dataclass(frozen=True)
class Picture:
    """How one picture comes about: what is done on the map, and in which language."""

    steps: Callable[[MapPage], object] = lambda _: None
    language: Language = "en"


def outage(page: MapPage) -> None:
    """Ask what breaks without the system that most others are linked with."""
    page.click_text("asks", page.words("What breaks", "Ce qu'on perdrait"))
    page.gain()


def beside(page: MapPage) -> None:
    """The same, before and after."""
    outage(page)
    page.click("beside")


PICTURES = {
    "nation": Picture(),
    "nation-fr": Picture(language="fr"),
    "outage": Picture(outage),
    "outage-fr": Picture(outage, language="fr"),
    "before-after": Picture(beside),
    "before-after-fr": Picture(beside, language="fr"),
}


def main() -> None:
    """Take all pictures, or those that are named."""
    wanted = sys.argv[1:] or [*PICTURES]
    canada = graphmodel.load("canada")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            picture = PICTURES[name]
            path = Path(folder) / f"{name}.html"
            graphmodel.Map(canada, language=picture.language).save(path)
            browser.media(reduced=True)
            browser.size(*SCREEN)
            browser.open(path)
            page = MapPage(browser, path)
            page.ready()
            picture.steps(page)
            page.still()
            data = browser.cdp("Page.captureScreenshot", format="png")["data"]
            (HERE / f"{name}.png").write_bytes(base64.b64decode(data))


if __name__ == "__main__":
    main()
