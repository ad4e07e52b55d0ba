"""The script of an export builds on a real server, twice or once, what a load writes there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.exchange.script import statements
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import open_store
from tests.rotation import share
from tests.servers import Server
from tests.stores import emptied, graph_content
from tests.test_export import hostile
from tests.worlds.random_worlds import random_catalogue


@pytest.mark.rotates("a server at length")
def test_the_script_is_a_load(neo4j_server: Server, canada: Catalogue, tmp_path: Path) -> None:
    for n, world in enumerate((random_catalogue(7), *share((hostile(), canada, random_catalogue(8))))):
        opening = emptied(neo4j_server)
        with neo4j_server.driver() as driver, driver.session() as session:
            for _ in range(1 + (n == 0)):
                for statement in statements(world):
                    session.run(statement).consume()
        with opening() as store, open_store(tmp_path / f"{n}.duckdb") as loaded:
            loaded.write(world)
            one, other = graph_content(store), graph_content(loaded)
            one.pop("Load")
            other.pop("Load")
            assert one == other
            assert store.read() == world
            assert store.info().digest == world.digest
            before = store.info().loaded_at
            store.write(world)  # finds it there already, and writes nothing
            assert store.info().loaded_at == before
