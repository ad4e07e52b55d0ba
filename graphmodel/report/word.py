"""A report as a Word document: headings, words and tables; charts are left out, their numbers stand in the tables."""

from __future__ import annotations

from graphmodel.paper.word import Sheets
from graphmodel.report.document import NOTHING_CITED, Cited, Document, Grid, number
from graphmodel.report.markdown import shortened
from graphmodel.words.headings import heading
from graphmodel.words.messages import counted, say


def docx(report: Document) -> bytes:
    """Return a report as a Word document."""
    language = report.language
    made = Sheets(report.title, language)
    made.paragraph(report.subtitle, quiet=True)
    for section in report.sections:
        if section.empty:
            made.paragraph(" ".join(section.words), lead=f"{section.title}:")
            continue
        made.heading(section.title)
        if section.id == "limits":
            made.items(section.words)
        else:
            for words in section.words:
                made.paragraph(words)
        if section.id == "summary":
            made.items(f"{fact.value} {fact.label} ({fact.origin})" for fact in report.facts)
        if section.grid:
            _table(made, section.grid, report)
        if section.origins:
            made.paragraph(say("From: {origins}", language=language, origins=", ".join(section.origins)), quiet=True)
    made.heading(say("Sources", language=language))
    for source in report.cited:
        made.paragraph(_cited(source), quiet=True)
    if not report.cited:
        made.paragraph(NOTHING_CITED.text(language))
    return made.content()


def _table(made: Sheets, grid: Grid, report: Document) -> None:
    language = report.language
    cited = any(grid.sources)
    headings = [*grid.headings, *([heading("sources", language)] if cited else [])]
    rows = [
        [*(number(cell, language) for cell in row), *([shortened(sources)] if cited else [])]
        for row, sources in zip(grid.rows, grid.sources, strict=True)
    ]
    made.table(headings, rows, numeric=(*grid.numeric, *([False] if cited else [])))
    if grid.left_out:
        made.paragraph(counted(grid.left_out, "{count} more row.", "{count} more rows.").text(language), quiet=True)


def _cited(source: Cited) -> str:
    return " ".join(
        part
        for part in (f"{source.number}.", source.title, f"({source.year})" if source.year else "", source.url)
        if part
    )
