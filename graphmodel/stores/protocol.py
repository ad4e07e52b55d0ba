"""What every store can do, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from graphmodel.values.table import Table
from graphmodel.words.messages import Message

if TYPE_CHECKING:
    from graphmodel.queries.query import Query
    from graphmodel.records.catalogue import Catalogue
    from graphmodel.records.schema import About

DEFAULT_URL = "graphmodel.duckdb"
NEO4J_SCHEMES = tuple(f"{scheme}{safety}" for scheme in ("neo4j", "bolt") for safety in ("", "+s", "+ssc"))


OFFERS_LEFT_OUT = Message(
    "OFFERED_BY would exceed 5 million rows: what relays offer of other systems' records is left "
    "out of the graph. Queries that need visibility answer for own records only; graphmodel reach "
    "and sees still answer in full.",
)
TIMEOUT = 30.0
"""Seconds after which a query is cut off, unless told otherwise."""


@dataclass(frozen=True)
class Info:
    """What a store says of itself and of the graph it holds; ``about`` and what follows is None without one."""

    store: str
    engine: str
    state: str
    digest: str | None = None
    loaded_at: str | None = None
    version: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    offers_complete: bool = True
    about: About | None = None
    foreign: int = 0


class Store(Protocol):
    """One graph, opened by ``open_store``; used in ``with``, it lets go of its files and connections at the end.

    >>> import graphmodel
    >>> with graphmodel.open_store("memory:") as store:
    ...     store.info().state
    'empty'
    """

    def write(self, catalogue: Catalogue) -> None:
        """Make the graph hold exactly this catalogue; StoreError leaves the graph as it was."""

    def read(self) -> Catalogue:
        """Return the catalogue that the graph holds; StoreError where there is none."""
        ...

    def run(self, cypher: str, parameters: Mapping[str, object] | None = None, *, limit: int | None = None) -> Table:
        """Answer one reading statement with up to ``limit`` rows, all of them where it is None.

        RefusedQuery, QueryTimeout or StoreError where it cannot.
        """
        ...

    def ask(self, query: str | Query, /, **values: object) -> Table:
        """Answer a canned question, by its id or as ``query`` gives it, with values for its parameters.

        Raises UnknownName for a question that there is not, or a value that names what the store does not know;
        QueryError for a parameter that it does not take or a value of the wrong kind; and as ``run``.

        >>> import graphmodel
        >>> with graphmodel.open_store("memory:") as store:
        ...     store.write(graphmodel.load("canada"))
        ...     len(store.ask("isolation/isolated-systems", type="mcm"))
        3
        """
        from graphmodel.queries.packs import query as find
        from graphmodel.queries.query import Query
        from graphmodel.stores.asking import known_ids

        asked = query if isinstance(query, Query) else find(query)
        return self.run(*asked.bind(values, known_ids(asked, values, self.run)))

    def info(self) -> Info:
        """Return what is known of the graph, whether or not there is one."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...
