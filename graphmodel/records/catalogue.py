"""The catalogue: one world of agencies, systems and links as frozen pandas tables.

Law: two catalogues are equal when their tables are; every frame is in canonical form, so equal worlds have equal
tables however their files were written.

Canonical form: text is stripped and an empty cell is missing, but for the defaults that the schema names; a list is
text, its items sorted, distinct and joined by semicolons; a link without an id is called ``from>to``; rows are
sorted by the table's key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, cast, overload

import numpy as np
import pandas as pd

from graphmodel.arguments import checked
from graphmodel.errors import CatalogueError, GraphmodelError, Problem, UnknownName
from graphmodel.records.arrow import pc
from graphmodel.records.audience import for_audience
from graphmodel.records.canonical import arranged, canonical_table, recoded, sort_rows
from graphmodel.records.cell_text import arrow_text
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.composed import composed
from graphmodel.records.limits import emptied
from graphmodel.records.schema import (
    About,
    Record,
    TableFormat,
    TableName,
    row_of,
    table_of,
    tables,
)
from graphmodel.values.html import table_html
from graphmodel.words.languages import language
from graphmodel.words.messages import Message, plain
from graphmodel.words.suggest import did_you_mean, nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGEST_LENGTH = 16
_NO_TABLE = Message("is no table of this format")


class _TableOf:
    """A table of a catalogue as an attribute: each time a frame of its own, so that nothing changes the catalogue."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, catalogue: None, owner: type) -> Self: ...
    @overload
    def __get__(self, catalogue: Catalogue, owner: type) -> pd.DataFrame: ...
    def __get__(self, catalogue: Catalogue | None, owner: type) -> Self | pd.DataFrame:
        return self if catalogue is None else catalogue.table(cast("TableName", self._name))


