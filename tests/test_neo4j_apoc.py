"""What a plug-in brings can be called by no text: its functions read a server's files and run texts of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphmodel.errors import RefusedQuery, StoreError
from graphmodel.queries.called import FUNCTIONS, PROCEDURES
from graphmodel.stores import Store, neo4j, open_store
from tests import servers
from tests.rotation import either
from tests.servers import Server
from tests.test_stores import LEAVING, SMALL

pytestmark = pytest.mark.rotates("a server in trouble")

READING_A_FILE = "RETURN apoc.cypher.runFirstColumnMany(\"LOAD CSV FROM 'file:///names.csv' AS l RETURN l\", {}) AS x"
OTHERS = (
    *("genai.vector.encode", "genai.vector.listEncodingProviders", "ai.text.embed", "gds.util.asNode"),
    *("apoc.load.json", "apoc.import.file", "n10s.rdf.fetch", "custom.anything", "db.nameFromElementId"),
)
"""Of plug-ins that cannot be fetched here, and of none."""
SPELLINGS = (
    "RETURN {}('x') AS x",
    "MATCH (s:System) WHERE {}(s.name) RETURN s",
    "RETURN [x IN [1] | {}(x)] AS x",
    "WITH {{a: {}()}} AS m RETURN m.a AS x",
    "RETURN {} /* a comment */ () AS x",
    "CALL {{ RETURN {}(1) AS x }} RETURN x",
    "MATCH (s:System) RETURN s.id AS x ORDER BY {}(s)",
    "RETURN CASE WHEN true THEN {}(1) END AS x",
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server with APOC core."""
    with servers.neo4j_server(apoc=True) as started:
        yield started


@pytest.fixture(scope="module")
def store(server: Server) -> Iterator[Store]:
    """Its store, which holds a small graph."""
    with open_store(server.uri, password=server.password) as opened:
        opened.write(SMALL.add(*LEAVING))
        yield opened


def asked(server: Server, text: str) -> list[list[object]]:
    with server.driver() as driver:
        return [record.values() for record in driver.execute_query(text).records]


def test_no_function_of_a_plug_in_is_called(server: Server, store: Store) -> None:
    rows = asked(server, "SHOW FUNCTIONS YIELD name, isBuiltIn RETURN name, isBuiltIn")
    foreign = [str(name) for name, own in rows if not own]
    assert len([name for name in foreign if name.startswith("apoc.")]) > 100
    for name in (*foreign, *OTHERS):
        quoted = ".".join(f"`{part}`" for part in name.split("."))
        for spelt in (name, name.upper(), quoted, name.replace(".", " . ")):
            for spelling in SPELLINGS:
                with pytest.raises(RefusedQuery):
                    store.run(spelling.format(spelt))


def test_each_function_that_may_be_called_is_the_servers_own(server: Server) -> None:
    rows = asked(server, "SHOW FUNCTIONS YIELD name, isBuiltIn RETURN name, isBuiltIn")
    own = {str(name).lower() for name, built_in in rows if built_in}
    newer = {"sinh", "cosh", "tanh", "coth"}  # of the server's next versions
    syntax = {"shortestpath", "allshortestpaths"}  # the parser's, and in no list of functions
    assert FUNCTIONS - own - syntax - newer == set()


def test_no_procedure_is_called_but_those_that_describe(server: Server, store: Store) -> None:
    rows = asked(server, "SHOW PROCEDURES YIELD name, mode RETURN name, mode")
    names = [str(name) for name, _ in rows]
    assert len([name for name in names if name.startswith("apoc.")]) > 50
    for name in names:
        if name.lower() in PROCEDURES:
            store.run(f"CALL {name}()")
            continue
        for spelling in ("CALL {}", "CALL {}()", "MATCH (s) CALL {}(s) YIELD value RETURN value"):
            with pytest.raises(RefusedQuery):
                store.run(spelling.format(either(name, name.upper())))


def test_it_would_reach_the_servers_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guard keeps out is a real hole: the server runs the text inside the function, for a reader as well."""
    with pytest.raises(RefusedQuery, match="plug-in"):
        store.run(READING_A_FILE)
    monkeypatch.setattr(neo4j, "ensure_read_only", str)
    with pytest.raises(StoreError, match=r"NoSuchFileException: .*names\.csv|external resource"):
        store.run(READING_A_FILE)
