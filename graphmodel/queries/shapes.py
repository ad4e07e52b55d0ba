"""The shape of a statement: its clauses, and the nodes and relationship pieces of its patterns.

No grammar of Cypher: just as much of it as rules about clauses and patterns need. What it does not know it skips.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.queries.language.tokens import Token

Tokens = tuple[Token, ...]

CLAUSES = ("MATCH", "WHERE", "WITH", "UNWIND", "RETURN", "ORDER", "SKIP", "LIMIT", "UNION", "CALL", "YIELD")
SUBQUERIES = ("EXISTS", "COUNT", "COLLECT", "CALL")
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True)
class Node:
    """A node of a pattern: its variable (made up where it has none), its labels, and how many colons name them."""

    variable: str
    labels: frozenset[str]
    colons: int
    token: Token


@dataclass(frozen=True)
class Piece:
    """A relationship of a pattern, from ``left`` to ``right`` as written.

    ``direction`` is 1 (->), -1 (<-) or 0; ``types`` is empty where any type will do; ``filtered`` says whether the
    brackets hold a filter; ``most`` is the upper bound of a variable length, 0 where there is none and -1 for none
    given.
    """

    left: Node
    right: Node
    direction: int
    variable: str
    types: frozenset[str]
    filtered: bool
    most: int
    bounds: Tokens
    token: Token


@dataclass(frozen=True)
class Clause:
    """One clause: its keyword (``OPTIONAL MATCH`` in full), what follows it, and the filter that belongs to it."""

    keyword: str
    token: Token
    tokens: Tokens
    where: Tokens = ()
    order: Tokens = ()
    limited: bool = False
    nodes: tuple[Node, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def matches(self) -> bool:
        """Return whether this is a MATCH, optional or not."""
        return self.keyword.endswith("MATCH")


@dataclass
class Body:
    """The clauses of a query or a subquery in order; ``kind`` is empty at the top, else EXISTS, COUNT, ..."""

    kind: str
    tokens: Tokens
    clauses: list[Clause] = field(default_factory=list[Clause])


def bodies(tokens: Sequence[Token]) -> list[Body]:
    """Return the query of these tokens and all its subqueries."""
    found: list[Body] = []
    _read_body("", tuple(tokens), found)
    return found


def groups(tokens: Tokens, mark: str) -> Iterator[Tokens]:
    """Yield the parts between marks outside of all brackets."""
    depth, start = 0, 0
    for index, token in enumerate(tokens):
        depth += _step(token)
        if depth == 0 and token.marks(mark):
            yield tokens[start:index]
            start = index + 1
    yield tokens[start:]


def closing(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the bracket that closes the one at an index, or the last index where none does."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += _step(tokens[position])
        if depth == 0:
            return position
    return len(tokens) - 1


def is_called(tokens: Sequence[Token], index: int, *names: str) -> bool:
    """Return whether a call of one of these functions (in capitals) stands at an index."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    return (
        token.keyword in names
        and index + 1 < len(tokens)
        and tokens[index + 1].marks("(")
        and not (before and before.marks(".", ":"))
    )


def _step(token: Token) -> int:
    if token.kind != "mark":
        return 0
    return (token.value in _OPEN) - (token.value in _CLOSE)


def _read_body(kind: str, tokens: Tokens, found: list[Body]) -> None:
    body = Body(kind, tokens)
    found.append(body)
    outer: list[Token] = []
    index = 0
    while index < len(tokens):
        word = tokens[index].keyword
        opening = index + 1
        if word == "CALL" and opening < len(tokens) and tokens[opening].marks("("):
            opening = closing(tokens, opening) + 1
        if word in SUBQUERIES and opening < len(tokens) and tokens[opening].marks("{"):
            end = closing(tokens, opening)
            _read_body(word, tokens[opening + 1 : end], found)
            outer.append(tokens[index])
            index = end + 1
            continue
        outer.append(tokens[index])
        index += 1
    body.clauses = list(_clauses(tuple(outer)))


