"""The first view says who is connected: every hub and agency by its name, none cut, nothing on anything else."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from tests.browser import MapPage
from tests.browser.drawn import Drawn, drawn
from tests.browser.fixtures import Opener

LEGIBLE = 11.0
"""Pixels."""


def names(catalogue: Catalogue, language: Language, least: int = 1) -> tuple[list[str], list[str]]:
    """Return the short names of agencies with a live system, and of hubs: large national systems, and those that join provinces.

    Hubs have ``least`` partners or more.
    """
    net = Network(catalogue)
    agencies, systems = catalogue.agencies.set_index("id"), catalogue.systems.set_index("id")
    called = {
        kind: (table["short_fr"].fillna(table["short"]) if language == "fr" else table["short"])
        for kind, table in (("agency", agencies), ("system", systems))
    }
    operators = systems["operator"][net.live]
    province = systems["operator"].map(agencies["province"]).to_numpy(dtype=object)
    national = np.array([not isinstance(one, str) for one in province])
    sender, receiver = (end[net.links] for end in net.ends)
    joining = np.zeros(len(national), dtype=bool)
    for one, other in ((sender, receiver), (receiver, sender)):
        joining[one[national[one] & ~national[other]]] = True
    large = np.isin(net.type, v.APART) & (net.partners > 0)
    hubs = np.flatnonzero(net.live & national & (joining | large) & (net.partners >= least))
    told = []
    for at in hubs.tolist():
        name, owner = called["system"].iloc[at], called["agency"][systems["operator"].iloc[at]]
        told.append(name.removeprefix(f"{owner} "))
    return sorted(set(called["agency"][operators.unique()])), sorted(told)


def clashes(picture: Drawn) -> list[tuple[str, str]]:
    """Return the texts that lie on each other; a letter on its chip is none."""
    texts = [item for item in picture.texts if len(item.text) > 1]
    return [
        (one.text, other.text) for at, one in enumerate(texts) for other in texts[:at] if one.rect.meets(other.rect)
    ]


def passed_through(picture: Drawn) -> list[str]:
    """Return the names through which a line runs, its own ends apart."""
    found = []
    for line in picture.lines:
        ends = (line.points[0], line.points[-1])
        for text in picture.texts:
            rect = text.rect
            if len(text.text) < 2 or text.text.isdigit() or any(near(end, rect) for end in ends):
                continue
            inside = [
                (x, y)
                for x, y in line.samples()
                if rect.x + 1 < x < rect.x + rect.width - 1 and rect.y + 2 < y < rect.y + rect.height - 2
            ]
            if inside:
                found.append(text.text)
    return sorted(set(found))


def near(point: tuple[float, float], rect: object) -> bool:
    x, y, reach = *point, 14.0
    left, top, width, height = (getattr(rect, name) for name in ("x", "y", "width", "height"))
    return left - reach < x < left + width + reach and top - reach < y < top + height + reach


def open_first(opened: Opener, catalogue: Catalogue, language: Language, size: tuple[int, int]) -> MapPage:
    page = opened(catalogue, language)
    page.browser.size(*size)
    page.still()
    return page


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_view_names_every_agency_and_every_hub(opened: Opener, canada: Catalogue, language: Language) -> None:
    page = open_first(opened, canada, language, (1440, 900))
    picture = drawn(page)
    told = Counter(text.text for text in picture.texts if text.size >= LEGIBLE - 0.05)
    agencies, hubs = names(canada, language)
    assert len(agencies) > 130
    assert len(hubs) > 20
    assert [name for name in agencies if not told[name]] == []
    assert [name for name in hubs if not told[name]] == []
    assert [text.text for text in picture.texts if not text.rect.within(picture.window)] == []
    assert [text.text for text in picture.texts if "…" in text.text] == []
    assert clashes(picture) == []
    assert passed_through(picture) == []
    assert min(text.size for text in picture.texts if len(text.text) > 1) >= LEGIBLE - 0.05


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("size", "share"), [((1440, 900), 0.8), ((1280, 720), 0.7), ((1024, 768), 0.7)])
def test_the_map_has_most_of_the_window(
    opened: Opener, canada: Catalogue, language: Language, size: tuple[int, int], share: float
) -> None:
    page = open_first(opened, canada, language, size)
    wide, high, k = page.browser.run(
        "const { width, height } = map.nesting.layout; return [width, height, map.screen.camera.k]"
    )
    assert wide * high * k * k >= share * size[0] * size[1]
    picture = drawn(page)
    told = {text.text for text in picture.texts if text.size >= LEGIBLE - 0.05}
    _, hubs = names(canada, language, least=3)
    assert [name for name in hubs if name not in told] == []
    assert min(text.size for text in picture.texts if len(text.text) > 1) >= LEGIBLE - 0.05
    assert clashes(picture) == []
    assert [text.text for text in picture.texts if not text.rect.within(picture.window)] == []


@pytest.mark.usefixtures("heard")
def test_the_headline_has_the_engines_numbers(opened: Opener, canada: Catalogue) -> None:
    page = open_first(opened, canada, "en", (1440, 900))
    net = Network(canada)
    province = (
        canada.systems["operator"].map(canada.agencies.set_index("id")["province"]).fillna("").to_numpy(dtype=object)
    )
    pairs = [(province[one], province[other]) for one, other in zip(*(end[net.links] for end in net.ends), strict=True)]
    inside = sum(one == other != "" for one, other in pairs)
    national = sum(one == other == "" for one, other in pairs)
    joining = sum((one == "") != (other == "") for one, other in pairs)
    across = sum("" != one != other != "" for one, other in pairs)
    assert across == 0
    assert page.text("sentence").endswith(
        f": {len(pairs)} links in service: {inside} stay inside a province, {joining} join a province with a national "
        f"system, {national} join national systems, 0 join two provinces."
    )
    linked = {system for pair in zip(*(end[net.links] for end in net.ends), strict=True) for system in pair}
    live = int(net.live.sum())
    assert page.text("title") == (
        f"Provinces are linked only through national systems, above all CPIC; {live - len(linked)} of {live} systems "
        "stand alone"
    )


@pytest.mark.rotates("at length")
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_answer_takes_the_room_of_names(opened: Opener, canada: Catalogue, language: Language) -> None:
    page = opened(canada, language)
    page.browser.size(1440, 900)
    for question in ("alone", "joins", "breaks", "next"):
        page.browser.run(f"map.asking.ask('{question}'); map.panels.show('')")
        page.until(lambda: page.browser.run("return Boolean(map.answer)"), "an answer")
        page.still()
        assert page.browser.run("return map.nesting.layout.counts.length") == 0, question
        told = [text for text in drawn(page).texts if len(text.text) > 1]
        assert len(told) > 150
        assert min(text.size for text in told) >= LEGIBLE - 0.05, question
