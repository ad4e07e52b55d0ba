"""Which partner is best for a system: every partner by what the proposed link would let agencies see."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.answers.beneficiaries import Weight, beneficiaries, weigh
from graphmodel.answers.plausible import Barriers, Plausible, causes_of, mask_of
from graphmodel.arguments import checked
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.gains import Gain, Gains
from graphmodel.engine.gains_by_state import gains_by_state
from graphmodel.engine.misses import Misses
from graphmodel.engine.network import Booleans, Network, Positions, places
from graphmodel.engine.sightline_states import WITHIN_REACH, SightlineStates
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, either
from graphmodel.words.suggest import did_you_mean, nearest

COLUMNS = (
    *("rank", "partner", "name", "type", "operator", "triples", "own", "others", "agencies", "systems"),
    *WITHIN_REACH,
    *("adds", "why", "held_back_by"),
)
"""The states only where agreements are recorded."""
_BATCH = 256


class World:
    """One catalogue with everything that questions about links share, each part made when first needed.

    A world that a plan makes is told the ``precedents`` of the one it began with, the number of links by pairs of
    types: a link that is only proposed makes no other plausible.
    """

    def __init__(self, catalogue: Catalogue, precedents: NDArray[np.int64] | None = None) -> None:
        self.catalogue = catalogue
        self.network = Network(catalogue)
        self.gains = Gains(self.network)
        self.plausible = Plausible(self.gains.proposals, precedents)
        self.barriers = Barriers(self.network)

    @cached_property
    def states(self) -> SightlineStates | None:
        """Return the states of sightlines, which no link changes; None where no agreement is recorded."""
        return SightlineStates(Agreements(self.network)) if len(self.catalogue.agreements) else None

    @cached_property
    def misses(self) -> Misses:
        """Return the nearest misses of the network."""
        return Misses(self.network)

    @cached_property
    def names(self) -> dict[Language, NDArray[np.object_]]:
        """Return the systems' names in both languages."""
        table = self.catalogue.systems
        french = table["name_fr"].fillna(table["name"])
        return {"en": table["name"].to_numpy(dtype=object), "fr": french.to_numpy(dtype=object)}

    def live_system(self, id: str) -> int:
        """Return where a live system stands; UnknownName where there is none, GraphmodelError where it is not live."""
        net = self.network
        at = int(places(net.systems, [id])[0])
        if at < 0:
            known = list(net.systems)
            hint = Message(": that is an agency; name a system") if id in net.agencies else did_you_mean(id, known)
            raise UnknownName(Message("there is no system {id!r}{hint}", id=id, hint=hint), nearest(id, known))
        if not net.live[at]:
            status = self.catalogue.systems["status"].iloc[at]
            raise GraphmodelError(
                Message(
                    "{id} is {status}: only a live system ({statuses}) can be asked about",
                    id=id,
                    status=status,
                    statuses=either(v.LIVE_STATUSES),
                )
            )
        return at


Worth = Callable[[World, Positions, Positions], NDArray[np.int64]]
"""What links of pairs of systems, two arrays of one shape, are worth in a world."""


def world_of(world: Catalogue | World) -> World:
    """Return a world as it is, or that of a catalogue."""
    return world if isinstance(world, World) else World(world)


@checked
def rank_partners(
    world: Catalogue | World,
    system: str,
    *,
    weight: Weight = "triples",
    respect: Collection[str] = (),
    worth: Worth | None = None,
    limit: int | None = None,
    language: Language = "en",
) -> pd.DataFrame:
    """Return the partners that a system may be linked with, best first, then by id.

    Partners are the live systems to or from which a flow is missing; with ``respect`` those that one of these causes
    holds back are left out. Columns: rank, partner, name, type, operator, triples (newly visible (agency, system,
    class)), own (of agencies that read the system) and others, agencies (that gain), systems (newly seen by someone),
    where agreements are recorded how many of the triples are agreed, allowed, forbidden and not_recorded, adds (the flows ``to`` the partner, ``from`` it, or ``both``), why (it is plausible; a list, empty where it is
    not), held_back_by (a list of causes); and the weight's own where it is officers or population. ``worth`` replaces
    the weight (``Needs.worth``: the unmet pairs that the link meets) and stands in the column ``meets``. ``limit`` cuts
    the rows, not the ranking.

    Raises UnknownName for an id or cause that is not known, GraphmodelError for a system that is not live or a weight
    that too few of the agencies concerned have recorded.

    >>> import graphmodel
    >>> rank_partners(graphmodel.load("canada"), "drps-rms", limit=1)[["partner", "triples"]].to_numpy().tolist()
    [['rcmp-cpic', 161]]
    """
    return ranked(world, system, weight=weight, respect=respect, worth=worth).table(limit, language)


