"""Levels of maturity equal a brute-force reading of the table, on 1,000 random worlds, on Canada and case by case."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest

from graphmodel.answers.maturity import maturity
from graphmodel.engine.maturity import SCALES, Scale
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.levels import ACCESSES, LATENCIES, MODES, OPENNESS, Levels
from tests.rotation import steps
from tests.worlds.random_worlds import random_catalogue

WORLDS = 1_000
GROUPED = ("links", "settled", "low", "high", "half_low", "half_high", "percent_low", "percent_high", "missing")


def hazy(seed: int) -> Catalogue:
    """A random world in which facts of links and standards are known, or not, at random."""
    catalogue, rnd = random_catalogue(seed), random.Random(seed)
    standards = pd.DataFrame(
        [{"id": f"s-{word or 'unsaid'}", "name": "S", "openness": word or None} for word in (*OPENNESS, "")]
    )
    links = catalogue.links
    options = {
        "mode": (*MODES, "unknown"),
        "latency": (*LATENCIES, None),
        "access": (*ACCESSES, None),
        "standard": (*standards["id"], "none", None),
        "direction": ("one_way", "two_way"),
    }
    for name, words in options.items():
        links[name] = pd.Series([rnd.choice(words) for _ in range(len(links))], index=links.index, dtype="str")
    return catalogue.replace_rows("standards", standards).replace_rows("links", links)


def told(row: dict[Any, Any]) -> tuple[object, ...]:
    values = [row[name] for name in GROUPED[:-1]]
    return *(None if pd.isna(value) else value for value in values), tuple(row["missing"])


def check(catalogue: Catalogue, scale: Scale) -> None:
    network, expected = Network(catalogue), Levels(catalogue, scale)
    links = maturity(network, "link", scale)
    assert {row["link"]: (row["low"], row["high"], frozenset(row["missing"])) for row in links.to_dict("records")} == (
        expected.intervals
    )
    assert [tuple(row) for row in links[["low", "high", "link"]].to_numpy()] == sorted(
        (low, high, id) for id, (low, high, _) in expected.intervals.items()
    )
    agencies = maturity(network, "agency", scale)
    assert set(agencies["agency"]) == set(catalogue.agencies["id"])
    for row in agencies.to_dict("records"):
        assert told(row) == expected.group(expected.of_agency(row["agency"])), row["agency"]
        assert row["works_with"] == expected.works_with(row["agency"])
    for by, of, words in (
        ("type", expected.of_type, v.SYSTEM_TYPES.ids),
        ("province", expected.of_province, (*v.PROVINCES.ids, "national")),
    ):
        groups = {word: expected.group(of(word)) for word in words if of(word)} | {
            "all": expected.group(expected.links)
        }
        found = maturity(network, by, scale)  # pyright: ignore[reportArgumentType] - the pairs above
        assert {row["group"]: told(row) for row in found.to_dict("records")} == groups


@pytest.mark.rotates("brute force of maturity")
@pytest.mark.parametrize("seeds", steps(WORLDS, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_random_worlds_equal_every_completion(seeds: list[int]) -> None:
    for seed in seeds:
        check(hazy(seed), SCALES[seed % 2])


@pytest.mark.parametrize("scale", SCALES)
def test_canada_equals_every_completion(canada: Catalogue, scale: Scale) -> None:
    check(canada, scale)
