"""A workbook of our own making (``graphmodel new``) as tables: pages by their names, cells as people write them.

Its pages are known by a page that nobody sees; columns by their names in the hidden first row, or else by what stands
above them. Rows that show examples are left out, names stand for ids, and ids are made from names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from graphmodel.errors import SourceError
from graphmodel.forms.layout import ABOUT, FACTS, LISTS, SURVEY, WORKBOOK, words_of
from graphmodel.forms.own import NAMED, VERSION, columns_of, examples, is_example
from graphmodel.forms.wording import INSTRUCTIONS, LABELS, PAGES, both
from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.reading.merged import Grid
from graphmodel.loading.reading.names import NamedRecords, tell
from graphmodel.loading.reading.source import TableSource
from graphmodel.loading.reading.workbook import Workbook
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.composed import composed
from graphmodel.records.schema import Column, TableName, tables
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import understood
from graphmodel.words.languages import LANGUAGES
from graphmodel.words.messages import Message

_HEADING_WITHIN = 20
"""How many rows may stand above the records, where people added some."""


def filled_in(workbook: Workbook, path: Path, findings: Findings) -> TableSource:
    """Return a workbook of ours as tables of the house format; SourceError for a survey, or one of another version."""
    facts = workbook.pairs(FACTS)
    if SURVEY in facts:
        raise SourceError(Message("{path} is a survey: graphmodel survey read {path} reads it", path=path))
    if facts.get(WORKBOOK) != [VERSION]:
        raise SourceError(
            Message("{path} is a workbook of another version of graphmodel: fill in one that this one made", path=path)
        )
    reading = _Pages(workbook, findings)
    made = reading.tables()
    ours = (FACTS, LISTS, ABOUT, INSTRUCTIONS, *reading.pages.values())
    others = {name: name for name in workbook.names if name not in ours}

    def read(name: str, findings: Findings) -> Sheet:
        found = made.get(name)  # type: ignore[call-overload]
        if isinstance(found, Unreadable):
            raise found
        return found if found is not None else workbook.sheet(others[name], findings)

    shown = {name: workbook.place(reading.pages.get(name, PAGES[name])) for name in made}
    about = partial(workbook.pairs, ABOUT) if ABOUT in workbook.names else None
    return TableSource(
        {str(name): place for name, place in shown.items()} | {name: workbook.place(name) for name in others},
        (),
        lambda name: workbook.place(PAGES.get(name, name)),  # type: ignore[call-overload]
        read,
        about,
        workbook.place(ABOUT),
    )


@dataclass
class _Pages:
    """One workbook being read; ``pages`` are the sheets of our tables as they are called there."""

    workbook: Workbook
    findings: Findings
    pages: dict[TableName, str] = field(default_factory=dict[TableName, str])

    def tables(self) -> dict[TableName, Sheet | Unreadable]:
        """Return every table that the workbook has, or why it cannot be read."""
        called = {folded(composed(name)): name for name in reversed(self.workbook.names)}
        self.pages = {name: called[folded(page)] for name, page in PAGES.items() if folded(page) in called}
        raw: dict[TableName, Sheet | Unreadable] = {name: self._raw(name) for name in self.pages}
        sheets: dict[TableName, Sheet] = {name: sheet for name, sheet in raw.items() if isinstance(sheet, Sheet)}
        names = NamedRecords(self.findings)
        for name in ("agencies", "systems", *NAMED):
            if name in sheets:
                sheets[name] = names.known(name, sheets[name])
        for name, sheet in list(sheets.items()):
            sheets[name] = _with_words(name, names.resolved(name, sheet))
        if "links" in sheets:
            sheets["links"] = _numbered(sheets["links"], self.findings)
        return {**raw, **names.finished(sheets)}

    def _raw(self, name: TableName) -> Sheet | Unreadable:
        """Return a page without its examples, its columns under our names."""
        page = self.pages[name]
        try:
            sheet = self.workbook.sheet(page, self.findings, partial(_heading, name))
        except Unreadable as error:
            return error
        sheet = self._without_examples(name, sheet)
        if tables()[name].required and not sheet.count:
            return Unreadable(BEGIN[name])
        labels = {column.name: LABELS[column.name] for column in columns_of(name)}
        return replace(sheet, labels=labels)

    def _without_examples(self, name: TableName, sheet: Sheet) -> Sheet:
        """Leave out the rows that show how to fill in a page; one that was changed and still says so is a problem."""
        first = columns_of(name)[0].name
        if first not in sheet.columns:
            return sheet
        column = sheet.columns[first]
        marks = np.array([is_example(word) for word in column.listed()], dtype=bool)
        if not marks.any():
            return sheet
        shown = marks[column.codes]
        ours = [dict(row) for language in LANGUAGES for row in examples(name, language)]
        changed: list[int] = []
        for row in np.flatnonzero(shown).tolist():
            cells = {key: cell.text(row) for key, cell in sheet.columns.items()}
            if {key: text.removesuffix(".0") for key, text in cells.items() if text} not in ours:
                changed.append(row)
        tell(self.findings, sheet, first, changed, lambda _row: _CHANGED)
        return sheet.only(np.flatnonzero(~shown))


BEGIN: Mapping[TableName, Message] = {
    "agencies": Message(
        "nothing is filled in yet. Begin here: write your own agency below the grey examples, then each one that runs or uses a system that you will name"
    ),
    "systems": Message(
        "nothing is filled in yet: write a row for each system below the grey examples, with its name, type, who runs it and its status"
    ),
}
_CHANGED = Message(
    "begins with “Example:”, so the row is not read, but it was changed: write the real name here, or delete the row"
)


def _with_words(name: TableName, sheet: Sheet) -> Sheet:
    made = {
        column.name: sheet.columns[column.name].changed(partial(_understood, column))
        for column in columns_of(name)
        if column.name in sheet.columns and words_of(column)
    }
    return replace(sheet, columns={**sheet.columns, **made})


def _understood(column: Column, text: str) -> str:
    """Return the words of our vocabularies that a cell says; what says none stays, and is told when cells are checked."""
    words = words_of(column)
    if not text or words is None:
        return text
    if (id := understood(words, text)) is not None or not column.is_list:
        return text if id is None else id
    return LIST_SEPARATOR.join(understood(words, item) or item for item in re.split(r"\s*[;,\n]\s*", text) if item)


def _heading(name: TableName, rows: Grid) -> tuple[int, list[str]]:
    """Return the last row of a page's heading, and the names of its columns; Unreadable where it has none."""
    known: dict[str, str] = {}
    for column in columns_of(name):
        label = both(LABELS[column.name])
        known |= dict.fromkeys((folded(text) for text in (*label, "\n".join(label), column.name)), column.name)
    last, names = -1, [""] * (len(rows[0]) if rows else 0)
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        found = [known.get(folded(cell.removesuffix("*")), "") for cell in row]
        if sum(map(bool, found)) > 1 and 2 * sum(map(bool, found)) >= sum(map(bool, row)):
            names = [old or new for old, new in zip(names, found, strict=True)]
            last = at
        elif last >= 0:
            break
    if last < 0:
        raise Unreadable(Message("has lost its heading: copy its first two rows from a new workbook (graphmodel new)"))
    return last, [name or cell for name, cell in zip(names, rows[last], strict=True)]


