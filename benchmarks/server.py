"""How fast a graph gets into a Neo4j server: `python benchmarks/server.py URI FOLDER`, on an empty database.

Beside two rivals' ways and two floors, in one run on the same server. The floor is what the server alone can do:
relationships with the same properties and as many of them, made from ``UNWIND range`` with nothing sent.
"""

from __future__ import annotations

import argparse
import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import neo4j

from graphmodel import load, open_store
from graphmodel.graph.build import END, START, PropertyGraph, Relationships
from graphmodel.graph.model import relationship_types
from graphmodel.records.catalogue import Catalogue

BATCH = 10_000
SAMPLE, SINGLE = 50_000, 2_000
"""Relationships that the rivals are given, the same mix as all: in batches, and one at a time."""
_KINDS = 64
"""Rows whose properties the floor takes in turn."""


@dataclass(frozen=True)
class Part:
    """Relationships of one kind as rows of start, end and properties, with the labels at their ends.

    ``key`` says what tells two of them between the same nodes apart.
    """

    type: str
    start: str
    end: str
    key: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Way:
    """What one way of writing took."""

    count: int
    seconds: float

    @property
    def rate(self) -> float:
        """Return relationships a second."""
        return self.count / self.seconds


class Bench:
    """The measurements on one server."""

    def __init__(self, uri: str) -> None:
        user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        self.uri, self.auth = uri, (user, password) if password else None
        self.driver = neo4j.GraphDatabase.driver(uri, auth=self.auth)

    def run(self, text: str, **values: object) -> list[list[Any]]:
        """Run one statement in a transaction of its own."""
        with self.driver.session() as session:
            return session.run(neo4j.Query(text), values).values()  # type: ignore[arg-type]

    def wipe(self) -> None:
        """Remove every node and relationship."""
        self.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS")
        self.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS")

    def floor(self, items: list[Relationships], systems: int) -> Way:
        """Let the server make as many relationships with the same properties, and remove them."""
        self.run("CREATE CONSTRAINT bench IF NOT EXISTS FOR (b:Bench) REQUIRE b.id IS UNIQUE")
        self.run(
            "UNWIND range(0, $n - 1) AS i CALL (i) { CREATE (:Bench {id: 'b-' + toString(i)}) } IN TRANSACTIONS",
            n=systems,
        )
        start = time.perf_counter()
        for item in items:
            kinds = item.rows.slice(0, _KINDS)
            names = [name for name in kinds.column_names if name not in (START, END)]
            columns = {name: kinds[name].to_pylist() for name in names} | {
                "digest": list(range(2**60, 2**60 + len(kinds)))
            }
            given = ", ".join(f"{name}: ${name}[i % $kinds]" for name in columns)
            for first in range(0, len(item.rows), BATCH):
                self.run(
                    "UNWIND range($first, $last - 1) AS i MATCH (a:Bench {id: 'b-' + toString(i * 7919 % $systems)}) "
                    "MATCH (b:Bench {id: 'b-' + toString((i * 104729 + 1) % $systems)}) "
                    f"CREATE (a)-[:FLOOR {{{given}}}]->(b)",
                    first=first,
                    last=min(first + BATCH, len(item.rows)),
                    systems=systems,
                    kinds=len(kinds),
                    **columns,
                )
        taken = Way(sum(len(item.rows) for item in items), time.perf_counter() - start)
        self.run("MATCH (n:Bench) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS")
        return taken

    def single(self, part: Part) -> None:
        """Write one statement a row."""
        with self.driver.session() as session:
            for row in part.rows:
                session.run(
                    f"MATCH (a:{part.start} {{id: $start}}) MATCH (b:{part.end} {{id: $end}}) "
                    f"CREATE (a)-[r:{part.type}]->(b) SET r = $properties",
                    row,
                ).consume()

    def merged(self, part: Part) -> None:
        """Write in batches with MERGE for each relationship, as common loaders do."""
        for first in range(0, len(part.rows), BATCH):
            self.run(
                f"UNWIND $rows AS row MATCH (a:{part.start} {{id: row.start}}) MATCH (b:{part.end} {{id: row.end}}) "
                f"MERGE (a)-[r:{part.type}{part.key}]->(b) SET r += row.properties",
                rows=part.rows[first : first + BATCH],
            )

    def bulk(self, part: Part) -> None:
        """Write with py2neo.bulk in batches."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph = import_module("py2neo").Graph(self.uri, **({"auth": self.auth} if self.auth else {}))
            create = import_module("py2neo.bulk").create_relationships
            keys = {"start_node_key": (part.start, "id"), "end_node_key": (part.end, "id")}
            for first in range(0, len(part.rows), BATCH):
                rows = [(row["start"], row["properties"], row["end"]) for row in part.rows[first : first + BATCH]]
                create(graph.auto(), rows, part.type, **keys)

    def rival(self, write: Callable[[Part], None], parts: list[Part]) -> Way:
        """Time a rival on some relationships, and remove what it made."""
        start = time.perf_counter()
        for part in parts:
            write(part)
        taken = Way(sum(len(part.rows) for part in parts), time.perf_counter() - start)
        for part in parts:
            (found,) = self.run(f"MATCH ()-[r:{part.type}]->() RETURN count(r)")
            assert found == [len(part.rows)], (part.type, found)
            self.run(f"MATCH ()-[r:{part.type}]->() CALL (r) {{ DELETE r }} IN TRANSACTIONS OF 20000 ROWS")
        return taken


def sample(items: list[Relationships], wanted: int) -> list[Part]:
    """Return about so many relationships, spread over all of the kinds that make up at least a hundredth of them."""
    total = sum(len(item.rows) for item in items)
    parts: list[Part] = []
    for item in items:
        if 100 * len(item.rows) >= total:
            rows = item.rows.take(list(range(0, len(item.rows), max(total // wanted, 1)))).to_pylist()
            made = [{"start": row.pop(START), "end": row.pop(END), "properties": row} for row in rows]
            flow = "link" in item.rows.column_names
            key = " {link: row.properties.link, reverse: row.properties.reverse}" if flow else ""
            parts.append(Part(f"RIVAL_{item.type}", item.start, item.end, key, made))
    return parts


def changed(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with another note on every hundredth link."""
    links = catalogue.links.copy()
    links.loc[links.index[::100], "note"] = "said otherwise"
    frames = {name: catalogue.table(name) for name in catalogue.counts}
    return Catalogue.unchecked({**frames, "links": links}, catalogue.about)


