"""Tables as other programs write them: signs between cells, dates and decimals, composed letters, names with backslashes."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from graphmodel import shipped as content
from graphmodel.errors import SourceError, StoreError
from graphmodel.loading import check, load
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import About, Agency
from graphmodel.stores import open_store
from tests.commands import Caller
from tests.worlds.broken import SOUND, folder, texts, zipped

pytestmark = pytest.mark.rotates("dialects")


def said(source: Path, loader: str | Path = "catalogue") -> list[str]:
    """Return all that is said of a source, a line each."""
    report = check(source, loader)
    return [str(note) for note in (*report.problems, *report.notices, *report.warnings)]


def parted(text: str, sign: str) -> str:
    """Return a CSV text with another sign between its cells; a cell that holds the sign in quotation marks."""
    rows = [line.split(",") for line in text.splitlines()]
    return "".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "~", "^", ":"])
@pytest.mark.parametrize(
    "form", ["sep={}\n", "SEP={}\r\n", '"sep={}"\n', "\n\nsep={}\n", "\ufeffsep={}\n", "sep={}\n\n"]
)
def test_the_line_by_which_excel_names_the_sign_is_read(sign: str, form: str, tmp_path: Path) -> None:
    tables = {name: text for name, text in texts().items() if name.endswith(".csv")}
    changed = {
        name.removesuffix(".csv"): (form.format(sign) + parted(text, sign)).encode() for name, text in tables.items()
    }
    source = folder(tmp_path, **changed)
    assert said(source) == []
    assert load(source) == load(SOUND)


def test_lines_are_counted_with_the_one_that_names_the_sign(tmp_path: Path) -> None:
    text = "\nsep=;\n" + parted(texts()["systems.csv"], ";").replace("rms;apd", "rmz;apd", 1)
    assert said(folder(tmp_path, systems=text.encode())) == [
        "systems.csv:4:type: 'rmz' is not a system type (did you mean rms?)"
    ]


@pytest.mark.parametrize(("sign", "shown"), [("x", "'x'"), ('"', "'\"'"), ("é", "'é'"), ("7", "'7'")])
def test_a_sign_that_parts_no_cells_is_refused(sign: str, shown: str, tmp_path: Path) -> None:
    source = folder(tmp_path, products=f"sep={sign}\nid{sign}name\n".encode())
    wanted = f"products.csv:1: names {shown} as the sign between cells: part them by commas, semicolons or tabs"
    assert said(source)[0] == wanted


def test_a_line_that_names_the_sign_and_nothing_else_is_an_empty_file(tmp_path: Path) -> None:
    assert said(folder(tmp_path, products=b"sep=;\n"))[0].startswith("products.csv: is empty")


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_other_signs_are_read_and_nothing_is_to_be_said_of_it(sign: str, tmp_path: Path) -> None:
    changed = {
        name.removesuffix(".csv"): parted(text, sign).encode() for name, text in texts().items() if name.endswith("csv")
    }
    assert said(folder(tmp_path, **changed)) == []


DATES = [
    ("2019-03-14", "2019"),
    ("2019/03/14", "2019"),
    ("14.03.2019", "2019"),
    ("14/03/2019 10:30", "2019"),
    ("2011-04-01T00:00:00Z", "2011"),
    ("2011-04-01 00:00:00", "2011"),
    ("2019-03", "2019"),
    ("03/2019", "2019"),
    ("14 March 2019", "2019"),
    ("mars 2019", "2019"),
    ("1er avril 2011", "2011"),
    ("Apr 1, 2011", "2011"),
]
NUMBERS = [("2011.0", "2011"), ("2011.00", "2011"), ("02011", "2011"), ("2011.000", "2011")]
NO_YEARS = ["03/14/19", "2019-2020", "FY19", "201", "2011.5", "20190314", "1905-07-11", "vers 2019?", "2,011"]


def systems(since: str) -> bytes:
    return f'id,name,type,operator,status,since\napd-rms,X,rms,apd,active,"{since}"\n'.encode()


@pytest.mark.parametrize(("cell", "year"), DATES)
def test_a_date_for_a_year_is_refused_with_the_year(cell: str, year: str, tmp_path: Path) -> None:
    source = folder(tmp_path, systems=systems(cell))
    assert f"systems.csv:2:since: {cell!r} is a date: write the year, {year}" in said(source)


@pytest.mark.parametrize(("cell", "year"), NUMBERS)
def test_a_year_among_decimals_is_read(cell: str, year: str, tmp_path: Path) -> None:
    agencies = "id,name,level,sector\napd,A,municipal,policing\n"
    (tmp_path / "agencies.csv").write_text(agencies, encoding="utf-8")
    (tmp_path / "systems.csv").write_bytes(systems(cell))
    assert load(tmp_path).systems["since"].tolist() == [int(year)]


@pytest.mark.parametrize("cell", NO_YEARS)
def test_whatever_else_stands_for_a_year_is_refused(cell: str, tmp_path: Path) -> None:
    source = folder(tmp_path, systems=systems(cell))
    assert [line for line in said(source) if line.startswith(f"systems.csv:2:since: {cell!r} is")]


def test_a_number_shown_as_a_date_is_not_taken_for_that_day(tmp_path: Path) -> None:
    """Excel stores the number 2019 in a cell of dates as the 11th of July 1905."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    agencies = book.create_sheet("agencies")
    agencies.append(["id", "name", "level", "sector"])
    agencies.append(["a", "A", "municipal", "policing"])
    sheet = book.create_sheet("systems")
    sheet.append(["id", "name", "type", "operator", "status", "since"])
    sheet.append(["x", "X", "rms", "a", "active", 2019])
    sheet.append(["y", "Y", "rms", "a", "active", 43538])
    for cell in ("F2", "F3"):
        sheet[cell].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "m.xlsx")
    assert said(tmp_path / "m.xlsx") == [
        "m.xlsx/systems:2:since: '1905-07-11' is a date: write the year, in a cell that is not formatted as a date",
        "m.xlsx/systems:3:since: '2019-03-14' is a date: write the year, 2019",
    ]


