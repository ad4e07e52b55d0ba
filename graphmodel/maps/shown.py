"""What a query found, on the map: agencies, systems and links, by their positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from graphmodel.engine.network import Ids, Network, places
from graphmodel.errors import QueryError
from graphmodel.queries.packs import library
from graphmodel.queries.query import Query
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from graphmodel.values.elements import Node, Path, Relationship
from graphmodel.values.table import Table
from graphmodel.words.messages import Message

if TYPE_CHECKING:
    from graphmodel.stores import Store


_KINDS = ("agency", "system", "link")
"""What a row that says its kind can be of, and a map can show."""


@dataclass(frozen=True)
class Shown:
    """One question that shows a map, the values it was asked with, and its answer."""

    query: Query
    parameters: Mapping[str, object]
    table: Table


def map_query(id: str, packs: Sequence[str | FilePath] = ()) -> Query:
    """Return a query, shipped or of a person's own packs; UnknownName with the nearest."""
    return library(packs).query(id)


def ask(query: Query, parameters: Mapping[str, object], catalogue: Catalogue, store: Store | None) -> Shown:
    """Return the answer of a store, or of a private one that holds the catalogue; QueryError as ``Query.bind``."""
    if store is not None:
        return _answer(query, parameters, store)
    with open_store("memory:") as own:
        own.write(catalogue)
        return _answer(query, parameters, own)


def _answer(query: Query, parameters: Mapping[str, object], store: Store) -> Shown:
    return Shown(query, dict(parameters), store.ask(query, **parameters))


def shown_data(shown: Shown, network: Network) -> dict[str, Any]:
    """Return what the page lights: items, links as rows of the links' table, and (agency, system) pairs of roles.

    Of a query that shows a map these are its nodes and relationships, of any other the agencies, systems and links
    whose ids its rows hold. Items are positions among agencies, then systems; all are sorted and distinct. ``title`` and
    ``parameters`` say what was asked. QueryError where the rows hold no such id.
    """
    nodes, relationships = set[str](), set[tuple[str, str, str]]()
    _gather(shown.table.rows, nodes, relationships)
    links = {link for link, _, _ in relationships if link}
    if shown.query.shows != "map":
        nodes, links = _ids_in(shown, network)
    roles = {(start, end) for link, start, end in relationships if not link}
    agencies, systems = network.agencies, network.systems
    pairs = zip(
        _places(agencies, [one for one, _ in roles]), _places(systems, [other for _, other in roles]), strict=True
    )
    items = [*_places(agencies, nodes), *(at + len(agencies) for at in _places(systems, nodes) if at >= 0)]
    return {
        "query": shown.query.id,
        "title": {"en": shown.query.title, "fr": shown.query.title_fr},
        "parameters": shown.query.bind(shown.parameters)[1],
        "rows": len(shown.table),
        "items": sorted({at for at in items if at >= 0}),
        "links": sorted({at for at in _places(cast("Ids", pd.Index(network.catalogue.links["id"])), links) if at >= 0}),
        "roles": sorted([agency, system] for agency, system in pairs if agency >= 0 and system >= 0),
    }


def _ids_in(shown: Shown, network: Network) -> tuple[set[str], set[str]]:
    """Return the ids of agencies and systems, and those of links, that the cells of a table hold; links with their ends.

    A type or a name may happen to be somebody's id. So a column counts where each of its values is an id, or where a
    column beside it says what each row is of: ``record`` with ``kind``, ``partner_id`` with ``partner_kind``.
    """
    items = {*network.agencies, *network.systems}
    table = network.catalogue.links
    links = set(cast("Iterable[str]", table["id"]))
    found = set[str]()
    columns = dict(zip(shown.table.columns, zip(*shown.table.rows, strict=True), strict=False))
    for name, column in columns.items():
        kinds = columns.get("kind" if name == "record" else f"{name.removesuffix('_id')}_kind")
        told = column if kinds is None else [cell for cell, kind in zip(column, kinds, strict=True) if kind in _KINDS]
        values = {value for cell in told for value in _texts(cell)}
        if values <= items | links:
            found |= values
    if shown.table.rows and not found:
        raise QueryError(
            Message(
                "{id} names no agency, system or link by its id, so a map has nothing to show of it: ask it with "
                "graphmodel query run",
                id=shown.query.id,
            )
        )
    ends = table.loc[table["id"].isin(found), ["from", "to"]]
    return found & items | set(cast("Iterable[str]", ends.to_numpy().ravel())), found & links


def _texts(cell: object) -> list[str]:
    """Return a cell's texts: those of a list, else its own; none of what is not there."""
    if isinstance(cell, list):
        return [str(value) for value in cast("list[object]", cell) if value]
    return [str(cell)] if cell else []


def _places(index: Ids, ids: Iterable[str]) -> list[int]:
    found: list[int] = places(index, list(ids)).tolist()
    return found


def _gather(value: object, nodes: set[str], relationships: set[tuple[str, str, str]]) -> None:
    """Collect the ids of nodes, and relationships as (link, start, end); the link is empty where it is none."""
    if isinstance(value, Node):
        nodes.add(value.id)
    elif isinstance(value, Relationship):
        relationships.add((str(value.properties.get("link") or ""), value.start, value.end))
        nodes.update((value.start, value.end))
    elif isinstance(value, Path):
        _gather((value.nodes, value.relationships), nodes, relationships)
    elif isinstance(value, list | tuple):
        for item in cast("Iterable[object]", value):
            _gather(item, nodes, relationships)
