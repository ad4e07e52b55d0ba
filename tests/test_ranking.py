"""Every column of a ranking equals a plain reading of the definitions; each first place is recomputed from scratch."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pandas as pd
import pytest

import graphmodel
from graphmodel.answers.plausible import Barriers, Plausible, causes_of, mask_of
from graphmodel.answers.ranking import COLUMNS, World, rank_partners
from graphmodel.engine.network import Network
from graphmodel.engine.proposals import Proposals
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from tests.links import gain, held_back, lacks, readers, reasons
from tests.oracle import Oracle, rows_of
from tests.permission import STATES, Permission
from tests.rotation import share
from tests.test_compare import figure
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("ranking")

WORLDS = 100
FRENCH = {"relays": "relaie", "is a national repository": "est un répertoire national", "same type": "même type"}


def partners(oracle: Oracle, catalogue: Catalogue, system: str) -> list[dict[str, Any]]:
    """Return the rows of a ranking, ranked by triples, then id."""
    rows: list[dict[str, Any]] = []
    permission = Permission(catalogue, oracle=oracle)
    for other, row in oracle.systems.items():
        to, back = lacks(oracle, system, other), lacks(oracle, other, system)
        if not (to or back):
            continue
        found = gain(oracle, system, other)
        own = sum(agency in readers(oracle, system) for agency, _, _ in found)
        rows.append(
            {
                "partner": other,
                "name": row["name"],
                "type": row["type"],
                "operator": row["operator"],
                "triples": len(found),
                "own": own,
                "others": len(found) - own,
                "agencies": len({agency for agency, _, _ in found}),
                "systems": len({origin for _, origin, _ in found}),
                **(permission.counted(found) if permission.all_rows else {}),
                "adds": "both" if to and back else "to" if to else "from",
                "why": reasons(oracle, system, other),
                "held_back_by": held_back(oracle, rows_of(catalogue, "impediments"), system, other),
            }
        )
    rows.sort(key=lambda row: (-row["triples"], row["partner"]))
    return [{"rank": rank, **row} for rank, row in enumerate(rows, 1)]


def columns_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the columns of a ranking: the states only where agreements are recorded."""
    return tuple(name for name in COLUMNS if len(catalogue.agreements) or name not in STATES)


def some_live(oracle: Oracle, rnd: random.Random, most: int) -> list[str]:
    live = [id for id in oracle.systems if oracle.live(id)]
    return rnd.sample(live, min(most, len(live)))


def covered(oracle: Oracle, agencies: set[str], column: str) -> int:
    """Return of how many of some agencies a figure is recorded, or that of one above that is among them."""

    def known(agency: str) -> bool:
        if agency in agencies and oracle.agencies[agency][column] != "":
            return True
        above = oracle.agencies[agency]["part_of"]
        return bool(above) and known(above)

    return sum(map(known, agencies))


@pytest.mark.parametrize("start", range(0, WORLDS, 20))
def test_rankings_of_random_worlds_equal_the_definition(start: int) -> None:
    for seed in range(start, start + 20):
        catalogue = random_catalogue(seed)
        oracle, world, rnd = Oracle(catalogue), World(catalogue), random.Random(seed)
        for system in some_live(oracle, rnd, 2):
            wanted = partners(oracle, catalogue, system)
            table = rank_partners(world, system)
            assert tuple(table.columns) == columns_of(catalogue)
            assert table.to_dict("records") == wanted, (seed, system)
            assert rank_partners(catalogue, system, limit=3).to_dict("records") == wanted[:3]
            cause = rnd.choice(v.IMPEDIMENTS.ids)
            free = [row for row in wanted if cause not in row["held_back_by"]]
            respected = rank_partners(world, system, respect=[cause])
            assert respected["partner"].tolist() == [row["partner"] for row in free]
            assert respected["rank"].tolist() == list(range(1, len(free) + 1))
            assert rank_partners(world, system, respect=v.IMPEDIMENTS.ids)["held_back_by"].map(len).sum() == 0


def test_rankings_by_agencies_officers_and_population_equal_the_definition() -> None:
    ranked = refused = 0
    for seed in range(WORLDS):
        catalogue, rnd = random_catalogue(seed), random.Random(seed)
        recorded = [rnd.choice((None, *range(0, 5_000, 250))) if n else 100 for n in range(len(catalogue.agencies))]
        catalogue = catalogue.replace_rows(
            "agencies", catalogue.agencies.assign(population_served=pd.Series(recorded, dtype="object"))
        )
        oracle, world = Oracle(catalogue), World(catalogue)
        for system in some_live(oracle, rnd, 1):
            rows = partners(oracle, catalogue, system)
            gaining = {
                row["partner"]: {agency for agency, _, _ in gain(oracle, system, row["partner"])} for row in rows
            }
            for weight, column in (
                ("agencies", ""),
                ("population", "population_served"),
                ("officers", "sworn_officers"),
            ):
                for row in rows:
                    some = gaining[row["partner"]]
                    row[weight] = figure(oracle, some, column) if column else len(some)
                concerned = set[str]().union(*gaining.values())
                known = covered(oracle, concerned, column) if column else len(concerned)
                if known < 0.8 * len(concerned):
                    refused += 1
                    said = f"{column} is recorded for {known} of the {len(concerned)} agencies concerned "
                    with pytest.raises(GraphmodelError, match=said):
                        rank_partners(world, system, weight=weight)  # type: ignore[arg-type]
                    continue
                table = rank_partners(world, system, weight=weight)  # type: ignore[arg-type]
                ranked += 1
                rows.sort(key=lambda row, by=weight: (-row[by], -row["triples"], row["partner"]))  # type: ignore[misc]
                assert table["partner"].tolist() == [row["partner"] for row in rows], (seed, system, weight)
                assert table[weight].tolist() == [row[weight] for row in rows]
                known = columns_of(catalogue)
                names = [*known[:5], *([weight] if column else []), *known[5:]]
                assert list(table.columns) == names
    assert min(ranked, refused) > 20


