"""The report: what a catalogue says about who is connected, as HTML, Word, PDF or Markdown, each number with its origin."""

from __future__ import annotations

from graphmodel.report.document import Fact, Grid, Section
from graphmodel.report.html import html
from graphmodel.report.making import Report, report
from graphmodel.report.markdown import markdown

__all__ = ["Fact", "Grid", "Report", "Section", "html", "markdown", "report"]
