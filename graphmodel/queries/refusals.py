"""What the embedded engine answers wrongly without a word: shapes seen with rows that a correct engine does not give.

Measured with ladybug 0.22.0 against Neo4j 5.26 and a brute-force truth. The embedded store refuses these shapes; lint
reports them to everybody, since a shared query must be right everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from graphmodel.queries.literals import read
from graphmodel.queries.shapes import Body, Clause, Node, Piece, groups, is_called
from graphmodel.queries.language.tokens import Token

Rule = Callable[[Body], Iterator[tuple[Token, str]]]

_NOT_A_VALUE = frozenset(
    (
        *("IN", "AS", "WITH", "RETURN", "UNWIND", "WHERE", "AND", "OR", "XOR", "NOT", "THEN", "ELSE", "WHEN", "CASE"),
        *("DISTINCT", "BY", "MATCH", "CONTAINS", "UNION", "ALL"),
    )
)
_MAY_MEET_ITSELF = "OFFERED_BY"  # the one relationship that may join a node to itself


def relationship_filter(body: Body) -> Iterator[tuple[Token, str]]:
    """A filter on a relationship's property beside another relationship piece lets links through that fail it."""
    if body.kind not in ("", "CALL"):
        return
    message = (
        "a filter on a relationship's property beside another piece of pattern gives wrong rows; carry the "
        "relationship through WITH and filter there: MATCH ... WITH a, r, b WHERE r.x = 1 MATCH ..."
    )
    for matches in _match_runs(body):
        pieces = [piece for clause in matches for piece in clause.pieces]
        if len(pieces) < 2:
            continue
        variables = {piece.variable for piece in pieces if piece.variable}
        yield from ((piece.token, message) for piece in pieces if piece.filtered)
        for clause in matches:
            for token, following in pairwise(clause.where):
                if token.value in variables and token.kind in ("word", "name") and following.marks("."):
                    yield token, message


def same_relationship(body: Body) -> Iterator[tuple[Token, str]]:
    """Two pieces of one MATCH may match the same relationship there; a correct engine never lets them."""
    for clause in body.clauses:
        if not clause.matches:
            continue
        apart = _compared(body)
        for index, second in enumerate(clause.pieces):
            for first in clause.pieces[:index]:
                if (first.types & second.types or not first.types or not second.types) and _may_be_one(
                    first, second, apart
                ):
                    ends = sorted({first.left.variable, first.right.variable} ^ _ends(second)) or ["a", "b"]
                    named = (
                        " <> ".join(f"{end}.id" for end in ends[:2]) if not ends[0].startswith("(") else "a.id <> b.id"
                    )
                    message = (
                        "two pieces of this MATCH may be matched by one relationship; name both ends and add "
                        f"{named}, or put the second piece into a MATCH of its own"
                    )
                    yield second.token, message


def several_types(body: Body) -> Iterator[tuple[Token, str]]:
    """A piece of several types beside two others loses rows, depending on the order in which they are joined."""
    message = (
        "a piece of several types beside two others loses rows; put a WITH between them: "
        "MATCH (a)-[:X|Y]->(b) WITH DISTINCT b MATCH (b)..."
    )
    alone = [[clause] for clause in body.clauses if clause.keyword == "OPTIONAL MATCH"]
    for matches in (*_match_runs(body), *alone):
        pieces = [piece for clause in matches for piece in clause.pieces]
        if len(pieces) < 3:
            continue
        yield from ((piece.token, message) for piece in pieces if len(piece.types) != 1)


def walks(body: Body) -> Iterator[tuple[Token, str]]:
    """A variable length may use a relationship twice, so it finds its own start again and counts too many paths."""
    apart = _compared(body)
    for position, clause in enumerate(body.clauses):
        lengths = [piece for piece in clause.pieces if piece.most]
        for piece in lengths:
            pair = frozenset((piece.left.variable, piece.right.variable))
            if not piece.direction and pair not in apart:
                yield piece.token, "a variable length finds its own start again; name both ends and add a.id <> b.id"
        following = next((item for item in body.clauses[position + 1 :] if item.keyword in ("WITH", "RETURN")), None)
        if lengths and following and not body.kind and not _distinct(following):
            message = "paths of variable length are counted too often; use RETURN DISTINCT or min(length(p))"
            yield lengths[0].token, message


