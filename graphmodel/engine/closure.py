"""Who is reached from where: bit sets carried over the strongly connected components of a directed graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True, eq=False)
class Condensation:
    """A directed graph with each of its strongly connected components as one node: no cycles are left.

    Cycles are normal in the graph: the nodes of one component lead to the same nodes, so they have the same union.
    """

    component: Positions
    """Which component each node is in, shape (nodes,)."""
    above: Positions
    below: Positions
    """The arcs between components, sorted by where they lead."""
    count: int

    @classmethod
    def of(cls, source: Positions, target: Positions, nodes: int) -> Condensation:
        """Return the condensation of some arcs."""
        count, component = _strong_components(source, target, nodes)
        arcs = distinct(component[target] * count + component[source])
        above, below = arcs % count, arcs // count
        between = above != below
        return cls(component, above[between], below[between], count)

    @cached_property
    def _by_component(self) -> Positions:
        return np.argsort(self.component, kind="stable")

    @cached_property
    def _steps(self) -> Sequence[tuple[Positions, Positions, Positions]]:
        """Return in steps which components take up those below them: the former, where the latter of each begin, the latter.

        A component is settled once all that it leads to are, beginning with those that lead nowhere. All that settle at
        the same time are carried up together, so each arc is used once and there are as many steps as levels.
        """
        first_arc = np.searchsorted(self.below, np.arange(self.count + 1))
        unsettled = np.bincount(self.above, minlength=self.count)  # how many arcs of each lead to what is not settled
        settled, steps = np.flatnonzero(unsettled == 0), list[tuple[Positions, Positions, Positions]]()
        while len(settled):
            arcs = ranges(first_arc[settled], first_arc[settled + 1])
            if not len(arcs):
                break
            arcs = arcs[np.argsort(self.above[arcs], kind="stable")]
            starts = starts_of(self.above[arcs])
            parents = self.above[arcs[starts]]
            steps.append((parents, starts, self.below[arcs]))
            unsettled[parents] -= np.diff(starts, append=len(arcs))
            settled = parents[unsettled[parents] == 0]
        return steps

    def reached(self, bits: Words) -> Words:
        """Return for each node the union of its own bits and those of every node it leads to, shape of ``bits``."""
        order = self._by_component
        union = gathered(self.count, self.component[order], bits[order])
        for parents, starts, below in self._steps:
            union[parents] |= np.bitwise_or.reduceat(union[below], starts, axis=0)
        return union[self.component]


def _strong_components(source: Positions, target: Positions, nodes: int) -> tuple[int, Positions]:
    """Return how many strongly connected components there are, and which one each node is in."""
    arcs = coo_array((np.ones(len(source), dtype=bool), (source, target)), shape=(nodes, nodes)).tocsr()
    count, component = connected_components(arcs, directed=True, connection="strong")
    return count, component.astype(np.int64)
