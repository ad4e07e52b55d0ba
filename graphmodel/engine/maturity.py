"""How mature each link is, on SAFECOM's data lane (0 to 5) and on LISI (0 to 4), as far as the catalogue says.

Law: the interval of a link is the least and the greatest level over all that the facts which are not known could be,
and a fact is missing where the level still depends on it. Few combinations of facts differ, so each is worked out once
and every link looked up: no cost goes with the number of links but that of telling their facts apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.engine.network import Booleans, Network, Positions
from graphmodel.words import vocabulary as v

Scale = Literal["safecom", "lisi"]
SCALES: tuple[Scale, ...] = get_args(Scale)
HIGHEST: dict[Scale, int] = {"safecom": 5, "lisi": 4}
"""The highest level of each scale; the lowest is 0."""
MISSING = ("mode", "latency", "access", "standard", "openness")
"""The columns on which a level can depend and that can be empty: openness is a standard's, the others a link's."""
SHARED_APPLICATION = 2
"""The data-lane level of two agencies that work in one system."""
Levels8 = NDArray[np.int8]

_Said = tuple[str, str, str, str]
_NOT_SAID = ""
_MODES = tuple(mode for mode in v.MODES.ids if mode != v.UNKNOWN_MODE)
_NAMED = v.OPENNESS.ids
_FOLLOWED = (v.CUSTOM, *_NAMED)
"""What a link can follow: no standard, or one of some openness."""
_OPENNESS_NOT_SAID = "named"


class LinkFacts(NamedTuple):
    """What the level of a link depends on; ``followed`` is ``none`` or the openness of its standard."""

    mode: str
    latency: str
    access: str
    followed: str
    two_way: bool
    across: bool
    """The operators of its systems are of different sectors or provinces."""


@dataclass(frozen=True)
class Levels:
    """The levels of some links on one scale, each an array of shape (links,); ``missing`` has a bit for each of MISSING."""

    low: Levels8
    high: Levels8
    missing: NDArray[np.uint8]

    def take(self, rows: Positions | Booleans) -> Levels:
        """Return the levels of some of the links."""
        return Levels(self.low[rows], self.high[rows], self.missing[rows])


def safecom(facts: LinkFacts) -> int:
    """Return the level of a link of which everything is known, on the data lane of SAFECOM's continuum."""
    if facts.mode == v.MANUAL:
        return 0
    if facts.mode == "file_transfer" or (facts.mode == "replicate" and facts.latency == "periodic"):
        return 1
    if facts.followed in (v.CUSTOM, "proprietary"):
        return 3
    return 5 if facts.two_way else 4


def lisi(facts: LinkFacts) -> int:
    """Return the level of a link of which everything is known, on LISI's scale; what fits several is the lowest."""
    if facts.mode == v.MANUAL:
        return 0
    if facts.mode == "file_transfer" or facts.access == "hit":
        return 1
    if facts.mode in v.COPYING_MODES or facts.access == "index" or facts.followed == v.CUSTOM:
        return 2
    return 4 if facts.two_way and facts.across and facts.followed == "published" else 3


_LEVEL = {"safecom": safecom, "lisi": lisi}


def rated(network: Network) -> Positions:
    """Return the rows of the links table that have a level: live links, and live ones that people re-key by hand."""
    table = network.catalogue.links
    sender, receiver = network.ends
    manual = (table["mode"] == v.MANUAL).to_numpy() & table["status"].isin(v.LIVE_STATUSES).to_numpy()
    marks = manual & network.live[sender] & network.live[receiver]
    marks[network.links] = True
    return np.flatnonzero(marks)


def levels(network: Network, scale: Scale) -> Levels:
    """Return the levels of all rows of the links table, whether they have one in truth or not: see ``rated``."""
    codes, distinct = _facts(network)
    found = [_interval(scale, facts) for facts in distinct]
    low, high, missing = (np.array([each[at] for each in found], dtype=np.uint8) for at in range(3))
    return Levels(low.astype(np.int8)[codes], high.astype(np.int8)[codes], missing[codes])


