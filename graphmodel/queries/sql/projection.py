"""WITH and RETURN: columns, DISTINCT, grouping, order and limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphmodel.queries.language.labels import Tree
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Aggregate,
    Arithmetic,
    Constant,
    Expression,
    Item,
    Minus,
    Name,
    ParameterUse,
    Projection,
    PropertyAccess,
    Subquery,
)
from graphmodel.queries.language.walking import aggregates, children, names, walk
from graphmodel.queries.sql.aggregates import aggregate
from graphmodel.queries.sql.scope import KEYS, ORDER, Here, RowScope, Scope, Select, Variable
from graphmodel.queries.sql.staging import Staging
from graphmodel.queries.sql.tables import Tables
from graphmodel.queries.sql.types import INTEGER, ListOf, MapOf, NodeOf, PathOf, RelationshipOf, Type, shown, sql_type


@dataclass(frozen=True)
class Final:
    """The SELECT of a RETURN in parts: its columns by name, what it reads, its order and its limits."""

    names: tuple[str, ...]
    types: tuple[Type, ...]
    columns: tuple[str, ...]
    tail: str
    order: str
    skip: str | None
    limit: str | None


@dataclass(frozen=True)
class _Key:
    """One key of an order: its SQL, and which way it goes; nulls are last as openCypher has them, first descending."""

    sql: str
    way: str


@dataclass(frozen=True)
class _Projected:
    """Columns that a projection makes, the SELECT that they are in, and where its ORDER BY stands."""

    columns: dict[str, Variable]
    here: Here
    ordering: Here


class Projections:
    """Turns WITH and RETURN into tables."""

    def __init__(self, tables: Tables, staging: Staging) -> None:
        self._tables = tables
        self._staging = staging

    def final(self, clause: Projection, rows: RowScope) -> Final:
        """Return the answer of a branch."""
        projected = self._projected(clause, rows)
        keys = [f"{key.sql}{key.way}" for key in self._order(clause, projected)]
        columns = [f"CAST({item.sql} AS {sql_type(item.type)})" for item in projected.columns.values()]
        return Final(
            tuple(projected.columns),
            tuple(item.type for item in projected.columns.values()),
            tuple(columns),
            projected.here.select.tail(),
            f" ORDER BY {', '.join(keys)}" if keys else "",
            self._number(clause.skip, "SKIP"),
            self._number(clause.limit, "LIMIT"),
        )

    def rows(self, clause: Projection, before: RowScope) -> RowScope:
        """Return the rows after a WITH, or after the RETURN of a subquery."""
        projected = self._projected(clause, before)
        keys = {name: item for name, item in projected.here.scope.variables.items() if name.startswith(KEYS)}
        order = self._order(clause, projected)
        skip, limit = self._number(clause.skip, "SKIP"), self._number(clause.limit, "LIMIT")
        if keys and (skip or limit):
            raise Refused(clause.at, "limit-inside")
        kept = {**projected.columns, **keys}
        columns: list[str] = []
        variables = {name: self._tables.column(item, columns) for name, item in kept.items()}
        table = self._ordered(columns, order, projected.here.select, _limits(skip, limit))
        if order:
            variables[ORDER] = Variable("place", INTEGER)
        left_out = {name: "hidden-by-with" for name in before.scope.visible() if name not in variables}
        scope = Scope(variables, {**before.scope.hidden, **left_out})
        if clause.condition is None:
            return RowScope(scope, table)
        here = self._staging.stage([clause.condition], self._tables.open(RowScope(scope, table)))
        here.select.where.append(self._tables.expressions.truth(clause.condition, here))
        return self._tables.close(here, list(here.scope.variables))

    def _ordered(self, columns: list[str], order: list[_Key], select: Select, limits: str) -> str:
        """Add the table of a WITH: its rows in order bear their place in a column, since a table has no order."""
        if not order:
            return self._tables.add(f"SELECT {', '.join(columns) or '1 AS one'}{select.tail()}{limits}")
        keys = [f"{key.sql} AS o{at}" for at, key in enumerate(order)]
        # a window takes no key that may end the answer, as a division can: keys are columns first
        before = self._tables.add(f"SELECT {', '.join([*columns, *keys])}{select.tail()}")
        by = f" ORDER BY {', '.join(f'o{at}{key.way}' for at, key in enumerate(order))}"
        return self._tables.add(
            f"SELECT *, row_number() OVER ({by.strip()}) AS place FROM {before}{by if limits else ''}{limits}"
        )

    # columns
    def _projected(self, clause: Projection, rows: RowScope) -> _Projected:
        items = self._items(clause, rows.scope)
        here = self._tables.open(rows)
        orders = [order.value for order in clause.order]
        here = self._staging.stage([*(item.value for item in items), *orders], here)
        grouped = any(aggregates(item.value) for item in items)
        before = here.scope
        if grouped:
            here = self._grouped(clause, items, here)
            here = self._staging.stage([*(item.value for item in items), *orders], here)
        columns = {item.name: self._column(item, _beside(item, here), final=clause.final) for item in items}
        if clause.distinct:
            return self._distinct(items, columns, here, before)
        ordering = here.plus(columns)
        if grouped:
            known = tuple((item.value, columns[item.name]) for item in items if not isinstance(item.value, Name))
            ordering = replace(ordering, scope=replace(ordering.scope, known=(*ordering.scope.known, *known)))
        return _Projected(columns, here, ordering)

    def _items(self, clause: Projection, scope: Scope) -> tuple[Item, ...]:
        if not clause.star:
            return clause.items
        given = {item.name for item in clause.items}
        every = [
            Item(clause.at, Name(clause.at, name), name, named=True)
            for name in sorted(scope.visible())  # as Neo4j has them
            if name not in given
        ]
        if not every and not clause.items:
            raise Refused(clause.at, "star-of-nothing")
        return (*every, *clause.items)

    def _column(self, item: Item, here: Here, *, final: bool) -> Variable:
        """Return the value of a column; what is only a name or a literal stays what it is."""
        if isinstance(item.value, Name) and not any(known == item.value for known, _ in here.scope.known):
            return here.scope.of(item.value.name, item.value.at)
        if isinstance(item.value, Constant | ParameterUse) and not final:
            value = self._tables.expressions(item.value, Here(Scope({}), here.select))
            return Variable(value.sql, value.type, constant=True)
        value = self._tables.expressions(item.value, here)
        return Variable(value.sql, value.type)

    def _distinct(self, items: Sequence[Item], columns: dict[str, Variable], here: Here, before: Scope) -> _Projected:
        """Return columns over a table of distinct rows; only they can be ordered by."""
        keys = {name: item for name, item in here.scope.variables.items() if name.startswith(KEYS)}
        wanted: list[str] = []
        plain = {name: replace(item, properties={}) for name, item in {**columns, **keys}.items()}
        distinct = {name: self._tables.column(item, wanted) for name, item in plain.items()}
        table = self._tables.add(f"SELECT DISTINCT {', '.join(wanted) or '1 AS one'}{here.select.tail()}")
        hidden = dict.fromkeys(before.visible(), "hidden-by-distinct")
        after = self._tables.open(RowScope(Scope(distinct, hidden), table))
        known = tuple((item.value, after.scope.variables[item.name]) for item in items)
        found = {name: after.scope.variables[name] for name in columns}
        return _Projected(found, after, replace(after, scope=replace(after.scope, known=known)))

    # order and limits
    def _order(self, clause: Projection, projected: _Projected) -> list[_Key]:
        """Return the keys of ORDER BY, else the order of a WITH before; what is the same in all rows orders nothing."""
        keys: list[_Key] = []
        scope = projected.ordering.scope
        fixed = {name for name, item in scope.variables.items() if item.constant}
        fixed |= {item.name for item in clause.items if _is_fixed(item.value, fixed)}
        for order in clause.order:
            if _is_fixed(order.value, fixed):
                continue
            value = self._tables.expressions(order.value, projected.ordering)
            if isinstance(value.type, NodeOf | RelationshipOf | PathOf | MapOf | ListOf):
                raise Refused(order.value.at, "no-order", found=shown(value.type))
            keys.append(_Key(value.sql, " DESC NULLS FIRST" if order.descending else " ASC NULLS LAST"))
        if not clause.order and not clause.distinct and ORDER in scope.variables:
            keys = [_Key(scope.variables[ORDER].sql, "")]
        return keys

    def _number(self, tree: Expression | None, word: str) -> str | None:
        if tree is None:
            return None
        value = self._tables.expressions(tree, Here(Scope({}), Select(self._tables.names, None)))
        plain = all(isinstance(item, Constant | ParameterUse | Arithmetic | Minus) for item in walk(tree))
        constant = self._tables.expressions.constant(tree)
        negative = isinstance(constant, Constant) and isinstance(constant.value, int) and constant.value < 0
        if value.type != INTEGER or not plain or negative:
            raise Refused(tree.at, "limit-number", word=word)
        return value.sql

    # grouping
    def _grouped(self, clause: Projection, items: Sequence[Item], here: Here) -> Here:
        """Return the place in which columns are computed from group keys and aggregates."""
        columns: list[str] = []
        constants = {name: item for name, item in here.scope.variables.items() if item.constant}
        named: dict[str, Variable] = {}
        known: list[tuple[Expression, Variable]] = []
        keyed = False
        for item in items:
            if aggregates(item.value):
                continue
            keyed = True
            if isinstance(item.value, Name) and item.value.name in constants:
                named[item.value.name] = constants[item.value.name]
            elif not isinstance(item.value, Constant | ParameterUse):
                value = self._tables.expressions(item.value, here)
                key_column = self._tables.column(Variable(value.sql, value.type), columns)
                if isinstance(item.value, Name):
                    named[item.value.name] = key_column
                known.append((item.value, key_column))
        for name, outer in here.scope.variables.items():
            if name.startswith(KEYS):
                if not keyed:
                    raise Refused(clause.at, "aggregate-inside")
                named[name] = self._tables.column(replace(outer, properties={}), columns)
        keys = len(columns)
        wanted = [*(item.value for item in items), *(order.value for order in clause.order)]
        for tree in wanted:
            for found in _aggregates(tree):
                if all(found != other for other, _ in known):
                    value = aggregate(found, self._tables.expressions, here)
                    known.append((found, self._tables.column(Variable(value.sql, value.type), columns)))
        grouped = f" GROUP BY {', '.join(str(at + 1) for at in range(keys))}" if keys else ""
        if keyed and not keys:  # literals alone: no rows give no group
            grouped = " HAVING count(*) > 0"
        table = self._tables.add(f"SELECT {', '.join(columns)}{here.select.tail()}{grouped}")
        gone = {name: "hidden-by-grouping" for name in here.scope.visible() if name not in named}
        left = {name: item for name, item in constants.items() if name in named}
        return self._tables.open(RowScope(Scope({**named, **left}, {**here.scope.hidden, **gone}, tuple(known)), table))


def _beside(item: Item, here: Here) -> Here:
    """Return where a column is computed: beside an aggregate only names and their properties are group keys."""
    if not aggregates(item.value):
        return here
    known = tuple(
        (tree, variable)
        for tree, variable in here.scope.known
        if isinstance(tree, Name | Aggregate | Subquery)
        or (isinstance(tree, PropertyAccess) and isinstance(tree.owner, Name))
    )
    return replace(here, scope=replace(here.scope, known=known))


def _is_fixed(tree: Expression, fixed: set[str]) -> bool:
    """Return whether an expression is the same in all rows, being made of literals alone."""
    return names(tree) <= fixed and not any(isinstance(item, Aggregate | Subquery) for item in walk(tree))


def _limits(skip: str | None, limit: str | None) -> str:
    return (f" LIMIT {limit}" if limit else "") + (f" OFFSET {skip}" if skip else "")


def _aggregates(tree: Tree) -> list[Aggregate]:
    """Return the aggregates of an expression, those of its subqueries left out."""
    if isinstance(tree, Aggregate):
        return [tree]
    return [] if isinstance(tree, Subquery) else [found for child in children(tree) for found in _aggregates(child)]
