"""A catalogue as the tables of a property graph: one Arrow table a label and a pair of labels.

Lists are never null: an empty cell of a list becomes an empty list. Everything else that is missing is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.maturity import SCALES, Levels, Scale, levels, missing_facts
from graphmodel.engine.network import Ids, Masks, Network, Positions, class_names, places
from graphmodel.engine.seen import seen_by
from graphmodel.engine.visibility import Offered, Visibility
from graphmodel.graph import agreements
from graphmodel.graph.model import (
    FLOW_TYPES,
    LABELS,
    MISSING_FACTS,
    OPERATOR,
    PARTY_TYPES,
    RATED_TYPES,
    RELATIONSHIP_COLUMNS,
    ROLE_TYPES,
    Property,
    node_types,
    relationship_types,
)
from graphmodel.records.arrow import ArrowArray, ArrowTable, pa, pc
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.cell_text import arrow_text
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.slugs import slug
from graphmodel.words import vocabulary as v

ARROW_TYPES: dict[str, Any] = {
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
    rows: ArrowTable


@dataclass(frozen=True, eq=False)
class PropertyGraph:
    """The graph of a catalogue, all but its Load node, with everything that is derived when loading.

    Tables are made when asked for and not kept: at a million links two of them at once would be one too many.
    """

    catalogue: Catalogue

    @cached_property
    def _network(self) -> Network:
        return Network(self.catalogue)

    @cached_property
    def _visibility(self) -> Visibility:
        return Visibility(self._network)

    @cached_property
    def _offers(self) -> Offered:
        return self._visibility.offered()

    @cached_property
    def _seen_by(self) -> tuple[Positions, Positions]:
        return seen_by(self._visibility, self._offers)

    @cached_property
    def _flow_types(self) -> NDArray[np.object_]:
        return flow_types(self._network)

    @cached_property
    def _levels(self) -> Mapping[Scale, Levels]:
        return {scale: levels(self._network, scale) for scale in SCALES}

    @property
    def offers_complete(self) -> bool:
        """Return whether OFFERED_BY holds what relays offer of others, or they were too many."""
        return self._offers.complete

    def nodes(self, label: str) -> ArrowTable:
        """Return the nodes of one label, a column for each of its properties."""
        nodes = _nodes(self.catalogue, self._network, label)
        if label == "System":
            for name, counted in zip(("seen_by", "seen_by_organisations"), self._seen_by, strict=True):
                nodes = nodes.append_column(name, pa.array(counted, pa.int64()))
        return nodes

    def relationships(self, name: str) -> tuple[Relationships, ...]:
        """Return the relationships of one type, one item for each pair of labels."""
        if name in ROLE_TYPES.values():
            return (_uses(self.catalogue, name),)
        if name in FLOW_TYPES:
            flows = _flows(self._visibility, name, self._flow_types, self._levels if name in RATED_TYPES else {})
            return (flows,)
        if name == "OFFERED_BY":
            return (_offered(self._network, self._offers),)
        if name == "HELD_BACK_BY":
            return tuple(_impediments(self._network))
        if name in PARTY_TYPES:
            return (_parties(self._network, name),)
        if name == "SPEAKS_OF":
            return (_speaking(self._network),)
        return (_from_column(self._network, name),)


def _arrow(values: pd.Series, kind: Property) -> ArrowArray:
    """Return a column of the catalogue as the property that it becomes."""
    if kind.kind == "texts":
        return _lists(values)
    if kind.kind == "text":
        return arrow_text(values).cast(pa.string())
    return pa.array(values, type=ARROW_TYPES[kind.kind], from_pandas=True)


def _lists(values: pd.Series) -> ArrowArray:
    """Return canonical list text as lists; a column repeats few texts, so each is split once."""
    coded = arrow_text(values).cast(pa.string()).dictionary_encode()
    split = pc.split_pattern(coded.dictionary, LIST_SEPARATOR)
    return (
        pc.if_else(coded.indices.is_null(), _EMPTY_LIST, split.take(coded.indices.fill_null(0)))
        if len(split)
        else (pa.array([[]] * len(values), type=pa.list_(pa.string())))
    )


def _table(properties: Iterable[Property], columns: Mapping[str, ArrowArray]) -> ArrowTable:
    return pa.table({item.name: columns[item.name] for item in properties if item.name in columns})


def _nodes(catalogue: Catalogue, network: Network, label: str) -> ArrowTable:
    node = node_types()[label]
    if node.table is None:
        return _words(catalogue, label)
    frame = catalogue.table(node.table)
    columns = {item.name: _arrow(frame[item.column], item) for item in node.properties if item.column}
    if label == "Agency":
        columns["organisation"] = _ids(network.agencies, network.organisation)
    if label == "System":
        columns |= _derived(network)
    if label == "Agreement":
        columns |= agreements.derived(network)
    return _table(node.properties, columns)


def _words(catalogue: Catalogue, label: str) -> ArrowTable:
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


def _derived(network: Network) -> dict[str, ArrowArray]:
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


def _ids(index: Ids, at: Positions) -> ArrowArray:
    """Return ids by position; a negative position is null."""
    places = pa.array(np.maximum(at, 0), mask=at < 0)
    return (
        arrow_text(index.to_series()).cast(pa.string()).take(places) if len(index) else pa.nulls(len(at), pa.string())
    )


def _between(name: str, start: str, end: str, rows: Mapping[str, ArrowArray]) -> Relationships:
    properties = relationship_types()[name].properties
    return Relationships(
        name, start, end, pa.table({key: rows[key] for key in (START, END, *(p.name for p in properties))})
    )


def _exploded(frame: pd.DataFrame, column: str) -> dict[str, ArrowArray]:
    """Return (start, end) for each item of a column of ids, words or lists of them."""
    given = frame[frame[column].notna()]
    lists = _lists(given[column])
    parents = pc.list_parent_indices(lists)
    return {START: arrow_text(given["id"]).cast(pa.string()).take(parents), END: pc.list_flatten(lists)}


def _from_column(network: Network, name: str) -> Relationships:
    """Return the relationships that a column of a table with ids becomes."""
    ((start, end),) = relationship_types()[name].ends
    table, column = next(key for key, value in RELATIONSHIP_COLUMNS.items() if value in (name, OPERATOR.get(name)))
    frame = network.catalogue.table(table)
    if name in ("OPERATES", "HOSTS"):
        hosted = pd.Series(network.host[network.operator])
        ends = _exploded(frame[hosted if name == "HOSTS" else ~hosted], column)
        ends = {START: ends[END], END: ends[START]}
    elif name == "SOLD_BY":
        ids = {str(vendor): slug(str(vendor)) for vendor in frame[column].dropna().unique()}
        named = frame[column].map(ids).astype("str")  # of nothing that is known, pandas would make numbers
        ends = _exploded(frame.assign(**{column: named}), column)
    else:
        ends = _exploded(frame, column)
    return _between(name, start, end, ends)


def _properties(name: str, frame: pd.DataFrame) -> dict[str, ArrowArray]:
    return {
        item.name: _arrow(frame[item.column], item) for item in relationship_types()[name].properties if item.column
    }


def _uses(catalogue: Catalogue, name: str) -> Relationships:
    role = next(role for role, type in ROLE_TYPES.items() if type == name)
    uses = catalogue.uses[catalogue.uses["role"] == role]
    ends = {START: arrow_text(uses["agency"]).cast(pa.string()), END: arrow_text(uses["system"]).cast(pa.string())}
    return _between(name, "Agency", "System", {**ends, **_properties(name, uses)})


def flow_types(network: Network) -> NDArray[np.object_]:
    """Return for each link what its flows become; the first that fits."""
    links, status = network.catalogue.links, network.catalogue.systems["status"]
    statuses = [links["status"].to_numpy(), *(status.to_numpy()[end] for end in network.ends)]
    ended = np.any([np.isin(item.astype(object), v.ENDED_STATUSES) for item in statuses], axis=0)
    planned = np.any([item.astype(object) == "planned" for item in statuses], axis=0)
    manual, statistical = links["mode"] == v.MANUAL, links["purpose"] == v.STATISTICAL
    live, *others = FLOW_TYPES
    return np.select([ended, planned, manual, statistical], others, default=live).astype(object)


def _flows(
    visibility: Visibility, name: str, types: NDArray[np.object_], rated: Mapping[Scale, Levels]
) -> Relationships:
    """Return the flows of one kind: a two-way link is two of them.

    ``types`` says what each link's become, ``rated`` how mature each row of the links table is, where they are told that.
    """
    network, flows = visibility.network, visibility.network.flows
    links = network.catalogue.links
    if name == "FEEDS":
        at, reverse = flows.link, flows.reverse
    else:
        forth = np.flatnonzero(types == name)
        at = np.concatenate([forth, forth[(links["direction"] == "two_way").to_numpy()[forth]]])
        reverse = np.arange(len(at)) >= len(forth)
    sender, receiver = (end[at] for end in network.ends)
    rows = links.take(at)
    columns = _properties(name, rows) | {
        START: _ids(network.systems, np.where(reverse, receiver, sender)),
        END: _ids(network.systems, np.where(reverse, sender, receiver)),
        "reverse": pa.array(reverse),
        "answers": pa.array(~rows["mode"].isin(v.COPYING_MODES).to_numpy()),
    }
    if name == "FEEDS":
        columns["passes"] = mask_lists(visibility.passes)
    for scale, found in rated.items():
        columns |= {f"{scale}_low": pa.array(found.low[at], pa.int64())}
        columns |= {f"{scale}_high": pa.array(found.high[at], pa.int64())}
    if rated:
        missing = np.bitwise_or.reduce([found.missing for found in rated.values()])[at]
        columns[MISSING_FACTS] = _spelt(missing, missing_facts)
    return _between(name, "System", "System", columns)


def mask_lists(masks: Masks) -> ArrowArray:
    """Return masks of data classes as lists of their words; each distinct mask is spelt once."""
    return _spelt(masks, class_names)


def _spelt(masks: NDArray[np.unsignedinteger[Any]], names: Callable[[int], list[str]]) -> ArrowArray:
    distinct, codes = np.unique(masks, return_inverse=True)
    spelt = pa.array([names(int(mask)) for mask in distinct], type=pa.list_(pa.string()))
    return spelt.take(pa.array(codes))


def _offered(network: Network, offered: Offered) -> Relationships:
    rows = {
        START: _ids(network.systems, offered.origin),
        END: _ids(network.systems, offered.system),
        "classes": mask_lists(offered.classes),
        "stored": mask_lists(offered.stored),
    }
    return _between("OFFERED_BY", "System", "System", rows)


def _impediments(network: Network) -> Iterable[Relationships]:
    table = network.catalogue.impediments
    for label, index in ((LABELS["agencies"], network.agencies), (LABELS["systems"], network.systems)):
        held = table[places(index, table["subject"]) >= 0]
        ends = {
            START: arrow_text(held["subject"]).cast(pa.string()),
            END: arrow_text(held["impediment"]).cast(pa.string()),
        }
        yield _between("HELD_BACK_BY", label, "Impediment", {**ends, **_properties("HELD_BACK_BY", held)})


def _parties(network: Network, name: str) -> Relationships:
    agency, agreement, sure, sources = agreements.with_role(network, *PARTY_TYPES[name])
    ends = {START: _ids(network.agencies, agency), END: _ids(_agreements(network), agreement)}
    return _between(name, "Agency", "Agreement", {**ends, "confidence": sure, "sources": sources})


def _speaking(network: Network) -> Relationships:
    agreement, system = agreements.speaking(network)
    ends = {START: _ids(_agreements(network), agreement), END: _ids(network.systems, system)}
    return _between("SPEAKS_OF", "Agreement", "System", ends)


def _agreements(network: Network) -> Ids:
    return cast("Ids", pd.Index(network.catalogue.agreements["id"]))
