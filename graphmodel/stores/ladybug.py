"""The embedded store: one immutable file, rebuilt by each load and opened read-only.

The engine is fast and young. A load never touches the file that readers use: it builds a new one beside it,
verifies it, and puts it in the old one's place in one step. A kill at any moment leaves the old graph or the new.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, cast

import ladybug

from graphmodel.errors import QueryTimeout, StoreError
from graphmodel.graph.model import LOAD_ID, Property, about_of, node_types, relationship_types
from graphmodel.queries.guard import ensure_read_only
from graphmodel.queries.language.tokens import tokenize
from graphmodel.stores import OFFERS_LEFT_OUT, Info
from graphmodel.stores.ladybug_values import table_of
from graphmodel.values import Node, Table

if TYPE_CHECKING:
    from graphmodel.arrow import ArrowTable
    from graphmodel.catalogue import Catalogue

POOL = 1 << 30
"""Bytes of memory that a reading database may fill with pages."""
_MAGIC = b"LBUG"


class LadybugStore:
    """A graph in a local file, or, without a path, in a temporary one that goes with the store."""

    binds_literally = True  # a parameter costs the engine its key index

    def __init__(self, path: str | None, *, timeout: float, notice: Callable[[str], None]) -> None:
        self._folder = tempfile.mkdtemp(prefix="graphmodel-") if path is None else None
        self._path = Path(self._folder or "", path or "graph.lbug")
        self._name = path or "memory:"
        self._timeout = timeout
        self._notice = notice
        self._open: tuple[ladybug.Database, ladybug.Connection] | None = None

    def write(self, catalogue: Catalogue) -> None:
        """Make the file hold exactly this catalogue."""
        from graphmodel.graph.build import PropertyGraph
        from graphmodel.stores.ladybug_file import fill, replacing, spool

        self._let_go()
        with replacing(self._path) as folder:
            graph = PropertyGraph(catalogue)
            if not graph.offers_complete:
                self._notice(OFFERS_LEFT_OUT)
            spooled = spool(graph, folder)
            del graph, catalogue  # a caller that keeps neither has their memory back before the engine needs its own
            fill(folder / "graph.lbug", spooled)

    def read(self) -> Catalogue:
        """Return the catalogue that the file holds."""
        from graphmodel.graph.build import Relationships
        from graphmodel.graph.restore import restore

        nodes = {label: self._columns(f"(n:{label})", kind.properties) for label, kind in node_types().items()}
        relationships = [
            Relationships(
                kind.name,
                start,
                end,
                self._columns(
                    f"(a:{start})-[n:{kind.name}]->(b:{end})", kind.properties, ("a.id AS start_", "b.id AS end_")
                ),
            )
            for kind in relationship_types().values()
            for start, end in kind.ends
            if kind.name != "OFFERED_BY"
        ]
        return restore(nodes, relationships, about_of(nodes["Load"].to_pylist()[0]))

    def _columns(self, pattern: str, properties: tuple[Property, ...], ends: tuple[str, ...] = ()) -> ArrowTable:
        """Return properties of everything a pattern calls n; a trailing underscore keeps names from being reserved."""
        wanted = [f"n.{item.name} AS {item.name}_" for item in properties]
        try:
            result: Any = self._execute(f"MATCH {pattern} RETURN {', '.join((*ends, *wanted))}")
        except StoreError as error:
            if "Cannot find property" in str(error):
                other = f"{self._name} was loaded by a graphmodel with other columns: load the catalogue again"
                raise StoreError(other) from error
            raise
        table: ArrowTable = result.get_as_arrow()
        return table.rename_columns([name.removesuffix("_") for name in table.column_names])

    def run(self, cypher: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None) -> Table:
        """Answer one reading statement."""
        from graphmodel.queries.lint import ensure_answered_rightly

        ensure_read_only(cypher)
        ensure_answered_rightly(cypher)
        _ensure_given(cypher, parameters or {})
        deadline = monotonic() + self._timeout
        result = self._execute(cypher, parameters)
        try:
            return table_of(result, self._ids, limit, deadline)
        except TimeoutError:
            raise self._cut_off() from None

    def _execute(self, cypher: str, parameters: Mapping[str, object] | None = None) -> ladybug.QueryResult:
        connection = self._connection()
        try:
            result = connection.execute(cypher, dict(parameters or {}))
        except RuntimeError as error:  # the engine knows no finer exceptions
            self._let_go()  # after a cut-off the engine's memory stays full: start afresh
            raise self._translated(error) from error
        assert isinstance(result, ladybug.QueryResult), "the guard lets one statement through"
        return result

    def _cut_off(self) -> QueryTimeout:
        return QueryTimeout(
            f"the query was cut off after {self._timeout:g} seconds: narrow it (a type, an id), or allow it longer"
        )

    def _translated(self, error: RuntimeError) -> StoreError:
        text = str(error)
        if "Interrupted" in text:
            return self._cut_off()
        if "buffer pool" in text.casefold():
            return StoreError("the query needs more memory than the embedded engine may use: narrow it")
        first = text.partition("\n")[0]
        return StoreError(f"the embedded engine cannot answer: {first}")

    def _ids(self, label: str, offsets: list[int]) -> dict[int, str]:
        """Return our ids of nodes that a query names only by the engine's own."""
        given = ", ".join(map(str, offsets))
        result = self._execute(
            f"MATCH (n:{label}) WHERE offset(id(n)) IN [{given}] RETURN offset(id(n)) AS o, n.id AS i"
        )
        return {int(cast("int", row[0])): str(row[1]) for row in cast("list[list[object]]", result.get_all())}

    def info(self) -> Info:
        """Return what is known of the file."""
        engine = f"ladybug {ladybug.__version__}"
        if not self._path.exists():
            return Info(self._name, engine, "empty")
        load = self.run(f"MATCH (l:Load {{id: '{LOAD_ID}'}}) RETURN l AS load").rows
        if not load:
            return Info(self._name, engine, "empty")
        held: Any = cast("Node", load[0][0]).properties
        counts = {label: self._count(f"(n:{label})") for label in node_types() if label != "Load"}
        for name in relationship_types():
            counts[name] = self._count(f"()-[n:{name}]->()")
        return Info(
            self._name,
            engine,
            held["state"],
            held["digest"],
            held["loaded_at"],
            held["version"],
            counts,
            held["offers_complete"],
            about_of(held),
        )

    def _count(self, pattern: str) -> int:
        return int(cast("list[int]", self._execute(f"MATCH {pattern} RETURN count(*) AS n").get_next())[0])

    def _connection(self) -> ladybug.Connection:
        if self._open is None:
            self._check_file()
            try:
                database = ladybug.Database(self._path, buffer_pool_size=POOL, read_only=True)
                connection = ladybug.Connection(database)
            except RuntimeError as error:
                raise StoreError(
                    f"{self._name} cannot be opened: it is damaged or was written by another version of the engine; "
                    "load the catalogue again"
                ) from error
            connection.set_query_timeout(max(1, int(self._timeout * 1000)))
            self._open = (database, connection)
        return self._open[1]

    def _check_file(self) -> None:
        """Refuse what the engine would take for a new, empty database."""
        if not self._path.exists():
            raise StoreError(
                f"there is no graph in {self._name} yet: run graphmodel load SOURCE, or answer with --on SOURCE"
            )
        if not self._path.is_file() or _first_bytes(self._path) != _MAGIC:
            raise StoreError(f"{self._name} is not a graph: name another store, or load again into a new file")

    def _let_go(self) -> None:
        if self._open is not None:
            database, connection = self._open
            self._open = None
            connection.close()
            database.close()

    def close(self) -> None:
        """Let go of the file; a temporary one is removed."""
        self._let_go()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _ensure_given(cypher: str, parameters: Mapping[str, object]) -> None:
    """Refuse a text that asks for a value it was not given: the engine would answer as if it were null."""
    asked = {token.value for token in tokenize(cypher) if token.kind == "parameter"} - parameters.keys()
    if asked:
        name = min(asked)
        raise StoreError(f"${name} has no value: open the text with WITH 'value' AS {name} and leave the $ out")


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))
