"""Build a graph beside the one in use and put it in its place in one step, one load at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.errors import StoreError, StoreMachineError
from graphmodel.machine.ending import remove, undoing
from graphmodel.machine.outputs import followed, keep_rights, sync, sync_folder
from graphmodel.machine.refusals import reason
from graphmodel.stores.lock import exclusive
from graphmodel.words.messages import Message

_ONLY_OURS = 0o700


@contextmanager
def replacing(path: Path, ensure_replaceable: Callable[[Path, str], None]) -> Generator[Path]:
    """Give the path of a file to build, then put that file in the place of ``path``, with the rights of the old one.

    A symlink is followed and stays. ``ensure_replaceable`` is given the file to replace and the name it goes by, and
    refuses what must not be lost. StoreError where it does, where another load holds the lock, or where the file
    system refuses; ``path`` is then as it was.
    """
    if path.is_dir():
        raise StoreError(
            Message(
                "{path} is a folder: name a file for the graph, such as {file}",
                path=path,
                file=path / "graphmodel.duckdb",
            )
        )
    try:
        target = followed(path)
    except OSError as error:  # links that lead to each other
        raise StoreError(Message("{path} leads nowhere: name another store", path=path)) from error
    if not target.parent.is_dir():
        raise StoreError(
            Message("there is no folder {parent}: make it, or name another place with --store", parent=target.parent)
        )
    ensure_replaceable(target, str(path))  # before a lock is made beside somebody else's file
    with exclusive(target.with_name(target.name + ".lock")):
        ensure_replaceable(target, str(path))
        building = target.with_name(target.name + ".building")
        remove(building)  # of a load that was killed
        try:
            with undoing(lambda: remove(building)):
                building.mkdir(_ONLY_OURS)  # the old file may be for fewer eyes than new files are
                made = building / "graph.duckdb"
                yield made
                keep_rights(target, made)
                sync(made)
                made.replace(target)
                sync_folder(target.parent)
        except OSError as error:
            raise not_written(path, error) from error


def not_written(path: Path, error: Exception) -> StoreError:
    """Return what to tell of a load that failed before anything was replaced."""
    said = Message(
        "the graph was not written, {path} is as it was: ",
        path=path,
    )
    return StoreMachineError(said + reason(error))
