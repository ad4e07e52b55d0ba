"""One dataclass a table: its columns, their kinds, words, references, defaults, and a sentence for each.

Reading, checking, the graph, the DDL of the stores, the templates and the documentation derive from this module;
nothing else states what a column is. A trailing underscore keeps a column's name from being a Python keyword:
the field ``from_`` is the column ``from``.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any, get_args

from graphmodel.errors import GraphmodelError
from graphmodel.records.columns import LIST_KINDS, NUMBER_KINDS, About, Column, Kind, TableFormat, TableName
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message, named, plural

__all__ = [
    "LIST_KINDS",
    "NUMBER_KINDS",
    "REQUIRED_TABLES",
    "About",
    "Agency",
    "Column",
    "Impediment",
    "Kind",
    "Link",
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


def _column(kind: Kind, sentence: str, **rest: Any) -> Any:
    """Return a dataclass field that carries a Column; the field's name becomes the column's."""
    default = rest.get("default")
    metadata = {"kind": kind, "sentence": sentence, **rest}
    return field(metadata=metadata) if rest.get("required") else field(default=default, metadata=metadata)


def _id(sentence: str) -> Any:
    return _column("id", sentence, required=True)


def _text(sentence: str, **rest: Any) -> Any:
    return _column("text", sentence, **rest)


def _word(words: v.Vocabulary, sentence: str, **rest: Any) -> Any:
    return _column("word", sentence, vocabulary=words, **rest)


def _words(words: v.Vocabulary, sentence: str, **rest: Any) -> Any:
    return _column("words", sentence, vocabulary=words, **rest)


def _reference(sentence: str, *tables: TableName, **rest: Any) -> Any:
    return _column("reference", sentence, refers_to=tables, **rest)


def _sources() -> Any:
    return _column("references", "Ids of the sources that say so.", refers_to=("sources",))


def _confidence() -> Any:
    return _word(v.CONFIDENCES, "Whether a source states it or it only follows from one.", default="documented")


def _sensitivity() -> Any:
    return _word(
        v.SENSITIVITIES, "Who may be told of it; what is not public is left out for the public.", default=v.PUBLIC
    )


def _year(sentence: str) -> Any:
    return _column("year", sentence)


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation, or a division of one, that operates, works in or reads systems."""

    id: str = _id("Stable slug; agencies and systems share one namespace.")
    name: str = _text("Name in the language the agency uses most.", required=True)
    name_fr: str | None = _text("French name.")
    short: str | None = _text("What a drawing calls it.")
    short_fr: str | None = _text("What a French drawing calls it.")
    level: str = _word(v.LEVELS, "Level of government, or private.", required=True)
    sector: str = _word(v.SECTORS, "What it does; broker and vendor_operated agencies are hosts.", required=True)
    part_of: str | None = _reference("The agency it is a division of.", "agencies")
    province: str | None = _word(v.PROVINCES, "Two-letter code; empty means national.")
    population_served: int | None = _column("integer", "People it serves.")
    sworn_officers: int | None = _column("integer", "Sworn officers.")
    as_of: int | None = _year("Year of the two figures.")
    source: str | None = _sources()
    sensitivity: str = _sensitivity()


@dataclass(frozen=True, kw_only=True)
class System:
    """One information system in one place."""

    id: str = _id(Message("Stable slug; agencies and systems share one namespace."))
    name: str = _text(Message("Name."), required=True)
    name_fr: str | None = _text("French name.")
    short: str | None = _text("What a drawing calls it.")
    short_fr: str | None = _text("What a French drawing calls it.")
    type: str = _word(
        v.SYSTEM_TYPES, Message("One of the study's 13 types, or of the three it treats apart."), required=True
    )
    operator: str = _reference("The agency that runs it.", "agencies", required=True)
    product: str | None = _reference("The product it is built on.", "products")
    scope: str = _word(v.SCOPES, "How far it is meant to serve.", default="local")
    status: str = _word(v.STATUSES, "Decides alone whether it is live.", required=True)
    since: int | None = _year("Year service began; informs only.")
    until: int | None = _year("Year service ended; informs only.")
    replaces: str | None = _column("references", "The systems it succeeds.", refers_to=("systems",))
    relays: bool = _column("boolean", "Whether it passes records of other systems on.", default=False)
    holds: str | None = _words(v.DATA_CLASSES, "Classes of its own records; empty holds the class unspecified.")
    source: str | None = _sources()
    confidence: str = _confidence()
    sensitivity: str = _sensitivity()


