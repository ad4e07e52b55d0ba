"""What planners come for, done with real clicks and keys, and the same numbers from the command line."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from graphmodel.answers.beneficiaries import Figures
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from tests.browser.fixtures import Opener
from tests.browser.page import numbers
from tests.commands import Caller

pytestmark = pytest.mark.rotates("browser_journeys")

LANGUAGES: tuple[Language, ...] = ("en", "fr")
LONELY, ITS_PROVINCE = "drps-rms", "ON"
AGENCIES, STACKS = 16, 5


def yields(catalogue: Catalogue, said: Any) -> list[int]:
    """Return what the page should say of an answer of ``whatif run``: triples, agencies, officers, lost."""
    gaining = catalogue.agencies["id"].isin([row["agency"] for row in said["gained"]]).to_numpy()
    officers = int(Figures.of(Network(catalogue), "officers").sums(gaining[None])[0])
    return [said["counts"]["triples"], said["counts"]["agencies"], officers, said["counts"]["lost_triples"]]


def ran(graphmodel: Caller, *scenario: str | Path) -> Any:
    said = graphmodel("-q", "whatif", "run", *scenario, "--format", "json")
    assert (said.code, said.err) == (0, "")
    return said.json


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_an_isolated_system_to_a_scenario(
    opened: Opener, canada: Catalogue, graphmodel: Caller, language: Language
) -> None:
    """Find an isolated RMS of Ontario, look at its neighbours, draw the best link, save it, run it: the same numbers."""
    type, province = v.SYSTEM_TYPES["rms"], v.PROVINCES[ITS_PROVINCE]
    page = opened(canada, language)
    page.only("types", page.words(type.en, type.fr))
    page.only("provinces", page.words(province.en, province.fr))
    page.tick("alone")
    rows = graphmodel.rows("query", "run", "isolation/isolated-systems", "-p", "type=rms")
    there = canada.agencies.set_index("name")["province"]
    isolated = {str(row["system"]) for row in rows if there[str(row["operator"])] == ITS_PROVINCE}
    assert page.shown() == len(isolated) > 2
    page.view("Table", "Tableau")
    assert page.table_ids() == isolated
    page.view("Map", "Carte")

    page.find(LONELY)
    assert page.words("Isolated", "Isolé") in page.text("details")
    page.click("reset")
    page.click_text("details", page.words("What if", "Hypothèse"))
    ranked = page.ranked()
    connect = graphmodel.rows("whatif", "connect", LONELY)
    names = canada.systems.set_index("id")["name" if language == "en" else "name_fr"]
    names = names.fillna(canada.systems.set_index("id")["name"])
    expected = [(names[row["partner"]], row["triples"]) for row in connect[: len(ranked)]]
    assert ranked == expected
    page.take_ranked()
    assert page.selected == expected[0][0]
    neighbours = page.neighbours()
    assert len(neighbours) > 3
    page.click("link")
    gain = page.gain()
    assert gain[0] == expected[0][1]

    saved = ran(graphmodel, page.save())
    assert yields(canada, saved) == gain


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changes_cost_is_saved_with_them(opened: Opener, canada: Catalogue, language: Language) -> None:
    page = opened(canada, language, at="try=drps-rms..rcmp-pip~-winnipeg-mcm")
    (gained, *_) = page.gain()
    assert page.cost("a lot") == page.words(
        "A cost is a number, such as 250,000.", "Un coût est un nombre, comme 250 000."
    )
    assert "cost" not in page.save().read_text(encoding="utf-8")
    said = page.cost("250 000")
    assert said.startswith(page.words("Cost: 500,000, ", "Coût : 500\u202f000, soit "))
    each = re.findall(r"[\d.,\u202f]+", said)[1].replace("\u202f", "").replace(*page.words(",|", ",|.").split("|"))
    assert float(each) == pytest.approx(500_000 / gained, abs=0.005)
    text = page.save().read_text(encoding="utf-8")
    saved = Scenario.of_toml(text)
    assert saved.total_cost(canada) == 500_000
    assert saved.name == "Link drps-rms with rcmp-pip, and 1 more change"
    assert saved.name_fr == "Relier drps-rms et rcmp-pip, et 1 autre changement"
    assert saved.to_toml() == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_by_keyboard_alone(opened: Opener, canada: Catalogue, graphmodel: Caller, language: Language) -> None:
    page = opened(canada, language)
    page.press("/", *LONELY, Keys.ENTER)
    page.until(lambda: page.selected_id == LONELY, "details")
    page.tab_to(page.words("What if", "Hypothèse"), inside="details")
    page.press(Keys.ENTER)
    first, triples = page.ranked()[0]
    page.tab_to(first, inside="ranked")
    page.press(Keys.ENTER)
    page.until(lambda: page.selected == first, "details of the partner")
    page.tab_to(page.words("Link the two", "Relier les deux"))
    page.press(Keys.ENTER)
    gain = page.gain()
    assert gain[0] == triples
    assert numbers(page.said()) == gain
    page.tab_to(page.words("Save as scenario", "Enregistrer le scénario"))
    saved = ran(graphmodel, page.saved_by(lambda: page.press(Keys.SPACE)))
    assert yields(canada, saved) == gain
    page.tab_to("map")
    page.press(*"++-", Keys.ARROW_LEFT, "]", "[", "0")
    assert page.selected
    page.press(Keys.ESCAPE, Keys.ESCAPE)  # the drawer, then what was chosen
    page.until(lambda: not page.selected, "nothing selected")


def test_seeing_as_equals_reach(opened: Opener, canada: Catalogue, graphmodel: Caller) -> None:
    page = opened(canada)
    for at, agency in enumerate(random.Random(6).sample(canada.agencies["id"].tolist(), AGENCIES)):
        chosen = v.CARRIED_CLASSES.ids[at % len(v.CARRIED_CLASSES)] if at % 3 == 2 else ""
        page.choose_class(chosen)
        page.see_as(agency)
        rows = graphmodel.rows("reach", agency, *(["--class", chosen] if chosen else []))
        assert page.sight() == [len(rows), len({row["system"] for row in rows})], (agency, chosen)


def test_what_if_equals_whatif(opened: Opener, canada: Catalogue, graphmodel: Caller, tmp_path: Path) -> None:
    """Links and outages, one on top of the other, as far as they go together."""
    network = Network(canada)
    live = canada.systems["id"].to_numpy()[network.live]
    busy = canada.systems["id"].to_numpy()[np.argsort(-network.partners)][:12].tolist()
    rnd = random.Random(6)
    for number in range(STACKS):
        page = opened(canada, LANGUAGES[number % 2])
        scenario = Scenario("mine")
        one, other = rnd.sample(live.tolist(), 2)
        for step in rnd.sample(["connect", "retire"], rnd.choice((1, 2))):
            if step == "connect":
                scenario = scenario.connect(one, other)
                page.fill("one", one)
                page.fill("other", other)
                page.click("link")
            else:
                gone = rnd.choice([id for id in busy if id not in (one, other)])
                scenario = scenario.retire(gone)
                page.fill("one", gone)
                page.click("retire")
        file = tmp_path / f"{number}.toml"
        file.write_text(scenario.to_toml(), encoding="utf-8")
        assert page.gain() == yields(canada, ran(graphmodel, file)), json.dumps(scenario.to_toml())


def test_a_change_can_be_taken_back(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada)
    page.fill("one", LONELY)
    page.take_ranked()
    page.click("link")
    alone = page.gain()
    page.fill("one", "rcmp-cpic")
    page.click("retire")
    both = page.gain()
    assert both[3] > alone[3]
    page.take_back(1)
    assert page.gain() == alone
    page.take_back(0)
    page.until(lambda: not page.text("tried"), "no gain")


def test_an_address_opens_the_map_as_it_was(opened: Opener, canada: Catalogue) -> None:
    page = opened(canada)
    page.see_as("peel-regional-police")
    page.fill("one", LONELY)
    page.take_ranked()
    page.click("link")
    before: Sequence[object] = (page.sight(), page.gain(), page.selected)
    address = page.until(page.settled_address, "an address")
    again = opened(canada, at=address)
    again.until(lambda: again.text("seen") and again.text("tried"), "the state of the address")
    assert (again.sight(), again.gain(), again.selected) == before
