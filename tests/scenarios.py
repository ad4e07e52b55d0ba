"""Random scenarios for the random catalogues: every kind of change, on ids and on selectors, seldom a senseless one."""

from __future__ import annotations

import random

from graphmodel.errors import ScenarioError
from graphmodel.scenario import Scenario
from graphmodel.scenario.texts import KINDS
from graphmodel.words import vocabulary as v
from graphmodel.words.scenario_words import SHARED
from tests.worlds.random_worlds import CLASSES, TYPES

Given = dict[str, object]


def random_change(rnd: random.Random, systems: list[str], agencies: list[str]) -> tuple[str, Given]:
    """Return one change as Python would write it; about one in three meets a world in which it cannot be."""

    def system() -> object:
        words: Given = {"type": rnd.sample(TYPES, 3)}
        if rnd.random() < 0.3:
            words["province"] = rnd.choice(("ON", ["BC", "national"]))
        if rnd.random() < 0.2:
            words[rnd.choice(("relays", "isolated"))] = rnd.choice((True, False))
        if rnd.random() < 0.2:
            words["holds"] = rnd.choice((*CLASSES, "unspecified"))
        return rnd.choice((rnd.choice(systems), rnd.sample(systems, min(2, len(systems))), words))

    def agency() -> object:
        return rnd.choice((rnd.choice(agencies), {"sector": ["policing", "courts"]}, {"province": ["ON", "BC"]}))

    do = rnd.choice(list(KINDS))
    given: Given = {}
    if do == "connect":
        given = {"from": system(), "to": system(), "direction": rnd.choice(("both", "one_way"))}
        if rnd.random() < 0.3:
            given["same"] = rnd.sample(SHARED.ids, rnd.choice((1, 2)))
        if rnd.random() < 0.3:
            given |= {"mode": "push", "carries": rnd.sample(CLASSES, 2), "access": rnd.choice(v.ACCESSES.ids)}
    elif do == "disconnect":
        given = {"from": system()} | ({"to": system()} if rnd.random() < 0.5 else {})
    elif do in ("retire", "relay"):
        given = {"system": system()} | ({"value": rnd.choice((True, False))} if do == "relay" else {})
    elif do == "replace":
        given = {"system": system(), "by": rnd.choice(systems)}
    elif do == "add_system":
        id = f"new-{rnd.randint(0, 99)}-{{operator}}"
        given = {"id": id, "name": "New, {operator}", "type": rnd.choice(TYPES), "operator": agency()}
        given |= {"holds": rnd.choice(CLASSES), "relays": rnd.choice((True, False))}
    elif do in ("join", "leave"):
        given = {"agency": agency(), "system": system()}
        if rnd.random() < 0.5:
            given["role"] = rnd.choice(v.ROLES.ids)
    elif do == "agree":
        given = {"id": f"new-{rnd.randint(0, 99)}", "name": "New"}
        given |= {"classes": rnd.sample(CLASSES, 2)} if rnd.random() < 0.5 else {}
        given |= rnd.choice(({"both": agency()}, {"discloser": agency(), "recipient": agency()}))
        given |= rnd.choice(({}, {"system": system()}, {"system_types": rnd.sample(TYPES, 2)}, {"effect": "forbids"}))
    elif do == "end_agreement":
        given = {"agreement": rnd.sample(["g00", "g01", "g02"], rnd.choice((1, 2)))}
    else:
        given = {"cause": rnd.sample(v.IMPEDIMENTS.ids, 5)}
    if rnd.random() < 0.4:
        given |= {"cost": rnd.randint(0, 9), "date": rnd.choice((2027, "2027-04", "2027-04-01")), "reason": "why not"}
    if rnd.random() < 0.7:
        given["if_any"] = True
    return do, given


def random_scenario(rnd: random.Random, name: str, systems: list[str], agencies: list[str], most: int = 4) -> Scenario:
    """Return a scenario of up to so many changes."""
    made = Scenario(name, cost=rnd.choice((None, 2)))
    for _ in range(rnd.randint(0, most)):
        made = made.then(*random_change(rnd, systems, agencies))
    return made


def possible(scenario: Scenario, world: object) -> Scenario:
    """Return the scenario without the changes that the world refuses, each in its turn."""
    kept = Scenario(scenario.name, cost=scenario.cost)
    for change in scenario.changes:
        try:
            world = change.apply(world, scenario.name)  # type: ignore[arg-type]
        except ScenarioError:
            continue
        kept = Scenario(scenario.name, cost=scenario.cost, changes=(*kept.changes, change))
    return kept
