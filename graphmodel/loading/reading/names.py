"""NamedRecords instead of ids: ids are made from the names of records, and whatever names a record gets its id.

A name is known without regard to capitals, accents, spaces and hyphens, in either language, also as ``Name [id]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from graphmodel.errors import Problem
from graphmodel.forms.own import NAMED, columns_of, is_example
from graphmodel.forms.wording import LABELS, PAGES
from graphmodel.loading.checking.patience import Suggestions
from graphmodel.loading.columns import Coded, Rows, Sheet
from graphmodel.loading.findings import MOST, Findings, with_more
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName, tables
from graphmodel.records.slugs import NO_LETTER, folded, slug
from graphmodel.records.synonyms import understood
from graphmodel.words.messages import Message, plain, quoted

_IN_BRACKETS = re.compile(r"\[([a-z0-9-]+)\]\s*$")
_PARTS = re.compile(r"\s*[;\n]\s*")
_TITLES: Mapping[TableName, str] = {"sources": "title"}
"""What a record is called by, where that is not its name."""


@dataclass
class _TableNames:
    """The records of one table by what they are called; ``wrong`` holds texts of which it is told that they are none."""

    ids: set[str] = field(default_factory=set[str])
    by_name: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    names: dict[str, None] = field(default_factory=dict[str, None])
    made: dict[str, str] = field(default_factory=dict[str, str])
    places: list[tuple[Sheet, int]] = field(default_factory=list[tuple[Sheet, int]])
    wrong: set[str] = field(default_factory=set[str])

    def add(self, name: str, id: str) -> None:
        """Take a record as known by a name."""
        self.ids.add(id)
        self.by_name.setdefault(folded(name), set()).add(id)
        self.names[name] = None

    def of(self, text: str) -> set[str]:
        """Return the ids of the records that a text names."""
        if found := self.by_name.get(folded(text)):
            return found
        bracketed = _IN_BRACKETS.search(text)
        wanted = bracketed.group(1) if bracketed else text
        if wanted in self.ids:
            return {wanted}
        return self.by_name.get(folded(text[: bracketed.start()]), set()) if bracketed else set()


class NamedRecords:
    """What the records of a workbook are called; problems are noted as they are found."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._called: dict[TableName, _TableNames] = {name: _TableNames() for name in NAMED}
        self._shared: set[str] = set()
        self._suggest = Suggestions()

    def known(self, table: TableName, sheet: Sheet) -> Sheet:
        """Take the records of a table as known, and return it with ids made from names where it had none.

        Where a name makes an id that is another record's already, that of a system begins with who runs it, others end in
        a number.
        """
        called = self._called.setdefault(table, _TableNames())
        title = _TITLES.get(table, "name")
        given, names = _texts(sheet, "id"), _texts(sheet, title)
        runs = [self._id("agencies", text) for text in _texts(sheet, "operator")]
        taken = self._shared if table in ("agencies", "systems") else called.ids  # those two share one set of ids
        taken |= set(given) - {""}
        made = {name: slug(name) for name in set(names)}
        ids: list[str] = []
        for row, (id, name) in enumerate(zip(given, names, strict=True)):
            longer = f"{runs[row]}-{made[name]}" if runs[row] else ""
            ids.append(id or _free(made[name] or f"row-{row + 1}", longer, taken))
            taken.add(ids[row])
        twins = self._refuse_twins(sheet, title, given, list(zip(map(folded, names), runs, strict=True)))
        for column in (title, "name_fr"):
            for row, name in enumerate(_texts(sheet, column)):
                if name and row not in twins:
                    called.add(name, ids[row])
        called.ids |= set(ids)
        self._tell(
            sheet, title, {name: plain(f"{quoted(name)} ") + NO_LETTER for name in made if name and not made[name]}
        )
        return replace(sheet, columns={**sheet.columns, "id": Coded.of(ids)})

    def resolved(self, table: TableName, sheet: Sheet) -> Sheet:
        """Return a table with the ids of the records that its cells name; what names none is a problem."""
        columns = dict(sheet.columns)
        for column in columns_of(table):
            if column.refers_to and column.name in columns and column.refers_to[0] in self._called:
                wrong: dict[str, Message] = {}
                text = columns[column.name]
                if column.refers_to[0] in NAMED:
                    self._make(column, sheet, text)
                columns[column.name] = text.changed(partial(self._resolved, column, wrong))
                self._tell(sheet, column.name, wrong)
        return replace(sheet, columns=columns)

    def finished(self, sheets: Mapping[TableName, Sheet]) -> dict[TableName, Sheet]:
        """Return the tables, with those whose records other pages name; what is told of is not told a second time."""
        found = dict(sheets)
        for name in NAMED:
            if self._called[name].made:
                found[name] = _with_made(name, found.get(name), self._called[name])
        return {
            name: replace(sheet, broken=sheet.broken | self._called[name].wrong) if name in self._called else sheet
            for name, sheet in found.items()
        }

    def _id(self, table: TableName, text: str) -> str:
        """Return the id that a text names for certain, else nothing."""
        found = self._called[table].of(text) if text and table in self._called else set[str]()
        return min(found) if len(found) == 1 else ""

    def _items(self, column: Column, text: str) -> list[str]:
        """Return what a cell names: itself, or each of its parts where it may hold several."""
        if not column.is_list or self._called[column.refers_to[0]].of(text):
            return [text] if text else []
        return [item for item in _PARTS.split(text) if item]

    def _resolved(self, column: Column, wrong: dict[str, Message], text: str) -> str:
        target = column.refers_to[0]
        called = self._called[target]
        ids: list[str] = []
        for item in self._items(column, text):
            if (word := _reserved(column, item, called)) is not None:
                ids.append(word)
                continue
            found = called.of(item)
            if len(found) != 1:
                called.wrong.add(item)
                wrong[text] = self._wrong(target, item, found)
            ids.append(min(found) if len(found) == 1 else item)
        return LIST_SEPARATOR.join(ids)

    def _wrong(self, target: TableName, text: str, found: Iterable[str]) -> Message:
        table, called = tables()[target], self._called[target]
        if found:
            return Message(
                "{text!r} is the name of several ({ids}): give each a name of its own on the page “{page}”",
                text=text,
                ids=", ".join(sorted(found)),
                page=PAGES[target],
            )
        if is_example(text):
            return Message(
                "{text!r} is an example, which is not read: name {one} of the page “{page}”",
                text=text,
                one=table.one,
                page=PAGES[target],
            )
        return Message(
            "{text!r} is {none} of the page “{page}”{near}: add it there, or write the name as it stands there",
            text=text,
            none=table.none,
            page=PAGES[target],
            near=self._suggest(text, called.names),
        )

    def _make(self, column: Column, sheet: Sheet, text: Coded) -> None:
        """Make records of the names in a column that none of their table bears yet."""
        called = self._called[column.refers_to[0]]
        for word in text.listed():
            for item in self._items(column, word):
                id = slug(item)
                if not called.of(item) and id and _reserved(column, item, called) is None:
                    id = _free(id, "", called.ids)
                    called.add(item, id)
                    called.made[id] = item
                    called.places.append((sheet, text.rows_of(word)[0] if text.rows_of(word) else 0))

    def _refuse_twins(self, sheet: Sheet, title: str, given: list[str], keys: list[tuple[str, str]]) -> Collection[int]:
        """Refuse rows that say what another one is, the same name and for systems the same operator; return the rows."""
        first: dict[tuple[str, str], int] = {}
        twin_of: dict[int, int] = {}
        for row, key in enumerate(keys):
            there = first.setdefault(key, row)
            if key[0] and there != row and not (given[row] and given[there]):
                twin_of[row] = there

        def told(row: int) -> Message:
            return Message(
                "{name!r} stands in row {row} already: keep one of them, or give each a name of its own",
                name=sheet.columns[title].text(row),
                row=int(sheet.lines(np.array([twin_of[row]]))[0]),
            )

        tell(self._findings, sheet, title, list(twin_of), told)
        return twin_of.keys()

    def _tell(self, sheet: Sheet, column: str, wrong: Mapping[str, Message]) -> None:
        """Note what is wrong with each row that holds one of some texts."""
        if wrong:
            cells = sheet.columns[column]
            marks = np.array([word in wrong for word in cells.listed()], dtype=bool)
            tell(self._findings, sheet, column, np.flatnonzero(marks[cells.codes]), lambda row: wrong[cells.text(row)])


