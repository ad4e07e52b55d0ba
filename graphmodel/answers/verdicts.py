"""Whether law really stands in the way: of each impediment of law and privacy, what is stated and what agreements say.

Two verdicts stand side by side. The stated one is recorded, with its sources, and leads. The computed one follows from
the agreements by a rule that knows no more than classes of records, which are coarser than a law: never tell it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.engine.agreements import Agreements, packed
from graphmodel.engine.closure import Words, columns_of
from graphmodel.engine.network import Network, Positions, places
from graphmodel.records.arrays import ranges
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.words import vocabulary as v

COLUMNS = (
    "subject",
    "to",
    "verdict",
    "computed",
    "differ",
    "forbidding",
    "permitting",
    "note",
    "verdict_note",
    "sources",
)


def verdicts(network: Network) -> pd.DataFrame:
    """Return both verdicts on each impediment of law and privacy, in the order of the table.

    Columns: subject (the agency or system held back), to (the system that the missing link would reach, None where none
    is named), verdict (the stated one: real, perceived or unsettled; None where none is stated), computed (the same
    words), differ (whether both stand there and are not the same), forbidding and permitting (ids of the agreements that
    forbid and permit what the missing link would carry, sorted lists), note, verdict_note, sources (a list).

    Computed: real where a live row forbids some of what the missing link would carry, perceived where one permits some
    of it and none forbids, else unsettled. A missing link would carry, to agencies of other organisations, the records
    of the subject, or where that is an agency, of the systems that it operates; where ``to`` names a system, only to its
    readers, and the records of that system to the readers of the subject's. Records of which no class is recorded
    settle nothing.
    """
    table = network.catalogue.impediments
    legal = table[table["impediment"] == v.LEGAL].reset_index(drop=True)
    rule = _Rule(network, Agreements(network))
    rows = [rule.rows(subject, to) for subject, to in zip(legal["subject"], legal["to"], strict=True)]
    forbidding, permitting = [row[0] for row in rows], [row[1] for row in rows]
    computed = [v.REAL if no else v.PERCEIVED if yes else v.UNSETTLED for no, yes in rows]
    stated = _or_none(legal["verdict"])
    made = pd.DataFrame(
        {
            "subject": legal["subject"].astype("object"),
            "to": _or_none(legal["to"]),
            "verdict": stated,
            "computed": pd.Series(computed, index=legal.index, dtype="object"),
            "differ": stated.notna() & (stated != pd.Series(computed, index=legal.index, dtype="object")),
            "forbidding": pd.Series(forbidding, index=legal.index, dtype="object"),
            "permitting": pd.Series(permitting, index=legal.index, dtype="object"),
            "note": _or_none(legal["note"]),
            "verdict_note": _or_none(legal["verdict_note"]),
            "sources": _or_none(legal["source"]).map(_items),
        }
    )
    return made[list(COLUMNS)]


def _or_none(column: pd.Series) -> pd.Series:
    cells = column.astype("object")
    return cells.where(column.notna(), None)


def _items(cell: object) -> list[str]:
    return cell.split(LIST_SEPARATOR) if isinstance(cell, str) else []


@dataclass(frozen=True, eq=False)
class _Rule:
    """Which rows of the agreements cover what a missing link would carry."""

    network: Network
    agreements: Agreements

    @cached_property
    def _ids(self) -> list[str]:
        return [str(id) for id in self.network.catalogue.agreements["id"].iloc[self.agreements.rows]]

    def rows(self, subject: str, to: object) -> tuple[list[str], list[str]]:
        """Return the ids of the rows that forbid, and of those that permit, some of what would be carried."""
        net, engine = self.network, self.agreements
        own = self._systems(subject)
        covering = np.zeros(engine.of_system.shape[1], dtype=np.uint64)
        if isinstance(to, str):
            other = places(net.systems, [to])
            other = other[other >= 0]
            for origins, reached in ((own, other), (other, own)):
                covering |= self._carried(origins, self._readers(reached))
        else:
            covering |= self._carried(own, None)
        return self._told(covering & engine.forbidding), self._told(covering & engine.permitting)

    def _told(self, bits: Words) -> list[str]:
        rows: list[int] = columns_of(bits[None, :])[1].tolist()
        return sorted(self._ids[row] for row in rows)

    def _systems(self, subject: str) -> Positions:
        """Return the systems held back: the subject, or those that it operates; shape (n,)."""
        net = self.network
        at = int(places(net.systems, [subject])[0])
        if at >= 0:
            return np.array([at])
        return np.flatnonzero(net.operator == places(net.agencies, [subject])[0])

    def _readers(self, systems: Positions) -> Positions:
        agency, system = self.network.readers
        found: Positions = np.unique(agency[np.isin(system, systems)])
        return found

    def _carried(self, origins: Positions, recipients: Positions | None) -> Words:
        """Return the rows that cover records of some systems on their way to some agencies, or to any; shape (words,)."""
        net, engine = self.network, self.agreements
        supplier, first = self._suppliers
        at = ranges(first[origins], first[origins + 1])
        agency = supplier[at]
        system = np.repeat(origins, first[origins + 1] - first[origins])
        agency, system = agency[net.live[system]], system[net.live[system]]
        rows = engine.of_discloser[agency] & engine.of_system[system] & self._spoken_of(system)
        rows &= self._reaching(agency, recipients)
        found: Words = np.bitwise_or.reduce(rows, axis=0)
        return found

    @cached_property
    def _suppliers(self) -> tuple[Positions, Positions]:
        """Return the suppliers by system, shape (pairs,), and where each system's begin, shape (S + 1,)."""
        agency, system = self.network.suppliers
        order = np.argsort(system, kind="stable")
        return agency[order], np.searchsorted(system[order], np.arange(len(self.network.systems) + 1))

    def _spoken_of(self, systems: Positions) -> Words:
        """Return the rows that speak of a class that each system holds by name, shape (n, words)."""
        found = np.zeros((len(systems), self.agreements.of_class.shape[1]), dtype=np.uint64)
        for bit, name in enumerate(v.CARRIED_CLASSES.ids):
            if name != v.UNSPECIFIED:
                found[(self.network.holds[systems] >> np.uint32(bit) & 1).astype(bool)] |= self.agreements.of_class[bit]
        return found

    def _reaching(self, disclosers: Positions, recipients: Positions | None) -> Words:
        """Return the rows under which one of the recipients, of another organisation, receives; shape (n, words)."""
        least, most = self._reached if recipients is None else self._tops(recipients)
        top = self.network.organisation[disclosers][:, None]
        return packed((most >= 0) & ((least != top) | (most != top)))

    @cached_property
    def _reached(self) -> tuple[Positions, Positions]:
        return self._tops(np.arange(len(self.network.agencies)))

    def _tops(self, recipients: Positions) -> tuple[Positions, Positions]:
        """Return the first and the last organisation that receives under each row, among some agencies, shape (R,).

        Both are one where only that organisation receives; the last is -1 where none does.
        """
        receives, top = self.agreements.recipients[:, recipients], self.network.organisation[recipients]
        count = len(self.network.agencies)
        least = np.where(receives, top, count).min(axis=1, initial=count)
        return least, np.where(receives, top, -1).max(axis=1, initial=-1)
