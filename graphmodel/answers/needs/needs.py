"""Needs: each says which agencies must see which classes of records of which others.

There is no data on whose territory borders on whose: neighbours are the agencies of the same province, and a need
that speaks of neighbours says so as its assumption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from graphmodel.arguments import checked
from graphmodel.documents.canonical import canonical
from graphmodel.documents.keys import Faults, Key, Place, key, keys_of
from graphmodel.documents.targets import Target, find_agencies, find_systems
from graphmodel.documents.texts import read_keys
from graphmodel.engine.network import Booleans, Network, Positions, class_bit
from graphmodel.engine.unmet import Needed, Sight, UnmetGains
from graphmodel.errors import NeedsError, Problem
from graphmodel.words import vocabulary as v

if TYPE_CHECKING:
    from graphmodel.answers.needs.answering import Answer
    from graphmodel.answers.ranking import World
    from graphmodel.engine.gains import Counts, Gains
    from graphmodel.records.catalogue import Catalogue

ANY, SAME_PROVINCE, OTHER_PROVINCE = "other_organisation", "same_province", "other_province"
RELATIONS = v.Vocabulary(
    "relation",
    (
        v.Word(ANY, "Of another organisation", "D'une autre organisation"),
        v.Word(SAME_PROVINCE, "Of the same province or territory", "De la même province ou du même territoire"),
        v.Word(OTHER_PROVINCE, "Of another province or territory", "D'une autre province ou d'un autre territoire"),
    ),
)
"""How the two agencies of a pair stand to each other; they are always of different organisations."""
MOST_PAIRS = 5_000_000
"""A need of more pairs of agencies is refused."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """One need; build it with ``Needs.need`` or ``Need.of_keys``, which refuse with everything that is wrong.

    >>> import graphmodel
    >>> need = graphmodel.Need.of_keys({"who": {"province": "ON"}, "of": "rcmp", "sees": ["warrants"]})
    >>> need.title(1)
    'need 1'
    """

    who: Target = key("agencies", "The agencies that must see the records.", required=True)
    of: Target = key("agencies", "The agencies whose records they must see.", required=True)
    sees: tuple[str, ...] = key("words", "The classes of records.", vocabulary=v.CARRIED_CLASSES, required=True)
    relation: str = key("word", "How the two stand to each other.", default=ANY, vocabulary=RELATIONS)
    at: Target | None = key("systems", "In which systems they must see them; any that they read unless said.")
    name: str | None = key("text", "A short name.")
    name_fr: str | None = key("text", "Its French name.")
    place: Place | None = field(default=None, compare=False, repr=False)

    @classmethod
    def schema(cls) -> dict[str, Key]:
        """Return what a need may say, by key."""
        return keys_of(fields(cls))

    @classmethod
    def of_keys(cls, given: Mapping[str, object], place: Place | None = None) -> Self:
        """Return the need of these keys; NeedsError with everything that is wrong with them."""
        faults, keys = Faults("need", place), cls.schema()
        held: dict[str, Any] = read_keys(given, keys, "a need", faults)
        for name, item in keys.items():
            if item.required and name not in given:
                faults("", f"a need needs the key {name}: {item.sentence[0].lower()}{item.sentence[1:]}")
        if faults:
            raise NeedsError(faults.problems)
        return cls(**held, place=place)

    def title(self, number: int, language: v.Language = "en") -> str:
        """Return its name in a language, or its number where it has none."""
        name = (self.name_fr if language == "fr" else self.name) or self.name or self.name_fr
        return name or ("besoin" if language == "fr" else "need") + f" {number}"

    def needed(self, network: Network, faults: Faults) -> list[Needed]:
        """Return the pairs of agencies that are meant, for each class; what the catalogue has not is noted."""
        who = np.unique(find_agencies(self.who, network, "who", faults).rows)
        of = np.unique(find_agencies(self.of, network, "of", faults).rows)
        at: Booleans | None = None
        if self.at is not None:
            at = np.zeros(len(network.systems), dtype=bool)
            at[find_systems(self.at, network, "at", faults).rows] = True
        if len(who) * len(of) > MOST_PAIRS:
            faults("", f"selects {len(who) * len(of):,} pairs of agencies, more than {MOST_PAIRS:,}: narrow who or of")
        if faults:
            return []
        pairs = self._related(network, who, of)
        bits = sorted(class_bit(word) for word in self.sees)
        return [Needed(bit, who, of, pairs, at) for bit in bits]

    def _related(self, network: Network, who: Positions, of: Positions) -> Booleans:
        """Return which pairs stand to each other as the need says, shape (who, of); who has no province is in none."""
        made = network.organisation[who][:, None] != network.organisation[of][None, :]
        if self.relation == ANY:
            return np.asarray(made)
        place = {id: at for at, id in enumerate(v.PROVINCES.ids)}
        province = network.catalogue.agencies["province"].map(place).fillna(-1).to_numpy(dtype=np.int64)
        one, other = province[who][:, None], province[of][None, :]
        same = one == other
        return np.asarray(made & (one >= 0) & (other >= 0) & (same if self.relation == SAME_PROVINCE else ~same))


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
        faults = Faults("needs")
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
        from graphmodel.answers.needs.reading import read_needs

        return read_needs(source)

    @classmethod
    @checked
    def of_toml(cls, text: str, file: str = "needs") -> Needs:
        """Return the needs of a text in TOML; NeedsError with every problem, ``file`` being its name."""
        from graphmodel.answers.needs.reading import needs_of

        return needs_of(text, file)

    def need(self, **keys: object) -> Self:
        """Return the needs with one more (keys: ``Need``); NeedsError with everything that is wrong with it."""
        return replace(self, needs=(*self.needs, Need.of_keys(keys)))

    def told(self, name: str, language: v.Language = "en") -> str:
        """Return ``name``, ``about`` or ``assumption`` in a language, else in the other one, else an empty text."""
        english, french = getattr(self, name), getattr(self, f"{name}_fr")
        return ((french if language == "fr" else english) or english or french) or ""

    def needed(self, network: Network) -> list[list[Needed]]:
        """Return for each need its pairs of agencies, class by class; NeedsError for what the catalogue has not."""
        problems: list[Problem] = []
        made: list[list[Needed]] = []
        for need in self.needs:
            faults = Faults("need", need.place)
            made.append(need.needed(network, faults))
            problems += faults.problems
        if problems:
            raise NeedsError(sorted(problems, key=lambda problem: problem.row))
        return made

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
    def answer(self, world: Catalogue | World, *, limit: int = 20, language: v.Language = "en") -> Answer:
        """Return whether each need is met, where it breaks (up to ``limit`` pairs of each), and the link that helps most.

        Raises NeedsError with every problem where needs name what the catalogue has not.
        """
        from graphmodel.answers.needs.answering import answer

        return answer(self, world, limit=limit, language=language)


def unmet_of(all_needs: Sequence[Needs], gains: Gains) -> list[Needed]:
    """Return the unmet pairs of several files of needs in one network."""
    return [needed for needs in all_needs for needed in needs.unmet(gains)]
