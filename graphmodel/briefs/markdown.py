"""A brief as words alone: Markdown, or plain text for a terminal; what the picture shows stands in the sentences."""

from __future__ import annotations

import textwrap

from graphmodel.briefs.document import OnePage
from graphmodel.machine.harmless import for_markdown as plain


def markdown(brief: OnePage) -> str:
    """Return a brief as Markdown; names never become markup."""
    lines = [f"# {plain(brief.title)}", "", plain(brief.subtitle)]
    for part in brief.parts:
        lines += ["", f"## {plain(part.title)}", "", plain(" ".join(part.sentences))]
    return "\n".join(lines) + "\n"


def text(brief: OnePage, width: int) -> str:
    """Return a brief as plain text of at most so many signs a line; only a word longer than that is longer."""
    blocks = [brief.title, brief.subtitle]
    for part in brief.parts:
        blocks += ["", part.title.upper(), *part.sentences]
    return "\n".join(
        textwrap.fill(block, width, break_long_words=False, break_on_hyphens=False) if block else "" for block in blocks
    )
