"""How long the map takes to answer a person: from the key or click to the answer on the screen, and how long it froze."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from benchmarks.page_probe import opened
from tests.browser import MapPage

_LISTEN = """
const parts = arguments[0].map((id) => document.getElementById(id));
const act = window.act = { from: 0, to: 0, gap: 0, last: 0, task: 0, on: true };
for (const kind of ["keydown", "click", "input", "change"]) {
  addEventListener(kind, () => { if (act.on && !act.from) act.from = performance.now(); }, { capture: true });
}
const map = document.getElementById("map");
const context = map.getContext("2d");
const draw = context.constructor.prototype.drawImage;
context.drawImage = function (...given) {
  if (parts.includes(map)) act.to = performance.now();
  return draw.apply(this, given);
};
const heard = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => (act.to = performance.now()))));
for (const part of parts) heard.observe(part, { childList: true, subtree: true, characterData: true, attributes: true });
new PerformanceObserver((list) => { for (const item of list.getEntries()) act.task = Math.max(act.task, item.duration); })
  .observe({ type: "longtask" });
const tick = (now) => {
  if (act.last && act.from) act.gap = Math.max(act.gap, now - act.last);
  act.last = now;
  if (act.on) requestAnimationFrame(tick);
};
requestAnimationFrame(tick);
"""
_STOP = "act.on = false; return [act.to - act.from, act.gap, act.task]"


@dataclass(frozen=True)
class Answer:
    """Milliseconds: until the answer is on the screen, the longest time between two frames, the longest task."""

    taken: float
    gap: float
    task: float


def actions(path: Path, system: str, agency: str, hub: str) -> dict[str, Answer]:
    """Do what planners do, on a map that is open, and return how long each took."""
    made: dict[str, Answer] = {}
    with opened(path, 120) as (browser, *_):
        page = MapPage(browser, path)
        page.ready()

        def timed(name: str, parts: list[str], act: Callable[[], object], done: Callable[[], object]) -> None:
            browser.run("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
            browser.run(_LISTEN, parts)
            act()
            page.until(done, name)
            page.until(
                lambda: browser.run("return act.from > 0 && act.to > act.from"), f"{name}: something to be drawn"
            )
            browser.run("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
            made[name] = Answer(*browser.run(_STOP))

        timed("search, first", ["found"], lambda: page.type("search", "records"), lambda: page.suggestions("search"))
        timed("search, again", ["found"], lambda: page.type("search", system), lambda: page.suggestions("search"))
        page.press(Keys.ENTER)
        page.until(lambda: page.selected_id == system, "details")
        timed("focus", ["map"], page.focus, lambda: True)
        browser.run("map.focus(false)")  # else what is found is focused on at once, and nothing is left to be done
        page.find(hub)
        timed("focus on the hub", ["map"], page.focus, lambda: True)
        page.type("one", system)
        timed("rank all partners", ["ranked"], lambda: page.press(Keys.ENTER), page.ranked_now)
        page.take_ranked()
        timed("what if, one link", ["tried"], lambda: page.click("link"), lambda: page.text("tried"))
        page.type("agency", agency)
        timed("see as", ["seen"], lambda: page.press(Keys.ENTER), lambda: page.text("seen"))
        page.type("one", hub)
        page.press(Keys.ENTER)
        page.ranked()
        before = page.text("tried")
        timed(
            "retire the hub, seen as an agency",
            ["tried"],
            lambda: page.click("retire"),
            lambda: page.text("tried") != before,
        )
    return made
