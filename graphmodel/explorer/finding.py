"""One search box: agencies, systems, questions, sources, standards and agreements by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graphmodel.explorer.commands import answering
from graphmodel.explorer.named import questions
from graphmodel.explorer.places import RECORDS, record_page
from graphmodel.explorer.resident import Held
from graphmodel.explorer.visit import address
from graphmodel.records.called import Called
from graphmodel.records.schema import TableName, tables
from graphmodel.records.slugs import folded
from graphmodel.words.languages import Language
from graphmodel.words.messages import say

MOST = 20
"""So many of each kind are shown."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    kind: str
    id: str
    name: str
    page: str


def found(held: Held, text: str, language: Language, most: int = MOST) -> list[Hit]:
    """Return what a text may mean, up to ``most`` of each kind; what is called exactly so comes first."""
    if not folded(text):
        return []
    hits = [hit for some in _each(held, text, language) for hit in islice(some, most)]
    wanted = folded(text)
    return sorted(hits, key=lambda hit: wanted not in (folded(hit.id), folded(hit.name)))


def exact(hits: Sequence[Hit], text: str) -> Hit | None:
    """Return the one record whose id a text is, or that alone is called so."""
    for hit in hits:
        if hit.id == text:
            return hit
    wanted = folded(text)
    named = [hit for hit in hits if folded(hit.name) == wanted]
    return named[0] if len(named) == 1 else None


def _each(held: Held, text: str, language: Language) -> Iterator[Iterator[Hit]]:
    for kind, called in (("agency", held.agencies), ("system", held.systems)):
        yield _called(kind, called, text, held, language)
    yield _questions(text)
    yield _commands(text)
    for kind in ("agreement", "standard", "product", "recommendation", "source"):
        yield _records(held, kind, RECORDS[kind], text, language)


def _called(kind: str, called: Called, text: str, held: Held, language: Language) -> Iterator[Hit]:
    noun = noun_of(RECORDS[kind])
    for id in dict.fromkeys([*called.meant_by(text), *called.holding(text)]):
        yield Hit(noun, id, held.called(id, language), record_page(kind, id))


def _questions(text: str) -> Iterator[Hit]:
    for query in questions().search(text):
        yield Hit(say("question"), query.id, query.named, address("/query/run", {"query_id": query.id}))


def _commands(text: str) -> Iterator[Hit]:
    wanted = folded(text)
    for asked in answering().values():
        if wanted in folded(f"{asked.name} {asked.title}"):
            yield Hit(say("answer"), asked.name, asked.title, asked.path)


def _records(held: Held, kind: str, table: TableName, text: str, language: Language) -> Iterator[Hit]:
    wanted, noun = folded(text), noun_of(table)
    for id, name, words in held.words(table, language):
        if wanted in words:
            yield Hit(noun, id, name, record_page(kind, id))


def noun_of(table: TableName) -> str:
    """Return what one record of a table is called."""
    return tables()[table].noun.text()
