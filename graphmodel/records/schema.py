"""One dataclass a table: its columns, their kinds, words, references, defaults, and a sentence for each.

Reading, checking, the graph, the DDL of the stores, the templates and the documentation derive from this module;
nothing else states what a column is. A trailing underscore keeps a column's name from being a Python keyword:
the field ``from_`` is the column ``from``.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from typing import Any, get_args

from graphmodel.errors import GraphmodelError
from graphmodel.records import fields as f
from graphmodel.records.agreements import PARTY_CELLS, Agreement, Party
from graphmodel.records.columns import LIST_KINDS, NUMBER_KINDS, About, Column, Kind, TableFormat, TableName
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, named, plural

__all__ = [
    "LIST_KINDS",
    "NUMBER_KINDS",
    "REQUIRED_TABLES",
    "About",
    "Agency",
    "Agreement",
    "Column",
    "Impediment",
    "Kind",
    "Link",
    "Party",
    "Product",
    "Recommendation",
    "Record",
    "Source",
    "Standard",
    "System",
    "TableFormat",
    "TableName",
    "Use",
    "row_of",
    "table_of",
    "tables",
]


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation, or a division of one, that operates, works in or reads systems."""

    id: str = f.id_("Stable slug; agencies and systems share one namespace.")
    name: str = f.text("Name in the language the agency uses most.", required=True)
    name_fr: str | None = f.text("French name.")
    short: str | None = f.text("What a drawing calls it.")
    short_fr: str | None = f.text("What a French drawing calls it.")
    level: str = f.word(v.LEVELS, "Level of government, or private.", required=True)
    sector: str = f.word(v.SECTORS, "What it does; broker and vendor_operated agencies are hosts.", required=True)
    part_of: str | None = f.reference("The agency it is a division of.", "agencies")
    province: str | None = f.word(v.PROVINCES, "Two-letter code; empty means national.")
    population_served: int | None = f.column("integer", "People it serves.")
    sworn_officers: int | None = f.column("integer", "Sworn officers.")
    as_of: int | None = f.year("Year of the two figures.")
    source: str | None = f.sources()
    sensitivity: str = f.sensitivity()


@dataclass(frozen=True, kw_only=True)
class System:
    """One information system in one place."""

    id: str = f.id_(Message("Stable slug; agencies and systems share one namespace."))
    name: str = f.text(Message("Name."), required=True)
    name_fr: str | None = f.text("French name.")
    short: str | None = f.text("What a drawing calls it.")
    short_fr: str | None = f.text("What a French drawing calls it.")
    type: str = f.word(
        v.SYSTEM_TYPES, Message("One of the study's 13 types, or of the three it treats apart."), required=True
    )
    operator: str = f.reference("The agency that runs it.", "agencies", required=True)
    product: str | None = f.reference("The product it is built on.", "products")
    scope: str = f.word(v.SCOPES, "How far it is meant to serve.", default="local")
    status: str = f.word(v.STATUSES, "Decides alone whether it is live.", required=True)
    since: int | None = f.year("Year service began; informs only.")
    until: int | None = f.year("Year service ended; informs only.")
    replaces: str | None = f.references("The systems it succeeds.", "systems")
    relays: bool = f.column("boolean", "Whether it passes records of other systems on.", default=False)
    holds: str | None = f.words(v.DATA_CLASSES, "Classes of its own records; empty holds the class unspecified.")
    source: str | None = f.sources()
    confidence: str = f.confidence()
    sensitivity: str = f.sensitivity()


