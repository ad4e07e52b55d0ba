"""Changes that somebody tries: kept in the address, read as a scenario, shown by the map.

In an address each change is a text, ``connect:a:b`` or ``retire:c``; as the name of a scenario the whole set is one,
``try:connect:a:b~retire:c``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from graphmodel.errors import Problem, ScenarioError
from graphmodel.scenario import Scenario
from graphmodel.words.messages import Message

TRY, PREFIX = "try", "try:"
MOST = 50
"""So many changes may stand in an address."""
FILE = "tried.toml"
"""What the file is called that holds what is tried."""
_ENDS = {"connect": 2, "retire": 1}
"""What can be tried by a click, and how many systems each names."""
_PART, _CHANGE = ":", "~"
_NAME = 80


@dataclass(frozen=True)
class TriedChange:
    """One change: its word, and the ids of the systems that it names."""

    do: str
    systems: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return it as an address says it."""
        return _PART.join([self.do, *(quote(id, safe="").replace(_CHANGE, "%7E") for id in self.systems)])


@dataclass(frozen=True)
class TriedSet:
    """Changes in the order in which they were tried, each once."""

    changes: tuple[TriedChange, ...] = ()

    @classmethod
    def of(cls, texts: Sequence[str]) -> TriedSet:
        """Return the set that an address says; ScenarioError with every text that says no change."""
        given = [part for text in texts for part in text.removeprefix(PREFIX).split(_CHANGE) if part]
        problems = [Problem(FILE, 0, "", _none(text)) for text in given if not _is_change(text)]
        if len(given) > MOST:
            problems = [Problem(FILE, 0, "", Message("holds more than {most} changes", most=MOST))]
        if problems:
            raise ScenarioError(problems)
        return cls(tuple(dict.fromkeys(map(_change, given))))

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def texts(self) -> list[str]:
        """Return the changes as an address says them."""
        return [change.text for change in self.changes]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the changes as parts of an address."""
        return [(TRY, text) for text in self.texts]

    @property
    def name(self) -> str:
        """Return the set as one name that a page takes for a scenario."""
        return PREFIX + _CHANGE.join(self.texts)

    @property
    def on_map(self) -> str:
        """Return the set as the map says it in its own address."""
        said = ("..".join(c.systems) if c.do == "connect" else f"-{c.systems[0]}" for c in self.changes)
        return _CHANGE.join(said)

    def with_(self, do: str, *systems: str) -> TriedSet:
        """Return the set with one more change."""
        return TriedSet(tuple(dict.fromkeys((*self.changes, TriedChange(do, systems)))))

    def without(self, change: TriedChange) -> TriedSet:
        """Return the set without a change."""
        return TriedSet(tuple(item for item in self.changes if item != change))

    def scenario(self, name: str = "") -> Scenario:
        """Return the set as a scenario; ScenarioError where a change is none."""
        said = "; ".join(" ".join((change.do, *change.systems)) for change in self.changes)
        short = said if len(said) <= _NAME else said[: _NAME - 1] + "…"
        made = Scenario(name or short or TRY)
        for change in self.changes:
            made = made.connect(*change.systems) if change.do == "connect" else made.retire(change.systems[0])
        return made


def _change(text: str) -> TriedChange:
    do, *systems = text.split(_PART)
    return TriedChange(do, tuple(unquote(id) for id in systems))


def _is_change(text: str) -> bool:
    do, *systems = text.split(_PART)
    return _ENDS.get(do) == len(systems) and all(systems)


def _none(text: str) -> Message:
    return Message("{text!r} is no change: write connect:SYSTEM:SYSTEM or retire:SYSTEM", text=text[:100])
