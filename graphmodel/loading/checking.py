"""Checks of a whole catalogue: every problem of every table in one run, named by file, row and column.

Law: a catalogue that passes can be drawn as a graph: ids are unique, references lead somewhere, and no chain of
divisions or successors runs in a circle.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graphmodel.catalogue import About, Catalogue
from graphmodel.errors import Problem
from graphmodel.loading.cells import Checks, check_cells
from graphmodel.loading.circles import check_circles
from graphmodel.loading.columns import Coded, pa, pc
from graphmodel.loading.gathering import Gathered
from graphmodel.loading.relations import check_relations
from graphmodel.schema import NUMBER_KINDS, TableName


def problems(gathered: Mapping[TableName, Gathered]) -> list[Problem]:
    """Return everything that contradicts the format, table by table and line by line."""
    checks = Checks(gathered)
    check_cells(checks)
    check_relations(checks)
    check_circles(checks)
    order = {name: place for place, name in enumerate(_files(gathered))}
    return sorted(checks.problems, key=lambda found: (order.get(found.file, -1), found.row))


def warnings(catalogue: Catalogue) -> list[Problem]:
    """Return what is probably not meant, though nothing contradicts it."""
    del catalogue  # the network's own warnings need the analysis of who offers what
    return []


def catalogue_of(gathered: Mapping[TableName, Gathered], about: About) -> Catalogue:
    """Return the catalogue of tables in which no problem was found."""
    frames: dict[str, pd.DataFrame] = {}
    for name, found in gathered.items():
        columns = {column.name: _typed(column.kind, found.column(column.name)) for column in found.table.columns}
        frames[name] = pd.DataFrame(columns)
    return Catalogue.of(frames, about)


def _typed(kind: str, text: Coded) -> pd.Series:
    if kind == "boolean":
        true = pc.equal(pc.utf8_lower(text.words), "true")
        return pd.Series(text.marked(true))
    if kind in NUMBER_KINDS:
        words = pc.if_else(pc.equal(text.words, ""), pa.scalar(None, pa.large_string()), text.words)
        numbers = pd.Series(pc.cast(words, pa.int64()), dtype="Int64")
        return numbers.take(text.codes).reset_index(drop=True)
    return pd.Series(text.texts(), dtype="str")


def _files(gathered: Mapping[TableName, Gathered]) -> list[str]:
    return list(dict.fromkeys(part.sheet.file for found in gathered.values() for part in found.parts))
