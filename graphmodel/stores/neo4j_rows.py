"""Digests of rows, and which rows of a new graph a server has, lacks, or has otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.network import Positions
from graphmodel.records.arrow import ArrowTable, pa, pc

Digests = NDArray[np.int64]

_PRIME = np.uint64(0x9E3779B97F4A7C15)


def digests(rows: ArrowTable) -> Digests:
    """Return for each row of a table one number that depends on all of its cells, shape (rows,)."""
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for name in rows.column_names:
        column = rows[name].combine_chunks()
        if isinstance(column, pa.ChunkedArray):  # of no chunk at all
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
        if pa.types.is_list(column.type):
            column = pc.binary_join(column, "\x1f")
        coded = column.cast(pa.string()).fill_null("\x00").dictionary_encode()
        words = pd.util.hash_array(np.array(coded.dictionary.to_pylist(), dtype=object), categorize=False)
        cell = words[coded.indices.to_numpy(zero_copy_only=False)] if len(words) else np.zeros(0, dtype=np.uint64)
        mixed = (mixed ^ cell) * _PRIME
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)


@dataclass(frozen=True)
class NodeDifference:
    """Positions in the new table of nodes to create and to change, and ids to delete."""

    create: Positions
    change: Positions
    delete: list[str]

    @property
    def size(self) -> int:
        """Return how many nodes are written."""
        return len(self.create) + len(self.change) + len(self.delete)


def node_difference(ids: pd.Index, row: Digests, there: dict[str, int]) -> NodeDifference:
    """Return what makes the nodes that are there those of the new table; nodes are one when their ids are."""
    known = pd.Series(there, dtype="int64")
    at = pd.Index(known.index).get_indexer(ids)
    new = at < 0
    same = np.zeros(len(ids), dtype=bool)
    same[~new] = known.to_numpy()[at[~new]] == row[~new]
    stale = np.ones(len(known), dtype=bool)
    stale[at[~new]] = False
    return NodeDifference(np.flatnonzero(new), np.flatnonzero(~new & ~same), known.index[stale].to_list())


@dataclass(frozen=True)
class RelationshipDifference:
    """Positions in the new table of relationships to create, and digests of those to delete."""

    create: Positions
    delete: Digests

    @property
    def size(self) -> int:
        """Return how many relationships are written."""
        return len(self.create) + len(self.delete)


def relationship_difference(row: Digests, there: Digests) -> RelationshipDifference:
    """Return what makes the relationships that are there those of the new table; they are one when all they say is.

    One that is there twice, as after a commit whose answer was lost, is deleted and made again.
    """
    known = pd.Series(there)
    right = (known.isin(row) & ~known.duplicated(keep=False)).to_numpy()
    new = ~pd.Series(row).isin(there[right])
    return RelationshipDifference(np.flatnonzero(new), known[~right].unique())
