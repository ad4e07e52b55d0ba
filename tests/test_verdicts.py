"""What is stated and what is computed of impediments of law stand side by side, and the computed follows its rule."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from graphmodel.answers.verdicts import verdicts
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from tests.permission import Permission
from tests.permission_rules import legal_rows
from tests.rotation import steps
from tests.worlds.random_worlds import random_catalogue

CANADA = {
    ("rcmp-nddb", ""): ("real", "real"),
    ("bc-alpr", ""): ("real", "perceived"),
    ("rcmp-cpic", ""): ("real", "perceived"),
    ("rcmp-cpic", "fbi-ncic"): ("real", "perceived"),
    ("halton-record-check", ""): ("real", "perceived"),
    ("ab-api3-talon", ""): ("perceived", "unsettled"),
    ("crpq", ""): ("perceived", "perceived"),
    ("csc-infopol", ""): ("perceived", "unsettled"),
    ("eps-neoface", ""): ("perceived", "perceived"),
    ("gsps-alpr", ""): ("perceived", "perceived"),
    ("lps-eticket", ""): ("perceived", "perceived"),
    ("halton-regional-police-service", ""): ("unsettled", "perceived"),
    ("rcmp-pros", ""): ("unsettled", "perceived"),
}
"""What sources say of each case, and what the rule makes of the agreements: by hand, from both."""


def told(table: pd.DataFrame, *columns: str) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(row["subject"], row["to"] or ""): tuple(row[name] for name in columns) for row in table.to_dict("records")}


def test_canada_has_both_verdicts_on_each_legal_impediment(canada: Catalogue) -> None:
    table = verdicts(Network(canada))
    assert told(table, "verdict", "computed") == CANADA
    assert table["differ"].sum() == 8
    assert all(table["sources"])
    assert table["verdict_note"].notna().all()


def test_the_rows_behind_a_verdict_are_named(canada: Catalogue) -> None:
    rows = told(verdicts(Network(canada)), "forbidding", "permitting")
    assert rows["rcmp-nddb", ""] == (["ca-dna-prohibition"], ["ca-dna-match", "ca-rcmp-crcc"])
    assert rows["ab-api3-talon", ""] == ([], [])
    assert "ca-rcmp-fbi" in rows["rcmp-cpic", "fbi-ncic"][1]


def of_every_pair(catalogue: Catalogue) -> Catalogue:
    """Return a world in which law stands in the way of every agency and system, to any other system and to each."""
    subjects = [*catalogue.agencies["id"], *catalogue.systems["id"]]
    pairs = [(one, to) for one in subjects for to in (None, *catalogue.systems["id"][:5]) if one != to]
    rows = pd.DataFrame(pairs, columns=["subject", "to"]).assign(impediment="legal_privacy", note="of every pair")
    return catalogue.add_rows("impediments", rows)


@pytest.mark.rotates("at length")
@pytest.mark.parametrize("seeds", steps(300, 20), ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_the_rule_equals_a_reading_of_the_tables(seeds: list[int]) -> None:
    seen: Counter[object] = Counter()
    for seed in seeds:
        catalogue = of_every_pair(random_catalogue(seed))
        permission = Permission(catalogue)
        for row in verdicts(Network(catalogue)).to_dict("records"):
            no, yes = legal_rows(permission, row["subject"], row["to"] or "")
            assert (row["forbidding"], row["permitting"]) == (sorted(no), sorted(yes)), (seed, row)
            assert row["computed"] == ("real" if no else "perceived" if yes else "unsettled")
            seen[row["computed"]] += 1
    assert len(seen) == 3


def test_a_stated_verdict_that_is_missing_is_no_difference(canada: Catalogue) -> None:
    rows = canada.impediments.assign(verdict=None)
    table = verdicts(Network(canada.replace_rows("impediments", rows)))
    assert table["verdict"].isna().all()
    assert not table["differ"].any()