def _reserved(column: Column, text: str, called: _TableNames) -> str | None:
    """Return the word that a text says instead of a record; None where it says none, or names a record."""
    return None if column.reserved is None or called.of(text) else understood(column.reserved, text)


def tell(
    findings: Findings, sheet: Sheet, column: str, rows: Sequence[int] | Rows, message: Callable[[int], Message]
) -> None:
    """Note what is wrong with some rows of a page, at what people see above a column; of very many rows the first."""
    some = np.asarray(rows, dtype=np.int64)[:MOST]
    if len(some):
        told = [
            Problem(sheet.file, line, LABELS[column] if column else "", message(row))
            for row, line in zip(some.tolist(), sheet.lines(some).tolist(), strict=True)
        ]
        findings.problems += with_more(told, len(rows) - len(told))


def _free(id: str, longer: str, taken: set[str]) -> str:
    """Return an id that no other record has: as it is, else the longer one, else with a number."""
    if id not in taken:
        return id
    if longer and longer not in taken:
        return longer
    number = 2
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"


def _texts(sheet: Sheet, column: str) -> list[str]:
    """Return the texts of a column, row by row; empty ones where the sheet lacks it."""
    if column not in sheet.columns:
        return [""] * sheet.count
    cells = sheet.columns[column]
    words = cells.listed()
    return [words[code] for code in cells.codes.tolist()]


def _with_made(name: TableName, page: Sheet | None, called: _TableNames) -> Sheet:
    """Return a table with the records that only other pages name; those of its own page come first."""
    title = _TITLES.get(name, "name")
    columns = {"id": Coded.of(list(called.made)), title: Coded.of(list(called.made.values()))}
    source = called.places[0][0]
    lines = np.array(
        [
            int(sheet.lines(np.array([row]))[0]) if sheet is source and page is None else 0
            for sheet, row in called.places
        ],
        dtype=np.int64,
    )
    made = Sheet(source.file, columns, len(lines), lambda rows: lines[rows])
    if page is None:
        return made
    nothing = Coded.constant("", made.count)
    joined = {key: Coded.joined([cells, columns.get(key, nothing)]) for key, cells in page.columns.items()}

    def at(rows: np.ndarray) -> np.ndarray:
        own = np.minimum(rows, max(page.count - 1, 0))
        return np.where(rows < page.count, page.lines(own) if page.count else 0, 0)

    merged = {key: np.append(mask, np.zeros(made.count, dtype=bool)) for key, mask in page.merged.items()}
    return replace(page, columns=joined, count=page.count + made.count, lines=at, merged=merged)