def crossing(network: Network) -> Booleans:
    """Return which rows of the links table join operators of different sectors or provinces; shape (rows,).

    That a host runs systems for others is no sector to cross into, so the sector of a host does not count; no province,
    which is national, is another one than any.
    """
    agencies = network.catalogue.agencies
    sector, province = (pd.factorize(agencies[name].fillna(_NOT_SAID))[0] for name in ("sector", "province"))
    one, other = (network.operator[end] for end in network.ends)
    apart = (sector[one] != sector[other]) & ~network.host[one] & ~network.host[other]
    return np.asarray(apart | (province[one] != province[other]), dtype=bool)


def missing_facts(bits: int) -> list[str]:
    """Return the facts of a bit mask, in the order of ``MISSING``."""
    return [name for at, name in enumerate(MISSING) if bits >> at & 1]


def _facts(network: Network) -> tuple[Positions, list[LinkFacts]]:
    """Return for each row of the links table which combination of facts it has, and the combinations."""
    links, standards = network.catalogue.links, network.catalogue.standards
    openness = standards.set_index("id")["openness"].fillna(_OPENNESS_NOT_SAID)
    openness.loc[v.CUSTOM] = v.CUSTOM
    known = {str(id): str(word) for id, word in openness.items()}
    parts: list[tuple[Positions, list[str]]] = []
    for name in ("mode", "latency", "access", "standard"):
        codes, distinct = pd.factorize(links[name].fillna(_NOT_SAID))
        words = [str(word) for word in distinct]
        if name == "standard":
            words = [known.get(word, word and _OPENNESS_NOT_SAID) for word in words]
        parts.append((codes.astype(np.int64), words))
    two_way = (links["direction"] == "two_way").to_numpy()
    code = np.zeros(len(links), dtype=np.int64)
    for at, words in parts:
        code = code * max(len(words), 1) + at
    code = (code * 2 + two_way) * 2 + crossing(network)
    different, place = np.unique(code, return_inverse=True)
    made: list[LinkFacts] = []
    for each in different.tolist():
        rest, across = divmod(int(each), 2)
        rest, both = divmod(rest, 2)
        said: list[str] = []
        for _, words in reversed(parts):
            rest, which = divmod(rest, len(words))
            said.append(words[which])
        made.append(LinkFacts(said[3], said[2], said[1], said[0], bool(both), bool(across)))
    return place.astype(np.int64).reshape(-1), made


@cache
def _interval(scale: Scale, facts: LinkFacts) -> tuple[int, int, int]:
    """Return the least and the greatest level that the facts leave open, and the bits of those it depends on."""
    level = _LEVEL[scale]
    could = _could(facts)
    found = {(a, b, c, d): level(LinkFacts(a, b, c, d, facts.two_way, facts.across)) for a, b, c, d in product(*could)}
    missing = 0
    for at, options in enumerate(could):
        if len(options) > 1 and any(
            found[each] != found[_with(each, at, option)] for each in found for option in options
        ):
            missing |= 1 << (MISSING.index("openness") if facts[at] == _OPENNESS_NOT_SAID else at)
    return min(found.values()), max(found.values()), missing


def _with(said: _Said, at: int, word: str) -> _Said:
    first, second, third, fourth = (word if place == at else each for place, each in enumerate(said))
    return first, second, third, fourth


def _could(facts: LinkFacts) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what the mode, latency, access and standard of a link can be: what is said, else every word."""
    followed = {_NOT_SAID: _FOLLOWED, _OPENNESS_NOT_SAID: _NAMED}.get(facts.followed, (facts.followed,))
    return (
        _MODES if facts.mode == v.UNKNOWN_MODE else (facts.mode,),
        (facts.latency,) if facts.latency else v.LATENCIES.ids,
        (facts.access,) if facts.access else v.ACCESSES.ids,
        followed,
    )
