"""A map as pyvis' own plain ``Network``: for people who want its forces, in a notebook or as a page.

What pyvis does wrong is kept out of it: nodes and edges are filled in at once (``add_edge`` looks at all edges before
each), and no text can become mark-up. Titles are plain: one that holds ``href`` would make
the stock template show all of them as HTML. Ids that are no plain words become numbers: its menus write ids as they
are.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from graphmodel.graph.build import flow_types
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.engine.network import Network
    from graphmodel.maps.part import MapPart

HUB_TYPES = ("broker", "national_repository", "biometric")
AGENCY, HUB, SYSTEM, ENDED = "#2b5f9e", "#b00034", "#1f7a68", "#66717c"
LINK = "#7b8794"
_ALL_NAMED, _BUSY = 60, 12
"""Up to so many nodes all have names; of more, those with so many partners, or one for each 80 nodes."""
_ARROW = {"enabled": True, "scaleFactor": 0.4}
_PLAIN = re.compile(r"[\w.:>-]+")
_JOINER = "\u2060"
"""A word joiner: it is not seen and parts a word for whoever looks for it."""


class PyvisNetwork(Protocol):
    """What a ``pyvis.network.Network`` offers, as far as it is safe: pyvis itself names no types."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]

    def toggle_physics(self, status: bool) -> None:
        """Let forces move what is drawn, or keep it at its places."""

    def generate_html(self) -> str:
        """Return the network as a page of pyvis' own."""
        ...


def plain_network(network: Network, shown: MapPart, language: Language) -> PyvisNetwork:
    """Return a ``pyvis.network.Network`` of a part: agencies, systems and links in service or planned."""
    made: Any = import_module("pyvis.network").Network(
        height="700px", directed=True, cdn_resources="in_line", bgcolor="#ffffff"
    )
    made.barnes_hut()
    made.nodes = [*_agencies(network, shown, language), *_systems(network, shown, language)]
    if len(made.nodes) > _ALL_NAMED:  # where there is no room for all names, the others are read by pointing
        least = max(_BUSY, len(made.nodes) / 80)
        busy = set(np.array(_node_ids(network.catalogue.systems), dtype=object)[network.partners >= least])
        made.nodes = [node if node["id"] in busy else {**node, "label": ""} for node in made.nodes]
    made.node_ids = [node["id"] for node in made.nodes]
    made.node_map = dict(zip(made.node_ids, made.nodes, strict=True))
    made.edges = _edges(network, shown, language)
    return cast("PyvisNetwork", made)


def _agencies(network: Network, shown: MapPart, language: Language) -> list[dict[str, Any]]:
    table = network.catalogue.agencies
    names, ids = _names(table, language), _node_ids(table)
    levels, provinces = _labels(table["level"], v.LEVELS, language), _labels(table["province"], v.PROVINCES, language)
    return [
        {
            **_node(ids[at], names[at], (levels[at], provinces[at])),
            "shape": "square",
            "size": 5,
            "color": AGENCY,
            "group": "agency",
        }
        for at in np.flatnonzero(shown.agencies).tolist()
    ]


def _systems(network: Network, shown: MapPart, language: Language) -> list[dict[str, Any]]:
    table = network.catalogue.systems
    names, ids = _names(table, language), _node_ids(table)
    operators = _names(network.catalogue.agencies, language)
    types, statuses = (_labels(table[name], words, language) for name, words in _WORDS)
    size = np.minimum(5 + 1.5 * np.sqrt(network.partners), 26).round(1).tolist()
    hub, live = np.isin(network.type, HUB_TYPES).tolist(), network.live.tolist()
    owner: list[int] = network.operator.tolist()
    return [
        {
            **_node(ids[at], names[at], (types[at], operators[owner[at]], statuses[at])),
            "shape": "diamond" if hub[at] else "dot",
            "size": size[at],
            "color": ENDED if not live[at] else HUB if hub[at] else SYSTEM,
            "group": str(network.type[at]),
        }
        for at in np.flatnonzero(shown.systems).tolist()
    ]


_WORDS = (("type", v.SYSTEM_TYPES), ("status", v.STATUSES))


def _edges(network: Network, shown: MapPart, language: Language) -> list[dict[str, Any]]:
    """Return the links whose ends are both placed: those in service as lines, planned ones dashed."""
    table, ids = network.catalogue.links, _node_ids(network.catalogue.systems)
    live = np.zeros(len(table), dtype=bool)
    live[network.links] = True
    planned = np.equal(flow_types(network), "PLANNED_TO_FEED").astype(bool)
    sender, receiver = network.ends
    placed = shown.systems
    modes, statuses = (
        _labels(table[name], words, language) for name, words in (("mode", v.MODES), ("status", v.STATUSES))
    )
    both = table["direction"].eq("two_way").tolist()
    notes = [_inert(note) for note in table["note"].fillna("")]
    return [
        {
            "from": ids[sender[at]],
            "to": ids[receiver[at]],
            "arrows": {"to": _ARROW, "from": _ARROW} if both[at] else {"to": _ARROW},
            "title": "\n".join(filter(None, (modes[at], statuses[at], notes[at]))),
            "color": LINK,
            "dashes": not live[at],
            "smooth": False,
        }
        for at in np.flatnonzero((live | planned) & placed[sender] & placed[receiver]).tolist()
    ]


def _node(id: str, name: str, said: tuple[str, ...]) -> dict[str, Any]:
    return {"id": id, "label": name, "title": "\n".join(filter(None, (name, *said)))}


def _node_ids(table: pd.DataFrame) -> list[str]:
    """Return the ids of a table's rows; its name stands in for one that is no plain word."""
    kind = "agency" if "level" in table.columns else "system"
    return [id if _PLAIN.fullmatch(id) else f"{kind}:{at}" for at, id in enumerate(table["id"].astype(str))]


def _names(table: pd.DataFrame, language: Language) -> list[str]:
    names = table["name"]
    return [_inert(name) for name in (table["name_fr"].fillna(names) if language == "fr" else names).fillna("")]


def _labels(values: pd.Series, words: v.Vocabulary, language: Language) -> list[str]:
    return [words.label(str(id), language) if id in words else "" for id in values]


def _inert(text: str) -> str:
    """Return a text in which pyvis finds no link, and which looks the same."""
    return text.replace("href", f"hre{_JOINER}f")
