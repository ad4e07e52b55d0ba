"""The default link of two systems and what it brings, followed to the letter in plain Python, on the oracle."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from itertools import combinations

from graphmodel.words.vocabulary import IMPEDIMENTS
from tests.oracle import Oracle, Row

Triples = set[tuple[str, str, str]]
COPIED = ("agencies", "systems", "uses")
CAUSES: list[str] = [word.id for word in IMPEDIMENTS]


def lacks(oracle: Oracle, sender: str, receiver: str) -> bool:
    """Return whether two different live systems have no live flow from the first to the second."""
    joined = any((u, w) == (sender, receiver) for u, w, _ in oracle.flows)
    return sender != receiver and oracle.live(sender) and oracle.live(receiver) and not joined


def is_choosy(oracle: Oracle, system: str) -> bool:
    row = oracle.systems[system]
    return oracle.live(system) and bool(row["relays"] or row["type"] == "national_repository")


def taken(oracle: Oracle, system: str) -> str:
    """Return the ``carries`` of a proposed flow into a system; empty where it takes whatever is offered."""
    if not is_choosy(oracle, system):
        return ""
    dealt = set((oracle.systems[system]["holds"] or "unspecified").split(";"))
    for _, receiver, link in oracle.flows:
        if receiver == system and link["carries"]:
            dealt |= set(link["carries"].split(";"))
    return ";".join(sorted(dealt))


def free_id(oracle: Oracle, sender: str, receiver: str) -> str:
    known = {link["id"] for link in oracle.all_links}
    if f"{sender}>{receiver}" not in known:
        return f"{sender}>{receiver}"
    number = 2
    while f"{sender}-to-{receiver}-{number}" in known:
        number += 1
    return f"{sender}-to-{receiver}-{number}"


def default_links(oracle: Oracle, one: str, other: str) -> list[Row]:
    """Return the links that are to be added between two systems, a flow each."""
    return [
        {
            **dict.fromkeys(("access", "latency", "standard", "note", "source"), ""),
            "id": free_id(oracle, sender, receiver),
            "from": sender,
            "to": receiver,
            "direction": "one_way",
            "mode": "query",
            "status": "active",
            "purpose": "operational",
            "carries": taken(oracle, receiver),
        }
        for sender, receiver in ((one, other), (other, one))
        if lacks(oracle, sender, receiver)
    ]


def plus(oracle: Oracle, links: Iterable[Row]) -> Oracle:
    """Return the world with more links."""
    made = copy.copy(oracle)
    made.__dict__ = {name: oracle.__dict__[name] for name in COPIED}
    made.all_links = [*oracle.all_links, *links]
    return made


def linked(oracle: Oracle, one: str, other: str) -> Oracle:
    """Return the world with the default link of two systems; the same world where nothing is missing."""
    links = default_links(oracle, one, other)
    return plus(oracle, links) if links else oracle


def without(oracle: Oracle, system: str) -> Oracle:
    """Return the world in which a system is retired."""
    made = plus(oracle, ())
    made.systems = {**oracle.systems, system: {**oracle.systems[system], "status": "retired"}}
    return made


def gain(oracle: Oracle, one: str, other: str) -> Triples:
    """Return the triples that the default link of two systems makes visible."""
    return linked(oracle, one, other).triples() - oracle.triples()


def readers(oracle: Oracle, system: str) -> set[str]:
    return oracle.agencies_of(system, "user", "reader")


def reasons(oracle: Oracle, one: str, other: str) -> list[str]:
    """Return why a link of two systems is plausible, in English; none where it is not."""
    said: list[str] = []
    types = [oracle.systems[end]["type"] for end in (one, other)]
    for end, type in zip((one, other), types, strict=True):
        if oracle.live(end) and oracle.systems[end]["relays"]:
            said.append(f"{end} relays")
        elif oracle.live(end) and type == "national_repository":
            said.append(f"{end} is a national repository")
    if types[0] == types[1]:
        said.append("same type")
    joined = [
        sorted((oracle.systems[link["from"]]["type"], oracle.systems[link["to"]]["type"])) for link in oracle.links
    ]
    if times := joined.count(sorted(types)):
        said.append(f"this pair of types is linked {times} time{'' if times == 1 else 's'}")
    return said


def held_back(oracle: Oracle, impediments: list[Row], one: str, other: str) -> list[str]:
    """Return the causes that hold a link of two systems back, in the order of the vocabulary."""
    causes = {
        row["impediment"]
        for end, far in ((one, other), (other, one))
        for row in impediments
        if row["subject"] in (end, oracle.systems[end]["operator"]) and row["to"] in ("", far)
    }
    return [id for id in CAUSES if id in causes]


def candidates(oracle: Oracle, ends: set[str] | None = None, others: set[str] | None = None) -> list[tuple[str, str]]:
    """Return the plausible pairs with a flow missing, one end among ``ends`` and the other among ``others``, sorted.

    The first is the one of ``ends``; where both fit either way, the first by its id.
    """

    def fits(one: str, other: str) -> bool:
        return (ends is None or one in ends) and (others is None or other in others)

    found: list[tuple[str, str]] = []
    for one, other in combinations(sorted(oracle.systems), 2):
        if (lacks(oracle, one, other) or lacks(oracle, other, one)) and reasons(oracle, one, other):
            found += [(one, other)] if fits(one, other) else [(other, one)] if fits(other, one) else []
    return sorted(found)


def linked_all(oracle: Oracle, pairs: Iterable[tuple[str, str]]) -> Oracle:
    """Return the world with the default links of some pairs, one after the other."""
    for pair in pairs:
        oracle = linked(oracle, *pair)
    return oracle


def visible(oracle: Oracle) -> int:
    """Return how many triples are visible."""
    return len(oracle.triples())
