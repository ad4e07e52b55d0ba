"""The page's engine, run under Node, gives what the Python analysis gives: on 300 random networks and on Canada's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graphmodel import content, maps
from graphmodel import vocabulary as v
from graphmodel.analysis.network import Network
from graphmodel.analysis.plausible import causes_of
from graphmodel.analysis.proposals import Proposals
from graphmodel.loading import load
from graphmodel.maps.data import words
from graphmodel.scenario import Scenario
from tests.maps_twins import BREACHES, Json, Twin
from tests.required import missing
from tests.worlds.random_worlds import random_catalogue

WORLDS, STEP = 300, 20
SCRIPTS = Path(maps.__file__).parent / "js"
TESTS = Path(__file__).parent / "js"
CLASSES = v.CARRIED_CLASSES.ids
LONGEST = 350
MODULES = sorted(SCRIPTS.rglob("*.js"))


@pytest.fixture(scope="module")
def node() -> str:
    """The path of Node."""
    found = shutil.which("node")
    if found is None:
        raise missing("needs Node 18 or newer (Debian: apt-get install nodejs)", "node")
    return found


def run(node: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GRAPHMODEL_JS": f"{SCRIPTS.as_uri()}/"}
    return subprocess.run(
        [node, *map(str, arguments)], capture_output=True, check=False, encoding="utf-8", env=environment
    )


Asked = list[tuple[Twin, Json]]


def answered(node: str, twins: list[Twin], folder: Path) -> Asked:
    questions, answers = folder / "questions.json", folder / "answers.json"
    asked = {"words": words(), "worlds": [twin.questions for twin in twins]}
    questions.write_text(json.dumps(asked), encoding="utf-8")
    done = run(node, TESTS / "answers.mjs", questions, answers)
    assert done.returncode == 0, done.stderr
    return list(zip(twins, json.loads(answers.read_text(encoding="utf-8")), strict=True))


@pytest.fixture(scope="module")
def worlds(node: str, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Random networks with the page's answers."""
    twins = [Twin(random_catalogue(seed), seed, agencies=9, ranked=1, stacks=2) for seed in range(WORLDS)]
    return answered(node, twins, tmp_path_factory.mktemp("worlds"))


