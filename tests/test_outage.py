"""Repairs after an outage are the best plausible ones in the order that is stated, by brute force."""

from __future__ import annotations

import pytest

from graphmodel.answers.ranking import World
from graphmodel.answers.whatif import outage
from graphmodel.records.catalogue import Catalogue
from tests.links import candidates, gain, lacks, reasons, without
from tests.oracle import Oracle
from tests.rotation import rotated
from tests.worlds.random_worlds import random_catalogue


def repair(oracle: Oracle, system: str) -> tuple[str, str, str, int] | None:
    """Return the plausible link of an isolated system with fewest flows, then highest gain, then first id."""
    found = [
        (len(flows), -len(gain(oracle, system, other)), other)
        for other in oracle.systems
        if reasons(oracle, system, other)
        and (flows := [way for way in ((system, other), (other, system)) if lacks(oracle, *way)])
    ]
    if not found:
        return None
    count, less, other = min(found)
    adds = "both" if count == 2 else "to" if lacks(oracle, system, other) else "from"
    return system, other, adds, -less


@pytest.mark.rotates("brute force")
def test_repairs_and_the_best_repair_equal_brute_force() -> None:
    repaired = restored = hopeless = tied = 0
    for seed in rotated(100):
        catalogue = random_catalogue(seed)
        oracle, world = Oracle(catalogue), World(catalogue)
        hubs = sorted(oracle.systems, key=lambda hub: (-len(oracle.partners(hub)), hub))
        for system in [id for id in hubs if oracle.live(id)][:1]:
            made, after = outage(world, system), without(oracle, system)
            wanted = [row for row in (repair(after, id) for id in made.newly_isolated) if row]
            assert list(made.repairs.columns) == ["system", "partner", "adds", "triples"]
            assert list(made.repairs.itertuples(index=False, name=None)) == wanted, (seed, system)
            repaired += len(wanted)
            lost = oracle.triples() - after.triples()
            found = [(len((new := gain(after, *pair)) & lost), len(new), pair) for pair in candidates(after)]
            best = max(found, key=lambda item: item[:2], default=(0, 0, ("", "")))
            if best[0]:
                ends = {"from": best[2][0], "to": best[2][1]}
                same = [list(pair) for *counts, pair in found if counts == list(best[:2]) and pair != best[2]]
                told = {**ends, "restored": best[0], "triples": best[1], "ties": same}
                assert made.best_repair == told, (seed, system)
                tied += bool(same)
                restored += 1
            else:
                assert made.best_repair is None
                hopeless += 1
    assert min(repaired, restored, hopeless) > 2
    assert tied > 0


@pytest.mark.rotates("brute force")
def test_an_outage_in_canada_equals_the_oracle(canada: Catalogue) -> None:
    oracle = Oracle(canada)
    made = outage(canada, "rcmp-cpic")
    after = without(oracle, "rcmp-cpic")
    lost = oracle.triples() - after.triples()
    assert set(made.lost.itertuples(index=False, name=None)) == lost
    assert made.repairs["system"].isin(made.newly_isolated).all()
    best = made.best_repair
    assert best
    new = gain(after, best["from"], best["to"])
    assert (best["restored"], best["triples"]) == (len(new & lost), len(new))
