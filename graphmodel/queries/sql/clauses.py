"""A statement as a chain of tables, one common table expression a clause.

What depends on rows before it (OPTIONAL MATCH, subqueries, records of nodes in lists) is an inner join of those rows,
joined back by what they depend on: no subquery is correlated, so nothing rests on an optimiser's cleverness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphmodel.queries.language.labels import Position, Tree
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Call,
    Clause,
    Expression,
    Item,
    Match,
    Name,
    NodePattern,
    Projection,
    Property,
    RelationshipPattern,
    Unwind,
)
from graphmodel.queries.language.walking import names, walk
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.expressions import Expressions
from graphmodel.queries.sql.functions import series
from graphmodel.queries.sql.patterns import PatternReader, PatternWriter, Step, is_unnamed
from graphmodel.queries.sql.projection import Final, Projections
from graphmodel.queries.sql.scope import NUMBER, Here, Names, Rows, Scope, Select, Variable
from graphmodel.queries.sql.staging import Staging, depends
from graphmodel.queries.sql.types import INTEGER, NULL, PATH, ListOf, RelationshipOf, shown
from graphmodel.queries.sql.walks import PATH_OF, Walks, path_of

_TABLE = re.compile(r"\bc\d+\b")


class Clauses:
    """Turns the clauses of one statement into tables."""

    def __init__(self, parameters: Mapping[str, object]) -> None:
        self.names = Names()
        self.expressions = Expressions(self.names, parameters)
        self.uses: dict[str, set[str]] = {}
        self.never: tuple[Position, ...] = ()
        self._tables: dict[str, str] = {}
        self._walks = Walks(self.names, self.expressions)
        self._staging = Staging(self)
        self._projections = Projections(self)

    # tables
    def table(self, sql: str) -> str:
        """Add a common table expression; return its name."""
        name = self.names("c")
        self._tables[name] = sql
        return name

    def head(self, *last: str) -> str:
        """Return the WITH of all tables; a table that several read is made once, so that they read the same rows."""
        read = Counter(name for sql in (*self._tables.values(), *last) for name in _TABLE.findall(sql))
        parts = [
            f"{name} AS {'' if read[name] > 1 else 'NOT '}MATERIALIZED ({sql})" for name, sql in self._tables.items()
        ]
        return f"WITH {', '.join(parts)} " if parts else ""

    def open(self, rows: Rows) -> Here:
        """Return the place of a new SELECT on rows."""
        select = Select(self.names, rows.table)
        return Here(
            replace(
                rows.scope,
                variables={name: _prefixed(item, select.alias) for name, item in rows.scope.variables.items()},
                known=tuple((tree, _prefixed(item, select.alias)) for tree, item in rows.scope.known),
                records=tuple((tree, _records(item, select.alias)) for tree, item in rows.scope.records),
            ),
            select,
        )

    def close(self, here: Here, keep: Sequence[str] | None = None) -> Rows:
        """Return the rows of a SELECT with all names, or some of them, as columns."""
        columns: list[str] = []
        kept = {name: item for name, item in here.scope.variables.items() if keep is None or name in keep}
        variables = {name: self.column(item, columns) for name, item in kept.items()}
        computed, listed = (here.scope.known, here.scope.records) if keep is None else ((), ())
        known = tuple((tree, self.column(item, columns)) for tree, item in computed)
        records = tuple((tree, self._column_of_records(item, columns)) for tree, item in listed)
        table = self.table(f"SELECT {', '.join(columns) or '1 AS one'}{here.select.tail()}")
        return Rows(Scope(variables, here.scope.hidden, known, records), table)

    def column(self, item: Variable, columns: list[str]) -> Variable:
        """Add the columns of a value and its properties; return what it is to who reads them."""
        if item.constant:
            return item
        name = self.names("v")
        columns.append(f"{item.sql} AS {name}")
        at_hand: dict[str, str] = {}
        for key, sql in item.properties.items():
            at_hand[key] = self.names("q")
            columns.append(f"{sql} AS {at_hand[key]}")
        return replace(item, sql=name, properties=at_hand)

    def _column_of_records(self, item: Variable, columns: list[str]) -> Variable:
        made = self.column(replace(item, properties={}), columns)
        return replace(made, properties=item.properties)

    def stage(self, trees: Sequence[Expression], here: Here) -> Here:
        """Return the place where subqueries inside expressions are computed already."""
        return self._staging.stage(trees, here)

    # clauses
    def branch(self, clauses: Sequence[Clause]) -> Final:
        """Return the answer of one branch."""
        self.uses = properties_used(clauses)
        rows = Rows(Scope({}), None)
        for clause in clauses[:-1]:
            rows = self.clause(clause, rows)
        last = clauses[-1]
        assert isinstance(last, Projection), "a branch ends in RETURN"
        return self._projections.final(last, rows)

    def clause(self, clause: Clause, rows: Rows) -> Rows:
        """Return the rows after a clause."""
        match clause:
            case Match():
                return self._optional(clause, rows) if clause.optional else self._match(clause, rows)
            case Unwind():
                return self._unwind(clause, rows)
            case Projection():
                return self._projections.rows(clause, rows)

    def _match(self, clause: Match, rows: Rows) -> Rows:
        here = self.pattern(clause, rows)
        return self.close(
            here, [name for name in here.scope.variables if name in rows.scope.variables or not is_unnamed(name)]
        )

    def _optional(self, clause: Match, rows: Rows) -> Rows:
        """Return all rows before, joined with what matches of them; nulls stand where nothing does."""
        for path in clause.paths:
            if path.name and not path.relationships and path.nodes[0].name in rows.scope.variables:
                raise Refused(path.at, "path-of-known-node", name=path.name)
        before = self.open(rows)
        number = {NUMBER: Variable("row_number() OVER ()", INTEGER)}
        numbered = self.close(before.plus(number))
        matched = self.pattern(clause, numbered)
        new = [name for name in matched.scope.variables if name not in rows.scope.variables and not is_unnamed(name)]
        inner = self.close(matched, [NUMBER, *new])
        here = self.open(numbered)
        alias = self.names("o")
        at, there = here.scope.variables[NUMBER].sql, inner.scope.variables[NUMBER].sql
        here.select.joins.append(f"LEFT JOIN {inner.table} AS {alias} ON {alias}.{there} = {at}")
        found = {name: _prefixed(inner.scope.variables[name], alias) for name in new}
        joined = here.plus(found)
        return self.close(joined, [name for name in joined.scope.variables if name != NUMBER])

    def pattern(self, clause: Match, rows: Rows) -> Here:
        """Return the place where a pattern has been matched and its conditions hold."""
        here = self.open(rows)
        read = PatternReader(here.scope).read(clause)
        if not read.possible:
            self.never += (clause.at,)
        made = PatternWriter(self.names, self.uses, here.select).write(read, here.scope)
        here = here.plus(made)
        waiting = list(read.conditions)
        here = self._filtered(waiting, here, last=False)
        for step in read.steps:
            if step.is_walk:
                here = self._walked(step, here, made)
        paths = {
            name: Variable(
                path_of(
                    [here.scope.variables[node.name].sql for node in nodes],
                    [
                        (step.is_walk, here.scope.variables[(PATH_OF if step.is_walk else "") + step.name].sql)
                        for step in steps
                    ],
                ),
                PATH,
            )
            for name, (nodes, steps) in read.paths.items()
        }
        return self._filtered(waiting, here.plus(paths), last=True)

    def _walked(self, step: Step, here: Here, made: Mapping[str, Variable]) -> Here:
        """Join a walk to the rows so far, which are closed so that it can start from them."""
        rows = self.close(here)
        here = self.open(rows)
        assert rows.table is not None, "they have just been closed"
        variables = here.scope.variables
        taken = [f"[{variables[name].sql}]" for name, item in made.items() if isinstance(item.type, RelationshipOf)]
        taken += [variables[name.removeprefix(PATH_OF)].sql for name in variables if name.startswith(PATH_OF)]
        return self._walks.join(step, rows.table, here, taken)

    def _filtered(self, waiting: list[Expression], here: Here, *, last: bool) -> Here:
        """Apply the conditions whose names are all known; those with subqueries once all the others hold."""
        ready = [tree for tree in waiting if names(tree) <= here.scope.variables.keys() and not depends(tree)]
        for tree in waiting if last else ready:
            if not depends(tree):
                here.select.where.append(self.expressions.truth(tree, here))
        for tree in ready:
            waiting.remove(tree)
        if last:
            asked = [tree for tree in waiting if depends(tree)]
            here = self.stage(asked, here)
            here.select.where += [self.expressions.truth(tree, here) for tree in asked]
        return here

    def _fixed(self, tree: Expression, here: Here) -> bool:
        """Return whether an expression is the same in all rows."""
        return all(name in here.scope.variables and here.scope.variables[name].constant for name in names(tree))

    def _unwind(self, clause: Unwind, rows: Rows) -> Rows:
        here = self.stage([clause.values], self.open(rows))
        if clause.name in here.scope.variables:
            raise Refused(clause.at, "named-already", name=clause.name)
        if (
            isinstance(clause.values, Call)
            and clause.values.function.lower() == "range"
            and self._fixed(clause.values, here)
        ):
            alias = self.names("g")
            arguments = [self.expressions(item, here) for item in clause.values.arguments]
            here.select.sources.append(f"{series(arguments, clause.values.at)} AS {alias}(x)")
            return self.close(here.plus({clause.name: Variable(f"{alias}.x", INTEGER)}))
        values = self.expressions(clause.values, here)
        if values.type == NULL:
            here.select.where.append("FALSE")
            return self.close(here.plus({clause.name: Variable("NULL", NULL)}))
        if not isinstance(values.type, ListOf):
            raise Refused(clause.values.at, "wrong-kind", what="UNWIND", kinds=("list",), found=shown(values.type))
        return self.close(here.plus({clause.name: Variable(f"unnest({values.sql})", values.type.item)}))


def _prefixed(item: Variable, alias: str) -> Variable:
    """Return a column as who reads its table under an alias sees it."""
    if item.constant:
        return item
    at_hand = {name: f"{alias}.{sql}" for name, sql in item.properties.items()}
    return replace(item, sql=f"{alias}.{item.sql}", properties=at_hand)


def _records(item: Variable, alias: str) -> Variable:
    """Return a list of records likewise: its fields keep their names."""
    return replace(item, sql=f"{alias}.{item.sql}")


def properties_used(clauses: Sequence[Tree]) -> dict[str, set[str]]:
    """Return which properties are read of each name anywhere, under other names that WITH gives it too."""
    found: dict[str, set[str]] = {}
    renamed: list[tuple[str, str]] = []
    for clause in clauses:
        for tree in walk(clause):
            match tree:
                case Property(owner=Name() as owner):
                    found.setdefault(owner.name, set()).add(tree.name)
                case Call(arguments=(Name() as owner,)) if tree.function.lower() in schema.END_OF:
                    found.setdefault(owner.name, set()).add(schema.END_OF[tree.function.lower()])
                case Item(value=Name() as owner) if owner.name != tree.name:
                    renamed.append((owner.name, tree.name))
                case NodePattern() | RelationshipPattern():
                    found.setdefault(tree.name, set()).update(key for key, _ in tree.properties)
                case _:
                    pass
    for name, other in reversed(renamed):
        found.setdefault(name, set()).update(found.get(other, ()))
    return found
