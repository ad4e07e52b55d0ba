"""What the office store asks of a driver: transactions that run Cypher, and plain forms of what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from graphmodel.errors import GraphmodelError

T = TypeVar("T")
OURS = "graphmodel_row"
"""The property that marks what graphmodel wrote: the digest of a node's or relationship's content. Its name is nobody else's."""


@dataclass(frozen=True)
class ServerAnswer:
    """Columns and rows as a driver gives them; ``cut`` where there were more rows than were asked for."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    cut: bool = False

    def single(self) -> list[Any] | None:
        """Return the first row, or None."""
        return self.rows[0] if self.rows else None


@dataclass(frozen=True)
class RawNode:
    """A node as any driver gives it; ``key`` is the server's own id, ``properties`` None where it was only named."""

    key: Any
    labels: frozenset[str]
    properties: Mapping[str, object] | None


@dataclass(frozen=True)
class RawRelationship:
    """A relationship as any driver gives it."""

    type: str
    start: RawNode
    end: RawNode
    properties: Mapping[str, object]


@dataclass(frozen=True)
class RawPath:
    """A path as any driver gives it."""

    nodes: tuple[RawNode, ...]
    relationships: tuple[RawRelationship, ...]


class Transaction(Protocol):
    """A transaction: nothing of it is there before ``commit``."""

    def run(self, text: str, values: Mapping[str, object] | None = None, limit: int | None = None) -> ServerAnswer:
        """Run one statement and fetch its rows, or the first of them."""
        ...

    def commit(self) -> None:
        """Make it so."""

    def close(self) -> None:
        """Undo what was not committed."""


class Interrupt:
    """Ends what waits for a server, from another thread: called when its time is over."""

    def __init__(self) -> None:
        self.over = False
        self._end: Callable[[], None] = lambda: None

    def ends(self, end: Callable[[], None]) -> None:
        """Name what ends the wait from now on; TimeoutError where the time is over already."""
        self._end = end
        if self.over:
            raise TimeoutError

    def __call__(self) -> None:
        """End the wait."""
        self.over = True
        self._end()


class Server(Protocol):
    """A connection to one database."""

    @property
    def name(self) -> str:
        """Return the address, without credentials."""
        ...

    @property
    def version(self) -> tuple[int, ...]:
        """Return the server's version."""
        ...

    @property
    def key_function(self) -> str:
        """Return the Cypher function that gives a node's own id as this driver tells it."""
        ...

    def reading(
        self, work: Callable[[Transaction], T], timeout: float | None = None, interrupt: Interrupt | None = None
    ) -> T:
        """Return what ``work`` makes of a transaction that can only read; tried again after a passing fault.

        ``timeout`` is the server's to keep; ``interrupt`` ends the wait for a server that does not.
        """
        ...

    def begin(self, timeout: float | None = None) -> Transaction:
        """Begin a transaction that may write; ``timeout`` in seconds, 0 for none at all."""
        ...

    def run(self, text: str, values: Mapping[str, object] | None = None) -> ServerAnswer:
        """Run one statement in a transaction of its own."""
        ...

    def plain(self, value: Any) -> Any:
        """Return a node, relationship or path of the driver's in plain form, anything else as it is."""
        ...

    def passing(self, error: Exception) -> bool:
        """Return whether a fault may be gone when the same is tried again."""
        ...

    def full(self, error: Exception) -> bool:
        """Return whether the server had no memory for a transaction of this size."""
        ...

    def undone(self, error: Exception) -> bool:
        """Return whether a fault has surely undone its whole transaction."""
        ...

    def translated(self, error: Exception, timeout: float | None = None) -> GraphmodelError | None:
        """Return our error for one of the driver's, None for one that is none of its own."""
        ...

    def close(self) -> None:
        """Close the connections."""
