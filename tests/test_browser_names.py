"""Names on the map: each hub of the nation has one at the first look, and none covers another."""

from __future__ import annotations

from itertools import combinations

import pytest

from benchmarks.country import country
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import Browser
from tests.browser.fixtures import Opener

_WRITTEN = """
const written = window.written = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
  const { width } = this.measureText(text);
  const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
  const left = this.textAlign === "center" ? x - width / 2 : x;
  const top = this.textBaseline === "top" ? y : y - size * 0.8;
  written.push([text, left, top, left + width, top + size * 0.8]);
  return write.call(this, text, x, y, ...rest);
};
"""
_HUBS = """
const { model, screen: { picture }, screen: { dpr } } = map;
const at = (i) => [(model.x[i] * picture.k + picture.x + picture.mx) * dpr, (model.y[i] * picture.k + picture.y + picture.my) * dpr];
return [...model.order].filter((i) => model.hub[i] && model.province[i] < 0 && model.degree[i]).map((i) => [map.name(i), ...at(i)]);
"""
NEAR = 34
"""Pixels that a name may stand from the middle of its hub."""
Rectangle = tuple[str, float, float, float, float]


@pytest.fixture
def ears(browser: Browser) -> object:
    """What is written on any canvas is heard."""
    added = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=_WRITTEN)
    yield
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


@pytest.mark.usefixtures("ears")
@pytest.mark.parametrize("size", [(1280, 720), (1400, 900), (1600, 960), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("made_up", [False, True])
def test_every_hub_is_named_and_no_name_covers_another(
    opened: Opener,
    browser: Browser,
    canada: Catalogue,
    *,
    made_up: bool,
    language: Language,
    size: tuple[int, int],
) -> None:
    browser.size(*size)
    opened(country(1_000) if made_up else canada, language)
    written: set[Rectangle] = {tuple(item) for item in browser.run("return written")}
    hubs: list[tuple[str, float, float]] = browser.run(_HUBS)
    assert len(hubs) > 10
    unnamed = [name for name, x, y in hubs if not any(_names(text, name, x, y) for text in written)]
    assert unnamed == []
    for one, other in combinations(written, 2):
        apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
        assert apart, (one, other)


def _names(text: Rectangle, name: str, x: float, y: float) -> bool:
    """Return whether a text is a hub's name, whole or cut, and stands beside it."""
    said, left, top, right, bottom = text
    off = max(left - x, x - right, 0.0), max(top - y, y - bottom, 0.0)
    return (said == name or (said.endswith("…") and name.startswith(said[:-1]))) and max(off) < NEAR
