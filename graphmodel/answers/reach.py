"""What an agency sees, and whose records: rows of ids and codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from graphmodel.answers.may import standing, state_of
from graphmodel.engine.agreements import Agreements
from graphmodel.engine.closure import Words, columns_of, set_bits
from graphmodel.engine.network import Booleans, Network, Positions, class_bit, distinct
from graphmodel.engine.spread import MOST, Spread
from graphmodel.engine.visibility import BLOCK, CLASSES, Visibility
from graphmodel.engine.watching import Columns
from graphmodel.records.arrays import Runs
from graphmodel.words import vocabulary as v

_WORDS = np.array(sorted(v.CARRIED_CLASSES.ids), dtype=object)
"""The data classes in the order of rows."""
_RANK = {str(word): rank for rank, word in enumerate(_WORDS)}
_BITS = np.array([class_bit(word) for word in _WORDS])


@dataclass(frozen=True, eq=False)
class Lines:
    """Sightlines as arrays: whose or who, the rank of the class, the system of origin, and whether the content is seen."""

    agency: Positions
    rank: Positions
    system: Positions
    full: Booleans

    @classmethod
    def of(cls, parts: Sequence[Lines]) -> Lines:
        """Return all lines of some parts, at least one."""
        each = [(part.agency, part.rank, part.system, part.full) for part in parts]
        agency, rank, system, full = (np.concatenate(column) for column in zip(*each, strict=True))
        return cls(agency, rank, system, full)


_NOBODY = np.empty(0, dtype=np.int64)
_NONE = Lines(_NOBODY, _NOBODY, _NOBODY, np.empty(0, dtype=bool))


@dataclass(frozen=True, eq=False)
class Reach:
    """Visibility in one network: technically within reach; permission is another matter.

    ``graphmodel.reach``, ``graphmodel.sees`` and ``graphmodel.seen`` say what the columns of its rows are.
    """

    network: Network

    @cached_property
    def visibility(self) -> Visibility:
        """Return the same in positions."""
        return Visibility(self.network)

    @cached_property
    def agreements(self) -> Agreements | None:
        """Return the agreements; None where none is recorded."""
        return Agreements(self.network) if len(self.network.catalogue.agreements) else None

    def seen_by(self, agency: int) -> pd.DataFrame:
        """Return what an agency, by its position, sees: a row for each (system, class), sorted."""
        net, targets = self.network, self._read_by(agency)
        found: list[tuple[Positions, ...]] = [(np.empty(0, dtype=np.int64),) * 4]
        for bit, place in self._classes_held(targets):
            wide, whole = self._shown_by(bit, targets)
            origin, column = columns_of(wide)
            found.append((origin, np.full(len(origin), place), whole[origin].astype(np.int64), targets[column]))
        origin, rank, full, target = (np.concatenate(parts) for parts in zip(*found, strict=True))
        runs = Runs.of(origin * len(_WORDS) + rank, target)
        return pd.DataFrame(
            {
                "system": net.systems.to_numpy(dtype=object)[runs.first_of(origin)],
                "class": _WORDS[runs.first_of(rank)],
                "through": runs.lists(net.systems),
                "access": np.where(runs.first_of(full), "full", "pointer"),
            }
        )

    def _read_by(self, agency: int) -> Positions:
        """Return the live systems that an agency reads."""
        agencies, systems = self.network.readers
        read: Positions = systems[(agencies == agency) & self.network.live[systems]]
        return read

    def _classes_held(self, targets: Positions) -> Iterator[tuple[int, int]]:
        """Return the bit and the rank of each class that somebody holds, none where nothing shows it."""
        return ((bit, _RANK[word]) for bit, word in CLASSES if len(targets) and self.visibility.holders(bit).any())

    def _shown_by(self, bit: int, targets: Positions) -> tuple[Words, Booleans]:
        """Return which targets show each system's records of a class, shape (S, words), and where the content, shape (S,)."""
        columns, watching = np.arange(len(targets)), self.visibility.watching
        wide = watching.watch(bit, targets, columns, len(targets))
        set_bits(wide, targets, columns)
        wide[~self.visibility.holders(bit)] = 0
        full: Booleans = np.asarray(watching.watch(bit, targets, columns, len(targets), content=True).any(axis=1))
        full[targets] = True
        return wide, full

    def sees(self, agency: int, other: int | None = None) -> pd.DataFrame:
        """Return whose records an agency sees, by positions: a row for each (agency, class), sorted.

        Agencies of the same organisation are left out. ``other`` limits the rows to one supplier.
        """
        net, targets = self.network, self._read_by(agency)
        supplier, system = net.suppliers
        keep = net.organisation[supplier] != net.organisation[agency]
        if other is not None:
            keep &= supplier == other
        supplied = Columns.of(system[keep], supplier[keep], len(net.agencies), len(net.systems))
        lines = [_NONE]
        for bit, rank in self._classes_held(targets):
            wide, full = self._shown_by(bit, targets)
            origins = np.flatnonzero(wide.any(axis=1))
            at, whose = supplied.of_each(origins)
            origin = origins[at]
            lines.append(Lines(whose, np.full(len(at), rank), origin, full[origin]))
        every = Lines.of(lines)
        return self._by_agency(every, agency, every.agency)

    def seen(self, agency: int, other: int | None = None) -> pd.DataFrame:
        """Return who sees an agency's records, by positions: a row for each (agency, class), sorted.

        Agencies of the same organisation are left out. ``other`` limits the rows to one of those who see.
        """
        net, spread = self.network, Spread(self.network)
        supplier, system = net.suppliers
        mine = distinct(system[(supplier == agency) & net.live[system]])
        keep = net.organisation != net.organisation[agency]
        if other is not None:
            keep &= np.arange(len(keep)) == other
        lines = [_NONE]
        for bit, word in CLASSES:
            holding = mine[self.visibility.holders(bit)[mine]]
            for start in range(0, len(holding), MOST):
                origins = holding[start : start + MOST]
                wide, full = (spread.readers_of(bit, origins, content=content) for content in (False, True))
                wide[~keep] = 0
                who, column = columns_of(wide[:, np.newaxis])
                whole = (full[who] >> column.astype(np.uint64) & np.uint64(1)).astype(bool)
                lines.append(Lines(who, np.full(len(who), _RANK[word]), origins[column], whole))
        every = Lines.of(lines)
        return self._by_agency(every, every.agency, agency)

    def _by_agency(self, lines: Lines, recipient: Positions | int, discloser: Positions | int) -> pd.DataFrame:
        """Return lines as one row for each (agency, class), sorted; where agreements are recorded, with how it stands."""
        net = self.network
        runs = Runs.of(lines.agency * len(_WORDS) + lines.rank, lines.system)
        made: dict[str, object] = {
            "agency": net.agencies[runs.first_of(lines.agency)],
            "class": _WORDS[runs.first_of(lines.rank)],
            "systems": runs.lists(net.systems),
            "access": np.where(runs.most_of(lines.full), "full", "pointer"),
        }
        if self.agreements is not None:
            recipients, disclosers = (np.broadcast_to(at, len(lines.agency)) for at in (recipient, discloser))
            covering = self.agreements.covering(recipients, disclosers, _BITS[lines.rank], lines.system)
            made["state"] = state_of(runs.least_of(standing(self.agreements, covering)))
        return pd.DataFrame(made)


