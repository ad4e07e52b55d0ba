"""Lint: each rule finds what it is for, says how to write it, and leaves the right way alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError, RefusedQuery
from graphmodel.graph.model import node_types, relationship_types
from graphmodel.queries import packs
from graphmodel.queries.lint import SchemaNames, ensure_answered_rightly, lint

PROPERTIES = {label: kind.properties for label, kind in node_types().items()} | {
    name: kind.properties for name, kind in relationship_types().items()
}
NAMES = SchemaNames(
    frozenset(node_types()),
    frozenset(relationship_types()),
    {name: frozenset(item.name for item in items) for name, items in PROPERTIES.items()},
)
END = " RETURN a.id AS id ORDER BY id"

REFUSED = [
    (
        "relationship-filter",
        "MATCH (a:System)-[r:FEEDS]->(b:System)<-[o:OPERATES]-(g:Agency) WHERE r.mode = 'push'" + END,
    ),
    ("relationship-filter", "MATCH (a:System)-[r:FEEDS {mode: 'push'}]->(b:System)<-[o:OPERATES]-(g:Agency)" + END),
    ("relationship-filter", "MATCH (a:System)-[r:FEEDS WHERE r.x = 1]->(b)<-[:OPERATES]-(g:Agency)" + END),
    (
        "relationship-filter",
        "MATCH (a:System)-[r:FEEDS]->(b:System) WHERE r.mode = 'push' MATCH (b)<-[:OPERATES]-(g)" + END,
    ),
    (
        "relationship-filter",
        "MATCH (a:System)-[r:FEEDS]->(b:System) MATCH (b)<-[:OPERATES]-(g) WHERE r.mode = 'push'" + END,
    ),
    ("relationship-filter", "MATCH (a:System)-[r:FEEDS]->(b), (b)<-[:OPERATES]-(g:Agency) WHERE r.since IS NULL" + END),
    (
        "relationship-filter",
        "MATCH (a)-[r:FEEDS]->(b)<-[:OPERATES]-(g) WHERE b.live AND coalesce(r.mode, '') = ''" + END,
    ),
    ("same-relationship", "MATCH (a:System)-[r:FEEDS]-(b:System)-[q:FEEDS]-(c:System)" + END),
    ("same-relationship", "MATCH (a:Agency)-[:OPERATES]->(s:System)<-[:OPERATES|USES]-(b:Agency)" + END),
    ("same-relationship", "MATCH (a:Agency)-[:OPERATES]->(s:System), (b:Agency)-[:OPERATES]->(t:System)" + END),
    ("same-relationship", "MATCH (a)-->(b)<--(c)" + END),
    ("same-relationship", "MATCH (a)-[]-()-[]-(:System)" + END),
    ("same-relationship", "MATCH (o:System)-[:OFFERED_BY]->(p:System)-[:OFFERED_BY]->(a:System)" + END),
    ("same-relationship", "MATCH (a:Agency) WHERE EXISTS { MATCH (a)-[:USES]->(s)<-[:USES]-(b) }" + END),
    ("walks", "MATCH (a:System)-[:FEEDS*1..3]-(b:System) RETURN DISTINCT b.id AS id ORDER BY id"),
    ("walks", "MATCH (a:System)-[:FEEDS*1..3]->(b:System) RETURN b.id AS id, count(*) AS n ORDER BY id"),
    ("walks", "MATCH p = (a:System)-[:FEEDS*1..3]->(b:System) WITH p RETURN length(p) AS n ORDER BY n"),
    ("optional-between", "MATCH (a:System), (b:System) OPTIONAL MATCH (a)-[:FEEDS]->(c)-[:REPLACES]->(b)" + END),
    ("trim", "MATCH (a:System) WHERE trim(a.name) = 'x'" + END),
    ("trim", "MATCH (a:System) RETURN LTRIM ( a.name ) AS id ORDER BY id"),
    ("trim", "MATCH (a:System) WHERE EXISTS { MATCH (a)-[:OF_TYPE]->(t) WHERE rTrim(t.id) = 'x' }" + END),
    ("counting-from-one", "MATCH (a:System) RETURN substring(a.name, 1, 2) AS id ORDER BY id"),
    ("counting-from-one", "MATCH (a:System) RETURN a.holds[0] AS id ORDER BY id"),
    ("counting-from-one", "MATCH (a:System) WITH collect(a.id) AS ids RETURN ids[0..2] AS id"),
    ("counting-from-one", "MATCH (a:System) RETURN collect(a.id)[1] AS id"),
    ("different-function", "MATCH (a) RETURN labels(a) AS id ORDER BY id"),
    ("different-function", "RETURN log(10) AS id"),
    ("contains-nothing", "MATCH (a:System) WHERE a.name CONTAINS ''" + END),
    ("contains-nothing", "WITH '' AS word MATCH (a:System) WHERE a.name CONTAINS word" + END),
    ("two-labels", "MATCH (a:System:Agency)" + END),
    ("two-labels", "MATCH (a:System&Agency)" + END),
    (
        "union-of-keys",
        "MATCH (a:System) RETURN a.id AS id, a.name AS name UNION MATCH (b) RETURN b.id AS id, b.id AS name",
    ),
    (
        "union-of-keys",
        "MATCH (a:System) WITH a.id AS x, a.name AS y RETURN x AS id, y AS name UNION RETURN 'a' AS id, 'b' AS name",
    ),
    (
        "union-of-keys",
        "MATCH (a:System) RETURN a.id AS id UNION ALL MATCH (a) RETURN DISTINCT a.id AS id, a.id AS name",
    ),
]
RIGHT = [
    "MATCH (a:System)-[r:FEEDS]->(b:System) WHERE r.mode = 'push'" + END,
    "MATCH (a)-[r:FEEDS]->(b) WITH a, b, r WHERE r.mode = 'push' MATCH (b)<-[:OPERATES]-(g:Agency)" + END,
    "MATCH (a:System)-[r:FEEDS]->(b:System)<-[:OPERATES]-(g:Agency) WHERE b.live" + END,
    "MATCH (a:System)-[r:FEEDS]->(b:System) WITH a, b, r MATCH (b)<-[:OPERATES]-(g) WHERE r.mode = 'push'" + END,
    "MATCH (a:System)-[r:FEEDS]->(b:System) WHERE r.mode = 'push' OPTIONAL MATCH (b)<-[:OPERATES]-(g:Agency)" + END,
    "MATCH (a:System)-[:FEEDS]-(b:System)-[:FEEDS]-(c:System) WHERE a.id <> c.id" + END,
    "MATCH (a:System)-[:FEEDS]->(b:System)-[:FEEDS]->(c:System)" + END,
    "MATCH (a:Agency)-[:OPERATES]->(s:System)<-[:USES]-(b:Agency)" + END,
    "MATCH (a:Agency)-[:USES]->(s:System)<-[:USES]-(b:Agency) WHERE a.organisation <> b.organisation" + END,
    "MATCH (a:Agency)-[:USES]->(s:System) MATCH (b:Agency)-[:USES]->(s)" + END,
    "MATCH (a:Agency)-[:HELD_BACK_BY]->(i), (s:System)-[:HELD_BACK_BY]->(i)" + END,
    "MATCH (a:System)-[:FEEDS*1..3]-(b:System) WHERE a.id <> b.id RETURN DISTINCT b.id AS id ORDER BY id",
    "MATCH p = (a)-[:FEEDS*1..3]->(b) RETURN b.id AS id, min(length(p)) AS steps ORDER BY id",
    "MATCH (a:System), (b:System) OPTIONAL MATCH (a)-[:FEEDS]-(b)" + END,
    "MATCH (a:System) OPTIONAL MATCH (a)-[:FEEDS]->(c)-[:REPLACES]->(b)" + END,
    "MATCH (a:System), (b:System) WITH a OPTIONAL MATCH (a)-[:FEEDS]->(c)-[:REPLACES]->(b)" + END,
    "MATCH (a:System) WHERE a.trim = 'x' AND a.name = 'trim(x)'" + END,
    "MATCH (a:System) WHERE a.id IN ['x', 'y']" + END,
    "UNWIND [1, 2] AS a RETURN a AS id ORDER BY id",
    "WITH '' AS word MATCH (a:System) WHERE (word = '' OR a.name CONTAINS word)" + END,
    "WITH 'x' AS word MATCH (a:System) WHERE a.name CONTAINS word" + END,
    "MATCH (a:System|Agency)" + END,
    "MATCH (a:System) RETURN a.id AS id, a.name AS name UNION ALL MATCH (b:Agency) RETURN b.id AS id, b.name AS name",
    "MATCH (a:System) UNWIND a.holds AS c RETURN a.id AS id, c UNION MATCH (b:System) UNWIND b.homes AS c RETURN b.id AS id, c",
]
WARNED = [
    ("function", "MATCH (a:System) RETURN toString(a.since) AS id ORDER BY id", "as it is"),
    ("function", "MATCH (a)-[r]->(b) RETURN type(r) AS id ORDER BY id", "[:FEEDS]"),
    ("function", "RETURN round(2.5) AS id", "round(x, 1)"),
    ("construct", "MATCH (a:System) RETURN [x IN a.holds | x] AS id ORDER BY id", "UNWIND"),
    ("construct", "MATCH (a:System) RETURN [(a)-[:FEEDS]->(b) | b.id] AS id ORDER BY id", "OPTIONAL MATCH"),
    ("construct", "MATCH (a:System) RETURN a{.id} AS id ORDER BY id", "columns"),
    ("construct", "MATCH (a:System) CALL { MATCH (b) RETURN b } RETURN a.id AS id ORDER BY id", "OPTIONAL MATCH"),
    ("construct", "MATCH (a)-[:FEEDS]->{1,3}(b) RETURN DISTINCT a.id AS id ORDER BY id", "*1..3"),
    (
        "construct",
        "MATCH p = ALL SHORTEST (a)-[:FEEDS]-(b) WHERE a.id <> b.id RETURN min(length(p)) AS id",
        "min(length(p))",
    ),
    (
        "function",
        "MATCH p = shortestPath((a)-[:FEEDS*1..3]-(b)) WHERE a.id <> b.id RETURN min(length(p)) AS id",
        "min(length",
    ),
    ("procedure", "CALL db.labels() YIELD label RETURN label AS id ORDER BY id", "engine"),
    ("subquery", "MATCH (a:System) WHERE EXISTS { (a)-[:FEEDS]-() }" + END, "MATCH inside"),
    ("subquery", "MATCH (a:System) WHERE exists(a.name)" + END, "IS NOT NULL"),
    (
        "subquery",
        "MATCH (a) RETURN sum(CASE WHEN EXISTS { MATCH (a)-[:FEEDS]-(b) } THEN 1 ELSE 0 END) AS n, a.id AS id ORDER BY id",
        "WITH before",
    ),
    ("length", "MATCH (a)-[:FEEDS*]->(b) RETURN DISTINCT b.id AS id ORDER BY id", "upper bound"),
    ("length", "MATCH (a)-[:FEEDS*1..9]->(b) RETURN DISTINCT b.id AS id ORDER BY id", "upper bound"),
    (
        "length",
        "WITH 3 AS hops MATCH (a)-[:FEEDS*1..hops]->(b) RETURN DISTINCT b.id AS id ORDER BY id",
        "length(p) <= hops",
    ),
    ("limit", "WITH 3 AS top MATCH (a:System) RETURN a.id AS id ORDER BY id LIMIT top", "number"),
    ("parameter", "MATCH (a:System) WHERE a.id = $id RETURN a.id AS id ORDER BY id", "opening WITH"),
    ("reserved-name", "MATCH (a:System) RETURN a.id AS table ORDER BY table", "another name"),
    ("reserved-name", "MATCH (end:System) RETURN end.id AS id ORDER BY id", "another name"),
    ("column-name", "MATCH (a:System) RETURN a.id ORDER BY a.id", "AS"),
    ("column-name", "MATCH (a:System) RETURN * ORDER BY a.id", "name each column"),
    ("order", "MATCH (a:System) RETURN a.id AS id", "ORDER BY"),
    ("order", "MATCH (a:System) WITH a ORDER BY a.id RETURN collect(a.id) AS ids", "LIMIT 1000000000"),
    ("order", "RETURN 1 AS x UNION ALL RETURN 2 AS x ORDER BY x", "leave it out"),
    ("null", "MATCH (a:System) WHERE a.id IN ['x', null]" + END, "leave it out"),
    ("null", "WITH null AS x MATCH (a:System)" + END, "never null"),
    ("sum-of-nothing", "MATCH (a:System) RETURN sum(a.partners) AS n", "coalesce(sum(x), 0)"),
    (
        "sum-of-nothing",
        "MATCH (a:Agency) RETURN a.level AS id, sum(a.sworn_officers) AS n ORDER BY id",
        "coalesce(sum(x), 0)",
    ),
]
UNKNOWN = [
    ("MATCH (a:Sytem) RETURN a.id AS id ORDER BY id", "no label Sytem (did you mean System?)"),
    ("MATCH (a)-[:FEED]->(b) RETURN a.id AS id ORDER BY id", "no relationship type FEED (did you mean FEEDS?)"),
    ("MATCH (a:System) RETURN a.nam AS id ORDER BY id", "System has no property nam (did you mean name?)"),
    ("MATCH (:System)-[f:FEEDS]->(:System) RETURN f.links AS id ORDER BY id", "FEEDS has no property links"),
    ("MATCH (a:System|Agency) RETURN a.nothing AS id ORDER BY id", "Agency or System has no property nothing"),
]


def codes(text: str, severity: str) -> set[str]:
    return {finding.code for finding in lint(text) if finding.severity == severity}


@pytest.mark.parametrize(("code", "text"), REFUSED)
def test_what_the_embedded_engine_answers_wrongly_is_refused(code: str, text: str) -> None:
    assert code in codes(text, "refused-embedded")
    with pytest.raises(RefusedQuery, match=f"\\[{code}\\]"):
        ensure_answered_rightly(text)


@pytest.mark.parametrize("text", RIGHT)
def test_the_right_way_to_write_it_is_let_through(text: str) -> None:
    assert codes(text, "refused-embedded") == set()
    ensure_answered_rightly(text)


@pytest.mark.parametrize(("code", "text", "words"), WARNED)
def test_what_is_not_portable_is_warned_of(code: str, text: str, words: str) -> None:
    messages = [finding.message for finding in lint(text) if finding.code == code]
    assert any(words in message for message in messages), lint(text)
    assert all(finding.severity == "warning" for finding in lint(text) if finding.code == code)


@pytest.mark.parametrize(("text", "words"), UNKNOWN)
def test_names_that_the_graph_does_not_have(text: str, words: str) -> None:
    assert [finding for finding in lint(text) if finding.code == "unknown-name"] == []
    assert any(words in str(finding) for finding in lint(text, NAMES) if finding.code == "unknown-name")


def test_a_renamed_variable_is_not_taken_for_what_it_was() -> None:
    text = "MATCH (a:Agency) WITH a.id AS a MATCH (s:System {id: a}) WITH s AS a RETURN a.partners AS n ORDER BY n"
    assert lint(text, NAMES) == ()


def test_a_finding_names_line_and_column() -> None:
    (finding,) = lint("MATCH (a:System)\n  WHERE trim(a.name) = 'x'\nRETURN a.id AS id ORDER BY id")
    assert (finding.line, finding.column, finding.code) == (2, 9, "trim")
    assert str(finding).startswith("2:9: ")
    assert str(finding).endswith("[trim]")


def test_what_stands_in_quotes_backticks_or_comments_is_no_finding() -> None:
    assert lint("MATCH (a:System) /* trim(x) */ RETURN 'trim(x)' AS id, `trim` AS x // $p\nORDER BY id, x") == ()


def test_a_map_needs_no_order() -> None:
    text = "MATCH (a:System)-[f:FEEDS]->(b:System) RETURN a, f, b"
    assert [finding.code for finding in lint(text)] == ["order"]
    assert lint(text, shows="map") == ()


def test_a_text_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(QueryError):
        lint("RETURN 'open")


PIECES = [
    "MATCH",
    "OPTIONAL",
    "WHERE",
    "WITH",
    "UNWIND",
    "RETURN",
    "DISTINCT",
    "ORDER",
    "BY",
    "LIMIT",
    "UNION",
    "ALL",
    "CALL",
    "EXISTS",
    "COUNT",
    "AS",
    "a",
    "b",
    "x.y",
    "<>",
    "=",
    "IN",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "|",
    "-",
    ">",
    "<",
    "*",
    "..",
    "1",
    "'x'",
    "$p",
    "`n`",
    "sum(",
    "round(",
    "collect(",
    "CASE",
    "WHEN",
    "END",
    "CONTAINS",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_that_can_be_read_can_be_linted(pieces: list[str]) -> None:
    lint(" ".join(pieces), NAMES)


@pytest.mark.parametrize("id", packs.shipped().ids)
def test_shipped_queries_are_clean(id: str) -> None:
    query = packs.query(id)
    assert lint(query.text, NAMES, shows=query.shows) == ()
    assert lint(query.bind(literal=True)[0], NAMES, shows=query.shows) == ()
