"""Frames are checked exactly as files are: nothing is coerced, nothing is lost, and what is wrong is named."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.errors import ChainedAssignmentError

import graphmodel
from graphmodel.errors import CatalogueError, GraphmodelError, UnknownName
from graphmodel.loading import check, load
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, Agency, System
from tests.worlds.broken import SOUND
from tests.worlds.random_worlds import random_catalogue

AGENCY = {"id": "a", "name": "North Police", "level": "municipal", "sector": "policing"}
SYSTEM = {"name": "X", "type": "rms", "operator": "a", "status": "active"}


def frames(**changed: object) -> dict[str, Any]:
    """Return a small sound world of one agency, three systems and a link, some columns of its systems replaced."""
    systems = pd.DataFrame({"id": ["x", "y", "z"], **SYSTEM}).assign(**changed)
    links = pd.DataFrame({"from": ["x"], "to": ["y"], "direction": "one_way", "mode": "push", "status": "active"})
    return {"agencies": pd.DataFrame([AGENCY]), "systems": systems, "links": links}


def said(given: object, about: object = None) -> list[str]:
    """Return the problems of frames, a line each."""
    with pytest.raises(CatalogueError) as refused:
        Catalogue.from_frames(given, about)  # type: ignore[arg-type]
    assert list(check(SOUND, lambda _: Catalogue.from_frames(given, about)).problems) == list(refused.value.problems)  # type: ignore[arg-type]
    return str(refused.value).splitlines()


SAME = {
    "plain text": ["2001", "2002", ""],
    "numbers": [2001, 2002, 2003],
    "numbers with a gap": [2001, None, 2003],
    "decimals of whole numbers": [2001.0, 2002.0, float("nan")],
    "text of decimals": ["2001.0", "2002.00", "2003"],
    "a decimal": [2001.5, 2002.0, 2003.0],
    "no number": ["2001", "then", ""],
    "days": [dt.date(2019, 3, 14), None, None],
    "a year of one digit": [1, 2002, 2003],
    "zeros before": ["02001", "2002", "2003"],
    "spaces around": [" 2001 ", "2002\t", "2003"],
    "numpy": np.array([2001, 2002, 2003], dtype="int16"),
    "categories": pd.Categorical(["2001", "2002", "2001"]),
    "nullable": pd.array([2001, None, 2003], dtype="Int32"),
    "signs of nothing": ["NA", "nan", "None"],
    "mixed kinds": ["2001", 2002, Decimal(2003)],
}
TRUTH = {
    "truth values": [True, False, True],
    "words of truth": ["true", "FALSE", "True"],
    "empty is false": ["true", "", None],
    "no": ["no", "false", "true"],
    "nothing but digits": ["0", "1", "0"],
    "numbers": [0, 1, 0],
    "a gap among truth values": [True, None, False],
    "yes in French": ["oui", "non", ""],
    "a cross": ["x", "", ""],
    "objects of numpy": pd.Series([np.bool_(True), np.bool_(False), None], dtype="object"),
    "nullable": pd.array([True, None, False], dtype="boolean"),
}
WORDS = {
    "a list by semicolons": ["warrants; persons", "persons;persons", ""],
    "a list by commas": ["warrants, persons", "", ""],
    "an unknown word": ["persons", "humans", ""],
    "capitals": ["Persons", "", ""],
}
CASES = [
    *(("since", name, cells) for name, cells in SAME.items()),
    *(("relays", name, cells) for name, cells in TRUTH.items()),
    *(("holds", name, cells) for name, cells in WORDS.items()),
]


@pytest.mark.parametrize(("column", "name", "cells"), CASES, ids=[f"{column}-{name}" for column, name, _ in CASES])
def test_frames_are_read_as_the_files_that_pandas_writes_of_them(
    column: str, name: str, cells: object, tmp_path: Path
) -> None:
    """The files, taken by the format's own words, are the other witness: what is refused in them is refused."""
    del name
    given = frames(**{column: cells})
    for table, frame in given.items():
        frame.to_csv(tmp_path / f"{table}.csv", index=False)
    report = check(tmp_path, strict=True)
    if report.catalogue is None:
        places = {(problem.file.removesuffix(".csv"), problem.column) for problem in report.problems}
        with pytest.raises(CatalogueError) as refused:
            Catalogue.from_frames(given)
        assert {(problem.file, problem.column) for problem in refused.value.problems} == places
        assert len(refused.value.problems) == len(report.problems)
    else:
        assert Catalogue.from_frames(given) == report.catalogue


def test_any_world_comes_back_from_its_frames_and_from_what_csv_makes_of_them() -> None:
    for seed in range(12):
        world = random_catalogue(seed)
        texts = {name: frame.astype("object").where(frame.notna(), None) for name, frame in world.frames.items()}
        assert Catalogue.from_frames(world.frames) == Catalogue.from_frames(texts) == world  # type: ignore[arg-type]


