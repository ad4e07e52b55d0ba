"""``=~``: the regular expressions that Java and DuckDB's RE2 read alike; all others are refused.

The pattern is a literal, is read here piece by piece and written anew, so nothing is passed through.
"""

from __future__ import annotations

from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Constant, Expression
from graphmodel.queries.sql.values import text_literal

LONGEST = 200
MOST_TIMES = 100
_PLAIN = frozenset(" !\"#%&',/:;<=>@_`~-")
_ESCAPED = frozenset(".*+?()[]{}|^$\\/-")
_CLASSES = {"d": "[0-9]", "w": "[a-zA-Z0-9_]"}


def matches(text: str, pattern: Expression) -> str:
    """Return the SQL of whether a whole text is of a pattern."""
    if not isinstance(pattern, Constant) or not isinstance(pattern.value, str):
        raise Refused(pattern.at, "pattern-not-literal")
    return f"regexp_full_match({text}, {text_literal(_Reader(pattern.value, pattern.at).written())}, 's')"


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, at: Position) -> None:
        self._at = at
        self._any_case = pattern.startswith("(?i)")
        self._rest = list(reversed(pattern.removeprefix("(?i)")))
        if len(pattern) > LONGEST:
            raise self._refused()

    def _refused(self) -> Refused:
        return Refused(self._at, "pattern-outside")

    def written(self) -> str:
        written = self._alternatives(0)
        if self._rest:
            raise self._refused()
        return written

    def _next(self) -> str:
        if not self._rest:
            raise self._refused()
        return self._rest.pop()

    def _alternatives(self, depth: int) -> str:
        if depth > 10:
            raise self._refused()
        parts = [self._sequence(depth)]
        while self._rest and self._rest[-1] == "|":
            self._rest.pop()
            parts.append(self._sequence(depth))
        return "|".join(parts)

    def _sequence(self, depth: int) -> str:
        written = ""
        while self._rest and self._rest[-1] not in "|)":
            written += self._piece(depth) + self._times()
        return written

    def _piece(self, depth: int) -> str:
        sign = self._next()
        if sign == ".":
            return "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]"  # Java's . stops at each of these
        if sign == "(":
            if self._rest and self._rest[-1] == "?":
                raise self._refused()
            inside = self._alternatives(depth + 1)
            if self._next() != ")":
                raise self._refused()
            return f"(?:{inside})"
        if sign == "[":
            return self._class()
        if sign == "\\":
            return self._escaped(self._next())
        return self._letter(sign)

    def _letter(self, sign: str) -> str:
        if sign.isascii() and sign.isalpha() and self._any_case:
            return f"[{sign.lower()}{sign.upper()}]"
        if sign.isalnum() or sign in _PLAIN:
            return sign if sign.isalnum() else f"\\x{{{ord(sign):x}}}"
        raise self._refused()

    def _escaped(self, sign: str) -> str:
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign in _ESCAPED:
            return f"\\x{{{ord(sign):x}}}"
        raise self._refused()

    def _class(self) -> str:
        written, members = "[", 0
        if self._rest and self._rest[-1] == "^":
            written += self._next()
        while (sign := self._next()) != "]":
            first = self._member(sign)
            last = first
            if len(self._rest) > 1 and self._rest[-1] == "-" and self._rest[-2] != "]":
                self._rest.pop()
                last = self._member(self._next())
            if last < first:
                raise self._refused()
            written += self._range(first, last)
            members += 1
        if not members:
            raise self._refused()
        return written + "]"

    def _member(self, sign: str) -> str:
        if sign == "\\":
            sign = self._next()
            if sign not in _ESCAPED:
                raise self._refused()
            return sign
        if sign.isalnum() or sign in _PLAIN - {"&", "-"} or sign in ".*+?(){}|$":
            return sign
        raise self._refused()

    def _range(self, first: str, last: str) -> str:
        written = f"\\x{{{ord(first):x}}}-\\x{{{ord(last):x}}}"
        if not self._any_case:
            return written
        if first == last and not (first.isalpha() and first.isascii()):
            return written
        letters = (first.islower() and last.islower()) or (first.isupper() and last.isupper()) or first == last
        if not (letters and first.isascii() and last.isascii()):
            raise self._refused()
        other = f"\\x{{{ord(first.swapcase()):x}}}-\\x{{{ord(last.swapcase()):x}}}"
        return written + other

    def _times(self) -> str:
        if not self._rest or self._rest[-1] not in "*+?{":
            return ""
        sign = self._next()
        if sign == "{":
            inside = ""
            while (digit := self._next()) != "}":
                inside += digit
            low, comma, high = inside.partition(",")
            if not low.isdigit() or (high and not high.isdigit()) or max(int(low), int(high or 0)) > MOST_TIMES:
                raise self._refused()
            sign = f"{{{int(low)}{comma}{high and int(high)}}}"
        if self._rest and self._rest[-1] in "*+?{":
            raise self._refused()
        return sign
