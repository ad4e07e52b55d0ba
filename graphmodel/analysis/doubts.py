"""What a sound catalogue says that is probably not meant: nothing contradicts it, yet nothing can come of it."""

from __future__ import annotations

import numpy as np

from graphmodel.analysis.network import ALL_CLASSES, Network, class_names
from graphmodel.analysis.reach import Reach
from graphmodel.catalogue import Catalogue
from graphmodel.errors import Doubt
from graphmodel.messages import Message

MOST = 100
"""More doubts than this are counted, not listed."""


def doubts(catalogue: Catalogue, most: int = MOST) -> tuple[list[Doubt], int]:
    """Return up to ``most`` doubts about a catalogue, and how many there are.

    A live link that names a class which none of its senders offers lets nothing of that class through.
    """
    network = Network(catalogue)
    flows = network.flows
    through = np.zeros(len(catalogue.links), dtype=np.uint32)
    np.bitwise_or.at(through, flows.link, Reach(network).passes)
    carries = np.zeros(len(catalogue.links), dtype=np.uint32)
    carries[flows.link] = flows.carries
    idle = np.where(carries == ALL_CLASSES, 0, carries & ~through)
    at = np.flatnonzero(idle)
    ids = catalogue.links["id"]
    return [Doubt("links", ids.iloc[row], "carries", _offers_none(int(idle[row]))) for row in at[:most]], len(at)


def _offers_none(classes: int) -> Message:
    names = ", ".join(class_names(classes))
    return Message(f"no sender of this link offers {names}", f"aucun émetteur de ce lien n'offre {names}")
