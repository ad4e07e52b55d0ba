"""Python's engine and the page's, each against the right answers of the conformance files: none may differ."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from graphmodel.answers.beneficiaries import Figures
from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.ranking import World as Ranked
from graphmodel.answers.ranking import rank_partners
from graphmodel.answers.reach import Reach
from graphmodel.answers.study import BASES, study
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.misses import Miss, Misses
from graphmodel.engine.network import Network, places
from graphmodel.engine.sightline_states import WITHIN_REACH, SightlineStates
from graphmodel.errors import GraphmodelError, ScenarioError
from graphmodel.maps.part import part
from graphmodel.scenario import Scenario
from graphmodel.words import vocabulary as v
from tests.conformance.answers import PART, Json
from tests.conformance.stacks import Change
from tests.conformance.walks import every_walk, nearest
from tests.conformance.writing import PAIRS, WORLDS, World, read_pairs, worlds, write_all
from tests.node import node, run
from tests.oracle import Oracle
from tests.rotation import rotated
from tests.worlds.random_worlds import random_catalogue

__all__ = ["node"]
PAGE = Path(__file__).parent / "js" / "conformance.mjs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The conformance files."""
    made = tmp_path_factory.mktemp("conformance")
    write_all(made)
    return made


@pytest.fixture(scope="module")
def read(folder: Path) -> list[World]:
    """The worlds of the files."""
    return worlds(folder)


def systems(world: World) -> Json:
    net = Network(world.catalogue)
    links = Counter(str(net.systems[at]) for end in net.ends for at in end[net.links])
    first, size = net.islands
    return {
        str(id): {
            "links": links[str(id)],
            "partners": int(net.partners[at]),
            "island": [str(net.systems[first[at]]), int(size[at])] if net.live[at] else None,
        }
        for at, id in enumerate(net.systems)
    }


def reach(world: World) -> Json:
    made = Reach(Network(world.catalogue))
    return {
        str(id): [list(row) for row in made.seen_by(made.network.agencies.get_loc(id)).itertuples(index=False)]
        for id in world.catalogue.agencies["id"]
    }


def permission(world: World) -> Json:
    net = Network(world.catalogue)
    states = SightlineStates(Agreements(net))
    made: Json = {}
    for id in world.catalogue.agencies["id"]:
        rows = Reach(net).seen_by(net.agencies.get_loc(id))[["system", "class"]]
        found = [
            (
                system,
                item,
                states.codes(v.CARRIED_CLASSES.ids.index(item), _at(net, system), places(net.agencies, [id]))[0],
            )
            for system, item in rows.itertuples(index=False)
        ]
        made[str(id)] = [[system, item, WITHIN_REACH[code]] for system, item, code in found if code >= 0]
    return made


def misses(world: World) -> list[Json]:
    net = Network(world.catalogue)
    searching = Misses(net)
    searches = {
        (row["to"], row["class"]): searching.search(v.CARRIED_CLASSES.ids.index(row["class"]), _at(net, row["to"]))
        for row in world.answers["misses"]
    }
    made: list[Json] = []
    for row in world.answers["misses"]:
        path = searches[row["to"], row["class"]].nearest(_at(net, row["from"]))
        asked = {name: row[name] for name in ("from", "to", "class")}
        made.append(asked | (told(path) if path else {}))
    return made


def _at(net: Network, id: str) -> np.ndarray:
    return places(net.systems, [id])


def told(path: Miss) -> Json:
    start = [[0, breach.reason, breach.of] for breach in path.start]
    rest = [[at, breach.reason, breach.of] for at, step in enumerate(path.steps) for breach in step.breaches]
    return {
        "systems": [path.origin, *(step.receiver for step in path.steps)],
        "links": [step.link for step in path.steps],
        "breaches": start + rest,
    }


def studies(world: World) -> Json:
    counted = ("systems", "interconnected", "internal", "internal_only")
    tables = {basis: study(world.catalogue, basis=basis).set_index("group") for basis in BASES}
    return {
        basis: {id: [int(table.loc[id, name]) for name in counted] for id in v.SYSTEM_TYPES.ids}
        for basis, table in tables.items()
    }


def ranked(world: World) -> list[Json]:
    made = Ranked(world.catalogue)
    return [
        _ranking(made, **{name: row[name] for name in ("system", "weight", "respect")})
        for row in world.answers["ranked"]
    ]


def _ranking(world: Ranked, system: str, weight: str, respect: list[str]) -> Json:
    asked = {"system": system, "weight": weight, "respect": respect}
    try:
        english, french = (
            rank_partners(world, system, weight=weight, respect=respect, language=language)  # type: ignore[arg-type]
            for language in ("en", "fr")
        )
    except GraphmodelError as refused:
        return asked | {"refused": str(refused)}
    named = ("partner", "triples", "own", "others", "agencies", "systems", "adds", "why", "held_back_by")
    rows = [{name: row[name] for name in named} | {"worth": row[weight]} for row in english.to_dict("records")]
    return asked | {"rows": [row | {"why_fr": why} for row, why in zip(rows, french["why"], strict=True)]}


def scenario(changes: list[Change]) -> Scenario:
    made = Scenario('a "name" \\ é  of mine')
    for change in changes:
        if change["do"] == "connect":
            made = made.connect(change["from"], change["to"])
        elif change["do"] == "retire":
            made = made.retire(change["system"])
        else:
            made = made.disconnect(link=change["link"])
    return made


def effect(made: Difference) -> Json:
    return {
        "counts": made.counts,
        "gained": [list(row) for row in made.gained.itertuples(index=False)],
        "lost": [list(row) for row in made.lost.itertuples(index=False)],
        "isolated": made.newly_isolated,
    }