@pytest.mark.parametrize(
    ("cell", "number", "remedy"),
    [
        ("120000.0", 120000, ""),
        ("120000.00", 120000, ""),
        ("0.0", 0, ""),
        ("12.000", None, ": write 12 or 12000"),
        ("12,000", None, ": write 12000"),
        ("12 000", None, ": write 12000"),
        ("12,0", None, ": write 12"),
        ("1.5", None, ""),
        ("1.2e5", None, ""),
        ("-0.0", None, ""),
    ],
)
def test_whole_numbers_among_decimals_are_read_where_they_are_exact(
    cell: str, number: int | None, remedy: str, tmp_path: Path
) -> None:
    text = f'id,name,level,sector,sworn_officers\nsq,A,municipal,policing,"{cell}"\n'
    report = check(world(tmp_path, agencies=text))
    if number is None:
        assert f"agencies.csv:2:sworn_officers: {cell!r} is not a whole number{remedy}" in map(str, report.problems)
    else:
        assert report.catalogue is not None
        assert report.catalogue.agencies["sworn_officers"].tolist()[0] == number


def test_a_mapping_can_take_the_year_of_dates(tmp_path: Path) -> None:
    loader = tmp_path / "dates.toml"
    loader.write_text(
        '[agencies]\nfile = "agencies"\n[systems]\nfile = "systems"\nyear = ["since"]\n', encoding="utf-8"
    )
    (tmp_path / "agencies.csv").write_text("id,name,level,sector\napd,A,municipal,policing\n", encoding="utf-8")
    rows = "".join(f's{n},X,rms,apd,active,"{cell}"\n' for n, (cell, _) in enumerate(DATES + NUMBERS))
    head = "id,name,type,operator,status,since\n"
    (tmp_path / "systems.csv").write_text(f"{head}{rows}s,X,rms,apd,active,\n", encoding="utf-8")
    made = load(tmp_path, loader).systems.set_index("id")["since"]
    assert made.drop("s").to_dict() == {f"s{n}": int(year) for n, (_, year) in enumerate(DATES + NUMBERS)}
    assert made.isna()["s"]
    for cell in NO_YEARS:
        (tmp_path / "systems.csv").write_text(f'{head}s,X,rms,apd,active,"{cell}"\n', encoding="utf-8")
        assert len(said(tmp_path, loader)) == 1, cell
    loader.write_text('[agencies]\nfile = "agencies"\n[systems]\nfile = "systems"\nyear = ["sinse"]\n')
    with pytest.raises(SourceError, match="did you mean since"):
        load(tmp_path, loader)


