"""Keys as a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from graphmodel.documents.keys import Key

_KINDS = {
    "id": "id",
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "amount": "number, or an amount as text",
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
_MOST_WORDS = 12


def keys_table(keys: Iterable[Key]) -> str:
    """Return keys as a table, a line each."""
    lines = ["| key | | |", "| --- | --- | --- |"]
    for key in keys:
        needed = "; needed" if key.required else ""
        words = ", ".join(key.vocabulary.ids) if key.vocabulary and len(key.vocabulary) <= _MOST_WORDS else ""
        sentence = f"{key.sentence} One of {words}." if words else key.sentence
        lines.append(f"| {key.name} | {_KINDS[key.kind]}{needed} | {sentence} |")
    return "\n".join(lines)
