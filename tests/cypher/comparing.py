"""When two answers are the same: columns, values, how often each row comes, and the order that ORDER BY fixes.

Whole and decimal numbers are told apart; decimals are compared to nine significant digits. Nodes and relationships
are compared by label or type, our ids and the properties that the graph declares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphmodel.graph.model import node_types, relationship_types
from graphmodel.values.elements import Node, Path, Relationship
from tests.cypher.generator import Text
from tests.cypher.kinds import ENGINES_OWN

Frozen = object
_NOTHING = 1e-12


@dataclass(frozen=True)
class Answer:
    """Columns and rows, the values as ``graphmodel.values.table`` has them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def frozen(value: object, *, loose: bool = False) -> Frozen:
    """Return a value so that equal ones are equal and others are not; lists without order where they are loose."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, int):
        return ("integer", value)
    if isinstance(value, float):
        return ("decimal", "0" if abs(value) < _NOTHING else f"{value:.9g}")
    if isinstance(value, Node):
        return ("node", value.label, value.id, _declared(value.label, value.properties, node_types()))
    if isinstance(value, Relationship):
        held = _declared(value.type, value.properties, relationship_types())
        return ("relationship", value.type, value.start, value.end, held)
    if isinstance(value, Path):
        return ("path", tuple(map(frozen, value.nodes)), tuple(map(frozen, value.relationships)))
    if isinstance(value, Mapping):
        return ("map", tuple(sorted((key, frozen(item, loose=loose)) for key, item in value.items())))
    if isinstance(value, list | tuple):
        items = [frozen(item, loose=loose) for item in value]
        return ("list", tuple(sorted(items, key=repr) if loose else items))
    return ("other", type(value).__name__, repr(value))


def _declared(name: str, given: Mapping[str, object], types: Mapping[str, object]) -> Frozen:
    kind = types.get(name)
    names = {item.name for item in getattr(kind, "properties", ())} - (ENGINES_OWN if name == "Load" else set())
    return tuple(sorted((key, frozen(item)) for key, item in given.items() if key in names and item is not None))


def rows_of(text: Text, answer: Answer) -> list[tuple[Frozen, ...]]:
    """Return the rows of an answer, frozen."""
    return [tuple(frozen(v, loose=at in text.loose) for at, v in enumerate(row)) for row in answer.rows]


def difference(text: Text, ours: Answer, theirs: Answer) -> str | None:
    """Return in what two answers to a text differ, None where they are the same."""
    if sorted(ours.columns) != sorted(theirs.columns):
        return f"columns: {ours.columns} for {theirs.columns}"
    if ours.columns != theirs.columns:  # worth telling, and no reason not to look at the rows
        places = [ours.columns.index(name) for name in theirs.columns]
        moved = Answer(theirs.columns, tuple(tuple(row[at] for at in places) for row in ours.rows))
        return difference(text, moved, theirs) or f"order of columns: {ours.columns} for {theirs.columns}"
    mine, right = rows_of(text, ours), rows_of(text, theirs)
    if len(mine) != len(right):
        return f"{len(mine)} rows for {len(right)}: {_some(mine, right)}"
    if Counter(mine) != Counter(right):
        return f"rows: {_some(mine, right)}"
    if text.keys and _keys(text, mine) != _keys(text, right):
        return "order"
    return None


def _keys(text: Text, rows: Iterable[tuple[Frozen, ...]]) -> list[tuple[Frozen, ...]]:
    return [tuple(row[at] for at in text.keys) for row in rows]


def _some(mine: list[tuple[Frozen, ...]], right: list[tuple[Frozen, ...]]) -> str:
    more, less = Counter(mine) - Counter(right), Counter(right) - Counter(mine)
    return f"too many {list(more.items())[:2]}, missing {list(less.items())[:2]}"
