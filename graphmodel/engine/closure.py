"""Who is reached from where: bit sets carried over the strongly connected components of a directed graph."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graphmodel.engine.network import Positions, distinct
from graphmodel.records.arrays import ranges, starts_of

Words = NDArray[np.uint64]
"""Rows of bits packed into 64-bit words, shape (rows, words)."""
_Word = TypeVar("_Word", np.uint32, np.uint64)


def words_for(columns: int) -> int:
    """Return how many 64-bit words hold so many bits."""
    return max(1, -(-columns // 64))


def set_bits(bits: Words, rows: Positions, columns: Positions) -> None:
    """Set one bit for each (row, column)."""
    np.bitwise_or.at(bits, (rows, columns >> 6), np.uint64(1) << (columns & 63).astype(np.uint64))


def columns_of(bits: Words) -> tuple[Positions, Positions]:
    """Return the (row, column) of every bit that is set."""
    row, word = np.nonzero(bits)
    spread = np.unpackbits(bits[row, word].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    at, bit = np.nonzero(spread)
    return row[at], word[at] * 64 + bit


def gathered(rows: int, into: Positions, bits: NDArray[_Word]) -> NDArray[_Word]:
    """Return for each of ``rows`` rows the union of the bit rows whose ``into`` (sorted) names it."""
    union = np.zeros((rows, bits.shape[1]), dtype=bits.dtype)
    if len(into):
        starts = starts_of(into)
        union[into[starts]] = np.bitwise_or.reduceat(bits, starts, axis=0)
    return union


def reached(source: Positions, target: Positions, bits: Words) -> Words:
    """Return for each node the union of its own bits and those of every node it leads to, shape of ``bits``.

    ``source`` and ``target`` are the arcs. Cycles are normal: the nodes of one strongly connected component lead to
    the same nodes, so they have the same union, and between components there are no cycles left.
    """
    if not len(source):
        return bits
    count, component = _strong_components(source, target, len(bits))
    by_component = np.argsort(component, kind="stable")
    union = gathered(count, component[by_component], bits[by_component])
    arcs = distinct(component[source] * count + component[target])
    above, below = arcs // count, arcs % count
    between = above != below
    _carry_up(union, above[between], below[between])
    return union[component]


def _strong_components(source: Positions, target: Positions, nodes: int) -> tuple[int, Positions]:
    """Return how many strongly connected components there are, and which one each node is in."""
    arcs = coo_array((np.ones(len(source), dtype=bool), (source, target)), shape=(nodes, nodes)).tocsr()
    count, component = connected_components(arcs, directed=True, connection="strong")
    return count, component.astype(np.int64)


def _carry_up(union: Words, above: Positions, below: Positions) -> None:
    """Add to the bits of each component those of all components it leads to, in place; the arcs have no cycle.

    A component is settled once all that it leads to are, beginning with those that lead nowhere. All that settle at
    the same time are carried up together, so each arc is used once and there are as many steps as levels.
    """
    count = len(union)
    by_below = np.argsort(below, kind="stable")
    above, below = above[by_below], below[by_below]
    first_arc = np.searchsorted(below, np.arange(count + 1))
    unsettled = np.bincount(above, minlength=count)  # how many arcs of each lead to what is not settled
    settled = np.flatnonzero(unsettled == 0)
    while len(settled):
        arcs = ranges(first_arc[settled], first_arc[settled + 1])
        if not len(arcs):
            break
        arcs = arcs[np.argsort(above[arcs], kind="stable")]
        starts = starts_of(above[arcs])
        parents = above[arcs[starts]]
        union[parents] |= np.bitwise_or.reduceat(union[below[arcs]], starts, axis=0)
        unsettled[parents] -= np.diff(starts, append=len(arcs))
        settled = parents[unsettled[parents] == 0]
