"""The workbook to start from: blank, or with what a catalogue knows of one agency.

Law: a workbook made of what is known of an agency loads as just that, and needs no other catalogue.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from graphmodel.forms.layout import FIRST_ROW, WORKBOOK, Showing, choices_of
from graphmodel.forms.own import FILLED_IN, NAMED, VERSION, columns_of, examples, is_example
from graphmodel.forms.wording import GREY_ROWS, KNOWN_ROWS, OWN_LINES, OWN_TITLE, PAGES, both
from graphmodel.machine.openpyxl import openpyxl
from graphmodel.records.called import agency_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR, NUMBER_KINDS
from graphmodel.records.plain import rows_of
from graphmodel.records.schema import About, Column, TableName
from graphmodel.records.slugs import folded
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message
from graphmodel.workbooks.writing import TEXT_FORMAT, Form, fit, font, letter_of, put

_LAST_ROW = 2000
"""The row down to which cells have lists to choose from; rows below are read as well."""
_GREY = "8A8F96"
_ONLY_OF = Message(
    "Only what was known of one agency is here ({agency}), and of the others what its links and uses refer to. Their other systems, links and uses are left out, so a system of theirs may look isolated here that is not."
)
_BEGUN_FROM = Message("{agency}, begun from: {catalogue}")


def new_workbook(language: Language = "en") -> bytes:
    """Return a workbook to fill in: words to choose from and examples are in one language, everything else in both."""
    return _Starting(None, language).workbook()


def workbook_of(catalogue: Catalogue, agency: str, language: Language = "en") -> bytes:
    """Return a workbook that has what a catalogue knows of an agency, by id or name, to go on from.

    Raises UnknownName for an agency that there is not, GraphmodelError for a text that no cell can hold.
    """
    id = agency_called(catalogue, agency)
    return _Starting(known_of(catalogue, id), language, id).workbook()


def known_of(catalogue: Catalogue, agency: str) -> Catalogue:
    """Return what a catalogue knows of an agency, whole by itself.

    That is the agency, what it runs, the links of that, the uses by it and of that, and whatever those refer to.
    """
    systems, links, uses = catalogue.systems, catalogue.links, catalogue.uses
    own = systems["id"][systems["operator"] == agency]
    links = links[links["from"].isin(own) | links["to"].isin(own)]
    uses = uses[(uses["agency"] == agency) | uses["system"].isin(own)]
    wanted = {*own, *links["from"], *links["to"], *uses["system"]}
    while (more := wanted | _listed(systems["replaces"][systems["id"].isin(wanted)])) != wanted:
        wanted = more
    systems = systems[systems["id"].isin(wanted)]
    agencies = catalogue.agencies
    named = {agency, *systems["operator"], *uses["agency"]}
    while (more := named | set(agencies["part_of"][agencies["id"].isin(named)].dropna())) != named:
        named = more
    agencies = agencies[agencies["id"].isin(named)]
    frames = {"agencies": agencies, "systems": systems, "links": links, "uses": uses}
    products, standards = catalogue.products, catalogue.standards
    frames["products"] = products = products[products["id"].isin(systems["product"].dropna())]
    frames["standards"] = standards = standards[standards["id"].isin(links["standard"].dropna())]
    cited = {id for frame in frames.values() for id in _listed(frame["source"])}
    frames["sources"] = catalogue.sources[catalogue.sources["id"].isin(cited)]
    return Catalogue.unchecked(frames, _about(catalogue.about, *_names(agencies, agency)))


def _about(about: About, name: str, french: str) -> About:
    """Return what the part of a catalogue that is known of an agency says of itself."""
    begun = [
        _BEGUN_FROM.filled(agency=name, catalogue=about.name),
        _BEGUN_FROM.filled(agency=french, catalogue=about.name_fr or about.name),
    ]
    return replace(
        about,
        name=begun[0].text("en") if about.name else name,
        name_fr=begun[1].text("fr") if about.name_fr or about.name else french,
        limits=(*about.limits, _ONLY_OF.filled(agency=name).text("en")),
        limits_fr=(*(about.limits_fr or about.limits), _ONLY_OF.filled(agency=french).text("fr")),
    )


def _names(agencies: pd.DataFrame, id: str) -> tuple[str, str]:
    """Return the names of an agency in English and in French."""
    row = agencies.set_index("id").loc[id]
    return str(row["name"]), str(row["name_fr"] if isinstance(row["name_fr"], str) else row["name"])


def _listed(cells: pd.Series) -> set[str]:
    return {item for cell in cells.dropna() for item in str(cell).split(LIST_SEPARATOR)}


@dataclass(frozen=True)
class _ByName(Showing):
    """How cells refer to records in a workbook of one's own: by name, as its lists offer it, where that is clear."""

    def named(self, table: TableName, id: str) -> str:
        name = self.names(table).get(id, "")
        clear = self._bearers[table][folded(name)] == 1 and not {LIST_SEPARATOR, "\n"} & set(name)
        return name if name and clear and not is_example(name) else super().named(table, id)

    @cached_property
    def _bearers(self) -> dict[TableName, Counter[str]]:
        """Return for each table how many records bear a name in any language, or have it as their id."""
        found: dict[TableName, Counter[str]] = {}
        for table in ("agencies", "systems", *NAMED):
            frame = self.catalogue.table(table)
            names = [name for name in ("id", "name", "name_fr", "title") if name in frame]
            each = frame[names].astype("object").fillna("").itertuples(index=False, name=None)
            found[table] = Counter(text for row in each for text in {folded(str(cell)) for cell in row})
        return found

    def _names_of(self, frame: pd.DataFrame) -> dict[str, str]:
        names = frame["title"] if "title" in frame else frame["name"]
        return dict(zip(frame["id"], names, strict=True))


