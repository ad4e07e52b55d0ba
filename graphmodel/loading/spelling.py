"""Ids made of names: a reference leads to a record only if both spell it alike, and not because both make one id.

``C``, ``C++`` and ``C#`` all make the id ``c``. Capitals, accents, spaces, hyphens and kinds of quotation marks may differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from graphmodel.loading.cells import Checks, shown
from graphmodel.loading.gathered import Gathered
from graphmodel.schema import LIST_SEPARATOR, Column
from graphmodel.slugs import folded

Spellings = Mapping[str, Mapping[str, tuple[str, Gathered, int]]]
"""For each id the spellings of its record, folded, each with its text and the row where it stands."""


def check_spelling(checks: Checks) -> None:
    """Check that no reference leads to a record whose name merely makes the same id."""
    known: dict[tuple[str, ...], Spellings] = {}
    for gathered in checks.tables.values():
        for column in gathered.table.columns:
            if column.refers_to and any(column.name in part.spelt for part in gathered.parts):
                tables = column.refers_to
                if tables not in known:
                    known[tables] = _spellings(checks.tables[table] for table in tables)
                _check_column(checks, gathered, column, known[tables])


def _spellings(tables: Iterable[Gathered]) -> Spellings:
    """Return how records are spelt: by the text of which their id was made, else by the id itself, and by their names."""
    found: dict[str, dict[str, tuple[str, Gathered, int]]] = {}
    for table in tables:
        ids = table.column("id").texts().to_pylist()
        spelt = table.spelt("id").texts().to_pylist()
        names = [table.column(name).texts().to_pylist() for name in ("name", "name_fr") if name in table.columns]
        for row, texts in enumerate(zip(ids, spelt, *names, strict=True)):
            id, said, *called = texts
            for text in (said or id, *called):
                if id and text:
                    found.setdefault(id, {}).setdefault(folded(text), (text, table, row))
    return found


def _check_column(checks: Checks, gathered: Gathered, column: Column, known: Spellings) -> None:
    texts, ids = gathered.spelt(column.name), gathered.column(column.name)
    pairs = texts.codes.astype(np.int64) * len(ids.words) + ids.codes
    distinct, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)
    wrong: dict[int, str] = {}
    for place, row in zip(range(len(distinct)), first.tolist(), strict=True):
        text, id = texts.text(row), ids.text(row)
        told = [_strange(*both, known) for both in _items(column, text, id)] if text else []
        if any(told):
            wrong[place] = "; ".join(filter(None, told))
    rows = np.flatnonzero(np.isin(inverse, list(wrong)))
    checks.rows(gathered, rows, column.name, [wrong[place] for place in inverse[rows].tolist()])


def _items(column: Column, text: str, id: str) -> list[tuple[str, str]]:
    if not column.is_list:
        return [(text, id)]
    return list(zip(text.split(LIST_SEPARATOR), id.split(LIST_SEPARATOR), strict=True))


def _strange(text: str, id: str, known: Spellings) -> str:
    """Return what is wrong where a text makes the id of a record that is spelt otherwise; empty where nothing is."""
    spellings = known.get(id, {})
    if not spellings or folded(text) in spellings:
        return ""
    other, table, row = next(iter(spellings.values()))
    place = table.problems([row], "", [""])[0]
    where = f"{place.file}:{place.row}" if place.row else place.file
    return f"{shown(text)} and {shown(other)} ({where}) make one id ({id}): spell it one way, or recode it"
