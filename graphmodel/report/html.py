"""A report as one HTML file that asks for nothing: its style is inside, allowed by its hash, and there is no script."""

from __future__ import annotations

from functools import partial
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from graphmodel.paper.page import page
from graphmodel.report.document import NOTHING_CITED, Document, number
from graphmodel.report.markdown import shortened
from graphmodel.words.headings import heading
from graphmodel.words.languages import Language
from graphmodel.words.messages import say

HERE = Path(__file__).parent


def html(report: Document) -> str:
    """Return a report as an HTML page; every text is escaped."""
    return page(
        HERE / "report.html.j2",
        (HERE / "report.css").read_text(encoding="utf-8"),
        report.language,
        report=report,
        number=partial(number, language=report.language),
        shortened=shortened,
        sources=heading("sources", report.language),
        from_origins=partial(_from, language=report.language),
        nothing_cited=NOTHING_CITED.text(report.language),
    )


def _from(origins: tuple[str, ...], language: Language) -> Any:
    """Return where the numbers of a section come from, as mark-up in which every text is escaped."""
    markup: Any = import_module("markupsafe").Markup
    codes = markup(", ").join(markup("<code>{}</code>").format(origin) for origin in origins)
    return markup(escape(say("From: {origins}", language=language))).format(origins=codes)
