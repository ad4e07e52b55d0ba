"""What to do after a refusal: mend what is there, or come in by another way."""

from __future__ import annotations

from collections.abc import Iterable

from graphmodel.errors import Problem
from graphmodel.words.messages import NOTHING, Message, say


def what_next(problems: Iterable[Problem], source: str = "") -> Message:
    """Return what to do where a source is refused; nothing where the problems say it themselves.

    Where tables or columns are missing there are other ways in.
    """
    from graphmodel.loading.reading.filled_in import BEGIN

    found = list(problems)
    if any(problem.message in BEGIN.values() for problem in found):
        return NOTHING
    if any(problem.row <= 1 and not problem.column for problem in found):
        return Message(
            "next: graphmodel import {source} -o FOLDER reads a sheet as it is; graphmodel new FILE.xlsx writes a "
            "workbook to fill in",
            source=argument(source or say("FILE")),
        )
    return Message(
        "next: mend these places, then graphmodel check {source} again", source=argument(source or say("FILE"))
    )


def argument(text: str) -> str:
    """Return a text as one argument of a command line."""
    return f'"{text}"' if " " in text else text
