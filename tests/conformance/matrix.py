"""The cells of the page's matrix, from the sentences that it says of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from tests.conformance.seeing import Seeing
from tests.oracle import Oracle

SHARED = ("broker", "national_repository")
Cells = dict[tuple[str, str], set[str]]
KINDS = ("type", "province", "organisation", "system")


def groups_of(oracle: Oracle, kind: str, system: str) -> set[str]:
    """Return the rows that a system belongs to: brokers and national repositories are at home with their operator alone."""
    row = oracle.systems[system]
    if kind == "type":
        return {row["type"]}
    if kind == "system":
        return {system}
    if kind == "province":
        return {oracle.agencies[row["operator"]]["province"]}
    homes = oracle.homes(system)
    return homes & {oracle.organisation(row["operator"])} if row["type"] in SHARED else homes


def connected(oracle: Oracle, kind: str) -> Cells:
    """Return the live links between two groups; inside an organisation those of brokers and repositories do not count."""
    found: Cells = defaultdict(set)
    for link in oracle.links:
        ends = (link["from"], link["to"])
        shared = any(oracle.systems[end]["type"] in SHARED for end in ends)
        for one, other in product(*(groups_of(oracle, kind, end) for end in ends)):
            if not (kind == "organisation" and one == other and shared):
                found[one, other].add(link["id"])
                found[other, one].add(link["id"])
    return found


def visible(seeing: Seeing, kind: str) -> Cells:
    """Return the systems of the column whose records are seen in the row.

    By type and system: they arrive in another live system of the row, which somebody reads. By province and
    organisation: an agency of the row sees records that one of another organisation, of the column, supplies.
    """
    oracle = seeing.oracle
    found: Cells = defaultdict(set)
    if kind in ("type", "system"):
        for target in seeing.live:
            for origin in {origin for origin, _ in oracle.wide[1][target]} if seeing.readers[target] else ():
                for cell in product(groups_of(oracle, kind, target), groups_of(oracle, kind, origin)):
                    found[cell].add(origin)
        return found
    top = {agency: oracle.organisation(agency) for agency in oracle.agencies}
    of = top if kind == "organisation" else {agency: row["province"] for agency, row in oracle.agencies.items()}
    for agency, origin in {(agency, origin) for agency, origin, _ in seeing.triples}:
        for supplier in seeing.suppliers[origin]:
            if top[supplier] != top[agency]:
                found[of[agency], of[supplier]].add(origin)
    return found


def cells(seeing: Seeing, kind: str) -> list[list[object]]:
    """Return the cells that say anything: row, column, links, systems seen; sorted."""
    links, seen = connected(seeing.oracle, kind), visible(seeing, kind)
    every = sorted(links.keys() | seen.keys())
    return [[*cell, len(links.get(cell, ())), len(seen.get(cell, ()))] for cell in every]
