"""The read-only guard: nothing that writes gets past it, and nothing that only looks like it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import QueryError, RefusedQuery
from graphmodel.queries import packs
from graphmodel.queries.guard import OPENINGS, ensure_read_only

HOSTILE = [
    ("CREATE (n)", "CREATE"),
    ("create (n)", "CREATE"),
    ("CrEaTe (n)", "CREATE"),
    ("CREATE NODE TABLE T(id STRING, PRIMARY KEY(id))", "CREATE"),
    ("CREATE REL TABLE R(FROM A TO B)", "CREATE"),
    ("CREATE MACRO f(x) AS x", "CREATE"),
    ("CREATE CONSTRAINT c FOR (n:A) REQUIRE n.id IS UNIQUE", "CREATE"),
    ("CREATE INDEX i FOR (n:A) ON (n.id)", "CREATE"),
    ("CREATE USER u SET PASSWORD 'p'", "CREATE"),
    ("CREATE OR REPLACE DATABASE d", "CREATE"),
    ("MERGE (n:A {id: 1})", "MERGE"),
    ("INSERT (:A)", "INSERT"),
    ("MATCH (n) MERGE (m)", "MERGE"),
    ("MATCH (n) CREATE (m)", "CREATE"),
    ("MATCH (n) INSERT (:A)", "INSERT"),
    ("MATCH (n) SET n.x = 1", "SET"),
    ("MATCH (n) SET n += {x: 1}", "SET"),
    ("MATCH (n) SET n:Label", "SET"),
    ("MATCH (n) REMOVE n.x", "REMOVE"),
    ("MATCH (n) DELETE n", "DELETE"),
    ("MATCH (n) DETACH DELETE n", "DETACH"),
    ("MATCH (n) NODETACH DELETE n", "NODETACH"),
    ("MATCH (n) WITH n DELETE n", "DELETE"),
    ("MATCH (n)DELETE(n)", "DELETE"),
    ("MATCH (n)\nDELETE\nn", "DELETE"),
    ("MATCH (n) /* harmless */ DELETE n", "DELETE"),
    ("MATCH (n) // harmless\nDELETE n", "DELETE"),
    ("MATCH (n) // harmless\rDELETE n", "DELETE"),
    ("/* a */ CREATE /* b */ (n)", "CREATE"),
    ("// a\nCREATE (n)", "CREATE"),
    ("MATCH (n) RETURN '/*' AS a CREATE (m) RETURN '*/' AS b", "CREATE"),
    ('MATCH (n) RETURN "//" AS a CREATE (m)', "CREATE"),
    ("MATCH (n) RETURN 'a\\\\' AS a CREATE (m) RETURN 'b' AS b", "CREATE"),
    ("MATCH (n) RETURN `'` AS a CREATE (m) RETURN `'` AS b", "CREATE"),
    ("RETURN 'a\\u0027 AS x CREATE (n) //'", "CREATE"),
    ("RETURN 1 AS x // \\u000a CREATE (n)", "CREATE"),
    ("RETURN 1 AS x // \\u000d CREATE (n)", "CREATE"),
    ("MATCH (n) RETURN 'x' AS x /* \\u002a\\u002f CREATE (m) /* */", "CREATE"),
    ("MATCH (n) RETURN `a\\u0060 AS x CREATE (m) //`", "CREATE"),
    ("MATCH (n)\u00a0DELETE\u00a0n", "DELETE"),
    ("MATCH (n)\u2003SET\u2003n.x = 1", "SET"),
    ("MATCH (n) \u017fET n.x = 1", "SET"),
    ("MATCH (as) WITH as CREATE (n) RETURN 1 AS x", "CREATE"),
    ("MATCH (n) WITH n AS SET n.x = 1", "SET"),
    ("RETURN 1CREATE (n)", "CREATE"),
    ("RETURN 1.CREATE", "CREATE"),
    ("UNWIND [1] AS x FOREACH (y IN [1] | CREATE (n))", "FOREACH"),
    ("MATCH (n) FOREACH (x IN [n] | SET x.y = 1)", "FOREACH"),
    ("CALL { CREATE (n) } RETURN 1 AS x", "CREATE"),
    ("CALL (n) { SET n.x = 1 } RETURN 1 AS x", "SET"),
    ("MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS", "DELETE"),
    ("MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n", "SET"),
    ("RETURN 1 AS x UNION CREATE (n) RETURN 1 AS x", "CREATE"),
    ("RETURN 1 AS x; CREATE (n)", "CREATE"),
    ("RETURN 1 AS x; MATCH (n) RETURN n", "second statement"),
    ("RETURN ';' AS x; RETURN 2 AS y", "second statement"),
    (";;CREATE (n)", "CREATE"),
    ("DROP TABLE System", "DROP"),
    ("DROP CONSTRAINT c", "DROP"),
    ("DROP DATABASE neo4j", "DROP"),
    ("ALTER TABLE System ADD x STRING", "ALTER"),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", "ALTER"),
    ("RENAME USER a TO b", "RENAME"),
    ("COMMENT ON TABLE System IS 'x'", "COMMENT"),
    ("COPY System FROM 'x.csv'", "COPY"),
    ("COPY (MATCH (n) RETURN n) TO 'x.csv'", "COPY"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "LOAD"),
    ("LOAD CSV WITH HEADERS FROM 'http://example.org' AS l RETURN l", "LOAD"),
    ("LOAD FROM '/etc/passwd' RETURN *", "LOAD"),
    ("LOAD WITH HEADERS (a STRING) FROM 'x.csv' RETURN *", "LOAD"),
    ("LOAD EXTENSION httpfs", "LOAD"),
    ("MATCH (n) LOAD/**/CSV FROM 'x' AS l RETURN l", "LOAD"),
    ("MATCH (n) WITH n LOAD FROM 'x' RETURN *", "LOAD"),
    ("UNWIND [1] AS x LOAD WITH HEADERS FROM 'x' RETURN *", "LOAD"),
    ("INSTALL httpfs", "INSTALL"),
    ("UNINSTALL httpfs", "UNINSTALL"),
    ("UPDATE httpfs", "UPDATE"),
    ("ATTACH 'x.db' AS x (dbtype sqlite)", "ATTACH"),
    ("DETACH x", "DETACH"),
    ("EXPORT DATABASE '/tmp/x'", "EXPORT"),
    ("IMPORT DATABASE '/tmp/x'", "IMPORT"),
    ("PROJECT GRAPH g (a)", "PROJECT"),
    ("CALL threads=4", "CALL"),
    ("CALL db_version = 4", "CALL"),
    ("CALL project_graph('g', ['A'], ['R'])", "CALL"),
    ("CALL apoc.load.json('http://example.org')", "apoc.load.json"),
    ("CALL `apoc`.`load`.json('x')", "apoc.load.json"),
    ("CALL apoc . cypher . doIt('CREATE (n)', {})", "CALL"),
    ("MATCH (n) CALL apoc.create.node(['A'], {}) YIELD node RETURN node", "apoc.create.node"),
    ("CALL dbms.setConfigValue('a', 'b')", "CALL"),
    ("CALL db.labels.more()", "CALL"),
    ("CALL", "CALL"),
    (
        "RETURN apoc.cypher.runFirstColumnMany('LOAD CSV FROM \\'file:///x\\' AS l RETURN l', {}) AS x",
        "apoc.cypher.run",
    ),
    ("RETURN `apoc`.`load`.json ('x') AS x", "apoc.load.json"),
    ("RETURN apoc /* a */ . cypher /* b */ . runFirstColumn /* c */ ('x', {}) AS x", "apoc.cypher.runFirstColumn"),
    ("RETURN APOC.util.sleep(1) AS x", "APOC.util.sleep"),
    ("MATCH (n) WHERE genai.vector.encode('x', 'y') IS NULL RETURN n", "genai.vector.encode"),
    ("RETURN [x IN [1] | n10s.rdf.getIRI(x)] AS x", "n10s.rdf.getIRI"),
    ("RETURN file() AS x", "file() is refused"),
    ("RETURN linenumber() AS x", "linenumber"),
    ("MATCH (n) RETURN n {.*, x: apoc.meta.cypher.type(n)} AS n", "apoc.meta"),
    ("RETURN db.nameFromElementId('x') AS x", "db.nameFromElementId"),
    ("RETURN graph.names() AS x", "graph.names"),
    ("UNWIND graph.byName('x') AS x RETURN x", "graph.byName"),
    ("CALL show_tables() RETURN *", "show_tables"),
    ("GRANT ROLE admin TO u", "GRANT"),
    ("DENY READ {*} ON GRAPH * TO r", "DENY"),
    ("REVOKE ROLE admin FROM u", "REVOKE"),
    ("SHOW USERS", "SHOW"),
    ("TERMINATE TRANSACTIONS 'x'", "TERMINATE"),
    ("START DATABASE d", "START"),
    ("STOP DATABASE d", "STOP"),
    ("USE system MATCH (n) RETURN n", "USE"),
    ("BEGIN TRANSACTION", "BEGIN"),
    ("COMMIT", "COMMIT"),
    ("ROLLBACK", "ROLLBACK"),
    ("CHECKPOINT", "CHECKPOINT"),
    ("EXPLAIN MATCH (n) RETURN n", "EXPLAIN"),
    ("PROFILE CREATE (n)", "PROFILE"),
    ("CYPHER 5 CREATE (n)", "CYPHER"),
    ("FINISH", "FINISH"),
    ("MACTH (n) RETURN n", "MACTH"),
    ("(n) RETURN n", "cannot open"),
]
HARMLESS = [
    "MATCH (n) RETURN n",
    "match (n) return n;",
    "MATCH (n) RETURN n;;\n",
    "OPTIONAL MATCH (n) RETURN n",
    "UNWIND [1, 2] AS x RETURN x",
    "RETURN 1 AS x",
    "WITH 'x' AS word MATCH (n {id: word}) RETURN n",
    "RETURN 'CREATE (n)' AS x",
    'RETURN "DETACH DELETE n" AS x',
    "RETURN 'it\\'s; DROP TABLE x' AS x",
    "MATCH (n) RETURN n // CREATE (m)",
    "MATCH (n) /* DELETE n; DROP TABLE x */ RETURN n",
    "/* LOAD CSV */ MATCH (n) RETURN n",
    "MATCH (n) RETURN n.set AS x, n.create AS y, n.delete AS z",
    "MATCH (n) RETURN n . remove AS x",
    "MATCH (n) RETURN `set` AS x",
    "MATCH (`create`:`Delete` {`merge`: 1}) RETURN `create`",
    "MATCH (n {set: 1, create: 2}) RETURN n",
    "MATCH (n:Create) RETURN n",
    "MATCH (n) RETURN {delete: n.id, remove: 2} AS x",
    "MATCH (load:Load) RETURN load.state AS state",
    "MATCH (n) WITH n AS load RETURN load",
    "MATCH (copy)-[drop:FEEDS]->(alter) RETURN copy, drop, alter",
    "MATCH (n) RETURN n.created AS created, n.settings AS settings, n.offset AS offset",
    "MATCH (n) RETURN $create AS x, $set AS y",
    "CALL db.labels()",
    "CALL db.labels() YIELD label RETURN label",
    "CALL DB.LABELS",
    "CALL dbms.components() YIELD name RETURN name",
    "MATCH (n) WHERE (n.a = 1) AND (n.b = 2) OR NOT (n.c IN (['x'])) RETURN (n.a) AS x ORDER BY (x)",
    "MATCH (n) WHERE any(x IN n.a WHERE x = 1) AND exists((n)--()) RETURN toUpper(n.name) AS x, count(*) AS n",
    "MATCH p = shortestPath((a)-[*..4]-(b)) RETURN duration.between(date('2020-01-01'), date()) AS d, length(p) AS n",
    "MATCH (n) RETURN CASE WHEN (n.a) THEN (1) ELSE (2) END AS x",
    "CALL (*) { RETURN 1 AS x } RETURN x",
    "MATCH (n)-[:A]->(m) RETURN `toUpper`(n.name) AS x",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { RETURN n.id AS id } RETURN id",
    "MATCH (n) RETURN n UNION MATCH (m) RETURN m AS n",
    "MATCH (n) WHERE EXISTS { MATCH (n)-[:FEEDS]-() } RETURN n",
    "MATCH (n) RETURN 'Qu\u00e9bec // no comment' AS x",
    "MATCH (n) RETURN '\\\\u0027 CREATE' AS x",
    "\ufeffMATCH (n) RETURN n",
]


@pytest.mark.parametrize(("text", "word"), HOSTILE)
def test_refused(text: str, word: str) -> None:
    with pytest.raises(RefusedQuery) as raised:
        ensure_read_only(text)
    assert word in str(raised.value)


@pytest.mark.parametrize("text", HARMLESS)
def test_let_through(text: str) -> None:
    ensure_read_only(text)


def test_a_refusal_names_word_place_and_remedy() -> None:
    with pytest.raises(RefusedQuery) as raised:
        ensure_read_only("MATCH (n)\n  SET n.x = 1")
    message = str(raised.value)
    assert message.startswith("2:3: ")
    assert "SET" in message
    assert "graphmodel load" in message
    assert "`SET`" in message


@pytest.mark.parametrize("text", ["", "  \n", ";", "// only a comment", "RETURN 'open", "RETURN 'it\\u0027s' AS x"])
def test_nothing_to_run_or_to_read_is_an_error_of_its_own(text: str) -> None:
    with pytest.raises(QueryError):
        ensure_read_only(text)


def test_every_shipped_query_only_reads() -> None:
    for query in packs.shipped():
        ensure_read_only(query.text)


@given(st.text())
def test_what_passes_opens_with_a_reading_word(text: str) -> None:
    try:
        ensure_read_only(text)
    except (RefusedQuery, QueryError):
        return
    assert any(word in text.upper() for word in OPENINGS)


@given(
    st.sampled_from(["CREATE", "merge", "Set", "DELETE", "REMOVE", "FOREACH"]),
    st.sampled_from([" ", "\n", "/**/", "// x\n", "\t", "\u00a0"]),
)
def test_a_write_clause_is_refused_whatever_stands_around_it(word: str, gap: str) -> None:
    with pytest.raises(RefusedQuery):
        ensure_read_only(f"MATCH (n){gap}{word}{gap}(m) RETURN 'x' AS x")
