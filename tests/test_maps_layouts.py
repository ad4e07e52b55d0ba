"""Layouts: everything stands in the box where it belongs, apart from everything else, and the picture is filled."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pandas as pd
import pytest
from graphmodel.maps.layouts.choose import WHOLE
from graphmodel.maps.layouts.flow import Words
from graphmodel.maps.layouts.items import ROWS
from graphmodel.maps.layouts.nation import NATIONAL, nation
from graphmodel.maps.layouts.shape import ASPECT
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.layouts import around, check_apart, provinces_of
from tests.worlds.random_worlds import random_catalogue

NEAR = 10


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


@pytest.mark.parametrize("kind", WHOLE)
def test_a_layout_is_the_same_each_time_and_made_at_once(large: Catalogue, kind: str) -> None:
    network = Network(large)
    assert network.islands[0].size  # what every layout needs of the network is not timed
    assert network.partners.size
    began = time.process_time()
    layout = WHOLE[kind](network)
    assert time.process_time() - began < 1.5  # about a third of a second where nothing else runs
    again = WHOLE[kind](network)
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
    return Catalogue.unchecked({
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
