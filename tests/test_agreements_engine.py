"""What may be shared equals a brute-force reading of the tables, on 1,000 random worlds and on Canada."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from graphmodel.engine.agreements import Agreements
from graphmodel.engine.network import Network, class_bit
from graphmodel.engine.states import NO_STATE, STATES, States
from graphmodel.engine.visibility import CLASSES, Visibility
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.permission import Permission
from tests.rotation import SHARES, either, steps
from tests.worlds.random_worlds import random_catalogue

WORLDS = 1_000
NO_PURPOSE: tuple[str, ...] = ()
ASKED = ("civil_screening", "statistics")


def states_of(catalogue: Catalogue, asked: tuple[str, ...]) -> States:
    network = Network(catalogue)
    return States(Visibility(network), Agreements(network, asked))


def check_verdicts(catalogue: Catalogue, permission: Permission, rnd: random.Random, cases: int) -> None:
    engine = Agreements(Network(catalogue), tuple(sorted(permission.asked)))
    net = engine.network
    chosen = [[rnd.randrange(len(of)) for _ in range(cases)] for of in (net.agencies, net.agencies, net.systems)]
    recipient, discloser, system = map(np.array, chosen)
    classes = [rnd.choice(v.CARRIED_CLASSES.ids) for _ in range(cases)]
    bits = np.array([class_bit(name) for name in classes])
    covering = engine.covering(recipient, discloser, bits, system)
    found = zip(
        (covering & engine.permitting).any(axis=1).tolist(),
        engine.forbidden(covering).tolist(),
        engine.may(covering).tolist(),
        engine.agreed(covering).tolist(),
        strict=True,
    )
    for at, verdict in enumerate(found):
        ids = net.agencies[recipient[at]], net.agencies[discloser[at]], classes[at], net.systems[system[at]]
        assert verdict == permission.verdict(*ids), ids


def check_states(catalogue: Catalogue, permission: Permission) -> None:
    states = states_of(catalogue, tuple(sorted(permission.asked)))
    agencies = list(states.network.agencies)
    found: dict[tuple[str, str, str], str] = {}
    for bit, name in CLASSES:
        codes = states.codes(bit, np.arange(len(agencies)))
        for discloser, recipient in zip(*np.nonzero(codes != NO_STATE), strict=True):
            found[agencies[recipient], agencies[discloser], name] = STATES[codes[discloser, recipient]]
    expected = permission.states()
    assert found == expected
    counted: Counter[tuple[str, str, int, int]] = Counter()
    province = {id: states.province[at] for at, id in enumerate(agencies)}
    for (recipient, discloser, name), state in expected.items():
        counted[state, name, province[recipient], province[discloser]] += 1
    counts = states.counts()
    assert counts.sum() == len(expected)
    for (state, name, here, there), count in counted.items():
        assert counts[STATES.index(state), class_bit(name), here, there] == count


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("seeds", steps(WORLDS, 25), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_random_worlds_equal_the_definitions(seeds: list[int]) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        catalogue = random_catalogue(seed)
        asked = (NO_PURPOSE, ASKED[:1], ASKED)[seed // SHARES % 3]
        permission = Permission(catalogue, asked)
        check_verdicts(catalogue, permission, random.Random(seed), 200)
        check_states(catalogue, permission)
        seen.update(permission.states().values())
    assert len(seen) >= len(STATES) - 1  # else the worlds show little


@pytest.mark.rotates("at length")
def test_canada_equals_the_definitions(canada: Catalogue) -> None:
    permission = Permission(canada, either(NO_PURPOSE, ASKED))
    check_verdicts(canada, permission, random.Random(7), 3_000)
    check_states(canada, permission)


def test_a_row_speaks_of_every_system_only_while_it_names_none(canada: Catalogue) -> None:
    """Ontario's rows name a type where they once listed each records system of the province: nothing else is meant."""
    engine = Agreements(Network(canada))
    net = engine.network
    ids = canada.agreements["id"].to_numpy()[engine.rows]
    (row,) = np.flatnonzero(ids == "on-cpeg")
    spoken = (engine.of_system[:, row >> 6] >> np.uint64(row & 63) & np.uint64(1)).astype(bool)
    records = canada.systems[spoken & net.live]
    assert set(records["type"]) == {"rms", "broker"}
    agency, system = net.suppliers
    discloses = engine.disclosers[row][agency] & spoken[system] & net.live[system]
    assert set(canada.agencies["province"].to_numpy()[agency[discloses]]) == {"ON"}
