"""What one more link yields equals the world made anew with that link: random networks, all code paths, Canada."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.engine import gains as module
from graphmodel.engine.gains import Gain, Gains
from graphmodel.engine.network import Network, class_names
from graphmodel.engine.proposals import Proposals, free_ids
from graphmodel.engine.watching import Columns, Watching
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.links import Triples, default_links, gain, is_choosy, lacks, linked, readers, taken
from tests.oracle import Oracle
from tests.rotation import steps
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("gains")

WORLDS, STEP, PAIRS = 400, 50, 4
CLASSES = v.CARRIED_CLASSES.ids
SEEDS = st.integers(0, 5_000)


def both_paths(gains: Gains, system: int) -> Gain:
    """Return the gains of one system; the code for many readers and many chunks must say what that for few does.

    Small worlds have few readers and one chunk, so it would never run otherwise.
    """
    few = gains.of(system)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", 0)
        patch.setattr(module, "_CHUNK", 2)
        many = gains.of(system)
    assert (few.triples == many.triples).all()
    assert (few.own == many.own).all()
    return few


def new(gains: Gains, one: int, other: int) -> Triples:
    """Return what ``Gains.new`` yields; no triple may come twice."""
    net = gains.network
    made = [
        (str(net.agencies[agency]), str(net.systems[system]), CLASSES[bit])
        for bit, agencies, systems in gains.new(one, other)
        for agency, system in zip(agencies, systems, strict=True)
    ]
    assert len(made) == len(set(made))
    return set(made)


def counted(oracle: Oracle, triples: Triples, system: str) -> tuple[int, int]:
    return len(triples), sum(agency in readers(oracle, system) for agency, _, _ in triples)


def pairs_of(count: int, rnd: random.Random, most: int = PAIRS) -> Iterator[tuple[int, int]]:
    """Yield pairs of places, some system with itself among them."""
    every = [(one, other) for one in range(count) for other in range(count)]
    yield from rnd.sample(every, min(most, len(every)))


@pytest.mark.parametrize("seeds", steps(WORLDS, STEP), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_gains_of_random_networks_equal_the_world_with_the_link(seeds: list[int]) -> None:
    for seed in seeds:
        catalogue = random_catalogue(seed)
        oracle, net = Oracle(catalogue), Network(catalogue)
        gains = Gains(net)
        ids, all_of = list(net.systems), gains.of_all()
        before = oracle.triples()
        for one, other in pairs_of(len(ids), random.Random(seed)):
            found = both_paths(gains, one)
            after = linked(oracle, ids[one], ids[other]).triples()
            assert before <= after, (seed, one, other)
            assert new(gains, one, other) == after - before, (seed, one, other)
            wanted = counted(oracle, after - before, ids[one])
            assert (found.triples[other], found.own[other]) == wanted, (seed, one, other)
            assert found.others[other] == wanted[0] - wanted[1]
            assert (all_of.triples[one] == found.triples).all()
            assert (all_of.own[one] == found.own).all()


def test_the_random_networks_hold_every_trap() -> None:
    """Rings of relays, a relay or a retired system asked about, pairs linked already and systems with themselves."""
    met = defaultdict[str, int](int)
    for seed in range(100):
        catalogue = random_catalogue(seed)
        oracle = Oracle(catalogue)
        ids = list(oracle.systems)
        for one, other in pairs_of(len(ids), random.Random(seed)):
            x, y = ids[one], ids[other]
            met["itself"] += x == y
            met["retired"] += not (oracle.live(x) and oracle.live(y))
            met["relay"] += bool(oracle.systems[x]["relays"]) and oracle.live(x)
            missing = lacks(oracle, x, y), lacks(oracle, y, x)
            met["linked one way"] += sum(missing) == 1
            met["linked both ways"] += not any(missing) and x != y and oracle.live(x) and oracle.live(y)
            relays = [flow for flow in oracle.flows if all(oracle.systems[end]["relays"] for end in flow[:2])]
            met["ring of relays"] += any((w, u) != (a, b) and w == a for u, w, _ in relays for a, b, _ in relays)
            met["gain"] += bool(gain(oracle, x, y))
    assert len(met) == 7
    assert min(met.values()) >= 3, met


@pytest.mark.parametrize("seed", range(40))
def test_counting_some_triples_alone_equals_restricting_them(seed: int) -> None:
    catalogue = random_catalogue(seed)
    oracle, net, rnd = Oracle(catalogue), Network(catalogue), random.Random(seed)
    gains = Gains(net)
    shape = len(net.systems), len(net.agencies)
    some = {
        bit: np.array([[rnd.random() < 0.4 for _ in range(shape[1])] for _ in range(shape[0])]) for bit in range(25)
    }
    found = gains.of_all({bit: flags.astype(np.float64) for bit, flags in some.items()}.__getitem__)
    place = {id: at for at, id in enumerate(net.systems)}, {id: at for at, id in enumerate(net.agencies)}
    for one, other in pairs_of(shape[0], rnd, 10):
        restricted = {
            (agency, system, item)
            for agency, system, item in gain(oracle, net.systems[one], net.systems[other])
            if some[CLASSES.index(item)][place[0][system], place[1][agency]]
        }
        wanted = counted(oracle, restricted, net.systems[one])
        assert (found.triples[one, other], found.own[one, other]) == wanted


@pytest.mark.parametrize("seed", [3, 5, 8, 13])
def test_wide_networks_need_more_than_one_word_of_bits(seed: int) -> None:
    catalogue = random_catalogue(seed, most_agencies=260, most_systems=320)
    oracle, net, rnd = Oracle(catalogue), Network(catalogue), random.Random(seed)
    assert len(net.agencies) > 64
    assert net.relays.sum() > 0
    gains = Gains(net)
    all_of = gains.of_all()
    before = oracle.triples()
    live = np.flatnonzero(net.live).tolist()
    for _ in range(5):
        one, other = rnd.sample(live, 2)
        found = linked(oracle, net.systems[one], net.systems[other]).triples() - before
        wanted = counted(oracle, found, net.systems[one])
        mine = both_paths(gains, one)
        assert (mine.triples[other], mine.own[other]) == wanted
        assert (all_of.triples[one] == mine.triples).all()
        assert (all_of.own[one] == mine.own).all()
        assert new(gains, one, other) == found


def test_canada_equals_the_world_with_the_link(canada: Catalogue) -> None:
    oracle, net, rnd = Oracle(canada), Network(canada), random.Random(2014)
    gains = Gains(net)
    all_of = gains.of_all()
    assert (all_of.triples == all_of.triples.T).all()
    assert len(net.agencies) > 64
    before = oracle.triples()
    live = np.flatnonzero(net.live).tolist()
    for one in rnd.sample(live, 3):
        mine = both_paths(gains, one)
        assert (all_of.triples[one] == mine.triples).all()
        assert (all_of.own[one] == mine.own).all()
        for other in (rnd.choice(live), int(mine.triples.argmax())):
            found = linked(oracle, net.systems[one], net.systems[other]).triples() - before
            assert (mine.triples[other], mine.own[other]) == counted(oracle, found, net.systems[one])


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_a_link_is_worth_the_same_from_both_ends(seed: int, rnd: random.Random) -> None:
    net = Network(random_catalogue(seed))
    gains = Gains(net)
    one, other = rnd.randrange(len(net.systems)), rnd.randrange(len(net.systems))
    assert gains.of(one).triples[other] == gains.of(other).triples[one]
    assert new(gains, one, other) == new(gains, other, one)


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_nothing_is_gained_twice(seed: int, rnd: random.Random) -> None:
    """In the world with a link, that link yields nothing more, and nothing that was visible is lost."""
    catalogue = random_catalogue(seed)
    net = Network(catalogue)
    one, other = rnd.randrange(len(net.systems)), rnd.randrange(len(net.systems))
    proposals = Proposals(net)
    pair, back = np.array([one, other]), np.array([other, one])
    some = proposals.lacking(pair, back)
    after = catalogue.add_rows("links", proposals.rows(pair[some], back[some]))
    assert Gains(Network(after)).of(one).triples[other] == 0
    assert Oracle(after).triples() >= Oracle(catalogue).triples()


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_the_default_link_is_that_of_the_definition(start: int) -> None:
    for seed in range(start, start + 50):
        catalogue = random_catalogue(seed)
        oracle, net = Oracle(catalogue), Network(catalogue)
        proposals, ids = Proposals(net), list(net.systems)
        everyone = np.arange(len(ids))
        lacking = proposals.lacking(everyone[:, None], everyone[None, :])
        assert lacking.tolist() == [[lacks(oracle, one, other) for other in ids] for one in ids]
        for at, id in enumerate(ids):
            to, back = proposals.missing_from(at)
            assert to.tolist() == lacking[at].tolist()
            assert back.tolist() == lacking[:, at].tolist()
            assert bool(proposals.choosy[at]) == is_choosy(oracle, id)
            if is_choosy(oracle, id):
                assert ";".join(sorted(class_names(int(proposals.takes[at])))) == taken(oracle, id)
        sender, receiver = np.nonzero(lacking)
        rows = proposals.rows(sender, receiver)
        wanted = {
            row["id"]: row for one in ids for other in ids if one < other for row in default_links(oracle, one, other)
        }
        made = {row["id"]: row for row in rows.astype("object").where(rows.notna(), "").to_dict("records")}
        assert made == {id: {name: row[name] for name in rows.columns} for id, row in wanted.items()}
        assert set(rows.columns) == {"from", "to", "id", "carries", "direction", "mode", "status", "purpose"}


def test_a_proposed_link_takes_an_id_that_is_free() -> None:
    catalogue = random_catalogue(1)
    ids = [id for id in catalogue.systems["id"] if Oracle(catalogue).live(id)]
    old = pd.DataFrame(
        {
            "id": [f"{ids[0]}>{ids[1]}", f"{ids[0]}-to-{ids[1]}-2", f"{ids[1]}>{ids[0]}"],
            "from": [ids[0], ids[0], ids[1]],
            "to": [ids[1], ids[1], ids[0]],
            "status": ["retired", "planned", "cancelled"],
            "mode": "push",
            "confidence": "documented",
        }
    )
    world = catalogue.replace_rows("links", old)
    oracle, proposals = Oracle(world), Proposals(Network(world))
    places = [list(catalogue.systems["id"]).index(id) for id in ids[:2]]
    rows = proposals.rows(np.array(places), np.array(places[::-1]))
    assert rows["id"].tolist() == [f"{ids[0]}-to-{ids[1]}-3", f"{ids[1]}-to-{ids[0]}-2"]
    assert rows["id"].tolist() == [row["id"] for row in default_links(oracle, ids[0], ids[1])]
    assert len(world.add_rows("links", rows).links) == 5
    given_twice = free_ids(pd.Series(["a>b", "a>b", "a>b"]), pd.Series(["a>b"]))
    assert given_twice.tolist() == ["a-to-b-2", "a-to-b-3", "a-to-b-4"]


@pytest.mark.parametrize("start", range(0, 100, 25))
def test_all_classes_at_once_equal_one_class_at_a_time(start: int) -> None:
    for seed in range(start, start + 25):
        net, rnd = Network(random_catalogue(seed)), random.Random(seed)
        watching, count = Watching(net), len(net.systems)
        width = rnd.randint(0, 3)
        live = np.flatnonzero(net.live).tolist()
        pairs = sorted(
            {(rnd.choice(live), rnd.randrange(width)) for _ in range(2 * width)} if live and width else set()
        )
        system, column = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (0, 1))
        watched = Columns.of(system, column, width, count)
        origins, masks = watching.masks(watched)
        found = {
            (int(origin), at, bit)
            for origin, row in zip(origins, masks, strict=True)
            for at, mask in enumerate(row)
            for bit in range(len(CLASSES))
            if int(mask) >> bit & 1
        }
        single: set[tuple[int, int, int]] = set()
        for bit in range(len(CLASSES)):
            some, words = watching.origins(bit, watched)
            single |= {
                (int(origin), at, bit)
                for origin, row in zip(some, words, strict=True)
                for at in range(width)
                if int(row[0]) >> at & 1
            }
        assert found == single, seed