@dataclass(frozen=True, kw_only=True)
class Use:
    """An agency's part in a system that it does not operate."""

    agency: str = f.reference("Who.", "agencies", required=True)
    system: str = f.reference("Which system.", "systems", required=True)
    role: str = f.word(v.ROLES, "Works in it, only reads it, or only sends records in.", required=True)
    since: int | None = f.year("Year use began; informs only.")
    until: int | None = f.year("Year use ended; informs only.")
    source: str | None = f.sources()
    confidence: str = f.confidence()


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way by which records flow from one system to another, or both ways."""

    id: str | None = f.column("id", "Needed where a pair has a second link; else from>to.")
    from_: str = f.reference("The system whose records flow.", "systems", required=True)
    to: str = f.reference("The system they flow to.", "systems", required=True)
    direction: str = f.word(v.DIRECTIONS, "A two-way link is two flows.", required=True)
    mode: str = f.word(v.MODES, "How: push, replicate and file_transfer copy, the rest answer.", required=True)
    latency: str | None = f.word(v.LATENCIES, "How fresh it is; empty means not known.")
    access: str | None = f.word(v.ACCESSES, "What comes through; empty counts as content.")
    carries: str | None = f.words(v.CARRIED_CLASSES, "Classes let through; empty lets through all the sender offers.")
    purpose: str = f.word(v.PURPOSES, "A statistical link is no interconnection.", default="operational")
    standard: str | None = f.reference(
        "The standard it follows; none: known to follow none, a custom interface.",
        "standards",
        reserved=v.STANDARD_WORDS,
    )
    status: str = f.word(v.STATUSES, "Decides, with both ends, whether it is live.", required=True)
    since: int | None = f.year("Year the link began; informs only.")
    until: int | None = f.year("Year the link ended; informs only.")
    note: str | None = f.text("Anything a reader should know.")
    source: str | None = f.sources()
    confidence: str = f.confidence()
    sensitivity: str = f.sensitivity()


@dataclass(frozen=True, kw_only=True)
class Product:
    """Software that systems are built on."""

    id: str = f.id_("Stable slug.")
    name: str = f.text("Name.", required=True)
    vendor: str | None = f.text("Who sells it.")
    type: str | None = f.word(v.SYSTEM_TYPES, "The type of system it mostly serves as.")
    source: str | None = f.sources()


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A format or interface that links follow."""

    id: str = f.id_("Stable slug.")
    name: str = f.text("Name.", required=True)
    name_fr: str | None = f.text("French name.")
    owner: str | None = f.text("Who keeps it.")
    openness: str | None = f.word(v.OPENNESS, "Who may read and use it.")
    source: str | None = f.sources()


@dataclass(frozen=True, kw_only=True)
class Impediment:
    """A cause that holds an agency or a system back."""

    subject: str = f.reference("The agency or system held back.", "agencies", "systems", required=True)
    to: str | None = f.reference("The system that the missing link would reach.", "systems")
    impediment: str = f.word(v.IMPEDIMENTS, "One of the causes that the study names.", required=True)
    note: str | None = f.text("What is known of it.")
    verdict: str | None = f.word(v.VERDICTS, "Of law and privacy: whether law really stands in the way.")
    verdict_note: str | None = f.text("What the verdict rests on, and how far it goes.")
    source: str | None = f.sources()


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What somebody recommended, and which causes it addresses."""

    id: str = f.id_("Stable slug.")
    name: str = f.text("Name.", required=True)
    name_fr: str | None = f.text("French name.")
    addresses: str | None = f.words(v.IMPEDIMENTS, "Causes it addresses.")
    concerns: str | None = f.words(v.SYSTEM_TYPES, "Types of system it concerns.")
    scenario: str | None = f.text("Name of a shipped scenario that plays it through.")
    source: str | None = f.sources()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A public document that something rests on."""

    id: str = f.id_("Stable slug.")
    title: str = f.text("Title.", required=True)
    publisher: str | None = f.text("Who published it.")
    year: int | None = f.year("Year of publication.")
    url: str | None = f.text("Where it can be read.")


Record = Agency | System | Use | Link | Product | Standard | Impediment | Agreement | Party | Recommendation | Source

