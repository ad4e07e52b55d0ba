"""Which records and columns a survey asks about."""

from __future__ import annotations

import pandas as pd

from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Column, TableName, tables

BLANK_ROWS: dict[TableName, int] = {"agencies": 0, "systems": 20, "links": 40, "uses": 40}
LOCKED: dict[TableName, tuple[str, ...]] = {
    "agencies": ("id",),
    "systems": ("id",),
    "links": ("id", "from", "to"),
    "uses": ("agency", "system", "role"),
}
"""What tells a record apart, which cannot be changed where it is there already."""
VERSION = "1"
_NOT_ASKED = ("source", "confidence")


def asked(table: TableName) -> tuple[Column, ...]:
    """Return the columns that a survey asks about."""
    return tuple(column for column in tables()[table].columns if column.name not in _NOT_ASKED)


def records(catalogue: Catalogue, agency: str) -> dict[TableName, pd.DataFrame]:
    """Return what the catalogue says of an agency: itself, what it runs, links of that, and uses by it or of that."""
    own = catalogue.systems[catalogue.systems["operator"] == agency]
    ids = own["id"]
    links, uses = catalogue.links, catalogue.uses
    return {
        "agencies": catalogue.agencies[catalogue.agencies["id"] == agency],
        "systems": own,
        "links": links[links["from"].isin(ids) | links["to"].isin(ids)],
        "uses": uses[(uses["agency"] == agency) | uses["system"].isin(ids)],
    }
