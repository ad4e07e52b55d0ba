"""The matrix, the table and the study's chart as a person meets them: by pointer, by keyboard alone, and by axe-core."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from graphmodel.answers.study import study
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import Axe, Browser, MapPage
from tests.browser.fixtures import Opener

pytestmark = pytest.mark.rotates("browser_views")

VIEWS = ("matrix", "table", "study")
_OUTSIDE = """
const clipped = (item) => { const box = item.getBoundingClientRect(); return box.width && (box.left < -1 || box.right > innerWidth + 1); };
return [document.documentElement.scrollWidth > innerWidth + 1,
  [...document.querySelectorAll('.view:not([hidden]) :is(button, input, select, h2, .scroll, .grid, svg)')].filter(clipped)
    .filter((item) => !item.closest('.scroll')).map((item) => item.id || item.textContent)];
"""


def in_view(page: MapPage, css: str) -> list[Any]:
    """Return the parts of the view that is shown."""
    return page.driver.find_elements("css selector", f".view:not([hidden]) {css}")


def cells(page: MapPage) -> list[list[str]]:
    """Return the texts of the table that is shown."""
    rows: list[list[str]] = page.browser.run(
        "return [...document.querySelectorAll('.view:not([hidden]) tbody tr')].map((row) =>"
        " [...row.cells].map((cell) => cell.textContent))"
    )
    return rows


def show(page: MapPage, name: str) -> None:
    page.browser.run("document.querySelector('nav.views').children[arguments[0]].click()", ["map", *VIEWS].index(name))
    page.until(lambda: in_view(page, "*"), f"the view {name}")


def counted(page: MapPage) -> None:
    """Wait until the matrix has counted what is visible."""
    page.until(lambda: page.browser.run("return Boolean(map.views.views.get('matrix').seen)"), "what is visible")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_in_any_view(
    opened: Opener, axe: Axe, browser: Browser, canada: Catalogue, language: Language, theme: str
) -> None:
    browser.media(theme=theme)
    page = opened(canada, language)
    for name in VIEWS:
        show(page, name)
        if name == "matrix":
            counted(page)
            browser.run("map.views.views.get('matrix').grid.choose(0, 1)")
            assert axe.findings(browser) == []
            browser.run("map.views.views.get('matrix').turn()")
        assert axe.findings(browser) == []
        browser.size(750, 480)
        assert axe.findings(browser) == []
        assert browser.run(_OUTSIDE) == [False, []]
        browser.size(1500, 960)


def test_an_address_opens_a_view(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada, at="view=study")
    assert [tab.text for tab in page.driver.find_elements("css selector", "nav.views [aria-current]")] == ["Study"]
    assert in_view(page, "svg")


def test_the_table_has_every_system_sorts_and_filters(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada)
    show(page, "table")
    assert len(cells(page)) == 100
    assert in_view(page, ".tools .count")[0].text == f"{len(canada.systems)} of {len(canada.systems)}"
    in_view(page, "th [data-column=links]")[0].click()
    assert in_view(page, "th[aria-sort]")[0].get_attribute("aria-sort") == "descending"
    net = Network(canada)
    busiest = int(cells(page)[0][6])
    assert busiest == max(sum(int((end[net.links] == at).sum()) for end in net.ends) for at in range(len(net.systems)))
    in_view(page, "input[type=search]")[0].send_keys("DURHAM rms")
    found = page.until(lambda: len(cells(page)) < 100 and cells(page), "fewer rows")
    assert all("durham" in " ".join(row).casefold() for row in found)
    in_view(page, "tbody th button")[0].click()
    assert page.selected == found[0][0]


def test_the_table_is_saved_whole_as_csv(opened: Opener, canada: Catalogue, browser: Browser) -> None:
    page = opened(canada)
    show(page, "table")
    page.browser.run("map.views.views.get('table').choose('links')")
    for path in browser.downloaded():
        path.unlink()
    [button] = [item for item in in_view(page, "button") if item.text == "Save CSV"]
    button.click()
    (path,) = page.until(browser.downloaded, "a file")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    shown = browser.run("return map.model.lines")
    assert len(rows) == shown + 1
    assert {row[-1] for row in rows[1:]} <= set(canada.links["id"])


def test_filters_of_the_page_hold_in_the_views(opened: Opener, canada: Catalogue, browser: Browser) -> None:
    page = opened(canada, at="view=table")
    page.click("alone")
    rows = page.until(
        lambda: (found := cells(page)) and {row[8] for row in found} == {"yes"} and found, "isolated ones"
    )
    assert rows
    show(page, "matrix")
    assert browser.run("return map.views.views.get('matrix').links.some(Boolean)") is False


def test_a_cell_of_the_matrix_is_read_and_listed_by_keys_alone(
    opened: Opener, canada: Catalogue, browser: Browser
) -> None:
    page = opened(canada, at="view=matrix")
    counted(page)
    browser.run("document.querySelector('.grid canvas').focus()")
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    said = in_view(page, ".status")[0].text
    assert said.startswith("Records management (RMS) → Mobile reporting: links in service: ")
    page.press(Keys.ENTER)
    listed = in_view(page, ".behind li")
    assert said.split("links in service: ")[1].startswith(f"{len(listed)};")
    listed[0].find_element("css selector", "button").click()
    assert page.selected
    browser.run("document.querySelector('.behind .close').focus()")
    page.press(Keys.ENTER)
    assert page.focused.tag_name == "canvas"


def test_the_study_says_what_the_command_says_and_what_changes_do(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada, at="view=study")
    expected = study(canada)
    rows = cells(page)
    assert [row[0] for row in rows] == list(expected["name"])
    assert [float(row[2]) for row in rows] == list(expected["percent"])
    assert [row[-1] for row in rows] == list(expected["flag"])
    page.fill("one", "drps-rms")
    page.take_ranked()
    page.click("link")
    page.gain()
    rows = cells(page)
    assert float(rows[0][3]) > float(rows[0][2])  # one more records system is connected
