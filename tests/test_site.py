"""The documentation builds as a site without a warning and without a network, and its pages ask nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.site import ROOT, build

pytest.importorskip("mkdocs")
pytest.importorskip("material")

LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "srcset"), ("form", "action")}
"""What a browser asks for as it shows a page; and every ``link``, whatever it is for."""
_IMPORTED = re.compile(r"""(?:@import|url\()\s*["']?(?:https?:)?//""")


class Reading(HTMLParser):
    """Gathers what a page asks for, where it points, and the anchors it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.points: list[str] = []
        self.anchors: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.anchors.add(held.get("id", ""))
        self.asked += [value for name, value in held.items() if (tag, name) in LOADED]
        if tag == "link" and "href" in held:
            self.asked.append(held["href"])
        if tag == "a" and "href" in held:
            self.points.append(held["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    return build(tmp_path_factory.mktemp("site"))


def pages(site: Path) -> Iterator[tuple[Path, Reading]]:
    for path in sorted(site.rglob("*.html")):
        yield path, Reading(path.read_text(encoding="utf-8"))


def test_every_page_of_the_documentation_is_there(site: Path) -> None:
    wanted = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert {path.stem for path in site.glob("*.html")} == {*wanted, "404"}
    assert not list(site.rglob("*.py"))


def test_no_page_asks_anybody_for_anything(site: Path) -> None:
    for path, page in pages(site):
        assert page.asked
        assert [item for item in page.asked if re.match(r"(?:[a-z]+:)?//", item)] == [], path.name
    for path in site.rglob("*.css"):
        assert not _IMPORTED.search(path.read_text(encoding="utf-8")), path.name


def test_every_file_and_anchor_that_a_page_names_is_there(site: Path) -> None:
    read = dict(pages(site))
    for path, page in read.items():
        if path.name == "404.html":  # its links are made for a server's root
            continue
        for point in (*page.asked, *page.points):
            name, _, anchor = point.partition("#")
            if re.match(r"[a-z]+:", name):
                continue
            target = (path.parent / unquote(name)).resolve() if name else path
            assert target.exists(), f"{path.name}: {point}"
            if target in read:
                assert unquote(anchor) in read[target].anchors or anchor.startswith("__"), f"{path.name}: {point}"


def test_a_choice_of_words_reads_as_it_is_written(site: Path) -> None:
    assert "--lang [en|fr]</code>" in unescape((site / "commands.html").read_text(encoding="utf-8"))
