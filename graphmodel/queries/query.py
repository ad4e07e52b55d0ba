"""A canned query: one ``.cypher`` file that runs unchanged in Neo4j Browser.

    // Isolated systems
    // @fr Systèmes isolés
    // Live systems without a live link.
    // @param type  system type   which type; empty means all
    // @shows table
    WITH '' AS type
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
from graphmodel.queries.language.parser import parse as parse_text
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.spelling import quote
from graphmodel.queries.language.tree import Clause, Constant, Expression, ListOfItems, Projection, Statement
from graphmodel.queries.parameters import Parameter, Scalar, Value, find
from graphmodel.words.languages import language
from graphmodel.words.messages import Message

Shows = Literal["table", "map"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Query:
    """One question and the Cypher that answers it.

    ``needs`` names what the text rests on beyond plain records (``visibility``: OFFERED_BY); ``text`` is the whole
    file. ``refusal`` says why only a Neo4j store may answer a person's own text; it then takes no parameters. ``ordered`` is false where branches are joined by UNION: rows then come in no order, and whoever shows them
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
    refusal: Refused | None = field(default=None, repr=False)

    @property
    def named(self) -> str:
        """Return the title in the language in force."""
        return self.title_fr if language() == "fr" else self.title

    @property
    def pack(self) -> str:
        """Return the first part of the id, or an empty text for a query of no pack."""
        return self.id.rpartition("/")[0]

    def bind(
        self, values: Mapping[str, object] | None = None, known: Mapping[str, Collection[str]] | None = None
    ) -> tuple[str, dict[str, Value]]:
        """Return the statement to send and its parameters, defaults filled in.

        The opening WITH of each UNION branch becomes ``WITH $name AS name``. QueryError for a parameter the query does
        not take or a value of the wrong type; with ``known``, UnknownName as ``Parameter.check``.
        """
        chosen = self._chosen(values or {}, known)
        return self._opened({name: f"${name}" for name in chosen}), chosen

    def spelt(self, values: Mapping[str, object] | None = None) -> str:
        """Return the text with values as literals in its opening WITH, to be pasted into Neo4j Browser; as ``bind``."""
        return self._opened({name: quote(value) for name, value in self._chosen(values or {}).items()})

    def _chosen(
        self, values: Mapping[str, object], known: Mapping[str, Collection[str]] | None = None
    ) -> dict[str, Value]:
        chosen = {parameter.name: parameter.default for parameter in self.parameters}
        for name, value in values.items():
            chosen[name] = self._find(name).check(value, known)
        return chosen

    def _opened(self, words: Mapping[str, str]) -> str:
        opening = f"WITH {', '.join(f'{word} AS {name}' for name, word in words.items())}"
        text = self.text
        for start, end in reversed(self.openings):
            text = text[:start] + opening + text[end:]
        return text

    def coerce(self, values: Mapping[str, str], known: Mapping[str, Collection[str]] | None = None) -> dict[str, Value]:
        """Return command-line texts as values; see ``Parameter.coerce`` for the words and the errors."""
        return {name: self._find(name).coerce(text, known) for name, text in values.items()}

    def _find(self, name: str) -> Parameter:
        if self.refusal is not None:
            raise QueryError(
                Message(
                    "{id} takes no parameters, since not every store reads it: {refusal}",
                    id=self.id,
                    refusal=self.refusal.said,
                )
            )
        return find(self.parameters, name, self.id)


def parse(id: str, text: str, *, path: Path | None = None, ad_hoc: bool = False) -> Query:
    """Return the query that a text holds.

    A file of a pack must have a title and describe each parameter of its opening WITH. ``ad_hoc`` asks for neither:
    parameters without a description are still offered, with the type that their default shows.
    QueryError ``file:line: ...`` where the text is no query.
    """
    place = str(path) if path else id
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    statement, refusal = _statement(text, place, strict=not ad_hoc)
    header = read_header(text, place, strict=not ad_hoc)
    opened = {} if statement is None else _opened(statement, place, strict=not ad_hoc)
    return Query(
        id=id,
        title=header.title or id,
        title_fr=header.title_fr or header.title or id,
        description=header.description,
        parameters=_parameters(header, opened, place, strict=not ad_hoc),
        shows=cast("Shows", header.shows),
        needs=header.needs,
        text=text,
        path=path,
        openings=statement.openings if statement and opened else (),
        ordered=statement is None or len(statement.branches) == 1,
        refusal=refusal,
    )