def test_a_zip_whose_names_have_backslashes_is_a_folder(tmp_path: Path) -> None:
    for prefix in ("", "cat\\"):
        source = zipped(tmp_path, [(f"{prefix}{name}", text) for name, text in texts().items()])
        assert load(source) == load(SOUND)
        assert said(source) == []
    unsafe = {
        "..\\agencies.csv": "points outside the archive",
        "a\\..\\..\\agencies.csv": "points outside the archive",
        "C:\\agencies.csv": "points outside the archive",
        "\\agencies.csv": "points outside the archive",
        "cat\\inner.zip": "is an archive inside the archive",
    }
    for name, why in unsafe.items():
        with pytest.raises(SourceError, match=why):
            load(zipped(tmp_path, [(name, "x")]))
    both = tmp_path / "both.zip"
    with zipfile.ZipFile(both, "w") as archive:
        archive.writestr("cat/agencies.csv", "x")
        archive.writestr("cat\\agencies.csv", "x")
        archive.writestr("cat\\", "")
    with pytest.raises(SourceError, match=r"holds 'cat/agencies\.csv' 2 times"):
        load(both)


APART, ONE = (unicodedata.normalize(form, "Sûreté du Québec") for form in ("NFD", "NFC"))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def loosened(cell: object) -> object:
    return decomposed(cell) if isinstance(cell, str) else cell


def world(here: Path, **changed: str) -> Path:
    here.mkdir(exist_ok=True)
    tables = {
        "agencies": f"id,name,level,sector\nsq,{ONE},provincial,policing\n",
        "systems": "id,name,type,operator,status\nx,Système,rms,sq,active\n",
        "about.toml": 'name = "Été"\nlimits = ["Inventé."]\n',
    }
    for name, text in (tables | changed).items():
        (here / (name if "." in name else f"{name}.csv")).write_text(text, encoding="utf-8")
    return here


def test_letters_are_one_however_they_are_composed(tmp_path: Path) -> None:
    assert APART != ONE
    whole = load(world(tmp_path / "one"))
    assert whole.agencies["name"].tolist() == [ONE]
    sources = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "one").iterdir())]
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    apart = world(tmp_path / "apart", **dict(zip(names, map(decomposed, sources), strict=True)))
    assert load(apart) == whole
    assert load(apart).digest == whole.digest
    frames = {str(name): frame.map(loosened) for name, frame in whole.frames.items() if len(frame)}
    about = About(decomposed(whole.about.name), limits=tuple(map(decomposed, whole.about.limits)))
    assert Catalogue.from_frames(frames, about) == whole
    assert Catalogue.unchecked(frames, about) == whole
    assert Catalogue.unchecked({}).add(Agency(id="a", name=APART, level="federal", sector="other")) == (
        Catalogue.unchecked({}).add(Agency(id="a", name=ONE, level="federal", sector="other"))
    )


MAPPING = """
[agencies]
file = "réseau"
where = { "Catégorie" = "Opéré" }
columns = { id = "Exploitant", name = "Exploitant" }
slug = ["id"]
constant = { level = "municipal", sector = "policing" }
once = true
[systems]
file = "réseau"
columns = { id = "Système", name = "Système", operator = "Exploitant", type = "Genre" }
slug = ["id", "operator"]
recode.type = { "Répartition" = "cad" }
constant = { status = "active" }
"""
TABLE = "Système,Exploitant,Genre,Catégorie\nUn,Montréal,Répartition,Opéré\nDeux,Montréal,Répartition,Opéré\n"


