"""Build a file beside the one in use and put it in its place in one step.

Never in place: a kill at any moment leaves the old file or the new one, and whoever reads the old one is undisturbed.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.errors import StoreError
from graphmodel.stores.lock import exclusive

_ONLY_OURS = 0o700


@contextmanager
def replacing(path: Path, ensure_replaceable: Callable[[Path, str], None]) -> Generator[Path]:
    """Give the path of a file to build, then put that file in the place of ``path``, with the rights of the old one.

    A symlink is followed and stays. ``ensure_replaceable`` is given the file to replace and the name it goes by, and
    refuses what must not be lost. StoreError where it does, where another load holds the lock, or where the file
    system refuses; ``path`` is then as it was.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name a file for the graph, such as {path / 'graphmodel.duckdb'}")
    target = _followed(path)
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}: make it, or name another place with --store")
    ensure_replaceable(target, str(path))  # before a lock is made beside somebody else's file
    with exclusive(target.with_name(target.name + ".lock")):
        ensure_replaceable(target, str(path))
        building = target.with_name(target.name + ".building")
        shutil.rmtree(building, ignore_errors=True)  # of a load that was killed
        try:
            building.mkdir(_ONLY_OURS)  # the old file may be for fewer eyes than new files are
            made = building / "graph.duckdb"
            yield made
            _keep_rights(target, made)
            _sync(made)
            made.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise not_written(path, error) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)


def not_written(path: Path, error: Exception) -> StoreError:
    """Return what to tell of a load that failed before anything was replaced."""
    return StoreError(f"the graph was not written, {path} is as it was: {str(error).partition(chr(10))[0]}")


def _followed(path: Path) -> Path:
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:  # links that lead to each other
        raise StoreError(f"{path} leads nowhere: name another store") from error


def _keep_rights(old: Path, new: Path) -> None:
    if old.exists():
        new.chmod(stat.S_IMODE(old.stat().st_mode))


def _sync(path: Path) -> None:
    # Windows flushes only what is open for writing; elsewhere the rights may forbid that.
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # which has no handle on a folder to flush
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
