"""Other ways to draw the same network, each as a file that sets ``data-ready`` on the document once its map is whole.

All get the same items and links and, where they can take them, positions by province. What they are made of comes from their
packages: pyvis is a dependency; sigma.js comes from npm; neo4j-viz (GPL) is put into an environment of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pyvis.network import Network as _Pyvis

from graphmodel.engine.network import Network
from graphmodel.records.catalogue import Catalogue
from tests.npm import Unavailable, packages

HERE = Path(__file__).parent
_READY = "document.documentElement.dataset.ready = 'yes'"


@dataclass(frozen=True)
class Drawing:
    """What every rival is given: items with positions, and links between them."""

    names: list[str]
    kinds: list[int]
    x: list[float]
    y: list[float]
    links: list[tuple[int, int]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Drawing:
        """Return agencies and systems, with the links between systems and from operators to their systems left out."""
        network = Network(catalogue)
        first = len(catalogue.agencies)
        x, y = places(network)
        kinds = [0] * first + [1 + at % 7 for at in catalogue.systems["type"].astype("category").cat.codes]
        sender, receiver = ((end + first).tolist() for end in network.ends)
        names = [*catalogue.agencies["name"], *catalogue.systems["name"]]
        return cls(names, kinds, x, y, list(zip(sender, receiver, strict=True)))


def places(network: Network) -> tuple[list[float], list[float]]:
    """Return x and y of each agency, then each system: provinces on a circle, what belongs to one in a spiral around it."""
    home = network.catalogue.agencies["province"].fillna("").astype("category").cat.codes.to_numpy()
    of = np.concatenate([home, home[network.operator]])
    order = np.argsort(of, kind="stable")
    counts = np.bincount(of)
    rank = np.empty(len(of), dtype=np.int64)
    rank[order] = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    turn, away = 2 * np.pi * of / len(counts), rank * np.pi * (3 - 5**0.5)
    far = 24 * np.sqrt(len(of))
    x = far * np.cos(turn) + 20 * np.sqrt(rank) * np.cos(away)
    y = far * np.sin(turn) + 20 * np.sqrt(rank) * np.sin(away)
    return np.round(x, 1).tolist(), np.round(y, 1).tolist()


def pyvis_built(drawing: Drawing) -> float:
    """Return the seconds that pyvis takes to be given everything as its documentation says, by add_node and add_edge."""
    net = _Pyvis(cdn_resources="in_line")
    start = time.perf_counter()
    for at, name in enumerate(drawing.names):
        net.add_node(at, label=name)
    for one, other in drawing.links:
        net.add_edge(one, other)
    net.generate_html()
    return time.perf_counter() - start


def pyvis_stock(drawing: Drawing, path: Path) -> None:
    """Write pyvis as it is: physics on; whole when the simulation has come to rest."""
    _pyvis(drawing, path, {}, "stabilized", places=False)


def pyvis_still(drawing: Drawing, path: Path) -> None:
    """Write pyvis with given positions and physics off, nothing else changed."""
    _pyvis(drawing, path, {"physics": {"enabled": False}}, "afterDrawing", places=True)


def pyvis_tuned(drawing: Drawing, path: Path) -> None:
    """Write pyvis with given positions and every option that makes vis-network fast; names of the busiest only."""
    options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False, "color": {"inherit": False}, "arrows": {"to": {"enabled": False}}},
        "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "hover": False},
        "nodes": {"borderWidth": 0},
    }
    _pyvis(drawing, path, options, "afterDrawing", places=True)


def _pyvis(drawing: Drawing, path: Path, options: dict[str, Any], event: str, *, places: bool) -> None:
    net = _Pyvis(height="860px", directed=True, cdn_resources="in_line")
    degree = _degrees(drawing)
    least = max(12, len(drawing.names) // 80) if "layout" in options else 0
    net.nodes = [
        {"id": at, "label": name if degree[at] >= least else " ", "shape": "dot", "size": 10, "group": kind}
        | ({"x": drawing.x[at], "y": drawing.y[at]} if places else {})
        for at, (name, kind) in enumerate(zip(drawing.names, drawing.kinds, strict=True))
    ]
    net.edges = [{"from": one, "to": other} for one, other in drawing.links]
    if options:
        net.set_options(json.dumps(options))
    html = net.generate_html()
    assert html.count("return network;") == 1
    path.write_text(
        html.replace("return network;", f"network.once('{event}', () => {{ {_READY} }}); return network;"), "utf-8"
    )


def sigma(drawing: Drawing, path: Path) -> None:
    """Write sigma.js with given positions; whole after its first render.

    Raises:
        Unavailable: npm cannot fetch it.
    """
    folder = packages(HERE)
    code = [
        (folder / name).read_text(encoding="utf-8")
        for name in ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
    ]
    data = {"names": drawing.names, "kinds": drawing.kinds, "x": drawing.x, "y": drawing.y, "links": drawing.links}
    body = '<div id="stage" style="position:fixed;inset:0"></div>' + "".join(
        f"<script>{text}</script>" for text in code
    )
    draw = """
      const colours = ["#2b5f9e", "#b00034", "#6a3d9a", "#8a5a00", "#c2551b", "#1f7a68", "#9c3587", "#66717c"];
      const graph = new graphology.MultiDirectedGraph();
      data.names.forEach((label, at) => graph.addNode(at, { label, x: data.x[at], y: -data.y[at], size: 3, color: colours[data.kinds[at]] }));
      for (const [one, other] of data.links) graph.addEdge(one, other, { size: 0.5, color: "#99a" });
      const renderer = new Sigma(graph, document.getElementById("stage"), { hideEdgesOnMove: true });
      requestAnimationFrame(() => { READY });
    """
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>sigma</title><body>{body}</body></html>'
    said = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    _finish(path, html, f"const data = {said};\n{draw.replace('READY', _READY)}")


def neo4j_viz(python: str, drawing: Drawing, path: Path) -> None:
    """Write neo4j-viz with given positions, by a Python that has it; whole when it has drawn nothing for a while."""
    data = path.with_suffix(".json")
    data.write_text(json.dumps(vars(drawing)), encoding="utf-8")
    subprocess.run([python, str(HERE / "neo4j_viz_page.py"), str(data), str(path)], check=True, capture_output=True)
    data.unlink()


def neo4j_viz_python(folder: Path) -> str:
    """Return a Python with neo4j-viz in an environment of its own, made in a folder.

    Raises:
        Unavailable: pip cannot fetch it.
    """
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", "neo4j-viz==1.11.0"], capture_output=True, check=False, text=True
    )
    if done.returncode:
        raise Unavailable(done.stderr.strip().rpartition("\n")[2])
    return python


def _finish(path: Path, html: str, script: str) -> None:
    """Write a page with a script at its end."""
    head, end, tail = html.rpartition("</body>")
    path.write_text(f"{head}<script>{script}</script>{end}{tail}", encoding="utf-8")


def _degrees(drawing: Drawing) -> list[int]:
    found = [0] * len(drawing.names)
    for one, other in drawing.links:
        found[one] += 1
        found[other] += 1
    return found
