"""Standard input, output and error: what comes, what goes, and what is told where they do not take it.

While a command runs, both ways out are a ``Stream``: every text on them is made harmless for a terminal, whoever writes
it. A stream of answers that takes nothing is an error (nobody got the answer); one of words is left alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

from graphmodel.errors import MachineError
from graphmodel.machine.harmless import for_terminal
from graphmodel.machine.refusals import is_text, not_utf8, refused
from graphmodel.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OUT = Message("standard output")
_IN = Message("standard input")


class NobodyReadsError(Exception):
    """Whatever was to read the answer has ended: ``head`` has its lines, a pager was left."""


class Stream:
    """A way out to a stream of Python's, or to one that was closed before the start (None)."""

    def __init__(self, under: TextIO | None, *, answers: bool, styled: bool = False) -> None:
        self.under = under
        self._answers = answers
        self._styled = styled

    @property
    def encoding(self) -> str:
        """Return the encoding of what is under it."""
        return getattr(self.under, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str:
        """Return what becomes of signs that the encoding has not: no sign is lost."""
        return "backslashreplace"

    @property
    def buffer(self) -> _Bytes:
        """Return the same for bytes of text, which click writes where it completes words."""
        return _Bytes(self)

    def isatty(self) -> bool:
        """Return whether a person looks at it."""
        return self.under is not None and self.under.isatty()

    def fileno(self) -> int:
        """Return the number of the stream under it."""
        if self.under is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self.under.fileno()

    def styled(self) -> Stream:
        """Return the same for texts that are harmless already and styled by us."""
        return Stream(self.under, answers=self._answers, styled=True)

    def write(self, text: str) -> int:
        """Write a text for people; a sign that the encoding has not is written by its number."""
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - click tries bytes
            raise TypeError("a text is written here")
        shown = text if self._styled else for_terminal(text)
        self._send(shown.encode(self.encoding, "backslashreplace").decode(self.encoding))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts."""
        for line in lines:
            self.write(line)

    def write_data(self, text: str) -> None:
        """Write a text for programs, exactly; on a terminal as any other. UnicodeEncodeError for a sign it has not."""
        if self.isatty():
            self.write(text)
        else:
            text.encode(self.encoding)
            self._send(text)
        self.flush()

    def write_bytes(self, content: bytes) -> None:
        """Write the bytes of a file, exactly; on a terminal as text."""
        buffer = getattr(self.under, "buffer", None)
        if self.isatty() or buffer is None:
            self.write_data(content.decode(errors="replace"))
            return
        self.flush()
        with self._failing():
            buffer.write(content)
            buffer.flush()

    def flush(self) -> None:
        """Hand over what was written."""
        if self.under is not None:
            with self._failing():
                self.under.flush()

    def _send(self, text: str) -> None:
        if not text:
            return
        with self._failing():
            if self.under is None:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            self.under.write(text)

    @contextmanager
    def _failing(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            self._let_go()
            if not self._answers:
                return
            if error.errno == errno.EPIPE:
                raise NobodyReadsError from error
            raise refused(_OUT, "written", error) from error

    def _let_go(self) -> None:
        """Have what is still in the stream go nowhere: Python tries it again at its end, and would complain."""
        if self.under is None:
            return
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.under.fileno())
            os.close(nowhere)
            self.under.flush()
        self.under = None


class _Bytes:
    """A stream that takes texts as bytes."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def write(self, content: bytes) -> int:
        self._stream.write(content.decode(errors="replace"))
        return len(content)

    def flush(self) -> None:
        self._stream.flush()


@contextmanager
def harmless() -> Generator[None]:
    """Make both ways out harmless until the block ends."""
    kept = sys.stdout, sys.stderr
    sys.stdout = cast("TextIO", Stream(cast("TextIO | None", kept[0]), answers=True))
    sys.stderr = cast("TextIO", Stream(cast("TextIO | None", kept[1]), answers=False))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = kept


def occupy() -> None:
    """Have nothing else get the numbers of streams that are closed: what writes to these would write into a file."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def out() -> Stream:
    """Return the way out for answers."""
    return _stream(sys.stdout, answers=True)


def err() -> Stream:
    """Return the way out for words."""
    return _stream(sys.stderr, answers=False)


def _stream(now: Any, *, answers: bool) -> Stream:
    return now if isinstance(now, Stream) else Stream(now, answers=answers)


def given() -> str:
    """Return the text on standard input; MachineError where there is none to be had."""
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] - it is where it was closed before the start
        raise MachineError(
            Message(
                "there is nothing to read on standard input, which is closed: give it a file (< FILE), or name "
                "the file",
            )
        )
    try:
        text = sys.stdin.read()
    except UnicodeDecodeError:
        text = None
    except OSError as error:
        raise refused(_IN, "read", error) from error
    if text is None or not is_text(text):  # which of both depends on the locale
        raise MachineError(
            Message(
                "what comes on standard input is not UTF-8: convert it, or save it as UTF-8",
            )
        )
    return text


def ensure_text(arguments: Iterable[str], environment: Mapping[str, str]) -> None:
    """Refuse arguments and settings that hold bytes which are no text: MachineError with the first of them."""
    settings = [f"{name}={value}" for name, value in environment.items() if name.startswith("GRAPHMODEL_")]
    for item in (*arguments, *settings):
        if not is_text(item):
            raise not_utf8(item)
