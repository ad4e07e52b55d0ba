"""Selector keys, and which systems and agencies they choose in a network, as truth by position."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

from graphmodel.documents.keys import Key, KeyKind, KeyProblems
from graphmodel.engine.network import Booleans, Network, class_masks, places
from graphmodel.records.schema import TableName, tables
from graphmodel.records.slugs import folded, slug
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, either, named
from graphmodel.words.scenario_words import NATIONAL, PROVINCES
from graphmodel.words.suggest import did_you_mean

Chosen = Literal["systems", "agencies", "subjects"]
Words = tuple[tuple[str, tuple[str, ...]], ...]
"""The (key, words) pairs of a selector."""
_OTHERS: tuple[TableName, ...] = ("agencies", "systems", "products", "standards", "sources")
SEVERAL: dict[Chosen, Message] = {
    "systems": named("chosen", "systems"),
    "agencies": named("chosen", "agencies"),
    "subjects": named("chosen", "subjects"),
}
"""What people call what is chosen."""


@cache
def selector_keys(of: Chosen) -> dict[str, Key]:
    """Return the keys by which systems or agencies are chosen, by name; a subject is chosen as a system is."""

    def column(table: TableName, name: str, sentence: str, words: v.Vocabulary | None = None) -> Key:
        known = tables()[table].column(name)
        kind: KeyKind = "boolean" if known.kind == "boolean" else "references" if known.refers_to else "words"
        return Key(name, kind, sentence, vocabulary=words or known.vocabulary, refers_to=known.refers_to)

    agencies: tuple[TableName, ...] = ("agencies",)
    shared = [
        column("agencies", "level", "Level of government of the agency, or of the system's operator."),
        column("agencies", "sector", "What the agency, or the system's operator, does."),
        column("agencies", "province", "Its province or territory; national where it has none.", PROVINCES),
        Key("organisation", "references", "The top of the agency's part_of chain.", refers_to=agencies),
    ]
    either: tuple[TableName, ...] = ("agencies", "systems")
    own = agencies if of == "agencies" else either if of == "subjects" else either[1:]
    id = Key("id", "references", "The ids themselves.", refers_to=own)
    if of == "agencies":
        return {key.name: key for key in (*shared, id)}
    systems = [
        column("systems", "type", "The system's type."),
        column("systems", "product", "The product that it is built on."),
        Key("vendor", "words", "Who sells that product: the name, or the name as an id."),
        column("systems", "operator", "The agency that runs it."),
        column("systems", "scope", "How far it is meant to serve."),
        column("systems", "status", "Its status; without this key, only live systems are chosen."),
        column("systems", "relays", "Whether it relays."),
        Key("isolated", "boolean", "Whether it has no live link."),
        column("systems", "holds", "A class of its own records; unspecified where none is named.", v.CARRIED_CLASSES),
    ]
    return {key.name: key for key in (*systems, *shared, id)}


def choose_systems(words: Words, network: Network) -> Booleans:
    """Return which systems the words of a selector choose, shape (S,); an id that is not known chooses nothing."""
    frame, catalogue = network.catalogue.systems, network.catalogue
    made = np.ones(len(frame), dtype=bool)
    by_operator = _of_agencies(words, network)
    if by_operator is not None:
        made &= by_operator[network.operator]
    for name, values in words:
        listed = list(values)
        if name == "vendor":
            vendors = catalogue.products["vendor"]
            chosen = {text for text in vendors.dropna().unique() if any(sells(str(text), word) for word in listed)}
            made &= frame["product"].isin(catalogue.products["id"][vendors.isin(chosen)]).to_numpy()
        elif name == "relays":
            made &= np.isin(frame["relays"].to_numpy(), _flags(values))
        elif name == "isolated":
            made &= network.live & np.isin(~network.interconnected, _flags(values))
        elif name == "holds":
            wanted = np.bitwise_or.reduce(class_masks(pd.Series(listed, dtype="str"), empty=0))
            made &= (network.holds & wanted) != 0
        elif name in frame.columns:
            made &= frame[name].isin(listed).to_numpy()
    return made if "status" in dict(words) else made & network.live


def choose_agencies(words: Words, network: Network) -> Booleans:
    """Return which agencies the words of a selector choose, shape (A,); none where a key is one of systems alone."""
    if not {name for name, _ in words} <= selector_keys("agencies").keys():
        return np.zeros(len(network.agencies), dtype=bool)
    made = _of_agencies(words, network)
    made = np.ones(len(network.agencies), dtype=bool) if made is None else made
    ids = dict(words).get("id")
    return made if ids is None else made & network.catalogue.agencies["id"].isin(list(ids)).to_numpy()


def _of_agencies(words: Words, network: Network) -> Booleans | None:
    """Return which agencies fit the keys that agencies and operators share, shape (A,); None without such a key."""
    frame = network.catalogue.agencies
    result: Booleans | None = None
    for name, values in words:
        if name not in ("level", "sector", "province", "organisation"):
            continue
        if name == "organisation":
            cells = pd.Series(network.agencies[network.organisation])
        else:
            cells = frame[name].fillna(NATIONAL.id) if name == "province" else frame[name]
        fits = cells.isin(list(values)).to_numpy()
        result = fits if result is None else result & fits
    return result


def sells(vendor: str, word: str) -> bool:
    """Return whether a word is a vendor's id or name."""
    return word == slug(vendor) or folded(word) == folded(vendor)


def _flags(words: tuple[str, ...]) -> list[bool]:
    return [word == "true" for word in words]


def note_unknown_ids(
    network: Network, ids: Collection[str], tables_meant: tuple[TableName, ...], key: str, faults: KeyProblems
) -> None:
    """Note each id that is in none of these tables, with what was probably meant."""
    known: dict[TableName, set[str]] = {name: set(network.catalogue.table(name)["id"]) for name in tables_meant}
    first, *more = (tables()[name] for name in tables_meant)
    nouns = [table.noun for table in more]
    for id in ids:
        if any(id in of for of in known.values()):
            continue
        others: list[TableName] = [
            name for name in _OTHERS if name not in known and id in set(network.catalogue.table(name)["id"])
        ]
        if others:
            found, wanted = tables()[others[0]].one, either([first.one, *nouns])
            faults(key, Message("{id!r} is {found}, not {wanted}", id=id, found=found, wanted=wanted))
        else:
            near = did_you_mean(id, set[str]().union(*known.values()))
            faults(key, Message("{id!r} is {none}{near}", id=id, none=either([first.none, *nouns]), near=near))


def note_divisions(network: Network, words: tuple[str, ...], place: str, faults: KeyProblems) -> None:
    """Note agencies that are no organisation, being part of one."""
    for word, at in zip(words, places(network.agencies, list(words)).tolist(), strict=True):
        if at >= 0 and network.organisation[at] != at:
            top = network.agencies[network.organisation[at]]
            faults(
                place,
                Message(
                    "{word!r} is part of an organisation: name that ({top}), or take the key operator",
                    word=word,
                    top=top,
                ),
            )
