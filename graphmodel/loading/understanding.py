"""Words as people write them, read as ours: labels of either language, usual synonyms, names where ids are asked.

What was read as what is told once a word and column. Nothing is guessed: a word that could be two stays as it is, and is
refused later. What stands exactly as the format has it is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from graphmodel.errors import Problem
from graphmodel.loading.allowed import OTHER_SEPARATORS, items
from graphmodel.loading.columns import Coded, Codes
from graphmodel.loading.findings import MOST, Findings, with_more
from graphmodel.loading.gathered import Gathered, Part
from graphmodel.records.arrow import pa
from graphmodel.records.called import NAMES
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import Column, TableName
from graphmodel.records.slugs import folded
from graphmodel.records.synonyms import bracketed, understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, quoted

Reading = Callable[[str], str | None]
"""From one item of a cell to the word or id that it says; None where it says none, or could say two."""


def understand(gathered: Mapping[TableName, Gathered], findings: Findings) -> dict[TableName, Gathered]:
    """Return tables with the words of people read as ours; each is noted once for a column."""
    records: dict[tuple[TableName, ...], Reading] = {}
    made: dict[TableName, Gathered] = {}
    for name, table in gathered.items():
        parts = table.parts
        for column in table.table.columns:
            if column.name not in table.columns:
                continue
            if column.refers_to and column.refers_to not in records:
                records[column.refers_to] = _Records(gathered[target] for target in column.refers_to)
            read = _or_reserved(column, records[column.refers_to]) if column.refers_to else _words(column)
            if read is not None:
                parts = tuple(_read(part, column, read, findings) for part in parts)
        made[name] = replace(table, parts=parts)
    return made


def _words(column: Column) -> Reading | None:
    """Return how a column's own words are read; None where it holds what people like."""
    vocabulary = v.YES_NO if column.kind == "boolean" else column.vocabulary
    if vocabulary is None:
        return None
    if column.kind == "boolean":  # TRUE is how spreadsheets write it
        return lambda text: text if text.lower() in vocabulary else understood(vocabulary, text)
    return lambda text: understood(vocabulary, text)


def _or_reserved(column: Column, records: Reading) -> Reading:
    """Return how references are read: as records, or as the words that the column has instead of one."""
    reserved = column.reserved
    if reserved is None:
        return records
    return lambda text: text if text in reserved else records(text) or understood(reserved, text)


class _Records:
    """How records are called: by their ids, or by a name that only one of them has."""

    def __init__(self, tables: Iterable[Gathered]) -> None:
        self._tables = tuple(tables)

    def __call__(self, text: str) -> str | None:
        if text in self._ids:
            return text
        if (id := bracketed(text)) in self._ids:
            return id
        found = self._called.get(folded(text), ())
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _ids(self) -> set[str]:
        return {id for table in self._tables for id in table.column("id").listed() if id}

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """Return the ids by what records may be called, folded; made when the first word is no id."""
        called: dict[str, set[str]] = {}
        for table in self._tables:
            ids = table.column("id").texts().to_pylist()
            for name in ("id", *NAMES):
                for id, text in zip(ids, table.column(name).texts().to_pylist(), strict=True):
                    if id and text:
                        called.setdefault(folded(text), set()).add(id)
        return called


def _read(part: Part, column: Column, read: Reading, findings: Findings) -> Part:
    """Return a part with one column read: of each distinct text the items that are ours, or are understood as such."""
    if column.name not in part.columns:
        return part
    text = part.columns[column.name]
    words = text.listed()
    there = np.zeros(len(words), dtype=bool)
    there[text.codes] = True
    taken: dict[str, str] = {}
    changed = [
        _cell(column, word, read, taken) if here and word else word for word, here in zip(words, there, strict=True)
    ]
    spelt = part.spelt.get(column.name)
    if spelt is not None and column.refers_to:  # an id was made of what may be the name of another record
        text, spelt, changed = _by_name(column, text, spelt, changed, read, taken)
    if not taken:
        return part
    made = Coded(text.codes, pa.array(changed, type=pa.large_string())).distinct()
    columns = {**part.columns, column.name: made}
    texts = {**part.spelt, column.name: spelt} if spelt is not None else part.spelt
    _tell(part, column, taken, findings)
    return replace(part, columns=columns, spelt=texts)


def _by_name(
    column: Column, ids: Coded, spelt: Coded, changed: list[str], read: Reading, taken: dict[str, str]
) -> tuple[Coded, Coded, list[str]]:
    """Read the texts of which ids were made where the id is none: a short name, or a name in the other language."""
    if column.is_list:
        return ids, spelt, changed
    distinct, inverse = np.unique(np.stack([ids.codes, spelt.codes]), axis=1, return_inverse=True)
    codes: Codes = np.asarray(inverse, dtype=np.int32).reshape(-1)
    texts = spelt.listed()
    words: list[str] = []
    said: list[str] = []
    pairs: list[tuple[int, int]] = distinct.T.tolist()
    for at, of in pairs:
        id, name = changed[at], texts[of]
        meant = None if not name or read(id) == id else read(name)
        if meant:
            taken[name] = meant
        words.append(meant or id)
        said.append("" if meant else name)
    made = Coded(codes, pa.array(words, type=pa.large_string()))
    return made, Coded(codes, pa.array(said, type=pa.large_string())).distinct(), words


def _cell(column: Column, cell: str, read: Reading, taken: dict[str, str]) -> str:
    """Return a cell in our words as far as they are understood; ``taken`` gets what was read as what."""
    found: list[str] = []
    for item in items(column, cell):
        parts = [item]
        meant = [read(item)]
        if column.is_list and meant == [None]:  # a list that is parted by commas, bars or lines
            parts = [part for part in OTHER_SEPARATORS.split(item)[::2] if part]
            meant = [read(part) for part in parts]
        if None in meant:
            found.append(item)
            continue
        taken.update((said, word) for said, word in zip(parts, meant, strict=True) if word and said != word)
        if len(parts) > 1:
            taken[item] = LIST_SEPARATOR.join(word for word in meant if word)
        found += [word for word in meant if word]
    return LIST_SEPARATOR.join(found) if taken else cell


def _tell(part: Part, column: Column, taken: Mapping[str, str], findings: Findings) -> None:
    shown = part.names.get(column.name, column.name)
    vocabulary = column.vocabulary or column.reserved
    notices = [
        Problem(part.sheet.file, 0, shown, _read_as(said, word, vocabulary))
        for said, word in list(taken.items())[:MOST]
    ]
    findings.notices += with_more(notices, len(taken) - len(notices))


def _read_as(said: str, word: str, vocabulary: v.Vocabulary | None) -> Message:
    if vocabulary is not None and word in vocabulary:
        return Message("{said} is read as {word} ({name})", said=quoted(said), word=word, name=vocabulary[word].named)
    return Message("{said} is read as {word}", said=quoted(said), word=word)
