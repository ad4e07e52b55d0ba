"""Turn the engine's answers into the values that every store returns: keys become nodes, relationships and paths."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import Any, cast

import duckdb

from graphmodel.graph.layout import END, KEY, SHIFT, START, labels, quoted, table_name, tables
from graphmodel.graph.model import node_types, relationship_types
from graphmodel.queries.sql.types import ListOf, MapOf, NodeOf, PathOf, RelationshipOf, Type, holds_graph
from graphmodel.values.elements import Node, Path, Relationship

CHUNK = 10_000
"""Rows that are fetched, or keys that are looked up, between two looks at the clock."""

Row = tuple[object, ...]
Convert = Callable[[Any], object]


def rows_of(
    result: duckdb.DuckDBPyConnection,
    other: duckdb.DuckDBPyConnection,
    types: Sequence[Type],
    limit: int | None,
    deadline: float,
) -> tuple[tuple[Row, ...], bool]:
    """Return the first ``limit`` rows of a result, all of them where it is None, and whether there were more.

    ``other`` is a second connection: the first is busy with its result. TimeoutError after ``deadline``, a time of
    ``time.monotonic``.
    """
    things = _Things(other, deadline)
    plain = not any(_is_made(type) for type in types)
    converts = [things.converter(type) for type in types]
    rows: list[Row] = []
    with _uncollected():
        while limit is None or len(rows) <= limit:
            _ensure_time(deadline)
            chunk = cast("list[Row]", result.fetchmany(CHUNK))
            if not chunk:
                break
            if plain:
                rows += chunk
                continue
            for at, type in enumerate(types):
                if holds_graph(type):
                    things.gather(type, (row[at] for row in chunk))
            things.look_up()
            rows += [tuple(convert(value) for convert, value in zip(converts, row, strict=True)) for row in chunk]
    cut = limit is not None and len(rows) > limit
    return tuple(rows[:limit]), cut


@contextmanager
def _uncollected() -> Generator[None]:
    """Keep the collector of garbage away: many objects are made, all are kept, and it would look at each of them again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _ensure_time(deadline: float) -> None:
    if monotonic() > deadline:
        raise TimeoutError


def _is_made(type: Type) -> bool:
    """Return whether values of a type differ from what the engine hands over."""
    match type:
        case ListOf():
            return _is_made(type.item)
        case MapOf():
            return True
        case _:
            return holds_graph(type)


class _Things:
    """The nodes and relationships of one answer by their keys, each made once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline
        self._nodes: dict[int, Node] = {}
        self._relationships: dict[int, Relationship] = {}
        self._ids: dict[int, str] = {}
        self._wanted_nodes: set[int] = set()
        self._wanted_relationships: set[int] = set()

    def gather(self, type: Type, values: Iterable[Any]) -> None:
        """Note the keys that values of a type hold."""
        given = [value for value in values if value is not None]
        match type:
            case NodeOf():
                self._wanted_nodes.update(given)
            case RelationshipOf():
                self._wanted_relationships.update(given)
            case PathOf():
                for keys in given:
                    self._wanted_nodes.update(keys[::2])
                    self._wanted_relationships.update(keys[1::2])
            case ListOf():
                self.gather(type.item, (item for value in given for item in value))
            case MapOf():
                for number, (_, item) in enumerate(type.fields):
                    if holds_graph(item):
                        self.gather(item, (value[f"f{number}"] for value in given))
            case _:
                pass

    def look_up(self) -> None:
        """Make the nodes and relationships that were noted and are not there yet."""
        for number, keys in _by_table(self._wanted_nodes - self._nodes.keys()):
            label = labels()[number]
            names = _names_of_nodes(label)
            for key, *values in self._found(_nodes_by_key(label), keys):
                properties = dict(zip(names, values, strict=True))
                self._nodes[key] = Node(label, str(properties["id"]), properties)
        found = [
            (tables()[number].type, row)
            for number, keys in _by_table(self._wanted_relationships - self._relationships.keys())
            for row in self._found(_relationships_by_key(number), keys)
        ]
        self._look_up_ids({end for _, (_, *ends) in found for end in ends[:2]})
        for type, (key, start, end, *values) in found:
            held = dict(zip(_names_of_relationships(type), values, strict=True))
            self._relationships[key] = Relationship(type, self._ids[start], self._ids[end], held)
        self._wanted_nodes.clear()
        self._wanted_relationships.clear()

    def _look_up_ids(self, keys: set[int]) -> None:
        """Note our ids of the nodes at the ends of relationships, which an answer need not hold themselves."""
        missing = keys - self._ids.keys()
        self._ids.update((key, self._nodes[key].id) for key in missing & self._nodes.keys())
        for number, rest in _by_table(missing - self._nodes.keys()):
            self._ids.update(self._found(_ids_by_key(labels()[number]), rest))

    def _found(self, asked: str, keys: list[int]) -> Iterable[tuple[Any, ...]]:
        for first in range(0, len(keys), CHUNK):
            _ensure_time(self._deadline)
            yield from self._connection.execute(asked, [keys[first : first + CHUNK]]).fetchall()

    def converter(self, type: Type) -> Convert:
        """Return what makes a value of a type from what the engine hands over."""
        nodes, relationships = self._nodes, self._relationships
        match type:
            case _ if not _is_made(type):
                return _same
            case NodeOf():
                return _unless_null(nodes.__getitem__)
            case RelationshipOf():
                return _unless_null(relationships.__getitem__)
            case ListOf():
                item = self.converter(type.item)
                return _unless_null(lambda values: [item(value) for value in values])
            case MapOf():
                fields = [(f"f{at}", name, self.converter(of)) for at, (name, of) in enumerate(type.fields)]
                return _unless_null(lambda held: {name: make(held[field]) for field, name, make in fields})
            case _:
                return _unless_null(
                    lambda keys: Path(
                        tuple(nodes[key] for key in keys[::2]), tuple(relationships[key] for key in keys[1::2])
                    )
                )


def _same(value: Any) -> object:
    return value


def _unless_null(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _by_table(keys: Iterable[int]) -> list[tuple[int, list[int]]]:
    held: dict[int, list[int]] = defaultdict(list)
    for key in keys:
        held[key >> SHIFT].append(key)
    return sorted(held.items())


@cache
def _names_of_nodes(label: str) -> tuple[str, ...]:
    return tuple(item.name for item in node_types()[label].properties)


@cache
def _names_of_relationships(type: str) -> tuple[str, ...]:
    return tuple(item.name for item in relationship_types()[type].properties)


@cache
def _nodes_by_key(label: str) -> str:
    wanted = ", ".join((KEY, *map(quoted, _names_of_nodes(label))))
    return f"SELECT {wanted} FROM {quoted(label)} WHERE {KEY} IN (SELECT unnest($1::BIGINT[]))"  # noqa: S608 - names of the schema


@cache
def _relationships_by_key(number: int) -> str:
    table = tables()[number]
    wanted = ", ".join((KEY, START, END, *map(quoted, _names_of_relationships(table.type))))
    return f"SELECT {wanted} FROM {quoted(table_name(table))} WHERE {KEY} IN (SELECT unnest($1::BIGINT[]))"  # noqa: S608 - names of the schema


@cache
def _ids_by_key(label: str) -> str:
    return f"SELECT {KEY}, id FROM {quoted(label)} WHERE {KEY} IN (SELECT unnest($1::BIGINT[]))"  # noqa: S608 - names of the schema
