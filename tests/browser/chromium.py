"""Chromium, driven through chromedriver: one for all tests, cut off from every network, with ears for what it does."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from tests.required import missing

REMEDY = "needs Chromium with chromedriver (Debian: apt-get install chromium chromium-driver)"
WINDOW = (1400, 900)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *(
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--force-device-scale-factor=1",
    ),
)
_EARS = """
window.fired = [];
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
"""Runs before the page's own script: hostile texts call ``fired``; what the page's policy forbade is counted."""


class Browser:
    """One window of Chromium; what it asked for and what it said is heard from the last ``open`` on."""

    def __init__(self, driver: webdriver.Chrome, downloads: Path) -> None:
        self.driver = driver
        self.downloads = downloads
        self._asked: list[str] = []
        self._said: list[str] = []
        self.cdp("Network.enable")
        self.cdp("Log.enable")
        self.offline(True)
        self.cdp("Page.addScriptToEvaluateOnNewDocument", source=_EARS)
        self.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))

    def cdp(self, command: str, **parameters: Any) -> Any:
        """Give Chromium a command of its devtools."""
        return self.driver.execute_cdp_cmd(command, parameters)

    def offline(self, cut: bool) -> None:
        """Cut the page off from every network, or let it reach this computer, which is all that its names lead to."""
        rates = {"latency": 0, "downloadThroughput": 0 if cut else -1, "uploadThroughput": 0 if cut else -1}
        self.cdp("Network.emulateNetworkConditions", offline=cut, **rates)

    def go(self, address: str) -> None:
        """Open an address, and forget what was heard before."""
        self.driver.get("about:blank")
        self.listen()
        self._asked.clear()
        self._said.clear()
        self.driver.get(address)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *arguments)

    def media(self, *, theme: str = "light", reduced: bool = False, kind: str = "") -> None:
        """Say which theme and how much motion the system asks for, and whether the page is being printed."""
        motion = "reduce" if reduced else "no-preference"
        features = [
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
        self.cdp("Emulation.setEmulatedMedia", media=kind, features=features)

    def size(self, width: int, height: int) -> None:
        """Make the page's part of the window so many CSS pixels wide and high."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path: Path, at: str = "") -> None:
        """Open a file, at what may stand behind the # of its address, and forget what was heard before."""
        self.go(f"{path.as_uri()}{at and '#'}{at}")

    def listen(self) -> None:
        """Take in what has been asked for and said since the last time."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self._asked.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                self._asked.append(message["params"]["url"])
        self._said += [
            f"{entry['level']} {entry['source']}: {entry['message']}" for entry in self.driver.get_log("browser")
        ]

    @property
    def asked(self) -> list[str]:
        """Every address that the page asked for; what it holds itself is none."""
        self.listen()
        return [url for url in self._asked if not url.startswith(("data:", "blob:", "about:"))]

    @property
    def said(self) -> list[str]:
        """Every line of the console."""
        self.listen()
        return list(self._said)

    def downloaded(self) -> list[Path]:
        """Return the files saved so far, finished ones only.

        Chromium holds the name with an empty file while it still writes beside it.
        """
        files = list(self.downloads.iterdir())
        if any(path.suffix == ".crdownload" for path in files):
            return []
        return sorted(path for path in files if path.stat().st_size)


@contextmanager
def chromium(timeout: float = 120.0) -> Iterator[Browser]:
    """Start a Chromium with a profile of its own and end it afterwards; where there is none, skip or fail the test.

    A page that does not answer within ``timeout`` seconds is given up.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        raise missing(REMEDY, "chromium")
    options = Options()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(prefix="graphmodel-chromium-", ignore_cleanup_errors=True) as folder:
        downloads = Path(folder) / "downloads"
        downloads.mkdir()
        for option in (*_QUIET, f"--user-data-dir={folder}/profile", f"--window-size={WINDOW[0]},{WINDOW[1]}"):
            options.add_argument(option)
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # root cannot have Chromium's sandbox
            options.add_argument("--no-sandbox")
        opened = webdriver.Chrome(options, Service(driver))
        try:
            opened.command_executor.client_config.timeout = timeout
            opened.set_script_timeout(timeout)
            opened.set_page_load_timeout(timeout)
            yield Browser(opened, downloads)
        finally:
            opened.quit()
