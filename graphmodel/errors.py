"""Everything this package raises on purpose.

+ GraphmodelError        base: meant for the user's eyes, its text names the remedy
  + SourceError          a source cannot be opened: no such folder, no zip, no workbook, no mapping
  + CatalogueError       the tables contradict the format or each other; carries every problem found
  + ScenarioError        a scenario cannot be read, or wishes for what cannot be; carries every problem found
  + NeedsError           needs cannot be read, or name what the catalogue has not; carries every problem found
  + UnknownName          no record, type, query or word goes by that name; carries the nearest ones
  + QueryError           a query file cannot be read, or was given wrong values
  + RefusedQuery         a statement that would write, or that this store is known to answer wrongly
  + StoreError           the store cannot be reached, cannot be read, or could not answer
    + QueryTimeout       the statement was cut off
    + StoreMachineError  what the machine refuses of a store
  + BilingualError       what is refused of a file to write, in both languages
    + MachineError       what the machine refuses: no room, no right, a name too long, a stream that is closed
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_SHOWN = 200


class GraphmodelError(Exception):
    """Base of all errors meant for the user's eyes.

    >>> import graphmodel
    >>> try:
    ...     graphmodel.load("canda")
    ... except graphmodel.GraphmodelError as error:
    ...     print(error)
    there is no folder, zip or workbook 'canda' (did you mean canada?): shipped catalogues are canada, nleim-2014
    """

    def text(self, language: str = "en") -> str:
        """Return the error in words: in French where it has them and ``language`` is ``fr``."""
        del language
        return str(self)


class BilingualError(GraphmodelError):
    """An error that holds its words in both languages."""

    def __init__(self, english: str, french: str) -> None:
        self.english = english
        self.french = french
        super().__init__(english)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.english, self.french)

    def text(self, language: str = "en") -> str:
        """Return it in words."""
        return self.french if language == "fr" else self.english


class MachineError(BilingualError):
    """What the machine refuses: no room, no right, a name too long, a stream that is closed, odd bytes."""


class SourceError(GraphmodelError):
    """A source of tables, or the mapping that reads it, cannot be opened."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong at one place of a source.

    ``row`` is the line of the table with the header as 1, or 0 where the whole file is meant;
    ``column`` is a column's name, or empty where the whole row is meant. Of scenarios and needs they are line and key.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        return f"{':'.join(place)}: {self.message}"


@dataclass(frozen=True)
class Doubt:
    """What a sound catalogue probably does not mean: a record, by its table and id, a column of it, and why."""

    table: str
    id: str
    column: str
    message: str


class _Problems(GraphmodelError):
    """Everything that is wrong with one source, told at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append(f"... and {len(self.problems) - _SHOWN} more problems")
        return "\n".join(lines)


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


class QueryError(GraphmodelError):
    """A query file cannot be read, or was given wrong values."""


class RefusedQuery(GraphmodelError):
    """A statement that would write, or that the store is known to answer wrongly."""


class StoreError(GraphmodelError):
    """The store cannot be reached, cannot be read, or could not answer."""


class StoreMachineError(MachineError, StoreError):
    """What the machine refuses of a store."""


class QueryTimeout(StoreError):
    """The statement took longer than allowed and was cut off."""
