"""The place in a text that a parser has reached, and the bounds that hold before any work is done."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from graphmodel.errors import QueryError
from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tokens import Token, expand_early, tokenize
from graphmodel.words.messages import Message

LONGEST_TEXT = 400_000
"""Characters of a text."""
DEEPEST = 40
"""Expressions and subqueries inside each other."""
MOST_OPERATORS = 200
"""Operators of one kind in a row, such as the + of a long sum."""
_OPEN = {"(": ")", "[": "]", "{": "}"}


class Cursor:
    """Tokens and the place among them; ``opened`` gives for each opening bracket the one that closes it."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            raise Refused((1, 1), "text-too-long", most=LONGEST_TEXT)
        self.text = text
        self.tokens = _read(text)
        self.opened = _brackets(self.tokens)
        self.index: int = 0
        self._depth = 0
        self._unnamed = 0

    # looking
    def peek(self, ahead: int = 0) -> Token | None:
        """Return the token that many places on, None behind the last."""
        at = self.index + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def marks(self, *marks: str, ahead: int = 0) -> bool:
        """Return whether one of these marks stands there."""
        token = self.peek(ahead)
        return token is not None and token.marks(*marks)

    def words(self, *words: str, ahead: int = 0) -> bool:
        """Return whether one of these keywords, in capitals, stands there."""
        token = self.peek(ahead)
        return token is not None and _keyword(token) in words

    def is_name(self, ahead: int = 0) -> bool:
        """Return whether a name stands there, bare or in backticks."""
        token = self.peek(ahead)
        return token is not None and token.kind in ("word", "name")

    @property
    def at(self) -> Position:
        """Return the place of the next token, or of the end."""
        token = self.peek()
        if token is not None:
            return token.line, token.column
        last = self.tokens[-1]
        return last.line, last.column + last.end - last.start

    # taking
    def take(self, mark: str) -> bool:
        """Step over a mark if it stands here; return whether it did."""
        found = self.marks(mark)
        self.index += found
        return found

    def take_word(self, *words: str) -> bool:
        """Step over a keyword, or several in a row, if they stand here; return whether they did."""
        found = all(self.words(word, ahead=ahead) for ahead, word in enumerate(words))
        self.index += len(words) * found
        return found

    def need(self, mark: str) -> None:
        """Step over a mark; Refused where another token stands."""
        if not self.take(mark):
            raise self.wrong(mark)

    def need_word(self, word: str) -> None:
        """Step over a keyword; Refused where another token stands."""
        if not self.take_word(word):
            raise self.wrong(word)

    def name(self) -> str:
        """Step over a name and return it; Refused where none stands."""
        token = self.peek()
        if token is None or token.kind not in ("word", "name"):
            raise self.wrong("name")
        self.index += 1
        return token.value

    def whole_number(self) -> int | None:
        """Step over a whole number and return it, None where none stands."""
        token = self.peek()
        if token is None or token.kind != "number" or not token.value.isdigit():
            return None
        self.index += 1
        return int(token.value[:20])

    def unnamed(self) -> str:
        """Return a name that nothing else has, for what the text leaves without one."""
        self._unnamed += 1
        return f"\0{self._unnamed}"

    def wrong(self, expected: str) -> Refused:
        """Return the refusal of the next token, where something else was expected."""
        token = self.peek()
        if token is None:
            return Refused(self.at, "text-ends", expected=expected)
        return Refused(self.at, "unexpected", expected=expected, found=token.value[:40])

    @contextmanager
    def deeper(self) -> Generator[None]:
        """Go one level into brackets or subqueries; Refused where that is too deep."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Refused(self.at, "too-deep", most=DEEPEST)
        yield
        self._depth -= 1


def _keyword(token: Token) -> str:
    return token.value.upper() if token.kind == "word" and token.value.isascii() else ""


def _read(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text that every store reads alike."""
    if "\0" in text:
        raise Refused((1, 1), "nul")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused((1, 1), "surrogate") from None
    tokens = tokenize(text)
    if not tokens:
        raise QueryError(Message("nothing to run: the text holds no statement"))
    early = expand_early(text)
    if early != text:  # Neo4j resolves \uXXXX before it looks for quotes and comments
        try:
            others = [(token.kind, token.value) for token in tokenize(early)]
        except QueryError:
            others = []
        if others != [(token.kind, token.value) for token in tokens]:
            raise Refused((1, 1), "escape-read-twice")
    return tokens


def _brackets(tokens: tuple[Token, ...]) -> dict[int, int]:
    found: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        if token.value in _OPEN:
            waiting.append(index)
        elif token.value in _OPEN.values():
            if not waiting or _OPEN[tokens[waiting[-1]].value] != token.value:
                raise Refused((token.line, token.column), "bracket-closes-nothing", mark=token.value)
            found[waiting.pop()] = index
    if waiting:
        token = tokens[waiting[-1]]
        raise Refused((token.line, token.column), "bracket-never-closed", mark=token.value)
    return found
