"""A mapping reads a survey of another shape to the same catalogue as its tidy twin, and says what is wrong in itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel import shipped as content
from graphmodel.errors import CatalogueError, SourceError
from graphmodel.loading import check, load
from graphmodel.loading.shaping.mapping import read_mapping
from graphmodel.records.catalogue import Catalogue
from graphmodel.records.schema import Agency, Link, System, tables
from graphmodel.records.slugs import slug
from tests.worlds.broken import SOUND

WORLDS = Path(__file__).parent / "worlds"
WIDE, TIDY = WORLDS / "survey-wide", WORLDS / "survey-tidy"


def survey(here: Path, *changes: tuple[str, str]) -> Path:
    """Return a copy of the wide survey with some texts changed."""
    text = (WIDE / "survey.csv").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    (here / "survey.csv").write_text(text, encoding="utf-8")
    return here


def problems(source: Path, loader: str | Path = "survey-wide") -> list[str]:
    return [str(problem) for problem in check(source, loader).problems]


def faults(here: Path, text: str) -> list[str]:
    """Return what is said of a mapping."""
    path = here / "their.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        read_mapping(path)
    return [line.removeprefix("their.toml: ") for line in str(refused.value).splitlines()]


def test_the_wide_survey_is_its_tidy_twin() -> None:
    notes: list[str] = []
    wide = load(WIDE, "survey-wide", notes.append)
    tidy = load(TIDY)
    assert notes == []
    assert {name: frame.to_csv() for name, frame in wide.frames.items()} == {
        name: frame.to_csv() for name, frame in tidy.frames.items()
    }
    assert wide == tidy
    assert (wide.counts["agencies"], wide.counts["systems"], wide.counts["links"]) == (7, 20, 13)


def test_what_a_wide_cell_becomes() -> None:
    wide = load(WIDE, "survey-wide")
    links = wide.links.query("`from` == 'anytown-rms' or `from` == 'anytown-old-rms'")
    assert set(zip(links["from"], links["to"], links["mode"], links["direction"], strict=True)) == {
        ("anytown-rms", "anytown-cad", "replicate", "two_way"),
        ("anytown-rms", "cpic", "query", "two_way"),
        ("anytown-old-rms", "cpic", "query", "two_way"),
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("in use | being replaced", "in use", []),
        ("in use | being replaced", "in use | being repaired", [
            "survey.csv:2:RMS: status: 'being repaired' is not a status: it is one of planned, active, retiring, retired, cancelled",
        ]),
        ("2010 | 1998", "2010 | 98", ["survey.csv:2:RMS: since: '98' is not a year from 1000 to 2999"]),
        ("2010 | 1998", "2010 | 1998 | 1990", [
            "survey.csv:2:RMS: name: holds 2 where another column of the same record holds 3, parted by '|'",
            "survey.csv:2:RMS: product: holds 2 where another column of the same record holds 3, parted by '|'",
            "survey.csv:2:RMS: status: holds 2 where another column of the same record holds 3, parted by '|'",
            "survey.csv:2:RMS: data held: holds 2 where another column of the same record holds 3, parted by '|'",
        ]),
        ("Anytown CAD; CPIC | CPIC", "Anytown CAD; CPIK | CPIC", [
            "survey.csv:2:RMS: connected to: 'cpik' is not a system (did you mean cpic?)",
        ]),
        ("exchanges; asks and answers | asks", "exchanges | asks", [
            "survey.csv:2:RMS: how: holds 1 where another column of the same record holds 2, parted by ';'",
        ]),
        ("Dunmore CAD,Versadex CAD", "Dunmore RMS,Versadex CAD", [
            "survey.csv:5:CAD: name: 'dunmore-rms' is already on line 5",
            "survey.csv:5:CAD: connected to: 'dunmore-rms' is linked to itself: a link joins two systems",
        ]),
        ("Organisation,", "Organization,", [
            "survey.csv:1: the column 'Organisation' is missing (did you mean Organization?)",
        ]),
        ("RMS: name", "RSM: name", ["survey.csv:1: the column 'RMS: name' is missing (did you mean RSM: name?)"]),
    ],
)  # fmt: skip
def test_problems_name_their_cells(tmp_path: Path, before: str, after: str, expected: list[str]) -> None:
    found = problems(survey(tmp_path, (before, after)))
    assert [line for line in found if line in expected] == expected
    if not expected:
        assert found == [
            "survey.csv:2:RMS: status: holds 1 where another column of the same record holds 2, parted by '|'",
            "survey.csv:2:RMS: status: is empty: every system needs it",
        ]


def test_a_group_that_the_survey_does_not_ask_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text("Organisation,Level,RMS: name,RMS: status\nX,Region,X RMS,in use\n")
    assert set(load(tmp_path, "survey-wide").systems["id"]) == {"cpic", "pip", "x-rms"}


def test_columns_that_nothing_reads_are_warned_of(tmp_path: Path) -> None:
    report = check(survey(tmp_path, ("Officers", "Oficers")), "survey-wide")
    assert [str(warning) for warning in report.warnings] == [
        "survey.csv:1: the column 'Oficers' is not read (did you mean Officers?)"
    ]


def test_shipped_mappings_can_be_read() -> None:
    names = {"archi", "catalogue", "edge-list", "graphml", "servicenow", "survey-wide"}
    assert {name: bool(read_mapping(name)) for name in content.loaders()} == dict.fromkeys(names, True)


def test_the_house_mapping_names_every_table() -> None:
    assert [(recipe.table.name, recipe.file) for recipe in read_mapping("catalogue")] == [
        (name, name) for name in tables()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["tables: none is named; it needs agencies and systems"]),
        ("x = y", ["their.toml is no TOML: Invalid value (at line 1, column 5)"]),
        ("[agency]\nfile = 'a'", ["agency: no table of the format (did you mean agencies?)"]),
        ("[agencies]\nfil = 'a'", ["agencies.fil: no key of a mapping (did you mean file?)"]),
        ("agencies = 'a.csv'", ["agencies: must be a table of names and values"]),
        ("[agencies]\nfile = 5", ["agencies.file: must be a text in quotation marks"]),
        ("[agencies]\ncolumns = {id = 'Code'}", ["agencies.columns: needs file, the name of the table to read"]),
        ("[agencies]\nfile = 'a'\ncolumns = {naem = 'N'}", [
            "agencies.columns.naem: no column of agencies (did you mean name?)",
        ]),
        ("[agencies]\nfile = 'a'\ncolumns = {name = 5}", ["agencies.columns.name: must be a text in quotation marks"]),
        ("[agencies]\nfile = 'a'\ncolumns = ['name']", ["agencies.columns: must be a table of names and values"]),
        ("[systems]\nfile = 'a'\nrecode.status = {'in use' = 'actve'}", [
            "systems.recode.status.in use: 'actve' is none of the words of status (did you mean active?)",
        ]),
        ("[systems]\nfile = 'a'\nrecode.holds = {'all' = 'persons;vehicels'}", [
            "systems.recode.holds.all: 'vehicels' is none of the words of holds (did you mean vehicles?)",
        ]),
        ("[systems]\nfile = 'a'\nrecode.state = {x = 'y'}", ["systems.recode.state: no column of systems (did you mean status?)"]),
        ("[systems]\nfile = 'a'\nrecode.status = 'x'", ["systems.recode.status: must be a table of names and values"]),
        ("[systems]\nfile = 'a'\nconstant = {type = 'cadd'}", [
            "systems.constant.type: 'cadd' is none of the words of type (did you mean cad?)",
        ]),
        ("[systems]\nfile = 'a'\nconstant = {relays = 'yes'}", ["systems.constant.relays: 'yes' is none of the words of relays"]),
        ("[systems]\nfile = 'a'\ncolumns = {type = 'T'}\nconstant = {type = 'rms'}", [
            "systems.constant.type: is in columns too: keep one of them",
        ]),
        ("[systems]\nfile = 'a'\nsplit = {name = ','}", ["systems.split.name: is no list column"]),
        ("[systems]\nfile = 'a'\nsplit = {holds = ''}", [
            'systems.split.holds: says what parts the items in one cell, as in holds = ","',
        ]),
        ("[systems]\nfile = 'a'\nsplit = {holds = [',', 5]}", ["systems.split.holds: must be a text in quotation marks"]),
        ("[systems]\nfile = 'a'\nprefix = {name = 'x', id = 'X_'}", [
            "systems.prefix.name: holds no ids",
            "systems.prefix.id: 'X_' begins no id: use small letters, digits and hyphens",
        ]),
        ("[systems]\nfile = 'a'\nnumber = true\nleave_out = ['repeats']", [
            "systems.leave_out: is for links alone",
            "systems.number: is for links alone",
        ]),
        ("[systems]\nfile = 'a'\nif_named = true", ["systems.if_named: is for a record made of constants, without file"]),
        ("[systems]\nfile = 'a'\n[links]\nfile = 'b'\nleave_out = ['self_link']", [
            "links.leave_out: 'self_link' is nothing that can be left out (did you mean self_links?): self_links or repeats",
        ]),
        ("[systems]\nfile = 'a'\nignore = 'x'", ["systems.ignore: must be a list in square brackets"]),
        ("[systems]\nfile = 'a'\nslug = 'id'", ["systems.slug: must be a list in square brackets"]),
        ("[systems]\nfile = 'a'\nslug = ['ident', 5]", [
            "systems.slug.ident: no column of systems",
            "systems.slug.5: no column of systems",
        ]),
        ("[systems]\nfile = 'a'\nonce = 'yes'", ["systems.once: must be true or false"]),
        ("[systems]\nfile = 'a'\neach = 'type'", ["systems.each: there is no [each.type]"]),
        ("[each.types]\nRMS = 'rms'\n[systems]\nfile = 'a'\neach = 'type'", [
            "systems.each: there is no [each.type] (did you mean types?)",
        ]),
        ("[each.type]\nRMS = 'cadd'\n[systems]\nfile = 'a'\neach = 'type'\nconstant = {type = '{type}'}", [
            "systems.constant.type: 'cadd' is none of the words of type (did you mean cad?)",
        ]),
        ("each = 5\n[systems]\nfile = 'a'", ["each: must be a table of names and values"]),
        ("[systems]\nfile = 'a'\nrows = [{by = '', of = []}]", [
            'systems.rows.by: says what parts the records in one cell, as in by = "|"',
            "systems.rows.of: names the columns to take apart side by side",
        ]),
        ("[systems]\nfile = 'a'\nrows = [{by = '|', off = ['name'], of = ['nam']}]", [
            "systems.rows.off: no key of a step: it has by, of and without",
            "systems.rows.nam: no column of systems (did you mean name?)",
        ]),
        ("[systems]\nfile = 'a'\ncolumns = {id = 'I'}\nrows = [{by = '|', of = ['name']}]", [
            "systems.rows: name is not among the columns that are read",
        ]),
        ("[link]\n[systems]\nfil = 'a'\nsplit = 5", [
            "link: no table of the format (did you mean links?)",
            "systems.fil: no key of a mapping (did you mean file?)",
            "systems.split: must be a table of names and values",
            "systems.split: needs file, the name of the table to read",
        ]),
    ],
)  # fmt: skip
def test_faults_of_a_mapping(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert faults(tmp_path, text) == expected


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no loader 'survey-wid' \(did you mean survey-wide\?\): give a .toml file"):
        load(SOUND, "survey-wid")
    with pytest.raises(SourceError, match=r"nothing.toml cannot be opened: No such file"):
        load(SOUND, tmp_path / "nothing.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(SourceError, match=r"latin.toml is not UTF-8 at byte 2: save it as UTF-8"):
        load(SOUND, tmp_path / "latin.toml")


def test_an_export_with_its_own_names_and_words(tmp_path: Path) -> None:
    (tmp_path / "Corps.csv").write_text("Nom;Palier\nSPVM;Ville\nSûreté du Québec;Province\n", encoding="utf-8")
    (tmp_path / "Systèmes.csv").write_text(
        "Nom;Corps;Données;Remplace\nDossiers A;SPVM;Personnes/Véhicules;\nDossiers B;Sûreté du Québec;;dossiers a\n",
        encoding="utf-8",
    )
    mapping = tmp_path / "export.toml"
    mapping.write_text(
        """
        [agencies]
        file = "corps"
        columns = { id = "Nom", name = "Nom", level = "Palier" }
        recode.level = { ville = "municipal", province = "provincial" }
        constant = { sector = "policing", province = "QC" }
        slug = ["id"]
        [systems]
        file = "Systèmes.csv"
        columns = { id = "Nom", name = "Nom", operator = "Corps", holds = "Données", replaces = "Remplace" }
        recode.holds = { personnes = "persons", "véhicules" = "vehicles", "" = "documents" }
        split = { holds = "/" }
        constant = { type = "rms", status = "active" }
        slug = ["id", "operator", "replaces"]
        """,
        encoding="utf-8",
    )
    systems = load(tmp_path, mapping).systems
    assert set(
        zip(systems["id"], systems["operator"], systems["holds"], systems["replaces"].fillna(""), strict=True)
    ) == {
        ("dossiers-a", "spvm", "persons;vehicles", ""),
        ("dossiers-b", "surete-du-quebec", "documents", "dossiers-a"),
    }


SPLIT = """
[agencies]
file = "services"
columns = { id = "Code", name = "Service" }
constant = { level = "municipal", sector = "policing", province = "ON" }
[systems]
file = "applications"
columns = { id = "App", name = "App", operator = "Owner" }
constant = { type = "rms", status = "active" }
slug = ["id"]
[links]
file = "applications"
columns = { from = "App", to = "Talks to" }
constant = { direction = "one_way", mode = "push", status = "active" }
rows = [{ by = [","], of = ["to"] }]
slug = ["from", "to"]
"""


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("App,Owner,Talks to", []),
        ("App,Owner,Speaks to", ["applications.csv:1: the column 'Talks to' is missing (did you mean Speaks to?)"]),
        ("App,Owner", ["applications.csv:1: the column 'Talks to' is missing"]),
    ],
)
def test_a_column_whose_cells_are_taken_apart_may_not_be_missing(
    tmp_path: Path, header: str, expected: list[str]
) -> None:
    (tmp_path / "services.csv").write_text("Code,Service\nnorth,North\n", encoding="utf-8")
    rows = ("One,north,Two", "Two,north,", "Three,north,One")
    cells = header.count(",") + 1
    text = "\n".join(",".join(row.split(",")[:cells]) for row in rows)
    (tmp_path / "applications.csv").write_text(f"{header}\n{text}\n", encoding="utf-8")
    (tmp_path / "their.toml").write_text(SPLIT, encoding="utf-8")
    assert problems(tmp_path, tmp_path / "their.toml") == expected


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("CPIC", "cpic"),
        ("Sûreté du Québec", "surete-du-quebec"),
        ("Œuvre & Cœur", "oeuvre-coeur"),
        ("  A--B  (C) ", "a-b-c"),
        ("Straße Ⅳ ½", "strasse-iv-1-2"),
        ("Ærø", "aero"),
        ("Système № 5", "systeme-no-5"),
        ("K\u02bcómoks / K'omoks", "k-omoks-k-omoks"),
        ("???", ""),
        ("", ""),
    ],
)
def test_slugs(text: str, id: str) -> None:
    assert (slug(text), slug(slug(text))) == (id, id)


def world() -> Catalogue:
    return Catalogue.unchecked({}).add(
        Agency(id="apd", name="Anytown", level="municipal", sector="policing"),
        System(id="rms", name="RMS", type="rms", operator="apd", status="active"),
        System(id="cad", name="CAD", type="cad", operator="apd", status="active"),
        Link(from_="cad", to="rms", direction="one_way", mode="push", status="active"),
    )


def test_a_function_may_be_the_loader() -> None:
    made: list[Path] = []

    def loader(path: Path) -> Catalogue:
        made.append(path)
        return world()

    assert load(SOUND, loader) == world()
    assert load("canada", loader) == world()
    assert made == [SOUND, content.catalogues()["canada"]]


def test_what_a_function_makes_is_checked() -> None:
    wrong = world().add(
        System(id="mcm", name="MCM", type="cadd", operator="nobody", status="active", since=14, replaces="mcm"),
        Link(from_="rms", to="rms", direction="one_way", mode="push", status="active"),
        Link(from_="rms", to="x", direction="one_way", mode="push", status="active"),
    )
    with pytest.raises(CatalogueError) as refused:
        load(SOUND, lambda _: wrong)
    assert {str(problem) for problem in refused.value.problems} == {
        "links:to: 'rms' is linked to itself: a link joins two systems (link rms>rms)",
        "links:to: 'x' is not a system (link rms>x)",
        "systems:operator: 'nobody' is not an agency (system mcm)",
        "systems:replaces: 'mcm' replaces itself (system mcm)",
        "systems:since: '14' is not a year from 1000 to 2999 (system mcm)",
        "systems:type: 'cadd' is not a system type (did you mean cad?) (system mcm)",
    }


def test_a_function_that_makes_something_else() -> None:
    with pytest.raises(SourceError, match="the loader returned dict, not a Catalogue"):
        load(SOUND, lambda _: {})  # type: ignore[arg-type, return-value]


def test_the_canadian_catalogue_by_way_of_a_function() -> None:
    canada = load("canada")
    assert load("canada", lambda _: canada) == canada


@pytest.mark.parametrize(
    "text", ["[agencies]\n", "[agencies]\nconstant = {level = ''}\n", "[agencies]\nconstant = {province = 'ON'}\n"]
)
def test_a_record_of_constants_has_what_its_table_needs(tmp_path: Path, text: str) -> None:
    needed = [column.name for column in tables()["agencies"].columns if column.required]
    assert len(needed) > 2
    expected = [f"agencies.constant.{name}: is missing: every agency needs it" for name in needed]
    assert faults(tmp_path, text) == expected
