"""The workbook that goes out to an agency: what is recorded of it, lists to choose from, and blank rows for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pandas as pd

from graphmodel.exchange.sheets import ensure_holds, put_text, saved
from graphmodel.records.called import agency_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Column, TableName
from graphmodel.survey.layout import (
    BLANK_ROWS,
    FACTS,
    FIRST_ROW,
    LISTS,
    LOCKED,
    VERSION,
    Showing,
    asked,
    records,
    words_of,
)
from graphmodel.survey.wording import INSTRUCTIONS, LABELS, LINES, SHEETS, WRONG_WORD, both, label
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, joined

openpyxl: Any = import_module("openpyxl")  # which says nothing of its types
_WIDTHS = {"name": 42, "name_fr": 42, "note": 40, "from": 40, "to": 40, "system": 40, "holds": 36, "carries": 36}
_WIDTH = 20
_WORKSHEET = Any


def make_survey(catalogue: Catalogue, agency: str, language: Language = "en", *, audience: str | None = None) -> bytes:
    """Return the workbook for one agency; words to choose from are in one language, everything else in both.

    Its lists name all agencies and systems of the catalogue, or with ``audience`` those that are meant for it. Raises UnknownName for an agency that there is not, GraphmodelError for a text that no cell can hold.
    """
    digest = catalogue.digest  # of the whole: what comes back is read against that
    if audience is not None:
        catalogue = catalogue.for_audience(audience)
    return _Making(catalogue, agency_called(catalogue, agency), language).workbook(
        {"digest": digest, "audience": audience or ""}
    )


class _Making:
    """One workbook under construction."""

    def __init__(self, catalogue: Catalogue, agency: str, language: Language) -> None:
        self._catalogue = catalogue
        self._agency = agency
        self._language: Language = language
        self._showing = Showing(catalogue, language)
        self._book = openpyxl.Workbook()
        self._lists: dict[tuple[str, ...], str] = {}

    def workbook(self, facts: Mapping[str, str]) -> bytes:
        page = self._book.active
        page.title = INSTRUCTIONS
        self._choices = self._book.create_sheet(LISTS)
        self._instructions(page)
        for table, rows in records(self._catalogue, self._agency).items():
            self._page(table, rows)
        self._choices.sheet_state = "veryHidden"
        page = self._book.create_sheet(FACTS)
        page.sheet_state = "veryHidden"
        said = {"survey": VERSION, "agency": self._agency, "language": self._language, **facts}
        for row, (key, value) in enumerate(said.items(), start=1):
            put_text(page.cell(row, 1), key)
            put_text(page.cell(row, 2), value)
        self._book.move_sheet(LISTS, len(SHEETS) + 1)
        return saved(self._book)

    def _instructions(self, page: _WORKSHEET) -> None:
        agencies = self._catalogue.agencies.set_index("id")
        page.column_dimensions["A"].width = page.column_dimensions["B"].width = 64
        about = self._catalogue.about
        names = (about.name, about.name_fr or about.name)
        rows: list[tuple[str, str]] = [
            (str(agencies.loc[self._agency, "name"]), self._agency),
            names,
            ("", ""),
            *map(both, LINES),
        ]
        rows += [("", ""), both(Message("Words for cells with several"))]
        for column in ("holds", "carries"):
            found = next(item for table in SHEETS for item in asked(table) if item.name == column)
            words = words_of(found) or ()
            rows.append(both(LABELS[column] + ": " + joined("; ", (word.named for word in words))))
        for row, texts in enumerate(rows, start=1):
            for at, text in enumerate(texts, start=1):
                cell = page.cell(row, at)
                put_text(cell, text)
                cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
                cell.font = openpyxl.styles.Font(bold=row == 1, size=14 if row == 1 else 11)
        page.protection.sheet = True

    def _page(self, table: TableName, rows: pd.DataFrame) -> None:
        page = self._book.create_sheet(SHEETS[table])
        columns = asked(table)
        last = FIRST_ROW + len(rows) + BLANK_ROWS[table] - 1
        for at, column in enumerate(columns, start=1):
            letter = openpyxl.utils.get_column_letter(at)
            page.column_dimensions[letter].width = _WIDTHS.get(column.name, _WIDTH)
            put_text(page.cell(1, at), column.name)
            head = page.cell(2, at)
            put_text(head, label(column.name) + (" *" if column.required else ""))
            head.font = openpyxl.styles.Font(bold=True, color="FFFFFF")
            head.fill = openpyxl.styles.PatternFill("solid", start_color="1F3A5F")
            head.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            self._offer(page, column, f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)}")
        plain = rows.astype("object").where(rows.notna(), None)
        for row, values in enumerate(
            plain[[column.name for column in columns]].itertuples(index=False), start=FIRST_ROW
        ):
            for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
                self._put(page.cell(row, at), column, value, locked=column.name in LOCKED[table])
        for row in range(FIRST_ROW + len(rows), last + 1):
            for at, column in enumerate(columns, start=1):
                self._put(page.cell(row, at), column, None, locked=False)
        page.row_dimensions[1].hidden = True
        page.row_dimensions[2].height = 48
        page.freeze_panes = f"C{FIRST_ROW}"
        page.protection.sheet = True
        page.protection.formatColumns = page.protection.formatRows = False  # False: people may

    def _put(self, cell: Any, column: Column, value: object, *, locked: bool) -> None:
        shown = self._showing.cell(column, value)
        if isinstance(shown, str):
            ensure_holds(shown, f"{cell.parent.title}:{cell.coordinate}")
            put_text(cell, shown)
        else:
            cell.value = shown
        cell.protection = openpyxl.styles.Protection(locked=locked)
        cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
        if locked:
            cell.fill = openpyxl.styles.PatternFill("solid", start_color="E7E9EC")
        elif column.kind not in ("integer", "year"):
            cell.number_format = "@"  # else a spreadsheet makes a date of what looks like one

    def _offer(self, page: _WORKSHEET, column: Column, cells: str) -> None:
        """Give cells a list to choose from; where a new record may be named, another text is let through."""
        choices = tuple(self._showing.choices(column))
        if not choices:
            return
        offered = openpyxl.worksheet.datavalidation.DataValidation(
            type="list", formula1=self._list(choices), allow_blank=True
        )
        offered.showErrorMessage = not column.refers_to
        offered.errorTitle, offered.error = LABELS[column.name].text("en")[:30], " / ".join(both(WRONG_WORD))
        offered.add(cells)
        page.add_data_validation(offered)

    def _list(self, choices: tuple[str, ...]) -> str:
        """Return where a list of words stands; one that is there already serves again."""
        if choices not in self._lists:
            at = len(self._lists) + 1
            for row, text in enumerate(choices, start=1):
                put_text(self._choices.cell(row, at), text)
            letter = openpyxl.utils.get_column_letter(at)
            self._lists[choices] = f"{LISTS}!${letter}$1:${letter}${len(choices)}"
        return self._lists[choices]
