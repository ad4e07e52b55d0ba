"""The embedded store: one immutable file, rebuilt by each load and opened read-only.

Cypher reaches the engine only as SQL that ``queries.sql`` wrote; what that does not know is refused before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self, cast

import duckdb

from graphmodel.errors import QueryTimeout, StoreError, UnansweredQuery
from graphmodel.graph import layout
from graphmodel.graph.layout import quoted
from graphmodel.graph.model import Property, about_of, node_types, relationship_types
from graphmodel.machine.ending import forget, temporary_folder
from graphmodel.stores.deadline import within
from graphmodel.stores.duckdb_open import AGAIN, Opened
from graphmodel.stores.duckdb_values import rows_of
from graphmodel.stores.protocol import OFFERS_LEFT_OUT, Info, Store
from graphmodel.values.table import Table
from graphmodel.words.messages import Message

if TYPE_CHECKING:
    from graphmodel.records.arrow import ArrowTable
    from graphmodel.records.catalogue import Catalogue


class DuckdbStore(Store):
    """A graph in a local file, or, without a path, in a temporary one that goes with the store.

    Many threads may ask one store. A child process that comes by one through a fork opens the file for itself.
    """

    def __init__(self, path: str | None, *, timeout: float, notice: Callable[[str], None]) -> None:
        folder, self._temporary = temporary_folder() if path is None else (Path(), None)
        self._path = folder / (path or "graph.duckdb")
        self._name = path or "memory:"
        self._timeout = timeout
        self._notice = notice
        self._open: Opened | None = None

    def write(self, catalogue: Catalogue) -> None:
        """Make the file hold exactly this catalogue."""
        from graphmodel.graph.build import PropertyGraph
        from graphmodel.stores.duckdb_file import fill
        from graphmodel.stores.duckdb_kind import ensure_replaceable
        from graphmodel.stores.replacing import replacing

        self._open = None
        with replacing(self._path, ensure_replaceable) as made:
            graph = PropertyGraph(catalogue)
            if not graph.offers_complete:
                self._notice(OFFERS_LEFT_OUT)
            fill(made, self._path, graph)

    def read(self) -> Catalogue:
        """Return the catalogue that the file holds."""
        from graphmodel.graph.build import Relationships
        from graphmodel.graph.restore import restore

        cursor = self._current().cursor()
        nodes = {
            label: self._columns(cursor, f"{quoted(label)} AS n", kind.properties)
            for label, kind in node_types().items()
        }
        relationships = [
            Relationships(
                table.type,
                table.start,
                table.end,
                self._columns(
                    cursor, _joined(table), relationship_types()[table.type].properties, 'a.id AS start, b.id AS "end"'
                ),
            )
            for table in layout.tables()
            if table.type != "OFFERED_BY"
        ]
        return restore(nodes, relationships, about_of(nodes["Load"].to_pylist()[0]))

    def _columns(
        self, cursor: duckdb.DuckDBPyConnection, source: str, properties: tuple[Property, ...], ends: str = ""
    ) -> ArrowTable:
        """Return properties of everything a source calls n."""
        wanted = ", ".join(filter(None, (ends, *(f"n.{quoted(item.name)}" for item in properties))))
        try:
            found: Any = cursor.sql(f"SELECT {wanted} FROM {source}")  # noqa: S608 - names of the schema
            return found.to_arrow_table()
        except duckdb.Error as error:
            self._refuse(error)

    def run(self, cypher: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None) -> Table:
        """Answer one reading statement."""
        from graphmodel.queries.sql.translate import translate

        made = translate(cypher, parameters)
        text = made.sql(None if limit is None else limit + 1)
        opened = self._current()
        try:
            cursor, other = opened.cursor(), opened.cursor()

            def work(deadline: float) -> Table:
                rows, cut = rows_of(cursor.execute(text), other, made.types, limit, deadline)
                return Table(made.columns, rows, cut)

            def interrupt() -> None:
                cursor.interrupt()
                other.interrupt()

            return within(self._timeout, work, interrupt)
        except (TimeoutError, duckdb.InterruptException):
            self._open = None  # what does not obey keeps its memory: the next question has an engine of its own
            raise QueryTimeout(self._timeout) from None
        except duckdb.Error as error:
            self._refuse(error)

    def _refuse(self, error: duckdb.Error) -> NoReturn:
        """Say in one line why the engine did not answer."""
        from graphmodel.queries.sql.unanswered import unanswered

        text = " ".join(str(error).split())
        if isinstance(error, duckdb.OutOfMemoryException):
            raise UnansweredQuery(
                Message("the query needs more memory than the embedded engine may use: narrow it")
            ) from error
        if "Corrupt" in text or isinstance(error, (duckdb.IOException, duckdb.SerializationException)):
            self._open = None
            raise StoreError(
                Message("{name} cannot be read: it is damaged; {again}", name=self._name, again=AGAIN)
            ) from error
        found = unanswered(text)
        if found is not None:
            raise found from error
        if isinstance(error, duckdb.InvalidInputException):  # what SQL of a translation says with error()
            raise UnansweredQuery(text.removeprefix("Invalid Input Error: ")) from error
        self._open = None
        raise StoreError(
            Message("the embedded engine cannot answer: {why}", why=str(error).partition(chr(10))[0])
        ) from error

    def info(self) -> Info:
        """Return what is known of the file."""
        engine = f"duckdb {duckdb.__version__}"
        if not self._path.exists():
            return Info(self._name, engine, "empty")
        cursor = self._current().cursor()
        names = [item.name for item in node_types()["Load"].properties]
        (load,) = self._rows(cursor, f"SELECT {', '.join(map(quoted, names))} FROM {quoted('Load')}")  # noqa: S608 - names of the schema
        held: dict[str, Any] = dict(zip(names, load, strict=True))
        counts = {label: self._count(cursor, label) for label in node_types() if label != "Load"}
        for table in layout.tables():
            counts[table.type] = counts.get(table.type, 0) + self._count(cursor, layout.table_name(table))
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

    def _count(self, cursor: duckdb.DuckDBPyConnection, name: str) -> int:
        ((count,),) = self._rows(cursor, f"SELECT count(*) FROM {quoted(name)}")  # noqa: S608 - a name of the schema
        return cast("int", count)

    def _rows(self, cursor: duckdb.DuckDBPyConnection, text: str) -> list[tuple[object, ...]]:
        try:
            return cast("list[tuple[object, ...]]", cursor.execute(text).fetchall())
        except duckdb.Error as error:
            self._refuse(error)

    def _current(self) -> Opened:
        """Return the file that is there now, opened; who still asks the one before goes on with that."""
        opened = self._open
        if opened is None or not opened.serves(self._path):
            self._open = None
            opened = self._open = Opened(self._path, self._name)
        return opened

    def close(self) -> None:
        """Let go of the file; a temporary one is removed."""
        self._open = None
        if self._temporary is not None:
            forget(self._temporary)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _joined(table: layout.RelationshipTable) -> str:
    name = quoted(layout.table_name(table))
    start, end = quoted(table.start), quoted(table.end)
    return (
        f"{name} AS n JOIN {start} AS a ON a.{layout.KEY} = n.{layout.START}"
        f" JOIN {end} AS b ON b.{layout.KEY} = n.{layout.END}"
    )
