"""What stands at the path of a graph: nothing, a graph, an older graph, or a file of somebody else's."""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Literal

import duckdb

from graphmodel.errors import StoreError, StoreMachineError
from graphmodel.machine.refusals import is_text, not_utf8, words_of
from graphmodel.stores.duckdb_schema import MARK, MARKED
from graphmodel.words.messages import Message

Kind = Literal["nothing", "graph", "older", "other"]
"""``older`` is the file of the engine that graphmodel used before."""

_OLDER = b"LBUG"
_ENGINE, _AT = b"DUCK", 8
WAL = ".wal"
"""The ending of a file that the engine takes for the last changes of the one it stands beside."""


def kind_of(path: Path) -> Kind:
    """Return what a path leads to, by its first bytes; ``graph`` is any file of the engine.

    StoreError where it cannot be looked at. A pipe or a device is ``other`` and is not opened.
    """
    if not is_text(str(path.absolute())):
        told = not_utf8(str(path.absolute()))
        raise StoreMachineError(told.args[0])
    if os.sep == "/" and "\\" in str(path.absolute()):
        raise StoreError(
            Message(
                "{path} has a backslash, which the engine takes for the end of a folder: name another path", path=path
            )
        )
    try:
        if not path.exists():
            return "nothing"
        if not path.is_file():
            return "other"
        with path.open("rb") as file:
            head = file.read(_AT + len(_ENGINE))
    except OSError as error:
        raise StoreMachineError(words_of(path, "read", error)) from error
    if head.startswith(_OLDER):
        return "older"
    return "graph" if head[_AT:] == _ENGINE else "other"


def ensure_replaceable(path: Path, name: str) -> None:
    """Refuse to put a graph in the place of anything but a graph: StoreError, by the ``name`` a person gave."""
    kind = kind_of(path)
    if kind == "other" or (kind == "graph" and not _is_ours(path)):
        raise StoreError(Message("{name} is not a graph of graphmodel: name another store", name=name))
    ensure_alone(path, name)


def ensure_alone(path: Path, name: str) -> None:
    """Refuse a graph beside a file whose changes the engine would read into it; graphmodel never leaves one."""
    beside = path.with_name(path.name + WAL)
    if beside.exists():
        raise StoreError(
            Message("the engine would take {beside} for changes of {name}: move it away", beside=beside, name=name)
        )


def _is_ours(path: Path) -> bool:
    """Return whether a file of the engine holds our mark; where the engine cannot open it, its bytes are searched."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        try:
            connection.execute(attaching(path))
            found = connection.execute(f"SELECT mark FROM graph.main.{MARKED}").fetchall()  # noqa: S608 - our own name
        except duckdb.CatalogException:
            return False
        except duckdb.Error:
            return _holds(path, MARK.encode())
    return found == [(MARK,)]


def _holds(path: Path, text: bytes) -> bool:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return held.find(text) >= 0
    except OSError as error:
        raise StoreMachineError(words_of(path, "read", error)) from error


def attaching(path: Path) -> str:
    """Return the statement that attaches a file, read-only, as ``graph``.

    The path is absolute: the engine takes what stands before a colon for the name of an extension.
    """
    return f"ATTACH {literal(str(path.absolute()))} AS graph (READ_ONLY, TYPE duckdb)"


def literal(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
