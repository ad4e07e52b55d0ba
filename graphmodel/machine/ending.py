"""How the program ends before its time, and what must then be gone: temporary files and folders, other programs.

A signal ends the program at once, from within its handler: what is to be undone is undone, one word is said, and the
exit code is 128 and the number of the signal (130 for Ctrl-C, 143 for SIGTERM, 129 for a terminal that is gone). An
exception in its place could be swallowed, or come in the middle of the tidying up itself.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

Undo = Callable[[], object]
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_SHOW_CURSOR = b"\r\x1b[2K\x1b[?25h"
_undone: dict[object, tuple[int, Undo]] = {}
"""What is to be undone, and by which process: a child that comes by it through a fork leaves it alone."""
_holding: list[None] = []
_waiting: list[int] = []
_words: list[Callable[[int], str]] = []


def install(word: Callable[[int], str]) -> None:
    """Let signals end this process as said above; those that whoever started it ignores stay ignored.

    ``word`` returns what is to be said on standard error, by the number of the signal.
    """
    _words[:] = [word]
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    del frame
    if _holding:
        _waiting.append(number)
        return
    with contextlib.suppress(ValueError):  # a thread that let the signal wait may not choose what signals do
        for other in SIGNALS:
            signal.signal(other, signal.SIG_IGN)
    undo_all()
    with contextlib.suppress(OSError):
        if os.isatty(2):
            os.write(2, _SHOW_CURSOR)
        for word in _words:
            os.write(2, f"{word(number)}\n".encode())
    os._exit(128 + number)


@contextmanager
def held() -> Generator[None]:
    """Let signals wait while two things are done that belong together."""
    _holding.append(None)
    try:
        yield
    finally:
        _holding.pop()
        if not _holding and _waiting:
            _end(_waiting.pop(), None)


def undo_all() -> None:
    """Undo what is not undone yet."""
    for token, (process, undo) in reversed(list(_undone.items())):
        if process == os.getpid():
            with contextlib.suppress(Exception):
                undo()
        _undone.pop(token, None)


atexit.register(undo_all)


def keep(undo: Undo) -> object:
    """Have ``undo`` called when the program ends, however; return the token by which to ``forget`` it."""
    token = object()
    _undone[token] = (os.getpid(), undo)
    return token


def forget(token: object) -> None:
    """Undo now what was kept for the end of the program."""
    process, undo = _undone.get(token, (0, None))
    if undo is not None and process == os.getpid():
        undo()
    _undone.pop(token, None)


def temporary_folder() -> tuple[Path, object]:
    """Make a folder where the system keeps such; return it and the token by which to ``forget`` it."""
    import tempfile

    with held():
        folder = Path(tempfile.mkdtemp(prefix="graphmodel-"))
        return folder, keep(lambda: remove(folder))


@contextmanager
def undoing(undo: Undo) -> Generator[None]:
    """Call ``undo`` when the block or the program ends; it may be called twice and raises nothing."""
    token = keep(undo)
    try:
        yield
    finally:
        forget(token)


@contextmanager
def temporary(beside: Path) -> Generator[Path]:
    """Give a path in a folder for a file or folder to make; what is there when the block or the program ends is removed.

    Its name is short, whatever the name of what it is to replace, and begins with a dot.
    """
    path = beside / f".graphmodel-{os.urandom(8).hex()}"
    with undoing(lambda: remove(path)):
        yield path


def remove(path: Path) -> None:
    """Remove a file or folder if it is there, as far as that can be done."""
    import shutil  # late: the handler is to be there before anything else is

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
