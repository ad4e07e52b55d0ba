"""What people write, as values of the catalogue: words of either language, names, ids, numbers; or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphmodel.forms.layout import words_of
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import NUMBER_KINDS, Column, TableName, tables
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import NOTHING, Message, either, joined
from graphmodel.words.suggest import did_you_mean

_IN_BRACKETS = re.compile(r"\[([a-z0-9-]+)\]\s*$")
_PARTS = re.compile(r"\s*[;\n]\s*")
_THOUSANDS = re.compile(r"[0-9]{1,3}([,.'\s\u2019\u202f\u00a0][0-9]{3})+")
_YEARS = range(1000, 3000)
_FEW_WORDS = 8


class Wrong(Exception):
    """What is wrong with one cell, and how to mend it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


@dataclass
class CellReader:
    """How cells are read for one catalogue; ``new`` are the ids of records that a survey adds, by table and folded name."""

    catalogue: Catalogue
    new: Mapping[TableName, Mapping[str, str]] = field(default_factory=dict[TableName, Mapping[str, str]])
    _named: dict[TableName, Mapping[str, set[str]]] = field(default_factory=dict[TableName, Mapping[str, set[str]]])

    def value(self, column: Column, text: str) -> str:
        """Return a cell's text in the catalogue's own words; Wrong where it is none."""
        if column.kind in NUMBER_KINDS:
            return _number(text, year=column.kind == "year")
        words = words_of(column)
        if not words and not column.refers_to:
            return text
        items = [item for item in _PARTS.split(text) if item] if column.is_list else [text]
        found = [self._word(words, item) if words else self._record(column, item) for item in items]
        return LIST_SEPARATOR.join(sorted(set(found)))

    def _word(self, words: v.Vocabulary, text: str) -> str:
        if (id := understood(words, text)) is not None:
            return id
        names = [name for word in words for name in (word.en, word.fr)]
        hint = did_you_mean(text, names)
        if not hint and len(words) <= _FEW_WORDS:
            hint = Message(": it is one of {words}", words=joined(", ", (word.named for word in words)))
        raise Wrong(
            Message("{text!r} is not {wanted}{hint}; choose from the list", text=text, wanted=words.one, hint=hint)
        )

    def _record(self, column: Column, text: str) -> str:
        bracketed = _IN_BRACKETS.search(text)
        wanted = bracketed.group(1) if bracketed else text.strip()
        known = {id for table in column.refers_to for id in self.catalogue.table(table)["id"]}
        new = [self.new.get(table, {}) for table in column.refers_to]
        known |= {id for ids in new for id in ids.values()}
        if wanted in known:
            return wanted
        name = folded(text[: bracketed.start()] if bracketed else text)
        if len(new) == 1 and name in new[0]:
            return new[0][name]
        called = {id for table in column.refers_to for id in self._names(table).get(name, ())}
        word = understood(column.reserved, text) if column.reserved and not called else None
        if word is not None:
            return word
        if len(called) > 1:
            raise Wrong(
                Message(
                    "{text!r} is the name of several ({ids}): write the id of one in brackets",
                    text=text,
                    ids=", ".join(sorted(called)),
                )
            )
        if called:
            return called.pop()
        first, *more = (tables()[table] for table in column.refers_to)
        raise Wrong(
            Message(
                "{text!r} is {none}{near}: choose from the list",
                text=text,
                none=either([first.none, *(table.noun for table in more)]),
                near=did_you_mean(wanted, known),
            )
        )

    def _names(self, table: TableName) -> Mapping[str, set[str]]:
        if table not in self._named:
            made: dict[str, set[str]] = {}
            frame = self.catalogue.table(table)
            for column in ("name", "name_fr"):
                if column in frame:
                    named = frame[frame[column].notna()]
                    for id, name in zip(named["id"], named[column], strict=True):
                        made.setdefault(folded(str(name)), set()).add(str(id))
            self._named[table] = made
        return self._named[table]


def _number(text: str, *, year: bool) -> str:
    if re.fullmatch(r"[0-9]{1,15}", text) and (not year or int(text) in _YEARS):
        return str(int(text))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text) and year:
        raise Wrong(Message("{text!r} is a date: write the year, {year}", text=text, year=text[:4]))
    meant = re.sub(r"[^0-9]", "", text) if _THOUSANDS.fullmatch(text) else ""
    write = Message(": write {meant}", meant=meant) if meant else NOTHING
    if year:
        first, last = _YEARS.start, _YEARS.stop - 1
        raise Wrong(
            Message("{text!r} is no year from {first} to {last}{write}", text=text, first=first, last=last, write=write)
        )
    raise Wrong(Message("{text!r} is no whole number{write}", text=text, write=write))
