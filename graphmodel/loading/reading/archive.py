"""Zip archives from anywhere: looked at whole before anything is read, and read with a hard limit.

Law: an archive that could harm is refused, with every reason at once; a workbook is an archive too.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from graphmodel.errors import SourceError
from graphmodel.loading.findings import Unreadable
from graphmodel.loading.reading.containers import other_archive
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message, joined, number, plain

MOST_BYTES = 2 << 30
"""What one archive may hold, all its files together."""
_MOST_FILES = 10_000
_HARMLESS_BYTES = 50 << 20
_MOST_RATIO = 200
_STEP = 1 << 20
_ENCRYPTED = 0x1
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz"}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


def listing(path: Path) -> dict[str, zipfile.ZipInfo]:
    """Return the files of an archive by name, directories and the litter of file managers left out.

    Names are parted by slashes, also where an old program wrote backslashes. SourceError where the archive is unsafe.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except _BROKEN as error:
        raise SourceError(
            Message(
                "{path} is no zip archive, or is cut short: {error}",
                path=path,
                error=error,
            )
        ) from error
    found = [(info.filename.replace("\\", "/"), info) for info in infos]
    found = [(name, info) for name, info in found if not name.endswith("/")]
    reasons = list(dict.fromkeys(_reasons(found)))
    if reasons:
        raise SourceError(joined("\n", (f"{path}: " + reason for reason in reasons[:20])))
    return {composed(name): info for name, info in found if not _is_litter(name)}


def _reasons(found: Sequence[tuple[str, zipfile.ZipInfo]]) -> list[Message]:
    reasons: list[Message] = []
    if len(found) > _MOST_FILES:
        reasons.append(
            Message(
                "holds {count} files, more than {most}",
                count=number(len(found)),
                most=number(_MOST_FILES),
            )
        )
    total = sum(info.file_size for _, info in found)
    if total > MOST_BYTES:
        reasons.append(
            Message(
                "would unpack to {total} bytes, more than {most}",
                total=number(total),
                most=number(MOST_BYTES),
            )
        )
    for name, count in Counter(composed(name) for name, _ in found).items():
        if count > 1:
            reasons.append(Message("holds {name!r} {count} times", name=name, count=count))
    for name, info in found:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
            reasons.append(_of(info, Message("points outside the archive")))
        if info.flag_bits & _ENCRYPTED:
            reasons.append(
                _of(
                    info,
                    Message("is encrypted: give an archive without a password"),
                )
            )
        if path.suffix.lower() in _ARCHIVES:
            reasons.append(
                _of(
                    info,
                    Message("is an archive inside the archive: unpack it first"),
                )
            )
        if info.file_size > _HARMLESS_BYTES and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
            reasons.append(
                _of(
                    info,
                    Message("would unpack to over {most_ratio} times its size", most_ratio=_MOST_RATIO),
                )
            )
    return reasons


def _of(info: zipfile.ZipInfo, what: Message) -> Message:
    return plain(f"{info.filename!r} ") + what


def _is_litter(name: str) -> bool:
    return any(part == "__MACOSX" or part.startswith(".") for part in name.split("/"))


def contents(path: Path, info: zipfile.ZipInfo) -> bytes:
    """Return one file of an archive; Unreadable where it is broken or larger than it says."""
    steps: list[bytes] = []
    size = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(info) as file:
            while step := file.read(_STEP):
                steps.append(step)
                size += len(step)
                if size > MOST_BYTES:
                    raise Unreadable(
                        Message(
                            "unpacks to more than {most} bytes",
                            most=number(MOST_BYTES),
                        )
                    )
    except _BROKEN as error:
        raise Unreadable(Message("is broken in the archive: {error}", error=error)) from error
    return b"".join(steps)


def entries(path: Path) -> dict[str, Callable[[], bytes]]:
    """Return a reader for each file at the root of an archive, or in the one folder that holds its tables."""
    files = listing(path)
    places = {str(PurePosixPath(name).parent) for name in files if name.lower().endswith(".csv")}
    top = {place for place in places if "/" not in place}
    if "xl/workbook.xml" in files:
        raise SourceError(f"{path} " + Message("is a workbook: name it .xlsx"))
    if other := other_archive(files):
        raise SourceError(f"{path} " + other)
    if not places:
        raise SourceError(f"{path} " + Message("holds no .csv file"))
    if "." not in places and len(top) != 1:
        where = ", ".join(sorted(places))
        raise SourceError(
            f"{path} "
            + Message(
                "holds tables in {where}: put them at the root or in one folder",
                where=where,
            )
        )
    place = "." if "." in places else top.pop()
    return {
        PurePosixPath(name).name: partial(contents, path, files[name])
        for name in sorted(files)
        if str(PurePosixPath(name).parent) == place
    }