def test_booleans_as_text_are_never_true_by_being_there() -> None:
    assert said(frames(relays=["no", "False", "0"])) == [
        "systems:relays: 'no' is neither true nor false (system x)",
        "systems:relays: '0' is neither true nor false (system z)",
    ]
    assert Catalogue.from_frames(frames(relays=["False", "false", ""])).systems["relays"].tolist() == [False] * 3


def without(table: str, column: str) -> dict[str, Any]:
    given = frames()
    return {**given, table: given[table].drop(columns=column)}


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({**frames(), "link": frames()["links"]}, ["link: is no table of this format (did you mean links?)"]),
        (frames(hold="persons"), ["systems: 'hold' is no column of systems (did you mean holds?): rename or drop it"]),
        (frames(**{"Unnamed: 0": [0, 1, 2]}), ["systems: 'Unnamed: 0' is no column of systems: rename or drop it"]),
        (without("systems", "type"), ["systems: the column 'type' is missing"]),
        (
            {**frames(), "systems": frames()["systems"].rename(columns={"type": "tpye"})},
            [
                "systems: 'tpye' is no column of systems (did you mean type?): rename or drop it",
                "systems: the column 'type' is missing (did you mean tpye?)",
            ],
        ),
        (
            {**frames(), "systems": frames()["systems"].set_index("id")},
            ["systems: the column 'id' is missing: it is the index, so call reset_index()"],
        ),
        ({"systems": frames()["systems"]}, ["agencies: is missing: a catalogue needs its agencies"]),
        ({**frames(), "systems": [1, 2]}, ["systems: is list, not a DataFrame"]),
        (
            {**frames(), "agencies": pd.DataFrame(columns=list(AGENCY))},
            ["agencies: has no rows: a catalogue needs its agencies"],
        ),
        (frames(id=["x", "y", "x"]), ["systems:id: 'x' is already in row 0 (system x)"]),
        (frames(id=["x", "y", None]), ["systems:id: is empty: every system needs it (row 2)"]),
        (
            frames(id=["x", "Y é", "z"]),
            ["systems:id: 'Y é' is no id: use small letters, digits and hyphens (y-e) (system Y é)"],
        ),
        (frames(operator=["a", "north", "a"]), ["systems:operator: 'north' is not an agency (system y)"]),
        (
            frames(status=["active", "actve", "active"]),
            ["systems:status: 'actve' is not a status (did you mean active?) (system y)"],
        ),
        (
            frames(holds=[["persons", "warrants"], None, None]),
            ["systems:holds: is no text, number or date, but list: join its items by ';' (system x)"],
        ),
        (frames(name=[b"X", "Y", "Z"]), ["systems:name: is no text, number or date, but bytes (system x)"]),
        (
            frames(name=pd.Series(["X", "\ud800", "Z"], dtype="object")),
            ["systems:name: is no text, number or date, but text with half a character (a lone surrogate) (system y)"],
        ),
        (
            frames(id=["x", "y", "a"]),
            ["systems:id: 'a' is already an agency: agencies and systems share one set of ids (system a)"],
        ),
        ({**frames(), 3: frames()["links"]}, ["3: is no table of this format"]),
        ({**frames(), "Links": frames()["links"]}, ["Links: is the table links a second time: keep one of them"]),
        (
            {**frames(), "systems": pd.concat([frames()["systems"], frames()["systems"]["name"]], axis=1)},
            ["systems: has two columns named 'name': rename or remove one"],
        ),
        (
            frames(since=pd.to_datetime(["2019-03-14", None, None])),
            ["systems:since: '2019-03-14' is a date: write the year, 2019 (system x)"],
        ),
    ],
)
def test_what_is_wrong_with_frames_is_named(given: dict[str, Any], lines: list[str]) -> None:
    found = said(given)
    assert [line for line in found if line in lines] == lines
    about = ("agencies", "systems", "links", "link", "Links", "3")
    assert all(line.startswith(about) for line in found)


@pytest.mark.parametrize("given", [None, 3, "canada", [("agencies", 1)], pd.DataFrame()])
def test_what_is_no_mapping_of_frames_is_refused_in_our_words(given: Any) -> None:
    with pytest.raises(GraphmodelError):
        Catalogue.from_frames(given)


@pytest.mark.parametrize("about", [{"name": "x"}, "x", About(name=3), About(made_up="no"), About(limits="one")])  # type: ignore[arg-type]
def test_what_a_catalogue_says_of_itself_is_checked(about: Any) -> None:
    assert any(line.startswith("about") for line in said(frames(), about))


