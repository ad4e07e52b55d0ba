"""A graph file opened for reading: no other file, no network, no setting is within reach of what is asked of it."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from weakref import WeakSet

import duckdb

from graphmodel.errors import StoreError
from graphmodel.stores.duckdb_kind import attaching, ensure_alone, kind_of
from graphmodel.stores.duckdb_schema import MARKED, fingerprint
from graphmodel.words.messages import Message

MEMORY = "1GB"
"""What the engine may fill while it answers; it never writes what does not fit to disk."""
THREADS = 2
AGAIN = Message("load the catalogue again")

Identity = tuple[int, int, int, int]
"""Which file stands at a path: device, number, size and time of its last change."""


class Opened:
    """One file, open; connections of it are given to one thread each. It is let go of when nobody holds it."""

    def __init__(self, path: Path, name: str) -> None:
        self.process = os.getpid()
        self.identity, self._connection = _connected(path, name)
        _OPENED.add(self)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of its own, which sees the tables of the graph by their names."""
        cursor = self._connection.cursor()
        cursor.execute("USE graph")
        return cursor

    def serves(self, path: Path) -> bool:
        """Return whether this is, in this process, the file that stands at a path now."""
        return self.process == os.getpid() and self.identity == identity_of(path)

    def abandon(self) -> None:
        """Keep the engine of a parent process from ever being closed: its threads did not come along."""
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._connection))


_OPENED: WeakSet[Opened] = WeakSet()


def _abandon_all() -> None:
    for opened in list(_OPENED):
        opened.abandon()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_abandon_all)


def identity_of(path: Path) -> Identity | None:
    """Return which file stands at a path, None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _connected(path: Path, name: str) -> tuple[Identity | None, duckdb.DuckDBPyConnection]:
    """Open the file that stands at a path, and say which one that is; StoreError where it is no graph to answer from.

    The engine would give a second handle of a process the file that the first one opened, even where it has been
    replaced since: so each handle is an empty database in memory to which the file is attached.
    """
    while True:
        _ensure_graph(path, name)
        before = identity_of(path)
        connection = duckdb.connect(":memory:", config=_config())
        try:
            connection.execute(attaching(path.resolve()))
            found = connection.execute(f"SELECT schema FROM graph.main.{MARKED}").fetchall()  # noqa: S608 - our own name
            connection.execute("USE graph")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        except duckdb.CatalogException as error:
            connection.close()
            raise StoreError(Message("{name} is not a graph of graphmodel: name another store", name=name)) from error
        except duckdb.Error as error:
            connection.close()
            if identity_of(path) != before:
                continue
            raise StoreError(
                Message(
                    "{name} cannot be opened: it is damaged or was written by another version of the engine; {again}",
                    name=name,
                    again=AGAIN,
                )
            ) from error
        if identity_of(path) == before:
            break
        connection.close()  # it was replaced in the meantime
    if found != [(fingerprint(),)]:
        connection.close()
        raise StoreError(
            Message("{name} was loaded by a graphmodel with other columns: {again}", name=name, again=AGAIN)
        )
    return before, connection


def _config() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "temp_directory": "",
        "preserve_insertion_order": False,  # which would keep more rows in memory; ORDER BY rules the order
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }


def _ensure_graph(path: Path, name: str) -> None:
    kind = kind_of(path)
    if kind == "nothing":
        raise StoreError(
            Message(
                "there is no graph in {name} yet: run graphmodel load SOURCE, or answer with --on SOURCE", name=name
            )
        )
    if kind == "older":
        raise StoreError(Message("{name} was written by an older graphmodel: {again}", name=name, again=AGAIN))
    if kind == "other":
        raise StoreError(Message("{name} is not a graph: name another store, or load again into a new file", name=name))
    ensure_alone(path.resolve(), name)
