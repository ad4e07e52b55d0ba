"""Doubts about agreements and verdicts: what most probably is not meant is told, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from graphmodel.answers.doubts import doubts
from graphmodel.errors import CatalogueError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Agreement, Impediment, Party, System
from tests.commands import Caller

POLICE: dict[str, Any] = {"level": "municipal", "sector": "policing", "province": "ON"}
APD, BPD = (Agency(id=id, name=f"Service {id * 2}", short=id, short_fr=id, **POLICE) for id in ("apd", "bpd"))
NICHE = System(id="niche", name="Niche", short="N", type="rms", operator="apd", status="active", holds="persons;dna")
BOTH = Party(agreement="act", role="both", sector="policing")


def agreement(id: str = "act", **more: Any) -> Agreement:
    given: dict[str, Any] = {"name": id, "kind": "statute", "effect": "permits", "status": "active", **more}
    return Agreement(id=id, **given)


def told(*records: Any) -> list[tuple[str, str, str, str]]:
    found, count = doubts(Catalogue.unchecked({}).add(APD, BPD, NICHE, *records))
    assert count == len(found)
    return [
        (doubt.table, doubt.id, doubt.column, str(doubt.message))
        for doubt in found
        if doubt.table in ("agreements", "parties", "impediments")
    ]


def test_an_agreement_with_its_parties_is_not_doubted() -> None:
    assert told(agreement(), BOTH) == []


def test_a_party_that_means_nobody_is_told_with_its_cells() -> None:
    nobody = Party(agreement="act", role="recipient", sector="courts", province="YT")
    words = "this party means no agency of the catalogue"
    assert told(agreement(), BOTH, nobody) == [("parties", "act recipient  courts  YT", "agreement", words)]


def test_a_party_without_a_cell_is_refused_and_not_taken_for_everybody() -> None:
    with pytest.raises(CatalogueError, match="is empty, and so are sector, level, province: fill in one of them"):
        Catalogue.of(Catalogue.unchecked({}).add(APD, NICHE, agreement(), Party(agreement="act", role="both")).frames)


@pytest.mark.parametrize(("role", "who"), [("recipient", "discloses"), ("discloser", "receives")])
def test_an_agreement_under_which_one_side_is_nobody_has_no_effect(role: str, who: str) -> None:
    words = f"nobody {who} under it: it has no effect; add its parties"
    half = Party(agreement="act", role=role, sector="policing")
    assert told(agreement(), half) == [("agreements", "act", "id", words)]
    assert told(agreement(status="retired"), half) == []


def test_what_one_row_forbids_of_what_another_permits_is_told() -> None:
    law = Party(agreement="law", role="both", agency="apd")
    other = Party(agreement="law", role="both", agency="bpd")
    words = "forbids some of what act permits: what forbids wins"
    clash = (agreement(), BOTH, law, other)
    assert told(agreement("law", effect="forbids"), *clash) == [("agreements", "law", "effect", words)]
    assert told(agreement("law", effect="forbids", classes="dna"), *clash) == [("agreements", "law", "effect", words)]
    assert told(agreement("law", effect="forbids", status="retired"), *clash) == []
    apart = (agreement(classes="persons"), BOTH, law, other)
    assert told(agreement("law", effect="forbids", classes="dna"), *apart) == []


def test_a_verdict_on_what_is_no_matter_of_law_is_told() -> None:
    words = "a verdict is told of law and privacy alone: take it away, or change the cause"
    legal = Impediment(subject="niche", impediment="legal_privacy", verdict="real")
    money = Impediment(subject="apd", to="niche", impediment="resource_constraints", verdict="real", note="No money")
    assert told(legal) == []
    assert told(legal, money) == [("impediments", "apd niche resource_constraints No money", "verdict", words)]


def test_check_names_the_line_of_such_a_verdict(graphmodel: Caller, tmp_path: Any) -> None:
    made = Catalogue.unchecked({}).add(APD, BPD, NICHE)
    for name in ("agencies", "systems"):
        made.table(name).to_csv(tmp_path / f"{name}.csv", index=False)
    rows = "subject,to,impediment,note,verdict\napd,,legal_privacy,,real\napd,niche,resource_constraints,,real\n"
    (tmp_path / "impediments.csv").write_text(rows, encoding="utf-8")
    done = graphmodel("check", tmp_path)
    assert done.code == 0
    assert "impediments.csv:3:verdict: a verdict is told of law and privacy alone" in done.err
