"""The right answers of one world: everything that both engines say of it, from the definitions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

from graphmodel.words import vocabulary as v
from tests.conformance.matrix import KINDS, cells
from tests.conformance.seeing import Seeing, changed
from tests.conformance.stacks import NAME, Change, Refused, after, some_stack, text_of
from tests.conformance.walks import Walk, arrivals, ended, nearest
from tests.links import held_back, lacks, linked, reasons
from tests.oracle import Oracle, Row
from tests.permission import Permission

Json = dict[str, Any]
WEIGHTS = {"triples": "", "agencies": "", "officers": "sworn_officers", "population": "population_served"}
FRENCH = {
    "relays": "relaie",
    "is a national repository": "est un répertoire national",
    "same type": "même type",
    "this pair of types is linked": "cette paire de types a",
    "times": "liens",
    "time": "lien",
}
PART = "ON"


def counts(oracle: Oracle) -> Json:
    """Return for each system its live links, partners and island (first system, size), and its links by kind."""
    made: Json = {}
    kinds = {link["id"]: kind_of(oracle, link) for link in oracle.all_links}
    for system in oracle.systems:
        live = oracle.live(system)
        island = oracle.island(system) if live else set()
        mine = [link for link in oracle.all_links if system in (link["from"], link["to"])]
        made[system] = {
            "links": len(oracle.links_of(system)),
            "partners": len(oracle.partners(system)),
            "island": [min(island), len(island)] if live else None,
            "kinds": dict(Counter(kinds[link["id"]] for link in mine)),
        }
    return made


def kind_of(oracle: Oracle, link: Row) -> str:
    """Return what becomes of a link: the first that fits (design, section 3)."""
    ends = [oracle.systems[link[end]]["status"] for end in ("from", "to")]
    for status, kind in (("retired", "ended"), ("cancelled", "ended"), ("planned", "planned")):
        if status in (link["status"], *ends):
            return kind if kind == "ended" or not {"retired", "cancelled"} & {link["status"], *ends} else "ended"
    return "manual" if link["mode"] == "manual" else "statistical" if link["purpose"] == "statistical" else "live"


def reach(seeing: Seeing, steps: dict[tuple[str, str], dict[str, int]], agencies: Iterable[str]) -> Json:
    """Return what agencies see: system, class, through, access, and the fewest flows by which it comes."""
    made: Json = {}
    for agency in agencies:
        read = {system for system in seeing.live if agency in seeing.readers[system]}
        made[agency] = sorted(
            [*record, through, access, min(0 if target == record[0] else steps.get(record, {}).get(target, 99) for target in read)]
            for record, (through, access) in seeing.rows[agency].items()
        )  # fmt: skip
    return made


def permission(seeing: Seeing, told: Permission) -> Json:
    """Return the state of all that agencies see, where there is one: system, class, state."""
    return {
        agency: sorted([*record, state] for record in rows if (state := told.sightline(agency, *record)))
        for agency, rows in seeing.rows.items()
    }


def misses(oracle: Oracle, origins: Iterable[str], targets: set[str]) -> list[Json]:
    """Return the nearest miss, or the path without one, of each origin's classes to some other systems."""
    made: list[Json] = []
    for origin in origins:
        if ended(oracle, origin):
            continue
        for _, item in sorted(oracle.own(origin)):
            found = nearest(oracle, origin, item)
            for target in sorted(targets - {origin}):
                if not ended(oracle, target):
                    walk = found.get(target)
                    made.append({"from": origin, "to": target, "class": item, **(said(origin, walk) if walk else {})})
    return made


def said(origin: str, walk: Walk) -> Json:
    return {
        "systems": [origin, *(receiver for receiver, _ in walk.passed)],
        "links": [link for _, link in walk.passed],
        "breaches": [[step, *breach] for step, breach in walk.breaches],
    }


