"""Their tables to ours: the recipes of a mapping applied to the tables of a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from graphmodel.loading.columns import Coded, Sheet
from graphmodel.loading.findings import Findings, Unreadable
from graphmodel.loading.gathered import Gathered, Part
from graphmodel.loading.reading.source import TableSource
from graphmodel.loading.shaping.headers import called_as_wanted
from graphmodel.loading.shaping.joins import TableJoin, blank, joined, where_mask
from graphmodel.loading.shaping.lacking import Lacking, Reads, columns_read
from graphmodel.loading.shaping.making import composed_of, filled_mask, flagged
from graphmodel.loading.shaping.recipes import Recipe, SplitStep, filled, names_in, parted, recoded, with_ids
from graphmodel.loading.shaping.unread import TablesRead, warn
from graphmodel.loading.shaping.whole import CONSTANTS, if_named, single, whole
from graphmodel.records.arrays import ranges
from graphmodel.records.schema import TableFormat, TableName, tables
from graphmodel.words.messages import Message, either

_SHARED = Message(
    "is merged with the cell above: part them again, and write the figure of each row",
)


def gather(
    source: TableSource, recipes: Iterable[Recipe], findings: Findings, *, strict: bool = False
) -> dict[TableName, Gathered]:
    """Return our tables as the recipes make them; what cannot be read, or is not read, is noted.

    ``strict`` takes the names of columns as they stand alone.
    """
    return _Gathering(source, findings, strict=strict).tables(list(recipes))


class _Gathering:
    def __init__(self, source: TableSource, findings: Findings, *, strict: bool) -> None:
        self.source = source
        self.strict = strict
        self.findings = findings
        self.sheets: dict[str, Sheet | None] = {}
        self.used: dict[str, set[str]] = {}
        self.joins: list[TableJoin] = []
        self.joined: dict[tuple[str, str], str] = {}
        self.read: dict[str, set[str]] = {}
        self.wanted: Reads = {}
        self.several: dict[tuple[str, str], Mapping[int, str]] = {}
        self.taken: dict[str, NDArray[np.bool_]] = {}
        self.lacking = Lacking()

    def tables(self, recipes: Sequence[Recipe]) -> dict[TableName, Gathered]:
        gathered: dict[TableName, Gathered] = {}
        self.joins = list(recipes[0].joins) if recipes else []
        self.wanted = columns_read(recipes)
        for recipe in recipes:
            self.read.setdefault(recipe.file, set()).update(recipe.theirs)
        for join in self.joins:
            if join.file in self.source.tables and (sheet := self.sheet(join.file)):
                self.sheets[join.file] = self.with_columns(sheet, join)
        for name, table in tables().items():
            mine = [recipe for recipe in recipes if recipe.table is table]
            gathered[name] = self.gathered(table, mine)
        for recipe in recipes:
            if recipe.if_named:
                name = recipe.table.name
                gathered[name] = if_named(gathered[name], recipe.constant.get("id", ""), gathered)
        self.lacking.tell(self.source, self.sheets, columns_read(recipes), self.findings)
        for file, used in self.used.items():
            if sheet := self.sheets[file]:
                self.findings.problems += [problem for over, problem in sheet.wide if not over.isdisjoint(used)]
        warn(TablesRead(self.source, self.sheets, self.used, self.taken), recipes, self.joins, self.findings)
        return gathered

    def gathered(self, table: TableFormat, recipes: Sequence[Recipe]) -> Gathered:
        parts: list[Part] = []
        broken: set[str] = set()
        absent: list[str] = []
        unreadable = False
        for recipe in recipes:
            if not recipe.file:
                parts.append(_from_constants(recipe))
            elif recipe.file not in self.source.tables:
                absent.append(recipe.file)
            elif sheet := self.sheet(recipe.file):
                broken |= sheet.broken
                part = self.part(recipe, sheet)
                if part is None:
                    unreadable = True
                else:
                    parts.append(part)
            else:
                unreadable = True
        here = [
            self.source.tables.get(recipe.file) or self.source.called(recipe.file) for recipe in recipes if recipe.file
        ]
        file = here[0] if here else table.name
        missing = not parts and not unreadable
        if table.required and absent:
            for name in absent:
                self.lacking.tables.setdefault(name, []).append(table)
            unreadable = True
        elif table.required and not unreadable and not sum(len(part.rows) for part in parts):
            self.findings.problem(
                file,
                Message(
                    "has no rows: a catalogue needs its {name}",
                    name=table.name,
                ),
            )
            unreadable = True
        gathered = Gathered(table, tuple(parts), file, missing, unreadable, frozenset(broken))
        return whole(gathered, recipes, self.findings)

    def sheet(self, name: str) -> Sheet | None:
        """Return one of their tables with the columns that joins give it, or None where it cannot be read."""
        if name not in self.sheets:
            try:
                read = self.source.read(name, self.findings)
                given = {column for join in self.joins if join.file == name for column in join.columns}
                wanted = sorted(set(self.wanted.get(name, ())) - given)
                self.sheets[name] = read if self.strict else called_as_wanted(read, wanted, self.findings)
            except Unreadable as error:
                self.sheets[name] = None
                self.findings.unreadable(self.source.tables[name], error)
        return self.sheets[name]

    def with_columns(self, sheet: Sheet, join: TableJoin) -> Sheet:
        """Return a table with the columns of a join; what it lacks is told."""
        if join.of not in self.source.tables:
            absent = self.source.called(join.of)
            message = Message(
                "is missing: {file} is read without what it would add",
                file=sheet.file,
            )
            if not any((found.file, found.message) == (absent, message) for found in self.findings.warnings):
                self.findings.warning(absent, message)
            return blank(join, sheet)
        other = self.sheet(join.of)
        if other is None or not self.has(join.file, sheet, (join.on,)) or not self.has(join.of, other, join.needed):
            return blank(join, sheet)
        self.used.setdefault(join.file, set()).add(join.on)
        self.used.setdefault(join.of, set()).update(join.needed)
        made = joined(join, sheet, other)
        if self.read.get(join.file, set()).intersection(made.given) or join.names:
            self.take(join.of, made.used)  # a column by which rows are chosen makes nothing
        self.joined |= {(join.file, name): other.file for name in made.given}
        self.several |= {(join.file, name): rows for name, rows in made.several.items()}
        for name, count in made.overruled.items():
            if count:
                told = Message(
                    "{name!r} of {file} says otherwise already ({count}): that is read",
                    name=name,
                    file=sheet.file,
                    count=count,
                )
                self.findings.warning(other.file, told)
        return made.sheet

    def has(self, file: str, sheet: Sheet, names: Iterable[str]) -> bool:
        """Return whether a table has columns that a mapping needs; those that it lacks are problems."""
        missing = [name for name in names if name not in sheet.columns]
        for name in missing:
            self.lacking.column(file, name)
        return not missing

    def take(self, name: str, rows: NDArray[np.bool_]) -> None:
        """Note which rows of their table something was made of."""
        self.taken[name] = self.taken.get(name, np.zeros(len(rows), dtype=bool)) | rows

    def part(self, recipe: Recipe, sheet: Sheet) -> Part | None:
        """Return the rows that one recipe makes of a sheet, or None where columns that it needs are not there.

        Of a set of column groups a sheet may lack some whole: such a group makes no rows.
        """
        names = {ours: theirs for ours, theirs in recipe.columns.items() if theirs in sheet.columns}
        if names:
            self.use(recipe, sheet)
        made = {ours: of for ours, text in recipe.made_of.items() if (of := names_in(text))}
        needed = (*recipe.where, *recipe.filled, *(name for of in made.values() for name in of))
        if needed and not self.has(recipe.file, sheet, needed):
            return None
        flags = {ours: [name for name in of if name in sheet.columns] for ours, of in recipe.flags.items()}
        names |= {ours: of[0] for ours, of in (made | flags).items() if of}
        chosen = where_mask(sheet, recipe.where) & filled_mask(sheet, recipe.filled)
        self.take(recipe.file, chosen)
        if recipe.of_group and any(names.keys().isdisjoint(step.of) for step in recipe.rows):
            return _nothing(sheet)
        if not names:
            self.lacking.every_column(recipe)
            return None
        self.note_lacking(recipe, names)
        part = self.rows(recipe, sheet, names, np.flatnonzero(chosen))
        self.refuse_shared(recipe, part)
        for step in recipe.rows:
            if columns := [name for name in step.of if name in names]:
                part = self.apart(recipe.table, part, step, columns)
        return self.finished(recipe, part)

    def note_lacking(self, recipe: Recipe, names: Mapping[str, str]) -> None:
        """Note the required columns of ours that neither a column of theirs nor the recipe itself fills."""
        given = names.keys() | recipe.constant.keys() | recipe.default.keys()
        for column in recipe.table.columns:
            if column.required and column.name not in given:
                self.lacking.column(recipe.file, recipe.columns.get(column.name, column.name))

    def rows(self, recipe: Recipe, sheet: Sheet, names: Mapping[str, str], rows: NDArray[np.int64]) -> Part:
        """Return the chosen rows of a sheet with their columns under our names (``names``: ours to theirs)."""
        columns = {ours: sheet.columns[theirs] for ours, theirs in names.items()}
        columns |= {ours: composed_of(sheet, text) for ours, text in recipe.made_of.items() if ours in names}
        columns |= {ours: flagged(sheet, of, self.findings) for ours, of in recipe.flags.items() if ours in names}
        if len(rows) < sheet.count:
            columns = {ours: column.only(rows) for ours, column in columns.items()}
        called = {ours: sheet.labels.get(theirs, self.shown(recipe.file, theirs)) for ours, theirs in names.items()}
        several = {ours: self.several.get((recipe.file, theirs), {}) for ours, theirs in names.items()}
        return single(recipe, Part(sheet, called, columns, rows), several, self.findings)

    def finished(self, recipe: Recipe, part: Part) -> Part:
        """Return a part with our words for theirs, ids made of names, constants, and defaults in empty cells."""
        texts = {ours: recoded(recipe, recipe.table.column(ours), text) for ours, text in part.columns.items()}
        made = {ours: with_ids(recipe, recipe.table.column(ours), text) for ours, text in texts.items()}
        fixed = {ours: Coded.constant(text, len(part.rows)) for ours, text in recipe.constant.items()}
        for ours, text in recipe.default.items():
            there = made.get(ours, Coded.constant("", len(part.rows)))
            if recipe.table.column(ours).refers_to and (empty := int(there.empty.sum())):
                told = Message(
                    "{empty} of {all} {table} have no {ours}: {text!r} stands there",
                    empty=empty,
                    all=len(part.rows),
                    table=recipe.table.name,
                    ours=ours,
                    text=text,
                )
                self.findings.notice(part.sheet.file, told)
            made[ours] = filled(there, text)
        spelt = {ours: text for ours, text in texts.items() if ours in recipe.slug}
        return replace(part, columns=made | fixed, spelt=spelt, if_new=recipe.if_new)

    def refuse_shared(self, recipe: Recipe, part: Part) -> None:
        """Refuse a figure that stands in a merged cell: whether it is that of each row or of all together is not said."""
        for ours in recipe.table.columns:
            filled = part.sheet.merged.get(recipe.columns.get(ours.name, ""))
            if ours.kind == "integer" and filled is not None and (rows := np.flatnonzero(filled[part.rows])).size:
                self.findings.problems += Gathered(recipe.table, (part,)).told(rows, ours.name, lambda _row: _SHARED)

    def shown(self, file: str, theirs: str) -> str:
        """Return how messages name a column of theirs: one that a join gave, with where it came from."""
        of = self.joined.get((file, theirs))
        return Message("{theirs} (of {of})", theirs=theirs, of=of) if of else theirs

    def use(self, recipe: Recipe, sheet: Sheet) -> None:
        """Note which columns of a sheet are read, and once of each sheet the columns that nobody can read."""
        if recipe.file not in self.used:
            for place in sheet.unnamed:
                self.findings.problem(
                    sheet.file,
                    Message(
                        "column {place} has cells but no name in the header",
                        place=place,
                    ),
                    1,
                )
        self.used.setdefault(recipe.file, set()).update(recipe.looked_at)

    def apart(self, table: TableFormat, part: Part, step: SplitStep, names: Sequence[str]) -> Part:
        """Return a part with cells that hold several records taken apart; a row where all are empty makes none."""
        by = step.by
        cells = {name: _Split.of(part.columns[name], step) for name in names}
        records = np.maximum.reduce([split.count for split in cells.values()])  # how many each row makes
        for name, split in cells.items():
            uneven = np.flatnonzero((split.count != records) & (split.count > 0))
            by_rows = partial(_uneven, split.count, records, by)
            self.findings.problems += Gathered(table, (part,)).told(uneven, name, by_rows)
        rows = np.repeat(np.arange(len(records)), records)
        number = ranges(np.zeros_like(records), records)  # of a record among those of its row, from 0
        repeated = part.take(rows)
        columns = {**repeated.columns, **{name: split.items_of(rows, number) for name, split in cells.items()}}
        nothing = np.logical_and.reduce([columns[name].empty for name in names])
        return replace(repeated, columns=columns).take(np.flatnonzero(~nothing))


@dataclass(frozen=True, eq=False)
class _Split:
    """A column whose cells are taken apart: the items of each row begin at ``first`` in ``items``, ``count`` of them."""

    items: list[str]
    first: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def of(cls, column: Coded, step: SplitStep) -> _Split:
        """Return the cells of a column taken apart, each distinct text once."""
        of_texts = [
            ["" if item.strip().casefold() in step.without else item for item in parted(text, step.by)]
            for text in column.listed()
        ]
        count = np.array([len(items) for items in of_texts], dtype=np.int64)
        first = np.cumsum(count) - count
        return cls([item for items in of_texts for item in items], first[column.codes], count[column.codes])

    def items_of(self, rows: NDArray[np.int64], number: NDArray[np.int64]) -> Coded:
        """Return the item of that number, from 0, of each of some rows; nothing where a row has fewer."""
        nothing = len(self.items)
        codes = np.where(number < self.count[rows], self.first[rows] + number, nothing)
        return Coded.of([*self.items, ""]).take(codes.astype(np.int64))


def _uneven(counts: NDArray[np.int64], most: NDArray[np.int64], by: tuple[str, ...], row: int) -> Message:
    return Message(
        "holds {count} where another column of the same record holds {most}, parted by {by}",
        count=counts[row],
        most=most[row],
        by=either(map(repr, by)),
    )


def _from_constants(recipe: Recipe) -> Part:
    sheet = Sheet(CONSTANTS, {}, 1, lambda rows: np.zeros(len(rows), dtype=np.int64))
    return Part(sheet, {}, {name: Coded.of([text]) for name, text in recipe.constant.items()}, np.arange(1))


def _nothing(sheet: Sheet) -> Part:
    return Part(sheet, {}, {}, np.arange(0))
