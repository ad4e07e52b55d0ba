"""Layouts of types, islands and parts: each box holds what the catalogue's tables say that it should."""

from __future__ import annotations

import numpy as np
import pytest
from graphmodel.maps.layouts.agency import agency
from graphmodel.maps.layouts.around import NATIONAL
from graphmodel.maps.layouts.choose import WHOLE, part, whole
from graphmodel.maps.layouts.islands import islands
from graphmodel.maps.layouts.neighbourhood import neighbourhood
from graphmodel.maps.layouts.province import province
from graphmodel.maps.layouts.shape import ASPECT, PITCH
from graphmodel.maps.layouts.types import types
from scipy.spatial import cKDTree

from graphmodel.engine.network import Network
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.layouts import check_apart, inside, truths
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("maps_parts")

WORLDS = [*range(0, 40, 2)]


@pytest.mark.parametrize("seed", WORLDS)
def test_by_type_everything_stands_in_the_box_of_its_type(seed: int) -> None:
    check_types(random_catalogue(seed))


def check_types(catalogue: Catalogue) -> None:
    layout = types(Network(catalogue))
    check_apart(layout)
    assert layout.placed.all()
    found = inside(layout, truths(catalogue)[2])
    expected = {("agencies", "agencies"): set(catalogue.agencies["id"])}
    for id, type in zip(catalogue.systems["id"], catalogue.systems["type"], strict=True):
        expected.setdefault(("type", type), set()).add(id)
    assert found == expected


@pytest.mark.parametrize("seed", WORLDS)
def test_on_islands_stands_what_live_links_hold_together(seed: int) -> None:
    check_islands(random_catalogue(seed))


def check_islands(catalogue: Catalogue) -> None:
    layout = islands(Network(catalogue))
    check_apart(layout)
    assert layout.placed.all()
    partners, operator, ids = truths(catalogue)
    live = set(catalogue.systems["id"][catalogue.systems["status"].isin(("active", "retiring"))])
    left, joined = set(live), list[set[str]]()
    while left:
        island, edge = set(), {left.pop()}
        while edge:
            island |= edge
            edge = {other for id in edge for other in partners[id]} - island
        joined.append(island)
        left -= island
    found = inside(layout, ids)
    systems = {key: items & set(operator) for key, items in found.items()}
    own = [items for key, items in systems.items() if key[0] == "island"]
    assert all(island in joined for island in own)
    assert [len(island) for island in own] == sorted(map(len, own), reverse=True)
    rest = [island for island in joined if island not in own]
    assert systems.get(("alone", "alone"), set()) == set().union(*(island for island in rest if len(island) == 1))
    assert systems.get(("small", "small"), set()) == set().union(*(island for island in rest if len(island) > 1))
    assert systems.get(("not_live", "not_live"), set()) == set(operator) - live
    assert found.get(("without", "without"), set()) == set(catalogue.agencies["id"]) - set(operator.values())
    for key, items in found.items():  # an agency stands with a system of its own
        if key[0] != "without":
            assert {operator[id] for id in systems[key]} >= items - systems[key]


@pytest.mark.parametrize("seed", WORLDS)
def test_a_province_has_its_agencies_and_those_their_systems_are_linked_with(seed: int) -> None:
    catalogue = random_catalogue(seed)
    for id in ("ON", "BC", "NU"):
        check_province(catalogue, id)


def check_province(catalogue: Catalogue, id: str) -> None:
    layout = province(Network(catalogue), id)
    check_apart(layout)
    partners, operator, ids = truths(catalogue)
    home = dict(zip(catalogue.agencies["id"], catalogue.agencies["province"].fillna(NATIONAL), strict=True))
    own = {agency for agency in home if home[agency] == id}
    systems = {system for system in operator if operator[system] in own}
    outside = {other for system in systems for other in partners[system]} - systems
    expected: dict[tuple[str, str], set[str]] = {}
    for owner in own:
        mine = {system for system in systems if operator[system] == owner}
        expected.setdefault(("agency", owner) if mine else ("without", "without"), set()).update(mine, {owner})
    for system in outside:
        expected.setdefault(("province", home[operator[system]]), set()).update({system, operator[system]})
    assert inside(layout, ids) == expected


@pytest.mark.parametrize("seed", WORLDS)
def test_an_agency_has_its_systems_those_it_uses_and_their_partners(seed: int) -> None:
    catalogue = random_catalogue(seed)
    for at in range(len(catalogue.agencies)):
        check_agency(catalogue, at)


