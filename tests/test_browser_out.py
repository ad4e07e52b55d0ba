"""What leaves the page: PNG, SVG and paper, each with title, legend, date, digest and sources; and ``map --png``."""

from __future__ import annotations

import base64
import datetime as dt
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from graphmodel.machine import browser
from graphmodel.maps import picture
from graphmodel.records.catalogue import Catalogue
from tests.browser import Axe, Browser, MapPage
from tests.browser.chromium import chromium
from tests.browser.fixtures import Opener
from tests.commands import Caller
from tests.worlds.payloads import PAYLOADS

pytestmark = pytest.mark.rotates("browser_out")

SVG = "{http://www.w3.org/2000/svg}"
PAPERS = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}


def saved(page: MapPage, button: str) -> Path:
    for path in page.browser.downloaded():  # a file of the same name is written over
        path.unlink()
    page.click(button)
    (path,) = page.until(page.browser.downloaded, "a file")
    return Path(path)


def size_of_png(content: bytes) -> tuple[int, int]:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def texts(svg: ET.Element) -> str:
    return " ".join(text for item in svg.iter(f"{SVG}text") for text in item.itertext())


def printed(page: MapPage, paper: str) -> bytes:
    width, height = PAPERS[paper]
    made = page.browser.driver.execute_cdp_cmd(
        "Page.printToPDF",
        {"paperWidth": width, "paperHeight": height, "landscape": True, "printBackground": True},
    )
    return base64.b64decode(made["data"])


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_a_png_is_a_slide(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada)
    assert size_of_png(saved(page, "out-png").read_bytes()) == (1920, 1080)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_svg_says_what_it_is_and_where_it_comes_from(opened: Opener, canada: Catalogue, language: Any) -> None:
    page = opened(canada, language)
    page.see_as("peel-regional-police")
    svg = ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8"))
    said = texts(svg)
    about = canada.about
    assert {"en": about.name, "fr": about.name_fr}[language] in said
    assert canada.digest in said
    assert str(dt.datetime.now(tz=dt.UTC).astimezone().year) in said
    assert {"en": "Peel Regional Police sees", "fr": "Police régionale de Peel voit"}[language] in said
    for limit in {"en": about.limits, "fr": about.limits_fr}[language]:
        assert limit.split()[0] in said
    assert page.text("sentence") in said
    assert {"en": "on the way", "fr": "en chemin"}[language] in said
    names = {item.tag.removeprefix(SVG) for item in svg.iter()}
    assert names <= {"svg", "title", "rect", "path", "text"}
    width, height = float(svg.attrib["width"]), float(svg.attrib["height"])
    for item in svg.iterfind(f"{SVG}text"):
        assert 0 <= float(item.attrib["x"]) < width
        assert 0 < float(item.attrib["y"]) < height


def test_hostile_names_stay_text_in_a_drawing(opened: Opener, canada: Catalogue) -> None:
    payloads = [str(one) for one in PAYLOADS] * (len(canada.systems) // len(PAYLOADS) + 1)
    systems = canada.systems.assign(name=payloads[: len(canada.systems)])
    page = opened(canada.replace_rows("systems", systems))
    svg = ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8"))
    assert {item.tag.removeprefix(SVG) for item in svg.iter()} <= {"svg", "title", "rect", "path", "text"}
    attributes = {name for item in svg.iter() for name in item.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or name == "style"}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_map_takes_one_sheet_and_keeps_its_shape(
    opened: Opener, canada: Catalogue, browser: Browser, paper: str
) -> None:
    page = opened(canada)
    assert pages(printed(page, paper)) == 1
    browser.run("map.out.paper.fill()")
    drawing = browser.run(
        "const svg = document.querySelector('#paper svg'); return [svg.getAttribute('viewBox'),"
        " svg.getAttribute('preserveAspectRatio'), svg.textContent]"
    )
    assert drawing[0].startswith("0 0 1060 ")
    assert drawing[1] is None  # the whole sheet in the same shape, on whatever paper
    assert canada.digest in drawing[2]
    browser.run("map.out.paper.empty()")


@pytest.mark.parametrize("view", ["matrix", "study"])
def test_other_views_print_too(opened: Opener, canada: Catalogue, browser: Browser, view: str) -> None:
    page = opened(canada, at=f"view={view}")
    page.until(
        lambda: view != "matrix" or browser.run("return Boolean(map.views.views.get('matrix').seen)"), "the figures"
    )
    assert pages(printed(page, "letter")) == {"matrix": 1, "study": 2}[view]
    assert browser.run("return document.querySelector('.on-paper')") is None
    assert page.driver.find_elements("css selector", "#out-png")[0].is_displayed() is False


def test_axe_finds_nothing_while_paper_is_filled(opened: Opener, axe: Axe, browser: Browser, canada: Catalogue) -> None:
    opened(canada)
    browser.run("map.out.paper.fill()")
    assert axe.findings(browser) == []


@pytest.fixture
def some_browser() -> None:
    """A browser is there, or the test is skipped as the others are."""
    with chromium():
        pass


@pytest.mark.usefixtures("some_browser")
def test_the_command_writes_a_picture(graphmodel: Caller, tmp_path: Path) -> None:
    target = tmp_path / "carte é.png"
    said = graphmodel("map", "-o", tmp_path / "map.html", "--png", target)
    assert (said.code, said.out.split("\n")[:2]) == (0, [str(tmp_path / "map.html"), str(target)])
    assert size_of_png(target.read_bytes()) == (1920, 1080)
    assert {path.name for path in tmp_path.iterdir()} == {"map.html", "carte é.png"}


def without_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "PLACES", {})


def with_program(script: str) -> Callable[[pytest.MonkeyPatch, Path], None]:
    def set_up(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        program = folder / "chromium"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(picture, "browser", lambda _: str(program))
        monkeypatch.setattr(browser, "PATIENCE", 0.5)

    return set_up


def test_without_a_browser_the_remedy_is_named(
    graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_browser(monkeypatch)
    said = graphmodel("map", "-o", tmp_path / "map.html", "--png", tmp_path / "map.png")
    assert said.code == 1
    assert "install one" in said.err
    assert (tmp_path / "map.html").exists()
    assert not (tmp_path / "map.png").exists()


@pytest.mark.parametrize(
    ("script", "why"),
    [("echo broken >&2", "did not draw the map (broken)"), ("sleep 5", "within"), ("echo '<html>'", "did not draw")],
)
def test_a_browser_that_fails_is_an_answer_and_no_traceback(
    graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    with_program(script)(monkeypatch, tmp_path)
    said = graphmodel("map", "-o", tmp_path / "map.html", "--png", tmp_path / "map.png")
    assert said.code == 1
    assert why in said.err
    assert "Traceback" not in said.err


def test_a_picture_that_cannot_be_written(graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_program("true")(monkeypatch, tmp_path)
    said = graphmodel("map", "-o", tmp_path / "map.html", "--png", tmp_path / "nowhere" / "map.png")
    assert (said.code, "cannot be written" in said.err) == (1, True)