@contextmanager
def bench(uri: str) -> Iterator[Bench]:
    """Give the measurements on an empty database, which is empty again afterwards."""
    made = Bench(uri)
    with made.driver:
        (found,) = made.run("MATCH (n) RETURN count(n)")
        if found != [0]:
            raise SystemExit(f"{uri} must hold an empty database: everything in it will be deleted")
        try:
            yield made
        finally:
            made.wipe()


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("uri")
    parser.add_argument("folder")
    asked = parser.parse_args()
    catalogue = load(asked.folder)
    graph = PropertyGraph(catalogue)
    items = [item for name in relationship_types() for item in graph.relationships(name)]
    total, systems = sum(len(item.rows) for item in items), catalogue.counts["systems"]
    with bench(asked.uri) as made, open_store(asked.uri, notice=print) as store:
        before = made.floor(items, systems)
        first = Way(total, timed(lambda: store.write(catalogue)))
        after = made.floor(items, systems)
        floor = Way(2 * total, before.seconds + after.seconds)
        print(f"{total:,} relationships, {sum(store.info().counts.values()) - total:,} nodes")
        print(
            f"server alone, UNWIND range        {floor.seconds / 2:7.1f} s   {before.rate:,.0f} and {after.rate:,.0f} a second"
        )
        print(
            f"first load, whole                 {first.seconds:7.1f} s   {first.rate:,.0f} a second, {first.rate / floor.rate:.2f} of it   (goal 0.70)"
        )
        again, fresh = load(asked.folder), changed(catalogue)
        unchanged, hundredth = timed(lambda: store.write(again)), timed(lambda: store.write(fresh))
        print(
            f"the same again                    {unchanged:7.1f} s   {unchanged / first.seconds:.3f} of the first   (goal 0.05)"
        )
        print(
            f"1 % of the links changed          {hundredth:7.1f} s   {hundredth / first.seconds:.3f} of the first   (goal 0.125)"
        )
        for name, write, wanted, goal in (
            ("one statement a row", made.single, SINGLE, "   (goal 30)"),
            ("MERGE in batches", made.merged, SAMPLE, "   (goal 1)"),
            ("py2neo.bulk", made.bulk, SAMPLE, "   (goal 1)"),
        ):
            try:
                rival = made.rival(write, sample(items, wanted))
            except ImportError:
                print(f"{name}: not installed")
                continue
            print(
                f"{name:33} {rival.seconds:7.1f} s   {rival.rate:,.0f} a second: the first load is {first.rate / rival.rate:.2f} times as fast{goal}"
            )


def timed(work: Callable[[], object]) -> float:
    """Return how long it takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
