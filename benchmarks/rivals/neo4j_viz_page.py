"""Write a page with neo4j-viz; runs in an environment of its own, for its licence is the GPL."""

import json
import sys
from pathlib import Path

from neo4j_viz import Layout, Node, Relationship, Renderer, VisualizationGraph

drawing = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
nodes = [
    Node(id=at, caption=name, size=10, x=drawing["x"][at], y=drawing["y"][at])
    for at, name in enumerate(drawing["names"])
]
links = [Relationship(id=at, source=one, target=other) for at, (one, other) in enumerate(drawing["links"])]
graph = VisualizationGraph(nodes=nodes, relationships=links)
page = graph.render(layout=Layout.COORDINATE, renderer=Renderer.WEB_GL, height="860px", max_allowed_nodes=10**6)
text = f'<!doctype html><html><head><meta charset="utf-8"></head><body>{page.data}</body></html>'
Path(sys.argv[2]).write_text(text, encoding="utf-8")
