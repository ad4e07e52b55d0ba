"""Generated statements are answered alike by the embedded store and a real Neo4j; other ones every day.

``GRAPHMODEL_SEED`` plays a run again. The long run is ``python -m tests.cypher``.
"""

from __future__ import annotations

import pytest

from tests.cypher.asking import Ours, Theirs
from tests.cypher.generator import generate
from tests.cypher.pools import Pools
from tests.cypher.run import Count, compare
from tests.cypher.worlds import world
from tests.rotation import VARIABLE, name_run, run_number
from tests.servers import Server

WORLDS, TEXTS = 3, 30
SEED = name_run()


@pytest.mark.rotates("a server at length")
def test_generated_statements_are_answered_as_neo4j_answers_them(neo4j_server: Server) -> None:
    neo4j_server.start()
    theirs, total = Theirs(neo4j_server), Count()
    first = run_number() % 10_000
    for number in range(first, first + WORLDS):
        catalogue = world(number)
        theirs.write(catalogue)
        ours = Ours(catalogue)
        seeds = [f"{SEED}/{number}/{at}" for at in range(TEXTS)]
        total.add(compare(ours, theirs, Pools.of(catalogue), seeds))
        ours.close()
    theirs.close()
    told = "\n".join([f"{VARIABLE}={SEED}", *(item.told() for item in total.findings), total.told()])
    assert not total.different, told
    texts = WORLDS * TEXTS
    # the comparison has teeth only where most texts are answered, and many of them with rows
    assert total.totals["equal, with rows"] >= 0.25 * texts, told
    assert total.totals["equal, with rows"] + total.totals["equal, empty"] >= 0.7 * texts, told
    assert sum(count for what, count in total.totals.items() if "refused by Neo4j" in what) <= 0.02 * texts, told


def test_a_seed_gives_one_text() -> None:
    pools = Pools.of(world(1))
    assert [generate(at, pools) for at in range(50)] == [generate(at, pools) for at in range(50)]
