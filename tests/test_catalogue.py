"""A catalogue is a value: canonical however it was written, never changed in place, equal and hashed by its content."""

from __future__ import annotations

import random
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.errors import CatalogueError
from graphmodel.records.canonical import canonical_list
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, Agency, Impediment, Link, Source, System, Use, tables
from tests.oracle import rows_of
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("catalogue")

SEEDS = st.integers(0, 300)
EMPTY = Catalogue.unchecked({})
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def plain(catalogue: Catalogue) -> dict[str, list[dict[str, str]]]:
    return {name: rows_of(catalogue, name) for name in tables()}


def written(catalogue: Catalogue, rnd: random.Random) -> Catalogue:
    """Return the catalogue once more, from frames in another order, with other spaces and other empty cells."""
    frames = {}
    for name, given_rows in plain(catalogue).items():
        rows = [dict(row) for row in given_rows]
        rnd.shuffle(rows)
        for row in rows:
            for column in tables()[name].columns:
                if column.is_list and row[column.name]:
                    items = row[column.name].split(";")
                    row[column.name] = " ; ".join(rnd.sample(items, len(items)) + items[:1] + [""])
                elif column.kind == "boolean":
                    row[column.name] = rnd.choice((str(row[column.name]).lower(), row[column.name]))
                elif column.kind in ("integer", "year"):
                    row[column.name] = rnd.choice((None, "")) if row[column.name] == "" else row[column.name]
                elif isinstance(row[column.name], str):
                    text = f"{rnd.choice(('', ' ', chr(9)))}{row[column.name]} "
                    row[column.name] = text if text.strip() else rnd.choice(("", " ", None))
        names = list(tables()[name].names)
        rnd.shuffle(names)
        frames[name] = pd.DataFrame(rows, columns=names, dtype="object")
    return Catalogue.unchecked(frames, catalogue.about)


@given(SEEDS, SEEDS)
@settings(max_examples=12, deadline=None)
def test_equal_worlds_are_equal_however_they_were_written(seed: int, shuffle: int) -> None:
    catalogue = random_catalogue(seed)
    again = written(catalogue, random.Random(shuffle))
    assert again == catalogue
    assert (again.digest, hash(again)) == (catalogue.digest, hash(catalogue))


@given(SEEDS, SEEDS)
@settings(max_examples=12, deadline=None)
def test_equality_is_equality_of_rows(one: int, other: int) -> None:
    first, second = random_catalogue(one), random_catalogue(other)
    assert (first == second) == (plain(first) == plain(second))
    assert (first.digest == second.digest) == (first == second)
    assert first != "a catalogue"


@given(SEEDS, st.data())
@settings(max_examples=20, deadline=None)
def test_any_changed_cell_makes_another_world(seed: int, data: st.DataObject) -> None:
    catalogue = random_catalogue(seed)
    name = data.draw(st.sampled_from([name for name, count in catalogue.counts.items() if count]))
    frame = catalogue.table(name).copy()
    column = data.draw(
        st.sampled_from([c.name for c in tables()[name].columns if c.kind == "text"] or list(frame.columns[:1]))
    )
    at = data.draw(st.integers(0, len(frame) - 1))
    frame.loc[at, column] = f"{frame[column].fillna('').iloc[at]}x"
    changed = Catalogue.unchecked({**catalogue.frames, name: frame})
    assert changed != catalogue
    assert changed.digest != catalogue.digest


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_canonical_form_is_a_fixpoint_and_sorted_by_key(seed: int) -> None:
    catalogue = random_catalogue(seed)
    assert Catalogue.unchecked(catalogue.frames, catalogue.about) == catalogue
    for name, table in tables().items():
        frame = catalogue.table(name)
        keys = [tuple(row[column] for column in table.key) for row in rows_of(catalogue, name)]
        assert keys == sorted(keys)
        assert tuple(frame.columns) == table.names
        assert list(frame.index) == list(range(len(frame)))
        kinds = {column.name: str(frame[column.name].dtype) for column in table.columns}
        assert kinds == {
            column.name: {"integer": "Int64", "year": "Int64", "boolean": "bool"}.get(column.kind, "str")
            for column in table.columns
        }


