"""A workbook to fill in: written by us, filled in as people do, read as it is; what it is held to is written by hand."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.errors import GraphmodelError, SourceError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.survey import make_survey, read_surveys
from graphmodel.words import vocabulary as v
from graphmodel.words.languages import Language
from graphmodel.workbooks.starting import known_of, new_workbook, workbook_of
from tests.commands import Caller
from tests.worlds.random_worlds import random_catalogue

AGENCIES, SYSTEMS, LINKS, USES = (
    "Agencies - Organismes",
    "Systems - Systèmes",
    "Links - Liens",
    "Uses - Utilisations",
)
PAGES = (AGENCIES, SYSTEMS, LINKS, USES)
PEEL = "peel-regional-police"


class Person:
    """Somebody who fills in a workbook: sees what stands above the columns, and writes below the examples."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.next = dict.fromkeys(PAGES, 6)

    def column(self, page: str, label: str) -> int:
        heads = [str(cell.value).removesuffix(" *").split("\n") for cell in self.book[page][2]]
        found = [at for at, head in enumerate(heads, 1) if any(re.split(r" \(", text)[0] == label for text in head)]
        assert len(found) == 1, (label, heads)
        return found[0]

    def write(self, page: str, **cells: object) -> int:
        """Write a row; keyword ``Type_of_system`` is the column that people see as Type of system."""
        row = self.next[page]
        self.next[page] += 1
        for label, value in cells.items():
            self.book[page].cell(row, self.column(page, label.replace("_", " ")), value)
        return row

    def save(self, folder: Path, name: str = "mine.xlsx") -> Path:
        self.book.save(folder / name)
        return folder / name


def english(person: Person) -> Person:
    person.write(
        AGENCIES,
        Name="Kingsbury Police",
        Level_of_government="Municipal",
        Sector="Policing",
        Province_or_territory="Ontario",
        Sworn_officers=240,
        Year_of_these_figures=2024,
    )
    person.write(AGENCIES, Name="OPP", Level_of_government="Provincial", Sector="police", Province_or_territory="Ont.")
    person.write(
        AGENCIES, Name="Kingsbury Jail", Level_of_government="city", Sector="Corrections", Part_of="kingsbury  police"
    )
    person.write(
        SYSTEMS,
        Name="Kingsbury RMS",
        Type_of_system="Records management (RMS)",
        Who_runs_it="Kingsbury Police",
        Status="Active",
        Product="Versadex",
        Since="2011",
        Records_it_holds="Persons; Occurrences",
    )
    person.write(SYSTEMS, Name="Cells", Type_of_system="jail", Who_runs_it="Kingsbury Jail", Status="In use")
    person.write(
        SYSTEMS,
        Name="OPP Hub",
        Type_of_system="Broker or portal",
        Who_runs_it="OPP",
        Status="Active",
        How_far_it_serves="Provincial",
        **{"Passes on other systems' records": "Yes"},
    )
    person.write(
        LINKS,
        From_system="OPP Hub",
        To_system="Kingsbury RMS",
        Direction="One way",
        How="Query",
        Status="Active",
        Records_it_carries="Persons",
        Note="asked at the roadside",
        How_sure="Inferred",
        Where_this_is_known_from="Sgt. Roy, 2026",
    )
    person.write(
        LINKS, From_system="KINGSBURY rms", To_system="opp hub", Direction="Two ways", How="Push", Status="Planned"
    )
    person.write(
        LINKS,
        From_system="OPP Hub",
        To_system="Kingsbury RMS",
        Direction="One way",
        How="File transfer",
        Status="Active",
        How_fresh="Daily",
    )
    person.write(
        USES,
        Agency="Kingsbury Police",
        System="OPP Hub",
        Role="Only reads it",
        Where_this_is_known_from="Sgt. Roy, 2026\nMoU 12",
    )
    return person  # fmt: skip


