"""Random small catalogues with every trap the definitions know: seeded, so that a failure can be played again."""

from __future__ import annotations

import random
from functools import lru_cache

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.worlds.random_agreements import random_agreements

CLASSES = ("persons", "occurrences", "mugshots", "warrants")
TYPES = ("rms", "cad", "mobile_reporting", "arrest_booking", "mcm", "broker", "national_repository", "biometric")


@lru_cache(maxsize=1_000)  # a catalogue does not change, and many tests ask for the same
def random_catalogue(seed: int, *, most_agencies: int = 9, most_systems: int = 14) -> Catalogue:
    """Return a catalogue of up to 9 agencies, 14 systems and 34 links, unless told otherwise.

    Cycles, relays in rings, parallel and two-way links, copying and answering flows mixed, hosts, divisions, index
    and hit access, manual and statistical links, retired and planned ends, empty holds and carries, agreements of every
    kind and effect all occur.
    """
    rnd = random.Random(seed)
    agencies = [f"a{n}" for n in range(rnd.randint(1, most_agencies))]
    systems = [f"s{n:02}" for n in range(rnd.randint(1, most_systems))]
    frames = {
        "agencies": pd.DataFrame([_agency(rnd, n, agencies) for n in range(len(agencies))]),
        "systems": pd.DataFrame([_system(rnd, n, systems, agencies) for n in range(len(systems))]),
        "uses": pd.DataFrame(_uses(rnd, agencies, systems), columns=["agency", "system", "role", "confidence"]),
        "links": pd.DataFrame(_links(rnd, systems)),
        "products": pd.DataFrame({"id": ["p0", "p1"], "name": ["P 0", "P 1"], "vendor": ["V", None]}),
        "standards": pd.DataFrame({"id": ["n0"], "name": ["N 0"], "openness": ["published"]}),
        "sources": pd.DataFrame({"id": ["x0", "x1"], "title": ["X 0", "X 1"], "year": ["2001", None]}),
        "impediments": pd.DataFrame(_impediments(rnd, agencies, systems)),
    }
    frames |= random_agreements(random.Random(~seed), agencies, systems)  # by itself: what is above stays as it was
    return Catalogue.unchecked(frames)


def _agency(rnd: random.Random, n: int, agencies: list[str]) -> dict[str, object]:
    return {
        "id": agencies[n],
        "name": f"Agency {n}",
        "level": rnd.choice(v.LEVELS.ids),
        "sector": rnd.choice(("policing", "policing", "policing", "courts", "broker", "vendor_operated")),
        "part_of": rnd.choice(agencies[:n]) if n and rnd.random() < 0.25 else None,
        "province": rnd.choice((None, "ON", "BC", "QC")),
        "sworn_officers": rnd.choice((None, 10 * n)),
        "source": rnd.choice((None, "x0", "x0;x1")),
    }


def _system(rnd: random.Random, n: int, systems: list[str], agencies: list[str]) -> dict[str, object]:
    return {
        "id": systems[n],
        "name": f"System {n}",
        "type": rnd.choice(TYPES),
        "operator": rnd.choice(agencies),
        "product": rnd.choice((None, "p0", "p1")),
        "status": rnd.choice(("active",) * 6 + ("retiring", "retired", "planned", "cancelled")),
        "since": rnd.choice((None, 1999, 2020)),
        "replaces": rnd.choice(systems[:n]) if n and rnd.random() < 0.15 else None,
        "relays": rnd.random() < 0.4,
        "holds": ";".join(rnd.sample(CLASSES, rnd.randint(0, 2))),
        "source": rnd.choice((None, "x1")),
        "confidence": rnd.choice(("documented", "documented", "inferred")),
    }


def _uses(rnd: random.Random, agencies: list[str], systems: list[str]) -> list[tuple[str, str, str, str]]:
    wanted = {
        (rnd.choice(agencies), rnd.choice(systems), rnd.choice(v.ROLES.ids))
        for _ in range(rnd.randint(0, 2 * len(systems)))
    }
    return [(*use, rnd.choice(v.CONFIDENCES.ids)) for use in sorted(wanted)]


def _links(rnd: random.Random, systems: list[str]) -> dict[str, list[object]]:
    rows: list[dict[str, object]] = []
    ring = rnd.sample(systems, min(len(systems), rnd.randint(0, 5)))
    pairs = [*zip(ring, ring[1:] + ring[:1], strict=True)]
    pairs += [(rnd.choice(systems), rnd.choice(systems)) for _ in range(rnd.randint(0, 2 * len(systems)))]
    for n, (sender, receiver) in enumerate(pairs):
        if sender != receiver:
            rows.append(
                {
                    "id": f"l{n:02}",
                    "from": sender,
                    "to": receiver,
                    "direction": rnd.choice(("one_way", "one_way", "two_way")),
                    "mode": rnd.choice(v.MODES.ids),
                    "latency": rnd.choice((None, *v.LATENCIES.ids)),
                    "access": rnd.choice((None, None, *v.ACCESSES.ids)),
                    "carries": ";".join(rnd.sample((*CLASSES, "unspecified"), rnd.choice((0, 0, 1, 3)))),
                    "purpose": rnd.choice(("operational",) * 9 + ("statistical",)),
                    "standard": rnd.choice((None, "n0")),
                    "status": rnd.choice(("active",) * 8 + ("retiring", "retired", "planned", "cancelled")),
                    "note": rnd.choice((None, "a \"note\", with 'quotes'")),
                    "source": rnd.choice((None, "x0;x1")),
                    "confidence": rnd.choice(("documented", "documented", "inferred")),
                }
            )
    names = ("id", "from", "to", "direction", "mode", "latency", "access", "carries", "purpose", "standard", "status")
    return {name: [row[name] for row in rows] for name in (*names, "note", "source", "confidence")}


def _impediments(rnd: random.Random, agencies: list[str], systems: list[str]) -> dict[str, list[object]]:
    rows = sorted(
        {(rnd.choice(agencies + systems), rnd.choice(["", *systems]), rnd.choice(v.IMPEDIMENTS.ids)) for _ in range(4)}
    )
    made: dict[str, list[object]] = {
        name: [row[n] for row in rows] for n, name in enumerate(("subject", "to", "impediment"))
    }
    legal = [row[2] == v.LEGAL for row in rows]
    made["verdict"] = [rnd.choice((None, *v.VERDICTS.ids)) if said else None for said in legal]
    made["verdict_note"] = [rnd.choice((None, "as a 'court' said")) if said else None for said in legal]
    return made
