"""The workbook that goes out to an agency: what is recorded of it, lists to choose from, and blank rows for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphmodel.forms.layout import FIRST_ROW, SURVEY, Showing
from graphmodel.forms.wording import LINES, MATURITY_LINES, SHEETS, both
from graphmodel.machine.openpyxl import openpyxl
from graphmodel.records.called import agency_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.plain import rows_of
from graphmodel.survey.asking import VERSIONS, Ask, AskedPage, pages
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message
from graphmodel.workbooks.writing import Form, fit, letter_of, put


def make_survey(
    catalogue: Catalogue, agency: str, language: Language = "en", *, audience: str | None = None, ask: Ask = "all"
) -> bytes:
    """Return the workbook for one agency; words to choose from are in one language, everything else in both.

    Its lists name all agencies and systems of the catalogue, or with ``audience`` those that are meant for it. ``ask``
    may be ``maturity``: then it asks only for what would settle the levels of links of systems that the agency runs.

    Raises UnknownName for an agency that there is not, GraphmodelError for a text that no cell can hold, and where nothing
    of that is missing.
    """
    digest = catalogue.digest  # of the whole: what comes back is read against that
    if audience is not None:
        catalogue = catalogue.for_audience(audience)
    agency = agency_called(catalogue, agency)
    form, showing = Form(), Showing(catalogue, language)
    form.instructions(_instructions(catalogue, agency, LINES if ask == "all" else MATURITY_LINES))
    for page in pages(catalogue, agency, ask):
        _page(form, showing, page)
    version = VERSIONS[ask]
    facts = {SURVEY: version, "agency": agency, "language": language, "digest": digest, "audience": audience or ""}
    return form.saved(facts)


def _instructions(catalogue: Catalogue, agency: str, lines: Iterable[Message]) -> Iterator[tuple[str, str]]:
    about = catalogue.about
    yield str(catalogue.agencies.set_index("id").loc[agency, "name"]), agency
    yield about.name, about.name_fr or about.name
    yield "", ""
    yield from map(both, lines)


def _page(form: Form, showing: Showing, asked: AskedPage) -> None:
    columns, count = asked.columns, len(asked.rows)
    page = form.page(SHEETS[asked.table], columns, "C")
    last = FIRST_ROW + count + asked.blank - 1
    for at, column in enumerate(columns, start=1):
        letter = letter_of(at)
        form.offer(page, column, f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)}", showing.choices(column))
        page.column_dimensions[letter].hidden = asked.is_idle(at - 1)
    records = [*rows_of(asked.rows[[column.name for column in columns]]), *[(None,) * len(columns)] * asked.blank]
    for row, values in enumerate(records, start=FIRST_ROW):
        recorded = row < FIRST_ROW + count
        for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            cell = page.cell(row, at)
            put(cell, column, showing.cell(column, value))
            locked = recorded and not asked.open[row - FIRST_ROW, at - 1]
            cell.protection = openpyxl.styles.Protection(locked=locked)
            if locked:
                cell.fill = openpyxl.styles.PatternFill("solid", start_color="E7E9EC")
        if recorded:
            fit(page, row)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # False: people may
    if not records:
        page.sheet_state = "hidden"
