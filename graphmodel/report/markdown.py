"""A report as Markdown: tables and words, charts left out (their numbers stand in the tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphmodel.machine.harmless import for_markdown as plain
from graphmodel.report.document import NOTHING_CITED, Cell, Cited, Document, Grid, number
from graphmodel.words.headings import heading
from graphmodel.words.messages import say


def markdown(report: Document) -> str:
    """Return a report as Markdown; names never become markup."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Document) -> Iterator[str]:
    language = report.language
    yield from (f"# {plain(report.title)}", "", plain(report.subtitle), "")
    for section in report.sections:
        if section.empty:
            yield from ("", f"**{plain(section.title)}:** {plain(' '.join(section.words))}")
            continue
        yield from ("", f"## {plain(section.title)}", "")
        if section.id == "limits":
            yield from (f"- {plain(words)}" for words in section.words)
        else:
            for words in section.words:
                yield from (plain(words), "")
        if section.id == "summary":
            yield from (f"- **{plain(fact.value)}** {plain(fact.label)} (`{fact.origin}`)" for fact in report.facts)
        if section.grid:
            yield from _table(section.grid, report)
        if section.origins:
            origins = ", ".join(f"`{one}`" for one in section.origins)
            yield from ("", say("From: {origins}", language=language, origins=origins))
    yield from ("", f"## {say('Sources', language=language)}", "")
    yield from (_cited(source) for source in report.cited)
    if not report.cited:
        yield NOTHING_CITED.text(language)


def _table(grid: Grid, report: Document) -> Iterator[str]:
    language = report.language
    cited = any(grid.sources)
    headings = [*(plain(one) for one in grid.headings), *([heading("sources", language)] if cited else [])]
    numeric = (*grid.numeric, *([False] if cited else []))
    yield f"| {' | '.join(headings)} |"
    yield f"|{'|'.join('---:' if is_number else '---' for is_number in numeric)}|"
    for row, sources in zip(grid.rows, grid.sources, strict=True):
        cells = [*(_cell(cell, report) for cell in row), *([shortened(sources)] if cited else [])]
        yield f"| {' | '.join(cells)} |"
    if grid.left_out:
        yield ""
        yield say("{left_out} more rows.", language=language, left_out=grid.left_out)


def _cell(cell: Cell, report: Document) -> str:
    return plain(number(cell, report.language))


def _cited(source: Cited) -> str:
    year = f" ({plain(source.year)})" if source.year else ""
    url = f" <{source.url}>" if re.fullmatch(r"https?://[^\s<>]+", source.url) else ""
    return f"{source.number}. {plain(source.title)}{year}{url}"


def shortened(numbers: tuple[int, ...], most: int = 3) -> str:
    """Return the numbers of sources in brackets; of many the first, and how many more."""
    if not numbers:
        return ""
    rest = len(numbers) - most
    return f"[{', '.join(str(one) for one in numbers[:most])}{f' +{rest}' if rest > 0 else ''}]"
