"""Canned queries once more, from their prose alone, in plain Python over ``tests.oracle``: rows in the order promised.

A twin returns a list where the query promises an order, and a set where it joins branches.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from graphmodel.words import vocabulary as v
from tests.oracle import STUDY, Oracle

Rows = list[tuple[object, ...]]


def officers(oracle: Oracle, agency: str) -> int:
    value = oracle.agencies[agency]["sworn_officers"]
    return -1 if value == "" else int(value)


def live_of_type(oracle: Oracle, type: str = "") -> list[str]:
    return [id for id, row in oracle.systems.items() if oracle.live(id) and type in ("", row["type"])]


def isolated_systems(oracle: Oracle, type: str, province: str = "") -> Rows:
    found = [id for id in live_of_type(oracle, type) if not oracle.links_of(id)]
    rows = [
        (id, oracle.systems[id]["name"], oracle.agencies[operator]["name"], officers(oracle, operator))
        for id in found
        for operator in [oracle.systems[id]["operator"]]
        if province in ("", oracle.agencies[operator]["province"])
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def islands(oracle: Oracle, least: int) -> Rows:
    found = {frozenset(oracle.island(id)) for id in live_of_type(oracle)}
    rows = [
        (
            min(island),
            len(island),
            len(set().union(*(oracle.homes(id) for id in island))),
            len({oracle.systems[id]["type"] for id in island}),
        )
        for island in found
        if len(island) >= least
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def systems_of_island(oracle: Oracle, system: str) -> Rows:
    return [_with_partners(oracle, id) for id in sorted(oracle.island(system))] if oracle.live(system) else []


def _with_partners(oracle: Oracle, id: str) -> tuple[object, ...]:
    row = oracle.systems[id]
    return id, row["name"], row["type"], row["operator"], len(oracle.partners(id))


def is_internal_only(oracle: Oracle, system: str) -> bool:
    links = oracle.links_of(system)
    return bool(links) and all(map(oracle.is_internal, links))


def internal_only_systems(oracle: Oracle, type: str) -> Rows:
    return [_with_partners(oracle, id) for id in sorted(live_of_type(oracle, type)) if is_internal_only(oracle, id)]


def agencies_nobody_sees(oracle: Oracle) -> Rows:
    seen = defaultdict(set)
    for agency, system, _ in oracle.triples():
        seen[system].add(oracle.organisation(agency))
    rows = []
    for agency, row in oracle.agencies.items():
        mine = [id for id in live_of_type(oracle) if agency in oracle.agencies_of(id, "user", "contributor")]
        if mine and not set().union(*(seen[id] for id in mine)) - {oracle.organisation(agency)}:
            rows.append((agency, row["name"], row["level"], officers(oracle, agency), len(mine)))
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def interconnected_by_type(oracle: Oracle) -> Rows:
    rows = []
    for type in v.SYSTEM_TYPES:
        systems = live_of_type(oracle, type.id)
        linked = [id for id in systems if oracle.links_of(id)]
        if systems:
            share = (Decimal(100 * len(linked)) / len(systems)).quantize(Decimal("0.1"), ROUND_HALF_UP)
            row = (type.id, type.en, len(systems), len(linked), float(share), len(systems) < 5, type.id in STUDY)
            rows.append(row)
    return sorted(rows, key=lambda row: (not row[6], -row[4], row[0]))


def internal_and_external(oracle: Oracle) -> Rows:
    rows = []
    for type in v.SYSTEM_TYPES:
        systems = live_of_type(oracle, type.id)
        linked = [id for id in systems if oracle.links_of(id)]
        internal = [id for id in linked if any(map(oracle.is_internal, oracle.links_of(id)))]
        only = [id for id in internal if is_internal_only(oracle, id)]
        outward = [id for id in linked if not all(map(oracle.is_internal, oracle.links_of(id)))]
        if systems:
            rows.append((type.id, type.en, *map(len, (systems, linked, internal, only, outward))))
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def type_matrix(oracle: Oracle) -> Rows:
    found = defaultdict(lambda: (set(), set(), set()))
    for link in oracle.links:
        for one, other in ((link["from"], link["to"]), (link["to"], link["from"])):
            pair = oracle.systems[one]["type"], oracle.systems[other]["type"]
            if pair[0] <= pair[1]:
                for members, id in zip(found[pair], (link["id"], one, other), strict=True):
                    members.add(id)
    rows = [(*pair, *map(len, sets)) for pair, sets in found.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def same_product_not_connected(oracle: Oracle, product: str) -> Rows:
    rows = []
    for one, other in combinations(sorted(live_of_type(oracle)), 2):
        first, second = oracle.systems[one], oracle.systems[other]
        same = first["product"] == second["product"] != "" and product in ("", first["product"])
        if same and other not in oracle.partners(one):
            rows.append((first["product"], one, first["operator"], other, second["operator"]))
    return sorted(rows)


def common_partners(oracle: Oracle, system: str, other: str) -> Rows:
    both = oracle.partners(system) & oracle.partners(other)
    return [
        (id, oracle.systems[id]["name"], oracle.systems[id]["type"], oracle.systems[id]["relays"])
        for id in sorted(both)
    ]


def left_alone_by_outage(oracle: Oracle, system: str) -> Rows:
    return [
        (id, oracle.systems[id]["name"], oracle.systems[id]["type"], oracle.systems[id]["operator"])
        for id in sorted(oracle.systems)
        if oracle.partners(id) == {system}
    ]


def seen_by_agency(oracle: Oracle, agency: str) -> set[tuple[str, str]]:
    return set(oracle.visible(agency))


def who_sees_system(oracle: Oracle, system: str) -> set[tuple[str, str]]:
    return {(agency, item) for agency, origin, item in oracle.triples() if origin == system}


def seen_of_other_agency(oracle: Oracle, agency: str, other: str) -> set[tuple[str, str]]:
    return {
        (system, item)
        for system, item in oracle.visible(agency)
        if other in oracle.agencies_of(system, "user", "contributor")
    }


def most_seen_systems(oracle: Oracle, wanted: str, least: int) -> Rows:
    seers = defaultdict(set)
    for agency, system, item in oracle.triples():
        if wanted in ("", item):
            seers[system].add(agency)
    rows = [
        (id, row["name"], row["type"], len(seers[id]), len(set(map(oracle.organisation, seers[id]))))
        for id, row in oracle.systems.items()
        if oracle.live(id) and len(seers[id]) >= least and (not wanted or (id, wanted) in oracle.own(id))
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def agencies_without_class(oracle: Oracle, wanted: str, sector: str) -> Rows:
    rows = [
        (agency, row["name"], row["level"], officers(oracle, agency), len(oracle.read_by(agency)))
        for agency, row in oracle.agencies.items()
        if sector in ("", row["sector"]) and not any(item == wanted for _, item in oracle.visible(agency))
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def pointers_only(oracle: Oracle, sector: str) -> Rows:
    rows = []
    for agency, row in oracle.agencies.items():
        into = [
            (sender, link)
            for sender, receiver, link in oracle.flows
            if receiver in oracle.read_by(agency) and oracle.passes(sender, link)
        ]
        if sector in ("", row["sector"]) and into and all(link["access"] in ("index", "hit") for _, link in into):
            links, senders = {link["id"] for _, link in into}, {sender for sender, _ in into}
            rows.append((agency, row["name"], len(links), len(senders)))
    return sorted(rows)


def handed_over(oracle: Oracle, sender: str, link: dict[str, str]) -> set[tuple[str, str]]:
    """Return the records that come over one flow: what its sender offers that way, of the classes it carries."""
    copies = link["mode"] in ("push", "replicate", "file_transfer")
    return {
        (origin, item)
        for (origin, system), (by_answer, by_copy) in oracle.offered.items()
        if system == sender
        for item in (by_copy if copies else by_answer)
        if link["carries"] == "" or item in link["carries"].split(";")
    }


def sight_resting_on_hub(oracle: Oracle, hub: str, wanted: str) -> Rows:
    rows = []
    for agency, row in oracle.agencies.items():
        ways = [system == hub for system in oracle.read_by(agency) if (system, wanted) in oracle.own(system)]
        for sender, receiver, link in oracle.flows:
            if receiver in oracle.read_by(agency):
                ways += [
                    hub in (sender, receiver, origin)
                    for origin, item in handed_over(oracle, sender, link)
                    if item == wanted and origin != receiver
                ]
        if ways and all(ways):
            rows.append((agency, row["name"], row["level"], row["sector"], officers(oracle, agency)))
    return sorted(rows, key=lambda row: (-row[4], row[0]))


def deals_in(oracle: Oracle, system: str, item: str) -> bool:
    """Return whether a proposed link may bring a class into a system: what it holds, or gets by name, if choosy."""
    row = oracle.systems[system]
    if not row["relays"] and row["type"] != "national_repository":
        return True
    named = {name for _, to, link in oracle.flows if to == system for name in link["carries"].split(";") if name}
    return (system, item) in oracle.own(system) or item in named


def yield_of_connecting(oracle: Oracle, system: str) -> Rows:
    if not oracle.live(system):
        return []
    flows = {(sender, receiver) for sender, receiver, _ in oracle.flows}
    here = oracle.agencies_of(system, "user", "reader")
    rows = []
    for relay, row in oracle.systems.items():
        if relay == system or not oracle.live(relay) or not row["relays"]:
            continue
        offered = {(o, item) for (o, at), (classes, _) in oracle.offered.items() if at == relay for item in classes}
        gets = {(o, item) for o, item in offered if o != system and deals_in(oracle, system, item)}
        gives = {record for record in oracle.own(system) if deals_in(oracle, relay, record[1])}
        own = sum(len(gets - set(oracle.visible(agency))) for agency in here)
        there = oracle.agencies_of(relay, "user", "reader") - here
        others = sum(len(gives - set(oracle.visible(agency))) for agency in there)
        into, out = (relay, system) not in flows, (system, relay) not in flows
        adds = {(True, True): "both", (True, False): "from", (False, True): "to", (False, False): ""}[into, out]
        rows.append((relay, row["name"], own if into else 0, others if out else 0, adds))
    return sorted(rows, key=lambda row: (-row[2], -row[3], row[0]))
