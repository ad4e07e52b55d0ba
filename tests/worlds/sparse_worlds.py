"""Random networks so small that all choices of links can be tried, and so sparse that there is much to gain."""

from __future__ import annotations

import random
from functools import lru_cache

import numpy as np

from graphmodel.records.catalogue import Catalogue
from tests.worlds.random_worlds import random_catalogue


@lru_cache(maxsize=1_000)  # a catalogue does not change, and many tests ask for the same
def sparse_catalogue(seed: int) -> Catalogue:
    """Return a catalogue of up to 5 agencies and 6 active systems, with a quarter of the links."""
    catalogue = random_catalogue(seed, most_agencies=5, most_systems=6)
    rnd = random.Random(seed)
    kept = catalogue.remove("links", np.array([rnd.random() < 0.25 for _ in range(len(catalogue.links))], dtype=bool))
    return kept.replace_rows("systems", kept.systems.assign(status="active"))