@pytest.mark.parametrize("mapping_form", ["NFC", "NFD"])
@pytest.mark.parametrize("table_form", ["NFC", "NFD"])
@pytest.mark.parametrize("kind", ["folder", "zip", "workbook"])
def test_a_mapping_finds_names_however_they_are_composed(
    mapping_form: str, table_form: str, kind: str, tmp_path: Path
) -> None:
    loader = tmp_path / "m.toml"
    loader.write_text(unicodedata.normalize(mapping_form, MAPPING), encoding="utf-8")  # type: ignore[arg-type]
    table = unicodedata.normalize(table_form, TABLE)  # type: ignore[arg-type]
    name = unicodedata.normalize(table_form, "réseau")  # type: ignore[arg-type]
    source = tmp_path / "source"
    if kind == "folder":
        source.mkdir()
        (source / f"{name}.csv").write_text(table, encoding="utf-8")
    elif kind == "zip":
        source = zipped(tmp_path, [(f"{name}.csv", table)])
    else:
        book = openpyxl.Workbook()
        sheet = book.create_sheet(name)
        for line in table.splitlines():
            sheet.append(line.split(","))
        source = tmp_path / "w.xlsx"
        book.save(source)
    made = load(source, loader)
    assert made.counts["agencies"] == 1
    assert made.systems["operator"].tolist() == ["montreal"] * 2
    assert made.agencies["name"].tolist() == ["Montréal"]


def test_two_columns_of_one_name_are_two_however_they_are_composed(tmp_path: Path) -> None:
    header = "id,name,vendor,Année,Anne\u0301e\nniche,N,V,1,2\n"
    assert said(folder(tmp_path, products=header.encode()))[0] == (
        "products.csv:1: has two columns named 'Année': rename or remove one"
    )


def test_what_is_typed_is_composed_too(graphmodel: Caller) -> None:
    asked = "MATCH (a:Agency) WHERE a.name = '{}' OR a.name_fr = '{}' RETURN count(*) AS n"
    query = "Sûreté du Québec"
    one, other = (
        graphmodel("-q", "cypher", unicodedata.normalize(form, asked.format(query, query)), "--format", "csv")  # type: ignore[arg-type]
        for form in ("NFC", "NFD")
    )
    assert (one.code, one.out) == (other.code, other.out)
    assert one.csv == [["n"], ["1"]]


def test_a_file_of_a_decomposed_name_is_found_by_it(graphmodel: Caller, tmp_path: Path) -> None:
    source = world(tmp_path / decomposed("réseau"))
    assert graphmodel("check", str(source)).code == 0


@pytest.mark.parametrize("name", content.catalogues())
def test_nothing_stands_on_every_file_that_we_ship_or_write(name: str, graphmodel: Caller, tmp_path: Path) -> None:
    """Only the doubts about single records, of which the catalogue says itself how many there are."""
    paths = {"csv": tmp_path / "out", "xlsx": tmp_path / "out.xlsx"}
    for form, path in paths.items():
        assert graphmodel("-q", "--on", name, "export", form, "-o", path).code == 0
    for source in (name, *paths.values()):
        report = check(source)
        assert (report.problems, report.notices, report.warnings) == ((), (), ())


def test_a_store_replaces_only_a_graph_of_ours(graphmodel: Caller, tmp_path: Path) -> None:
    for name, text in {"mine.xlsx": b"PK\x03\x04 a workbook", "notes.txt": b"notes", "empty": b"no graph"}.items():
        path = tmp_path / name
        path.write_bytes(text)
        linked = tmp_path / f"to-{name}"
        linked.symlink_to(path)
        for store in (path, linked):
            refused = graphmodel("load", "nleim-2014", store=str(store))
            assert refused.code == 1
            assert path.read_bytes() == text


def test_a_store_without_a_name_is_refused_and_leaves_no_file(
    graphmodel: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = graphmodel("--store", "", "load", "nleim-2014", store="")
    assert ended.code == 1
    assert "the store has an empty name" in ended.err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="empty name"):
        open_store("")


def test_frames_of_numbers_with_gaps_come_back_from_what_pandas_writes(tmp_path: Path) -> None:
    world(tmp_path / "w")
    frame = pd.read_csv(tmp_path / "w" / "systems.csv")
    frame = pd.concat([frame, frame.assign(id="y")], ignore_index=True).assign(since=[2011, None])
    frame.to_csv(tmp_path / "w" / "systems.csv", index=False)
    assert "2011.0" in (tmp_path / "w" / "systems.csv").read_text(encoding="utf-8")
    assert load(tmp_path / "w").systems["since"].tolist()[0] == 2011
