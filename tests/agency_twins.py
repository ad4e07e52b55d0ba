"""Canned queries about what agencies have and what links lead where, once more from their prose alone: see ``twins``."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from graphmodel.words import vocabulary as v
from tests.oracle import Oracle, Row
from tests.twins import Rows, live_of_type, officers

LARGE = ("broker", "national_repository")


def works_in(oracle: Oracle, agency: str) -> list[str]:
    """Return the live systems that an agency operates without being a host, or works in."""
    used = {use["system"] for use in oracle.uses if (use["agency"], use["role"]) == (agency, "user")}
    return [
        id
        for id, row in oracle.systems.items()
        if oracle.live(id) and (id in used or (row["operator"] == agency and not oracle.is_host(agency)))
    ]


def inside(oracle: Oracle, organisation: str, link: Row) -> bool:
    """Return whether a link stays inside one organisation: its home are both ends, and none serves the whole country."""
    ends = [link["from"], link["to"]]
    return all(organisation in oracle.homes(end) and oracle.systems[end]["type"] not in LARGE for end in ends)


def agencies_without_outside_link(oracle: Oracle, sector: str) -> Rows:
    rows = []
    for agency, row in oracle.agencies.items():
        mine = works_in(oracle, agency)
        links = [link for id in mine for link in oracle.links_of(id)]
        home = oracle.organisation(agency)
        if sector in ("", row["sector"]) and mine and all(inside(oracle, home, link) for link in links):
            linked = [id for id in mine if oracle.links_of(id)]
            rows.append((agency, row["name"], row["level"], officers(oracle, agency), len(mine), len(linked)))
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def links_beyond_organisation(oracle: Oracle, sector: str) -> Rows:
    rows = []
    for agency, row in oracle.agencies.items():
        home = oracle.organisation(agency)
        mine = [[inside(oracle, home, link) for link in oracle.links_of(id)] for id in works_in(oracle, agency)]
        if sector in ("", row["sector"]) and mine:
            counts = (len(mine), sum(map(bool, mine)), sum(map(any, mine)), sum(not all(links) for links in mine))
            rows.append((agency, row["name"], home, *counts))
    return sorted(rows, key=lambda row: (-row[6], row[0]))


def agencies(oracle: Oracle, province: str, sector: str) -> Rows:
    rows = []
    for agency, row in oracle.agencies.items():
        if sector not in ("", row["sector"]) or province not in ("", row["province"]):
            continue
        own = {id for id in live_of_type(oracle) if oracle.systems[id]["operator"] == agency}
        others = {use["system"] for use in oracle.uses if use["agency"] == agency and oracle.live(use["system"])} - own
        known = None if row["sworn_officers"] == "" else int(row["sworn_officers"])
        home = oracle.organisation(agency)
        rows.append((agency, row["name"], row["level"], row["province"] or None, home, known, len(own), len(others)))
    return sorted(rows)


def agencies_with_type(oracle: Oracle, sector: str) -> Rows:
    some = {agency for agency, row in oracle.agencies.items() if sector in ("", row["sector"])}
    rows = []
    for type in v.SYSTEM_TYPES:
        systems = live_of_type(oracle, type.id)
        at_work = {id: oracle.agencies_of(id, "user") & some for id in systems}
        in_any_role = {id: oracle.agencies_of(id, *v.ROLES.ids) & some for id in systems}
        every = set().union(*in_any_role.values())
        share = Decimal(100 * len(every)) / len(some) if some else Decimal(0)
        percent = float(share.quantize(Decimal("0.1"), ROUND_HALF_UP)) if some else None
        counts = (sum(map(bool, in_any_role.values())), len(set().union(*at_work.values())), len(every), len(some))
        rows.append((type.id, type.en, *counts, percent))
    return sorted(rows, key=lambda row: (-row[4], row[0]))


def shared_systems(oracle: Oracle, type: str, least: int) -> Rows:
    rows = []
    for id in live_of_type(oracle, type):
        row = oracle.systems[id]
        having = oracle.agencies_of(id, *v.ROLES.ids)
        organisations = {oracle.organisation(agency) for agency in having}
        if len(organisations) >= least:
            rows.append((id, row["name"], row["type"], row["operator"], len(organisations), len(having)))
    return sorted(rows, key=lambda row: (-row[4], -row[5], row[0]))


def most_connected(oracle: Oracle, least: int) -> Rows:
    rows = []
    for id in live_of_type(oracle):
        row, partners = oracle.systems[id], oracle.partners(id)
        if len(partners) >= least:
            homes = set().union(*(oracle.homes(partner) for partner in partners))
            links = {link["id"] for link in oracle.links_of(id)}
            rows.append((id, row["name"], row["type"], len(partners), len(links), len(homes), row["relays"]))
    return sorted(rows, key=lambda row: (-row[3], -row[4], row[0]))


def arrest_and_booking(oracle: Oracle) -> Rows:
    rows = []
    for id in live_of_type(oracle, "arrest_booking"):
        row, receivers = oracle.systems[id], defaultdict(set)
        for sender, receiver, link in oracle.flows:
            if sender == id:
                own = set(filter(None, row["holds"].split(";")))
                receivers[receiver] |= own & set(link["carries"].split(";")) if link["carries"] else own
        types = {other: oracle.systems[other]["type"] for other in receivers}
        mugshots = any("mugshots" in receivers[other] for other in receivers if types[other] == "rms")
        prints = any(
            "fingerprints" in receivers[other]
            for other in receivers
            if types[other] in ("national_repository", "biometric")
        )
        holds = [word for word in row["holds"].split(";") if word]
        rows.append((id, row["name"], row["operator"], holds, len(receivers), mugshots, prints))
    return sorted(rows, key=lambda row: row[0])


def on_missing_links(oracle: Oracle, impediments: list[Row]) -> set[tuple[object, ...]]:
    found = set()
    for row in impediments:
        subject = row["subject"]
        operated = {id for id, system in oracle.systems.items() if system["operator"] == subject}
        mine = {subject} if subject in oracle.systems else operated | set(works_in(oracle, subject))
        if row["to"]:
            linked = any(row["to"] in oracle.partners(id) for id in mine)
            found.add((subject, row["to"], row["impediment"], row.get("note") or None, linked))
    return found
