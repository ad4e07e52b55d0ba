"""A catalogue again, from the tables of its graph: the other half of ``graph.build``.

Law: ``restore(nodes, relationships) == catalogue`` for the graph that ``build(catalogue)`` made, whatever became of
the order of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import pandas as pd

from graphmodel.graph.agreements import parties_of
from graphmodel.graph.build import END, START, Relationships
from graphmodel.graph.model import (
    FLOW_TYPES,
    LABELS,
    OPERATOR,
    RELATIONSHIP_COLUMNS,
    ROLE_TYPES,
    Property,
    node_types,
    relationship_types,
)
from graphmodel.records.arrow import ArrowArray, ArrowTable, pa, pc
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import About


def restore(nodes: Mapping[str, ArrowTable], relationships: Sequence[Relationships], about: About) -> Catalogue:
    """Return the catalogue that a graph holds; rows in any order."""
    frames = {table: _columns(nodes[label], node_types()[label].properties) for table, label in LABELS.items()}
    for (table, column), name in RELATIONSHIP_COLUMNS.items():
        frames[table][column] = _references(name, frames[table], relationships, nodes)
    uses = [
        _ends(item, "agency", "system").assign(role=role)
        for role, name in ROLE_TYPES.items()
        for item in relationships
        if item.type == name
    ]
    links = [_ends(_forth(item), "from", "to") for item in relationships if item.type in FLOW_TYPES]
    held = [_ends(item, "subject", "impediment") for item in relationships if item.type == "HELD_BACK_BY"]
    rest = {
        name: pd.concat(parts, ignore_index=True)
        for name, parts in (("uses", uses), ("links", links), ("impediments", held))
    }
    rest["parties"] = parties_of(nodes["Agreement"])
    return Catalogue.unchecked({str(name): frame for name, frame in frames.items()} | rest, about)


def _columns(rows: ArrowTable, properties: Sequence[Property]) -> pd.DataFrame:
    """Return the properties that come from columns, under the columns' names."""
    return pd.DataFrame({item.column: _series(rows[item.name], item) for item in properties if item.column})


def _series(values: ArrowArray, kind: Property) -> pd.Series:
    if kind.kind == "texts":
        values = pc.binary_join(values.cast(pa.list_(pa.string())), LIST_SEPARATOR)
    if kind.kind in ("text", "texts"):
        return pd.Series(values.cast(pa.large_string()), dtype="str")
    if kind.kind == "integer":
        return cast("pd.Series", values.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
    return cast("pd.Series", values.to_pandas())


def _ends(item: Relationships, start: str, end: str) -> pd.DataFrame:
    frame = _columns(item.rows, relationship_types()[item.type].properties)
    for name, column in ((START, start), (END, end)):
        frame[column] = pd.Series(item.rows[name].cast(pa.large_string()), dtype="str")
    return frame


def _joined(values: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(values)


def _forth(item: Relationships) -> Relationships:
    """Return the first flow of each link."""
    return Relationships(item.type, item.start, item.end, item.rows.filter(pc.invert(item.rows["reverse"])))


def _references(
    name: str,
    frame: pd.DataFrame,
    relationships: Sequence[Relationships],
    nodes: Mapping[str, ArrowTable],
) -> pd.Series:
    """Return a column that relationships carry, for the rows of its table."""
    names = (name, *(other for other, same in OPERATOR.items() if same == name))
    rows = pa.concat_tables([item.rows.select([START, END]) for item in relationships if item.type in names])
    owner, value = (END, START) if name == "OPERATES" else (START, END)
    pairs = pd.DataFrame({"owner": rows[owner].to_pandas(), "value": rows[value].to_pandas()}, dtype="str")
    if name == "SOLD_BY":
        vendors = nodes["Vendor"].to_pandas()
        pairs["value"] = pairs["value"].map(dict(zip(vendors["id"], vendors["name"], strict=True)))
    if not pairs["owner"].is_unique:
        joined = pairs.groupby("owner")["value"].agg(_joined)
        return frame["id"].map(joined)
    return frame["id"].map(pairs.set_index("owner")["value"])
