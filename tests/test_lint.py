"""Lint: whether every store answers a text, and what it leaves to chance; said with place and remedy, in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError
from graphmodel.queries import packs
from graphmodel.queries.lint import Finding, lint

END = " RETURN a.id AS id ORDER BY id"

REFUSED = [
    ("unknown-label", "MATCH (a:Sytem)" + END, "1:10", "no label Sytem (did you mean System?)"),
    ("unknown-type", "MATCH (a:System)-[:FEED]->(b)" + END, "1:20", "FEED (did you mean FEEDS?)"),
    ("unknown-property", "MATCH (a:System) RETURN a.nam AS id ORDER BY id", "1:27", "System has no property nam"),
    ("unknown-property", "MATCH (a)-[f:FEEDS]->(b) RETURN f.links AS id ORDER BY id", "1:35", "did you mean link?"),
    ("unknown-property", "MATCH (a:System|Agency) RETURN a.nothing AS id ORDER BY id", "1:34", "Agency|System"),
    ("unknown-function", "RETURN toUper('a') AS x", "1:8", "did you mean toUpper?"),
    ("unknown-name", "MATCH (agency:Agency) RETURN agecy.id AS id ORDER BY id", "1:30", "did you mean agency?"),
    ("unknown-key", "WITH {name: 1} AS m RETURN m.nam AS x", "1:30", "did you mean name?"),
    ("dotted-function", "RETURN apoc.text.join(['a'], '') AS x", "1:18", "never called"),
    ("hidden-by-with", "MATCH (a:System)-[:FEEDS]->(b:System) WITH a RETURN b.id AS id", "1:53", "left out by a WITH"),
    ("hidden-by-grouping", "MATCH (a:System) RETURN a.partners + count(*) AS n", "1:25", "beside the aggregate"),
    ("hidden-by-distinct", "MATCH (a:System) RETURN DISTINCT a.name AS n ORDER BY a.id", "1:55", "order by a column"),
    ("mixed-kinds", "RETURN CASE WHEN true THEN 1 ELSE 0.5 END AS x", "1:35", "1.0 for 1"),
    ("mixed-kinds", "RETURN [1, 'a'] AS x", "1:12", "one kind"),
    ("mixed-kinds", "RETURN 1 AS x UNION RETURN 'a' AS x", "1:21", "UNION: x"),
    ("never-comparable", "MATCH (a:System) WHERE a.partners = '1'" + END, "1:35", "whole number and text"),
    ("never-in", "MATCH (a:System) WHERE a.id IN [1]" + END, "1:29", "never in a list"),
    ("wrong-kind", "MATCH (a:System) WHERE a.name" + END, "1:26", "true or false"),
    ("text-plus", "RETURN 'a' + true AS x", "1:12", "toString()"),
    ("no-order", "MATCH (a:System) RETURN a ORDER BY a", "1:36", "order by a property"),
    ("not-compared", "RETURN [1, null] = [1, 2] AS x", "1:18", "may hold null"),
    ("subquery-in-list", "MATCH (a:System) RETURN [x IN [a] WHERE (x)-[:FEEDS]->()] AS x", "1:41", "UNWIND"),
    ("walk-too-long", "MATCH (a)-[:FEEDS*]->(b)" + END, "1:10", "upper bound"),
    ("walk-condition", "MATCH (a)-[f:FEEDS* 1..2 {mode: a.id}]->(b)" + END, "1:35", "with a literal"),
    ("shortest-path", "MATCH p = shortestPath((a)-[:FEEDS*1..3]-(b)) RETURN length(p) AS n", "1:11", "min(length(p))"),
    ("quantified-relationship", "MATCH (a)-[:FEEDS]->{1,3}(b)" + END, "1:21", "*1..3"),
    ("quantified-pattern", "MATCH ((a)-[:FEEDS]->(b)){1,3}" + END, "1:7", "*1..3"),
    (
        "path-of-known-node",
        "MATCH (a:System) OPTIONAL MATCH p = (a) WHERE a.live RETURN p, a.id AS id ORDER BY id",
        "1:33",
        "leave the name out",
    ),
    ("property-in-list", "MATCH (a)-[r:FEEDS*1..2]->(b) RETURN [x IN r | startNode(x).id] AS x", "1:61", "UNWIND"),
    ("predicate-names", "MATCH (a) WHERE (a)-[:FEEDS]->(b)" + END, "1:31", "EXISTS"),
    ("clause-outside", "MATCH (a) CALL { MATCH (b) RETURN b } RETURN a", "1:11", "Neo4j"),
    ("clause-outside", "CALL db.labels() YIELD label RETURN label", "1:1", "Neo4j"),
    ("writes", "MATCH (a) SET a.x = 1", "1:11", "graphmodel load"),
    ("limit-inside", "MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WITH b LIMIT 1 RETURN b }" + END, "1:42", "Neo4j"),
    (
        "aggregate-inside",
        "MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WITH count(b) AS n WHERE n > 2 }" + END,
        "1:42",
        "COUNT",
    ),
    ("aggregate-outside", "MATCH (a) WHERE count(a) > 1" + END, "1:17", "WITH or RETURN"),
    ("aggregate-in-aggregate", "MATCH (a) RETURN sum(count(a)) AS n", "1:18", "inner one"),
    ("all-properties", "MATCH (a:System) RETURN a {.*} AS x", "1:28", "itself"),
    ("instead-id", "MATCH (a) RETURN id(a) AS id ORDER BY id", "1:18", "property id"),
    ("instead-exists", "MATCH (a:System) WHERE exists(a.name)" + END, "1:24", "IS NOT NULL"),
    ("instead-date", "RETURN date() AS x", "1:8", "years"),
    ("arguments", "RETURN left('a') AS x", "1:8", "left(text, integer)"),
    ("round-places", "MATCH (a:System) RETURN round(1.5, a.partners) AS x ORDER BY x", "1:25", "literal"),
    ("pattern-outside", "MATCH (a:System) WHERE a.name =~ '(?<x>a)'" + END, "1:34", "CONTAINS"),
    ("column-twice", "RETURN 1 AS x, 2 AS x", "1:16", "x"),
    ("with-needs-as", "MATCH (a) WITH a.id RETURN 1 AS x", "1:16", "AS"),
    ("union-names", "RETURN 1 AS x UNION RETURN 1 AS y", "1:21", "x"),
    ("union-of-both-kinds", "RETURN 1 AS x UNION RETURN 2 AS x UNION ALL RETURN 3 AS x", "1:41", "UNION ALL"),
    ("limit-number", "WITH 3 AS top MATCH (a) RETURN a.id AS id ORDER BY id LIMIT -1", "1:61", "whole number"),
    ("bracket-never-closed", "MATCH (a:System RETURN a", "1:7", "("),
    ("bracket-closes-nothing", "MATCH a) RETURN a", "1:8", ")"),
    ("unexpected", "MATCH (a) RETURN a.id AS id ORDER id", "1:35", "BY"),
    ("number-too-large", "RETURN 9223372036854775808 AS x", "1:8", "64 bits"),
    ("star-of-nothing", "RETURN *", "1:1", "nothing"),
    ("nul", "RETURN 'a\0' AS x", "1:1", "NUL"),
    ("escape-read-twice", "RETURN '\\u0027' AS x", "1:1", "character itself"),
]
WARNED = [
    ("never-matches", "MATCH (a:System)-[:USES]->(b:Agency)" + END, "1:1"),
    ("never-matches", "MATCH (a:System&Agency)" + END, "1:1"),
    ("never-matches", "MATCH (a:Agency) OPTIONAL MATCH (a)-[:OF_TYPE]->(t)" + END, "1:18"),
    ("parameter-in-file", "MATCH (a:System {id: $id})" + END, "1:22"),
    ("column-name", "MATCH (a:System) RETURN a.id ORDER BY a.id", "1:25"),
    ("column-names", "MATCH (a:System) RETURN * ORDER BY a.id", "1:18"),
    ("no-order-promised", "MATCH (a:System) RETURN a.id AS id", "1:18"),
    ("order-of-branch", "RETURN 1 AS x UNION ALL RETURN 2 AS x ORDER BY x", "1:25"),
    ("limit-of-any", "MATCH (a:System) WITH a LIMIT 3" + END, "1:18"),
    ("empty-not-said", "// @param x  text  one\nWITH 'b' AS x MATCH (a:System) WHERE x = '' OR a.id = x" + END, "2:40"),
    ("empty-not-said", "// @param x  list  some\nWITH ['b'] AS x MATCH (a:System) WHERE 0 = size(x)" + END, "2:42"),
    ("empty-not-asked", "// @param x  text  one; empty means all\nWITH '' AS x MATCH (a:System {id: x})" + END, "1:1"),
    ("minus-one", "MATCH (a:System) RETURN a.id AS id, coalesce(a.partners, -1) AS n ORDER BY id", "1:37"),
    ("minus-one", "MATCH (a:System) RETURN CASE WHEN a.live THEN 1.5 ELSE -1.0 END AS n ORDER BY n", "1:25"),
]


def test_an_end_of_text_is_named() -> None:
    (finding,) = lint("MATCH (a) RETURN a.id AS id ORDER BY")
    assert (finding.code, finding.line, finding.column) == ("text-ends", 1, 37)


@pytest.mark.parametrize(("code", "text", "place", "words"), REFUSED)
def test_what_not_every_store_answers_is_an_error(code: str, text: str, place: str, words: str) -> None:
    (finding,) = lint(text)
    assert (finding.code, finding.severity) == (code, "error")
    assert words in str(finding)
    assert str(finding).startswith(f"{place}: "), str(finding)
    french = finding.text("fr")
    assert french.startswith(f"{place}: ")
    assert french != str(finding)


@pytest.mark.parametrize(("code", "text", "place"), WARNED)
def test_what_is_left_to_chance_is_warned_of(code: str, text: str, place: str) -> None:
    found = [finding for finding in lint(text) if finding.code == code]
    assert [str(finding).partition(": ")[0] for finding in found] == [place]
    assert all(finding.severity == "warning" and finding.text("fr") != str(finding) for finding in found)


def test_a_renamed_variable_is_not_taken_for_what_it_was() -> None:
    text = "MATCH (a:Agency) WITH a.id AS a MATCH (s:System {id: a}) WITH s AS a RETURN a.partners AS n ORDER BY n"
    assert lint(text) == ()


def test_what_stands_in_quotes_backticks_or_comments_is_no_finding() -> None:
    text = "MATCH (a:System) /* $x, LIMIT 3 */ RETURN '$p' AS id, a.id AS `LIMIT` // $p\nORDER BY id, `LIMIT`"
    assert lint(text) == ()


def test_a_header_and_a_text_that_agree_are_no_finding() -> None:
    text = (
        "// @param x  text  one; empty means all\n// @param y  list  some; empty means any\n// @param z  text  one\n"
        "WITH '' AS x, ['b'] AS y, 'c' AS z\nMATCH (a:Agency) WHERE (x = '' OR a.id = x) AND (y = [] OR a.id IN y) "
        "RETURN a.id AS id, z AS z, coalesce(a.sworn_officers, -1) AS officers, -1 AS change ORDER BY id"
    )
    assert lint(text) == ()


def test_a_map_needs_no_order() -> None:
    text = "MATCH (a:System)-[f:FEEDS]->(b:System) RETURN a, f, b"
    assert [finding.code for finding in lint(text)] == ["no-order-promised"]
    assert lint(text, shows="map") == ()


def test_a_text_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(QueryError):
        lint("RETURN 'open")


PIECES = [
    *("MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "RETURN", "DISTINCT", "ORDER", "BY", "LIMIT", "UNION", "ALL"),
    *("CALL", "EXISTS", "COUNT", "AS", "a", "b", "x.y", "<>", "=", "IN", "(", ")", "[", "]", "{", "}", ",", ";", ":"),
    *("|", "-", ">", "<", "*", "..", "1", "'x'", "$p", "`n`", "sum(", "round(", "collect(", "CASE", "WHEN", "END"),
    *("CONTAINS", "(a:System)", "-[f:FEEDS]->", "RETURN a", "AS x", "any(x IN [1] WHERE", "EXISTS { (a)--() }"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_of_words_is_linted_or_cannot_be_read(pieces: list[str]) -> None:
    try:
        found = lint(" ".join(pieces))
    except QueryError:
        return
    assert all(isinstance(item, Finding) and item.line >= 1 for item in found)


@pytest.mark.parametrize("id", packs.shipped().ids)
def test_shipped_queries_are_clean(id: str) -> None:
    query = packs.query(id)
    assert lint(query.text, shows=query.shows) == ()
    assert lint(query.spelt(), shows=query.shows) == ()