@pytest.fixture(scope="module")
def canada(node: str, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Canada's network with the page's answers."""
    twin = Twin(load(content.catalogues()["canada"]), 1, agencies=1000, ranked=4, stacks=8)
    return answered(node, [twin], tmp_path_factory.mktemp("canada"))


def check_network(twin: Twin, answer: Json) -> None:
    net, proposals = twin.world.network, twin.world.gains.proposals
    assert answer["takes"] == proposals.takes.tolist() == twin.questions["data"]["systems"]["takes"]
    assert answer["partners"] == net.partners.tolist()
    assert answer["islands"] == [part.tolist() for part in net.islands]
    links = Counter(end for link in twin.oracle.links for end in (link["from"], link["to"]))
    assert answer["degree"] == [links[id] for id in twin.systems]


def check_reach(twin: Twin, answer: Json) -> None:
    for at, rows in zip(twin.questions["agencies"], answer["reach"], strict=True):
        agency = twin.agencies[at]
        found = {
            (twin.systems[row["system"]], CLASSES[row["bit"]]): (
                [twin.systems[place] for place in row["through"]],
                row["access"],
            )
            for row in rows
        }
        assert len(found) == len(rows)
        expected = twin.reach.seen_by(at)
        assert found == {(row.system, row[1]): (row.through, row.access) for row in expected.itertuples(index=False)}
        if len(twin.systems) < 20:
            assert found == twin.oracle.visible(agency)


def check_ways(twin: Twin, answer: Json) -> None:
    """Every way is one that records can take, and none is shorter."""
    read = {agency: twin.oracle.read_by(twin.agencies[agency]) for agency in twin.questions["agencies"]}
    steps: dict[tuple[str, str], dict[str, int]] = {}
    for agency, rows in zip(twin.questions["agencies"], answer["reach"], strict=True):
        for row in rows:
            system, item, way = twin.systems[row["system"]], CLASSES[row["bit"]], row["way"]
            far = steps.setdefault((system, item), twin.steps(system, item))
            assert row["steps"] == len(way["flows"]) == min(far[target] for target in read[agency] if target in far)
            passed = [row["system"], *way["relays"], way["through"]]
            assert row["ends"] == ([] if not row["steps"] else [list(pair) for pair in pairwise(passed)])
            assert row["steps"] or way["through"] == row["system"]
            assert twin.systems[way["through"]] in read[agency]


def check_mirror(twin: Twin, answer: Json) -> None:
    """Who sees a system is who has it among what it sees."""
    everyone = twin.questions["agencies"] == list(range(len(twin.agencies)))
    assert everyone
    masks = [[0] * len(twin.agencies) for _ in twin.systems]
    steps = [[-1] * len(twin.agencies) for _ in twin.systems]
    for agency, rows in enumerate(answer["reach"]):
        for row in rows:
            masks[row["system"]][agency] |= 1 << row["bit"]
            before = steps[row["system"]][agency]
            steps[row["system"]][agency] = row["steps"] if before < 0 else min(before, row["steps"])
    for system, seen in enumerate(answer["seen"]):
        assert seen["masks"] == masks[system]
        assert seen["steps"] == steps[system]
        assert seen["count"] == sum(mask.bit_count() for mask in masks[system])


def check_gains(twin: Twin, answer: Json) -> None:
    for system, gains in answer["gains"]:
        expected = twin.world.gains.of(system)
        assert gains == [list(pair) for pair in zip(expected.triples.tolist(), expected.own.tolist(), strict=True)]


def check_ranking(twin: Twin, answer: Json) -> None:
    for asked, rows in zip(twin.questions["ranked"], answer["ranked"], strict=True):
        expected = twin.ranking(asked)
        if expected is None:
            assert rows["known"] < 0.8 * rows["count"]
            continue
        made = [
            {
                "rank": row["rank"],
                "partner": twin.systems[row["partner"]],
                **{name: row[name] for name in ("triples", "own", "others", "agencies", "systems", "adds")},
                "why": row["whyEn"],
                "why_fr": row["whyFr"],
                "held_back_by": causes_of(row["heldBack"]),
                asked["weight"]: row["worth"],
            }
            for row in rows
        ]
        assert made == [{name: row[name] for name in one} for one, row in zip(made, expected, strict=True)]


def check_differences(twin: Twin, answer: Json) -> None:
    for stack, made in zip(twin.questions["stacks"], answer["stacks"], strict=True):
        after = twin.after(stack)
        if after is None:
            assert made["refused"]
            continue
        expected = twin.difference(after)
        assert made["counts"] == expected.counts
        gained, lost = twin.triples(expected.gained), twin.triples(expected.lost)
        for name, triples in (("gained", gained), ("lost", lost)):
            assert set(map(tuple, made[name])) == triples
            assert len(made[name]) == len(triples)
        assert made["officers"] == [twin.officers(gained), twin.officers(lost)]
        for name, triples in (("gainers", gained), ("losers", lost)):
            counted = Counter(agency for agency, _, _ in triples)
            assert made[name] == [list(pair) for pair in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
        assert made["lostCounts"] == [len({agency for agency, _, _ in lost}), len({system for _, system, _ in lost})]
        assert [twin.systems[at] for at in made["isolated"]] == expected.newly_isolated
        assert made["takes"] == Proposals(Network(after)).takes.tolist()
        read = Scenario.of_toml(made["toml"])
        assert read.name == 'a "name" \\ é  of mine'
        assert read.to_toml() == made["toml"]
        assert read.changes == twin.scenario(stack).changes


def check_paths(twin: Twin, answer: Json) -> None:
    for path in answer["paths"]:
        origin, target = twin.systems[path["from"]], twin.systems[path["to"]]
        if origin == target:
            assert path["reason"] == "itself"
            continue
        items = sorted((item for _, item in twin.oracle.own(origin)), key=CLASSES.index)
        taken = {item: far[target] for item in items if target in (far := twin.steps(origin, item))}
        assert path["found"] == bool(taken)
        if not taken:
            check_miss(twin, path, items)
            continue
        assert taken[CLASSES[path["bit"]]] == len(path["flows"]) == min(taken.values())
        assert {item for bit, item in enumerate(CLASSES) if path["classes"] >> bit & 1} == taken.keys()
        assert path["ends"] == [list(pair) for pair in pairwise(path["systems"])]
        assert (path["systems"][0], path["systems"][-1]) == (path["from"], path["to"])


def check_miss(twin: Twin, path: Json, items: list[str]) -> None:
    """The nearest miss has the fewest breaches, then steps, and those that it says."""
    origin, target = twin.systems[path["from"]], twin.systems[path["to"]]
    if path["reason"] == "nothing_linked":
        assert target not in twin.oracle.island(origin)
        return
    cost = min(twin.breaches(origin, item)[target] for item in items)
    assert cost == (len(path["breaches"]), len(path["flows"]))
    stored, found = True, list[tuple[int, str]]()
    for step, (system, row) in enumerate(zip(path["systems"], path["links"], strict=False)):
        link = twin.oracle.all_links[row]
        ends = [twin.systems[path["systems"][step]], twin.systems[path["systems"][step + 1]]]
        assert sorted(ends) == sorted((link["from"], link["to"]))
        against = [twin.systems[end] for end in path["ends"][step]] != ends
        item = CLASSES[path["bit"]]
        found += [
            (step, what)
            for what in twin.broken(origin, twin.systems[system], link, item, against=against, stored=stored)
        ]
        stored = link["mode"] in ("push", "replicate", "file_transfer")
    assert found == [(breach["step"], breach["what"]) for breach in path["breaches"]]
    assert path["reason"] == found[0][1]


CHECKS = (
    check_network,
    check_reach,
    check_ways,
    check_mirror,
    check_gains,
    check_ranking,
    check_differences,
    check_paths,
)


@pytest.mark.parametrize("start", range(0, WORLDS, STEP))
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_random_networks_equal_python(worlds: Asked, check: Any, start: int) -> None:
    for twin, answer in worlds[start : start + STEP]:
        check(twin, answer)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_canada_equals_python(canada: Asked, check: Any) -> None:
    for twin, answer in canada:
        check(twin, answer)


def test_the_random_networks_hold_every_case(worlds: Asked) -> None:
    """A case that never comes up would let everything pass."""
    answers = [answer for _, answer in worlds]
    stacks = [stack for answer in answers for stack in answer["stacks"]]
    assert {stack["refused"] for stack in stacks if "refused" in stack} >= {"not_live", "itself", "not_current"}
    for name in ("gained", "lost", "isolated"):
        assert sum(bool(stack.get(name)) for stack in stacks) > 20
    reasons = Counter(path.get("reason", "found") for answer in answers for path in answer["paths"])
    assert reasons.keys() >= {"found", "itself", "nothing_linked", *BREACHES}
    ranked = [rows for answer in answers for rows in answer["ranked"]]
    assert any("known" in rows for rows in ranked if isinstance(rows, dict))
    assert max(row["steps"] for answer in answers for rows in answer["reach"] for row in rows) >= 3


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_modules_are_sound_short_and_can_be_put_together(node: str, path: Path) -> None:
    """The page has all modules in one script: imports and exports stand alone on their lines and are taken out."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith(("// ", "/** "))
    assert len(text.splitlines()) <= LONGEST
    module = re.compile(
        r'import \{ [\w, ]+ \} from "\.{1,2}/[\w./]+\.js";|export (async )?(function\*?|const|class) \w+\b.*'
    )
    for line in text.splitlines():
        if re.match(r"\s*(import|export)\b", line):
            assert module.fullmatch(line), line
        assert "\t" not in line
        assert line == line.rstrip()
    checked = run(node, "--check", path)
    assert checked.returncode == 0, checked.stderr


def test_the_modules_pass_their_own_tests(node: str) -> None:
    done = run(node, "--test", *sorted(TESTS.glob("*.test.mjs")))
    assert done.returncode == 0, done.stdout + done.stderr
