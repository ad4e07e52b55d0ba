"""A statement of Cypher as one statement of SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.parser import parse
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Statement
from graphmodel.queries.sql.clauses import Clauses
from graphmodel.queries.sql.projection import Final
from graphmodel.queries.sql.types import Type, shown, sql_type, unify
from graphmodel.values.elements import own_value


@dataclass(frozen=True)
class Translation:
    """The SQL of a statement, the names and types of its columns, and where patterns stand that match nothing ever."""

    columns: tuple[str, ...]
    types: tuple[Type, ...]
    never: tuple[Position, ...]
    _body: str
    _order: str
    _skip: str | None
    _limit: str | None

    def sql(self, limit: int | None = None) -> str:
        """Return the SQL, for at most ``limit`` rows."""
        least = self._limit
        if limit is not None:
            least = f"least({self._limit}, {limit})" if self._limit else str(limit)
        limits = (f" LIMIT {least}" if least else "") + (f" OFFSET {self._skip}" if self._skip else "")
        return f"{self._body}{self._order}{limits}"


def translate(cypher: str, parameters: Mapping[str, object] | None = None) -> Translation:
    """Return a statement as SQL over the tables of ``graph.layout``; values of ``$name`` become literals.

    Raises Refused with line, column, reason and remedy for what it does not know: nothing of the text is ever passed
    through. QueryError for a text that is no statement, StoreError for a ``$name`` without a value.
    """
    given = {name: own_value(value) for name, value in (parameters or {}).items()}
    return _translated(cypher, _Given(given, repr(sorted(given.items()))))


@dataclass(frozen=True)
class _Given:
    """The values of parameters; the same where they are written the same, so that 1, 1.0 and true differ."""

    values: Mapping[str, object] = field(compare=False)
    written: str


@lru_cache(maxsize=256)
def _translated(cypher: str, given: _Given) -> Translation:
    statement, parameters = parse(cypher), given.values
    clauses = Clauses(parameters)
    finals = [clauses.branch(branch) for branch in statement.branches]
    if len(finals) == 1:
        (final,) = finals
        select = _select(final, final.names, final.types) + final.tail
        body = f"{clauses.tables.head(select)}{select}"
        return Translation(final.names, final.types, clauses.never, body, final.order, final.skip, final.limit)
    names, types = finals[0].names, _joined(statement, finals)
    parts: list[str] = []
    for final in finals:
        limits = (f" LIMIT {final.limit}" if final.limit else "") + (f" OFFSET {final.skip}" if final.skip else "")
        ordered = final.order if limits else ""
        parts.append(f"({_select(final, names, types)}{final.tail}{ordered}{limits})")
    union = (" UNION ALL " if statement.all else " UNION ").join(parts)
    return Translation(
        names, types, clauses.never, f"{clauses.tables.head(union)}SELECT * FROM ({union})", "", None, None
    )


def _joined(statement: Statement, finals: list[Final]) -> tuple[Type, ...]:
    """Return the type of each column of a UNION; Refused where branches differ in names or kinds."""
    names, types = finals[0].names, list(finals[0].types)
    for branch, final in zip(statement.branches[1:], finals[1:], strict=True):
        at = branch[-1].at
        if set(final.names) != set(names):
            raise Refused(at, "union-names", names=", ".join(names))
        for place, name in enumerate(names):
            found = unify(types[place], final.types[final.names.index(name)])
            if found is None:
                other = final.types[final.names.index(name)]
                raise Refused(at, "mixed-kinds", what=f"UNION: {name}", first=shown(types[place]), second=shown(other))
            types[place] = found
    return tuple(types)


def _select(final: Final, names: tuple[str, ...], types: tuple[Type, ...]) -> str:
    columns = dict(zip(final.names, final.columns, strict=True))
    listed = [
        f"CAST({columns[name]} AS {sql_type(type)}) AS r{at}"
        for at, (name, type) in enumerate(zip(names, types, strict=True))
    ]
    return f"SELECT {', '.join(listed)}"
