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
        "const { agencies, systems } = map.emphasis; const id = (i) => map.model.ids[i];"
        "return [agencies.map((one) => [id(one.agency), one.kind]),"
        " systems.map((one) => [id(one.system + map.model.agencies), one.kind])]"
    )
    assert {tuple(one) for one in marked[0]} == {(agency, "loses") for agency in after.lost["agency"]}
    alone = {(system, "alone") for system in after.newly_isolated}
    assert {tuple(one) for one in marked[1]} == {(GONE, "gone"), *alone}
    assert "retired by your changes" in page.text("details")
    assert f"No longer in service ({sum(GONE in (row['from'], row['to']) for row in oracle.all_links)})" in page.text(
        "details"
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_drawing_names_the_changes_and_explains_every_sign(opened: Opener, canada: Catalogue, language: Any) -> None:
    page = opened(canada, language)
    page.fill("one", GONE)
    page.click("retire")
    yields = page.gain()
    said = texts(ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8")))
    assert page.words("Retire Canadian Police Information Centre", "Retirer ") in said
    for number in yields:
        assert number in numbers(said)
    for sign in (
        page.words("link no longer in service", "lien qui n'est plus en service"),
        page.words("system left without a link", "système laissé sans lien"),
        page.words("agency that loses", "organisme qui y perd"),
        page.words("system no longer in service", "système qui n'est plus en service"),
    ):
        assert sign in said
        assert sign in page.text("signs")


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
        assert world.about.name in page.text("title")
        said = texts(ET.fromstring(saved(page, "out-svg").read_text(encoding="utf-8")))
        assert world.digest in said
        assert f"\N{EN DASH} {name}" in said
        titles = dict(zip(world.sources["id"], world.sources["title"], strict=True))
        row = world.systems[world.systems["source"].notna()].iloc[0]
        page.find(row["id"])
        for source in row["source"].split(";"):
            assert titles[source] in page.text("details")
    assert browser.run("return map.versions.shown") == "after"


def test_a_part_counts_what_is_on_it(opened: Opener, canada: Catalogue, browser: Browser) -> None:
    page = opened(canada, of="ON")
    shown = numbers(page.text("shown"))
    counted = browser.run("return [...map.filters.counts.types].reduce((sum, count) => sum + count, 0)")
    assert shown == [counted, counted]
    assert counted < len(canada.agencies) + len(canada.systems)
