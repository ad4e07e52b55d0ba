"""A canned query: one ``.cypher`` file that runs unchanged in Neo4j Browser.

    // Isolated systems of one type
    // @fr Systèmes isolés d'un type
    // Live systems without a live link.
    // @param type  system type   which type; empty means all
    // @shows table
    WITH 'rms' AS type
    MATCH (s:System)-[:OF_TYPE]->(t:SystemType) ...

Law: the text as it stands and ``bind()`` with its defaults give the same rows on every store.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from graphmodel.errors import QueryError
from graphmodel.queries.header import Header, read_header
from graphmodel.queries.literals import Value, quote, read
from graphmodel.queries.parameters import Parameter, find
from graphmodel.queries.language.tokens import Token, statements, tokenize

Shows = Literal["table", "map"]

_AFTER_OPENING = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN")
Opening = tuple[int, int, dict[str, Value]]
"""Start and end of an opening WITH in the text, and the default of each name."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Query:
    """One question and the Cypher that answers it.

    ``needs`` names what the text rests on beyond plain records (``visibility``: OFFERED_BY); ``text`` is the whole
    file. ``ordered`` is false where branches are joined by UNION: rows then come in no order, and whoever shows them
    sorts them.
    """

    id: str
    title: str
    title_fr: str
    description: str
    parameters: tuple[Parameter, ...]
    shows: Shows
    needs: frozenset[str]
    text: str
    path: Path | None = None
    openings: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    ordered: bool = True

    @property
    def pack(self) -> str:
        """Return the first part of the id, or an empty text for a query of no pack."""
        return self.id.rpartition("/")[0]

    def bind(
        self, values: Mapping[str, object] | None = None, *, literal: bool = False
    ) -> tuple[str, dict[str, Value]]:
        """Return the statement to send and its parameters, defaults filled in.

        The opening WITH of each UNION branch becomes ``WITH $name AS name``; with ``literal`` it holds safely quoted
        values and the parameters are empty (the embedded engine needs literals to use its key index).
        QueryError for a parameter the query does not take or a value of the wrong type.
        """
        chosen = {parameter.name: parameter.default for parameter in self.parameters}
        for name, value in (values or {}).items():
            chosen[name] = find(self.parameters, name, self.id).check(value)
        items = (f"{quote(value) if literal else f'${name}'} AS {name}" for name, value in chosen.items())
        opening = f"WITH {', '.join(items)}"
        text = self.text
        for start, end in reversed(self.openings):
            text = text[:start] + opening + text[end:]
        return text, ({} if literal else chosen)

    def coerce(self, values: Mapping[str, str], known: Mapping[str, Collection[str]] | None = None) -> dict[str, Value]:
        """Return command-line texts as values; see ``Parameter.coerce`` for the words and the errors."""
        return {name: find(self.parameters, name, self.id).coerce(text, known) for name, text in values.items()}


def parse(id: str, text: str, *, path: Path | None = None, ad_hoc: bool = False) -> Query:
    """Return the query that a text holds.

    A file of a pack must have a title and describe each parameter of its opening WITH. ``ad_hoc`` asks for neither:
    parameters without a description are still offered, with the type that their default shows.
    QueryError ``file:line: ...`` where the text is no query.
    """
    place = str(path) if path else id
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        tokens = tokenize(text)
    except QueryError as error:
        raise QueryError(f"{place}:{error}") from None
    parts = statements(tokens)
    if len(parts) != 1:
        wrong = f"{place}:{parts[1][0].line}: a second statement" if parts else f"{place}:1: no statement"
        raise QueryError(f"{wrong}; a query is one statement")
    header = read_header(text, place, strict=not ad_hoc)
    try:
        found = _openings(parts[0], place)
    except QueryError:
        if not ad_hoc:
            raise
        found = []  # the WITH of a person's own text may hold what it likes
    return Query(
        id=id,
        title=header.title or id,
        title_fr=header.title_fr or header.title or id,
        description=header.description,
        parameters=_parameters(header, found[0][2] if found else {}, place, strict=not ad_hoc),
        shows=cast("Shows", header.shows),
        needs=header.needs,
        text=text,
        path=path,
        openings=tuple((start, end) for start, end, _ in found),
        ordered=not any(token.keyword == "UNION" for token in parts[0]),
    )


def _openings(tokens: tuple[Token, ...], place: str) -> list[Opening]:
    """Return the opening WITH of each UNION branch; none where the first branch opens otherwise."""
    starts = [0]
    for index, token in enumerate(tokens):
        if token.keyword == "UNION":
            after = tokens[index + 1].keyword if index + 1 < len(tokens) else ""
            starts.append(index + 2 if after in ("ALL", "DISTINCT") else index + 1)
    first = _opening(tokens, 0, place)
    if first is None:
        return []
    found = [first]
    for start in starts[1:]:
        opening = _opening(tokens, start, place) if start < len(tokens) else None
        if opening is None or opening[2] != first[2]:
            line = tokens[min(start, len(tokens) - 1)].line
            raise QueryError(f"{place}:{line}: each UNION branch repeats the opening WITH of the first")
        found.append(opening)
    return found


def _opening(tokens: tuple[Token, ...], index: int, place: str) -> Opening | None:
    """Return the opening WITH that starts at a token, None where another clause does; QueryError for a wrong one."""
    if tokens[index].keyword != "WITH":
        return None
    start, defaults = tokens[index].start, dict[str, Value]()
    while True:
        at = tokens[min(index + 1, len(tokens) - 1)]
        literal = read(tokens, index + 1)
        if literal is None:
            raise QueryError(f"{place}:{at.line}: the opening WITH holds literals alone, each AS a name")
        value, index = literal
        if index + 1 >= len(tokens) or tokens[index].keyword != "AS":
            raise QueryError(f"{place}:{at.line}: a literal of the opening WITH needs AS and a name")
        name = tokens[index + 1]
        if name.kind != "word" or not _NAME.fullmatch(name.value):
            raise QueryError(f"{place}:{name.line}: {name.value!r} is no parameter name; use small letters, digits, _")
        if name.value in defaults:
            raise QueryError(f"{place}:{name.line}: {name.value} stands twice in the opening WITH")
        defaults[name.value] = value
        index += 2
        if index >= len(tokens) or not tokens[index].marks(","):
            break
    if index >= len(tokens) or tokens[index].keyword not in _AFTER_OPENING:
        raise QueryError(f"{place}:{name.line}: after the opening WITH comes one of {', '.join(_AFTER_OPENING)}")
    return start, name.end, defaults


def _parameters(header: Header, defaults: Mapping[str, Value], place: str, *, strict: bool) -> tuple[Parameter, ...]:
    made: list[Parameter] = []
    described = {name: (type, help, line) for name, type, help, line in header.parameters}
    for name, (_, _, line) in described.items():
        if name not in defaults:
            raise QueryError(f"{place}:{line}: @param {name} is not in the opening WITH")
    for name, default in defaults.items():
        if name not in described and strict:
            raise QueryError(f"{place}:1: {name} of the opening WITH has no @param line")
        type, help, line = described.get(name, (_type_of(default), "", 1))
        parameter = Parameter(name, type, default, help)
        try:
            parameter.check(default)
        except QueryError as error:
            raise QueryError(f"{place}:{line}: {error}") from None
        made.append(parameter)
    return tuple(made)


def _type_of(value: Value) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "list"
