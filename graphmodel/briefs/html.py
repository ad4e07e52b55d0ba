"""A brief as one HTML page of one sheet that asks for nothing."""

from __future__ import annotations

from pathlib import Path

from graphmodel.briefs.document import OnePage
from graphmodel.briefs.picture import svg
from graphmodel.paper.page import page

HERE = Path(__file__).parent


def html(brief: OnePage) -> str:
    """Return a brief as an HTML page; every text is escaped."""
    style = (HERE / "brief.css").read_text(encoding="utf-8")
    return page(HERE / "brief.html.j2", style, brief.language, brief=brief, picture=svg(brief.picture))
