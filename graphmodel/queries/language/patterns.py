"""Patterns: nodes, relationships and paths, with their labels, properties and lengths."""

from __future__ import annotations

from graphmodel.queries.language.expressions import ExpressionParser
from graphmodel.queries.language.labels import AnyLabel, LabelName, Labels, LabelsJoined, NotLabel, Position
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import (
    Expression,
    Item,
    Match,
    NodePattern,
    PathPattern,
    Projection,
    RelationshipPattern,
    Subquery,
)

MOST_PIECES = 40
"""Relationships of one pattern."""


class PatternParser(ExpressionParser):
    """Reads patterns."""

    def paths(self) -> tuple[PathPattern, ...]:
        """Read the patterns of a MATCH."""
        found = [self.path()]
        while self.take(","):
            found.append(self.path())
        if sum(1 + len(path.relationships) for path in found) > MOST_PIECES:
            raise Refused(found[0].at, "too-many-pieces", most=MOST_PIECES)
        return tuple(found)

    def path(self) -> PathPattern:
        """Read one pattern, with the name of its path."""
        at, name = self.at, ""
        if self.is_name() and self.marks("=", ahead=1):
            name = self.name()
            self.index += 1
        if self.words("SHORTESTPATH", "ALLSHORTESTPATHS", "SHORTEST", "ALL", "ANY"):
            raise Refused(self.at, "shortest-path")
        if self.marks("(", ahead=1) and self.marks("("):
            raise Refused(self.at, "quantified-pattern")
        nodes, relationships = [self._node()], list[RelationshipPattern]()
        while self.marks("-") or (self.marks("<") and self.marks("-", ahead=1)):
            relationships.append(self._relationship())
            nodes.append(self._node())
        if self.marks("("):
            raise Refused(self.at, "quantified-pattern")
        if len(relationships) > MOST_PIECES:
            raise Refused(at, "too-many-pieces", most=MOST_PIECES)
        return PathPattern(at, name, tuple(nodes), tuple(relationships))

    def where(self) -> Expression | None:
        """Read WHERE and a condition, None where there is none."""
        return self.expression() if self.take_word("WHERE") else None

    def predicate(self, at: Position) -> Subquery:
        """Read a pattern that stands for whether there is such a path."""
        with self.deeper():
            return Subquery(
                at, "EXISTS", (Match(at, optional=False, paths=(self.path(),), condition=None),), "predicate"
            )

    def comprehended(self, at: Position) -> Subquery:
        """Read the inside of a pattern comprehension."""
        with self.deeper():
            match = Match(at, optional=False, paths=(self.path(),), condition=self.where())
            self.need("|")
            value = self.expression()
            self.need("]")
        item = Item(value.at, value, self.unnamed(), named=True)
        returned = Projection(
            at, final=True, distinct=False, star=False, items=(item,), order=(), skip=None, limit=None, condition=None
        )
        return Subquery(at, "COLLECT", (match, returned), "comprehension")

    def _node(self) -> NodePattern:
        at = self.at
        self.need("(")
        named = self.is_name() and not self.words("WHERE")
        name = self.name() if named else self.unnamed()
        labels = self.labels()
        properties = self.items() if self.marks("{") else ()
        result = NodePattern(at, name, labels, properties, self.where())
        self.need(")")
        return result

    def _relationship(self) -> RelationshipPattern:
        at, left = self.at, self.take("<")
        self.need("-")
        name, types, hops = self.unnamed(), None, None
        properties: tuple[tuple[str, Expression], ...] = ()
        condition = None
        if self.take("["):
            if self.is_name() and not self.words("WHERE"):
                name = self.name()
            types = self.labels()
            if self.take("*"):
                hops = self._hops()
            properties = self.items() if self.marks("{") else ()
            condition = self.where()
            self.need("]")
        self.need("-")
        right = self.take(">")
        if self.marks("{", "+", "*"):
            raise Refused(self.at, "quantified-relationship")
        direction = "-" if left == right else "<" if left else ">"
        return RelationshipPattern(at, name, types, direction, hops, properties, condition)

    def _hops(self) -> tuple[int, int | None]:
        low = self.whole_number()
        if self.take(".."):
            return 1 if low is None else low, self.whole_number()
        return (1, None) if low is None else (low, low)

    def labels(self) -> Labels | None:
        """Read ``:labels``, None where there are none."""
        if not self.take(":"):
            return None
        with self.deeper():
            return self._any_of()

    def _any_of(self) -> Labels:
        at, parts = self.at, [self._all_of()]
        while self.take("|"):
            self.take(":")  # an old way to write A|:B
            parts.append(self._all_of())
        return LabelsJoined(at, "|", tuple(parts)) if len(parts) > 1 else parts[0]

    def _all_of(self) -> Labels:
        at, parts = self.at, [self._one_label()]
        while self.take("&") or self.take(":"):
            parts.append(self._one_label())
        return LabelsJoined(at, "&", tuple(parts)) if len(parts) > 1 else parts[0]

    def _one_label(self) -> Labels:
        at = self.at
        if self.take("!"):
            with self.deeper():
                return NotLabel(at, self._one_label())
        if self.take("%"):
            return AnyLabel(at)
        if self.take("("):
            with self.deeper():
                inner = self._any_of()
            self.need(")")
            return inner
        return LabelName(at, self.name())
