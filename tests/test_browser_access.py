"""The map for everyone: no finding of axe-core in any panel, and it works large, dark, without motion and without a mouse."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import Axe, Browser, MapPage
from tests.browser.fixtures import Opener
from tests.browser.page import numbers

pytestmark = pytest.mark.rotates("browser_access")

LANGUAGES: tuple[Language, ...] = ("en", "fr")
DRAWERS = {
    "ask": (),
    "find": ("search",),
    "try": ("one", "other", "link", "retire", "rank", "cost", "scenario-name", "scenario-note"),
    "path": ("path-from", "path-to", "turn", "agency", "class"),
    "legend": ("alone",),
    "details": (),
    "save": ("out-png", "out-svg", "out-print", "story-title", "story-text", "story-add"),
    "about": (),
}
"""What each drawer holds that the focus must come to."""
_FOCUSED = """
const item = document.activeElement;
const style = getComputedStyle(item);
const box = item.getBoundingClientRect();
return { name: item === document.body ? null : item.id || item.textContent.trim() || item.type || item.localName,
  ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), colour: style.outlineColor,
  seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight };
"""
_OUTSIDE = """
const clipped = (item) => { const box = item.getBoundingClientRect(); return box.width && (box.left < -1 || box.right > innerWidth + 1); };
return [document.documentElement.scrollWidth > innerWidth + 1,
  [...document.querySelectorAll('button, input, select, summary, h1, h2, h3')].filter(clipped)
    .filter((item) => !item.closest('.skip')).map((item) => item.id || item.textContent)];
"""
_CONTROLS = """
return [...document.querySelectorAll('button, input, select, summary')].filter((item) => item.checkVisibility()
  && item.getClientRects().length).map((item) => item.id || item.textContent.trim() || item.parentElement.textContent.trim());
"""


def open_everything(page: MapPage) -> None:
    """Show details, what an agency sees, ranked partners, a change with its gain, and a list of suggestions."""
    page.see_as("peel-regional-police")
    page.fill("one", "drps-rms")
    page.take_ranked()
    page.click("link")
    page.gain()
    page.find("drps-rms")
    page.type("search", "durham")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(
    opened: Opener, axe: Axe, browser: Browser, canada: Catalogue, language: Language, theme: str
) -> None:
    browser.media(theme=theme)
    page = opened(canada, language)
    assert axe.findings(browser) == []
    open_everything(page)
    assert axe.findings(browser) == []
    browser.size(750, 480)
    assert axe.findings(browser) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_a_scenario_and_an_answer_either(
    opened: Opener, axe: Axe, browser: Browser, canada: Catalogue, language: Language, theme: str
) -> None:
    browser.media(theme=theme)
    opened(canada, language, scenario="pip-2-0", query="maps/planned-links")
    assert axe.findings(browser) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_twice_the_size_nothing_is_lost(
    opened: Opener, browser: Browser, canada: Catalogue, language: Language
) -> None:
    """A window of 1500 by 960 pixels at 200 % has 750 by 480 of the page's."""
    page = opened(canada, language)
    open_everything(page)
    wide = browser.run(_CONTROLS)
    browser.size(750, 480)
    assert browser.run(_OUTSIDE) == [False, []]
    assert browser.run(_CONTROLS) == wide
    assert page.part("map").size["height"] >= 200
    page.click("retire")
    assert page.gain()[3] > 0


@pytest.mark.rotates("at length")
def test_the_focus_is_always_seen(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    page = opened(canada)
    stops = []
    for _ in range(400):
        page.press(Keys.TAB)
        found = browser.run(_FOCUSED)
        if found["name"] is None:
            break
        stops.append(found)
    assert [stop for stop in stops if stop["ring"] < 2 or not stop["seen"]] == []
    names = [stop["name"] for stop in stops]
    assert set(names) >= {
        "map",
        "language",
        "theme",
        "whole",
        "nearer",
        "further",
        *(f"rail-{name}" for name in DRAWERS),
    }
    for drawer, parts in DRAWERS.items():
        page.click(f"rail-{drawer}")
        stops = []
        for _ in range(60):
            page.press(Keys.TAB)
            stops.append(browser.run(_FOCUSED))
        assert [stop for stop in stops if stop["name"] and (stop["ring"] < 2 or not stop["seen"])] == []
        assert {stop["name"] for stop in stops} >= {f"close-{drawer}", *parts}


def test_the_skip_link_leads_to_the_map(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    page = opened(canada)
    page.press(Keys.TAB)
    assert page.focused.text == "Skip to the map"
    assert browser.run(_FOCUSED)["seen"]
    page.press(Keys.ENTER)
    assert page.focused.get_attribute("id") == "map"


def test_nothing_moves_by_itself_where_motion_is_unwelcome(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    browser.media(reduced=True)
    page = opened(canada)
    page.find("drps-rms")
    assert browser.run("return document.getAnimations().length") == 0
    page.until(lambda: page.pictures(3) == 1, "the picture of what was found")
    assert page.pictures(8) == 1


def test_results_are_said(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada)
    page.see_as("peel-regional-police")
    assert page.said() == page.text("sentence")
    assert "Peel Regional Police sees records of " in page.said()
    page.fill("one", "drps-rms")
    page.take_ranked()
    page.click("link")
    gain = page.gain()
    assert numbers(page.said()) == gain
    assert set(gain[:2]) < set(numbers(page.text("sentence")))  # beside what the agency sees
