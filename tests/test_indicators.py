"""The study's table equals a count in plain Python, on random catalogues and against what was published in 2014."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pandas as pd
import pytest

from graphmodel import shipped as content
from graphmodel.answers.study import BASES, COLUMNS, GROUPINGS, study
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System
from graphmodel.stores import open_store
from graphmodel.words import vocabulary as v
from tests.oracle import STUDY, Oracle
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("indicators")

APART = ["broker", "national_repository", "biometric"]
WAYS = list(product(GROUPINGS, BASES, (False, True)))


def published() -> dict[str, int]:
    with (content.folder("data") / "nleim-2014" / "study" / "published.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        return {row["type"]: int(row["percent_interconnected"]) for row in csv.DictReader(lines)}


def group_of(oracle: Oracle, by: str, system: str, owner: str) -> str:
    """Return the group of a system that an agency owns: its operator, or the organisation it is an entry of."""
    if by == "type":
        return oracle.systems[system]["type"]
    return oracle.organisation(owner) if by == "organisation" else oracle.agencies[owner][by] or "national"


def units_of(oracle: Oracle, basis: str) -> list[tuple[str, str, list[bool]]]:
    """Return (owner, system, for each live link whether it is internal) of everything counted."""
    live = [id for id in oracle.systems if oracle.live(id)]
    if basis == "systems":
        return [
            (oracle.systems[id]["operator"], id, [oracle.is_internal(link) for link in oracle.links_of(id)])
            for id in live
        ]
    return [(home, id, oracle.entry_links(home, id)) for id in live for home in oracle.homes(id)]


def counted(oracle: Oracle, by: str, basis: str) -> dict[str, tuple[int, int, int, int, int]]:
    """Return for each group: systems, interconnected, internal, internal only, agencies."""
    units = units_of(oracle, basis)
    holders = [
        (oracle.organisation(agency) if basis == "entries" else oracle.systems[id]["operator"], id, agency)
        for id in oracle.systems
        if oracle.live(id)
        for agency in oracle.agencies_of(id, "user")
    ]

    def row(belongs) -> tuple[int, int, int, int, int]:
        links = [inside for owner, id, inside in units if belongs(owner, id)]
        linked = [inside for inside in links if inside]
        agencies = {agency for owner, id, agency in holders if belongs(owner, id)}
        return len(links), len(linked), sum(map(any, linked)), sum(map(all, linked)), len(agencies)

    groups = {}
    for owner, id, _ in (*units, *holders):
        kind = oracle.systems[id]["type"]
        names = [kind] if kind in APART else ["all", group_of(oracle, by, id, owner)]
        for name in names:
            groups.setdefault(name, set()).add((owner, id))
    return {name: row(lambda owner, id_, found=found: (owner, id_) in found) for name, found in groups.items()}


def order_of(oracle: Oracle, by: str, rows: dict[str, tuple[int, ...]]) -> list[str]:
    tops = sorted({oracle.organisation(agency) for agency in oracle.agencies})
    groups = {
        "type": STUDY,
        "province": [*v.PROVINCES.ids, "national"],
        "level": list(v.LEVELS.ids),
        "organisation": [top for top in tops if rows.get(top, (0,))[0]],
    }
    return [*groups[by], "all", *APART]


def share(row: tuple[int, ...]) -> float | None:
    if not row[0]:
        return None
    return float((Decimal(100 * row[1]) / row[0]).quantize(Decimal("0.1"), ROUND_HALF_UP))


def expected(catalogue: Catalogue, by: str, basis: str, documented: bool) -> list[tuple[object, ...]]:
    sure = counted(Oracle(catalogue.documented()), by, basis)
    oracle = Oracle(catalogue.documented() if documented else catalogue)
    rows = counted(oracle, by, basis)
    none = (0, 0, 0, 0, 0)
    shown = published() if by == "type" else {"all": published()["all"]}
    made = []
    for group in order_of(oracle, by, rows):
        systems, linked, internal, only, agencies = row = rows.get(group, none)
        flag = "none recorded" if systems == 0 else "n < 5" if systems < 5 else ""
        shares = share(row), share(sure.get(group, none))
        made.append((group, systems, linked, *shares, internal, only, agencies, shown.get(group), flag))
    return made


def rows_of(table: pd.DataFrame) -> list[tuple[object, ...]]:
    plain = table.drop(columns="name").astype("object")
    return [tuple(row) for row in plain.where(plain.notna(), None).itertuples(index=False, name=None)]


def test_the_table_is_a_plain_count() -> None:
    for seed in range(40):
        catalogue = random_catalogue(seed)
        for by, basis, documented in WAYS[seed % 8 :: 8]:
            found = rows_of(study(catalogue, by, basis, documented=documented))
            assert found == expected(catalogue, by, basis, documented), (seed, by, basis, documented)


@pytest.mark.parametrize(("by", "basis", "documented"), WAYS)
def test_canada_is_a_plain_count(canada: Catalogue, by: str, basis: str, documented: bool) -> None:
    found = rows_of(study(canada, by, basis, documented=documented))
    assert found == expected(canada, by, basis, documented)


def test_canada_in_figures(canada: Catalogue) -> None:
    table = study(canada).set_index("group")
    rms, everything = table.loc["rms"], table.loc["all"]
    assert (rms["systems"], rms["interconnected"], rms["agencies"]) == (34, 20, 71)
    assert rms["systems"] - rms["interconnected"] == 14
    assert (everything["systems"], everything["percent"], everything["published_2014"]) == (338, 58.3, 36)


@pytest.mark.parametrize("basis", BASES)
def test_the_made_up_study_gives_every_published_share(nleim: Catalogue, basis: str) -> None:
    table = study(nleim, basis=basis).set_index("group")
    exact = (
        Decimal(100 * int(row.interconnected)) / int(row.systems) for row in table.loc[list(published())].itertuples()
    )
    whole = [int(value.quantize(Decimal(1), ROUND_HALF_UP)) for value in exact]
    assert dict(zip(published(), whole, strict=True)) == published()
    everything, rms = table.loc["all"], table.loc["rms"]
    assert (rms["interconnected"], rms["systems"]) == (19, 39)
    assert {round(100 * everything[name] / everything["interconnected"]) for name in ("internal", "internal_only")} == {
        40
    }


@pytest.mark.parametrize("basis", BASES)
def test_nothing_recorded_gives_a_table_of_nothing(basis: str) -> None:
    table = study(Catalogue.unchecked({}), basis=basis)
    assert list(table["group"]) == [*STUDY, "all", *APART]
    assert set(table["systems"]) == {0}
    assert set(table["flag"]) == {"none recorded"}
    assert table["percent"].isna().all()


def test_columns_and_words() -> None:
    assert (
        *("group", "name", "systems", "interconnected", "percent", "percent_documented", "internal"),
        *("internal_only", "agencies", "published_2014", "flag"),
    ) == COLUMNS
    catalogue = random_catalogue(1)
    for by, language in product(GROUPINGS, ("en", "fr")):
        table = study(catalogue, by, language=language)
        assert tuple(table.columns) == COLUMNS
        assert table["name"].notna().all()
        words = {word.id: word.name(language) for word in (*v.SYSTEM_TYPES, *v.PROVINCES, *v.LEVELS)}
        named = dict(zip(table["group"], table["name"], strict=True))
        assert {id: name for id, name in named.items() if id in words} == {id: words[id] for id in named if id in words}
        assert named["all"] == {"en": "All study types", "fr": "Tous les types de l'étude"}[language]


def test_an_organisation_goes_by_its_name_in_the_language_asked_for(canada: Catalogue) -> None:
    names = {
        language: dict(study(canada, "organisation", language=language)[["group", "name"]].itertuples(index=False))
        for language in ("en", "fr")
    }
    given = canada.agencies.set_index("id")
    own = [id for id in names["en"] if id in given.index]
    assert own
    assert {id: names["en"][id] for id in own} == dict(given.loc[own, "name"])
    assert {id: names["fr"][id] for id in own} == dict(given.loc[own, "name_fr"].fillna(given.loc[own, "name"]))
    assert names["fr"]["rcmp"] == "Gendarmerie royale du Canada"


def test_a_tie_rounds_up_as_the_canned_query_does() -> None:
    agency = Agency(id="a", name="A", level="municipal", sector="policing")
    same = {"operator": "a", "status": "active"}
    systems = [System(id=f"s{n:02}", name="S", type="rms", **same) for n in range(16)]
    cad = System(id="t", name="T", type="cad", **same)
    link = Link(from_="s00", to="t", direction="one_way", mode="query", status="active")
    catalogue = Catalogue.unchecked({}).add(agency, cad, *systems, link)
    with open_store("memory:") as store:
        store.write(catalogue)
        ((engine,),) = store.run(
            "MATCH (s:System)-[:OF_TYPE]->(t:SystemType {id: 'rms'}) WITH count(s) AS n, "
            "sum(CASE WHEN s.interconnected THEN 1 ELSE 0 END) AS k RETURN round(100.0 * k / n, 1) AS percent"
        ).rows
    table = study(catalogue).set_index("group")
    assert (table.loc["rms", "percent"], engine) == (6.3, 6.3)  # 1 of 16 is 6.25 %
