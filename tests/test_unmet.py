"""What a link would meet of unmet needs equals a brute-force count on 200 random networks."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from graphmodel.engine.gains import Gains
from graphmodel.engine.network import Network, class_bit
from graphmodel.engine.unmet import Needed, Sight, UnmetGains, unmet_gain
from tests.links import linked
from tests.oracle import Oracle
from tests.rotation import steps
from tests.worlds.random_worlds import CLASSES, random_catalogue

pytestmark = pytest.mark.rotates("unmet")

WORLDS = 200
Pair = tuple[str, str]


def seen_pairs(oracle: Oracle, data_class: str, at: set[str] | None) -> set[Pair]:
    """Return by the definitions the pairs of which the first sees records of the second, in some system of ``at``."""
    return {
        (agency, other)
        for agency in oracle.agencies
        for (system, item), (through, _) in oracle.visible(agency).items()
        if item == data_class and (at is None or at & set(through))
        for other in oracle.agencies_of(system, "user", "contributor")
    }


def recorded(oracle: Oracle, data_class: str, at: set[str] | None) -> set[Pair]:
    """Return the pairs of which the first reads a live system and the second supplies one that holds the class."""
    wanted = set(oracle.systems) if at is None else at
    readers = {agency for agency in oracle.agencies if oracle.read_by(agency) & wanted}
    holders = {
        other
        for system in oracle.systems
        if oracle.live(system) and (system, data_class) in oracle.own(system)
        for other in oracle.agencies_of(system, "user", "contributor")
    }
    return {(agency, other) for agency in readers for other in holders}


def needs_of(rnd: random.Random, oracle: Oracle) -> list[tuple[str, list[str], list[str], set[Pair], set[str] | None]]:
    """Return up to three needs at random: class, who, of, the pairs, and the systems in which they count."""
    ids, systems = sorted(oracle.agencies), sorted(oracle.systems)
    made = []
    for _ in range(rnd.randint(1, 3)):
        who, of = (sorted(rnd.sample(ids, rnd.randint(1, len(ids)))) for _ in range(2))
        pairs = {(one, two) for one in who for two in of if one != two and rnd.random() < 0.8}
        at = set(rnd.sample(systems, rnd.randint(0, len(systems)))) if rnd.random() < 0.5 else None
        made.append((rnd.choice((*CLASSES, "unspecified")), who, of, pairs, at))
    return made


@pytest.mark.parametrize("seeds", steps(WORLDS, 100), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_counts_equal_brute_force(seeds: list[int]) -> None:
    positive = 0
    for seed in seeds:
        rnd = random.Random(seed)
        catalogue = random_catalogue(seed)
        oracle, network = Oracle(catalogue), Network(catalogue)
        gains = Gains(network)
        agencies, systems = list(network.agencies), list(network.systems)
        unmet: list[Needed] = []
        wanted: list[tuple[str, set[Pair], set[str] | None]] = []
        for word, who, of, pairs, at in needs_of(rnd, oracle):
            needed = Needed(
                class_bit(word),
                np.array([agencies.index(id) for id in who]),
                np.array([agencies.index(id) for id in of]),
                np.array([[(one, two) in pairs for two in of] for one in who]),
                None if at is None else np.array([id in at for id in systems]),
            )
            sight = Sight(gains, needed)
            square = {(one, two) for one in who for two in of}
            seen, known = seen_pairs(oracle, word, at), recorded(oracle, word, at)
            assert told(sight.met, who, of) == seen & square
            assert told(sight.known, who, of) == known & square
            assert told(sight.unmet.pairs, who, of) == (known - seen) & pairs
            unmet.append(sight.unmet)
            wanted.append((word, (known - seen) & pairs, at))
        every = UnmetGains(gains, unmet).of_all()
        assert (every == every.T).all()
        for at_system in range(len(systems)):
            assert (unmet_gain(gains, unmet, at_system) == every[at_system]).all()
        found = list(combinations(systems, 2))
        rnd.shuffle(found)
        found.sort(key=lambda pair: every[systems.index(pair[0]), systems.index(pair[1])] == 0)
        for one, two in found[:12]:
            after = linked(oracle, one, two)
            met = sum(len(pairs & seen_pairs(after, word, at)) for word, pairs, at in wanted)
            assert every[systems.index(one), systems.index(two)] == met, (seed, one, two)
            positive += met > 0
        assert not np.diagonal(every).any()
        both = np.array([[systems.index(one), systems.index(two)] for one, two in found], dtype=np.int64).reshape(-1, 2)
        assert (UnmetGains(gains, unmet).pairs(both[:, 0], both[:, 1]) == every[both[:, 0], both[:, 1]]).all()
    assert positive > 30


def told(flags: np.ndarray, who: list[str], of: list[str]) -> set[Pair]:
    return {(who[one], of[two]) for one, two in zip(*np.nonzero(flags), strict=True)}
