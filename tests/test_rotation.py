"""Whatever takes turns has its turn: in some run every test, every seed, and every pair of choices that run together."""

from __future__ import annotations

from itertools import product

import pytest

from tests import rotation

RUNS = range(20_000, 20_000 + 2 * rotation.SHARES * rotation.TURNS)


def test_every_test_meets_every_seed_and_both_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    tests, seeds, met = list("abcdefg"), 5, set[tuple[str, int, str]]()
    for run in RUNS:
        monkeypatch.setenv(rotation.VARIABLE, str(run))
        taken = rotation.share(tests, rotation.TURNS)
        met |= set(product(taken, rotation.rotated(seeds), [rotation.either("one", "other")]))
    assert met == set(product(tests, range(seeds), ("one", "other")))


def test_all_are_taken_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(rotation.VARIABLE, rotation.ALL)
    assert rotation.share("abcdefg", rotation.TURNS) == list("abcdefg")
    assert rotation.rotated(5) == list(range(5))
    assert rotation.steps(5, 2) == [[0, 1], [2, 3], [4]]
