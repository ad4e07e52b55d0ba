"""Statements: the clauses of each branch, in the order in which openCypher lets them stand."""

from __future__ import annotations

from functools import lru_cache

from graphmodel.queries.language.patterns import PatternParser
from graphmodel.queries.language.refusals import Refused
from graphmodel.queries.language.tree import Clause, Item, Match, Name, Order, Projection, Statement, Unwind

MOST_CLAUSES = 200
"""Clauses of a statement, all its branches and subqueries together."""
MOST_MATCHES = 40
"""MATCH clauses of one branch."""
_OUTSIDE = {
    **dict.fromkeys(("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "INSERT", "DROP"), "writes"),
    **dict.fromkeys(("CALL", "LOAD", "USE", "SHOW", "FINISH", "LET", "FILTER", "FOR"), "clause-outside"),
}


@lru_cache(maxsize=256)
def parse(text: str) -> Statement:
    """Return the tree of one statement that only reads.

    Raises Refused with line, column, reason and remedy for what is outside of the language read here; QueryError for
    a text that is none at all. A text is bounded in length, depth and number of clauses before any work is done.
    """
    return Parser(text).statement()


class Parser(PatternParser):
    """Reads clauses and statements."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._clauses = 0
        self._openings: list[tuple[int, int]] = []

    def statement(self) -> Statement:
        """Read the whole text."""
        branches, all = [self._branch()], False
        while self.take_word("UNION"):
            at = self.at
            every = self.take_word("ALL")
            self.take_word("DISTINCT")
            if len(branches) > 1 and every != all:
                raise Refused(at, "union-of-both-kinds")
            all = every
            branches.append(self._branch())
        self.take(";")
        if self.peek() is not None:
            raise self._outside("clause")
        return Statement(tuple(branches), all, tuple(self._openings))

    def _branch(self) -> tuple[Clause, ...]:
        clauses: list[Clause] = []
        while not (clauses and isinstance(clauses[-1], Projection) and clauses[-1].final):
            first = self.peek()
            clause = self._clause()
            if clause is None or first is None:
                raise self._outside("RETURN" if clauses else "clause")
            if not clauses:
                self._openings.append((first.start, self.tokens[self.index - 1].end))
            clauses.append(clause)
        if sum(isinstance(clause, Match) for clause in clauses) > MOST_MATCHES:
            raise Refused(clauses[0].at, "too-many-clauses", most=MOST_MATCHES)
        return tuple(clauses)

    def _outside(self, expected: str) -> Refused:
        for word, reason in _OUTSIDE.items():
            if self.words(word):
                return Refused(self.at, reason, word=word)
        return self.wrong(expected)

    def _clause(self) -> Clause | None:
        self._clauses += 1
        if self._clauses > MOST_CLAUSES:
            raise Refused(self.at, "too-many-clauses", most=MOST_CLAUSES)
        at = self.at
        if self.take_word("MATCH"):
            return Match(at, optional=False, paths=self.paths(), condition=self.where())
        if self.take_word("OPTIONAL", "MATCH"):
            return Match(at, optional=True, paths=self.paths(), condition=self.where())
        if self.take_word("UNWIND"):
            values = self.expression()
            self.need_word("AS")
            return Unwind(at, values, self.name())
        if self.words("WITH", "RETURN"):
            return self._projection()
        return None

    def _projection(self) -> Projection:
        at, final = self.at, self.words("RETURN")
        self.index += 1
        distinct, star = self.take_word("DISTINCT"), self.take("*")
        items: list[Item] = []
        more = not star or self.take(",")
        while more:
            items.append(self._item(final=final, taken=items))
            more = self.take(",")
        order = self._order()
        skip = self.expression() if self.take_word("SKIP") or self.take_word("OFFSET") else None
        limit = self.expression() if self.take_word("LIMIT") else None
        condition = None if final else self.where()
        return Projection(at, final, distinct, star, tuple(items), order, skip, limit, condition)

    def _item(self, *, final: bool, taken: list[Item]) -> Item:
        first, at = self.index, self.at
        value = self.expression()
        if self.take_word("AS"):
            item = Item(at, value, self.name(), named=True)
        elif isinstance(value, Name):
            item = Item(at, value, value.name, named=True)
        elif final:
            words = self.text[self.tokens[first].start : self.tokens[self.index - 1].end]
            item = Item(at, value, words, named=False)
        else:
            raise Refused(at, "with-needs-as")
        if any(item.name == other.name for other in taken):
            raise Refused(at, "column-twice", name=item.name)
        return item

    def _order(self) -> tuple[Order, ...]:
        if not self.take_word("ORDER"):
            return ()
        self.need_word("BY")
        found: list[Order] = []
        while not found or self.take(","):
            at, value = self.at, self.expression()
            descending = self.take_word("DESC") or self.take_word("DESCENDING")
            if not descending and not self.take_word("ASC"):
                self.take_word("ASCENDING")
            found.append(Order(at, value, descending))
        return tuple(found)

    def subquery(self) -> tuple[Clause, ...]:
        """Read the clauses between braces: whole clauses, or a pattern alone with its condition."""
        with self.deeper():
            self.need("{")
            at = self.at
            if self.marks("(") or (self.is_name() and self.marks("=", ahead=1)):
                clauses: tuple[Clause, ...] = (Match(at, optional=False, paths=self.paths(), condition=self.where()),)
            else:
                clauses = self._inner_clauses()
            if not self.take("}"):
                raise self._outside("}")
        return clauses

    def _inner_clauses(self) -> tuple[Clause, ...]:
        found: list[Clause] = []
        while (clause := self._clause()) is not None:
            found.append(clause)
            if isinstance(clause, Projection) and clause.final:
                break
        if not found:
            raise self._outside("MATCH")
        if self.words("UNION"):
            raise Refused(self.at, "union-inside")
        return tuple(found)
