"""Canned queries give on random catalogues, row by row, what their prose says when Python is told to do it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from graphmodel.queries.packs import shipped
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store, open_store
from graphmodel.words import vocabulary as v
from tests import agency_twins, twins
from tests.oracle import Oracle, Row, rows_of
from tests.rotation import rotated, steps
from tests.worlds.random_worlds import CLASSES, TYPES, random_catalogue

pytestmark = pytest.mark.rotates("brute force")

WORLDS, STEP = 100, 10
SECTORS = ("policing", "broker", "")


Question = tuple[str, dict[str, object], object]


def questions(oracle: Oracle, rnd: random.Random) -> Iterator[Question]:
    """Yield query ids, values and the rows expected."""
    agencies, systems = list(oracle.agencies), list(oracle.systems)
    for type in (rnd.choice(TYPES), ""):
        yield "isolation/isolated-systems", {"type": type}, twins.isolated_systems(oracle, type)
        for province in ("ON", "BC"):
            asked = {"type": type, "province": province}
            yield "isolation/isolated-systems", asked, twins.isolated_systems(oracle, type, province)
    for type in ("rms", ""):
        yield "isolation/internal-only-systems", {"type": type}, twins.internal_only_systems(oracle, type)
    sector, wanted, least = rnd.choice(SECTORS), rnd.choice(CLASSES), rnd.choice((-1, 0, 1, 2))
    yield "isolation/islands", {"least": least}, twins.islands(oracle, least)
    yield "isolation/agencies-nobody-sees", {}, twins.agencies_nobody_sees(oracle)
    yield "interoperability/interconnected-by-type", {}, twins.interconnected_by_type(oracle)
    yield "interoperability/internal-and-external", {}, twins.internal_and_external(oracle)
    yield "interoperability/type-matrix", {}, twins.type_matrix(oracle)
    product = rnd.choice(("p0", ""))
    rows = twins.same_product_not_connected(oracle, product)
    yield "interoperability/same-product-not-connected", {"product": product}, rows
    for agency in agencies[:5]:
        yield "reach/seen-by-agency", {"agency": agency}, twins.seen_by_agency(oracle, agency)
    for system in [systems[1 % len(systems)], *([rnd.choice(systems)] if rnd.random() < 0.3 else [])]:
        other = rnd.choice(systems)
        yield "reach/who-sees-system", {"system": system}, twins.who_sees_system(oracle, system)
        yield "isolation/systems-of-island", {"system": system}, twins.systems_of_island(oracle, system)
        yield "whatif/left-alone-by-outage", {"system": system}, twins.left_alone_by_outage(oracle, system)
        yield "whatif/yield-of-connecting", {"system": system}, twins.yield_of_connecting(oracle, system)
        rows = twins.common_partners(oracle, system, other)
        yield "interoperability/common-partners", {"system": system, "other": other}, rows
        item = rnd.choice((*CLASSES, v.UNSPECIFIED))
        rows = twins.sight_resting_on_hub(oracle, system, item)
        yield "whatif/sight-resting-on-hub", {"system": system, "class": item}, rows
    for _ in range(2):
        agency, other = rnd.choice(agencies), rnd.choice(agencies)
        rows = twins.seen_of_other_agency(oracle, agency, other)
        yield "reach/seen-of-other-agency", {"agency": agency, "other": other}, rows
    rows = twins.agencies_without_class(oracle, wanted, sector)
    yield "reach/agencies-without-class", {"class": wanted, "sector": sector}, rows
    yield "reach/pointers-only", {"sector": sector}, twins.pointers_only(oracle, sector)
    for item in (wanted, ""):
        rows = twins.most_seen_systems(oracle, item, least)
        yield "reach/most-seen-systems", {"class": item, "least": least}, rows


def questions_of_agencies(oracle: Oracle, told: list[Row], rnd: random.Random) -> Iterator[Question]:
    """Yield the same of questions about what agencies have, and what links lead where."""
    for sector in {rnd.choice(SECTORS), ""}:
        rows = agency_twins.agencies_without_outside_link(oracle, sector)
        yield "isolation/agencies-without-outside-link", {"sector": sector}, rows
        rows = agency_twins.links_beyond_organisation(oracle, sector)
        yield "interoperability/links-beyond-organisation", {"sector": sector}, rows
        yield "inventory/agencies-with-type", {"sector": sector}, agency_twins.agencies_with_type(oracle, sector)
        province = rnd.choice(("", "ON"))
        rows = agency_twins.agencies(oracle, province, sector)
        yield "inventory/agencies", {"province": province, "sector": sector}, rows
    for least in (-1, 0, rnd.choice((1, 2))):
        type = rnd.choice(("", "rms"))
        rows = agency_twins.shared_systems(oracle, type, least)
        yield "inventory/shared-systems", {"type": type, "least": least}, rows
        yield "interoperability/most-connected", {"least": least}, agency_twins.most_connected(oracle, least)
    yield "interoperability/arrest-and-booking", {}, agency_twins.arrest_and_booking(oracle)
    yield "impediments/on-missing-links", {}, agency_twins.on_missing_links(oracle, told)


def ask(store: Store, id: str, values: dict[str, object], expected: object) -> object:
    """Return the rows of a canned query: a list, or a set where it promises no order."""
    query = shipped().query(id)
    rows = store.run(*query.bind(values)).rows
    if isinstance(expected, set):
        assert not query.ordered
        assert len(set(rows)) == len(rows)
        return set(rows)
    return list(rows)


def all_questions(catalogue: Catalogue, seed: int) -> Iterator[Question]:
    oracle = Oracle(catalogue)
    yield from questions(oracle, random.Random(seed))
    yield from questions_of_agencies(oracle, rows_of(catalogue, "impediments"), random.Random(seed))


def check(seed: int) -> None:
    catalogue = random_catalogue(seed)
    with open_store("memory:") as store:
        store.write(catalogue)
        for id, values, expected in all_questions(catalogue, seed):
            assert ask(store, id, values, expected) == expected, (seed, id, values)


@pytest.mark.parametrize("seeds", steps(WORLDS, STEP), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_queries_equal_their_twins(seeds: list[int]) -> None:
    for seed in seeds:
        check(seed)


def test_a_chain_with_a_piece_of_several_types_loses_no_rows() -> None:
    """The world in which reach/who-sees-system once lost a row to the embedded engine."""
    check(175)


def test_every_question_has_rows_somewhere() -> None:
    """No twin agrees because both are empty: over the worlds each question is answered with rows and without."""
    some, none = set(), set()
    for seed in rotated(WORLDS):
        for id, _, expected in all_questions(random_catalogue(seed), seed):
            (some if expected else none).add(id)
    assert none <= some
    assert {id.rpartition("/")[0] for id in some} == {
        *("isolation", "interoperability", "reach", "whatif", "inventory", "impediments")
    }
    assert len(some) == 27
