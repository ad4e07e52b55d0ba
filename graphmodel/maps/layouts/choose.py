"""Which layouts a map can be asked for: three of everything, and one of a part for each province, agency and system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphmodel.engine.network import Network, places
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.maps.layouts.agency import agency
from graphmodel.maps.layouts.data import layout_data
from graphmodel.maps.layouts.islands import islands
from graphmodel.maps.layouts.nation import nation
from graphmodel.maps.layouts.neighbourhood import neighbourhood
from graphmodel.maps.layouts.province import province
from graphmodel.maps.layouts.shape import Layout
from graphmodel.maps.layouts.types import types
from graphmodel.words import vocabulary as v
from graphmodel.words.messages import Message
from graphmodel.words.suggest import did_you_mean, nearest

WHOLE = {"nation": nation, "types": types, "islands": islands}
"""The layouts in which everything has a place."""
BUNDLED = ("nation", "types")
"""Those in which links between boxes are drawn as ribbons."""
MOST_STEPS = 3


@dataclass(frozen=True)
class Chosen:
    """One layout and what it shows: everything, or the part that ``of`` names (``steps`` for a system)."""

    kind: str
    layout: Layout
    of: str = ""
    steps: int = 0

    @property
    def id(self) -> str:
        """Return a name for the layout that no other of the same map has."""
        return ":".join([self.kind, *([self.of] if self.of else []), *([str(self.steps)] if self.steps else [])])

    def data(self, network: Network) -> dict[str, Any]:
        """Return the layout as the page reads it; see ``layouts.data``."""
        return {
            "id": self.id,
            "kind": self.kind,
            "of": self.of,
            "steps": self.steps,
            "bundles": self.kind in BUNDLED,
            **layout_data(self.layout, len(network.agencies)),
        }


def whole(network: Network, kind: str) -> Chosen:
    """Return a layout of everything; UnknownName for a kind that there is not."""
    if kind not in WHOLE:
        raise UnknownName(
            Message(
                "there is no layout {kind!r}{near}; the layouts: {layouts}",
                kind=kind,
                near=did_you_mean(kind, WHOLE),
                layouts=", ".join(WHOLE),
            ),
            nearest(kind, WHOLE),
        )
    return Chosen(kind, WHOLE[kind](network))


def part(network: Network, of: str, steps: int = 1) -> Chosen:
    """Return the layout of one province, agency or system, by its id.

    ``steps``, 1 to 3, says how far a system's neighbourhood goes. UnknownName with the nearest ids; GraphmodelError
    for other steps.
    """
    if not 1 <= steps <= MOST_STEPS:
        raise GraphmodelError(
            Message("a neighbourhood goes 1 to {most} steps, not {steps}", most=MOST_STEPS, steps=steps)
        )
    if of in v.PROVINCES:
        return Chosen("province", province(network, of), of)
    if (at := int(places(network.agencies, [of])[0])) >= 0:
        return Chosen("agency", agency(network, at), of)
    if (at := int(places(network.systems, [of])[0])) >= 0:
        return Chosen("system", neighbourhood(network, at, steps), of, steps)
    known = {*v.PROVINCES.ids, *network.agencies, *network.systems}
    raise UnknownName(
        Message("there is no province, agency or system {of!r}{near}", of=of, near=did_you_mean(of, known)),
        nearest(of, known),
    )
