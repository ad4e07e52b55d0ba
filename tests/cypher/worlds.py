"""Catalogues for the comparison: random ones with more traps, and the Canadian one."""

from __future__ import annotations

import random

import pandas as pd

from graphmodel import shipped as content
from graphmodel.loading import load
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Recommendation, TableName
from tests.worlds.random_worlds import random_catalogue

_NAMES = (
    "it's",
    'a "name"',
    "back\\slash",
    "École élémentaire",
    "STRAẞE",
    "straße",
    "emoji 😀",
    "tab\there",
    "100 %",
    "under_score",
    "İstanbul",
    "e\u0301",
    "12",
    "3.5",
    "true",
    "$1; --",
)


def world(number: int) -> Catalogue:
    """Return the catalogue of a number; every other one has odd texts, doubled links and lists in odd places."""
    catalogue = random_catalogue(number).add(
        Recommendation(id="r0", name="R", addresses="legal_privacy", concerns="rms;cad")
    )
    return _with_traps(catalogue, random.Random(number)) if number % 2 else catalogue


def canada() -> Catalogue:
    return load(content.catalogues()["canada"])


def _with_traps(catalogue: Catalogue, rnd: random.Random) -> Catalogue:
    names: tuple[TableName, ...] = ("agencies", "systems")
    for name in names:
        frame = catalogue.table(name).copy()
        frame["name"] = [rnd.choice(_NAMES) if rnd.random() < 0.7 else text for text in frame["name"]]
        frame["name_fr"] = [rnd.choice((None, *_NAMES)) for _ in frame["name"]]
        catalogue = catalogue.replace_rows(name, frame)
    links = catalogue.links.copy()
    links["note"] = [rnd.choice((None, *_NAMES)) for _ in links["id"]]
    # parallel links between the same ends, and back: what a join on ends alone would merge or multiply
    again = links.sample(min(len(links), 5), random_state=rnd.randrange(1000)) if len(links) else links
    parallel = again.assign(id=[f"{id}p" for id in again["id"]])
    back = again.assign(id=[f"{id}b" for id in again["id"]], direction="two_way")
    back = back.rename(columns={"from": "to", "to": "from"})[list(links.columns)]
    return catalogue.replace_rows("links", pd.concat([links, parallel, back], ignore_index=True))
