"""Build a graph file beside the one in use, verify it, and put it in its place in one step.

Never in place: a kill while the engine commits a deletion and a copy left neither the old rows nor the new.
Rows are spooled to Parquet first, table by table, and copied from there: while the engine sorts a million
relationships, neither they nor what they were computed from need be in memory as well.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import ladybug

from graphmodel import __version__
from graphmodel.arrow import ArrowTable, pa
from graphmodel.errors import StoreError
from graphmodel.graph.build import ARROW_TYPES, PropertyGraph
from graphmodel.graph.model import LOAD_ID, Property, about_properties, node_types, relationship_types
from graphmodel.queries.literals import quote
from graphmodel.stores.lock import exclusive

parquet: Any = import_module("pyarrow.parquet")  # imported here alone: only a load needs it

POOL = 3 << 29
"""Bytes of memory that the engine may fill while it builds: a million flows take 1.2 GB."""
_ROW_GROUP = 100_000  # more than one, so that the engine reads with both hands
_TYPES = {"text": "STRING", "integer": "INT64", "boolean": "BOOL", "texts": "STRING[]"}
_SIDE_FILES = (".wal", ".shadow", ".wal.checkpoint", ".tmp")


@dataclass(frozen=True)
class Spooled:
    """One table of rows on disk: what to count it by, the COPY that reads it, and how many rows it has."""

    pattern: str
    copy: str
    rows: int


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """Give a folder to build ``graph.lbug`` in, then put that file in the place of ``path``.

    StoreError where another load holds the lock or the file system refuses; ``path`` is then as it was.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name a file for the graph, such as {path / 'graphmodel.lbug'}")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}: make it, or name another place with --store")
    with exclusive(path.with_name(path.name + ".lock")):
        building = path.with_name(path.name + ".building")
        shutil.rmtree(building, ignore_errors=True)  # of a load that was killed
        try:
            building.mkdir()
            yield building
            _sync(building / "graph.lbug")
            (building / "graph.lbug").replace(path)
        except (RuntimeError, OSError) as error:
            reason = str(error).partition("\n")[0]
            raise StoreError(f"the graph was not written, {path} is as it was: {reason}") from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
        for suffix in _SIDE_FILES:  # of the file that was replaced: the engine would refuse the new one for them
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        _sync_folder(path.parent)


def spool(graph: PropertyGraph, folder: Path) -> list[Spooled]:
    """Write every table of a graph, its Load node last, to files in a folder."""
    *labels, load = node_types().values()
    spooled = [
        _spool(graph.nodes(kind.label), folder, f"(:{kind.label})", kind.label, kind.properties) for kind in labels
    ]
    for kind in relationship_types().values():
        for number, (start, end) in enumerate(kind.ends):
            pattern = f"(:{start})-[:{kind.name}]->(:{end})"
            rows = graph.relationships(kind.name)[number].rows
            between = f" (from='{start}', to='{end}')"
            spooled.append(_spool(rows, folder, pattern, kind.name, kind.properties, between))
    node = _load_node(graph, spooled)
    return [*spooled, _spool(node, folder, f"(:{load.label})", load.label, load.properties)]


def _spool(
    rows: ArrowTable, folder: Path, pattern: str, name: str, properties: tuple[Property, ...], between: str = ""
) -> Spooled:
    file = folder / f"{name}{len(list(folder.iterdir()))}.parquet"
    parquet.write_table(rows, file, compression="none", row_group_size=_ROW_GROUP)
    # Columns are named: without names the engine binds them by position.
    columns = f"({', '.join(item.name for item in properties)})" if properties else ""
    return Spooled(pattern, f"COPY {name}{columns} FROM {quote(str(file))}{between}", len(rows))


def _load_node(graph: PropertyGraph, spooled: list[Spooled]) -> ArrowTable:
    values: dict[str, object] = {
        "id": LOAD_ID,
        "state": "complete",
        "digest": graph.catalogue.digest,
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "engine": f"ladybug {ladybug.__version__}",
        "nodes": 1 + sum(item.rows for item in spooled if "[" not in item.pattern),
        "relationships": sum(item.rows for item in spooled if "[" in item.pattern),
        "offers_complete": graph.offers_complete,
        **about_properties(graph.catalogue.about),
    }
    properties = node_types()["Load"].properties
    return pa.table({item.name: pa.array([values[item.name]], ARROW_TYPES[item.kind]) for item in properties})


def fill(file: Path, spooled: list[Spooled]) -> None:
    """Create a graph file, copy the spooled rows into it, close it, and count what it holds."""
    pa.default_memory_pool().release_unused()
    with _database(file, POOL) as connection:
        for statement in _definitions():
            connection.execute(statement)
        for item in spooled:
            if item.rows:
                connection.execute(item.copy)
        connection.execute("CHECKPOINT")
    with _database(file, 1 << 28, read_only=True) as connection:
        for item in spooled:
            counted = f"MATCH {item.pattern.replace('[:', '[r:')} RETURN count(*) AS n"
            found = cast("list[int]", cast("ladybug.QueryResult", connection.execute(counted)).get_next())[0]
            if found != item.rows:
                raise StoreError(
                    f"the engine stored {found} of {item.rows} rows of {item.pattern}: nothing was replaced"
                )


def _definitions() -> Iterator[str]:
    """Yield the DDL of every label and relationship type."""
    for node in node_types().values():
        yield f"CREATE NODE TABLE {node.label}({_declared(node.properties)}, PRIMARY KEY(id))"
    for kind in relationship_types().values():
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in kind.ends)
        yield f"CREATE REL TABLE {kind.name}({', '.join(filter(None, (ends, _declared(kind.properties))))})"


def _declared(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"{item.name} {_TYPES[item.kind]}" for item in properties)


@contextmanager
def _database(file: Path, pool: int, *, read_only: bool = False) -> Generator[ladybug.Connection]:
    database = ladybug.Database(file, buffer_pool_size=pool, read_only=read_only)
    connection = ladybug.Connection(database)
    try:
        yield connection
    finally:
        connection.close()
        database.close()


def _sync(path: Path) -> None:
    with path.open("r+b") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # which has no handle on a folder to flush
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
