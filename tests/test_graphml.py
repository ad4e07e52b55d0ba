"""GraphML as yEd, Gephi, igraph, APOC and networkx write it: read, or told as not read, and never a crash."""

from __future__ import annotations

import random
import re
from pathlib import Path

import networkx as nx
import pytest

from graphmodel.errors import GraphmodelError
from graphmodel.exchange.exporting import exported
from graphmodel.loading import CheckReport, check
from graphmodel.records.catalogue import Catalogue

pytestmark = pytest.mark.rotates("graphml")

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
KEYS = (
    '<key id="k" for="node" attr.name="kind"/>\n<key id="l" for="node" attr.name="label"/>\n'
    '<key id="k" for="edge" attr.name="kind"/>\n'
)
AGENCY = '<node id="a"><data key="k">Agency</data><data key="l">North Police</data></node>\n'
X = '<node id="x"><data key="k">System</data><data key="l">North records</data></node>\n'
Y = '<node id="y"><data key="k">System</data><data key="l">North dispatch</data></node>\n'
OPERATES = "".join(f'<edge source="a" target="{id}"><data key="k">OPERATES</data></edge>\n' for id in "xy")
FEEDS = '<edge source="x" target="y"><data key="k">FEEDS</data></edge>\n'


def document(
    keys: str = "", nodes: str = AGENCY + X + Y, edges: str = OPERATES + FEEDS, graph: str = 'edgedefault="directed"'
) -> str:
    return f"{HEAD}{KEYS}{keys}<graph {graph}>\n{nodes}{edges}</graph>\n</graphml>\n"


def read(here: Path, text: str) -> CheckReport:
    path = here / "g.graphml"
    path.write_text(text, encoding="utf-8")
    return check(path, "graphml")


def links(report: CheckReport) -> set[tuple[str, str, str]]:
    assert report.catalogue, [str(problem) for problem in report.problems]
    frame = report.catalogue.links
    return set(zip(frame["from"], frame["to"], frame["direction"], strict=True))


def systems(report: CheckReport, column: str = "name") -> dict[str, object]:
    assert report.catalogue, [str(problem) for problem in report.problems]
    return dict(zip(report.catalogue.systems["id"], report.catalogue.systems[column], strict=True))


def warned(report: CheckReport) -> list[str]:
    return [str(warning) for warning in report.warnings]


ALL = {"x": "North records", "y": "North dispatch"}


@pytest.mark.parametrize(
    "about", ["graph", "graphml", "port", "edge", "node", "all", "hyperedge", "endpoint", "anything", ""]
)
@pytest.mark.parametrize("default", ["<default/>", "<default>round</default>", "<default> </default>"])
def test_a_default_of_a_key_for_anything(tmp_path: Path, about: str, default: str) -> None:
    said = f' for="{about}"' if about else ""
    report = read(tmp_path, document(f'<key id="t"{said} attr.name="Style">{default}</key>\n'))
    assert systems(report) == ALL
    assert links(report) == {("x", "y", "one_way")}


@pytest.mark.parametrize(
    ("key", "data", "expected"),
    [
        ('for="node" attr.name="type"><default>cad</default>', "", {"x": "cad", "y": "cad"}),
        ('for="all" attr.name="type"><default>cad</default>', "", {"x": "cad", "y": "cad"}),
        ('attr.name="type"><default>cad</default>', "", {"x": "cad", "y": "cad"}),
        ('for="edge" attr.name="type"><default>cad</default>', "", {"x": "other", "y": "other"}),
        ('for="graph" attr.name="type"><default>cad</default>', "", {"x": "other", "y": "other"}),
        ('for="node" attr.name="type"><default>\n cad </default>', "", {"x": "cad", "y": "cad"}),
        ('for="node" attr.name="type"><desc>what it is</desc><default>cad</default>', "", {"x": "cad", "y": "cad"}),
        ('for="node" attr.name="type"><default>cad</default>', '<data key="t">rms</data>', {"x": "rms", "y": "cad"}),
        ('for="node" attr.name="type"><default>cad</default>', '<data key="t"/>', {"x": "other", "y": "cad"}),
        ('for="node" attr.name="type">', '<data key="t">rms</data>', {"x": "rms", "y": "other"}),
    ],
)  # fmt: skip
def test_which_elements_a_default_is_for(tmp_path: Path, key: str, data: str, expected: dict[str, str]) -> None:
    x = X.replace("</node>", f"{data}</node>")
    assert systems(read(tmp_path, document(f'<key id="t" {key}</key>\n', AGENCY + x + Y)), "type") == expected


