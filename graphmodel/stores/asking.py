"""A canned question put to a store: its parameters are held against what the store knows before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from graphmodel.queries.parameters import TYPES

if TYPE_CHECKING:
    from graphmodel.queries.query import Query
    from graphmodel.values.table import Table


def known_ids(asked: Query, names: Iterable[str], run: Callable[[str], Table]) -> Mapping[str, Collection[str]]:
    """Return the ids of the labels that these parameters of a query name, so that a wrong one can be refused."""
    given = set(names)
    kinds = [TYPES[item.type] for item in asked.parameters if item.name in given]
    labels = sorted({kind.label for kind in kinds if kind.label and not kind.vocabulary})
    return {label: {str(row[0]) for row in run(f"MATCH (n:{label}) RETURN n.id AS id").rows} for label in labels}
