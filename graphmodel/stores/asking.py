"""A canned question put to a store: its parameters are held against what the store knows before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from graphmodel.graph.model import node_types
from graphmodel.queries.parameters import TYPES
from graphmodel.records.called import NAMES, Called

if TYPE_CHECKING:
    from graphmodel.queries.query import Query
    from graphmodel.values.table import Table

Run = Callable[[str], "Table"]


def known_ids(asked: Query, values: Mapping[str, object], run: Run) -> Mapping[str, Called]:
    """Return the records of the labels that these parameters of a query name, so that a wrong one can be refused.

    Their names are read only where a value is no id: a person may have written a name.
    """
    given: dict[str, list[object]] = {}
    for item in asked.parameters:
        kind = TYPES[item.type]
        if item.name in values and kind.label and not kind.vocabulary:
            given.setdefault(kind.label, []).extend(_each(values[item.name]))
    found: dict[str, Called] = {}
    for label, words in sorted(given.items()):
        ids = Called.of_rows(run(f"MATCH (n:{label}) RETURN n.id AS id").rows)
        found[label] = ids if all(word in ids or word == "" for word in words) else called(label, run)
    return found


def called(label: str, run: Run) -> Called:
    """Return the records of a label by what they are called."""
    names = [item.name for item in node_types()[label].properties if item.name in NAMES]
    columns = ", ".join(f"n.{name} AS {name}" for name in ("id", *names))
    return Called.of_rows(run(f"MATCH (n:{label}) RETURN {columns}").rows)


def _each(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(cast("list[object]", value))
    return [value.strip() if isinstance(value, str) else value]
