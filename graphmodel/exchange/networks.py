"""Agencies, systems and what joins them as GraphML and GEXF, for Gephi, yEd and their like; written by networkx.

A node is of the ``kind`` Agency or System and bears the columns of its table as attributes; an edge is of the ``kind``
that the graph's relationships are of: OPERATES, USES, FEEDS and so on. A link is one edge; ``direction`` says whether
it goes both ways. Attributes that are not known are left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from graphmodel.errors import GraphmodelError
from graphmodel.exchange.exporting import Exported
from graphmodel.graph.build import END, START, PropertyGraph
from graphmodel.graph.model import FLOW_TYPES, LABELS
from graphmodel.records.arrow import ArrowTable, pa, pc
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.columns import LIST_SEPARATOR
from graphmodel.records.schema import TableName
from graphmodel.words.messages import Message

nx: Any = import_module("networkx")  # which says little of its types
Graph = Any
"""A ``networkx.MultiDiGraph``."""
_EDGES = ("OPERATES", "HOSTS", "USES", "READS", "CONTRIBUTES_TO", "PART_OF", *FLOW_TYPES)
_NODES: tuple[TableName, ...] = ("agencies", "systems")
_DERIVED = ("live", "interconnected", "island_size")
_UNSAID = ("reverse", "answers", "passes")
_RENAMED = {"name": "label", "source": "sources"}
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LEFT = Message("GraphML and GEXF hold agencies, systems, uses and links alone")


def as_graphml(catalogue: Catalogue) -> Exported:
    """Return the network as GraphML; GraphmodelError for a text that XML cannot hold."""
    file = io.BytesIO()
    nx.write_graphml_xml(network_of(catalogue), file, encoding="utf-8")
    # a return that is not escaped is read as a line feed
    return Exported({"": file.getvalue().replace(b"\r", b"&#13;")}, (_LEFT,))


def as_gexf(catalogue: Catalogue) -> Exported:
    """Return the network as GEXF 1.2; GraphmodelError for a text that XML cannot hold."""
    writer = import_module("networkx.readwrite.gexf").GEXFWriter(encoding="utf-8", version="1.2draft")
    graph = network_of(catalogue)
    for *_, key, said in graph.edges(keys=True, data=True):
        said["id"] = key
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):  # the day it was made would make the same catalogue another file
        meta.attrib.pop("lastmodifieddate", None)
    file = io.BytesIO()
    writer.write(file)
    return Exported({"": file.getvalue()}, (_LEFT,))


def network_of(catalogue: Catalogue) -> Graph:
    """Return the network as a graph of networkx; a link's edge has its id as key."""
    graph = PropertyGraph(catalogue)
    result = nx.MultiDiGraph()
    for name in _NODES:
        result.add_nodes_from((node.pop("id"), node) for node in _nodes(catalogue, graph, name))
    for kind in _EDGES:
        for item in graph.relationships(kind):
            result.add_edges_from(_edges(kind, item.rows))
    return result


def multigraph(catalogue: Catalogue) -> Graph:
    """Return the network for algorithms, a flow back as an edge of its own: see ``graphmodel.to_networkx``."""
    graph = PropertyGraph(catalogue)
    result = nx.MultiDiGraph()
    for name in _NODES:
        held, table = graph.nodes(LABELS[name]), catalogue.table(name)
        more = table[[column for column in table if column not in held.column_names and column not in _RENAMED]]
        told = more.astype("object").where(more.notna(), None).to_dict("records")
        for node, rest in zip(held.to_pylist(), told, strict=True):
            result.add_node(node["id"], kind=LABELS[name], **_known({**node, **{str(key): rest[key] for key in rest}}))
    for kind in _EDGES:
        for item in graph.relationships(kind):
            result.add_edges_from(_flows_too(kind, item.rows))
    return result


def _flows_too(kind: str, rows: ArrowTable) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for edge in rows.to_pylist():
        start, end = edge.pop(START), edge.pop(END)
        key = " ".join(filter(None, (kind, start, end, edge.get("link"), "reverse" if edge.get("reverse") else "")))
        yield start, end, key, {"kind": kind, **_known(edge)}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != []}


def _nodes(catalogue: Catalogue, graph: PropertyGraph, name: TableName) -> Iterator[dict[str, Any]]:
    frame = catalogue.table(name).rename(columns=_RENAMED)
    label = LABELS[name]
    if label == "System":
        derived = graph.nodes(label)
        frame = frame.assign(**{column: derived[column].to_pandas() for column in _DERIVED})
    plain = frame.astype("object").where(frame.notna(), None)
    for node in plain.to_dict("records"):
        yield _said(str(node["id"]), {"kind": label, **{str(key): value for key, value in node.items()}})


def _edges(kind: str, rows: ArrowTable) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    if "reverse" in rows.column_names:
        rows = rows.filter(pc.invert(rows["reverse"])).drop_columns(
            [name for name in _UNSAID if name in rows.column_names]
        )
    for name in rows.column_names:
        if pa.types.is_list(rows[name].type):
            joined = pc.binary_join(rows[name].cast(pa.list_(pa.string())), LIST_SEPARATOR)
            rows = rows.set_column(rows.column_names.index(name), name, pc.if_else(pc.equal(joined, ""), None, joined))
    for edge in rows.to_pylist():
        start, end = edge.pop(START), edge.pop(END)
        key = f"{kind} {start} {end} {edge.get('link') or ''}".rstrip()
        yield start, end, key, _said(key, {"kind": kind, **edge})


def _said(of: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes that are known; GraphmodelError for a text that XML cannot hold."""
    for name, value in values.items():
        if isinstance(value, str) and (found := _UNREADABLE.search(value)):
            raise GraphmodelError(
                Message(
                    "{of}: {name} holds the character U+{sign:04X}, which XML cannot hold: delete it",
                    of=of,
                    name=name,
                    sign=ord(found.group()),
                )
            )
    return {name: value for name, value in values.items() if value is not None}