@given(st.lists(TEXT, max_size=6))
@settings(deadline=None)
def test_a_list_is_stripped_distinct_and_sorted(items: list[str]) -> None:
    made = canonical_list(";".join(items))
    wanted = {part.strip() for item in items for part in item.split(";")} - {""}
    assert made.split(";") == sorted(wanted) if wanted else made == ""
    assert canonical_list(made) == made


@given(TEXT)
@settings(max_examples=40, deadline=None)
def test_text_is_stripped_and_nothing_else(text: str) -> None:
    catalogue = EMPTY.add(Agency(id="a", name=f" {text}\t", level="federal", sector="policing"))
    (found,) = catalogue.agencies["name"]
    assert found == text.strip() if text.strip() else pd.isna(found)


def test_defaults_fill_empty_cells_and_nothing_else_does() -> None:
    frames = {
        "systems": pd.DataFrame({"id": ["s"], "name": ["S"], "confidence": [""], "relays": [None], "status": [" "]}),
        "links": pd.DataFrame(
            {"from": ["s", "s"], "to": ["t", "u"], "id": [None, "own"], "purpose": [None, "statistical"]}
        ),
        "uses": pd.DataFrame({"agency": ["a"], "system": ["s"], "role": ["user"]}),
    }
    catalogue = Catalogue.unchecked(frames)
    (system,) = rows_of(catalogue, "systems")
    assert {column: value for column, value in system.items() if value != ""} == {
        "id": "s",
        "name": "S",
        "scope": "local",
        "relays": False,
        "confidence": "documented",
        "sensitivity": "public",
    }
    assert {(row["id"], row["purpose"], row["confidence"]) for row in rows_of(catalogue, "links")} == {
        ("s>t", "operational", "documented"),
        ("own", "statistical", "documented"),
    }
    assert {name for name, count in catalogue.counts.items() if count} == set(frames)


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_add_then_remove_is_nothing_and_changes_nothing_in_place(seed: int) -> None:
    catalogue = random_catalogue(seed)
    before, digest = plain(catalogue), catalogue.digest
    records = (
        Agency(id="new", name="New", level="federal", sector="courts"),
        System(id="new-s", name="S", type="rms", operator="new", status="active", holds="warrants;persons"),
        Link(from_="new-s", to="s00", direction="one_way", mode="push", status="active"),
        Use(agency="new", system="s00", role="reader"),
        Source(id="new", title="New"),
    )
    larger = catalogue.add(*records)
    assert plain(catalogue) == before
    assert catalogue == random_catalogue(seed)
    assert larger != catalogue
    assert set(larger.links["id"]) - set(catalogue.links["id"]) == {"new-s>s00"}
    assert {n: larger.counts[n] - catalogue.counts[n] for n in tables()} == {
        **dict.fromkeys(tables(), 0),
        **dict.fromkeys(("agencies", "systems", "links", "uses", "sources"), 1),
    }
    smaller = larger
    for name, column in (
        ("agencies", "id"),
        ("systems", "id"),
        ("sources", "id"),
        ("uses", "agency"),
        ("links", "from"),
    ):
        smaller = smaller.remove(name, ~smaller.table(name)[column].str.startswith("new").to_numpy())
    assert smaller == catalogue
    assert smaller.digest == digest
    assert catalogue.add(*reversed(records)).digest == larger.digest


def test_what_is_there_already_cannot_be_added() -> None:
    agency = Agency(id="a", name="A", level="federal", sector="policing")
    held = Impediment(subject="a", impediment="legal_privacy")
    catalogue = EMPTY.add(agency, held)
    for again in (agency, Agency(id="a", name="Other", level="private", sector="other"), held):
        with pytest.raises(CatalogueError, match="is there already"):
            catalogue.add(again)
    with pytest.raises(CatalogueError, match="agency 'b' is there already"):
        catalogue.add(*[Agency(id="b", name="B", level="federal", sector="policing")] * 2)
    assert catalogue == EMPTY.add(held, agency)
    assert catalogue.add() == catalogue


