"""Which cause holds most back: what agencies would see if the plausible links that it holds back were built."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from graphmodel.answers.candidates import Limits, candidates, triples
from graphmodel.answers.ranking import World, world_of
from graphmodel.answers.verdicts import verdicts
from graphmodel.engine.network import Network, Positions
from graphmodel.engine.visibility import Visibility
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language

VERDICT_COLUMNS = (*v.VERDICTS.ids, *(f"computed_{word}" for word in v.VERDICTS.ids))
COLUMNS = (
    *("rank", "cause", "name", "stated", "pairs", "triples", "alone", "best_from", "best_to", "best_triples"),
    *VERDICT_COLUMNS,
)


def rank_causes(world: Catalogue | World, language: Language = "en") -> pd.DataFrame:
    """Return the causes by the reach they hold back, most first, then in the order of the vocabulary.

    Columns: rank, cause, name, stated (impediments that name it), pairs (plausible links with a flow missing that it
    holds back), triples (that agencies would newly see if all of these were built), alone (the same of the pairs that
    no other cause holds back), best_from, best_to and best_triples (the one of these links that yields most by itself),
    real, perceived, unsettled (of law and privacy alone, else missing: impediments with this stated verdict),
    computed_real, computed_perceived, computed_unsettled (those of which the agreements say this: never alone).
    """
    world = world_of(world)
    one, other = candidates(world, Limits())
    held = world.barriers.between(one, other)
    gained = triples(world, one, other)
    before = _visible(world.network)
    stated = world.catalogue.impediments["impediment"].value_counts()
    ids = world.network.systems.to_numpy(dtype=object)
    rows: list[dict[str, Any]] = []
    for bit, word in enumerate(v.IMPEDIMENTS):
        at = np.flatnonzero(held >> np.uint8(bit) & 1)
        sole = np.flatnonzero(held == 1 << bit)
        best = int(at[gained[at].argmax()]) if len(at) else None
        rows.append(
            {
                "cause": word.id,
                "name": word.name(language),
                "stated": int(stated.get(word.id, 0)),
                "pairs": len(at),
                "triples": _with(world, one[at], other[at]) - before,
                "alone": _with(world, one[sole], other[sole]) - before,
                "best_from": None if best is None else ids[one[best]],
                "best_to": None if best is None else ids[other[best]],
                "best_triples": 0 if best is None else int(gained[best]),
                **(_verdicts(world.network) if word.id == v.LEGAL else dict.fromkeys(VERDICT_COLUMNS)),
            }
        )
    table = pd.DataFrame(rows).sort_values("triples", ascending=False, kind="stable", ignore_index=True)
    whole = table.astype(dict.fromkeys(VERDICT_COLUMNS, "Int64"))
    return whole.assign(rank=table.index + 1)[list(COLUMNS)]


def _verdicts(network: Network) -> dict[str, int]:
    """Return how many impediments of law have each verdict, as stated and as computed."""
    table = verdicts(network)
    said = {"": table["verdict"], "computed_": table["computed"]}
    return {f"{prefix}{word}": int(column.eq(word).sum()) for prefix, column in said.items() for word in v.VERDICTS.ids}


def _with(world: World, one: Positions, other: Positions) -> int:
    """Return how many triples are visible with all the default links of some pairs."""
    proposals = world.gains.proposals
    forth, back = proposals.lacking(one, other), proposals.lacking(other, one)
    sender, receiver = np.concatenate([one[forth], other[back]]), np.concatenate([other[forth], one[back]])
    if not len(sender):
        return _visible(world.network)
    return _visible(Network(world.catalogue.add_rows("links", proposals.rows(sender, receiver))))


def _visible(network: Network) -> int:
    return sum(len(agency) for _, agency, _ in Visibility(network).visible())
