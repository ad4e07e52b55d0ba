"""``none`` as the standard of a link: known to be custom, no record, kept wherever links go, in words of either language."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from graphmodel.errors import ScenarioError
from graphmodel.forms.wording import PAGES
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Link
from graphmodel.scenario import Scenario
from graphmodel.survey import make_survey, read_surveys
from graphmodel.workbooks.starting import new_workbook, workbook_of
from tests.commands import Caller
from tests.test_survey import Survey

AGENCIES = "id,name,level,sector\npolice,Police,municipal,policing\n"
SYSTEMS = "id,name,type,operator,status\n" + "".join(f"{id},{id.upper()},rms,police,active\n" for id in ("a", "b", "c"))
STANDARDS = "id,name,openness\nucr,Crime counts,published\n"


def folder(path: Path, standard: str, standards: str = STANDARDS) -> Path:
    """A catalogue with one link that says its standard so."""
    path.mkdir(exist_ok=True)
    links = f"from,to,direction,mode,status,standard\na,b,one_way,query,active,{standard}\n"
    for name, text in {"agencies": AGENCIES, "systems": SYSTEMS, "links": links, "standards": standards}.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def custom(tmp_path: Path) -> Catalogue:
    return gm.load(folder(tmp_path / "custom", "none"))


def standard_of(catalogue: Catalogue | None) -> object:
    assert catalogue is not None
    (standard,) = catalogue.links["standard"].tolist()
    return standard


@pytest.mark.parametrize("text", ["none", "None", "custom", "Sur mesure", "aucune norme", "None: a custom interface"])
def test_none_is_read_however_people_write_it(tmp_path: Path, text: str) -> None:
    report = gm.check(folder(tmp_path / "c", text))
    assert report.problems == ()
    assert standard_of(report.catalogue) == "none"
    assert bool(report.notices) == (text != "none")


def test_a_record_that_is_called_so_is_that_record(tmp_path: Path) -> None:
    report = gm.check(folder(tmp_path / "c", "Custom", STANDARDS + "house,Custom,proprietary\n"))
    assert standard_of(report.catalogue) == "house"


def test_no_record_may_bear_the_reserved_id_and_others_are_still_unknown(tmp_path: Path) -> None:
    (told,) = gm.check(folder(tmp_path / "c", "none", STANDARDS + "none,Nothing,published\n")).problems
    assert str(told).startswith("standards.csv:3:id: 'none' is a reserved word")
    assert "est un mot réservé" in told.text("fr")
    (told,) = gm.check(folder(tmp_path / "d", "nonesuch")).problems
    assert "'nonesuch' is not a standard" in str(told)


def test_a_mapping_puts_no_prefix_before_it(tmp_path: Path) -> None:
    source = folder(tmp_path / "c", "none")
    mapping = tmp_path / "m.toml"
    tables = {"agencies": AGENCIES, "systems": SYSTEMS, "standards": STANDARDS}
    text = "".join(
        f'[{name}]\nfile = "{name}"\ncolumns = {{ {", ".join(f"{c} = {c!r}" for c in head.splitlines()[0].split(","))} }}\n'
        for name, head in tables.items()
    )
    text += '[links]\nfile = "links"\ncolumns = { from = "from", to = "to", direction = "direction", mode = "mode", '
    text += 'status = "status", standard = "standard" }\nprefix = { standard = "x-" }\n'
    mapping.write_text(text.replace("[standards]\n", '[standards]\nprefix = { id = "x-" }\n'), encoding="utf-8")
    loaded = gm.load(source, str(mapping))
    assert standard_of(loaded) == "none"
    assert loaded.standards["id"].tolist() == ["x-ucr"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_goes_out_and_comes_back(custom: Catalogue, tmp_path: Path, form: str) -> None:
    path = tmp_path / ("out" if form == "csv" else f"out.{form}")
    gm.export(custom, form, path)
    again = gm.load(path)
    assert standard_of(again) == "none"
    assert again.links.equals(custom.links)
    assert again.standards.equals(custom.standards)


@pytest.mark.parametrize("form", ["json", "archi", "graphml", "gexf", "cypher"])
def test_other_tools_are_told_it(custom: Catalogue, tmp_path: Path, form: str) -> None:
    path = tmp_path / ("out" if form == "archi" else f"out.{form}")
    gm.export(custom, form, path)
    files = [*path.iterdir()] if path.is_dir() else [path]
    text = " ".join(file.read_text(encoding="utf-8") for file in files)
    assert re.search(r"""[>"']none[<"']""", text)


def test_it_is_no_standard_in_the_graph_and_comes_back_from_a_store(custom: Catalogue, tmp_path: Path) -> None:
    with gm.open_store(str(tmp_path / "g.duckdb")) as store:
        store.write(custom)
        assert store.run("MATCH (n:Standard) RETURN n.id").rows == (("ucr",),)
        assert store.run("MATCH ()-[f:FEEDS]->() RETURN f.standard").rows == (("none",),)
        assert store.read() == custom
        rows = store.run(*gm.query("standards/links-by-standard").bind({})).rows
    assert [tuple(row) for row in rows] == [("none", None, None, None, 1, 2)]


def test_parts_of_a_catalogue_keep_it(custom: Catalogue) -> None:
    for part in (custom.for_audience("public"), custom.documented()):
        assert standard_of(part) == "none"
    assert gm.diff(custom, custom).rows.empty
    more = custom.add(Link(from_="b", to="c", direction="one_way", mode="push", status="active", standard="none"))
    assert gm.check(more).problems == ()


def test_a_scenario_may_connect_by_a_custom_interface(custom: Catalogue) -> None:
    made = Scenario("S").connect("b", "c", direction="one_way", standard="none").apply(custom)
    assert made.links["standard"].tolist() == ["none", "none"]
    assert gm.check(made).problems == ()
    with pytest.raises(ScenarioError, match="'nonesuch' is no standard"):
        Scenario("S").connect("b", "c", direction="one_way", standard="nonesuch").apply(custom)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_workbook_of_ones_own_says_it_in_words(custom: Catalogue, tmp_path: Path, language: str) -> None:
    content = workbook_of(custom, "police", "fr" if language == "fr" else "en")
    page = openpyxl.load_workbook(io.BytesIO(content))[PAGES["links"]]
    names = [cell.value for cell in page[1]]
    shown = page.cell(3, names.index("standard") + 1).value
    assert shown == {"en": "None: a custom interface", "fr": "Aucune : interface sur mesure"}[language]
    path = tmp_path / "own.xlsx"
    path.write_bytes(content)
    again = gm.load(path)
    assert standard_of(again) == "none"
    assert again.standards.empty
    blank = openpyxl.load_workbook(io.BytesIO(new_workbook("fr" if language == "fr" else "en")))
    assert shown in {cell.value for row in blank["_lists"].iter_rows() for cell in row}


@pytest.mark.parametrize("said", ["None: a custom interface", "Aucune : interface sur mesure", "none", "sur mesure"])
def test_a_survey_offers_it_and_reads_it(tmp_path: Path, said: str) -> None:
    before = gm.load(folder(tmp_path / "c", ""))
    survey = Survey(make_survey(before, "police", "fr"))
    page = "Links - Liens"
    survey.cell(page, 3, "standard").value = said
    found = read_surveys([survey.save(tmp_path / "s.xlsx")], before)
    assert found.problems == ()
    assert standard_of(found.after) == "none"
    offered = [
        cell.value
        for row in survey.book["_lists"].iter_rows()
        for cell in row
        if cell.value and "sur mesure" in cell.value
    ]
    assert offered == ["Aucune : interface sur mesure"]


def test_people_read_it_in_words(graphmodel: Caller, custom: Catalogue, tmp_path: Path) -> None:
    source = tmp_path / "out"
    gm.export(custom, "csv", source)
    asked = ("--on", source, "query", "run", "standards/custom-or-unnamed", "--format")
    assert "None: a custom interface" in graphmodel(*asked, "markdown").out
    assert "Aucune : interface sur mesure" in graphmodel("--lang", "fr", *asked, "markdown").out
    assert graphmodel.rows(*asked[:-1])[0]["standard_id"] == "none"
