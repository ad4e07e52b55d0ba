"""Small worlds in which a number was once wrong, each with the right one worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from graphmodel.answers.study import study
from graphmodel.queries import packs
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Impediment, Link, System, Use
from graphmodel.stores import Store, open_store
from graphmodel.values.table import Table
from tests.commands import Caller

POLICE: dict[str, Any] = {"level": "municipal", "sector": "policing", "province": "ON"}
NORTH, SOUTH = (Agency(id=id, name=id.upper(), **POLICE) for id in ("north", "south"))
HUB = Agency(id="hub", name="HUB", level="municipal", sector="broker", province="ON")


def system(id: str, operator: str, type: str = "rms", **more: Any) -> System:
    return System(id=id, name=id.upper(), type=type, operator=operator, status="active", **more)


def link(one: str, other: str, direction: str = "one_way") -> Link:
    return Link(from_=one, to=other, direction=direction, mode="query", status="active")


def world(*records: Any) -> Catalogue:
    return Catalogue.unchecked({}).add(*records)


def ask(catalogue: Catalogue, id: str, **values: object) -> list[dict[str, object]]:
    with open_store("memory:") as store:
        store.write(catalogue)
        return store.run(*packs.query(id).bind(values)).records()


def test_a_link_to_a_system_of_another_sharer_leads_beyond_the_own_organisation() -> None:
    """North's shared system is linked with south's dispatch: internal, since south is at home in both; not to north."""
    shared = world(
        NORTH,
        SOUTH,
        system("shared", "north"),
        system("south-cad", "south", "cad"),
        Use(agency="south", system="shared", role="user"),
        link("shared", "south-cad", "two_way"),
    )
    assert [row["agency"] for row in ask(shared, "isolation/agencies-without-outside-link")] == ["south"]
    counts = ("systems", "interconnected", "linked_inside", "linked_beyond")
    rows = ask(shared, "interoperability/links-beyond-organisation")
    assert {str(row["agency"]): tuple(row[name] for name in counts) for row in rows} == {
        "north": (1, 1, 0, 1),
        "south": (2, 2, 2, 0),
    }
    assert [row["system"] for row in ask(shared, "isolation/internal-only-systems")] == ["shared", "south-cad"]


@pytest.mark.parametrize("type", ["broker", "national_repository"])
def test_a_link_with_a_national_system_leads_beyond_its_own_operator_too(type: str) -> None:
    large = world(NORTH, system("own", "north"), system("large", "north", type), link("own", "large"))
    assert ask(large, "isolation/agencies-without-outside-link") == []
    assert ask(large, "interoperability/links-beyond-organisation")[0]["linked_inside"] == 0


@pytest.mark.parametrize("role", ["reader", "user", "contributor"])
def test_an_operators_own_system_is_not_one_of_others(role: str) -> None:
    own = world(NORTH, system("n1", "north"), Use(agency="north", system="n1", role=role))
    (row,) = ask(own, "inventory/agencies")
    assert (row["operated"], row["used"]) == (1, 0)
    (row,) = ask(own, "inventory/systems-of-agency", agency="north")
    words = {"reader": "reads", "user": "works_in", "contributor": "sends"}
    assert {name for name in ("operates", *words.values()) if row[name]} == {"operates", words[role]}


def test_what_a_booking_system_relays_is_not_its_own() -> None:
    relay = world(
        NORTH,
        SOUTH,
        system("book", "north", "arrest_booking", relays=True, holds="persons"),
        system("own", "north", "arrest_booking", holds="mugshots;fingerprints"),
        system("other", "south", "arrest_booking", holds="mugshots;fingerprints"),
        system("rec", "north"),
        system("prints", "north", "biometric"),
        link("other", "book"),
        *(link(one, to) for one in ("book", "own") for to in ("rec", "prints")),
    )
    rows = {str(row["system"]): row for row in ask(relay, "interoperability/arrest-and-booking")}
    told = {id: (row["mugshots_to_rms"], row["fingerprints_to_repository"]) for id, row in rows.items()}
    assert told == {"book": (False, False), "own": (True, True), "other": (False, False)}


def test_a_hosted_system_is_one_that_its_host_operates() -> None:
    hosted = world(
        HUB,
        NORTH,
        system("h1", "hub"),
        system("n1", "north"),
        link("h1", "n1", "two_way"),
        Impediment(subject="hub", to="n1", impediment="legal_privacy"),
    )
    (row,) = ask(hosted, "impediments/on-missing-links")
    assert (row["subject"], row["linked_by_now"]) == ("hub", True)


def test_none_at_least_is_everything() -> None:
    """A system without a link, a system that nobody shares, records that nobody sees: counted as 0, not left out."""
    alone = world(HUB, NORTH, system("h1", "hub", holds="persons"), system("n1", "north", holds="persons"))
    asked: list[tuple[str, dict[str, object], str]] = [
        ("interoperability/most-connected", {}, "partners"),
        ("inventory/shared-systems", {}, "organisations"),
        ("reach/most-seen-systems", {}, "agencies"),
        ("reach/most-seen-systems", {"class": "persons"}, "agencies"),
        ("isolation/islands", {}, "systems"),
    ]
    for id, values, column in asked:
        for least in (0, -1):
            rows = ask(alone, id, least=least, **values)
            assert len(rows) == 2, (id, values)
            assert min(int(str(row[column])) for row in rows) == (1 if column == "systems" else 0)
    assert ask(alone, "reach/most-seen-systems", least=0, **{"class": "warrants"}) == []


def test_agencies_of_a_type_are_counted_by_two_names(canada: Catalogue, canada_store: Store) -> None:
    """At work in it, as the study's table counts; in any role, with those that only read it or send records."""
    query = packs.query("inventory/agencies-with-type")
    rows = canada_store.run(*query.bind({"sector": ""})).records()
    table = study(canada).set_index("group")["agencies"]
    assert {str(row["system_type"]): row["at_work"] for row in rows} == table.drop("all").to_dict()
    told = {str(row["system_type"]): (row["at_work"], row["in_any_role"]) for row in rows}
    assert told["criminal_justice_im"] == (24, 75)
    assert told["digital_evidence"] == (50, 55)


