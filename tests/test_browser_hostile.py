"""In a real browser, nothing that a catalogue says becomes mark-up, code or an address: it is shown as it is written."""

from __future__ import annotations

import tomllib

import pytest
from selenium.webdriver import ActionChains

import graphmodel
from graphmodel.records.catalogue import Catalogue
from tests.browser import Browser, MapPage
from tests.browser.fixtures import Opener
from tests.worlds.payloads import poisoned

pytestmark = pytest.mark.rotates("browser_hostile")

_STATE = """
const all = [...document.querySelectorAll('*')];
const attributes = all.flatMap((item) => [...item.attributes]);
return {
  heard: [window.fired, window.violations],
  tags: [...new Set(all.map((item) => item.localName))],
  own: document.querySelectorAll('script, style').length,
  handlers: attributes.filter(({ name }) => /^on|^srcdoc$/.test(name)).map(({ name }) => name),
  styles: attributes.filter(({ name, value }) => name === 'style' && /url|fixed/.test(value)).map(({ value }) => value),
  links: all.filter((item) => item.href || item.src || item.action).map((item) => item.href ?? item.src ?? item.action),
};
"""
NEVER = {"img", "iframe", "object", "embed", "b", "base", "form", "frame"}
OURS = 5
"""The page has a style sheet, its data, its story, its script, and the one that unpacks them."""


def check_elements(page: MapPage) -> None:
    """Whatever stands on the page was made by the page: no element or handler of a payload, no address but the web's."""
    state = page.browser.run(_STATE)
    assert state["heard"] == [[], []]
    assert NEVER & set(state["tags"]) == set()
    assert (state["own"], state["handlers"], state["styles"]) == (OURS, [], [])
    links = [link for link in state["links"] if link.partition("#")[0] != page.path.as_uri()]
    assert [link for link in links if not link.startswith(("https://example.org/", "http://127.0.0.1:9/"))] == []


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("ids", [False, True], ids=["texts", "ids too"])
def test_every_text_is_only_text(opened: Opener, browser: Browser, canada: Catalogue, ids: bool) -> None:
    world = poisoned(canada, ids=ids)
    page = opened(world)
    assert " ".join(browser.driver.title.split()).endswith(" ".join(world.about.name.split()))
    assert all(text in _spaced(page.text("page")) for text in map(_spaced, world.about.limits))
    canvas = page.part("map")
    for step in range(-4, 5):
        ActionChains(browser.driver, duration=0).move_to_element_with_offset(canvas, step * 40, step * 30).perform()
    items = [*zip(world.systems["id"], world.systems["name"], strict=True)]
    items += zip(world.agencies["id"], world.agencies["name"], strict=True)
    for id, name in items[:: len(items) // 30]:
        page.find(id)
        assert (page.selected_id, _spaced(page.selected)) == (id, _spaced(name))
        check_elements(page)


def test_panels_and_files_too(opened: Opener, canada: Catalogue) -> None:
    world = poisoned(canada)
    page = opened(world, "fr")
    page.see_as("peel-regional-police")
    check_elements(page)
    page.fill("one", "drps-rms")
    page.take_ranked()
    page.click("link")
    first = graphmodel.rank_partners(world, "drps-rms", limit=1).iloc[0]
    assert page.gain()[0] == first["triples"]
    check_elements(page)
    saved = tomllib.loads(page.save().read_text(encoding="utf-8"))
    assert saved["change"] == [{"do": "connect", "from": "drps-rms", "to": first["partner"]}]
    page.click("language")
    page.click("theme")
    check_elements(page)


def _spaced(text: str) -> str:
    return " ".join(text.split())
