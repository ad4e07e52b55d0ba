"""One load at a time: a lock file that the operating system frees when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graphmodel.errors import StoreError, StoreMachineError
from graphmodel.machine.refusals import words_of
from graphmodel.words.messages import Message


@contextmanager
def exclusive(path: Path) -> Generator[None]:
    """Hold the lock file ``path``; StoreError where another process holds it.

    The file stays: removing it would let two processes lock two files of one name.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreMachineError(words_of(path.parent, "written", error)) from error
    try:
        if not _lock(handle):
            raise StoreError(
                Message(
                    "another load into {path} is under way: wait for it, then load again", path=path.with_suffix("")
                )
            )
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