def _statement(text: str, place: str, *, strict: bool) -> tuple[Statement | None, Refused | None]:
    """Return the tree of a text, or why not every store reads it; QueryError where that may not be."""
    try:
        return parse_text(text), None
    except Refused as refusal:
        if strict:
            raise QueryError(f"{place}:" + refusal.said) from None
        return None, refusal
    except QueryError as error:
        at = "" if str(error)[0].isdigit() else "1: "
        raise QueryError(f"{place}:{at}" + error.said) from None


def _opened(statement: Statement, place: str, *, strict: bool) -> dict[str, Value]:
    """Return the names and defaults of the opening WITH that every branch repeats; none where there is no such WITH."""
    try:
        openings = [_opening(branch[0], place) for branch in statement.branches]
    except QueryError:
        if strict:
            raise
        return {}  # the WITH of a person's own text may hold what it likes
    first = openings[0] or {}
    for branch, other in zip(statement.branches, openings, strict=True):
        if first and other != first:
            if not strict:
                return {}
            raise QueryError(
                Message(
                    "{place}:{line}: each UNION branch repeats the opening WITH of the first",
                    place=place,
                    line=branch[0].at[0],
                )
            )
    return first


def _opening(clause: Clause, place: str) -> dict[str, Value] | None:
    """Return the names and literals of an opening WITH, None where another clause opens; QueryError for a wrong one."""
    if not isinstance(clause, Projection) or clause.final:
        return None
    found: dict[str, Value] = {}
    for item in clause.items:
        value = _literal(item.value)
        if value is None:
            raise QueryError(
                Message(
                    "{place}:{line}: the opening WITH holds literals alone, each AS a name",
                    place=place,
                    line=item.at[0],
                )
            )
        if not _NAME.fullmatch(item.name):
            raise QueryError(
                Message(
                    "{place}:{line}: {name!r} is no parameter name; use small letters, digits, _",
                    place=place,
                    line=item.at[0],
                    name=item.name,
                )
            )
        found[item.name] = value
    if clause.star or clause.distinct or clause.order or clause.skip or clause.limit or clause.condition:
        raise QueryError(
            Message(
                "{place}:{line}: the opening WITH holds literals alone: no *, DISTINCT, ORDER BY, SKIP, LIMIT or WHERE",
                place=place,
                line=clause.at[0],
            )
        )
    return found


def _literal(tree: Expression) -> Value | None:
    if isinstance(tree, Constant):
        return tree.value
    if isinstance(tree, ListOfItems):
        items = [item.value if isinstance(item, Constant) else None for item in tree.items]
        return None if None in items else cast("list[Scalar]", items)
    return None


def _parameters(header: Header, defaults: Mapping[str, Value], place: str, *, strict: bool) -> tuple[Parameter, ...]:
    made: list[Parameter] = []
    described = {name: (type, help, line) for name, type, help, line in header.parameters}
    for name, (_, _, line) in described.items():
        if name not in defaults:
            raise QueryError(
                Message("{place}:{line}: @param {name} is not in the opening WITH", place=place, line=line, name=name)
            )
    for name, default in defaults.items():
        if name not in described and strict:
            raise QueryError(
                Message("{place}:1: {name} of the opening WITH has no @param line", place=place, name=name)
            )
        type, help, line = described.get(name, (_type_of(default), "", 1))
        parameter = Parameter(name, type, default, help)
        try:
            parameter.check(default)
        except QueryError as error:
            raise QueryError(f"{place}:{line}: " + error.said) from None
        made.append(parameter)
    return tuple(made)


def _type_of(value: Value) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "list"