def _clauses(tokens: Tokens) -> Iterator[Clause]:
    """Yield the clauses in order, WHERE, ORDER BY and LIMIT joined to the clause before them."""
    current: Clause | None = None
    for keyword, token, inside in _sections(tokens):
        if keyword == "WHERE" and current:
            current = replace(current, where=inside)
        elif keyword == "ORDER" and current:
            current = replace(current, order=inside)
        elif keyword in ("SKIP", "LIMIT") and current:
            current = replace(current, limited=True)
        else:
            if current:
                yield _patterned(current)
            current = Clause(keyword, token, inside)
    if current:
        yield _patterned(current)


def _sections(tokens: Tokens) -> Iterator[tuple[str, Token, Tokens]]:
    starts: list[tuple[str, int, int]] = []
    depth = 0
    for index, token in enumerate(tokens):
        depth += _step(token)
        word = token.keyword
        before = tokens[index - 1] if index else None
        if depth or word not in CLAUSES or (before and before.marks(".", ":", "|")):
            continue
        if word == "WITH" and before and before.keyword in ("STARTS", "ENDS"):
            continue
        optional = word == "MATCH" and before is not None and before.keyword == "OPTIONAL"
        starts.append((f"OPTIONAL {word}" if optional else word, index - optional, index + 1))
    ends = [start for _, start, _ in starts[1:]] + [len(tokens)]
    for (keyword, start, inside), end in zip(starts, ends, strict=False):
        yield keyword, tokens[start], tokens[inside:end]


def _patterned(clause: Clause) -> Clause:
    if not clause.matches:
        return clause
    nodes: list[Node] = []
    pieces: list[Piece] = []
    for part in groups(clause.tokens, ","):
        _read_pattern(part, nodes, pieces)
    return replace(clause, nodes=tuple(nodes), pieces=tuple(pieces))


def _read_pattern(tokens: Tokens, nodes: list[Node], pieces: list[Piece]) -> None:
    left: Node | None = None
    between = 0
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.marks("("):
            end = closing(tokens, index)
            inside = tokens[index + 1 : end]
            if inside and inside[0].marks("("):  # shortestPath((a)-[..]-(b))
                _read_pattern(inside, nodes, pieces)
            else:
                node = _node(inside, token)
                nodes.append(node)
                if left:
                    pieces.append(_piece(left, node, tokens[between:index]))
                left, between = node, end + 1
            index = end + 1
        elif token.marks("[", "{"):
            index = closing(tokens, index) + 1
        else:
            index += 1


def _node(tokens: Tokens, token: Token) -> Node:
    variable = tokens[0].value if tokens and tokens[0].kind in ("word", "name") else f"({token.start})"
    labels, colons, _ = _labels(tokens)
    return Node(variable, labels, colons, token)


def _labels(tokens: Tokens) -> tuple[frozenset[str], int, int]:
    """Return the labels or types before any map, filter or length, how many colons name them, and where they end."""
    labels: set[str] = set()
    colons = 0
    for index, token in enumerate(tokens):
        if token.marks("{", "*") or token.keyword == "WHERE":
            return frozenset(labels), colons, index
        if token.marks(":", "&"):
            colons += 1
        if token.kind in ("word", "name") and index and tokens[index - 1].marks(":", "|", "&", "!"):
            labels.add(token.value)
    return frozenset(labels), colons, len(tokens)


def _piece(left: Node, right: Node, between: Tokens) -> Piece:
    detail: Tokens = ()
    if any(token.marks("[") for token in between):
        start = next(index for index, token in enumerate(between) if token.marks("["))
        detail = between[start + 1 : closing(between, start)]
    types, _, end = _labels(detail)
    rest = detail[end:]
    variable = detail[0].value if detail and detail[0].kind in ("word", "name") else ""
    bounds: Tokens = ()
    if rest and rest[0].marks("*"):
        stop = next((index for index, token in enumerate(rest) if token.marks("{") or token.keyword == "WHERE"), None)
        bounds = rest[:stop]
        rest = rest[stop:] if stop else ()
    first, last = between[0], between[-1]
    return Piece(
        left=left,
        right=right,
        direction=-1 if first.marks("<") and not last.marks(">") else int(last.marks(">") and not first.marks("<")),
        variable=variable,
        types=types,
        filtered=bool(rest),
        most=_most(bounds),
        bounds=bounds,
        token=first,
    )


def _most(bounds: Tokens) -> int:
    if not bounds:
        return 0
    last = bounds[-1]
    return int(last.value) if last.kind == "number" and last.value.isdigit() else -1
