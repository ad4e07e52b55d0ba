"""How records travel, walk by walk: the fewest flows to wherever they arrive, and the nearest miss.

The nearest miss of a system's own records on their way to another system is, of all walks along links, the one that
breaks the definitions least often; of such the one with the fewest steps; of such the first by ids. A walk goes over links in
service or planned (no manual or statistical ones, no end out of service), with or against their direction. It breaks
the definitions where

- a system in between does not relay,
- a link runs the other way,
- a link does not carry the class,
- a link copies what its sender has only as a live answer (it then stays one),
- a link, or a system on the walk, is only planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from tests.oracle import Oracle, Records, Row

OWN, STORED, LIVE = "own", "stored", "live"
"""How a system on a walk has the records: its own, stored in it, or as a live answer."""
Breach = tuple[str, str]
"""What is broken, and the id of the system or link that is meant."""


def copies(link: Row) -> bool:
    return link["mode"] in ("push", "replicate", "file_transfer")


def arrivals(oracle: Oracle) -> dict[tuple[str, str], dict[str, int]]:
    """Return for each (origin, class) the systems that it arrives in, with the fewest flows that it takes."""
    stored: dict[str, Records] = {system: set() for system in oracle.systems}
    arrives: dict[str, Records] = {system: set() for system in oracle.systems}
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for number in count(1):
        offers = [(w, link, oracle.offer(u, w, link, stored, arrives)) for u, w, link in oracle.flows]
        if all(offer <= arrives[w] and (offer <= stored[w] or not copies(link)) for w, link, offer in offers):
            return found
        for w, link, offer in offers:
            for record in offer - arrives[w]:
                found[record].setdefault(w, number)
            arrives[w] = arrives[w] | offer
            if copies(link):
                stored[w] = stored[w] | offer
    raise AssertionError


@dataclass(frozen=True, order=True)
class Walk:
    """A walk by what it costs: breaches, steps, then the ids that it passes (receivers and links, step by step)."""

    broken: int
    steps: int
    passed: tuple[tuple[str, str], ...]
    breaches: tuple[tuple[int, Breach], ...]
    """What is broken, each with the number of its step from 0; what the origin itself lacks belongs to the first."""


def ended(oracle: Oracle, system: str) -> bool:
    return not oracle.live(system) and oracle.systems[system]["status"] != "planned"


def passable(oracle: Oracle) -> dict[str, list[tuple[str, Row, bool]]]:
    """Return for each system the steps away from it: (receiver, link, against its direction)."""
    made: dict[str, list[tuple[str, Row, bool]]] = defaultdict(list)
    for link in oracle.all_links:
        one, other = link["from"], link["to"]
        if link["status"] not in ("active", "retiring", "planned") or ended(oracle, one) or ended(oracle, other):
            continue
        if link["mode"] != "manual" and link["purpose"] != "statistical":
            made[one].append((other, link, False))
            made[other].append((one, link, link["direction"] != "two_way"))
    return made


def step_breaches(
    oracle: Oracle, sender: str, how: str, link: Row, receiver: str, item: str, *, against: bool
) -> list[Breach]:
    """Return what one step breaks, its sender having records of a class in some way."""
    found: list[Breach] = []
    if how != OWN and not oracle.systems[sender]["relays"]:
        found.append(("does_not_relay", sender))
    if against:
        found.append(("wrong_direction", link["id"]))
    if link["carries"] and item not in link["carries"].split(";"):
        found.append(("class_not_carried", link["id"]))
    if copies(link) and how == LIVE:
        found.append(("live_answer_not_copied", link["id"]))
    found += [("planned", link["id"])] if link["status"] == "planned" else []
    found += [("planned", receiver)] if oracle.systems[receiver]["status"] == "planned" else []
    return found


def onward(
    oracle: Oracle, ways: dict[str, list[tuple[str, Row, bool]]], at: tuple[str, str], walk: Walk, item: str
) -> Iterator[tuple[tuple[str, str], Walk]]:
    """Yield all walks that are one step longer, and where they lead: (system, how it has the records)."""
    system, how = at
    for receiver, link, against in ways[system]:
        lacks = step_breaches(oracle, system, how, link, receiver, item, against=against)
        breaches = walk.breaches + tuple((walk.steps, breach) for breach in lacks)
        passed = (*walk.passed, (receiver, link["id"]))
        then = STORED if copies(link) and how != LIVE else LIVE
        yield (receiver, then), Walk(walk.broken + len(lacks), walk.steps + 1, passed, breaches)


def started(oracle: Oracle, origin: str) -> Walk:
    """Return the walk of no step."""
    lacks = ((0, ("planned", origin)),) if oracle.systems[origin]["status"] == "planned" else ()
    return Walk(len(lacks), 0, (), lacks)


def nearest(oracle: Oracle, origin: str, item: str) -> dict[str, Walk]:
    """Return the best walk from an origin to each other system that any walk leads to.

    All walks are tried, longer and longer; one is given up where another leads to the same place, with the records
    had in the same way, and costs less: whatever is still to come would cost the same behind either.
    """
    ways = passable(oracle)
    best = {(origin, OWN): started(oracle, origin)}
    fresh = dict(best)
    while fresh:
        longer: dict[tuple[str, str], Walk] = {}
        for at, walk in fresh.items():
            for there, more in onward(oracle, ways, at, walk, item):
                if more < min((walks[there] for walks in (best, longer) if there in walks), default=_NEVER):
                    longer[there] = more
        best |= longer
        fresh = longer
    found: dict[str, Walk] = {}
    for (system, _), walk in best.items():
        if system != origin:
            found[system] = min(walk, found.get(system, _NEVER))
    return found


_NEVER = Walk(10**9, 0, (), ())


def every_walk(oracle: Oracle, origin: str, item: str, most: int) -> dict[str, Walk]:
    """Return the best walk of up to so many steps to each system, by looking at every single one: for tiny worlds."""
    ways, found = passable(oracle), dict[str, Walk]()
    todo = [((origin, OWN), started(oracle, origin))]
    while todo:
        at, walk = todo.pop()
        if at[0] != origin:
            found[at[0]] = min(walk, found.get(at[0], _NEVER))
        if walk.steps < most:
            todo += onward(oracle, ways, at, walk, item)
    return found
