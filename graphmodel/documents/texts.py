"""TOML texts that people write: found by path or shipped name, read with the line of each key, or refused.

Scenarios and needs are such texts. Every problem is ``file:line:key: message``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from graphmodel.documents.canonical import canonical
from graphmodel.documents.keys import Key, KeyProblems, Place
from graphmodel.documents.lines import key_lines
from graphmodel.errors import Problem, ScenarioError, UnknownName
from graphmodel.machine.refusals import cause
from graphmodel.machine.toml import parse_document, read_document
from graphmodel.machine.toml_faults import NoTOML
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

Lines = Mapping[tuple[str | int, ...], int]
"""The line of each key by its path: see ``key_lines``."""
_SUFFIX = ".toml"
_PARTED = re.compile("\\s*([a-z_]+)\\s*=\\s*([$0-9][0-9 ,.$'\u00a0\u202f\u2019]*?)\\s*(?:#.*)?")


def open_text(source: str | Path, shipped: Mapping[str, Path], noun: Message) -> tuple[str, str]:
    """Return the text of a file or of a shipped name, and the file's name; an existing path wins.

    Raises ScenarioError where the file cannot be read, UnknownName where there is none.
    """
    path = Path(source)
    try:
        there = path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        there = False
    if not there and str(source) in shipped:
        path = shipped[str(source)]
    elif not there and path.suffix != _SUFFIX:
        text = str(source)[:100]
        near = did_you_mean(text, shipped)
        said = Message(
            "there is no {noun} {text!r}{near}: give a .toml file or one of {shipped}",
            noun=noun,
            text=text,
            near=near,
            shipped=", ".join(shipped),
        )
        raise UnknownName(said, nearest(text, shipped))
    try:
        return read_document(path), path.name
    except UnicodeDecodeError as error:
        message = Message("is not UTF-8 at byte {byte}: save it as UTF-8", byte=error.start)
        raise ScenarioError([Problem(path.name, 0, "", message)]) from None
    except (OSError, ValueError) as error:
        message = Message("cannot be opened: {why}", why=cause(error))
        raise ScenarioError([Problem(str(path), 0, "", message)]) from None


def read_toml(text: str, file: str) -> tuple[dict[str, Any], Lines]:
    """Return what a text says and on which lines; ScenarioError where it is no TOML."""
    try:
        return parse_document(text), key_lines(text)
    except NoTOML as error:
        said = Message("is no TOML: {why}", why=error.why)
        line = text.splitlines()[error.line - 1] if 0 < error.line <= len(text.splitlines()) else ""
        if found := _PARTED.fullmatch(line):
            said += Message(
                ': put an amount with signs in quotation marks, as {key} = "{amount}"', key=found[1], amount=found[2]
            )
        raise ScenarioError([Problem(file, error.line, "", said)]) from None


def place_of_top(file: str, lines: Lines) -> Place:
    """Return where the keys of the text itself stand."""
    return Place(file, 0, {str(path[0]): line for path, line in lines.items() if len(path) == 1})


def read_keys(
    given: Mapping[str, object], keys: Mapping[str, Key], what: str, faults: KeyProblems, beside: Iterable[str] = ()
) -> dict[str, object]:
    """Return the values of the keys that are known, in their canonical form; what is wrong is noted.

    ``what`` is what they are keys of; those ``beside`` them are read elsewhere.
    """
    others = tuple(beside)
    for name in given:
        if name not in keys and name not in others:
            near = did_you_mean(str(name), (*keys, *others))
            faults(str(name), Message("no key of {what}{near}", what=what, near=near))
    return {name: canonical(keys[name], raw, name, faults) for name, raw in given.items() if name in keys}


def read_tables(
    given: object, lines: Lines, key: str, file: str, faults: KeyProblems
) -> Iterator[tuple[dict[str, object], Place]]:
    """Yield the tables that stand below ``[[key]]``, each with its place; what is no table is noted."""
    items = cast("list[object]", given) if isinstance(given, list) else None
    if items is None or not all(isinstance(item, dict) for item in items):
        faults(key, Message("must be tables: write [[{key}]] above each", key=key))
        return
    for number, item in enumerate(cast("list[dict[str, object]]", items)):
        here = (key, number)
        below = {path[2:]: line for path, line in lines.items() if path[:2] == here and len(path) > 2}
        named = {".".join(map(str, path)): line for path, line in below.items()}
        yield item, Place(file, lines.get(here, 0), named)
