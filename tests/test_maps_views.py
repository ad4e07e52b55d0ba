"""The chart has the figures of ``study``; what the page counts itself is in test_conformance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from graphmodel.answers.study import BASES, published, study
from graphmodel.engine.network import Network
from graphmodel.maps.study import PUBLISHED_INTERNAL, study_data
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.worlds.random_worlds import random_catalogue


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
