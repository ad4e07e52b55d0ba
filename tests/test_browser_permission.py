"""See as, in a browser: what is agreed or allowed, what is forbidden and what is not recorded, by sign and line, not colour alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graphmodel.records.agreements import Agreement, Party
from graphmodel.records.catalogue import Catalogue
from tests.browser import Browser
from tests.browser.fixtures import Opener
from tests.browser.page import numbers
from tests.oracle import Oracle
from tests.permission import STATES, Permission

PEEL, HUB = "peel-regional-police", "rcmp-cpic"
ROLES = {"agreed": "covered", "allowed": "covered", "not_recorded": "unrecorded", "forbidden": "forbidden", "": "seen"}
WEAKEST = ("forbidden", "unrecorded", "covered", "seen")
MARKED = """
const id = (i) => map.model.ids[i];
const { agencies, systems } = map.answer;
const two = (items, first) => [...items].map(([one, role]) => [id(one + first), role]);
return Object.fromEntries([...two(agencies, 0), ...two(systems, map.model.agencies)]);
"""


@pytest.fixture(scope="module")
def forbidding(canada: Catalogue) -> Catalogue:
    """Canada, where nobody may receive persons of the national hub."""
    row = Agreement(
        id="no-persons",
        name="No persons",
        kind="statute",
        effect="forbids",
        classes="persons",
        systems=HUB,
        status="active",
    )
    everyone = [
        Party(agreement="no-persons", role="both", sector=sector) for sector in canada.agencies["sector"].unique()
    ]
    return canada.add(row, *everyone)


def expected(told: Permission, seen: set[tuple[str, str, str, str]]) -> dict[str, str]:
    """Return the role of each item: of (item, recipient, system, class) that of the class with the least recorded."""
    roles: dict[str, set[str]] = {}
    for item, *sightline in seen:
        roles.setdefault(item, set()).add(ROLES[told.sightline(*sightline)])
    return {
        item: next(role for role in WEAKEST if role in found and (role != "seen" or found == {"seen"}))
        for item, found in roles.items()
    }


def test_what_an_agency_sees_is_marked_by_what_permits_it(
    opened: Opener, browser: Browser, forbidding: Catalogue
) -> None:
    page, told = opened(forbidding), Permission(forbidding)
    page.see_as(PEEL)
    seen = {(system, PEEL, system, item) for system, item in Oracle(forbidding).visible(PEEL)}
    roles = expected(told, seen)
    assert set(roles.values()) == set(WEAKEST)
    own = set(forbidding.systems["id"][forbidding.systems["operator"] == PEEL])
    marked: dict[str, Any] = browser.run(MARKED)
    assert {system: marked[system] for system in roles if system not in own} == {
        system: role for system, role in roles.items() if system not in own
    }
    counts = told.counted((PEEL, system, item) for _, _, system, item in seen)
    rest = len(seen) - sum(counts.values())
    assert numbers(page.text("sentence"))[2:] == [counts[state] for state in STATES]
    assert f"{rest} stay in one organisation" in page.text("seen")
    for said in ("seen: agreed or allowed", "seen: permission not recorded", "seen: forbidden"):
        assert said in page.text("legend")
    row = page.text("seen").partition("Canadian Police Information Centre")[2]
    assert "persons: forbidden" in row.partition("\n\n")[0].lower()
    assert f"{len(forbidding.agreements)} agreements, laws and policies are recorded" in page.text("seen")


def test_who_sees_an_agency_is_marked_by_what_permits_it(
    opened: Opener, browser: Browser, forbidding: Catalogue
) -> None:
    _page, told, oracle = opened(forbidding, "fr"), Permission(forbidding), Oracle(forbidding)
    browser.run(f"map.record(() => map.seeing.see(map.columns.agencies.id.indexOf('{PEEL}'), true))")
    own = {id for id, row in oracle.systems.items() if row["operator"] == PEEL and oracle.live(id)}
    watching = {
        (agency, agency, system, item)
        for agency in oracle.agencies
        if agency != PEEL
        for system, item in oracle.visible(agency)
        if system in own
    }
    marked: dict[str, Any] = browser.run(MARKED)
    roles = expected(told, watching)
    assert Counter(roles.values())["covered"] > 1
    assert {agency: marked[agency] for agency in roles} == roles
    assert "undefined" not in browser.run("return document.body.innerText")


def test_without_agreements_nothing_is_said_of_them(opened: Opener, browser: Browser, canada: Catalogue) -> None:
    empty = {name: getattr(canada, name).iloc[:0] for name in ("agreements", "parties")}
    page = opened(canada.replace_rows("parties", empty["parties"]).replace_rows("agreements", empty["agreements"]))
    page.see_as(PEEL)
    assert set(browser.run(MARKED).values()) == {"seen", "chosen"}
    assert len(numbers(page.text("sentence"))) == 2
    assert "recorded" not in page.text("seen")
