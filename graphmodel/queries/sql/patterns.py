"""The patterns of a MATCH as joins of tables over keys.

Labels and types narrow each other until nothing changes, so only tables that can fit are read. Relationships of one
MATCH are pairwise different; an undirected one is both directions, a loop once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graphmodel.graph import layout
from graphmodel.graph.layout import RelationshipTable
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    SYNTHETIC,
    Comparison,
    Expression,
    Match,
    Name,
    NodePattern,
    PathPattern,
    PropertyAccess,
    RelationshipPattern,
)
from graphmodel.queries.language.walking import conjuncts
from graphmodel.queries.sql import schema
from graphmodel.queries.sql.keys import has_label
from graphmodel.queries.sql.scope import Names, Scope, Select, Variable, column_of, union
from graphmodel.queries.sql.types import NodeOf, RelationshipOf

Uses = Mapping[str, set[str]]
"""The properties that a branch reads of each name, so that they are fetched with it."""


class Way(NamedTuple):
    """A table that a step may go over; ``flipped`` from end to start."""

    table: RelationshipTable
    flipped: bool

    @property
    def ends(self) -> tuple[str, str]:
        """Return the labels on the left and on the right of the step."""
        return (self.table.end, self.table.start) if self.flipped else (self.table.start, self.table.end)


@dataclass(eq=False)
class NodeAlias:
    """A node of a pattern: its possible labels, and the SQL of every key that it must equal."""

    name: str
    given: frozenset[str]
    labels: frozenset[str]
    bound: Variable | None
    declared: bool = False
    filtered: bool = False
    keys: list[str] = field(default_factory=list[str])


@dataclass(eq=False)
class PatternStep:
    """A relationship of a pattern, or a walk over several where ``pattern.hops`` is given."""

    name: str
    pattern: RelationshipPattern
    left: NodeAlias
    right: NodeAlias
    ways: list[Way]
    bound: Variable | None
    key: str = ""

    @property
    def is_walk(self) -> bool:
        """Return whether it is of variable length."""
        return self.pattern.hops is not None

    @property
    def tables(self) -> frozenset[RelationshipTable]:
        """Return the tables that it may go over."""
        return frozenset(way.table for way in self.ways)


@dataclass
class Pattern:
    """What a MATCH asks for: nodes by name, steps in order, named paths, and conditions on all of them."""

    nodes: dict[str, NodeAlias]
    steps: list[PatternStep]
    paths: dict[str, tuple[list[NodeAlias], list[PatternStep]]]
    conditions: list[Expression]
    possible: bool = True


class PatternReader:
    """Reads the patterns of one MATCH against the names that are known before it."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._pattern = Pattern({}, [], {}, [])

    def read(self, match: Match) -> Pattern:
        """Return the pattern, narrowed to what can match."""
        pattern = self._pattern
        for path in match.paths:
            self._path(path)
        pattern.conditions += conjuncts(match.condition)
        narrow(pattern.steps)
        pattern.possible = all(step.ways or step.is_walk for step in pattern.steps) and all(
            node.labels for node in pattern.nodes.values()
        )
        if not pattern.possible:  # it finds nothing, and its names still have types
            for step in pattern.steps:
                step.ways = step.ways or [Way(table, flipped=False) for table in schema.in_order(schema.EVERY_TABLE)]
            for node in pattern.nodes.values():
                node.labels = node.given or schema.EVERY_LABEL
        return pattern

    def _path(self, path: PathPattern) -> None:
        nodes = [self._node(node) for node in path.nodes]
        steps = [self._step(step, nodes[at], nodes[at + 1]) for at, step in enumerate(path.relationships)]
        self._pattern.steps += steps
        if path.name:
            if path.name in self._scope.variables or path.name in self._taken():
                raise Refused(path.at, "named-already", name=path.name)
            self._pattern.paths[path.name] = (nodes, steps)

    def _taken(self) -> set[str]:
        pattern = self._pattern
        return {*pattern.nodes, *pattern.paths, *(step.name for step in pattern.steps)}

    def _node(self, pattern: NodePattern) -> NodeAlias:
        labels = schema.node_labels(pattern.labels)
        node = self._pattern.nodes.get(pattern.name)
        if node is None:
            bound = self._scope.variables.get(pattern.name)
            if (bound and not isinstance(bound.type, NodeOf)) or pattern.name in self._taken():
                raise Refused(pattern.at, "no-node", name=pattern.name)
            known = bound.type.labels if bound and isinstance(bound.type, NodeOf) else schema.EVERY_LABEL
            node = NodeAlias(pattern.name, known, known, bound)
            self._pattern.nodes[pattern.name] = node
        if pattern.labels is not None:
            node.declared = True
            node.given = labels & node.given or labels
            node.labels &= labels
        conditions = _conditions(pattern)
        node.filtered = node.filtered or bool(conditions)
        self._pattern.conditions += conditions
        return node

    def _step(self, pattern: RelationshipPattern, left: NodeAlias, right: NodeAlias) -> PatternStep:
        bound = self._scope.variables.get(pattern.name)
        if bound and not (isinstance(bound.type, RelationshipOf) and pattern.hops is None):
            raise Refused(pattern.at, "named-already", name=pattern.name)
        if pattern.name in self._taken():
            raise Refused(pattern.at, "named-already", name=pattern.name)
        tables = schema.relationship_tables(pattern.types)
        if bound and isinstance(bound.type, RelationshipOf):
            tables &= bound.type.tables
        ways = [Way(table, flipped=False) for table in schema.in_order(tables) if pattern.direction in ">-"]
        ways += [Way(table, flipped=True) for table in schema.in_order(tables) if pattern.direction in "<-"]
        if pattern.hops is None:
            self._pattern.conditions += _conditions(pattern)
        elif pattern.condition is not None:
            raise Refused(pattern.at, "walk-condition")
        return PatternStep(pattern.name, pattern, left, right, ways, bound)


