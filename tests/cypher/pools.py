"""Literals that may meet something: values of the world's own tables, and texts that are easily got wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from graphmodel.records.catalogue import Catalogue

ODD_TEXTS = (
    "",
    " ",
    "e",
    "System",
    "it's",
    'a "note"',
    "back\\slash",
    "É",
    "straße",
    "é😀",
    "  both ends ",
    "a,b,,c",
    "%_",
    "12",
    "3.7",
    "$1",
)
INTEGERS = (-3, -2, -1, 0, 0, 1, 1, 2, 3, 5, 10)
YEARS = (1990, 1999, 2005, 2014, 2020)
DECIMALS = ("0.5", "1.0", "1.5", "2.25", "-0.75", "1e2", "0.1", "3.0")
_MOST = 40


@dataclass(frozen=True)
class Pools:
    """By the name of a property, some with their label before it (``System.id``): texts that it, or an item of its list, may have."""

    texts: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(catalogue: Catalogue) -> Pools:
        """Return the values of a catalogue."""
        made: dict[str, set[str]] = {}
        for frame in catalogue.frames.values():
            for column in frame.columns:
                for value in frame[column].dropna().astype(str).unique()[:_MOST]:
                    made.setdefault(column, set()).update(value.split(";"))
        made["link"] = set(catalogue.links["id"])
        made["sources"] = set(catalogue.sources["id"])
        made["reaches"] = set(catalogue.systems["id"])
        for name in ("classes", "stored", "passes"):
            made[name] = made.get("carries", set()) | made.get("holds", set())
        made["organisation"] = made["homes"] = set(catalogue.agencies["id"])
        made["island"] = set(catalogue.systems["id"])
        made["id"] = set(catalogue.agencies["id"][:_MOST]) | set(catalogue.systems["id"][:_MOST]) | {"ON", "rms"}
        made["name"] = set(catalogue.agencies["name"][:9]) | set(catalogue.systems["name"][:9]) | {"Ontario"}
        for label, table in (
            ("Agency", "agencies"),
            ("System", "systems"),
            ("Product", "products"),
            ("Source", "sources"),
        ):
            made[f"{label}.id"] = set(catalogue.frames[table]["id"])  # type: ignore[index]
        made["Province.id"], made["SystemType.id"] = made.get("province", set()), made.get("type", set())
        made["Impediment.id"] = made.get("impediment", set())
        texts = {name: tuple(sorted(values - {""}))[:_MOST] for name, values in made.items() if values - {""}}
        return Pools(texts)

    def text(self, rnd: random.Random, property: str = "") -> str:
        """Return a text, one that the property may have if there is one."""
        known = self.texts.get(property) or self.texts.get(property.rpartition(".")[2])
        return rnd.choice(known) if known and rnd.random() < 0.85 else rnd.choice(ODD_TEXTS)

    def integer(self, rnd: random.Random, property: str = "") -> int:
        """Return a small number, or a year for a property that holds years."""
        years = property.rpartition(".")[2] in ("since", "until", "year", "as_of")
        return rnd.choice(YEARS) if years and rnd.random() < 0.85 else rnd.choice(INTEGERS)
