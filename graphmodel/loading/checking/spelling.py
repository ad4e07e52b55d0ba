"""Ids made of names: a reference leads to a record only if both spell it alike, and not because both make one id.

``C``, ``C++`` and ``C#`` all make the id ``c``. Capitals, accents, spaces, hyphens and kinds of quotation marks may differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from graphmodel.loading.checking.cells import Checks
from graphmodel.loading.gathered import Gathered
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column
from graphmodel.records.slugs import folded
from graphmodel.words.messages import Message, joined, quoted

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
    _, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)

    def strange(row: int) -> list[tuple[str, str]]:
        text, id = texts.text(row), ids.text(row)
        return [both for both in _items(column, text, id) if _is_strange(*both, known)] if text else []

    def message(row: int) -> Message:
        return joined("; ", (_otherwise(text, id, known) for text, id in strange(row)))

    wrong = np.array([bool(strange(row)) for row in first.tolist()], dtype=bool)
    checks.rows(gathered, np.flatnonzero(wrong[inverse]), column.name, message)


def _items(column: Column, text: str, id: str) -> list[tuple[str, str]]:
    if not column.is_list:
        return [(text, id)]
    return list(zip(text.split(LIST_SEPARATOR), id.split(LIST_SEPARATOR), strict=True))


def _is_strange(text: str, id: str, known: Spellings) -> bool:
    """Return whether a text makes the id of a record that is spelt otherwise."""
    return id in known and folded(text) not in known[id]


def _otherwise(text: str, id: str, known: Spellings) -> Message:
    other, table, row = next(iter(known[id].values()))
    place = table.problems([row], "", [""])[0]
    where = f"{place.file}:{place.row}" if place.row else place.file
    return one_id(quoted(text), f"{quoted(other)} ({where})", id)


def one_id(one: str, other: str, id: str) -> Message:
    """Return that two texts make one id, and what to do."""
    return Message(
        "{one} and {other} make one id ({id}): spell it one way, or recode it",
        one=one,
        other=other,
        id=id,
    )
