"""Agencies, systems and what joins them as Archi reads them: elements.csv, relations.csv and properties.csv.

Agencies are business actors, systems application components; who operates a system is an association of that name,
a use is a serving, a link a flow, a part a composition. What the notation has no word for is a property. The mapping
``archi`` reads it again.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping

import pandas as pd

from graphmodel.exchange.exporting import Exported
from graphmodel.exchange.tables import plain
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import TableName, tables
from graphmodel.words.messages import Message

_ELEMENTS = ("ID", "Type", "Name", "Documentation")
_RELATIONS = ("ID", "Type", "Name", "Documentation", "Source", "Target")
_PROPERTIES = ("ID", "Key", "Value")
_TYPES: Mapping[TableName, str] = {"agencies": "BusinessActor", "systems": "ApplicationComponent"}
_NOT_PROPERTIES = ("id", "name", "part_of", "operator", "agency", "system", "from", "to", "note")
_LEFT = Message("an Archi model holds agencies, systems, uses and links alone; what they cite stands in properties")


def as_archi(catalogue: Catalogue) -> Exported:
    """Return the three files; ids of relations hold an underscore, which no id of ours does."""
    elements = [
        pd.DataFrame({"ID": frame["id"], "Type": kind, "Name": frame["name"]})
        for frame, kind in ((catalogue.table(name), kind) for name, kind in _TYPES.items())
    ]
    agencies, systems = catalogue.agencies, catalogue.systems
    uses, links = catalogue.uses, catalogue.links
    parts = agencies[agencies["part_of"].notna()]
    served = uses["role"] + "_" + uses["agency"] + "_" + uses["system"]
    flows = "link_" + links["id"].str.replace(">", "_")
    relations = [
        _relations("operates_" + systems["id"], "Association", systems["operator"], systems["id"], Name="operates"),
        _relations("part_" + parts["id"], "Composition", parts["part_of"], parts["id"]),
        _relations(served, "Serving", uses["system"], uses["agency"]),
        _relations(flows, "Flow", links["from"], links["to"], Documentation=links["note"]),
    ]
    named = links.assign(id=links["id"].mask(links["id"] == links["from"] + ">" + links["to"]))
    properties = [
        *(_properties(name, catalogue.table(name), catalogue.table(name)["id"]) for name in _TYPES),
        _properties("uses", uses, served),
        _properties("links", links, flows),
        _named("link", named["id"], flows),
    ]
    files = {
        "elements": (elements, _ELEMENTS),
        "relations": (relations, _RELATIONS),
        "properties": (properties, _PROPERTIES),
    }
    return Exported({f"{name}.csv": _csv(parts, columns) for name, (parts, columns) in files.items()}, (_LEFT,))


def _relations(id: pd.Series, kind: str, source: pd.Series, target: pd.Series, **more: str | pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"ID": id, "Type": f"{kind}Relationship", "Source": source, "Target": target, **more})


def _properties(name: TableName, frame: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """Return what is known in each column that the notation has no word for, a row each."""
    table = tables()[name]
    said = plain(table, frame)
    columns = [column.name for column in table.columns if column.name not in _NOT_PROPERTIES]
    return pd.concat([_named(column, said[column], ids) for column in columns], ignore_index=True)


def _named(key: str, values: pd.Series, ids: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"ID": ids, "Key": key, "Value": values.astype("str")})[values.notna()]


def _csv(parts: list[pd.DataFrame], columns: tuple[str, ...]) -> bytes:
    whole = pd.concat(parts, ignore_index=True).reindex(columns=list(columns))
    return whole.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL).encode()
