"""What other tools export is read through a mapping of at most 50 lines, and what is wrong or left over is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import networkx as nx
import pytest

from graphmodel import shipped as content
from graphmodel.errors import SourceError
from graphmodel.loading import CheckReport, check, load
from graphmodel.records.catalogue import Catalogue
from tests.commands import Caller

WORLDS = Path(__file__).parent / "worlds"
OUTSIDE = ("archi", "servicenow", "graphml", "edge-list")


def rows(catalogue: Catalogue, table: str, *columns: str) -> set[tuple[object, ...]]:
    frame = getattr(catalogue, table)[list(columns)]
    plain = frame.astype("object").where(frame.notna(), None)
    return {tuple(row) for row in plain.itertuples(index=False)}


def said(report: CheckReport) -> set[str]:
    return {str(problem) for problem in report.problems}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_mapping_is_short(name: str) -> None:
    assert len(content.loaders()[name].read_text(encoding="utf-8").splitlines()) <= 50


def test_archi_exports() -> None:
    report = check(WORLDS / "archi", "archi")
    assert report.problems == ()
    assert report.catalogue
    made = report.catalogue
    assert rows(made, "agencies", "id", "name", "level", "part_of", "province") == {
        ("id-anytown", "Anytown Police", "municipal", None, "ON"),
        ("id-county", "County Police", "regional", None, None),
        ("id-unit", "County Traffic Unit", "municipal", "id-county", None),
    }
    assert rows(made, "systems", "id", "type", "operator", "holds") == {
        ("id-rms", "rms", "id-anytown", "occurrences;persons"),
        ("id-cad", "cad", "id-county", None),
    }
    assert rows(made, "links", "id", "mode", "status", "note") == {
        ("id-rms>id-cad", "file_transfer", "planned", "Every night.")
    }
    assert rows(made, "uses", "agency", "system", "role") == {("id-county", "id-rms", "reader")}
    assert {str(warning) for warning in report.warnings} >= {
        "elements.csv:2: 2 rows are not read, Type 'ArchimateModel' (1), 'Node' (1): the mapping takes none of them",
        (
            "relations.csv:7: 1 row is not read, Type 'RealizationRelationship' (1), Source type 'Node' (1), "
            "Target type 'ApplicationComponent' (1): the mapping takes none of them"
        ),
    }


def edited(tmp_path: Path, world: str, file: str, old: str, new: str) -> Path:
    folder = tmp_path / world
    shutil.copytree(WORLDS / world, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("properties.csv", '"id-rms","type","rms"', '"id-rms","type","rmms"', "elements.csv:6:type (of properties.csv): 'rmms' is not a system type (did you mean rms?)"),
        ("relations.csv", '"id-county","id-cad"', '"id-server","id-cad"', "elements.csv:7:operator (of relations.csv): 'id-server' is not an agency"),
        ("relations.csv", '"id-r2",', '"id-r9","AssociationRelationship","operates","","id-anytown","id-cad",""\n"id-r2",', "elements.csv:7:operator (of relations.csv): id-cad has two operators (id-r9, id-r2) where one is allowed"),
        ("relations.csv", '"id-rms","id-cad",""', '"id-rms","id-gone",""', "relations.csv:4:Target: 'id-gone' is not a system"),
        ("properties.csv", '"Key"', '"Keys"', "properties.csv:1: the column 'Key' is missing (did you mean Keys?)"),
        ("elements.csv", '"Type"', '"Kind"', "elements.csv:1: the column 'Type' is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_archi_export_is_told(tmp_path: Path, file: str, old: str, new: str, problem: str) -> None:
    report = check(edited(tmp_path, "archi", file, old, new), "archi")
    assert report.catalogue is None
    assert any(line.startswith(problem) for line in said(report)), said(report)


def test_archi_without_properties_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    shutil.copytree(WORLDS / "archi", folder)
    (folder / "properties.csv").unlink()
    report = check(folder, "archi")
    assert report.catalogue
    notes = {str(warning) for warning in report.warnings}
    assert "properties.csv: is missing: elements.csv is read without what it would add" in notes


def test_a_cmdb_as_servicenow_names_it() -> None:
    made = load(WORLDS / "servicenow", "servicenow")
    assert rows(made, "agencies", "id", "name") == {
        ("anytown-police", "Anytown Police"),
        ("county-police", "County Police"),
    }
    assert rows(made, "systems", "id", "operator", "status") == {
        ("anytown-rms", "anytown-police", "active"),
        ("anytown-cad", "anytown-police", "active"),
        ("county-mcm", "county-police", "retired"),
    }
    assert rows(made, "links", "from", "to", "direction", "mode") == {
        ("anytown-rms", "anytown-cad", "one_way", "unknown"),
        ("anytown-cad", "county-mcm", "two_way", "unknown"),
        ("county-mcm", "anytown-rms", "one_way", "query"),
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("cmdb_ci.csv", ",Retired,", ",Ready,", "cmdb_ci.csv:4:operational_status: 'Ready' is not a status"),
        ("cmdb_ci.csv", "Bob Owner,County Police", "Bob Owner,", "cmdb_ci.csv:4:company: is empty: every system needs it"),
        ("cmdb_rel_ci.csv", "data from,Anytown CAD", "data from,Anytown CADD", "cmdb_rel_ci.csv:2:child: 'anytown-cadd' is not a system (did you mean anytown-cad?)"),
        ("cmdb_ci.csv", "00a2,Anytown CAD", "00a2,Anytown RMS", "cmdb_ci.csv:3:name: 'anytown-rms' is already on line 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_cmdb_is_told(tmp_path: Path, file: str, old: str, new: str, problem: str) -> None:
    report = check(edited(tmp_path, "servicenow", file, old, new), "servicenow")
    assert any(line.startswith(problem) for line in said(report)), said(report)


def graph() -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    made.add_node("peel", kind="Agency", label="Peel « police »\n& <friends>", level="regional")
    made.add_node("peel-rms", kind="System", label="RMS", type="rms", relays=True, since=2004)
    made.add_node("peel-cad", kind="System", label="CAD", holds="calls_for_service")
    made.add_node("thing", kind="Thing")
    for system in ("peel-rms", "peel-cad"):
        made.add_edge("peel", system, kind="OPERATES")
    made.add_edge("peel-cad", "peel-rms", kind="FEEDS", mode="push", source="an attribute of that name")
    return made


def test_graphml_of_networkx(tmp_path: Path) -> None:
    path = tmp_path / "made.graphml"
    nx.write_graphml(graph(), path)
    report = check(path, "graphml")
    assert report.catalogue, said(report)
    made = report.catalogue
    assert rows(made, "agencies", "id", "name", "level") == {("peel", "Peel « police »\n& <friends>", "regional")}
    assert rows(made, "systems", "id", "type", "relays", "since", "operator") == {
        ("peel-rms", "rms", True, 2004, "peel"),
        ("peel-cad", "other", False, None, "peel"),
    }
    assert rows(made, "links", "from", "to", "mode") == {("peel-cad", "peel-rms", "push")}
    assert any("kind 'Thing' (1)" in str(warning) for warning in report.warnings)
    text = path.read_text(encoding="utf-8").replace(">push<", ">pushh<")
    path.write_text(text, encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if 'source="peel-cad"' in each)
    found = said(check(path, "graphml"))
    assert any(
        each.startswith(f"made.graphml/edges:{line}:mode: 'pushh' is not a mode (did you mean push?)") for each in found
    )


HEAD = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<graphml>", "x.graphml:1: is no GraphML: no element found"),
        ("nothing", "x.graphml:1: is no GraphML: syntax error"),
        ("<html></html>", "x.graphml:1: begins with the element 'html', not graphml"),
        ('<!DOCTYPE g [<!ENTITY a "aaaa">]><graphml>&a;</graphml>', "x.graphml:1: declares entities"),
    ],
)  # fmt: skip
def test_what_is_no_graphml_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.graphml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        check(path, "graphml")
    assert str(refused.value).startswith(message)


def test_an_empty_graph_and_odd_elements_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    path.write_text(f"{HEAD}<graph/></graphml>", encoding="utf-8")
    assert "x.graphml/nodes: has no node" in said(check(path, "graphml"))
    nx.write_graphml(graph(), path)
    path.write_text(path.read_text(encoding="utf-8").replace("</graph>", "<hyperedge/></graph>"), encoding="utf-8")
    warnings = {str(warning) for warning in check(path, "graphml").warnings}
    assert any("has elements 'hyperedge' (1), which are not read" in warning for warning in warnings)


def test_defaults_of_keys_and_undirected_edges(tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    keys = "".join(f'<key id="d{n}" for="all" attr.name="{name}"/>' for n, name in enumerate(("kind", "label")))
    keys += '<key id="d2" for="node" attr.name="type"><default>cad</default></key>'
    nodes = '<node id="p"><data key="d0">Agency</data><data key="d1">P</data></node>'
    nodes += '<node id="s"><data key="d0">System</data><data key="d1">S</data></node>'
    edges = '<edge source="p" target="s"><data key="d0">OPERATES</data></edge>'
    path.write_text(f'{HEAD}{keys}<graph edgedefault="undirected">{nodes}{edges}</graph></graphml>', encoding="utf-8")
    assert rows(load(path, "graphml"), "systems", "id", "type", "operator") == {("s", "cad", "p")}


def test_a_plain_edge_list_of_any_name(tmp_path: Path) -> None:
    path = tmp_path / "what feeds what.csv"
    path.write_text("from,to,mode\nPeel RMS,Peel CAD,push\nPeel CAD,Québec SGD,\n", encoding="utf-8")
    made = load(path, "edge-list")
    assert rows(made, "systems", "id", "name") == {
        ("peel-rms", "Peel RMS"),
        ("peel-cad", "Peel CAD"),
        ("quebec-sgd", "Québec SGD"),
    }
    assert rows(made, "links", "id", "mode") == {("peel-rms>peel-cad", "push"), ("peel-cad>quebec-sgd", "unknown")}
    path.write_text("from,to\nPeel RMS,Peel RMS\npeel rms,\n", encoding="utf-8")
    assert said(check(path, "edge-list")) == {
        "what feeds what.csv:3:from: 'peel rms' and 'Peel RMS' make one id (peel-rms): spell it one way, or recode it. The other is on line 2",
        "what feeds what.csv:3:to: is empty: every link needs it",
        "what feeds what.csv:3:to: is empty: every system needs it",
    }
    with pytest.raises(SourceError, match="is one table"):
        check(path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('join = [{ file = "a", on = "x", from = "b" }]', "join.by: is missing"),
        ('join = [{ file = "a", on = "x", from = "b", by = "y" }]', "join: has either columns, or names and values"),
        ('join = [{ file = "a", on = "x", from = "b", by = "y", names = "k" }]', "join: has either columns"),
        ('join = [{ file = "a", onn = "x" }]', "join.onn: no key of a join (did you mean on?)"),
        ('join = [{ file = "a", on = 1 }]', "join.on: must be a text in quotation marks"),
        ("join = 3", "join: must be a list in square brackets"),
        ('[agencies]\nfile = "a"\nwhere = { Type = 3 }', "agencies.where.Type: must be a text"),
        ('[agencies]\nfile = "a"\ndefault = { levl = "x" }', "agencies.default.levl: no column of agencies (did you mean level?)"),
        ('[agencies]\nfile = "a"\ndefault = { level = "x" }', "agencies.default.level: "),
        ('[agencies]\nwhere = { Type = "x" }', "agencies.where: needs file"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        check("canada", path)
    assert any(line.startswith(f"mine.toml: {fault}") for line in str(refused.value).splitlines()), str(refused.value)


def test_the_command_line_reads_them(graphmodel: Caller, tmp_path: Path) -> None:
    said = graphmodel("load", WORLDS / "archi", "--loader", "archi", store=str(tmp_path / "a.duckdb"))
    assert said.code == 0
    assert "holds 3 agencies, 2 systems" in said.err
    assert graphmodel("check", WORLDS / "servicenow", "--loader", "archi").code == 1
