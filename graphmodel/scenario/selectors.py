"""Selectors: systems and agencies chosen by what they are, as ``{type = "rms", province = "ON"}``.

A selector takes those of which every key holds one of the words given for it. Systems must be live unless the status
is named. On a command line the same is written ``type=rms,cad province=ON``; a word without a key is an id.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, Self, cast

import numpy as np
import pandas as pd

from graphmodel import vocabulary as v
from graphmodel.analysis.network import Booleans, Network, class_masks, places
from graphmodel.errors import ScenarioError
from graphmodel.scenario.keys import Faults, Key, KeyKind
from graphmodel.scenario.words import NATIONAL, PROVINCES
from graphmodel.schema import TableName, tables
from graphmodel.slugs import folded, slug
from graphmodel.suggest import did_you_mean

Chosen = Literal["systems", "agencies", "subjects"]
_NOUNS: dict[Chosen, str] = {"systems": "system", "agencies": "agency", "subjects": "agency or system"}


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


@dataclass(frozen=True)
class Selector:
    """Systems or agencies by what they are; build one with ``of_mapping`` or ``of_text``.

    ``words`` holds (key, words) pairs in the order of the keys, the words sorted; true and false stand as text.

    >>> import graphmodel
    >>> some = graphmodel.Selector.of_text("type=rms province=ON,QC")
    >>> some.words
    (('type', ('rms',)), ('province', ('ON', 'QC')))
    >>> scenario = graphmodel.Scenario("all on the portal").connect(some, "rcmp-pip")
    """

    of: Chosen
    words: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of_text(cls, text: str, of: Chosen = "systems") -> Self:
        """Return the selector that a command line writes; ScenarioError with everything that is wrong with it."""
        given: dict[str, object] = {}
        faults = Faults(text.strip() or "selector")
        try:
            parts = shlex.split(text)
        except ValueError as error:
            faults("", f"cannot be taken apart: {error}")
            raise ScenarioError(faults.problems) from None
        for part in parts:
            name, _, words = part.partition("=") if "=" in part else ("id", "=", part)
            if name in given:
                faults(name, "is given twice: write its words as a list, parted by commas")
            given[name] = [word for word in words.split(",") if word.strip()]
        made = cls.of_mapping(given, of, faults) if not faults else None
        if faults or made is None:
            raise ScenarioError(faults.problems)
        return made

    @classmethod
    def of_mapping(cls, given: Mapping[str, object], of: Chosen, faults: Faults, under: str = "") -> Self | None:
        """Return the selector of these keys, or None with what is wrong noted below the key ``under``."""
        from graphmodel.scenario.values import text_list

        keys = selector_keys(of)
        before = len(faults.problems)
        kept: dict[str, tuple[str, ...]] = {}
        for name, raw in given.items():
            place = f"{under}.{name}" if under else str(name)
            if name not in keys:
                faults(place, f"no key of a selector of {of}{did_you_mean(str(name), keys)}")
                continue
            listed = text_list(_texts(raw), place, faults, keys[name])
            if name == "vendor":
                listed = tuple(sorted({_vendor(word) for word in listed}))
            kept[name] = listed
        if not given:
            faults(under, f"selects by nothing: name at least one of {', '.join(keys)}")
        if len(faults.problems) > before:
            return None
        return cls(of, tuple((name, kept[name]) for name in keys if name in kept))

    def __str__(self) -> str:
        return " ".join(f"{name}={','.join(words)}" for name, words in self.words)

    def note_unknown(self, network: Network, faults: Faults, under: str = "") -> None:
        """Note each id and vendor that the catalogue does not know."""
        from graphmodel.scenario.targets import note_unknown_ids

        for name, words in self.words:
            place = f"{under}.{name}" if under else name
            if name == "vendor":
                vendors = [str(vendor) for vendor in network.catalogue.products["vendor"].dropna().unique()]
                known = {slug(vendor) for vendor in vendors}
                for word in words:
                    if not any(_sells(vendor, word) for vendor in vendors):
                        faults(place, f"there is no vendor {word!r}{did_you_mean(word, known)}")
            elif selector_keys(self.of)[name].refers_to:
                note_unknown_ids(network, words, selector_keys(self.of)[name].refers_to, place, faults)
                if name == "organisation":
                    _note_divisions(network, words, place, faults)

    def systems(self, network: Network) -> Booleans:
        """Return which systems it chooses, shape (S,); ScenarioError where it names what the catalogue has not."""
        self._refuse_unknown(network)
        return choose_systems(self, network)

    def agencies(self, network: Network) -> Booleans:
        """Return which agencies it chooses, shape (A,); ScenarioError where it names what the catalogue has not."""
        self._refuse_unknown(network)
        return choose_agencies(self, network)

    def _refuse_unknown(self, network: Network) -> None:
        faults = Faults(str(self))
        self.note_unknown(network, faults)
        if faults:
            raise ScenarioError(faults.problems)


def _vendor(word: str) -> str:
    """Return a vendor's name as an id, unless that would be the id of other names too, as for C#."""
    made = slug(word)
    return made if made == folded(word).replace(" ", "-") else word


