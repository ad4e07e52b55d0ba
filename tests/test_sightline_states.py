"""The states of single sightlines equal a brute-force reading of the tables; what links and worlds yield is told apart."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.network import Network
from graphmodel.engine.sightline_states import WITHIN_REACH, SightlineStates
from graphmodel.engine.visibility import CLASSES, Visibility
from graphmodel.records.catalogue import Catalogue
from tests.permission import Permission
from tests.rotation import steps
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("sightline_states")
Sightline = tuple[str, str, str]


def engine_states(catalogue: Catalogue) -> dict[Sightline, str]:
    """Return the state of every sightline that there may be, by (agency, system, class)."""
    network = Network(catalogue)
    states, visibility = SightlineStates(Agreements(network)), Visibility(network)
    found: dict[Sightline, str] = {}
    for bit, name in CLASSES:
        origins = np.flatnonzero(visibility.holders(bit))
        origin, agency = (
            each.ravel() for each in np.meshgrid(origins, np.arange(len(network.agencies)), indexing="ij")
        )
        for o, a, code in zip(origin, agency, states.codes(bit, origin, agency).tolist(), strict=True):
            if code >= 0:
                found[network.agencies[a], network.systems[o], name] = WITHIN_REACH[code]
    return found


def expected_states(catalogue: Catalogue) -> dict[Sightline, str]:
    permission = Permission(catalogue)
    oracle = permission.oracle
    own = {pair for system in oracle.systems if oracle.live(system) for pair in oracle.own(system)}
    cases = [(agency, o, c) for agency in oracle.agencies for o, c in own]
    return {case: state for case in cases if (state := permission.sightline(*case))}


@pytest.mark.parametrize("seeds", steps(400, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_sightlines_have_the_states_of_the_definitions(seeds: list[int]) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        catalogue = random_catalogue(seed)
        expected = expected_states(catalogue)
        assert engine_states(catalogue) == expected
        seen.update(expected.values())
    assert set(seen) == set(WITHIN_REACH)


def test_many_agencies_are_followed_in_blocks(canada: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine_states(canada)
    monkeypatch.setattr("graphmodel.engine.sightline_states.BLOCK", 64)
    assert engine_states(canada) == whole