def study(oracle: Oracle) -> Json:
    """Return by type how many systems, and how many entries, are connected, and how many inside their organisation."""
    made: Json = {basis: {type.id: [0, 0, 0, 0] for type in v.SYSTEM_TYPES} for basis in ("systems", "entries")}

    def add(basis: str, type: str, inside: list[bool]) -> None:
        counted = (True, bool(inside), any(inside), bool(inside) and all(inside))
        made[basis][type] = [sum(pair) for pair in zip(made[basis][type], counted, strict=True)]

    for system, row in oracle.systems.items():
        if oracle.live(system):
            add("systems", row["type"], [oracle.is_internal(link) for link in oracle.links_of(system)])
            for organisation in oracle.homes(system):
                add("entries", row["type"], oracle.entry_links(organisation, system))
    return made


def ranking(seeing: Seeing, impediments: list[Row], system: str, weight: str, respect: list[str]) -> Json:
    """Return the partners of a system in order, or of how many of the agencies concerned too few have the figure."""
    oracle, readers, column = seeing.oracle, seeing.readers[system], WEIGHTS[weight]
    rows: list[Json] = []
    concerned: set[str] = set()
    for other in oracle.systems:
        to, back = lacks(oracle, system, other), lacks(oracle, other, system)
        causes = held_back(oracle, impediments, system, other)
        if not (to or back) or set(causes) & set(respect):
            continue
        found = changed(seeing, linked(oracle, system, other)).triples - seeing.triples
        gaining = {agency for agency, _, _ in found}
        concerned |= gaining
        own = sum(agency in readers for agency, _, _ in found)
        why = reasons(oracle, system, other)
        worth = {"triples": len(found), "agencies": len(gaining)}.get(weight)
        rows.append(
            {
                "partner": other,
                "triples": len(found),
                "own": own,
                "others": len(found) - own,
                "agencies": len(gaining),
                "systems": len({origin for _, origin, _ in found}),
                "adds": "both" if to and back else "to" if to else "from",
                "why": why,
                "why_fr": [in_french(reason) for reason in why],
                "held_back_by": causes,
                "worth": people(oracle, gaining, column) if worth is None else worth,
            }
        )
    asked = {"system": system, "weight": weight, "respect": respect}
    known = sum(has_figure(oracle, agency, concerned, column) for agency in concerned) if column else len(concerned)
    if known < 0.8 * len(concerned):
        return asked | {"refused": [known, len(concerned)]}
    rows.sort(key=lambda row: (-row["worth"], -row["triples"], row["partner"]))
    return asked | {"rows": rows}


def in_french(reason: str) -> str:
    """Return a reason in French: ids and numbers stay, the words have fixed translations."""
    for english, french in FRENCH.items():
        reason = reason.replace(english, french)
    return reason


def above(oracle: Oracle, agency: str) -> list[str]:
    found: list[str] = []
    while agency := oracle.agencies[agency]["part_of"]:
        found.append(agency)
    return found


def people(oracle: Oracle, agencies: set[str], column: str) -> int:
    """Return a figure summed over agencies; one that is part of another that counts is not counted again."""
    counted = {agency for agency in agencies if oracle.agencies[agency][column] != ""}
    return sum(int(oracle.agencies[agency][column]) for agency in counted if not counted & set(above(oracle, agency)))


def has_figure(oracle: Oracle, agency: str, among: set[str], column: str) -> bool:
    chain = [agency, *(one for one in above(oracle, agency) if one in among)]
    return any(oracle.agencies[one][column] != "" for one in chain)


def effect(before: Seeing, now: Seeing) -> Json:
    """Return what one world has that another has not, and what became of links and systems."""
    gained, lost = now.triples - before.triples, before.triples - now.triples
    was, is_ = ({link["id"] for link in one.oracle.links} for one in (before, now))
    live = [set(one.live) for one in (before, now)]
    return {
        "counts": {
            "triples": len(gained),
            "agencies": len({agency for agency, _, _ in gained}),
            "systems": len({origin for _, origin, _ in gained}),
            "lost_triples": len(lost),
        },
        "gained": sorted(map(list, gained)),
        "lost": sorted(map(list, lost)),
        "isolated": sorted(
            system for system in live[0] & live[1] if before.oracle.links_of(system) and not now.oracle.links_of(system)
        ),
        "links_new": sorted(is_ - was),
        "links_lost": sorted(was - is_),
        "systems_new": sorted(live[1] - live[0]),
        "systems_gone": sorted(live[0] - live[1]),
    }