def sightlines(
    visibility: Visibility, agencies: Booleans | None = None, classes: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the visible (agency, system, class) and their access, of some agencies, shape (A,), and classes.

    The rows are coded as one number each, in the order of agency, system and class; ``graphmodel.visibility`` says
    what they cost.
    """
    net = visibility.network
    wanted = np.arange(len(net.agencies)) if agencies is None else np.flatnonzero(agencies)
    words = sorted(v.CARRIED_CLASSES.ids if classes is None else set(classes))
    width = max(len(net.systems), 1)
    every, full = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=bool)]
    for place, word in enumerate(words):
        bit = class_bit(word)
        if not visibility.holders(bit).any():
            continue
        for start in range(0, len(wanted), BLOCK):
            block = wanted[start : start + BLOCK]
            seen = visibility.seen_of_class(bit, block)
            origin, column = columns_of(seen)
            every.append((block[column] * width + origin) * len(words) + place)
            whole = visibility.seen_of_class(bit, block, content=True)
            full.append((whole[origin, column >> 6] >> (column & 63).astype(np.uint64) & np.uint64(1)).astype(bool))
    code, sure = np.concatenate(every), np.concatenate(full)
    order = np.argsort(code, kind="stable")
    code, sure = code[order], sure[order]
    pair = code // max(len(words), 1)
    columns: dict[str, tuple[Positions, pd.Index[str]]] = {
        "agency": (pair // width, net.agencies),
        "system": (pair % width, net.systems),
        "class": (code % max(len(words), 1), pd.Index(words)),
        "access": ((~sure).astype(np.int64), pd.Index(["full", "pointer"])),
    }
    return pd.DataFrame({name: pd.Categorical.from_codes(at, categories=ids) for name, (at, ids) in columns.items()})
