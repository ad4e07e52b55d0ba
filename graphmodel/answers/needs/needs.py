"""Needs that belong together: one file of them, read, answered, and as the worth of a plan."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import add
from pathlib import Path
from typing import Self

from graphmodel.answers.needs.answering import NeedsAnswer, answer
from graphmodel.answers.needs.need import Need, needed_by_each
from graphmodel.answers.needs.reading import open_needs, parse_needs
from graphmodel.answers.ranking import World
from graphmodel.arguments import checked
from graphmodel.documents.canonical import canonical
from graphmodel.documents.keys import Key, KeyProblems, key, keys_of
from graphmodel.engine.gains import Counts, Gains
from graphmodel.engine.network import Network, Positions
from graphmodel.engine.unmet import Needed, Sight, UnmetGains
from graphmodel.errors import NeedsError
from graphmodel.records.catalogue import Catalogue
from graphmodel.words.languages import Language


@dataclass(frozen=True)
class Needs:
    """Needs that belong together; ``Needs("mine").need(who="a", of="b", sees="warrants")`` is another one.

    >>> import graphmodel
    >>> mine = graphmodel.Needs("mine").need(who="peel-regional-police", of="toronto-police-service", sees="warrants")
    >>> mine.answer(graphmodel.load("canada")).passes
    True
    """

    name: str = key("text", "A short name.", required=True)
    name_fr: str | None = key("text", "Its French name.")
    about: str | None = key("text", "What they are about.")
    about_fr: str | None = key("text", "The same in French.")
    assumption: str | None = key("text", "What they take for granted.")
    assumption_fr: str | None = key("text", "The same in French.")
    needs: tuple[Need, ...] = ()

    def __post_init__(self) -> None:
        faults = KeyProblems("needs")
        for name, item in self.schema().items():
            raw = getattr(self, name)
            if raw is not None or item.required:
                object.__setattr__(self, name, canonical(item, raw, name, faults))
        if faults:
            raise NeedsError(faults.problems)

    @classmethod
    def schema(cls) -> dict[str, Key]:
        """Return what needs say of themselves, by key; ``need`` holds each of them."""
        return keys_of(fields(cls))

    @classmethod
    @checked
    def read(cls, source: str | Path) -> Needs:
        """Return the needs of a TOML file or of a shipped name; an existing path wins.

        Raises NeedsError with every problem by file, line and key, UnknownName where there is none of that name.
        """
        return cls.of_toml(*open_needs(source))

    @classmethod
    @checked
    def of_toml(cls, text: str, file: str = "needs") -> Needs:
        """Return the needs of a text in TOML; NeedsError with every problem, ``file`` being its name."""
        own, needs = parse_needs(text, file, cls.schema())
        return cls(**own, needs=needs)

    def need(self, **keys: object) -> Self:
        """Return the needs with one more (keys: ``Need``); NeedsError with everything that is wrong with it."""
        return replace(self, needs=(*self.needs, Need.of_keys(keys)))

    def told(self, name: str, language: Language = "en") -> str:
        """Return ``name``, ``about`` or ``assumption`` in a language, else in the other one, else an empty text."""
        english, french = getattr(self, name), getattr(self, f"{name}_fr")
        return ((french if language == "fr" else english) or english or french) or ""

    def needed(self, network: Network) -> list[list[Needed]]:
        """Return for each need its pairs of agencies, class by class; NeedsError for what the catalogue has not."""
        return needed_by_each(self.needs, network)

    def unmet(self, gains: Gains) -> list[Needed]:
        """Return the unmet pairs of all needs in one network: see ``unmet_gain``; NeedsError as ``needed``."""
        every = (needed for part in self.needed(gains.network) for needed in part)
        return [Sight(gains, needed).unmet for needed in every]

    def worth(self, world: World, one: Positions, other: Positions) -> Counts:
        """Return how many unmet pairs the default link of each of some pairs of systems would meet, shape of ``one``.

        It can stand as the worth of a plan: ``plan(world, 3, worth=needs.worth)``. NeedsError as ``needed``.
        """
        return UnmetGains(world.gains, self.unmet(world.gains)).pairs(one, other)

    @checked
    def answer(self, world: Catalogue | World, *, limit: int = 20, language: Language = "en") -> NeedsAnswer:
        """Return whether each need is met, where it breaks (up to ``limit`` pairs of each), and the link that helps most.

        Raises NeedsError with every problem where needs name what the catalogue has not.
        """
        return answer(self.needs, self.told("name", language), world, limit=limit, language=language)


@dataclass(frozen=True)
class Meeting:
    """What links are worth by the unmet pairs of several needs that they meet."""

    needs: tuple[Needs, ...]

    def __call__(self, world: World, one: Positions, other: Positions) -> Counts:
        """Return how many unmet pairs the link of each pair of systems meets, shape of ``one``."""
        return reduce(add, (item.worth(world, one, other) for item in self.needs))

    def left(self, world: World) -> int:
        """Return how many pairs are unmet."""
        return sum(int(needed.pairs.sum()) for item in self.needs for needed in item.unmet(world.gains))
