"""What is drawn stands out: contrast in both themes, a great change that is seen, a phone that shows what it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from selenium.webdriver.common.by import By

from graphmodel import Scenario
from graphmodel.answers.difference.worlds import Difference
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import Browser, MapPage
from tests.browser.drawn import Drawn, Text, drawn
from tests.browser.fixtures import Opener
from tests.browser.page import numbers
from tests.node import node, run
from tests.oracle import Oracle
from tests.test_browser_states import ALIKE

__all__ = ["node"]

GONE = "rcmp-cpic"
PHONE = (390, 844)
FINGER = 44
"""The least side of what a finger is to hit, in pixels."""
LOST = "#9a4a08"
"""The ring of what loses, on a light ground."""


def rgb(colour: str) -> tuple[float, ...]:
    """Return red, green and blue, 0 to 1, of #rrggbb."""
    assert re.fullmatch("#[0-9a-f]{6}", colour), colour
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def luminance(colour: str) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def behind(picture: Drawn, x: float, y: float, ground: str) -> str:
    """Return the colour that a point has before texts and lines: that of the last square there."""
    under = [
        fill
        for square, fill in zip(picture.squares, picture.fills, strict=True)
        if square.x <= x <= square.x + square.width and square.y <= y <= square.y + square.height
    ]
    return under[-1] if under else ground


def faint_texts(picture: Drawn, ground: str) -> list[Text]:
    """Return the texts that stand out less than 4.5 to 1."""

    def on(text: Text) -> str:
        return behind(picture, text.rect.x + text.rect.width / 2, text.rect.y + text.rect.height / 2, ground)

    return [text for text in picture.texts if contrast(text.fill, on(text)) < 4.5]


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_what_is_behind_them(
    opened: Opener, browser: Browser, canada: Catalogue, theme: str
) -> None:
    browser.media(theme=theme, reduced=True)
    page = opened(canada)
    ground = {"light": "#ffffff", "dark": "#12181f"}[theme]
    first = drawn(page)
    assert len(first.texts) > 300
    assert faint_texts(first, ground) == []
    weak = [
        (line.colour, behind(first, *line.points[0], ground))
        for line in first.lines
        if line.width >= 1.5 and line.colour not in {*first.fills, ground}
    ]
    assert [pair for pair in weak if contrast(*pair) < 3 and contrast(pair[0], ground) < 3] == []
    bands = [line for line in first.lines if len(line.points) > 2]
    assert len(bands) >= 40
    seen = {line.colour for line in bands if line.colour != ground}
    assert {colour for colour in seen if contrast(colour, ground) < 3} <= {"#ffffff", "#12181f"}

    page.find(GONE)
    page.fill("one", GONE)
    page.click("retire")
    page.gain()
    after = drawn(page)
    assert [text for text in faint_texts(after, ground) if len(text.text) > 1] == []


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_an_outage_does_is_seen(opened: Opener, browser: Browser, canada: Catalogue, language: Language) -> None:
    browser.media(reduced=True)
    browser.size(1440, 900)
    page = opened(canada, language)
    page.still()
    before = browser.run("map.screen.drawNow(); return document.getElementById('map').toDataURL()")
    page.fill("one", GONE)
    page.click("retire")
    page.gain()
    browser.run("map.panels.show('')")
    page.still()
    assert browser.driver.execute_async_script(ALIKE, before) >= 0.15

    picture = drawn(page)
    box = browser.run(
        "return map.nesting.layout.systems.get(map.model.placeOf('system:rcmp-cpic') - map.model.agencies)"
    )
    k, x, y = browser.run("return [map.screen.camera.k, map.screen.camera.x, map.screen.camera.y]")
    left, top = picture.window.x + box["x"] * k + x, picture.window.y + box["y"] * k + y
    right, bottom = left + box["width"] * k, top + box["height"] * k
    touching = [
        line
        for line in picture.lines
        if len(line.points) > 1
        for px, py in (line.points[0], line.points[-1])
        if left - 1 <= px <= right + 1 and top - 1 <= py <= bottom + 1 and not line.dash and line.colour != "#ffffff"
    ]
    assert [line for line in touching if not crosses_out(line.points, (left, top, right, bottom))] == []

    after = Difference(canada, Scenario("gone").retire(GONE).apply(canada))
    losing = set(after.lost["agency"])
    oracle = Oracle(canada)
    boxed = {row["operator"] for id, row in oracle.systems.items() if oracle.live(id)}
    without = losing - boxed
    assert len(without) > 20
    foots = [
        text.text for text in picture.texts if text.fill == LOST and re.search(page.words("lose", "perd"), text.text)
    ]
    assert sum(numbers(text)[-1] for text in foots) == len(without), foots
    rings = {(fill, at.x, at.y) for at, fill in zip(picture.squares, picture.fills, strict=True) if fill == "#fdecd0"}
    assert len(rings) >= len(losing & boxed)
    names = " ".join(text.text for text in picture.texts)
    short = {
        row["id"]: row["short_fr" if language == "fr" else "short"] or row["short"]
        for row in canada.systems.to_dict("records")
    }
    assert [short[id] for id in after.newly_isolated if short[id].split()[-1] not in names] == []


