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
from graphmodel.catalogue import Catalogue
from graphmodel.graph.build import END, START, PropertyGraph, Relationships
from graphmodel.graph.model import relationship_types

BATCH = 10_000
SAMPLE, SINGLE = 50_000, 2_000
"""Relationships that the rivals are given: in batches, and one at a time."""
_KINDS = 64
"""Rows whose properties the floor takes in turn."""


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

    def single(self, rows: list[dict[str, Any]]) -> None:
        """Write one statement a row."""
        with self.driver.session() as session:
            for row in rows:
                session.run(
                    "MATCH (a:System {id: $start}) MATCH (b:System {id: $end}) CREATE (a)-[r:RIVAL]->(b) SET r = $properties",
                    row,
                ).consume()

    def merged(self, rows: list[dict[str, Any]]) -> None:
        """Write in batches with MERGE for each relationship, as common loaders do."""
        for first in range(0, len(rows), BATCH):
            self.run(
                "UNWIND $rows AS row MATCH (a:System {id: row.start}) MATCH (b:System {id: row.end}) "
                "MERGE (a)-[r:RIVAL {link: row.properties.link, reverse: row.properties.reverse}]->(b) SET r += row.properties",
                rows=rows[first : first + BATCH],
            )

    def bulk(self, rows: list[dict[str, Any]]) -> None:
        """Write with py2neo.bulk in batches."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph = import_module("py2neo").Graph(self.uri, **({"auth": self.auth} if self.auth else {}))
            create = import_module("py2neo.bulk").create_relationships
            keys = {"start_node_key": ("System", "id"), "end_node_key": ("System", "id")}
            for first in range(0, len(rows), BATCH):
                part = [(row["start"], row["properties"], row["end"]) for row in rows[first : first + BATCH]]
                create(graph.auto(), part, "RIVAL", **keys)

    def rival(self, write: Callable[[list[dict[str, Any]]], None], rows: list[dict[str, Any]]) -> Way:
        """Time a rival on some rows, and remove what it made."""
        start = time.perf_counter()
        write(rows)
        taken = Way(len(rows), time.perf_counter() - start)
        (found,) = self.run("MATCH ()-[r:RIVAL]->() RETURN count(r)")
        assert found == [len(rows)], found
        self.run("MATCH ()-[r:RIVAL]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS")
        return taken


def sample(items: list[Relationships]) -> list[dict[str, Any]]:
    """Return live flows, spread over all of them, as rows of start, end and properties."""
    (feeds,) = (item.rows for item in items if item.type == "FEEDS")
    step = max(len(feeds) // SAMPLE, 1)
    rows = feeds.take(list(range(0, len(feeds), step))[:SAMPLE]).to_pylist()
    return [{"start": row.pop(START), "end": row.pop(END), "properties": row} for row in rows]


def changed(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with another note on every hundredth link."""
    links = catalogue.links.copy()
    links.loc[links.index[::100], "note"] = "said otherwise"
    frames = {name: catalogue.table(name) for name in catalogue.counts}
    return Catalogue.of({**frames, "links": links}, catalogue.about)


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
        rows = sample(items)
        for name, write, given, goal in (
            ("one statement a row", made.single, rows[:SINGLE], "   (goal 30)"),
            ("MERGE in batches", made.merged, rows, "   (goal 1)"),
            ("py2neo.bulk", made.bulk, rows, "   (goal 1)"),
        ):
            try:
                rival = made.rival(write, given)
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
