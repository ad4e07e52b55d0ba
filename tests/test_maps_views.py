"""The page's other views give what Python gives: the matrix what links and ``reach`` say, the chart what ``study`` says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graphmodel import maps
from graphmodel import vocabulary as v
from graphmodel.analysis.indicators import BASES, published, study
from graphmodel.analysis.network import Network
from graphmodel.analysis.reach import Reach
from graphmodel.catalogue import Catalogue
from graphmodel.maps.data import page_data, words
from graphmodel.maps.study import PUBLISHED_INTERNAL, study_data
from tests.required import missing
from tests.worlds.random_worlds import random_catalogue

WORLDS = 40
TESTS = Path(__file__).parent / "js"
SHARED = ("broker", "national_repository")
Cells = dict[tuple[int, int], int]
Sets = defaultdict[tuple[int, int], set[Any]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, canada: Catalogue) -> list[tuple[Catalogue, Any]]:
    """Random catalogues and Canada's, each with the page's answers."""
    node = shutil.which("node")
    if node is None:
        raise missing("needs Node 18 or newer (Debian: apt-get install nodejs)", "node")
    folder = tmp_path_factory.mktemp("views")
    questions, answers = folder / "questions.json", folder / "answers.json"
    catalogues = [*map(random_catalogue, range(WORLDS)), canada]
    questions.write_text(json.dumps({"words": words(), "worlds": list(map(page_data, catalogues))}), encoding="utf-8")
    scripts = (Path(maps.__file__).parent / "js").as_uri()
    command = [node, str(TESTS / "views_answers.mjs"), str(questions), str(answers)]
    environment = {**os.environ, "GRAPHMODEL_JS": f"{scripts}/"}
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=environment)
    assert done.returncode == 0, done.stderr
    return list(zip(catalogues, json.loads(answers.read_text(encoding="utf-8")), strict=True))


class Groups:
    """The groups of systems and agencies, as the page has them, from Python's own network."""

    def __init__(self, net: Network, kind: str) -> None:
        types = {id: at for at, id in enumerate(v.SYSTEM_TYPES.ids)}
        provinces = {id: at for at, id in enumerate(v.PROVINCES.ids)}
        self.province = [provinces.get(id, -1) for id in net.catalogue.agencies["province"]]
        self.homes: dict[int, set[int]] = defaultdict(set)
        for system, home in zip(*net.homes, strict=True):
            if net.type[system] not in SHARED or home == net.organisation[net.operator[system]]:
                self.homes[int(system)].add(int(home))
        self.of_system = {
            "type": lambda at: {types[str(net.type[at])]},
            "province": lambda at: {self.province[net.operator[at]]},
            "organisation": lambda at: self.homes[at],
            "system": lambda at: {at},
        }[kind]
        self.of_agency = self.province if kind == "province" else net.organisation.tolist()


def links(net: Network, kind: str) -> Cells:
    groups, found = Groups(net, kind), Sets(set)
    for link in net.links.tolist():
        ends = [int(end[link]) for end in net.ends]
        shared = any(net.type[end] in SHARED for end in ends)
        for one, other in product(groups.of_system(ends[0]), groups.of_system(ends[1])):
            if not (kind == "organisation" and one == other and shared):
                found[one, other].add(link)
                found[other, one].add(link)
    return {cell: len(rows) for cell, rows in found.items()}


def seen(net: Network, kind: str) -> Cells:
    groups, found, reach = Groups(net, kind), Sets(set), Reach(net)
    place = {str(id): at for at, id in enumerate(net.systems)}
    agencies = {str(id): at for at, id in enumerate(net.agencies)}
    for agency in range(len(net.agencies)):
        if kind in ("type", "system"):
            for row in reach.seen_by(agency).itertuples(index=False):
                origin = place[str(row.system)]
                for target in (place[id] for id in row.through):
                    if target != origin:
                        for cell in product(groups.of_system(target), groups.of_system(origin)):
                            found[cell].add(origin)
        else:
            for row in reach.sees(agency).itertuples(index=False):
                cell = groups.of_agency[agency], groups.of_agency[agencies[str(row.agency)]]
                found[cell].update(row.systems)
    return {cell: len(rows) for cell, rows in found.items()}


@pytest.mark.parametrize("kind", ["type", "province", "organisation", "system"])
def test_the_matrix_says_what_python_says(asked: list[tuple[Catalogue, Any]], kind: str) -> None:
    both = 0
    for catalogue, answer in asked:
        net = Network(catalogue)
        cells = answer["matrix"][kind]
        assert {(row, column): count for row, column, count, _ in cells if count} == links(net, kind)
        assert {(row, column): count for row, column, _, count in cells if count} == seen(net, kind)
        both += sum(bool(count and other) for *_, count, other in cells)
    assert both > 50  # the worlds hold cases of both at once


@pytest.mark.parametrize("basis", BASES)
def test_the_chart_counts_after_changes_as_study_does(asked: list[tuple[Catalogue, Any]], basis: Any) -> None:
    for catalogue, answer in asked:
        table = study(catalogue, basis=basis).set_index("group")
        for name, counts in answer["study"][basis].items():
            assert counts == [table.loc[id, name] for id in v.SYSTEM_TYPES.ids]


def test_the_page_has_the_figures_of_study(canada: Catalogue) -> None:
    data = study_data(Network(canada))
    for basis in BASES:
        table = study(canada, basis=basis)
        for name, column in data[basis].items():
            expected = [None if pd.isna(value) else value for value in table[name]]
            assert column == expected
    assert data["systems"]["published_2014"][:13] == [published()[id] for id in v.STUDY_TYPES]
    facts = (Path(__file__).parents[1] / "data" / "nleim-2014" / "FACTS.md").read_text(encoding="utf-8")
    assert f"Of the interconnected entries, {PUBLISHED_INTERNAL} % connect internally" in facts


def test_where_nothing_is_recorded_the_page_has_no_share() -> None:
    world = random_catalogue(0)
    empty = study_data(Network(world.remove("links", np.zeros(len(world.links), dtype=bool))))
    assert set(empty["systems"]["percent"]) <= {0, None}
