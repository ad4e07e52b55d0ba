"""What may be shared, by position: which live rows of the agreements cover (recipient, discloser, class, system).

A row is a rectangle of sets: its recipients, its disclosers, its classes and the systems that it speaks of. So each
agency, class and system has a row of bits, one bit for each row of the agreements, and the rows that cover all four are
the bits that all four share. No pair of agencies is ever written down.

A, S and R are the numbers of agencies, systems and rows that count; C that of data classes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.closure import Words, words_for
from graphmodel.engine.network import ALL_CLASSES, Booleans, Masks, Network, Positions, class_masks, places
from graphmodel.engine.parties import Parties
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.words import vocabulary as v


@dataclass(frozen=True, eq=False)
class Agreements:
    """The live agreements of one network that count: those whose purpose is asked for, or needs no asking.

    ``purposes`` asks for civil_screening or statistics, which do not count by themselves.
    """

    network: Network
    purposes: tuple[str, ...] = ()

    @cached_property
    def parties(self) -> Parties:
        """Return who discloses and who receives under each row of the agreements, live or not."""
        return Parties(self.network)

    @cached_property
    def rows(self) -> Positions:
        """Return the rows of the agreements that count, shape (R,)."""
        live = self.network.catalogue.agreements["status"].isin(v.LIVE_STATUSES).to_numpy(dtype=bool)
        return np.flatnonzero(live & self.served)

    @cached_property
    def served(self) -> Booleans:
        """Return which rows of the agreements, live or not, serve a purpose that is asked for or needs no asking."""
        purpose = self.network.catalogue.agreements["purpose"]
        counts = {cell: self._counts(str(cell)) for cell in purpose.dropna().unique()}
        return (purpose.isna() | purpose.map(counts).eq(other=True)).to_numpy(dtype=bool)

    def _counts(self, purposes: str) -> bool:
        return any(
            purpose not in v.ASKED_PURPOSES or purpose in self.purposes for purpose in purposes.split(LIST_SEPARATOR)
        )

    @cached_property
    def forbids(self) -> Booleans:
        """Return which rows that count forbid; all others permit; shape (R,)."""
        return self._of("effect").eq(v.FORBIDS).to_numpy(dtype=bool)

    @cached_property
    def agrees(self) -> Booleans:
        """Return which permitting rows agree; all others only allow; shape (R,)."""
        return self._of("kind").eq(v.AGREES).to_numpy(dtype=bool) & ~self.forbids

    @cached_property
    def classes(self) -> Masks:
        """Return the classes that each row that counts speaks of, as bits, shape (R,)."""
        return class_masks(self._of("classes"), empty=int(ALL_CLASSES))

    @cached_property
    def recipients(self) -> Booleans:
        """Return who receives under each row that counts, shape (R, A)."""
        return self.parties.recipients[self.rows]

    @cached_property
    def disclosers(self) -> Booleans:
        """Return who discloses under each row that counts, shape (R, A)."""
        return self.parties.disclosers[self.rows]

    @cached_property
    def of_recipient(self) -> Words:
        """Return for each agency the rows under which it receives, shape (A, words)."""
        return packed(self.recipients.T)

    @cached_property
    def of_discloser(self) -> Words:
        """Return for each agency the rows under which it discloses, shape (A, words)."""
        return packed(self.disclosers.T)

    @cached_property
    def of_class(self) -> Words:
        """Return for each class the rows that speak of it, shape (C, words)."""
        bits = np.arange(len(v.CARRIED_CLASSES), dtype=np.uint32)
        return packed((self.classes[None, :] >> bits[:, None] & 1).astype(bool))

    @cached_property
    def of_system(self) -> Words:
        """Return for each system the rows that speak of its own records, shape (S, words)."""
        system, row = speaks_of(self.network, self.rows)
        unlimited = (self._of("systems").isna() & self._of("system_types").isna()).to_numpy(dtype=bool)
        bits = np.zeros((len(self.network.systems), words_for(len(self.rows))), dtype=np.uint64)
        np.bitwise_or.at(bits, (system, row >> 6), np.uint64(1) << (row & 63).astype(np.uint64))
        return bits | packed(unlimited[None, :])

    def covering(self, recipient: Positions, discloser: Positions, bit: Positions | int, system: Positions) -> Words:
        """Return which rows that count cover each (recipient, discloser, class, system), shape (n, words).

        None covers what passes inside one organisation.
        """
        net = self.network
        found = (
            self.of_recipient[recipient] & self.of_discloser[discloser] & self.of_class[bit] & self.of_system[system]
        )
        found[net.organisation[recipient] == net.organisation[discloser]] = 0
        return found

    @cached_property
    def forbidding(self) -> Words:
        """Return the bits of the rows that forbid, shape (words,)."""
        return _row(self.forbids)

    @cached_property
    def permitting(self) -> Words:
        """Return the bits of the rows that permit, shape (words,)."""
        return _row(~self.forbids)

    @cached_property
    def agreeing(self) -> Words:
        """Return the bits of the rows that permit and agree, shape (words,)."""
        return _row(self.agrees)

    def forbidden(self, covering: Words) -> Booleans:
        """Return where a row forbids, given which rows cover; shape (n,)."""
        return _any(covering & self.forbidding)

    def may(self, covering: Words) -> Booleans:
        """Return where a row permits and none forbids, given which rows cover; shape (n,)."""
        return _any(covering & self.permitting) & ~self.forbidden(covering)

    def agreed(self, covering: Words) -> Booleans:
        """Return where an agreement permits and no row forbids, given which rows cover; shape (n,)."""
        return _any(covering & self.agreeing) & ~self.forbidden(covering)

    def _of(self, column: str) -> pd.Series:
        return self.network.catalogue.agreements[column].iloc[self.rows]


def speaks_of(network: Network, rows: Positions) -> tuple[Positions, Positions]:
    """Return the (system, position in ``rows``) pairs in which a row of the agreements names a system or its type."""
    table = network.catalogue.agreements.iloc[rows]
    of_type: dict[object, NDArray[np.int64]] = {
        type: np.flatnonzero(network.type == type) for type in pd.unique(pd.Series(network.type))
    }
    none = np.empty(0, dtype=np.int64)
    systems: list[Positions] = []
    for named, types in zip(_lists(table["systems"]), _lists(table["system_types"]), strict=True):
        parts = [places(network.systems, named) if named else none, *(of_type.get(type, none) for type in types)]
        systems.append(np.unique(np.concatenate(parts)))
    row = np.repeat(np.arange(len(rows)), [len(found) for found in systems])
    return np.concatenate([none, *systems]), row


def _lists(cells: pd.Series) -> Iterable[list[str]]:
    return (cell.split(LIST_SEPARATOR) if isinstance(cell, str) else [] for cell in cells.tolist())


def packed(marks: Booleans) -> Words:
    """Return rows of true and false as rows of bits, shape (rows, words)."""
    rows, columns = marks.shape
    padded = np.zeros((rows, words_for(columns) * 8), dtype=np.uint8)
    bytes_ = np.packbits(marks, axis=1, bitorder="little")
    padded[:, : bytes_.shape[1]] = bytes_
    return padded.view("<u8").astype(np.uint64, copy=False)


def _row(marks: Booleans) -> Words:
    row: Words = packed(marks[None, :])[0]
    return row


def _any(bits: Words) -> Booleans:
    found: Booleans = np.asarray(bits.any(axis=1))
    return found
