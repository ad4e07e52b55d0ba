"""The comparison with Neo4j has teeth: it tells apart what differs, and finds faults put into the translator."""

from __future__ import annotations

import pytest

from graphmodel.values.elements import Node, Relationship
from tests.cypher.comparing import Answer, difference
from tests.cypher.expressions import same
from tests.cypher.faults import FAULTS, found_after
from tests.cypher.generator import Text, generate
from tests.cypher.pools import Pools
from tests.cypher.run import judge
from tests.cypher.shrinking import shrink
from tests.cypher.worlds import world

PLAIN = Text("RETURN 1 AS x", {})
LOOSE = Text("RETURN 1 AS x", {}, loose=frozenset({0}))
SORTED = Text("RETURN 1 AS x", {}, keys=(0,))
SOON = (
    "a relationship twice in one MATCH",
    "a relationship twice in one walk",
    "NOT of null is true",
    "OPTIONAL MATCH loses rows",
    "DISTINCT of a projection is lost",
    "collect() keeps nulls",
    "< is <=",
)
"""Faults that a few hundred texts find; all of them are the business of ``python -m tests.cypher.faults``."""


def one(*values: object) -> Answer:
    """Return an answer of one column."""
    return Answer(("x",), tuple((value,) for value in values))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (one(1), one(1.0)),
        (one(1), one(True)),
        (one(None), one("")),
        (one("1"), one(1)),
        (one(1, 1), one(1)),
        (one(1.0), one(1.00000001)),
        (one([1, 2]), one([2, 1])),
        (one([]), one(None)),
        (one([None]), one([])),
        (one({"a": None}), one({})),
        (one(Node("System", "s", {"id": "s"})), one(Node("System", "s", {"id": "s", "live": True}))),
        (one(Relationship("FEEDS", "a", "b", {})), one(Relationship("FEEDS", "b", "a", {}))),
        (Answer(("x", "y"), ()), Answer(("y", "x"), ())),
    ],
)
def test_what_differs_is_told_apart(ours: Answer, theirs: Answer) -> None:
    assert difference(PLAIN, ours, theirs)
    assert difference(PLAIN, theirs, ours)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        (PLAIN, one(1, 2), one(2, 1)),
        (PLAIN, one(0.1 + 0.2), one(0.3)),
        (LOOSE, one([1, 2]), one([2, 1])),
        (SORTED, Answer(("x", "y"), ((1, 1), (1, 2))), Answer(("x", "y"), ((1, 2), (1, 1)))),
        (PLAIN, one(Node("System", "s", {"graphmodel_row": 1, "id": "s"})), one(Node("System", "s", {"id": "s"}))),
        (PLAIN, one(Node("System", "s", {"live": None})), one(Node("System", "s", {}))),
    ],
)
def test_what_nothing_fixes_is_left_aside(text: Text, ours: Answer, theirs: Answer) -> None:
    assert difference(text, ours, theirs) is None


def test_the_order_that_order_by_fixes_counts() -> None:
    assert difference(SORTED, one(1, 2), one(2, 1)) == "order"
    assert judge(SORTED, one(1, 2), one(2, 1))[0] == "DIFFERENT"


def test_the_table_tells_kinds_apart() -> None:
    assert not same(1, 1.0)
    assert not same(True, 1)
    assert not same([None], [])
    assert same([1.0], [1.0 + 1e-15])


def test_a_seed_gives_one_text_and_every_construct_comes() -> None:
    pools = Pools.of(world(1))
    texts = [generate(at, pools).cypher for at in range(1500)]
    assert texts[:50] == [generate(at, pools).cypher for at in range(50)]
    words = (
        *("OPTIONAL MATCH", "EXISTS {", "COUNT {", "COLLECT {", "UNION ALL", "UNWIND", "XOR", "IS NOT NULL", "=~"),
        *("reduce(", "any(", "all(", "none(", "single(", "collect(DISTINCT", "SKIP", "LIMIT", "CASE", "RETURN *"),
        *("nodes(", "relationships(", "length(", "labels(", "type(", "startNode(", "$p0", "*0..1", "*2..3", ":!"),
    )
    assert [word for word in words if not any(word in text for text in texts)] == []


def test_faults_put_into_the_translator_are_found() -> None:
    found = found_after({name: FAULTS[name] for name in SOON}, most=400, worlds=4, seed=1)
    assert [name for name, held in found.items() if held is None] == []


def test_a_text_is_made_smaller_as_long_as_it_differs() -> None:
    text = "MATCH (a:System)-[f:FEEDS]->(b) WHERE a.live AND b.id = 'x' RETURN a.id AS x, count(*) AS n ORDER BY n"
    small = shrink(text, lambda held: "count(*)" in held and held.startswith("MATCH ("))
    assert len(small) < len(text) / 2
