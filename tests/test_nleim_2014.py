"""The made-up catalogue of the 2014 study, counted in plain Python from the definitions and without graphmodel."""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.worlds.nleim_2014 import COLUMNS, HOME, make

Row = dict[str, str]
ALIVE = {"active", "retiring"}
APART = {"broker", "national_repository", "biometric"}
NEVER_INTERNAL = {"broker", "national_repository"}
BASES = ("systems", "entries")
# Type: live systems, with a live link, with an internal one (the construction told in FACTS.md).
CONSTRUCTION = {
    "rms": (39, 19, 9),
    "cad": (30, 21, 13),
    "mobile_reporting": (45, 27, 19),
    "arrest_booking": (20, 10, 3),
    "eticketing_lpr": (26, 13, 0),
    "digital_evidence": (16, 5, 0),
    "criminal_justice_im": (26, 6, 0),
    "business_intelligence": (15, 3, 0),
    "mcm": (15, 3, 0),
    "citizen_portal": (2, 2, 2),
    "other": (25, 2, 0),
    "jail_cell": (38, 3, 0),
    "content_management": (20, 0, 0),
    "all": (317, 114, 46),
}


def rows(table: str) -> list[Row]:
    with (HOME / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class World:
    """What section 2 of the design derives from the tables: homes, live systems, live links, entries."""

    def __init__(self) -> None:
        self.agencies = {a["id"]: a for a in rows("agencies")}
        self.systems = {s["id"]: s for s in rows("systems")}
        self.homes: dict[str, set[str]] = {id: set() for id in self.systems}
        for s in self.systems.values():
            if self.agencies[s["operator"]]["sector"] not in {"broker", "vendor_operated"}:
                self.homes[s["id"]].add(self.organisation(s["operator"]))
        for use in rows("uses"):
            if use["role"] == "user":
                self.homes[use["system"]].add(self.organisation(use["agency"]))
        self.live = {id for id, s in self.systems.items() if s["status"] in ALIVE}
        self.study = {id for id in self.live if self.systems[id]["type"] not in APART}
        self.links = [
            link
            for link in rows("links")
            if link["status"] in ALIVE
            and {link["from"], link["to"]} <= self.live
            and link["mode"] != "manual"
            and link["purpose"] != "statistical"
        ]
        self.ends: dict[str, list[str]] = defaultdict(list)  # system -> the other end of each of its live links
        for link in self.links:
            self.ends[link["from"]].append(link["to"])
            self.ends[link["to"]].append(link["from"])
        self.entries = {(home, id) for id in self.study for home in self.homes[id]}

    def organisation(self, agency: str) -> str:
        while above := self.agencies[agency]["part_of"]:
            agency = above
        return agency

    def type(self, system: str) -> str:
        return self.systems[system]["type"]

    def inside(self, system: str, homes: set[str]) -> list[bool]:
        """Of each live link of the system, whether it is internal, read for these of its homes."""
        return [
            bool(homes & self.homes[other]) and not {self.type(system), self.type(other)} & NEVER_INTERNAL
            for other in self.ends[system]
        ]

    def counted(self, basis: str) -> dict[str, list[list[bool]]]:
        """Per study type, and for all of them, each system's or entry's links as internal or not."""
        found: dict[str, list[list[bool]]] = defaultdict(list)
        pairs = [({home}, id) for home, id in self.entries]
        if basis == "systems":
            pairs = [(self.homes[id], id) for id in self.study]
        for homes, id in pairs:
            for group in (self.type(id), "all"):
                found[group].append(self.inside(id, homes))
        return found

    def of_type(self, type: str) -> set[str]:
        return {id for id in self.study if self.type(id) == type}


WORLD = World()
PUBLISHED = {row["type"]: int(row["percent_interconnected"]) for row in rows("study/published")}


def test_making_again_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path)

    assert {*COLUMNS} == {path.stem for path in tmp_path.glob("*.csv")}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (HOME / path.name).read_bytes(), path.name


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("type", PUBLISHED)
def test_every_published_share_comes_out(type: str, basis: str) -> None:
    links = WORLD.counted(basis)[type]
    connected = sum(map(bool, links))

    assert round(100 * connected / len(links)) == PUBLISHED[type]
    assert (len(links), connected, sum(map(any, links))) == CONSTRUCTION[type]