def optional_between(body: Body) -> Iterator[tuple[Token, str]]:
    """An OPTIONAL MATCH of several pieces between two nodes already known loses rows or ends the process."""
    known: set[str] = set()
    for clause in body.clauses:
        if clause.keyword == "UNION":
            known = set()
        if clause.keyword == "WITH" and not any(token.marks("*") for token in clause.tokens):
            distinct = bool(clause.tokens) and clause.tokens[0].keyword == "DISTINCT"
            known = {_item(item)[1] for item in groups(clause.tokens[distinct:], ",")}
        here = {node.variable for node in clause.nodes}
        if clause.keyword == "OPTIONAL MATCH" and len(clause.pieces) > 1 and len(here & known) > 1:
            message = (
                "an OPTIONAL MATCH of several pieces between two nodes found before loses rows; end it in a node of "
                "its own, or ask EXISTS { MATCH ... }"
            )
            yield clause.token, message
        known |= here


def trimming(body: Body) -> Iterator[tuple[Token, str]]:
    """trim, ltrim and rtrim garble text that shrinks to twelve bytes or fewer."""
    yield from _calls(
        body, ("TRIM", "LTRIM", "RTRIM", "BTRIM"), "trimming garbles short text; text is trimmed when it is loaded"
    )


def counting_from_one(body: Body) -> Iterator[tuple[Token, str]]:
    """substring, and the index or slice of a list, count from 1 there and from 0 elsewhere."""
    yield from _calls(body, ("SUBSTRING",), "substring counts from 1 here and from 0 elsewhere; use left() or right()")
    message = "a list's index counts from 1 here and from 0 elsewhere; use UNWIND, or min() and max()"
    tokens = body.tokens
    for before, token in pairwise(tokens):
        value = (before.kind == "word" and before.keyword not in _NOT_A_VALUE) or before.kind in ("name", "parameter")
        if token.marks("[") and (value or before.marks(")", "]")) and before.end == token.start:
            yield token, message


def different_functions(body: Body) -> Iterator[tuple[Token, str]]:
    """labels() gives text instead of a list, and log() is to base 10 instead of e."""
    yield from _calls(body, ("LABELS",), "labels() gives a text here and a list elsewhere; match the label: (n:System)")
    yield from _calls(body, ("LOG",), "log() is to base 10 here and to base e elsewhere; use log10()")


def contains_nothing(body: Body) -> Iterator[tuple[Token, str]]:
    """``x CONTAINS ''`` is false there and true elsewhere."""
    tokens = body.tokens
    empty = {name for name, value in _opening_literals(tokens) if value == ""}
    tested = {
        first.value
        for first, mark, text in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if mark.marks("=") and text.kind == "text" and not text.value
    }
    for token, following in pairwise(tokens):
        if token.keyword != "CONTAINS":
            continue
        nothing = following.kind == "text" and not following.value
        words = {following.value} if following.kind == "word" else set[str]()
        if nothing or (words & empty - tested):
            yield token, "CONTAINS '' is false here and true elsewhere; write (word = '' OR x CONTAINS word)"


def two_labels(body: Body) -> Iterator[tuple[Token, str]]:
    """``(n:A:B)`` means either label there and both elsewhere."""
    for clause in body.clauses:
        for node in clause.nodes:
            if node.colons > 1:
                yield node.token, "(n:A:B) means either label here and both elsewhere; every node here has one label"


def union_of_keys(body: Body) -> Iterator[tuple[Token, str]]:
    """UNION takes rows with one id for the same row, and RETURN DISTINCT of one value twice ends the process."""
    unions = [clause for clause in body.clauses if clause.keyword == "UNION"]
    merging = any(not clause.tokens or clause.tokens[0].keyword != "ALL" for clause in unions)
    named: dict[str, tuple[str, ...]] = {}
    for clause in body.clauses if unions else ():
        if clause.keyword == "UNION":
            named = {}
        if clause.keyword not in ("WITH", "RETURN"):
            continue
        distinct = bool(clause.tokens) and clause.tokens[0].keyword == "DISTINCT"
        items = [_item(item) for item in groups(clause.tokens[distinct:], ",")]
        values = [named.get(value[0], value) if len(value) == 1 else value for value, _ in items]
        named = {name: value for value, (_, name) in zip(values, items, strict=True)}
        if clause.keyword == "WITH":
            continue
        if distinct and len(set(values)) < len(values):
            yield (
                clause.token,
                "in a UNION, RETURN DISTINCT of one value under two names breaks the engine off; leave one out",
            )
        owners = [value[0] for value in values if len(value) == 3 and value[1] == "."]
        if merging and len(set(owners)) < len(owners):
            yield (
                clause.token,
                "UNION may take rows of one id for the same row; write UNION ALL, with RETURN DISTINCT in each branch",
            )


