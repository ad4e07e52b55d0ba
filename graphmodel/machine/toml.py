"""TOML documents, read within bounds: what a few kilobytes ask for may cost no more than they are worth.

Mappings, scenarios, needs and what a catalogue says of itself all come from other people.
"""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from graphmodel.machine.toml_faults import NoTOML, explained
from graphmodel.records.composed import composed
from graphmodel.words.messages import Message, number

LARGEST = 5_000_000
"""Bytes of a document."""
DEEPEST = 20
"""Names in one dotted key: the memory that Python's reader takes grows with their square."""

_NAME = r"""(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
"""A name from its first letter on, in one go: a long run of letters is looked at once, not once from each of them."""
_DEEP = re.compile(rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME}){{{DEEPEST}}}")


def read_document(path: Path) -> str:
    """Return the text of a document, its letters composed.

    OSError where it cannot be opened, is no ordinary file (a pipe would be waited for without end) or is too large;
    UnicodeDecodeError where it is not UTF-8.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(None, Message("it is no ordinary file"), str(path))
    if found.st_size > LARGEST:
        raise OSError(None, Message("it is larger than {most} bytes", most=number(LARGEST)), str(path))
    return composed(path.read_bytes().decode("utf-8-sig"))


def parse_document(text: str) -> dict[str, Any]:
    """Return what a document says; NoTOML where it is no TOML, or too deep to be read."""
    if len(text) > LARGEST:
        raise NoTOML(Message("it is longer than {most} letters", most=number(LARGEST)))
    deep = _DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise NoTOML(Message("a key has more than {most} names", most=DEEPEST), line, 1)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise NoTOML(Message("it is nested too deeply")) from None
    except tomllib.TOMLDecodeError as error:
        raise explained(error, text) from None
    except ValueError:  # thousands of digits
        raise NoTOML(Message("it holds a number that is too long to be read")) from None