@pytest.mark.parametrize("basis", BASES)
def test_forty_percent_connect_internally_whichever_way_it_is_read(basis: str) -> None:
    connected = [links for links in WORLD.counted(basis)["all"] if links]

    assert {any(links) == all(links) for links in connected} == {True}
    assert round(100 * sum(map(any, connected)) / len(connected)) == 40


def test_no_system_of_a_study_type_has_two_homes_or_none() -> None:
    assert {len(WORLD.homes[id]) for id in WORLD.study} == {1}
    assert len(WORLD.entries) == len(WORLD.study) == 317


def test_thirty_nine_organisations_in_every_province_and_the_territories_through_the_rcmp() -> None:
    organisations = {home for home, _ in WORLD.entries}
    provinces = {WORLD.agencies[id]["province"] for id in organisations}
    detachments = {a["province"] for a in WORLD.agencies.values() if a["part_of"] == "rcmp"}

    assert len(organisations) == 39
    assert {"rcmp", "opp", "rnc"} <= organisations
    assert provinces == {"", "AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK"}
    assert detachments == {"NT", "NU", "YT"}


def test_records_systems_most_often_connect_with_dispatch_cpic_pip_and_provincial_major_case_systems() -> None:
    having: Counter[str] = Counter()
    for id in WORLD.of_type("rms"):
        having.update(
            {other if WORLD.type(other) == "national_repository" else WORLD.type(other) for other in WORLD.ends[id]}
        )
    fifth = having.most_common(5)[4][1]

    assert {name for name, count in having.items() if count > fifth} == {"cad", "cpic", "pip", "mcm"}
    assert {WORLD.systems[id]["scope"] for id in WORLD.of_type("mcm") if WORLD.ends[id]} == {"provincial"}


def test_records_systems_meet_each_other_only_inside_ontario_and_british_columbia() -> None:
    def province(system: str) -> str:
        return WORLD.agencies[WORLD.systems[system]["operator"]]["province"]

    records = WORLD.of_type("rms")
    direct = {(id, other) for id in records for other in WORLD.ends[id] if other in records}
    by_broker = {(id, b) for id in records for b in WORLD.ends[id] if WORLD.type(b) == "broker"}

    assert {(province(a), province(b)) for a, b in direct} == {("ON", "ON"), ("BC", "BC")}
    assert {(province(a), b) for a, b in by_broker} == {("ON", "optic"), ("BC", "prime")}


def test_seventy_percent_of_mobile_reporting_is_internal_to_dispatch_and_records() -> None:
    mobiles = {id for id in WORLD.of_type("mobile_reporting") if WORLD.ends[id]}
    internal = {id for id in mobiles if any(WORLD.inside(id, WORLD.homes[id]))}

    assert (len(internal), len(mobiles)) == (19, 27)
    assert round(100 * len(internal) / len(mobiles)) == 70
    assert {WORLD.type(other) for id in internal for other in WORLD.ends[id]} == {"cad", "rms"}


def test_booking_sends_mugshots_to_its_own_records_system_and_fingerprints_to_cpic() -> None:
    booking = WORLD.of_type("arrest_booking")
    sent = [(link, link["from"] in booking) for link in WORLD.links if {link["from"], link["to"]} & booking]
    inside = {link["carries"] for link, out in sent if out and WORLD.type(link["to"]) == "rms"}
    outside = {link["from"]: link["carries"] for link, out in sent if out and link["to"] == "cpic"}

    assert inside == {"mugshots"}
    assert set(outside.values()) == {"fingerprints"}
    assert len(outside) == 7


def test_business_intelligence_rarely_connects_and_there_are_two_portals() -> None:
    assert sum(bool(WORLD.ends[id]) for id in WORLD.of_type("business_intelligence")) == 3
    assert len(WORLD.of_type("citizen_portal")) == 2


def test_all_causes_of_the_study_are_named_and_its_three_recommendations() -> None:
    causes = {
        "divergent_provincial_investment",
        "legal_privacy",
        "missing_interfaces_standards",
        "no_national_leadership",
        "resource_constraints",
        "shifting_operational_paradigms",
        "siloed_proprietary_systems",
        "technology_limitations",
    }

    assert {row["impediment"] for row in rows("impediments")} == causes
    assert {row["id"] for row in rows("recommendations")} == {"national-strategy", "pip-2-0", "standards-interfaces"}