def french(person: Person) -> Person:
    person.write(
        AGENCIES,
        Nom="Kingsbury Police",
        Ordre_de_gouvernement="Municipal",
        Secteur="Police",
        Province_ou_territoire="Ontario",
        Policiers_assermentés=240,
        Année_de_ces_chiffres=2024,
    )
    person.write(
        AGENCIES, Nom="OPP", Ordre_de_gouvernement="provincial", Secteur="Police", Province_ou_territoire="Ontario"
    )
    person.write(
        AGENCIES,
        Nom="Kingsbury Jail",
        Ordre_de_gouvernement="Municipal",
        Secteur="services correctionnels",
        Fait_partie_de="Kingsbury Police",
    )
    person.write(
        SYSTEMS,
        Nom="Kingsbury RMS",
        Type_de_système="Gestion des dossiers (SGD)",
        **{"Qui l'exploite": "Kingsbury Police", "Dossiers qu'il détient": "Personnes; Événements"},
        État="En service",
        Produit="Versadex",
        Depuis=2011,
    )
    person.write(
        SYSTEMS,
        Nom="Cells",
        Type_de_système="Gestion des cellules",
        **{"Qui l'exploite": "Kingsbury Jail"},
        État="En service",
    )
    person.write(
        SYSTEMS,
        Nom="OPP Hub",
        Type_de_système="Courtier ou portail",
        **{"Qui l'exploite": "OPP", "Relaie les dossiers d'autres systèmes": "Oui"},
        État="en service",
        Portée="Provinciale",
    )
    person.write(
        LINKS,
        Du_système="OPP Hub",
        Au_système="Kingsbury RMS",
        Sens="À sens unique",
        Comment="Interrogation",
        État="En service",
        **{"Dossiers qu'il transporte": "Personnes", "D'où on le tient": "Sgt. Roy, 2026"},
        Note="asked at the roadside",
        Fiabilité="Inféré",
    )
    person.write(
        LINKS, Du_système="Kingsbury RMS", Au_système="OPP Hub", Sens="À double sens", Comment="Envoi", État="Prévu"
    )
    person.write(
        LINKS,
        Du_système="OPP Hub",
        Au_système="Kingsbury RMS",
        Sens="a sens unique",
        Comment="Transfert de fichiers",
        État="En service",
        Fraîcheur="Quotidienne",
    )
    person.write(
        USES,
        Organisme="Kingsbury Police",
        Système="OPP Hub",
        Rôle="Consulte seulement",
        **{"D'où on le tient": "Sgt. Roy, 2026; MoU 12"},
    )
    return person  # fmt: skip


def by_hand() -> Catalogue:
    """The catalogue that both of them mean."""
    table = pd.DataFrame
    return Catalogue.from_frames(
        {
            "agencies": table(
                [
                    ("kingsbury-police", "Kingsbury Police", "municipal", "policing", "ON", "240", "2024", ""),
                    ("opp", "OPP", "provincial", "policing", "ON", "", "", ""),
                    ("kingsbury-jail", "Kingsbury Jail", "municipal", "corrections", "", "", "", "kingsbury-police"),
                ],
                columns=["id", "name", "level", "sector", "province", "sworn_officers", "as_of", "part_of"],
            ),
            "systems": table(
                [
                    ("kingsbury-rms", "Kingsbury RMS", "rms", "kingsbury-police", "active", "versadex", "2011", "", "", "occurrences;persons"),
                    ("cells", "Cells", "jail_cell", "kingsbury-jail", "active", "", "", "", "", ""),
                    ("opp-hub", "OPP Hub", "broker", "opp", "active", "", "", "provincial", "true", ""),
                ],
                columns=["id", "name", "type", "operator", "status", "product", "since", "scope", "relays", "holds"],
            ),
            "links": table(
                [
                    ("", "opp-hub", "kingsbury-rms", "one_way", "query", "active", "", "persons", "asked at the roadside", "inferred", "sgt-roy-2026"),
                    ("", "kingsbury-rms", "opp-hub", "two_way", "push", "planned", "", "", "", "", ""),
                    ("opp-hub--kingsbury-rms-2", "opp-hub", "kingsbury-rms", "one_way", "file_transfer", "active", "daily", "", "", "", ""),
                ],
                columns=["id", "from", "to", "direction", "mode", "status", "latency", "carries", "note", "confidence", "source"],
            ),
            "uses": table(
                [("kingsbury-police", "opp-hub", "reader", "mou-12;sgt-roy-2026")],
                columns=["agency", "system", "role", "source"],
            ),
            "products": table([("versadex", "Versadex")], columns=["id", "name"]),
            "sources": table(
                [("sgt-roy-2026", "Sgt. Roy, 2026"), ("mou-12", "MoU 12")], columns=["id", "title"]
            ),
        }
    )  # fmt: skip


