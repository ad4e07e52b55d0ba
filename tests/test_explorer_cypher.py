"""Hostile Cypher in the explorer: the whole table of the guard is refused on pages and under /api as in a terminal."""

from __future__ import annotations

import pytest

from graphmodel.explorer.resident import MOST_ROWS
from tests.serving import Site
from tests.test_cypher_attacks import BOMBS, FUNCTIONS, LONG, STATEMENTS

WRITES = (
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "CREATE (n:System)",
    "MERGE (n:System {id: 'x'})",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) REMOVE n.name",
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "CALL apoc.load.json('file:///etc/passwd')",
    "CALL dbms.components()",
    "FOREACH (x IN [1] | CREATE (:System))",
)
PATHS = ("/api/cypher", "/cypher")
REFUSED, TOO_LONG, CUT = (400, 422), 414, 504
LONGEST = 16_000
"""No address is longer, about."""
BOUNDED = ("rows without end", "nodes without end")
"""What has too many rows, not too much work: the first are given, and it is said."""


def refused(site: Site, text: str, statuses: tuple[int, ...] = REFUSED, **given: str) -> None:
    """Check that a text is refused on both paths, and that nothing of the computer or the engine is told.

    What is longer than any address is not read to its end: the connection is closed.
    """
    for path in PATHS:
        try:
            reply = site.get(path, {"text": text, **given})
        except ConnectionError:
            assert len(text) > LONGEST
            continue
        assert reply.status in statuses, (path, reply.status, text[:200])
        assert not any(word in reply.text for word in ("root:", "Traceback", "site-packages", "graphmodel failed"))


@pytest.mark.parametrize("text", [*WRITES, *STATEMENTS])
def test_statements_are_refused(explorer: Site, text: str) -> None:
    refused(explorer, text)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_an_engine_are_refused(explorer: Site, name: str) -> None:
    refused(explorer, f"RETURN {name}('/etc/passwd') AS x")


@pytest.mark.rotates("hostile Cypher in the explorer")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_or_small_and_the_explorer_goes_on(explorer: Site, name: str) -> None:
    refused(explorer, BOMBS[name], (200, *REFUSED, TOO_LONG, 431, CUT), timeout="2")
    assert explorer.get("/api/study").status == 200


@pytest.mark.rotates("hostile Cypher in the explorer")
@pytest.mark.parametrize("name", LONG)
def test_long_work_is_cut_off_in_words(explorer: Site, name: str) -> None:
    if name in BOUNDED:
        reply = explorer.get("/api/cypher", {"text": LONG[name]})
        assert (reply.status, len(reply.json["answer"])) == (200, MOST_ROWS)
        assert "there are more" in " ".join(reply.json["notes"])
    else:
        refused(explorer, LONG[name], (*REFUSED, CUT), timeout="1")
    assert explorer.get("/api/study").status == 200
