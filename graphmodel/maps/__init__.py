"""Maps: one HTML file in which planners explore a network, without a server, a network or a GPU."""

from __future__ import annotations

from graphmodel import vocabulary as v
from graphmodel.catalogue import Catalogue
from graphmodel.maps.map import Map

__all__ = ["Map", "nation_map"]


def nation_map(catalogue: Catalogue, language: v.Language = "en") -> str:
    """Return the map of the nation by province as one HTML file; it asks for nothing, from nobody."""
    return Map(catalogue, language=language).html()
