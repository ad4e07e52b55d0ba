"""Articulation points: the systems without which a connected component falls apart."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from graphmodel.engine.network import Booleans, Network


def single_points(network: Network) -> Booleans:
    """Return the articulation points among live systems, shape (S,): people read of single points of failure."""
    sender, receiver = (end[network.links] for end in network.ends)
    nx: Any = import_module("networkx")
    graph = nx.Graph()
    graph.add_edges_from(zip(sender.tolist(), receiver.tolist(), strict=True))
    found = np.zeros(len(network.systems), dtype=bool)
    found[list(nx.articulation_points(graph))] = True
    return found
