"""Columns of text in memory: each distinct text once, and for every row which one it is.

Whatever is asked of a cell is asked of each distinct text alone: a million links have five statuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmodel.errors import Problem
from graphmodel.records.arrow import pa, pc
from graphmodel.records.composed import composed, composed_all

arrow_csv: Any = import_module("pyarrow.csv")

Rows = NDArray[np.int64]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Coded:
    """One column: ``words[codes[row]]`` is the text of a row, stripped and composed, and empty where nothing stands there.

    ``codes`` has shape (rows,); ``words`` is an Arrow array of distinct large strings.
    """

    codes: Codes
    words: Any

    @classmethod
    def of(cls, texts: Any) -> Coded:
        """Return the column of an Arrow array of texts, or of a plain sequence of them."""
        if not isinstance(texts, pa.Array | pa.ChunkedArray):
            texts = pa.array(texts, type=pa.large_string())
        found = cls._encoded(pc.utf8_trim_whitespace(texts))
        words = composed_all(found.words)
        return found if words is found.words else cls(found.codes, words).distinct()

    @classmethod
    def _encoded(cls, texts: Any) -> Coded:
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        if len(texts) == 0:
            return cls(np.empty(0, dtype=np.int32), pa.array([], type=pa.large_string()))
        found = texts.dictionary_encode()
        return cls(found.indices.to_numpy(zero_copy_only=False), found.dictionary)

    @classmethod
    def constant(cls, text: str, count: int) -> Coded:
        """Return a column that says the same in every row."""
        return cls(np.zeros(count, dtype=np.int32), pa.array([text], type=pa.large_string()))

    @classmethod
    def joined(cls, parts: Sequence[Coded]) -> Coded:
        """Return the rows of several columns one after the other."""
        if len(parts) == 1:
            return parts[0]
        starts = np.cumsum([0, *(len(part.words) for part in parts[:-1])], dtype=np.int32)
        codes = np.concatenate([part.codes + start for part, start in zip(parts, starts, strict=True)])
        return cls(codes, pa.concat_arrays([part.words for part in parts])).distinct()

    def __len__(self) -> int:
        return len(self.codes)

    def distinct(self) -> Coded:
        """Return the same column with every text among its words once."""
        again = self._encoded(self.words)
        return Coded(again.codes[self.codes], again.words)

    def listed(self) -> list[str]:
        """Return the distinct texts; not all of them need to stand in a row."""
        texts: list[str] = self.words.to_pylist()
        return texts

    def texts(self) -> Any:
        """Return the column as an Arrow array of its rows, null where a cell is empty."""
        words = pc.if_else(pc.equal(self.words, ""), pa.scalar(None, pa.large_string()), self.words)
        return words.take(pa.array(self.codes))

    def take(self, rows: Rows) -> Coded:
        """Return the column of some rows, in that order."""
        return Coded(self.codes[rows], self.words)

    def only(self, rows: Rows) -> Coded:
        """Return the column of some rows with their words alone: what stands elsewhere is not known any more."""
        codes, inverse = np.unique(self.codes[rows], return_inverse=True)
        return Coded(inverse.astype(np.int32), self.words.take(pa.array(codes)))

    def changed(self, change: Callable[[str], str]) -> Coded:
        """Return the column with every text changed by a function."""
        return Coded(self.codes, pa.array([change(word) for word in self.listed()], type=pa.large_string())).distinct()

    def marked(self, mask: Any) -> NDArray[np.bool_]:
        """Return which rows hold a word that is marked; ``mask`` is an Arrow array of booleans over the words."""
        marks: NDArray[np.bool_] = mask.to_numpy(zero_copy_only=False).astype(bool)
        return marks[self.codes] if marks.any() else np.zeros(len(self.codes), dtype=bool)

    def text(self, row: int) -> str:
        """Return the text of one row."""
        cell: str = self.words[int(self.codes[row])].as_py()
        return cell

    def rows_of(self, text: str) -> list[int]:
        """Return the rows that hold a text."""
        rows: list[int] = np.flatnonzero(self.marked(pc.equal(self.words, text))).tolist()
        return rows

    @property
    def empty(self) -> NDArray[np.bool_]:
        """Return which rows are empty; shape (rows,)."""
        return self.marked(pc.equal(self.words, ""))


@dataclass(frozen=True)
class Sheet:
    """One table as its file has it: columns under the names of its header.

    ``lines`` gives the physical line (of a workbook: the row of the sheet) on which rows stand; for a CSV file it
    costs a second reading, so it is asked for only where there is something to report. ``broken`` holds the cells
    of rows that had to be left out: what they name is not unknown. ``unnamed`` counts, from 1, the columns that have
    cells but no name. ``merged`` says for columns which rows got their text from a cell that is merged over several,
    shape (rows,); ``wide`` holds what is wrong with cells merged over several columns, and over which. ``labels`` has what
    people see above columns, where that is not their name.
    """

    file: str
    columns: Mapping[str, Coded]
    count: int
    lines: Callable[[Rows], Rows]
    broken: frozenset[str] = frozenset()
    unnamed: tuple[int, ...] = ()
    merged: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict[str, NDArray[np.bool_]])
    wide: tuple[tuple[frozenset[str], Problem], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        named = {composed(name): column for name, column in self.columns.items()}
        object.__setattr__(self, "columns", named)

    def only(self, rows: Rows) -> Sheet:
        """Return the table with some of its rows."""

        def lines(wanted: Rows) -> Rows:
            return self.lines(rows[wanted])

        return replace(
            self,
            columns={name: column.only(rows) for name, column in self.columns.items()},
            count=len(rows),
            lines=lines,
            merged={name: mask[rows] for name, mask in self.merged.items()},
        )
