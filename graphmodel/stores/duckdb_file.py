"""Write a graph into a new file and read all of it back before anybody else does.

Rows go in as they come from the catalogue's arrays, one table after another and a part of a table at a time, so that
no more than one table is in memory. Relationships are sorted by their ends: who looks for those of one node then
reads few blocks.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import duckdb
import numpy as np
from numpy.typing import NDArray

from graphmodel.errors import StoreError
from graphmodel.graph import build
from graphmodel.graph.layout import (
    END,
    KEY,
    SHIFT,
    START,
    RelationshipTable,
    label_numbers,
    labels,
    quoted,
    table_name,
    table_numbers,
)
from graphmodel.graph.model import LOAD_ID, about_properties, node_types, relationship_types
from graphmodel.records.arrow import ArrowArray, ArrowTable, pa, pc
from graphmodel.stores.duckdb_kind import literal
from graphmodel.stores.duckdb_schema import MARK, MARKED, columns, content, definition, fingerprint
from graphmodel.stores.replacing import not_written
from graphmodel.version import __version__
from graphmodel.words.messages import Message

MEMORY = "1GB"
"""What the engine may fill while it builds."""
_THREADS = 2
_BLOCK = 1 << 16
"""Bytes of a block: a quarter of the engine's own, as a small graph would be mostly empty blocks."""
_PART = 4 * 122_880
"""Rows that are written at once: whole groups of the engine's, enough of them for both threads."""

Content = dict[str, tuple[int, int]]
"""By table: its rows and the sum of their hashes."""


def fill(file: Path, path: Path, graph: build.PropertyGraph) -> None:
    """Create a file that holds a graph and its Load node, close it, and hold what it holds against what was written.

    StoreError, naming ``path`` as the file that was to be replaced, where the engine fails or holds other rows.
    """
    try:
        with _connection(file) as connection:
            written = _Writing(connection).all_of(graph)
        pa.default_memory_pool().release_unused()
        with _connection(file, read_only=True) as connection:
            for name, expected in written.items():
                _ensure_held(connection, name, expected)
    except duckdb.Error as error:
        raise not_written(path, error) from error


@contextmanager
def _connection(file: Path, *, read_only: bool = False) -> Generator[duckdb.DuckDBPyConnection]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": _THREADS,
        "temp_directory": "",
        "default_block_size": _BLOCK,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(file, read_only=read_only, config=config)
    try:
        yield connection
    finally:
        connection.close()


def _ensure_held(connection: duckdb.DuckDBPyConnection, name: str, expected: tuple[int, int]) -> None:
    rows, total = _content(connection, name, quoted(name))
    if rows != expected[0]:
        raise StoreError(
            Message(
                "the engine stored {rows} of {expected} rows of {name}: nothing was replaced",
                rows=rows,
                expected=expected[0],
                name=name,
            )
        )
    if total != expected[1]:
        raise StoreError(
            Message("the engine stored other rows of {name} than it was given: nothing was replaced", name=name)
        )


def _content(connection: duckdb.DuckDBPyConnection, name: str, source: str) -> tuple[int, int]:
    asked = f"SELECT {content(name)} FROM {source}"  # noqa: S608 - names of the schema
    ((rows, total),) = cast("list[tuple[int, int | None]]", connection.execute(asked).fetchall())
    return rows, int(total or 0)


