"""A scenario's text in TOML: changes by the word that names them, read and written; reading back gives equal ones.

Every problem of a text comes at once, as ``file:line:key: message``.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from graphmodel import shipped as content
from graphmodel.documents.costs import TABLE, Costs, costs_of_mapping, dotted
from graphmodel.documents.keys import Key, KeyProblems, Place
from graphmodel.documents.selectors import Selector
from graphmodel.documents.texts import open_text, place_of_top, read_keys, read_tables, read_toml
from graphmodel.errors import ScenarioError
from graphmodel.scenario.agreements import Agree, EndAgreement
from graphmodel.scenario.change import Change
from graphmodel.scenario.links import Connect, Disconnect
from graphmodel.scenario.systems import AddSystem, Relay, Replace, Retire
from graphmodel.scenario.uses import Join, Leave, Lift
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean

CHANGE = "change"
KINDS: dict[str, type[Change]] = {
    kind.do: kind
    for kind in (Connect, Disconnect, Retire, Replace, AddSystem, Join, Leave, Relay, Lift, Agree, EndAgreement)
}
"""All kinds of change by the word that names them; in this order people read of them."""
_named: ContextVar[Mapping[str, tuple[str, str]]] = ContextVar("named", default=MappingProxyType({}))
DO = Key("do", "text", f"Which change: {', '.join(KINDS)}.", required=True)


def read_change(given: Mapping[str, object], place: Place | None = None) -> Change:
    """Return the change of these keys, ``do`` among them; ScenarioError with everything that is wrong."""
    do = given.get(DO.name)
    if isinstance(do, str) and do.strip() in KINDS:
        return KINDS[do.strip()].of({name: value for name, value in given.items() if name != DO.name}, place)
    faults, kinds = KeyProblems("change", place), ", ".join(KINDS)
    if do is None:
        faults("", Message("names no change: it needs the key do, one of {kinds}", kinds=kinds))
    elif isinstance(do, str):
        near = did_you_mean(do, KINDS)
        faults(DO.name, Message("{do!r} is no change{near}: it is one of {kinds}", do=do, near=near, kinds=kinds))
    else:
        faults(DO.name, Message("must be a text in quotation marks, one of {kinds}", kinds=kinds))
    raise ScenarioError(faults.problems)


@contextmanager
def named_texts(texts: Mapping[str, tuple[str, str]]) -> Generator[None]:
    """Let scenarios that stand in no file be found by their names until the block ends, in this thread alone.

    ``texts`` holds by name the text, and the name of the file that a refusal says.
    """
    token = _named.set(texts)
    try:
        yield
    finally:
        _named.reset(token)


def open_scenario(source: str | Path) -> tuple[str, str]:
    """Return the text of a file or of a shipped name, and the file's name; an existing path wins.

    Raises ScenarioError where the file cannot be read, UnknownName where there is none.
    """
    if (own := _named.get().get(str(source))) is not None:
        return own
    return open_text(source, content.scenarios(), Message("scenario"))


def parse_scenario(text: str, file: str, keys: Mapping[str, Key]) -> tuple[dict[str, Any], tuple[Change, ...]]:
    """Return what a text says of the scenario itself, by these keys, and its changes; ScenarioError with every problem."""
    read, lines = read_toml(text, file)
    faults = KeyProblems("scenario", place_of_top(file, lines))
    own = read_keys(read, keys, Message("a scenario"), faults, beside=[CHANGE, TABLE])
    if TABLE in read:
        below = KeyProblems(TABLE, Place(file, 0, dotted(lines)))
        own[TABLE] = costs_of_mapping(read[TABLE], TABLE, below)
        faults.problems += below.problems
    if "name" not in read:
        faults("", Message("needs the key name: a short name of the scenario"))
    changes: list[Change] = []
    for item, place in read_tables(read.get(CHANGE, []), lines, CHANGE, file, faults):
        try:
            changes.append(read_change(item, place))
        except ScenarioError as error:
            faults.problems += error.problems
    if faults:
        raise ScenarioError(sorted(faults.problems, key=lambda problem: problem.row))
    return own, tuple(changes)


def write_scenario(own: Mapping[str, object], changes: Iterable[Change], costs: Costs = ()) -> str:
    """Return a text in TOML: what a scenario says of itself, by key, then its changes in order."""
    blocks = [_lines(own)]
    if costs:
        blocks.append(["", f"[{TABLE}]", *_lines(dict(costs))])
    blocks += [["", f"[[{CHANGE}]]", *_lines({DO.name: change.do, **change.to_dict()})] for change in changes]
    return "\n".join(line for block in blocks for line in block) + "\n"


def _lines(keys: Mapping[str, object]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in keys.items() if value is not None]


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case tuple():
            texts = [_value(item) for item in cast("tuple[str, ...]", value)]
            return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
        case Selector():
            keys = ", ".join(f"{name} = {_value(words)}" for name, words in value.words)
            return f"{{ {keys} }}"
        case _:
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
