"""The page of a record: everything that is recorded of it, what hangs on it, and what follows for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphmodel.cli.shared.collecting import CollectedRows
from graphmodel.cli.shared.output import as_read
from graphmodel.cli.shared.wording import TABLES
from graphmodel.explorer.commands import answering
from graphmodel.explorer.places import RECORDS
from graphmodel.explorer.tables import Piece, ShownTable, pieces, row_count, shown_table
from graphmodel.explorer.try_links import with_tries
from graphmodel.explorer.visit import Visit, address
from graphmodel.forms.wording import LABELS
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName, tables
from graphmodel.words.headings import HEADINGS, heading
from graphmodel.words.messages import named, say

SHOWN = 10
"""So many rows of an answer stand on the page of a record."""
_ANSWERS = {
    "agency": (
        ("sees", "agency", named("record page", "Whose records it can see")),
        ("seen", "agency", named("record page", "Who can see its records")),
    ),
    "system": (
        ("whatif connect", "system", named("record page", "Best links to build")),
        ("whatif outage", "system", named("record page", "What would be lost without it")),
    ),
}
"""What follows for a record: commands, the input that names it, and what it is called on its page."""
_FIRST = {"whatif connect": {"limit": (str(SHOWN),)}}
"""Where an answer itself can be asked for its first rows alone."""
_SLOW = ("whatif outage",)
"""Answers that a page only leads to."""


@dataclass(frozen=True)
class RecordFact:
    """One filled cell: what it is called, what it means, what it says."""

    label: str
    meaning: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class RecordSection:
    """A part of a page: a table, what is said where there is none, and where all of it stands."""

    title: str
    table: ShownTable | None
    empty: str
    more: str = ""
    slow: bool = False


@dataclass(frozen=True)
class RecordPage:
    """What stands on the page of a record."""

    noun: str
    id: str
    name: str
    facts: Sequence[RecordFact]
    recorded: Sequence[RecordSection]
    follows: Sequence[RecordSection]


LISTED = 100
"""So many records that hang on one stand on a page of its page."""


def record_of(visit: Visit, kind: str, id: str) -> RecordPage | None:
    """Return the page of a record, None where there is none of that kind and id."""
    table = RECORDS[kind]
    places = visit.held.naming(table, "id").get(id)
    if not places:
        return None
    row = {name: cells[places[0]] for name, cells in visit.held.cells(table).items()}
    name = _name(visit, row)
    facts = _facts(visit, table, row)
    return RecordPage(
        tables()[table].noun.text(), id, name, facts, _hangs_on(visit, table, id), _follows(visit, kind, id)
    )


def _name(visit: Visit, row: dict[str, Any]) -> str:
    french = row.get("name_fr") if visit.language == "fr" else None
    return str(french or row.get("name") or row.get("title") or row["id"])


def _facts(visit: Visit, table: TableName, row: dict[str, Any]) -> list[RecordFact]:
    made: list[RecordFact] = []
    for column in tables()[table].columns:
        value = row[column.name]
        if value is None or column.name == "id":
            continue
        listed = str(value).split(LIST_SEPARATOR) if column.is_list else value
        one = CollectedRows((column.name,), [(listed,)])
        read = as_read(one).cells[0][0]
        label = LABELS[column.name].text() if column.name in LABELS else heading(column.name).replace("- ", "")
        made.append(
            RecordFact(label[:1].upper() + label[1:], say(column.sentence), pieces(visit, column.name, listed, read))
        )
    return made


def _hangs_on(visit: Visit, table: TableName, id: str) -> list[RecordSection]:
    """Return the records of other tables that name this one, a section for each table, and column by column."""
    found: list[RecordSection] = []
    for other, form in tables().items():
        named_in = [column for column in form.columns if table in column.refers_to]
        if table == "agencies" and other == "links":
            found += _links_of_agency(visit, id, len(found))
            continue
        for column in named_in:
            places = visit.held.naming(other, column.name).get(id)
            if places:
                title = _title(other, column.name)
                found.append(_section(visit, title, other, places, column.name, len(found)))
    return found


def _links_of_agency(visit: Visit, id: str, at: int) -> list[RecordSection]:
    """Return the links of the systems that an agency operates."""
    held = visit.held
    ids = held.cells("systems")["id"]
    own = [str(ids[place]) for place in held.naming("systems", "operator").get(id, [])]
    ends = [held.naming("links", end).get(system, []) for system in own for end in ("from", "to")]
    chosen = sorted({place for places in ends for place in places})
    return [_section(visit, say("Links of its systems"), "links", chosen, "", at)] if chosen else []


def _title(table: TableName, column: str) -> str:
    noun = TABLES[table].text()
    label = heading(column).replace("- ", "")
    return say("{table}: {column}", table=noun[:1].upper() + noun[1:], column=label)


def _section(visit: Visit, title: str, table: TableName, places: Sequence[int], but: str, at: int) -> RecordSection:
    lists = {column.name for column in tables()[table].columns if column.is_list}
    cells = {name: [held[place] for place in places] for name, held in visit.held.cells(table).items() if name != but}
    filled = [name for name, values in cells.items() if any(value is not None for value in values)]
    columns = [
        [str(value).split(LIST_SEPARATOR) if name in lists and value is not None else value for value in cells[name]]
        for name in filled
    ]
    rows = list(zip(*columns, strict=True))
    headings = {name: LABELS[name] for name in filled if name in LABELS and name not in HEADINGS}
    made = CollectedRows(
        tuple(filled), rows, headings=headings, hide=("sensitivity", "confidence", "name_fr", "short", "short_fr")
    )
    own = {"links": "link", "systems": "system", "agencies": "agency"}.get(table, "")
    return RecordSection(title, shown_table(visit, made, own=own, at=at, most=LISTED), "")


def _follows(visit: Visit, kind: str, id: str) -> list[RecordSection]:
    made: list[RecordSection] = []
    for name, input_, title in _ANSWERS.get(kind, ()):
        asked = answering()[name]
        page = address(asked.path, {input_: id})
        if name in _SLOW:
            made.append(RecordSection(title.text(), None, "", page, slow=True))
            continue
        answer = visit.run(asked, {input_: (id,), **_FIRST.get(name, {})})
        if answer.refusal is not None:
            made.append(RecordSection(title.text(), None, answer.refusal.text))
        elif answer.tables and answer.tables[0].rows:
            table = answer.tables[0]
            shown = shown_table(visit, replace(table, rows=table.rows[:SHOWN]), command=name, at=None)
            total, here = len(table.rows), len(shown.rows)
            count = say("the first {count} rows", count=here) if name in _FIRST else row_count(total, total, 0, here)
            shown = replace(shown, count=count)
            shown = with_tries(visit, shown, id) if name == "whatif connect" else shown
            made.append(RecordSection(title.text(), shown, "", page))
        else:
            made.append(RecordSection(title.text(), None, " ".join(answer.notes)))
    return made
