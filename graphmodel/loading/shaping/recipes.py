"""One recipe of a mapping, and what it makes of cells: words recoded, lists parted, ids made, rows left out or numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.loading.columns import Coded
from graphmodel.loading.reading.layouts import Layout
from graphmodel.loading.shaping.dates import year_of
from graphmodel.loading.shaping.joins import TableJoin, Where
from graphmodel.records.arrow import pa
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableFormat
from graphmodel.records.slugs import slug

ANY_OTHER = "*"
_BRACES = re.compile(r"\{([^{}]+)\}")
_ID = re.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?")


@dataclass(frozen=True)
class SplitStep:
    """Cells that hold several records: parted ``by`` any of some texts, all columns of ``of`` side by side."""

    by: tuple[str, ...]
    of: tuple[str, ...]
    without: frozenset[str] = frozenset()
    """Texts, in small letters, that stand for no record."""


@dataclass(frozen=True)
class Recipe:
    """How one of our tables is made from one of theirs, or from constants alone where ``file`` is empty."""

    table: TableFormat
    file: str
    columns: Mapping[str, str]
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    constant: Mapping[str, str] = field(default_factory=dict[str, str])
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    slug: frozenset[str] = frozenset()
    rows: tuple[SplitStep, ...] = ()
    once: bool = False
    where: Where = field(default_factory=dict[str, frozenset[str]])
    default: Mapping[str, str] = field(default_factory=dict[str, str])
    joins: tuple[TableJoin, ...] = ()
    """All those of the mapping, in their order."""
    prefix: Mapping[str, str] = field(default_factory=dict[str, str])
    leave_out: frozenset[str] = frozenset()
    number: bool = False
    if_named: bool = False
    ignore: tuple[str, ...] = ()
    year: frozenset[str] = frozenset()
    filled: tuple[str, ...] = ()
    made_of: Mapping[str, str] = field(default_factory=dict[str, str])
    flags: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    if_new: bool = False
    layouts: Mapping[str, Layout] = field(default_factory=dict[str, Layout])
    """All those of the mapping, by the name of their table."""
    of_group: bool = False
    """Whether it reads one of a set of column groups; a table need not have them all."""

    @property
    def theirs(self) -> tuple[str, ...]:
        """Return the columns of theirs of which something is made."""
        parts = (name for text in self.made_of.values() for name in names_in(text))
        flags = (name for words in self.flags.values() for name in words)
        return tuple(dict.fromkeys((*self.columns.values(), *parts, *flags)))

    @property
    def looked_at(self) -> tuple[str, ...]:
        """Return all columns of theirs that are named."""
        return (*self.theirs, *self.where, *self.filled, *self.ignore)


def names_in(text: str) -> list[str]:
    """Return the names in braces in a text.

    >>> names_in("{Owner}: {App}")
    ['Owner', 'App']
    """
    return _BRACES.findall(text)


def parted(text: str, by: tuple[str, ...]) -> list[str]:
    """Return the parts of a text, between which any of some texts stands; an empty text has none."""
    if not text:
        return []
    return re.split("|".join(re.escape(part) for part in sorted(by, key=len, reverse=True)), text)


def recoded(recipe: Recipe, column: Column, text: Coded) -> Coded:
    """Return a column with years taken of dates, lists parted our way and words recoded."""
    if column.name in recipe.year:
        text = text.changed(year_of)
    by = recipe.split.get(column.name, (LIST_SEPARATOR,))
    recode = recipe.recode.get(column.name, {})
    other = recode.get(ANY_OTHER)
    if by == (LIST_SEPARATOR,) and not recode:
        return text

    def change(cell: str) -> str:
        items = [item.strip() for item in parted(cell, by) or [""]] if column.is_list else [cell]
        return LIST_SEPARATOR.join(recode.get(item.casefold(), (other or item) if item else "") for item in items)

    return text.changed(change)


def with_ids(recipe: Recipe, column: Column, text: Coded) -> Coded:
    """Return a column with ids made of its texts; an id stays, and so does a text that makes none: it is refused."""
    make = column.name in recipe.slug
    before = recipe.prefix.get(column.name, "")
    reserved = column.reserved.ids if column.reserved else ()
    if not make and not before:
        return text

    def change(cell: str) -> str:
        items = [item.strip() for item in cell.split(LIST_SEPARATOR)] if column.is_list else [cell]
        made = [(slug(item) or item) if make and not _ID.fullmatch(item) else item for item in items]
        return LIST_SEPARATOR.join(id if not id or id in reserved else before + id for id in made)

    return text.changed(change)


def filled(text: Coded, default: str) -> Coded:
    """Return a column with a text where it is empty."""
    return text.changed(lambda word: word or default) if text.empty.any() else text


def self_links(columns: Mapping[str, Coded]) -> NDArray[np.bool_]:
    """Return which links join a system to itself, shape (rows,)."""
    start, end = columns["from"], columns["to"]
    names = Coded.joined([start, end]).codes
    same: NDArray[np.bool_] = (names[: len(start)] == names[len(start) :]) & ~start.empty
    return same


def repeats(columns: Mapping[str, Coded]) -> NDArray[np.bool_]:
    """Return which links say the same as an earlier one, shape (rows,); one that is two_way has no first end."""
    start, end = columns["from"], columns["to"]
    names = Coded.joined([start, end]).codes
    first, second = names[: len(start)], names[len(start) :]
    both = columns["direction"].marked(pa.array([word == "two_way" for word in columns["direction"].listed()]))
    turned = both & (second < first)
    codes = pd.DataFrame({name: column.distinct().codes for name, column in columns.items()})
    codes["from"], codes["to"] = np.where(turned, second, first), np.where(turned, first, second)
    return codes.duplicated().to_numpy() & ~start.empty & ~end.empty


def numbered(columns: Mapping[str, Coded]) -> tuple[Coded, NDArray[np.bool_]]:
    """Return ids with one for each further link of a pair, and which rows got one, shape (rows,)."""
    start, end, id = columns["from"], columns["to"], columns["id"]
    rows = np.flatnonzero(id.empty & ~start.empty & ~end.empty)
    pairs = pd.DataFrame({"from": start.distinct().codes[rows], "to": end.distinct().codes[rows]})
    place = pairs.groupby(["from", "to"], sort=False).cumcount().to_numpy()
    later, place = rows[place > 0], place[place > 0] + 1
    made = np.zeros(len(id), dtype=bool)
    made[later] = True
    if not len(later):
        return id, made
    texts = pd.Series(id.texts(), dtype="str").fillna("")
    ends = [pd.Series(column.take(later).texts(), dtype="str") for column in (start, end)]
    texts.iloc[later] = (ends[0] + "--" + ends[1] + "-" + pd.Series(place).astype("str")).set_axis(later)
    return Coded.of(pa.array(texts, type=pa.large_string())), made
