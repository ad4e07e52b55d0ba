"""The tables of one statement: common table expressions, each read by those that come after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphmodel.queries.sql.expressions import Expressions
from graphmodel.queries.sql.scope import Here, Names, RowScope, Scope, Select, Variable

_TABLE = re.compile(r"\bc\d+\b")


class Tables:
    """Adds tables, and opens and closes a SELECT on them; ``names`` and ``expressions`` are those of the statement."""

    def __init__(self, parameters: Mapping[str, object]) -> None:
        self.names = Names()
        self.expressions = Expressions(self.names, parameters)
        self._tables: dict[str, str] = {}

    def add(self, sql: str) -> str:
        """Add a common table expression; return its name."""
        name = self.names("c")
        self._tables[name] = sql
        return name

    def head(self, *last: str) -> str:
        """Return the WITH of all tables; a table that several read is made once, so that they read the same rows."""
        read = Counter(name for sql in (*self._tables.values(), *last) for name in _TABLE.findall(sql))
        parts = [
            f"{name} AS {'' if read[name] > 1 else 'NOT '}MATERIALIZED ({sql})" for name, sql in self._tables.items()
        ]
        return f"WITH {', '.join(parts)} " if parts else ""

    def open(self, rows: RowScope) -> Here:
        """Return the place of a new SELECT on rows."""
        select = Select(self.names, rows.table)
        return Here(
            replace(
                rows.scope,
                variables={name: prefixed(item, select.alias) for name, item in rows.scope.variables.items()},
                known=tuple((tree, prefixed(item, select.alias)) for tree, item in rows.scope.known),
                records=tuple((tree, _records(item, select.alias)) for tree, item in rows.scope.records),
            ),
            select,
        )

    def close(self, here: Here, keep: Sequence[str] | None = None) -> RowScope:
        """Return the rows of a SELECT with all names, or some of them, as columns."""
        columns: list[str] = []
        kept = {name: item for name, item in here.scope.variables.items() if keep is None or name in keep}
        variables = {name: self.column(item, columns) for name, item in kept.items()}
        computed, listed = (here.scope.known, here.scope.records) if keep is None else ((), ())
        known = tuple((tree, self.column(item, columns)) for tree, item in computed)
        records = tuple((tree, self._column_of_records(item, columns)) for tree, item in listed)
        table = self.add(f"SELECT {', '.join(columns) or '1 AS one'}{here.select.tail()}")
        return RowScope(Scope(variables, here.scope.hidden, known, records), table)

    def column(self, item: Variable, columns: list[str]) -> Variable:
        """Add the columns of a value and its properties; return what it is to who reads them."""
        if item.constant:
            return item
        name = self.names("v")
        columns.append(f"{item.sql} AS {name}")
        at_hand: dict[str, str] = {}
        for key, sql in item.properties.items():
            at_hand[key] = self.names("q")
            columns.append(f"{sql} AS {at_hand[key]}")
        return replace(item, sql=name, properties=at_hand)

    def _column_of_records(self, item: Variable, columns: list[str]) -> Variable:
        keys = self.column(replace(item, properties={}), columns)
        return replace(keys, properties=item.properties)


def prefixed(item: Variable, alias: str) -> Variable:
    """Return a column as who reads its table under an alias sees it."""
    if item.constant:
        return item
    at_hand = {name: f"{alias}.{sql}" for name, sql in item.properties.items()}
    return replace(item, sql=f"{alias}.{item.sql}", properties=at_hand)


def _records(item: Variable, alias: str) -> Variable:
    """Return a list of records likewise: its fields keep their names."""
    return replace(item, sql=f"{alias}.{item.sql}")
