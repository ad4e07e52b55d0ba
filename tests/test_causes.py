"""What each cause holds back equals the world with all these links; a ranking's doubt equals leaving each link out."""

from __future__ import annotations

import random
from typing import Any

import pytest

from graphmodel.answers.causes import COLUMNS, VERDICT_COLUMNS, rank_causes
from graphmodel.answers.whatif import confidence, connect
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.links import candidates, default_links, gain, held_back, lacks, plus, visible
from tests.oracle import Oracle, rows_of
from tests.permission import Permission
from tests.permission_rules import legal_rows
from tests.worlds.random_worlds import random_catalogue


def with_all(oracle: Oracle, pairs: list[tuple[str, str]]) -> int:
    links = [row for pair in pairs for row in default_links(oracle, *pair)]
    return visible(plus(oracle, links)) - visible(oracle)


def verdict_counts(catalogue: Catalogue, cause: str) -> dict[str, int | None]:
    """Return how many impediments of law have each verdict; nothing of other causes."""
    if cause != v.LEGAL:
        return dict.fromkeys(VERDICT_COLUMNS)
    permission, counts = Permission(catalogue), dict.fromkeys(VERDICT_COLUMNS, 0)
    for row in rows_of(catalogue, "impediments"):
        if row["impediment"] == cause:
            no, yes = legal_rows(permission, row["subject"], row["to"])
            counts["computed_real" if no else "computed_perceived" if yes else "computed_unsettled"] += 1
            if row["verdict"]:
                counts[row["verdict"]] += 1
    return {**counts}


@pytest.mark.rotates("brute force")
def test_what_each_cause_holds_back_equals_the_world_with_these_links() -> None:
    held = 0
    for seed in range(40):
        catalogue = random_catalogue(seed)
        oracle, told = Oracle(catalogue), rows_of(catalogue, "impediments")
        pairs = {pair: held_back(oracle, told, *pair) for pair in candidates(oracle)}
        wanted: dict[str, dict[str, Any]] = {}
        for word in v.IMPEDIMENTS:
            mine = [pair for pair, causes in pairs.items() if word.id in causes]
            best = max(mine, key=lambda pair: len(gain(oracle, *pair)), default=(None, None))
            wanted[word.id] = {
                "name": word.name("fr"),
                "stated": sum(row["impediment"] == word.id for row in told),
                "pairs": len(mine),
                "triples": with_all(oracle, mine),
                "alone": with_all(oracle, [pair for pair in mine if pairs[pair] == [word.id]]),
                "best_from": best[0],
                "best_to": best[1],
                "best_triples": len(gain(oracle, *best)) if mine else 0,  # type: ignore[arg-type]
                **verdict_counts(catalogue, word.id),
            }
            held += bool(wanted[word.id]["triples"])
        table = rank_causes(catalogue, "fr")
        assert tuple(table.columns) == COLUMNS
        assert table["rank"].tolist() == list(range(1, len(v.IMPEDIMENTS) + 1))
        order = sorted(wanted, key=lambda cause: (-wanted[cause]["triples"], v.IMPEDIMENTS.ids.index(cause)))
        assert table["cause"].tolist() == order
        rows = table.astype("object").where(table.notna(), None).drop(columns="rank").to_dict("records")
        assert {str(row.pop("cause")): row for row in rows} == wanted, seed
    assert held > 20


def first_of(oracle: Oracle, system: str) -> tuple[str, int]:
    """Return the partner that gains most, the first by id among equals; nobody where none gains."""
    found = [
        (len(gain(oracle, system, other)), other)
        for other in sorted(oracle.systems)
        if lacks(oracle, system, other) or lacks(oracle, other, system)
    ]
    count, other = max(found, key=lambda item: item[0], default=(0, ""))
    return (other, count) if count else ("", 0)


def less(oracle: Oracle, link: str) -> Oracle:
    made = plus(oracle, ())
    made.all_links = [row for row in oracle.all_links if row["id"] != link]
    return made


def test_confidence_equals_leaving_each_inferred_link_out_by_hand() -> None:
    changes = 0
    for seed in range(40):
        catalogue = random_catalogue(seed)
        oracle = Oracle(catalogue)
        live = [id for id in oracle.systems if oracle.live(id)]
        for system in random.Random(seed).sample(live, min(1, len(live))):
            found = confidence(catalogue, system)
            first, count = first_of(oracle, system)
            assert (found.first, found.triples) == (first, count)
            inferred = [link for link in oracle.links if link["confidence"] == "inferred"]
            assert found.inferred == len(inferred)
            wanted: list[tuple[object, ...]] = []
            for link in inferred:
                other, then = first_of(less(oracle, link["id"]), system)
                if other != first:
                    ask = sorted({oracle.systems[link[end]]["operator"] for end in ("from", "to")})
                    wanted.append((link["id"], link["from"], link["to"], other, then, ask))
            wanted.sort(key=lambda row: (-abs(int(str(row[4])) - count), row[0]))
            assert list(found.facts.columns) == ["link", "from", "to", "first", "triples", "ask"]
            assert [tuple(row) for row in found.facts.itertuples(index=False, name=None)] == wanted, (seed, system)
            assert found.changes == len(wanted)
            changes += found.changes
    assert changes > 5


def test_a_link_that_cannot_be_is_refused_with_the_reason(canada: Catalogue) -> None:
    oracle = Oracle(canada)
    status = dict(zip(canada.systems["id"], canada.systems["status"], strict=True))
    retired = next(id for id in status if status[id] == "retired")
    both = next(
        (one, other) for one, other, link in oracle.flows if link["direction"] == "two_way" and oracle.live(one)
    )

    def refusal(kind: type[GraphmodelError], one: str, other: str) -> str:
        with pytest.raises(kind) as refused:
            connect(canada, one, other)
        return str(refused.value)

    retiring = f"{retired} is retired: only a live system (active or retiring) can be asked about"
    assert refusal(GraphmodelError, retired, "drps-rms") == refusal(GraphmodelError, "drps-rms", retired) == retiring
    assert refusal(GraphmodelError, "drps-rms", "drps-rms") == "drps-rms cannot be linked with itself: name two systems"
    assert refusal(GraphmodelError, *both) == (
        f"{both[0]} and {both[1]} are linked both ways already: there is nothing to add"
    )
    assert refusal(UnknownName, "drps-rms", "rcmp-pipp").startswith(
        "there is no system 'rcmp-pipp' (did you mean rcmp-pip"
    )
