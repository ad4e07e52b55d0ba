"""Everything this package raises on purpose.

+ GraphmodelError        base: meant for the user's eyes, its text names the remedy
  + SourceError          a source cannot be opened: no such folder, no zip, no workbook, no mapping
  + CatalogueError       the tables contradict the format or each other; carries every problem found
  + ScenarioError        a scenario cannot be read, or wishes for what cannot be; carries every problem found
  + NeedsError           needs cannot be read, or name what the catalogue has not; carries every problem found
  + UnknownName          no record, type, query or word goes by that name; carries the nearest ones
  + WrongKind            a function of ours was given what it cannot take
  + QueryError           a query file cannot be read, or was given wrong values
  + RefusedQuery         a statement that would write, or that this store is known to answer wrongly
  + StoreError           the store cannot be reached, cannot be read, or could not answer
    + QueryTimeout       the statement was cut off
    + StoreMachineError  what the machine refuses of a store
    + MachineError       what the machine refuses: no room, no right, a name too long, a stream that is closed
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, counted, in_language, joined, plain

_SHOWN = 200
_LONG = 80


class GraphmodelError(Exception):
    """Base of all errors meant for the user's eyes.

    >>> import graphmodel
    >>> try:
    ...     graphmodel.load("canda")
    ... except graphmodel.GraphmodelError as error:
    ...     print(error)
    there is no folder, zip or workbook 'canda' (did you mean canada?): shipped catalogues are canada, nleim-2014
    """

    def text(self, language: Language | None = None) -> str:
        """Return the error in words, in a language or in the one in force."""
        return in_language(self.said, language)

    @property
    def said(self) -> Message:
        """Return the error in words, to be put into another message."""
        said = self.args[0] if self.args else ""
        return said if isinstance(said, Message) else plain(str(said))

    def __str__(self) -> str:
        return self.text()

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error cross to another process, whatever its class is made with."""
        return _restored, (type(self), self.args, vars(self))


def _restored(kind: type[GraphmodelError], args: tuple[object, ...], state: dict[str, object]) -> GraphmodelError:
    """Return an error that crossed from another process."""
    error = kind.__new__(kind)
    error.args = args
    vars(error).update(state)
    return error


class MachineError(GraphmodelError):
    """What the machine refuses: no room, no right, a name too long, a stream that is closed, odd bytes."""


class SourceError(GraphmodelError):
    """A source of tables, or the mapping that reads it, cannot be opened."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong at one place of a source.

    ``file`` is empty where no single file is meant, ``row`` is the line of the table with the header as 1, or 0 where
    the whole file is meant;
    ``column`` is a column's name, or empty where the whole row is meant. Of scenarios and needs they are line and key.
    ``more`` counts others like it that are not told one by one, as the message says.
    """

    file: str
    row: int
    column: str
    message: str
    more: int = 0

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Message:
        """Return the place and what is wrong there."""
        if not self.file:
            return plain(self.message)
        place = [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        return joined(":", place) + ": " + self.message

    def text(self, language: Language | None = None) -> str:
        """Return the place and what is wrong there, in a language or in the one in force."""
        return in_language(self.said, language)


def counted_problems(problems: Sequence[Problem]) -> Message:
    """Return how many problems there are, with those that are not told one by one: ``1 problem``."""
    return counted(_count(problems), "{count} problem", "{count} problems")


def _count(problems: Sequence[Problem]) -> int:
    return sum(1 + problem.more for problem in problems)


@dataclass(frozen=True)
class Doubt:
    """What a sound catalogue probably does not mean: a record, by its table and id, a column of it, and why.

    Without an id the whole table is meant.
    """

    table: str
    id: str
    column: str
    message: str


class _Problems(GraphmodelError):
    """Everything that is wrong with one source, told at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        lines = [problem.said for problem in self.problems[:_SHOWN]]
        more = _count(self.problems[_SHOWN:])
        if more > 0:
            said = counted(more, "{count} more problem", "{count} more problems")
            lines.append(Message("... and ") + said)
        super().__init__(joined("\n", lines))


class CatalogueError(_Problems):
    """The tables contradict the format or each other; ``problems`` holds all of them."""


class ScenarioError(_Problems):
    """A scenario cannot be read, or wishes for what cannot be; ``problems`` are named by file, line and key."""


class NeedsError(_Problems):
    """Needs cannot be read, or name what the catalogue has not; ``problems`` are named by file, line and key."""


class UnknownName(GraphmodelError):
    """No record, type, query or word goes by that name."""

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        self.nearest = tuple(nearest)
        super().__init__(message)


class WrongKind(GraphmodelError, TypeError):
    """A function of ours was given what it cannot take: another kind of thing."""

    def __init__(self, where: str, name: str, value: object, wanted: Message) -> None:
        kind, shown = type(value).__name__, repr(value)
        super().__init__(
            Message(
                "{where}: {name} cannot be {what}: it takes {wanted}",
                where=where,
                name=name,
                what=f"{shown} ({kind})" if len(shown) <= _LONG else kind,
                wanted=wanted,
            )
        )


class QueryError(GraphmodelError):
    """A query file cannot be read, or was given wrong values."""


class RefusedQuery(GraphmodelError):
    """A statement that would write, or that the store is known to answer wrongly."""


class StoreError(GraphmodelError):
    """The store cannot be reached, cannot be read, or could not answer."""


class UnansweredQuery(StoreError):
    """The store is there, and the question has no answer: it is too large for the engine, or ends on a value."""


class StoreMachineError(MachineError, StoreError):
    """What the machine refuses of a store."""


class QueryTimeout(StoreError):
    """The statement took longer than ``seconds``, which were allowed, and was cut off."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            Message(
                "the query was cut off after {seconds:g} seconds: narrow it (a type, an id), or allow it longer "
                "with --timeout",
                seconds=seconds,
            )
        )