@pytest.fixture
def mine() -> Person:
    return Person(new_workbook())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("fill", [english, french], ids=["in English", "in French"])
def test_what_people_write_is_what_they_mean(tmp_path: Path, language: Language, fill: Any) -> None:
    """Either language is read from a workbook whose lists are in the other one."""
    report = gm.check(fill(Person(new_workbook(language))).save(tmp_path))
    assert [str(problem) for problem in (*report.problems, *report.notices)] == []
    assert report.catalogue is not None
    wanted = by_hand()
    for name, frame in report.catalogue.frames.items():
        pd.testing.assert_frame_equal(frame, wanted.table(name))  # type: ignore[arg-type]
    assert report.catalogue == wanted


def test_a_name_in_the_other_language_or_an_id_in_brackets_names_the_same(tmp_path: Path, mine: Person) -> None:
    english(mine)
    for row, name in ((6, "Police de Kingsbury"), (7, "PPO")):
        mine.book[AGENCIES].cell(row, mine.column(AGENCIES, "French name"), name)
    for name, wanted in (("police de kingsbury", "kingsbury-police"), ("PPO", "opp"), ("Whoever [opp]", "opp")):
        mine.book[SYSTEMS].cell(6, mine.column(SYSTEMS, "Who runs it"), name)
        made = gm.load(mine.save(tmp_path)).systems.set_index("id")
        assert made.loc["kingsbury-rms", "operator"] == wanted


@pytest.mark.parametrize(("language", "begin"), [("en", "Example: "), ("fr", "Exemple : ")])
def test_three_grey_examples_a_page_are_not_read(tmp_path: Path, language: Language, begin: str) -> None:
    person = Person(new_workbook(language))
    for page in PAGES:
        rows = [[cell for cell in row if cell.value is not None] for row in person.book[page].iter_rows(min_row=3)]
        assert [len(row) > 2 for row in rows] == [True] * 3
        assert all(row[0].value.startswith(begin) for row in rows)
        assert all(cell.font.italic and cell.font.color.rgb == "008A8F96" for row in rows for cell in row)
    report = gm.check(person.save(tmp_path))
    assert [problem.file for problem in report.problems] == [f"mine.xlsx/{AGENCIES}", f"mine.xlsx/{SYSTEMS}"]
    assert "Begin here: write your own agency" in report.problems[0].text("en")
    assert "Commencez ici : écrivez votre organisme" in report.problems[0].text("fr")


def test_the_examples_say_what_they_show_when_they_are_made_real(tmp_path: Path, mine: Person) -> None:
    """Without the word Example they are a catalogue as good as any."""
    for page in PAGES:
        for row in mine.book[page].iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.removeprefix("Example: ")
    report = gm.check(mine.save(tmp_path))
    assert report.problems == ()
    assert report.catalogue is not None
    assert {name: count for name, count in report.catalogue.counts.items() if count} == {
        "agencies": 3,
        "systems": 3,
        "links": 3,
        "uses": 3,
    }


def reordered(person: Person) -> None:
    person.book._sheets.reverse()  # noqa: SLF001 - as somebody drags them


def spread(person: Person) -> None:
    for page in PAGES:
        person.book[page].insert_rows(7)
        person.book[page].insert_rows(3, 2)


