"""Rows as a table for a terminal, CSV, JSON or Markdown: one function for every command that answers with rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import click

from graphmodel.cli.shared import collecting, streams
from graphmodel.cli.shared.bilingual import option
from graphmodel.cli.shared.collecting import CollectedRows
from graphmodel.cli.shared.tables import write_table
from graphmodel.cli.shared.wording import worded
from graphmodel.machine.harmless import for_json, for_markdown, for_spreadsheet
from graphmodel.values.elements import Node, Path, Relationship, shown
from graphmodel.words.headings import heading
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, say

FORMATS = ("table", "csv", "json", "markdown")
_FOR_PROGRAMS = ("csv", "json")
_SEPARATOR = ";"


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format``."""
    return option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to write the rows.",
    )(function)


def is_read(form: str) -> bool:
    """Return whether people read rows of that form; CSV and JSON are for programs and carry ids."""
    return form not in _FOR_PROGRAMS


def show(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    form: str,
    *,
    hide: Sequence[str] = (),
    spare: Sequence[str] = (),
    headings: Mapping[str, Message] | None = None,
    names: Mapping[str, str] | None = None,
) -> None:
    """Write rows to stdout; ``hide`` names columns that a table for people can do without.

    ``spare`` names those that a narrow terminal can do without, in that order.

    ``headings`` says what people read above a column where it is not what ``HEADINGS`` says, ``names`` how records
    are called in the language in force.
    """
    given = [tuple(row) for row in rows]
    collected = collecting.in_force()
    if form == "json":
        show_json([dict(zip(columns, row, strict=True)) for row in given])
    elif collected is not None:
        collected.parts.append(CollectedRows(tuple(columns), given, tuple(hide), headings or {}, names or {}))
    elif form == "csv":
        _write_csv(columns, given)
    else:
        read = as_read(CollectedRows(columns, given, hide, headings or {}, names or {}))
        if form == "markdown":
            click.echo(markdown_of(read), nl=False)
        else:
            write_table(
                read.headings,
                read.cells,
                read.numeric,
                [read.columns.index(name) for name in spare if name in read.columns],
            )


@dataclass(frozen=True, eq=False)
class ReadRows:
    """Rows as people read them: the columns that are shown, what stands above each, and every cell as a text."""

    columns: Sequence[str]
    headings: Sequence[str]
    cells: Sequence[Sequence[str]]
    numeric: Sequence[bool]


def as_read(given: CollectedRows, *, every: bool = False) -> ReadRows:
    """Return rows as people read them, in the language in force; with ``every`` the columns that hide, too."""
    columns = given.columns
    kept = [n for n, name in enumerate(columns) if every or name not in given.hide]
    shown = [columns[n] for n in kept]
    told = worded(shown, [[row[n] for n in kept] for row in given.rows], given.names)
    return ReadRows(
        shown,
        [heading(name, given=given.headings.get(name)) for name in shown],
        [[cell(value, people=True) for value in row] for row in told],
        [_is_numeric([row[n] for row in given.rows]) for n in kept],
    )


def write_line(text: str = "") -> None:
    """Write a line of an answer to stdout."""
    collected = collecting.in_force()
    if collected is None:
        click.echo(text)
    else:
        collected.parts.append(text)


def show_json(value: object) -> None:
    """Write JSON to stdout as every command does: readable, accents as they are where the stream has them."""
    collected = collecting.in_force()
    if collected is not None:
        collected.values.append(as_plain(value))
        return
    stream = streams.out()
    try:
        stream.write_data(f"{json_of(value)}\n")
    except UnicodeEncodeError:
        stream.write_data(f"{json.dumps(as_plain(value), indent=2, allow_nan=False)}\n")


