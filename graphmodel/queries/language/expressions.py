"""Expressions: operators by their precedence, loosest first, down to literals, names and calls."""

from __future__ import annotations

from abc import abstractmethod

from graphmodel.queries.language.cursor import MOST_OPERATORS, Cursor
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Case,
    Clause,
    Comparison,
    Comprehension,
    Constant,
    Expression,
    Index,
    Labels,
    LabelTest,
    ListOfItems,
    Logic,
    MapOfItems,
    Membership,
    Minus,
    Name,
    Not,
    NullTest,
    Parameter,
    PathPattern,
    Position,
    Property,
    Quantifier,
    Reduce,
    Slice,
    Subquery,
    TextTest,
)

AGGREGATES = ("count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc")
_QUANTIFIERS = ("ANY", "ALL", "NONE", "SINGLE")
MOST_RANGES = 8
"""Calls of range() in one text: each makes a long list for many rows at once."""
_BINDING = {"+": 0, "-": 0, "*": 1, "/": 1, "%": 1, "^": 2}
"""How tightly an operator binds."""
_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_BOUND = 2**63


class ExpressionParser(Cursor):
    """Reads expressions; patterns and clauses inside them are read by who extends it."""

    _ranges = 0

    @abstractmethod
    def path(self) -> PathPattern:
        """Read a pattern."""

    @abstractmethod
    def labels(self) -> Labels | None:
        """Read ``:labels``, None where there are none."""

    @abstractmethod
    def comprehended(self, at: Position) -> Subquery:
        """Read the inside of a pattern comprehension."""

    @abstractmethod
    def predicate(self, at: Position) -> Subquery:
        """Read a pattern that stands for whether there is such a path."""

    @abstractmethod
    def subquery(self) -> tuple[Clause, ...]:
        """Read the clauses between braces."""

    @abstractmethod
    def where(self) -> Expression | None:
        """Read WHERE and a condition, None where there is none."""

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
                return self._postfixed(_number(f"-{token.value}", at))
            with self.deeper():
                return Minus(at, self._signed())
        self.take("+")
        return self._postfixed(self._atom())

    def _postfixed(self, value: Expression) -> Expression:
        count = 0
        while True:
            at, count = self.at, count + 1
            if count > MOST_OPERATORS:
                raise Refused(at, "too-many-operators", most=MOST_OPERATORS)
            if self.take("."):
                at = self.at
                value = Property(at, value, self.name())
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

    def _atom(self) -> Expression:
        token, at = self.peek(), self.at
        if token is None:
            raise self.wrong("expression")
        match token.kind:
            case "text":
                self.index += 1
                return Constant(at, "text", token.value)
            case "number":
                self.index += 1
                return _number(token.value, at)
            case "parameter":
                self.index += 1
                return Parameter(at, token.value)
            case "name":
                return self._projected(Name(at, self.name()))
            case "word":
                return self._word(at)
            case "mark":
                return self._bracketed(at)

    def _bracketed(self, at: Position) -> Expression:
        if self.marks("("):
            if self.opens_path():
                return self.predicate(at)
            self.index += 1
            value = self.expression()
            self.need(")")
            return value
        if self.take("["):
            return self._list(at)
        if self.marks("{"):
            return MapOfItems(at, self.items())
        raise self.wrong("expression")

    def opens_path(self, ahead: int = 0) -> bool:
        """Return whether the bracket there opens a node with a relationship behind it."""
        if not self.marks("(", ahead=ahead):
            return False
        after = self.opened[self.index + ahead] + 1 - self.index
        left = self.marks("<", ahead=after)
        return self.marks("-", ahead=after + left) and self.marks("-", "[", ahead=after + left + 1)

    def items(self) -> tuple[tuple[str, Expression], ...]:
        """Read ``{name: value, ...}``."""
        found: dict[str, Expression] = {}
        self.need("{")
        while not self.take("}"):
            at, key = self.at, self.name()
            if key in found:
                raise Refused(at, "key-twice", name=key)
            self.need(":")
            found[key] = self.expression()
            if not self.marks("}"):
                self.need(",")
        return tuple(found.items())

    def _projected(self, name: Name) -> Expression:
        """Read what may follow a name: ``s {.id, other, key: value}`` is a map of its properties."""
        if not self.marks("{"):
            return name
        found: dict[str, Expression] = {}
        self.need("{")
        while not self.take("}"):
            at = self.at
            if self.take("."):
                if self.marks("*"):
                    raise Refused(at, "all-properties", name=name.name)
                key = self.name()
                found[key] = Property(at, name, key)
            else:
                key = self.name()
                found[key] = self.expression() if self.take(":") else Name(at, key)
            if not self.marks("}"):
                self.need(",")
        return MapOfItems(name.at, tuple(found.items()))

    def _word(self, at: Position) -> Expression:
        if self.words("CASE"):
            self.index += 1
            return self._case(at)
        if self.words("TRUE", "FALSE"):
            value = self.words("TRUE")
            self.index += 1
            return Constant(at, "boolean", value)
        if self.take_word("NULL"):
            return Constant(at, "null", None)
        for word in ("EXISTS", "COUNT", "COLLECT"):
            if self.words(word) and self.marks("{", ahead=1):
                self.index += 1
                return Subquery(at, word, self.subquery(), "{}")
        if self.marks("(", ahead=1):
            return self._call(at)
        return self._projected(Name(at, self.name()))

    def _call(self, at: Position) -> Expression:
        if self.words(*_QUANTIFIERS):
            return self._quantifier(at)
        if self.words("REDUCE"):
            return self._reduce(at)
        written = self.name()
        name = written.lower()
        self.need("(")
        if name == "count" and self.take("*"):
            self.need(")")
            return Aggregate(at, name, distinct=False, arguments=())
        distinct = self.take_word("DISTINCT")
        arguments: list[Expression] = []
        while not self.take(")"):
            arguments.append(self.expression())
            if not self.marks(")"):
                self.need(",")
        if name == "range":
            self._ranges += 1
            if self._ranges > MOST_RANGES:
                raise Refused(at, "too-many-ranges", most=MOST_RANGES)
        if name in AGGREGATES:
            if len(arguments) != 1 + name.startswith("percentile"):
                raise Refused(at, "arguments", name=written, count=1 + name.startswith("percentile"))
            return Aggregate(at, name, distinct, tuple(arguments))
        if distinct:
            raise Refused(at, "distinct-of-function", name=written)
        return Call(at, written, tuple(arguments))

    def _quantifier(self, at: Position) -> Expression:
        word = self.name().lower()
        self.need("(")
        name = self.name()
        self.need_word("IN")
        values = self.expression()
        condition = self.where()
        if condition is None:
            raise self.wrong("WHERE")
        self.need(")")
        return Quantifier(at, word, name, values, condition)

    def _reduce(self, at: Position) -> Expression:
        self.index += 1
        self.need("(")
        total = self.name()
        self.need("=")
        initial = self.expression()
        self.need(",")
        name = self.name()
        self.need_word("IN")
        values = self.expression()
        self.need("|")
        result = self.expression()
        self.need(")")
        return Reduce(at, total, initial, name, values, result)

    def _list(self, at: Position) -> Expression:
        if self.opens_path() or (self.is_name() and self.marks("=", ahead=1) and self.opens_path(ahead=2)):
            return self.comprehended(at)
        if self.is_name() and self.words("IN", ahead=1):
            name = self.name()
            self.index += 1
            values = self.expression()
            condition = self.where()
            result = self.expression() if self.take("|") else None
            self.need("]")
            return Comprehension(at, name, values, condition, result)
        items: list[Expression] = []
        while not self.take("]"):
            items.append(self.expression())
            if not self.marks("]"):
                self.need(",")
        return ListOfItems(at, tuple(items))

    def _case(self, at: Position) -> Expression:
        subject = None if self.words("WHEN") else self.expression()
        whens: list[tuple[Expression, Expression]] = []
        while self.take_word("WHEN"):
            test = self.expression()
            self.need_word("THEN")
            whens.append((test, self.expression()))
        if not whens:
            raise self.wrong("WHEN")
        otherwise = self.expression() if self.take_word("ELSE") else None
        self.need_word("END")
        return Case(at, subject, tuple(whens), otherwise)


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


def _number(text: str, at: Position) -> Constant:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if digits[:2].lower() in ("0x", "0o"):
        value = sign * int(digits[:30], 0)
    elif any(letter in digits for letter in ".eE"):
        decimal = float(text)
        if decimal in (float("inf"), float("-inf")):
            raise Refused(at, "number-too-large")
        return Constant(at, "decimal", decimal)
    elif len(digits) > 1 and digits.startswith("0"):
        raise Refused(at, "number-with-nought")
    else:
        value = sign * int(digits[:30])
    if not -_BOUND <= value < _BOUND:
        raise Refused(at, "number-too-large")
    return Constant(at, "integer", value)