def test_a_band_says_how_many_links_it_stands_for(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    page = opened(canada)
    page.still()
    x, y = browser.run(
        "const { system, points } = map.nesting.layout.bands.find((band) => band.card === 'ON' &&"
        " map.page.columns.systems.id[band.system] === 'rcmp-rtid');"
        "const [[x0, y0], [x1, y1]] = points.slice(-3, -1);"
        "const { k, x, y } = map.screen.camera; const box = document.getElementById('map').getBoundingClientRect();"
        "return [box.left + x + ((x0 + x1) / 2) * k, box.top + y + ((y0 + y1) / 2) * k]"
    )
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    page.until(lambda: page.text("tip"), "what the band is")
    home = canada.systems["operator"].map(canada.agencies.set_index("id")["province"])
    ontario = set(canada.systems["id"][home == "ON"])
    links = [row for row in Oracle(canada).links_of("rcmp-rtid") if {row["from"], row["to"]} & ontario]
    inferred = sum(row["confidence"] == "inferred" for row in links)
    assert numbers(page.text("tip")) == [len(links), inferred]
    assert "Ontario" in page.text("tip")


def crosses_out(points: tuple[tuple[float, float], ...], box: tuple[float, float, float, float]) -> bool:
    """Return whether a line lies in a box: it crosses out what is gone."""
    left, top, right, bottom = box
    return all(left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1 for x, y in points)


def tap(browser: Browser, x: float, y: float) -> None:
    """Touch the screen with one finger."""
    browser.cdp("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    browser.cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


def tap_on(browser: Browser, page: MapPage, selector: str) -> None:
    """Touch the middle of an element that the screen shows."""
    box = browser.run(
        "const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return [left + width / 2, top + height / 2]",
        selector,
    )
    assert 0 <= box[0] <= PHONE[0]
    assert 0 <= box[1] <= PHONE[1]
    tap(browser, *box)
    page.still()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Browser]:
    """A window as small as a phone's, with fingers for a mouse."""
    browser.media(reduced=True)
    browser.size(*PHONE)
    browser.cdp("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    yield browser
    browser.cdp("Emulation.setTouchEmulationEnabled", enabled=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_phone_finds_a_system_and_its_links(
    opened: Opener, phone: Browser, canada: Catalogue, language: Language
) -> None:
    page = opened(canada, language)
    tap_on(phone, page, "#rail-find")  # one
    tap_on(phone, page, "#search")  # two
    page.press(*"cpic")
    page.until(lambda: page.suggestions("search"), "suggestions")
    tap_on(phone, page, "#found [role=option]")  # three
    assert page.selected_id == GONE
    oracle = Oracle(canada)
    told = numbers(page.text("sentence"))
    assert {len(oracle.partners(GONE)), len(oracle.links_of(GONE))} <= set(told)
    sheet, map_ = (
        phone.run(
            "const b = document.querySelector(arguments[0]).getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]",
            at,
        )
        for at in ("#drawer-details", "#map")
    )
    assert sheet[1] > map_[1] + 120  # a sheet from below leaves the map to be seen
    assert sheet[2] - sheet[0] == PHONE[0]
    for name in ("#rail", "#tools", "#drawer-details"):
        for button in page.browser.driver.find_elements(By.CSS_SELECTOR, f"{name} button"):
            if button.is_displayed():
                assert min(button.size["width"], button.size["height"]) >= FINGER, button.get_attribute("outerHTML")


def test_two_fingers_zoom(opened: Opener, phone: Browser, canada: Catalogue) -> None:
    page = opened(canada)
    page.still()
    before = phone.run("return map.screen.camera.k")
    for apart in (40, 60, 80, 100, 120):
        kind = "touchStart" if apart == 40 else "touchMove"
        points = [{"x": 195 - apart, "y": 420, "id": 1}, {"x": 195 + apart, "y": 420, "id": 2}]
        phone.cdp("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    phone.cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    page.still()
    assert phone.run("return map.screen.camera.k") == pytest.approx(3 * before, rel=0.1)


SHAPES = ("systems", "agencies")
"""An emphasis marks either, each with roles of its own."""
_TOLD_APART = 15
_ROLES = {
    "systems": {"chosen", "neighbour", "loses", "orphaned", "gone", "new", "alone", "seen", "step"},
    "agencies": {"chosen", "gains", "loses", "mixed", "seen"},
}


@pytest.mark.parametrize("deficiency", ["protanomaly", "deuteranomaly", "tritanomaly"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
def test_roles_are_told_apart_by_whoever_does_not_see_a_colour(
    node: str, shape: str, theme: str, deficiency: str
) -> None:
    """By a sign or a dash, or by rings or fills that differ by 15 in CIELAB, seen as Machado and others (2009) model it."""
    roles = Path("graphmodel/maps/js/page/nest/roles.js").resolve().as_uri()
    said = run(
        node,
        "--input-type=module",
        "-e",
        f"import * as all from '{roles}'; console.log(JSON.stringify([all.ROLES, all.ROLE_COLOURS]));",
    )
    assert said.returncode == 0, said.stderr
    signs, colours = json.loads(said.stdout)
    space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}

    def differ(one: str, other: str) -> float:
        seen = [np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1) for colour in (one, other)]
        return float(deltaE(*seen, input_space="sRGB1", uniform_space="CIELab"))

    alike = [
        (one, other)
        for one, other in combinations(sorted(_ROLES[shape]), 2)
        if signs[one] == signs[other]
        and all(
            differ(colours[theme][one][part], colours[theme][other][part]) < _TOLD_APART for part in ("ring", "fill")
        )
    ]
    assert alike == []


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_system_says_its_type_by_a_letter(opened: Opener, canada: Catalogue, language: Language) -> None:
    page = opened(canada, language)
    families = page.browser.run("return map.model.families.map((one, at) => map.letter(at))")
    assert len(set(families)) == len(families) > 10
    assert all(len(letter) == 1 for letter in families)
    placed = page.browser.run(
        "const { nesting, screen: { camera } } = map;"
        "return [...nesting.plan.systems].filter(([, place]) => place.height < 40).map(([system, place]) => ["  # the tallest has its name
        "map.letter(nesting.scene(map.world, null).familyOf(system)), place.x * camera.k + camera.x,"
        " place.y * camera.k + camera.y, place.width * camera.k, place.height * camera.k])"
    )
    picture = drawn(page)
    letters = [text for text in picture.texts if len(text.text) == 1]
    live = {id for id, status in zip(canada.systems["id"], canada.systems["status"], strict=True) if status == "active"}
    assert len(placed) >= len(live) - 1
    without = [
        (letter, x, y)
        for letter, x, y, width, height in placed
        if not any(
            one.text == letter
            and 0 <= one.rect.x + one.rect.width / 2 - picture.window.x - x <= width
            and 0 <= one.rect.y + one.rect.height / 2 - picture.window.y - y <= height
            for one in letters
        )
    ]
    assert without == []
