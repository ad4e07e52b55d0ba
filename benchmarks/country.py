"""A made-up country for the map's bench, as big as one likes: what makes a police network hard to draw.

One national repository that a third of all items are linked to, twelve further national systems, a broker for each
province, agencies of which a tenth are on islands, 12 % of all items without a link, 1.5 links an item; names in both
languages. Items are agencies and systems together. The same size gives the same catalogue.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About
from graphmodel.words import vocabulary as v

SHARES = {"ON": 0.36, "QC": 0.21, "BC": 0.13, "AB": 0.11, "MB": 0.04, "SK": 0.04, "NS": 0.03, "NB": 0.025, "NL": 0.02}
SHARES |= {"PE": 0.01, "NT": 0.008, "YT": 0.008, "NU": 0.009}
TYPES = {"rms": "persons;occurrences;vehicles", "cad": "calls_for_service;persons", "mobile_reporting": "occurrences"}
TYPES |= {"arrest_booking": "custody;persons;mugshots", "mcm": "cases;persons", "digital_evidence": "digital_evidence"}
NATIONAL = 13
LINKS = 1.5
REPOSITORY = "National Repository"
AGENCIES, ALONE, ISLANDS = 0.3, 0.12, 0.1
_Cells = np.ndarray[Any, np.dtype[np.object_]]


def country(items: int, seed: int = 7) -> Catalogue:
    """Return a catalogue of so many agencies and systems together, at least 300."""
    rng = np.random.default_rng(seed)
    provinces = np.array([*SHARES], dtype=object)
    hubs = NATIONAL + len(provinces)
    count = int(items * AGENCIES)
    agencies = _agencies(rng, count, provinces)
    systems = _systems(rng, items - count, agencies, provinces)
    home = agencies["province"].to_numpy()[np.array([int(id[1:]) for id in systems["operator"]])]
    links = _links(rng, items, systems, home, provinces, hubs)
    uses = pd.DataFrame({"agency": agencies["id"][1:], "system": systems["id"][0], "role": "reader"})
    about = About("Made-up country", "Pays inventé", made_up=True, limits=("Drawn at random.",))
    frames = {"agencies": agencies, "systems": systems, "links": links, "uses": uses}
    return Catalogue.unchecked(frames, about)


def _ids(letter: str, count: int) -> _Cells:
    return np.array([f"{letter}{n:06}" for n in range(count)], dtype=object)


def _agencies(rng: np.random.Generator, count: int, provinces: _Cells) -> pd.DataFrame:
    """Agency 0 is the national police; the next stand one in each province and run its broker."""
    province = rng.choice(provinces, count, p=np.array([*SHARES.values()]) / sum(SHARES.values()))
    province[1 : 1 + len(provinces)] = provinces
    province[0] = None
    number = np.arange(count)
    return pd.DataFrame({
        "id": _ids("a", count),
        "name": [f"{place or 'National'} Police Service {n}" for place, n in zip(province, number, strict=True)],
        "name_fr": [f"Service de police {place or 'national'} {n}" for place, n in zip(province, number, strict=True)],
        "level": np.where(number == 0, "federal", "municipal"),
        "sector": "policing",
        "province": province,
        "sworn_officers": rng.integers(5, 900, count),
    })  # fmt: skip


def _systems(rng: np.random.Generator, count: int, agencies: pd.DataFrame, provinces: _Cells) -> pd.DataFrame:
    """System 0 is the repository, then the other national ones, then the provinces' brokers."""
    number, hubs = np.arange(count), NATIONAL + len(provinces)
    type = rng.choice(np.array([*TYPES], dtype=object), count)
    type[:NATIONAL], type[NATIONAL:hubs] = "national_repository", "broker"
    operator = rng.integers(1, len(agencies), count)
    operator[:NATIONAL] = 0
    operator[NATIONAL:hubs] = 1 + np.arange(len(provinces))
    words = [v.SYSTEM_TYPES[word] for word in type]
    special = [REPOSITORY, *(f"National System {n}" for n in range(1, NATIONAL)), *(f"{p} Exchange" for p in provinces)]
    return pd.DataFrame({
        "id": _ids("s", count),
        "name": [*special, *(f"{word.en} {n}" for word, n in zip(words[hubs:], number[hubs:], strict=True))],
        "name_fr": [*special, *(f"{word.fr} {n}" for word, n in zip(words[hubs:], number[hubs:], strict=True))],
        "type": type,
        "operator": agencies["id"].to_numpy()[operator],
        "status": "active",
        "relays": number < hubs,
        "holds": [TYPES.get(word, "persons;warrants;vehicles") for word in type],
    })  # fmt: skip


def _links(
    rng: np.random.Generator, items: int, systems: pd.DataFrame, home: _Cells, provinces: _Cells, hubs: int
) -> pd.DataFrame:
    count = len(systems)
    number = np.arange(count)
    alone = (rng.random(count) < ALONE * items / count) & (number >= hubs)
    place = {id: at for at, id in enumerate(provinces)}
    broker = np.array([NATIONAL + place[id] if id in place else 0 for id in home])
    island = (rng.random(count) < ISLANDS) & ~alone & (number >= hubs)
    main = np.flatnonzero(~alone & ~island & (number >= hubs))
    asked = main[: min(len(main), items // 3)]
    parts = [np.c_[asked, np.zeros_like(asked)], np.c_[main, broker[main]]]
    parts.append(np.c_[np.arange(1, hubs), np.zeros(hubs - 1, dtype=np.int64)])
    away = rng.choice(main, len(main) // 12)
    parts.append(np.c_[away, rng.integers(1, NATIONAL, len(away))])
    lone = np.flatnonzero(island)
    parts.append(np.c_[lone[:-1], lone[1:]][::2])
    made = np.concatenate(parts)
    rest = max(0, int(items * LINKS) - len(made))
    by_home = main[np.argsort(home[main].astype(str), kind="stable")]
    at = rng.integers(0, len(by_home) - 9, rest)
    made = np.concatenate([made, np.c_[by_home[at], by_home[at + rng.integers(1, 9, rest)]]])
    made = made[made[:, 0] != made[:, 1]]
    ids = systems["id"].to_numpy()
    return pd.DataFrame({
        "from": ids[made[:, 0]],
        "to": ids[made[:, 1]],
        "direction": rng.choice(["one_way", "two_way"], len(made)),
        "mode": rng.choice(["query", "push", "replicate"], len(made)),
        "status": rng.choice(["active", "planned"], len(made), p=[0.93, 0.07]),
    }).drop_duplicates(["from", "to"])  # fmt: skip
