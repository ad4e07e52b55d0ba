"""The study's table for the page's chart: today's figures by type, beside those that were published in 2014."""

from __future__ import annotations

from typing import Any

import pandas as pd

from graphmodel.answers.study import BASES, FEW, study_of
from graphmodel.engine.network import Network
from graphmodel.words import vocabulary as v

PUBLISHED_INTERNAL = 40
"""Of the interconnected entries of 2014, the percentage that connects inside the organisation (the study, for all types)."""
_COLUMNS = ("systems", "interconnected", "percent", "percent_documented", "internal", "internal_only", "agencies")


def study_data(network: Network) -> dict[str, Any]:
    """Return ``graphmodel study`` by type on each basis, as columns; a group is a type, or ``all``; None where there is none."""
    certain = Network(network.catalogue.documented())
    return {
        "few": FEW,
        "published_internal": PUBLISHED_INTERNAL,
        "apart": list(v.APART),
        **{basis: _columns(study_of(network, certain, basis=basis)) for basis in BASES},
    }


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {"group": [str(group) for group in table["group"]]}
    return groups | {name: [_number(value) for value in table[name]] for name in (*_COLUMNS, "published_2014")}


def _number(value: Any) -> float | None:
    """Return a number as the page takes it: whole where it is, None where there is none."""
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
