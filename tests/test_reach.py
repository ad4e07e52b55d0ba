"""Connection and visibility equal a brute-force reading of the definitions on 1,000 random networks and on Canada."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

import graphmodel
from graphmodel import shipped as content
from graphmodel.answers.reach import Reach
from graphmodel.engine.network import Network, class_names
from graphmodel.engine.visibility import Visibility
from graphmodel.loading import load
from graphmodel.records.catalogue import Catalogue
from tests.oracle import Oracle
from tests.permission import Permission
from tests.rotation import SHARES, steps
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("brute force")

WORLDS = 1_000


def check_connection(catalogue: Catalogue, oracle: Oracle) -> None:
    net = Network(catalogue)
    ids = list(net.systems)
    first, size = net.islands
    linked = {id for id in ids if oracle.live(id) and oracle.links_of(id)}
    inside = {id: [oracle.is_internal(link) for link in oracle.links_of(id)] for id in ids}
    homes: dict[str, set[str]] = {id: set() for id in ids}
    for system, organisation in zip(*net.homes, strict=True):
        homes[ids[system]].add(net.agencies[organisation])
    islands = {id: oracle.island(id) for id in ids if oracle.live(id)}

    assert {id for id, live in zip(ids, net.live, strict=True) if live} == {id for id in ids if oracle.live(id)}
    assert {id for id, yes in zip(ids, net.interconnected, strict=True) if yes} == linked
    assert dict(zip(ids, net.partners, strict=True)) == {id: len(oracle.partners(id)) for id in ids}
    assert homes == {id: oracle.homes(id) for id in ids}
    assert {id for id, yes in zip(ids, net.internal, strict=True) if yes} == {id for id in ids if any(inside[id])}
    assert {id for id, yes in zip(ids, net.internal_only, strict=True) if yes} == {
        id for id in ids if inside[id] and all(inside[id])
    }
    assert {(id, ids[at], n) for id, at, n in zip(ids, first, size, strict=True) if at >= 0} == {
        (id, min(island), len(island)) for id, island in islands.items()
    }


def check_visibility(catalogue: Catalogue, oracle: Oracle, *, frames: bool = True) -> None:
    """Every sightline by position and, where it is asked for, every agency's frames: these cost thirty times as much."""
    net = Network(catalogue)
    reach = Reach(net)
    both_ways, states = [0, 0], Permission(catalogue, oracle=oracle).states() if frames else {}
    recorded = bool(len(catalogue.agreements))
    for at, agency in enumerate(net.agencies if frames else ()):
        rows = reach.seen_by(at)
        seen = {(row.system, row[2]): (row.through, row.access) for row in rows.itertuples(index=True)}
        assert seen == oracle.visible(agency)
        found = reach.sees(at)
        assert set(zip(found["agency"], found["class"], strict=True)) == oracle.sees(agency)
        both_ways[0] += len(found)
        watched = reach.seen(at)
        cells = {(who, word): (systems, access) for who, word, systems, access, *_ in watched.itertuples(index=False)}
        for frame in (found, watched):
            assert list(frame.columns) == ["agency", "class", "systems", "access", *(["state"] if recorded else [])]
        if recorded:
            rows = found[["agency", "class", "state"]].itertuples(index=False, name=None)
            assert all(state == states[agency, other, word] for other, word, state in rows)
            rows = watched[["agency", "class", "state"]].itertuples(index=False, name=None)
            assert all(state == states[other, agency, word] for other, word, state in rows)
        assert cells == oracle.seen(agency)
        assert watched["agency"].tolist() == sorted(watched["agency"])
        both_ways[1] += len(watched)
    assert both_ways[0] == both_ways[1]
    triples = {
        (net.agencies[a], net.systems[s], class_names(1 << bit)[0])
        for bit, agencies, systems in reach.visibility.visible()
        for a, s in zip(agencies, systems, strict=True)
    }
    assert triples == oracle.triples()


def check_offers(catalogue: Catalogue, oracle: Oracle) -> None:
    net = Network(catalogue)
    visibility = Visibility(net)
    offered = visibility.offered()
    columns = (offered.origin, offered.system, map(class_names, offered.classes), map(class_names, offered.stored))
    assert {
        (net.systems[o], net.systems[s]): (set(classes), set(stored))
        for o, s, classes, stored in zip(*columns, strict=True)
    } == oracle.offered
    flows = net.flows
    rows = oracle.all_links
    for link, sender, passes in zip(flows.link, flows.sender, map(class_names, visibility.passes), strict=True):
        assert set(passes) == oracle.passes(net.systems[sender], rows[link])


@pytest.mark.parametrize("seeds", steps(WORLDS, 100), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_random_networks_equal_the_oracle(seeds: list[int]) -> None:
    for seed in seeds:
        catalogue = random_catalogue(seed)
        oracle = Oracle(catalogue)
        check_connection(catalogue, oracle)
        check_visibility(catalogue, oracle, frames=seed // SHARES % 10 == 0)
        check_offers(catalogue, oracle)


def test_canada_equals_the_oracle() -> None:
    catalogue = load(content.catalogues()["canada"])
    oracle = Oracle(catalogue)
    oracle.visible = cache(oracle.visible)  # type: ignore[method-assign] # asked of every pair of agencies
    check_connection(catalogue, oracle)
    check_visibility(catalogue, oracle)
    check_offers(catalogue, oracle)


def test_offers_above_the_limit_are_left_out_and_said_so() -> None:
    catalogue = load(content.catalogues()["canada"])
    net = Network(catalogue)
    everything = Visibility(net).offered()
    assert everything.complete
    at_limit = Visibility(net).offered(limit=len(everything.origin))
    assert at_limit.complete
    too_many = Visibility(net).offered(limit=len(everything.origin) - 1)
    assert not too_many.complete
    assert (too_many.origin == too_many.system).all()
    assert set(too_many.origin) == set(everything.origin)


def test_more_origins_than_one_word_of_bits_are_seen() -> None:
    ids = [f"s{number:03}" for number in range(150)]
    agencies = [(id, id, "municipal", "policing") for id in ("a", "b")]
    systems = [(id, id, "rms", "a", "persons", "active") for id in ids] + [("x", "x", "rms", "b", "", "active")]
    links = [(f"l-{id}", id, "x", "one_way", "push", "active") for id in ids[:140]]
    catalogue = Catalogue.from_frames(
        {
            "agencies": pd.DataFrame(agencies, columns=["id", "name", "level", "sector"]),
            "systems": pd.DataFrame(systems, columns=["id", "name", "type", "operator", "holds", "status"]),
            "links": pd.DataFrame(links, columns=["id", "from", "to", "direction", "mode", "status"]),
        }
    )
    found = graphmodel.seen(catalogue, "a")
    assert found[["agency", "class", "access"]].to_numpy().tolist() == [["b", "persons", "full"]]
    assert found["systems"].tolist() == [ids[:140]]
