"""The explorer in a real Chromium: by mouse, by keys, without scripts, in both themes, on a phone; quiet and accessible."""

from __future__ import annotations

from pathlib import Path

import pytest

selenium = pytest.importorskip("selenium")

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

from graphmodel.explorer.commands import answering  # noqa: E402
from graphmodel.explorer.places import RECORDS, record_page  # noqa: E402
from graphmodel.records.catalogue import Catalogue  # noqa: E402
from tests.browser import Axe, Browser  # noqa: E402
from tests.browser.fixtures import Go, accessible  # noqa: E402
from tests.rotation import share  # noqa: E402
from tests.serving import Site, target  # noqa: E402
from tests.test_explorer_answers import asked, names  # noqa: E402
from tests.test_explorer_import import OURS  # noqa: E402

PAGES = (
    "/",
    "/all",
    "/sees?agency=peel-regional-police&class=warrants",
    "/whatif/connect?system=drps-rms&respect=legal_privacy",
    "/query/run?query_id=isolation/isolated-systems&param.type=cad",
    "/cypher?text=MATCH+(s:System)+RETURN+s.id+AS+id+LIMIT+3",
    "/needs",
    "/agency/peel-regional-police",
    "/search?q=peel",
    "/sees?agency=nobody",
    "/map/ask",
    "/report",
    "/brief?agency=peel-regional-police",
    "/try?try=connect:drps-rms:rcmp-pip&try=retire:winnipeg-mcm&beside=try:retire:rcmp-pip",
    "/import",
)


@pytest.mark.parametrize("path", share(PAGES))
def test_pages_are_accessible(go: Go, browser: Browser, axe: Axe, browsed: Site, path: str) -> None:
    accessible(go, browser, axe, browsed, path)


@pytest.mark.rotates("pages that axe looks at")
@pytest.mark.parametrize("name", answering())
def test_every_answer_is_accessible(
    go: Go, browser: Browser, axe: Axe, browsed: Site, canada: Catalogue, name: str
) -> None:
    """Told something at random: an answer, or why there is none."""
    command = answering()[name]
    accessible(go, browser, axe, browsed, target(command.path, asked(command, names(canada), 1)))


@pytest.mark.rotates("pages that axe looks at")
@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_of_record_is_accessible(
    go: Go, browser: Browser, axe: Axe, browsed: Site, canada: Catalogue, kind: str
) -> None:
    accessible(go, browser, axe, browsed, record_page(kind, str(canada.table(RECORDS[kind])["id"].iloc[0])))


def test_what_an_agency_sees_by_mouse(go: Go, browser: Browser) -> None:
    go("/")
    browser.driver.find_element(By.LINK_TEXT, "Who sees what").click()
    agency = browser.driver.find_element(By.ID, "in-agency")
    agency.send_keys("Peel Regional Police")
    browser.driver.find_element(By.CSS_SELECTOR, "button.main").click()
    assert "88 agencies of other organisations" in browser.driver.find_element(By.CSS_SELECTOR, ".notes").text
    browser.driver.find_element(By.LINK_TEXT, "class").click()
    sorted_ = browser.driver.find_element(By.CSS_SELECTOR, "th[aria-sort]")
    assert (sorted_.text.split()[0], sorted_.get_attribute("aria-sort")) == ("class", "ascending")
    browser.driver.find_element(By.LINK_TEXT, "more rows").click()
    assert browser.driver.find_element(By.CSS_SELECTOR, ".count").text.startswith("rows 51 to 100 of 342")
    browser.driver.find_element(By.CSS_SELECTOR, "td a").click()
    assert browser.driver.find_element(By.TAG_NAME, "h1").text


def test_an_agency_is_found_by_keys_alone(go: Go, browser: Browser) -> None:
    go("/")
    keys = browser.driver.switch_to.active_element
    keys.send_keys(Keys.TAB)
    assert browser.driver.switch_to.active_element.text == "To the content"
    for _ in range(2):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    box = browser.driver.switch_to.active_element
    assert box.get_attribute("id") == "q"
    box.send_keys("peel reg")
    offered = "return [...document.querySelectorAll('#found option')].map((item) => item.value)"
    WebDriverWait(browser.driver, 10).until(lambda _: "peel-regional-police" in browser.run(offered))
    box.clear()
    box.send_keys("peel-regional-police", Keys.ENTER)
    WebDriverWait(browser.driver, 10).until(lambda driver: driver.current_url.endswith("/agency/peel-regional-police"))
    assert browser.driver.find_element(By.TAG_NAME, "h1").text == "Peel Regional Police"


def test_everything_works_without_scripts(go: Go, browser: Browser) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    try:
        go("/whatif/connect")
        browser.driver.find_element(By.ID, "in-system").send_keys("drps-rms", Keys.ENTER)
        WebDriverWait(browser.driver, 20).until(lambda driver: "system=drps-rms" in driver.current_url)
        assert "391 of 391 partners" in browser.driver.find_element(By.CSS_SELECTOR, ".notes").text
        browser.driver.find_element(By.LINK_TEXT, "sightlines").click()
        browser.driver.find_element(By.ID, "find").send_keys("CPIC", Keys.ENTER)
        WebDriverWait(browser.driver, 20).until(lambda driver: "find=CPIC" in driver.current_url)
        assert "found among 391" in browser.driver.find_element(By.CSS_SELECTOR, ".count").text
        browser.driver.find_element(By.LINK_TEXT, "Français").click()
        assert browser.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "fr"
        assert "trouvées parmi 391" in browser.driver.find_element(By.CSS_SELECTOR, ".count").text
        browser.driver.find_element(By.LINK_TEXT, "English").click()
    finally:
        browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
    go("/")


