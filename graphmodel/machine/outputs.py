"""Every file that the program writes: beside the old one, then in its place in one step.

Law: a kill, a full disk or a signal at any moment leaves what was there, whole, or what is new, whole. Rights are kept,
and a symlink is followed and stays one. What is no file to replace (a device, a pipe) is written to as it is.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Collection, Generator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from graphmodel.errors import GraphmodelError
from graphmodel.machine.ending import held, temporary, undoing
from graphmodel.machine.refusals import writing
from graphmodel.words.messages import Message

Content = str | bytes
_ENGINES = ((8, b"DUCK"), (0, b"LBUG"))
"""Where, and with what, a file of the engine begins that holds graphs today, and of the one before."""
_HANDLES = re.compile(r"/proc/[^/]+/fd|/dev/fd")


def ensure_ending(path: Path, endings: Collection[str], *, needed: bool = False) -> None:
    """Refuse a name that ends as what is not written does: GraphmodelError with those that are.

    No ending is as good, unless it is ``needed``: no program opens a workbook without one.
    """
    known = ", ".join(endings)
    if needed and not path.suffix:
        raise GraphmodelError(Message("{path}: let the name end in {known}", path=path, known=known))
    if path.suffix and path.suffix.lower() not in endings:
        raise GraphmodelError(
            Message(
                "{path}: {suffix} is not written here: let the name end in {known}",
                path=path,
                suffix=path.suffix,
                known=known,
            )
        )


def write(path: Path, content: Content, *, new: bool = False, folders: bool = False) -> None:
    """Write a file; text goes as UTF-8 with line feeds.

    With ``new`` a file that is there is not replaced, with ``folders`` those that lack are made. Raises MachineError where
    the machine refuses, GraphmodelError for a folder, or a graph.
    """
    write_all({path: content}, new=new, folders=folders)


def write_all(files: Mapping[Path, Content], *, new: bool = False, folders: bool = False) -> None:
    """Write several files as ``write`` does: all of them are made before the first takes its place."""
    with ExitStack() as stack:
        made: list[tuple[Path, Path, Path]] = []
        for path, content in files.items():
            with writing(path):
                if _is_handle(path):
                    _pour(path, content)
                    continue
                target = followed(path)
                if folders:
                    stack.enter_context(_folders(target.parent))
                _ensure_replaceable(path, target, new=new)
                beside = stack.enter_context(temporary(target.parent))
                _fill(beside, content, target)
            made.append((path, target, beside))
        with held():
            for path, target, beside in made:
                with writing(path):
                    if new:
                        _put_new(beside, target)
                    else:
                        beside.replace(target)
            for folder in {target.parent for _, target, _ in made}:
                sync_folder(folder)


def write_folder(folder: Path, files: Mapping[str, Content], *, ours: Collection[str], overwrite: bool = False) -> None:
    """Write a folder of files and put it in its place whole; folders above it that lack are made.

    Where ``overwrite`` allows a folder that is not empty, what is of somebody else stays in it, and of the names in
    ``ours`` only those of ``files`` do. The current folder stays itself: its files are replaced one after the other.
    Raises GraphmodelError for a file, or a folder that is not empty; MachineError.
    """
    with ExitStack() as stack, writing(folder):
        target = Path(os.path.abspath(followed(folder)))  # noqa: PTH100 - resolve() would follow links on the way
        held_there = _names_in(folder, target)
        if held_there and not overwrite:
            raise GraphmodelError(
                Message(
                    "{folder} is not empty: name a new folder, or say --overwrite to write into this one",
                    folder=folder,
                )
            )
        if target.is_dir() and Path.cwd().is_relative_to(target.resolve()):
            write_all({target / name: content for name, content in files.items()})
            for name in held_there & set(ours) - files.keys():
                (target / name).unlink()
            return
        stack.enter_context(_folders(target.parent))
        made = stack.enter_context(temporary(target.parent))
        made.mkdir()
        for name in sorted(held_there - set(ours) - files.keys()):
            _linked(target / name, made / name)
        for name, content in files.items():
            _fill(made / name, content, target / name)
        sync_folder(made)
        if target.exists():
            keep_rights(target, made)
            with held():
                _exchange(made, target)
        else:
            made.rename(target)
        sync_folder(target.parent)


def _names_in(folder: Path, target: Path) -> set[str]:
    if not target.exists():
        return set()
    if not target.is_dir():
        raise GraphmodelError(Message("{folder} is a file: name a folder for the tables", folder=folder))
    return {item.name for item in target.iterdir()}


def _linked(old: Path, new: Path) -> None:
    """Let what is of somebody else stand in a new folder too."""
    if old.is_dir() and not old.is_symlink():
        shutil.copytree(old, new, symlinks=True, copy_function=_link)
    else:
        _link(str(old), str(new))


def _link(old: str, new: str, *, follow_symlinks: bool = False) -> None:
    try:
        os.link(old, new, follow_symlinks=follow_symlinks)
    except (OSError, NotImplementedError):  # a file system without links
        shutil.copy2(old, new, follow_symlinks=False)


_AT_FDCWD, _EXCHANGE = -100, 2


def _exchange(made: Path, target: Path) -> None:
    """Put a folder in the place of another, which gets its name: in one step where the system has one."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # an old C library
            rename = ctypes.CDLL(None, use_errno=True).renameat2
            if not rename(_AT_FDCWD, os.fsencode(made), _AT_FDCWD, os.fsencode(target), _EXCHANGE):
                return
    with temporary(made.parent) as aside:
        target.rename(aside)
        try:
            made.rename(target)
        except OSError:
            aside.rename(target)
            raise


