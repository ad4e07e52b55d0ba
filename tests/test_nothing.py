"""An answer of nothing says why that may be: each reason true of the catalogue, and none stated as the one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from tests.commands import Caller

OPENING = "Nothing was found. It may be that:"


@pytest.fixture
def small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Return a caller on two agencies: one with a records system, the other with none, and no link."""
    agencies = [(id, id.title(), "municipal", "policing", "ON") for id in ("north", "south")]
    systems = [("north-rms", "North records", "rms", "north", "persons", "active")]
    catalogue = Catalogue.from_frames(
        {
            "agencies": pd.DataFrame(agencies, columns=["id", "name", "level", "sector", "province"]),
            "systems": pd.DataFrame(systems, columns=["id", "name", "type", "operator", "holds", "status"]),
        }
    )
    path = tmp_path / "small.duckdb"
    with open_store(str(path)) as store:
        store.write(catalogue)
    return Caller(capsys, path)


def reasons(caller: Caller, *arguments: str) -> list[str]:
    said = caller(*arguments)
    assert said.code == 0
    lines = said.err.splitlines()
    if OPENING not in lines:
        return []
    first = lines.index(OPENING) + 1
    return [line.removeprefix("  - ") for line in lines[first:] if line.startswith("  - ")]


QUESTIONS = [
    (
        ("isolation/isolated-systems", "-p", "type=cad"),
        "no system of the type Computer-aided dispatch (CAD) is recorded",
    ),
    (("inventory/systems", "-p", "status=planned"), "no system with the status Planned is recorded"),
    (("inventory/systems", "-p", "province=QC"), "no agency in Quebec is recorded"),
    (("inventory/systems", "-p", "province=QC"), "nothing matches province=QC: ask without"),
    (("inventory/systems-of-agency", "-p", "agency=south"), "no system is recorded that south operates or uses"),
    (("interoperability/links-of-system", "-p", "system=north-rms"), "no live link of north-rms is recorded"),
    (("impediments/recommendations",), "the catalogue holds 0 recommendations"),
    (("standards/links-by-standard",), "the catalogue holds nothing of the kind FEEDS"),
    (("interoperability/same-product-not-connected",), "the catalogue holds 0 products"),
]


@pytest.mark.parametrize(("asked", "reason"), QUESTIONS, ids=lambda part: " ".join(part)[:50])
def test_a_question_says_why_nothing_may_be_found(small: Caller, asked: tuple[str, ...], reason: str) -> None:
    assert reason in reasons(small, "query", "run", *asked)


def test_all_may_be_connected(graphmodel: Caller) -> None:
    asked = ("query", "run", "isolation/isolated-systems", "-p", "type=biometric")
    rows = graphmodel.rows(*asked)
    told = reasons(graphmodel, *asked)
    assert ("all of the systems asked about are connected" in told) == (not rows)


COMMANDS = [
    (("reach", "south"), "no live system is recorded that south reads"),
    (("sees", "north"), "no live link is recorded"),
    (("sees", "south", "north"), "no live system is recorded that south reads"),
    (("sees", "south", "north"), "no link that is recorded leads there: graphmodel why south north"),
    (("seen", "south"), "no live system is recorded that south supplies"),
    (("seen", "north", "south"), "no live system is recorded that south reads"),
    (("sees", "north", "--class", "dna"), "no live system is recorded to hold DNA"),
    (("sees", "north", "north"), "north and north are of one organisation: it is left out"),
    (
        ("whatif", "connect", "north-rms"),
        "no other live system is recorded, or each is linked with north-rms both ways",
    ),
    (("whatif", "barriers"), "the catalogue says of no plausible link what holds it back"),
    (("plan", "--links", "1"), "no link that is plausible adds anything to what agencies see"),
    (("plan", "--links", "1", "--from", "type=rms"), "--from type=rms leaves no link to build"),
    (
        ("cypher", "MATCH (s:System) WHERE s.id = 'x' RETURN s.id AS id"),
        "no record meets all that the question asks for",
    ),
]


@pytest.mark.parametrize(("asked", "reason"), COMMANDS, ids=lambda part: " ".join(part)[:50])
def test_a_command_says_why_nothing_may_be_found(small: Caller, asked: tuple[str, ...], reason: str) -> None:
    assert reason in reasons(small, *asked)
    french = small("--lang", "fr", *asked)
    assert "Rien n'a été trouvé. Raisons possibles :" in french.err
    assert reason not in french.err
    assert OPENING not in small("-q", *asked).err


def test_an_answer_says_nothing_of_the_kind(graphmodel: Caller) -> None:
    for asked in (
        ("query", "run", "isolation/isolated-systems"),
        ("sees", "rcmp"),
        ("seen", "rcmp"),
        ("reach", "rcmp"),
        ("plan", "--links", "1"),
        ("cypher", "MATCH (s:System) RETURN s.id AS id LIMIT 1"),
    ):
        assert OPENING not in graphmodel(*asked).err
