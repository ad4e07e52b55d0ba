"""The table of expressions is what a real Neo4j says."""

from __future__ import annotations

import pytest

from tests.cypher.asking import Theirs
from tests.cypher.expressions import alike, asked, stored
from tests.servers import Server


@pytest.mark.rotates("a server at length")
def test_the_table_is_what_the_server_says(neo4j_server: Server) -> None:
    neo4j_server.start()
    theirs = Theirs(neo4j_server)
    now = asked(theirs)
    theirs.close()
    table = stored()
    assert now.keys() == table.keys()
    changed = {
        text: (right, now[group].get(text))
        for group, lines in table.items()
        for text, right in lines.items()
        if not alike(text, now[group].get(text, {}), right)
    }
    assert changed == {}
