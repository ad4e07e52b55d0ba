"""Every export is read back by a library that is not ours, and what loads again is the same catalogue."""

from __future__ import annotations

import csv
import io
import json
import random
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.errors import GraphmodelError, UnknownName
from graphmodel.exchange import FORMATS, exported
from graphmodel.exchange.sheets import LONGEST
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, tables
from tests.commands import Caller
from tests.test_audience import SECRET, secretive
from tests.worlds.hostile import TEXTS, hostile_catalogue
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("export")

GEXF = "{http://www.gexf.net/1.2draft}"
QUIETLY = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10_000)


def hostile() -> Catalogue:
    """Return the hostile texts in a world without circles, and short enough for a workbook."""
    world = hostile_catalogue()
    for name in tables():
        frame = world.table(name)
        texts = {
            column: frame[column].where(frame[column].str.len().fillna(0) <= 1_000, "long")
            for column in frame
            if frame[column].dtype == "str"
        }
        world = world.replace_rows(name, frame.assign(**texts))
    world = world.replace_rows("agencies", world.agencies.assign(part_of=None))
    world = world.replace_rows("systems", world.systems.assign(replaces=None))
    return world.remove("links", (world.links["from"] != world.links["to"]).to_numpy())


def written(world: Catalogue, form: str, folder: Path) -> Path:
    path = folder / (form if form in ("csv", "archi") else f"out.{form}")
    gm.export(world, form, path)
    return path


def test_the_csv_folder_loads_as_the_same_catalogue(canada: Catalogue, nleim: Catalogue, tmp_path: Path) -> None:
    for n, world in enumerate((canada, nleim, hostile(), secretive())):
        path = tmp_path / str(n)
        gm.export(world, "csv", path)
        again = gm.load(path)
        assert again == world
        assert again.digest == world.digest


