"""Good choices of links: the best next link again and again, then exchanged one by one until nothing gains."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graphmodel.engine.gains import Counts
from graphmodel.engine.joint import Joint, State
from graphmodel.engine.network import Positions

Choice = tuple[int, ...]
"""Links by their numbers, ascending."""
MOST_EXCHANGES = 600
"""So many networks are looked at for exchanges; in a longer plan the last links are not exchanged any more."""


@dataclass(eq=False)
class Choosing:
    """Choices of links of one network, by what they add together."""

    joint: Joint
    left: int = MOST_EXCHANGES
    _worth: dict[Choice, int] = field(default_factory=dict[Choice, int])

    def worth(self, choice: Choice) -> int:
        """Return what the links of a choice add together."""
        if choice not in self._worth:
            self._worth[choice] = self.joint.after(choice).gained
        return self._worth[choice]

    def next_best(self, state: State) -> tuple[int, Positions]:
        """Return the most that one link more would add, and the links that add as much, sorted; none where it is 0."""
        added = exact(self.joint, state, self.joint.added(state))
        most = int(added.max(initial=0))
        return most, np.flatnonzero(added == most) if most else np.empty(0, dtype=np.int64)

    def longer(self, choice: Choice) -> Choice:
        """Return a choice and the best next link, the first of equals; the same choice where none adds anything."""
        most, links = self.next_best(self.joint.after(choice))
        return tuple(sorted((*choice, int(links[0])))) if most else choice

    def exchanged(self, choice: Choice) -> Choice:
        """Return a choice after the exchanges of one link that gain most, until none gains."""
        while self.left > 0:
            best, most = choice, self.worth(choice)
            for out in choice:
                self.left -= 1
                rest = tuple(link for link in choice if link != out)
                state = self.joint.after(rest)
                added, links = self.next_best(state)
                if state.gained + added > most:
                    best, most = tuple(sorted((*rest, int(links[0])))), state.gained + added
            if best == choice:
                return choice
            choice = best
        return choice

    def alike(self, choice: Choice) -> set[Choice]:
        """Return the choices that differ from this one in one link and add just as much."""
        found, most = set[Choice](), self.worth(choice)
        for out in choice:
            rest = tuple(link for link in choice if link != out)
            state = self.joint.after(rest)
            added, links = self.next_best(state)
            if state.gained + added == most:
                found |= {tuple(sorted((*rest, link))) for link in links.tolist()}
        return found - {choice}

    def better(self, before: Choice, greedy: Choice, count: int) -> Choice:
        """Return the best known choice of so many links: one link more than before, or the greedy one, then exchanged.

        ``before`` where nothing adds more than it does.
        """
        tried = {choice for choice in (greedy, self.longer(before)) if len(choice) == count}
        tried |= {self.exchanged(choice) for choice in sorted(tried)}
        best = min(tried, key=lambda choice: (-self.worth(choice), choice), default=before)
        return best if self.worth(best) > self.worth(before) else before

    @cached_property
    def alone(self) -> Counts:
        """Return what each link adds by itself, shape (L,)."""
        return self.joint.added(self.joint.today)

    def in_order(self, choice: Choice) -> list[int]:
        """Return the links of a choice one by one, each the best next one of them, the first of equals."""
        ordered: list[int] = []
        while left := [link for link in choice if link not in ordered]:
            ordered.append(max(left, key=lambda link: (self.worth(tuple(sorted((*ordered, link)))), -link)))
        return ordered


def exact(joint: Joint, state: State, added: Counts, least: int = 0) -> Counts:
    """Return what each link adds to a state, made exact wherever it may be the most, or ``least`` where that is given.

    Links between two systems that do not relay are told by what they add today; those that may matter are counted anew.
    """
    ends = joint.ending == 2
    least = least or int(added[~ends].max(initial=1))
    doubtful = np.flatnonzero(ends & (added >= max(least, 1)))
    added = added.copy()
    added[doubtful] = joint.added_between(state, doubtful) if state.links else added[doubtful]
    return added
