"""The tree of a statement: one small class for each construct of read-only openCypher.

Trees are equal where they say the same, wherever they stand in the text: grouping and ORDER BY rest on that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graphmodel.queries.language.labels import Labels, Tree

SYNTHETIC = "\0"
"""What the name of something that the text leaves without one begins with; no text can hold it."""


# expressions
@dataclass(frozen=True, slots=True)
class Constant(Tree):
    """A literal; ``kind`` is text, integer, decimal, boolean or null, since 1, 1.0 and true are equal in Python."""

    kind: str
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ParameterUse(Tree):
    """``$name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Name(Tree):
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class PropertyAccess(Tree):
    """``owner.name``: of a node, a relationship or a map."""

    owner: Expression
    name: str


@dataclass(frozen=True, slots=True)
class ListOfItems(Tree):
    """``[a, b]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class MapOfItems(Tree):
    """``{name: a}``."""

    items: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Index(Tree):
    """``owner[index]``."""

    owner: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Slice(Tree):
    """``owner[low..high]``."""

    owner: Expression
    low: Expression | None
    high: Expression | None


@dataclass(frozen=True, slots=True)
class Not(Tree):
    """``NOT value``."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Minus(Tree):
    """``-value``."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Logic(Tree):
    """AND, OR or XOR of two or more; a long chain is one of them, not a deep tree."""

    word: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Tree):
    """``left op right`` with one of = <> < > <= >=."""

    op: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Membership(Tree):
    """``item IN values``."""

    item: Expression
    values: Expression


@dataclass(frozen=True, slots=True)
class TextTest(Tree):
    """``text op part`` with one of STARTS, ENDS, CONTAINS and =~."""

    op: str
    text: Expression
    part: Expression


@dataclass(frozen=True, slots=True)
class NullTest(Tree):
    """``value IS NULL`` or, negated, ``IS NOT NULL``."""

    value: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class LabelTest(Tree):
    """``value:labels``."""

    value: Expression
    labels: Labels


@dataclass(frozen=True, slots=True)
class Arithmetic(Tree):
    """``left op right`` with one of + - * / % ^."""

    op: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Case(Tree):
    """CASE, with or without a subject."""

    subject: Expression | None
    whens: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Call(Tree):
    """A function of its arguments."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Tree):
    """A function over rows, its name in small letters; ``count`` without arguments is ``count(*)``."""

    function: str
    distinct: bool
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Quantifier(Tree):
    """any, all, none or single: ``word(name IN values WHERE condition)``."""

    word: str
    name: str
    values: Expression
    condition: Expression


@dataclass(frozen=True, slots=True)
class Comprehension(Tree):
    """``[name IN values WHERE condition | result]``."""

    name: str
    values: Expression
    condition: Expression | None
    result: Expression | None


@dataclass(frozen=True, slots=True)
class Reduce(Tree):
    """``reduce(total = initial, name IN values | result)``."""

    total: str
    initial: Expression
    name: str
    values: Expression
    result: Expression


@dataclass(frozen=True, slots=True)
class Subquery(Tree):
    """EXISTS, COUNT or COLLECT over the rows of clauses; also a pattern as a predicate, and a pattern comprehension.

    ``written`` is what stands in the text: ``{}``, ``predicate`` or ``comprehension``.
    """

    word: str
    clauses: tuple[Clause, ...]
    written: Literal["{}", "predicate", "comprehension"] = field(compare=False)


# patterns
@dataclass(frozen=True, slots=True)
class NodePattern(Tree):
    """``(name:labels {properties} WHERE condition)``."""

    name: str
    labels: Labels | None
    properties: tuple[tuple[str, Expression], ...]
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class RelationshipPattern(Tree):
    """``-[name:types*low..high {properties} WHERE condition]->``; ``direction`` is ``>``, ``<`` or ``-``.

    ``hops`` is None for a single relationship; its upper bound is None where the text gives none.
    """

    name: str
    types: Labels | None
    direction: str
    hops: tuple[int, int | None] | None
    properties: tuple[tuple[str, Expression], ...]
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class PathPattern(Tree):
    """Nodes with a relationship between each two; ``name`` is empty where the path has none."""

    name: str
    nodes: tuple[NodePattern, ...]
    relationships: tuple[RelationshipPattern, ...]


# clauses
@dataclass(frozen=True, slots=True)
class Match(Tree):
    """MATCH or OPTIONAL MATCH with its WHERE."""

    optional: bool
    paths: tuple[PathPattern, ...]
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class Unwind(Tree):
    """``UNWIND values AS name``."""

    values: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Item(Tree):
    """One column of WITH or RETURN; ``named`` is false where the text gives no name and its own words stand for it."""

    value: Expression
    name: str
    named: bool


@dataclass(frozen=True, slots=True)
class Order(Tree):
    """One key of ORDER BY."""

    value: Expression
    descending: bool


@dataclass(frozen=True, slots=True)
class Projection(Tree):
    """WITH or, where it is ``final``, RETURN."""

    final: bool
    distinct: bool
    star: bool
    items: tuple[Item, ...]
    order: tuple[Order, ...]
    skip: Expression | None
    limit: Expression | None
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Branches of clauses, joined by UNION ALL where ``all``, else by UNION.

    ``openings`` are for each branch where in the text its first clause stands, as offsets: what ``bind`` replaces.
    """

    branches: tuple[tuple[Clause, ...], ...]
    all: bool
    openings: tuple[tuple[int, int], ...]


Expression = (
    Constant
    | ParameterUse
    | Name
    | PropertyAccess
    | ListOfItems
    | MapOfItems
    | Index
    | Slice
    | Not
    | Minus
    | Logic
    | Comparison
    | Membership
    | TextTest
    | NullTest
    | LabelTest
    | Arithmetic
    | Case
    | Call
    | Aggregate
    | Quantifier
    | Comprehension
    | Reduce
    | Subquery
)
Clause = Match | Unwind | Projection