def without_examples(person: Person) -> None:
    for page in PAGES:
        person.book[page].delete_rows(3, 3)


def without_first_row(person: Person) -> None:
    for page in PAGES:
        person.book[page].delete_rows(1)


def with_columns_moved(person: Person) -> None:
    for page in PAGES:
        person.book[page].move_range(f"A1:{person.book[page].cell(40, 30).coordinate}", cols=2)


def with_spaces_in_names_of_pages(person: Person) -> None:
    for page in PAGES:
        person.book[page].title = page.upper() + " "


@pytest.mark.parametrize(
    "change",
    [reordered, spread, without_examples, without_first_row, with_columns_moved, with_spaces_in_names_of_pages],
)
def test_it_reads_the_same_however_it_was_saved(tmp_path: Path, mine: Person, change: Any) -> None:
    english(mine)
    change(mine)
    assert gm.load(mine.save(tmp_path)) == by_hand()


def test_what_is_known_of_an_agency_goes_out_and_comes_back(canada: Catalogue, tmp_path: Path) -> None:
    for language in ("en", "fr"):
        path = gm.new_workbook(tmp_path / f"{language}.xlsx", catalogue=canada, agency="peel regional police", language=language)  # fmt: skip
        report = gm.check(path)
        assert report.problems == ()
        made = report.catalogue
        assert made is not None
        own = canada.systems["id"][canada.systems["operator"] == PEEL]
        assert len(own) > 5
        for table, column in (("systems", "id"), ("links", "from"), ("links", "to"), ("uses", "system")):
            wanted = canada.table(table)  # type: ignore[arg-type]
            wanted = wanted[wanted[column].isin(own)].reset_index(drop=True)
            found = made.table(table)  # type: ignore[arg-type]
            pd.testing.assert_frame_equal(found[found[column].isin(own)].reset_index(drop=True), wanted)
        for table in made.frames:
            whole = canada.table(table).astype("object").fillna("")  # type: ignore[arg-type]
            assert set(made.table(table).astype("object").fillna("").itertuples(index=False, name=None)) <= set(whole.itertuples(index=False, name=None))  # type: ignore[arg-type]  # fmt: skip
        assert made.about.limits[:-1] == canada.about.limits
        assert "Peel Regional Police" in made.about.limits[-1]
        assert openpyxl.load_workbook(path)[AGENCIES]["A3"].value == "Peel Regional Police"


@pytest.mark.rotates("at length")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.sampled_from(("en", "fr")))
def test_random_worlds_come_back_as_they_went(tmp_path_factory: pytest.TempPathFactory, seed: int, language: Any) -> None:  # fmt: skip
    world = random_catalogue(seed)
    path = tmp_path_factory.mktemp("new") / "mine.xlsx"
    for agency in world.systems["operator"].unique():
        path.write_bytes(workbook_of(world, str(agency), language))
        assert gm.load(path) == known_of(world, str(agency))


def test_lists_offer_each_word_and_the_names_of_other_pages(mine: Person) -> None:
    vocabularies = {
        (AGENCIES, "Level of government"): v.LEVELS,
        (AGENCIES, "Province or territory"): v.PROVINCES,
        (SYSTEMS, "Type of system"): v.SYSTEM_TYPES,
        (SYSTEMS, "Status"): v.STATUSES,
        (SYSTEMS, "Records it holds"): v.DATA_CLASSES,
        (LINKS, "Direction"): v.DIRECTIONS,
        (LINKS, "How"): v.MODES,
        (USES, "Role"): v.ROLES,
    }
    for (page, label), words in vocabularies.items():
        offered = _offered(mine, page, label)
        column, rows = re.findall(r"\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)", offered.formula1)[0]
        assert int(rows) == len(words)
        shown = [mine.book["_lists"][f"{column}{row}"].value for row in range(1, int(rows) + 1)]
        assert shown == [word.en for word in words]
        assert bool(offered.showErrorMessage) == (label != "Records it holds")
    names = {
        (AGENCIES, "Part of"): AGENCIES,
        (SYSTEMS, "Who runs it"): AGENCIES,
        (LINKS, "From system"): SYSTEMS,
        (LINKS, "To system"): SYSTEMS,
        (USES, "Agency"): AGENCIES,
        (USES, "System"): SYSTEMS,
    }
    for (page, label), other in names.items():
        offered = _offered(mine, page, label)
        assert offered.formula1.startswith(f"OFFSET('{other}'!$A$6,0,0,MAX(1,")
        assert set(re.findall(r"'([^']+)'!", offered.formula1)) == {other}
        assert len(offered.formula1) <= 255  # more is refused by Excel
        assert not offered.showErrorMessage
        assert mine.column(other, "Name") == 1


