"""Hostile texts: each is refused in words, or does nothing but what it says; nothing of a text is ever run as SQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import QueryError, RefusedQuery, StoreError
from graphmodel.queries.language.spelling import quote
from graphmodel.queries.sql.translate import translate
from graphmodel.stores import Store, open_store

pytestmark = pytest.mark.rotates("cypher_attacks")

PAYLOADS = (
    "'",
    "''",
    '"',
    "`",
    '\'; DROP TABLE "System"; --',
    "' OR 1=1 --",
    "' UNION SELECT * FROM read_text('/etc/passwd') --",
    "\\'; ATTACH '/tmp/x.db' AS x; --",
    '"; COPY "System" TO \'/tmp/out.csv\'; --',
    "$$; SELECT 1; $$",
    "$1",
    "{0}",
    "%s",
    "x' || getenv('HOME') || 'x",
    "*/ SELECT 1 /*",
    "-- comment",
    "\n; PRAGMA database_list; --",
    "E'\\x41'",
    "\u2019; SELECT 1; --",
    "\uff07 OR 1",
    "a\u0301\u200d\U0001f469\u200d",
    "\\u0027; SELECT 1",
    "c1",
    "t1._key",
    "graphmodel:division-by-zero",
)
FUNCTIONS = (
    *("read_text", "read_csv", "read_csv_auto", "read_blob", "read_json", "read_parquet", "parquet_scan", "glob"),
    *("getenv", "current_setting", "pragma_database_list", "duckdb_settings", "duckdb_secrets", "query", "query_table"),
    *("sniff_csv", "error", "unnest", "system", "which_secret", "sql_auto_complete", "json_execute_serialized_sql"),
    *("load_aws_credentials", "sqlite_scan", "postgres_scan", "http_get", "setseed", "nextval", "pg_read_file"),
    *(
        "list_transform",
        "struct_pack",
        "array_to_string",
        "cast",
        "try_cast",
        "printf",
        "format",
        "md5",
        "hash",
        "rand",
    ),
    *("apoc.load.json", "apoc.cypher.run", "dbms.killQuery", "db.labels", "genai.vector.encode", "linenumber", "file"),
)
STATEMENTS = (
    *("SELECT 1", "PRAGMA version", "ATTACH 'x.db' AS x", "COPY System TO 'x.csv'", "INSTALL httpfs", "LOAD httpfs"),
    *("SET memory_limit = '1TB'", "RESET memory_limit", "CREATE TABLE x (i INTEGER)", "DROP TABLE System", "VACUUM"),
    *("EXPORT DATABASE 'x'", "IMPORT DATABASE 'x'", "CHECKPOINT", "CALL duckdb_settings()", "USE memory", "DETACH x"),
    *("FROM System", "WITH x AS (SELECT 1) SELECT * FROM x", "VALUES (1)", "EXPLAIN RETURN 1 AS x", "SHOW TABLES"),
    *("RETURN 1 AS x; SELECT 2", "RETURN 1 AS x UNION SELECT 2", "RETURN (SELECT 1) AS x", "RETURN 1::TEXT AS x"),
    *("RETURN CAST(1 AS TEXT) AS x", "RETURN x -> 'a' AS x", "RETURN [1, 2][1:2] AS x", "RETURN $$x$$ AS x"),
    *("RETURN 1 AS x FROM System", "MATCH (s:System) RETURN s._key AS k", "MATCH (s:System) RETURN s.rowid AS k"),
    *("MATCH (s:information_schema) RETURN s", 'MATCH (s:`System"; --`) RETURN s', "RETURN `x`.`y` AS x"),
    *("RETURN lambda x: x AS y", "RETURN x'41' AS x", "RETURN e'a' AS x", "RETURN 'a' 'b' AS x", "RETURN ?1 AS x"),
    *("MATCH (s:System) RETURN s.name COLLATE NOCASE AS x", "MATCH (s:System) USING INDEX s RETURN s", "RETURN 1 AS x LIMIT ALL"),
    *("RETURN 1 AS x LIMIT (SELECT 1)", "RETURN 1 AS x ORDER BY ALL", "RETURN 1 AS x GROUP BY 1", "RETURN @@version AS x"),
)  # fmt: skip
BOMBS = {
    "parentheses": "RETURN " + "(" * 50_000 + "1" + ")" * 50_000 + " AS x",
    "lists": "RETURN " + "[" * 2_000 + "]" * 2_000 + " AS x",
    "maps": "RETURN " + "{a: " * 2_000 + "1" + "}" * 2_000 + " AS x",
    "calls": "RETURN " + "abs(" * 1_000 + "1" + ")" * 1_000 + " AS x",
    "cases": "RETURN " + "CASE WHEN " * 300 + "true" + " THEN true END" * 300 + " AS x",
    "doubling": "RETURN " + "[1] IN [" * 50 + "1" + "]" * 50 + " AS x",
    "any": "RETURN " + "any(x IN [" * 50 + "true" + "] WHERE x)" * 50 + " AS x",
    "slices": "RETURN [1]" + "[0..1]" * 150 + " AS x",
    "not": "RETURN " + "NOT " * 5_000 + "true AS x",
    "minus": "RETURN " + "- " * 5_000 + "1 AS x",
    "plus": "RETURN " + "1 + " * 20_000 + "1 AS x",
    "and": "MATCH (s:System) WHERE " + "true AND " * 9_000 + "true RETURN count(*) AS x",
    "comparisons": "RETURN " + "1 < " * 3_000 + "2 AS x",
    "pieces": "MATCH " + "()-->" * 2_000 + "() RETURN count(*) AS x",
    "patterns": "MATCH " + "(), " * 2_000 + "() RETURN count(*) AS x",
    "matches": "MATCH (a) " * 3_000 + "RETURN count(*) AS x",
    "unions": "RETURN 1 AS x UNION ALL " * 3_000 + "RETURN 1 AS x",
    "exists": "MATCH (a) WHERE " + "EXISTS { MATCH (a) WHERE " * 60 + "true" + " }" * 60 + " RETURN count(*) AS x",
    "labels": "MATCH (a:" + "!" * 2_000 + "System) RETURN count(*) AS x",
    "label brackets": "MATCH (a:" + "(" * 2_000 + "System" + ")" * 2_000 + ") RETURN count(*) AS x",
    "a megabyte of spaces": "RETURN 1 AS x" + " " * 1_000_000,
    "a megabyte of text": f"RETURN '{'a' * 1_000_000}' AS x",
    "a megabyte of quotes": "RETURN " + "'" * 1_000_001,
    "a megabyte of brackets": "[" * 1_000_000,
    "columns": "RETURN " + ", ".join(f"{n} AS c{n}" for n in range(20_000)),
    "long name": f"RETURN 1 AS {'x' * 90_000}",
    "long number": f"RETURN {'9' * 90_000} AS x",
    "long hexadecimal": f"RETURN 0x{'f' * 90_000} AS x",
    "long decimal": f"RETURN 1.{'1' * 90_000} AS x",
    "texts that are replaced often": "RETURN size(" + "replace(" * 8 + "'a'" + ", 'a', 'aaaaaaaaaa')" * 8 + ") AS x",
    "exponent": "RETURN 1e999999 AS x",
    "lists that double": "WITH [1] AS l " + "WITH l + l AS l " * 60 + "RETURN size(l) AS x",
    "lists that double in reduce": "RETURN size(reduce(t = [1], x IN range(1, 60) | t + t)) AS x",
    "lists of lists": "WITH range(1, 9999) AS l RETURN size([x IN l | [y IN l | l]]) AS x",
    "ranges in ranges": "RETURN [x IN range(1, 9999) | range(1, 9999)] AS x",
    "many ranges": f"RETURN {', '.join(f'range(1, 9999) AS c{n}' for n in range(3_000))}",
    "texts that double": "WITH 'ab' AS t " + "WITH t + t AS t " * 60 + "RETURN size(t) AS x",
    "texts that double in reduce": "RETURN size(reduce(t = 'ab', x IN range(1, 60) | t + t)) AS x",
    "texts that are replaced": "RETURN size(" + "replace(" * 30 + "'a'" + ", 'a', 'aaaaaaaaaa')" * 30 + ") AS x",
    "range in a list": "RETURN range(1, 5000000000) AS x",
    "regular expression": "RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+b' AS x",
    "regular expression of many": "RETURN 'a' =~ '((a{100}){100}){100}' AS x",
    "walk": "MATCH (a)-[*]-(b) RETURN count(*) AS x",
    "walk far": "MATCH (a)-[*1..1000000]-(b) RETURN count(*) AS x",
    "unclosed": "MATCH (a:System {name: 'x'} WHERE [[[[((((",
    "control characters": "RETURN \x07\x1b[2J 1 AS x",
    "direction marks": "RETURN \u202e1 AS x",
    "byte order marks": "\ufeff\ufeffRETURN 1 AS x",
}


def answer(store: Store, text: str, parameters: dict[str, object] | None = None) -> object:
    """Return the one value of an answer, or None where it was refused in words."""
    try:
        rows = store.run(text, parameters, limit=100).rows
    except (RefusedQuery, QueryError, StoreError):
        return None
    return rows[0][0] if rows else ()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_text_and_nothing_else(canada_store: Store, payload: str) -> None:
    assert answer(canada_store, "RETURN $x AS x", {"x": payload}) == payload
    assert answer(canada_store, "WITH {a: $x} AS m RETURN m.a AS x", {"x": payload}) == payload
    assert answer(canada_store, "RETURN [$x][0] + '' AS x", {"x": payload}) == payload
    assert answer(canada_store, "MATCH (s:System {name: $x}) RETURN count(*) AS n", {"x": payload}) == 0
    assert answer(canada_store, "MATCH (s:System) WHERE s.name = $x RETURN count(*) AS n", {"x": payload}) == 0
    assert (
        answer(canada_store, "MATCH (s:System)-[:FEEDS*1..2 {mode: $x}]->() RETURN count(*) AS n", {"x": payload}) == 0
    )
    assert answer(canada_store, f"RETURN {quote(payload)} AS x") == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_as_a_name_names_nothing(canada_store: Store, payload: str) -> None:
    name = f"`{payload.replace('`', '``')}`"
    for text in (
        f"MATCH (s:{name}) RETURN s",
        f"MATCH ()-[f:{name}]->() RETURN f",
        f"MATCH (s:System) RETURN s.{name} AS x",
        f"RETURN {name}(1) AS x",
        f"RETURN {name} AS x",
        f"MATCH (s:System {{{name}: 1}}) RETURN s",
    ):
        assert answer(canada_store, text) is None, text
    if "\\u" not in payload:
        assert canada_store.run(f"RETURN 1 AS {name}").columns == (payload,)
        assert canada_store.run(f"MATCH ({name}:System) WITH {name} LIMIT 1 RETURN count({name}) AS n").rows == ((1,),)
        assert answer(canada_store, f"WITH {{{name}: 7}} AS m RETURN m.{name} AS x") == 7
    assert answer(canada_store, f"RETURN 1 AS x // {payload.splitlines()[0]}") == 1


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_the_engine_are_not_to_be_had(canada_store: Store, name: str) -> None:
    for arguments in ("", "'/etc/passwd'", "'/etc/passwd', 1"):
        with pytest.raises((RefusedQuery, QueryError)):
            canada_store.run(f"RETURN {name}({arguments}) AS x")
        with pytest.raises((RefusedQuery, QueryError)):
            canada_store.run(f"MATCH (s:System) WHERE {name}({arguments}) RETURN s")


@pytest.mark.parametrize("text", STATEMENTS)
def test_statements_of_the_engine_are_refused(canada_store: Store, text: str) -> None:
    with pytest.raises((RefusedQuery, QueryError)) as refusal:
        canada_store.run(text)
    assert "graphmodel failed" not in str(refusal.value)


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_or_small(canada_store: Store, name: str) -> None:
    found = answer(canada_store, BOMBS[name])
    assert found in (None, True, False, 1, -1, 481) or isinstance(found, int | float), name
    assert answer(canada_store, "RETURN 1 AS x") == 1  # and the store goes on


LONG = {
    "cartesian product": "MATCH (a), (b), (c), (d), (e) RETURN count(*) AS x",
    "product that is looked at": (
        "MATCH (a:System), (b:System), (c:System), (d:System) WHERE a.name + b.name < c.name + d.name RETURN count(*) AS x"
    ),
    "product that is sorted": "MATCH (a:System), (b:System), (c:System) RETURN a.id AS x ORDER BY b.name, c.name",
    "product that is grouped": "MATCH (a:System), (b:System), (c:System) RETURN a.id + b.id + c.id AS x, count(*) AS n",
    "product that is collected": "MATCH (a:System), (b:System), (c:System) RETURN size(collect(a.id + b.id)) AS x",
    "long walks": "MATCH p = (a:System)-[:FEEDS|OFFERED_BY*1..10]-(b:System) RETURN count(p) AS x",
    "range": "UNWIND range(1, 100000000000) AS x RETURN sum(x) AS x",
    "products of lists": (
        "UNWIND range(1, 999999) AS a UNWIND range(1, 999999) AS b UNWIND range(1, 9999) AS c RETURN sum(a * b + c) AS x"
    ),
    "lists of products": "UNWIND range(1, 9999999) AS a RETURN sum(size([x IN range(1, 9999) WHERE x % 7 = a % 7])) AS x",
    "reduce": "UNWIND range(1, 99999) AS a RETURN sum(reduce(t = 0, x IN range(1, 9999) | t + x * a)) AS x",
    "rows without end": "MATCH (a:System), (b:System), (c:System) RETURN a.id AS x, b.id AS y, c.id AS z",
    "nodes without end": "MATCH (a:System), (b:System), (c:System) RETURN a AS x, b AS y, c AS z",
    "subqueries": "MATCH (a:System), (b:System) WHERE COUNT { MATCH (a)--()--()--()--()--(b) } > 3 RETURN count(*) AS x",
}


@pytest.mark.parametrize("name", LONG)
def test_long_work_is_cut_off_or_refused_and_the_store_goes_on(long_store: Store, name: str) -> None:
    with pytest.raises((StoreError, RefusedQuery)):
        long_store.run(LONG[name])
    assert long_store.run("RETURN 1 AS x").rows == ((1,),)


@pytest.fixture(scope="module")
def long_store(tmp_path_factory: pytest.TempPathFactory, canada) -> Store:
    """A store of Canada that cuts off after a second."""
    path: Path = tmp_path_factory.mktemp("long") / "canada.duckdb"
    store = open_store(str(path), timeout=1)
    store.write(canada)
    return store


def test_the_sql_of_a_text_holds_its_words_as_quoted_literals_alone() -> None:
    text = "MATCH (evil:System) WHERE evil.name = 'evil''s \\'; DROP' RETURN evil.id AS `evil\"; --`"
    with pytest.raises(RefusedQuery):
        translate(text)
    sql = translate("MATCH (evil:System) WHERE evil.name = 'a\\'; DROP' RETURN evil.id AS `evil\"; --`").sql()
    assert "'a''; DROP'" in sql
    assert "evil" not in sql
