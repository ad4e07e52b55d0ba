"""Word documents by python-docx: a sheet with headings, paragraphs, lists and tables, in one language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from graphmodel.machine.harmless import for_terminal
from graphmodel.words.languages import Language

_LOCALES = {"en": "en-CA", "fr": "fr-CA"}
_NO_XML = re.compile("[\ufffe\uffff]")
FONT, SMALL, TINY = 10, 9, 8
"""Sizes of letters in points: of a report, of what is to stand on one sheet, of notes and tables."""
_LETTERS, _GAP = 118, 2
"""Letters of the smallest size that a line has room for, and what a cell leaves free at its sides, in letters."""


class Sheets:
    """A Word document under construction, on paper of letter size; every text in it is shown as it is."""

    def __init__(self, title: str, language: Language, *, size: int = FONT) -> None:
        self._docx: Any = import_module("docx")
        self._shared: Any = import_module("docx.shared")
        self._made: Any = self._docx.Document()
        section = self._made.sections[0]
        section.page_width, section.page_height = self._shared.Inches(8.5), self._shared.Inches(11)
        section.left_margin = section.right_margin = self._shared.Mm(18)
        section.top_margin = section.bottom_margin = self._shared.Mm(15)
        self._wide = section.page_width - section.left_margin - section.right_margin
        style = self._made.styles["Normal"]
        style.font.name, style.font.size = "Calibri", self._shared.Pt(size)
        style.paragraph_format.space_after = self._shared.Pt(2)
        style.paragraph_format.line_spacing = 1.0
        self._speak(language)
        for name, letters, before in (("Title", 17, 0), ("Heading 1", size + 2, 6)):
            heading = self._made.styles[name]
            heading.font.name, heading.font.size = "Calibri", self._shared.Pt(letters)
            fonts = heading.element.rPr.rFonts
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # which would win over the name
                fonts.attrib.pop(self._name(theme), None)
            heading.paragraph_format.space_before = self._shared.Pt(before)
            heading.paragraph_format.space_after = self._shared.Pt(2)
            heading.paragraph_format.keep_with_next = True
        facts = self._made.core_properties
        facts.title, facts.language, facts.author = _text(title)[:255], _LOCALES[language], "graphmodel"
        facts.comments = ""
        facts.created = facts.modified = datetime.now(UTC).replace(tzinfo=None)
        self._made.add_paragraph(_text(title), style="Title")

    def _name(self, name: str) -> str:
        return str(import_module("docx.oxml.ns").qn(f"w:{name}"))

    def _speak(self, language: Language) -> None:
        """Say which language the text is in, for spelling and for screen readers."""
        properties = self._made.styles.element.find(f".//{self._name('rPrDefault')}/{self._name('rPr')}")
        spoken = properties.find(self._name("lang"))
        if spoken is None:
            spoken = properties.makeelement(self._name("lang"), {})
            properties.append(spoken)
        spoken.set(self._name("val"), _LOCALES[language])

    def heading(self, text: str) -> None:
        """Add a heading, which stays on the page of what follows."""
        self._made.add_paragraph(_text(text), style="Heading 1")

    def paragraph(self, text: str, *, lead: str = "", quiet: bool = False) -> None:
        """Add a paragraph; ``lead`` stands before it in bold, and ``quiet`` is small and grey."""
        added = self._made.add_paragraph()
        if lead:
            added.add_run(f"{_text(lead)} ").bold = True
        run = added.add_run(_text(text))
        if quiet:
            run.font.size, run.font.color.rgb = self._shared.Pt(TINY), self._shared.RGBColor(0x55, 0x61, 0x6D)

    def items(self, texts: Iterable[str], *, numbered: bool = False) -> None:
        """Add a list."""
        for text in texts:
            self._made.add_paragraph(_text(text), style="List Number" if numbered else "List Bullet")

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        numeric: Sequence[bool] = (),
        widths: Sequence[float] = (),
    ) -> None:
        """Add a table, its headings repeated on every page; columns of numbers stand at the right.

        ``widths`` are the shares of the columns; without them each has what its longest word needs, and its share of the
        rest.
        """
        given = [list(headings), *(list(row) for row in rows)]
        made = self._made.add_table(rows=0, cols=len(headings), style="Table Grid")
        made.autofit = False
        widths = widths or _shares(given)
        right = self._docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
        grid = list(made.columns)
        for at, row in enumerate(given):
            added = made.add_row()
            self._mark(added, "cantSplit")
            if not at:
                self._mark(added, "tblHeader")
            for n, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = 0
                run = paragraph.add_run(_text(text))
                run.font.size, run.bold = self._shared.Pt(TINY), not at
                if numeric and numeric[n]:
                    paragraph.alignment = right
                cell.width = grid[n].width = int(self._wide * widths[n] / sum(widths))
        self._made.add_paragraph().paragraph_format.line_spacing = self._shared.Pt(
            4
        )  # Word parts no two tables without one

    def _mark(self, row: Any, name: str) -> None:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
        properties.append(properties.makeelement(self._name(name), {}))

    def content(self) -> bytes:
        """Return the file."""
        target = io.BytesIO()
        self._made.save(target)
        return target.getvalue()


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how many letters wide each column is to be: its longest word, and of what is left what its texts lack."""
    columns = list(zip(*rows, strict=True))
    least = [_GAP + max(len(word) for text in column for word in (*text.split(), "x")) for column in columns]
    lack = [max(len(text) for text in column) + _GAP - low for column, low in zip(columns, least, strict=True)]
    rest = min(max(_LETTERS - sum(least), 0), sum(lack))
    return [low + rest * more / max(sum(lack), 1) for low, more in zip(least, lack, strict=True)]


def _text(text: str) -> str:
    """Return a text that XML can hold and that nothing obeys, on one line."""
    return _NO_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", for_terminal(" ".join(text.split())))