def _is_handle(path: Path) -> bool:
    """Return whether a path leads to a device, a pipe or an open stream, which is not to be replaced by a file."""
    try:
        mode = path.stat().st_mode
        leads = str(path.readlink()) if path.is_symlink() else ""
    except OSError:
        return False
    handle = _HANDLES.match(leads) or _HANDLES.fullmatch(str(path.parent.resolve()))
    return bool(handle) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _pour(path: Path, content: Content) -> None:
    with path.open("wb", buffering=0) as file:
        rest = memoryview(_bytes(content))
        while rest:
            rest = rest[file.write(rest) or 0 :]


def _ensure_replaceable(path: Path, target: Path, *, new: bool) -> None:
    """Refuse what must not be lost: OSError, or GraphmodelError for a graph."""
    if not target.exists():
        return
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if new:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    if not os.access(target, os.W_OK):  # which a file in its place would not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with target.open("rb") as file:
        head = file.read(16)
    if any(head[at:].startswith(mark) for at, mark in _ENGINES):
        raise GraphmodelError(
            Message(
                "{path} is a graph, which a load alone replaces: name another file",
                path=path,
            )
        )


@contextmanager
def _folders(folder: Path) -> Generator[None]:
    """Make a folder and those above it that lack; those of them that stay empty are removed."""
    lacking = [item for item in (folder, *folder.parents) if not item.exists()]

    def undo() -> None:
        for item in lacking:
            with contextlib.suppress(OSError):
                item.rmdir()

    with undoing(undo):
        folder.mkdir(parents=True, exist_ok=True)
        yield


def _fill(made: Path, content: Content, target: Path) -> None:
    """Write a new file, safe on its disk, with the rights of the one that it is to replace."""
    old = target.exists()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(made, flags, 0o600 if old else 0o666)  # the old file may be for fewer eyes than new files are
    with os.fdopen(handle, "wb") as file:
        file.write(_bytes(content))
        file.flush()
        os.fsync(file.fileno())
    if old:
        keep_rights(target, made)


def _bytes(content: Content) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _put_new(made: Path, target: Path) -> None:
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        made.rename(target)


def followed(path: Path) -> Path:
    """Return what a symlink leads to, another path as it is; OSError where links lead to each other."""
    try:
        return path.resolve() if path.is_symlink() else path
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def keep_rights(old: Path, new: Path) -> None:
    """Give a new file or folder the rights of the old one, and its owner where that may be done."""
    if old.exists():
        known = old.stat()
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(new, known.st_uid, known.st_gid)
        new.chmod(stat.S_IMODE(known.st_mode))


def sync(path: Path) -> None:
    """Have a file on its disk."""
    # Windows flushes only what is open for writing; elsewhere the rights may forbid that.
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on its disk, where the system can do that."""
    if sys.platform != "win32":  # which has no handle on a folder to flush
        with contextlib.suppress(OSError):  # nor have all file systems: what is in place stays so
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
