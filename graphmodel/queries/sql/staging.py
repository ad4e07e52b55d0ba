"""What an expression needs rows for: subqueries, and properties of nodes and relationships that stand in lists.

Each becomes a table of its own over the distinct values that it depends on, joined back to the rows by these values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphmodel.queries.language.labels import Tree
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Call,
    Clause,
    Comprehension,
    Expression,
    Match,
    Name,
    NodePattern,
    Projection,
    PropertyAccess,
    Quantifier,
    Reduce,
    RelationshipPattern,
    Subquery,
)
from graphmodel.queries.language.walking import aggregates, children, names, walk
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.lists import KEY_FIELD, own_names
from graphmodel.queries.sql.patterns import is_unnamed
from graphmodel.queries.sql.scope import KEYS, ORDER, Here, RowScope, Scope, Select, Variable
from graphmodel.queries.sql.tables import Tables
from graphmodel.queries.sql.types import BOOLEAN, INTEGER, ListOf, NodeOf, RelationshipOf, Type, sql_type


def depends(tree: Tree) -> bool:
    """Return whether an expression holds a subquery, or goes through a list whose elements' properties it reads."""
    return any(isinstance(item, Subquery) or bool(_read(item)) for item in walk(tree))


@dataclass(frozen=True)
class _RecordLists:
    """A list of nodes or relationships of which properties are read, element by element."""

    values: Expression
    properties: frozenset[str]


class Staging:
    """Computes such parts of expressions beforehand; ``clause`` gives the rows after a clause of a subquery."""

    def __init__(self, tables: Tables, clause: Callable[[Clause, RowScope], RowScope]) -> None:
        self._tables = tables
        self._clause = clause

    def stage(self, trees: Sequence[Expression], here: Here) -> Here:
        """Return the place where these parts are known; parts that an aggregate must come before are left."""
        waiting = _distinct(tree for tree in trees for tree in _subqueries(tree, here.scope, frozenset()))
        if waiting:
            rows = self._tables.close(here)
            here = self._tables.open(rows)
            for subquery in waiting:
                here = self._joined(subquery, rows, here)
        records = [item for tree in trees for item in self._records(tree, here, frozenset())]
        if records:
            rows = self._tables.close(here)
            here = self._tables.open(rows)
            for item in {item.values: item for item in records}.values():
                wanted = frozenset[str]().union(*(other.properties for other in records if other.values == item.values))
                here = self._recorded(_RecordLists(item.values, wanted), rows, here)
        return here

    # subqueries
    def _joined(self, tree: Subquery, rows: RowScope, here: Here) -> Here:
        outer = here.scope
        free = [name for name in outer.visible() if name in names(tree) and not outer.variables[name].constant]
        if tree.written == "predicate":
            self._no_new_names(tree, outer)
        columns = [f"{outer.variables[name].sql.partition('.')[2]} AS u{at}" for at, name in enumerate(free)]
        asked = self._tables.add(f"SELECT DISTINCT {', '.join(columns)} FROM {rows.table}") if free else None
        variables = {name: Variable(f"u{at}", outer.variables[name].type) for at, name in enumerate(free)}
        variables |= {f"{KEYS}{at}": Variable(f"u{at}", outer.variables[name].type) for at, name in enumerate(free)}
        constants = {name: item for name, item in outer.variables.items() if item.constant}
        inner = RowScope(Scope({**constants, **variables}, outer.hidden), asked)
        for clause in tree.clauses:
            inner = self._clause(clause, inner)
        table, value, of = self._gathered(tree, inner, len(free))
        alias = self._tables.names("j")
        on = [f"{alias}.u{at} IS NOT DISTINCT FROM {outer.variables[name].sql}" for at, name in enumerate(free)]
        here.select.joins.append(f"LEFT JOIN {table} AS {alias} ON {' AND '.join(on) or 'TRUE'}")
        known = Variable(value.format(f"{alias}.found"), of)
        return Here(replace(here.scope, known=(*here.scope.known, (tree, known))), here.select)

    def _gathered(self, tree: Subquery, inner: RowScope, count: int) -> tuple[str, str, Type]:
        """Return the table of a subquery's values by what it depends on, the SQL of its value and its type."""
        here = self._tables.open(inner)
        keys = [f"{here.scope.variables[f'{KEYS}{at}'].sql} AS u{at}" for at in range(count)]
        grouped = f" GROUP BY {', '.join(str(at + 1) for at in range(count))}" if count else ""
        of: Type
        if tree.word == "EXISTS":
            sql, value, of = "count(*) > 0", "coalesce({}, FALSE)", BOOLEAN
        elif tree.word == "COUNT":
            sql, value, of = "count(*)", "coalesce({}, 0)", INTEGER
        else:
            returned = tree.clauses[-1]
            if not (
                isinstance(returned, Projection) and returned.final and len(returned.items) == 1 and not returned.star
            ):
                raise Refused(tree.at, "collect-one")
            item = here.scope.variables[returned.items[0].name]
            order = here.scope.variables.get(ORDER)
            ordered = f" ORDER BY {order.sql}" if order else ""
            sql = f"list(CAST({item.sql} AS {sql_type(item.type)}){ordered})"
            of = ListOf(item.type, nulls=True)
            value = f"coalesce({{}}, CAST([] AS {sql_type(of)}))"
        table = self._tables.add(f"SELECT {', '.join([*keys, f'{sql} AS found'])}{here.select.tail()}{grouped}")
        return table, value, of

    def _no_new_names(self, tree: Subquery, outer: Scope) -> None:
        (match,) = tree.clauses
        assert isinstance(match, Match), "a pattern stands for whether there is such a path"
        for path in match.paths:
            pieces: tuple[NodePattern | RelationshipPattern, ...] = (*path.nodes, *path.relationships)
            for item in pieces:
                if not is_unnamed(item.name) and item.name not in outer.variables:
                    raise Refused(item.at, "predicate-names", name=item.name)

    # records
    def _records(self, tree: Tree, here: Here, local: frozenset[str]) -> Iterator[_RecordLists]:
        """Yield the lists in an expression whose elements' properties are read and can be looked up beforehand."""
        if any(known == tree for known, _ in here.scope.known) or isinstance(tree, Subquery):
            return
        inside = local
        if isinstance(tree, Quantifier | Comprehension | Reduce):
            read, values = _read(tree), tree.values
            inside = local | own_names(tree)
            if read and not names(values) & local and self._computable(values, here):
                type = self._tables.expressions(values, here).type
                if isinstance(type, ListOf) and isinstance(type.item, NodeOf | RelationshipOf):
                    yield _RecordLists(values, read)
        for child in children(tree):
            yield from self._records(child, here, inside)

    def _computable(self, values: Expression, here: Here) -> bool:
        known = [tree for tree, _ in here.scope.known]
        return values in known or not aggregates(values)

    def _recorded(self, records: _RecordLists, rows: RowScope, here: Here) -> Here:
        """Join the list of records, its properties looked up, in the place of a list of keys."""
        tables, values = self._tables, records.values
        own = tables.open(rows)
        value = tables.expressions(values, own)
        assert isinstance(value.type, ListOf), "only lists are recorded"
        asked = tables.add(f"SELECT DISTINCT {value.sql} AS l{own.select.tail()}")
        spread = tables.add(f"SELECT l, unnest(l) AS x, generate_subscripts(l, 1) AS at FROM {asked}")
        select = Select(tables.names, spread)
        element = f"{select.alias}.x"
        fields = [f"{KEY_FIELD} := {element}"]
        held: dict[str, str] = {}
        inside = Here(Scope({}), select)
        for at, name in enumerate(sorted(records.properties)):
            item = value.type.item
            assert isinstance(item, NodeOf | RelationshipOf), "only nodes and relationships are recorded"
            if not schema.has_any_property(item, [name]):
                continue  # said where it is read
            found = tables.expressions.property(
                Variable(element, item), PropertyAccess((1, 1), Name((1, 1), ""), name), inside
            )
            held[name] = f"p{at}"
            fields.append(f"p{at} := {found.sql}")
        record = f"list(struct_pack({', '.join(fields)}) ORDER BY {select.alias}.at)"
        table = tables.add(f"SELECT {select.alias}.l AS l, {record} AS records{select.tail()} GROUP BY 1")
        alias = tables.names("j")
        keys = tables.expressions(values, here).sql
        here.select.joins.append(f"LEFT JOIN {table} AS {alias} ON {alias}.l IS NOT DISTINCT FROM {keys}")
        sql = f"(CASE WHEN {keys} IS NOT NULL THEN coalesce({alias}.records, []) END)"
        looked_up = (values, Variable(sql, value.type, properties=held))
        return Here(replace(here.scope, records=(*here.scope.records, looked_up)), here.select)


