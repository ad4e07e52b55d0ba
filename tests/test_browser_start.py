"""A page that cannot be shown says so, in words of both languages, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmodel.maps import Map
from graphmodel.records.catalogue import Catalogue
from tests.browser import Browser, MapPage
from tests.browser.fixtures import Opener

OLD = "delete window.DecompressionStream;"


@pytest.fixture
def old(browser: Browser) -> Iterator[None]:
    """The browser is one that cannot unpack."""
    added = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=OLD)
    yield
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[None]:
    """The browser runs no script of a page."""
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    yield
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def refusal(browser: Browser, path: Path) -> str:
    """Open a page that cannot be shown and return what it says."""
    browser.open(path)
    page = MapPage(browser, path)
    said = page.until(lambda: browser.run("return document.querySelector('.refusal')?.parentNode.innerText"), "words")
    assert browser.said == []
    assert browser.asked == [path.as_uri()]
    return str(said)


@pytest.mark.parametrize("part", ["code", "data"])
def test_a_damaged_page_says_so(part: str, canada: Catalogue, browser: Browser, tmp_path: Path) -> None:
    html = Map(canada).html()
    path = tmp_path / "damaged.html"
    path.write_text(re.sub(rf'(id="{part}"[^>]*>[^<]{{2000}})[^<]{{40}}', r"\1", html), encoding="utf-8")
    assert path.stat().st_size < len(html.encode())
    said = refusal(browser, path)
    assert "was damaged on its way" in said
    assert "a été endommagé en chemin" in said


@pytest.mark.usefixtures("old")
def test_an_old_browser_is_told(canada: Catalogue, browser: Browser, tmp_path: Path) -> None:
    assert "older than 2023" in refusal(browser, Map(canada).save(tmp_path / "map.html"))


@pytest.mark.usefixtures("scriptless")
def test_a_browser_without_scripts_is_told(canada: Catalogue, browser: Browser, tmp_path: Path) -> None:
    assert "needs JavaScript" in refusal(browser, Map(canada).save(tmp_path / "map.html"))


def test_a_readable_page_opens_too(canada: Catalogue, browser: Browser, opened: Opener, tmp_path: Path) -> None:
    path = Map(canada).save(tmp_path / "readable.html", readable=True)
    browser.open(path)
    page = MapPage(browser, path)
    page.ready()
    shown = page.text("shown")
    assert browser.said == []
    assert shown == opened(canada).text("shown")
