"""Selectors: systems and agencies chosen by what they are, as ``{type = "rms", province = "ON"}``.

A selector takes those of which every key holds one of the words given for it. Systems must be live unless the status
is named. On a command line the same is written ``type=rms,cad province=ON``; a word without a key is an id.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self, cast

from graphmodel.documents.choosing import (
    SEVERAL,
    Chosen,
    Words,
    choose_agencies,
    choose_systems,
    note_divisions,
    note_unknown_ids,
    selector_keys,
    sells,
)
from graphmodel.documents.keys import KeyProblems
from graphmodel.documents.values import text_list
from graphmodel.engine.network import Booleans, Network
from graphmodel.errors import ScenarioError
from graphmodel.records.slugs import folded, slug
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean


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
    words: Words

    @classmethod
    def of_text(cls, text: str, of: Literal["systems", "agencies", "subjects"] = "systems") -> Self:
        """Return the selector that a command line writes; ScenarioError with everything that is wrong with it."""
        faults = KeyProblems(text.strip() or "selector")
        result = cls.of_text_in(text, of, faults)
        if result is None:
            raise ScenarioError(faults.problems)
        return result

    @classmethod
    def of_text_in(cls, text: str, of: Chosen, faults: KeyProblems, under: str = "") -> Self | None:
        """Return the selector that a text writes, or None with what is wrong noted below the key ``under``."""
        given: dict[str, object] = {}
        try:
            parts = shlex.split(text)
        except ValueError as error:
            open_quote = "quotation" in str(error)
            why = Message("No closing quotation") if open_quote else Message("No escaped character")
            faults(under, Message("cannot be taken apart: {why}", why=why))
            return None
        before = len(faults.problems)
        for part in parts:
            name, _, words = part.partition("=") if "=" in part else ("id", "=", part)
            if name in given:
                place = f"{under}.{name}" if under else name
                faults(place, Message("is given twice: write its words as a list, parted by commas"))
            given[name] = [word for word in words.split(",") if word.strip()]
        return cls.of_mapping(given, of, faults, under) if len(faults.problems) == before else None

    @classmethod
    def of_mapping(cls, given: Mapping[str, object], of: Chosen, faults: KeyProblems, under: str = "") -> Self | None:
        """Return the selector of these keys, or None with what is wrong noted below the key ``under``."""
        keys = selector_keys(of)
        before = len(faults.problems)
        kept: dict[str, tuple[str, ...]] = {}
        for name, raw in given.items():
            place = f"{under}.{name}" if under else str(name)
            if name not in keys:
                near = did_you_mean(str(name), keys)
                faults(place, Message("no key of a selector of {chosen}{near}", chosen=SEVERAL[of], near=near))
                continue
            listed = text_list(_texts(raw), place, faults, keys[name])
            if name == "vendor":
                listed = tuple(sorted({_vendor(word) for word in listed}))
            kept[name] = listed
        if not given:
            faults(under, Message("selects by nothing: name at least one of {keys}", keys=", ".join(keys)))
        if len(faults.problems) > before:
            return None
        return cls(of, tuple((name, kept[name]) for name in keys if name in kept))

    def __str__(self) -> str:
        return " ".join(f"{name}={','.join(words)}" for name, words in self.words)

    def note_unknown(self, network: Network, faults: KeyProblems, under: str = "") -> None:
        """Note each id and vendor that the catalogue does not know."""
        for name, words in self.words:
            place = f"{under}.{name}" if under else name
            if name == "vendor":
                vendors = [str(vendor) for vendor in network.catalogue.products["vendor"].dropna().unique()]
                known = {slug(vendor) for vendor in vendors}
                for word in words:
                    if not any(sells(vendor, word) for vendor in vendors):
                        near = did_you_mean(word, known)
                        faults(place, Message("there is no vendor {word!r}{near}", word=word, near=near))
            elif selector_keys(self.of)[name].refers_to:
                note_unknown_ids(network, words, selector_keys(self.of)[name].refers_to, place, faults)
                if name == "organisation":
                    note_divisions(network, words, place, faults)

    def systems(self, network: Network) -> Booleans:
        """Return which systems it chooses, shape (S,); ScenarioError where it names what the catalogue has not."""
        self._refuse_unknown(network)
        return self.systems_known(network)

    def agencies(self, network: Network) -> Booleans:
        """Return which agencies it chooses, shape (A,); ScenarioError where it names what the catalogue has not."""
        self._refuse_unknown(network)
        return self.agencies_known(network)

    def systems_known(self, network: Network) -> Booleans:
        """Return which systems it chooses, shape (S,); an id that is not known chooses nothing."""
        return choose_systems(self.words, network)

    def agencies_known(self, network: Network) -> Booleans:
        """Return which agencies it chooses, shape (A,); none where a key is one of systems alone."""
        return choose_agencies(self.words, network)

    def _refuse_unknown(self, network: Network) -> None:
        faults = KeyProblems(str(self))
        self.note_unknown(network, faults)
        if faults:
            raise ScenarioError(faults.problems)


def _vendor(word: str) -> str:
    """Return a vendor's name as an id, unless that would be the id of other names too, as for C#."""
    made = slug(word)
    return made if made and made == folded(word).replace(" ", "-") else word


def _texts(raw: object) -> object:
    """Return true and false as the words that they are written as."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return [_texts(item) for item in cast("list[object]", raw)] if isinstance(raw, list | tuple) else raw
