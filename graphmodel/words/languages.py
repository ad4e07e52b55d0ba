"""Which language people read: one for the process, and another for a while where somebody asks for it.

>>> with speaking("fr"):
...     language()
'fr'
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_BY_NAME: dict[str, Language] = {"en": "en", "fr": "fr"}
LANGUAGE_OPTION, LANGUAGE_VARIABLE = "--lang", "GRAPHMODEL_LANG"

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)
_everywhere: list[Language] = []
"""The language that ``use_language`` chose, if it did."""


def language() -> Language:
    """Return the language in force: what ``speaking`` or ``use_language`` says, else the environment's, else English."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    if _everywhere:
        return _everywhere[-1]
    return "fr" if os.environ.get(LANGUAGE_VARIABLE) == "fr" else "en"


def use_language(chosen: Language) -> None:
    """Say everything in a language from now on: errors, captions of a notebook, headings.

    >>> use_language("fr"); language()
    'fr'
    >>> use_language("en")
    """
    _everywhere[:] = [chosen]


@contextmanager
def speaking(chosen: Language | None) -> Generator[None]:
    """Say everything in a language for a while, in this thread alone; None changes nothing."""
    token = _spoken.set(chosen or _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


def chosen_language(arguments: Sequence[str]) -> Language | None:
    """Return the language that a command line asks for, wherever it says so; None where it asks for none.

    >>> chosen_language(["study", "--lang", "fr"])
    'fr'
    """
    found: Language | None = None
    for at, item in enumerate(arguments):
        if item == "--":
            break
        name, equals, value = item.partition("=")
        if name == LANGUAGE_OPTION:
            wanted = value if equals else "".join(arguments[at + 1 : at + 2])
            found = _BY_NAME.get(wanted)
    return found