class _Writing:
    """Writes the tables of one graph, and notes what it has written."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._written: Content = {}
        self._ids: dict[str, ArrowArray] = {}

    def all_of(self, graph: build.PropertyGraph) -> Content:
        """Write every table, the Load node last; StoreError where an id is missing, used twice or leads nowhere."""
        self._mark()
        load = labels()[-1]
        assert load == "Load", "the node that says what was written comes last"
        for label in labels()[:-1]:
            self._nodes(label, graph.nodes(label))
        nodes = sum(rows for rows, _ in self._written.values())
        for name in relationship_types():
            for number in range(len(relationship_types()[name].ends)):
                self._relationships(graph.relationships(name)[number])
        relationships = sum(rows for rows, _ in self._written.values()) - nodes
        self._nodes(load, _load_node(graph, nodes + 1, relationships))
        return self._written

    def _mark(self) -> None:
        self._connection.execute(f"CREATE TABLE {MARKED} (mark VARCHAR, schema VARCHAR)")
        values = f"({literal(MARK)}, {literal(fingerprint())})"
        self._connection.execute(f"INSERT INTO {MARKED} VALUES {values}")  # noqa: S608 - our own words
        self._connection.execute("CHECKPOINT")  # so that the mark stands in the first blocks, whatever follows

    def _nodes(self, label: str, rows: ArrowTable) -> None:
        ids = rows["id"].combine_chunks()
        if ids.null_count or pc.count_distinct(ids).as_py() != len(ids):
            raise StoreError(
                Message("two nodes of {label} have one id, or one has none: nothing was replaced", label=label)
            )
        self._ids[label] = ids
        self._write(label, rows, None, {KEY: _keys(label_numbers()[label], np.arange(len(rows), dtype=np.int64))})

    def _relationships(self, item: build.Relationships) -> None:
        table = RelationshipTable(item.type, item.start, item.end)
        start = self._places(table, item.start, item.rows[build.START])
        end = self._places(table, item.end, item.rows[build.END])
        order = np.lexsort((end, start))
        keys = {
            KEY: _keys(table_numbers()[table], np.arange(len(order), dtype=np.int64)),
            START: _keys(label_numbers()[item.start], start[order]),
            END: _keys(label_numbers()[item.end], end[order]),
        }
        self._write(table_name(table), item.rows, order, keys)

    def _places(self, table: RelationshipTable, label: str, ids: ArrowArray) -> NDArray[np.int64]:
        """Return the rows of a label's nodes by their ids."""
        found = pc.index_in(ids.combine_chunks(), value_set=self._ids[label])
        if found.null_count:
            lost = pc.filter(ids.combine_chunks(), found.is_null())[0].as_py()
            raise StoreError(
                Message(
                    "{type} leads to {lost}, which is no {label}: nothing was replaced",
                    type=table.type,
                    lost=lost,
                    label=label,
                )
            )
        return cast("NDArray[np.int64]", found.to_numpy(zero_copy_only=False).astype(np.int64))

    def _write(
        self, name: str, rows: ArrowTable, order: NDArray[np.intp] | None, keys: dict[str, NDArray[np.int64]]
    ) -> None:
        """Write the rows of a table in an order; ``keys`` are its key columns, already in that order."""
        connection, names = self._connection, [column for column, _ in columns()[name]]
        connection.execute("BEGIN")
        connection.execute(definition(name))
        count, total = 0, 0
        for first in range(0, len(rows), _PART):
            part = rows.slice(first, _PART) if order is None else rows.take(pa.array(order[first : first + _PART]))
            made = {key: pa.array(values[first : first + _PART]) for key, values in keys.items()}
            connection.register(
                "part", pa.table([made[key] if key in made else part[key] for key in names], names=names)
            )
            connection.execute(f"INSERT INTO {quoted(name)} SELECT * FROM part")  # noqa: S608 - a name of the schema
            held = _content(connection, name, "part")
            count, total = count + held[0], total + held[1]
            connection.unregister("part")
        connection.execute("COMMIT")
        self._written[name] = (count, total)


def _keys(number: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    return rows | np.int64(number << SHIFT)


def _load_node(graph: build.PropertyGraph, nodes: int, relationships: int) -> ArrowTable:
    values: dict[str, object] = {
        "id": LOAD_ID,
        "state": "complete",
        "digest": graph.catalogue.digest,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "engine": f"duckdb {duckdb.__version__}",
        "nodes": nodes,
        "relationships": relationships,
        "offers_complete": graph.offers_complete,
        **about_properties(graph.catalogue.about),
    }
    properties = node_types()["Load"].properties
    return pa.table({item.name: pa.array([values[item.name]], build.ARROW_TYPES[item.kind]) for item in properties})
