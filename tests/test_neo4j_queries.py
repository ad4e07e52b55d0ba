"""Every canned query answers the same on Neo4j as in the embedded engine, and as the text pasted into Neo4j Browser."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import neo4j
import pytest

from graphmodel.queries import packs
from graphmodel.queries.parameters import TYPES, Parameter
from graphmodel.queries.query import Query
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Recommendation
from graphmodel.stores import Store, open_store
from graphmodel.values.elements import Node, Path, Relationship
from tests.rotation import rotated
from tests.servers import Server
from tests.stores import Opening, emptied
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("a server at length")

WORLDS = 12
SHIPPED = tuple(packs.shipped())
TABLES = {
    "Agency": "agencies",
    "System": "systems",
    "Product": "products",
    "Standard": "standards",
    "Source": "sources",
}
RECOMMENDATION = Recommendation(id="r0", name="R", addresses="legal_privacy", concerns="rms;cad")
TEXTS = ("", "e", "System 1", "p0", "nothing like it")


@pytest.fixture(scope="module")
def opened(neo4j_server: Server) -> Opening:
    """How to open the server's store, empty at first."""
    return emptied(neo4j_server)


@pytest.fixture(scope="module")
def server_store(opened: Opening) -> Iterator[Store]:
    """The server's store."""
    with opened() as store:
        yield store


@pytest.fixture(scope="module")
def canadian(opened: Opening, canada: Catalogue) -> Iterator[Store]:
    """The same with the Canadian catalogue in it."""
    with opened() as store:
        store.write(canada)
        yield store


def a_value(parameter: Parameter, catalogue: Catalogue, rnd: random.Random) -> object:
    """Return a random value that a parameter takes: an id, a word of its vocabulary, any, or something unknown."""
    type = TYPES[parameter.type]
    known = [str(word) for word in type.vocabulary.ids] if type.vocabulary else []
    if type.label in TABLES:
        known = list(catalogue.table(TABLES[type.label])["id"])  # type: ignore[arg-type]
    if type.label == "Vendor":
        known = ["v"]
    match type.kind:
        case "number":
            return rnd.choice((-1, 0, 1, 2, 5, 1990, 2030))
        case "flag":
            return rnd.random() < 0.5
        case "list":
            return rnd.sample(known, min(len(known), rnd.randint(0, 3)))
    known = known or [*TEXTS, *catalogue.agencies["id"], *catalogue.links["id"]]
    known = [word for word in known if word or parameter.may_be_empty]
    wanted = rnd.choice((rnd.choice(known), rnd.choice(known), rnd.choice(known), "nobody's"))
    return parameter.default if parameter.default == "" and rnd.random() < 0.5 else wanted


def some_values(query: Query, catalogue: Catalogue, rnd: random.Random) -> dict[str, object]:
    return {item.name: a_value(item, catalogue, rnd) for item in query.parameters}


def plain(value: object) -> object:
    """Return a value so that two stores' can be compared: by our ids, and numbers by what they are worth."""
    if isinstance(value, Node):
        return value.label, value.id, plain(value.properties)
    if isinstance(value, Relationship):
        return value.type, value.start, value.end, plain(value.properties)
    if isinstance(value, Path):
        return plain([*value.nodes, *value.relationships])
    if isinstance(value, dict):
        return tuple(sorted((key, plain(item)) for key, item in value.items()))
    if isinstance(value, list):
        return tuple(plain(item) for item in value)
    return round(Decimal(value), 9) if isinstance(value, float) else value


def rows_of(store: Store, query: Query, values: dict[str, object] | None) -> tuple[object, object]:
    """Return a query's columns and rows, in order where it promises one; the raw text's where there are no values."""
    asked = (query.text,) if values is None else query.bind(values)
    table = store.run(*asked)
    rows = [tuple(plain(value) for value in row) for row in table.rows]
    return table.columns, rows if query.ordered and query.shows == "table" else Counter(rows)


def test_all_queries_equal_those_of_the_embedded_engine(server_store: Store) -> None:
    some = set()
    for seed in rotated(WORLDS):
        catalogue, rnd = random_catalogue(seed).add(RECOMMENDATION), random.Random(seed)
        server_store.write(catalogue)
        with open_store("memory:") as embedded:
            embedded.write(catalogue)
            for query in SHIPPED:
                values = some_values(query, catalogue, rnd)
                expected = rows_of(embedded, query, values)
                assert rows_of(server_store, query, values) == expected, (seed, query.id, values)
                if expected[1]:
                    some.add(query.id)
    assert len(some) >= 0.6 * len(SHIPPED)  # no comparison of empty tables alone


@pytest.mark.rotates
@pytest.mark.parametrize("query", SHIPPED, ids=lambda query: query.id)
def test_the_text_as_it_stands_equals_the_bound_one(canadian: Store, canada_store: Store, query: Query) -> None:
    raw = rows_of(canadian, query, None)
    assert raw == rows_of(canadian, query, {})
    assert raw == rows_of(canada_store, query, {})


def test_the_server_has_nothing_to_remark(canadian: Store, neo4j_server: Server) -> None:
    """No label or property that is unknown, no deprecated word, no product of unconnected patterns, raw or bound."""
    assert canadian.info().state == "complete"
    remarks: set[tuple[str, str]] = set()
    with neo4j_server.driver() as driver, driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        unknown = session.run("MATCH (n:Nowhere) RETURN n").consume().gql_status_objects
        assert any(item.is_notification for item in unknown)  # it would remark on what is wrong
        for query in SHIPPED:
            for text, values in ((query.text, {}), query.bind()):
                said = session.run(text, values).consume().gql_status_objects
                remarks |= {(query.id, item.status_description) for item in said if item.is_notification}
    assert remarks == set()
