"""What Cypher is completed with is what the store holds: every label, type and property, and nothing else."""

from __future__ import annotations

from graphmodel.stores import open_store
from tests.serving import Site


def test_every_word_of_the_store_is_there(explorer: Site) -> None:
    words = explorer.get("/graph-words").json
    with open_store(str(explorer.resident.settings.store)) as store:
        labels = {str(row[0]) for row in store.run("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label").rows}
        types = {str(row[0]) for row in store.run("MATCH ()-[r]->() RETURN DISTINCT type(r) AS type").rows}
        assert labels <= set(words["labels"])
        assert types <= set(words["relationships"])
        for label in ("Agency", "System"):
            for name in words["labels"][label]["properties"]:
                store.run(f"MATCH (n:{label}) RETURN n.{name} AS value LIMIT 1")
    french = explorer.get("/graph-words", {"lang": "fr"}).json
    assert set(french["labels"]) == set(words["labels"])
    english = {one["about"] for one in words["labels"].values()}
    assert not english & ({one["about"] for one in french["labels"].values()} - {""})
