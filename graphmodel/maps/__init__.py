"""Maps: one HTML file in which planners explore a network, without a server, a network or a GPU."""

from __future__ import annotations

from graphmodel.maps.map import Map
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language

__all__ = ["Map", "nation_map"]


def nation_map(catalogue: Catalogue, language: Language = "en") -> str:
    """Return the map of the nation by province as one HTML file; it asks for nothing, from nobody."""
    return Map(catalogue, language=language).html()
