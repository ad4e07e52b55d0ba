"""Questions about agreements answered by reading the tables of ``Permission`` to the letter: verdicts, links, indicators."""

from __future__ import annotations

from tests.permission import Permission, items


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
