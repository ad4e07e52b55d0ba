"""The graph's labels, relationship types and properties, derived from the schema of the tables.

A column of a table with ids becomes a property of its own name, but for: ``source``, which becomes the list
``sources``; a source's ``title``, which becomes its ``name``; and the columns that become relationships.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from graphmodel.records.agreements import PARTY_CELLS
from graphmodel.records.schema import About, Column, TableName, tables

PropertyKind = Literal["text", "integer", "boolean", "texts"]


@dataclass(frozen=True)
class Property:
    """One property; ``column`` is the column it comes from, empty where it is derived."""

    name: str
    kind: PropertyKind
    sentence: str
    column: str = ""


@dataclass(frozen=True)
class NodeType:
    """One label; ``table`` is the table its nodes come from, None for words of a vocabulary and the like."""

    label: str
    sentence: str
    properties: tuple[Property, ...]
    table: TableName | None = None


@dataclass(frozen=True)
class RelationshipType:
    """One relationship type between one or more pairs of labels."""

    name: str
    ends: tuple[tuple[str, str], ...]
    sentence: str
    properties: tuple[Property, ...] = ()


LABELS: dict[TableName, str] = {
    "agencies": "Agency",
    "systems": "System",
    "products": "Product",
    "standards": "Standard",
    "agreements": "Agreement",
    "recommendations": "Recommendation",
    "sources": "Source",
}
RELATIONSHIP_COLUMNS: dict[tuple[TableName, str], str] = {
    ("agencies", "part_of"): "PART_OF",
    ("agencies", "province"): "LOCATED_IN",
    ("systems", "type"): "OF_TYPE",
    ("systems", "operator"): "OPERATES",
    ("systems", "product"): "BUILT_ON",
    ("systems", "replaces"): "REPLACES",
    ("products", "vendor"): "SOLD_BY",
    ("recommendations", "addresses"): "ADDRESSES",
    ("recommendations", "concerns"): "CONCERNS",
}
"""The columns that become relationships; an operator that is a host HOSTS instead."""
OPERATOR = {"HOSTS": "OPERATES"}
"""Relationship types that share a column with another."""
RENAMED = {("sources", "title"): "name"}
PARTY_TYPES = {"DISCLOSES_UNDER": ("discloser", "both"), "RECEIVES_UNDER": ("recipient", "both")}
"""What the agencies that a party means become, by its role."""
ROLE_TYPES = {"user": "USES", "reader": "READS", "contributor": "CONTRIBUTES_TO"}
FLOW_TYPES = ("FEEDS", "USED_TO_FEED", "PLANNED_TO_FEED", "REKEYED_INTO", "REPORTS_TO")
"""What a flow becomes: live; ended; planned; re-keyed by people; counted by a statistics office."""
RATED_TYPES = ("FEEDS", "REKEYED_INTO")
"""The flows that have a level of maturity."""
MISSING_FACTS = "missing_facts"
LOAD_ID = "load"

_KINDS: dict[str, PropertyKind] = {"integer": "integer", "year": "integer", "boolean": "boolean"}


def _property(table: TableName, column: Column) -> Property:
    if column.name == "source":
        return Property("sources", "texts", column.sentence, "source")
    kind: PropertyKind = "texts" if column.is_list else _KINDS.get(column.kind, "text")
    return Property(RENAMED.get((table, column.name), column.name), kind, column.sentence, column.name)


def _properties(table: TableName, *leave: str) -> tuple[Property, ...]:
    columns = tables()[table].columns
    return tuple(
        _property(table, column)
        for column in columns
        if (table, column.name) not in RELATIONSHIP_COLUMNS and column.name not in leave
    )


_ID = Property("id", "text", "Unique id.")
_NAME = Property("name", "text", "Name.")
_NAME_FR = Property("name_fr", "text", "French name.")
_DERIVED: dict[str, tuple[Property, ...]] = {
    "Agency": (Property("organisation", "text", "Id of the top of its part_of chain; its own where it has none."),),
    "System": (
        Property("live", "boolean", "Its status is active or retiring."),
        Property("interconnected", "boolean", "It is live and has a live link."),
        Property("internal", "boolean", "It has an internal link."),
        Property("internal_only", "boolean", "It has live links and all of them are internal."),
        Property("partners", "integer", "Distinct systems at the other end of its live links."),
        Property("island", "text", "Id of the first system of its island; absent where it is not live."),
        Property("island_size", "integer", "Systems in its island; 0 where it is not live."),
        Property("homes", "texts", "Organisations of its operator, unless a host, and of those who work in it."),
        Property("seen_by", "integer", "Agencies that can see a record of it, in itself or over live flows."),
        Property("seen_by_organisations", "integer", "Organisations of these agencies."),
    ),
}
_DERIVED["Agreement"] = (
    Property("any_system", "boolean", "It names neither systems nor types: it speaks of the records of any system."),
    Property("parties", "texts", "Its parties as stated, each with its cells: role=both sector=policing province=ON."),
)
_LOAD = (
    _ID,
    Property("state", "text", "complete; unfinished or settling while a load is under way."),
    Property("digest", "text", "Digest of the catalogue."),
    Property("loaded_at", "text", "When, in UTC."),
    Property("version", "text", "Version of graphmodel that wrote the graph."),
    Property("engine", "text", "Version of the store's engine that wrote the graph."),
    Property("nodes", "integer", "Nodes written, this one among them."),
    Property("relationships", "integer", "Relationships written."),
    Property("offers_complete", "boolean", "False where OFFERED_BY leaves out what relays offer of others."),
    _NAME,
    _NAME_FR,
    Property("made_up", "boolean", "The catalogue is invented."),
    Property("limits", "texts", "Limits that every answer carries."),
    Property("limits_fr", "texts", "The same in French."),
)


@cache
def node_types() -> dict[str, NodeType]:
    """Return every label, in the order in which nodes are written."""
    words = (_ID, _NAME, _NAME_FR)
    made = [
        NodeType(label, tables()[table].sentence, (*_properties(table), *_DERIVED.get(label, ())), table)
        for table, label in LABELS.items()
    ]
    made += [
        NodeType("Vendor", "Who sells products; the id is the slug of the name.", (_ID, _NAME)),
        NodeType(
            "SystemType",
            "The closed list of system types.",
            (*words, Property("study", "boolean", "One of the 2014 study's 13 types.")),
        ),
        NodeType("Province", "Provinces and territories.", words),
        NodeType("Impediment", "The causes that the study names.", words),
        NodeType("Load", "What was loaded, once a graph.", _LOAD),
    ]
    return {node.label: node for node in made}


@cache
def relationship_types() -> dict[str, RelationshipType]:
    """Return every relationship type, in the order in which relationships are written."""
    use = _properties("uses", "agency", "system", "role")
    flow = (
        Property("link", "text", "Id of the link; a two-way link is two relationships with the same.", "id"),
        Property("reverse", "boolean", "True on the second flow of a two-way link."),
        Property("answers", "boolean", "The sender keeps the record; false where it copies."),
        *_properties("links", "id", "from", "to"),
    )
    passes = Property("passes", "texts", "Classes that can really flow.")
    matures = (
        Property(
            "safecom_low", "integer", "Least level on SAFECOM's data lane, 0 to 5, that what is known leaves open."
        ),
        Property("safecom_high", "integer", "Greatest level on it; the same where the level is settled."),
        Property("lisi_low", "integer", "Least level on LISI, 0 to 4, that what is known leaves open."),
        Property("lisi_high", "integer", "Greatest level on it; the same where the level is settled."),
        Property(MISSING_FACTS, "texts", "Columns that are empty and on which either level still depends."),
    )
    more = {name: (*([passes] if name == "FEEDS" else []), *matures) for name in RATED_TYPES}
    systems = (("System", "System"),)
    flows = {
        "FEEDS": "A live flow.",
        "USED_TO_FEED": "A flow whose link or an end is retired or cancelled.",
        "PLANNED_TO_FEED": "A flow whose link or an end is planned.",
        "REKEYED_INTO": "A flow that people re-key by hand.",
        "REPORTS_TO": "A flow of counts to a statistics office.",
    }
    offers = (
        Property("classes", "texts", "Classes to be had by answer."),
        Property("stored", "texts", "Classes to be had by copy."),
    )
    held = _properties("impediments", "subject", "to", "impediment")
    party = _properties("parties", "agreement", "role", *PARTY_CELLS)
    reaches = Property("reaches", "text", "The system that the missing link would reach.", "to")
    made = [
        RelationshipType("OPERATES", (("Agency", "System"),), "Runs it."),
        RelationshipType("HOSTS", (("Agency", "System"),), "Runs it for others, being a host."),
        RelationshipType("USES", (("Agency", "System"),), "Works in it.", use),
        RelationshipType("READS", (("Agency", "System"),), "Only reads it.", use),
        RelationshipType("CONTRIBUTES_TO", (("Agency", "System"),), "Only sends records in.", use),
        RelationshipType("PART_OF", (("Agency", "Agency"),), "Is a division of."),
        RelationshipType("LOCATED_IN", (("Agency", "Province"),), "Is in; none means national."),
        RelationshipType("OF_TYPE", (("System", "SystemType"),), "Is of the type."),
        RelationshipType("BUILT_ON", (("System", "Product"),), "Is built on."),
        RelationshipType("REPLACES", systems, "Succeeds."),
        RelationshipType("SOLD_BY", (("Product", "Vendor"),), "Is sold by."),
        *(RelationshipType(name, systems, sentence, (*flow, *more.get(name, ()))) for name, sentence in flows.items()),
        RelationshipType(
            "OFFERED_BY", systems, "The records of the first can be had from the second; derived.", offers
        ),
        RelationshipType(
            "HELD_BACK_BY",
            (("Agency", "Impediment"), ("System", "Impediment")),
            "Is held back by a cause.",
            (reaches, *held),
        ),
        RelationshipType("DISCLOSES_UNDER", (("Agency", "Agreement"),), "Discloses under it; derived.", party),
        RelationshipType("RECEIVES_UNDER", (("Agency", "Agreement"),), "Receives under it; derived.", party),
        RelationshipType("SPEAKS_OF", (("Agreement", "System"),), "Names the system, or its type; derived."),
        RelationshipType("ADDRESSES", (("Recommendation", "Impediment"),), "Addresses the cause."),
        RelationshipType("CONCERNS", (("Recommendation", "SystemType"),), "Concerns systems of the type."),
    ]
    return {relationship.name: relationship for relationship in made}


def about_properties(about: About) -> dict[str, object]:
    """Return what a catalogue says of itself as properties of the Load node."""
    texts = {"name": about.name, "name_fr": about.name_fr, "made_up": about.made_up}
    return {**texts, "limits": list(about.limits), "limits_fr": list(about.limits_fr)}


def about_of(load: Mapping[str, object]) -> About:
    """Return what a catalogue says of itself from the properties of the Load node."""

    def text(name: str) -> str:
        return str(load.get(name) or "")

    def texts(name: str) -> tuple[str, ...]:
        return tuple(map(str, cast("list[object]", load.get(name) or [])))

    return About(text("name"), text("name_fr"), bool(load.get("made_up")), texts("limits"), texts("limits_fr"))
