"""Where a scenario has its page that an answer calls by its name: what is tried, what is saved, what ships."""

from __future__ import annotations

from graphmodel.errors import GraphmodelError
from graphmodel.explorer.trying import PREFIX, TriedSet
from graphmodel.explorer.visit import Visit, address
from graphmodel.scenario import Scenario

_GIVEN = ("scenarios", "scenario", "source")
"""The inputs of commands that take scenarios."""


def scenario_page(visit: Visit, name: str) -> str:
    """Return the page of the scenario of that name; empty where neither its name nor what was asked leads to one."""
    if name in visit.runner.names_known("scenario"):
        return _shown(name)
    for value in (value for given in _GIVEN for value in visit.values.get(given, ())):
        if value.startswith(PREFIX) and tried_name(value) == name:
            return address("/try", TriedSet.of([value]).pairs)
        if _saved_name(visit, value) == name:
            return _shown(value)
    return ""


def tried_name(value: str) -> str:
    """Return what a scenario is called that stands in an address; the text as it is where it says no change."""
    try:
        return TriedSet.of([value]).scenario().name
    except GraphmodelError:
        return value


def _saved_name(visit: Visit, value: str) -> str:
    """Return the name that the file of a saved scenario says; empty where there is none that can be read."""
    workspace = visit.runner.workspace
    if workspace is None or value not in workspace.names():
        return ""
    try:
        return Scenario.of_toml(workspace.text(value)).name
    except GraphmodelError:
        return ""


def _shown(name: str) -> str:
    return address("/scenario/show", {"source": name})
