"""The embedded store gives each expression of the table the value that Neo4j 5.26 gives it, or refuses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphmodel.records.catalogue import Catalogue
from tests.cypher.asking import NoAnswer, Ours
from tests.cypher.expression_texts import statement, texts
from tests.cypher.expressions import alike, stored, told

pytestmark = pytest.mark.rotates("cypher_expressions")

MOST_REFUSED = 0.25
"""The share of what Neo4j answers that the embedded store may refuse."""


@pytest.fixture(scope="module")
def ours() -> Iterator[Ours]:
    """The store, with nothing in it."""
    opened = Ours(Catalogue.unchecked({}))
    yield opened
    opened.close()


@pytest.mark.parametrize("group", stored())
def test_each_value_is_neo4js_or_refused(ours: Ours, group: str) -> None:
    wrong: list[tuple[str, object, object]] = []
    for text, right in stored()[group].items():
        answer = ours.ask(statement(text), {})
        if isinstance(answer, NoAnswer):
            assert answer.why != "broken", (text, answer.message)
        elif not alike(text, told(answer), right):
            wrong.append((text, told(answer), right))
    assert wrong == []


def test_most_are_answered(ours: Ours) -> None:
    answered = [text for lines in stored().values() for text, right in lines.items() if "error" not in right]
    refused = [text for text in answered if isinstance(ours.ask(statement(text), {}), NoAnswer)]
    assert len(refused) <= MOST_REFUSED * len(answered), refused


def test_the_table_holds_all_texts_and_no_others() -> None:
    assert {group: list(lines) for group, lines in stored().items()} == texts()
    assert sum(map(len, stored().values())) >= 600
