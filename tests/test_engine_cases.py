"""Texts that an earlier embedded engine answered with wrong rows: the rows that Neo4j 5.26 gives, or a refusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphmodel.loading import load
from tests.cypher.asking import NoAnswer, Ours
from tests.cypher.comparing import Answer, difference
from tests.cypher.generator import Text

CASES = Path(__file__).parent / "cypher" / "cases"
MOST_REFUSED = 0
"""Refusing is allowed; how many are refused is counted, so that it cannot grow unseen."""


def cases(world: str) -> dict[str, Any]:
    """Return the texts of a world with the rows that are right."""
    return dict(json.loads((CASES / world / "cases.json").read_text(encoding="utf-8")))


def expected(case: dict[str, Any]) -> Answer:
    return Answer(tuple(case["columns"]), tuple(map(tuple, case["rows"])))


@pytest.mark.parametrize("world", ["engine", "cycle"])
def test_every_text_that_was_once_answered_wrongly_is_answered_rightly(world: str) -> None:
    ours = Ours(load(CASES / world / "catalogue"))
    given = {name: (case, ours.ask(case["cypher"], {})) for name, case in cases(world).items()}
    ours.close()
    wrong = {
        name: difference(Text(case["cypher"], {}), answer, expected(case))
        for name, (case, answer) in given.items()
        if isinstance(answer, Answer)
    }
    refused = {name: answer.message for name, (_, answer) in given.items() if isinstance(answer, NoAnswer)}
    assert {name: said for name, said in wrong.items() if said} == {}
    assert len(refused) <= MOST_REFUSED, refused


def test_the_cases_are_all_there() -> None:
    assert len(cases("engine")) == 26
    assert len(cases("cycle")) == 1