def test_what_is_not_known_is_empty_wherever_it_is_read(graphmodel: Caller, canada_store: Store) -> None:
    """No cell of any canned answer is -1: no person, spreadsheet or program has to know what that would mean."""
    raw = 0
    for query in packs.shipped():
        if query.shows == "map":
            continue
        for values in ({}, {"before": 2100}) if any(item.name == "before" for item in query.parameters) else ({},):
            table = canada_store.run(*query.bind(values))
            raw += sum(value == -1 for row in table.rows for value in row)
            assert not any(value == -1 for row in table.known().rows for value in row), query.id
    assert raw > 20, "the Cypher writes -1 somewhere"
    asked = ("query", "run", "quality/agencies-without-systems")
    rows = graphmodel.rows(*asked)
    assert {row["officers"] for row in rows} >= {None}
    assert "-1" not in [cell for line in graphmodel(*asked, "--format", "csv").csv for cell in line]
    assert not {"-1"} & set(graphmodel("-q", *asked, "--format", "markdown").out.replace("|", " ").split())
    both: Any = graphmodel("-q", *asked, "--scenario", "pip-2-0", "--format", "json").json
    assert {row["officers"] for row in both["before"]} == {row["officers"] for row in rows}


def test_a_difference_of_minus_one_stays() -> None:
    table = Table(("officers", "change", "live"), ((-1, -1, True), (12, 0, False)))
    assert table.known().rows == ((None, -1, True), (12, 0, False))
    assert table.rows[0] == (-1, -1, True)
    assert pd.DataFrame(table.records())["officers"].sum() == 12
    assert ">-1<" in table._repr_html_()
    assert table._repr_html_().count("-1") == 1
