"""What a scenario does to how many records, and what that costs, told before anybody does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.errors import Problem, ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import record_changes
from graphmodel.records.schema import TableName
from graphmodel.scenario.systems import AddSystem

if TYPE_CHECKING:
    from graphmodel.scenario.scenario import Scenario

COLUMNS = ("number", "do", "what", "table", "added", "changed", "removed", "units", "unit_cost", "cost")


def effects(scenario: Scenario, catalogue: Catalogue) -> pd.DataFrame:
    """Return a row for each change and each table that it touches; at least one for each change.

    Columns: number (of the change, from 1), do, what, table, added, changed, removed (records), units (what its cost
    counts for: pairs of systems of a connect, else links, systems, uses or impediments), unit_cost, cost (units times
    that; both missing where no cost is named). Units and costs stand on the first row of a change alone.

    Raises ScenarioError as ``Scenario.apply`` does.
    """
    rows: list[tuple[object, ...]] = []
    problems: list[Problem] = []
    world = catalogue
    for number, change in enumerate(scenario.changes, 1):
        try:
            after = change.apply(world, scenario.name)
        except ScenarioError as error:
            problems += error.problems
            if isinstance(change, AddSystem):
                break
            continue
        changes = record_changes(world, after)
        touched: list[TableName] = [name for name, found in changes.items() if len(found) and name != change.table]
        units = change.counted(after, changes)
        price = scenario.cost if change.cost is None else change.cost
        for name in (change.table, *touched):
            found = changes[name]
            counts = (len(found.added), len(found.changed), len(found.removed))
            cost = (units, price, None if price is None else units * price) if name == change.table else (0, None, None)
            rows.append((number, change.do, change.what(), name, *counts, *cost))
        world = after
    if problems:
        raise ScenarioError(problems)
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    return made.astype({"unit_cost": "float64", "cost": "float64"})


@dataclass(frozen=True)
class Idle:
    """A change that does nothing in a catalogue: its number from 1, what it says, and why."""

    number: int
    do: str
    what: str
    selects_nothing: str
    """What says that a selector chooses nothing; empty where all that the change asks for is so already."""


def idle(scenario: Scenario, catalogue: Catalogue) -> list[Idle]:
    """Return the changes that leave every record as it is; ScenarioError as ``Scenario.apply``."""
    found: list[Idle] = []
    world = catalogue
    for number, change in enumerate(scenario.changes, 1):
        after = change.apply(world, scenario.name)
        if not any(map(len, record_changes(world, after).values())):
            why = ""
            try:
                replace(change, if_any=False).apply(world, scenario.name)
            except ScenarioError as error:
                why = error.problems[0].message.partition(" (if_any")[0]
            found.append(Idle(number, change.do, change.what(), why))
        world = after
    return found
