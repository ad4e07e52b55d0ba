"""Every state of the page can be undone, done again, gone back to, and opened by its address; each question takes few actions."""

from __future__ import annotations

import random
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from graphmodel.records.catalogue import Catalogue
from tests.browser import Browser, MapPage
from tests.browser.fixtures import Opener
from tests.browser.page import numbers
from tests.oracle import Oracle
from tests.rotation import run_number

STEPS = 30
HUB = "rcmp-cpic"
PICTURE = "map.screen.drawNow(); return [map.hash.toString(), document.getElementById('map').toDataURL()]"
ALIKE = """
const [other, done] = arguments;
map.screen.drawNow();
requestAnimationFrame(() => requestAnimationFrame(() => {
  const picture = document.createElement("img");
  picture.onload = () => {
    const size = [picture.width, picture.height];
    const pixels = (source) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = size;
      canvas.getContext("2d").drawImage(source, 0, 0);
      return canvas.getContext("2d").getImageData(0, 0, ...size).data;
    };
    const [one, two] = [pixels(picture), pixels(document.getElementById("map"))];
    let differing = 0;
    for (let at = 0; at < one.length; at += 4) if (one[at] !== two[at] || one[at + 1] !== two[at + 1] || one[at + 2] !== two[at + 2]) differing++;
    done(differing / (one.length / 4));
  };
  picture.src = other;
}));
"""


def walk(rnd: random.Random, catalogue: Catalogue) -> list[str]:
    """Return random things to do, as scripts."""
    items = [*("agency:" + catalogue.agencies["id"]), *("system:" + catalogue.systems["id"])]
    live = catalogue.systems["id"][catalogue.systems["status"] == "active"].tolist()
    made = []
    for _ in range(STEPS):
        some = rnd.choice(items)
        made.append(
            rnd.choice(
                [
                    f"map.select(map.model.placeOf('{some}'))",
                    f"map.travel.toCard('{rnd.choice(['ON', 'BC', 'QC', 'NS'])}')",
                    "map.travel.whole()",
                    f"map.trying.take(map.trying.changesOf('-{rnd.choice(live)}'))",
                    f"map.trying.take(map.trying.changesOf('{rnd.choice(live)}..{rnd.choice(live)}'))",
                    f"map.selectKey('system:{rnd.choice(live)}'); map.focus(true, {rnd.randint(1, 3)})",
                    f"map.seeing.see({rnd.randrange(len(catalogue.agencies))}, {rnd.choice(['true', 'false'])})",
                    "map.clear()",
                    "map.setTwo(true)",
                    f"map.filters.text = '{rnd.choice(['', 'types:rms', 'alone'])}'",
                ]
            )
        )
    return made


def state(page: MapPage) -> list[Any]:
    page.browser.run("map.screen.drawNow()")
    page.until(lambda: page.pictures(3) == 1, "a picture at rest")
    return list(page.browser.run(PICTURE))