def stack(seeing: Seeing, changes: list[Change]) -> Json:
    """Return what a stack of changes does, or why it cannot be."""
    asked = {"changes": changes, "name": NAME}
    try:
        made = after(seeing.oracle, changes)
    except Refused as refused:
        return asked | {"refused": str(refused)}
    now = changed(seeing, made)
    done = effect(seeing, now)
    officers = [people(made, {row[0] for row in done[side]}, "sworn_officers") for side in ("gained", "lost")]
    drawn = {link["id"]: kind for link in made.all_links if (kind := kind_of(made, link)) in ("live", "planned")}
    return asked | done | {"officers": officers, "toml": text_of(changes), "drawn": drawn, "systems": counts(made)}


def legend(oracle: Oracle) -> Json:
    """Return what the legend counts."""
    drawn = [link for link in oracle.all_links if kind_of(oracle, link) in ("live", "planned")]
    operators = [oracle.agencies[row["operator"]]["province"] for row in oracle.systems.values()]
    rows = oracle.systems.values()
    return {
        "types": Counter(["agency"] * len(oracle.agencies) + [row["type"] for row in rows]),
        "provinces": Counter([row["province"] for row in oracle.agencies.values()] + operators),
        "statuses": Counter(row["status"] for row in rows),
        "confidence": Counter(row["confidence"] for row in rows),
        "modes": Counter(link["mode"] for link in drawn),
    }


def part(oracle: Oracle) -> int:
    """Return how many agencies and systems are part of one province.

    Its agencies with the systems that they operate; and the systems elsewhere that live links join these with, behind
    those who operate them.
    """
    home = {agency for agency, row in oracle.agencies.items() if row["province"] == PART}
    own = {system for system, row in oracle.systems.items() if row["operator"] in home}
    around = {other for system in own for other in oracle.partners(system)} - own
    owners = {oracle.systems[system]["operator"] for system in around}
    return len(own | around) + len(home | owners)


def answers(
    seeing: Seeing,
    told: Permission,
    impediments: list[Row],
    rnd: random.Random,
    *,
    ranked: int,
    stacks: int,
    origins: int,
) -> Json:
    """Return all answers of one world; of the slow questions so many."""
    oracle = seeing.oracle
    steps = arrivals(oracle)
    asked = rnd.sample(seeing.live, min(ranked, len(seeing.live)))
    some = rnd.sample(sorted(oracle.systems), min(origins, len(oracle.systems)))
    causes = [rnd.sample(v.IMPEDIMENTS.ids, rnd.choice((0, 0, 1, 3))) for _ in asked]
    return {
        "systems": counts(oracle),
        "reach": reach(seeing, steps, oracle.agencies),
        "permission": permission(seeing, told),
        "arrivals": [[*record, there] for record, there in sorted(steps.items())],
        "misses": misses(
            oracle,
            some,
            set(oracle.systems) if origins > len(some) else set(rnd.sample(sorted(oracle.systems), len(some))),
        ),
        "matrix": {kind: cells(seeing, kind) for kind in KINDS},
        "study": study(oracle),
        "ranked": [
            ranking(seeing, impediments, system, rnd.choice(list(WEIGHTS)), respect)
            for system, respect in zip(asked, causes, strict=True)
        ],
        "stacks": [stack(seeing, some_stack(rnd, oracle)) for _ in range(stacks)] if seeing.live else [],
        "legend": legend(oracle),
        "part": part(oracle),
    }
