"""Needs from TOML: every problem of the text at once, as ``file:line:key: message``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel import shipped as content
from graphmodel.answers.needs.need import Need
from graphmodel.documents.keys import Key, KeyProblems
from graphmodel.documents.texts import open_text, place_of_top, read_keys, read_tables, read_toml
from graphmodel.errors import NeedsError, ScenarioError
from graphmodel.words.messages import Message

NEED = "need"


def open_needs(source: str | Path) -> tuple[str, str]:
    """Return the text of a file or of a shipped name, and the file's name; an existing path wins.

    Raises NeedsError where the file cannot be read, UnknownName where there is none.
    """
    try:
        return open_text(source, content.needs(), Message("needs file"))
    except ScenarioError as error:
        raise NeedsError(error.problems) from None


def parse_needs(text: str, file: str, keys: Mapping[str, Key]) -> tuple[dict[str, Any], tuple[Need, ...]]:
    """Return what the text says of all its needs, by these keys, and each need; NeedsError with every problem in it."""
    try:
        read, lines = read_toml(text, file)
    except ScenarioError as error:
        raise NeedsError(error.problems) from None
    faults = KeyProblems("needs", place_of_top(file, lines))
    own = read_keys(read, keys, Message("needs"), faults, beside=[NEED])
    if "name" not in read:
        faults("", Message("needs the key name: a short name of the needs"))
    if NEED not in read:
        faults("", Message("holds no need: write [[need]] above each"))
    needs: list[Need] = []
    for item, place in read_tables(read.get(NEED, []), lines, NEED, file, faults):
        try:
            needs.append(Need.of_keys(item, place))
        except NeedsError as error:
            faults.problems += error.problems
    if faults:
        raise NeedsError(sorted(faults.problems, key=lambda problem: problem.row))
    return own, tuple(needs)
