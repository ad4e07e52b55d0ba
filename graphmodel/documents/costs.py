"""What links cost, by their kind: a table [costs] of a scenario, or a file of its own.

A kind is a mode of links, or ``any`` for those whose mode is not named. Each amount is a number, or a text as people write
amounts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from graphmodel.documents.keys import Key, KeyProblems, Place
from graphmodel.documents.texts import Lines, read_toml
from graphmodel.documents.values import amount, not_a
from graphmodel.errors import Problem, ScenarioError
from graphmodel.machine.refusals import cause
from graphmodel.machine.toml import read_document
from graphmodel.words.messages import Message
from graphmodel.words.scenario_words import LIVE_MODES
from graphmodel.words.suggest import did_you_mean

ANY = "any"
TABLE = "costs"
Costs = tuple[tuple[str, float], ...]
"""The kind of link and what one costs, sorted by kind."""
CostsLike = Mapping[str, object] | str | Path
"""Costs by kind, or the path of a file of them."""
_KINDS = (*LIVE_MODES.ids, ANY)


def costs_of_mapping(raw: object, place: str, faults: KeyProblems) -> Costs:
    """Return the costs that a table says; what is wrong is noted."""
    if not isinstance(raw, Mapping):
        faults(
            place,
            Message(
                "must be a table: write [costs], and below it a kind of link = what one costs{instead}",
                instead=not_a(raw),
            ),
        )
        return ()
    found: dict[str, float] = {}
    for kind, value in cast("Mapping[object, object]", raw).items():
        at = f"{place}.{kind}" if place else str(kind)
        if kind not in _KINDS:
            near, known = did_you_mean(str(kind), _KINDS), ", ".join(_KINDS)
            faults(
                at,
                Message(
                    "{kind!r} is no kind of link{near}: it is one of {known}", kind=str(kind), near=near, known=known
                ),
            )
            continue
        read = amount(Key(str(kind), "amount", ""), value, at, faults)
        if read is not None:
            found[str(kind)] = float(read)
    return tuple(sorted(found.items()))


def costs_of_file(source: str | Path) -> Costs:
    """Return the costs of a TOML file, at its top or below [costs], or of a CSV file of two columns, kind and cost.

    Raises ScenarioError with every problem by file, line and key.
    """
    path = Path(source)
    try:
        text = read_document(path)
    except UnicodeDecodeError as error:
        said = Message("is not UTF-8 at byte {byte}: save it as UTF-8", byte=error.start)
        raise ScenarioError([Problem(path.name, 0, "", said)]) from None
    except (OSError, ValueError) as error:
        raise ScenarioError([Problem(str(path), 0, "", Message("cannot be opened: {why}", why=cause(error)))]) from None
    if path.suffix == ".csv":
        return _of_csv(text, path.name)
    read, lines = read_toml(text, path.name)
    faults = KeyProblems(TABLE, Place(path.name, 0, dotted(lines)))
    found = costs_of_mapping(read.get(TABLE, read), TABLE if TABLE in read else "", faults)
    if faults:
        raise ScenarioError(faults.problems)
    return found


def dotted(lines: Lines) -> dict[str, int]:
    """Return the line of each key, by its path with points."""
    return {".".join(map(str, path)): line for path, line in lines.items()}


def _of_csv(text: str, file: str) -> Costs:
    first = text.splitlines()[0] if text else ""
    rows = list(csv.reader(text.splitlines(), delimiter=";" if ";" in first else ","))
    problems: list[Problem] = []
    found: dict[str, float] = {}
    for line, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (line == 1 and cells[0] not in _KINDS):
            continue
        faults = KeyProblems(TABLE, Place(file, line, {}))
        if len(cells) != 2:
            faults(
                cells[0],
                Message(
                    "a line has two cells, the kind of link and what one costs; put an amount with commas in quotation marks"
                ),
            )
        elif cells[0] in found:
            faults(cells[0], Message("stands twice: keep one"))
        else:
            found |= dict(costs_of_mapping({cells[0]: cells[1]}, "", faults))
        problems += faults.problems
    if problems:
        raise ScenarioError(problems)
    return tuple(sorted(found.items()))


def cost_of(costs: Costs, kind: str) -> float | None:
    """Return what a link of some kind costs; None where nothing says so."""
    known = dict(costs)
    return known.get(kind, known.get(ANY))