@dataclass(frozen=True, eq=False)
class Ranked:
    """The partners of one system in their order: by what the link is worth, then by triples, then by id.

    Arrays of shape (partners,) but for ``gain``, whose arrays are of shape (S,).
    """

    world: World
    system: int
    partners: Positions
    gain: Gain
    worth: NDArray[np.int64]
    """What the link with each is worth, in the unit of ``column``."""
    column: str

    @property
    def triples(self) -> NDArray[np.int64]:
        """Return the triples that the link with each partner yields."""
        return self.gain.triples[self.partners]

    @cached_property
    def ties(self) -> NDArray[np.int64]:
        """Return how many other partners yield just the same as each: as much worth and as many triples."""
        worth, triples = self.worth, self.triples
        new = (worth[1:] != worth[:-1]) | (triples[1:] != triples[:-1])  # equals stand beside each other
        group = np.cumsum(np.concatenate([np.zeros(min(len(worth), 1), dtype=bool), new]))
        return np.asarray(np.bincount(group)[group] - 1, dtype=np.int64)

    @property
    def first(self) -> tuple[str, int, int]:
        """Return the partner in the first place, the triples and the worth; nobody where no link yields anything."""
        if not len(self.partners) or not (self.worth[0] or self.triples[0]):
            return "", 0, 0
        return str(self.world.network.systems[int(self.partners[0])]), int(self.triples[0]), int(self.worth[0])

    @property
    def like_first(self) -> list[str]:
        """Return the other partners that yield just the same as the one in the first place, sorted; none without one."""
        if not self.first[0]:
            return []
        same = self.partners[1 : 1 + int(self.ties[0])]
        return [str(id) for id in self.world.network.systems[same]]

    def table(self, limit: int | None = None, language: Language = "en") -> pd.DataFrame:
        """Return the rows of ``rank_partners``."""
        shown = self.partners[:limit]
        to, back = self.world.gains.proposals.missing_from(self.system)
        table = _rows(self.world, self.system, shown, self.gain, to, back, language)
        if self.column not in table:
            table.insert(5, self.column, self.worth[: len(shown)])
        return table


def ranked(
    world: Catalogue | World,
    system: str,
    *,
    weight: Weight = "triples",
    respect: Collection[str] = (),
    worth: Worth | None = None,
    enough: bool = True,
) -> Ranked:
    """Return the partners of a system in their order, with what ``rank_partners`` makes its rows of; raises as it does.

    Without ``enough`` a weight is taken as it is recorded, of however few agencies.
    """
    world = world_of(world)
    at = world.live_system(system)
    forbidden = mask_of(respect)
    to, back = world.gains.proposals.missing_from(at)
    partners = np.flatnonzero(to | back)
    partners = partners[world.barriers.between(np.full(len(partners), at), partners) & forbidden == 0]
    gain = world.gains.of(at)
    if worth:
        value, column = worth(world, np.full(len(partners), at), partners), "meets"
    else:
        value, column = _worth(world, at, partners, gain, weight, enough=enough), weight
    order = np.lexsort((partners, -gain.triples[partners], -value))
    return Ranked(world, at, partners[order], gain, value[order], column)


def _worth(
    world: World, system: int, partners: Positions, gain: Gain, weight: Weight, *, enough: bool
) -> NDArray[np.int64]:
    """Return what each partner is ranked by, shape (partners,)."""
    if weight == "triples":
        return gain.triples[partners]
    some = partners[gain.triples[partners] > 0]
    batches = [some[start : start + _BATCH] for start in range(0, len(some), _BATCH)]
    none = np.zeros((0, len(world.network.agencies)), dtype=bool)
    agencies = np.concatenate([none, *(beneficiaries(world.gains, system, batch)[0] for batch in batches)])
    worth = np.zeros(len(world.network.systems), dtype=np.int64)
    worth[some] = weigh(world.network, weight, agencies, enough=enough)
    return worth[partners]


def _rows(
    world: World, system: int, partners: Positions, gain: Gain, to: Booleans, back: Booleans, language: Language
) -> pd.DataFrame:
    net, table = world.network, world.catalogue.systems
    batches = [partners[start : start + _BATCH] for start in range(0, len(partners), _BATCH)]
    counts = [[found.sum(axis=1) for found in beneficiaries(world.gains, system, batch)] for batch in batches]
    none = np.empty(0, dtype=np.int64)
    held = world.barriers.between(np.full(len(partners), system), partners)
    by_state = {} if world.states is None else _by_state(world.gains, world.states, system, partners)
    return pd.DataFrame(
        {
            "rank": np.arange(1, len(partners) + 1),
            "partner": net.systems.to_numpy(dtype=object)[partners],
            "name": world.names[language][partners],
            "type": net.type[partners],
            "operator": table["operator"].to_numpy(dtype=object)[partners],
            "triples": gain.triples[partners],
            "own": gain.own[partners],
            "others": gain.others[partners],
            "agencies": np.concatenate([none, *(agencies for agencies, _ in counts)]),
            "systems": np.concatenate([none, *(systems for _, systems in counts)]),
            **by_state,
            "adds": np.select([to[partners] & back[partners], to[partners]], ["both", "to"], "from"),
            "why": pd.Series(
                [[reason.text(language) for reason in world.plausible.reasons(system, int(at))] for at in partners],
                dtype=object,
            ),
            "held_back_by": pd.Series([causes_of(int(mask)) for mask in held], dtype=object),
        },
        columns=[name for name in COLUMNS if name in by_state or name not in WITHIN_REACH],
    )


def _by_state(gains: Gains, states: SightlineStates, system: int, partners: Positions) -> dict[str, NDArray[np.int64]]:
    """Return how many of the triples that the link with each partner yields are in each state."""
    return dict(zip(WITHIN_REACH, gains_by_state(gains, states, system, partners).T, strict=True))
