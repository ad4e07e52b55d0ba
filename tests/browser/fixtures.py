"""The fixtures of the browser: one Chromium for the whole session, and maps that must behave while a test works them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from graphmodel.maps import Map
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import Axe, Browser, MapPage
from tests.browser.chromium import WINDOW, chromium
from tests.browser.drawn import EARS


class Opener(Protocol):
    """Opens the map of a catalogue."""

    def __call__(self, catalogue: Catalogue, language: Language = "en", *, at: str = "", **given: Any) -> MapPage:
        """Return the map, ready; ``at`` stands behind the # of its address, the rest is what ``Map`` is given."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def axe() -> Axe:
    """axe-core."""
    return Axe()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The maps written so far, by the catalogue's digest and what was asked for."""
    return {("", ""): tmp_path_factory.mktemp("maps")}


@pytest.fixture
def heard(browser: Browser) -> Iterator[None]:
    """What the canvas is told to draw is heard."""
    added = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=EARS)
    yield
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


@pytest.fixture
def opened(browser: Browser, written: dict[tuple[str, str], Path]) -> Iterator[Opener]:
    """Opens maps; each must have behaved by the time that the next is opened, or the test ends."""
    pages: list[MapPage] = []

    def open_(catalogue: Catalogue, language: Language = "en", *, at: str = "", **given: Any) -> MapPage:
        for page in pages[-1:]:
            closing(page)
        key = (catalogue.digest, f"{language} {given}")
        if key not in written:
            written[key] = written["", ""] / f"{len(written)}.html"
            Map(catalogue, language=language, **given).save(written[key])
        browser.open(written[key], at)
        pages.append(MapPage(browser, written[key]))
        pages[-1].ready()
        return pages[-1]

    browser.media()
    browser.size(*WINDOW)
    yield open_
    for page in pages[-1:]:
        closing(page)


def closing(page: MapPage) -> None:
    """Check what a page did while it stood open: it asked for nothing, said nothing and let nothing in."""
    browser = page.browser
    assert browser.said == []
    assert {url.partition("#")[0] for url in browser.asked} == {page.path.as_uri()}
    assert browser.run("return [window.fired, window.violations]") == [[], []]