def check_agency(catalogue: Catalogue, at: int) -> None:
    layout = agency(Network(catalogue), at)
    check_apart(layout)
    partners, operator, ids = truths(catalogue)
    own = {system for system in operator if operator[system] == ids[at]}
    others = {other for system in own for other in partners[system]} - own
    used = set(catalogue.uses["system"][catalogue.uses["agency"] == ids[at]]) - own - others
    found = inside(layout, ids)
    assert found["agency", ids[at]] == {ids[at], *own}
    assert {id for items in found.values() for id in items} == {ids[at], *own, *others, *used} | {
        operator[system] for system in others | used
    }
    if used:
        assert found["used", "used"] & set(operator) == used
        assert (found["used", "used"] - used) == {operator[system] for system in used} - {
            operator[system] for system in others | own
        }


@pytest.mark.parametrize("seed", WORLDS)
def test_a_neighbourhood_has_a_box_for_each_step(seed: int) -> None:
    catalogue = random_catalogue(seed)
    for at in range(len(catalogue.systems)):
        for steps in (1, 2, 3):
            check_neighbourhood(catalogue, at, steps)


def check_neighbourhood(catalogue: Catalogue, at: int, steps: int) -> None:
    layout = neighbourhood(Network(catalogue), at, steps)
    check_apart(layout)
    partners, operator, ids = truths(catalogue)
    centre = ids[len(catalogue.agencies) + at]
    away = {centre: 0}
    for step in range(1, steps + 1):
        edge = {other for id, far in away.items() if far == step - 1 for other in partners[id]}
        away |= {id: step for id in edge if id not in away}
    nearest: dict[str, int] = {}
    for id, far in away.items():
        nearest[operator[id]] = min(far, nearest.get(operator[id], far))
    expected: dict[tuple[str, str], set[str]] = {}
    for id, far in (*away.items(), *nearest.items()):
        expected.setdefault(("step", str(far)), set()).add(id)
    assert inside(layout, ids) == expected
    columns = [box.x for box in sorted(layout.boxes, key=lambda box: int(box.id))]
    assert columns == sorted(columns)


def test_so_it_all_is_in_canada(canada: Catalogue) -> None:
    check_types(canada)
    check_islands(canada)
    for id in v.PROVINCES.ids:
        check_province(canada, id)
    for at in range(0, len(canada.agencies), 20):
        check_agency(canada, at)
    for at in range(0, len(canada.systems), 40):
        check_neighbourhood(canada, at, 3)


@pytest.mark.parametrize("of", ["ON", "rcmp", "rcmp-cpic", "peel-regional-police"])
def test_a_part_fills_its_picture_too(canada: Catalogue, of: str) -> None:
    layout = part(Network(canada), of).layout
    width = max(box.x + box.width for box in layout.boxes)
    height = max(box.y + box.height for box in layout.boxes)
    assert width / height == pytest.approx(ASPECT, rel=0.15)  # rows of a few boxes go up in steps
    assert sum(box.width * box.height for box in layout.boxes) > 0.8 * width * height


def test_few_items_stand_far_enough_apart_for_names(canada: Catalogue) -> None:
    layout = part(Network(canada), "peel-regional-police").layout
    places = np.column_stack([layout.x, layout.y])[layout.placed]
    lines = cKDTree(places * [1, 1000]).query(places * [1, 1000], 2)[0][:, 1]
    assert lines.min() >= 4 * PITCH


@pytest.mark.parametrize(
    ("of", "near"), [("peel-regonal-police", "peel-regional-police"), ("rcmp-cpik", "rcmp-cpic"), ("<b>", None)]
)
def test_an_unknown_part_is_refused_with_the_nearest(canada: Catalogue, of: str, near: str | None) -> None:
    with pytest.raises(UnknownName) as refused:
        part(Network(canada), of)
    assert refused.value.nearest[:1] == ((near,) if near else ())
    with pytest.raises(UnknownName, match="nation, types, islands"):
        whole(Network(canada), "nations")
    with pytest.raises(GraphmodelError, match="1 to 3 steps"):
        part(Network(canada), "rcmp-cpic", 4)


def test_nothing_at_all_can_be_laid_out() -> None:
    network = Network(Catalogue.unchecked({}))
    for kind in WHOLE:
        assert whole(network, kind).layout.boxes == ()
