"""A real Chromium for tests, without a screen and without a network; ``tests/browser/fixtures.py`` has the fixtures.

``chromium.py`` starts it and tells what it asked for and said; ``page.py`` knows the page: what its parts are called
and how a person works them; ``hand.py`` works the explorer in several ways; ``axe.py`` asks axe-core for faults of
accessibility.
"""

from __future__ import annotations

from tests.browser.axe import Axe
from tests.browser.chromium import Browser
from tests.browser.page import MapPage

__all__ = ["Axe", "Browser", "MapPage"]
