"""The systems that tables name in rows of their own: what each is called, whose it is, of which type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graphmodel.importing.agencies import AgencyNames
from graphmodel.importing.names import NOBODY, spellings
from graphmodel.importing.questions import GivenAnswers, Question
from graphmodel.importing.shapes import Systems
from graphmodel.importing.sheets import ImportedTable
from graphmodel.records.slugs import folded, slug
from graphmodel.records.synonyms import understood
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import NOTHING, Message, quoted

WELL_KNOWN: Mapping[str, tuple[str, str, str]] = {
    "cpic": ("national_repository", "Royal Canadian Mounted Police", "national"),
    "cipc": ("national_repository", "Royal Canadian Mounted Police", "national"),
    "pip": ("broker", "Royal Canadian Mounted Police", "national"),
    "rtid": ("biometric", "Royal Canadian Mounted Police", "national"),
    "itr": ("biometric", "Royal Canadian Mounted Police", "national"),
    "crpq": ("national_repository", "Sûreté du Québec", "provincial"),
}
"""Types, operators and scopes of systems that every police service in Canada names."""
PRODUCTS = frozenset(
    (
        *(
            "niche",
            "nicherms",
            "niche rms",
            "versadex",
            "versadex rms",
            "versadex cad",
            "versaterm",
            "premierone",
            "pros",
        ),
        *(
            "hexagon",
            "hexagon cad",
            "intergraph",
            "intergraph cad",
            "axon",
            "axon evidence",
            "evidence com",
            "powercase",
        ),
    )
)
"""Products, folded, by whose names many police services call a system of their own."""


@dataclass(frozen=True)
class SystemNamed:
    """One system: its name in the table, its operator (empty: not known), the text its id is made of, its type."""

    text: str
    operator: str
    called: str
    type: str


@dataclass(frozen=True)
class SystemNames:
    """All systems that have rows of their own; ``composed`` where several agencies have one of the same name."""

    all: tuple[SystemNamed, ...]
    composed: bool
    kept: Mapping[str, str]
    types: Mapping[str, tuple[str, Message]]
    products: frozenset[str] = PRODUCTS
    """Names of products, folded: of the sheet, and those that are widely known."""

    @cached_property
    def _by_name(self) -> dict[str, list[SystemNamed]]:
        found: dict[str, list[SystemNamed]] = {}
        for one in self.all:
            for name in {folded(one.text), folded(one.called)}:
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def _by_operator(self) -> dict[str, list[SystemNamed]]:
        found: dict[str, list[SystemNamed]] = {}
        for one in self.all:
            found.setdefault(one.operator, []).append(one)
        return found

    def of_name(self, text: str) -> list[SystemNamed]:
        """Return the systems that a text may name."""
        return self._by_name.get(folded(text), [])

    def of(self, operator: str) -> list[SystemNamed]:
        """Return the systems of an agency."""
        return self._by_operator.get(operator, []) if operator else []


def system_names(tables: Sequence[ImportedTable], agencies: AgencyNames, given: GivenAnswers) -> SystemNames:
    """Return the systems that have rows of their own; what type an unclear word is, is asked."""
    rows: list[tuple[str, str, str, Systems]] = []
    for table in tables:
        for part in table.shape.systems:
            rows += rows_of(table, part, agencies)
    kept = spellings(text for text, _, _, part in rows if not part.says_yes)
    owners: dict[str, set[str]] = {}
    for text, operator, _, part in rows:
        if not part.says_yes:
            owners.setdefault(folded(text), set()).add(operator)
    composed = any(len(of) > 1 for of in owners.values())
    types: dict[str, tuple[str, Message]] = {}
    found: dict[str, SystemNamed] = {}
    for text, operator, said, part in rows:
        name = kept.get(text, text)
        called = called_of(name, operator, part, composed=composed)
        words = said or name
        if not part.type and words and words not in types:
            types[words] = type_of(words, given)
        kind = part.type or types.get(words, ("other", NOTHING))[0]
        found.setdefault(folded(called), SystemNamed(text, operator, called, kind))
    products = {
        folded(text)
        for table in tables
        for part in table.shape.systems
        for text in table.distinct(part.columns.get("product", ""))
    }
    return SystemNames(tuple(found.values()), composed, kept, types, PRODUCTS | products)


def rows_of(table: ImportedTable, part: Systems, agencies: AgencyNames) -> list[tuple[str, str, str, Systems]]:
    """Return name, operator, and what is said of the type, of each system that a part of a table names."""
    operators = [agencies.name(text) for text in table.texts(part.columns.get("operator", ""))]
    kinds = table.texts(part.columns.get("type", ""))
    if part.says_yes:
        there = [understood(v.YES_NO, text) == "true" for text in table.texts(part.says_yes)]
        names = [part.label if yes and operator else "" for yes, operator in zip(there, operators, strict=True)]
    else:
        names = table.texts(part.columns["name"])
    return [
        (name, operator, kind, part)
        for name, operator, kind in zip(names, operators, kinds, strict=True)
        if is_name(name)
    ]


def is_name(text: str) -> bool:
    """Return whether a cell names a system, rather than saying that there is none."""
    return bool(slug(text)) and text.casefold() not in NOBODY


def called_of(name: str, operator: str, part: Systems, *, composed: bool) -> str:
    """Return what a system is called, and its id made of: with its operator before it where its name alone is not its own."""
    return f"{operator} {name}".strip() if part.says_yes or (composed and "operator" in part.columns) else name


def scope_of(name: str, type: str) -> str:
    """Return the scope that the name or the type of a system says; empty where they say none.

    >>> scope_of("CRPQ", "national_repository"), scope_of("Our index", "national_repository"), scope_of("Niche", "rms")
    ('provincial', 'national', '')
    """
    known = WELL_KNOWN.get(name.casefold())
    return known[2] if known else "national" if type == "national_repository" else ""


def type_of(text: str, given: GivenAnswers, *, name: bool = False) -> tuple[str, Message]:
    """Return the type that a text says, and why; asked where it says none."""
    whole = understood(v.SYSTEM_TYPES, text)
    known = WELL_KNOWN.get(text.casefold())
    why = Message("it is a word for it")
    if known:
        whole, why = known[0], Message("it is widely known")
    elif not whole:
        words = text.replace("/", " ").replace("(", " ").replace(")", " ").split()
        for count in range(len(words) - 1, 0, -1):
            for start in range(len(words) - count, -1, -1):
                part = " ".join(words[start : start + count])
                whole = whole or understood(v.SYSTEM_TYPES, part)
                if whole:
                    return whole, Message("it holds {word}", word=quoted(part))
    if whole:
        return whole, why
    answer = given.ask(
        Question(
            "type",
            text,
            Message("Of which type is {text}?", text=quoted(text))
            if not name
            else Message("Of which type is the system {text}?", text=quoted(text)),
            {
                "other": Message("another type, or not known"),
                "rms": v.SYSTEM_TYPES["rms"].named,
                "cad": v.SYSTEM_TYPES["cad"].named,
            },
            "other",
            Message("nothing says it"),
            v.SYSTEM_TYPES,
        )
    )
    return answer, Message("answered") if given.is_given("type", text) else Message("nothing says it: the default")