@QUIETLY
@given(SEEDS)
def test_random_worlds_survive_csv_and_xlsx(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    world = random_catalogue(seed)
    folder = tmp_path_factory.mktemp("worlds")
    assert gm.load(written(world, "csv", folder)) == world
    assert gm.load(written(world, "xlsx", folder)) == world


TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@QUIETLY
@given(st.lists(TEXT | st.sampled_from(TEXTS[:-1]) | st.sampled_from(("_x000D_", "a\rb", "#N/A", "=A1", "-", "1e9"))))
def test_any_text_survives_every_form(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    agencies = [Agency(id=f"a{n}", name=text, level="federal", sector="other") for n, text in enumerate(["x", *texts])]
    world = (
        Catalogue.unchecked({})
        .add(*agencies)
        .replace_rows(
            "systems", random_catalogue(3).systems.assign(operator="a0", product=None, replaces=None, source=None)
        )
    )
    folder = tmp_path_factory.mktemp("texts")
    names = world.agencies["name"].tolist()
    for form in ("csv", "xlsx"):
        assert gm.load(written(world, form, folder)) == world
    assert [row["name"] for row in json.loads(exported(world, "json").content)["agencies"]] == names
    for read in (
        nx.parse_graphml(exported(world, "graphml").content, force_multigraph=True),
        nx.read_gexf(io.BytesIO(exported(world, "gexf").content)),
    ):
        assert [said["label"] for _, said in read.nodes(data=True) if said["kind"] == "Agency"] == names


def test_json_is_what_the_tables_say(canada: Catalogue) -> None:
    whole = json.loads(exported(canada, "json").content)
    assert whole["digest"] == canada.digest
    assert whole["about"]["limits"] == list(canada.about.limits)
    for name, table in tables().items():
        frame = canada.table(name)
        assert len(whole[name]) == len(frame)
        for column in table.columns:
            for said, cell in zip(
                whole[name], frame[column.name].astype("object").where(frame[column.name].notna(), None), strict=True
            ):
                assert said[column.name] == (cell.split(";") if column.is_list and cell else cell)


def test_workbooks_are_read_by_openpyxl_as_texts_and_numbers(canada: Catalogue) -> None:
    for world in (canada, hostile()):
        book = openpyxl.load_workbook(io.BytesIO(exported(world, "xlsx").content))
        assert set(book.sheetnames) == {name for name, count in world.counts.items() if count} | {"about"}
        for name in book.sheetnames[:-1]:
            header, *rows = book[name].iter_rows()
            frame = world.table(name)
            assert [cell.value for cell in header] == list(frame.columns)
            assert len(rows) == len(frame)
            for column, cells in zip(frame.columns, zip(*rows, strict=True), strict=True):
                kinds = {cell.data_type for cell in cells if cell.value is not None}
                assert kinds <= {"s" if frame[column].dtype == "str" else "b" if frame[column].dtype == "bool" else "n"}


def test_what_no_workbook_or_xml_can_hold_is_refused_with_its_place() -> None:
    long = Catalogue.unchecked({}).add(Agency(id="a", name="x" * (LONGEST + 1), level="federal", sector="other"))
    with pytest.raises(GraphmodelError, match=r"agencies:2:name: holds 32,768 characters"):
        exported(long, "xlsx")
    for sign in ("\x01", "\ufffe"):
        odd = Catalogue.unchecked({}).add(Agency(id="a", name=f"x{sign}y", level="federal", sector="other"))
        for form in ("xlsx", "graphml", "gexf"):
            with pytest.raises(GraphmodelError, match=r"name|label"):
                exported(odd, form)


def edges(world: Catalogue) -> set[tuple[str, str, str]]:
    agencies = world.agencies[world.agencies["part_of"].notna()]
    hosts = set(world.agencies.loc[world.agencies["sector"].isin(("broker", "vendor_operated")), "id"])
    roles = {"user": "USES", "reader": "READS", "contributor": "CONTRIBUTES_TO"}
    made = set(zip(["PART_OF"] * len(agencies), agencies["id"], agencies["part_of"], strict=True))
    made |= {
        ("HOSTS" if at in hosts else "OPERATES", at, id)
        for id, at in zip(world.systems["id"], world.systems["operator"], strict=True)
    }
    made |= {
        (roles[role], who, what) for who, what, role in world.uses[["agency", "system", "role"]].itertuples(index=False)
    }
    return made


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_the_network(canada: Catalogue, form: str) -> None:
    for world in (canada, hostile(), *(random_catalogue(seed) for seed in range(10))):
        content = exported(world, form).content
        read = (
            nx.parse_graphml(content.decode(), force_multigraph=True)
            if form == "graphml"
            else nx.read_gexf(io.BytesIO(content))
        )
        kinds = {id: said["kind"] for id, said in read.nodes(data=True)}
        assert kinds == dict.fromkeys(world.agencies["id"], "Agency") | dict.fromkeys(world.systems["id"], "System")
        for name in ("agencies", "systems"):
            frame = world.table(name)
            for id, label in zip(frame["id"], frame["name"], strict=True):
                assert read.nodes[id]["label"] == label
        found = {(said["kind"], start, end) for start, end, said in read.edges(data=True) if "link" not in said}
        assert found == edges(world)
        links = {
            (said["link"], start, end, said["mode"], said["direction"])
            for start, end, said in read.edges(data=True)
            if "link" in said
        }
        assert links == set(world.links[["id", "from", "to", "mode", "direction"]].itertuples(index=False, name=None))


def test_gexf_keeps_to_its_schema(canada: Catalogue) -> None:
    root = ET.fromstring(exported(canada, "gexf").content)
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.2")
    (graph,) = root.findall(f"{GEXF}graph")
    assert graph.get("defaultedgetype") == "directed"
    declared = {}
    for attributes in graph.findall(f"{GEXF}attributes"):
        assert attributes.get("class") in ("node", "edge")
        for item in attributes:
            assert item.get("type") in ("string", "integer", "long", "boolean", "double", "float")
            declared[attributes.get("class"), item.get("id")] = item.get("type")
    nodes = {node.get("id") for node in graph.iter(f"{GEXF}node")}
    ids = [edge.get("id") for edge in graph.iter(f"{GEXF}edge")]
    assert len(ids) == len(set(ids))
    for kind in ("node", "edge"):
        for item in graph.iter(f"{GEXF}{kind}"):
            assert kind == "node" or {item.get("source"), item.get("target")} <= nodes
            for value in item.iter(f"{GEXF}attvalue"):
                assert (kind, value.get("for")) in declared


@pytest.mark.parametrize("form", ["graphml", "archi"])
def test_the_network_loads_again_through_its_mapping(canada: Catalogue, tmp_path: Path, form: str) -> None:
    worlds = [canada, hostile(), *(random_catalogue(seed) for seed in range(8))]
    for n, world in enumerate(worlds):
        (tmp_path / str(n)).mkdir()
        again = gm.load(written(world, form, tmp_path / str(n)), form)
        for name in ("agencies", "systems", "uses", "links"):
            leave = ["source", "product", "standard"]
            wanted = world.table(name).drop(columns=leave, errors="ignore")
            assert again.table(name).drop(columns=leave, errors="ignore").to_dict() == wanted.to_dict(), (n, name)


def test_archi_files_are_as_archi_wants_them(canada: Catalogue) -> None:
    files = exported(canada, "archi").files
    assert set(files) == {"elements.csv", "relations.csv", "properties.csv"}
    read = {name: list(csv.DictReader(io.StringIO(content.decode()))) for name, content in files.items()}
    elements = {row["ID"]: row["Type"] for row in read["elements.csv"]}
    assert len(elements) == len(canada.agencies) + len(canada.systems)
    ends = {"AssociationRelationship": ("BusinessActor", "ApplicationComponent"), "CompositionRelationship": ("BusinessActor",) * 2, "ServingRelationship": ("ApplicationComponent", "BusinessActor"), "FlowRelationship": ("ApplicationComponent",) * 2}  # fmt: skip
    for row in read["relations.csv"]:
        assert (elements[row["Source"]], elements[row["Target"]]) == ends[row["Type"]]
    ids = [row["ID"] for row in (*read["elements.csv"], *read["relations.csv"])]
    assert len(ids) == len(set(ids))
    assert all(set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_") for id in ids)
    assert {row["ID"] for row in read["properties.csv"]} <= set(ids)


def test_formulas_are_noted_and_never_come_alive() -> None:
    world = Catalogue.unchecked({}).add(Agency(id="a", name="=cmd|' /C calc'!A0", level="federal", sector="other"))
    made = exported(world, "csv")
    assert b"=cmd|' /C calc'!A0" in made.content
    assert made.notes == (
        "cells that a spreadsheet would take for formulas: agencies.csv:name (1); export xlsx to look at them there",
    )
    cell = openpyxl.load_workbook(io.BytesIO(exported(world, "xlsx").content))["agencies"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|' /C calc'!A0", "s", True)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_the_same_catalogue_gives_the_same_bytes(form: str) -> None:
    world = random_catalogue(5)
    assert exported(world, form) == exported(random_catalogue(5), form)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_internal_is_in_the_bytes_for_the_public(form: str) -> None:
    world = secretive()
    mine = world.agencies.assign(source=world.agencies["source"].str.replace("open-paper;zqx-paper", "open-paper"))
    world = world.replace_rows("agencies", mine)
    assert SECRET.encode() in opened(form, exported(world, form).content)
    public = opened(form, exported(world, form, audience="public").content)
    assert SECRET.encode() not in public
    assert b"internal" not in public
    assert b"open" in public.lower()


def opened(form: str, content: bytes) -> bytes:
    if form != "xlsx":
        return (
            content.replace(b"internal`:", b"")
            .replace(b"internal_only", b"")
            .replace(b"The catalogue is internal", b"")
        )
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_the_statements_of_a_script_are_parted_by_semicolons_alone(canada: Catalogue) -> None:
    from graphmodel.exchange.script import statements

    for world in (canada, hostile()):
        text = exported(world, "cypher").content.decode()
        assert [part.strip() for part in parted(text)] == list(statements(world))


def parted(text: str) -> list[str]:
    """Part a script as cypher-shell does: by semicolons outside of quotes and comments."""
    parts, here, quote, at = list[str](), "", "", 0
    while at < len(text):
        sign = text[at]
        if quote:
            here += text[at : at + 2] if sign == "\\" else sign
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif text.startswith("//", at):
            at = text.index("\n", at)
        elif sign == ";":
            parts, here = [*parts, here], ""
        else:
            quote = sign if sign in "'\"`" else ""
            here += sign
        at += 1
    assert not here.strip()
    return parts


def test_files_are_whole_or_not_there_and_folders_are_spared(tmp_path: Path) -> None:
    world = random_catalogue(random.Random(1).randint(1, 99))
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(GraphmodelError, match="is not empty: name a new folder, or say --overwrite"):
        gm.export(world, "csv", tmp_path / "taken")
    gm.export(world, "csv", tmp_path / "taken", overwrite=True)
    assert (tmp_path / "taken" / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert gm.load(tmp_path / "taken") == world
    with pytest.raises(GraphmodelError, match="is a folder: name a file"):
        gm.export(world, "json", tmp_path / "taken")
    with pytest.raises(GraphmodelError, match="is a file: name a folder"):
        gm.export(world, "csv", tmp_path / "taken" / "mine.txt")
    with pytest.raises(GraphmodelError, match="cannot be written"):
        gm.export(world, "json", tmp_path / "nowhere" / "x.json")
    with pytest.raises(UnknownName, match="did you mean graphml"):
        exported(world, "graphm")
    assert not list(tmp_path.rglob(".*"))


def test_the_command_line_exports(graphmodel: Caller, canada: Catalogue, tmp_path: Path) -> None:
    said = graphmodel("export", "csv", "-o", tmp_path / "out", "--audience", "public")
    assert (said.code, said.out.strip()) == (0, str(tmp_path / "out"))
    assert "left out for the public: nothing" in said.err
    assert gm.load(tmp_path / "out") == canada
    again = graphmodel("export", "csv", "-o", tmp_path / "out")
    assert (again.code, "is not empty" in again.err) == (1, True)
    assert graphmodel("export", "csv", "-o", tmp_path / "out", "--overwrite").code == 0
    assert json.loads(graphmodel("-q", "export", "json").out)["digest"] == canada.digest
    assert graphmodel("export", "xlsx").code == 2
    assert "demande -o" in graphmodel("--lang", "fr", "export", "archi").err
    assert graphmodel("export", "pdf").code == 2
