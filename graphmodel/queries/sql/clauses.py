"""A statement as a chain of tables, one common table expression a clause.

What depends on rows before it (OPTIONAL MATCH, subqueries, records of nodes in lists) is an inner join of those rows,
joined back by what they depend on: no subquery is correlated, so nothing rests on an optimiser's cleverness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    PropertyAccess,
    RelationshipPattern,
    Unwind,
)
from graphmodel.queries.language.walking import names, walk
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.functions import series
from graphmodel.queries.sql.patterns import PatternReader, PatternStep, PatternWriter, is_unnamed
from graphmodel.queries.sql.projection import Final, Projections
from graphmodel.queries.sql.scope import NUMBER, Here, RowScope, Scope, Variable
from graphmodel.queries.sql.staging import Staging, depends
from graphmodel.queries.sql.tables import Tables, prefixed
from graphmodel.queries.sql.types import INTEGER, NULL, PATH, ListOf, RelationshipOf, shown
from graphmodel.queries.sql.walks import PATH_OF, Walks, path_of


class Clauses:
    """Turns the clauses of one statement into tables."""

    def __init__(self, parameters: Mapping[str, object]) -> None:
        self.tables = Tables(parameters)
        self.uses: dict[str, set[str]] = {}
        self.never: tuple[Position, ...] = ()
        self._walks = Walks(self.tables.names, self.tables.expressions)
        self._staging = Staging(self.tables, self.clause)
        self._projections = Projections(self.tables, self._staging)

    def branch(self, clauses: Sequence[Clause]) -> Final:
        """Return the answer of one branch."""
        self.uses = properties_used(clauses)
        rows = RowScope(Scope({}), None)
        for clause in clauses[:-1]:
            rows = self.clause(clause, rows)
        last = clauses[-1]
        assert isinstance(last, Projection), "a branch ends in RETURN"
        return self._projections.final(last, rows)

    def clause(self, clause: Clause, rows: RowScope) -> RowScope:
        """Return the rows after a clause."""
        match clause:
            case Match():
                return self._optional(clause, rows) if clause.optional else self._match(clause, rows)
            case Unwind():
                return self._unwind(clause, rows)
            case Projection():
                return self._projections.rows(clause, rows)

    def _match(self, clause: Match, rows: RowScope) -> RowScope:
        here = self.pattern(clause, rows)
        return self.tables.close(
            here, [name for name in here.scope.variables if name in rows.scope.variables or not is_unnamed(name)]
        )

    def _optional(self, clause: Match, rows: RowScope) -> RowScope:
        """Return all rows before, joined with what matches of them; nulls stand where nothing does."""
        for path in clause.paths:
            if path.name and not path.relationships and path.nodes[0].name in rows.scope.variables:
                raise Refused(path.at, "path-of-known-node", name=path.name)
        before = self.tables.open(rows)
        number = {NUMBER: Variable("row_number() OVER ()", INTEGER)}
        numbered = self.tables.close(before.plus(number))
        matched = self.pattern(clause, numbered)
        new = [name for name in matched.scope.variables if name not in rows.scope.variables and not is_unnamed(name)]
        inner = self.tables.close(matched, [NUMBER, *new])
        here = self.tables.open(numbered)
        alias = self.tables.names("o")
        at, there = here.scope.variables[NUMBER].sql, inner.scope.variables[NUMBER].sql
        here.select.joins.append(f"LEFT JOIN {inner.table} AS {alias} ON {alias}.{there} = {at}")
        found = {name: prefixed(inner.scope.variables[name], alias) for name in new}
        joined = here.plus(found)
        return self.tables.close(joined, [name for name in joined.scope.variables if name != NUMBER])

    def pattern(self, clause: Match, rows: RowScope) -> Here:
        """Return the place where a pattern has been matched and its conditions hold."""
        here = self.tables.open(rows)
        read = PatternReader(here.scope).read(clause)
        if not read.possible:
            self.never += (clause.at,)
        matched = PatternWriter(self.tables.names, self.uses, here.select).write(read, here.scope)
        here = here.plus(matched)
        waiting = list(read.conditions)
        here = self._filtered(waiting, here, last=False)
        for step in read.steps:
            if step.is_walk:
                here = self._walked(step, here, matched)
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

    def _walked(self, step: PatternStep, here: Here, matched: Mapping[str, Variable]) -> Here:
        """Join a walk to the rows so far, which are closed so that it can start from them."""
        rows = self.tables.close(here)
        here = self.tables.open(rows)
        assert rows.table is not None, "they have just been closed"
        variables = here.scope.variables
        taken = [f"[{variables[name].sql}]" for name, item in matched.items() if isinstance(item.type, RelationshipOf)]
        taken += [variables[name.removeprefix(PATH_OF)].sql for name in variables if name.startswith(PATH_OF)]
        return self._walks.join(step, rows.table, here, taken)

    def _filtered(self, waiting: list[Expression], here: Here, *, last: bool) -> Here:
        """Apply the conditions whose names are all known; those with subqueries once all the others hold."""
        ready = [tree for tree in waiting if names(tree) <= here.scope.variables.keys() and not depends(tree)]
        for tree in waiting if last else ready:
            if not depends(tree):
                here.select.where.append(self.tables.expressions.truth(tree, here))
        for tree in ready:
            waiting.remove(tree)
        if last:
            asked = [tree for tree in waiting if depends(tree)]
            here = self._staging.stage(asked, here)
            here.select.where += [self.tables.expressions.truth(tree, here) for tree in asked]
        return here

    def _fixed(self, tree: Expression, here: Here) -> bool:
        """Return whether an expression is the same in all rows."""
        return all(name in here.scope.variables and here.scope.variables[name].constant for name in names(tree))

    def _unwind(self, clause: Unwind, rows: RowScope) -> RowScope:
        here = self._staging.stage([clause.values], self.tables.open(rows))
        if clause.name in here.scope.variables:
            raise Refused(clause.at, "named-already", name=clause.name)
        if (
            isinstance(clause.values, Call)
            and clause.values.function.lower() == "range"
            and self._fixed(clause.values, here)
        ):
            alias = self.tables.names("g")
            arguments = [self.tables.expressions(item, here) for item in clause.values.arguments]
            here.select.sources.append(f"{series(arguments, clause.values.at)} AS {alias}(x)")
            return self.tables.close(here.plus({clause.name: Variable(f"{alias}.x", INTEGER)}))
        values = self.tables.expressions(clause.values, here)
        if values.type == NULL:
            here.select.where.append("FALSE")
            return self.tables.close(here.plus({clause.name: Variable("NULL", NULL)}))
        if not isinstance(values.type, ListOf):
            raise Refused(clause.values.at, "wrong-kind", what="UNWIND", kinds=("list",), found=shown(values.type))
        return self.tables.close(here.plus({clause.name: Variable(f"unnest({values.sql})", values.type.item)}))


def properties_used(clauses: Sequence[Tree]) -> dict[str, set[str]]:
    """Return which properties are read of each name anywhere, under other names that WITH gives it too."""
    found: dict[str, set[str]] = {}
    renamed: list[tuple[str, str]] = []
    for clause in clauses:
        for tree in walk(clause):
            match tree:
                case PropertyAccess(owner=Name() as owner):
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
