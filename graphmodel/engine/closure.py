"""Who is reached from where: bit sets carried over the strongly connected components of a directed graph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graphmodel.engine.network import Positions, distinct

Words = NDArray[np.uint64]
"""Rows of bits packed into 64-bit words, shape (rows, words)."""


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


def gathered(rows: int, into: Positions, bits: Words) -> Words:
    """Return for each of ``rows`` rows the union of the bit rows whose ``into`` (sorted) names it."""
    union = np.zeros((rows, bits.shape[1]), dtype=np.uint64)
    if len(into):
        starts = starts_of(into)
        union[into[starts]] = np.bitwise_or.reduceat(bits, starts, axis=0)
    return union


def reached(source: Positions, target: Positions, bits: Words) -> Words:
    """Return for each node the union of its own bits and those of every node it leads to, shape of ``bits``.

    ``source`` and ``target`` are the arcs. Cycles are normal: the nodes of one are worth the same. Components are
    settled from the sinks upward, a whole level at a time, so each arc is used once.
    """
    nodes = len(bits)
    if not len(source):
        return bits
    arcs = coo_array((np.ones(len(source), dtype=bool), (source, target)), shape=(nodes, nodes)).tocsr()
    count, found = connected_components(arcs, directed=True, connection="strong")
    label = found.astype(np.int64)
    order = np.argsort(label, kind="stable")
    union = gathered(count, label[order], bits[order])
    arc = distinct(label[source] * count + label[target])
    above, below = arc // count, arc % count
    above, below = above[above != below], below[above != below]
    by_below = np.argsort(below, kind="stable")
    above, below = above[by_below], below[by_below]
    first = np.searchsorted(below, np.arange(count + 1))
    waiting = np.bincount(above, minlength=count)
    settled = np.flatnonzero(waiting == 0)
    while len(settled):
        arcs_in = ranges(first[settled], first[settled + 1])
        if not len(arcs_in):
            break
        upward = above[arcs_in]
        sort = np.argsort(upward, kind="stable")
        upward = upward[sort]
        starts = starts_of(upward)
        above_them = upward[starts]
        union[above_them] |= np.bitwise_or.reduceat(union[below[arcs_in[sort]]], starts, axis=0)
        waiting[above_them] -= np.diff(np.r_[starts, len(upward)])
        settled = above_them[waiting[above_them] == 0]
    return union[label]


def starts_of(values: Positions) -> Positions:
    """Return where each run of equal values begins; there is at least one value."""
    return np.flatnonzero(np.r_[True, values[1:] != values[:-1]])


def ranges(first: Positions, last: Positions) -> Positions:
    """Return the numbers of all half-open ranges, one after the other."""
    count = last - first
    return np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
