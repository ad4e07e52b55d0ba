"""What differs between two catalogues is found, all of it and nothing else; a record under a new id is one record."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel import shipped as content
from graphmodel.answers.difference.catalogues import CatalogueDiff
from graphmodel.answers.difference.records import COLUMNS
from graphmodel.errors import SourceError, StoreError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.renaming import renamed
from graphmodel.records.schema import Agency, Link, System, tables
from graphmodel.stores import open_store
from tests.commands import Caller
from tests.worlds.hostile import hostile_catalogue
from tests.worlds.random_worlds import random_catalogue


def small() -> Catalogue:
    agencies = [
        Agency(id="peel", name="Peel Police", level="regional", sector="policing", province="ON", sworn_officers=2000),
        Agency(id="halton", name="Halton Police", level="regional", sector="policing", province="ON"),
    ]
    systems = [
        System(id="peel-rms", name="Peel RMS", type="rms", operator="peel", status="active", holds="persons"),
        System(id="halton-cad", name="Halton CAD", type="cad", operator="halton", status="active", replaces="peel-rms"),
    ]
    link = Link(from_="peel-rms", to="halton-cad", direction="one_way", mode="query", status="active")
    return Catalogue.unchecked({}).add(*agencies).add(*systems).add(link)


def told(made: CatalogueDiff) -> set[tuple[object, ...]]:
    frame = made.rows.astype("object")
    plain = frame.where(made.rows.notna(), None)
    return {tuple(row) for row in plain[["change", "table", "id", "column", "from", "to"]].itertuples(index=False)}


def test_a_catalogue_does_not_differ_from_itself(canada: Catalogue) -> None:
    made = gm.diff(canada, "canada")
    assert not made
    assert repr(made) == "<CatalogueDiff: no difference>"
    assert list(made.rows.columns) == list(COLUMNS)
    assert set(made.counts.values()) == {0}


def test_each_kind_of_change_is_told_by_column_from_and_to() -> None:
    before = small()
    more = System(id="new-mcm", name="New MCM", type="mcm", operator="peel", status="planned")
    after = before.add(more).remove("links", before.links["id"] != "peel-rms>halton-cad")
    systems = after.systems.assign(status=after.systems["status"].mask(after.systems["id"] == "peel-rms", "retired"))
    made = gm.diff(before, after.replace_rows("systems", systems))
    assert told(made) == {
        ("added", "systems", "new-mcm", None, None, None),
        ("removed", "links", "peel-rms>halton-cad", None, None, None),
        ("changed", "systems", "peel-rms", "status", "active", "retired"),
    }
    assert made.counts == {"renamed": 0, "removed": 1, "added": 1, "changed": 1}
    assert repr(made) == "<CatalogueDiff: 1 removed, 1 added, 1 changed>"
    assert made.marks == {"new-mcm": "added", "peel-rms": "changed", "peel-rms>halton-cad": "removed"}
    assert "peel-rms" in made._repr_html_()
    assert made.changed[["id", "column", "from", "to"]].to_numpy().tolist() == [
        ["peel-rms", "status", "active", "retired"]
    ]


def test_what_it_did_to_study_and_visibility() -> None:
    before = small()
    made = gm.diff(before, before.remove("links", before.links["id"].isna().to_numpy()))
    assert made.effect.lost.to_numpy().tolist() == [["halton", "peel-rms", "persons"]]
    study = made.effect.study().set_index("group")
    assert (study.loc["rms", "interconnected_before"], study.loc["rms", "interconnected"]) == (1, 0)


def test_a_renamed_record_is_followed_by_all_that_refers_to_it() -> None:
    before = small()
    after = renamed(before, {"systems": {"peel-rms": "peel-records"}, "agencies": {"halton": "halton-regional"}})
    assert after.links["id"].tolist() == ["peel-records>halton-cad"]
    assert after.systems.set_index("id").loc["halton-cad", ["operator", "replaces"]].tolist() == [
        "halton-regional",
        "peel-records",
    ]
    made = gm.diff(before, after)
    assert told(made) == {
        ("renamed", "agencies", "halton-regional", None, "halton", "halton-regional"),
        ("renamed", "systems", "peel-records", None, "peel-rms", "peel-records"),
    }
    assert set(made.renamed["how"]) == {"same name, province", "same name, operator"}
    assert made.effect.counts["triples"] == made.effect.counts["lost_triples"] == 0
    assert (
        renamed(after, {"systems": {"peel-records": "peel-rms"}, "agencies": {"halton-regional": "halton"}}) == before
    )


def test_a_record_with_a_new_id_and_name_is_found_by_likeness(canada: Catalogue) -> None:
    old, new = "winnipeg-police-service", "winnipeg-police"
    before = canada.replace_rows("agencies", canada.agencies.assign(name_fr=None))
    after = renamed(before, {"agencies": {old: new}})
    spelt = after.agencies["name"].mask(after.agencies["id"] == new, "Winnipeg Police Services")
    made = gm.diff(before, after.replace_rows("agencies", after.agencies.assign(name=spelt)))
    assert told(made) == {
        ("renamed", "agencies", new, None, old, new),
        ("changed", "agencies", new, "name", "Winnipeg Police Service", "Winnipeg Police Services"),
    }
    (how,) = made.renamed["how"]
    assert how.startswith("alike: name ")


def test_what_is_ambiguous_is_not_called_renamed() -> None:
    twins = [System(id=f"cad-{n}", name="CAD", type="cad", operator="peel", status="active") for n in ("a", "b")]
    before = small().add(*twins)
    after = renamed(before, {"systems": {"cad-a": "cad-c", "cad-b": "cad-d"}})
    made = gm.diff(before, after)
    assert made.counts == {"renamed": 0, "removed": 2, "added": 2, "changed": 0}


@pytest.mark.rotates("at length")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_difference_is_all_that_differs_and_nothing_else(one: int, other: int) -> None:
    """Judged by plain dictionaries: every key that one side lacks, every cell that is not the same."""
    before, after = random_catalogue(one), random_catalogue(other)
    made = CatalogueDiff(before, after)
    names = {name: dict(zip(rows["from"], rows["to"], strict=True)) for name, rows in made.renamed.groupby("table")}
    was, now = cells(renamed(before, names)), cells(after)
    keys, old = {key[:2] for key in now}, {key[:2] for key in was}
    assert (len(made.added), len(made.removed)) == (len(keys - old), len(old - keys))
    changed = {key for key in was.keys() & now.keys() if was[key] != now[key]}
    found = made.changed.fillna("").itertuples(index=False)
    assert {(row.table, row.column, row[-2], row.to) for row in found} == {
        (table, column, was[table, id, column], now[table, id, column]) for table, id, column in changed
    }
    assert len(made.changed) == len(changed)


def cells(world: Catalogue) -> dict[tuple[str, str, str], str]:
    return {
        (name, " ".join(str(row[key]) for key in table.key), column): text(row[column])
        for name, table in tables().items()
        for row in world.table(name).to_dict("records")
        for column in table.names
    }


def text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if pd.isna(value) else str(value)


def test_hostile_texts_come_through() -> None:
    world = hostile_catalogue()
    without = world.remove("sources", (world.sources["id"] != "sources-3").to_numpy())
    assert told(gm.diff(world, without)) == {("removed", "sources", "sources-3", None, None, None)}


def test_stores_and_files_are_read(canada_file: Path, canada: Catalogue, tmp_path: Path) -> None:
    assert not gm.diff(canada_file, canada)
    assert not gm.diff(f"duckdb:{canada_file}", "canada")
    with open_store("memory:") as store:
        store.write(canada)
        assert not gm.diff(store, canada_file)
    with pytest.raises(SourceError):
        gm.diff("canada", "no-such-catalogue")
    with pytest.raises(StoreError):
        gm.diff("canada", f"duckdb:{tmp_path / 'none'}")
    junk = tmp_path / "junk.duckdb"
    junk.write_bytes(b"nothing of the kind")
    with pytest.raises(StoreError):
        gm.diff("canada", junk)


def changed_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    for file in content.catalogues()["canada"].iterdir():
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace("drps-rms", "durham-records"), encoding="utf-8")
    return folder


def test_the_command_says_it_in_every_form(graphmodel: Caller, tmp_path: Path) -> None:
    folder = changed_folder(tmp_path)
    plain = graphmodel("diff", "canada", folder)
    assert plain.code == 0
    assert "drps-rms" in plain.out
    assert "1 renamed" in plain.err
    assert graphmodel("diff", "canada", folder, "--exit-code").code == 1
    assert graphmodel("diff", "canada", "canada", "--exit-code").code == 0
    rows = graphmodel("-q", "diff", "canada", folder, "--format", "csv").csv
    assert rows[0] == list(COLUMNS)
    assert rows[1][:3] == ["renamed", "systems", "durham-records"]
    whole = json.loads(graphmodel("-q", "diff", "canada", folder, "--format", "json").out)
    assert whole["counts"] == {"renamed": 1, "removed": 0, "added": 0, "changed": 0}
    assert (whole["gained"], whole["lost"]) == ([], [])
    french = graphmodel("--lang", "fr", "diff", "canada", folder)
    assert "renommé" in french.out
    assert "même name, operator" in french.out
    assert "aucune différence" in graphmodel("--lang", "fr", "diff", "canada", "canada").err


def test_the_command_refuses_with_the_remedy(graphmodel: Caller) -> None:
    said = graphmodel("diff", "canada", "canadda")
    assert said.code == 1
    assert "did you mean canada" in said.err
    assert graphmodel("--on", "canada", "diff", "canada", "canada").code == 2
    assert graphmodel("diff", "canada").code == 2
