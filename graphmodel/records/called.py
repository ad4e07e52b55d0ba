"""Records by what people call them: an id, or a name that is no other's, in English, in French or in short."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import ref

from graphmodel.errors import UnknownName
from graphmodel.records.slugs import folded
from graphmodel.words.messages import NOTHING, Message, listed, plain
from graphmodel.words.suggest import meant, nearest

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.records.catalogue import Catalogue

NAMES = ("name", "name_fr", "short", "short_fr")
"""The columns, and the properties of nodes, that hold what a record is called."""
_MOST_NAMED = 6
"""So many records are named where a text is part of more than one name."""


@dataclass(frozen=True, eq=False)
class Called(Collection[str]):
    """The ids of some records, and what each is called: its names in the order of ``NAMES``, empty where it has none."""

    names: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, table: pd.DataFrame) -> Called:
        """Return the records of a table of a catalogue."""
        held = [table[name].fillna("").astype(str) for name in NAMES if name in table.columns]
        return cls({str(id): names for id, *names in zip(table["id"], *held, strict=True)})

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[object]]) -> Called:
        """Return the records of rows that hold an id and then its names."""
        return cls({str(id): [str(name or "") for name in names] for id, *names in rows})

    def __contains__(self, id: object) -> bool:
        return id in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __or__(self, other: Called) -> Called:
        """Return the records of both."""
        return Called({**self.names, **other.names})

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for id, names in self.names.items():
            for name in dict.fromkeys(folded(name) for name in names if name):
                found.setdefault(name, []).append(id)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for id in self.names:
            found.setdefault(folded(id), []).append(id)
        return found

    def meant_by(self, text: str) -> Sequence[str]:
        """Return the ids of what a text names, capitals, accents, spaces and hyphens aside: none, one or several."""
        if text in self.names:
            return [text]
        said = folded(text)
        return self._by_id.get(said) or self._by_name.get(said) or []

    def _within(self, text: str) -> Sequence[str]:
        """Return the ids of the records in whose name some words stand, one after the other: ``Valmont`` in ``Police de Valmont``."""
        said = f" {folded(text)} "
        found = [id for name, ids in self._by_name.items() if said.strip() and said in f" {name} " for id in ids]
        return sorted(set(found))[:_MOST_NAMED]

    def holding(self, part: str) -> Sequence[str]:
        """Return the ids of the records whose id or name holds a text, in the order of the ids."""
        said = folded(part)
        found = {id for names in (self._by_id, self._by_name) for name in names if said in name for id in names[name]}
        return sorted(found)

    def nearest(self, text: str, most: int = 3) -> list[str]:
        """Return up to ``most`` ids that are, or are called, nearly so, best first."""
        found = nearest(text, self.names, most)
        if not found:
            found = [id for name in nearest(folded(text), self._by_name, most) for id in self._by_name[name]]
        return list(dict.fromkeys(found))[:most]

    def one(self, text: str, absent: Message) -> str:
        """Return the id of the record that a text names; UnknownName, with the nearest ids, for none or several.

        ``absent`` says that there is none, with a place for what is near: ``there is no agency {id!r}{near}``.
        """
        found = self.meant_by(text) or self._within(text)
        if len(found) == 1:
            return found[0]
        if found:
            said = Message(
                "{text!r} names several, {ids}: give the id of one",
                text=text,
                ids=listed([plain(id) for id in found]),
            )
            raise UnknownName(said, found)
        near = self.nearest(text)
        raise UnknownName(absent.filled(near=meant(near[0])) if near else absent, near)


_last: list[tuple[ref[Catalogue], Called]] = []
"""The agencies of the catalogue that was asked last: who asks of one after the other has their names read once."""


def agencies_called(catalogue: Catalogue) -> Called:
    """Return the agencies of a catalogue by what they are called."""
    for known, called in _last:
        if known() is catalogue:
            return called
    made = Called.of(catalogue.agencies)
    _last[:] = [(ref(catalogue), made)]
    return made


def agency_called(catalogue: Catalogue, text: str) -> str:
    """Return the id of the agency that an id or a name names; UnknownName with the nearest ids."""
    called, hint = agencies_called(catalogue), NOTHING
    if text not in called and text in set(catalogue.systems["id"]):
        hint = Message(": that is a system; name an agency")
    return called.one(text, Message("there is no agency {id!r}{near}", id=text, near=hint))
