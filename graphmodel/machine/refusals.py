"""What the machine refuses, in words: no room, no right, a name too long, a stream that is closed, odd bytes.

One place turns the errors of Python and the operating system into ours, in English and in French. None of them is a
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
from graphmodel.words.messages import Message

Doing = Literal["read", "written", "used"]
_SHOWN = 200
_DOING: Mapping[Doing, tuple[str, str]] = {
    "read": ("{0} cannot be read", "impossible de lire {0}"),
    "written": ("{0} cannot be written", "impossible d'écrire {0}"),
    "used": ("{0} cannot be used", "impossible d'utiliser {0}"),
}
_NO_ROOM = (
    "No space left on device: make room there, or name another place",
    "il n'y a plus d'espace : faites-en là, ou nommez un autre endroit",
)
_NO_RIGHT = (
    "Permission denied: ask whoever keeps it for the right, or name another place",
    "l'accès est refusé : demandez-en le droit à qui le tient, ou nommez un autre endroit",
)
_READ_ONLY = ("Read-only file system: name another place", "l'endroit est en lecture seule : nommez-en un autre")
_BUSY = (
    "Device or resource busy: close what uses it, then try again",
    "autre chose l'utilise : fermez-le, puis recommencez",
)
_MANY = (
    "Too many open files: close other programs, or raise the limit (ulimit -n)",
    "trop de fichiers sont ouverts : fermez d'autres programmes, ou relevez la limite (ulimit -n)",
)
WORDS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: (
        "Disk quota exceeded: make room there, or name another place",
        "votre quota est atteint : faites de la place, ou nommez un autre endroit",
    ),
    errno.EFBIG: (
        "File too large: the limit of this account or file system is reached; name another place",
        "le fichier est trop grand : la limite du compte ou du système de fichiers est atteinte; nommez un autre endroit",
    ),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _READ_ONLY,
    errno.ENOENT: (
        "No such file or directory: make the folder first, or correct the name",
        "il n'y a ni fichier ni dossier de ce nom : faites d'abord le dossier, ou corrigez le nom",
    ),
    errno.ENOTDIR: (
        "Not a directory: a part of the name is a file; correct it",
        "une partie du nom est un fichier, pas un dossier : corrigez-le",
    ),
    errno.EEXIST: ("it exists already: choose another name", "cela existe déjà : choisissez un autre nom"),
    errno.EISDIR: ("it is a folder: name a file", "c'est un dossier : nommez un fichier"),
    errno.ENAMETOOLONG: (
        "File name too long: a name takes at most 255 bytes; choose a shorter one",
        "le nom est trop long : il prend au plus 255 octets; choisissez-en un plus court",
    ),
    errno.ELOOP: (
        "Too many levels of symbolic links: the links lead to each other; name another place",
        "les liens mènent les uns aux autres : nommez un autre endroit",
    ),
    errno.EIO: (
        "Input/output error: the device or terminal is gone or broken; try another place",
        "erreur d'entrée-sortie : l'appareil ou le terminal a disparu ou est défectueux; essayez un autre endroit",
    ),
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.ENOMEM: (
        "Cannot allocate memory: close other programs, or ask for less",
        "la mémoire manque : fermez d'autres programmes, ou demandez moins",
    ),
    errno.EPIPE: (
        "Broken pipe: whatever was to read it has ended",
        "le tube est rompu : ce qui devait lire a pris fin",
    ),
    errno.EBADF: (
        "it is closed: send it somewhere, to /dev/null if nobody needs it",
        "c'est fermé : envoyez-le quelque part, à /dev/null si personne n'en a besoin",
    ),
}

"""Why the system refuses something and what to do, in English and French, by the number of its error."""


def refused(place: str | Path | tuple[str, str], doing: Doing, error: OSError) -> MachineError:
    """Return what to tell of a place, or of one by its names in both languages, that cannot be read, written or used."""
    return MachineError(words_of(place, doing, error))


def words_of(place: str | Path | tuple[str, str], doing: Doing, error: OSError) -> Message:
    """Return that in words."""
    names = place if isinstance(place, tuple) else (place, place)
    lead = Message(*(words.format(name) for words, name in zip(_DOING[doing], names, strict=True)))
    return lead + Message(": ", " : ") + reason(error)


def reason(error: Exception) -> Message:
    """Return why: of the system's error, or of one that carries the system's words."""
    if isinstance(error, OSError) and error.errno:
        said = os.strerror(error.errno)
        return Message(*WORDS.get(error.errno, (said, said)))
    text = str(error).partition("\n")[0]
    return Message(*next((words for number, words in WORDS.items() if os.strerror(number) in text), (text, text)))


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
                    f"{error.encoding} has no sign for {sign}: set PYTHONUTF8=1, or PYTHONIOENCODING=utf-8",
                    f"{error.encoding} n'a pas de signe pour {sign} : posez PYTHONUTF8=1, ou PYTHONIOENCODING=utf-8",
                )
            )
        case MemoryError():
            return MachineError(
                Message(
                    "this needs more memory than the machine gives: close other programs, or ask for less",
                    "il faut plus de mémoire que la machine n'en donne : fermez d'autres programmes, ou demandez moins",
                )
            )
        case RecursionError():
            return MachineError(
                Message(
                    "something is nested too deep: write it with fewer levels",
                    "quelque chose est imbriqué trop profondément : écrivez-le avec moins de niveaux",
                )
            )
        case OSError() if error.filename is None and _is_lost():
            return MachineError(
                Message(
                    "the current folder is gone or cannot be read: change to another one (cd)",
                    "le dossier courant a disparu ou ne peut pas être lu : passez dans un autre (cd)",
                )
            )
        case OSError() if error.errno is not None:
            names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
            return refused(" -> ".join(names) or ("a file or stream", "un fichier ou flux"), "used", error)
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
            f"a name or argument is not UTF-8{shown}: write it in UTF-8, and rename what has such a name",
            f"un nom ou un argument n'est pas en UTF-8{shown} : écrivez-le en UTF-8, et renommez ce qui a un tel nom",
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
