"""A scenario: changes in order, what they stand for, and what they assume.

Laws: a scenario without changes is the identity; ``(a + b).apply(c) == b.apply(a.apply(c))``; reading what
``to_toml`` writes gives an equal scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from graphmodel.answers.rounding import total
from graphmodel.arguments import checked
from graphmodel.documents.canonical import canonical
from graphmodel.documents.costs import TABLE, Costs, CostsLike, cost_of, costs_of_file, costs_of_mapping
from graphmodel.documents.keys import Key, KeyProblems, key, keys_of
from graphmodel.documents.selectors import Selector
from graphmodel.errors import ScenarioError
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.scenario.change import Change
from graphmodel.scenario.effects import effects, steps
from graphmodel.scenario.links import QUERY, Connect
from graphmodel.scenario.texts import open_scenario, parse_scenario, read_change, write_scenario

if TYPE_CHECKING:
    import pandas as pd

Named = str | Sequence[str] | Mapping[str, object] | Selector
"""What a change is about: an id, ids, a selector as text (``type=rms``), as a mapping of its keys, or a Selector."""


@dataclass(frozen=True)
class Scenario:
    """What would be different, as changes in order; ``Scenario("mine").connect("a", "b", cost=5)`` is another one.

    >>> import graphmodel
    >>> canada = graphmodel.load("canada")
    >>> mine = graphmodel.Scenario("mine").connect("drps-rms", "rcmp-pip").retire("winnipeg-mcm")
    >>> graphmodel.Difference(canada, mine.apply(canada))
    <Difference: 94 sightlines gained by 42 agencies, 1 lost>
    """

    name: str = key("text", "A short name; it marks the links that the scenario makes.", required=True)
    name_fr: str | None = key("text", "Its French name.")
    about: str | None = key("text", "What it plays through.")
    about_fr: str | None = key("text", "The same in French.")
    recommendation: str | None = key("text", "Ids of the recommendations that it stands for, parted by semicolons.")
    assumption: str | None = key("text", "What it takes for granted.")
    assumption_fr: str | None = key("text", "The same in French.")
    cost: float | None = key("amount", "The cost of a change that names none.")
    costs: Costs = ()
    """What a connected pair of systems costs by the mode of its links, or ``any``; a mapping is taken, too."""
    changes: tuple[Change, ...] = ()

    @classmethod
    def schema(cls) -> dict[str, Key]:
        """Return what a scenario says of itself, by key; ``change`` holds its changes."""
        return keys_of(fields(cls))

    def __post_init__(self) -> None:
        faults = KeyProblems("scenario")
        for name, item in self.schema().items():
            raw = getattr(self, name)
            if raw is not None or item.required:
                object.__setattr__(self, name, canonical(item, raw, name, faults))
        object.__setattr__(self, "costs", costs_of_mapping(dict(self.costs), TABLE, faults))
        if faults:
            raise ScenarioError(faults.problems)

    @classmethod
    @checked
    def read(cls, source: str | Path) -> Scenario:
        """Return the scenario of a TOML file or of a shipped name; an existing path wins.

        Raises ScenarioError with every problem by file, line and key, UnknownName where there is none of that name.
        """
        return cls.of_toml(*open_scenario(source))

    @classmethod
    @checked
    def of_toml(cls, text: str, file: str = "scenario") -> Scenario:
        """Return the scenario of a text in TOML; ScenarioError with every problem, ``file`` being its name."""
        own, changes = parse_scenario(text, file, cls.schema())
        return cls(**own, changes=changes)

    def to_toml(self) -> str:
        """Return the scenario as a text in TOML."""
        return write_scenario({name: getattr(self, name) for name in self.schema()}, self.changes, self.costs)

    @checked
    def apply(self, catalogue: Catalogue) -> Catalogue:
        """Return the world after all changes in order; ScenarioError with the reasons of all that cannot be.

        After a refused change the next ones are still tried, as if it had not been there.
        """
        world = catalogue
        for step in steps(self.changes, catalogue, self.name):
            world = step.after
        return world

    @checked
    def effects(self, catalogue: Catalogue) -> pd.DataFrame:
        """Return what each change does to how many records, as ``graphmodel.scenario.effects.effects`` says."""
        return effects(self.changes, catalogue, self.name, self.price)

    def price(self, change: Change) -> float | None:
        """Return what a change costs each time: its own cost, else that of its kind of link, else the scenario's."""
        if change.cost is not None:
            return change.cost
        of_link = cost_of(self.costs, change.mode or QUERY) if isinstance(change, Connect) else None
        return self.cost if of_link is None else of_link

    def priced(self, costs: CostsLike) -> Self:
        """Return the scenario with what links cost, from a mapping or a file; its own costs stand.

        Raises ScenarioError with every problem by file, line and key.
        """
        given = dict(costs) if isinstance(costs, Mapping) else dict(costs_of_file(costs))
        return replace(self, costs=tuple({**given, **dict(self.costs)}.items()))  # type: ignore[arg-type]

    @checked
    def total_cost(self, catalogue: Catalogue) -> float | None:
        """Return the sum of what the changes cost in a catalogue; None where no change has a cost."""
        costs = self.effects(catalogue)["cost"].dropna()
        return None if costs.empty else total(costs)

    def __add__(self, other: Scenario) -> Self:
        """Return both, one after the other; each change keeps its scenario's name and its cost."""

        def both(one: str | None, two: str | None, by: str) -> str | None:
            return by.join(dict.fromkeys(text for text in (one, two) if text)) or None

        changes = tuple(
            change.within(part.name, part.price(change)) for part in (self, other) for change in part.changes
        )
        return type(self)(
            name=f"{self.name} + {other.name}",
            name_fr=f"{self.name_fr or self.name} + {other.name_fr or other.name}",
            about=both(self.about, other.about, " "),
            about_fr=both(self.about_fr, other.about_fr, " "),
            recommendation=both(self.recommendation, other.recommendation, LIST_SEPARATOR),
            assumption=both(self.assumption, other.assumption, " "),
            assumption_fr=both(self.assumption_fr, other.assumption_fr, " "),
            changes=changes,
        )

    def then(self, do: str, given: Mapping[str, object]) -> Self:
        """Return the scenario with one more change; ScenarioError with everything that is wrong with it."""
        named = {name.removesuffix("_"): value for name, value in given.items()}
        return replace(self, changes=(*self.changes, read_change({"do": do, **named})))

    def connect(self, from_: Named, to: Named, **keys: object) -> Self:
        """Add the flows that are missing between systems (keys: ``Connect``)."""
        return self.then("connect", {"from": from_, "to": to, **keys})

    def disconnect(self, from_: Named | None = None, to: Named | None = None, **keys: object) -> Self:
        """Retire the links between systems, or those that ``link`` names (keys: ``Disconnect``)."""
        return self.then("disconnect", _given(from_=from_, to=to) | keys)

    def retire(self, system: Named, **keys: object) -> Self:
        """Retire systems (keys: ``Retire``)."""
        return self.then("retire", {"system": system, **keys})

    def replace(self, system: Named, by: Named, **keys: object) -> Self:
        """Let one system take over the links and uses of others, which retire (keys: ``Replace``)."""
        return self.then("replace", {"system": system, "by": by, **keys})

    def add_system(self, id: str, name: str, type: str, operator: Named, **keys: object) -> Self:
        """Add a system, or one for each operator (keys: the columns of the systems table)."""
        return self.then("add_system", {"id": id, "name": name, "type": type, "operator": operator, **keys})

    def join(self, agency: Named, system: Named, **keys: object) -> Self:
        """Let agencies use systems (keys: ``Join``)."""
        return self.then("join", {"agency": agency, "system": system, **keys})

    def leave(self, agency: Named, system: Named, **keys: object) -> Self:
        """Let agencies cease to use systems (keys: ``Leave``)."""
        return self.then("leave", {"agency": agency, "system": system, **keys})

    def relay(self, system: Named, **keys: object) -> Self:
        """Let systems relay, or no longer (keys: ``Relay``)."""
        return self.then("relay", {"system": system, **keys})

    def lift(self, subject: Named | None = None, **keys: object) -> Self:
        """Take away what holds agencies or systems back (keys: ``Lift``)."""
        return self.then("lift", _given(subject=subject) | keys)

    def agree(self, id: str, name: str, **keys: object) -> Self:
        """Let agencies agree to share, or a law allow or forbid it (keys: ``Agree``)."""
        return self.then("agree", {"id": id, "name": name, **keys})

    def end_agreement(self, agreement: str | Sequence[str], **keys: object) -> Self:
        """Let agreements end (keys: ``EndAgreement``)."""
        return self.then("end_agreement", {"agreement": agreement, **keys})


def _given(**given: Named | None) -> dict[str, object]:
    return {name: value for name, value in given.items() if value is not None}
