"""What Cypher is completed with is what the store holds: every label, type and property, and nothing else."""

from __future__ import annotations

from html import unescape

from graphmodel.records.schema import tables
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
    assert not english & {one["about"] for one in french["labels"].values()}


def test_what_a_column_means_is_said_in_french(explorer: Site) -> None:
    page = unescape(explorer.get("/system/rcmp-pip", {"lang": "fr"}).text)
    assert "title=\"L'organisme qui l'exploite.\"" in page
    sentences = {column.sentence for table in tables().values() for column in table.columns}
    assert [sentence for sentence in sentences if f'title="{sentence}"' in page] == []
