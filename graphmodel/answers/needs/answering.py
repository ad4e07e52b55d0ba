"""Whether needs are met in a world, where they break, and the one link that meets most of what is unmet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from graphmodel.answers.needs.need import Need, needed_by_each
from graphmodel.answers.ranking import World, world_of
from graphmodel.answers.why import Why
from graphmodel.engine.mending import Mend
from graphmodel.engine.network import class_names
from graphmodel.engine.unmet import Needed, Sight, UnmetGains
from graphmodel.errors import GraphmodelError
from graphmodel.records.catalogue import Catalogue
from graphmodel.values.html import frame_html
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message

MOST_SYSTEMS = 6_000
"""In a network of more systems the link that meets most is not looked for: all pairs would have to be compared."""
ROWS = (
    *("needs", "need", "name", "pairs", "met", "unmet", "unknown", "passes"),
    *("best_from", "best_to", "best_adds", "best_meets", "best_held_back_by"),
)
BREAKS = ("needs", "need", "who", "of", "class", "reasons", "drawn")


@dataclass(frozen=True)
class NeedsAnswer:
    """What needs come to in one world.

    ``rows`` has one for each need: needs (their name), need (its number, from 1), name, pairs (who needs which class
    of whom), met, unmet, unknown (none recorded: the other one has no live system that holds the class, or the one
    reads no live system in which it could see it), passes (at least one is met and none unmet), best_from and best_to
    (the default link that meets most of the unmet, of equals that of fewest flows, then of highest gain, then first by
    ids), best_adds (the flow ``to`` the second, or ``both`` ways), best_meets, best_held_back_by.

    ``breaks`` has one for each unmet pair, up to the limit of each need: needs, need, who, of, class, reasons and drawn
    as in ``why``.
    """

    rows: pd.DataFrame
    breaks: pd.DataFrame = field(repr=False)

    @property
    def passes(self) -> bool:
        """Return whether every need passes."""
        return bool(self.rows["passes"].all())

    def _repr_html_(self) -> str:
        return frame_html(self.rows, caption=Message("Needs")) + frame_html(
            self.breaks, caption=Message("Where they break")
        )


def answer(
    needs: Sequence[Need], name: str, world: Catalogue | World, *, limit: int = 20, language: Language = "en"
) -> NeedsAnswer:
    """Return what needs of one ``name`` come to in a world: see ``Needs.answer``."""
    if limit < 0:
        raise GraphmodelError(Message("a limit cannot be {limit}: give 0 or more", limit=limit))
    world = world_of(world)
    why = Why(world)
    rows: list[tuple[object, ...]] = []
    breaks: list[tuple[object, ...]] = []
    for number, (need, classes) in enumerate(zip(needs, needed_by_each(needs, world.network), strict=True), 1):
        sights = [Sight(world.gains, needed) for needed in classes]
        pairs, met, unknown = (
            sum(int(flags.sum()) for flags in kind)
            for kind in (
                [sight.needed.pairs for sight in sights],
                [sight.needed.pairs & sight.met for sight in sights],
                [sight.needed.pairs & ~sight.known for sight in sights],
            )
        )
        unmet = [sight.unmet for sight in sights]
        passes = met > 0 and pairs == met + unknown
        which = (name, number)
        counts = (pairs, met, pairs - met - unknown, unknown, passes)
        rows.append((*which, need.title(number, language), *counts, *_best(why, unmet)))
        breaks += [(*which, *broken) for broken in _breaks(why, unmet, limit, language)]
    kinds = dict.fromkeys(("need", "pairs", "met", "unmet", "unknown"), "int64") | {"passes": "bool"}
    frame = pd.DataFrame(rows, columns=list(ROWS), dtype=object).astype({**kinds, "best_meets": "Int64"})
    return NeedsAnswer(frame, pd.DataFrame(breaks, columns=list(BREAKS), dtype=object).astype({"need": "int64"}))


def best_link(world: World, unmet: list[Needed], why: Why | None = None) -> tuple[Mend, int] | None:
    """Return the default link that meets most unmet pairs, and how many; None where none meets any.

    None, too, in networks of more than MOST_SYSTEMS systems. Of equals the cheapest: see ``Mending.best``.
    """
    if len(world.network.systems) > MOST_SYSTEMS or not any(needed.pairs.any() for needed in unmet):
        return None
    met = np.triu(UnmetGains(world.gains, unmet).of_all())
    most = int(met.max())
    if not most:
        return None
    ends = np.argwhere(met == most).astype(np.int64)
    one, other = ends[:, 0], ends[:, 1]
    forth = world.gains.proposals.lacking(one, other)
    mending = (why or Why(world)).mending
    found = mending.best(np.where(forth, one, other), np.where(forth, other, one))
    return None if found is None else (found, most)


def _best(why: Why, unmet: list[Needed]) -> tuple[object, ...]:
    found = best_link(why.world, unmet, why)
    if found is None:
        return (None, None, None, None, [])
    link, meets = found
    ends = (link.sender, link.receiver)
    return (*ends, "both" if link.both else "to", meets, why.held_back_by([ends]))


def _breaks(why: Why, unmet: list[Needed], limit: int, language: Language) -> list[tuple[object, ...]]:
    """Return up to so many unmet pairs with the reason, by class, then by ids."""
    rows: list[tuple[object, ...]] = []
    agencies = why.network.agencies
    for needed in unmet:
        (word,) = class_names(1 << needed.bit)
        ends = np.argwhere(needed.pairs).astype(np.int64)[: limit - len(rows)]
        for one, other in zip(needed.who[ends[:, 0]].tolist(), needed.of[ends[:, 1]].tolist(), strict=True):
            reason = why.reason(one, other, needed.bit, needed.at)
            who, of = str(agencies[int(one)]), str(agencies[int(other)])
            rows.append((who, of, word, list(reason.words), reason.drawn(word, language)))
    return rows