def test_what_is_plausible_has_a_reason_and_the_other_way_round() -> None:
    for seed in range(WORLDS):
        catalogue = random_catalogue(seed)
        oracle, net = Oracle(catalogue), Network(catalogue)
        plausible, barriers = Plausible(Proposals(net)), Barriers(net)
        ids, told = list(net.systems), rows_of(catalogue, "impediments")
        live = np.flatnonzero(net.live)
        found = plausible.between(live[:, None], live[None, :])
        held = barriers.between(live[:, None], live[None, :])
        for row, one in enumerate(live):
            for column, other in enumerate(live):
                wanted = reasons(oracle, ids[one], ids[other])
                assert plausible.reasons(int(one), int(other)) == wanted
                assert found[row, column] == bool(wanted)
                causes = held_back(oracle, told, ids[one], ids[other])
                assert causes_of(int(held[row, column])) == causes


def test_the_words_of_a_ranking_are_french_where_asked() -> None:
    said = set[str]()
    for seed in range(30):
        catalogue = random_catalogue(seed)
        french = catalogue.systems.assign(
            name_fr=[f"Système {n}" if n % 2 else None for n in range(len(catalogue.systems))]
        )
        catalogue = catalogue.replace_rows("systems", french)
        oracle = Oracle(catalogue)
        for system in some_live(oracle, random.Random(seed), 1):
            rows = rank_partners(catalogue, system, language="fr").to_dict("records")
            for row, english in zip(rows, rank_partners(catalogue, system).to_dict("records"), strict=True):
                assert row["name"] == (
                    oracle.systems[row["partner"]]["name_fr"] or oracle.systems[row["partner"]]["name"]
                )
                assert len(row["why"]) == len(english["why"])
                for text, other in zip(row["why"], english["why"], strict=True):
                    said.add(text)
                    plain = next((word for word in FRENCH if other.endswith(word)), None)
                    if plain:
                        assert text == other.replace(plain, FRENCH[plain])
                    else:
                        times = int(other.split()[-2])
                        assert text == f"cette paire de types a {times} lien{'s' if times > 1 else ''}"
    assert len(said) > 10


def test_a_ranking_that_cannot_be_is_refused(canada: Catalogue) -> None:
    def refusal(kind: type[GraphmodelError], system: str, **given: Any) -> str:
        with pytest.raises(kind) as refused:
            rank_partners(canada, system, **given)
        return str(refused.value)

    assert refusal(UnknownName, "drps-rm") == "there is no system 'drps-rm' (did you mean drps-rms?)"
    assert refusal(UnknownName, "rcmp") == "there is no system 'rcmp': that is an agency; name a system"
    retired = next(
        id for id, status in zip(canada.systems["id"], canada.systems["status"], strict=True) if status == "retired"
    )
    assert refusal(GraphmodelError, retired) == (
        f"{retired} is retired: only a live system (active or retiring) can be asked about"
    )
    causes = ", ".join(v.IMPEDIMENTS.ids)
    assert refusal(UnknownName, "drps-rms", respect=["zz"]) == f"there is no cause 'zz'; one of {causes}"
    assert refusal(UnknownName, "drps-rms", respect=["legal_privacy", "legal_privcy"]) == (
        f"there is no cause 'legal_privcy' (did you mean legal_privacy?); one of {causes}"
    )


def test_too_few_figures_are_refused_with_the_coverage(canada: Catalogue) -> None:
    with pytest.raises(GraphmodelError) as refused:
        rank_partners(canada, "drps-rms", weight="population")
    found = str(refused.value).replace("(", "").split()
    known, count, percent = (int(found[at]) for at in (4, 7, 10))
    assert percent == math.floor(100 * known / count) < 80
    assert str(refused.value) == (
        f"population_served is recorded for {known} of the {count} agencies concerned ({percent} %): a weight needs "
        "80 %; use --weight triples or agencies"
    )


def test_the_causes_of_a_mask_are_those_it_was_made_of() -> None:
    for n in range(len(v.IMPEDIMENTS)):
        some = random.Random(n).sample(v.IMPEDIMENTS.ids, n)
        assert causes_of(int(mask_of(some))) == [id for id in v.IMPEDIMENTS.ids if id in some]


def test_every_first_place_in_canada_is_what_the_world_with_that_link_gains(canada: Catalogue) -> None:
    world = World(canada)
    live = world.network.systems[np.flatnonzero(world.network.live)]
    first = 0
    tried = share(live)
    for system in tried:
        table = rank_partners(world, str(system), limit=1)
        made = graphmodel.connect(canada, str(system), table["partner"][0]).counts
        row = table.iloc[0]
        assert (made["triples"], made["agencies"], made["systems"]) == (row["triples"], row["agencies"], row["systems"])
        assert made["lost_triples"] == 0
        first += bool(row["triples"])
    assert len(live) > 300
    assert first > 0.8 * len(tried)
