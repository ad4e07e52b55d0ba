"""A report before it is written: sections of words, tables and charts, each with where its numbers come from."""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.words.languages import Language
from graphmodel.words.messages import Message

Cell = str | int | float | None
NOTHING_CITED = Message("Nothing in this report names a source.")


@dataclass(frozen=True)
class Grid:
    """Rows of a section: a cell for each heading, and the numbers of the sources behind each row.

    ``numeric`` says which columns are numbers. ``left_out`` is how many more rows the question has: they are not
    hidden, the reader is told how to get them.
    """

    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[tuple[int, ...], ...]
    left_out: int = 0


@dataclass(frozen=True)
class Section:
    """One part of a report.

    ``origins`` are what anybody can run to get the same numbers: ids of canned queries, or commands.
    A section with nothing to show is one line: ``empty``, without ``grid``.
    ``chart`` is an SVG element of words and numbers that stand in a ``grid`` as well.
    """

    id: str
    title: str
    words: tuple[str, ...]
    origins: tuple[str, ...] = ()
    grid: Grid | None = None
    chart: str = ""
    empty: bool = False


@dataclass(frozen=True)
class Fact:
    """One number of the summary: what is counted, how many, and where it comes from."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True)
class Cited:
    """A source as the report lists it, by number."""

    number: int
    id: str
    title: str
    year: str
    url: str


@dataclass(frozen=True)
class Document:
    """Everything that a report says, in one language."""

    language: Language
    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    cited: tuple[Cited, ...]

    def section(self, id: str) -> Section | None:
        """Return a section by its id, None where the report has none."""
        return next((section for section in self.sections if section.id == id), None)


def number(value: Cell, language: Language) -> str:
    """Return a number as people of a language write it: 1,234.5 or 1 234,5, with narrow no-break spaces."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    written = f"{value:,}"
    if language == "fr":
        return written.replace(",", "\u202f").replace(".", ",")
    return written
