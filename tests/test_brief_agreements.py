"""What a brief says of agreements is what the tables say, and one page still holds it."""

from __future__ import annotations

import pytest

from graphmodel import brief
from graphmodel.records.catalogue import Catalogue
from tests.permission import Permission

NOTE = "none recorded does not mean not allowed."


@pytest.fixture(scope="module")
def states(canada: Catalogue) -> dict[tuple[str, str, str], str]:
    return Permission(canada).states()


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("agency", ["peel-regional-police", "rcmp", "akwesasne-mohawk-police-service", "adpq"])
def test_what_is_agreed_and_not_within_reach_is_counted(
    canada: Catalogue, states: dict[tuple[str, str, str], str], agency: str
) -> None:
    away = {(b, c) for (a, b, c), state in states.items() if a == agency and state == "agreed_not_within_reach"}
    part = brief(canada, agency).part("sight")
    assert part is not None
    said, note = part.sentences[-2:]
    assert note.endswith(NOTE)
    if not away:
        assert said == "No agreement is recorded under which we could see more than we do."
        return
    kinds, agencies = len({c for _, c in away}), len({b for b, _ in away})
    words = f"{kinds} kind{'s' * (kinds > 1)} of records of {agencies} agenc{'ies' if agencies > 1 else 'y'}"
    assert said == f"Agreed, but not within our reach: {words}."


def test_a_catalogue_without_agreements_says_so(nleim: Catalogue) -> None:
    part = brief(nleim, nleim.agencies["id"][0]).part("sight")
    assert part is not None
    assert part.sentences[-1] == f"No agreement, law or policy is recorded: {NOTE}"