def stacks(world: World) -> list[Json]:
    made: list[Json] = []
    for row in world.answers["stacks"]:
        changes = scenario(row["changes"])
        try:
            after = changes.apply(world.catalogue)
        except ScenarioError:
            made.append({"refused": True})
            continue
        difference, net = Difference(world.catalogue, after), Network(after)
        gaining = [np.isin(net.agencies, side["agency"])[None] for side in (difference.gained, difference.lost)]
        officers = [int(Figures.of(net, "officers").sums(some)[0]) for some in gaining]
        counts = systems(World("", after, {}))
        made.append(effect(difference) | {"officers": officers, "toml": changes.to_toml(), "systems": counts})
    return made


def parts(world: World) -> int:
    found = part(Network(world.catalogue), PART)
    return int(found.agencies.sum() + found.systems.sum())


Made = Callable[[World], object]
Wanted = Callable[[Json], object]


def as_told(answers: Json) -> Json:
    """Leave out what Python has no name for: links by kind, the steps of what is seen."""
    return {id: {name: row[name] for name in ("links", "partners", "island")} for id, row in answers.items()}


def wanted_stack(row: Json) -> Json:
    if "refused" in row:
        return {"refused": True}
    names = ("counts", "gained", "lost", "isolated", "officers", "toml")
    return {name: row[name] for name in names} | {"systems": as_told(row["systems"])}


QUANTITIES: dict[str, tuple[Made, Wanted]] = {
    "systems": (systems, lambda answers: as_told(answers["systems"])),
    "reach": (reach, lambda answers: {id: [row[:4] for row in rows] for id, rows in answers["reach"].items()}),
    "permission": (permission, lambda answers: answers["permission"]),
    "misses": (misses, lambda answers: answers["misses"]),
    "study": (studies, lambda answers: answers["study"]),
    "stacks": (stacks, lambda answers: list(map(wanted_stack, answers["stacks"]))),
    "part": (parts, lambda answers: answers["part"]),
}


@pytest.mark.rotates
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_python_gives_the_right_answers(read: list[World], quantity: str) -> None:
    made, wanted = QUANTITIES[quantity]
    assert len(read) == len(rotated(WORLDS)) + 1
    differing = [world.name for world in read if made(world) != wanted(world.answers)]
    assert not differing, f"{len(differing)} worlds differ: {differing[:10]}"


def test_python_ranks_as_it_should(read: list[World]) -> None:
    refused = 0
    for world in read:
        for row, right in zip(ranked(world), world.answers["ranked"], strict=True):
            if "refused" in right:
                known, count = right["refused"]
                assert f" {known} of the {count} " in row["refused"], world.name
                refused += 1
            else:
                assert row == right, world.name
    assert refused > 1


def test_python_tells_two_worlds_apart(folder: Path) -> None:
    count = 0
    for name, before, after, answers in read_pairs(folder):
        made = effect(Difference(before, after))
        assert made == {key: answers[key] for key in made}, name
        count += 1
    assert count > PAIRS // 4


def test_the_page_gives_the_right_answers(folder: Path, node: str) -> None:
    done = run(node, "--test", PAGE, GRAPHMODEL_CONFORMANCE=str(folder))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_files_hold_every_case(read: list[World]) -> None:
    """A case that never comes up would let everything pass."""
    breaches = Counter(
        what for world in read for row in world.answers["misses"] for _, what, _ in row.get("breaches", ())
    )
    assert set(breaches) == {
        "does_not_relay",
        "wrong_direction",
        "class_not_carried",
        "live_answer_not_copied",
        "planned",
    }
    assert min(breaches.values()) > 20
    assert sum("systems" not in row for world in read for row in world.answers["misses"]) > 20
    kinds = Counter(kind for world in read for row in world.answers["systems"].values() for kind in row["kinds"])
    assert min(kinds[kind] for kind in ("live", "planned", "manual", "statistical", "ended")) > 4
    rows = [row for world in read for rows in world.answers["reach"].values() for row in rows]
    assert {row[3] for row in rows} == {"full", "pointer"}
    assert max(row[4] for row in rows) >= 3
    made = [row for world in read for row in world.answers["stacks"]]
    assert {row.get("refused") for row in made} >= {"not_live", "itself", "not_current"}
    for name in ("gained", "lost", "isolated", "links_new", "links_lost"):
        assert any(row.get(name) for row in made), name
    both = [
        cell for world in read for cells in world.answers["matrix"].values() for cell in cells if cell[2] and cell[3]
    ]
    assert len(both) > 20
    assert all(tomllib.loads(row["toml"]).get("change", []) == row["changes"] for row in made if "toml" in row)


@pytest.mark.rotates("brute force")
def test_the_nearest_miss_is_that_of_every_single_walk() -> None:
    """Of the tiniest worlds all walks are looked at, one by one."""
    tried = 0
    for seed in rotated(400):
        oracle = Oracle(random_catalogue(seed, most_agencies=3, most_systems=4))
        if not 1 < len(oracle.all_links) < 7:
            continue
        for origin in oracle.systems:
            for _, item in oracle.own(origin):
                assert nearest(oracle, origin, item) == every_walk(oracle, origin, item, most=5), (seed, origin)
                tried += 1
    assert tried > 60


def test_the_files_are_of_the_worlds_that_they_say(read: list[World]) -> None:
    for at, seed in enumerate(rotated(WORLDS)[:4]):
        assert read[at].catalogue == random_catalogue(seed)
    assert len(read[-1].catalogue.systems) > 400
