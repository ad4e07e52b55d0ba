"""A person at the explorer, who works it in one way: by mouse, by keys alone, in French, or without scripts.

Journeys name what is read on the page, in English and French; only this file knows how links, fields and buttons are worked.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from tests.browser.chromium import Browser

MOUSE, KEYS, FRENCH, NO_SCRIPTS = WAYS = ("mouse", "keys", "French", "no scripts")
PATIENCE = 30.0
MOST_STEPS = 300
_FOCUSED = """
const item = document.activeElement;
const { outlineStyle, outlineWidth } = getComputedStyle(item);
return [item === arguments[0], item === document.body || (outlineStyle !== "none" && parseFloat(outlineWidth) > 1)];
"""
_STATE = "return [matchMedia('(scripting: none)').matches, window.fired, window.violations]"
_TABLES = """
return [...document.querySelectorAll("main table")].map((table) => [...table.tBodies[0].rows].map((row) =>
  [...row.cells].map((cell) => [cell.textContent, [...cell.querySelectorAll("a")].map((link) => link.getAttribute("href"))])));
"""
Found = TypeVar("Found")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, and where its links lead."""

    text: str
    links: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        """Return the ids of the records that it leads to."""
        return [link.rpartition("/")[2] for link in self.links]

    @property
    def number(self) -> int:
        """Return the whole number that it shows, as English or French write it."""
        return int(re.sub(r"[\s,\u00a0\u202f]", "", self.text).replace("\u2212", "-"))


class Hand:
    """Works the page that stands open."""

    def __init__(self, browser: Browser, way: str) -> None:
        self.browser, self.driver, self.way = browser, browser.driver, way
        self.language = "fr" if way == FRENCH else "en"

    @contextmanager
    def working(self) -> Iterator[None]:
        """Begin on the page that stands open, in this way; afterwards the browser is as it was."""
        try:
            if self.way == FRENCH:
                self._go(self._saying("a", "Français"))
            if self.way == NO_SCRIPTS:
                self.browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
                self.driver.refresh()
            yield
        finally:
            self.browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
            self.driver.delete_cookie("graphmodel-language")

    def word(self, english: str, french: str) -> str:
        """Return one of two texts, by the language of this way."""
        return french if self.language == "fr" else english

    # What a person reads

    def text(self, selector: str) -> str:
        """Return what is read in the first place of a kind, with single spaces."""
        return " ".join(self.driver.find_element(By.CSS_SELECTOR, selector).text.split())

    @property
    def heading(self) -> str:
        """Return the heading of the page."""
        return self.text("h1")

    @property
    def line(self) -> str:
        """Return the command line that the page says answers the same."""
        return self.text("pre.line")

    def tables(self) -> list[list[list[Cell]]]:
        """Return the rows of each table."""
        return [
            [[Cell(" ".join(text.split()), tuple(links)) for text, links in row] for row in rows]
            for rows in self.browser.run(_TABLES)
        ]

    # What a person does

    def follow(self, english: str, french: str) -> None:
        """Follow the first link that says so."""
        self._go(self._saying("a", self.word(english, french)))

    def send(self, english: str, french: str) -> None:
        """Send a form by the button that says so."""
        self._go(self._saying("button", self.word(english, french)))

    def save(self, english: str, french: str) -> Path:
        """Follow a link that saves a file, and return the file."""
        for path in self.browser.downloaded():
            path.unlink()
        self._press(self._saying("a", self.word(english, french)))
        return next(iter(self._until(self.browser.downloaded, "a saved file")))

    def back(self) -> None:
        """Go back to the page before."""
        self._leaving(self.driver.back)

    def fill(self, english: str, french: str, text: str) -> None:
        """Write a text in the field of that label."""
        field = self._field(self.word(english, french))
        self._press(field)
        ActionChains(self.driver, duration=0).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        self._type(text)
        assert field.get_attribute("value") == text

    def give(self, english: str, french: str, file: Path) -> None:
        """Choose a file; the window in which one chooses it is the computer's, so only the way to it is worked."""
        field = self._field(self.word(english, french))
        if self.way == KEYS:
            self._reach(field)
        field.send_keys(str(file))

    def choose(self, label: tuple[str, str], option: tuple[str, str]) -> None:
        """Choose what the list of that label offers under that name."""
        field = self._field(self.word(*label))
        if self.way == KEYS:
            self._reach(field)
            self._type(self.word(*option))
        else:
            Select(field).select_by_visible_text(self.word(*option))
        assert Select(field).first_selected_option.text == self.word(*option)

    def tick(self, label: str) -> None:
        """Tick the box beside that text."""
        box = self.driver.find_element(By.XPATH, f"//label[normalize-space()={_quoted(label)}]/input")
        self._press(box, Keys.SPACE)
        assert box.is_selected()

    # How

    def _saying(self, tag: str, text: str) -> WebElement:
        found = self.driver.find_elements(By.XPATH, f"//{tag}[normalize-space()={_quoted(text)}]")
        assert found, f"no {tag} says {text!r} on {self.driver.current_url}"
        return found[0]

    def _field(self, label: str) -> WebElement:
        said = f"//label[normalize-space(text()[1])={_quoted(label)}]"
        found = self.driver.find_elements(By.XPATH, f"//*[@id={said}/@for]")
        assert found, f"no field is called {label!r} on {self.driver.current_url}"
        return found[0]

    def _press(self, element: WebElement, key: str = Keys.ENTER) -> None:
        """Click, or go there with Tab and press a key; in a field of text the key would send the form."""
        if self.way != KEYS:
            element.click()
            return
        self._reach(element)
        if element.get_attribute("type") not in ("text", "search"):
            self._type(key)

    def _go(self, element: WebElement) -> None:
        self._leaving(lambda: self._press(element))

    def _leaving(self, act: Callable[[], object]) -> None:
        """Do what opens another page, and wait until that is there."""
        assert self.browser.run(_STATE) == [self.way == NO_SCRIPTS, [], []]
        before = self.driver.find_element(By.TAG_NAME, "html")
        act()
        self._until(lambda: self._whole_page_after(before), "another page")
        assert self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == self.language

    def _whole_page_after(self, before: WebElement) -> bool:
        try:
            is_other = self.driver.find_element(By.TAG_NAME, "html") != before
            return is_other and self.browser.run("return document.readyState") == "complete"
        except WebDriverException:  # between two pages
            return False

    def _reach(self, element: WebElement) -> None:
        """Go with Tab to an element; wherever the focus comes by, it must be seen."""
        for _ in range(MOST_STEPS):
            there, seen = self.browser.run(_FOCUSED, element)
            assert seen, f"the focus cannot be seen: {self.driver.switch_to.active_element.get_attribute('outerHTML')}"
            if there:
                return
            self._type(Keys.TAB)
        raise AssertionError(f"Tab does not lead to {element.get_attribute('outerHTML')}")

    def _type(self, *keys: str) -> None:
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def _until(self, holds: Callable[[], Found], what: str) -> Found:
        end = time.monotonic() + PATIENCE
        while not (found := holds()):
            assert time.monotonic() < end, f"never came about: {what}, on {self.driver.current_url}"
            time.sleep(0.02)
        return found


def _quoted(text: str) -> str:
    """Return a text as XPath writes it."""
    return f'"{text}"' if "'" in text else f"'{text}'"
