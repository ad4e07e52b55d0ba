"""Pairs of systems, or of agencies and systems: all of both sides, or those that share what they are told to share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from graphmodel.engine.network import Network, Positions

MOST_PAIRS = 5_000_000
"""More pairs than this are refused: nobody means them, and few machines hold them."""
Pairs = tuple[Positions, Positions]


def system_pairs(network: Network, left: Positions, right: Positions, same: tuple[str, ...]) -> Pairs | int:
    """Return the pairs of two different systems of both sides that share all of ``same``, or how many there are.

    Two arrays of one length; a number alone where there are more than ``MOST_PAIRS``. What is not known is shared
    with nothing.
    """
    pairs = _joined(_shares(network, left, same), _shares(network, right, same), same)
    if isinstance(pairs, int):
        return pairs
    apart = pairs[0] != pairs[1]
    return pairs[0][apart], pairs[1][apart]


def agency_pairs(network: Network, agencies: Positions, systems: Positions, same: tuple[str, ...]) -> Pairs | int:
    """Return the pairs of an agency and a system whose operator shares all of ``same`` with it, or how many."""
    return _joined(
        _shares_of_agencies(network, agencies, agencies, same).dropna(), _shares(network, systems, same), same
    )


def _joined(left: pd.DataFrame, right: pd.DataFrame, same: tuple[str, ...]) -> Pairs | int:
    if not same:
        count = len(left) * len(right)
        if count > MOST_PAIRS:
            return count
        one, other = left["at"].to_numpy(), right["at"].to_numpy()
        return np.repeat(one, len(other)), np.tile(other, len(one))
    by = list(same)
    sizes = left.groupby(by).size().mul(right.groupby(by).size()).dropna()
    if sizes.sum() > MOST_PAIRS:
        return int(sizes.sum())
    both = left.merge(right, on=by, suffixes=("", "_right")).drop_duplicates(["at", "at_right"])
    return both["at"].to_numpy(dtype=np.int64), both["at_right"].to_numpy(dtype=np.int64)


def _shares(network: Network, at: Positions, same: tuple[str, ...]) -> pd.DataFrame:
    """Return a row for each system and each home that it has, with a column for each of ``same``."""
    frame = network.catalogue.systems
    shares = _shares_of_agencies(network, at, network.operator[at], same)
    for word in set(same) & {"operator", "product", "type"}:
        shares[word] = frame[word].to_numpy(dtype=object)[at]
    if "home" in same:
        system, organisation = network.homes
        shares = shares.merge(pd.DataFrame({"at": system, "home": organisation}), on="at")
    return shares.dropna()


def _shares_of_agencies(network: Network, at: Positions, agency: Positions, same: tuple[str, ...]) -> pd.DataFrame:
    shares = pd.DataFrame({"at": at})
    if "organisation" in same:
        shares["organisation"] = network.organisation[agency]
    if "province" in same:
        shares["province"] = network.catalogue.agencies["province"].to_numpy(dtype=object)[agency]
    return shares