def test_traps_are_there_and_disturb_nothing() -> None:
    links, dead = rows("links"), {id for id in WORLD.systems if id not in WORLD.live}
    pairs = Counter((link["from"], link["to"]) for link in links)

    assert {s["status"] for s in WORLD.systems.values()} == {"active", "retiring", "retired", "planned", "cancelled"}
    assert {link["status"] for link in links} == {"active", "retiring", "retired", "planned", "cancelled"}
    assert any(link["status"] == "active" and link["to"] in dead for link in links)
    assert {"manual", "query", "push", "replicate", "federated_search", "file_transfer", "unknown"} == {
        x["mode"] for x in links
    }
    assert {link["access"] for link in links} == {"", "content", "index", "hit"}
    assert max(pairs.values()) == 3
    assert any((b, a) in pairs for a, b in pairs)
    assert sum(link["purpose"] == "statistical" for link in links) >= 20
    assert sum(link["direction"] == "two_way" and link in WORLD.links for link in links) >= 20
    assert sum(bool(row["until"]) and row["status"] == "active" for row in [*links, *WORLD.systems.values()]) == 4
    assert sum(not s["holds"] and s["type"] not in APART for s in WORLD.systems.values()) == 3


def test_the_tables_keep_the_format() -> None:
    sources = {row["id"] for row in rows("sources")}
    links = rows("links")
    named = [link["id"] or f"{link['from']}>{link['to']}" for link in links]

    assert sources == {"idc-2014", "made-up"}
    for table, columns in COLUMNS.items():
        found = rows(table)
        assert list(found[0]) == columns.split()
        if table != "sources":
            assert all(row["source"] and set(row["source"].split(";")) <= sources for row in found), table
        assert all(re.fullmatch(r"[a-z0-9-]+", row["id"]) for row in found if row.get("id")), table
        assert {row.get("confidence", "") for row in found} <= {"", "documented"}
    assert len(set(named)) == len(named)
    assert all({link["from"], link["to"]} <= WORLD.systems.keys() and link["from"] != link["to"] for link in links)
    assert not WORLD.agencies.keys() & WORLD.systems.keys()
    assert {row["subject"] for row in rows("impediments")} <= WORLD.agencies.keys() | WORLD.systems.keys()
    assert {row["to"] for row in rows("impediments")} <= {"", *WORLD.systems}
    assert {id for s in WORLD.systems.values() for id in s["replaces"].split(";")} <= {"", *WORLD.systems}
    assert {s["product"] for s in WORLD.systems.values()} == {"", *(row["id"] for row in rows("products"))}
    assert {link["standard"] for link in links} == {"", *(row["id"] for row in rows("standards"))}


def test_every_class_that_a_live_link_names_is_offered_by_a_sender() -> None:
    offered = {id: set((WORLD.systems[id]["holds"] or "unspecified").split(";")) for id in WORLD.live}
    flows = [(x["from"], x["to"], set(x["carries"].split(";")) - {""}) for x in WORLD.links]
    flows += [
        (x["to"], x["from"], set(x["carries"].split(";")) - {""}) for x in WORLD.links if x["direction"] == "two_way"
    ]
    for _ in WORLD.live:
        for start, end, carries in flows:
            if WORLD.systems[end]["relays"] == "true":
                offered[end] |= offered[start] & carries if carries else offered[start]

    for link in WORLD.links:
        senders = [link["from"], link["to"]] if link["direction"] == "two_way" else [link["from"]]
        assert set(link["carries"].split(";")) - {""} <= set().union(*(offered[id] for id in senders)), link


def test_it_says_in_both_languages_that_it_is_made_up() -> None:
    about = tomllib.loads((HOME / "about.toml").read_text(encoding="utf-8"))

    assert about["made_up"] is True
    assert about["name"]
    assert about["name_fr"]
    assert len(about["limits"]) == len(about["limits_fr"]) >= 3
    assert "invented so that the shares published in 2014 come out" in about["limits"][0]