def test_who_has_not_opened_it_sees_nothing(go: Go, browser: Browser, browsed: Site) -> None:
    """The cookie of another explorer, or none: the browser is told what to do."""
    go("/")
    kept = browser.driver.get_cookies()
    assert {(item["httpOnly"], item["sameSite"]) for item in kept if item["name"] == browsed.doors.cookie} == {
        (True, "Strict")
    }
    browser.driver.delete_all_cookies()
    browser.driver.get(f"http://{browsed.host}/study")
    assert "opens by the address" in browser.driver.find_element(By.CSS_SELECTOR, ".refusal").text
    for item in kept:
        browser.driver.add_cookie(item)
    go("/study")
    assert browser.driver.find_element(By.TAG_NAME, "h1").text.startswith("The 2014 study")


def test_a_link_is_tried_by_mouse(go: Go, browser: Browser) -> None:
    """From a ranking to what the link yields, one more change, both taken back one by one, and on to the map."""
    go("/whatif/connect?system=drps-rms")
    browser.driver.find_element(By.LINK_TEXT, "Try it").click()
    wait = WebDriverWait(browser.driver, 30)
    wait.until(lambda driver: "/try?try=connect%3Adrps-rms%3A" in driver.current_url)
    assert "sightlines (agency, system, class) gained" in browser.driver.find_element(By.CSS_SELECTOR, ".notes").text
    browser.driver.find_element(By.ID, "in-retire").send_keys("winnipeg-mcm", Keys.ENTER)
    wait.until(lambda driver: "retire%3Awinnipeg-mcm" in driver.current_url)
    assert len(browser.driver.find_elements(By.CSS_SELECTOR, ".changes li")) == 2
    browser.driver.find_element(By.LINK_TEXT, "Take back").click()
    wait.until(lambda driver: "drps-rms" not in driver.current_url)
    browser.driver.find_element(By.LINK_TEXT, "On the map").click()
    wait.until(lambda driver: "/map#" in driver.current_url and "try=-winnipeg-mcm" in driver.current_url)
    said = "return document.getElementById('sentence').textContent"
    wait.until(lambda _: browser.run(said))


def test_an_own_spreadsheet_by_mouse(go: Go, browser: Browser, axe: Axe, tmp_path: Path) -> None:
    """A file in, its questions answered, a brief of it; then it is left, and the catalogue is back."""
    file = tmp_path / "ours.csv"
    file.write_bytes(OURS)
    go("/import")
    wait = WebDriverWait(browser.driver, 30)
    browser.driver.find_element(By.ID, "in-file").send_keys(str(file))
    browser.driver.find_element(By.XPATH, "//button[text()='Read it']").click()
    wait.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".questions select"))
    assert axe.findings(browser) == []
    browser.driver.find_element(By.XPATH, "//button[text()='Answer from it']").click()
    wait.until(lambda driver: driver.find_elements(By.XPATH, "//button[text()='Leave it']"))
    go("/brief?agency=northfield-police")
    assert "Northfield Police" in browser.driver.find_element(By.CSS_SELECTOR, "pre.text").text
    assert axe.findings(browser) == []
    browser.driver.find_element(By.XPATH, "//button[text()='Leave it']").click()
    wait.until(lambda driver: driver.current_url.endswith("/import") and "ours.csv" not in driver.page_source)
    go("/agency/peel-regional-police")
    assert browser.driver.find_element(By.TAG_NAME, "h1").text == "Peel Regional Police"


def test_cypher_is_completed_by_keys(go: Go, browser: Browser, axe: Axe) -> None:
    """Labels, types and properties of the graph as one types; then the answer, and the guard's words on what writes."""
    go("/cypher")
    wait = WebDriverWait(browser.driver, 20)
    wait.until(lambda _: browser.run("return document.documentElement.dataset.completes") == "cypher")
    field = browser.driver.find_element(By.ID, "in-text")

    def offered() -> list[str]:
        return [
            str(text)
            for text in browser.run(
                "return [...document.querySelectorAll('#completions code')].map((one) => one.textContent)"
            )
        ]

    field.send_keys("MATCH (a:Agen")
    assert offered() == ["Agency"]
    assert axe.findings(browser) == []
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    field.send_keys(" {sect")
    assert offered() == ["sector"]
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    field.send_keys(": 'ON', x: 'a:b'})-[:US")
    assert offered() == ["USES", "USED_TO_FEED"]
    field.send_keys(Keys.ESCAPE)
    assert offered() == []
    field.clear()
    field.send_keys("MATCH (a:Agency) RETURN a.popul")
    assert offered() == ["population_served"]
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    field.send_keys(" AS people ORDER BY people DESC LIMIT 2")
    browser.driver.find_element(By.CSS_SELECTOR, "button.main").click()
    wait.until(lambda driver: "population_served" in driver.current_url)
    assert len(browser.driver.find_elements(By.CSS_SELECTOR, "tbody tr")) == 2
    go("/cypher?text=MATCH+(s:System)+DELETE+s")
    refusal = browser.driver.find_element(By.CSS_SELECTOR, ".refusal")
    assert "DELETE" in refusal.text