_RECORDS: dict[TableName, tuple[type[Record], tuple[str, ...], Message, Message, Message, tuple[str, str], str]] = {
    "agencies": (
        Agency,
        ("id",),
        named("noun", "agency"),
        named("noun", "an agency"),
        named("noun", "no agency"),
        plural("{count} agency", "{count} agencies"),
        "Organisations and their divisions.",
    ),
    "systems": (
        System,
        ("id",),
        named("noun", "system"),
        named("noun", "a system"),
        named("noun", "no system"),
        plural("{count} system", "{count} systems"),
        "Information systems.",
    ),
    "uses": (
        Use,
        ("agency", "system", "role"),
        named("noun", "use"),
        named("noun", "a use"),
        named("noun", "no use"),
        plural("{count} use", "{count} uses"),
        "Who works in, reads or feeds a system run by another.",
    ),
    "links": (
        Link,
        ("id",),
        named("noun", "link"),
        named("noun", "a link"),
        named("noun", "no link"),
        plural("{count} link", "{count} links"),
        "What connects systems.",
    ),
    "products": (
        Product,
        ("id",),
        named("noun", "product"),
        named("noun", "a product"),
        named("noun", "no product"),
        plural("{count} product", "{count} products"),
        "Software that systems are built on.",
    ),
    "standards": (
        Standard,
        ("id",),
        named("noun", "standard"),
        named("noun", "a standard"),
        named("noun", "no standard"),
        plural("{count} standard", "{count} standards"),
        "Formats and interfaces that links follow.",
    ),
    "impediments": (
        Impediment,
        ("subject", "to", "impediment", "note"),
        named("noun", "impediment"),
        named("noun", "an impediment"),
        named("noun", "no impediment"),
        plural("{count} impediment", "{count} impediments"),
        "What holds whom back.",
    ),
    "agreements": (
        Agreement,
        ("id",),
        named("noun", "agreement"),
        named("noun", "an agreement"),
        named("noun", "no agreement"),
        plural("{count} agreement", "{count} agreements"),
        "What may be shared, by law or by agreement.",
    ),
    "parties": (
        Party,
        ("agreement", "role", *PARTY_CELLS),
        named("noun", "party"),
        named("noun", "a party"),
        named("noun", "no party"),
        plural("{count} party", "{count} parties"),
        "Who discloses and who receives under an agreement.",
    ),
    "recommendations": (
        Recommendation,
        ("id",),
        named("noun", "recommendation"),
        named("noun", "a recommendation"),
        named("noun", "no recommendation"),
        plural("{count} recommendation", "{count} recommendations"),
        "What was recommended.",
    ),
    "sources": (
        Source,
        ("id",),
        named("noun", "source"),
        named("noun", "a source"),
        named("noun", "no source"),
        plural("{count} source", "{count} sources"),
        "The documents that everything rests on.",
    ),
}
REQUIRED_TABLES: tuple[TableName, ...] = ("agencies", "systems")


def _read_column(item: Field[Any]) -> Column:
    if item.default is MISSING and not item.metadata.get("required"):  # pragma: no cover - guards this file itself
        message = f"{item.name}: a column needs a default or to be required"
        raise TypeError(message)
    return Column(name=item.name.removesuffix("_"), **item.metadata)


@cache
def tables() -> dict[TableName, TableFormat]:
    """Return every table of the format by name, in the order in which people read them."""
    result: dict[TableName, TableFormat] = {}
    for name, (record, key, noun, one, none, number, sentence) in _RECORDS.items():
        columns = tuple(_read_column(item) for item in fields(record))
        result[name] = TableFormat(name, sentence, columns, key, name in REQUIRED_TABLES, noun, one, none, number)
    return result


def table_of(record: Record) -> TableName:
    """Return the name of the table that a record belongs to; GraphmodelError where it is no record."""
    for name, (kind, *_) in _RECORDS.items():
        if isinstance(record, kind):
            return name
    known, what = ", ".join(kind.__name__ for kind, *_ in _RECORDS.values()), type(record).__name__
    raise GraphmodelError(Message("{what} is no record: give one of {known}", what=what, known=known))


def row_of(record: Record) -> dict[str, object]:
    """Return a record as a row: column name to value."""
    return {item.name.removesuffix("_"): getattr(record, item.name) for item in fields(record)}


assert set(get_args(TableName)) == set(_RECORDS)
