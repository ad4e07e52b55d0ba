"""Levels of maturity by brute force: every way in which unknown facts could be filled in is tried, row by row.

Plain Python over rows as dictionaries; it shares no code with ``graphmodel.engine.maturity``.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import product

from graphmodel.records.catalogue import Catalogue
from tests.oracle import Oracle, Row, rows_of

MODES = ("query", "push", "replicate", "federated_search", "file_transfer", "manual")
LATENCIES = ("live", "daily", "periodic")
ACCESSES = ("content", "index", "hit")
OPENNESS = ("published", "restricted", "proprietary")
Interval = tuple[int, int, frozenset[str]]


def data_lane(mode: str, latency: str, openness: str, direction: str) -> int:
    """The level on SAFECOM's data lane; ``openness`` is ``none`` where the link follows no standard."""
    level = {"published": 4, "restricted": 4, "proprietary": 3, "none": 3}[openness]
    if level == 4 and direction == "two_way":
        level = 5
    if mode == "file_transfer" or (mode, latency) == ("replicate", "periodic"):
        level = 1
    return 0 if mode == "manual" else level


def lisi(mode: str, access: str, openness: str, direction: str, across: bool) -> int:
    """The level on LISI."""
    if mode == "manual":
        return 0
    if access == "hit" or mode == "file_transfer":
        return 1
    asks_for_content = mode in ("query", "federated_search") and access == "content"
    if not asks_for_content or openness == "none":
        return 2
    return 4 if (direction, openness, across) == ("two_way", "published", True) else 3


class Levels:
    """The maturity of one catalogue, by brute force."""

    def __init__(self, catalogue: Catalogue, scale: str) -> None:
        self.oracle, self.scale = Oracle(catalogue), scale
        self.openness = {row["id"]: row["openness"] for row in rows_of(catalogue, "standards")}

    @cached_property
    def links(self) -> list[Row]:
        """The links that have a level: live, or in use and re-keyed by people."""
        by_hand = [
            link
            for link in self.oracle.all_links
            if link["mode"] == "manual"
            and link["status"] in ("active", "retiring")
            and self.oracle.live(link["from"])
            and self.oracle.live(link["to"])
        ]
        return [*self.oracle.links, *by_hand]

    def across(self, link: Row) -> bool:
        one, other = (self.oracle.agencies[self.oracle.systems[link[end]]["operator"]] for end in ("from", "to"))
        hosts = {"broker", "vendor_operated"} & {one["sector"], other["sector"]}
        return one["province"] != other["province"] or (one["sector"] != other["sector"] and not hosts)

    def level(self, link: Row, standard: str) -> int:
        if self.scale == "safecom":
            return data_lane(link["mode"], link["latency"], standard, link["direction"])
        return lisi(link["mode"], link["access"], standard, link["direction"], self.across(link))

    def interval(self, link: Row) -> Interval:
        """The least and the greatest level of all completions, and the unknown facts that still matter."""
        could: dict[str, tuple[str, ...]] = {
            "mode": MODES if link["mode"] == "unknown" else (link["mode"],),
            "latency": (link["latency"],) if link["latency"] else LATENCIES,
            "access": (link["access"],) if link["access"] else ACCESSES,
        }
        if not link["standard"]:
            could["standard"] = ("none", *OPENNESS)
        elif link["standard"] == "none":
            could["none"] = ("none",)
        else:
            openness = self.openness[link["standard"]]
            could["openness"] = (openness,) if openness else OPENNESS
        levels = {
            filled: self.level({**link, **dict(zip(could, filled, strict=True))}, filled[-1])
            for filled in product(*could.values())
        }
        matters = {
            name
            for at, name in enumerate(could)
            for one in levels
            for other in levels
            if one[:at] + one[at + 1 :] == other[:at] + other[at + 1 :] and levels[one] != levels[other]
        }
        return min(levels.values()), max(levels.values()), frozenset(matters)

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        return {link["id"]: self.interval(link) for link in self.links}

    def of_agency(self, agency: str) -> list[Row]:
        """The links by which records come into a system that an agency reads."""

        def reads(system: str) -> bool:
            return agency in self.oracle.agencies_of(system, "user", "reader")

        return [
            link for link in self.links if reads(link["to"]) or (link["direction"] == "two_way" and reads(link["from"]))
        ]

    def of_type(self, type: str) -> list[Row]:
        return [
            link for link in self.links if type in {self.oracle.systems[link[end]]["type"] for end in ("from", "to")}
        ]

    def of_province(self, province: str) -> list[Row]:
        def where(system: str) -> str:
            return self.oracle.agencies[self.oracle.systems[system]["operator"]]["province"] or "national"

        return [link for link in self.links if province in {where(link["from"]), where(link["to"])}]

    def works_with(self, agency: str) -> int:
        """How many agencies of other organisations work in a live system in which an agency works."""
        oracle = self.oracle
        found: set[str] = set()
        for system in oracle.systems:
            users = oracle.agencies_of(system, "user")
            if oracle.live(system) and agency in users:
                found |= {other for other in users if oracle.organisation(other) != oracle.organisation(agency)}
        return len(found)

    def group(self, links: list[Row]) -> tuple[object, ...]:
        """links, settled, low, high, half_low, half_high, percent_low, percent_high, missing of some links."""
        if not links:
            return 0, 0, None, None, None, None, None, None, ()
        found = [self.intervals[link["id"]] for link in links]
        lows, highs = sorted(each[0] for each in found), sorted(each[1] for each in found)
        half = len(found) // 2  # so many may lie below the level that half of them reach
        shares = [(2000 * sum(level >= 2 for level in of) + len(of)) // (2 * len(of)) / 10 for of in (lows, highs)]
        missing = Counter(name for each in found for name in each[2])
        names = sorted(
            missing,
            key=lambda name: (-missing[name], ("mode", "latency", "access", "standard", "openness").index(name)),
        )
        settled = sum(low == high for low, high, _ in found)
        return len(found), settled, lows[0], highs[0], lows[half], highs[half], *shares, tuple(names)
