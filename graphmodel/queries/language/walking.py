"""Going through trees: what they hold, which names occur in them, and whether they hold an aggregate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, cast

from graphmodel.queries.language.labels import Tree
from graphmodel.queries.language.tree import (
    Aggregate,
    Expression,
    Logic,
    Name,
    NodePattern,
    RelationshipPattern,
    Subquery,
)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name != "at")


def children(tree: Tree) -> Iterator[Tree]:
    """Yield what a tree holds, in the order of the text."""
    for name in _fields(cast("Any", type(tree))):
        yield from _trees(getattr(tree, name))


def _trees(value: object) -> Iterator[Tree]:
    if isinstance(value, Tree):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from _trees(item)


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and everything inside it."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def names(*trees: Tree | None) -> frozenset[str]:
    """Return every name that occurs in trees, as a variable or in a pattern."""
    found: set[str] = set()
    for tree in trees:
        for item in walk(tree) if tree else ():
            if isinstance(item, Name | NodePattern | RelationshipPattern):
                found.add(item.name)
    return frozenset(found)


def aggregates(tree: Tree) -> bool:
    """Return whether a tree holds an aggregate of its own; a subquery's are the subquery's."""
    if isinstance(tree, Aggregate):
        return True
    return not isinstance(tree, Subquery) and any(aggregates(child) for child in children(tree))


def conjuncts(condition: Expression | None) -> tuple[Expression, ...]:
    """Return the parts of a condition that must all be true."""
    if condition is None:
        return ()
    return condition.operands if isinstance(condition, Logic) and condition.word == "AND" else (condition,)
