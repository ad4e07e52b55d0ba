"""Steps of variable length: a recursive query that never takes a relationship twice."""

from __future__ import annotations

from collections.abc import Sequence

from graphmodel.graph import layout
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Comparison, Constant, Name, PropertyAccess
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.expressions import Expressions
from graphmodel.queries.sql.keys import has_label
from graphmodel.queries.sql.patterns import PatternStep, rows_of
from graphmodel.queries.sql.scope import Here, Names, Scope, Select, Variable
from graphmodel.queries.sql.types import PATH, ListOf, NodeOf, RelationshipOf

LONGEST = 10
"""The most relationships that a walk may have."""
PATH_OF = "\0path of "
"""What the name of the variable begins with that holds a walk as a piece of a path."""


class Walks:
    """Joins the walks of one MATCH to its rows."""

    def __init__(self, names: Names, expressions: Expressions) -> None:
        self._names = names
        self._expressions = expressions

    def join(self, step: PatternStep, rows: str, here: Here, taken: Sequence[str]) -> Here:
        """Add the walks from one end of a step to a SELECT on rows, where that end is known.

        ``taken`` are the lists of keys of relationships that it must not take, as SQL.
        """
        backwards = step.left.name not in here.scope.variables
        start, end = (step.right, step.left) if backwards else (step.left, step.right)
        seed = here.scope.variables[start.name].sql
        column = seed.partition(".")[2]
        seeds = f"SELECT DISTINCT {column} FROM {rows} WHERE {column} IS NOT NULL"
        alias = self._names("w")
        select = here.select
        select.sources.append(f"{self._walk(step, seeds, here.scope, backwards=backwards)} AS {alias}")
        select.where.append(f"{alias}.{'b' if backwards else 'a'} = {seed}")
        reached = f"{alias}.{'a' if backwards else 'b'}"
        result: dict[str, Variable] = {}
        if end.name in here.scope.variables:
            select.where.append(f"{reached} = {here.scope.variables[end.name].sql}")
        else:
            if end.labels != schema.EVERY_LABEL:
                select.where.append(has_label(reached, end.labels))
            result[end.name] = Variable(reached, NodeOf(end.labels))
        select.where += [f"NOT list_has_any({alias}.rs, {keys})" for keys in taken]
        result[step.name] = Variable(f"{alias}.rs", ListOf(RelationshipOf(step.tables), nulls=False))
        result[PATH_OF + step.name] = Variable(f"{alias}.ps", PATH)
        return here.plus(result)

    def _walk(self, step: PatternStep, seeds: str, scope: Scope, *, backwards: bool) -> str:
        """Return the SQL of all walks from the seeds: a and b (left and right end), rs (relationships), ps (path)."""
        low, high = _bounds(step)
        source, left, right = rows_of(step.ways, [name for name, _ in step.pattern.properties])
        if backwards:
            left, right = right, left
        w, edge = self._names("w"), self._names("e")
        key, to = f"{edge}.{layout.KEY}", f"{edge}.{right}"
        conditions = "".join(f" AND {sql}" for sql in self._conditions(step, edge, scope))
        first = f"SELECT n, n, CAST([] AS BIGINT[]), CAST([] AS BIGINT[]) FROM ({seeds}) AS s(n)"
        further = (
            f"SELECT {w}.a, {to}, list_append({w}.rs, {key}), list_concat({w}.ps, [{key}, {to}])"
            f" FROM {w} JOIN {source} AS {edge} ON {edge}.{left} = {w}.b"
            f" WHERE len({w}.rs) < {high} AND NOT list_contains({w}.rs, {key}){conditions}"
        )
        columns = "a, b, rs, ps"
        if backwards:  # a path is told from left to right
            columns = "b AS a, a AS b, list_reverse(rs) AS rs, list_slice(list_reverse(list_concat([a], ps)), 2, 2 * len(rs) + 1) AS ps"
        return (
            f"(WITH RECURSIVE {w}(a, b, rs, ps) AS ({first} UNION ALL {further})"
            f" SELECT {columns} FROM {w} WHERE len(rs) >= {low})"
        )

    def _conditions(self, step: PatternStep, edge: str, scope: Scope) -> list[str]:
        """Return conditions on each relationship of a walk; they compare with literals alone."""
        constants = {name: variable for name, variable in scope.variables.items() if variable.constant}
        type = RelationshipOf(step.tables)
        found: list[str] = []
        for name, value in step.pattern.properties:
            tree = self._expressions.constant(value)
            if not isinstance(tree, Constant) and not (isinstance(tree, Name) and tree.name in constants):
                raise Refused(value.at, "walk-condition")
            at_hand = {name: f"{edge}.{layout.quoted(name)}"}
            here = Here(
                Scope({**constants, step.name: Variable("", type, local=True, properties=at_hand)}),
                Select(self._names, None),
            )
            asked = PropertyAccess(value.at, Name(value.at, step.name), name)
            found.append(self._expressions.truth(Comparison(value.at, "=", asked, tree), here))
        return found


def _bounds(step: PatternStep) -> tuple[int, int]:
    assert step.pattern.hops is not None, "a walk has bounds"
    low, high = step.pattern.hops
    if high is None or high > LONGEST or low > LONGEST:
        raise Refused(step.pattern.at, "walk-too-long", most=LONGEST)
    return low, high


def path_of(nodes: list[str], steps: list[tuple[bool, str]]) -> str:
    """Return the SQL of a path: keys of nodes and relationships in turn; of a step whether it is a walk, and its SQL."""
    parts = [f"[{nodes[0]}]"]
    for node, (is_walk, sql) in zip(nodes[1:], steps, strict=True):
        parts.append(sql if is_walk else f"[{sql}, {node}]")
    result = parts[0]
    for part in parts[1:]:
        result = f"list_concat({result}, {part})"
    return result
