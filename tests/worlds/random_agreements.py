"""Random agreements and parties for a random world: every kind, effect, purpose, status and way to name a party."""

from __future__ import annotations

import random

import pandas as pd

from graphmodel.words import vocabulary as v

CLASSES = ("persons", "occurrences", "mugshots", "warrants", "dna")
TYPES = ("rms", "cad", "mcm", "broker", "jail_cell")
SECTORS = ("policing", "policing", "courts", "broker", "oversight")
PURPOSES = ("law_enforcement", "court", "civil_screening", "statistics")


def random_agreements(rnd: random.Random, agencies: list[str], systems: list[str]) -> dict[str, pd.DataFrame]:
    """Return agreements and parties over some agencies and systems; a third of the worlds have few or none."""
    count = rnd.choice((0, 2, 8, 12, 16, 80 if rnd.random() < 0.3 else 20))  # 80 fill more than one word of bits
    agreements = [_agreement(rnd, f"g{n:02}", systems) for n in range(count)]
    columns = ("id", "name", "kind", "effect", "purpose", "classes", "systems", "system_types", "written", "onward")
    more = ("audit", "retention", "status", "since", "note", "source", "confidence")
    parties = {
        tuple(party.values())[:6]: party for row in agreements for party in _parties(rnd, str(row["id"]), agencies)
    }
    named = ("agreement", "role", "agency", "sector", "level", "province", "source", "confidence")
    return {
        "agreements": pd.DataFrame(agreements, columns=[*columns, *more]),
        "parties": pd.DataFrame(list(parties.values()), columns=list(named)),
    }


def _agreement(rnd: random.Random, id: str, systems: list[str]) -> dict[str, object]:
    return {
        "id": id,
        "name": f"Agreement {id}",
        "kind": rnd.choice(("agreement", "agreement", *v.AGREEMENT_KINDS.ids)),
        "effect": rnd.choice(("permits", "permits", "forbids")),
        "purpose": ";".join(rnd.sample(PURPOSES, rnd.choice((0, 0, 0, 1, 2)))),
        "classes": ";".join(rnd.sample(CLASSES, rnd.choice((0, 0, 1, 2)))),
        "systems": ";".join(rnd.sample(systems, min(len(systems), rnd.choice((0, 0, 2, 4))))),
        "system_types": ";".join(rnd.sample(TYPES, rnd.choice((0, 0, 0, 1, 2)))),
        "written": rnd.choice((None, "true", "false")),
        "onward": rnd.choice((None, *v.ONWARD.ids)),
        "audit": rnd.choice((None, "true", "false")),
        "retention": rnd.choice((None, "two years")),
        "status": rnd.choice(("active",) * 6 + ("retiring", "retired", "planned", "cancelled")),
        "since": rnd.choice((None, 1999)),
        "note": rnd.choice((None, "a \"note\", with 'quotes'")),
        "source": rnd.choice((None, "x0;x1")),
        "confidence": rnd.choice(v.CONFIDENCES.ids),
    }


def _parties(rnd: random.Random, id: str, agencies: list[str]) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    words = {"agency": agencies, "sector": SECTORS, "level": v.LEVELS.ids, "province": ("ON", "BC", "QC", "YT")}
    for _ in range(rnd.choice((0, 2, 3, 4, 5))):
        cells = rnd.choice((["agency"], ["agency"], ["sector"], ["province"], rnd.sample(sorted(words), 2)))
        named = {name: rnd.choice(said) if name in cells else None for name, said in words.items()}
        role = rnd.choice((*v.PARTY_ROLES.ids, "both"))
        source, confidence = rnd.choice((None, "x0", "x0;x1")), rnd.choice(v.CONFIDENCES.ids)
        made.append({"agreement": id, "role": role, **named, "source": source, "confidence": confidence})
    return made
