"""The workbook that goes out to an agency: what is recorded of it, lists to choose from, and blank rows for the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from graphmodel.forms.layout import FIRST_ROW, SURVEY, Showing, rows_of
from graphmodel.forms.wording import LINES, SHEETS, both
from graphmodel.machine.openpyxl import openpyxl
from graphmodel.records.called import agency_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName
from graphmodel.survey.layout import BLANK_ROWS, LOCKED, VERSION, asked, records
from graphmodel.words.languages import Language
from graphmodel.workbooks.writing import Form, fit, letter_of, put


def make_survey(catalogue: Catalogue, agency: str, language: Language = "en", *, audience: str | None = None) -> bytes:
    """Return the workbook for one agency; words to choose from are in one language, everything else in both.

    Its lists name all agencies and systems of the catalogue, or with ``audience`` those that are meant for it. Raises UnknownName for an agency that there is not, GraphmodelError for a text that no cell can hold.
    """
    digest = catalogue.digest  # of the whole: what comes back is read against that
    if audience is not None:
        catalogue = catalogue.for_audience(audience)
    agency = agency_called(catalogue, agency)
    form, showing = Form(), Showing(catalogue, language)
    form.instructions(_instructions(catalogue, agency))
    for table, rows in records(catalogue, agency).items():
        _page(form, showing, table, rows)
    facts = {SURVEY: VERSION, "agency": agency, "language": language, "digest": digest, "audience": audience or ""}
    return form.saved(facts)


def _instructions(catalogue: Catalogue, agency: str) -> Iterator[tuple[str, str]]:
    about = catalogue.about
    yield str(catalogue.agencies.set_index("id").loc[agency, "name"]), agency
    yield about.name, about.name_fr or about.name
    yield "", ""
    yield from map(both, LINES)


def _page(form: Form, showing: Showing, table: TableName, rows: pd.DataFrame) -> None:
    columns = asked(table)
    page = form.page(SHEETS[table], columns, "C")
    last = FIRST_ROW + len(rows) + BLANK_ROWS[table] - 1
    for at, column in enumerate(columns, start=1):
        letter = letter_of(at)
        form.offer(page, column, f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)}", showing.choices(column))
    records = [*rows_of(rows, columns), *[(None,) * len(columns)] * BLANK_ROWS[table]]
    for row, values in enumerate(records, start=FIRST_ROW):
        for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            cell = page.cell(row, at)
            put(cell, column, showing.cell(column, value))
            locked = row < FIRST_ROW + len(rows) and column.name in LOCKED[table]
            cell.protection = openpyxl.styles.Protection(locked=locked)
            if locked:
                cell.fill = openpyxl.styles.PatternFill("solid", start_color="E7E9EC")
        if row < FIRST_ROW + len(rows):
            fit(page, row)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # False: people may
