"""The part of a network that an id names: what the catalogue's tables say belongs to it."""

from __future__ import annotations

import pytest

from graphmodel.engine.network import Network
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.maps.part import part
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.linked import truths
from tests.rotation import rotated
from tests.worlds.random_worlds import random_catalogue

WORLDS = 60


def ids_of(catalogue: Catalogue, of: str, steps: int = 1) -> set[str]:
    """Return the ids of all agencies and systems of a part."""
    found = part(Network(catalogue), of, steps)
    return {*catalogue.agencies["id"][found.agencies], *catalogue.systems["id"][found.systems]}


def check_province(catalogue: Catalogue, id: str) -> None:
    partners, operator, _ = truths(catalogue)
    home = dict(zip(catalogue.agencies["id"], catalogue.agencies["province"].fillna(""), strict=True))
    own = {agency for agency in home if home[agency] == id}
    systems = {system for system in operator if operator[system] in own}
    outside = {other for system in systems for other in partners[system]} - systems
    assert ids_of(catalogue, id) == own | systems | outside | {operator[system] for system in outside}


def check_agency(catalogue: Catalogue, id: str) -> None:
    partners, operator, _ = truths(catalogue)
    own = {system for system in operator if operator[system] == id}
    used = set(catalogue.uses["system"][catalogue.uses["agency"] == id])
    shown = own | used | {other for system in own for other in partners[system]}
    assert ids_of(catalogue, id) == {id} | shown | {operator[system] for system in shown}


def check_neighbourhood(catalogue: Catalogue, id: str, steps: int) -> None:
    partners, operator, _ = truths(catalogue)
    near = {id}
    for _ in range(steps):
        near |= {other for one in near for other in partners[one]}
    assert ids_of(catalogue, id, steps) == near | {operator[system] for system in near}


@pytest.mark.parametrize("seed", rotated(WORLDS))
def test_it_is_what_the_tables_say(seed: int) -> None:
    catalogue = random_catalogue(seed)
    for id in ("ON", "BC", "NU"):
        check_province(catalogue, id)
    for id in catalogue.agencies["id"]:
        check_agency(catalogue, id)
    for id in catalogue.systems["id"]:
        for steps in (1, 2, 3):
            check_neighbourhood(catalogue, id, steps)
    assert ids_of(catalogue, "") == {*catalogue.agencies["id"], *catalogue.systems["id"]}


def test_so_it_is_in_canada(canada: Catalogue) -> None:
    for id in v.PROVINCES.ids:
        check_province(canada, id)
    for id in canada.agencies["id"][::20]:
        check_agency(canada, id)
    for id in canada.systems["id"][::40]:
        check_neighbourhood(canada, id, 3)


@pytest.mark.parametrize(
    ("of", "near"), [("peel-regonal-police", "peel-regional-police"), ("rcmp-cpik", "rcmp-cpic"), ("<b>", None)]
)
def test_an_unknown_part_is_refused_with_the_nearest(canada: Catalogue, of: str, near: str | None) -> None:
    with pytest.raises(UnknownName) as refused:
        part(Network(canada), of)
    assert refused.value.nearest[:1] == ((near,) if near else ())
    with pytest.raises(GraphmodelError, match="1 to 3 steps"):
        part(Network(canada), "rcmp-cpic", 4)