def test_a_frame_taken_out_and_changed_leaves_the_catalogue_alone() -> None:
    catalogue = random_catalogue(5)
    before, digest = plain(catalogue), catalogue.digest
    frame = catalogue.systems
    frame = frame.assign(name="other")
    taken = catalogue.agencies.copy()
    taken["name"] = "other"
    view = catalogue.links[catalogue.links["status"] == "active"]
    view = view.assign(mode="push")
    source = {name: table.copy() for name, table in catalogue.frames.items()}
    made = Catalogue.unchecked(source)
    source["agencies"]["name"] = "changed after"
    assert plain(catalogue) == before
    assert plain(made) == before
    assert (catalogue.digest, made.digest) == (digest, digest)
    with pytest.raises(AttributeError):
        catalogue.agencies = frame


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_documented_leaves_out_what_is_inferred_and_what_hangs_on_it(seed: int) -> None:
    catalogue = random_catalogue(seed)
    rows = plain(catalogue)
    sure = {row["id"] for row in rows["systems"] if row["confidence"] == "documented"}
    gone = {row["id"] for row in rows["systems"]} - sure
    rows["systems"] = [
        {**row, "replaces": ";".join(id for id in row["replaces"].split(";") if id in sure)}
        for row in rows["systems"]
        if row["id"] in sure
    ]
    rows["uses"] = [row for row in rows["uses"] if row["confidence"] == "documented" and row["system"] in sure]
    rows["links"] = [
        row for row in rows["links"] if row["confidence"] == "documented" and {row["from"], row["to"]} <= sure
    ]
    rows["impediments"] = [row for row in rows["impediments"] if not {row["subject"], row["to"]} & gone]
    for row in rows["agreements"]:
        before, row["systems"] = row["systems"], ";".join(id for id in row["systems"].split(";") if id in sure)
        row["alone"] = bool(before) and not row["systems"] and not row["system_types"]
    rows["agreements"] = [
        row for row in rows["agreements"] if not row.pop("alone") and row["confidence"] == "documented"
    ]
    stays = {row["id"] for row in rows["agreements"]}
    rows["parties"] = [
        row for row in rows["parties"] if row["confidence"] == "documented" and row["agreement"] in stays
    ]
    documented = catalogue.documented()
    assert plain(documented) == rows
    assert documented.documented() == documented


def test_about_is_part_of_a_catalogue() -> None:
    named = Catalogue.unchecked({}, About(name="A"))
    assert named != EMPTY
    assert named.digest != EMPTY.digest
    assert named == Catalogue.unchecked({}, About(name="A"))
    assert named.documented().about == named.about
    assert repr(EMPTY) == "<Catalogue without a name: empty>"


def test_the_digest_is_the_same_in_every_process(canada: Catalogue) -> None:
    text = (
        "from graphmodel import shipped as content; from graphmodel.loading import load; "
        "from tests.worlds.random_worlds import random_catalogue; "
        "print(load(content.catalogues()['canada']).digest, random_catalogue(3).digest)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", text],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {f"{canada.digest} {random_catalogue(3).digest}"}


def test_the_digest_does_not_depend_on_how_columns_lie_in_memory() -> None:
    catalogue = random_catalogue(8)
    halves = [catalogue.links.iloc[: len(catalogue.links) // 2], catalogue.links.iloc[len(catalogue.links) // 2 :]]
    joined = Catalogue.unchecked({**catalogue.frames, "links": pd.concat(halves, ignore_index=True)})
    assert joined == catalogue
    assert joined.digest == catalogue.digest
    assert catalogue.add().digest == catalogue.digest
