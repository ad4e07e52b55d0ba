"""What is not in the portable subset: texts that one engine refuses, or whose order no engine promises.

Each rule yields where it is broken and the right way to write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graphmodel.queries.shapes import Body, Clause, closing, groups, is_called
from graphmodel.queries.language.tokens import Token

Found = Iterator[tuple[Token, str]]

LONGEST = 4
"""The most steps a variable length may have."""

RESERVED = frozenset(
    (
        *("only", "group", "order", "end", "column", "all", "in", "table", "macro", "case", "when"),
        *("then", "else", "not", "and", "or", "xor", "null", "true", "false", "where", "with"),
        *("desc", "asc", "distinct", "exists", "any", "none", "single", "on", "union", "unwind", "optional"),
        *("create", "profile", "index", "install", "primary", "default", "starts", "ends", "cast", "hint", "glob"),
        *("shortest", "trail"),
    )
)
"""Words that the embedded engine keeps for itself, so that nothing can be named so."""

_AGGREGATES = ("SUM", "COUNT", "COLLECT", "MIN", "MAX", "AVG")
_INSTEAD = {
    "TOSTRING": "return the number as it is",
    "TOINTEGER": "compare values of one type",
    "TOFLOAT": "multiply by 1.0",
    "TOBOOLEAN": "compare values of one type",
    "HEAD": "use min() or UNWIND",
    "LAST": "use max() or UNWIND",
    "TAIL": "use UNWIND",
    "SPLIT": "use CONTAINS, left() or right()",
    "TYPE": "match the type: [:FEEDS]",
    "LABEL": "match the label: (n:System)",
    "ELEMENTID": "use the property id",
    "ID": "use the property id",
    "ISEMPTY": "use size(x) = 0",
    "EXP": "compute it elsewhere",
    "RAND": "compute it elsewhere",
    "REDUCE": "use UNWIND and sum()",
    "KEYS": "name the properties",
    "PROPERTIES": "name the properties",
    "SHORTESTPATH": "use a bounded length and min(length(p))",
    "ALLSHORTESTPATHS": "use a bounded length and min(length(p))",
}


def functions(body: Body) -> Found:
    """Functions that only one engine has."""
    for index, token in enumerate(body.tokens):
        if is_called(body.tokens, index, *_INSTEAD):
            yield token, f"{token.value}() is not on every engine; {_INSTEAD[token.keyword]}"
        if is_called(body.tokens, index, "ROUND"):
            inside = body.tokens[index + 2 : closing(body.tokens, index + 1)]
            if len(list(groups(inside, ","))) < 2:
                yield token, "round() needs its digits on the embedded engine; write round(x, 1)"


def constructs(body: Body) -> Found:
    """Constructs that only one engine has."""
    if body.kind in ("CALL", "COLLECT") and body.tokens:
        yield body.tokens[0], f"{body.kind} {{ }} is not on every engine; use OPTIONAL MATCH with collect() or count()"
    for before, token in pairwise(body.tokens):
        if token.keyword == "CALL" or before.keyword == "CALL":
            continue
        if before.keyword == "SHORTEST" or (before.keyword == "ALL" and token.keyword == "SHORTEST"):
            yield before, "SHORTEST is not on every engine; use a bounded length and min(length(p))"
        if before.marks("[") and token.marks("("):
            yield before, "a pattern comprehension is not on every engine; use OPTIONAL MATCH and collect()"
    tokens = body.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].marks("[") and tokens[index + 1].kind == "word" and tokens[index + 2].keyword == "IN":
            yield tokens[index], "a list comprehension is not on every engine; use UNWIND and collect()"
        if tokens[index].marks(">", "-") and tokens[index + 1].marks("{") and tokens[index + 2].kind == "number":
            yield tokens[index + 1], "a quantifier {1,3} is not on every engine; write [:FEEDS*1..3]"
        if tokens[index].kind == "word" and tokens[index + 1].marks("{") and tokens[index + 2].marks("."):
            yield tokens[index], "a map projection is not on every engine; return the properties as columns"


def procedures(body: Body) -> Found:
    """Calls of procedures."""
    for clause in body.clauses:
        if clause.keyword == "CALL" and clause.tokens:
            yield clause.token, "procedures differ from engine to engine; match what they would tell"


def subqueries(body: Body) -> Found:
    """EXISTS and COUNT without MATCH inside, or inside an aggregate."""
    if body.kind in ("EXISTS", "COUNT") and not (body.tokens and body.tokens[0].keyword in ("MATCH", "OPTIONAL")):
        for token in body.tokens[:1]:
            yield token, f"write MATCH inside: {body.kind} {{ MATCH ... }}"
    for index, token in enumerate(body.tokens):
        if is_called(body.tokens, index, *_AGGREGATES):
            inside = body.tokens[index + 2 : closing(body.tokens, index + 1)]
            if any(first.keyword in ("EXISTS", "COUNT") and second.marks("{") for first, second in pairwise(inside)):
                yield token, "no EXISTS or COUNT inside an aggregate: name it in a WITH before"
        if is_called(body.tokens, index, "EXISTS"):
            yield token, "write EXISTS { MATCH ... } or x.property IS NOT NULL"


def lengths(body: Body) -> Found:
    """Variable lengths without a small bound."""
    for clause in body.clauses:
        for piece in clause.pieces:
            if any(token.kind in ("word", "parameter") for token in piece.bounds):
                yield piece.token, "a length takes no name: write *1..4 and length(p) <= hops"
            elif piece.most < 0 or piece.most > LONGEST:
                yield piece.token, f"a variable length needs an upper bound of at most {LONGEST}: *1..3"


def limits(body: Body) -> Found:
    """LIMIT and SKIP with a name."""
    for before, token in pairwise(body.tokens):
        if before.keyword in ("LIMIT", "SKIP") and token.kind in ("word", "name"):
            yield token, f"{before.keyword} takes a number, not a name"


def parameters(body: Body) -> Found:
    """``$name`` in a file, which then runs nowhere as it stands."""
    if not body.kind:
        for token in body.tokens:
            if token.kind == "parameter":
                yield token, f"write the default into an opening WITH: WITH 'x' AS {token.value}"


def names(body: Body) -> Found:
    """Reserved words as names."""
    for before, token in pairwise(body.tokens):
        if before.keyword == "AS" and token.kind == "word" and token.value.lower() in RESERVED:
            yield token, f"{token.value!r} is reserved on the embedded engine; choose another name"
    for clause in body.clauses:
        for node in clause.nodes:
            if node.variable.lower() in RESERVED:
                yield node.token, f"{node.variable!r} is reserved on the embedded engine; choose another name"
        for piece in clause.pieces:
            if piece.variable.lower() in RESERVED:
                yield piece.token, f"{piece.variable!r} is reserved on the embedded engine; choose another name"


def columns(body: Body) -> Found:
    """Columns without a name of their own."""
    if body.kind:
        return
    for clause in body.clauses:
        if clause.keyword != "RETURN":
            continue
        inside = clause.tokens[1:] if clause.tokens and clause.tokens[0].keyword == "DISTINCT" else clause.tokens
        for item in groups(inside, ","):
            if not item or item[0].marks("*"):
                yield clause.token, "name each column: RETURN s.id AS system"
            elif len(item) > 1 and item[-2].keyword != "AS":
                yield item[0], "name each column with AS: engines name them differently"


def ordering(body: Body) -> Found:
    """Rows or lists in no promised order."""
    if body.kind:
        return
    union = [clause for clause in body.clauses if clause.keyword == "UNION"]
    final = [clause for clause in body.clauses if clause.keyword == "RETURN"]
    for clause in body.clauses:
        if clause.keyword == "WITH" and clause.order and not clause.limited:
            yield clause.token, "the order of a WITH is kept only with a limit: ORDER BY x LIMIT 1000000000"
    if union and final and final[-1].order:
        yield (
            final[-1].token,
            "ORDER BY after UNION sorts one branch only; leave it out, the rows are sorted afterwards",
        )
    if not union and final and not final[-1].order and not _one_row(final[-1]):
        yield final[-1].token, "end with ORDER BY over columns that tell all rows apart"


def nulls(body: Body) -> Found:
    """Nulls in lists and as defaults, on which engines differ."""
    for index, (before, token) in enumerate(pairwise(body.tokens)):
        if token.keyword == "NULL" and before.marks("[", ","):
            following = body.tokens[index + 2] if index + 2 < len(body.tokens) else None
            if following and following.marks("]", ","):
                yield token, "a null in a list is compared differently; leave it out"
        if token.keyword == "NULL" and before.keyword == "WITH":
            yield token, "'any' is '', -1 or [], never null"


def sums(body: Body) -> Found:
    """sum() of nothing: null on the embedded engine, 0 elsewhere."""
    for clause in body.clauses:
        if clause.keyword not in ("WITH", "RETURN"):
            continue
        tokens = clause.tokens
        grouped = not _one_row(clause)
        for index, token in enumerate(tokens):
            if not is_called(tokens, index, "SUM") or (index > 1 and is_called(tokens, index - 2, "COALESCE")):
                continue
            inside = tokens[index + 2 : closing(tokens, index + 1)]
            may_be_null = len(inside) == 3 and inside[1].marks(".")
            if may_be_null or not grouped:
                yield token, "the sum of nothing is null on one engine and 0 on others; write coalesce(sum(x), 0)"


RULES = {
    "function": functions,
    "construct": constructs,
    "procedure": procedures,
    "subquery": subqueries,
    "length": lengths,
    "limit": limits,
    "parameter": parameters,
    "reserved-name": names,
    "column-name": columns,
    "order": ordering,
    "null": nulls,
    "sum-of-nothing": sums,
}
"""The rules by the code that lint shows."""


def _one_row(clause: Clause) -> bool:
    """Return whether every column is an aggregate, so that there is one row."""
    return all(
        any(is_called(item, index, *_AGGREGATES) for index in range(len(item))) for item in groups(clause.tokens, ",")
    )