def test_check_takes_a_path_or_a_catalogue() -> None:
    world = load(SOUND)
    assert check(world).catalogue == check(SOUND).catalogue == world
    wrong = world.add(System(id="s", name="S", type="rmz", operator="nobody", status="active"))
    assert [str(problem) for problem in check(wrong).problems] == [
        "systems:type: 'rmz' is not a system type (did you mean rms?) (system s)",
        "systems:operator: 'nobody' is not an agency (system s)",
    ]


@pytest.mark.parametrize("source", [None, 3, b"canada", ["canada"], {}])
def test_a_source_of_another_kind_is_refused(source: Any) -> None:
    with pytest.raises(GraphmodelError):
        check(source)
    with pytest.raises(GraphmodelError):
        load(source)


@pytest.mark.parametrize("loader", [None, 3, b"catalogue", {}])
def test_a_loader_of_another_kind_is_refused(loader: Any) -> None:
    with pytest.raises(GraphmodelError, match=r"loader cannot be .*: it takes a text or Path or a function"):
        load(SOUND, loader)


@pytest.mark.parametrize("made", [None, {}, frames(), pd.DataFrame(), 3])
def test_a_loader_that_returns_no_catalogue_is_told_how_to_make_one(made: Any) -> None:
    with pytest.raises(GraphmodelError, match=r"not a Catalogue: make one with Catalogue\.from_frames"):
        load(SOUND, lambda _: made)


def test_changes_of_a_catalogue_coerce_nothing() -> None:
    world = load(SOUND)
    systems = world.systems.astype("object")
    systems.loc[0, "relays"] = "no"
    for change in (
        lambda: world.replace_rows("systems", systems),
        lambda: world.add(System(id="s", name="S", type="rms", operator="apd", status="active", relays="no")),  # type: ignore[arg-type]
        lambda: world.add(System(id="s", name="S", type="rms", operator="apd", status="active", since="then")),  # type: ignore[arg-type]
        lambda: world.add(System(id="s", name="S", type="rms", operator="apd", status="active", holds=["persons"])),  # type: ignore[arg-type]
        lambda: world.add_rows("agencies", pd.DataFrame([AGENCY | {"nmae": "x"}])),
        lambda: Catalogue.unchecked({"agency": pd.DataFrame([AGENCY])}),
    ):
        with pytest.raises(CatalogueError):
            change()


def test_names_and_values_of_another_kind_are_refused_in_our_words() -> None:
    world = load(SOUND)
    for call in (
        lambda: world.table("agency"),  # type: ignore[arg-type]
        lambda: world.replace_rows("agency", world.agencies),  # type: ignore[arg-type]
        lambda: world.add_rows("agency", world.agencies),  # type: ignore[arg-type]
    ):
        with pytest.raises(UnknownName, match="did you mean agencies"):
            call()
    for wrong in ([True], np.ones(2), "all", None):
        with pytest.raises(GraphmodelError):
            world.remove("agencies", wrong)  # type: ignore[arg-type]
    with pytest.raises(GraphmodelError, match="is no record"):
        world.add("x")  # type: ignore[arg-type]


def test_no_write_to_a_table_changes_a_catalogue() -> None:
    """A frame taken out is the taker's; a write to one that nobody holds is an error or a warning of pandas."""
    world, twin = graphmodel.load("nleim-2014"), graphmodel.load("nleim-2014")
    digest = world.digest
    with pytest.raises(ChainedAssignmentError):  # a warning; the tests turn warnings into errors
        world.systems.loc[0, "name"] = "changed"
    with pytest.raises(ChainedAssignmentError):
        world.systems["name"] = "changed"
    held = world.systems
    held.loc[0, "name"] = "changed"
    held["relays"] = True
    held.index = pd.RangeIndex(5, 5 + len(held))
    for values in (world.systems["relays"].to_numpy(), world.systems.to_numpy()):
        try:
            values[0] = values[1]
        except ValueError:
            continue
    frames_of = world.frames
    frames_of["systems"].drop(frames_of["systems"].index, axis=0)
    assert world == twin
    assert world.systems.equals(twin.systems)
    assert (digest, digest) == (twin.digest, world.replace_rows("systems", world.systems).digest)
    changed = world.replace_rows("systems", held.assign(relays=twin.systems["relays"].to_numpy()))
    assert (changed == world, changed.digest == digest) == (False, False)


def test_what_was_given_can_be_changed_afterwards() -> None:
    given = frames()
    world = Catalogue.from_frames(given)
    digest = world.digest
    given["systems"].loc[0, "name"] = "changed"
    given["systems"]["type"] = "cad"
    assert Catalogue.from_frames(frames()) == world
    assert Catalogue.from_frames(frames()).digest == digest


def test_one_of_each_is_said_so() -> None:
    assert repr(Catalogue.unchecked({}).add(Agency(**AGENCY))) == "<Catalogue without a name: 1 agency>"
