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


def listing(path: Path) -> list[zipfile.ZipInfo]:
    """Return the files of an archive, directories and the litter of file managers left out; SourceError if unsafe."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN as error:
        raise SourceError(f"{path} is no zip archive, or is cut short: {error}") from error
    reasons = list(dict.fromkeys(_reasons(found)))
    if reasons:
        raise SourceError("\n".join(f"{path}: {reason}" for reason in reasons[:20]))
    return [info for info in found if not _is_litter(info.filename)]


def _reasons(found: Sequence[zipfile.ZipInfo]) -> list[str]:
    reasons: list[str] = []
    if len(found) > _MOST_FILES:
        reasons.append(f"holds {len(found):,} files, more than {_MOST_FILES:,}")
    total = sum(info.file_size for info in found)
    if total > MOST_BYTES:
        reasons.append(f"would unpack to {total:,} bytes, more than {MOST_BYTES:,}")
    for name, count in Counter(info.filename for info in found).items():
        if count > 1:
            reasons.append(f"holds {name!r} {count} times")
    for info in found:
        name = info.filename
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
            reasons.append(f"{name!r} points outside the archive")
        if info.flag_bits & _ENCRYPTED:
            reasons.append(f"{name!r} is encrypted: give an archive without a password")
        if path.suffix.lower() in _ARCHIVES:
            reasons.append(f"{name!r} is an archive inside the archive: unpack it first")
        if info.file_size > _HARMLESS_BYTES and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
            reasons.append(f"{name!r} would unpack to over {_MOST_RATIO} times its size")
    return reasons


def _is_litter(name: str) -> bool:
    return any(part == "__MACOSX" or part.startswith(".") for part in name.split("/"))


def contents(path: Path, name: str) -> bytes:
    """Return one file of an archive; Unreadable where it is broken or larger than it says."""
    steps: list[bytes] = []
    size = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            while step := file.read(_STEP):
                steps.append(step)
                size += len(step)
                if size > MOST_BYTES:
                    raise Unreadable(f"unpacks to more than {MOST_BYTES:,} bytes")
    except _BROKEN as error:
        raise Unreadable(f"is broken in the archive: {error}") from error
    return b"".join(steps)


def entries(path: Path) -> dict[str, Callable[[], bytes]]:
    """Return a reader for each file at the root of an archive, or in the one folder that holds its tables."""
    names = [info.filename for info in listing(path)]
    places = {str(PurePosixPath(name).parent) for name in names if name.lower().endswith(".csv")}
    top = {place for place in places if "/" not in place}
    if "xl/workbook.xml" in names:
        raise SourceError(f"{path} is a workbook: name it .xlsx")
    if not places:
        raise SourceError(f"{path} holds no .csv file")
    if "." not in places and len(top) != 1:
        where = ", ".join(sorted(places))
        raise SourceError(f"{path} holds tables in {where}: put them at the root or in one folder")
    place = "." if "." in places else top.pop()
    return {
        PurePosixPath(name).name: partial(contents, path, name)
        for name in sorted(names)
        if str(PurePosixPath(name).parent) == place
    }
