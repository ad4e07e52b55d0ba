"""What a scenario file may say, as Markdown: written from the schemas that validate it."""

from __future__ import annotations

from collections.abc import Iterable

from graphmodel.scenario.keys import Key
from graphmodel.scenario.kinds import KINDS
from graphmodel.scenario.scenario import Scenario
from graphmodel.scenario.selectors import Chosen, selector_keys

_KINDS = {
    "id": "id",
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "year": "year",
    "date": "year or day",
    "boolean": "true or false",
    "word": "word",
    "words": "words",
    "reference": "id",
    "references": "ids",
    "systems": "**systems**",
    "agencies": "**agencies**",
    "subjects": "**agencies or systems**",
}
_SELECTORS: tuple[Chosen, ...] = ("systems", "agencies")
_MOST_WORDS = 12


def keys_markdown() -> str:
    """Return the keys of a scenario, of each change and of the selectors, as Markdown."""
    common = {name: key for kind in KINDS.values() for name, key in kind.schema().items() if _is_common(name)}
    parts = ["### A scenario", keys_table(Scenario.schema().values()), "### Every change", keys_table(common.values())]
    for do, kind in KINDS.items():
        own = [key for name, key in kind.schema().items() if name not in common]
        parts += [
            f"### {do}",
            f"{(kind.__doc__ or '').strip()} A cost counts for each {kind.unit[0]}.",
            keys_table(own),
        ]
    for of in _SELECTORS:
        parts += [f"### A selector of {of}", keys_table(selector_keys(of).values())]
    return "\n\n".join(parts) + "\n"


def _is_common(name: str) -> bool:
    return all(name in kind.schema() for kind in KINDS.values())


def keys_table(keys: Iterable[Key]) -> str:
    """Return keys as a table, a line each."""
    lines = ["| key | | |", "| --- | --- | --- |"]
    for key in keys:
        needed = "; needed" if key.required else ""
        words = ", ".join(key.vocabulary.ids) if key.vocabulary and len(key.vocabulary) <= _MOST_WORDS else ""
        sentence = f"{key.sentence} One of {words}." if words else key.sentence
        lines.append(f"| {key.name} | {_KINDS[key.kind]}{needed} | {sentence} |")
    return "\n".join(lines)
