"""Every word of the page in the real thing: worked through in each language, it says nothing in the other one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from graphmodel.maps.words import TEXTS, page_texts
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language
from tests.browser import MapPage
from tests.browser.fixtures import Opener

pytestmark = pytest.mark.rotates("browser_words")

LANGUAGES: tuple[Language, ...] = ("en", "fr")
_ASKED_WITH = re.compile(r"\w+ = [\w-]+")
"""A parameter of a question, as programs call it."""
_LISTEN = """
window.asked = new Set();
for (const lang of ["en", "fr"]) {
  map.page.texts[lang] = new Proxy(map.page.texts[lang], { get: (texts, key) => (window.asked.add(key), texts[key]) });
}
map.speak();
"""
_HEAR = """
dispatchEvent(new Event("beforeprint"));
const said = [document.title];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
  node.matches?.("script, style, noscript, #refusal") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
  else for (const name of ["title", "aria-label", "placeholder"]) said.push(node.getAttribute(name) ?? "");
}
dispatchEvent(new Event("afterprint"));
return [...new Set(said.map((text) => text.replace(/\\s+/g, " ").trim()))].filter(Boolean);
"""


_PATHS = """
const found = new Map();
const { pathing } = map;
const { id } = map.page.columns.systems;
for (let from = 0; from < id.length; from += 5) {
  for (let to = 0; to < id.length; to += 7) {
    pathing.ends = [from, to];
    pathing.look();
    for (const what of [pathing.found.reason, ...pathing.found.breaches.map((one) => one.what + Number("link" in one))]) {
      if (!found.has(what)) found.set(what, [from, to].map((end) => id[end]).join("~"));
    }
  }
}
pathing.stop();
return [...found.values()];
"""
"""Two ends for each way in which a path is there, or fails."""


NOT_MET = {
    *("because_repository", "because_same_type", "copiedCsv", "do_disconnect", "failed", "matrixLimited"),
    *("family_biometrics", "family_brokers", "family_dispatch", "family_records", "family_repositories"),
    *("costs", "does_gone", "does_links_lost", "does_new", "does_nothing"),
    *("answer_joinsAcross", "answer_joinsNone", "answer_nothing", "bandTip", "box_alone", "compareHow", "foot_mixed"),
    *("count_forbidden", "foot_covered", "foot_forbidden", "foot_unrecorded", "role_forbidden"),
    *("foot_seen", "headlineAcross", "headlineApart", "headlineDirect", "role_mixed", "role_new"),
    *("links_manual", "links_planned", "noPath_class_not_held", "noRows", "noneRecorded", "onlyBefore", "sign_new"),
}
"""What the page has no occasion to say here: families of one type alone, and what this world does not have."""


@pytest.fixture(scope="module")
def nameless(canada: Catalogue) -> Catalogue:
    """Canada with names, notes and titles that are words of no language."""
    made = canada
    for table in ("agencies", "systems"):
        frame = made.table(table)
        names = [f"{table[:1]}q{at}" for at in range(len(frame))]
        made = made.replace_rows(table, frame.assign(name=names, name_fr=names))
    titles = [f"tq{at}" for at in range(len(made.sources))]
    return made.replace_rows("links", made.links.assign(note=None)).replace_rows(
        "sources", made.sources.assign(title=titles)
    )


def heard(page: MapPage) -> Iterator[str]:
    """Yield all that the page says, seen or not, on paper too, as a planner works through it."""

    def now() -> list[str]:
        said: list[str] = page.browser.run(_HEAR)
        return said

    def press(part: str) -> Iterator[str]:
        for at in range(len(page.part(part).find_elements(By.TAG_NAME, "button"))):
            page.browser.run(
                "document.getElementById(arguments[0]).querySelectorAll('button')[arguments[1]].click()", part, at
            )
            yield from now()

    yield from now()
    page.see_as("peel-regional-police")
    page.find("peel-regional-police")
    yield from now()
    page.find("rcmp-pip")
    page.focus(1)
    yield from now()
    page.click("rank")
    yield from now()
    page.fill("one", "drps-rms")
    page.take_ranked()
    page.click("link")
    page.gain()
    yield from now()
    page.click("link")
    yield from now()
    page.browser.run("map.trying.ends.fill(map.page.columns.systems.id.indexOf('rcmp-pip'))")
    page.click("link")
    yield from now()
    page.click("retire")
    page.click("retire")
    page.browser.run("map.trying.called(); map.trying.costText = '1'")
    yield from now()
    page.cost("-")
    page.find("rcmp-pip")
    yield from now()
    page.find("drps-rms")
    yield from now()
    for ends in page.browser.run(_PATHS):
        page.browser.run("map.pathing.text = arguments[0]", ends)
        yield from now()
    for question in ("alone", "joins", "breaks", "sees", "seenBy", "oneMore", "next", "compare"):
        page.browser.run("map.asking.ask(arguments[0])", question)
        yield from now()
        page.browser.run("map.setTwo(true)")
        yield from now()
    for agency in (True, False):
        page.browser.run("map.asking.answer(...arguments)", "sees" if agency else "seenBy", 0)
        yield from now()
    page.browser.run("map.clear(); map.travel.toCard('ON')")
    yield from now()
    page.browser.run(
        "map.travel.whole(false); map.trying.text = '-rcmp-cpic'; map.trying.keep(); map.story.add(); map.story.show(0)"
    )
    yield from now()
    page.browser.run("map.story.show(-1); for (let n = 0; n < 21; n++) map.story.add()")
    yield from now()
    for view in ("matrix", "table", "study"):
        page.browser.run("map.views.show(arguments[0])", view)
        for kind in page.browser.run(
            "return [...document.querySelectorAll('.view:not([hidden]) select option')].map((o) => o.value)"
        ):
            page.browser.run(
                "for (const choice of document.querySelectorAll('.view:not([hidden]) select'))"
                " if ([...choice.options].some((o) => o.value === arguments[0]))"
                " { choice.value = arguments[0]; choice.dispatchEvent(new Event('change')) }",
                kind,
            )
            yield from now()
        if view != "study":
            page.browser.run(
                "document.querySelector('.view:not([hidden]) canvas')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))"
            )
            yield from press(f"view-{view}") if view == "matrix" else iter(())
            yield from now()
    page.browser.run("for (const kind of ['agencies', 'links']) { map.views.views.get('table').choose(kind) }")
    yield from now()
    page.browser.run("map.trying.take([]); map.views.show('map'); map.filters.text = 'types:rms~provinces:ON'")
    for version in ("before", "after", "difference"):
        page.browser.run("map.versions.show(arguments[0])", version)
        yield from now()
    page.browser.run("map.clear(); map.versions.show('after')")
    for id in ("rcmp-cpic", "winnipeg-mcm"):
        page.browser.run("map.selectKey(`system:${arguments[0]}`)", id)
        yield from now()


def parts(language: Language) -> set[str]:
    """Return what stands between the places of the page's texts in a language, as long as a word."""
    forms = [form for said in page_texts()[language].values() for form in ([said] if isinstance(said, str) else said)]
    pieces = {
        piece.strip(" .,;:()+\N{MINUS SIGN}\N{NO-BREAK SPACE}")
        for form in forms
        for piece in re.split(r"\{\w+\}", form)
    }
    return {piece for piece in pieces if re.search(r"[^\W\d]{3}", piece)}


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_nothing_in_the_other_language(opened: Opener, nameless: Catalogue, language: Language) -> None:
    (other,) = (one for one in LANGUAGES if one != language)
    page = opened(
        nameless,
        language,
        scenario="pip-2-0",
        query="maps/type",
        of="rcmp-pip",
        steps=2,
        parameters={"type": "cad"},
    )
    page.browser.run(_LISTEN)
    said = set(heard(page))
    asked = set(page.browser.run("return [...window.asked]"))
    own = "\n".join(parts(language)).casefold()
    foreign = {part for part in parts(other) if part.casefold() not in own} - {page_texts()[other]["language"]}
    assert len(foreign) > 200
    looked = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, foreign), key=len, reverse=True))})(?![\w-])")
    hits = {found[0]: text[:150] for text in said if (found := looked.search(_ASKED_WITH.sub("", text)))}
    assert hits == {}
    assert asked - {*TEXTS} == set()
    assert {*TEXTS} - asked <= NOT_MET
