"""Short names: what is missing, stands twice or is too long is doubted at its row; the shipped catalogue has none such."""

from __future__ import annotations

from typing import Any

import pytest

from graphmodel.answers.short_names import AGENCY, SYSTEM
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, System
from tests.commands import Caller
from tests.test_doubts import told

POLICE: dict[str, Any] = {"level": "municipal", "sector": "policing"}


def agency(id: str, short: str | None, **more: Any) -> Agency:
    return Agency(id=id, name=f"{id * 3} Service", short=short, **POLICE, **more)


def system(id: str, short: str | None, type: str = "rms", **more: Any) -> System:
    return System(
        id=id, name=f"{id * 3} System", type=type, operator="apd", status="active", holds="persons", short=short, **more
    )


APD, BPD = agency("apd", "APD"), agency("bpd", "BPD")


def test_no_short_name_at_all_is_no_doubt() -> None:
    assert told(agency("apd", None), agency("bpd", None), system("one", None)) == []


def test_one_that_is_missing_is_doubted() -> None:
    assert told(APD, agency("bpd", None)) == [("agencies", "bpd", "short")]
    assert told(APD, BPD, system("one", "One"), system("two", None, "cad")) == [("systems", "two", "short")]


def test_one_that_stands_twice_is_doubted_in_the_language_in_which_it_does() -> None:
    assert told(APD, agency("bpd", "APD")) == [("agencies", "bpd", "short")]
    assert told(agency("apd", "APD", short_fr="SP"), agency("bpd", "BPD", short_fr="SP")) == [
        ("agencies", "bpd", "short_fr")
    ]
    assert told(APD, agency("bpd", "BPD", short_fr="APD")) == [("agencies", "bpd", "short_fr")]


@pytest.mark.parametrize(
    ("type", "room"), [("rms", SYSTEM), ("broker", AGENCY), ("national_repository", AGENCY), ("biometric", AGENCY)]
)
def test_one_that_is_too_long_is_doubted(type: str, room: int) -> None:
    assert told(APD, system("one", "x" * room, type)) == []
    assert told(APD, system("one", "x" * (room + 1), type)) == [("systems", "one", "short")]
    assert told(APD, system("one", "x", type, short_fr="x" * (room + 1))) == [("systems", "one", "short_fr")]


def test_canada_has_a_short_name_for_everything_in_both_languages(canada: Catalogue, graphmodel: Caller) -> None:
    for table in (canada.agencies, canada.systems):
        assert table[["short", "short_fr"]].notna().all(axis=None)
    said = graphmodel("check", "canada")
    assert "short" not in said.err + said.out


def test_the_graph_the_survey_and_the_exports_have_them(canada: Catalogue, graphmodel: Caller, tmp_path: Any) -> None:
    rows = graphmodel.rows(
        "--on", "canada", "cypher", "MATCH (s:System {id: 'rcmp-cpic'}) RETURN s.short AS short, s.short_fr AS fr"
    )
    own = canada.systems.set_index("id").loc["rcmp-cpic"]
    assert rows == [{"short": own["short"], "fr": own["short_fr"]}]
    assert graphmodel("--on", "canada", "export", "csv", "-o", tmp_path / "out").code == 0
    head = (tmp_path / "out" / "systems.csv").read_text(encoding="utf-8").splitlines()[0]
    assert {"short", "short_fr"} <= set(head.split(","))
