"""What people give to a call: a catalogue from wherever it is, systems by a selector as text, scenarios and needs by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from graphmodel import shipped
from graphmodel.answers.needs import Needs
from graphmodel.answers.ranking import World
from graphmodel.answers.reach import Reach
from graphmodel.documents.choosing import Chosen
from graphmodel.documents.keys import KeyProblems
from graphmodel.documents.selectors import Selector
from graphmodel.engine.network import Booleans, Network, places
from graphmodel.errors import NeedsError, Problem, ScenarioError, UnknownName
from graphmodel.records.called import agency_called
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

SelectorLike = str | Selector | Collection[str]
"""A selector as text (``type=rms,cad province=ON``; a word without ``=`` is an id), a Selector, or ids."""
ScenarioLike = Scenario | str | Path
"""A scenario, the path of one, or the name of one that ships."""
NeedsLike = Needs | str | Path
"""Needs, the path of a file of them, or the name of one that ships."""
ClassesLike = str | Collection[str]
"""One data class, or several."""


@dataclass(frozen=True, eq=False)
class CatalogueView:
    """One catalogue with everything that questions about it share, each part made when first needed."""

    catalogue: Catalogue

    @cached_property
    def world(self) -> World:
        """Return it as questions about links ask it."""
        return World(self.catalogue)

    @property
    def network(self) -> Network:
        """Return it as arrays."""
        return self.world.network

    @cached_property
    def reach(self) -> Reach:
        """Return who sees what in it."""
        return Reach(self.network)


_last: list[CatalogueView] = []
"""The catalogue that was asked last: who asks of every agency in turn has its network made once."""
_views: WeakValueDictionary[int, CatalogueView] = WeakValueDictionary()
"""The views that somebody holds, by the identity of their catalogues: a scenario's world puts none of them aside."""
_choosing = Lock()


def asked_of(catalogue: CatalogueLike) -> CatalogueView:
    """Return a catalogue, from wherever it is, to be asked; raises as ``catalogue_at``.

    There is one view of a catalogue at a time: who holds it has the network made once, whatever else is asked.
    """
    found = catalogue_at(catalogue)
    with _choosing:
        view = _views.get(id(found))
        if view is None:
            view = _views[id(found)] = CatalogueView(found)
        _last[:] = [view]
    return view


def forget(catalogue: Catalogue) -> None:
    """Let go of a catalogue that was asked last: nobody else holds it."""
    with _choosing:
        _last[:] = [view for view in _last if view.catalogue is not catalogue]


def systems_of(given: SelectorLike | None, network: Network) -> Booleans | None:
    """Return which systems were chosen, shape (S,), None where anything was; ScenarioError for what is not known."""
    return None if given is None else _selector(given, "systems").systems(network)


def agencies_of(given: SelectorLike | None, network: Network) -> Booleans | None:
    """Return which agencies were chosen, shape (A,), None where anything was; ScenarioError for what is not known."""
    return None if given is None else _selector(given, "agencies").agencies(network)


def _selector(given: SelectorLike, kind: Chosen) -> Selector:
    if isinstance(given, str):
        return Selector.of_text(given, kind)
    if isinstance(given, Selector):
        if given.of != kind:
            said = Message(
                "{given} selects {of}: give one of {wanted}",
                given=given,
                of=given.of,
                wanted=kind,
            )
            raise ScenarioError([Problem("selector", 0, "", said)])
        return given
    faults = KeyProblems("ids")
    result = Selector.of_mapping({"id": [str(id) for id in given]}, kind, faults)
    if result is None:
        raise ScenarioError(faults.problems)
    return result


def classes_of(given: ClassesLike | None) -> list[str] | None:
    """Return the data classes that were asked for, None where all were; UnknownName for one that there is not."""
    if given is None:
        return None
    words, known = [given] if isinstance(given, str) else list(given), v.CARRIED_CLASSES.ids
    for word in words:
        if word not in known:
            near, listed = did_you_mean(word, known), ", ".join(known)
            said = Message(
                "there is no data class {word!r}{near}; one of {known}",
                word=word,
                near=near,
                known=listed,
            )
            raise UnknownName(said, nearest(word, known))
    return words


def purposes_of(given: str | Collection[str]) -> tuple[str, ...]:
    """Return purposes of agreements that count only where they are asked for; UnknownName for any other."""
    words = [given] if isinstance(given, str) else list(given)
    for word in words:
        if word not in v.ASKED_PURPOSES:
            near = did_you_mean(word, v.ASKED_PURPOSES)
            said = Message(
                "{word!r} is no purpose that has to be asked for{near}; one of {known}",
                word=word,
                near=near,
                known=", ".join(v.ASKED_PURPOSES),
            )
            raise UnknownName(said, nearest(word, v.ASKED_PURPOSES))
    return tuple(words)


def agency_at(network: Network, agency: str) -> int:
    """Return where an agency, by its id or a name of its own, stands; UnknownName with the nearest ids."""
    return int(places(network.agencies, [agency_called(network.catalogue, agency)])[0])


def scenario_of(given: ScenarioLike | Iterable[ScenarioLike]) -> Scenario:
    """Return scenarios as one, each standing on those before; ScenarioError with every problem of all, UnknownName."""
    several = [given] if isinstance(given, Scenario | str | Path) else list(given)
    read: list[Scenario] = []
    problems: list[Problem] = []
    for item in several:
        try:
            read.append(item if isinstance(item, Scenario) else Scenario.read(item))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return reduce(add, read) if read else Scenario("none")


def needs_of(given: NeedsLike | Iterable[NeedsLike]) -> list[Needs]:
    """Return needs by name, file or as they are; NeedsError with every problem of all, UnknownName."""
    several = [given] if isinstance(given, Needs | str | Path) else list(given)
    read: list[Needs] = []
    problems: list[Problem] = []
    for item in several:
        try:
            read.append(item if isinstance(item, Needs) else Needs.read(item))
        except NeedsError as error:
            problems += error.problems
    if problems:
        raise NeedsError(problems)
    return read


def all_needs() -> list[Needs]:
    """Return the needs that ship."""
    return needs_of([*shipped.needs()])
