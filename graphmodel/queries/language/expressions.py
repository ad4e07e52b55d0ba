"""Expressions: operators by their precedence, loosest first, around the pieces that they join."""

from __future__ import annotations

from graphmodel.queries.language.atoms import AtomParser, number
from graphmodel.queries.language.cursor import MOST_OPERATORS
from graphmodel.queries.language.labels import Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Arithmetic,
    Comparison,
    Expression,
    Index,
    LabelTest,
    Logic,
    Membership,
    Minus,
    Name,
    Not,
    NullTest,
    PropertyAccess,
    Slice,
    TextTest,
)

_BINDING = {"+": 0, "-": 0, "*": 1, "/": 1, "%": 1, "^": 2}
"""How tightly an operator binds."""
_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")


class ExpressionParser(AtomParser):
    """Reads expressions."""

    def expression(self) -> Expression:
        """Read one expression."""
        with self.deeper():
            at, operands, words = self.at, [self._not()], list[str]()
            while (word := self._logical()) is not None:
                words.append(word)
                operands.append(self._not())
            return _joined(at, operands, words, ("OR", "XOR", "AND")) if words else operands[0]

    def _logical(self) -> str | None:
        for word in ("AND", "OR", "XOR"):
            if self.take_word(word):
                return word
        return None

    def _not(self) -> Expression:
        at, count = self.at, 0
        while self.take_word("NOT"):
            count += 1
            if count > MOST_OPERATORS:
                raise Refused(self.at, "too-many-operators", most=MOST_OPERATORS)
        value = self._compared()
        # twice not is once nothing, but it still asks for true or false
        for _ in range(count if count < 3 else 2 - count % 2):
            value = Not(at, value)
        return value

    def _compared(self) -> Expression:
        left = self._tested()
        found: list[Expression] = []
        while self.marks(*_COMPARISONS):
            at, op = self.at, self.tokens[self.index].value
            self.index += 1
            right = self._tested()
            found.append(Comparison(at, op, left, right))
            left = right
        if len(found) < 2:
            return found[0] if found else left
        return Logic(found[0].at, "AND", tuple(found))

    def _tested(self) -> Expression:
        value, at = self._added(), self.at
        if self.take_word("IN"):
            return Membership(at, value, self._added())
        if self.take_word("STARTS", "WITH"):
            return TextTest(at, "STARTS", value, self._added())
        if self.take_word("ENDS", "WITH"):
            return TextTest(at, "ENDS", value, self._added())
        if self.take_word("CONTAINS"):
            return TextTest(at, "CONTAINS", value, self._added())
        if self.take("=~"):
            return TextTest(at, "=~", value, self._added())
        if self.take_word("IS", "NULL"):
            return NullTest(at, value, negated=False)
        if self.take_word("IS", "NOT", "NULL"):
            return NullTest(at, value, negated=True)
        return value

    def _added(self) -> Expression:
        """Read + and -, * / %, and ^, which binds tightest; all from left to right."""
        values, ops = [self._signed()], list[tuple[Position, str]]()
        while self.marks(*_BINDING):
            ops.append((self.at, self.tokens[self.index].value))
            self.index += 1
            values.append(self._signed())
        if len(ops) > MOST_OPERATORS:
            raise Refused(ops[0][0], "too-many-operators", most=MOST_OPERATORS)
        for binding in (2, 1, 0):
            held, kept = [values[0]], list[tuple[Position, str]]()
            for (at, op), value in zip(ops, values[1:], strict=True):
                if _BINDING[op] == binding:
                    held[-1] = Arithmetic(at, op, held[-1], value)
                else:
                    held.append(value)
                    kept.append((at, op))
            values, ops = held, kept
        return values[0]

    def _signed(self) -> Expression:
        at = self.at
        if self.take("-"):
            token = self.peek()
            if token is not None and token.kind == "number":
                self.index += 1
                return self._postfixed(number(f"-{token.value}", at))
            with self.deeper():
                return Minus(at, self._signed())
        self.take("+")
        return self._postfixed(self.atom())

    def _postfixed(self, value: Expression) -> Expression:
        count = 0
        while True:
            at, count = self.at, count + 1
            if count > MOST_OPERATORS:
                raise Refused(at, "too-many-operators", most=MOST_OPERATORS)
            if self.take("."):
                at = self.at
                value = PropertyAccess(at, value, self.name())
                if self.marks("("):
                    raise Refused(value.at, "dotted-function", name=value.name)
            elif self.take("["):
                value = self._indexed(at, value)
            elif self.marks(":") and isinstance(value, Name):
                labels = self.labels()
                assert labels is not None, "a colon stands here"
                value = LabelTest(at, value, labels)
            else:
                return value

    def _indexed(self, at: Position, value: Expression) -> Expression:
        low = None if self.marks("..") else self.expression()
        if self.take(".."):
            high = None if low is not None and self.marks("]") else self.expression()
            self.need("]")
            return Slice(at, value, low, high)
        assert low is not None, "no .. stands here"
        self.need("]")
        return Index(at, value, low)


def _joined(at: Position, operands: list[Expression], words: list[str], order: tuple[str, ...]) -> Expression:
    """Return operands joined by AND, OR and XOR: split at the loosest word first."""
    if not words:
        return operands[0]
    word, *tighter = order
    parts, first = list[Expression](), 0
    for place, found in enumerate([*words, word]):
        if found == word:
            inner = operands[first : place + 1]
            parts.append(_joined(at, inner, words[first:place], tuple(tighter)) if len(inner) > 1 else inner[0])
            first = place + 1
    return Logic(at, word, tuple(parts)) if len(parts) > 1 else parts[0]
