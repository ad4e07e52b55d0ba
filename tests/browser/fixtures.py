"""The fixtures of the browser: one Chromium for the whole session, and maps and pages that must behave in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from graphmodel.maps import Map
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import Axe, Browser, MapPage
from tests.browser.chromium import WINDOW, chromium
from tests.browser.drawn import EARS
from tests.serving import Site, serving, settings_on

Go = Callable[[str], None]
"""Opens a page of the explorer by its path."""


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


@pytest.fixture(scope="session")
def browsed(canada_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The explorer that the browser opens, with a workspace."""
    with serving(settings_on(canada_file), workspace=tmp_path_factory.mktemp("saved")) as running:
        yield running


@pytest.fixture
def go(browser: Browser, browsed: Site) -> Iterator[Go]:
    """Opens pages of the explorer; each must have been quiet by the time that the test ends."""
    browser.media()
    browser.size(*WINDOW)
    browser.offline(False)
    if not browsed.cookie:
        browser.go(f"http://{browsed.host}/?token={browsed.doors.token}")
        browsed.cookie = "held by the browser"
        assert browser.driver.current_url == f"http://{browsed.host}/"

    def opened(path: str) -> None:
        browser.go(f"http://{browsed.host}{path}")

    yield opened
    quiet(browser, browsed)
    browser.offline(True)


def quiet(browser: Browser, site: Site) -> None:
    """Check that the page said nothing but that a page was refused, and asked for nothing elsewhere."""
    assert [line for line in browser.said if not any(status in line for status in ("400", "404", "422"))] == []
    assert {url.split("/")[2] for url in browser.asked} <= {site.host}
    assert browser.run("return [window.fired, window.violations]") == [[], []]


def accessible(go: Go, browser: Browser, axe: Axe, site: Site, path: str) -> None:
    """Check a page of the explorer in both themes and on a phone: axe-core finds nothing, and nothing is too wide."""
    for theme, size in (("light", WINDOW), ("dark", WINDOW), ("light", (390, 800))):
        browser.media(theme=theme)
        browser.size(*size)
        go(path)
        assert axe.findings(browser) == []
        assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
        quiet(browser, site)