def _numbered(links: Sheet, findings: Findings) -> Sheet:
    """Give an id to further links of a pair; a row that says just what another one says is a problem."""
    columns = links.columns
    if not columns.keys() >= {"from", "to"}:
        return links
    frame = pd.DataFrame({name: pd.Series(column.texts(), dtype="str").fillna("") for name, column in columns.items()})
    frame["id"] = frame.get("id", "")
    given = frame.sort_values("id", key=lambda ids: ids == "", kind="stable")  # those that have an id come first
    given = given[(given["from"] != "") & (given["to"] != "")]
    number = given.groupby(["from", "to"]).cumcount() + 1
    further = number.index[(number > 1) & (given["id"] == "")]
    count = number[further].astype("str")
    frame.loc[further, "id"] = frame.loc[further, "from"] + "--" + frame.loc[further, "to"] + "-" + count
    said = [name for name in given.columns if name != "id"]
    first = given.groupby(said, sort=False).cumcount()

    def told(row: int) -> Message:
        twin = given.index[(given[said] == given.loc[row, said]).all(axis="columns")][:1]
        there = int(links.lines(twin.to_numpy(dtype=np.int64))[0])
        return Message("says just what row {row} says: delete one of them", row=there)

    tell(findings, links, "", further[first[further] > 0].to_list(), told)
    return replace(links, columns={**columns, "id": Coded.of(frame["id"].tolist())})
