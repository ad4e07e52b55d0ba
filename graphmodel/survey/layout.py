"""Which records and columns a survey asks about."""

from __future__ import annotations

import pandas as pd

from graphmodel.engine.network import Network, places
from graphmodel.engine.parties import Parties
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Column, TableName, tables

BLANK_ROWS: dict[TableName, int] = {
    "agencies": 0,
    "systems": 20,
    "links": 40,
    "uses": 40,
    "agreements": 10,
    "parties": 30,
}
LOCKED: dict[TableName, tuple[str, ...]] = {
    "agencies": ("id",),
    "systems": ("id",),
    "links": ("id", "from", "to"),
    "uses": ("agency", "system", "role"),
    "agreements": ("id",),
    "parties": tables()["parties"].key,
    "standards": ("id", "name"),
}
"""What tells a record apart, which cannot be changed where it is there already."""
VERSION = "2"
PAGES_OF: dict[str, tuple[TableName, ...]] = {
    "1": ("agencies", "systems", "links", "uses"),
    VERSION: ("agencies", "systems", "links", "uses", "agreements", "parties"),
}
"""The pages of each version of surveys that can still come back."""
MATURITY = "maturity-1"
"""The version of surveys that ask only for what would settle the levels of links."""
PAGES_OF[MATURITY] = ("links", "standards")
_ASKED_OF: dict[str, dict[TableName, tuple[str, ...]]] = {
    MATURITY: {
        "links": ("id", "from", "to", "mode", "latency", "access", "standard"),
        "standards": ("id", "name", "openness"),
    }
}
"""The columns of a version that does not ask about all."""
NAMED: tuple[TableName, ...] = ("systems", "agreements")
"""Tables to which a survey adds records by their names: ids are made of these."""
_NOT_ASKED = ("source", "confidence")


def asked(table: TableName) -> tuple[Column, ...]:
    """Return the columns that a survey asks about."""
    return tuple(column for column in tables()[table].columns if column.name not in _NOT_ASKED)


def columns_asked(version: str, table: TableName) -> tuple[Column, ...]:
    """Return the columns of a page of a version of surveys."""
    every, names = asked(table), _ASKED_OF.get(version, {}).get(table)
    return every if names is None else tuple(column for column in every if column.name in names)


def records(catalogue: Catalogue, agency: str) -> dict[TableName, pd.DataFrame]:
    """Return what the catalogue says of an agency: itself, what it runs, links of that, uses by it or of that, agreements.

    Agreements are those under which it discloses or receives, parties those that name it or what it is a division of.
    """
    own = catalogue.systems[catalogue.systems["operator"] == agency]
    ids = own["id"]
    links, uses, parties = catalogue.links, catalogue.uses, catalogue.parties
    network = Network(catalogue)
    meant, at = Parties(network), int(places(network.agencies, [agency])[0])
    code, classes = meant.matching
    return {
        "agencies": catalogue.agencies[catalogue.agencies["id"] == agency],
        "systems": own,
        "links": links[links["from"].isin(ids) | links["to"].isin(ids)],
        "uses": uses[(uses["agency"] == agency) | uses["system"].isin(ids)],
        "agreements": catalogue.agreements[meant.disclosers[:, at] | meant.recipients[:, at]],
        "parties": parties[parties["agency"].notna() & classes[code, at]] if len(parties) else parties,
    }
