"""The catalogue: one world of agencies, systems and links as frozen pandas tables.

Law: two catalogues are equal when their tables are; every frame is in canonical form, so equal worlds have equal
tables however their files were written.

Canonical form: text is stripped and an empty cell is missing, but for the defaults that the schema names; a list is
text, its items sorted, distinct and joined by semicolons; a link without an id is called ``from>to``; rows are
sorted by the table's key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Self, cast

import numpy as np
import pandas as pd

from graphmodel.arrow import ArrowArray, pa, pc
from graphmodel.errors import CatalogueError, Problem
from graphmodel.jupyter import table_html
from graphmodel.schema import (
    LIST_SEPARATOR,
    NUMBER_KINDS,
    About,
    Column,
    Record,
    Table,
    TableName,
    row_of,
    table_of,
    tables,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGEST_LENGTH = 16


@dataclass(frozen=True, eq=False, repr=False)
class Catalogue:
    """All records of one world; never changed in place, ``add`` and ``remove`` give a new one.

    Build one with ``Catalogue.of``: the constructor takes frames that are canonical already. Frames have the
    schema's columns in order: text as ``str``, numbers as ``Int64``, booleans as ``bool``, missing cells as NA.
    Checks are the business of ``graphmodel.loading``; this class holds what it is given.

    >>> import graphmodel
    >>> canada = graphmodel.load("canada")
    >>> canada.counts["systems"], len(canada.documented().systems)
    (422, 348)
    >>> canada.systems.loc[canada.systems["type"] == "rms", ["id", "operator"]].shape
    (45, 2)
    """

    agencies: pd.DataFrame
    systems: pd.DataFrame
    uses: pd.DataFrame
    links: pd.DataFrame
    products: pd.DataFrame
    standards: pd.DataFrame
    impediments: pd.DataFrame
    recommendations: pd.DataFrame
    sources: pd.DataFrame
    about: About = field(default_factory=About)

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], about: About | None = None, *, canonical: bool = False) -> Self:
        """Return the catalogue of these tables in canonical form; a table left out is empty.

        ``canonical`` says that every column is in that form already, so that rows need only be named and sorted.
        """
        make = _arranged if canonical else _canonical
        made = {name: make(table, frames.get(name)) for name, table in tables().items()}
        return cls(**made, about=about or About())

    def table(self, name: TableName) -> pd.DataFrame:
        """Return one table by name."""
        return cast("pd.DataFrame", getattr(self, name))

    @property
    def frames(self) -> dict[TableName, pd.DataFrame]:
        """Return all tables by name."""
        return {name: self.table(name) for name in tables()}

    @cached_property
    def counts(self) -> dict[TableName, int]:
        """Return the number of rows of each table."""
        return {name: len(frame) for name, frame in self.frames.items()}

    def add(self, *records: Record) -> Self:
        """Return this world with more records; CatalogueError where one of that key is there already."""
        world = self
        names: list[TableName] = list(dict.fromkeys(table_of(record) for record in records))
        for name in names:
            rows = [row_of(record) for record in records if table_of(record) == name]
            world = world.add_rows(name, pd.DataFrame(rows, columns=list(tables()[name].names), dtype="object"))
        return world

    def add_rows(self, name: TableName, rows: pd.DataFrame) -> Self:
        """Return this world with more rows of a table, in whatever form; CatalogueError as for ``add``."""
        table = tables()[name]
        both = pd.concat([self.table(name), _canonical(table, rows)], ignore_index=True)
        twice = both.duplicated(list(table.key))
        if twice.any():
            keys = both.loc[twice, list(table.key)].fillna("").agg(" ".join, axis=1).str.strip()
            raise CatalogueError(Problem(name, 0, "", f"{table.noun} {key!r} is there already") for key in keys)
        return self._with({name: _sorted(table, both)})

    def replace_rows(self, name: TableName, rows: pd.DataFrame) -> Self:
        """Return this world with these rows, in whatever form, as the whole of a table."""
        return self._with({name: _canonical(tables()[name], rows)})

    def remove(self, name: TableName, keep: NDArray[np.bool_]) -> Self:
        """Return this world with only those rows of a table where ``keep`` is true; shape (rows,)."""
        return self._with({name: self.table(name)[keep].reset_index(drop=True)})

    def _with(self, frames: Mapping[TableName, pd.DataFrame]) -> Self:
        return type(self)(**{**self.frames, **frames}, about=self.about)

    def documented(self) -> Self:
        """Return this world without every record that is only inferred, and without what hangs on one."""
        systems = self.systems[self.systems["confidence"] == "documented"].reset_index(drop=True)
        here = systems["id"]
        known = set(here.to_numpy())

        def still(cell: str) -> str:
            return LIST_SEPARATOR.join(id for id in cell.split(LIST_SEPARATOR) if id in known)

        systems["replaces"] = _recoded(systems["replaces"], still)
        uses, links, held = self.uses, self.links, self.impediments
        gone = self.systems["id"][~_among(self.systems["id"], here)]
        kept: dict[TableName, pd.Series] = {
            "uses": (uses["confidence"] == "documented") & _among(uses["system"], here),
            "links": (links["confidence"] == "documented") & _among(links["from"], here) & _among(links["to"], here),
            "impediments": ~_among(held["subject"], gone) & ~_among(held["to"], gone),
        }
        made: dict[TableName, pd.DataFrame] = {"systems": systems}
        made |= {name: self.table(name)[rows].reset_index(drop=True) for name, rows in kept.items()}
        return self._with(made)

    def for_audience(self, audience: str) -> Catalogue:
        """Return what of this world is meant for an audience: ``public`` leaves out all that is marked internal.

        With an internal record goes whatever cannot be without it, and what only it names; UnknownName for an audience
        that there is not (``graphmodel.vocabulary.SENSITIVITIES``).
        """
        from graphmodel.audience import for_audience

        return for_audience(self, audience)

    @cached_property
    def digest(self) -> str:
        """Return a short hash of the content: equal catalogues have equal digests on every machine."""
        whole = hashlib.sha256(repr(self.about).encode())
        for name, frame in self.frames.items():
            whole.update(f"\n{name}:{len(frame)}".encode())
            for column in frame.columns:
                for part in _bytes_of(frame[column]):
                    whole.update(part)
        return whole.hexdigest()[:_DIGEST_LENGTH]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return self.about == other.about and all(frame.equals(other.table(name)) for name, frame in self.frames.items())

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self.counts.items() if count)
        return f"<Catalogue {self.about.name or 'without a name'}: {counts or 'empty'}>"

    def _repr_html_(self) -> str:
        name = (self.about.name or "A catalogue without a name") + (" (made up)" if self.about.made_up else "")
        limits = "".join(f"<li>{escape(limit)}</li>" for limit in self.about.limits)
        counted = table_html(("table", "records"), self.counts.items(), caption=name)
        return counted + (f"<ul>{limits}</ul>" if limits else "")


def canonical_list(cell: str) -> str:
    """Return one cell's list in canonical form: items stripped, distinct, sorted, joined by semicolons."""
    return LIST_SEPARATOR.join(sorted({item.strip() for item in cell.split(LIST_SEPARATOR)} - {""}))