def json_of(value: object) -> str:
    """Return a value as the text of JSON that every command writes."""
    return for_json(json.dumps(as_plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def graph_of(rows: Iterable[Sequence[object]]) -> dict[str, list[dict[str, object]]]:
    """Return the distinct nodes and relationships in an answer, by our ids, sorted."""
    nodes: dict[str, Node] = {}
    relationships: dict[tuple[str, str, str, str], Relationship] = {}

    def gather(value: object) -> None:
        if isinstance(value, Node):
            nodes[value.id] = value
        elif isinstance(value, Relationship):
            key = as_text(dict(value.properties))
            relationships[value.start, value.type, value.end, key] = value
        elif isinstance(value, Path):
            for item in (*value.nodes, *value.relationships):
                gather(item)
        elif isinstance(value, list | tuple):
            for item in cast("Sequence[object]", value):
                gather(item)

    for row in rows:
        gather(tuple(row))
    return {
        "nodes": [_plain_dict(nodes[id]) for id in sorted(nodes)],
        "relationships": [_plain_dict(relationships[key]) for key in sorted(relationships)],
    }


def as_text(value: object) -> str:
    """Return a value as one line of JSON by which equal values are known."""
    return json.dumps(as_plain(value), sort_keys=True)


def _plain_dict(value: Node | Relationship) -> dict[str, object]:
    return cast("dict[str, object]", as_plain(value))


def as_plain(value: object) -> object:
    """Return a value as JSON can write it: what is missing is null, numbers are Python's own, NaN is named."""
    match value:
        case Node():
            return {"id": value.id, "label": value.label, "properties": as_plain(dict(value.properties))}
        case Relationship():
            ends = {"start": value.start, "type": value.type, "end": value.end}
            return {**ends, "properties": as_plain(dict(value.properties))}
        case Path():
            return {"nodes": as_plain(value.nodes), "relationships": as_plain(value.relationships)}
        case dict():
            return {str(key): as_plain(item) for key, item in cast("dict[object, object]", value).items()}
        case list() | tuple():
            return [as_plain(item) for item in cast("Sequence[object]", value)]
        case _:
            return shown(value)


def cell(value: object, *, people: bool = False) -> str:
    """Return a value as one cell of text; a missing one is empty."""
    plain = as_plain(value)
    if isinstance(value, Node):
        return value.id
    if isinstance(value, Relationship):
        return f"{value.start} -[{value.type}]-> {value.end}"
    if isinstance(plain, list):
        return (_SEPARATOR + " " if people else _SEPARATOR).join(cell(item) for item in cast("list[object]", plain))
    if isinstance(plain, dict):
        return json.dumps(plain, ensure_ascii=False)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if people and language() == "fr" and isinstance(plain, float):
        return str(plain).replace(".", ",")
    return str(plain)


def _is_numeric(values: Sequence[object]) -> bool:
    known = [value for value in values if as_plain(value) is not None]
    return bool(known) and all(_is_number(value) and not isinstance(value, list) for value in known)


def _is_number(value: object) -> bool:
    """Return whether a value, or every item of a list, is a number."""
    if isinstance(value, list):
        return all(map(_is_number, cast("list[object]", value)))
    plain = as_plain(value)
    return (isinstance(plain, int | float) and not isinstance(plain, bool)) or isinstance(value, float)


def csv_of(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> tuple[str, int]:
    """Return rows as CSV, and of how many cells an apostrophe keeps spreadsheets from taking them for formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    quoting = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(map(for_spreadsheet, columns))
    changed = 0
    for row in rows:
        cells = [cell(value) for value in row]
        made = [one if _is_number(value) else for_spreadsheet(one) for one, value in zip(cells, row, strict=True)]
        changed += sum(one != other for one, other in zip(cells, made, strict=True))
        # a lone return would end a row where nobody expects it, unless it is quoted
        (quoting if any("\r" in one for one in made) else writer).writerow(made)
    return text.getvalue(), changed


def _write_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write CSV, and tell of what a spreadsheet would have taken for a formula."""
    text, changed = csv_of(columns, rows)
    streams.out().write_data(text)
    context = click.get_current_context(silent=True)
    if changed and context is not None and not context.find_root().params.get("quiet"):
        click.echo(
            say(
                "{changed} cells begin as a formula does: an apostrophe stands before it; --format json has "
                "them as they are",
                changed=changed,
            ),
            err=True,
        )


def markdown_of(read: ReadRows) -> str:
    """Return rows as a table of Markdown."""

    def line(items: Iterable[str]) -> str:
        return "| " + " | ".join(for_markdown(item) for item in items) + " |"

    lines = [line(name.replace("- ", "") for name in read.headings)]
    lines.append(line("---:" if number else "---" for number in read.numeric))
    lines += map(line, read.cells)
    return "".join(f"{text}\n" for text in lines)
