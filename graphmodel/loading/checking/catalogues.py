"""Checks of a whole catalogue: every problem of every table in one run, named by file, row and column.

Law: a catalogue that passes can be drawn as a graph: ids are unique, references lead somewhere, and no chain of
divisions or successors runs in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import pandas as pd

from graphmodel.errors import Doubt, Problem
from graphmodel.loading.checking.cells import Checks, check_cells
from graphmodel.loading.checking.circles import check_circles
from graphmodel.loading.checking.relations import check_relations
from graphmodel.loading.columns import Coded
from graphmodel.loading.gathered import Gathered
from graphmodel.records.arrow import pa, pc
from graphmodel.records.canonical import canonical_list
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import NUMBER_KINDS, About, Column, TableName


def problems(gathered: Mapping[TableName, Gathered], found: Iterable[Problem] = ()) -> list[Problem]:
    """Return everything that contradicts the format, and what was found before, table by table and line by line."""
    checks = Checks(gathered)
    check_cells(checks)
    check_relations(checks)
    check_circles(checks)
    order = {file: place for place, file in enumerate(_files(gathered))}
    once = dict.fromkeys([*found, *checks.problems])  # two columns of ours may come from one of theirs
    return sorted(once, key=lambda problem: (order.get(problem.file, -1), problem.row))


def warnings(doubts: Iterable[Doubt], gathered: Mapping[TableName, Gathered]) -> list[Problem]:
    """Return the doubts about a catalogue as warnings at the lines of its files."""
    noted: list[Problem] = []
    for doubt in doubts:
        found = gathered[cast("TableName", doubt.table)]
        if not doubt.id:  # of the whole table
            places = [(part.sheet.file, part.names.get(doubt.column, doubt.column)) for part in found.parts]
            file, column = places[0] if places else (found.file, doubt.column)
            noted.append(Problem(file, 0, column, doubt.message))
            continue
        rows = found.rows_called(doubt.id)
        noted += found.problems(rows, doubt.column, [doubt.message] * len(rows))
    return noted


def catalogue_of(gathered: Mapping[TableName, Gathered], about: About) -> Catalogue:
    """Return the catalogue of tables in which no problem was found."""
    frames: dict[str, pd.DataFrame] = {}
    for name, found in gathered.items():
        columns = {column.name: _canonical(column, found.column(column.name)) for column in found.table.columns}
        frames[name] = pd.DataFrame(columns)
    return Catalogue.unchecked(frames, about, canonical=True)


def _canonical(column: Column, text: Coded) -> pd.Series:
    """Return a column in the catalogue's canonical form; each distinct text is brought into it once."""
    if column.kind == "boolean":
        return pd.Series(text.marked(pc.equal(pc.utf8_lower(text.words), "true")))
    words = pc.if_else(pc.equal(text.words, ""), pa.scalar(None, pa.large_string()), text.words)
    if column.kind in NUMBER_KINDS:
        words = pc.replace_substring_regex(words, r"\.0+$", "")
        return pd.Series(pc.cast(words, pa.int64()), dtype="Int64").take(text.codes).reset_index(drop=True)
    if column.is_list:
        words = pa.array([canonical_list(word) or None for word in text.listed()], type=pa.large_string())
    if column.default is not None:
        words = pc.fill_null(words, str(column.default))
    return pd.Series(words.take(pa.array(text.codes)), dtype="str")


def _files(gathered: Mapping[TableName, Gathered]) -> list[str]:
    """Return the files in the order of our tables."""
    named = [(found.file, *(part.sheet.file for part in found.parts)) for found in gathered.values()]
    return list(dict.fromkeys(file for files in named for file in files))