def _conditions(pattern: NodePattern | RelationshipPattern) -> list[Expression]:
    name = Name(pattern.at, pattern.name)
    result: list[Expression] = [
        Comparison(pattern.at, "=", PropertyAccess(pattern.at, name, key), value) for key, value in pattern.properties
    ]
    return [*result, *conjuncts(pattern.condition)]


def narrow(steps: Sequence[PatternStep]) -> None:
    """Keep of each step the ways that its ends allow, of each end the labels that its ways allow."""
    changed = True
    while changed:
        changed = False
        for step in steps:
            if step.is_walk:
                continue
            kept = [way for way in step.ways if way.ends[0] in step.left.labels and way.ends[1] in step.right.labels]
            if step.left is step.right:
                kept = [way for way in kept if way.ends[0] == way.ends[1]]
            lefts, rights = (frozenset(way.ends[side] for way in kept) for side in (0, 1))
            before = (len(step.ways), step.left.labels, step.right.labels)
            step.ways = kept
            step.left.labels &= lefts
            step.right.labels &= rights
            changed |= before != (len(kept), step.left.labels, step.right.labels)


class PatternWriter:
    """Writes a pattern into a SELECT, all but its walks."""

    def __init__(self, names: Names, uses: Uses, select: Select) -> None:
        self._names = names
        self._uses = uses
        self._select = select

    def write(self, pattern: Pattern, known: Scope) -> dict[str, Variable]:
        """Return what the names of the pattern mean; nodes that only a walk reaches are left out."""
        if not pattern.possible:
            self._select.where.append("FALSE")
        result = {step.name: self._source(step) for step in pattern.steps if not step.is_walk}
        waiting = reached_by_walks(pattern.steps)
        for node in pattern.nodes.values():
            if node not in waiting:
                result[node.name] = self._key(node, known)
        fixed = [step for step in pattern.steps if not step.is_walk]
        for at, step in enumerate(fixed):
            for other in fixed[:at]:
                if step.tables & other.tables:
                    self._select.where.append(f"{step.key} <> {other.key}")
        return result

    def _source(self, step: PatternStep) -> Variable:
        """Add the rows of a relationship, and what joins them with its two nodes."""
        alias, type = self._names("r"), RelationshipOf(step.tables)
        properties = schema.has_any_property(type, self._uses.get(step.name, set()))
        source, left, right = rows_of(step.ways, properties)
        self._select.sources.append(f"{source} AS {alias}")
        step.key = f"{alias}.{layout.KEY}"
        step.left.keys.append(f"{alias}.{left}")
        step.right.keys.append(f"{alias}.{right}")
        if step.bound:
            self._select.where.append(f"{step.key} = {step.bound.sql}")
        at_hand = {name: f"{alias}.{layout.quoted(name)}" for name in properties}
        return Variable(step.key, type, properties=at_hand)

    def _key(self, node: NodeAlias, known: Scope) -> Variable:
        """Join what a node must equal: the ends of its steps, a node known before, its own table."""
        type = NodeOf(node.labels)
        if node.bound:
            bound = known.variables[node.name]
            self._select.where += [f"{key} = {bound.sql}" for key in node.keys]
            if not node.keys:
                filtered = has_label(bound.sql, node.labels) if node.declared else f"{bound.sql} IS NOT NULL"
                self._select.where.append(filtered)
            return Variable(bound.sql, type, properties=bound.properties)
        properties = schema.has_any_property(type, self._uses.get(node.name, set()))
        at_hand: dict[str, str] = {}
        if properties or not node.keys:
            alias = self._names("n")
            self._select.sources.append(f"{nodes_of(type, properties)} AS {alias}")
            node.keys.append(f"{alias}.{layout.KEY}")
            at_hand = {name: f"{alias}.{layout.quoted(name)}" for name in properties}
        first, *others = node.keys
        self._select.where += [f"{first} = {key}" for key in others]
        return Variable(first, type, properties=at_hand)


