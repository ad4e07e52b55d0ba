"""The browser of the tests hears what it is there to hear: without this, silence would prove nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.browser import Axe, Browser, MapPage
from tests.browser.fixtures import closing

_PAGE = """<!doctype html><html lang="en"><title>x</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<main><h1>x</h1>{body}</main></html>"""


def open_(browser: Browser, folder: Path, body: str, policy: str = "") -> MapPage:
    path = folder / "page.html"
    path.write_text(_PAGE.format(body=body, policy=policy), encoding="utf-8")
    browser.open(path)
    time.sleep(0.2)
    return MapPage(browser, path)


@pytest.mark.parametrize(
    ("body", "policy"),
    [
        ("<img alt='' src='http://127.0.0.1:9/x.png'>", ""),
        ("<script>fetch('http://127.0.0.1:9/x').catch(() => {})</script>", ""),
        ("<link rel=stylesheet href='https://example.org/x.css'>", ""),
        ("<script>new WebSocket('ws://127.0.0.1:9/x')</script>", ""),
        ("<img alt='' src=x onerror=fired.push(1)>", ""),
        ("<img alt='' src='data:,x' onerror=fired.push(1)>", "default-src 'none'; img-src data:"),
        ("<script>1</script>", "script-src 'none'"),
        ("<script>console.log('here')</script>", ""),
        ("<script>console.debug('here')</script>", ""),
        ("<script>setTimeout(() => { throw Error('here') })</script>", ""),
        ("<script>Promise.reject(Error('here'))</script>", ""),
    ],
)
def test_what_a_page_must_not_do_is_heard(browser: Browser, tmp_path: Path, body: str, policy: str) -> None:
    with pytest.raises(AssertionError):
        closing(open_(browser, tmp_path, body, policy))


def test_a_page_that_does_nothing_passes(browser: Browser, tmp_path: Path) -> None:
    closing(open_(browser, tmp_path, "<script>1</script>"))


def test_axe_finds(browser: Browser, axe: Axe, tmp_path: Path) -> None:
    open_(browser, tmp_path, "<button></button><p style='color: #999'>faint</p>")
    assert [line.partition(" ")[0] for line in axe.findings(browser)] == ["button-name", "color-contrast"]
