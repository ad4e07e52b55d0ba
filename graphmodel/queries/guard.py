"""The read-only guard: what every store asks before it sends a statement.

Law: a statement that passes cannot write, reach files or other machines, or change the engine's settings, whatever
the server behind it would allow. Text in quotes, names in backticks and comments never cause a refusal.

A server reads more of Cypher than ``language`` does, so this stands on tokens: it has to be right about what it does
not understand.
"""

from __future__ import annotations

from graphmodel.errors import QueryError, RefusedQuery
from graphmodel.queries.called import BEFORE_BRACKETS, FUNCTIONS, PROCEDURES
from graphmodel.queries.language.tokens import Token, expand_early, statements, tokenize
from graphmodel.words.messages import NOTHING, Message, plain

OPENINGS = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL")
"""The words a reading statement may open with."""

_CHANGE = Message(
    "a store changes only by loading a catalogue (graphmodel load), and what-if needs no change: see scenarios"
)
_FILES = Message("load files with graphmodel load")
_COMMAND = Message("administer the database with its own tools")
_SETTING = Message("the store sets what it needs itself")
_WRITES = {
    "CREATE": _CHANGE,
    "MERGE": _CHANGE,
    "INSERT": _CHANGE,
    "SET": _CHANGE,
    "DELETE": _CHANGE,
    "DETACH": _CHANGE,
    "NODETACH": _CHANGE,
    "REMOVE": _CHANGE,
    "FOREACH": Message("write UNWIND to go through a list; {remedy}", remedy=_CHANGE),
}
_REFUSED = Message("refused: {word}: {remedy}")
_COMMANDS = {
    **dict.fromkeys(("DROP", "ALTER", "RENAME", "COMMENT", "UPDATE"), _CHANGE),
    **dict.fromkeys(("COPY", "IMPORT", "LOAD"), _FILES),
    "EXPORT": Message("write files with graphmodel export"),
    **dict.fromkeys(
        ("INSTALL", "UNINSTALL", "ATTACH", "PROJECT"), Message("extensions and other databases are out of reach")
    ),
    **dict.fromkeys(
        ("GRANT", "DENY", "REVOKE", "SHOW", "TERMINATE", "START", "STOP", "ENABLE", "DRYRUN", "DEALLOCATE"), _COMMAND
    ),
    "USE": Message("NEO4J_DATABASE names the database"),
    "CYPHER": Message("leave the prefix out"),
    **dict.fromkeys(
        ("BEGIN", "COMMIT", "ROLLBACK", "CHECKPOINT"), Message("each statement is a transaction of its own")
    ),
    **dict.fromkeys(
        ("EXPLAIN", "PROFILE"), Message("it answers with a plan, not with rows; look at plans in Neo4j Browser")
    ),
    "ANALYZE": _SETTING,
    "PRAGMA": _SETTING,
    **_WRITES,
}


def ensure_read_only(text: str) -> None:
    r"""Do nothing for one statement that only reads.

    Raises RefusedQuery with the word, its line:column and the remedy; QueryError where the text is empty or cannot be
    read. A text with ``\uXXXX`` is read twice, the second time as Neo4j 5 does, which resolves these before it looks
    for quotes and comments.
    """
    _check(text)
    expanded = expand_early(text)
    if expanded != text:
        try:
            _check(expanded)
        except QueryError as error:
            raise QueryError(
                Message("{error} (once \\u escapes are resolved; write the characters themselves)", error=error.said)
            ) from None


def _check(text: str) -> None:
    tokens = tokenize(text)
    parts = statements(tokens)
    if not parts:
        raise QueryError(Message("nothing to run: the text holds no statement"))
    for part in parts:
        _check_opening(part[0])
    if len(parts) > 1:
        raise _refusal(parts[1][0], Message("a second statement opens with {word}: run one statement at a time"))
    for index, token in enumerate(parts[0]):
        _check_word(parts[0], index, token)


def _check_opening(token: Token) -> None:
    word = token.keyword
    if word in OPENINGS:
        return
    if word in _COMMANDS:
        raise _refusal(token, _REFUSED, _COMMANDS[word])
    raise _refusal(
        token,
        Message("a statement cannot open with {word}: one that reads opens with {remedy}"),
        plain(", ".join(OPENINGS)),
    )


def _check_word(tokens: tuple[Token, ...], index: int, token: Token) -> None:
    word = token.keyword
    if word in _WRITES and not _is_name(tokens, index):
        raise _refusal(
            token, Message("refused: {word}: {remedy}; if it is a name, put it in backticks: `{name}`"), _WRITES[word]
        )
    if word == "LOAD" and _opens_load(tokens, index):
        raise _refusal(token, _REFUSED, _FILES)
    if word == "CALL" and not _is_name(tokens, index):
        _check_call(tokens, index)
    if token.kind in ("word", "name") and index + 1 < len(tokens) and tokens[index + 1].marks("("):
        _check_function(tokens, index)


def _is_name(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a word can only be a property, a label or the key of a map."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is None or before.kind != "mark":
        return False
    if before.value == ".":  # not the point of a number such as 1.
        return index > 1 and tokens[index - 2].kind != "number"
    if before.value == ":":
        return True
    return before.value in "{," and after is not None and after.marks(":")


def _opens_load(tokens: tuple[Token, ...], index: int) -> bool:
    following = [token.keyword for token in tokens[index + 1 : index + 3]]
    return following[:1] in (["CSV"], ["FROM"]) or following == ["WITH", "HEADERS"]


def _check_call(tokens: tuple[Token, ...], index: int) -> None:
    """Let pass a subquery, whose inside is read like the rest, and the procedures of the list."""
    after = tokens[index + 1 :]
    if after and after[0].marks("{", "("):
        return
    name: list[str] = []
    for position, token in enumerate(after):
        if position % 2 == 0 and token.kind in ("word", "name"):
            name.append(token.value)
        elif not (position % 2 and token.marks(".")):
            break
    called = ".".join(name)
    rest = after[2 * len(name) - 1 :] if name else after
    if called.lower() not in PROCEDURES or (rest and rest[0].marks("=")):
        told = Message("CALL {name} is refused: only these may be called: {remedy}")
        raise _refusal(tokens[index], told, plain(", ".join(PROCEDURES)), called or "?")


def _check_function(tokens: tuple[Token, ...], index: int) -> None:
    """Let pass the functions of the list; a dotted name is one name."""
    first = index
    while first > 1 and tokens[first - 1].marks(".") and tokens[first - 2].kind in ("word", "name"):
        first -= 2
    token = tokens[first]
    if first == index and token.keyword in BEFORE_BRACKETS:
        return
    if first and tokens[first - 1].keyword == "CALL":  # a procedure, which has been looked at
        return
    name = ".".join(item.value for item in tokens[first : index + 1 : 2])
    if name.lower() not in FUNCTIONS:
        told = Message("{name}() is refused: only functions of Cypher itself may be called, and none of a plug-in")
        raise _refusal(token, told, name=name)


def _refusal(token: Token, told: Message, remedy: Message = NOTHING, name: str = "") -> RefusedQuery:
    """Return the refusal of a token; ``told`` names the word, what is to be done, or a name."""
    word = token.keyword or token.value
    said = told.filled(word=word, remedy=remedy, name=name or token.value)
    return RefusedQuery(f"{token.line}:{token.column}: " + said)
