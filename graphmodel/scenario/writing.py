"""A scenario as TOML; reading it back gives an equal one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from graphmodel.documents.selectors import Selector

if TYPE_CHECKING:
    from graphmodel.scenario.scenario import Scenario


def as_toml(scenario: Scenario) -> str:
    """Return a scenario as a text in TOML: what it says of itself, then its changes in order."""
    held = {name: getattr(scenario, name) for name in scenario.schema()}
    blocks = [_lines(held)]
    blocks += [["", "[[change]]", *_lines({"do": change.do, **change.said()})] for change in scenario.changes]
    return "\n".join(line for block in blocks for line in block) + "\n"


def _lines(held: dict[str, object]) -> list[str]:
    return [f"{name} = {_value(value)}" for name, value in held.items() if value is not None]


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
