"""The page's data made small: what the page can work out again is left out, and what belongs together stands together.

``unpacking.js`` is the other half: it gives back exactly what was packed. Left out are ids of links that only say
their ends, and whatever follows from roles and operators.
"""

from __future__ import annotations

import re
from itertools import chain, takewhile
from operator import eq
from typing import Any

import numpy as np

from graphmodel.words import vocabulary as v

Columns = dict[str, Any]
NAMED = ("id", "name", "name_fr", "short", "short_fr")
_NUMBER = re.compile(r"[0-9]+$")
_MARK = "\x01"
_SHARED, _ZERO = 60, ord("0")
_SIGNS = [*(chr(_ZERO + value) for value in range(_SHARED + 1)), chr(_ZERO - 1)]
"""A sign for each number; the last for -1."""
DERIVED = ("readers", "suppliers", "homes")
REFERENCES = {
    "agencies": {"part_of": "agencies", "organisation": "agencies"},
    "systems": {"operator": "agencies"},
    "links": {"from": "systems", "to": "systems"},
    "uses": {"agency": "agencies", "system": "systems"},
}
"""Which columns are positions in which table."""


def packed(page: dict[str, Any]) -> dict[str, Any]:
    """Return the page's data in fewer words; the parts that are not columns stay as they are."""
    columns = page["columns"]
    result = {
        **page,
        "columns": _columns(columns),
        "derive": {
            "hosts": [v.SECTORS.ids.index(id) for id in v.HOST_SECTORS],
            "copying": [v.MODES.ids.index(id) for id in v.COPYING_MODES],
        },
    }
    if "before" in page:
        result["before"] = _before(page["before"], columns)
    return result


def _columns(columns: Columns) -> Columns:
    """Return columns without what follows from others; ids by what is new in each, and names without its number."""
    made = {name: dict(table) for name, table in columns.items() if name not in DERIVED}
    ids = columns["systems"]["id"]
    links = made["links"]
    del links["copies"], made["agencies"]["organisation"]
    ends = zip(links["from"], links["to"], strict=True)
    links["id"] = [
        "" if id == f"{ids[one]}>{ids[other]}" else id for id, (one, other) in zip(links["id"], ends, strict=True)
    ]
    links["from"] = _steps(links["from"])
    made["uses"]["agency"] = _steps(made["uses"]["agency"])
    for name in ("agencies", "systems"):
        table = made[name]
        own, *others = (table.pop(part) for part in NAMED)
        made[name] = {"id": _shortened(own), "named": _unnumbered(own, others), **table}
    return {name: {part: _signs(values) for part, values in table.items()} for name, table in made.items()}


def _signs(values: list[Any]) -> list[Any] | str:
    """Return numbers from -1 to 60 as one text, a sign for each from ``/`` upwards; anything else as it is."""
    small = bool(values) and set(map(type, values)) == {int} and min(values) >= -1 and max(values) <= _SHARED
    return "".join(map(_SIGNS.__getitem__, values)) if small else values


def _shortened(texts: list[str]) -> list[str]:
    """Return texts without the letters that each begins with as the one before does; a first sign counts them.

    Up to 60 are counted, from ``0`` for none upwards; none beside a text that is not plain ASCII, whose letters
    JavaScript may count otherwise.
    """
    result: list[str] = []
    before = ""
    for text in texts:
        plain = before.isascii() and text.isascii()
        same = sum(takewhile(bool, map(eq, before[:_SHARED], text))) if plain else 0
        result.append(chr(_ZERO + same) + text[same:])
        before = text
    return result


def _unnumbered(ids: list[str], others: list[list[str]]) -> list[str]:
    """Return a mark, then the other texts row by row, the mark where one holds the number that ends its row's id.

    Where a text holds the mark itself, all stay as they are and the mark is empty.
    """
    if any(_MARK in text for column in others for text in column):
        return ["", *chain.from_iterable(zip(*others, strict=True))]
    result = [_MARK]
    for id, *texts in zip(ids, *others, strict=True):
        number = _NUMBER.search(id)
        result += [text.replace(number[0], _MARK, 1) for text in texts] if number else texts
    return result


def _steps(values: list[int]) -> list[int]:
    """Return numbers as the steps from each to the next, the first from 0."""
    result: list[int] = np.diff(np.array(values, dtype=np.int64), prepend=0).tolist()
    return result


def _before(before: Columns, after: Columns) -> Columns:
    """Return the columns before as what differs from those after.

    Of each table ``rows`` says, as steps from one to the next, which row after is the same record as each row before,
    -1 for none. What a row held before is what its row after holds, and nothing where there is none; ``but`` has for
    each column the places and values where that is wrong. Other tables are whole, or left out where they are equal.
    """
    keys = {name: (_keys(name, before), _keys(name, after)) for name in REFERENCES}
    to_after = {name: _places(old, among=new) for name, (old, new) in keys.items()}
    to_before = {name: _places(new, among=old) for name, (old, new) in keys.items()}
    result: Columns = {}
    for name, references in REFERENCES.items():
        differing: dict[str, list[list[Any]]] = {}
        for column, values in before[name].items():
            now = after[name][column]
            # a reference is a row of another table: of its later world in ``now``, of the earlier one in ``values``
            before_of = to_before[references[column]] if column in references else None
            expected = [None if row < 0 else _turned(now[row], before_of) for row in to_after[name]]
            wrong = [at for at, value in enumerate(values) if expected[at] != value]
            if wrong:
                differing[column] = [wrong, [values[at] for at in wrong]]
        result[name] = {"rows": _steps(to_after[name]), "but": differing}
    for name, table in before.items():
        if name not in REFERENCES and name not in DERIVED and table != after[name]:
            result[name] = table
    return result


def _places(keys: list[Any], *, among: list[Any]) -> list[int]:
    """Return where each key stands among others, -1 where it does not."""
    place = {key: at for at, key in enumerate(among)}
    return [place.get(key, -1) for key in keys]


def _turned(value: object, rows: list[int] | None) -> object:
    """Return a position as that row of another table; any other value, or none, as it is."""
    return rows[value] if rows is not None and isinstance(value, int) and value >= 0 else value


def _keys(name: str, columns: Columns) -> list[Any]:
    """Return what tells the rows of a table apart in both worlds."""
    if name != "uses":
        return list(columns[name]["id"])
    agencies, systems = columns["agencies"]["id"], columns["systems"]["id"]
    return [
        (agencies[one], systems[other])
        for one, other in zip(*(columns["uses"][part] for part in ("agency", "system")), strict=True)
    ]