def test_a_default_of_edges_and_one_beside_it(tmp_path: Path) -> None:
    keys = '<key id="m" for="edge" attr.name="mode"><default>push</default></key>\n'
    report = read(tmp_path, document(keys))
    assert report.catalogue is not None
    assert list(report.catalogue.links["mode"]) == ["push"]


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ('<port name="P0"><data key="l">socket 7</data></port>', "has elements 'port' (1), which are not read"),
        ('<port name="P"><port name="Q"><data key="l">7</data></port></port>', "has elements 'port' (2), which are not read"),
        ('<port name="P"><desc>left</desc></port>', "has elements 'port' (1), which are not read"),
        ('<graph edgedefault="directed"><data key="l">a group</data></graph>', "has data of a graph, 'label' (1), which are not read"),
        ('<graph edgedefault="directed"><desc>a group</desc></graph>', "has data of a graph, '<desc>' (1), which are not read"),
        ('<hyperedge><endpoint node="x"/><data key="l">h</data></hyperedge>', "has elements 'hyperedge' (1), which are not read"),
        ('<locator href="x.graphml"/>', "has elements 'locator' (1), which are not read"),
        ("<desc>A note</desc>", "the column '<desc>' is not read"),
        ('<data key="free">x</data>', "names the key 'free' (1), which no <key> declares for nodes: it is read as the column 'free'"),
        ("<data>x</data>", "has data without a key (1), which are not read"),
        ('<data key="l">North records</data><data key="l">North records</data>', ""),
    ],
)  # fmt: skip
def test_data_of_what_is_inside_a_node_is_not_the_nodes(tmp_path: Path, inner: str, told: str) -> None:
    report = read(tmp_path, document(nodes=AGENCY + X.replace("</node>", f"{inner}</node>") + Y))
    assert systems(report) == ALL
    assert not told or any(told in line for line in warned(report)), warned(report)
    assert told or not warned(report)


def test_nodes_of_an_inner_graph_are_read_with_the_node_they_stand_in(tmp_path: Path) -> None:
    group = f'<node id="g"><data key="k">Agency</data><data key="l">Group</data><graph edgedefault="directed">{X}{Y}</graph></node>'
    report = read(tmp_path, document(nodes=AGENCY + group))
    assert systems(report) == ALL
    assert any("the column 'inside' is not read" in line for line in warned(report))
    mapping = tmp_path / "mine.toml"
    mapping.write_text(
        '[agencies]\nfile = "nodes"\nwhere = { kind = "Agency" }\ncolumns = { id = "id", name = "label" }\n'
        'constant = { level = "municipal", sector = "policing" }\n'
        '[systems]\nfile = "nodes"\nwhere = { kind = "System" }\ncolumns = { id = "id", name = "label", operator = "inside" }\n'
        'constant = { type = "other", status = "active" }\n',
        encoding="utf-8",
    )
    made = check(tmp_path / "g.graphml", mapping).catalogue
    assert made is not None
    assert set(made.systems["operator"]) == {"g"}


def test_two_texts_for_one_key_are_told(tmp_path: Path) -> None:
    report = read(tmp_path, document(nodes=AGENCY + X.replace("</node>", '<data key="l">Other</data></node>') + Y))
    assert any("gives an element two texts for the key 'l' (1)" in line for line in warned(report))
    keys = '<key id="l2" for="node" attr.name="label"/>\n'
    report = read(tmp_path, document(keys, AGENCY + X.replace("</node>", '<data key="l2">Other</data></node>') + Y))
    assert any("gives 1 nodes two texts for the column 'label'" in line for line in warned(report))


def test_what_apoc_writes_without_types(tmp_path: Path) -> None:
    x = X.replace('<node id="x">', '<node id="x" labels=":System"><data key="labels">:System</data>')
    edge = FEEDS.replace("target=", 'label="FEEDS" target=').replace("<data", '<data key="label">FEEDS</data><data')
    report = read(tmp_path, document(nodes=AGENCY + x + Y, edges=OPERATES + edge))
    assert systems(report) == ALL
    assert links(report) == {("x", "y", "one_way")}
    for key, kind in (("labels", "nodes"), ("label", "edges")):
        assert any(f"names the key {key!r} (1), which no <key> declares for {kind}" in line for line in warned(report))


YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key attr.name="Description" attr.type="string" for="graph" id="d0"><default/></key>
  <key for="port" id="d1" yfiles.type="portgraphics"><default>x</default></key>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key attr.name="kind" attr.type="string" for="node" id="d8"><default>System</default></key>
  <key attr.name="kind" attr.type="string" for="edge" id="d9"><default>FEEDS</default></key>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve"/>
    <node id="n0"><data key="d8">Agency</data><data key="d6"><y:ShapeNode><y:Geometry height="30.0"/>
      <y:NodeLabel>North Police<y:LabelModel><y:SmartNodeLabelModel distance="4.0"/></y:LabelModel></y:NodeLabel>
      </y:ShapeNode></data></node>
    <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>North records</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n2"><data key="d6"><y:ShapeNode><y:NodeLabel>North dispatch</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n0" target="n1"><data key="d9">OPERATES</data></edge>
    <edge id="e1" source="n0" target="n2"><data key="d9">OPERATES</data></edge>
    <edge id="e2" source="n2" target="n1"><data key="d10"><y:PolyLineEdge><y:Arrows source="none"/></y:PolyLineEdge></data></edge>
  </graph>
  <data key="d7"><y:Resources/></data>
</graphml>
"""


def test_what_yed_draws(tmp_path: Path) -> None:
    report = read(tmp_path, YED)
    assert systems(report) == {"n1": "North records", "n2": "North dispatch"}
    assert systems(report, "operator") == {"n1": "n0", "n2": "n0"}
    assert links(report) == {("n2", "n1", "one_way")}
    assert warned(report) == []


def world(graph: nx.Graph, order: str = "axy") -> nx.Graph:
    """Give a graph an agency and two systems of its own, joined in the order in which they are named."""
    said = {
        "a": {"kind": "Agency", "label": "North Police"},
        "x": {"kind": "System", "label": "North records"},
        "y": {"kind": "System", "label": "North dispatch"},
    }
    for id in order:
        graph.add_node(id, **said[id])
    for id in "xy":
        graph.add_edge("a", id, kind="OPERATES")
    graph.add_edge("x", "y", kind="FEEDS")
    return graph


@pytest.mark.parametrize("order", ["axy", "xya", "yxa", "xay", "yax", "ayx"])
@pytest.mark.parametrize("kind", [nx.Graph, nx.MultiGraph])
def test_an_undirected_graph_of_networkx_goes_both_ways(tmp_path: Path, kind: type[nx.Graph], order: str) -> None:
    path = tmp_path / "g.graphml"
    nx.write_graphml(world(kind(), order), path)
    report = check(path, "graphml")
    assert {(*sorted(ends), direction) for *ends, direction in links(report)} == {("x", "y", "two_way")}
    assert systems(report, "operator") == {"x": "a", "y": "a"}
    assert warned(report) == []
    assert report.notices == ()


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiDiGraph])
def test_a_directed_graph_of_networkx_goes_one_way(tmp_path: Path, kind: type[nx.Graph]) -> None:
    path = tmp_path / "g.graphml"
    nx.write_graphml(world(kind()), path)
    report = check(path, "graphml")
    assert links(report) == {("x", "y", "one_way")}
    assert warned(report) == []


@pytest.mark.parametrize(
    ("graph", "edge", "direction"),
    [
        ('edgedefault="undirected"', "", "two_way"),
        ('edgedefault="directed"', "", "one_way"),
        ('edgedefault="UNDIRECTED"', "", "two_way"),
        ('edgedefault="directed"', 'directed="false"', "two_way"),
        ('edgedefault="directed"', 'directed="0"', "two_way"),
        ('edgedefault="directed"', 'directed="False"', "two_way"),
        ('edgedefault="undirected"', 'directed="true"', "one_way"),
        ('edgedefault="undirected"', 'directed="1"', "one_way"),
        ('edgedefault="undirected"', 'directed="maybe"', "two_way"),
        ("", 'directed="false"', "two_way"),
        ("", "", "one_way"),
        ('edgedefault="both"', "", "one_way"),
    ],
)  # fmt: skip
def test_each_edge_says_or_its_graph_does(tmp_path: Path, graph: str, edge: str, direction: str) -> None:
    feeds = FEEDS.replace("<edge", f"<edge {edge}")
    report = read(tmp_path, document(edges=OPERATES + feeds, graph=graph))
    assert links(report) == {("x", "y", direction)}
    sure = "maybe" not in edge and ("directed" in graph.casefold() or (edge and not graph))
    assert sure or warned(report)


def test_a_mixed_graph_is_read_edge_by_edge_and_an_attribute_has_the_last_word(tmp_path: Path) -> None:
    keys = '<key id="d" for="edge" attr.name="direction"/>\n'
    z = Y.replace('"y"', '"z"').replace("dispatch", "index")
    edges = OPERATES.replace("<edge", '<edge directed="true"') + OPERATES.replace('"y"', '"z"').splitlines()[1]
    edges += FEEDS.replace("<edge", '<edge directed="false"')
    edges += '<edge source="y" target="z"><data key="k">FEEDS</data><data key="d">one_way</data></edge>'
    edges += '<edge source="z" target="x" directed="true"><data key="k">FEEDS</data></edge>'
    report = read(tmp_path, document(keys, AGENCY + X + Y + z, edges, 'edgedefault="undirected"'))
    assert links(report) == {("x", "y", "two_way"), ("y", "z", "one_way"), ("z", "x", "one_way")}
    assert systems(report, "operator") == {"x": "a", "y": "a", "z": "a"}


def test_an_inner_graph_has_its_own_default(tmp_path: Path) -> None:
    inner = f'<node id="g"><graph edgedefault="undirected">{X}{Y}{FEEDS}</graph></node>'
    back = FEEDS.replace('source="x" target="y"', 'source="y" target="x"')
    assert links(read(tmp_path, document(nodes=AGENCY + inner, edges=OPERATES + back))) == {
        ("x", "y", "two_way"),
        ("y", "x", "one_way"),
    }


def test_an_undirected_part_does_not_say_which_is_part_of_which(tmp_path: Path) -> None:
    b = AGENCY.replace('"a"', '"b"').replace("North", "South")
    part = '<edge source="a" target="b"><data key="k">PART_OF</data></edge>'
    report = read(tmp_path, document(nodes=AGENCY + b + X + Y, edges=OPERATES + part, graph='edgedefault="undirected"'))
    assert report.catalogue is not None
    assert report.catalogue.agencies["part_of"].isna().all()
    assert any("kind 'PART_OF' (1)" in line for line in warned(report))


def test_an_undirected_use_belongs_to_the_agency(tmp_path: Path) -> None:
    b = AGENCY.replace('"a"', '"b"').replace("North", "South")
    use = '<edge source="x" target="b"><data key="k">READS</data></edge>'
    report = read(tmp_path, document(nodes=X + Y + AGENCY + b, edges=OPERATES + use, graph='edgedefault="undirected"'))
    assert report.catalogue is not None
    uses = report.catalogue.uses
    assert list(zip(uses["agency"], uses["system"], uses["role"], strict=True)) == [("b", "x", "reader")]


def test_loops_and_repeats_are_left_out_and_parallel_edges_numbered(tmp_path: Path) -> None:
    graph = world(nx.MultiGraph())
    graph.add_edge("x", "x", kind="FEEDS")
    graph.add_edge("y", "x", kind="FEEDS")
    graph.add_edge("x", "y", kind="FEEDS", mode="push")
    path = tmp_path / "g.graphml"
    nx.write_graphml(graph, path)
    report = check(path, "graphml")
    assert report.catalogue is not None
    assert set(report.catalogue.links["id"]) == {"x>y", "x--y-2"}
    said = " ".join(warned(report))
    assert "join a system to itself (1)" in said
    assert "repeat an earlier one (1)" in said
    assert "further links of one pair (1)" in said


def test_nodes_named_by_their_ids(tmp_path: Path) -> None:
    graph = nx.relabel_nodes(world(nx.DiGraph()), {"a": "North Police", "x": "Niche::RMS", "y": "ᓄᓇᕗᑦ"})
    path = tmp_path / "g.graphml"
    nx.write_graphml(graph, path)
    report = check(path, "graphml")
    assert report.catalogue is not None
    assert {"north-police"} == set(report.catalogue.agencies["id"])
    assert "niche-rms" in set(report.catalogue.systems["id"])


def test_no_notice_stands_on_every_file(canada: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "canada.graphml"
    path.write_bytes(exported(canada, "graphml").content)
    notes = warned(check(path, "graphml"))
    assert all(name in line for name, line in zip(("product", "sources", "standard", "sources"), notes, strict=True))


def test_a_file_in_an_unknown_encoding_says_so(tmp_path: Path) -> None:
    for name in ("klingon", "Shift_JIS"):
        with pytest.raises(GraphmodelError, match="encoding"):
            read(tmp_path, document().replace("UTF-8", name))


PIECES = (
    "<port/>", "<graph>", "</graph>", "<node id='q'>", "</node>", "<data key='k'>", "</data>", "<default>z</default>",
    "<desc>d</desc>", "<key id='k' for='port'/>", "<key/>", "<edge/>", "<edge source='x'/>", "<data/>", "<node/>",
    '<graph edgedefault="undirected"/>', "<y:Node/>", "<!-- c -->", "<![CDATA[<x>]]>", "&amp;", "&#0;", "\x00", "<hyperedge/>",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_a_broken_file_is_refused_and_never_crashes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for start in (document(), YED):
        for _ in range(6):
            lines = start.splitlines(keepends=True)
            for _ in range(chance.randint(1, 3)):
                at = chance.randrange(1, len(lines))
                act = chance.randrange(5)
                if act == 0:
                    del lines[at]
                elif act == 1:
                    lines.insert(at, chance.choice(PIECES))
                elif act == 2:
                    lines.insert(at, lines[chance.randrange(1, len(lines))])
                else:
                    line = lines[at]
                    place = chance.randrange(len(line))
                    piece = chance.choice(PIECES) if act == 3 else ""
                    lines[at] = line[:place] + piece + line[place + (act == 4) * chance.randint(1, 9) :]
            try:
                report = read(tmp_path, "".join(lines))
            except GraphmodelError:
                continue
            assert (report.catalogue is None) == bool(report.problems)


def many_keys(keys: int, nodes: int, data: str = "") -> str:
    declared = "".join(f'<key id="k{n}" for="node" attr.name="a{n}"><default>d</default></key>\n' for n in range(keys))
    return document(declared, AGENCY + X + Y + "".join(f'<node id="n{n}">{data}</node>\n' for n in range(nodes)))


def test_more_attributes_than_a_table_may_have_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphmodelError) as refused:
        read(tmp_path, many_keys(20_000, 20_000))
    assert refused.value.text().startswith("g.graphml:1: has 20,004 attributes of nodes: no more than 1,000 are read")
    assert "20\u00a0004 attributs pour les nœuds" in refused.value.text("fr")
    with pytest.raises(GraphmodelError, match="1,004 attributes of nodes"):
        read(
            tmp_path,
            document(nodes=AGENCY + X + Y.replace('id="y"', 'id="y" ' + " ".join(f'b{n}="1"' for n in range(1000)))),
        )


def test_keys_that_no_element_uses_cost_nothing(tmp_path: Path) -> None:
    keys = "".join(f'<key id="k{n}" for="all" attr.name="a"/>\n' for n in range(20_000))
    assert systems(read(tmp_path, document(keys))) == ALL


def test_a_table_of_nearly_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphmodelError, match="nearly all without a text"):
        read(tmp_path, many_keys(990, 30_000))
    report = read(tmp_path, many_keys(100, 1_000))
    assert all("missing" not in str(problem) for problem in report.problems)


def test_deep_graphs_and_data_of_a_graph_are_read_once(tmp_path: Path) -> None:
    deep = "<node id='d'><graph>" * 4_000 + "</graph></node>" * 4_000
    keys = "".join(f'<key id="g{n}" for="graph" attr.name="a{n}"/>\n' for n in range(3_000))
    said = "".join(f'<data key="g{n}">x</data>' for n in range(3_000))
    report = read(tmp_path, document(keys, AGENCY + X + Y + said + deep))
    assert "g.graphml: has data of a graph, 'a2999' (1), which are not read" in re.sub(
        r":\d+:", ":", "\n".join(warned(report))
    )


def test_what_is_told_of_a_file_is_there_in_french(tmp_path: Path) -> None:
    report = read(tmp_path, document(nodes=AGENCY + X + Y + "<port/>", graph=""))
    said = [warning.text("fr") for warning in report.warnings]
    assert any("a des éléments 'port' (1), qui ne sont pas lus" in line for line in said)
    assert any("ne dit pas si les arêtes ont un sens (3) : elles sont lues comme en ayant un" in line for line in said)
    with pytest.raises(GraphmodelError) as refused:
        read(tmp_path, "<x/>")
    assert refused.value.text("fr") == "g.graphml:1: commence par l'élément 'x', non graphml : ce n'est pas du GraphML"
