"""What hangs on one system: those whose loss would part an island."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from graphmodel.engine.network import Booleans, Network


def single_points(network: Network) -> Booleans:
    """Return the single points of failure, shape (S,): live systems without which an island falls apart."""
    sender, receiver = (end[network.links] for end in network.ends)
    nx: Any = import_module("networkx")
    graph = nx.Graph()
    graph.add_edges_from(zip(sender.tolist(), receiver.tolist(), strict=True))
    found = np.zeros(len(network.systems), dtype=bool)
    found[list(nx.articulation_points(graph))] = True
    return found
