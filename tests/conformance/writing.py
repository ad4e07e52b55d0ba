"""Write worlds with their answers as files, and read what is written."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from graphmodel import shipped as content
from graphmodel.loading import load
from graphmodel.maps.data import page_data, words
from graphmodel.maps.words import page_texts
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import tables
from graphmodel.scenario import Scenario
from tests.conformance.answers import Json, answers, effect
from tests.conformance.seeing import Seeing
from tests.oracle import Oracle, rows_of
from tests.permission import Permission
from tests.rotation import rotated, run_number
from tests.worlds.random_worlds import random_catalogue

WORLDS, PAIRS = 90, 60


@dataclass(frozen=True)
class World:
    """One file as it is read: a world and its answers."""

    name: str
    catalogue: Catalogue
    answers: Json


def write_all(folder: Path) -> int:
    """Write all files into a folder, and return how many they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, said in (("words", words()), ("texts", page_texts())):
        (folder / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    for seed in rotated(WORLDS):
        catalogue = random_catalogue(seed)
        _write(folder / f"world-{seed:03}.json", catalogue, seed, ranked=1, stacks=2, origins=99)
    _write(
        folder / "world-canada.json", load(content.catalogues()["canada"]), run_number(), ranked=1, stacks=3, origins=14
    )
    for name, before, after in pairs():
        _write_pair(folder / f"pair-{name}.json", before, after)
    return len(list(folder.iterdir()))


def worlds(folder: Path) -> list[World]:
    """Return the worlds of the files."""
    return [_read(path) for path in sorted(folder.glob("world-*.json"))]


def read_pairs(folder: Path) -> Iterator[tuple[str, Catalogue, Catalogue, Json]]:
    """Yield the pairs of worlds of the files: name, before, after, answers."""
    for path in sorted(folder.glob("pair-*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        yield path.stem, _catalogue(held["tables"][0]), _catalogue(held["tables"][1]), held["answers"]


def pairs() -> Iterator[tuple[str, Catalogue, Catalogue]]:
    """Yield worlds with little in common, the two catalogues that ship, and Canada after each scenario that ships."""
    for seed in rotated(PAIRS):
        yield f"{seed:03}", cited_otherwise(random_catalogue(seed), seed), random_catalogue(seed + 1)
    canada, nleim = (load(content.catalogues()[name]) for name in ("canada", "nleim-2014"))
    yield "2014-canada", nleim, canada
    for name, path in content.scenarios().items():
        yield name.replace("/", "-"), canada, Scenario.read(path).apply(canada)


def cited_otherwise(catalogue: Catalogue, seed: int) -> Catalogue:
    """Return a world whose sources stand in other places and say something else."""
    rows = [("w0", "Only before"), ("x0", f"X 0 of {seed}"), ("x1", "X 1")]
    sources = pd.DataFrame({"id": [id for id, _ in rows], "title": [title for _, title in rows]})
    return catalogue.replace_rows("sources", sources)


def _write(path: Path, catalogue: Catalogue, seed: int, **asked: int) -> None:
    seeing = Seeing(Oracle(catalogue))
    page = {"columns": page_data(catalogue)}
    made = answers(
        seeing,
        Permission(catalogue, oracle=seeing.oracle),
        rows_of(catalogue, "impediments"),
        random.Random(seed),
        **asked,
    )
    path.write_text(json.dumps({"tables": _tables(catalogue), "page": page, "answers": made}), encoding="utf-8")


def _write_pair(path: Path, before: Catalogue, after: Catalogue) -> None:
    one, other = Seeing(Oracle(before)), Seeing(Oracle(after))
    page = {"before": page_data(before), "columns": page_data(after)}
    sources = [_cited(catalogue) for catalogue in (before, after)]
    items = [{name: sorted(catalogue.table(name)["id"]) for name in _CITING} for catalogue in (before, after)]
    made = {**effect(one, other), "sources": sources, "items": items}
    held = {"tables": [_tables(before), _tables(after)], "page": page, "answers": made}
    path.write_text(json.dumps(held), encoding="utf-8")


_CITING: tuple[Any, ...] = ("agencies", "systems", "links")


def _cited(catalogue: Catalogue) -> Json:
    """Return what each record cites: titles and addresses, in the order of its sources."""
    known = {row["id"]: [row["title"], row["url"]] for row in rows_of(catalogue, "sources")}
    return {
        name: {row["id"]: [known[id] for id in row["source"].split(";") if id in known] for row in rows_of(catalogue, name)}
        for name in _CITING
    }  # fmt: skip


def _tables(catalogue: Catalogue) -> Json:
    """Return the rows of each table as texts; none where a cell is empty."""
    return {
        name: {column: [_cell(row[column]) for row in rows] for column in catalogue.table(name).columns}
        for name in tables()
        if (rows := rows_of(catalogue, name))
    }


def _cell(value: object) -> str | None:
    """Return a cell as a file has it."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return None if value == "" else str(value)


def _catalogue(held: Json) -> Catalogue:
    return Catalogue.unchecked({name: pd.DataFrame(columns, dtype="object") for name, columns in held.items()})


def _read(path: Path) -> World:
    held = json.loads(path.read_text(encoding="utf-8"))
    return World(path.stem, _catalogue(held["tables"]), held["answers"])