@dataclass(frozen=True, eq=False, repr=False)
class Catalogue:
    """All records of one world; never changed in place, ``add`` and ``remove`` give a new one.

    Build one with ``Catalogue.from_frames``, which checks as files are checked. Tables have the schema's columns in
    order: text as ``str``, numbers as ``Int64``, booleans as ``bool``, missing cells as NA. A table taken out is a
    frame of its own (pandas copies on write): whatever is done to it, the catalogue stays as it was, and
    ``replace_rows`` gives one with the changed table.

    >>> import graphmodel
    >>> canada = graphmodel.load("canada")
    >>> canada.counts["systems"], len(canada.documented().systems)
    (481, 400)
    >>> canada.systems.loc[canada.systems["type"] == "rms", ["id", "operator"]].shape
    (49, 2)
    """

    _tables: Mapping[TableName, pd.DataFrame]
    about: About = field(default_factory=About)

    agencies = _TableOf()
    systems = _TableOf()
    uses = _TableOf()
    links = _TableOf()
    products = _TableOf()
    standards = _TableOf()
    impediments = _TableOf()
    agreements = _TableOf()
    parties = _TableOf()
    recommendations = _TableOf()
    sources = _TableOf()

    @classmethod
    def from_frames(cls, frames: Mapping[str, pd.DataFrame], about: About | None = None) -> Catalogue:
        """Return the catalogue of these tables, by name, checked as files are checked; a table left out is empty.

        Cells are read as cells of a CSV file or a workbook are. Raises CatalogueError with every problem of every
        table, a table or a column that is none of the format's among them; GraphmodelError for other kinds of values.

        >>> import pandas as pd
        >>> agencies = pd.DataFrame({"id": ["opp"], "name": ["OPP"], "level": ["provincial"], "sector": ["policing"]})
        >>> systems = pd.DataFrame({"id": ["niche"], "name": ["Niche"], "type": ["rms"], "operator": ["opp"]})
        >>> Catalogue.from_frames({"agencies": agencies, "systems": systems.assign(status="active")})
        <Catalogue without a name: 1 agency, 1 system>
        """
        return cast("Catalogue", import_module("graphmodel.loading").checked_frames(frames, about))

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], about: About | None = None) -> Catalogue:
        """Return the same, by its short name."""
        return cls.from_frames(frames, about)

    @classmethod
    def unchecked(
        cls, frames: Mapping[str, pd.DataFrame], about: About | None = None, *, canonical: bool = False
    ) -> Self:
        """Return the catalogue of tables that were checked, or that need no check; a table left out is empty.

        Nothing is coerced here either: CatalogueError for a table or a column that there is not, and for a cell that
        is not of its column's kind. Words, ids and references are not looked at: ``graphmodel.check`` does.
        ``canonical`` says that every column is in canonical form, so that rows need only be named and sorted.
        """
        make = arranged if canonical else canonical_table
        strange = [name for name in frames if name not in tables()]
        if strange:
            raise CatalogueError(Problem(name, 0, "", _NO_TABLE + did_you_mean(name, tables())) for name in strange)
        made: dict[TableName, pd.DataFrame] = {n: make(table, frames.get(n)) for n, table in tables().items()}
        return cls(made, _composed(about or About()))

    @checked
    def table(self, name: TableName) -> pd.DataFrame:
        """Return one table by name; UnknownName where there is none."""
        return self._tables[_known(name).name].copy(deep=False)

    @property
    def frames(self) -> dict[TableName, pd.DataFrame]:
        """Return all tables by name."""
        return {name: self.table(name) for name in tables()}

    @cached_property
    def counts(self) -> dict[TableName, int]:
        """Return the number of rows of each table."""
        return {name: len(frame) for name, frame in self._tables.items()}

    def add(self, *records: Record) -> Self:
        """Return this world with more records; CatalogueError where one of that key is there already."""
        world = self
        names: list[TableName] = list(dict.fromkeys(table_of(record) for record in records))
        for name in names:
            rows = [row_of(record) for record in records if table_of(record) == name]
            given = [column for column in tables()[name].names if any(row[column] is not None for row in rows)]
            world = world.add_rows(name, pd.DataFrame(rows, columns=given, dtype="object"))
        return world

    @checked
    def add_rows(self, name: TableName, rows: pd.DataFrame) -> Self:
        """Return this world with more rows of a table, in whatever form; CatalogueError as for ``add``."""
        table = _known(name)
        both = pd.concat([self._tables[name], canonical_table(table, rows)], ignore_index=True)
        twice = both.duplicated(list(table.key))
        if twice.any():
            keys = both.loc[twice, list(table.key)].fillna("").agg(" ".join, axis=1).str.strip()
            there = Message("is there already")
            raise CatalogueError(Problem(name, 0, "", table.noun + plain(f" {key!r} ") + there) for key in keys)
        return self._with({name: sort_rows(table, both)})

    @checked
    def replace_rows(self, name: TableName, rows: pd.DataFrame) -> Self:
        """Return this world with these rows, in whatever form, as the whole of a table."""
        return self._with({name: canonical_table(_known(name), rows)})

    def remove(self, name: TableName, keep: NDArray[np.bool_]) -> Self:
        """Return this world with only those rows of a table where ``keep`` is true; shape (rows,)."""
        frame = self.table(name)
        marks = np.asarray(keep)
        if marks.dtype != bool or marks.shape != (len(frame),):
            raise GraphmodelError(
                Message(
                    "keep says true or false of each of the {frame} rows of {name}: one value for each row",
                    frame=len(frame),
                    name=name,
                )
            )
        return self._with({name: frame[marks].reset_index(drop=True)})

    def _with(self, frames: Mapping[TableName, pd.DataFrame]) -> Self:
        return type(self)({**self._tables, **frames}, self.about)

    def documented(self) -> Self:
        """Return this world without every record that is only inferred, and without what hangs on one."""
        systems = self.systems[self.systems["confidence"] == "documented"].reset_index(drop=True)
        here = systems["id"]
        known = set(here.to_numpy())

        def still(cell: str) -> str:
            return LIST_SEPARATOR.join(id for id in cell.split(LIST_SEPARATOR) if id in known)

        systems["replaces"] = recoded(systems["replaces"], still)
        uses, links, held = self.uses, self.links, self.impediments
        gone = self.systems["id"][~_among(self.systems["id"], here)]
        kept: dict[TableName, pd.Series] = {
            "uses": (uses["confidence"] == "documented") & _among(uses["system"], here),
            "links": (links["confidence"] == "documented") & _among(links["from"], here) & _among(links["to"], here),
            "impediments": ~_among(held["subject"], gone) & ~_among(held["to"], gone),
        }
        kept |= self._documented_agreements(set(gone))
        made: dict[TableName, pd.DataFrame] = {"systems": systems}
        made |= {name: self.table(name)[rows].reset_index(drop=True) for name, rows in kept.items()}
        made["agreements"]["systems"] = recoded(made["agreements"]["systems"], still)
        return self._with(made)

    def _documented_agreements(self, gone: set[str]) -> dict[TableName, pd.Series]:
        """Return which agreements and parties are documented, and need no system that is gone."""
        rows, parties = self.agreements, self.parties
        alone = emptied(tables()["agreements"], rows, lambda column: gone if column.refers_to else set())
        stays = (rows["confidence"] == "documented") & ~alone
        named = (parties["confidence"] == "documented") & _among(parties["agreement"], rows["id"][stays])
        return {"agreements": stays, "parties": named}

    @checked
    def for_audience(self, audience: str) -> Catalogue:
        """Return what of this world is meant for an audience: ``public`` leaves out all that is marked internal.

        With an internal record goes whatever cannot be without it, and what only it names; UnknownName for an audience
        that there is not (``graphmodel.words.vocabulary.SENSITIVITIES``).
        """
        frames = self.frames
        kept = for_audience(frames, audience)
        if kept is frames:
            return self
        return self.unchecked({str(name): frame for name, frame in kept.items()}, self.about)

    @cached_property
    def digest(self) -> str:
        """Return a short hash of the content: equal catalogues have equal digests on every machine."""
        whole = hashlib.sha256(repr(self.about).encode())
        for name, frame in self._tables.items():
            whole.update(f"\n{name}:{len(frame)}".encode())
            for column in frame.columns:
                for part in _bytes_of(frame[column]):
                    whole.update(part)
        return whole.hexdigest()[:_DIGEST_LENGTH]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return self.about == other.about and all(
            frame.equals(other.table(name)) for name, frame in self._tables.items()
        )

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        counts = ", ".join(tables()[name].counted(count) for name, count in self.counts.items() if count)
        return f"<Catalogue {self.about.name or 'without a name'}: {counts or 'empty'}>"

    def _repr_html_(self) -> str:
        french, about = language() == "fr", self.about
        named = plain((french and about.name_fr) or about.name) or Message("A catalogue without a name")
        name = Message("{name} (made up)", name=named) if about.made_up else named
        limits = "".join(f"<li>{escape(limit)}</li>" for limit in (french and about.limits_fr) or about.limits)
        counted = table_html(("table", "records"), self.counts.items(), caption=name)
        return counted + (f"<ul>{limits}</ul>" if limits else "")


def _known(name: str) -> TableFormat:
    """Return a table of the format; UnknownName where there is none of that name."""
    known = tables()
    if name in known:
        return known[name]
    raise UnknownName(
        Message(
            "there is no table {name!r}{near}",
            name=name,
            near=did_you_mean(str(name), known),
        ),
        nearest(str(name), known),
    )


def _composed(about: About) -> About:
    """Return what a catalogue says of itself with composed texts."""

    def made(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(made, cast("tuple[object, ...]", value)))
        return composed(value) if isinstance(value, str) else value

    return About(**{item.name: cast("Any", made(getattr(about, item.name))) for item in fields(About)})


def _among(values: pd.Series, ids: pd.Series) -> pd.Series:
    """Return which texts are among some ids; ``isin`` of pandas would turn each id into an object first."""
    found = pc.is_in(arrow_text(values), value_set=arrow_text(ids))
    return pd.Series(found.to_numpy(zero_copy_only=False), index=values.index, dtype="bool")


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
