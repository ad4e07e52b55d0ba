"""Layouts: everything stands in the box where it belongs, apart from everything else, and the picture is filled."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from graphmodel import vocabulary as v
from graphmodel.analysis.network import Network
from graphmodel.catalogue import Catalogue
from graphmodel.maps.layouts.flow import Words
from graphmodel.maps.layouts.nation import NATIONAL, ROWS, nation
from graphmodel.maps.layouts.shape import ASPECT, PITCH, Box, Layout
from tests.worlds.random_worlds import random_catalogue

NEAR = 10


def provinces_of(catalogue: Catalogue) -> list[str]:
    """Return the province of each item: agencies, then systems by their operator."""
    of_agency = dict(zip(catalogue.agencies["id"], catalogue.agencies["province"].fillna(NATIONAL), strict=True))
    return [*of_agency.values(), *(of_agency[operator] for operator in catalogue.systems["operator"])]


def check_apart(layout: Layout) -> None:
    """No two items are closer than a pitch, no two boxes touch, every item stands in a box."""
    places = np.column_stack([layout.x, layout.y])[layout.placed]
    if len(places) > 1:
        assert cKDTree(places).query(places, 2)[0][:, 1].min() >= PITCH * 0.999
    for one in layout.boxes:
        assert one.width > 0
        assert one.height > 0
        for other in layout.boxes:
            if one is not other:
                beside = one.x + one.width < other.x or other.x + other.width < one.x
                assert beside or one.y + one.height < other.y or other.y + other.height < one.y
    inside = [around(box, layout) for box in layout.boxes]
    assert (np.sum(inside, axis=0) == layout.placed).all()


def around(box: Box, layout: Layout) -> np.ndarray:
    """Return which items stand in a box, half a pitch from its border."""
    free = PITCH / 2
    x = (layout.x >= box.x + free) & (layout.x <= box.x + box.width - free)
    return x & (layout.y >= box.y + free) & (layout.y <= box.y + box.height - free)


def check_nation(catalogue: Catalogue) -> None:
    layout = nation(Network(catalogue))
    check_apart(layout)
    assert layout.placed.all()
    homes = np.array(provinces_of(catalogue))
    for box in layout.boxes:
        assert set(homes[around(box, layout)]) <= {box.id}
    assert [box.kind for box in layout.boxes] == ["province"] * len(layout.boxes)


@pytest.mark.parametrize("seed", range(40))
def test_in_the_nation_everything_stands_in_its_province_and_apart(seed: int) -> None:
    check_nation(random_catalogue(seed))


def test_so_it_does_in_canada(canada: Catalogue) -> None:
    check_nation(canada)


def test_the_nation_fills_its_picture(canada: Catalogue) -> None:
    layout = nation(Network(canada))
    width = max(box.x + box.width for box in layout.boxes)
    height = max(box.y + box.height for box in layout.boxes)
    assert width / height == pytest.approx(ASPECT, rel=0.05)
    assert sum(box.width * box.height for box in layout.boxes) > 0.9 * width * height
    for box in layout.boxes:
        mine = around(box, layout)
        if mine.sum() > 60:  # a box of few has as much room as its name needs
            assert np.ptp(layout.x[mine]) > 0.75 * box.width
            assert np.ptp(layout.y[mine]) > 0.6 * box.height


def test_neighbours_on_the_map_are_of_one_province(canada: Catalogue) -> None:
    layout = nation(Network(canada))
    places = np.column_stack([layout.x, layout.y])
    homes = pd.factorize(np.array(provinces_of(canada)))[0]
    near = cKDTree(places).query(places, NEAR + 1)[1][:, 1:]
    crowd = np.bincount(homes)[homes] > NEAR  # of a smaller province nobody could have ten
    assert (homes[near] == homes[:, None])[crowd].mean() >= 0.95


def test_the_busiest_of_the_nation_stands_in_the_middle_above_the_provinces(canada: Catalogue) -> None:
    layout = nation(Network(canada))
    at = len(canada.agencies) + canada.systems["id"].tolist().index("rcmp-cpic")
    band, *others = sorted(layout.boxes, key=lambda box: box.y)
    assert band.id == NATIONAL
    assert abs(layout.x[at] - band.width / 2) < band.width / 12
    assert layout.y[at] < min(box.y for box in others)


def test_west_stands_left_of_east(canada: Catalogue) -> None:
    boxes = {box.id: box for box in nation(Network(canada)).boxes}
    assert set(boxes) == {NATIONAL, *v.PROVINCES.ids}
    for row in ROWS:
        for west, east in itertools.pairwise(row):  # neighbours may stand on one another
            below = boxes[west].x == boxes[east].x and boxes[west].y < boxes[east].y
            assert below or boxes[west].x + boxes[west].width < boxes[east].x


def test_a_layout_is_the_same_each_time_and_made_at_once(large: Catalogue) -> None:
    network = Network(large)
    assert network.islands[0].size  # what every layout needs of the network is not timed
    assert network.partners.size
    began = time.perf_counter()
    layout = nation(network)
    assert time.perf_counter() - began < 2.0  # under half a second where nothing else runs
    again = nation(network)
    assert np.array_equal(layout.x, again.x)
    assert np.array_equal(layout.y, again.y)
    assert layout.boxes == again.boxes
    check_apart(layout)


@pytest.fixture(scope="module")
def large() -> Catalogue:
    """A made-up catalogue of 7,500 agencies and 30,000 systems, one hub with many partners."""
    rng = np.random.default_rng(6)
    agencies, systems = 7_500, 30_000
    owner = np.where(rng.random(systems) < 0.1, 0, rng.integers(0, agencies, systems))
    links = pd.DataFrame(rng.integers(0, systems, (systems, 2)), columns=["from", "to"]).drop_duplicates()
    links = links[links["from"] != links["to"]]
    links.loc[rng.random(len(links)) < 0.2, "to"] = 0
    links = links[links["from"] != links["to"]].drop_duplicates()
    types = np.array(v.SYSTEM_TYPES.ids)
    return Catalogue.of({
        "agencies": pd.DataFrame({
            "id": [f"a{at}" for at in range(agencies)],
            "name": "A",
            "level": "municipal",
            "sector": "policing",
            "province": [None, *np.array(v.PROVINCES.ids)[rng.integers(0, 13, agencies - 1)]],
        }),
        "systems": pd.DataFrame({
            "id": [f"s{at}" for at in range(systems)],
            "name": "S",
            "type": types[rng.integers(0, len(types), systems)],
            "operator": [f"a{at}" for at in owner],
            "status": "active",
        }),
        "links": pd.DataFrame({
            "from": "s" + links["from"].astype(str),
            "to": "s" + links["to"].astype(str),
            "direction": "one_way",
            "mode": "query",
            "status": "active",
        }),
    })  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=12), min_size=1, max_size=20),
    st.integers(4, 15),
    st.integers(0, 1),
)
def test_words_flow_in_order_and_none_covers_another(words: list[list[int]], columns: int, after: int) -> None:
    """Every dot has columns of its own on its line; lines are filled in order; a short word is not broken."""
    wide = np.concatenate([np.array(word) for word in words])
    word = np.repeat(np.arange(len(words)), [len(item) for item in words])
    made = Words(np.arange(len(wide)), word, wide, np.full(len(words), after))
    column, line = made.place(columns)
    assert line[-1] + 1 == made.lines(columns)
    assert (np.diff(line) >= 0).all()
    assert set(line.tolist()) == set(range(line[-1] + 1))
    same = np.diff(line) == 0
    assert (np.diff(column)[same] >= ((wide[1:] + wide[:-1]) / 2)[same]).all()
    assert (column >= 0.5).all()
    for at, item in enumerate(words):
        if sum(item) <= columns:
            assert len(set(line[word == at].tolist())) == 1
            assert (column[word == at] + wide[word == at] / 2 <= columns).all()
