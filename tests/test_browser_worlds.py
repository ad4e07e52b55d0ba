"""The map is that of the world shown: after a change, before and after, in a part, and in what leaves the page."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from graphmodel import Scenario
from graphmodel.answers.difference.worlds import Difference
from graphmodel.records.catalogue import Catalogue
from tests.browser import Browser
from tests.browser.fixtures import Opener
from tests.browser.page import numbers
from tests.oracle import Oracle
from tests.test_browser_out import saved, texts

GONE = "rcmp-cpic"


def test_after_an_outage_the_map_is_that_of_the_world_after(
    opened: Opener, canada: Catalogue, browser: Browser
) -> None:
    page = opened(canada)
    page.find(GONE)
    oracle = Oracle(canada)
    links, partners = len(oracle.links_of(GONE)), len(oracle.partners(GONE))
    assert f"Links in service ({links}, {partners} partners)" in page.text("details")
    assert browser.run("return map.inShort(map.selected)").endswith(f"{links} links, {partners} partners")
    page.fill("one", GONE)
    page.click("retire")
    page.gain()
    after = Difference(canada, Scenario("gone").retire(GONE).apply(canada))
    assert GONE not in browser.run("return [...map.model.from, ...map.model.to].map((i) => map.model.ids[i])")
    marked = browser.run(
        "const { agencies, systems, lost } = map.answer; const id = (i) => map.model.ids[i];"
        "return [[...agencies].map(([one, role]) => [id(one), role]),"
        " [...systems].map(([one, role]) => [id(one + map.model.agencies), role]), lost.length]"
    )
    assert {tuple(one) for one in marked[0]} == {(agency, "loses") for agency in after.lost["agency"]}
    orphaned = {(system, "orphaned") for system in after.newly_isolated}
    losing = {(system, "loses") for system in oracle.partners(GONE) - set(after.newly_isolated)}
    assert {tuple(one) for one in marked[1]} == {(GONE, "gone"), *orphaned, *losing}
    assert marked[2] == links
    drawn = browser.run(
        "return map.nesting.lines(map.pictured).map(({ from, to }) => [from, to].map((one) => map.model.ids[one + map.model.agencies]))"
    )
    assert GONE not in {end for ends in drawn for end in ends}
    assert "retired by your changes" in page.text("details")
    assert f"No longer in service ({sum(GONE in (row['from'], row['to']) for row in oracle.all_links)})" in page.text(
        "details"
    )


def test_the_banner_says_what_an_agency_sees_after_an_outage(opened: Opener, canada: Catalogue) -> None:
    agency = "peel-regional-police"
    page = opened(canada)
    page.see_as(agency)
    page.fill("one", GONE)
    page.click("retire")
    page.gain()
    seen = Oracle(Scenario("gone").retire(GONE).apply(canada)).visible(agency)
    now = [len({system for system, _ in seen}), len(seen)]
    assert now[1] < len(Oracle(canada).visible(agency))
    assert numbers(page.text("sentence"))[:2] == now
    page.take_back(0)
    page.until(lambda: not page.text("tried"), "no gain")
    before = Oracle(canada).visible(agency)
    assert numbers(page.text("sentence"))[:2] == [len({system for system, _ in before}), len(before)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_drawing_names_the_changes_and_explains_every_sign(opened: Opener, canada: Catalogue, language: Any) -> None:
    page = opened(canada, language)
    page.fill("one", GONE)
    page.click("retire")
    page.gain()
    sentence, count = page.text("sentence"), [int(text) for text in numbers(page.text("numbers"))]
    said = texts(ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8")))
    assert sentence in said
    assert page.words("Retire Canadian Police Information Centre", "Retirer ") in said
    assert set(count) <= set(numbers(said))
    for sign in (
        page.words("link lost", "lien perdu"),
        page.words("left without a link", "resté sans lien"),
        page.words("loses", "perd"),
        page.words("out of service", "hors service"),
    ):
        assert sign in said
        assert sign in page.text("legend")


def test_two_catalogues_each_have_their_own_items_and_sources(
    opened: Opener, canada: Catalogue, nleim: Catalogue, browser: Browser
) -> None:
    page = opened(canada, since=nleim)
    said = texts(ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8")))
    assert "Difference" in said
    for name, world in (("Before", nleim), ("After", canada)):
        page.click_text("versions", name)
        every = len(world.agencies) + len(world.systems)
        assert page.text("shown") == f"{every} of {every} shown"
        assert world.about.name in browser.run("return map.told.title.en")
        said = texts(ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8")))
        assert world.digest in said
        assert f"\N{EN DASH} {name}" in said
        titles = dict(zip(world.sources["id"], world.sources["title"], strict=True))
        row = world.systems[world.systems["source"].notna()].iloc[0]
        page.find(row["id"])
        for source in row["source"].split(";"):
            assert titles[source] in page.text("details")
    assert browser.run("return map.versions.shown") == "after"
