"""Scenarios side by side, each by itself: gain, losses, cost, and what holds back the links that they make."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from graphmodel.answers.difference.worlds import Difference
from graphmodel.answers.plausible import Barriers, causes_of
from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import record_changes
from graphmodel.scenario import Scenario

COLUMNS = ("scenario", "triples", "lost_triples", "agencies", "cost", "cost_per_gain", "held_back_by")


def compared(catalogue: Catalogue, scenarios: Iterable[Scenario]) -> pd.DataFrame:
    """Return a row for each scenario: see ``graphmodel.compare``."""
    made = pd.DataFrame([_row(catalogue, item) for item in scenarios], columns=list(COLUMNS))
    return made.astype({"cost": "Float64", "cost_per_gain": "Float64"})


def _row(catalogue: Catalogue, scenario: Scenario) -> tuple[object, ...]:
    after = scenario.apply(catalogue)
    counts, cost = Difference(catalogue, after).counts, scenario.total_cost(catalogue)
    network = Network(after)
    new = after.links["id"].isin(record_changes(catalogue, after)["links"].added["id"]).to_numpy()
    held = Barriers(network).between(*(end[new] for end in network.ends))
    causes = causes_of(int(np.bitwise_or.reduce(held, initial=0)))
    per_gain = None if cost is None or not counts["triples"] else cost / counts["triples"]
    return scenario.name, counts["triples"], counts["lost_triples"], counts["agencies"], cost, per_gain, causes
