"""A brief before it is written: parts of sentences, and what its picture shows."""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.briefs.neighbourhood import Neighbourhood
from graphmodel.words.languages import Language


@dataclass(frozen=True)
class BriefPart:
    """One part of a brief: an id that stays, a title, and sentences."""

    id: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class OnePage:
    """Everything that a brief says, in one language; ``agency`` is the agency's id."""

    language: Language
    agency: str
    title: str
    subtitle: str
    parts: tuple[BriefPart, ...]
    picture: Neighbourhood

    def part(self, id: str) -> BriefPart | None:
        """Return a part by its id, None where the brief has none."""
        return next((part for part in self.parts if part.id == id), None)