class _Starting:
    """One workbook under construction, of a catalogue or of none."""

    def __init__(self, known: Catalogue | None, language: Language, agency: str = "") -> None:
        self._known = known
        self._agency = agency
        self._language: Language = language
        self._showing = _ByName(known, language) if known else None
        self._form = Form()

    def workbook(self) -> bytes:
        title = both(OWN_TITLE) if self._known is None else _names(self._known.agencies, self._agency)
        first, *others = OWN_LINES
        rows = GREY_ROWS if self._known is None else KNOWN_ROWS
        self._form.instructions([title, ("", ""), *map(both, (first, rows, *others))])
        for table in FILLED_IN:
            self._page(table)
        for table in NAMED:
            if self._known is not None and len(self._known.table(table)):
                self._page(table)
        about: About | None = self._known.about if self._known else None
        return self._form.saved({WORKBOOK: VERSION, "language": self._language}, about)

    def _page(self, table: TableName) -> None:
        columns = columns_of(table)
        page = self._form.page(PAGES[table], columns, "B")
        for at, column in enumerate(columns, start=1):
            letter = letter_of(at)
            if column.kind not in NUMBER_KINDS:
                page.column_dimensions[letter].number_format = TEXT_FORMAT
            page.column_dimensions[letter].alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            page.column_dimensions[letter].hidden = column.name == "id" and self._known is None
            self._form.offer(page, column, f"{letter}{FIRST_ROW}:{letter}{_LAST_ROW}", self._choices(column))
        if self._known is not None and self._showing is not None:
            for row, values in enumerate(
                rows_of(self._own_first(table)[[column.name for column in columns]]), start=FIRST_ROW
            ):
                for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
                    put(page.cell(row, at), column, self._showing.cell(column, value))
                fit(page, row)
            return
        for row, shown in enumerate(examples(table, self._language), start=FIRST_ROW):
            for at, column in enumerate(columns, start=1):
                text = shown.get(column.name)
                cell = page.cell(row, at)
                put(cell, column, int(text) if text and column.kind in NUMBER_KINDS else text)
                cell.font = font(italic=True, color=_GREY)
            fit(page, row)

    def _own_first(self, table: TableName) -> pd.DataFrame:
        """Return a table of what is known, the agency itself and what it runs before what others have."""
        assert self._known is not None
        frame = self._known.table(table)
        of = {"agencies": "id", "systems": "operator", "uses": "agency"}.get(table)
        return frame if of is None else frame.sort_values(of, key=lambda ids: ids != self._agency, kind="stable")

    def _choices(self, column: Column) -> list[str] | str:
        """Return what a list offers: words, or a formula that finds the names which stand on another page so far."""
        if not column.refers_to:
            return choices_of(column, self._language)
        table = column.refers_to[0]
        if table in NAMED and (self._known is None or not len(self._known.table(table))):
            return [word.name(self._language) for word in column.reserved or ()]
        return names_on(PAGES[table], FIRST_ROW + (len(examples(table, "en")) if self._known is None else 0))


def names_on(page: str, first: int) -> str:
    """Return the formula of the names in the first column of a page, from a row on down to the last that has one."""
    top, cells = f"'{page}'!$A${first}", f"'{page}'!$A${first}:$A${_LAST_ROW}"
    last = f'SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-ROW({top})+1)))'
    return f"OFFSET({top},0,0,MAX(1,{last}),1)"