@dataclass(frozen=True, kw_only=True)
class Use:
    """An agency's part in a system that it does not operate."""

    agency: str = _reference("Who.", "agencies", required=True)
    system: str = _reference("Which system.", "systems", required=True)
    role: str = _word(v.ROLES, "Works in it, only reads it, or only sends records in.", required=True)
    since: int | None = _year("Year use began; informs only.")
    until: int | None = _year("Year use ended; informs only.")
    source: str | None = _sources()
    confidence: str = _confidence()


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way by which records flow from one system to another, or both ways."""

    id: str | None = _column("id", "Needed where a pair has a second link; else from>to.")
    from_: str = _reference("The system whose records flow.", "systems", required=True)
    to: str = _reference("The system they flow to.", "systems", required=True)
    direction: str = _word(v.DIRECTIONS, "A two-way link is two flows.", required=True)
    mode: str = _word(v.MODES, "How: push, replicate and file_transfer copy, the rest answer.", required=True)
    latency: str | None = _word(v.LATENCIES, "How fresh it is; empty means not known.")
    access: str | None = _word(v.ACCESSES, "What comes through; empty counts as content.")
    carries: str | None = _words(v.CARRIED_CLASSES, "Classes let through; empty lets through all the sender offers.")
    purpose: str = _word(v.PURPOSES, "A statistical link is no interconnection.", default="operational")
    standard: str | None = _reference("The standard it follows.", "standards")
    status: str = _word(v.STATUSES, "Decides, with both ends, whether it is live.", required=True)
    since: int | None = _year("Year the link began; informs only.")
    until: int | None = _year("Year the link ended; informs only.")
    note: str | None = _text("Anything a reader should know.")
    source: str | None = _sources()
    confidence: str = _confidence()
    sensitivity: str = _sensitivity()


@dataclass(frozen=True, kw_only=True)
class Product:
    """Software that systems are built on."""

    id: str = _id("Stable slug.")
    name: str = _text("Name.", required=True)
    vendor: str | None = _text("Who sells it.")
    type: str | None = _word(v.SYSTEM_TYPES, "The type of system it mostly serves as.")
    source: str | None = _sources()


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A format or interface that links follow."""

    id: str = _id("Stable slug.")
    name: str = _text("Name.", required=True)
    name_fr: str | None = _text("French name.")
    owner: str | None = _text("Who keeps it.")
    openness: str | None = _word(v.OPENNESS, "Who may read and use it.")
    source: str | None = _sources()


@dataclass(frozen=True, kw_only=True)
class Impediment:
    """A cause that holds an agency or a system back."""

    subject: str = _reference("The agency or system held back.", "agencies", "systems", required=True)
    to: str | None = _reference("The system that the missing link would reach.", "systems")
    impediment: str = _word(v.IMPEDIMENTS, "One of the causes that the study names.", required=True)
    note: str | None = _text("What is known of it.")
    source: str | None = _sources()


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What somebody recommended, and which causes it addresses."""

    id: str = _id("Stable slug.")
    name: str = _text("Name.", required=True)
    name_fr: str | None = _text("French name.")
    addresses: str | None = _words(v.IMPEDIMENTS, "Causes it addresses.")
    concerns: str | None = _words(v.SYSTEM_TYPES, "Types of system it concerns.")
    scenario: str | None = _text("Name of a shipped scenario that plays it through.")
    source: str | None = _sources()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A public document that something rests on."""

    id: str = _id("Stable slug.")
    title: str = _text("Title.", required=True)
    publisher: str | None = _text("Who published it.")
    year: int | None = _year("Year of publication.")
    url: str | None = _text("Where it can be read.")


Record = Agency | System | Use | Link | Product | Standard | Impediment | Recommendation | Source

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
