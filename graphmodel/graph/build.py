"""A catalogue as the tables of a property graph: one Arrow table a label and a pair of labels.

Lists are never null: an empty cell of a list becomes an empty list. Everything else that is missing is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graphmodel import vocabulary as v
from graphmodel.analysis.network import Masks, Network, Positions, class_names
from graphmodel.analysis.reach import Reach
from graphmodel.catalogue import Catalogue, arrow_text
from graphmodel.graph.model import FLOW_TYPES, LABELS, ROLE_TYPES, Property, node_types, relationship_types
from graphmodel.schema import LIST_SEPARATOR
from graphmodel.slugs import slug

ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
START, END = "start", "end"
"""Columns of a relationship table: our ids of its nodes, before its properties."""
_EMPTY_LIST = pa.scalar([], pa.list_(pa.string()))


@dataclass(frozen=True)
class Relationships:
    """The relationships of one type between two labels; columns start, end, then the type's properties."""

    type: str
    start: str
    end: str
    rows: pa.Table


@dataclass(frozen=True)
class PropertyGraph:
    """The whole graph but its Load node: a table for each label, and the relationships."""

    nodes: Mapping[str, pa.Table]
    relationships: tuple[Relationships, ...]
    offers_complete: bool

    @property
    def counts(self) -> tuple[int, int]:
        """Return the numbers of nodes (without the Load node) and of relationships."""
        return sum(map(len, self.nodes.values())), sum(len(item.rows) for item in self.relationships)


def build(catalogue: Catalogue) -> PropertyGraph:
    """Return the property graph of a catalogue, with everything that is derived when loading."""
    network = Network(catalogue)
    reach = Reach(network)
    nodes = {label: _nodes(catalogue, network, label) for label in node_types() if label != "Load"}
    offers, complete = _offered(reach)
    relationships = [*_from_columns(network), *_uses(catalogue), *_flows(reach), offers, *_impediments(network)]
    order = list(relationship_types())
    return PropertyGraph(nodes, tuple(sorted(relationships, key=lambda item: order.index(item.type))), complete)


def _arrow(values: pd.Series, kind: Property) -> pa.Array:
    """Return a column of the catalogue as the property that it becomes."""
    if kind.kind == "texts":
        return _lists(values)
    if kind.kind == "text":
        return arrow_text(values).cast(pa.string())
    return pa.array(values, type=ARROW_TYPES[kind.kind], from_pandas=True)


def _lists(values: pd.Series) -> pa.Array:
    """Return canonical list text as lists; a column repeats few texts, so each is split once."""
    coded = arrow_text(values).cast(pa.string()).dictionary_encode()
    split = pc.split_pattern(coded.dictionary, LIST_SEPARATOR)
    return (
        pc.if_else(coded.indices.is_null(), _EMPTY_LIST, split.take(coded.indices.fill_null(0)))
        if len(split)
        else (pa.array([[]] * len(values), type=pa.list_(pa.string())))
    )


def _table(properties: Iterable[Property], columns: Mapping[str, pa.Array]) -> pa.Table:
    return pa.table({item.name: columns[item.name] for item in properties})


def _nodes(catalogue: Catalogue, network: Network, label: str) -> pa.Table:
    node = node_types()[label]
    if node.table is None:
        return _words(catalogue, label)
    frame = catalogue.table(node.table)
    columns = {item.name: _arrow(frame[item.column], item) for item in node.properties if item.column}
    if label == "Agency":
        columns["organisation"] = _ids(network.agencies, network.organisation)
    if label == "System":
        columns |= _derived(network)
    return _table(node.properties, columns)


def _words(catalogue: Catalogue, label: str) -> pa.Table:
    """Return the nodes that no table lists: words of vocabularies, and the vendors that products name."""
    if label == "Vendor":
        names = sorted(catalogue.products["vendor"].dropna().unique())
        return pa.table({"id": pa.array(map(slug, names), pa.string()), "name": pa.array(names, pa.string())})
    words = {"SystemType": v.SYSTEM_TYPES, "Province": v.PROVINCES, "Impediment": v.IMPEDIMENTS}[label].words
    columns = {
        "id": [word.id for word in words],
        "name": [word.en for word in words],
        "name_fr": [word.fr for word in words],
    }
    study = {"study": [word.id in v.STUDY_TYPES for word in words]} if label == "SystemType" else {}
    return pa.table({**columns, **study})


def _derived(network: Network) -> dict[str, pa.Array]:
    first, size = network.islands
    system, organisation = network.homes
    starts = np.searchsorted(system, np.arange(len(network.systems) + 1))
    homes = pa.ListArray.from_arrays(pa.array(starts, pa.int32()), _ids(network.agencies, organisation))
    return {
        "live": pa.array(network.live),
        "interconnected": pa.array(network.interconnected),
        "internal": pa.array(network.internal),
        "internal_only": pa.array(network.internal_only),
        "partners": pa.array(network.partners, pa.int64()),
        "island": _ids(network.systems, first),
        "island_size": pa.array(size, pa.int64()),
        "homes": homes,
    }


def _ids(index: pd.Index[str], at: Positions) -> pa.Array:
    """Return ids by position; a negative position is null."""
    places = pa.array(np.maximum(at, 0), mask=at < 0)
    return (
        pa.array(index.to_series(), pa.string(), from_pandas=True).take(places)
        if len(index)
        else pa.nulls(len(at), pa.string())
    )


def _between(name: str, start: str, end: str, rows: Mapping[str, pa.Array]) -> Relationships:
    properties = relationship_types()[name].properties
    return Relationships(
        name, start, end, pa.table({key: rows[key] for key in (START, END, *(p.name for p in properties))})
    )


