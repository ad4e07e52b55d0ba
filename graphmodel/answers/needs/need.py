"""A need: which agencies must see which classes of records of which others.

There is no data on whose territory borders on whose: neighbours are the agencies of the same province, and a need
that speaks of neighbours says so as its assumption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np

from graphmodel.documents.keys import Key, KeyProblems, Place, key, keys_of, needs_key
from graphmodel.documents.targets import Target, find_agencies, find_systems
from graphmodel.documents.texts import read_keys
from graphmodel.engine.network import Booleans, Network, Positions, class_bit
from graphmodel.engine.unmet import Needed
from graphmodel.errors import NeedsError, Problem
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, say
from graphmodel.words.messages import number as _number

ANY, SAME_PROVINCE, OTHER_PROVINCE = "other_organisation", "same_province", "other_province"
RELATIONS = v.Vocabulary(
    "relation",
    (
        v.Word(ANY, "Of another organisation"),
        v.Word(SAME_PROVINCE, "Of the same province or territory"),
        v.Word(OTHER_PROVINCE, "Of another province or territory"),
    ),
)
"""How the two agencies of a pair stand to each other; they are always of different organisations."""
_A_NEED = Message("a need")
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

    who: Target = key("agencies", Message("The agencies that must see the records."), required=True)
    of: Target = key("agencies", Message("The agencies whose records they must see."), required=True)
    sees: tuple[str, ...] = key(
        "words", Message("The classes of records."), vocabulary=v.CARRIED_CLASSES, required=True
    )
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
        faults, keys = KeyProblems("need", place), cls.schema()
        held: dict[str, Any] = read_keys(given, keys, _A_NEED, faults)
        for name, item in keys.items():
            if item.required and name not in given:
                faults("", needs_key(_A_NEED, item))
        if faults:
            raise NeedsError(faults.problems)
        return cls(**held, place=place)

    def title(self, number: int, language: Language = "en") -> str:
        """Return its name in a language, or its number where it has none."""
        name = (self.name_fr if language == "fr" else self.name) or self.name or self.name_fr
        return name or say("need {number}", language=language, number=number)

    def needed(self, network: Network, faults: KeyProblems) -> list[Needed]:
        """Return the pairs of agencies that are meant, for each class; what the catalogue has not is noted."""
        who = np.unique(find_agencies(self.who, network, "who", faults).rows)
        of = np.unique(find_agencies(self.of, network, "of", faults).rows)
        at: Booleans | None = None
        if self.at is not None:
            at = np.zeros(len(network.systems), dtype=bool)
            at[find_systems(self.at, network, "at", faults).rows] = True
        if len(who) * len(of) > MOST_PAIRS:
            faults(
                "",
                Message(
                    "selects {count} pairs of agencies, more than {most}: narrow who or of",
                    count=_number(len(who) * len(of)),
                    most=_number(MOST_PAIRS),
                ),
            )
        if faults:
            return []
        pairs = self._related(network, who, of)
        bits = sorted(class_bit(word) for word in self.sees)
        return [Needed(bit, who, of, pairs, at) for bit in bits]

    def _related(self, network: Network, who: Positions, of: Positions) -> Booleans:
        """Return which pairs stand to each other as the need says, shape (who, of); who has no province is in none."""
        different = network.organisation[who][:, None] != network.organisation[of][None, :]
        if self.relation == ANY:
            return np.asarray(different)
        place = {id: at for at, id in enumerate(v.PROVINCES.ids)}
        province = network.catalogue.agencies["province"].map(place).fillna(-1).to_numpy(dtype=np.int64)
        one, other = province[who][:, None], province[of][None, :]
        same = one == other
        return np.asarray(different & (one >= 0) & (other >= 0) & (same if self.relation == SAME_PROVINCE else ~same))


def needed_by_each(needs: Sequence[Need], network: Network) -> list[list[Needed]]:
    """Return for each need its pairs of agencies, class by class; NeedsError for what the catalogue has not."""
    problems: list[Problem] = []
    needed: list[list[Needed]] = []
    for need in needs:
        faults = KeyProblems("need", need.place)
        needed.append(need.needed(network, faults))
        problems += faults.problems
    if problems:
        raise NeedsError(sorted(problems, key=lambda problem: problem.row))
    return needed
