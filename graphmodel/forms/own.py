"""The pages of a workbook of one's own: which columns they have, and the rows that show how to fill them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graphmodel.forms.layout import words_of
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName, tables
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, in_language

FILLED_IN: tuple[TableName, ...] = ("agencies", "systems", "links", "uses")
"""The tables that people fill in."""
NAMED: tuple[TableName, ...] = ("products", "standards", "sources")
"""Tables whose records are made of the names that stand in the others; what is known of them has pages too."""
VERSION = "1"
_LAST = ("short", "short_fr", "confidence", "sensitivity", "source", "id")
_EXAMPLE = re.compile(r"\s*ex[ae]mple\s*:", re.IGNORECASE)


@cache
def columns_of(table: TableName) -> tuple[Column, ...]:
    """Return the columns of a page: what is needed first, what few people know last, and then the id."""
    columns = tables()[table].columns
    last = [column for name in _LAST for column in columns if column.name == name]
    first = [column for column in columns if column.required and column not in last]
    return (*first, *(column for column in columns if column not in (*first, *last)), *last)


def is_example(text: str) -> bool:
    """Return whether the first cell of a row says that it is an example.

    >>> is_example("Example: Northfield"), is_example("exemple : Nordville"), is_example("Exempla")
    (True, True, False)
    """
    return _EXAMPLE.match(text) is not None


_POLICE = Message("Example: Northfield Police Service")
_DISPATCH = Message("Example: Northfield Dispatch Centre")
_PROVINCE = Message("Example: Provincial Police")
_RECORDS = Message("Example: Northfield records")
_CALLS = Message("Example: Northfield dispatch")
_INDEX = Message("Example: Provincial index")

_Rows = tuple[Mapping[str, str], ...]
_EXAMPLES: Mapping[str, _Rows] = {
    "agencies": (
        {"name": _POLICE, "level": "municipal", "sector": "policing", "province": "ON", "sworn_officers": "120", "as_of": "2025"},
        {"name": _DISPATCH, "level": "municipal", "sector": "emergency", "province": "ON", "part_of": _POLICE},
        {"name": _PROVINCE, "level": "provincial", "sector": "policing", "province": "ON"},
    ),
    "systems": (
        {"name": _RECORDS, "type": "rms", "operator": _POLICE, "status": "active", "since": "2016", "holds": "persons;occurrences"},
        {"name": _CALLS, "type": "cad", "operator": _DISPATCH, "status": "active", "holds": "calls_for_service"},
        {"name": _INDEX, "type": "broker", "operator": _PROVINCE, "status": "active", "scope": "provincial", "relays": "true", "holds": "warrants"},
    ),
    "links": (
        {"from": _INDEX, "to": _RECORDS, "direction": "one_way", "mode": "query", "status": "active", "latency": "live", "note": Message("Northfield asks the index, so records of the index come to Northfield.")},
        {"from": _CALLS, "to": _RECORDS, "direction": "one_way", "mode": "push", "status": "active", "carries": "calls_for_service", "note": Message("Dispatch sends each call to the records system.")},
        {"from": _RECORDS, "to": _INDEX, "direction": "one_way", "mode": "file_transfer", "status": "planned", "latency": "daily", "note": Message("A file goes to the index every night.")},
    ),
    "uses": (
        {"agency": _POLICE, "system": _INDEX, "role": "reader", "since": "2018"},
        {"agency": _POLICE, "system": _CALLS, "role": "user"},
        {"agency": _PROVINCE, "system": _RECORDS, "role": "reader"},
    ),
}  # fmt: skip


@cache
def examples(table: TableName, language: Language) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a page that show how it is filled in: for each column the text that its cell shows."""
    columns = {column.name: column for column in columns_of(table)}
    return tuple(
        {name: _shown(columns[name], text, language) for name, text in row.items()} for row in _EXAMPLES.get(table, ())
    )


def _shown(column: Column, text: str, language: Language) -> str:
    words = words_of(column)
    if words is None:
        return in_language(text, language)
    return "; ".join(words.label(item, language) for item in text.split(LIST_SEPARATOR))