def _read(tree: Tree) -> frozenset[str]:
    """Return the properties of its elements that something that goes through a list reads."""
    if not isinstance(tree, Quantifier | Comprehension | Reduce):
        return frozenset()
    bodies = (
        [tree.result, None if isinstance(tree, Reduce) else tree.condition]
        if not isinstance(tree, Quantifier)
        else [tree.condition]
    )
    found: set[str] = set()
    for body in bodies:
        for item in walk(body) if body else ():
            if isinstance(item, PropertyAccess) and isinstance(item.owner, Name) and item.owner.name == tree.name:
                found.add(item.name)
            if isinstance(item, Call) and item.arguments and isinstance(item.arguments[0], Name):
                end = schema.END_OF.get(item.function.lower())
                if end and item.arguments[0].name == tree.name:
                    found.add(end)
    return frozenset(found)


def _subqueries(tree: Tree, scope: Scope, local: frozenset[str]) -> Iterator[Subquery]:
    """Yield the outermost subqueries of an expression that are not known yet."""
    if any(known == tree for known, _ in scope.known):
        return
    if isinstance(tree, Subquery):
        if names(tree) & local:
            raise Refused(tree.at, "subquery-in-list")
        yield tree
        return
    for child in children(tree):
        yield from _subqueries(child, scope, local | own_names(tree))


def _distinct(trees: Iterator[Subquery]) -> list[Subquery]:
    return list(dict.fromkeys(trees))
