"""The functions that every store answers as Markdown, for the documentation: nothing of it is typed twice."""

from __future__ import annotations

from graphmodel.queries.language.atoms import AGGREGATES
from graphmodel.queries.sql.functions import FUNCTIONS, OF_GRAPH

_WORDS = {
    "text": "texte", "integer": "entier", "decimal": "décimal", "boolean": "vrai ou faux", "list": "liste",
    "map": "dictionnaire", "path": "chemin", "node": "nœud", "relationship": "relation", "any": "tout",
}  # fmt: skip
_HEADS = {"en": ("function", "takes", "gives"), "fr": ("fonction", "prend", "donne")}
_GIVES = {"labels": "list", "type": "text", "startNode": "node", "endNode": "node"}
_AGGREGATES = {"en": "Over the rows of a group: ", "fr": "Sur les lignes d'un groupe : "}


def functions_markdown(language: str) -> str:
    """Return a table of all functions, and the names of the aggregates."""
    rows = [(item.name, item.takes, item.gives) for item in FUNCTIONS.values()]
    rows += [(name, (kind,), _GIVES[name]) for name, kind in OF_GRAPH.items()]
    lines = [f"| {' | '.join(_HEADS[language])} |", "| --- | --- | --- |"]
    for name, takes, gives in sorted(rows, key=lambda row: row[0].lower()):
        taken = ", ".join(_said(kinds, language) for kinds in takes)
        lines.append(f"| `{name}()` | {taken} | {_said(gives.replace(' or ', '|'), language)} |")
    named = ", ".join(f"`{name}()`" for name in sorted(AGGREGATES))
    return "\n".join([*lines, "", f"{_AGGREGATES[language]}{named}."]) + "\n"


def _said(kinds: str, language: str) -> str:
    """Return kinds as words: ``text|list`` is text or list, ``integer?`` one that may be left out."""
    optional, many = kinds.endswith("?"), kinds.endswith("...")
    words = kinds.removesuffix("?").removesuffix("...").split("|")
    if language == "fr":
        words = [_WORDS[word] for word in words]
    choices = (" ou " if language == "fr" else " or ").join(words)
    return f"({choices})" if optional else f"{choices}, ..." if many else choices
