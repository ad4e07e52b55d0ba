"""What expressions are made of: literals, names, lists, maps, CASE and calls."""

from __future__ import annotations

from abc import abstractmethod

from graphmodel.queries.language.cursor import Cursor
from graphmodel.queries.language.labels import Labels, Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Aggregate,
    Call,
    Case,
    Clause,
    Comprehension,
    Constant,
    Expression,
    ListOfItems,
    MapOfItems,
    Name,
    ParameterUse,
    PathPattern,
    PropertyAccess,
    Quantifier,
    Reduce,
    Subquery,
)

AGGREGATES = ("count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc")
MOST_RANGES = 8
"""Calls of range() in one text: each makes a long list for many rows at once."""
_QUANTIFIERS = ("ANY", "ALL", "NONE", "SINGLE")
_BOUND = 2**63


class AtomParser(Cursor):
    """Reads pieces of expressions; expressions, patterns and clauses inside them are read by who extends it."""

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

    @abstractmethod
    def expression(self) -> Expression:
        """Read one expression."""

    def atom(self) -> Expression:
        """Read one piece of an expression."""
        token, at = self.peek(), self.at
        if token is None:
            raise self.wrong("expression")
        match token.kind:
            case "text":
                self.index += 1
                return Constant(at, "text", token.value)
            case "number":
                self.index += 1
                return number(token.value, at)
            case "parameter":
                self.index += 1
                return ParameterUse(at, token.value)
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
                found[key] = PropertyAccess(at, name, key)
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


def number(text: str, at: Position) -> Constant:
    """Return the literal that a number stands for; Refused where it does not fit into 64 bits."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if digits[:2].lower() in ("0x", "0o"):
        value = sign * int(digits[:30], 0)
    elif any(letter in digits for letter in ".eE"):
        decimal = float(text)
        if decimal in (float("inf"), float("-inf")):
            raise Refused(at, "number-too-large")
        return Constant(at, "decimal", decimal)
    elif len(digits) > 1 and digits.startswith("0"):
        raise Refused(at, "number-with-zero")
    else:
        value = sign * int(digits[:30])
    if not -_BOUND <= value < _BOUND:
        raise Refused(at, "number-too-large")
    return Constant(at, "integer", value)