def reached_by_walks(steps: Sequence[PatternStep]) -> set[NodeAlias]:
    """Return the nodes that get their keys from a walk: each walk starts at an end that has one already."""
    waiting: set[NodeAlias] = set()
    for step in steps:
        if not step.is_walk or step.left is step.right:
            continue
        left, right = (bool(node.bound or node.keys or node in waiting) for node in (step.left, step.right))
        if left and right:
            continue
        starts_right = right or (step.right.filtered and not step.left.filtered)
        waiting.add(step.left if starts_right and not left else step.right)
    return waiting


def rows_of(ways: Sequence[Way], properties: Sequence[str]) -> tuple[str, str, str]:
    """Return the SQL of the rows of a step, and the columns of its left and right end."""
    type = RelationshipOf(frozenset(way.table for way in ways))
    if len(ways) == 1:
        (way,) = ways
        name = layout.quoted(layout.table_name(way.table))
        left, right = (layout.END, layout.START) if way.flipped else (layout.START, layout.END)
        return name, left, right
    forth = {way.table for way in ways if not way.flipped}
    parts: list[str] = []
    for way in ways:
        table = layout.quoted(layout.table_name(way.table))
        left, right = (layout.END, layout.START) if way.flipped else (layout.START, layout.END)
        columns = "".join(f", {column_of(table, type, name)}" for name in properties)
        loop = f" WHERE {layout.START} <> {layout.END}" if way.flipped and way.table in forth else ""
        parts.append(f"SELECT {layout.KEY}, {left} AS a, {right} AS b{columns} FROM {table}{loop}")
    return f"({' UNION ALL '.join(parts)})", "a", "b"


def nodes_of(type: NodeOf, properties: Sequence[str]) -> str:
    """Return the SQL of all nodes of some labels."""
    tables = tuple(schema.properties(type))
    return tables[0] if len(tables) == 1 else union(tables, list(properties), type)


def is_unnamed(name: str) -> bool:
    """Return whether the text gives no name."""
    return name.startswith(SYNTHETIC)
