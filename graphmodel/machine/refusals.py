"""What the machine refuses, in words: no room, no right, a name too long, a stream that is closed, odd bytes.

One place turns the errors of Python and the operating system into ours, put into words. None of them is a
defect of the program.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from graphmodel.errors import GraphmodelError, MachineError
from graphmodel.words.messages import Message, plain

Doing = Literal["read", "written", "used"]
_SHOWN = 200
_DOING: Mapping[Doing, Message] = {
    "read": Message("{place} cannot be read"),
    "written": Message("{place} cannot be written"),
    "used": Message("{place} cannot be used"),
}
_NO_ROOM = Message("No space left on device: make room there, or name another place")
_NO_RIGHT = Message("Permission denied: ask whoever keeps it for the right, or name another place")
_READ_ONLY = Message("Read-only file system: name another place")
_BUSY = Message("Device or resource busy: close what uses it, then try again")
_MANY = Message("Too many open files: close other programs, or raise the limit (ulimit -n)")
WORDS: Mapping[int, Message] = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: Message("Disk quota exceeded: make room there, or name another place"),
    errno.EFBIG: Message("File too large: the limit of this account or file system is reached; name another place"),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _READ_ONLY,
    errno.ENOENT: Message("No such file or directory: make the folder first, or correct the name"),
    errno.ENOTDIR: Message("Not a directory: a part of the name is a file; correct it"),
    errno.EEXIST: Message("it exists already: choose another name"),
    errno.EISDIR: Message("it is a folder: name a file"),
    errno.ENAMETOOLONG: Message("File name too long: a name takes at most 255 bytes; choose a shorter one"),
    errno.ELOOP: Message("Too many levels of symbolic links: the links lead to each other; name another place"),
    errno.EIO: Message("Input/output error: the device or terminal is gone or broken; try another place"),
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.ENOMEM: Message("Cannot allocate memory: close other programs, or ask for less"),
    errno.EPIPE: Message("Broken pipe: whatever was to read it has ended"),
    errno.EBADF: Message("it is closed: send it somewhere, to /dev/null if nobody needs it"),
}
"""Why the system refuses something and what to do, by the number of its error."""
_CAUSES: Mapping[int, Message] = {
    errno.ENOENT: Message("No such file or directory"),
    errno.EACCES: Message("Permission denied"),
    errno.EPERM: Message("Operation not permitted"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.EISDIR: Message("Is a directory"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.ELOOP: Message("Too many levels of symbolic links"),
    errno.EIO: Message("Input/output error"),
    errno.EBUSY: Message("Device or resource busy"),
}


def refused(place: str | Path, doing: Doing, error: OSError) -> MachineError:
    """Return what to tell of a place that cannot be read, written or used."""
    return MachineError(words_of(place, doing, error))


def words_of(place: str | Path, doing: Doing, error: OSError) -> Message:
    """Return that in words."""
    return _DOING[doing].filled(place=place) + Message(": ") + reason(error)


def cause(error: Exception) -> Message:
    """Return why something cannot be opened, without what to do: the caller says that, or the place does."""
    if isinstance(error, OSError) and error.strerror:
        return _CAUSES.get(error.errno or 0) or plain(error.strerror)
    return plain(str(error))


def reason(error: Exception) -> Message:
    """Return why: of the system's error, or of one that carries the system's words."""
    if isinstance(error, OSError) and error.errno:
        return WORDS.get(error.errno) or plain(os.strerror(error.errno))
    text = str(error).partition("\n")[0]
    return next((words for number, words in WORDS.items() if os.strerror(number) in text), plain(text))


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Say of what cannot be written there where it was to be, and why, as a MachineError."""
    try:
        yield
    except OSError as error:
        raise refused(path, "written", error) from error


def translated(error: BaseException) -> GraphmodelError | None:
    """Return what the machine's error means for a person, None for one that the machine is not to blame for."""
    match error:
        case UnicodeEncodeError() if not is_text(error.object[error.start]):
            return not_utf8(error.object[:_SHOWN])
        case UnicodeEncodeError():
            sign = f"U+{ord(error.object[error.start]):04X}"
            return MachineError(
                Message(
                    "{encoding} has no sign for {sign}: set PYTHONUTF8=1, or PYTHONIOENCODING=utf-8",
                    encoding=error.encoding,
                    sign=sign,
                )
            )
        case MemoryError():
            return MachineError(
                Message(
                    "this needs more memory than the machine gives: close other programs, or ask for less",
                )
            )
        case RecursionError():
            return MachineError(
                Message(
                    "something is nested too deep: write it with fewer levels",
                )
            )
        case OSError() if error.filename is None and _is_lost():
            return MachineError(
                Message(
                    "the current folder is gone or cannot be read: change to another one (cd)",
                )
            )
        case OSError() if error.errno is not None:
            names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
            return refused(" -> ".join(names) or Message("a file or stream"), "used", error)
        case _:
            return None


def not_utf8(name: str = "") -> MachineError:
    """Return what to tell of a name or argument, or of one that is not known, that holds bytes which are no UTF-8."""
    try:
        held = name.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # it did not come from bytes
        held = name.encode(errors="backslashreplace")
    shown = f", {held.decode(errors='backslashreplace')}" if name else ""
    return MachineError(
        Message(
            "a name or argument is not UTF-8{shown}: write it in UTF-8, and rename what has such a name",
            shown=shown,
        )
    )


def is_text(name: str) -> bool:
    """Return whether a name holds nothing but text: bytes that are none stand in it as halves of surrogates."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _is_lost() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False
