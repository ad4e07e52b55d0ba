"""What loading has to say: problems that refuse a catalogue, warnings and notices that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graphmodel.errors import Problem
from graphmodel.words.messages import Message, counted, plain

MOST = 1_000
"""How many problems of one kind are told of one column: a row each of a large table would fill the memory."""


def with_more(problems: Sequence[Problem], more: int) -> list[Problem]:
    """Return problems of one kind, where the last one says how many more like it there are."""
    if not more:
        return list(problems)
    *others, last = problems
    said = counted(more, "{count} more like it", "{count} more like it")
    return [*others, replace(last, message=plain(last.message) + Message(" ... and ") + said, more=more)]


class Unreadable(Exception):
    """One file cannot be read as a table; the other files still are."""

    def __init__(self, message: str, row: int = 0, column: str = "") -> None:
        self.message = message
        self.row = row
        self.column = column
        super().__init__(message)


@dataclass
class Findings:
    """Everything found while one source is read, in the order in which it was found."""

    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[Problem] = field(default_factory=list[Problem])
    notices: list[Problem] = field(default_factory=list[Problem])

    def problem(self, file: str, message: str, row: int = 0, column: str = "") -> None:
        """Note what refuses the catalogue."""
        self.problems.append(Problem(file, row, column, message))

    def unreadable(self, file: str, error: Unreadable) -> None:
        """Note why a file cannot be read."""
        self.problem(file, error.message, error.row, error.column)

    def warning(self, file: str, message: str, row: int = 0, column: str = "") -> None:
        """Note what is probably not meant."""
        self.warnings.append(Problem(file, row, column, message))

    def notice(self, file: str, message: str, row: int = 0, column: str = "") -> None:
        """Note how a file was read where it could have been read otherwise."""
        self.notices.append(Problem(file, row, column, message))