def _offered(person: Person, page: str, label: str) -> Any:
    letter = openpyxl.utils.get_column_letter(person.column(page, label))
    found = [item for item in person.book[page].data_validations.dataValidation if f"{letter}6" in item.sqref]
    assert len(found) == 1
    return found[0]


def test_pages_are_ready_to_be_filled_in(mine: Person) -> None:
    for page in PAGES:
        sheet = mine.book[page]
        assert (sheet.freeze_panes, sheet.row_dimensions[1].hidden) == ("B3", True)
        assert sheet.column_dimensions["A"].number_format == "@"  # what looks like a date stays as it is typed
        ids = [cell.column_letter for cell in sheet[1] if cell.value == "id"]
        assert all(sheet.column_dimensions[letter].hidden for letter in ids)
    first = mine.book.worksheets[0]
    said = "\n".join(str(cell.value) for row in first.iter_rows() for cell in row)
    assert "A asks B, and B answers: the records run from B to A" in said
    assert "A interroge B, et B répond : les dossiers vont de B vers A" in said


def told(path: Path, language: Language = "en") -> set[str]:
    return {problem.text(language) for problem in gm.check(path).problems}


def test_every_problem_is_named_by_page_row_and_label(tmp_path: Path, mine: Person) -> None:
    english(mine)
    mine.write(SYSTEMS, Name="Old RMS", Type_of_system="RMSS", Who_runs_it="Kingsbery Police", Status="Active", Since=dt.datetime(2011, 5, 1))  # noqa: DTZ001  # fmt: skip
    mine.write(SYSTEMS, Type_of_system="Other", Who_runs_it="OPP", Status="Active")
    mine.write(LINKS, From_system="Nowhere at all", To_system="Example: Provincial index", Direction="One way", How="Query", Status="Active")  # fmt: skip
    mine.write(AGENCIES, Name="OPP ", Level_of_government="Provincial", Sector="Policing")
    mine.write(AGENCIES, Name="???", Level_of_government="Provincial", Sector="Policing")
    found = told(mine.save(tmp_path))
    example = (
        "'Example: Provincial index' is an example, which is not read: name a system of the page “Systems - Systèmes”"
    )
    nowhere = "'Nowhere at all' is no system of the page “Systems - Systèmes”"
    near = "'Kingsbery Police' is no agency of the page “Agencies - Organismes” (did you mean Kingsbury Police?)"
    assert found == {
        f"mine.xlsx/{SYSTEMS}:9:Type of system: 'RMSS' is not a system type (did you mean rms?)",
        f"mine.xlsx/{SYSTEMS}:9:Who runs it: {near}: add it there, or write the name as it stands there",
        f"mine.xlsx/{SYSTEMS}:9:Since (year): '2011-05-01' is a date: write the year, 2011",
        f"mine.xlsx/{SYSTEMS}:10:Name: is empty: every system needs it",
        f"mine.xlsx/{LINKS}:9:To system (records arrive here): {example}",
        f"mine.xlsx/{LINKS}:9:From system (records leave here): {nowhere}: add it there, or write the name as it stands there",
        f"mine.xlsx/{AGENCIES}:9:Name: 'OPP' stands in row 7 already: keep one of them, or give each a name of its own",
        f"mine.xlsx/{AGENCIES}:10:Name: '???' has no letter or digit to make an id from",
    }
    french = told(tmp_path / "mine.xlsx", "fr")
    assert len(french) == len(found)
    assert any(text.startswith(f"mine.xlsx/{SYSTEMS}:9:Qui l'exploite: ") for text in french)


