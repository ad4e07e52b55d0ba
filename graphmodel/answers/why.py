"""Why one agency does or does not see another one's records: the nearest miss, what it lacks, and what mends it.

To see means technically within reach (design, section 2). The reasons are the breaches of the nearest miss: with
exactly these made good, the records are visible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.answers.plausible import causes_of
from graphmodel.answers.ranking import World, world_of
from graphmodel.answers.reasons import NOTHING_HELD, NOTHING_LINKED, NOTHING_READ, Reason, steps_of
from graphmodel.arguments import checked
from graphmodel.engine.mending import Costs, Mend, Mending
from graphmodel.engine.misses import Misses, Search
from graphmodel.engine.network import Booleans, Network, Positions, class_bit, class_names, distinct, places
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.called import agency_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

COLUMNS = (
    *("class", "seen", "reasons", "origin", "path", "drawn", "held_back_by"),
    *("mend_from", "mend_to", "mend_adds", "mend_triples", "mend_held_back_by"),
)


@checked
def why(
    world: Catalogue | World,
    agency: str,
    other: str,
    classes: Iterable[str] | None = None,
    *,
    costs: Costs | None = None,
    language: Language = "en",
) -> pd.DataFrame:
    """Return why an agency does not see another one's records, or that it does: a row for each class.

    The classes are those given, or all that the other agency holds in systems that it supplies, live or planned; if
    it holds none, there is one row without a class. Columns: class, seen, reasons (words of REASONS in the order of
    the path, none where it is seen), origin (the system at the head of the path), path (a list of steps: from, to,
    link, breach; a breach is a list of reason and of, the id of the system or link that is meant), drawn (the path in
    one line), held_back_by (impediments of the ends of the steps that lack something), mend_from and mend_to (the
    cheapest proposed link that mends it: the records would flow from the first to the second), mend_adds (the flow
    ``to`` the second, or ``both`` ways), mend_triples (what it would let all agencies see, in triples) and
    mend_held_back_by.

    ``costs`` are those of links, by the ids of their ends. Raises UnknownName for an id or class that is not known,
    GraphmodelError where both agencies are one.

    >>> import graphmodel
    >>> canada = graphmodel.load("canada")
    >>> why(canada, "peel-regional-police", "winnipeg-police-service", ["occurrences"])["mend_to"].tolist()
    ['rcmp-cpic']
    """
    finder = Why(world_of(world), costs or {})
    ids = finder.network.agencies
    agency, other = (agency_called(finder.network.catalogue, given) for given in (agency, other))
    if agency == other:
        raise GraphmodelError(
            Message("why asks about two agencies, and {agency} is one: name another one", agency=agency)
        )
    given = None if classes is None else list(classes)
    for word in given or ():
        if word not in v.CARRIED_CLASSES:
            known = v.CARRIED_CLASSES.ids
            said = Message(
                "there is no data class {word!r}{near}; one of {known}",
                word=word,
                near=did_you_mean(word, known),
                known=", ".join(known),
            )
            raise UnknownName(said, nearest(word, known))
    one, two = (int(at) for at in places(ids, [agency, other]))
    words = finder.classes_of(two) if given is None else given
    rows = [finder.row(one, two, word, language) for word in words]
    absent = [NOTHING_HELD, *([] if len(finder.read(one)) else [NOTHING_READ])]
    rows = rows or [(None, False, absent, None, [], "", [], *_NO_MEND)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype({"seen": bool, "mend_triples": "Int64"})


_NO_MEND: tuple[object, ...] = (None, None, None, None, [])


@dataclass(frozen=True, eq=False)
class Why:
    """Why agencies of one world see what they see; agencies and systems are positions in the catalogue's tables."""

    world: World
    costs: Costs = field(default_factory=dict[tuple[str, str], float])
    _searches: dict[tuple[int, bytes], Search] = field(default_factory=dict[tuple[int, bytes], "Search"])

    @property
    def network(self) -> Network:
        """Return the network of this world."""
        return self.world.network

    @property
    def misses(self) -> Misses:
        """Return the nearest misses of this network."""
        return self.world.misses

    @cached_property
    def mending(self) -> Mending:
        """Return the proposed links of this network as remedies."""
        return Mending(self.world.gains, self.costs)

    def supplied(self, agency: int) -> Positions:
        """Return the systems, live or planned, that an agency supplies."""
        agencies, systems = self.network.suppliers
        mine = distinct(systems[agencies == agency])
        return mine[self.misses.coming[mine]]

    def classes_of(self, agency: int) -> list[str]:
        """Return the classes that an agency holds in the systems that it supplies, live or planned."""
        return class_names(int(np.bitwise_or.reduce(self.network.holds[self.supplied(agency)], initial=0)))

    def read(self, agency: int, at: Booleans | None = None) -> Positions:
        """Return the systems, live or planned, that an agency reads; of those ``at`` alone, shape (S,)."""
        agencies, systems = self.network.readers
        mine = distinct(systems[agencies == agency])
        mine = mine[self.misses.coming[mine]]
        return mine if at is None else mine[at[mine]]

    def reason(self, agency: int, other: int, bit: int, at: Booleans | None = None) -> Reason:
        """Return why an agency does not see another one's records of a class, or the path by which it does.

        With ``at``, shape (S,): why it does not see them in one of these systems.
        """
        origins = self._holding(other, bit)
        targets = self.read(agency, at)
        absent = [word for word, found in ((NOTHING_HELD, origins), (NOTHING_READ, targets)) if not len(found)]
        if absent:
            return Reason(tuple(absent))
        key = (bit, targets.tobytes())
        if key not in self._searches:
            self._searches[key] = self.misses.search(bit, targets)
        path = self._searches[key].nearest(origins)
        if path is None:
            return Reason((NOTHING_LINKED,))
        return Reason(tuple(dict.fromkeys(breach.reason for breach in path.breaches)), path)

    def _holding(self, agency: int, bit: int) -> Positions:
        """Return the systems, live or planned, that an agency supplies and that hold a class."""
        mine = self.supplied(agency)
        return np.asarray(mine[(self.network.holds[mine] >> np.uint32(bit) & 1).astype(bool)], dtype=np.int64)

    def mend(self, agency: int, other: int, bit: int, at: Booleans | None = None) -> Mend | None:
        """Return the cheapest proposed link that lets an agency see what it does not see, or None.

        Both ends are live: nothing planned is waited for.
        """
        live = self.network.live
        origins, targets = self._holding(other, bit), self.read(agency, at)
        return self.mending.cheapest(bit, origins[live[origins]], targets[live[targets]])

    def held_back_by(self, links: Iterable[tuple[str, str]]) -> list[str]:
        """Return what holds back any of the links between some pairs of systems, in the order of the vocabulary."""
        ids = [id for pair in links for id in pair]
        ends = places(self.network.systems, ids)
        return causes_of(int(np.bitwise_or.reduce(self.world.barriers.between(ends[::2], ends[1::2]), initial=0)))

    def row(self, agency: int, other: int, data_class: str, language: Language = "en") -> tuple[object, ...]:
        """Return the answer about one class, in the columns of ``why``."""
        bit = class_bit(data_class)
        reason = self.reason(agency, other, bit)
        path = reason.nearest
        lacking = [(step.sender, step.receiver) for step in (path.steps if path else ()) if step.breaches]
        cells: tuple[object, ...] = (data_class, reason.seen, list(reason.words), path.origin if path else None)
        cells += (steps_of(path) if path else [], reason.drawn(data_class, language), self.held_back_by(lacking))
        mend = None if reason.seen else self.mend(agency, other, bit)
        if mend is None:
            return (*cells, *_NO_MEND)
        ends = (mend.sender, mend.receiver)
        return (*cells, *ends, "both" if mend.both else "to", mend.triples, self.held_back_by([ends]))
