"""One map: what it shows of which world, as a page, as a file, in a notebook, or as a plain pyvis network.

>>> import graphmodel
>>> graphmodel.Map(graphmodel.load("canada"), of="ON")
<Map of Canadian policing systems, from public sources (November 2026): ON>
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from html import escape
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from graphmodel.arguments import checked, ensure_kind
from graphmodel.engine.network import Network
from graphmodel.errors import GraphmodelError
from graphmodel.machine.outputs import ensure_ending, write
from graphmodel.maps.changes import both, changes_data
from graphmodel.maps.data import page_data, words
from graphmodel.maps.page import page_html, unpacked
from graphmodel.maps.part import MapPart, part
from graphmodel.maps.plain import PyvisNetwork, plain_network
from graphmodel.maps.shown import Shown, ask, map_query, shown_data
from graphmodel.maps.study import study_data
from graphmodel.maps.words import page_texts
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario
from graphmodel.stores.anywhere import CatalogueLike, catalogue_at
from graphmodel.values.table import Table
from graphmodel.words.languages import Language
from graphmodel.words.messages import Message, say

if TYPE_CHECKING:
    from graphmodel.stores import Store

ENDINGS = (".html", ".htm")
_FRAME = (
    '<iframe title="{title}" sandbox="allow-scripts allow-downloads" srcdoc="{page}" '
    'style="width: 100%; height: 680px; border: 1px solid #c3ccd5"></iframe>'
)
"""The frame has no origin: what runs in it reaches neither the notebook nor its files."""


@dataclass(frozen=True, eq=False, repr=False)
class Map:
    """A map of a world: a catalogue, a network, an open store, a ``py2neo.Graph``, or a source that ``load`` takes.

    ``of`` names a province, agency or system by id, where the map opens; of a system its neighbourhood is shown for
    ``steps``, 1 to 3. ``query`` is the id of a query that shows a map, with its
    ``parameters``, from those that ship or from ``packs``, folders of a person's own: what it finds is lit, the rest fades; ``rows`` is its answer where there is one already. With
    ``scenario``, one or several by name, file or object, the page has both worlds and what differs. For the
    ``audience`` public, what is marked internal is left out. ``since`` is an earlier world, in whatever form: then these
    two are compared.

    Everything is made when first asked for. UnknownName with the nearest names, QueryError, ScenarioError.

    >>> import graphmodel
    >>> graphmodel.Map("canada", of="rcmp-pip", steps=2).html()[:15]
    '<!doctype html>'
    """

    world: CatalogueLike
    of: str = ""
    steps: int = 1
    query: str = ""
    parameters: Mapping[str, object] | None = None
    rows: Table | None = None
    scenario: Scenario | str | Path | Sequence[Scenario | str | Path] | None = None
    language: Language = "en"
    audience: str = "internal"
    since: CatalogueLike | None = None
    packs: Sequence[str | Path] = ()

    def __post_init__(self) -> None:
        for name in ("of", "query", "language", "audience"):
            ensure_kind(self, name, str)
        ensure_kind(self, "steps", int)

    @cached_property
    def _given(self) -> Catalogue:
        return _catalogue(self.world)

    @cached_property
    def before(self) -> Catalogue:
        """Return the world that was given, or the one since which it changed, as far as it is meant for the audience."""
        given = self._given if self.since is None else _catalogue(self.since)
        return given.for_audience(self.audience)

    @cached_property
    def scenarios(self) -> Scenario | None:
        """Return the scenarios as one, in order; None where there are none."""
        given = self.scenario
        if given is None:
            return None
        several = [given] if isinstance(given, Scenario | str | Path) else list(given)
        read = [item if isinstance(item, Scenario) else Scenario.read(item) for item in several]
        return reduce(add, read) if read else None

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the world that is shown: the one given, after the scenario."""
        if self.scenarios:
            return self.scenarios.apply(self._given).for_audience(self.audience)
        return self.before if self.since is None else self._given.for_audience(self.audience)

    @cached_property
    def network(self) -> Network:
        """Return the network that is shown."""
        return Network(self.catalogue)

    @cached_property
    def part(self) -> MapPart:
        """Return the part in which the map opens; it may be one of a world before alone."""
        known = self.network if self.catalogue is self.before else Network(both(self.before, self.catalogue))
        return part(known, self.of, self.steps)

    @cached_property
    def shown(self) -> Shown | None:
        """Return what the query found; None without one."""
        if not self.query:
            if self.rows is not None:
                raise GraphmodelError(Message("rows are an answer: name the query that gave them"))
            return None
        asked = map_query(self.query, self.packs)
        if self.rows is not None:
            return Shown(asked, dict(self.parameters or {}), self.rows)
        store = cast("Store | None", self.world if hasattr(self.world, "run") and hasattr(self.world, "info") else None)
        whole = self.scenarios is None and self.catalogue is self._given
        return ask(asked, self.parameters or {}, self.catalogue, store if whole else None)

    @cached_property
    def title(self) -> dict[Language, str]:
        """Return the title in both languages."""
        return _title(self.catalogue)

    @cached_property
    def data(self) -> dict[str, Any]:
        """Return everything that the page reads."""
        catalogue = self.catalogue
        result: dict[str, Any] = {
            "columns": page_data(catalogue),
            "words": words(),
            "texts": page_texts(),
            "open": {"of": self.of, "kind": self.part.kind, "steps": self.steps},
            **_told(self.network),
        }
        if self.shown:
            result["shown"] = shown_data(self.shown, self.network)
        if self.catalogue is not self.before:
            result["before"] = page_data(self.before)
            result["was"] = _told(Network(self.before))
            result["scenario"] = changes_data(self.scenarios, self.before, catalogue)
        return result

    def html(self, *, readable: bool = False) -> str:
        """Return the map as one HTML file; it asks for nothing, from nobody.

        Its script and data are packed; with ``readable`` they stand in it as text, for a review of what it does.
        """
        html = page_html(self.data, self.title[self.language], self.language)
        return unpacked(html) if readable else html

    @checked
    def save(self, path: str | Path, *, readable: bool = False) -> Path:
        """Write the map to a file and return its path; GraphmodelError where it cannot be written."""
        return save_page(self.html(readable=readable), path)

    def to_pyvis(self) -> PyvisNetwork:
        """Return the agencies, systems and links of the map as a plain ``pyvis.network.Network``, moved by its forces."""
        return plain_network(self.network, part(self.network, self.of, self.steps), self.language)

    def _repr_html_(self) -> str:
        """Return the map for a notebook: a frame of its own that runs its script and asks for nothing."""
        title, page = escape(self.title[self.language]), escape(self.html())
        return _FRAME.format(title=title, page=page)

    def __repr__(self) -> str:
        return f"<Map of {self.before.about.name or 'a catalogue'}{self.of and ': '}{self.of}>"


def _told(network: Network) -> dict[str, Any]:
    """Return what a catalogue says of itself: its title, limits and digest, and the study's table."""
    catalogue = network.catalogue
    limits, french = catalogue.about.limits, catalogue.about.limits_fr
    return {
        "title": _title(catalogue),
        "limits": {"en": list(limits), "fr": list(french or limits)},
        "digest": catalogue.digest,
        "study": study_data(network),
    }


def _title(catalogue: Catalogue) -> dict[Language, str]:
    about = catalogue.about
    names: dict[Language, str] = {"en": about.name, "fr": about.name_fr or about.name}
    return {
        key: say("Who is connected: {name}", language=key, name=name) if name else say("Who is connected", language=key)
        for key, name in names.items()
    }


def save_page(html: str, path: str | Path) -> Path:
    """Write a page to a file and return its path; GraphmodelError where it cannot be written."""
    file = Path(path)
    ensure_ending(file, ENDINGS)
    write(file, html)
    return file


def _catalogue(world: Any) -> Catalogue:
    """Return the catalogue of whatever a map can be made of."""
    return world.catalogue if isinstance(world, Network) else catalogue_at(world)
