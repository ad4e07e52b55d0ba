"""One text asked of the embedded store and of a Neo4j: an answer, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import neo4j
import neo4j.exceptions
import neo4j.graph

from graphmodel.errors import QueryError, QueryTimeout, RefusedQuery, StoreError
from graphmodel.graph.model import node_types
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store, open_store
from graphmodel.values.elements import Node, Path, Relationship
from tests.cypher.comparing import Answer
from tests.servers import Server

TIMEOUT = 5.0
MOST_ROWS = 20_000
_STATIC = ("SyntaxError", "SemanticError", "ParameterMissing", "FeatureDeprecationWarning")


@dataclass(frozen=True)
class NoAnswer:
    """``why`` is static (refused before anything ran), runtime, timeout, large or broken (an error nobody meant)."""

    why: str
    message: str

    @property
    def reason(self) -> str:
        """Return the message without what is particular to one text, to be counted."""
        line = re.sub(r"^(line \d+, column \d+:|\d+:\d+:?)\s*", "", self.message.strip().split("\n")[0])
        return re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\b\d+\b|\(line.*", "…", line)[:120]


class Theirs:
    """A Neo4j that holds one catalogue; only read through one session."""

    def __init__(self, server: Server, timeout: float = TIMEOUT) -> None:
        self._server, self._timeout = server, timeout
        self._driver = neo4j.GraphDatabase.driver(
            server.uri, auth=(server.username, server.password), notifications_min_severity="OFF"
        )
        self._session = self._driver.session(default_access_mode=neo4j.READ_ACCESS)
        self._ids: dict[str, str] = {}

    def write(self, catalogue: Catalogue) -> None:
        with open_store(self._server.uri, password=self._server.password) as store:
            store.write(catalogue)
        # what the store keeps on a server for itself is no part of the graph, and an untyped pattern would see it
        labels = "|".join(node_types())
        with self._driver.session() as session:
            session.run(f"MATCH (n) WHERE NOT n:{labels} DETACH DELETE n").consume()
        rows = self._session.run("MATCH (n) RETURN elementId(n) AS key, n.id AS id").values()
        self._ids = {str(key): str(id) for key, id in rows}

    def ask(self, cypher: str, parameters: Mapping[str, object]) -> Answer | NoAnswer:
        try:
            query = neo4j.Query(cypher, timeout=self._timeout)
            result = self._session.run(query, dict(parameters))
            records = result.fetch(MOST_ROWS + 1)
            columns = tuple(result.keys())
            result.consume()
        except neo4j.exceptions.Neo4jError as problem:
            code = str(problem.code)
            why = "timeout" if "TimedOut" in code or "Terminated" in code else "runtime"
            static = code.rpartition(".")[2] in _STATIC
            return NoAnswer("static" if static else why, f"{code.rpartition('.')[2]}: {problem.message}")
        if len(records) > MOST_ROWS:
            return NoAnswer("large", "too many rows")
        return Answer(columns, tuple(tuple(self._value(value) for value in record.values()) for record in records))

    def _value(self, value: Any) -> object:
        if isinstance(value, neo4j.graph.Path):
            nodes = tuple(cast("Node", self._value(node)) for node in value.nodes)
            return Path(nodes, tuple(cast("Relationship", self._value(item)) for item in value.relationships))
        if isinstance(value, neo4j.graph.Node):
            label = next((name for name in node_types() if name in value.labels), "")
            return Node(label, self._ids[value.element_id], dict(value))
        if isinstance(value, neo4j.graph.Relationship):
            assert value.start_node is not None and value.end_node is not None  # noqa: PT018 - one without properties is false
            start, end = self._ids[value.start_node.element_id], self._ids[value.end_node.element_id]
            return Relationship(value.type, start, end, dict(value))
        if isinstance(value, list):
            return [self._value(item) for item in cast("list[object]", value)]
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in cast("dict[str, object]", value).items()}
        return value

    def close(self) -> None:
        self._session.close()
        self._driver.close()


class Ours:
    """The embedded store with one catalogue."""

    def __init__(self, catalogue: Catalogue | None = None, timeout: float = TIMEOUT) -> None:
        self.store: Store = open_store("memory:", timeout=timeout)
        if catalogue is not None:
            self.store.write(catalogue)

    def ask(self, cypher: str, parameters: Mapping[str, object]) -> Answer | NoAnswer:
        try:
            table = self.store.run(cypher, parameters or None, limit=MOST_ROWS)
        except (RefusedQuery, QueryError) as problem:
            return NoAnswer("static", str(problem))
        except QueryTimeout as problem:
            return NoAnswer("timeout", str(problem))
        except StoreError as problem:
            return NoAnswer("runtime", str(problem))
        except Exception as problem:  # noqa: BLE001 - whatever else comes is a finding, and the run goes on
            return NoAnswer("broken", f"{type(problem).__name__}: {problem}")
        if table.cut:
            return NoAnswer("large", "too many rows")
        return Answer(table.columns, table.rows)

    def close(self) -> None:
        self.store.close()
