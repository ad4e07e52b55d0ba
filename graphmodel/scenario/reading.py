"""A scenario from TOML: every problem of the text at once, as ``file:line:key: message``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from graphmodel import content
from graphmodel.errors import Problem, ScenarioError, UnknownName
from graphmodel.scenario.changes import Change
from graphmodel.scenario.keys import Faults, Place
from graphmodel.scenario.kinds import read_change
from graphmodel.scenario.lines import key_lines
from graphmodel.scenario.scenario import Scenario
from graphmodel.scenario.values import canonical
from graphmodel.suggest import did_you_mean, nearest

CHANGE = "change"
_SUFFIX = ".toml"
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_scenario(source: str | Path) -> Scenario:
    """Return the scenario of a file or of a shipped name; an existing path wins.

    Raises ScenarioError with every problem of the file, UnknownName where there is none.
    """
    path = Path(source)
    shipped = content.scenarios()
    try:
        there = path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        there = False
    if not there and str(source) in shipped:
        path = shipped[str(source)]
    elif not there and path.suffix != _SUFFIX:
        text = str(source)[:100]
        near = did_you_mean(text, shipped)
        listed = f"give a .toml file or one of {', '.join(shipped)}"
        raise UnknownName(f"there is no scenario {text!r}{near}: {listed}", nearest(text, shipped))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 at byte {error.start}: save it as UTF-8"
        raise ScenarioError([Problem(path.name, 0, "", message)]) from None
    except (OSError, ValueError) as error:
        message = f"cannot be opened: {getattr(error, 'strerror', None) or error}"
        raise ScenarioError([Problem(str(path), 0, "", message)]) from None
    return scenario_of(text, path.name)


def scenario_of(text: str, file: str) -> Scenario:
    """Return the scenario of a text; ScenarioError with every problem in it."""
    read, lines = _toml(text, file)
    faults = Faults("scenario", Place(file, 0, {str(path[0]): line for path, line in lines.items() if len(path) == 1}))
    keys = Scenario.schema()
    for name in read:
        if name != CHANGE and name not in keys:
            faults(name, f"no key of a scenario{did_you_mean(name, (*keys, CHANGE))}")
    held = {name: canonical(keys[name], raw, name, faults) for name, raw in read.items() if name in keys}
    if "name" not in read:
        faults("", "needs the key name: a short name of the scenario")
    changes = _changes(read.get(CHANGE, []), lines, file, faults)
    if faults:
        raise ScenarioError(sorted(faults.problems, key=lambda problem: problem.row))
    return Scenario(**cast("dict[str, Any]", held), changes=changes)


def _changes(
    given: object, lines: Mapping[tuple[str | int, ...], int], file: str, faults: Faults
) -> tuple[Change, ...]:
    """Return the changes; what is wrong with them is added to the faults."""
    items = cast("list[object]", given) if isinstance(given, list) else None
    if items is None or not all(isinstance(item, dict) for item in items):
        faults(CHANGE, "must be tables: write [[change]] above each")
        return ()
    made: list[Change] = []
    for number, item in enumerate(cast("list[dict[str, object]]", items)):
        here = (CHANGE, number)
        below = {path[2:]: line for path, line in lines.items() if path[:2] == here and len(path) > 2}
        named = {".".join(map(str, path)): line for path, line in below.items()}
        place = Place(file, lines.get(here, 0), named)
        try:
            made.append(read_change(item, place))
        except ScenarioError as error:
            faults.problems += error.problems
    return tuple(made)


def _toml(text: str, file: str) -> tuple[dict[str, Any], dict[tuple[str | int, ...], int]]:
    """Return what a text says and on which lines; ScenarioError where it is no TOML."""
    try:
        return tomllib.loads(text), key_lines(text)
    except RecursionError:
        raise ScenarioError([Problem(file, 0, "", "is nested too deeply")]) from None
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        found = _AT.search(said)
        line = int(found[1]) if found and found[1] else text.count("\n") + 1 if found else 0
        message = f"is no TOML: {said[: found.start()] if found else said}"
        raise ScenarioError([Problem(file, line, "", message)]) from None
    except ValueError:  # thousands of digits
        raise ScenarioError([Problem(file, 0, "", "holds a number that is too long to be read")]) from None
