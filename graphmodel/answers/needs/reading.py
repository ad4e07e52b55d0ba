"""Needs from TOML: every problem of the text at once, as ``file:line:key: message``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from graphmodel import shipped as content
from graphmodel.answers.needs.needs import Need, Needs
from graphmodel.documents.keys import Faults
from graphmodel.documents.texts import open_text, place_of_top, read_keys, read_tables, read_toml
from graphmodel.errors import NeedsError, ScenarioError

NEED = "need"


def read_needs(source: str | Path) -> Needs:
    """Return the needs of a file or of a shipped name; an existing path wins.

    Raises NeedsError with every problem of the file, UnknownName where there is none.
    """
    try:
        text, file = open_text(source, content.needs(), "needs file")
    except ScenarioError as error:
        raise NeedsError(error.problems) from None
    return needs_of(text, file)


def needs_of(text: str, file: str) -> Needs:
    """Return the needs of a text; NeedsError with every problem in it."""
    try:
        read, lines = read_toml(text, file)
    except ScenarioError as error:
        raise NeedsError(error.problems) from None
    faults = Faults("needs", place_of_top(file, lines))
    held = read_keys(read, Needs.schema(), "needs", faults, beside=[NEED])
    if "name" not in read:
        faults("", "needs the key name: a short name of the needs")
    if NEED not in read:
        faults("", "holds no need: write [[need]] above each")
    needs: list[Need] = []
    for item, place in read_tables(read.get(NEED, []), lines, NEED, file, faults):
        try:
            needs.append(Need.of_keys(item, place))
        except NeedsError as error:
            faults.problems += error.problems
    if faults:
        raise NeedsError(sorted(faults.problems, key=lambda problem: problem.row))
    return Needs(**cast("dict[str, Any]", held), needs=tuple(needs))
