"""What returned surveys make of a catalogue: new values where something is written, new records, and nothing less.

Law: reading a workbook as it was made gives the same catalogue; every problem of every file is told at once, and then
nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from graphmodel.answers.difference.catalogues import CatalogueDiff
from graphmodel.errors import CatalogueError, Problem
from graphmodel.forms.wording import SHEETS
from graphmodel.loading import check_catalogue
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName, tables
from graphmodel.records.slugs import folded, slug
from graphmodel.survey.layout import LOCKED, NAMED, asked
from graphmodel.survey.pages import AnsweredRow, CellPlace, Returned, read_pages
from graphmodel.survey.values import CellReader, Wrong
from graphmodel.words.messages import Message, plain

Key = tuple[str, ...]
Row = dict[str, str]
Record = Mapping[str, object]
Rows = Mapping[Key, Record]
Cells = dict[str, tuple[str, CellPlace]]
"""What is written for some columns of a record, and where."""


@dataclass(frozen=True)
class Answers:
    """What returned surveys say; ``after`` is None exactly where there are problems."""

    before: Catalogue
    after: Catalogue | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def diff(self) -> CatalogueDiff:
        """Return what the surveys would change; CatalogueError where there are problems."""
        if self.after is None:
            raise CatalogueError(self.problems)
        return CatalogueDiff(self.before, self.after)

    def __repr__(self) -> str:
        return f"<Answers: {len(self.problems)} problems>" if self.problems else f"<Answers: {self.diff!r}>"


def read_surveys(files: Iterable[str | Path], catalogue: Catalogue) -> Answers:
    """Return what returned workbooks say of a catalogue; SourceError where one is no survey at all."""
    systems = {*catalogue.agencies["id"], *catalogue.systems["id"]}
    merging = _Merging(catalogue, taken={"systems": systems, "agreements": set(catalogue.agreements["id"])})
    for file in dict.fromkeys(Path(name) for name in files):
        merging.take(read_pages(file))
    return merging.answers()


@dataclass
class _Merging:
    before: Catalogue
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[Problem] = field(default_factory=list[Problem])
    returned: list[Returned] = field(default_factory=list[Returned])
    changed: dict[TableName, dict[Key, Cells]] = field(default_factory=dict[TableName, dict[Key, Cells]])
    sent: dict[str, Catalogue] = field(default_factory=dict[str, Catalogue])
    taken: dict[TableName, set[str]] = field(default_factory=dict[TableName, set[str]])
    places: dict[str, CellPlace] = field(default_factory=dict[str, CellPlace])
    added: dict[TableName, dict[Key, Row]] = field(default_factory=dict[TableName, dict[Key, Row]])

    def take(self, read: Returned) -> None:
        self.problems += read.problems
        self.warnings += read.warnings
        self.returned.append(read)
        if read.facts.get("digest") != self.before.digest:
            message = Message(
                "was made from a catalogue of digest {digest}, this one has {now}: look closely at what it would change",
                digest=read.facts.get("digest"),
                now=self.before.digest,
            )
            self.warnings.append(Problem(read.file, 0, "", message))

    def answers(self) -> Answers:
        """Read all rows, systems first, for links and uses may name new ones; then look at the whole."""
        readings = [CellReader(self.before, self._planned(read)) for read in self.returned]
        for table in SHEETS:
            known = _rows(self.before, table)
            for read, reading in zip(self.returned, readings, strict=True):
                sent = _rows(self._sent(read.facts.get("audience") or ""), table)
                for answer in read.answers:
                    if answer.table == table:
                        self._row(reading, answer, (known, sent), read)
        problems = _sorted(self.problems)
        if problems:
            return Answers(self.before, None, problems, tuple(self.warnings))
        after = self._whole()
        report = check_catalogue(after)
        if report.catalogue is None:
            found = [self._placed(problem) for problem in report.problems]
            return Answers(self.before, None, _sorted(found), tuple(self.warnings))
        return Answers(self.before, report.catalogue, (), tuple(self.warnings))

    def _sent(self, audience: str) -> Catalogue:
        """Return what a survey showed: what was hidden from an audience is not changed by its answers."""
        if audience not in self.sent:
            self.sent[audience] = self.before.for_audience(audience) if audience else self.before
        return self.sent[audience]

    def _planned(self, read: Returned) -> dict[TableName, dict[str, str]]:
        """Return the ids of the records that a survey adds, by table and folded name: any row of it may name them."""
        planned: dict[TableName, dict[str, str]] = {table: {} for table in NAMED}
        for answer in read.answers:
            name, id = folded(answer.text("name")), slug(answer.text("name"))
            if answer.table in planned and "id" not in answer.cells and id:
                mine, taken = planned[answer.table], self.taken[answer.table]
                made = next((id for id in (id, f"{read.facts.get('agency', '')}-{id}") if id not in taken), "")
                if made and name not in mine:
                    mine[name] = made
                    taken.add(made)
        return planned

    def _row(self, reading: CellReader, answer: AnsweredRow, rows: tuple[Rows, Rows], read: Returned) -> None:
        known, sent = rows
        table = answer.table
        values = self._values(reading, answer)
        if values is None:
            return
        key = tuple(values.get(name, "") for name in tables()[table].key)
        if key in known:
            self._change(answer, key, (known[key], sent.get(key, known[key])), values)
            return
        if table in ("agencies", "standards"):
            self.problems.append(
                answer.place.problem(Message("{id!r} is not in the catalogue: ids are not to be changed", id=key[0]))
            )
            return
        self._add(reading, answer, key, values, read.facts.get("agency", ""))

    def _values(self, reading: CellReader, answer: AnsweredRow) -> dict[str, str] | None:
        """Return the values of a row; None where any is wrong, which is told."""
        values: dict[str, str] = {}
        wrong = False
        for column in asked(answer.table):
            if column.name in answer.cells:
                text, place = answer.cells[column.name]
                try:
                    values[column.name] = reading.value(column, text)
                except Wrong as error:
                    wrong = True
                    self.problems.append(place.problem(error.message))
        return None if wrong else values

    def _change(self, answer: AnsweredRow, key: Key, rows: tuple[Record, Record], values: Mapping[str, str]) -> None:
        was, sent = rows
        mine = self.changed.setdefault(answer.table, {}).setdefault(key, {})
        self.places.setdefault(_noun(answer.table, key), answer.place)
        for column, said in values.items():
            value, place = said, answer.cells[column][1]
            if column in LOCKED[answer.table]:
                if value != _plain(was[column]):
                    told = Message(
                        "was {before!r}: what tells a record apart is not to be changed; add a new one",
                        before=_plain(was[column]),
                    )
                    self.problems.append(place.problem(told))
            elif value not in (_plain(was[column]), _plain(sent[column])):
                value = _with_hidden(value, _plain(was[column]), _plain(sent[column]))
                other = mine.setdefault(column, (value, place))
                if other[0] != value:
                    told = Message(
                        "says {value!r} where {place} says {other!r}: agree on one",
                        value=value,
                        place=other[1],
                        other=other[0],
                    )
                    self.problems.append(place.problem(told))

    def _add(self, reading: CellReader, answer: AnsweredRow, key: Key, values: dict[str, str], agency: str) -> None:
        table = answer.table
        if table in NAMED and "id" in answer.cells:
            told = Message(
                "{id!r} is {none} of the catalogue: leave the id of a new one empty",
                id=values["id"],
                none=tables()[table].none,
            )
            self.problems.append(answer.cells["id"][1].problem(told))
            return
        if table in NAMED:
            if table == "systems":
                values.setdefault("operator", agency)
            made = self._new_id(answer, values, reading)
            if made is None:
                return
            values["id"] = made
        missing = [column for column in asked(table) if column.required and not values.get(column.name)]
        for column in missing:
            told = Message(
                "{column} is empty: every new {noun} needs it", column=column.name, noun=tables()[table].noun
            )
            self.problems.append(answer.place.problem(told))
        if missing:
            return
        if table == "links":
            values.setdefault("id", f"{values['from']}>{values['to']}")
        key = tuple(values.get(name, "") for name in tables()[table].key)
        rows = self.added.setdefault(table, {})
        if key in rows or (table == "links" and (self.before.links["id"] == key[0]).any()):
            if rows.get(key) != values:
                told = Message(
                    "{key!r} is there already: correct it there, or give a second link of a pair an id",
                    key=" ".join(key),
                )
                self.problems.append(answer.place.problem(told))
            return
        rows[key] = values
        self.places[_noun(table, key)] = answer.place

    def _new_id(self, answer: AnsweredRow, values: Mapping[str, str], reading: CellReader) -> str | None:
        """Return the id of a new record, made from its name; None where it has none, or is there already."""
        table = answer.table
        name = values.get("name", "")
        twin = next((row for row in self.added.get(table, {}).values() if _same(row, values)), None)
        there = self.before.table(table)
        same = there[there["name"].map(folded) == folded(name)]
        if "operator" in same:
            same = same[same["operator"] == values["operator"]]
        if twin:
            told = Message(
                "{name!r} is added twice, here and in {place}: keep one",
                name=name,
                place=self.places[_noun(table, (twin["id"],))],
            )
        elif name and len(same):
            told = Message(
                "{name!r} is there already as {id}: correct it in its own row", name=name, id=same["id"].iloc[0]
            )
        elif not name:
            told = Message("the name is empty: every new {noun} needs it", noun=tables()[table].noun)
        elif result := reading.new[table].get(folded(name), ""):
            return result
        else:
            told = Message("{name!r} makes no id that is free: change it", name=name)
        self.problems.append(answer.place.problem(told))
        return None

    def _whole(self) -> Catalogue:
        """Return the catalogue with what changed and what came."""
        world = self.before
        for table, changes in self.changed.items():
            rows = world.table(table).astype("object")
            key = list(tables()[table].key)
            place = {
                tuple(map(str, cells)): at for at, cells in enumerate(rows[key].fillna("").itertuples(index=False))
            }
            for record, cells in changes.items():
                for column, (value, _) in cells.items():
                    rows.loc[place[record], column] = value
            if any(changes.values()):
                world = world.replace_rows(table, rows)
        for table, new in self.added.items():
            if new:
                both = pd.concat(
                    [world.table(table).astype("object"), pd.DataFrame(list(new.values()), dtype="object")]
                )
                world = world.replace_rows(table, both.reset_index(drop=True))
        return world

    def _placed(self, problem: Problem) -> Problem:
        """Return a problem of the whole at the place of the row that it speaks of, where one is known."""
        for noun, place in self.places.items():
            if problem.message.endswith(f"({noun})"):
                return place.problem(plain(f"{problem.column}: ") + problem.message)
        return problem


def _rows(catalogue: Catalogue, table: TableName) -> Rows:
    """Return the records of a table by key."""
    rows = catalogue.table(table)
    plain = rows.astype("object").where(rows.notna(), None)
    key = list(tables()[table].key)
    found = [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
    return {tuple(_plain(row[name]) for name in key): row for row in found}


def _with_hidden(value: str, was: str, sent: str) -> str:
    """Return a value with the items of a list that an audience was not shown."""
    hidden = set(was.split(LIST_SEPARATOR)) - set(sent.split(LIST_SEPARATOR)) if sent and was != sent else set[str]()
    return LIST_SEPARATOR.join(sorted({*value.split(LIST_SEPARATOR), *hidden})) if hidden else value


def _same(one: Row, other: Mapping[str, str]) -> bool:
    return one.get("operator") == other.get("operator") and folded(one["name"]) == folded(other.get("name", ""))


def _noun(table: TableName, key: Key) -> str:
    return " ".join((tables()[table].noun, *key))


def _plain(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))