def test_a_name_of_two_is_refused_where_it_is_written_and_the_two_are_not(tmp_path: Path, mine: Person) -> None:
    english(mine)
    mine.write(SYSTEMS, Name="Cells", Type_of_system="Jail and cell management", Who_runs_it="OPP", Status="Active")
    assert gm.load(mine.save(tmp_path)).systems["id"].tolist() == ["cells", "kingsbury-rms", "opp-cells", "opp-hub"]
    row = mine.write(USES, Agency="Kingsbury Police", System="Cells", Role="Works in it")
    mine.write(USES, Agency="OPP", System="Cells [cells]", Role="Works in it")
    several = "'Cells' is the name of several (cells, opp-cells): give each a name of its own on the page “Systems - Systèmes”"
    assert told(mine.save(tmp_path)) == {f"mine.xlsx/{USES}:{row}:System: {several}"}


def test_an_example_that_was_changed_is_not_left_out_in_silence(tmp_path: Path, mine: Person) -> None:
    english(mine)
    mine.book[SYSTEMS].cell(4, mine.column(SYSTEMS, "Status"), "Retired")
    found = told(mine.save(tmp_path))
    assert len(found) == 1
    assert found.pop().startswith(f"mine.xlsx/{SYSTEMS}:4:Name: begins with “Example:”, so the row is not read, but it was")  # fmt: skip


def test_a_link_that_is_written_twice_is_refused(tmp_path: Path, mine: Person) -> None:
    english(mine)
    mine.write(LINKS, From_system="Kingsbury RMS", To_system="OPP Hub", Direction="Two ways", How="Push", Status="Planned")  # fmt: skip
    assert told(mine.save(tmp_path)) == {f"mine.xlsx/{LINKS}:9: says just what row 7 says: delete one of them"}


def test_a_further_link_of_a_known_pair_needs_no_id(canada: Catalogue, tmp_path: Path) -> None:
    person = Person(workbook_of(canada, PEEL))
    sheet = person.book[LINKS]
    last = sheet.max_row
    assert last == 13
    for column in range(1, 18):  # copied down, without its id
        sheet.cell(14, column, sheet.cell(last, column).value if sheet.cell(1, column).value != "id" else None)
    assert told(person.save(tmp_path)) == {f"mine.xlsx/{LINKS}:14: says just what row 13 says: delete one of them"}
    sheet.cell(14, person.column(LINKS, "How"), "Manual re-keying")
    links = gm.load(person.save(tmp_path)).links
    new = links[links["mode"] == "manual"]
    assert new["id"].tolist() == [f"{new['from'].iloc[0]}--{new['to'].iloc[0]}-2"]
    assert len(links) == 12


