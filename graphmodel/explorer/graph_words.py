"""The words of the graph that Cypher may use, for whoever types it: labels, relationship types, and what each carries."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from graphmodel.explorer.visit import Visit
from graphmodel.graph.model import Property, node_types, relationship_types
from graphmodel.words.messages import say

PATH = "/graph-words"


def graph_words(visit: Visit) -> Response:
    """Return labels and relationship types with their sentences and properties, and the ends of relationships."""
    del visit
    labels = {
        node.label: {"about": say(node.sentence), "properties": _properties(node.properties)}
        for node in node_types().values()
    }
    relationships = {
        item.name: {
            "about": say(item.sentence),
            "ends": item.ends,
            "properties": _properties(item.properties),
        }
        for item in relationship_types().values()
    }
    return JSONResponse({"labels": labels, "relationships": relationships})


def _properties(given: tuple[Property, ...]) -> dict[str, str]:
    return {item.name: say(item.sentence) for item in given}
