"""Who is meant by the parties to agreements: classes of agencies, each a row of true and false over all agencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.network import Booleans, Ids, Network, Positions, places
from graphmodel.records.agreements import PARTY_CELLS

_DISCLOSES, _RECEIVES = ("discloser", "both"), ("recipient", "both")


@dataclass(frozen=True, eq=False)
class Parties:
    """The parties of one network; A is the number of agencies, N that of rows of the agreements."""

    network: Network

    @cached_property
    def agreement(self) -> Positions:
        """Return for each party the row of its agreement, shape (parties,)."""
        catalogue = self.network.catalogue
        return places(cast("Ids", pd.Index(catalogue.agreements["id"])), catalogue.parties["agreement"])

    @cached_property
    def disclosers(self) -> Booleans:
        """Return who discloses under each agreement, shape (N, A)."""
        return self._with_role(_DISCLOSES)

    @cached_property
    def recipients(self) -> Booleans:
        """Return who receives under each agreement, shape (N, A)."""
        return self._with_role(_RECEIVES)

    @cached_property
    def matching(self) -> tuple[Positions, Booleans]:
        """Return for each party which class of agencies it means, shape (parties,), and the classes, shape (classes, A)."""
        cells: pd.DataFrame = self.network.catalogue.parties[list(PARTY_CELLS)]
        code = np.zeros(len(cells), dtype=np.int64)
        for name in PARTY_CELLS:
            said, words = codes_of(cells[name])
            code = codes_of(code * (words + 1) + said)[0]
        first = np.unique(code, return_index=True)[1]
        classes = [self._meant(cast("pd.Series", cells.iloc[at])) for at in first.tolist()]
        made: Booleans = np.array(classes, dtype=bool).reshape(len(first), len(self.network.agencies))
        return code, made

    @cached_property
    def _ancestors(self) -> list[Positions]:
        """Return each agency itself, the agency that it is a division of, and so on up; -1 above the top."""
        parent = places(self.network.agencies, self.network.catalogue.agencies["part_of"])
        levels = [np.arange(len(parent))]
        while (levels[-1] >= 0).any():
            above = np.where(levels[-1] >= 0, parent[levels[-1]], -1)
            if len(levels) > len(parent):
                break  # a circle, which checking refuses
            levels.append(above)
        return levels

    def _meant(self, party: pd.Series) -> Booleans:
        """Return which agencies match all cells of a party that are filled; none where none is filled."""
        agencies = self.network.catalogue.agencies
        filled = [name for name in PARTY_CELLS if not pd.isna(party[name])]
        result = np.full(len(agencies), bool(filled))
        for name in filled:
            if name == "agency":
                at = self.network.agencies.get_loc(party[name])
                result &= np.logical_or.reduce([level == at for level in self._ancestors])
            else:
                result &= agencies[name].eq(party[name]).fillna(value=False).to_numpy(dtype=bool)
        return result

    def _with_role(self, roles: tuple[str, ...]) -> Booleans:
        code, classes = self.matching
        catalogue = self.network.catalogue
        result = np.zeros((len(catalogue.agreements), len(self.network.agencies)), dtype=bool)
        for at, rows in self.by_agreement(catalogue.parties["role"].isin(roles).to_numpy(dtype=bool)):
            result[at] = classes[code[rows]].any(axis=0)
        return result

    def by_agreement(self, chosen: Booleans) -> Iterator[tuple[int, Positions]]:
        """Yield each agreement with its parties among the chosen ones."""
        rows = np.flatnonzero(chosen)
        order = np.argsort(self.agreement[rows], kind="stable")
        rows = rows[order]
        at, first = np.unique(self.agreement[rows], return_index=True)
        for place, part in zip(at.tolist(), np.split(rows, first[1:]), strict=False):
            yield int(place), part


def codes_of(values: pd.Series | NDArray[np.int64]) -> tuple[Positions, int]:
    """Return each distinct value as a number, from 0, and how many there are; a missing one is a value, too."""
    found, distinct = pd.factorize(values, use_na_sentinel=False)
    codes: Positions = np.asarray(found, dtype=np.int64)
    return codes, len(distinct)