def test_a_page_of_ones_own_and_a_column_of_ones_own_are_told(tmp_path: Path, mine: Person) -> None:
    english(mine)
    mine.book.create_sheet("Notes")["A1"] = "call Roy"
    mine.book[SYSTEMS].cell(2, 25, "Cost")
    mine.book[SYSTEMS].cell(6, 25, 12)
    report = gm.check(mine.save(tmp_path))
    assert report.catalogue == by_hand()
    said = "\n".join(str(warning) for warning in report.warnings)
    assert "mine.xlsx/Notes: is no table of this format and is not read" in said
    assert "the column 'Cost' is not read" in said


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path, mine: Person) -> None:
    world = Catalogue.from_frames(
        {
            "agencies": pd.DataFrame(
                [("a", "=1+1", "municipal", "policing")], columns=["id", "name", "level", "sector"]
            ),
            "systems": pd.DataFrame(
                [("s", "+cmd|' /C calc'!A0", "rms", "a", "active")],
                columns=["id", "name", "type", "operator", "status"],
            ),
        }
    )
    path = gm.new_workbook(tmp_path / "from.xlsx", catalogue=world, agency="=1+1")
    cells = openpyxl.load_workbook(path)
    assert (cells[AGENCIES]["A3"].value, cells[AGENCIES]["A3"].data_type) == ("=1+1", "s")
    assert all(cell.data_type != "f" for sheet in cells.worksheets for row in sheet.iter_rows() for cell in row)
    made = gm.load(path)
    assert made.agencies.equals(world.agencies)
    assert made.systems.equals(world.systems)
    english(mine)
    mine.write(AGENCIES, Name="=1+1", Level_of_government="Municipal", Sector="Policing")  # openpyxl writes a formula
    report = gm.check(mine.save(tmp_path))
    assert [str(problem) for problem in report.problems] == [
        f"mine.xlsx/{AGENCIES}:9:Name: is empty: every agency needs it"
    ]
    assert "formula that was never computed, in A9" in str(report.notices[0])


def test_a_survey_is_not_mistaken_for_it_nor_it_for_a_survey(canada: Catalogue, tmp_path: Path) -> None:
    survey, own = tmp_path / "survey.xlsx", tmp_path / "own.xlsx"
    survey.write_bytes(make_survey(canada, PEEL))
    own.write_bytes(new_workbook())
    with pytest.raises(SourceError, match=r"survey\.xlsx is a survey: graphmodel survey read .*survey\.xlsx reads it"):
        gm.check(survey)
    with pytest.raises(SourceError, match=r"own\.xlsx is no survey but a workbook of your own: graphmodel check"):
        read_surveys([own], canada)


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path, graphmodel: Caller, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert graphmodel("new", "mine.xlsx", store="").out == "mine.xlsx\n"
    before = Path("mine.xlsx").read_bytes()
    said = graphmodel("new", "mine.xlsx", store="")
    assert (said.code, said.err) == (1, "mine.xlsx is there already, and may be filled in: name another file\n")
    assert Path("mine.xlsx").read_bytes() == before
    for name in ("mine", "mine.xls", "mine.csv"):
        said = graphmodel("new", name, store="")
        assert (said.code, "let the name end in .xlsx" in said.err) == (1, True)
        assert not Path(name).exists()


def test_an_agency_is_asked_for_by_a_catalogue_and_a_name(tmp_path: Path, graphmodel: Caller, canada: Catalogue) -> None:  # fmt: skip
    file = tmp_path / "mine.xlsx"
    assert graphmodel("new", file, "--from", "canada", store="").code == 2
    assert graphmodel("new", file, "--agency", PEEL, store="").code == 2
    said = graphmodel("new", file, "--from", "canada", "--agency", "Peal Regional Police", store="")
    assert (said.code, "did you mean peel-regional-police?" in said.err) == (1, True)
    with pytest.raises(UnknownName):
        workbook_of(canada, "nobody")
    with pytest.raises(GraphmodelError, match="give both, or neither"):
        gm.new_workbook(file, catalogue=canada)
    assert not file.exists()
    assert graphmodel("new", file, "--from", "canada", "--agency", "Police régionale de Peel", store="").code == 0


def test_from_the_blank_page_to_an_answer(tmp_path: Path, graphmodel: Caller) -> None:
    english(Person(new_workbook())).save(tmp_path)
    path = tmp_path / "mine.xlsx"
    assert "no problem: 3 agencies, 3 systems, 1 use, 3 links" in graphmodel("check", path, store="").err
    assert graphmodel("load", path, store=str(tmp_path / "g.duckdb")).code == 0
    rows = graphmodel.rows("--on", path, "query", "run", "isolation/isolated-systems", "-p", "type=jail_cell")
    assert [row["system"] for row in rows] == ["cells"]
