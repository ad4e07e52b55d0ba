"""Which live links run under which rows of the agreements, one row at a time.

A link runs under a row where, for one of its flows, the row covers the sending system and a class that can really flow
over it, from an agency that supplies the sender to one of another organisation that reads the receiver. What a relay
passes on counts as the relay's here: a portal is named together with the systems whose records it shows.

L and F are the numbers of live links and flows, S that of systems, A that of agencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.engine.agreements import Agreements, speaks_of
from graphmodel.engine.network import ALL_CLASSES, Booleans, Masks, Network, Positions, class_masks
from graphmodel.engine.visibility import Visibility
from graphmodel.records.arrays import starts_of

_NOBODY = -1


@dataclass(frozen=True, eq=False)
class AgreementLinks:
    """The live links of one network, and the rows of its agreements under which they run."""

    agreements: Agreements

    @property
    def network(self) -> Network:
        """Return the network."""
        return self.agreements.network

    @cached_property
    def between(self) -> Booleans:
        """Return which live links carry something between organisations, shape (L,).

        Somebody supplies the sender of a flow through which a class passes, somebody of another one reads its receiver.
        """
        everybody = np.ones(len(self.network.agencies), dtype=bool)
        return self._links(self._apart(everybody, everybody) & (self._passes > 0))

    def under(self, rows: Positions) -> Iterator[tuple[int, Booleans]]:
        """Yield each of some rows of the agreements, live or not, with the live links that run under it, shape (L,)."""
        parties, table = self.agreements.parties, self.network.catalogue.agreements
        named, at = speaks_of(self.network, rows)
        first = np.searchsorted(at, np.arange(len(rows) + 1))
        unlimited = (table["systems"].isna() & table["system_types"].isna()).to_numpy(dtype=bool)[rows]
        classes = class_masks(table["classes"].iloc[rows], empty=int(ALL_CLASSES))
        for place, row in enumerate(rows.tolist()):
            flows = self._apart(parties.disclosers[row], parties.recipients[row])
            flows &= (self._passes & classes[place]).astype(bool)
            if not unlimited[place]:
                spoken = np.zeros(len(self.network.systems), dtype=bool)
                spoken[named[first[place] : first[place + 1]]] = True
                flows &= spoken[self.network.flows.sender]
            yield row, self._links(flows)

    @cached_property
    def _passes(self) -> Masks:
        return Visibility(self.network).passes

    def _links(self, flows: Booleans) -> Booleans:
        """Return which live links have one of the chosen flows, shape (L,)."""
        found = np.zeros(len(self.network.links), dtype=bool)
        found[np.searchsorted(self.network.links, self.network.flows.link[flows])] = True
        return found

    def _apart(self, disclosers: Booleans, recipients: Booleans) -> Booleans:
        """Return the flows from what one of some agencies supplies to what one of others, of elsewhere, reads; shape (F,)."""
        least, most = self._tops(self._suppliers, disclosers)
        first, last = self._tops(self._readers, recipients)
        sender, receiver = self.network.flows.sender, self.network.flows.receiver
        least, most, first, last = least[sender], most[sender], first[receiver], last[receiver]
        one = (least == most) & (first == last) & (least == first)  # all of them are of one organisation
        apart: Booleans = (most != _NOBODY) & (last != _NOBODY) & ~one
        return apart

    def _tops(self, pairs: tuple[Positions, Positions], chosen: Booleans) -> tuple[Positions, Positions]:
        """Return the first and the last organisation of the chosen agencies of each system, shape (S,); -1 for nobody."""
        agency, system = pairs
        kept = chosen[agency]
        top, system = self.network.organisation[agency[kept]], system[kept]
        least = np.full(len(self.network.systems), _NOBODY, dtype=np.int64)
        most = least.copy()
        if len(system):
            starts = starts_of(system)
            least[system[starts]] = np.minimum.reduceat(top, starts)
            most[system[starts]] = np.maximum.reduceat(top, starts)
        return least, most

    @cached_property
    def _suppliers(self) -> tuple[Positions, Positions]:
        return _by_system(self.network.suppliers)

    @cached_property
    def _readers(self) -> tuple[Positions, Positions]:
        return _by_system(self.network.readers)


def _by_system(pairs: tuple[Positions, Positions]) -> tuple[Positions, Positions]:
    agency, system = pairs
    order = np.argsort(system, kind="stable")
    return agency[order], system[order]
