"""How the first rows of a table are read: the columns that are, with what each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphmodel.importing.sheets import ImportedTable
from graphmodel.words.messages import Message, named

_ROWS = 3
ROLES: Mapping[str, Message] = {
    "agency": named("role", "the organization"),
    "system": named("role", "the system"),
    "name": named("role", "the name of the system"),
    "yes": named("role", "whether it has such a system"),
    "type": named("role", "the type of system"),
    "links": named("role", "the systems that it is linked to"),
    "sends": named("role", "the systems that it sends to"),
    "asks": named("role", "the systems that it asks"),
    "mode": named("role", "how the link works"),
    "direction": named("role", "the direction"),
    "from": named("role", "the system that records come from"),
    "to": named("role", "the system that records go to"),
    "status": named("role", "the status"),
    "since": named("role", "the year of its beginning"),
    "until": named("role", "the year of its end"),
    "vendor": named("role", "the vendor"),
    "product": named("role", "the product"),
    "holds": named("role", "the data that it holds"),
    "carries": named("role", "the data that the link carries"),
    "latency": named("role", "how fresh the data are"),
    "level": named("role", "the level of government"),
    "sector": named("role", "the sector"),
    "province": named("role", "the province"),
    "population_served": named("role", "the population"),
    "sworn_officers": named("role", "the officers"),
    "as_of": named("role", "the year of the figures"),
    "short": named("role", "the short name"),
    "name_fr": named("role", "the French name"),
    "note": named("role", "a note"),
    "users": named("role", "who works in it"),
    "number": named("role", "a number of the row"),
    "contact": named("role", "whom to ask"),
}
"""What each role of a column is called."""


@dataclass(frozen=True)
class Preview:
    """The first rows of one table under headings that say what each column is."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: tuple[str, ...]
    """Columns that are not read."""


def preview(table: ImportedTable) -> Preview:
    """Return how the first rows of a table are read."""
    unfolded = table.layout.unfold is not None
    read = [
        (guess.name, named_role(guess.name, guess.role))
        for guess in table.shape.guesses
        if guess.role and guess.name in table.sheet.columns
    ]
    if unfolded:
        read = [(name, Message("{name}", name=name)) for name in table.sheet.columns]
    cells = [[" ".join(text.split()) for text in table.texts(name)[:_ROWS]] for name, _ in read]
    left = [guess.name for guess in table.shape.guesses if not guess.role]
    return Preview(tuple(said for _, said in read), tuple(zip(*cells, strict=True)), tuple(left))


def named_role(name: str, role: str) -> Message:
    """Return the name of a column with what it is."""
    return Message("{name}: {role}", name=name, role=ROLES[role])