def _exploded(frame: pd.DataFrame, column: str) -> dict[str, pa.Array]:
    """Return (start, end) for each item of a column of ids, words or lists of them."""
    given = frame[frame[column].notna()]
    lists = _lists(given[column])
    parents = pc.list_parent_indices(lists)
    return {START: arrow_text(given["id"]).cast(pa.string()).take(parents), END: pc.list_flatten(lists)}


def _from_columns(network: Network) -> Iterable[Relationships]:
    """Yield the relationships that columns of tables with ids become."""
    catalogue = network.catalogue
    systems, products = catalogue.systems, catalogue.products
    hosted = network.host[network.operator]
    for name, chosen in (("OPERATES", ~hosted), ("HOSTS", hosted)):
        ends = _exploded(systems[chosen], "operator")
        yield _between(name, "Agency", "System", {START: ends[END], END: ends[START]})
    sold = products[products["vendor"].notna()]
    vendors = {name: slug(name) for name in sold["vendor"].unique()}
    by_vendor = {
        START: arrow_text(sold["id"]).cast(pa.string()),
        END: pa.array(sold["vendor"].map(vendors), pa.string()),
    }
    yield _between("SOLD_BY", "Product", "Vendor", by_vendor)
    for frame, column, name, start, end in (
        (catalogue.agencies, "part_of", "PART_OF", "Agency", "Agency"),
        (catalogue.agencies, "province", "LOCATED_IN", "Agency", "Province"),
        (systems, "type", "OF_TYPE", "System", "SystemType"),
        (systems, "product", "BUILT_ON", "System", "Product"),
        (systems, "replaces", "REPLACES", "System", "System"),
        (catalogue.recommendations, "addresses", "ADDRESSES", "Recommendation", "Impediment"),
        (catalogue.recommendations, "concerns", "CONCERNS", "Recommendation", "SystemType"),
    ):
        yield _between(name, start, end, _exploded(frame, column))


def _properties(name: str, frame: pd.DataFrame) -> dict[str, pa.Array]:
    return {
        item.name: _arrow(frame[item.column], item) for item in relationship_types()[name].properties if item.column
    }


def _uses(catalogue: Catalogue) -> Iterable[Relationships]:
    for role, name in ROLE_TYPES.items():
        uses = catalogue.uses[catalogue.uses["role"] == role]
        ends = {START: arrow_text(uses["agency"]).cast(pa.string()), END: arrow_text(uses["system"]).cast(pa.string())}
        yield _between(name, "Agency", "System", {**ends, **_properties(name, uses)})


def _flow_types(network: Network) -> NDArray[np.object_]:
    """Return for each link what its flows become; the first that fits."""
    links, status = network.catalogue.links, network.catalogue.systems["status"]
    statuses = [links["status"].to_numpy(), *(status.to_numpy()[end] for end in network.ends)]
    ended = np.any([np.isin(item.astype(object), v.ENDED_STATUSES) for item in statuses], axis=0)
    planned = np.any([item.astype(object) == "planned" for item in statuses], axis=0)
    manual, statistical = links["mode"] == v.MANUAL, links["purpose"] == v.STATISTICAL
    live, *others = FLOW_TYPES
    return np.select([ended, planned, manual, statistical], others, default=live).astype(object)


def _flows(reach: Reach) -> Iterable[Relationships]:
    """Yield all flows, live or not: a two-way link is two of them."""
    network, flows = reach.network, reach.network.flows
    links = network.catalogue.links
    becomes = _flow_types(network)
    two_way = (links["direction"] == "two_way").to_numpy()
    for name in FLOW_TYPES:
        if name == "FEEDS":
            at, reverse = flows.link, flows.reverse
            extra = {"passes": mask_lists(reach.passes)}
        else:
            forth = np.flatnonzero(becomes == name)
            at = np.concatenate([forth, forth[two_way[forth]]])
            reverse = np.arange(len(at)) >= len(forth)
            extra = {}
        sender, receiver = (end[at] for end in network.ends)
        rows = links.take(at)
        ends = {
            START: _ids(network.systems, np.where(reverse, receiver, sender)),
            END: _ids(network.systems, np.where(reverse, sender, receiver)),
        }
        own = {"reverse": pa.array(reverse), "answers": pa.array(~rows["mode"].isin(v.COPYING_MODES).to_numpy())}
        yield _between(name, "System", "System", {**ends, **_properties(name, rows), **own, **extra})


def mask_lists(masks: Masks) -> pa.Array:
    """Return masks of data classes as lists of their words; each distinct mask is spelt once."""
    distinct, codes = np.unique(masks, return_inverse=True)
    spelt = pa.array([class_names(int(mask)) for mask in distinct], type=pa.list_(pa.string()))
    return spelt.take(pa.array(codes))


def _offered(reach: Reach) -> tuple[Relationships, bool]:
    offered = reach.offered()
    systems = reach.network.systems
    rows = {
        START: _ids(systems, offered.origin),
        END: _ids(systems, offered.system),
        "classes": mask_lists(offered.classes),
        "stored": mask_lists(offered.stored),
    }
    return _between("OFFERED_BY", "System", "System", rows), offered.complete


def _impediments(network: Network) -> Iterable[Relationships]:
    table = network.catalogue.impediments
    for label, index in ((LABELS["agencies"], network.agencies), (LABELS["systems"], network.systems)):
        held = table[table["subject"].isin(index)]
        ends = {
            START: arrow_text(held["subject"]).cast(pa.string()),
            END: arrow_text(held["impediment"]).cast(pa.string()),
        }
        yield _between("HELD_BACK_BY", label, "Impediment", {**ends, **_properties("HELD_BACK_BY", held)})
