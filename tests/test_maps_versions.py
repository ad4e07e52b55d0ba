"""A map with a scenario: what the page says of both worlds equals ``Difference``, also of worlds with little in common."""

from __future__ import annotations

import json
from pathlib import Path

from graphmodel import Map, content
from graphmodel.catalogue import Catalogue
from graphmodel.compare import Difference
from graphmodel.maps.data import page_data, words
from graphmodel.scenario import Scenario
from tests.commands import Caller
from tests.test_maps_engine import TESTS, node, run
from tests.worlds.random_worlds import random_catalogue

__all__ = ["node"]
PAIRS = 60


def answered(node: str, pairs: list[tuple[Catalogue, Catalogue]], folder: Path) -> list[dict[str, object]]:
    questions, answers = folder / "questions.json", folder / "answers.json"
    asked = [{"before": page_data(before), "after": page_data(after)} for before, after in pairs]
    questions.write_text(json.dumps({"words": words(), "pairs": asked}), encoding="utf-8")
    done = run(node, TESTS / "versions.mjs", questions, answers)
    assert done.returncode == 0, done.stderr
    made: list[dict[str, object]] = json.loads(answers.read_text(encoding="utf-8"))
    return made


def expected(before: Catalogue, after: Catalogue) -> dict[str, object]:
    made = Difference(before, after)
    gained, lost = (
        {str(k): int(n) for k, n in side.groupby("agency").size().items()} for side in (made.gained, made.lost)
    )
    counts = {
        "triples": len(made.gained),
        "agencies": len(gained),
        "systems": made.gained["system"].nunique(),
        "lost_triples": len(made.lost),
    }
    return {"counts": counts, "gained": gained, "lost": lost}


def test_two_worlds_with_little_in_common(node: str, tmp_path: Path) -> None:
    pairs = [(random_catalogue(seed), random_catalogue(seed + 1)) for seed in range(PAIRS)]
    answers = answered(node, pairs, tmp_path)
    for (before, after), answer in zip(pairs, answers, strict=True):
        assert answer == expected(before, after)
    assert sum(bool(answer["gained"] and answer["lost"]) for answer in answers) > PAIRS / 2


def test_the_scenarios_that_ship(node: str, tmp_path: Path, canada: Catalogue) -> None:
    scenarios = [Scenario.read(path) for path in content.scenarios().values()]
    assert len(scenarios) >= 6
    pairs = [(canada, scenario.apply(canada)) for scenario in scenarios]
    answers = answered(node, pairs, tmp_path)
    for (before, after), answer in zip(pairs, answers, strict=True):
        assert answer == expected(before, after)
    assert any(answer["gained"] for answer in answers)


def test_the_page_has_both_worlds(canada: Catalogue) -> None:
    data = Map(canada, scenario="pip-2-0").data
    after = Scenario.read("pip-2-0").apply(canada)
    assert data["before"] == page_data(canada)
    assert data["columns"] == page_data(after)
    assert "before" not in Map(canada).data


def test_a_map_of_two_catalogues(graphmodel: Caller, canada: Catalogue, nleim: Catalogue, tmp_path: Path) -> None:
    data = Map(canada, since=nleim).data
    assert (data["before"], data["columns"]) == (page_data(nleim), page_data(canada))
    assert len(data["scenario"]["systems"]["added"]) == len(set(canada.systems["id"]) - set(nleim.systems["id"]))
    done = graphmodel("diff", "nleim-2014", "canada", "--format", "csv", "--map", tmp_path / "both.html")
    assert done.code == 0
    assert str(tmp_path / "both.html") in done.err
    assert (tmp_path / "both.html").read_text(encoding="utf-8").startswith("<!doctype html>")
