"""One reading of Cypher for all: the tokenizer that lint, the read-only guard and the engine's refusals share.

Comments and white space vanish; what stays inside quotes or backticks can never be taken for a keyword.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graphmodel.errors import QueryError
from graphmodel.words.messages import Message

Kind = Literal["word", "name", "text", "number", "parameter", "mark"]

_TOKEN = re.compile(
    r"""
      (?P<space>   \s+ | //[^\r\n]* | /\*.*?\*/ )
    | (?P<text>    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
    | (?P<name>    `(?:[^`]|``)*` )
    | (?P<parameter> \$(?:\w+|`(?:[^`]|``)*`) )
    | (?P<number>  0[xX][0-9A-Fa-f]+ | 0[oO][0-7]+ | [0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<mark>    \.\. | <> | <= | >= | =~ | \+= | \|\| | :: | /(?!\*) | [-+*%^=<>()\[\]{}.,:;|&!?$] )
    """,
    re.VERBOSE | re.DOTALL,
)
_UNCLOSED = {
    "'": Message("text that opens here has no closing '"),
    '"': Message('text that opens here has no closing "'),
}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_EARLY_ESCAPE = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a statement.

    ``kind``: ``word`` (a keyword or bare name), ``name`` (in backticks), ``text`` (in quotes), ``number``,
    ``parameter`` (``$x``), ``mark``. ``value`` is what it means: a name without its backticks, a text without quotes
    and escapes, else the piece as it stands. ``start`` and ``end`` are offsets; ``line`` and ``column`` count from 1.
    """

    kind: Kind
    value: str
    start: int
    end: int
    line: int
    column: int

    @property
    def keyword(self) -> str:
        """Return a bare word in capitals, and an empty text for anything else.

        Letters that only look like ASCII ones fold to them, so that no spelling of a keyword is missed.
        """
        if self.kind != "word":
            return ""
        word = self.value if self.value.isascii() else unicodedata.normalize("NFKC", self.value)
        return word.upper()

    def marks(self, *marks: str) -> bool:
        """Return whether this is one of these marks."""
        return self.kind == "mark" and self.value in marks


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the pieces of a text in order; QueryError with line:column where it cannot be read."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    offset = 1 if text.startswith("\ufeff") else 0
    line, line_start = 1, offset
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        place = f"{line}:{offset - line_start + 1}"
        if match is None:
            raise QueryError(f"{place}: " + _complaint(text[offset:]))
        piece = match[0]
        if match.lastgroup != "space":
            kind: Kind = match.lastgroup  # type: ignore[assignment]
            try:
                value = _value(kind, piece)
            except UnicodeDecodeError:
                raise QueryError(
                    Message("{place}: half a surrogate pair stands in quotes: take it out", place=place)
                ) from None
            yield Token(kind, value, offset, match.end(), line, offset - line_start + 1)
        newlines = piece.count("\n")
        if newlines:
            line += newlines
            line_start = match.start() + piece.rindex("\n") + 1
        offset = match.end()


def _complaint(rest: str) -> Message:
    if rest[0] in _UNCLOSED:
        return _UNCLOSED[rest[0]]
    if rest.startswith("/*"):
        return Message("a comment that opens here has no closing */")
    if rest[0] == "`":
        return Message("a name that opens here has no closing `")
    if rest[0] == "\\":
        return Message("a backslash stands outside of quotes; escapes such as \\u0041 belong inside them")
    return Message("unexpected character {sign!r}", sign=rest[0])


def _value(kind: Kind, piece: str) -> str:
    if kind == "text":
        return unescape(piece[1:-1])
    if kind == "name":
        return piece[1:-1].replace("``", "`")
    if kind == "parameter":
        return _value("name", piece[1:]) if piece[1] == "`" else piece[1:]
    return piece


def unescape(inside: str) -> str:
    r"""Return the text that stands between quotes with its escapes resolved; an unknown ``\x`` stays as it is."""

    def resolved(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return _ESCAPED.get(match[2], match[2] if match[2] in "\\'\"`" else match[0])

    # a sign beyond the first plane is written as two escapes
    return _ESCAPE.sub(resolved, inside).encode("utf-16", "surrogatepass").decode("utf-16")


def expand_early(text: str) -> str:
    r"""Return the text as Neo4j 5 reads it: it resolves ``\uXXXX`` everywhere, before it looks for quotes.

    So ``'\u0027`` is a closed empty text there and an open one elsewhere; whoever guards must read both.
    """

    def resolved(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[0]

    return _EARLY_ESCAPE.sub(resolved, text) if "\\u" in text else text


def statements(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Return the statements between semicolons, empty ones left out."""
    found: list[tuple[Token, ...]] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.marks(";"):
            found.append(tokens[start:index])
            start = index + 1
    return [part for part in (*found, tokens[start:]) if part]
