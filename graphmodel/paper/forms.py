"""Which form a file has by how its name ends, and the writing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from graphmodel.machine.outputs import ensure_ending, write
from graphmodel.paper.pdf import pdf_of

MARKDOWN = (".md", ".markdown")
WORD, PDF = ".docx", ".pdf"
ENDINGS = (".html", ".htm", WORD, PDF, *MARKDOWN)
"""How the name of a file may end; without an ending it is HTML."""


class Paper(Protocol):
    """What can be written in each form."""

    def html(self) -> str:
        """Return it as an HTML page."""
        ...

    def markdown(self) -> str:
        """Return it as Markdown."""
        ...

    def docx(self) -> bytes:
        """Return it as a Word document."""
        ...


def save(paper: Paper, path: str | Path) -> Path:
    """Write a paper in the form that the name asks for, and return the path.

    Raises GraphmodelError for another ending, where nothing can be written there, or where a PDF finds no browser.
    """
    file = Path(path)
    ensure_ending(file, ENDINGS)
    write(file, content_of(paper, file.suffix, file.parent))
    return file


def content_of(paper: Paper, ending: str, beside: Path) -> str | bytes:
    """Return a paper in the form that an ending names; a browser that prints it works in a folder of its own ``beside``.

    Raises GraphmodelError where a PDF finds no browser.
    """
    form = ending.lower()
    if form == WORD:
        return paper.docx()
    if form == PDF:
        return pdf_of(paper.html(), beside)
    return paper.markdown() if form in MARKDOWN else paper.html()
