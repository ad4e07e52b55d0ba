"""Who gains by a link, and what the gaining agencies are worth: never counted twice, never on too few figures."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from graphmodel.answers.beneficiaries import Figures, beneficiaries, named, weigh
from graphmodel.answers.difference.worlds import Difference
from graphmodel.engine.gains import Gains
from graphmodel.engine.network import Network
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System, Use
from tests.links import gain
from tests.oracle import Oracle
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("weights")

FORCE = ("rcmp", "rcmp-bc", "rcmp-bc-lower", "rcmp-ab", "city")
OFFICERS = {"rcmp": 100, "rcmp-bc": 40, "rcmp-bc-lower": 15, "rcmp-ab": 30, "city": 7}
PARENT = {"rcmp-bc": "rcmp", "rcmp-bc-lower": "rcmp-bc", "rcmp-ab": "rcmp"}


def police(**unrecorded: None) -> Catalogue:
    """Return a force with divisions two steps deep, and a city; each has a system of its own."""
    agencies = [
        Agency(
            id=id,
            name=id,
            level="federal",
            sector="policing",
            part_of=PARENT.get(id),
            sworn_officers=unrecorded.get(id.replace("-", "_"), OFFICERS[id]),
            population_served=1_000 * OFFICERS[id],
        )
        for id in FORCE
    ]
    return Catalogue.unchecked({}).add(
        *agencies, *(System(id=f"{id}-rms", name=id, type="rms", operator=id, status="active") for id in FORCE)
    )


def chosen(*ids: str) -> Any:
    return np.array([id in ids for id in sorted(FORCE)])


@pytest.mark.parametrize(
    ("ids", "sum"),
    [
        ((), 0),
        (("rcmp",), 100),
        (("rcmp", "rcmp-bc"), 100),
        (("rcmp", "rcmp-bc-lower"), 100),
        (("rcmp-bc", "rcmp-bc-lower", "rcmp-ab"), 70),
        (("rcmp-bc-lower", "rcmp-ab"), 45),
        (("rcmp-ab", "city"), 37),
        (FORCE, 107),
    ],
)
def test_a_division_is_part_of_its_force_and_not_counted_again(ids: tuple[str, ...], sum: int) -> None:
    net = Network(police())
    assert list(net.agencies) == sorted(FORCE)
    for figure, times in (("officers", 1), ("population", 1_000)):
        figures = Figures.of(net, figure)
        assert figures.sums(chosen(*ids)[None, :]).tolist() == [times * sum]
    assert list(named(net, chosen(*ids))) == sorted(ids)


@pytest.mark.parametrize(
    ("missing", "ids", "sum", "coverage"),
    [
        (("rcmp",), ("rcmp", "rcmp-bc", "rcmp-ab"), 70, (2, 3)),  # nothing is known of the whole: its parts count
        (("rcmp_bc",), ("rcmp", "rcmp-bc"), 100, (2, 2)),  # a part without a figure is in that of the whole
        (("rcmp_bc",), ("rcmp-bc", "rcmp-bc-lower"), 15, (1, 2)),
        (("rcmp_bc",), ("rcmp-bc", "city"), 7, (1, 2)),
        (("rcmp", "rcmp_bc"), ("rcmp", "rcmp-bc", "rcmp-bc-lower"), 15, (1, 3)),
    ],
)
def test_what_is_not_recorded_is_neither_counted_nor_covered(
    missing: tuple[str, ...], ids: tuple[str, ...], sum: int, coverage: tuple[int, int]
) -> None:
    figures = Figures.of(Network(police(**dict.fromkeys(missing))), "officers")
    assert figures.sums(chosen(*ids)[None, :]).tolist() == [sum]
    assert figures.coverage(chosen(*ids)) == coverage


def test_a_weight_needs_four_of_five() -> None:
    four = Network(police(city=None))
    assert weigh(four, "officers", chosen(*FORCE)[None, :]).tolist() == [100]
    few = Network(police(city=None, rcmp=None))
    with pytest.raises(GraphmodelError) as refused:
        weigh(few, "officers", chosen(*FORCE)[None, :])
    assert str(refused.value) == (
        "sworn_officers is recorded for 3 of the 5 agencies concerned (60 %): a weight needs 80 %; "
        "use --weight triples or agencies"
    )
    assert Figures.of(few, "officers").coverage(chosen("rcmp", "rcmp-bc", "city")) == (1, 3)
    assert weigh(few, "agencies", chosen(*FORCE)[None, :]).tolist() == [5]
    assert weigh(few, "population", chosen(*FORCE)[None, :]).tolist() == [107_000]
    assert weigh(few, "officers", chosen()[None, :]).tolist() == [0]


def test_a_share_just_below_is_not_rounded_up_to_enough() -> None:
    agencies = [
        Agency(id=f"a{n}", name="A", level="federal", sector="policing", sworn_officers=1 if n < 43 else None)
        for n in range(54)
    ]
    net = Network(Catalogue.unchecked({}).add(*agencies))
    with pytest.raises(GraphmodelError, match=r"43 of the 54 agencies concerned \(79 %\): a weight needs 80 %"):
        Figures.of(net, "officers").ensure_enough(np.ones(54, dtype=bool))


def test_before_and_after_count_a_division_once() -> None:
    """All of the force read the city's records once the link is there: its officers count once."""
    before = police().add(
        *(Use(agency=id, system="rcmp-rms", role="user") for id in ("rcmp-bc", "rcmp-bc-lower", "rcmp-ab"))
    )
    after = before.add(Link(from_="city-rms", to="rcmp-rms", direction="one_way", mode="push", status="active"))
    table = Difference(before, after).measures().set_index("measure")
    assert table.loc[["agencies", "officers", "population"], "before"].tolist() == [0, 0, 0]
    assert table.loc[["agencies", "officers", "population"], "after"].tolist() == [4, 100, 100_000]
    assert table.loc["officers", "recorded"] == "4 of 4"


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_who_gains_and_what_is_newly_seen_equal_the_oracle(start: int) -> None:
    for seed in range(start, start + 50):
        catalogue, rnd = random_catalogue(seed), random.Random(seed)
        oracle, net = Oracle(catalogue), Network(catalogue)
        gains, ids = Gains(net), list(net.systems)
        one = rnd.randrange(len(ids))
        partners = np.arange(len(ids))
        agencies, systems = beneficiaries(gains, one, partners)
        for other in rnd.sample(range(len(ids)), min(4, len(ids))):
            found = gain(oracle, ids[one], ids[other])
            assert set(named(net, agencies[other])) == {agency for agency, _, _ in found}, (seed, one, other)
            assert set(net.systems[systems[other]]) == {system for _, system, _ in found}, (seed, one, other)