def _canonical(table: Table, frame: pd.DataFrame | None) -> pd.DataFrame:
    if frame is None:
        frame = pd.DataFrame(columns=list(table.names), dtype="str")
    columns = {column.name: _canonical_column(column, frame) for column in table.columns}
    return _arranged(table, pd.DataFrame(columns, index=frame.index))


def _arranged(table: Table, frame: pd.DataFrame | None) -> pd.DataFrame:
    """Return a table of canonical columns with its links named and its rows sorted."""
    if frame is None:
        return _canonical(table, None)
    if table.name == "links" and frame["id"].hasnans:
        frame["id"] = frame["id"].fillna(frame["from"] + ">" + frame["to"])
    return _sorted(table, frame)


def _canonical_column(column: Column, frame: pd.DataFrame) -> pd.Series:
    if column.name not in frame.columns:
        values = pd.Series(None, index=frame.index, dtype="object")
    else:
        values = frame[column.name]
    if column.kind == "boolean":
        return values.fillna(value=False).map(_BOOLEANS).astype("bool")
    if column.kind in NUMBER_KINDS:
        return pd.to_numeric(values, errors="raise").astype("Int64")
    text = _stripped(values)
    if column.is_list:
        text = _recoded(text, canonical_list)
    if column.default is not None:
        text = text.fillna(str(column.default))
    return text


_BOOLEANS = {True: True, False: False, "true": True, "false": False, "": False}


def arrow_text(values: pd.Series) -> ArrowArray:
    """Return a column of text as one Arrow array, missing cells as null."""
    array = pa.array(values, type=pa.large_string(), from_pandas=True)
    if not isinstance(array, pa.ChunkedArray):
        return array
    chunks = [chunk.cast(pa.large_string()) for chunk in array.chunks]  # rows put together may be of both kinds of text
    return pa.chunked_array(chunks, type=pa.large_string()).combine_chunks()


def _stripped(values: pd.Series) -> pd.Series:
    """Return text without space around it, and empty text as missing."""
    if values.dtype != "str":
        values = values.astype("object").where(values.notna(), None).astype("str")
    array = pc.utf8_trim_whitespace(arrow_text(values))
    array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.large_string()), array)
    return pd.Series(array, index=values.index, dtype="str")


def _recoded(values: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Apply a function of one text to each distinct text: columns of lists repeat few values."""
    codes, distinct = pd.factorize(values)
    made = pa.array([*(change(str(text)) or None for text in distinct), None], type=pa.large_string())
    return pd.Series(made.take(pa.array(codes % len(made))), index=values.index, dtype="str")


def _among(values: pd.Series, ids: pd.Series) -> pd.Series:
    """Return which texts are among some ids; ``isin`` of pandas would turn each id into an object first."""
    found = pc.is_in(arrow_text(values), value_set=arrow_text(ids))
    return pd.Series(found.to_numpy(zero_copy_only=False), index=values.index, dtype="bool")


def _sorted(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    keys = frame[list(table.key)]
    if len(frame) and not _is_sorted(keys):
        frame = frame.sort_values(list(table.key), kind="stable", na_position="first")
    return frame.reset_index(drop=True)


def _is_sorted(keys: pd.DataFrame) -> bool:
    return keys.shape[1] == 1 and bool(keys.iloc[:, 0].is_monotonic_increasing)


def _bytes_of(values: pd.Series) -> Iterable[bytes | memoryview]:
    """Yield the content of a column as bytes that depend on the values alone."""
    missing = values.isna().to_numpy()
    yield np.packbits(missing).tobytes()
    if values.dtype == "str":
        text = arrow_text(values)
        yield pc.fill_null(pc.binary_length(text), -1).to_numpy(zero_copy_only=False).astype("<i8").tobytes()
        text = pc.fill_null(text, "")  # a null may hide text of its own
        offsets = np.frombuffer(text.buffers()[1], dtype="<i8")[text.offset : text.offset + len(text) + 1]
        data = text.buffers()[2]
        if data is not None and len(offsets):
            yield memoryview(data)[int(offsets[0]) : int(offsets[-1])]
    else:
        yield values.fillna(0).to_numpy().astype("<i8").tobytes()
