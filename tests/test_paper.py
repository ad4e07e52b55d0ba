"""Brief and report as files: Word read back by python-docx, PDF printed by a real Chromium and read, HTML that asks for nothing."""

from __future__ import annotations

import io
import re
import shutil
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import graphmodel as gm
from graphmodel.errors import GraphmodelError
from graphmodel.machine import browser
from graphmodel.paper import pdf
from graphmodel.records.catalogue import Catalogue
from graphmodel.report import Report
from graphmodel.typing import Brief
from tests.browser.chromium import REMEDY
from tests.commands import Caller
from tests.required import missing
from tests.test_brief import OWN
from tests.test_report import Page
from tests.worlds.payloads import PAYLOADS, poisoned

docx: Any = import_module("docx")
Made = Callable[[], Brief | Report]


@pytest.fixture(scope="module")
def chromium() -> None:
    if not any(map(shutil.which, browser.NAMES)):
        raise missing(REMEDY, "chromium")


def pages(content: bytes) -> int:
    """Return how many pages a PDF has, by the count that its tree of pages names."""
    parts = [content]
    for found in re.finditer(rb"stream\r?\n", content):
        try:
            parts.append(zlib.decompressobj().decompress(content[found.end() :]))
        except zlib.error:
            continue
    counts = [int(count) for part in parts for count in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", part)]
    counts += [int(count) for part in parts for count in re.findall(rb"/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", part)]
    return max(counts)


def words_of(content: bytes) -> tuple[list[str], list[str], list[list[list[str]]]]:
    """Return the headings, the other paragraphs and the tables of a Word document."""
    read = docx.Document(io.BytesIO(content))
    titled = [one for one in read.paragraphs if one.style.name.startswith(("Heading", "Title"))]
    others = [one.text for one in read.paragraphs if not one.style.name.startswith(("Heading", "Title"))]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in read.tables]
    return [one.text for one in titled], others, tables


@pytest.mark.parametrize("language", ["en", "fr"])
def test_word_has_every_sentence_of_the_brief(canada: Catalogue, language: Any) -> None:
    made = gm.brief(canada, "vancouver-police-department", language=language)
    headings, paragraphs, tables = words_of(made.docx())
    assert headings == [made.title, *(part.title for part in made.parts)]
    text = "\n".join(paragraphs)
    for part in made.parts:
        assert " ".join(" ".join(part.sentences).split()) in " ".join(text.split())
    read = docx.Document(io.BytesIO(made.docx()))
    spoken = read.styles.element.xpath("//w:rPrDefault//w:lang/@w:val")
    assert spoken == [{"en": "en-CA", "fr": "fr-CA"}[language]]
    assert read.core_properties.title == made.title
    (table,) = tables
    near = made.picture
    assert [row[1] for row in table[1:]] == list(near.ours.values())
    for one in (*near.left, *near.right):
        for id in one.ours:
            row = next(row for row in table if row[1] == near.ours[id])
            assert (one.name in row[0], one.name in row[2]) >= (one.comes, one.goes)


def test_word_has_every_table_of_the_report(nleim: Catalogue) -> None:
    told = Report.of(nleim, links=1)
    headings, paragraphs, tables = words_of(told.docx())
    assert headings == [told.title, *(one.title for one in told.sections if not one.empty), "Sources"]
    grids = [one.grid for one in told.sections if one.grid]
    assert [len(table) - 1 for table in tables] == [len(grid.rows) for grid in grids]
    assert [table[0][0] for table in tables] == [grid.headings[0] for grid in grids]
    for section in told.sections:
        assert all(" ".join(words.split()) in "\n".join(paragraphs) for words in section.words), section.id
    assert sum(text.split(".")[0].isdecimal() for text in paragraphs) >= len(told.cited)


@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize("agency", ["peel-regional-police", "spvm"])
def test_a_brief_is_one_page_of_pdf(canada: Catalogue, tmp_path: Path, agency: str) -> None:
    made = gm.brief(canada, agency)
    content = made.save(tmp_path / "brief.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert pages(content) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"brief.pdf"}


@pytest.mark.rotates("at length")
@pytest.mark.usefixtures("chromium")
def test_the_commands_write_pdf_and_word(graphmodel: Caller, tmp_path: Path) -> None:
    for asked in (("brief", "ab-1"), ("report", "--links", "1")):
        for name, begins in (("x.pdf", b"%PDF-"), ("x.docx", b"PK"), ("x.md", b"# "), ("x.html", b"<!doctype html>")):
            done = graphmodel("--on", "nleim-2014", *asked, "-o", tmp_path / name)
            assert (done.code, done.out) == (0, f"{tmp_path / name}\n")
            assert (tmp_path / name).read_bytes().startswith(begins)
    assert pages((tmp_path / "x.pdf").read_bytes()) > 1


@pytest.mark.parametrize("asked", [("brief", "ab-1"), ("report", "--links", "1")], ids=["brief", "report"])
def test_without_a_browser_the_remedy_is_named(
    graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "PLACES", {})
    done = graphmodel("--on", "nleim-2014", *asked, "-o", tmp_path / "x.pdf")
    assert done.code == 1
    assert "write an .html file" in done.err
    assert "install one" in done.err
    assert not list(tmp_path.iterdir())


def test_a_browser_that_prints_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\necho broken >&2\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "browser", lambda _: str(program))
    with pytest.raises(GraphmodelError, match=r"did not print the page \(broken\): write an \.html file"):
        pdf.pdf_of("<p>x</p>", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["browser"]


def test_the_page_asks_for_nothing_and_hostile_names_stay_text(nleim: Catalogue) -> None:
    world = poisoned(nleim)
    made = gm.brief(world, "ab-1")
    page = Page(made.html())
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "img", "iframe", "b", "link", "a"}
    names = {name for _, attrs in page.found for name in attrs}
    assert not names & {"src", "href", "style"}
    assert not any(name.startswith("on") for name in names)
    assert any(payload in page.words for payload in PAYLOADS)
    headings, _, _ = words_of(made.docx())
    assert headings[0] == made.title
    assert not re.search(r"(?<!\\)<", made.markdown())


def test_no_text_of_the_picture_is_cut_or_outside_its_box(canada: Catalogue) -> None:
    long = OWN.add(*_long_names())
    for made in (gm.brief(canada, "rcmp"), gm.brief(canada, "peel-regional-police"), gm.brief(long, "long")):
        text = re.search(r"<svg.*</svg>", made.html(), re.DOTALL)
        assert text
        drawn = ET.fromstring(text[0])
        _, _, width, height = map(float, drawn.attrib["viewBox"].split())
        boxes = [
            {name: float(box.attrib[name]) for name in ("x", "y", "width", "height")} for box in drawn.iter("rect")
        ]
        shown = "".join(line.text or "" for line in drawn.iter("text")).replace(" ", "")
        for name in (*made.picture.ours.values(), *(one.name for one in (*made.picture.left, *made.picture.right))):
            assert name.replace(" ", "") in shown
        for line in drawn.iter("text"):
            x, y = float(line.attrib["x"]), float(line.attrib["y"])
            (box,) = [b for b in boxes if b["x"] < x < b["x"] + b["width"] and b["y"] < y < b["y"] + b["height"]]
            assert len(line.text or "") * 12 * 0.62 <= box["width"]
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= height


def _long_names() -> list[Any]:
    from tests.test_brief import POLICE, Agency, link, system

    name = "Un service dont le nom est vraiment tres long et qui ne finit pas " * 2
    return [
        Agency(id="long", name=name, **POLICE),
        system("a" * 90, "long"),
        link("a" * 90, "hub", "two_way"),
    ]
