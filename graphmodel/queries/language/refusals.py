"""Why a text is not answered: each reason once, with the way to write it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from graphmodel.errors import RefusedQuery
from graphmodel.words.messages import NOTHING, Message, joined, named, plain
from graphmodel.words.suggest import nearest

MESSAGES: Mapping[str, Message] = {
    # texts and tokens
    "text-too-long": Message("the text has more than {most} characters: split the question"),
    "too-deep": Message("brackets or subqueries stand more than {most} deep: name parts in WITH"),
    "too-many-operators": Message("more than {most} operators in a row: use a list"),
    "too-many-pieces": Message("a pattern of more than {most} pieces: split it into several MATCH"),
    "too-many-clauses": Message("more than {most} clauses: split the question"),
    "too-complex": Message("the expression is nested too often: name parts of it in WITH"),
    "nul": Message("the text holds a NUL character: take it out"),
    "surrogate": Message("the text holds half a surrogate pair: take it out"),
    "escape-read-twice": Message("a \\u escape stands where stores read it differently: write the character itself"),
    "bracket-closes-nothing": Message("{mark} closes nothing"),
    "bracket-never-closed": Message("{mark} is never closed"),
    "unexpected": Message("expected {expected}, found {found}"),
    "text-ends": Message("expected {expected}, but the text ends"),
    "number-too-large": Message("the number does not fit into 64 bits"),
    "number-with-zero": Message("a number does not begin with 0: write 0o17 for an octal one"),
    # clauses
    "writes": Message("{word} would write: a store changes only by graphmodel load; for what-if see scenarios"),
    "clause-outside": Message("{word} is not answered here; ask a Neo4j store"),
    "with-needs-as": Message("an expression in WITH needs AS and a name"),
    "column-twice": Message("two columns are named {name}"),
    "star-of-nothing": Message("* stands for nothing here: name something first"),
    "union-of-both-kinds": Message("UNION and UNION ALL do not mix in one statement"),
    "union-names": Message("every branch of UNION returns the same names: {names}"),
    "union-inside": Message("UNION inside a subquery is not answered here; ask a Neo4j store"),
    "limit-number": Message("{word} takes a whole number that is not negative"),
    "limit-inside": Message("SKIP and LIMIT inside a subquery are not answered here; ask a Neo4j store"),
    "collect-one": Message("COLLECT {{ }} ends in RETURN with one column"),
    # patterns
    "shortest-path": Message("shortest paths are not answered here: use a bounded length and min(length(p)), or ask a Neo4j "
"store"),
    "quantified-pattern": Message("a pattern in brackets is not answered here: write [:FEEDS*1..3], or ask a Neo4j store"),
    "quantified-relationship": Message("a quantifier is not answered here: write [:FEEDS*1..3]"),
    "walk-too-long": Message("a variable length needs an upper bound of at most {most}: *1..4"),
    "walk-condition": Message("a condition on each relationship of a variable length compares a property with a literal: "
"{{mode: 'push'}}; ask the rest with all(r IN relationships(p) WHERE ...)"),
    "path-of-known-node": Message("{name} is the path of one node that is known already: Neo4j gives it whether or not WHERE "
"holds; leave the name out"),
    "named-already": Message("{name} is named already"),
    "no-node": Message("{name} is named already and is no node"),
    "predicate-names": Message("a pattern as a condition names nothing new: write EXISTS {{ MATCH ... }} for {name}"),
    # what lint warns of
    "never-matches": Message("the pattern matches nothing in any catalogue: look at which labels each relationship joins"),
    "parameter-in-file": Message("write the default into an opening WITH: WITH 'x' AS {name}"),
    "limit-of-any": Message("which rows LIMIT keeps is left open: add ORDER BY"),
    "column-names": Message("name each column: RETURN s.id AS system"),
    "column-name": Message("name the column with AS: {name}"),
    "order-of-branch": Message("ORDER BY after UNION sorts one branch only: leave it out, the rows are sorted afterwards"),
    "no-order-promised": Message("end with ORDER BY over columns that tell all rows apart"),
    "empty-not-said": Message("the text asks whether {name} is empty, and its @param line does not say what empty means: add "
'"; empty means all"'),
    "empty-not-asked": Message("the @param line says what an empty {name} means, and the text never asks {name} = ''"),
    "minus-one": Message("-1 for what is not known is shown empty in the columns {known} alone: name {name} so, or "
"return null"),
    # names
    "unknown-label": Message("there is no label {name}{hint}"),
    "unknown-type": Message("there is no relationship type {name}{hint}"),
    "unknown-property": Message("{of} has no property {name}{hint}"),
    "unknown-key": Message("the map has no key {name}{hint}"),
    "unknown-name": Message("nothing is named {name} here{hint}"),
    "unknown-function": Message("there is no function {name}() here{hint}; ask a Neo4j store for others"),
    "dotted-function": Message("functions with a dot in their name, such as .{name}(), are never called"),
    "hidden-by-with": Message("{name} was left out by a WITH before: name it there"),
    "hidden-by-grouping": Message("{name} is not a column of its own beside the aggregate: name it in a WITH before, or make it a "
"column"),
    "hidden-by-distinct": Message("{name} is gone after DISTINCT: order by a column"),
    # kinds
    "mixed-kinds": Message("{what} mixes kinds: {first} and {second}; make them one kind (1.0 for 1, toString() for text)"),
    "wrong-kind": Message("{what} takes {kinds}, not {found}"),
    "never-comparable": Message("{first} and {second} are never comparable"),
    "never-in": Message("{first} is never in a list of {second}"),
    "no-order": Message("a {found} has no order: order by a property or an element"),
    "not-compared": Message("a {found} that may hold null is not compared here: compare its elements, or ask a Neo4j store"),
    "text-plus": Message("+ joins text with text or whole numbers, not with {found}: use toString()"),
    "property-of": Message(".{name} asks for a node, a relationship or a map, not {found}"),
    "property-of-two-kinds": Message("{name} is of different kinds in {of}: name one label or type"),
    "property-in-list": Message(".{name} of something inside a list cannot be read here: UNWIND the list first"),
    "subquery-in-list": Message("a pattern or subquery about an element of a list is not answered here: UNWIND the list first"),
    "all-properties": Message("{name} {{.*}} is not answered here: return {name} itself, or name the properties"),
    "key-not-literal": Message("a key between brackets is a text in quotes: s['name']"),
    "key-twice": Message("the key {name} stands twice"),
    "keys-of-nothing": Message("keys() takes a map that has keys: name the properties of nodes"),
    "list-of-lists": Message("a list inside each element of another, made from a list outside, is not answered here: UNWIND "
"and collect()"),
    "too-many-ranges": Message("range() more than {most} times: UNWIND range(1, n) AS x"),
    "reduce-doubles": Message("{name} stands more than once in the result of reduce: a text would double at each step"),
    "reduce-from-null": Message("reduce begins with a value of a kind: 0, '' or a list"),
    # functions
    "arguments": Message("{name}() takes other arguments: {count}"),
    "distinct-of-function": Message("{name}() takes no DISTINCT: it is no aggregate"),
    "aggregate-outside": Message("{name}() stands in a column of WITH or RETURN"),
    "aggregate-in-aggregate": Message("an aggregate inside an aggregate: name the inner one in WITH"),
    "aggregate-inside": Message("an aggregate of all rows of a subquery is not answered here: use COUNT {{ }}, or group by "
"something"),
    "round-places": Message("round() takes a literal number of places from 0 to 9"),
    "reverse-of-stored": Message("Neo4j reverses no list as it is stored: write reverse([x IN s.holds | x])"),
    "percentile-place": Message("a percentile is a literal number from 0 to 1"),
    "pattern-not-literal": Message("=~ takes a pattern in quotes"),
    "pattern-outside": Message("the pattern of =~ is outside of what all stores read alike: use CONTAINS, STARTS WITH or ENDS "
"WITH, or ask a Neo4j store"),
    "instead-id": Message("{name}() is the store's own number: use the property id"),
    "instead-exists": Message("write x.property IS NOT NULL, or EXISTS {{ MATCH ... }}"),
    "instead-properties": Message("{name}() is not answered here: return the node itself, or name the properties"),
    "instead-date": Message("{name}() is not answered here: years are whole numbers"),
    "instead-outside": Message("{name}() is not answered here: ask a Neo4j store"),
}  # fmt: skip
"""Every reason by its id; {hint} is the nearest name."""
_KINDS: Mapping[str, Message] = {
    "text": named("kind", "text"),
    "integer": named("kind", "whole number"),
    "decimal": named("kind", "decimal number"),
    "boolean": named("kind", "true or false"),
    "true or false": named("kind", "true or false"),
    "node": named("kind", "node"),
    "relationship": named("kind", "relationship"),
    "path": named("kind", "path"),
    "list": named("kind", "list"),
    "map": named("kind", "map"),
    "any": named("kind", "any"),
    "name": named("kind", "a name"),
    "expression": named("kind", "an expression"),
    "clause": named("kind", "a clause such as MATCH"),
}
"""Words of values that are words themselves."""


class Refused(RefusedQuery):
    """A text that is outside of what is read here, or that asks for what is not: where, why, and how to write it.

    ``at`` is line and column, ``id`` a key of ``MESSAGES``. ``near`` is a name that is not known and those that are.
    """

    def __init__(
        self, at: tuple[int, int], id: str, *, near: tuple[str, Collection[str]] | None = None, **values: Any
    ) -> None:
        self.at = at
        self.id = id
        self.values = values
        self.nearest = tuple(nearest(near[0], near[1], most=1)) if near else ()
        hint = Message(" (did you mean {word}?)", word=self.nearest[0]) if self.nearest else NOTHING
        words = {name: _word(value) for name, value in values.items()}
        super().__init__(plain(f"{at[0]}:{at[1]}: ") + MESSAGES[id].filled(hint=hint, **words))


def _word(value: object) -> Message:
    if isinstance(value, tuple):
        return joined(Message(" or "), [_word(item) for item in cast("tuple[object, ...]", value)])
    return _KINDS.get(str(value)) or plain(str(value))
