"""The documentation opened as a file in a real browser: it is searched there, and asks no other machine for anything."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.browser import Browser
from tests.site import build

pytest.importorskip("mkdocs")
pytest.importorskip("material")

_SEARCH = """
const field = document.querySelector("input.md-search__input");
field.focus();
field.value = arguments[0];
field.dispatchEvent(new Event("keyup", { bubbles: true }));
field.dispatchEvent(new Event("input", { bubbles: true }));
"""
_FOUND = "return [...document.querySelectorAll('.md-search-result__item h1')].map(item => item.textContent)"
_PATIENCE = 20.0


def test_the_site_is_searched_where_it_lies(browser: Browser, tmp_path: Path) -> None:
    site = build(tmp_path / "site")
    browser.open(site / "start.html")
    until = time.monotonic() + _PATIENCE
    found: list[str] = []
    while not found and time.monotonic() < until:
        browser.run(_SEARCH, "isolated")
        time.sleep(0.5)
        found = browser.run(_FOUND)
    assert "Which RMS are isolated?" in found
    assert browser.said == []
    assert {url.partition("#")[0] for url in browser.asked if not url.startswith((site.as_uri(), "about:"))} == set()
