"""Why a question may have found nothing: what it was told, and what it reads, held against the graph.

Each reason is true of the graph; that it is the one that counts is a guess, and said to be one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmodel.errors import QueryError
from graphmodel.graph.model import LABELS
from graphmodel.queries.language.labels import LabelName, Labels, LabelsJoined
from graphmodel.queries.language.parser import parse
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Match, NodePattern, RelationshipPattern
from graphmodel.queries.language.walking import walk
from graphmodel.queries.parameters import TYPES, Parameter, Value
from graphmodel.records.schema import tables
from graphmodel.words.messages import Message, listed, plain

if TYPE_CHECKING:
    from graphmodel.values.table import Table

Run = Callable[[str, Mapping[str, object]], "Table"]


@dataclass(frozen=True)
class _Held:
    """How to find whether the graph holds anything for a value of a parameter, and what to say where it does not."""

    pattern: str
    none: Message


_HELD: Mapping[str, _Held] = {
    "system type": _Held(
        "(s:System)-[:OF_TYPE]->(:SystemType {id: $value})",
        Message("no system of the type {value} is recorded", value=""),
    ),
    "agency": _Held(
        "(:Agency {id: $value})-[:OPERATES|HOSTS|USES|READS|CONTRIBUTES_TO]->(s:System)",
        Message("no system is recorded that {value} operates or uses", value=""),
    ),
    "system": _Held(
        "(:System {id: $value})-[:FEEDS]-(s:System)", Message("no live link of {value} is recorded", value="")
    ),
    "province": _Held(
        "(s:Agency)-[:LOCATED_IN]->(:Province {id: $value})", Message("no agency in {value} is recorded", value="")
    ),
    "sector": _Held("(s:Agency {sector: $value})", Message("no agency of the sector {value} is recorded", value="")),
    "level": _Held("(s:Agency {level: $value})", Message("no agency of the level {value} is recorded", value="")),
    "status": _Held("(s:System {status: $value})", Message("no system with the status {value} is recorded", value="")),
    "product": _Held(
        "(s:System)-[:BUILT_ON]->(:Product {id: $value})",
        Message("no system is recorded to be built on {value}", value=""),
    ),
    "data class": _Held(
        "(s:System) WHERE $value IN s.holds", Message("no system is recorded to hold {value}", value="")
    ),
}


def reasons(
    text: str, parameters: tuple[Parameter, ...], chosen: Mapping[str, Value], counts: Mapping[str, int], run: Run
) -> list[Message]:
    """Return why a question with these values may have found nothing.

    ``counts`` says how many there are of each label and relationship type.
    """
    found = [*_unread(text, counts), *_unheld(parameters, chosen, run)]
    if "interconnected" in text and not found:
        found.append(Message("all of the systems asked about are connected"))
    told = [item for item in parameters if item.may_be_empty and chosen.get(item.name) not in ("", -1, [], None)]
    if told:
        names = listed([plain(f"{item.name}={chosen[item.name]}") for item in told])
        found.append(Message("nothing matches {names}: ask without", names=names))
    return found or [Message("no record meets all that the question asks for")]


def _unread(text: str, counts: Mapping[str, int]) -> Iterator[Message]:
    """Yield what the text must find and of which the graph holds nothing."""
    try:
        statement = parse(text)
    except (Refused, QueryError):
        return
    matches = [clause for branch in statement.branches for clause in branch if isinstance(clause, Match)]
    trees = [tree for clause in matches if not clause.optional for path in clause.paths for tree in walk(path)]
    asked = [tree.labels for tree in trees if isinstance(tree, NodePattern)]
    asked += [tree.types for tree in trees if isinstance(tree, RelationshipPattern)]
    known = tables()
    for names in dict.fromkeys(_names(labels) for labels in asked):
        if names and not sum(counts.get(name, 0) for name in names):
            tabled = [table for name, table in known.items() if LABELS.get(name) in names]
            for table in tabled:
                yield Message("the catalogue holds {none}", none=table.counted(0))
            if not tabled:
                yield Message("the catalogue holds nothing of the kind {kinds}", kinds="|".join(names))


def _names(labels: Labels | None) -> tuple[str, ...]:
    """Return the labels of which one must be there."""
    if isinstance(labels, LabelName):
        return (labels.name,)
    if isinstance(labels, LabelsJoined) and labels.mark == "|":
        return tuple(name for part in labels.parts for name in _names(part))
    return ()


def _unheld(parameters: tuple[Parameter, ...], chosen: Mapping[str, Value], run: Run) -> Iterator[Message]:
    """Yield the values for which the graph holds nothing."""
    for item in parameters:
        type = TYPES[item.type]
        held = _HELD.get(type.item or type.name)
        value = chosen.get(item.name, item.default)
        for word in value if isinstance(value, list) else [value]:
            if (
                held
                and word != ""
                and not run(f"MATCH {held.pattern} RETURN count(s) AS n", {"value": word}).rows[0][0]
            ):
                yield held.none.filled(value=_said(item, str(word)))


def _said(item: Parameter, word: str) -> str:
    vocabulary = TYPES[item.type].vocabulary
    return vocabulary[word].named if vocabulary and word in vocabulary else word
