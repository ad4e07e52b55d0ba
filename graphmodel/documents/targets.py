"""What a change is about, found in a catalogue: ids that somebody named, or what a selector chooses.

Who names an id means it: one that is not there, or not in service, is refused. A selector leaves out what does not
fit, but one that chooses nothing at all is refused too, for that is a slip more often than a wish.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from graphmodel.documents.choosing import Chosen, note_unknown_ids
from graphmodel.documents.keys import KeyProblems
from graphmodel.documents.selectors import Selector
from graphmodel.engine.network import Network, Positions, places
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import NOTHING, Message, either

Target = tuple[str, ...] | Selector
IF_ANY = Message(" (if_any = true allows for that)")
"""What allows for a selector that chooses nothing; every message of such a one ends in it, as ``allowed``."""
_NO_LIVE = Message("selects nothing: no live systems with {selector}{allowed}")
_NONE: dict[Chosen, Message] = {
    "systems": Message("selects nothing: no systems with {selector}{allowed}"),
    "agencies": Message("selects nothing: no agencies with {selector}{allowed}"),
    "subjects": Message("selects nothing: no subjects with {selector}{allowed}"),
}


def without_hint(message: str) -> str:
    """Return what says that a selector chooses nothing without what allows for it."""
    return message.filled(allowed=NOTHING) if isinstance(message, Message) else message


@dataclass(frozen=True, eq=False)
class Found:
    """Positions in a table of the catalogue; ``named`` where somebody named the ids one by one."""

    rows: Positions
    named: bool


def find_systems(
    target: Target, network: Network, key: str, faults: KeyProblems, statuses: Collection[str] = v.LIVE_STATUSES
) -> Found:
    """Return the systems of a target; a named one must have one of the statuses."""
    if isinstance(target, Selector):
        target.note_unknown(network, faults, key)
        return Found(np.flatnonzero(target.systems_known(network)), named=False)
    note_unknown_ids(network, target, ("systems",), key, faults)
    at = places(network.systems, list(target))
    status = network.catalogue.systems["status"].to_numpy(dtype=object)
    for id, row in zip(target, at.tolist(), strict=True):
        if row >= 0 and status[row] not in statuses:
            faults(
                key,
                Message(
                    "{id!r} is {status}: name a system that is {statuses}",
                    id=id,
                    status=status[row],
                    statuses=either(statuses),
                ),
            )
    return Found(at[at >= 0], named=True)


def find_agencies(target: Target, network: Network, key: str, faults: KeyProblems) -> Found:
    """Return the agencies of a target."""
    if isinstance(target, Selector):
        target.note_unknown(network, faults, key)
        return Found(np.flatnonzero(target.agencies_known(network)), named=False)
    note_unknown_ids(network, target, ("agencies",), key, faults)
    at = places(network.agencies, list(target))
    return Found(at[at >= 0], named=True)


def note_empty(at: Positions, target: Target, key: str, faults: KeyProblems, *, if_any: bool) -> None:
    """Note a selector that chooses nothing, unless that was allowed for."""
    if not faults and not len(at) and not if_any and isinstance(target, Selector):
        live = target.of == "systems" and "status" not in dict(target.words)
        none = _NO_LIVE if live else _NONE[target.of]
        faults(key, none.filled(selector=str(target), allowed=IF_ANY))
