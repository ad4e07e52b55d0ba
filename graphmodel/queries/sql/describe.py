"""The functions that every store answers as Markdown, for the documentation: nothing of it is typed twice."""

from __future__ import annotations

from graphmodel.queries.language.atoms import AGGREGATES
from graphmodel.queries.sql.functions import FUNCTIONS, OF_GRAPH
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, joined, named, say

_HEADS = (Message("function"), Message("takes"), Message("gives"))
_KINDS = {
    "text": named("function", "text"),
    "integer": named("function", "integer"),
    "decimal": named("function", "decimal"),
    "boolean": named("function", "boolean"),
    "list": named("function", "list"),
    "map": named("function", "map"),
    "path": named("function", "path"),
    "node": named("function", "node"),
    "relationship": named("function", "relationship"),
    "any": named("function", "any"),
}
_GIVES = {"labels": "list", "type": "text", "startNode": "node", "endNode": "node"}


def functions_markdown(language: Language) -> str:
    """Return a table of all functions, and the names of the aggregates."""
    rows = [(item.name, item.takes, item.gives) for item in FUNCTIONS.values()]
    rows += [(name, (kind,), _GIVES[name]) for name, kind in OF_GRAPH.items()]
    lines = [f"| {' | '.join(head.text(language) for head in _HEADS)} |", "| --- | --- | --- |"]
    for name, takes, gives in sorted(rows, key=lambda row: row[0].lower()):
        taken = ", ".join(_said(kinds, language) for kinds in takes)
        lines.append(f"| `{name}()` | {taken} | {_said(gives.replace(' or ', '|'), language)} |")
    named = ", ".join(f"`{name}()`" for name in sorted(AGGREGATES))
    return "\n".join([*lines, "", f"{say('Over the rows of a group: ', language=language)}{named}."]) + "\n"


def _said(kinds: str, language: Language) -> str:
    """Return kinds as words: ``text|list`` is text or list, ``integer?`` one that may be left out."""
    optional, many = kinds.endswith("?"), kinds.endswith("...")
    words = kinds.removesuffix("?").removesuffix("...").split("|")
    said = joined(Message(" or "), [_KINDS[word] for word in words]).text(language)
    return f"({said})" if optional else f"{said}, ..." if many else said
