"""Nothing of what is internal is left in a catalogue for the public, and nothing public is missing that can stand alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmodel.errors import StoreError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Agreement, Impediment, Link, Party, Product, Source, System, Use, tables
from tests.worlds.random_worlds import random_catalogue

SECRET = "zqx"
"""Every id and text of an internal record holds it, and of what only such a record names."""


def secretive() -> Catalogue:
    """Return a world with an internal agency, system and link, and every kind of record that hangs on one."""
    force = Agency(id="open-force", name="Open Force", level="federal", sector="policing", province="ON")
    system = System(id="open-rms", name="Open RMS", type="rms", operator="open-force", status="active", holds="persons")
    link = Link(
        from_="open-rms", to="open-cad", direction="one_way", mode="query", status="active", source="open-paper"
    )
    mou = {"kind": "agreement", "effect": "permits", "status": "active"}
    records = [
        force,
        Agency(
            id="zqx-unit",
            name="zqx unit",
            name_fr="unité zqx",
            level="federal",
            sector="policing",
            sensitivity="internal",
        ),
        replace(force, id="open-part", name="Open part", part_of="zqx-unit", source="open-paper;zqx-paper"),
        system,
        replace(system, id="open-cad", name="Open CAD", type="cad", product="shared", replaces="open-rms;zqx-vault"),
        replace(
            system, id="zqx-vault", name="zqx vault", product="zqx-vaulter", sensitivity="internal", source="zqx-paper"
        ),
        replace(system, id="zqx-owned", name="zqx owned", operator="zqx-unit", product="shared"),
        Use(agency="open-part", system="open-rms", role="user"),
        Use(agency="zqx-unit", system="open-rms", role="user"),
        Use(agency="open-part", system="zqx-vault", role="reader"),
        link,
        replace(link, id="zqx-wire", sensitivity="internal", note="zqx note", source="zqx-paper;open-paper"),
        replace(link, from_="zqx-vault", to="open-rms", note="zqx way"),
        Product(id="shared", name="Shared", source="open-paper"),
        Product(id="zqx-vaulter", name="zqx vaulter", vendor="zqx vendor", source="zqx-other"),
        Product(id="unused", name="Unused", source="open-paper"),
        Impediment(subject="open-rms", impediment="legal_privacy", note="open"),
        Impediment(subject="open-rms", to="zqx-vault", impediment="legal_privacy", note="zqx"),
        Impediment(subject="zqx-unit", impediment="legal_privacy", note="zqx unit"),
        Agreement(id="open-mou", name="Open MOU", systems="open-rms;zqx-vault", **mou),
        Agreement(id="zqx-mou", name="zqx MOU", sensitivity="internal", **mou),
        Agreement(id="zqx-narrow", name="zqx narrow", systems="zqx-vault", **mou),  # without it: of every system
        Agreement(id="open-typed", name="Open typed", systems="zqx-vault", system_types="rms", **mou),
        Party(agreement="open-mou", role="both", agency="open-force"),
        Party(agreement="open-mou", role="both", agency="zqx-unit", sector="policing"),  # without it: of every force
        Party(agreement="zqx-mou", role="both", sector="policing"),
        *(
            Source(id=f"{name}-{what}", title=f"{name} {what}")
            for name in ("open", "zqx")
            for what in ("paper", "other")
        ),
    ]
    return Catalogue.unchecked({}).add(*records)


def told(world: Catalogue) -> str:
    return "\n".join(frame.to_csv() for frame in world.frames.values())


def test_nothing_of_an_internal_record_is_left() -> None:
    public = secretive().for_audience("public")
    # the product's own source is named by nobody else, and a paper that an open record cites beside others stays
    assert {name: set(frame.iloc[:, 0]) for name, frame in public.frames.items() if len(frame)} == {
        "agencies": {"open-force", "open-part"},
        "systems": {"open-rms", "open-cad"},
        "uses": {"open-part"},
        "links": {"open-rms>open-cad"},
        "products": {"shared", "unused"},
        "impediments": {"open-rms"},
        "agreements": {"open-mou", "open-typed"},
        "parties": {"open-mou"},
        "sources": {"open-paper", "open-other", "zqx-paper"},
    }
    assert public.agencies["part_of"].isna().all()
    assert public.systems.set_index("id").loc["open-cad", "replaces"] == "open-rms"
    assert public.impediments["note"].tolist() == ["open"]
    assert public.agreements["systems"].fillna("").tolist() == ["open-rms", ""]
    assert public.parties["agency"].tolist() == ["open-force"]
    left = public.sources["id"] != "zqx-paper"
    cited = public.agencies.assign(source="open-paper")
    assert SECRET not in told(public.remove("sources", left.to_numpy()).replace_rows("agencies", cited))


def test_audiences_are_known_words() -> None:
    world = secretive()
    assert world.for_audience("internal") is world
    with pytest.raises(UnknownName, match=r"did you mean public"):
        world.for_audience("pubic")


def test_a_catalogue_without_marks_is_public(canada: Catalogue, nleim: Catalogue) -> None:
    for world in (canada, nleim):
        assert world.for_audience("public") == world


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.data())
def test_what_is_left_refers_to_nothing_that_is_gone(seed: int, data: st.DataObject) -> None:
    world = random_catalogue(seed)
    for name in ("agencies", "systems", "links"):
        words = data.draw(
            st.lists(
                st.sampled_from(("public", "public", "internal")),
                min_size=world.counts[name],
                max_size=world.counts[name],
            )
        )
        world = world.replace_rows(name, world.table(name).assign(sensitivity=words))
    public = world.for_audience("public")
    ids = {name: set(frame["id"]) for name, frame in public.frames.items() if "id" in frame}
    for name, table in tables().items():
        frame = public.table(name)
        assert "internal" not in set(frame.get("sensitivity", ()))
        for column in table.columns:
            named = (
                {id for cell in frame[column.name].dropna() for id in str(cell).split(";")}
                if column.refers_to
                else set()
            )
            assert named <= {id for other in column.refers_to for id in ids[other]}
    assert public.for_audience("public") == public


def test_a_graph_from_before_the_column_says_load_again(canada: Catalogue, tmp_path: Path, monkeypatch) -> None:
    from graphmodel.stores import duckdb_schema, open_store

    whole = duckdb_schema.columns()
    before = {name: tuple(item for item in held if item[0] != "sensitivity") for name, held in whole.items()}
    path = tmp_path / "old.duckdb"
    with monkeypatch.context() as patched:
        for module in ("duckdb_schema", "duckdb_file"):
            patched.setattr(f"graphmodel.stores.{module}.columns", lambda: before)
        duckdb_schema.fingerprint.cache_clear()
        with open_store(path) as store:
            store.write(canada)
    duckdb_schema.fingerprint.cache_clear()
    with open_store(path) as store, pytest.raises(StoreError, match="other columns: load the catalogue again"):
        store.read()
