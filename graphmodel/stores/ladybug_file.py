"""Build a graph file beside the one in use, verify it, and put it in its place in one step.

Never in place: a kill while the engine commits a deletion and a copy left neither the old rows nor the new.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import ladybug
import pyarrow as pa

from graphmodel import __version__
from graphmodel.catalogue import Catalogue
from graphmodel.errors import StoreError
from graphmodel.graph.build import ARROW_TYPES, END, START, PropertyGraph, build
from graphmodel.graph.model import (
    LOAD_ID,
    Property,
    about_properties,
    node_types,
    relationship_types,
)
from graphmodel.stores.lock import exclusive

OFFERS_LEFT_OUT = (
    "OFFERED_BY would exceed 5 million rows: what relays offer of other systems' records is left out of the graph. "
    "Queries that need visibility answer for own records only; graphmodel reach and sees still answer in full."
)
_POOL = 3 << 29
_TYPES = {"text": "STRING", "integer": "INT64", "boolean": "BOOL", "texts": "STRING[]"}
_SIDE_FILES = (".wal", ".shadow", ".wal.checkpoint", ".tmp")


def replace_file(path: Path, catalogue: Catalogue, notice: Callable[[str], None]) -> None:
    """Make the file at ``path`` hold exactly this catalogue; StoreError leaves it as it was."""
    _check_place(path)
    with exclusive(path.with_name(path.name + ".lock")):
        building = path.with_name(path.name + ".building")
        _remove(building)
        try:
            graph = build(catalogue)
            if not graph.offers_complete:
                notice(OFFERS_LEFT_OUT)
            _fill(building, graph, catalogue)
            _sync(building)
            os.replace(building, path)
        except (RuntimeError, OSError) as error:
            raise StoreError(
                f"the graph was not written, {path} is as it was: {str(error).partition(chr(10))[0]}"
            ) from error
        finally:
            _remove(building)
        _remove_side_files(path)  # of the file that was replaced: the engine would refuse them
        _sync_folder(path.parent)


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name a file for the graph, such as {path / 'graphmodel.lbug'}")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}: make it, or name another place with --store")


def _fill(building: Path, graph: PropertyGraph, catalogue: Catalogue) -> None:
    database = ladybug.Database(building, buffer_pool_size=_POOL)
    connection = ladybug.Connection(database)
    try:
        expected = _copy(connection, graph, catalogue)
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
        database.close()
    _verify(building, expected)


def _copy(connection: ladybug.Connection, graph: PropertyGraph, catalogue: Catalogue) -> dict[str, int]:
    """Create and fill every table; return the rows that each pattern must match afterwards."""
    expected: dict[str, int] = {}
    for kind in node_types().values():
        connection.execute(f"CREATE NODE TABLE {kind.label}({_declared(kind.properties)}, PRIMARY KEY(id))")
        rows = graph.nodes.get(kind.label) if kind.label != "Load" else _load_node(graph, catalogue)
        _copy_rows(connection, kind.label, cast("pa.Table", rows), kind.properties, "")
        expected[f"(:{kind.label})"] = len(cast("pa.Table", rows))
    for type in relationship_types().values():
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in type.ends)
        declared = f", {_declared(type.properties)}" if type.properties else ""
        connection.execute(f"CREATE REL TABLE {type.name}({ends}{declared})")
    for item in graph.relationships:
        properties = relationship_types()[item.type].properties
        rows = item.rows.select([START, END, *(p.name for p in properties)])
        _copy_rows(connection, item.type, rows, properties, f" (from='{item.start}', to='{item.end}')")
        expected[f"(:{item.start})-[:{item.type}]->(:{item.end})"] = len(rows)
    return expected


def _declared(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"{item.name} {_TYPES[item.kind]}" for item in properties)


def _copy_rows(
    connection: ladybug.Connection, name: str, rows: pa.Table, properties: tuple[Property, ...], ends: str
) -> None:
    """Copy rows with named columns: without names the engine binds them by position."""
    if len(rows):
        columns = f"({', '.join(item.name for item in properties)})" if properties else ""
        connection.execute(f"COPY {name}{columns} FROM $rows{ends}", {"rows": rows})


def _load_node(graph: PropertyGraph, catalogue: Catalogue) -> pa.Table:
    nodes, relationships = graph.counts
    values: dict[str, object] = {
        "id": LOAD_ID,
        "state": "complete",
        "digest": catalogue.digest,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "engine": f"ladybug {ladybug.__version__}",
        "nodes": nodes + 1,
        "relationships": relationships,
        "offers_complete": graph.offers_complete,
        **about_properties(catalogue.about),
    }
    properties = node_types()["Load"].properties
    return pa.table({item.name: pa.array([values[item.name]], ARROW_TYPES[item.kind]) for item in properties})


def _verify(building: Path, expected: dict[str, int]) -> None:
    """Count every table of the closed file, as a reader will find it."""
    database = ladybug.Database(building, buffer_pool_size=1 << 28, read_only=True)
    connection = ladybug.Connection(database)
    try:
        for pattern, rows in expected.items():
            result = cast("ladybug.QueryResult", connection.execute(f"MATCH {_counted(pattern)} RETURN count(*) AS n"))
            found = cast("list[int]", result.get_next())[0]
            if found != rows:
                raise StoreError(f"the engine stored {found} of {rows} rows of {pattern}: the graph was not replaced")
    finally:
        connection.close()
        database.close()


def _counted(pattern: str) -> str:
    return pattern.replace("[:", "[r:")


def _sync(path: Path) -> None:
    # r+b: Windows flushes only files that are open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # Windows has no handle on a folder to flush
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_side_files(path)


def _remove_side_files(path: Path) -> None:
    for suffix in _SIDE_FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