@pytest.mark.rotates("at length")
def test_undo_redo_and_back_return_the_same_state(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    browser.media(reduced=True)
    page = opened(canada)
    states = [state(page)]
    for act in walk(random.Random(run_number()), canada):
        browser.run(f"map.record(() => {{ {act} }})")
        found = state(page)
        if found[0] != states[-1][0]:
            states.append(found)
    assert len(states) > STEPS / 3
    for expected in reversed(states[:-1]):
        page.click("undo")
        assert state(page) == expected
    assert not page.part("undo").is_enabled()
    for expected in states[1:]:
        page.click("redo")
        assert state(page) == expected
    assert not page.part("redo").is_enabled()


def test_the_browsers_back_button_undoes(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    browser.media(reduced=True)
    page = opened(canada)
    first = state(page)
    page.click_text("asks", "Records systems alone")  # by a hand: Chromium skips states that a script alone made
    second = state(page)
    page.click_text("asks", "What joins provinces")
    browser.driver.back()
    page.until(lambda: browser.run("return map.hash.toString()") == second[0], "the state before")
    assert state(page) == second
    browser.driver.back()
    page.until(lambda: browser.run("return map.hash.toString()") == first[0], "the first state")
    assert state(page) == first


def test_a_change_draws_one_picture(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    browser.media(reduced=True)
    page = opened(canada)
    page.until(lambda: page.pictures(3) == 1, "a picture at rest")
    systems = canada.systems["id"][canada.systems["status"] == "active"].tolist()
    for look in ("", "map.focus(true, 1);"):
        browser.run(f"map.selectKey('system:{HUB}'); {look} map.screen.drawNow(); window.drawn = 0")
        page.until(lambda: page.pictures(3) == 1, "a picture at rest")
        browser.run(
            "const { screen } = map; const draw = screen.constructor.prototype.render;"
            "screen.render = function (...given) { drawn++; return draw.apply(this, given); };"
            f"map.record(() => map.trying.take(map.trying.changesOf('-{systems[3]}')))"
        )
        page.until(lambda: browser.run("return drawn"), "a picture")
        browser.run("return new Promise((done) => setTimeout(done, 600))")
        assert browser.run("return drawn") == 1, look
        browser.run("delete map.screen.render; map.clear()")


@pytest.mark.parametrize(
    "act",
    ["map.asking.ask('breaks')", "map.travel.toCard('QC')", "map.selectKey('system:rcmp-pip'); map.focus(true, 2)"],
)
def test_a_deep_link_restores_the_same_picture(opened: Opener, browser: Browser, canada: Catalogue, act: str) -> None:
    browser.media(reduced=True)
    page = opened(canada)
    browser.run(f"map.record(() => {{ {act} }})")
    text, picture = state(page)
    again = opened(canada, at=text)
    assert state(again)[0] == text
    assert browser.driver.execute_async_script(ALIKE, picture) < 0.001


def test_each_question_is_a_few_actions(opened: Opener, browser: Browser, canada: Catalogue, nleim: Catalogue) -> None:
    """The six tasks of a planner, each with its number of actions; the answer is read in the banner."""
    oracle = Oracle(canada)
    page = opened(canada)
    page.click_text("asks", "Records systems alone")  # one
    alone = [
        id for id, row in oracle.systems.items() if row["type"] == "rms" and oracle.live(id) and not oracle.partners(id)
    ]
    every = [id for id, row in oracle.systems.items() if row["type"] == "rms" and oracle.live(id)]
    assert numbers(page.text("sentence")) == [len(alone), len(every)]
    assert sorted(
        browser.run(
            "return [...map.answer.systems].filter(([, role]) => role === 'alone').map(([s]) => map.page.columns.systems.id[s])"
        )
    ) == sorted(alone)

    page.click_text("asks", "What breaks")  # one, for the busiest hub
    gone = browser.run("return map.page.columns.systems.id[map.trying.changes[0].system]")
    assert len(oracle.partners(gone)) == max(len(oracle.partners(id)) for id in oracle.systems if oracle.live(id))
    page.click("beside")  # one
    assert browser.run("return map.two")
    page.click("beside")
    page.click_text("acts", "Clear")

    page.click_text("asks", "What we see")  # one
    page.press(*"peel-regional-police", Keys.ENTER)  # two
    assert len(oracle.visible("peel-regional-police")) in numbers(page.text("sentence"))
    page.click_text("asks", "Who sees us")
    page.press(*"peel-regional-police", Keys.ENTER)
    own = {id for id, row in oracle.systems.items() if row["operator"] == "peel-regional-police"}
    watchers = {
        agency
        for agency in oracle.agencies
        if agency != "peel-regional-police" and any(system in own for system, _ in oracle.visible(agency))
    }
    assert numbers(page.text("sentence"))[0] == len(watchers)

    page.click_text("asks", "What joins provinces")  # one
    assert "CPIC" in page.text("sentence")

    page.click_text("asks", "One more link")  # one
    page.press(*"drps-rms", Keys.ENTER)  # two
    page.until(lambda: page.text("asked-more") and "+" in page.text("asked-more"), "what a link yields")
    assert "gain" in page.text("sentence")

    both = opened(canada, since=nleim)
    assert "lose" in both.text("sentence") or "gain" in both.text("sentence")  # none: the page opens so
