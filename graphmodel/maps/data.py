"""A catalogue as the columns that the page reads: positions instead of ids, words by their place, classes as bits.

The page computes what agencies see and what a link yields from exactly these columns, with the definitions of
``analysis``; whatever it would have to look up in a table of ours is resolved here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from graphmodel.answers.plausible import Barriers
from graphmodel.engine.network import ALL_CLASSES, Network, class_masks, places
from graphmodel.engine.proposals import Proposals
from graphmodel.maps.permission import permission_columns
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.words import vocabulary as v

Columns = dict[str, list[Any]]
_UNKNOWN = -1
READER, SUPPLIER, USER = 1, 2, 4
ROLES = {"user": READER | SUPPLIER | USER, "reader": READER, "contributor": SUPPLIER}
"""What a role makes of an agency, as bits."""


def page_data(catalogue: Catalogue) -> dict[str, Columns]:
    """Return agencies, systems, links, readers, suppliers, homes, uses, barriers and sources as columns of one length each.

    ``agreements`` alone has columns of several lengths: see ``permission_columns``.

    Positions are those of the catalogue's tables, -1 where there is none; a word is its place in its vocabulary;
    ``holds`` and ``carries`` are bits in the order of the carried classes, a link without ``carries`` has all of them.
    """
    network = Network(catalogue)
    readers, suppliers, homes = network.readers, network.suppliers, network.homes
    return {
        "agencies": _agencies(network),
        "systems": _systems(network),
        "links": _links(network),
        "readers": {"agency": readers[0].tolist(), "system": readers[1].tolist()},
        "suppliers": {"agency": suppliers[0].tolist(), "system": suppliers[1].tolist()},
        "homes": {"system": homes[0].tolist(), "organisation": homes[1].tolist()},
        "uses": _uses(network),
        "barriers": _barriers(network),
        "agreements": permission_columns(network),
        "sources": {name: _texts(catalogue.sources[name]) for name in ("id", "title", "url")},
    }


def _agencies(network: Network) -> Columns:
    table = network.catalogue.agencies
    return {
        "id": _texts(table["id"]),
        "name": _texts(table["name"]),
        "name_fr": _texts(table["name_fr"]),
        "short": _texts(table["short"]),
        "short_fr": _texts(table["short_fr"]),
        "level": _words(table["level"], v.LEVELS),
        "sector": _words(table["sector"], v.SECTORS),
        "province": _words(table["province"], v.PROVINCES),
        "part_of": places(network.agencies, table["part_of"]).tolist(),
        "organisation": network.organisation.tolist(),
        "officers": _numbers(table["sworn_officers"]),
        "population": _numbers(table["population_served"]),
        "source": _sources(network.catalogue, table["source"]),
    }


def _systems(network: Network) -> Columns:
    table = network.catalogue.systems
    proposals = Proposals(network)
    return {
        "id": _texts(table["id"]),
        "name": _texts(table["name"]),
        "name_fr": _texts(table["name_fr"]),
        "short": _texts(table["short"]),
        "short_fr": _texts(table["short_fr"]),
        "type": _words(table["type"], v.SYSTEM_TYPES),
        "operator": network.operator.tolist(),
        "product": _texts(table["product"]),
        "scope": _words(table["scope"], v.SCOPES),
        "status": _words(table["status"], v.STATUSES),
        "live": network.live.astype(int).tolist(),
        "relays": table["relays"].astype(int).tolist(),
        "holds": network.holds.tolist(),
        "takes": proposals.takes.tolist(),
        "documented": (table["confidence"] == "documented").astype(int).tolist(),
        "held_back": Barriers(network).general.tolist(),
        "source": _sources(network.catalogue, table["source"]),
    }


def _links(network: Network) -> Columns:
    table = network.catalogue.links
    live = np.zeros(len(table), dtype=np.int64)
    live[network.links] = 1
    sender, receiver = network.ends
    return {
        "id": _texts(table["id"]),
        "from": sender.tolist(),
        "to": receiver.tolist(),
        "two_way": (table["direction"] == "two_way").astype(int).tolist(),
        "mode": _words(table["mode"], v.MODES),
        "copies": table["mode"].isin(v.COPYING_MODES).astype(int).tolist(),
        "access": _words(table["access"].fillna("content"), v.ACCESSES),
        "carries": class_masks(table["carries"], empty=int(ALL_CLASSES)).tolist(),
        "latency": _words(table["latency"], v.LATENCIES),
        "status": _words(table["status"], v.STATUSES),
        "statistical": (table["purpose"] == v.STATISTICAL).astype(int).tolist(),
        "live": live.tolist(),
        "documented": (table["confidence"] == "documented").astype(int).tolist(),
        "note": _texts(table["note"]),
        "source": _sources(network.catalogue, table["source"]),
    }


def _uses(network: Network) -> Columns:
    """Return the distinct (agency, system) pairs with a role, sorted, and their roles as bits of ``ROLES``."""
    uses = network.catalogue.uses
    width = max(len(network.systems), 1)
    codes = places(network.agencies, uses["agency"]) * width + places(network.systems, uses["system"])
    pairs, row = np.unique(codes, return_inverse=True)
    roles = np.zeros(len(pairs), dtype=np.int64)
    np.bitwise_or.at(roles, row, np.asarray(uses["role"].map(ROLES), dtype=np.int64))
    return {"agency": (pairs // width).tolist(), "system": (pairs % width).tolist(), "roles": roles.tolist()}


def _barriers(network: Network) -> Columns:
    """Return what holds named pairs of systems back: system, to, causes (bits in the order of the vocabulary)."""
    codes, causes = Barriers(network).named
    width = max(len(network.systems), 1)
    return {"system": (codes // width).tolist(), "to": (codes % width).tolist(), "causes": causes.tolist()}


def _texts(values: pd.Series) -> list[str]:
    texts: list[str] = values.fillna("").to_numpy(dtype=object).tolist()
    return texts


def _numbers(values: pd.Series) -> list[int]:
    numbers: list[int] = values.fillna(_UNKNOWN).to_numpy(dtype=np.int64).tolist()
    return numbers


def _words(values: pd.Series, words: v.Vocabulary) -> list[int]:
    found: list[int] = places(pd.Index(words.ids), values).tolist()
    return found


def _sources(catalogue: Catalogue, cells: pd.Series) -> list[list[int]]:
    """Return the sources of each row as positions; rows repeat few cells, and share one list where they do."""
    place = {id: at for at, id in enumerate(catalogue.sources["id"])}
    codes, distinct = pd.factorize(cells)
    found = [[place[id] for id in str(cell).split(LIST_SEPARATOR) if id in place] for cell in distinct]
    found.append([])  # of a missing cell, whose code is -1
    return [found[code] for code in codes.tolist()]


def words() -> dict[str, list[dict[str, str]]]:
    """Return every vocabulary that the page shows: id, en and fr of each word, in order."""
    lists = {
        "types": v.SYSTEM_TYPES,
        "classes": v.CARRIED_CLASSES,
        "statuses": v.STATUSES,
        "modes": v.MODES,
        "accesses": v.ACCESSES,
        "latencies": v.LATENCIES,
        "levels": v.LEVELS,
        "sectors": v.SECTORS,
        "provinces": v.PROVINCES,
        "scopes": v.SCOPES,
        "causes": v.IMPEDIMENTS,
        "states": v.STATES,
    }
    return {name: [{"id": word.id, "en": word.en, "fr": word.fr} for word in list_] for name, list_ in lists.items()}
