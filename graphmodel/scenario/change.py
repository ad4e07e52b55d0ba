"""A change: one wish of a scenario, a pure function from a Catalogue to a Catalogue.

Each kind of change is one frozen dataclass whose fields say what its keys may hold. Build one with ``Change.of`` or
``read_change``, which refuse with everything that is wrong; a constructor takes values that are canonical already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Self, cast

from graphmodel.documents.keys import Key, KeyProblems, Place, key, key_fields, keys_of, needs_key
from graphmodel.documents.selectors import Selector
from graphmodel.documents.texts import read_keys
from graphmodel.errors import ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.changes import Changes
from graphmodel.records.schema import TableName
from graphmodel.words.messages import Message

Unit = Message
"""What a cost counts for."""
"""What a cost is the cost of, in English and in French."""
_SHOWN = 6
_COMMON = ("date", "cost", "reason", "scenario", "if_any")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What all changes have in common."""

    do: ClassVar[str]
    """The word that names this kind of change."""
    table: ClassVar[TableName]
    """The table whose records it adds, changes or removes above all."""
    unit: ClassVar[Unit]

    date: str | None = key("date", "When it happens, a year or a day; informs only.")
    cost: float | None = key("amount", "What one of them costs; without it, what the scenario says.")
    reason: str | None = key("text", "Why; kept in the note of links.")
    scenario: str | None = key("text", "The scenario that it comes from, where several are stacked.")
    if_any: bool = key("boolean", "Whether a selector may choose nothing.", default=False)
    place: Place | None = field(default=None, compare=False, repr=False)

    @classmethod
    def schema(cls) -> dict[str, Key]:
        """Return what this kind of change may say, by key; its own keys first."""
        found = keys_of(fields(cls))
        own = {name: held for name, held in found.items() if name not in _COMMON}
        return own | {name: found[name] for name in _COMMON}

    @classmethod
    def of(cls, given: Mapping[str, object], place: Place | None = None) -> Self:
        """Return the change that these keys describe; ScenarioError with everything that is wrong."""
        faults = KeyProblems(cls.do, place)
        keys = cls.schema()
        held = read_keys(given, keys, cls.do, faults)
        for name, item in keys.items():
            if item.required and name not in given:
                faults("", needs_key(cls.do, item))
        if not faults:
            cls.agree(held, faults)
        if faults:
            raise ScenarioError(faults.problems)
        return cls.of_canonical(held, place)

    @classmethod
    def agree(cls, held: Mapping[str, Any], faults: KeyProblems) -> None:
        """Note where keys that are right each by itself contradict each other."""

    @classmethod
    def of_canonical(cls, held: Mapping[str, object], place: Place | None) -> Self:
        """Return the change of canonical values."""
        names = key_fields(cls)
        return cls(**{names[name]: value for name, value in held.items()}, place=place)  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        """Return the keys that differ from their defaults, by name; ``of`` makes the same change of them."""
        names = key_fields(type(self))
        default = {item.name: item.default for item in fields(self)}
        held = {name: getattr(self, names[name]) for name in self.schema() if name in names}
        return {name: value for name, value in held.items() if value != default[names[name]]}

    def what(self) -> str:
        """Return in one line what it is about, in the words of its keys; a selector stands in brackets."""
        own = {name: value for name, value in self.to_dict().items() if name not in _COMMON}
        return " ".join(f"{name} {_shown(value)}" for name, value in own.items())

    def apply(self, catalogue: Catalogue, name: str = "") -> Catalogue:
        """Return the world after this change; ScenarioError with all reasons where it cannot be.

        ``name`` is that of the scenario, for the records that it makes.
        """
        raise NotImplementedError

    def counted(self, after: Catalogue, changes: Changes) -> int:
        """Return how often its cost counts, given what it did: once for each record of its table, unless said."""
        del after
        found = changes[self.table]
        return len(found.added) + len(found.changed) + len(found.removed)

    def faults(self) -> KeyProblems:
        """Return an empty list of faults that stand where this change stands."""
        return KeyProblems(self.do, self.place)

    def mark(self, name: str) -> str:
        """Return the note that tells a record of this change from what somebody recorded."""
        whole = " ".join(["scenario", self.scenario or name]).strip()
        return f"{whole}: {self.reason}" if self.reason else whole

    @property
    def year(self) -> int | None:
        """Return the year in which it happens."""
        return int(self.date[:4]) if self.date else None

    def within(self, name: str, cost: float | None) -> Self:
        """Return the change as it stands outside the scenario of that name, whose cost was its default."""
        kept = self.cost if self.cost is not None else cost
        return replace(self, scenario=self.scenario or name, cost=kept)


def stop(faults: KeyProblems) -> None:
    """Refuse with everything that was noted, if anything was."""
    if faults:
        raise ScenarioError(sorted(faults.problems, key=lambda problem: problem.row))


def _shown(value: object) -> str:
    if isinstance(value, Selector):
        return f"[{value}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, tuple):
        return str(value)
    texts = cast("tuple[str, ...]", value)
    more = [f"+{len(texts) - _SHOWN}"] if len(texts) > _SHOWN else []
    return ",".join([*texts[:_SHOWN], *more])
