"""What names mean at one point of a statement, and the SELECT that is being written there.

No name of a text ever stands in the SQL: columns are numbered, properties come from the schema, texts are quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from graphmodel.graph import layout
from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import SYNTHETIC, Expression
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.types import NodeOf, RelationshipOf, Type, sql_type

NUMBER = f"{SYNTHETIC}number"
"""The variable that numbers the rows before an OPTIONAL MATCH."""
ORDER = f"{SYNTHETIC}order"
"""The variable that holds the place of a row after an ORDER BY of WITH."""
KEYS = f"{SYNTHETIC}key"
"""What the variables begin with that hold, in a subquery, the values outside that it depends on."""


@dataclass(frozen=True)
class Variable:
    """A value: its SQL and type, and the SQL of properties that are at hand.

    ``constant`` is a literal that needs no column. ``local`` is an element of a list inside a lambda, of which nothing
    can be looked up.
    """

    sql: str
    type: Type
    constant: bool = False
    local: bool = False
    properties: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Scope:
    """Names and what they mean.

    ``hidden`` says of names that are gone why. ``known`` are expressions already computed. ``records`` are lists of
    nodes or relationships of which properties are read: lists of structs, whose fields ``properties`` names.
    """

    variables: Mapping[str, Variable]
    hidden: Mapping[str, str] = field(default_factory=dict[str, str])
    known: tuple[tuple[Expression, Variable], ...] = ()
    records: tuple[tuple[Expression, Variable], ...] = ()

    def plus(self, more: Mapping[str, Variable]) -> Scope:
        """Return the scope with more names."""
        return replace(self, variables={**self.variables, **more})

    def visible(self) -> list[str]:
        """Return the names that a text can use."""
        return [name for name in self.variables if not name.startswith(SYNTHETIC)]

    def of(self, name: str, at: Position) -> Variable:
        """Return what a name means; Refused where it means nothing here."""
        found = self.variables.get(name)
        if found is None:
            if name in self.hidden:
                raise Refused(at, self.hidden[name], name=name)
            raise Refused(at, "unknown-name", near=(name, self.visible()), name=name)
        return found


@dataclass(frozen=True)
class RowScope:
    """The rows after a clause: what names mean as columns, and the table that holds them; none before the first."""

    scope: Scope
    table: str | None


class Names:
    """Fresh names of SQL."""

    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self, prefix: str) -> str:
        """Return a name that begins with a prefix."""
        return f"{prefix}{next(self._next)}"


class Select:
    """One SELECT under construction: the rows before it, sources, look-ups by key, and conditions."""

    def __init__(self, names: Names, rows: str | None) -> None:
        self._names = names
        self.rows = rows
        self.alias = names("t")
        self.sources = [f"{rows} AS {self.alias}"] if rows else []
        self.joins: list[str] = []
        self.where: list[str] = []
        self._looked_up: dict[tuple[str, str], str] = {}

    def look_up(self, sql: str, type: NodeOf | RelationshipOf, name: str, tables: tuple[str, ...]) -> str:
        """Return the SQL of a property of a key: a LEFT JOIN on a unique key, which changes no number of rows."""
        at = (sql, tables[0] if len(tables) == 1 else f"{name}/{'/'.join(tables)}")
        if at not in self._looked_up:
            alias = self._names("p")
            source = tables[0] if len(tables) == 1 else union(tables, [name], type)
            self.joins.append(f"LEFT JOIN {source} AS {alias} ON {alias}.{layout.KEY} = {sql}")
            self._looked_up[at] = alias
        return f"{self._looked_up[at]}.{layout.quoted(name)}"

    def tail(self) -> str:
        """Return FROM and WHERE."""
        sources = " CROSS JOIN ".join(self.sources) or "(SELECT 1)"
        where = f" WHERE {' AND '.join(self.where)}" if self.where else ""
        return f" FROM {' '.join([sources, *self.joins])}{where}"


@dataclass(frozen=True)
class Here:
    """Where an expression stands: what names mean, and the SELECT that it becomes part of."""

    scope: Scope
    select: Select

    def plus(self, more: Mapping[str, Variable]) -> Here:
        """Return the place with more names."""
        return Here(self.scope.plus(more), self.select)


def column_of(table: str, type: NodeOf | RelationshipOf, name: str) -> str:
    """Return the column of a property in one of a type's tables, null under its name where the table has none."""
    if schema.has_property(table, type, name):
        return layout.quoted(name)
    return f"CAST(NULL AS {sql_type(schema.holder(type, name, (1, 1)).type)}) AS {layout.quoted(name)}"


def union(tables: tuple[str, ...], properties: list[str], type: NodeOf | RelationshipOf) -> str:
    """Return the SQL of the rows of several tables with these properties, null where a table has not got one."""
    parts: list[str] = []
    for table in tables:
        columns = "".join(f", {column_of(table, type, name)}" for name in properties)
        parts.append(f"SELECT {layout.KEY}{columns} FROM {table}")
    return f"({' UNION ALL '.join(parts)})"
