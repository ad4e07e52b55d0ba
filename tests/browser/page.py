"""The map's page as a person meets it: the one place in the tests that knows what its parts are called.

Tests say what a person does (``find``, ``see_as``, ``add_link``); only this file knows ids, roles and where text stands.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from graphmodel.words import vocabulary as v
from tests.browser.chromium import Browser

PATIENCE = 20.0
LISTS = {"search": "found", "agency": "agencies", "one": "ones", "other": "others"}
"""Each field that suggests items, with the list of its suggestions."""
_FOCUSED = """
const item = document.activeElement;
if (item === document.body) return ["", "", false, true];
const ring = getComputedStyle(item).outlineStyle !== "none";
const inside = arguments[0] ? !!item.closest("#" + arguments[0]) : true;
return [item.id, item.textContent.replace(/\\s+/g, " ").trim(), inside, ring];
"""
_WATCH = """
const [frames, done] = arguments;
const seen = new Set();
const look = (left) => {
  seen.add(document.getElementById("map").toDataURL());
  if (left) requestAnimationFrame(() => look(left - 1));
  else done(seen.size);
};
requestAnimationFrame(() => look(frames));
"""


class MapPage:
    """A map that stands open in the browser."""

    def __init__(self, browser: Browser, path: Path) -> None:
        self.browser = browser
        self.driver = browser.driver
        self.path = path

    # What every page can do

    def until(self, holds: Callable[[], Any], what: str) -> Any:
        """Wait until something holds and return it; an AssertionError that says what never came about."""
        end = time.monotonic() + PATIENCE
        while not (found := holds()):
            said = self.browser.said
            assert time.monotonic() < end, f"never came about: {what}; the console: {said}"
            assert not any("Uncaught" in line for line in said), f"an error, instead of {what}: {said}"
            time.sleep(0.02)
        return found

    def ready(self) -> None:
        """Wait until the whole map is on the screen."""
        self.until(lambda: self.browser.run("return document.documentElement.dataset.ready === 'yes'"), "a ready map")

    def part(self, id: str) -> WebElement:
        """Return a part of the page by its id."""
        return self.driver.find_element(By.ID, id)

    def text(self, id: str) -> str:
        """Return the text of a part as it is written, seen or not, with single spaces."""
        said: str = self.browser.run("return document.getElementById(arguments[0]).textContent", id)
        return re.sub(r"[ \n\t]+", " ", said).strip()  # and leaves the spaces inside a French number

    def said(self) -> str:
        """Return what was last said to a screen reader."""
        return self.text("said")

    def pictures(self, frames: int) -> int:
        """Return how many different pictures the map shows in so many frames."""
        shown: int = self.driver.execute_async_script(_WATCH, frames)
        return shown

    def still(self) -> None:
        """Wait until the map has shown the same picture for a third of a second."""
        self.until(lambda: self.pictures(20) == 1, "a map at rest")

    def click(self, id: str) -> None:
        """Click a part of the page, brought into view first."""
        self._click(self.part(id))

    def click_text(self, inside: str, text: str) -> None:
        """Click the button or link inside a part that says exactly this, or begins with it."""
        self._click(self._saying(inside, text))

    def reveal(self, element: WebElement) -> None:
        """Open the drawer in which an element is, as a person does: by its button on the rail."""
        drawer = self.browser.run("return arguments[0].closest('.drawer[hidden]')?.id ?? ''", element)
        if drawer:
            self.part(drawer.replace("drawer", "rail")).click()

    def _click(self, element: WebElement) -> None:
        self.reveal(element)
        self.browser.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def _saying(self, inside: str, text: str) -> WebElement:
        found = self.part(inside).find_elements(By.CSS_SELECTOR, "button, a, summary")
        chosen = [
            element for element in found if " ".join((element.get_attribute("textContent") or "").split()) == text
        ]
        chosen += [element for element in found if (element.get_attribute("textContent") or "").startswith(text)]
        assert chosen, f"nothing in #{inside} says {text!r}: {[element.text for element in found]}"
        return chosen[0]

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver, duration=0).send_keys(key).perform()

    @property
    def focused(self) -> WebElement:
        """Return what has the focus."""
        return self.driver.switch_to.active_element

    # What the map can do

    def fill(self, field: str, wish: str) -> None:
        """Put a wish into a field that suggests items and take the first suggestion."""
        self.type(field, wish)
        self.take(field)

    def type(self, field: str, wish: str) -> None:
        """Put a wish into a field that suggests items, in one go as from the clipboard, and see what it suggests."""
        self.reveal(self.part(field))
        self.browser.run(
            "const field = document.getElementById(arguments[0]);"
            "field.scrollIntoView({ block: 'center' }); field.focus(); field.select()",
            field,
        )
        self.browser.cdp("Input.insertText", text=wish)
        self.until(lambda: self.part(field).get_attribute("aria-expanded") == "true", f"suggestions of #{field}")

    def suggestions(self, field: str) -> list[str]:
        """Return what a field suggests now."""
        rows = self.part(LISTS[field]).find_elements(By.CSS_SELECTOR, '[role="option"]')
        return [" ".join((row.get_attribute("textContent") or "").split()) for row in rows]

    def take(self, field: str) -> None:
        """Take the first suggestion with Enter."""
        self.part(field).send_keys(Keys.ENTER)

    def find(self, wish: str) -> None:
        """Search for an item and select it."""
        self.fill("search", wish)
        self.until(lambda: self.selected, f"details of {wish}")

    @property
    def selected(self) -> str:
        """The name of the item whose details are shown; empty where there is none."""
        heads = self.part("details").find_elements(By.TAG_NAME, "h3")
        return heads[0].get_attribute("textContent") or "" if heads else ""

    @property
    def selected_id(self) -> str:
        """The id of the item whose details are shown."""
        return self.part("details").find_element(By.CSS_SELECTOR, "h3 + p").get_attribute("textContent") or ""

    def focus(self, steps: int = 1) -> None:
        """Show only the selected item and what is so many steps from it."""
        self.click_text("details", self.words(f"Focus {steps}", f"Voisinage {steps}"))

    def words(self, english: str, french: str) -> str:
        """Return one of two texts, by the language that the page speaks."""
        return french if self.browser.run("return document.documentElement.lang") == "fr" else english

    def see_as(self, agency: str) -> None:
        """See as an agency."""
        self.fill("agency", agency)
        self.until(lambda: self.text("seen"), f"what {agency} sees")

    def ranked(self) -> list[tuple[str, int]]:
        """Return the ranked partners once they are there: names and sightlines gained."""

        def rows() -> list[tuple[str, int]]:
            said = [element.get_attribute("textContent") or "" for element in self._rank_buttons()]
            return [(found[1], number(found[2])) for text in said if (found := re.search(r"^(.*) \(\+(.*)\)$", text))]

        return list(self.until(rows, "ranked partners"))

    def ranked_now(self) -> bool:
        """Return whether ranked partners are there."""
        return bool(self._rank_buttons())

    def take_ranked(self, at: int = 0) -> None:
        """Take one of the ranked partners as the other end."""
        self.ranked()
        self._click(self._rank_buttons()[at])

    def _rank_buttons(self) -> list[WebElement]:
        return self.part("ranked").find_elements(By.CSS_SELECTOR, "li button.item")

    def gain(self) -> list[int]:
        """Return the numbers of what the changes yield: sightlines, agencies, officers, lost."""
        strong = self.until(lambda: self.part("tried").find_elements(By.TAG_NAME, "strong"), "a gain")
        return numbers(strong[0].get_attribute("textContent") or "")

    def cost(self, text: str) -> str:
        """Type what one change costs, and return what the page says of it."""
        self.reveal(self.part("cost"))
        self.browser.run("arguments[0].value = ''", self.part("cost"))
        self.part("cost").send_keys(text, Keys.TAB)
        said = self.part("tried").find_elements(By.CSS_SELECTOR, ".costs")
        return said[0].get_attribute("textContent") or "" if said else self.text("refused")

    def save(self) -> Path:
        """Save the changes as a scenario and return the file."""
        return self.saved_by(
            lambda: self.click_text("tried", self.words("Save as scenario", "Enregistrer le scénario"))
        )

    def saved_by(self, act: Callable[[], object]) -> Path:
        """Do something by which a file is saved, and return the file."""
        for path in self.browser.downloaded():
            path.unlink()
        act()
        (saved,) = self.until(self.browser.downloaded, "a saved file")
        return Path(saved)

    def take_back(self, at: int) -> None:
        """Take one of the changes back."""
        self._click(self.part("tried").find_elements(By.CSS_SELECTOR, "ol li button")[at])

    def sight(self) -> list[int]:
        """Return the numbers of what an agency sees: sightlines, systems."""
        strong = self.part("seen").find_element(By.TAG_NAME, "strong")
        return numbers(strong.get_attribute("textContent") or "")

    def choose_class(self, id: str) -> None:
        """Choose the class of records to see; an empty one is all."""
        at = ["", *v.CARRIED_CLASSES.ids].index(id)
        self.reveal(self.part("class"))
        Select(self.part("class")).select_by_index(at)

    def neighbours(self) -> list[str]:
        """Return the names of what the selected item is linked to."""
        rows = self.part("details").find_elements(By.CSS_SELECTOR, ".link button.item")
        return [row.get_attribute("textContent") or "" for row in rows]

    # Filters and views

    def only(self, legend: str, name: str) -> None:
        """Leave one row of a part of the legend ticked."""
        asked = """
          const rows = [...document.getElementById(arguments[0]).querySelectorAll('label.row')];
          return rows.find((row) => row.querySelector('input').checked !== (row.children[row.children.length - 2].textContent === arguments[1]))
            ?.querySelector('input');
        """
        self.browser.run(
            "const box = document.getElementById(arguments[0]).closest('details'); if (box) box.open = true", legend
        )
        while row := self.browser.run(asked, legend, name):
            self._click(row)

    def tick(self, id: str) -> None:
        """Tick a box."""
        self._click(self.part(id))

    def shown(self) -> int:
        """Return how many items the filters leave."""
        return numbers(self.text("shown"))[0]

    def view(self, english: str, french: str) -> None:
        """Choose a view of the rail."""
        (tab,) = (
            tab
            for tab in self.driver.find_elements(By.CSS_SELECTOR, "nav.views button")
            if tab.text == self.words(english, french)
        )
        self._click(tab)

    def table_ids(self) -> set[str]:
        """Return the ids of all rows of the table: its last column."""
        rows = self.part("view-table").find_elements(By.CSS_SELECTOR, "tbody tr")
        return {row.find_elements(By.CSS_SELECTOR, "th, td")[-1].get_attribute("textContent") or "" for row in rows}

    def settled_address(self) -> str:
        """Return what stands behind the # of the address once it has not changed for a while; else nothing."""
        before = self.driver.current_url
        time.sleep(0.4)
        return before.partition("#")[2] if self.driver.current_url == before else ""

    # Keys

    def tab_to(self, target: str, inside: str = "") -> None:
        """Go with Tab to a part by its id, or to a button by its text; the focus must be seen on the way."""
        for _ in range(400):
            self.press(Keys.TAB)
            id, text, within, seen = self.browser.run(_FOCUSED, inside)
            assert seen, f"the focus on {id or text} cannot be seen"
            if within and (target in (id, text) or text.startswith(f"{target} (")):
                return
        raise AssertionError(f"Tab does not lead to {target}")


def numbers(text: str) -> list[int]:
    """Return the whole numbers of a text; thousands are parted as English or French does."""
    return [number(found) for found in re.findall(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+", text)]


def number(text: str) -> int:
    """Return a written whole number."""
    return int(re.sub(r"\D", "", text))
