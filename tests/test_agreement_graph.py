"""The graph says of agreements what the tables say: who covers what by Cypher, and the pack's answers, on random worlds."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graphmodel.queries.packs import query
from graphmodel.records.catalogue import Catalogue
from graphmodel.stores import Store, open_store
from graphmodel.words import vocabulary as v
from tests.permission import Permission
from tests.permission_rules import indicators, links_under
from tests.rotation import rotated
from tests.worlds.random_worlds import random_catalogue

COVERING = """
MATCH (d:Agency)-[:DISCLOSES_UNDER]->(g:Agreement)<-[:RECEIVES_UNDER]-(r:Agency), (s:System)
WHERE g.status IN ['active', 'retiring'] AND d.organisation <> r.organisation
  AND (size(coalesce(g.purpose, [])) = 0 OR any(p IN g.purpose WHERE NOT p IN ['civil_screening', 'statistics']))
  AND (g.any_system OR EXISTS { MATCH (g)-[:SPEAKS_OF]->(s) })
RETURN r.id, d.id, s.id, g.id, g.effect, g.kind, g.classes
"""
SEEDS = rotated(90)
Rows = set[tuple[Any, ...]]


def covered(store: Store) -> Rows:
    """Return (recipient, discloser, system, class, agreement, effect, kind) as the graph has them."""
    return {
        (recipient, discloser, system, class_, agreement, effect, kind)
        for recipient, discloser, system, agreement, effect, kind, classes in store.run(COVERING).rows
        for class_ in (classes or v.CARRIED_CLASSES.ids)
    }


def expected(permission: Permission) -> Rows:
    agencies, systems = permission.oracle.agencies, permission.oracle.systems
    return {
        (recipient, discloser, system, class_, row["id"], row["effect"], row["kind"])
        for recipient in agencies
        for discloser in agencies
        for system in systems
        for class_ in v.CARRIED_CLASSES.ids
        for row in permission.covering(recipient, discloser, class_, system)
    }


def asked(store: Store, id: str, column: str) -> set[str]:
    table = store.run(*query(id).bind({}))
    return {row[list(table.columns).index(column)] for row in table.rows}


def check_pack(store: Store, permission: Permission) -> Counter[str]:
    """Hold the queries of the pack against the tables, and return which of them found something."""
    wanted = {name: ids for name, (ids, _) in indicators(permission).items()}
    found = {
        "without_audit": asked(store, "agreements/without-audit", "agreement"),
        "without_onward": asked(store, "agreements/without-onward", "agreement"),
        "without_retention": asked(store, "agreements/without-retention", "agreement"),
        "expired_with_live_links": asked(store, "agreements/expired-with-live-links", "agreement"),
        "links_without_agreement": asked(store, "agreements/links-without-agreement", "link"),
        "agreements_without_link": asked(store, "agreements/without-link", "agreement"),
    }
    assert found == wanted
    ended = [row for row in permission.all_rows if row["status"] == "retired" and row["effect"] == "permits"]
    rows = [row for row in ended if permission.counts({**row, "status": "active"})]
    links = set[str]().union(*(links_under(permission, row) for row in rows))
    assert asked(store, "agreements/expired-with-live-links", "link") == links
    forbids = {row["id"] for row in permission.all_rows if row["status"] in ("active", "retiring")}
    forbids &= {row["id"] for row in permission.all_rows if row["effect"] == "forbids"}
    assert asked(store, "agreements/forbidding", "agreement") == forbids
    return Counter(name for name, ids in wanted.items() if ids)


def check_agencies(store: Store, permission: Permission) -> None:
    """Hold who may receive from whom against the tables."""
    chosen = query("agreements/who-may-receive-from")
    for discloser in permission.oracle.agencies:
        rows = store.run(*chosen.bind({"agency": discloser, "class": ""})).rows
        top = permission.oracle.organisation
        assert {(row[0], row[2], row[4]) for row in rows} == {
            (recipient, row["id"], row["effect"])
            for row in permission.rows
            if discloser in permission.party(row, "discloser")
            for recipient in permission.party(row, "recipient")
            if top(recipient) != top(discloser)
        }


def half_retired(catalogue: Catalogue) -> Catalogue:
    rows = catalogue.agreements.copy()
    rows.loc[::2, "status"] = "retired"
    return catalogue.replace_rows("agreements", rows)


@pytest.mark.rotates("brute force of agreements")
def test_the_graph_covers_what_the_tables_cover_and_the_pack_tells_it() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        made = random_catalogue(seed)
        catalogue = half_retired(made) if seed % 2 else made
        permission = Permission(catalogue)
        with open_store("memory:") as store:
            store.write(catalogue)
            assert covered(store) == expected(permission), seed
            seen += check_pack(store, permission)
            check_agencies(store, permission)
    assert len(seen) == 6  # else the worlds show little
