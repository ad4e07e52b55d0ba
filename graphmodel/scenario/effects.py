"""What changes do to how many records, and what that costs, told before anybody does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from graphmodel.documents.targets import without_hint
from graphmodel.errors import Problem, ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import record_changes
from graphmodel.records.schema import TableName
from graphmodel.scenario.change import Change
from graphmodel.scenario.systems import AddSystem

COLUMNS = ("number", "do", "what", "table", "added", "changed", "removed", "units", "unit_cost", "cost")


@dataclass(frozen=True)
class ChangeStep:
    """One change that could be made: its number from 1, and the catalogue before and after it."""

    number: int
    change: Change
    before: Catalogue
    after: Catalogue


def steps(changes: Sequence[Change], catalogue: Catalogue, name: str) -> Iterator[ChangeStep]:
    """Yield the changes of the scenario of that name in order; at the end ScenarioError with all that cannot be.

    After a refused change the next ones are still tried, as if it had not been there.
    """
    problems: list[Problem] = []
    world = catalogue
    for number, change in enumerate(changes, 1):
        try:
            after = change.apply(world, name)
        except ScenarioError as error:
            problems += error.problems
            if isinstance(change, AddSystem):
                break  # what follows may name the system that is not there
            continue
        yield ChangeStep(number, change, world, after)
        world = after
    if problems:
        raise ScenarioError(problems)


def effects(
    changes: Sequence[Change], catalogue: Catalogue, name: str, price_of: Callable[[Change], float | None]
) -> pd.DataFrame:
    """Return a row for each change and each table that it touches; at least one for each change.

    ``name`` is that of the scenario, ``price_of`` says what a change costs each time.

    Columns: number (of the change, from 1), do, what, table, added, changed, removed (records), units (what its cost
    counts for: pairs of systems of a connect, else links, systems, uses, impediments or agreements), unit_cost, cost (units times
    that; both missing where no cost is named). Units and costs stand on the first row of a change alone.

    Raises ScenarioError as ``steps`` does.
    """
    rows: list[tuple[object, ...]] = []
    for step in steps(changes, catalogue, name):
        change, found = step.change, record_changes(step.before, step.after)
        units = change.counted(step.after, found)
        price = price_of(change)
        costs = (units, price, None if price is None else units * price)
        touched: list[TableName] = [table for table, of in found.items() if len(of) and table != change.table]
        for table in (change.table, *touched):
            counts = (len(found[table].added), len(found[table].changed), len(found[table].removed))
            last = costs if table == change.table else (0, None, None)
            rows.append((step.number, change.do, change.what(), table, *counts, *last))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"unit_cost": "float64", "cost": "float64"})


@dataclass(frozen=True)
class Idle:
    """A change that does nothing in a catalogue: its number from 1, what it says, and why."""

    number: int
    do: str
    what: str
    selects_nothing: str
    """What says that a selector chooses nothing; empty where all that the change asks for is so already."""


def idle(changes: Sequence[Change], catalogue: Catalogue, name: str) -> list[Idle]:
    """Return the changes that leave every record as it is; ScenarioError as ``steps``."""
    found: list[Idle] = []
    for step in steps(changes, catalogue, name):
        if any(map(len, record_changes(step.before, step.after).values())):
            continue
        why = ""
        try:
            replace(step.change, if_any=False).apply(step.before, name)
        except ScenarioError as error:
            why = without_hint(error.problems[0].message)
        found.append(Idle(step.number, step.change.do, step.change.what(), why))
    return found