RULES: dict[str, Rule] = {
    "relationship-filter": relationship_filter,
    "same-relationship": same_relationship,
    "several-types": several_types,
    "walks": walks,
    "optional-between": optional_between,
    "trim": trimming,
    "counting-from-one": counting_from_one,
    "different-function": different_functions,
    "contains-nothing": contains_nothing,
    "two-labels": two_labels,
    "union-of-keys": union_of_keys,
}
"""The rules by the code that lint shows."""


def _match_runs(body: Body) -> Iterator[list[Clause]]:
    """Yield the MATCH clauses that the engine plans as one: up to the next WITH; an OPTIONAL MATCH is apart."""
    run: list[Clause] = []
    for clause in body.clauses:
        if clause.keyword in ("WITH", "RETURN", "UNION"):
            yield run
            run = []
        elif clause.keyword == "MATCH":
            run.append(clause)
    yield run


def _item(tokens: tuple[Token, ...]) -> tuple[tuple[str, ...], str]:
    """Return the words of one item of a WITH or RETURN, and the name it gets."""
    words = tuple(token.value if token.kind in ("word", "name", "mark") else repr(token.value) for token in tokens)
    if len(tokens) > 2 and tokens[-2].keyword == "AS":
        return words[:-2], words[-1]
    return words, words[-1] if words else ""


def _ends(piece: Piece) -> set[str]:
    return {piece.left.variable, piece.right.variable}


def _may_be_one(first: Piece, second: Piece, apart: set[frozenset[str]]) -> bool:
    """Return whether one relationship could match both pieces."""
    for source, target in _readings(first):
        for other_source, other_target in _readings(second):
            pairs = ((source, other_source), (target, other_target))
            if any(_differ(a, b, apart) for a, b in pairs):
                continue
            needs_loop = source.variable == other_target.variable or target.variable == other_source.variable
            loops = _MAY_MEET_ITSELF in (first.types & second.types)
            if not needs_loop or loops:
                return True
    return False


def _readings(piece: Piece) -> list[tuple[Node, Node]]:
    forward = (piece.left, piece.right)
    backward = (piece.right, piece.left)
    return {1: [forward], -1: [backward], 0: [forward, backward]}[piece.direction]


def _differ(a: Node, b: Node, apart: set[frozenset[str]]) -> bool:
    if a.variable == b.variable:
        return False
    return bool(a.labels and b.labels and not a.labels & b.labels) or frozenset((a.variable, b.variable)) in apart


def _compared(body: Body) -> set[frozenset[str]]:
    """Return the pairs of variables that a filter of this body holds apart: ``a.id <> b.id``, ``a <> b``."""
    found: set[frozenset[str]] = set()
    for clause in body.clauses:
        tokens = clause.where
        for index, token in enumerate(tokens):
            if token.marks("<>", "<", ">") and index and index + 1 < len(tokens):
                before = index - 1
                if before > 1 and tokens[before - 1].marks("."):
                    before -= 2
                found.add(frozenset((tokens[before].value, tokens[index + 1].value)))
    return found


def _distinct(clause: Clause) -> bool:
    opens = bool(clause.tokens) and clause.tokens[0].keyword == "DISTINCT"
    return opens or any(is_called(clause.tokens, index, "MIN") for index in range(len(clause.tokens)))


def _calls(body: Body, names: tuple[str, ...], message: str) -> Iterator[tuple[Token, str]]:
    for index, token in enumerate(body.tokens):
        if is_called(body.tokens, index, *names):
            yield token, message


def _opening_literals(tokens: tuple[Token, ...]) -> Iterator[tuple[str, object]]:
    if not tokens or tokens[0].keyword != "WITH":
        return
    for item in groups(tokens[1:], ","):
        literal = read(item, 0)
        if literal and len(item) > literal[1] + 1 and item[literal[1]].keyword == "AS":
            yield item[literal[1] + 1].value, literal[0]
