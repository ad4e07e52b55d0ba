"""A scenario from TOML: every problem of the text at once, as ``file:line:key: message``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from graphmodel import shipped as content
from graphmodel.documents.keys import Faults
from graphmodel.documents.texts import open_text, place_of_top, read_keys, read_tables, read_toml
from graphmodel.errors import ScenarioError
from graphmodel.scenario.change import Change
from graphmodel.scenario.kinds import read_change
from graphmodel.scenario.scenario import Scenario

CHANGE = "change"


def read_scenario(source: str | Path) -> Scenario:
    """Return the scenario of a file or of a shipped name; an existing path wins.

    Raises ScenarioError with every problem of the file, UnknownName where there is none.
    """
    return scenario_of(*open_text(source, content.scenarios(), "scenario"))


def scenario_of(text: str, file: str) -> Scenario:
    """Return the scenario of a text; ScenarioError with every problem in it."""
    read, lines = read_toml(text, file)
    faults = Faults("scenario", place_of_top(file, lines))
    held = read_keys(read, Scenario.schema(), "a scenario", faults, beside=[CHANGE])
    if "name" not in read:
        faults("", "needs the key name: a short name of the scenario")
    changes: list[Change] = []
    for item, place in read_tables(read.get(CHANGE, []), lines, CHANGE, file, faults):
        try:
            changes.append(read_change(item, place))
        except ScenarioError as error:
            faults.problems += error.problems
    if faults:
        raise ScenarioError(sorted(faults.problems, key=lambda problem: problem.row))
    return Scenario(**cast("dict[str, Any]", held), changes=tuple(changes))