def _sells(vendor: str, word: str) -> bool:
    """Return whether a word is a vendor's id or name."""
    return word == slug(vendor) or folded(word) == folded(vendor)


def choose_systems(selector: Selector, network: Network) -> Booleans:
    """Return which systems a selector chooses, shape (S,); an id that is not known chooses nothing."""
    frame, catalogue = network.catalogue.systems, network.catalogue
    made = np.ones(len(frame), dtype=bool)
    by_operator = _of_agencies(selector, network)
    if by_operator is not None:
        made &= by_operator[network.operator]
    for name, words in selector.words:
        listed = list(words)
        if name == "vendor":
            vendors = catalogue.products["vendor"]
            chosen = {text for text in vendors.dropna().unique() if any(_sells(str(text), word) for word in listed)}
            made &= frame["product"].isin(catalogue.products["id"][vendors.isin(chosen)]).to_numpy()
        elif name == "relays":
            made &= np.isin(frame["relays"].to_numpy(), _flags(words))
        elif name == "isolated":
            made &= network.live & np.isin(~network.interconnected, _flags(words))
        elif name == "holds":
            wanted = np.bitwise_or.reduce(class_masks(pd.Series(listed, dtype="str"), empty=0))
            made &= (network.holds & wanted) != 0
        elif name in frame.columns:
            made &= frame[name].isin(listed).to_numpy()
    return made if "status" in dict(selector.words) else made & network.live


def choose_agencies(selector: Selector, network: Network) -> Booleans:
    """Return which agencies a selector chooses, shape (A,); none where a key is one of systems alone."""
    if not {name for name, _ in selector.words} <= selector_keys("agencies").keys():
        return np.zeros(len(network.agencies), dtype=bool)
    made = _of_agencies(selector, network)
    made = np.ones(len(network.agencies), dtype=bool) if made is None else made
    ids = dict(selector.words).get("id")
    return made if ids is None else made & network.catalogue.agencies["id"].isin(list(ids)).to_numpy()


def _of_agencies(selector: Selector, network: Network) -> Booleans | None:
    """Return which agencies fit the keys that agencies and operators share, shape (A,); None without such a key."""
    frame = network.catalogue.agencies
    made: Booleans | None = None
    for name, words in selector.words:
        if name not in ("level", "sector", "province", "organisation"):
            continue
        if name == "organisation":
            cells = pd.Series(network.agencies[network.organisation])
        else:
            cells = frame[name].fillna(NATIONAL.id) if name == "province" else frame[name]
        fits = cells.isin(list(words)).to_numpy()
        made = fits if made is None else made & fits
    return made


def noun(of: Chosen) -> str:
    """Return what one of these is called."""
    return _NOUNS[of]


def _flags(words: tuple[str, ...]) -> list[bool]:
    return [word == "true" for word in words]


def _texts(raw: object) -> object:
    """Return true and false as the words that they are written as."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return [_texts(item) for item in cast("list[object]", raw)] if isinstance(raw, list | tuple) else raw


def _note_divisions(network: Network, words: tuple[str, ...], place: str, faults: Faults) -> None:
    """Note agencies that are no organisation, being part of one."""
    for word, at in zip(words, places(network.agencies, list(words)).tolist(), strict=True):
        if at >= 0 and network.organisation[at] != at:
            top = network.agencies[network.organisation[at]]
            faults(place, f"{word!r} is part of an organisation: name that ({top}), or take the key operator")
