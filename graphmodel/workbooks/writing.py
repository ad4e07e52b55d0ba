"""A workbook to fill in under construction: a page to read first, pages of records, and pages that nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from graphmodel.exchange.sheets import about_rows, ensure_holds, put_text, saved
from graphmodel.forms.layout import ABOUT, FACTS, FIRST_ROW, LISTS, words_of
from graphmodel.forms.wording import INSTRUCTIONS, LABELS, SEVERAL, WRONG_WORD, both, label
from graphmodel.machine.openpyxl import openpyxl
from graphmodel.records.columns import NUMBER_KINDS
from graphmodel.records.schema import About, Column, tables
from graphmodel.words.messages import Message, joined

Page = Any
_WIDTHS = {
    **dict.fromkeys(("name", "name_fr", "title", "note", "from", "to", "system", "source", "url"), 42),
    **dict.fromkeys(("holds", "carries", "operator", "agency", "part_of", "product", "type", "id"), 36),
}
_WIDTH = 22
_OF_INSTRUCTIONS = 70
_LINE = 15
"""The height of a line, in points."""
_FONT = "Calibri"
TEXT_FORMAT = "@"
"""What lets a cell keep what is typed: else a spreadsheet makes a date of what looks like one."""


class Form:
    """One workbook; what it says of itself comes last."""

    def __init__(self) -> None:
        self._book = openpyxl.Workbook()
        self._book.active.title = INSTRUCTIONS
        self._lists: dict[tuple[str, ...], str] = {}

    def instructions(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write the page to read first, English beside French: the rows, then the words of cells that hold several."""
        page = self._book[INSTRUCTIONS]
        page.column_dimensions["A"].width = page.column_dimensions["B"].width = _OF_INSTRUCTIONS
        known = (tables()["systems"].column("holds"), tables()["links"].column("carries"))
        words = (joined("; ", (word.named for word in words_of(column) or ())) for column in known)
        several = [
            both(Message("{column}: {words}", column=LABELS[column.name], words=said))
            for column, said in zip(known, words, strict=True)
        ]
        for row, texts in enumerate([*rows, ("", ""), both(SEVERAL), *several], start=1):
            for at, text in enumerate(texts, start=1):
                cell = page.cell(row, at)
                put_text(cell, text)
                cell.alignment = _wrapped()
                cell.font = font(bold=row == 1, size=14 if row == 1 else 11)
            fit(page, row)
        page.protection.sheet = True
        _print_on_one_width(page)

    def page(self, title: str, columns: Sequence[Column], frozen: str) -> Page:
        """Return a new page with its heading; ``frozen`` is the letter of the first column that moves."""
        page = self._book.create_sheet(title)
        for at, column in enumerate(columns, start=1):
            page.column_dimensions[letter_of(at)].width = _WIDTHS.get(column.name, _WIDTH)
            put_text(page.cell(1, at), column.name)
            head = page.cell(2, at)
            put_text(head, label(column.name) + (" *" if column.required and column.name != "id" else ""))
            head.font = font(bold=True, color="FFFFFF")
            head.fill = openpyxl.styles.PatternFill("solid", start_color="1F3A5F")
            head.alignment = _wrapped()
        page.row_dimensions[1].hidden = True
        fit(page, 2)
        page.freeze_panes = f"{frozen}{FIRST_ROW}"
        _print_on_one_width(page)
        page.print_title_rows = "2:2"
        return page

    def offer(self, page: Page, column: Column, cells: str, choices: Sequence[str] | str) -> None:
        """Give cells a list to choose from: words, or a formula.

        Another text is let through where a record may be named, and where a cell may hold several words.
        """
        if not choices:
            return
        offered = openpyxl.worksheet.datavalidation.DataValidation(
            type="list",
            formula1=choices if isinstance(choices, str) else self._list(tuple(choices)),
            allow_blank=True,
        )
        offered.showErrorMessage = not column.refers_to and not column.is_list
        offered.errorTitle, offered.error = LABELS[column.name].text("en")[:30], " / ".join(both(WRONG_WORD))
        offered.add(cells)
        page.add_data_validation(offered)

    def _list(self, choices: tuple[str, ...]) -> str:
        """Return where a list of words stands; one that is there already serves again."""
        if choices not in self._lists:
            letter = letter_of(len(self._lists) + 1)
            self._lists[choices] = f"{LISTS}!${letter}$1:${letter}${len(choices)}"
        return self._lists[choices]

    def saved(self, facts: Mapping[str, str], about: About | None = None) -> bytes:
        """Return the workbook, with the pages that nobody sees."""
        self._hidden(FACTS, facts.items())
        if about is not None:
            self._hidden(ABOUT, about_rows(about))
        page = self._hidden(LISTS, ())
        for at, choices in enumerate(self._lists, start=1):
            for row, text in enumerate(choices, start=1):
                put_text(page.cell(row, at), text)
        return saved(self._book)

    def _hidden(self, name: str, rows: Iterable[Iterable[object]]) -> Page:
        page = self._book.create_sheet(name)
        page.sheet_state = "veryHidden"
        for row, values in enumerate(rows, start=1):
            for at, value in enumerate(values, start=1):
                put_text(page.cell(row, at), str(value))
        return page


def put(cell: Any, column: Column, shown: object) -> None:
    """Write what a cell shows, a text as text; GraphmodelError where no cell can hold it."""
    if isinstance(shown, str):
        ensure_holds(shown, f"{cell.parent.title}:{cell.coordinate}")
        put_text(cell, shown)
    else:
        cell.value = shown
    if column.kind not in NUMBER_KINDS:
        cell.number_format = TEXT_FORMAT
    cell.alignment = _wrapped()


def fit(page: Page, row: int) -> None:
    """Make a row as high as its texts need: not every program does so by itself when it opens a workbook."""
    lines = 1
    for cell in page[row]:
        # a width counts figures, and letters are narrower on the whole, but for bold ones
        room = int(page.column_dimensions[cell.column_letter].width * (0.9 if cell.font.bold else 1.05))
        lines = max(lines, sum(len(wrap(part, room)) or 1 for part in str(cell.value or "").split("\n")))
    page.row_dimensions[row].height = _LINE * lines + (6 if lines > 1 else 0)


def font(**rest: object) -> Any:
    """Return the font of every cell, somehow changed."""
    return openpyxl.styles.Font(**{"name": _FONT, "size": 11, **rest})


def letter_of(at: int) -> str:
    """Return the letter of a column, counted from 1."""
    letter: str = openpyxl.utils.get_column_letter(at)
    return letter


def _print_on_one_width(page: Page) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def _wrapped() -> Any:
    return openpyxl.styles.Alignment(wrap_text=True, vertical="top")
