"""Questions about agreements answered by reading the tables of ``Permission`` to the letter: verdicts, links, indicators."""

from __future__ import annotations

from collections.abc import Iterable

from tests.oracle import Row
from tests.permission import LIVE, Permission, items


def legal_rows(permission: Permission, subject: str, to: str) -> tuple[set[str], set[str]]:
    """Return the ids of the rows that forbid, and that permit, what the missing link of an impediment would carry."""
    systems = permission.oracle.systems
    own = {subject} if subject in systems else {id for id in systems if systems[id]["operator"] == subject}
    ways = [(own, to), ({to}, own)] if to else [(own, None)]
    found: dict[str, set[str]] = {"forbids": set(), "permits": set()}
    for origins, into in ways:
        reached = set(permission.oracle.agencies)
        if into is not None:
            reading = {into} if isinstance(into, str) else into
            reached = {agency for end in reading for agency in permission.oracle.agencies_of(end, "user", "reader")}
        for origin in filter(permission.oracle.live, origins):
            for class_ in items(systems[origin]["holds"]):
                for discloser in permission.oracle.agencies_of(origin, "user", "contributor"):
                    for recipient in reached:
                        for row in permission.covering(recipient, discloser, class_, origin):
                            found[row["effect"]].add(row["id"])
    return found["forbids"], found["permits"]


def links_under(permission: Permission, row: Row) -> set[str]:
    """Return the live links that run under a row: of one flow, the sender and a class that passes are covered."""
    oracle, found = permission.oracle, set[str]()
    for sender, receiver, link in oracle.flows:
        for discloser in oracle.agencies_of(sender, "user", "contributor") & permission.party(row, "discloser"):
            for recipient in oracle.agencies_of(receiver, "user", "reader") & permission.party(row, "recipient"):
                apart = oracle.organisation(discloser) != oracle.organisation(recipient)
                if apart and any(permission.speaks_of(row, class_, sender) for class_ in oracle.passes(sender, link)):
                    found.add(link["id"])
    return found


def links_between(permission: Permission) -> set[str]:
    """Return the live links over which something can flow between organisations."""
    oracle = permission.oracle
    return {
        link["id"]
        for sender, receiver, link in oracle.flows
        for discloser in oracle.agencies_of(sender, "user", "contributor")
        for recipient in oracle.agencies_of(receiver, "user", "reader")
        if oracle.organisation(discloser) != oracle.organisation(recipient) and oracle.passes(sender, link)
    }


def indicators(permission: Permission) -> dict[str, tuple[set[str], int]]:
    """Return each indicator: the ids that it is true of, and of how many."""
    served = [row for row in permission.all_rows if permission.counts({**row, "status": "active"})]
    permits = [row for row in served if row["effect"] == "permits"]
    live = [row for row in permits if row["status"] in LIVE]
    ended = [row for row in permits if row["status"] == "retired"]
    under = {row["id"]: links_under(permission, row) for row in live + ended}
    between = links_between(permission)
    covered = set[str]().union(*(under[row["id"]] for row in live))

    def ids(rows: Iterable[Row]) -> set[str]:
        return {row["id"] for row in rows}

    return {
        "without_audit": (ids(row for row in live if row["audit"] != "true"), len(live)),
        "without_onward": (ids(row for row in live if not row["onward"]), len(live)),
        "without_retention": (ids(row for row in live if not row["retention"]), len(live)),
        "expired_with_live_links": (ids(row for row in ended if under[row["id"]]), len(ended)),
        "links_without_agreement": (between - covered, len(between)),
        "agreements_without_link": (ids(row for row in live if not under[row["id"]]), len(live)),
    }
