"""What a brief tells, before it is put into words: ids and counts around one agency, all of them from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.answers.beneficiaries import beneficiaries
from graphmodel.answers.plausible import causes_of
from graphmodel.answers.ranking import World, ranked
from graphmodel.answers.reach import Reach
from graphmodel.answers.whatif import outage
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.network import Booleans, Network, Positions, class_bit, places
from graphmodel.engine.states import AGREED_AWAY, States
from graphmodel.engine.visibility import CLASSES, Visibility
from graphmodel.words import vocabulary as v

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Partner:
    """A system of somebody else that links in service join to ours, and which way records run."""

    system: str
    ours: Ids
    """Our systems at the other end, sorted."""
    comes: bool
    goes: bool


@dataclass(frozen=True)
class NextLink:
    """A link that is not there, and what it would let agencies see: sightlines in all, and those of the agency."""

    system: str
    partner: str
    sightlines: int
    mine: int
    agencies: int
    causes: Ids
    """What is recorded to stand in its way, words of the vocabulary of impediments."""
    ties: tuple[tuple[str, str], ...] = ()
    """The other links of our systems that yield just as many sightlines, as (our system, partner)."""
    comes: bool = False
    """Records of the partner come already: the link adds the other way."""
    goes: bool = False
    """Records of ours go there already."""


@dataclass(frozen=True)
class Hub:
    """The system of somebody else without which the agency would see least."""

    system: str
    lost: int
    """Sightlines that the agency would lose."""
    systems: Ids
    """The systems whose records would be lost, in part or all."""
    alone: Ids
    """Our systems that would be left without a link."""
    agencies: int
    """Agencies that would lose sightlines, this one and the one that operates the system among them."""
    ties: Ids = ()
    """Other systems without which just as much would be lost."""
    operator: bool = False
    """Whether the agency that operates the system is among those that lose."""


@dataclass(frozen=True, eq=False)
class Facts:
    """What is recorded of one agency and follows from it; each part is computed when first asked for.

    Our systems are those in service that the agency operates or works in; a broker or national repository is ours only
    where the agency operates it.
    """

    world: World
    reach: Reach
    agency: str

    @property
    def network(self) -> Network:
        """Return the network."""
        return self.world.network

    @cached_property
    def at(self) -> int:
        """Return where the agency stands."""
        return int(places(self.network.agencies, [self.agency])[0])

    def _ids(self, chosen: Booleans | Positions) -> Ids:
        return tuple(sorted(str(id) for id in self.network.systems[chosen]))

    @cached_property
    def _operated(self) -> Booleans:
        return np.equal(self.network.operator, self.at) & self.network.live

    @cached_property
    def _ours(self) -> Booleans:
        net = self.network
        agency, system = net.pairs("user")
        mine = self._operated.copy()
        worked_in = system[agency == self.at]
        mine[worked_in[net.live[worked_in] & net.may_be_internal[worked_in]]] = True
        return mine

    @property
    def operated(self) -> Ids:
        """Return our systems that the agency operates, sorted."""
        return self._ids(self._operated)

    @property
    def shared(self) -> Ids:
        """Return our systems that others operate, sorted."""
        return self._ids(self._ours & ~self._operated)

    @property
    def alone(self) -> Ids:
        """Return our systems without a link in service, sorted."""
        return self._ids(self._ours & ~self.network.interconnected)

    @cached_property
    def _touching(self) -> Positions:
        """Return the rows of the links in service of our systems."""
        net = self.network
        sender, receiver = (end[net.links] for end in net.ends)
        return net.links[self._ours[sender] | self._ours[receiver]]

    @cached_property
    def partners(self) -> tuple[Partner, ...]:
        """Return the systems of others that are linked with ours, those with most of our systems first."""
        net, flows, ours = self.network, self.network.flows, self._ours
        rows = [
            (other, mine, comes)
            for mine, other, comes in (
                (flows.receiver, flows.sender, True),
                (flows.sender, flows.receiver, False),
            )
        ]
        found: dict[int, tuple[set[str], set[bool]]] = {}
        for others, mine, comes in rows:
            at = np.flatnonzero(ours[mine] & ~ours[others])
            for other, own in zip(others[at].tolist(), net.systems[mine[at]], strict=True):
                ends, ways = found.setdefault(other, (set(), set()))
                ends.add(str(own))
                ways.add(comes)
        made = [
            Partner(str(net.systems[other]), tuple(sorted(ends)), True in ways, False in ways)
            for other, (ends, ways) in found.items()
        ]
        return tuple(sorted(made, key=lambda one: (-len(one.ours), one.system)))

    @cached_property
    def inside(self) -> tuple[tuple[str, str, bool], ...]:
        """Return the links among our own systems: from, to, and whether records run both ways."""
        net, table = self.network, self.world.catalogue.links
        rows = self._touching
        both = self._ours[net.ends[0][rows]] & self._ours[net.ends[1][rows]]
        chosen = table.iloc[rows[both]]
        found = zip(chosen["from"], chosen["to"], chosen["direction"] == "two_way", strict=True)
        return tuple(sorted({(str(one), str(other), bool(two)) for one, other, two in found}))

    @cached_property
    def sightlines(self) -> pd.DataFrame:
        """Return what the agency can see, the rows of ``graphmodel.reach``."""
        return self.reach.seen_by(self.at)

    @cached_property
    def sees(self) -> pd.DataFrame:
        """Return whose records the agency can see, the rows of ``graphmodel.sees``."""
        return self.reach.sees(self.at)

    @cached_property
    def seen(self) -> pd.DataFrame:
        """Return who can see the agency's records, the rows of ``graphmodel.seen``."""
        return self.reach.seen(self.at)

    @cached_property
    def agreed_away(self) -> pd.DataFrame:
        """Return what an agreement lets the agency have and it does not see: agency (that discloses), class."""
        states = States(self.reach.visibility, Agreements(self.network))
        found: list[tuple[str, str]] = []
        for bit, name in CLASSES if len(self.world.catalogue.agreements) else ():
            if states.visibility.holders(bit).any():
                codes = states.codes(bit, np.array([self.at]))[:, 0]
                at: list[int] = np.flatnonzero(codes == AGREED_AWAY).tolist()
                found += [(str(self.network.agencies[place]), name) for place in at]
        return pd.DataFrame(found, columns=["agency", "class"])

    @cached_property
    def _candidates(self) -> tuple[Positions, Positions, Positions, Positions]:
        """Return the plausible links of our systems, or where the agency operates any, of those.

        As system, partner (positions), sightlines that the link would add in all, and for the agency: one row a link.
        """
        net, gains = self.network, self.world.gains
        readers, read = net.readers
        reads = set(read[readers == self.at].tolist())
        found = [(np.empty(0, dtype=np.int64),) * 4]
        for at in np.flatnonzero(self._operated if self._operated.any() else self._ours).tolist():
            order = ranked(self.world, str(net.systems[at]))
            mine = np.zeros(len(net.systems), dtype=np.int64)
            if at in reads:  # what it offers to others is in sight already: new is what would come into it
                back = gains.proposals.missing_from(at)[1]
                mine[back] = gains.new_to(np.array([self.at]), at)[back]
            partners = order.partners
            partners = partners[self.world.plausible.between(np.full(len(partners), at), partners)]
            found.append((np.full(len(partners), at), partners, order.gain.triples[partners], mine[partners]))
        system, partner, total, mine = (np.concatenate(column) for column in zip(*found, strict=True))
        return system, partner, total, mine

    @cached_property
    def next_link(self) -> NextLink | None:
        """Return the plausible link of ours that lets agencies see most, with its equals; None where none lets any.

        Ours are here the systems that the agency operates, where it operates any.
        """
        return self._best(self._candidates[2])

    @cached_property
    def next_own(self) -> NextLink | None:
        """Return the plausible link of ours that lets the agency itself see most; None where none does."""
        return self._best(self._candidates[3])

    def _best(self, worth: Positions) -> NextLink | None:
        """Return the first of the links that are worth most: the one that adds most in all, then by id."""
        system, partner, total, mine = self._candidates
        if not worth.any():
            return None
        at = np.flatnonzero(worth == worth.max())
        at = at[np.lexsort((partner[at], system[at], -total[at]))]
        ids = self.network.systems
        pairs = [(str(one), str(other)) for one, other in zip(ids[system[at]], ids[partner[at]], strict=True)]
        distinct: dict[frozenset[str], tuple[str, str]] = {}
        for pair in pairs:  # both ends may be ours: then a link stands here twice
            distinct.setdefault(frozenset(pair), pair)
        first, *ties = distinct.values()
        one, other = system[at[:1]], partner[at[:1]]
        agencies, _ = beneficiaries(self.world.gains, int(one[0]), other)
        return NextLink(
            *first,
            int(total[at[0]]),
            int(mine[at[0]]),
            int(agencies.sum()),
            tuple(causes_of(int(self.world.barriers.between(one, other)[0]))),
            tuple(ties),
            comes=self._flows(other, one),
            goes=self._flows(one, other),
        )

    def _flows(self, sender: Positions, receiver: Positions) -> bool:
        """Return whether records run from one system to another over a link in service."""
        flows = self.network.flows
        return bool((np.equal(flows.sender, sender) & np.equal(flows.receiver, receiver)).any())

    @cached_property
    def hub(self) -> Hub | None:
        """Return the system of somebody else without which the agency would lose most; None where it would lose nothing.

        Asked are the systems that are linked with ours, and those that the agency reads or works in.
        """
        net = self.network
        agency, system = net.readers
        read = {*self._ids(_chosen(system[(agency == self.at)], net.live & ~self._operated))}
        lost: dict[str, set[tuple[str, str]]] = {}
        for id in sorted(read | {partner.system for partner in self.partners}):
            passing = id in read or bool(net.relays[places(net.systems, [id])[0]])
            lost[id] = self._without(id) if passing else self._own_records(id)
        most = max(map(len, lost.values()), default=0)
        if not most:
            return None
        first, *ties = [id for id, rows in lost.items() if len(rows) == most]
        without = outage(self.world, first)
        left = set(without.newly_isolated)
        return Hub(
            first,
            most,
            tuple(sorted({system for system, _ in lost[first]})),
            tuple(id for id in (*self.operated, *self.shared) if id in left and id != first),
            len(without.agencies),
            tuple(ties),
            operator=str(net.agencies[net.operator[places(net.systems, [first])[0]]])
            in set(without.agencies["agency"]),
        )

    def _own_records(self, id: str) -> set[tuple[str, str]]:
        """Return what is lost without a system that nothing passes through: the sightlines of its own records."""
        return {pair for pair in self._visible if pair[0] == id}

    def _without(self, id: str) -> set[tuple[str, str]]:
        """Return the (system, class) that the agency no longer sees where a system is out of service."""
        systems = self.world.catalogue.systems.copy()
        systems.loc[systems["id"] == id, "status"] = "retired"
        world = Visibility(Network(self.world.catalogue.replace_rows("systems", systems)))
        left = set[tuple[str, str]]()
        for data_class in {data_class for _, data_class in self._visible}:
            seen = world.seen_of_class(class_bit(data_class), np.array([self.at])).any(axis=1)
            left |= {(id, data_class) for id in self._ids(np.flatnonzero(seen))}
        return self._visible - left

    @cached_property
    def _visible(self) -> set[tuple[str, str]]:
        return set(zip(self.sightlines["system"], self.sightlines["class"], strict=True))

    @cached_property
    def links(self) -> tuple[int, int]:
        """Return how many links in service our systems have, and how many of these are only inferred."""
        inferred = self.world.catalogue.links["confidence"].iloc[self._touching] == "inferred"
        return len(inferred), int(inferred.sum())

    @cached_property
    def to_ask(self) -> Ids:
        """Return the other agencies that operate an end of a link of ours that is only inferred, sorted."""
        net, links = self.network, self.world.catalogue.links
        rows = self._touching[(links["confidence"].iloc[self._touching] == "inferred").to_numpy(dtype=bool)]
        operators = {int(net.operator[end]) for ends in net.ends for end in ends[rows]} - {self.at}
        return tuple(sorted(str(net.agencies[at]) for at in operators))

    @cached_property
    def recorded(self) -> tuple[int, int]:
        """Return of how many agencies a part in a system in service is recorded, and how many agencies there are."""
        net, uses = self.network, self.world.catalogue.uses
        part = np.zeros(len(net.agencies), dtype=bool)
        part[net.operator[net.live]] = True
        system = places(net.systems, uses["system"])
        part[places(net.agencies, uses["agency"])[net.live[system]]] = True
        return int(part.sum()), len(part)

    def in_common(self, systems: Sequence[str]) -> tuple[str, str, str]:
        """Return the type, the operator and the operator's province that some systems share; empty where they differ."""
        table = self.world.catalogue.systems
        chosen = table[table["id"].isin(list(systems))]
        agencies = self.world.catalogue.agencies.set_index("id")["province"]
        provinces = agencies.reindex(chosen["operator"]).fillna("")
        columns = (chosen["type"], chosen["operator"], provinces)
        type_, operator, province = (str(one.iloc[0]) if len(set(one)) == 1 else "" for one in columns)
        return type_, operator, province if province in v.PROVINCES else ""


def _chosen(positions: Positions, wanted: Booleans) -> Positions:
    return positions[wanted[positions]]
